//! The functions of expressions, and the fields of roles.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use smol_str::SmolStr;

use super::eval::{Part, Value, number};
use crate::claim::{Claim, Direction};
use crate::quantity::{Dimension, Form, Interval, Unit};
use crate::rule::facts::Facts;
use crate::rule::{display, slip};

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rule) enum Takes {
    /// A number, or a role whose figure is meant.
    Number,
    /// A number of the same dimension as the first.
    Alike,
    /// A role that takes one claim.
    Role,
    /// A role that takes many claims.
    Many,
    /// Any role.
    Any,
    /// A condition.
    Truth,
    /// Words between single quotes.
    Text,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rule) enum Gives {
    /// A number of a dimension, or of none.
    Number(Option<Dimension>),
    /// A number of its first argument's dimension.
    Alike,
    /// Words.
    Text,
}

/// A function of expressions.
pub(in crate::rule) struct Function {
    /// Its name.
    pub(in crate::rule) name: &'static str,
    /// Its parameters.
    pub(in crate::rule) takes: &'static [Takes],
    /// Its result.
    pub(in crate::rule) gives: Gives,
    /// What it computes, for the documentation.
    pub(in crate::rule) says: &'static str,
    pub(super) compute: for<'a> fn(&Facts<'a>, &[Value<'a>]) -> Value<'a>,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const fn function(
    name: &'static str,
    takes: &'static [Takes],
    gives: Gives,
    says: &'static str,
    compute: for<'a> fn(&Facts<'a>, &[Value<'a>]) -> Value<'a>,
) -> Function {
    Function { name, takes, gives, says, compute }
}

const SHARE: Gives = Gives::Number(Some(Dimension::Share));

/// Every function.
pub(in crate::rule) static FUNCTIONS: &[Function] = &[
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
    function("sum", &[Takes::Many], Gives::Alike, "the sum of many figures", |_, args| {
        members(args, |n| n.iter().copied().reduce(|a, b| a.add(&b)))
    }),
    function("net", &[Takes::Many], Gives::Alike, "what many changes make together, up and down", |_, args| {
        let Some(Value::Claims(part)) = args.first() else { return Value::Unknown };
        let steps = part.claims().iter().map(|claim| {
            let (step, unit) = figure(claim);
            (if claim.direction == Some(Direction::Down) { step.neg() } else { step }, unit)
        });
        let sum = steps.reduce(|a, b| (a.0.add(&b.0), a.1.filter(|unit| Some(unit) == b.1.as_ref())));
        sum.filter(|sum| sum.1.is_some()).map_or(Value::Unknown, |(sum, unit)| Value::Number(sum, unit))
    }),
    function("mean", &[Takes::Many], Gives::Alike, "the average of many figures", |_, args| {
        members(args, |n| Some(n.iter().copied().reduce(|a, b| a.add(&b))?.div(&whole(i64::try_from(n.len()).ok()?))))
    }),
    function("largest", &[Takes::Many], Gives::Alike, "the largest of many figures", |_, args| {
        members(args, |n| n.iter().copied().reduce(larger))
    }),
    function("smallest", &[Takes::Many], Gives::Alike, "the smallest of many figures", |_, args| {
        members(args, |n| Some(n.iter().map(Interval::neg).reduce(larger)?.neg()))
    }),
    function("count", &[Takes::Any], Gives::Number(None), "how many claims are in a role", |_, args| match args {
        [Value::Claims(part)] => Value::Number(whole(i64::try_from(part.claims().len()).unwrap_or(0)), None),
        _ => Value::Unknown,
    }),
    function(
        "converted",
        &[Takes::Role, Takes::Role],
        Gives::Number(None),
        "the first figure in the unit of the second, where both measure one kind of thing",
        |facts, args| match args {
            [Value::Claims(Part::One(from)), Value::Claims(Part::One(to))] => converted(facts, from, to),
            _ => Value::Unknown,
        },
    ),
    function(
        "agree",
        &[Takes::Role, Takes::Role],
        Gives::Number(None),
        "1 where two figures can be one value said twice: ranges with the same ends, else readings that meet; else 0",
        |_, args| match args {
            [Value::Claims(Part::One(a)), Value::Claims(Part::One(b))] => flag(a.quantity.agrees(&b.quantity)),
            _ => Value::Unknown,
        },
    ),
    function(
        "slip",
        &[Takes::Role, Takes::Number],
        Gives::Text,
        "the slip that may have made a figure of the right one, in words; nothing where none is near",
        |_, args| {
            let [Value::Claims(Part::One(stated)), right] = args else { return Value::Unknown };
            text(slip::words(stated, right_of(right)))
        },
    ),
    function(
        "slipped",
        &[Takes::Role, Takes::Number],
        Gives::Number(None),
        "1 where one slip of the pen lies between a figure and the right one, rounded alike; else 0",
        |_, args| match args {
            [Value::Claims(Part::One(stated)), right] => {
                number(right).map_or(Value::Unknown, |(right, _)| flag(slip::to_computed(stated, &right)))
            }
            _ => Value::Unknown,
        },
    ),
    function(
        "sum-slipped",
        &[Takes::Many, Takes::Role],
        Gives::Number(None),
        "1 where one slip of the pen, in a part or in the total, makes the parts add up to it; else 0",
        |_, args| match args {
            [Value::Claims(parts), Value::Claims(Part::One(total))] => flag(slip::in_sum(parts.claims(), total)),
            _ => Value::Unknown,
        },
    ),
    function(
        "reconcile",
        &[Takes::Role, Takes::Role],
        Gives::Text,
        "a value from which one speaker may have rounded and the other cut off",
        |_, args| {
            let [Value::Claims(Part::One(a)), Value::Claims(Part::One(b))] = args else { return Value::Unknown };
            text(slip::reconcile(&a.quantity, &b.quantity).map(SmolStr::from))
        },
    ),
    function(
        "when",
        &[Takes::Truth, Takes::Text],
        Gives::Text,
        "the words where the condition can hold, nothing where it cannot",
        |_, args| match args {
            [Value::Truth(truth), words @ Value::Text(_)] if truth.known && truth.can => words.clone(),
            _ => Value::Unknown,
        },
    ),
    function("range", &[Takes::Number], Gives::Text, "the ends of a number in words: \"4.1 to 4.3\"", |_, args| {
        let shown = args.first().and_then(number).map(|(interval, _)| display::range(&interval));
        text(shown.map(SmolStr::from))
    }),
];

/// A field of a role: `from.value`.
pub(in crate::rule) struct Field {
    /// Its name.
    pub(in crate::rule) name: &'static str,
    /// Whether it gives words rather than a number.
    pub(in crate::rule) words: bool,
    /// What it is, for the documentation.
    pub(in crate::rule) says: &'static str,
    pub(super) get: for<'a> fn(&Facts<'a>, &'a Claim) -> Value<'a>,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const fn amount(name: &'static str, says: &'static str, get: for<'a> fn(&Facts<'a>, &'a Claim) -> Value<'a>) -> Field {
    Field { name, words: false, says, get }
}

const fn words(name: &'static str, says: &'static str, get: for<'a> fn(&Facts<'a>, &'a Claim) -> Value<'a>) -> Field {
    Field { name, words: true, says, get }
}

/// Every field.
pub(in crate::rule) static FIELDS: &[Field] = &[
    amount("value", "the figure as stated, without its rounding", |_, claim| {
        with_unit(claim, Interval::point(claim.quantity.value))
    }),
    amount(
        "spoken",
        "the narrower reading that speech means by \"more than 1.43 million\": cut off at the last place",
        |_, claim| with_unit(claim, claim.quantity.spoken()),
    ),
    amount("stated", "the end or ends that a bound names: 10 in \"at least 10\"", |_, claim| {
        let (low, high) = claim.quantity.range.unwrap_or((claim.quantity.value, claim.quantity.value));
        with_unit(claim, Interval::closed(low, high))
    }),
    amount("low", "the low end of a range, as stated", |_, claim| {
        with_unit(claim, Interval::point(claim.quantity.range.map_or(claim.quantity.value, |ends| ends.0)))
    }),
    amount("high", "the high end of a range, as stated", |_, claim| {
        with_unit(claim, Interval::point(claim.quantity.range.map_or(claim.quantity.value, |ends| ends.1)))
    }),
    amount("signed", "the figure, negative where it goes down", |_, claim| {
        let (interval, unit) = figure(claim);
        let down = claim.direction == Some(Direction::Down);
        Value::Number(if down { interval.abs().neg() } else { interval }, unit)
    }),
    amount("year", "the year of its period, where it lies in one", |_, claim| {
        let days = claim.period.as_ref().and_then(|period| Some((period.start?, period.end?)));
        match days.filter(|days| days.0.year() == days.1.year()) {
            Some((start, _)) => Value::Number(whole(start.year().into()), None),
            None => Value::Unknown,
        }
    }),
    amount("position", "its place in its list, from 1", |_, claim| {
        claim.list.map_or(Value::Unknown, |place| Value::Number(whole(i64::from(place.position) + 1), None))
    }),
    words("speaker", "who says it", |facts, claim| {
        text(claim.speaker.and_then(|id| facts.transcript.speaker(id)).map(|speaker| speaker.name.clone()))
    }),
    words("figure", "the figure's numeral as it stands", |facts, claim| {
        Value::Text(quoted(facts, claim.quantity.numeral))
    }),
    words("measure", "what is measured, as it stands", |_, claim| text(Some(claim.measure.text.clone()))),
    words("period", "its period, as it stands", |_, claim| {
        text(claim.period.as_ref().map(|period| period.text.clone()))
    }),
    words("weekday", "the day of the week, for a claim of one", |_, claim| {
        let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let day = claim.quantity.value.to_usize().and_then(|day| days.get(day.checked_sub(1)?));
        text(day.filter(|_| claim.quantity.unit.name == "weekday").map(|day| SmolStr::new_static(day)))
    }),
    words("unit", "its unit's name", |_, claim| Value::Text(SmolStr::from(claim.quantity.unit.to_string()))),
    words("cited", "whose figure it is said to be", |_, claim| {
        text(claim.attribution.as_ref().map(|attribution| attribution.name.clone()))
    }),
];

/// By the factors and offsets to the base unit that the lexicon knows.
fn converted(facts: &Facts<'_>, from: &Claim, to: &Claim) -> Value<'static> {
    let (a, b) = (&from.quantity.unit, &to.quantity.unit);
    let entries = facts.units.named(&a.name).zip(facts.units.named(&b.name));
    let Some((from_unit, to_unit)) = entries.filter(|_| a.dimension == b.dimension && a.per == b.per) else {
        return Value::Unknown;
    };
    let point = Interval::point;
    let base = from.quantity.spoken().mul(&point(from_unit.factor)).add(&point(from_unit.offset));
    Value::Number(base.sub(&point(to_unit.offset)).div(&point(to_unit.factor)), Some(b.clone()))
}

/// Words of the transcript on one line.
fn quoted(facts: &Facts<'_>, span: crate::span::Span) -> SmolStr {
    let words: Vec<&str> = facts.transcript.slice(span).split_whitespace().collect();
    SmolStr::from(words.join(" "))
}

fn text(words: Option<SmolStr>) -> Value<'static> {
    words.filter(|words| !words.is_empty()).map_or(Value::Unknown, Value::Text)
}

/// A claim's figure: every true value it leaves open, and its unit; points are percent.
pub(super) fn figure(claim: &Claim) -> (Interval, Option<Unit>) {
    scaled(claim, claim.quantity.interval())
}

fn with_unit(claim: &Claim, interval: Interval) -> Value<'static> {
    let (interval, unit) = scaled(claim, interval);
    Value::Number(interval, unit)
}

fn scaled(claim: &Claim, interval: Interval) -> (Interval, Option<Unit>) {
    let unit = &claim.quantity.unit;
    match (unit.dimension, unit.name.as_str()) {
        (Dimension::Points, "basis-point") => (interval.div(&whole(100)), Some(percent())),
        (Dimension::Points, _) => (interval, Some(percent())),
        _ => (interval, Some(unit.clone())),
    }
}

fn flag(holds: bool) -> Value<'static> {
    Value::Number(whole(i64::from(holds)), None)
}

fn percent() -> Unit {
    Unit { name: SmolStr::new_static("percent"), dimension: Dimension::Share, per: None }
}

fn whole(number: i64) -> Interval {
    Interval::point(Decimal::from(number))
}

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

/// Computes over the figures of a set, where they have one unit.
fn members(args: &[Value<'_>], compute: impl Fn(&[Interval]) -> Option<Interval>) -> Value<'static> {
    let Some(Value::Claims(part)) = args.first() else { return Value::Unknown };
    let figures: Vec<(Interval, Option<Unit>)> = part.claims().iter().map(|claim| figure(claim)).collect();
    let unit = figures.first().and_then(|first| first.1.clone());
    if figures.iter().any(|member| member.1 != unit) {
        return Value::Unknown;
    }
    let intervals: Vec<Interval> = figures.into_iter().map(|member| member.0).collect();
    compute(&intervals).map_or(Value::Unknown, |result| Value::Number(result, unit))
}

fn larger(a: Interval, b: Interval) -> Interval {
    let high = a.high.zip(b.high).map(|(a, b)| a.max(b));
    Interval { low: a.low.max(b.low), high, low_open: false, high_open: false }
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

fn right_of(value: &Value<'_>) -> slip::Right {
    match value {
        Value::Claims(Part::One(claim)) => slip::Right::Figure(claim.quantity.value),
        other => number(other).map_or(slip::Right::Nothing, |known| slip::Right::Interval(known.0)),
    }
}
