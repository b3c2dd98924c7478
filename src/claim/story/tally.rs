//! Running totals: counts that go on from an earlier count of the same thing.

use super::line::Line;
use super::pair::comparable;
use super::{Story, inherit, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Bound, Dimension, Notation};

/// How many lines may lie between two counts.
const REACH: usize = 8;

/// Links every running total to the count before it.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    if story.lines.iter().any(|line| line.has("revised") && !line.has("negation")) {
        return;
    }
    let mut last: Vec<usize> = Vec::new();
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if !counts(&story.lines[at], &claims.all[number]) {
                continue;
            }
            let before = last.iter().rev().copied().take(3).find(|before| goes_on(story, claims, *before, number));
            if let Some(before) = before {
                if claims.all[number].quantity.unit.dimension == Dimension::Count {
                    inherit(claims, before, number);
                }
                tie(claims, number, LinkKind::NotBelow, before);
                tag(claims, number, "running");
            }
            last.push(number);
        }
    }
}

/// Whether a figure may be a count that goes on.
fn counts(line: &Line<'_>, claim: &Claim) -> bool {
    stands(claim)
        && matches!(claim.aspect, Aspect::Level)
        && matches!(claim.quantity.bound, Bound::Exact | Bound::About)
        && matches!(
            claim.quantity.unit.dimension,
            Dimension::Count | Dimension::Money | Dimension::Mass | Dimension::Energy
        )
        && claim.quantity.notation == Notation::Digits
        && !claim.tagged("of-them")
        && (told(line, claim) || months(claim).is_some() || line.near("alone", claim, 8))
}

fn told(line: &Line<'_>, claim: &Claim) -> bool {
    line.near("tally", claim, 10) || line.near("since", claim, 8)
}

/// The months that a stretch from the start of a year has: 6 for "the first six months".
fn months(claim: &Claim) -> Option<i32> {
    let key = &claim.period.as_ref()?.key;
    let first = key.split(' ').find_map(|part| part.strip_prefix("first"))?;
    first.strip_suffix("Month")?.parse().ok()
}

/// Whether a count goes on from an earlier one: of the same thing, later, and nothing resets it.
fn goes_on(story: &Story<'_>, claims: &Claims, before: usize, number: usize) -> bool {
    let (a, b) = (&claims.all[before], &claims.all[number]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    let bare = two.bare(b, story.lexicon);
    let shared = story.shared(a.sentence, b.sentence) > 0;
    let same = !a.measure.head.is_empty() && a.measure.head == b.measure.head
        || bare && (shared || b.sentence <= a.sentence + 3);
    let both = told(one, a) && told(two, b);
    let stretch = months(a).zip(months(b)).is_some_and(|(a, b)| a < b) && same_year(a, b);
    let part = one.near("alone", a, 8) && told(two, b) && !two.near("alone", b, 8);
    let year = |line: &Line<'_>| {
        line.text().contains("year to date")
            || line.text().contains("year-to-date")
            || line.text().contains("this year")
    };
    let resets = (year(one) || year(two)) && !(year(one) && year(two));
    b.sentence > a.sentence - usize::from(a.sentence > 0 && a.sentence == b.sentence)
        && b.sentence <= a.sentence + REACH
        && (both && !resets || stretch || part)
        && same
        && a.list.is_none_or(|_| a.sentence != b.sentence)
        && comparable(story.lexicon, one, a, two, b)
        && earlier_first(a, b)
}

fn same_year(a: &Claim, b: &Claim) -> bool {
    let year = |claim: &Claim| {
        claim
            .period
            .as_ref()
            .and_then(|period| period.key.split(' ').find(|part| part.starts_with('y')).map(str::to_owned))
    };
    year(a) == year(b)
}

/// Whether the text does not date the second count before the first.
fn earlier_first(a: &Claim, b: &Claim) -> bool {
    let start = |claim: &Claim| claim.period.as_ref().and_then(|period| period.end);
    start(a).zip(start(b)).is_none_or(|(a, b)| a <= b)
}
