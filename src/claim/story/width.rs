//! How far two figures are apart, and how far a range reaches around a figure: "the youngest is 4,200 years old, the oldest
//! 5,100: a spread of 900 years", "12 percent, two points either way, so 10 to 14".

use super::fit::{self, Fit};
use super::line::Line;
use super::{Story, inherit, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Bound, Dimension};
use crate::span::Span;

/// How many words may stand between a word for a width and its figure.
const SAID: usize = 4;
/// How many lines before a width its two figures may stand.
const REACH: usize = 1;

/// Links widths to the two figures they lie between, and ranges to the figure they lie around.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if is_range(&claims.all[number]) {
                around(story, claims, number);
            } else if told(story, claims, number) {
                width(story, claims, number);
            }
        }
    }
}

fn is_range(claim: &Claim) -> bool {
    stands(claim) && claim.quantity.bound == Bound::Range && claim.quantity.range.is_some()
}

/// Whether a figure is told as a width.
fn told(story: &Story<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim).filter(|line| !line.question && !line.has("negation")) else { return false };
    let free = !claim.links.iter().any(|link| matches!(link.0, LinkKind::RangeOf | LinkKind::GoalOf));
    let kind = !matches!(claim.quantity.unit.dimension, Dimension::Multiple | Dimension::Share);
    let figure = claim.quantity.numeral;
    let before = |place: Span| place.end <= figure.start && line.distance(place, figure) <= SAID;
    let behind = |place: Span| place.start >= claim.span.end && line.distance(place, claim.span) <= 1;
    let said = ["width-before", "width"].into_iter().any(|tag| line.places(tag).any(before))
        || line.places("width-behind").any(behind);
    stands(claim) && free && kind && said && claim.quantity.range.is_none()
}

/// The range, or the two figures, that a width is of.
fn width(story: &Story<'_>, claims: &mut Claims, number: usize) {
    let at = claims.all[number].sentence;
    let lines: Vec<usize> = std::iter::once(at).chain(story.preceding(at, REACH)).collect();
    for there in lines {
        let own: Vec<usize> = story.lines[there].claims.clone().filter(|other| *other < number).collect();
        let ranges: Vec<usize> = own.iter().copied().filter(|other| is_range(&claims.all[*other])).collect();
        if let [range] = ranges[..] {
            return of_range(story, claims, number, range);
        }
        let ends: Vec<usize> = own.into_iter().filter(|other| end(story, claims, *other, number)).collect();
        if let [one, two] = ends[..] {
            return of_ends(story, claims, number, (one, two));
        }
        if !ends.is_empty() {
            return;
        }
    }
}

/// Whether a figure may be one end of what a width spans.
fn end(story: &Story<'_>, claims: &Claims, other: usize, number: usize) -> bool {
    let (claim, own) = (&claims.all[other], &claims.all[number]);
    let Some(line) = story.line(claim) else { return false };
    let bare = line.bare(claim, story.lexicon) && !line.after(claim.span.end).trim_start().starts_with("of ");
    let counted = own.quantity.unit.dimension == Dimension::Count;
    let same = claim.quantity.unit.name == own.quantity.unit.name && (!counted || bare);
    stands(claim)
        && matches!(claim.aspect, Aspect::Level | Aspect::Duration)
        && (same || bare)
        && matches!(claim.quantity.bound, Bound::Exact | Bound::About | Bound::AtMost)
        && claim.quantity.range.is_none()
}

fn of_range(story: &Story<'_>, claims: &mut Claims, number: usize, range: usize) {
    let (band, own) = (&claims.all[range], &claims.all[number]);
    let bare = band.quantity.unit.dimension == Dimension::Count
        && story.line(band).is_some_and(|line| line.bare(band, story.lexicon));
    let same = band.quantity.unit.name == own.quantity.unit.name;
    if !same && !bare {
        return;
    }
    if bare {
        claims.all[range].quantity.unit = claims.all[number].quantity.unit.clone();
    }
    tie(claims, number, LinkKind::RangeOf, range);
    tag(claims, number, "width");
}

fn of_ends(story: &Story<'_>, claims: &mut Claims, number: usize, (one, two): (usize, usize)) {
    let value = |at: usize| claims.all[at].quantity.value;
    let (high, low) = if value(one) >= value(two) { (one, two) } else { (two, one) };
    // "From 30 up to 38 million": an end, no limit.
    claims.all[high].quantity.bound = Bound::Exact;
    let (a, b) = (&claims.all[high].quantity, &claims.all[low].quantity);
    let fit = fit::fit(&claims.all[number].quantity, &a.interval().sub(&b.interval()));
    let tied = claims.all[one].sentence == claims.all[number].sentence
        || story.line(&claims.all[one]).is_some_and(|line| line.has("end-word") || line.has("past"));
    if fit == Fit::Exact || tied && fit != Fit::Far || fit == Fit::Slip {
        for end in [one, two] {
            if claims.all[end].quantity.unit.dimension == Dimension::Count {
                inherit(claims, number, end);
            }
        }
        tie(claims, number, LinkKind::GoalOf, high);
        tie(claims, number, LinkKind::ReachedOf, low);
        tag(claims, number, "spread");
    }
}

/// "12 percent, two points either way, so 10 to 14": links a range to its middle and to how far it reaches.
fn around(story: &Story<'_>, claims: &mut Claims, range: usize) {
    let at = claims.all[range].sentence;
    let lines = story.preceding(at, 1).chain([at]);
    let before: Vec<usize> =
        lines.flat_map(|line| story.lines[line].claims.clone()).filter(|other| *other < range).collect();
    let reach = before.iter().copied().rev().find(|other| reaches(story, claims, *other));
    let Some(reach) = reach else { return };
    let centre = before.into_iter().rev().find(|other| *other < reach && centres(claims, *other, range));
    let Some(centre) = centre else { return };
    let Some((low, high)) = claims.all[range].quantity.range else { return };
    let (middle, reaching) = (&claims.all[centre].quantity, &claims.all[reach].quantity);
    let (lowest, highest) = (middle.interval().sub(&reaching.interval()), middle.interval().add(&reaching.interval()));
    // One end that fits shows that the range is the one around the figure.
    if lowest.contains(low) || highest.contains(high) {
        tie(claims, range, LinkKind::GoalOf, centre);
        tie(claims, range, LinkKind::ReachedOf, reach);
        tag(claims, range, "around");
    }
}

/// Whether a figure tells how far something reaches on either side.
fn reaches(story: &Story<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let near = |line: &Line<'_>| {
        line.near("either-way", claim, 2) || line.places("either-way").any(|place| claim.span.overlaps(place))
    };
    stands(claim) && !is_range(claim) && story.line(claim).is_some_and(near)
}

/// Whether a figure may stand in the middle of a range.
fn centres(claims: &Claims, number: usize, range: usize) -> bool {
    let (claim, band) = (&claims.all[number], &claims.all[range]);
    let counted = [claim, band].iter().any(|claim| claim.quantity.unit.dimension == Dimension::Count);
    stands(claim) && !is_range(claim) && (claim.quantity.unit.name == band.quantity.unit.name || counted)
}
