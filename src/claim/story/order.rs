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

/// What a superlative may speak of that is no rank among others: "the largest part", "the most significant change".
const PARTS: [&str; 18] = [
    "frequent",
    "common",
    "usual",
    "likely",
    "part",
    "portion",
    "share",
    "majority",
    "significant",
    "important",
    "recent",
    "impact",
    "change",
    "shift",
    "increase",
    "decrease",
    "driver",
    "contributor",
];

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

/// A figure that is told as the largest or smallest, and those of the others behind it.
fn ranked(story: &Story<'_>, claims: &mut Claims, number: usize) {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim).filter(|_| fits(claim)) else { return };
    let (top, bottom) = (leads(line, claim, "top"), leads(line, claim, "bottom"));
    let second = placed(line, claim, "second");
    if !(top || bottom || second) || line.has("record") || denied(line) {
        return;
    }
    let mut others: Vec<usize> = Vec::new();
    for at in story.following(claim.sentence, REACH) {
        let rest = &story.lines[at];
        let listed = rest.claims.clone().filter(|other| rival(story, claims, number, *other));
        let first = listed.clone().next();
        let next = rest.has("next") || rest.has("second") || rest.has("third");
        let alike = story.shared(claim.sentence, at) > 0
            || claim.measure.verb == first.map(|other| claims.all[other].measure.verb.clone()).unwrap_or_default();
        let third = second && rest.has("third");
        if first.is_some()
            && (next && !second || third || !second && alike && names_other(rest))
            && !rest.has("old-record")
        {
            others.extend(listed.filter(|other| !second || placed(rest, &claims.all[*other], "third")));
            break;
        }
    }
    for other in others {
        if claims.all[other].quantity.unit.dimension == Dimension::Count {
            inherit(claims, number, other);
        }
        let (above, below) = if bottom { (other, number) } else { (number, other) };
        tie(claims, above, LinkKind::NotBelow, below);
        tag(claims, above, "ranked");
    }
}

/// Whether a superlative speaks of the figure: before it in its clause, and no other figure between.
fn leads(line: &Line<'_>, claim: &Claim, tag: &str) -> bool {
    line.places(tag).any(|place| {
        let ordinal = line.before(place.start).ends_with("second-")
            || ["second ", "third ", "two ", "three ", "five ", "ten ", "one of the ", "among the ", "at "]
                .iter()
                .any(|word| line.before(place.start).ends_with(word));
        let thing = line.between(place.end, claim.span.start).trim_start();
        let named =
            !PARTS.iter().any(|word| thing.starts_with(word)) && !line.between(place.start, place.end).contains("peak");
        let direct = named
            && !line.between(place.start, place.end).contains("least")
            && !line.between(place.start, place.end).contains("minimum");
        place.end <= claim.span.start
            && line.distance(place, claim.span) <= 10
            && !ordinal
            && direct
            && nothing_between(line, place.end, claim.span.start)
    })
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

/// Whether a line tells of another case by a name of its own, not of a whole or of the past.
fn names_other(line: &Line<'_>) -> bool {
    let text = line.text().trim_start();
    let whole = [
        "total",
        "together",
        "in all",
        "combined",
        "altogether",
        "overall",
        "average",
        "last year",
        "year before",
        "previous",
        "we ",
        "our ",
        "it ",
        "this ",
        "that ",
        "the ",
    ];
    !whole.iter().any(|word| if word.ends_with(' ') { text.starts_with(word) } else { text.contains(word) })
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
