//! The figure of a claim as a value, and the small values that functions give.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::eval::Value;
use crate::claim::Claim;
use crate::quantity::{Dimension, Interval, Unit};

/// A claim's figure: every true value it leaves open, and its unit; points are percent.
pub(super) fn figure(claim: &Claim) -> (Interval, Option<Unit>) {
    scaled(claim, claim.quantity.interval())
}

pub(super) fn with_unit(claim: &Claim, interval: Interval) -> Value<'static> {
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

pub(super) fn flag(holds: bool) -> Value<'static> {
    Value::Number(whole(i64::from(holds)), None)
}

pub(super) fn percent() -> Unit {
    Unit { name: SmolStr::new_static("percent"), dimension: Dimension::Share, per: None }
}

pub(super) fn whole(number: i64) -> Interval {
    Interval::point(Decimal::from(number))
}

pub(super) fn text(words: Option<SmolStr>) -> Value<'static> {
    words.filter(|words| !words.is_empty()).map_or(Value::Unknown, Value::Text)
}
