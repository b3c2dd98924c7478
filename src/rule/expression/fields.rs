//! The fields of roles: what an expression may read of a claim.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use smol_str::SmolStr;

use super::eval::Value;
use super::figure::{figure, text, whole, with_unit};
use crate::claim::{Claim, Direction};
use crate::quantity::Interval;
use crate::rule::facts::Facts;

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
    amount("per", "the number it is per: 100,000 in \"40 cases per 100,000 people\"", |_, claim| {
        let per = claim.quantity.unit.per.as_deref().unwrap_or_default();
        let number = per.split(' ').next().and_then(|number| number.parse::<Decimal>().ok());
        number.map_or(Value::Unknown, |number| Value::Number(Interval::point(number), None))
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

/// Words of the transcript on one line.
fn quoted(facts: &Facts<'_>, span: crate::span::Span) -> SmolStr {
    let words: Vec<&str> = facts.transcript.slice(span).split_whitespace().collect();
    SmolStr::from(words.join(" "))
}
