//! What is still missing, held against the two figures of its kind told right before it: a goal and what is reached of it.
//!
//! Where the words around the goal and around what is reached are not both known, their place tells: the larger of the
//! last two figures of one kind is the goal, and nothing of that kind stands between them and what is missing.

use super::line::Line;
use super::{Story, inherit, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::quantity::{Dimension, Notation};
use crate::span::Span;

/// How many lines back the two may stand, whoever speaks.
const REACH: usize = 4;
/// How many claims are looked back over.
const LOOKED_AT: usize = 12;
/// What must speak for the two.
const ENOUGH: i32 = 4;
/// What must speak for them where the figure is linked otherwise.
const SURE: i32 = 6;

/// Links figures of what is missing that nothing nearer explains.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            let Some((goal, done)) = course(story, claims, number) else { continue };
            let points = claims.all[number].quantity.unit.dimension == Dimension::Points;
            inherit(claims, goal, done);
            if !points {
                inherit(claims, goal, number);
            }
            tie(claims, number, LinkKind::GoalOf, goal);
            tie(claims, number, LinkKind::ReachedOf, done);
            tag(claims, number, "rest");
            claims.all[number].aspect = Aspect::Difference;
        }
    }
}

/// The goal and what is reached of it, for a figure that is said to be missing.
fn course(story: &Story<'_>, claims: &Claims, number: usize) -> Option<(usize, usize)> {
    let claim = &claims.all[number];
    let line = story.line(claim)?;
    let known = [LinkKind::GoalOf, LinkKind::ChangeFrom, LinkKind::AddendOf, LinkKind::RangeOf, LinkKind::AverageOf];
    let linked = claim.links.iter().any(|link| known.contains(&link.0));
    if !said(claim) || !short(story, claims, line, claim) {
        return None;
    }
    let mut earlier =
        (number.saturating_sub(LOOKED_AT)..number).rev().filter(|other| kind(story, claim, &claims.all[*other]));
    let (last, first) = (earlier.next()?, earlier.next()?);
    let larger = value(claims, first, last) > claims.all[last].quantity.value;
    let (goal, done) = if larger { (first, last) } else { (last, first) };
    // A third figure of the kind beside the two makes another sum.
    let third = earlier.next().is_some_and(|third| claims.all[third].sentence + 1 >= claims.all[first].sentence);
    let near = claims.all[first].sentence + REACH >= claim.sentence;
    let fits = near && !third && sized(claims, goal, done, number);
    let enough = if linked { SURE } else { ENOUGH };
    (fits && points(story, claims, (goal, done), number) >= enough).then_some((goal, done))
}

/// A figure's value, as it is where the one told behind it has a scale that it leaves out.
fn value(claims: &Claims, first: usize, last: usize) -> rust_decimal::Decimal {
    let (told, bare) = (claims.all[first].quantity.value, claims.all[last].quantity.value);
    if super::left_out(told, bare).is_some() { told.max(bare) } else { told }
}

/// Whether what is reached and what is missing are both less than the goal, and of its size.
fn sized(claims: &Claims, goal: usize, done: usize, rest: usize) -> bool {
    let whole = claims.all[goal].quantity.value;
    let of = |number: usize| {
        let value = claims.all[number].quantity.value;
        super::left_out(whole, value).and_then(|scale| value.checked_mul(scale)).unwrap_or(value)
    };
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let part =
        |value: rust_decimal::Decimal| value < whole && value.checked_mul(hundred).is_none_or(|more| more > whole);
    part(of(done)) && part(of(rest)) && of(done) != of(rest)
}

/// Whether a figure is told, or put to somebody as known.
fn said(claim: &Claim) -> bool {
    let told = matches!(claim.modality, Modality::Actual | Modality::Target | Modality::Estimate | Modality::Question);
    told && !claim.derived
        && claim.quantity.is_single()
        && !matches!(claim.quantity.unit.dimension, Dimension::Time | Dimension::Multiple)
        && claim.quantity.value > rust_decimal::Decimal::ZERO
}

