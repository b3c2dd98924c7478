//! Limits that are said to hold for all, and the figures that must keep to them.

use super::line::Line;
use super::pair::{comparable, kindred};
use super::{Story, inherit, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Bound, Dimension, Notation};

/// How many lines behind a limit a figure may be told of it.
const REACH: usize = 12;

/// Links figures to the limits they must keep to.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            let Some(kind) = limit(&story.lines[at], &claims.all[number]) else { continue };
            tag(claims, number, kind);
            for figure in bound(story, claims, number, kind) {
                if claims.all[figure].quantity.unit.dimension == Dimension::Count {
                    inherit(claims, number, figure);
                }
                tie(claims, figure, LinkKind::LimitedBy, number);
            }
        }
    }
}

/// What a figure limits, where it is said to hold for all: "no district has more than 12".
fn limit(line: &Line<'_>, claim: &Claim) -> Option<&'static str> {
    if !stands(claim)
        || line.question
        || !matches!(claim.aspect, Aspect::Level | Aspect::Share | Aspect::Average | Aspect::Duration | Aspect::Change)
    {
        return None;
    }
    let denied = line.places("negation").any(|no| {
        let apart = line.between(no.end, claim.span.start);
        no.end <= claim.span.start
            && line.distance(no, claim.span) <= 9
            && ![" that ", " whereas ", ";"].iter().any(|word| apart.contains(word))
    });
    let words: Vec<&str> = line.words_before(claim.span.start).take(3).collect();
    let says = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let hedged = ["nearly", "almost", "approaching", "close to", "just under", "as much as"];
    if !denied && hedged.iter().any(|word| line.between(claim.span.start, claim.span.end).starts_with(word)) {
        return None;
    }
    let (upper, lower) = match claim.quantity.bound {
        Bound::MoreThan => (denied, false),
        Bound::AtLeast => (denied, !denied),
        Bound::LessThan | Bound::AtMost => (
            !denied || line.before(claim.span.end).contains("no more than"),
            denied && !line.before(claim.span.end).contains("no more than"),
        ),
        Bound::Range => (true, true),
        _ if says(&["exceed", "exceeded", "exceeds", "above", "over", "topped", "passed"]) => (denied, false),
        _ if says(&["below", "under"]) => (!denied, denied),
        _ => return None,
    };
    let every = line.has("every") || denied && singular(line, claim);
    let kept = claim.quantity.bound != Bound::Range
        || ["stayed", "remained", "kept", "stays", "held"].iter().any(|word| line.text().contains(word));
    let conditional = [
        " if ",
        "would",
        "unless",
        "almost all",
        "nearly all",
        "most ",
        "not all",
        "not every",
        "except",
        "apart from",
        "other than",
        "with one exception",
        "but for",
        "remaining",
        "no other",
        "the others",
        "the rest",
        " bar ",
    ]
    .iter()
    .any(|word| line.text().contains(word));
    match (upper, lower) {
        _ if !every || !kept || conditional => None,
        (true, true) => Some("corridor"),
        (true, _) => Some("ceiling"),
        (_, true) => Some("floor"),
        _ => None,
    }
}

/// Whether a denial before a figure speaks of each: "no district", "never", "not once", "at no time".
fn singular(line: &Line<'_>, claim: &Claim) -> bool {
    line.places("negation").any(|no| {
        let word = line.between(no.start, no.end);
        let whole =
            matches!(word, "no" | "never" | "none" | "not once" | "at no time" | "not a single" | "nowhere" | "nobody");
        let direct = line.between(no.end, claim.span.start).trim().is_empty() || claim.span.start <= no.start;
        whole && !direct && line.distance(no, claim.span) <= 9
    })
}

/// The figures that must keep to a limit.
fn bound(story: &Story<'_>, claims: &Claims, number: usize, kind: &str) -> Vec<usize> {
    let claim = &claims.all[number];
    let mut found = Vec::new();
    for (far, at) in story.following(claim.sentence, REACH).enumerate() {
        let line = &story.lines[at];
        if line.text().contains("exception") || line.text().contains("except ") {
            break;
        }
        let candidates = line.claims.clone().filter(|other| candidate(story, claims, number, *other));
        let first = candidates.clone().next();
        for other in candidates {
            let extreme = superlative(line, &claims.all[other], kind);
            let topic = story.shared(claim.sentence, at) > 0;
            let asked = at > 0
                && story.lines[at - 1].question
                && ["top", "bottom"].iter().any(|tag| story.lines[at - 1].has(tag));
            let named = story.shared(claim.sentence, at) > 0 && first == Some(other) && far == 0 && instance(line);
            let kindred = kindred(story, claim, &claims.all[other]);
            if extreme && (topic && kindred || far == 0) || kindred && (asked && first == Some(other) || named) {
                found.push(other);
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// Whether a figure is of the limit's kind, and is said to be so.
fn candidate(story: &Story<'_>, claims: &Claims, limit: usize, other: usize) -> bool {
    let (a, b) = (&claims.all[limit], &claims.all[other]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    let spelled = b.quantity.notation == Notation::Words;
    let counted = a.quantity.unit.dimension == Dimension::Count;
    let of_it = b.measure.head == a.measure.head || two.bare(b, story.lexicon) || b.measure.head.is_empty();
    stands(b)
        && !b.tagged("of-them")
        && !b.tagged("among")
        && matches!(b.quantity.bound, Bound::Exact | Bound::About)
        && matches!(b.aspect, Aspect::Level | Aspect::Share | Aspect::Average | Aspect::Duration | Aspect::Change)
        && (b.aspect != Aspect::Change || b.direction.is_none())
        && !spelled
        && (!counted || of_it)
        && comparable(story.lexicon, one, a, two, b)
}

/// Whether a figure is told as the extreme that the limit rules out.
fn superlative(line: &Line<'_>, claim: &Claim, kind: &str) -> bool {
    let tags: &[&str] = match kind {
        "ceiling" => &["top"],
        "floor" => &["bottom"],
        _ => &["top", "bottom"],
    };
    tags.iter().any(|tag| {
        line.places(tag).any(|place| {
            let (from, to) = (place.end.min(claim.span.end), place.start.max(claim.span.start));
            line.distance(place, claim.span) <= 9 && !line.between(from, to).contains(';')
        })
    })
}

/// Whether a line tells of one case by its name: "The south gate had 42".
fn instance(line: &Line<'_>) -> bool {
    let text = line.text().trim_start();
    !["in total", "together", "on average", "overall"].iter().any(|word| text.contains(word))
}
