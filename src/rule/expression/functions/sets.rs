//! Functions of roles that take many claims.

use super::{Function, Gives, Takes, function};
use crate::claim::Direction;
use crate::quantity::{Interval, Unit};
use crate::rule::expression::eval::{Part, Value};
use crate::rule::expression::figure::{figure, flag, whole};
use crate::rule::months;

/// What is computed from the claims of a role.
pub(super) static FUNCTIONS: &[Function] = &[
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
    function(
        "fills-period",
        &[Takes::Many, Takes::Role],
        Gives::Number(None),
        "1 where the periods of many figures, one behind the other, make up the period of one: quarters a half or a year; else 0",
        |_, args| match args {
            [Value::Claims(parts), Value::Claims(Part::One(whole))] => flag(months::fill(parts.claims(), whole)),
            _ => Value::Unknown,
        },
    ),
    function("count", &[Takes::Any], Gives::Number(None), "how many claims are in a role", |_, args| match args {
        [Value::Claims(part)] => Value::Number(whole(i64::try_from(part.claims().len()).unwrap_or(0)), None),
        _ => Value::Unknown,
    }),
];

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
