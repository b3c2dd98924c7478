//! Functions of claims: their units, their likely slips, what would reconcile two.

use smol_str::SmolStr;

use super::{Function, Gives, Takes, function};
use crate::claim::Claim;
use crate::quantity::Interval;
use crate::rule::expression::eval::{Part, Value, number};
use crate::rule::expression::figure::{flag, text};
use crate::rule::facts::Facts;
use crate::rule::slip;

/// What is known of one claim or two.
pub(super) static FUNCTIONS: &[Function] = &[
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
];

/// By the factors and offsets to the base unit that the lexicon knows.
fn converted(facts: &Facts<'_>, from: &Claim, to: &Claim) -> Value<'static> {
    let (a, b) = (&from.quantity.unit, &to.quantity.unit);
    if a == b {
        return Value::Number(from.quantity.spoken(), Some(b.clone()));
    }
    let entries = facts.units.named(&a.name).zip(facts.units.named(&b.name));
    let Some((from_unit, to_unit)) = entries.filter(|_| a.dimension == b.dimension && a.per == b.per) else {
        return Value::Unknown;
    };
    let point = Interval::point;
    let base = from.quantity.spoken().mul(&point(from_unit.factor)).add(&point(from_unit.offset));
    Value::Number(base.sub(&point(to_unit.offset)).div(&point(to_unit.factor)), Some(b.clone()))
}

fn right_of(value: &Value<'_>) -> slip::Right {
    match value {
        Value::Claims(Part::One(claim)) => slip::Right::Figure(claim.quantity.value),
        other => number(other).map_or(slip::Right::Nothing, |known| slip::Right::Interval(known.0)),
    }
}
