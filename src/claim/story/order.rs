//! Ranks, superlatives and records: which figure cannot be smaller than which.

use rust_decimal::Decimal;

use super::line::Line;
use super::pair::{comparable, kindred};
use super::{Story, inherit, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Bound, Dimension, Notation};

/// How many lines of one voice a ranking may go on.
const REACH: usize = 3;
/// How many lines apart a record and the one before it may stand.
const RECORD: usize = 4;

/// Links figures that stand in an order to one another.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        descending(story, claims, at);
        for number in story.lines[at].claims.clone() {
            ranked(story, claims, number);
            record(story, claims, number);
        }
    }
}

fn fits(claim: &Claim) -> bool {
    let counting = claim.quantity.notation == Notation::Words && claim.quantity.value <= Decimal::TEN;
    stands(claim)
        && !counting
        && matches!(claim.aspect, Aspect::Level | Aspect::Share)
        && matches!(claim.quantity.bound, Bound::Exact | Bound::About)
        && !matches!(claim.quantity.unit.dimension, Dimension::Time | Dimension::Multiple | Dimension::Points)
}

/// "From the largest down: rent 34, food 22, transport 17 percent."
fn descending(story: &Story<'_>, claims: &mut Claims, at: usize) {
    let line = &story.lines[at];
    let Some(place) = line.places("descending").next() else { return };
    let list: Vec<usize> = line
        .claims
        .clone()
        .filter(|number| fits(&claims.all[*number]) && claims.all[*number].span.start > place.end)
        .collect();
    for two in list.windows(2) {
        if claims.all[two[0]].quantity.unit == claims.all[two[1]].quantity.unit {
            tie(claims, two[0], LinkKind::NotBelow, two[1]);
            tag(claims, two[0], "ranked");
        }
    }
}

/// A figure that is told as the second, and that of the third.
fn ranked(story: &Story<'_>, claims: &mut Claims, number: usize) {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim).filter(|_| fits(claim)) else { return };
    if !placed(line, claim, "second") || line.has("record") || denied(line) {
        return;
    }
    let mut lines = story.following(claim.sentence, REACH).filter(|at| story.lines[*at].has("third"));
    let thirds = lines.find_map(|at| {
        let rest = &story.lines[at];
        let listed = rest.claims.clone().filter(|other| rival(story, claims, number, *other));
        let told: Vec<usize> = listed.filter(|other| placed(rest, &claims.all[*other], "third")).collect();
        (!told.is_empty()).then_some(told)
    });
    for other in thirds.unwrap_or_default() {
        if claims.all[other].quantity.unit.dimension == Dimension::Count {
            inherit(claims, number, other);
        }
        tie(claims, number, LinkKind::NotBelow, other);
        tag(claims, number, "ranked");
    }
}

fn nothing_between(line: &Line<'_>, from: usize, to: usize) -> bool {
    !line.between(from, to).contains(|c: char| c.is_ascii_digit() || matches!(c, ';' | ':'))
}

fn placed(line: &Line<'_>, claim: &Claim, tag: &str) -> bool {
    line.places(tag).any(|place| {
        // "Second, we sold ..." opens a point of a list.
        place.end <= claim.span.start
            && !line.between(place.end, claim.span.start).starts_with(", ")
            && line.distance(place, claim.span) <= 5
            && nothing_between(line, place.end, claim.span.start)
    })
}

fn denied(line: &Line<'_>) -> bool {
    line.has("negation") || line.question
}

fn rival(story: &Story<'_>, claims: &Claims, first: usize, other: usize) -> bool {
    let (a, b) = (&claims.all[first], &claims.all[other]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    let counted = a.quantity.unit.dimension == Dimension::Count;
    let bare = two.bare(b, story.lexicon);
    let lent = matches!(a.quantity.unit.dimension, Dimension::Money | Dimension::Share | Dimension::Count);
    if a.quantity.unit.dimension != b.quantity.unit.dimension && !lent {
        return false;
    }
    let of_it = b.measure.head == a.measure.head
        || bare
        || story.lines[a.sentence].stems(story.lexicon).contains(&b.measure.head);
    fits(b)
        && b.quantity.notation == Notation::Digits
        && (!counted || of_it)
        && (two.has("next") || kindred(story, a, b))
        && comparable(story.lexicon, one, a, two, b)
        && !b.tagged("of-them")
}

/// A record, and the one that stood before it.
fn record(story: &Story<'_>, claims: &mut Claims, number: usize) {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim).filter(|_| fits(claim)) else { return };
    let old = |at: usize| story.lines[at].has("old-record");
    let set =
        line.places("record").any(|place| line.distance(place, claim.span) <= 6) && !line.text().contains("record low");
    if !set || old(claim.sentence) || denied(line) {
        return;
    }
    let (first, after) = (claim.sentence, (claim.sentence + 1..story.lines.len()).take(RECORD));
    let earlier = after.flat_map(|at| story.lines[at].claims.clone()).find(|other| {
        let there = claims.all[*other].sentence;
        let asked = there > 0 && story.lines[there - 1].question && old(there - 1);
        (old(there) || asked) && rival(story, claims, number, *other)
    });
    let Some(earlier) = earlier.filter(|earlier| claims.all[*earlier].sentence > first) else { return };
    if claims.all[earlier].quantity.unit.dimension == Dimension::Count {
        inherit(claims, number, earlier);
    }
    tie(claims, number, LinkKind::NotBelow, earlier);
    tag(claims, number, "record-set");
}
