//! Whether two claims speak of the same time.

use crate::claim::{Claim, Period};

/// Up to here a sentence is near another.
const NEAR: usize = 2;

/// A period of which no more claims speak says much.
const COMMON: usize = 5;

/// How two periods lie to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// The same days, or the same words where the days are unknown.
    Same,
    /// One counts from a day that is unknown: "this quarter" and "the first quarter".
    Open,
    /// Two times.
    Apart,
}

/// Whether two claims are known to speak of two times, or of times of other lengths.
#[must_use]
pub fn of_other_time(first: &Claim, second: &Claim) -> bool {
    parted(first, second).is_some()
}

/// Why the periods of two claims make them two things.
pub(super) fn parted(first: &Claim, second: &Claim) -> Option<&'static str> {
    if let (Some(a), Some(b)) = (span(first), span(second))
        && a != b
    {
        return Some("other-length-of-time");
    }
    let (a, b) = (first.period.as_ref()?, second.period.as_ref()?);
    (relation(a, b) == Relation::Apart).then_some("other-period")
}

/// How long a time a figure is of, where its period or a word beside it says so.
fn span(claim: &Claim) -> Option<&str> {
    let kinds = [("q", "span-quarter"), ("y", "span-year"), ("fy", "span-year")];
    let of_period = || {
        let mut parts = claim.period.as_ref()?.key.split(' ');
        let named = parts.next_back()?;
        let kind = named.trim_end_matches(|c: char| c.is_ascii_digit());
        kinds.iter().find(|(name, _)| *name == kind).map(|(_, span)| *span)
    };
    claim.tags.iter().map(smol_str::SmolStr::as_str).find(|tag| tag.starts_with("span-")).or_else(of_period)
}

/// What the periods of two claims speak for.
pub(super) fn evidence(first: &Claim, second: &Claim) -> Option<&'static str> {
    match (&first.period, &second.period) {
        (Some(a), Some(b)) if relation(a, b) == Relation::Same => Some("same-period"),
        (Some(_), Some(_)) => Some("period-unclear"),
        // Who names a period right behind a figure without one tells the two apart by it.
        (None, Some(_)) if first.speaker == second.speaker && second.sentence <= first.sentence + NEAR => {
            Some("period-added")
        }
        (Some(_), None) | (None, Some(_)) => Some("period-on-one-side"),
        (None, None) => None,
    }
}

/// Whether only one of two claims speaks of a time gone by, and the other of none: "when it was 71,000 last year".
pub(super) fn earlier_on_one_side(first: &Claim, second: &Claim) -> bool {
    let gone = |claim: &Claim| claim.period.as_ref().is_some_and(|period| period.key.starts_with("rel-"));
    first.period.is_none() && gone(second) || second.period.is_none() && gone(first)
}

/// How telling it is that two claims share a period of which so many claims speak, from 0.4 to 1.
pub(super) fn telling(dated: usize) -> f64 {
    (1.0 - (dated.max(COMMON) as f64 / COMMON as f64).ln() / 4.0).max(0.4)
}

fn relation(a: &Period, b: &Period) -> Relation {
    match (a.end, b.end) {
        (Some(x), Some(y)) if x == y && a.start == b.start => Relation::Same,
        (Some(_), Some(_)) => Relation::Apart,
        _ if a.key == b.key || yearless(&a.key, &b.key) => Relation::Same,
        _ if counted(&a.key, &b.key) || counted(&b.key, &a.key) => Relation::Open,
        _ if day_of(&a.key, &b.key) || day_of(&b.key, &a.key) => Relation::Open,
        _ => Relation::Apart,
    }
}

/// Whether two periods are the same but for a year that one of them leaves out: "the first nine months" and "the
/// first nine months of 2021".
fn yearless(a: &str, b: &str) -> bool {
    let year = |part: &&str| part.trim_start_matches('f').starts_with('y');
    let years = |key: &str| key.split(' ').any(|part| year(&part));
    let without = |key: &str| key.split(' ').filter(|part| !year(part)).map(str::to_owned).collect::<Vec<_>>();
    let (left, right) = (without(a), without(b));
    !left.is_empty() && left == right && years(a) != years(b)
}

/// Whether the second period is a day of the month that the first one is: "the end of June" and "30 June".
fn day_of(month: &str, day: &str) -> bool {
    let named = |part: &str| part.strip_prefix('m').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    let mut parts = month.split(' ');
    month.split(' ').any(named)
        && day.split(' ').count() > month.split(' ').count()
        && parts.all(|part| day.split(' ').any(|other| other == part))
}

/// Whether the first period is this or the last one of the kind that the second names: "last year" and "fiscal 2020".
fn counted(a: &str, b: &str) -> bool {
    let kinds = [("Year", "y"), ("Year", "fy"), ("Quarter", "q"), ("Half", "h"), ("Month", "m")];
    let Some(unit) = a.strip_prefix("rel0").or_else(|| a.strip_prefix("rel-1")) else { return false };
    let named = b.split(' ').next_back().unwrap_or("").trim_end_matches(|c: char| c.is_ascii_digit());
    kinds.iter().any(|(counts, name)| *counts == unit && *name == named)
}
