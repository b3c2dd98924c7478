//! Ranges: their midpoint, their width, and what is said to lie in them.

use super::line::Line;
use super::{Story, inherit, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Bound, Dimension};
use crate::span::Span;

/// How many lines behind a range something may be told of it.
const REACH: usize = 10;

/// Links figures to the ranges they are told of.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    let mut ranges: Vec<usize> = Vec::new();
    for at in 0..story.lines.len() {
        let line = &story.lines[at];
        for (kind, place) in ["midpoint", "inside", "width"]
            .into_iter()
            .flat_map(|kind| line.places(kind).map(move |place| (kind, place)))
        {
            let own = line
                .claims
                .clone()
                .any(|number| is_range(&claims.all[number]) && claims.all[number].span.overlaps(place));
            if own {
                continue;
            }
            let Some(range) = ranges.iter().rev().copied().find(|range| at <= claims.all[*range].sentence + REACH)
            else {
                continue;
            };
            let Some(figure) = figure(story, claims, range, at, kind, place) else { continue };
            if claims.all[figure].quantity.unit.dimension == Dimension::Count {
                inherit(claims, range, figure);
            }
            tie(claims, figure, LinkKind::RangeOf, range);
            tag(
                claims,
                figure,
                match kind {
                    "midpoint" => "middle",
                    "inside" => "inside",
                    _ => "width",
                },
            );
        }
        let own = line.claims.clone().filter(|number| is_range(&claims.all[*number]));
        ranges.extend(own);
    }
}

fn is_range(claim: &Claim) -> bool {
    stands(claim) && claim.quantity.bound == Bound::Range && claim.quantity.range.is_some()
}

/// The figure that a phrase says to be the middle, the width or inside of a range.
fn figure(story: &Story<'_>, claims: &Claims, range: usize, at: usize, kind: &str, place: Span) -> Option<usize> {
    let line = &story.lines[at];
    let denied = line.places("negation").any(|no| no.end <= place.start && line.distance(no, place) <= 4);
    let outside = ["outside", "above the", "below the"].iter().any(|word| line.text().contains(word));
    if denied || line.question || kind == "inside" && outside {
        return None;
    }
    let behind = line.between(place.start, place.end).ends_with(" of");
    let follows = |number: &usize| !behind || claims.all[*number].span.start >= place.end;
    let near = line.claims.clone().filter(|number| follows(number) && like(line, claims, range, *number, story));
    let closest = near.min_by_key(|number| line.distance(place, claims.all[*number].span));
    let reach = if kind == "inside" { 12 } else { 5 };
    let own = closest.filter(|number| line.distance(place, claims.all[*number].span) <= reach);
    if own.is_some() || kind != "inside" {
        return own;
    }
    let earlier = story.preceding(at, REACH).take_while(|before| *before >= claims.all[range].sentence);
    let mut levels =
        earlier.flat_map(|before| story.lines[before].claims.clone().rev().map(move |number| (before, number)));
    let told = levels.find(|(before, number)| {
        let shared = story.shared(*before, at) > 0 || *before + 1 == at;
        *number != range && *number > range && like(&story.lines[*before], claims, range, *number, story) && shared
    });
    told.map(|(_, number)| number)
}

/// Whether a figure is of a range's kind.
fn like(line: &Line<'_>, claims: &Claims, range: usize, number: usize, story: &Story<'_>) -> bool {
    let (a, b) = (&claims.all[range], &claims.all[number]);
    let same = a.quantity.unit.name == b.quantity.unit.name;
    let bare = line.bare(b, story.lexicon) && a.quantity.unit.dimension != Dimension::Count;
    let counted = a.quantity.unit.dimension != Dimension::Count
        || line.bare(b, story.lexicon)
        || a.measure.head == b.measure.head;
    let by = line.words_before(b.span.start).take(1).any(|word| word == "by");
    number != range
        && stands(b)
        && b.aspect != Aspect::Change
        && !by
        && matches!(b.quantity.bound, Bound::Exact | Bound::About)
        && counted
        && (same || bare)
}
