//! Functions of numbers: growth, ratios, roots.

use rust_decimal::prelude::ToPrimitive;
use smol_str::SmolStr;

use super::{Function, Gives, Takes, function};
use crate::claim::{Claim, Direction};
use crate::quantity::{Dimension, Form, Interval, Unit};
use crate::rule::display;
use crate::rule::expression::eval::{Part, Value, number};
use crate::rule::expression::figure::{figure, percent, text, whole};

const SHARE: Gives = Gives::Number(Some(Dimension::Share));

/// What is computed from one to three numbers.
pub(super) static FUNCTIONS: &[Function] = &[
    function(
        "growth",
        &[Takes::Number, Takes::Alike],
        SHARE,
        "the change from the first to the second in percent of the first",
        |_, args| numbers(args, |n| Some((growth(n.first()?, n.get(1)?), Some(percent())))),
    ),
    function(
        "cagr",
        &[Takes::Number, Takes::Alike, Takes::Number],
        SHARE,
        "the average compound growth from the first to the second over so many years, in percent",
        |_, args| numbers(args, |n| Some((cagr(n.first()?, n.get(1)?, n.get(2)?)?, Some(percent())))),
    ),
    function(
        "compound",
        &[Takes::Number, Takes::Alike],
        SHARE,
        "the average growth that two yearly growth rates in percent make",
        |_, args| {
            numbers(args, |n| {
                let both = factor(n.first()?).mul(&factor(n.get(1)?)).root(2);
                Some((both.sub(&whole(1)).mul(&whole(100)), Some(percent())))
            })
        },
    ),
    function("ratio", &[Takes::Number, Takes::Alike], SHARE, "the first in percent of the second", |_, args| {
        numbers(args, |n| Some((n.first()?.div(n.get(1)?).mul(&whole(100)), Some(percent()))))
    }),
    function(
        "after",
        &[Takes::Number, Takes::Role],
        Gives::Alike,
        "a level after a change: percent, points, a multiple or an amount, up or down",
        |_, args| match args {
            [level, Value::Claims(Part::One(change))] => after(level, change),
            _ => Value::Unknown,
        },
    ),
    function("abs", &[Takes::Number], Gives::Alike, "a number without its sign", |_, args| {
        first_with_unit(args, |n| n.abs())
    }),
    function("root", &[Takes::Number, Takes::Number], Gives::Number(None), "the root of a degree", |_, args| {
        numbers(args, |n| Some((n.first()?.root(count(n.get(1)?)?), None)))
    }),
    function("power", &[Takes::Number, Takes::Number], Gives::Number(None), "a whole power", |_, args| {
        numbers(args, |n| Some((n.first()?.power(count(n.get(1)?)?), None)))
    }),
    function("number", &[Takes::Number], Gives::Number(None), "a figure without its unit", |_, args| {
        numbers(args, |n| Some((*n.first()?, None)))
    }),
    function("range", &[Takes::Number], Gives::Text, "the ends of a number in words: \"4.1 to 4.3\"", |_, args| {
        let shown = args.first().and_then(number).map(|(interval, _)| display::range(&interval));
        text(shown.map(SmolStr::from))
    }),
];

fn numbers(args: &[Value<'_>], compute: impl Fn(&[Interval]) -> Option<(Interval, Option<Unit>)>) -> Value<'static> {
    let known: Option<Vec<Interval>> = args.iter().map(|arg| number(arg).map(|known| known.0)).collect();
    let computed = known.and_then(|known| compute(&known)).filter(|computed| computed.0 != Interval::ALL);
    computed.map_or(Value::Unknown, |(interval, unit)| Value::Number(interval, unit))
}

fn first_with_unit(args: &[Value<'_>], compute: impl Fn(&Interval) -> Interval) -> Value<'static> {
    match args.first().and_then(number) {
        Some((interval, unit)) => Value::Number(compute(&interval), unit),
        None => Value::Unknown,
    }
}

/// Computed on the quotient, where each figure stands once, so that the result is no wider than it must be.
fn growth(from: &Interval, to: &Interval) -> Interval {
    to.div(from).sub(&whole(1)).mul(&whole(100))
}

fn cagr(from: &Interval, to: &Interval, years: &Interval) -> Option<Interval> {
    let years = count(years).filter(|years| *years > 0)?;
    Some(to.div(from).root(years).sub(&whole(1)).mul(&whole(100)))
}

/// 1.08 for 8 percent.
fn factor(rate: &Interval) -> Interval {
    whole(1).add(&rate.div(&whole(100)))
}

fn count(interval: &Interval) -> Option<u32> {
    interval
        .low
        .filter(|_| interval.is_point())
        .and_then(|value| value.normalize().to_u32())
        .filter(|count| *count <= 1000)
}

fn after(level: &Value<'_>, change: &Claim) -> Value<'static> {
    let Some((from, unit)) = number(level) else { return Value::Unknown };
    let (by, by_unit) = figure(change);
    let signed = match change.direction {
        Some(Direction::Up) => by.abs(),
        Some(Direction::Down) => by.abs().neg(),
        Some(Direction::Flat) => whole(0),
        None => return Value::Unknown,
    };
    let dimension = change.quantity.unit.dimension;
    if change.quantity.form == Form::Multiple || dimension == Dimension::Multiple {
        return Value::Number(from.mul(&by), unit);
    }
    match dimension {
        Dimension::Share => Value::Number(from.mul(&factor(&signed)), unit),
        _ if unit == by_unit => Value::Number(from.add(&signed), unit),
        _ => Value::Unknown,
    }
}