/// Whether a figure is of the kind of what is missing: of its unit, or without one.
fn kind(story: &Story<'_>, rest: &Claim, other: &Claim) -> bool {
    let Some(line) = story.line(other) else { return false };
    let (a, b) = (&rest.quantity.unit, &other.quantity.unit);
    let united = match (a.dimension, b.dimension) {
        (Dimension::Points, Dimension::Share) => true,
        (Dimension::Count, Dimension::Count) => !small(other) && sized_alike(rest, other),
        (Dimension::Count, Dimension::Money | Dimension::Power | Dimension::Mass | Dimension::Other) => {
            story.line(rest).is_some_and(|line| open(story, line, rest) || small(rest))
        }
        (Dimension::Money | Dimension::Power | Dimension::Mass, Dimension::Count) => line.bare(other, story.lexicon),
        _ => a.name == b.name,
    };
    let level = matches!(other.aspect, Aspect::Level | Aspect::Share | Aspect::Average)
        || other.point.is_some()
        || other.aspect == Aspect::Change && line.near("goal", other, 9);
    let per = other.quantity.unit.per.is_none();
    said(other) && united && level && per && !other.tagged("among")
}

/// Whether a count is one that people say in passing.
fn small(claim: &Claim) -> bool {
    claim.quantity.notation == Notation::Words && claim.quantity.value < rust_decimal::Decimal::from(13)
}

/// Whether one of two counts is not a thousand times the other.
fn sized_alike(rest: &Claim, other: &Claim) -> bool {
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let scaled = super::left_out(rest.quantity.value, other.quantity.value).is_some();
    scaled || other.quantity.value.checked_mul(hundred).is_none_or(|more| more > rest.quantity.value)
}

/// Whether a figure has no noun of its own behind it: "nineteen thousand to find".
fn open(story: &Story<'_>, line: &Line<'_>, claim: &Claim) -> bool {
    let word = line.after(claim.span.end).trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.is_empty() || story.lexicon.words.closed(word).is_some()
}

/// Whether the words right beside a figure say that it is missing, or the question that it answers asks for it.
fn short(story: &Story<'_>, claims: &Claims, line: &Line<'_>, claim: &Claim) -> bool {
    let clear = |from: usize, to: usize| !line.between(from, to).contains([',', ';', ':', '.']);
    let behind = |place: Span| {
        place.start >= claim.span.end && line.distance(claim.span, place) <= 3 && clear(claim.span.end, place.start)
    };
    let before = |place: Span| {
        place.end <= claim.span.start && line.distance(place, claim.span) <= 2 && clear(place.end, claim.span.start)
    };
    let told = line.places("still-missing").any(behind) || line.places("leaves-missing").any(before);
    let asked = || {
        let first =
            line.claims.start == claim.id.0 as usize && line.before(claim.span.start).split_whitespace().count() <= 2;
        let question = claim.sentence.checked_sub(1).and_then(|at| story.lines.get(at));
        first
            && question.is_some_and(|question| {
                question.question && question.has("asks-missing") && claims_none(claims, question)
            })
    };
    told || asked()
}

/// Whether a question tells no figures.
fn claims_none(claims: &Claims, line: &Line<'_>) -> bool {
    line.claims.clone().all(|number| claims.all[number].derived)
}

/// What speaks for two figures to be a goal and what is reached of it.
fn points(story: &Story<'_>, claims: &Claims, (goal, done): (usize, usize), rest: usize) -> i32 {
    let (a, b, c) = (&claims.all[goal], &claims.all[done], &claims.all[rest]);
    let near =
        |claim: &Claim, tag: &str, words: usize| story.line(claim).is_some_and(|line| line.near(tag, claim, words));
    let bare = |claim: &Claim| story.line(claim).is_some_and(|line| open(story, line, claim));
    let one_noun = |x: &Claim, y: &Claim| !x.measure.head.is_empty() && x.measure.head == y.measure.head;
    let first = a.sentence.min(b.sentence);
    let unit = a.quantity.unit.dimension != Dimension::Count;
    let told_back = story.line(b).is_some_and(|line| line.points_back(b, story.lexicon));
    let past = [a, b].iter().any(|claim| claim.tagged("of-them") || pair_of_times(claim));
    let pieces = [
        (near(a, "goal", 9), 2),
        (near(b, "reached", 6), 2),
        (unit || one_noun(a, b) || bare(b) || told_back, 1),
        (unit || one_noun(a, c) || one_noun(b, c) || bare(c), 1),
        (c.sentence <= first + 2, 1),
        (past, -3),
    ];
    pieces.iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum()
}

/// Whether a figure is one end of a change, so that two of them are two times and no goal.
fn pair_of_times(claim: &Claim) -> bool {
    claim.point.is_some() || claim.direction.is_some()
}
