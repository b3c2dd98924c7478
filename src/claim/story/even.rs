//! Averages of figures told one after the other, whatever the words between: "0.4, then 0.6, 0.2 and finally 0.8. So the
//! average quarter was 0.5 percent."

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::line::Line;
use super::way::clear;
use super::{Story, row, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Dimension, Interval};
use crate::span::Span;

/// How many lines before an average its figures may stand.
const REACH: usize = 3;
/// How many words may stand between two figures of a run.
const GAP: usize = 6;
/// How many words may stand between "average" and its figure.
const SAID: usize = 6;
/// The most figures of a line that is looked at.
const MOST: usize = 24;

/// Links averages that nothing nearer explains to the runs of figures they are of.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            let Some(run) = averages(story, claims, number).then(|| meant(story, claims, number)).flatten() else {
                continue;
            };
            row::level_out(claims, &run, number);
            for member in &run {
                claims.all[*member].quantity.unit = claims.all[number].quantity.unit.clone();
                tie(claims, number, LinkKind::AverageOf, *member);
            }
            tag(claims, number, "mean-of-list");
        }
    }
}

/// Whether a figure is told as an average, or asked for as one.
fn averages(story: &Story<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim) else { return false };
    let known = claim.links.iter().any(|link| link.0 == LinkKind::AverageOf);
    let kind = !matches!(claim.quantity.unit.dimension, Dimension::Multiple | Dimension::Points);
    let near = |place: Span| line.distance(place, claim.span) <= SAID && clear(line, claims, number, place);
    let said = line.places("mean-word").any(near);
    let first = line.claims.start == number;
    let exact = claim.quantity.is_single();
    stands(claim) && !known && kind && exact && !line.question && (said || first && asked(story, claim.sentence))
}

/// The nearest run of figures of an average's kind: in its line, before it, or right behind it.
fn meant(story: &Story<'_>, claims: &Claims, number: usize) -> Option<Vec<usize>> {
    let at = claims.all[number].sentence;
    let before = (at.saturating_sub(REACH)..=at).rev();
    let behind =
        (at + 1..story.lines.len()).take(1).filter(|next| story.lines[*next].speaker == story.lines[at].speaker);
    let runs = before.chain(behind).find_map(|there| {
        runs(story, claims, there, number).into_iter().rev().find(|run| fits(story, claims, run, number))
    })?;
    let mean = mean(claims, &runs);
    let fit = fit::fit(&claims.all[number].quantity, &mean);
    let near = claims.all[runs[0]].sentence.abs_diff(at) <= 1 || asked(story, at);
    (fit >= Fit::Slip || fit == Fit::Near && near).then_some(runs)
}

/// Whether the line before asks for the average.
fn asked(story: &Story<'_>, at: usize) -> bool {
    at > 0 && story.lines[at - 1].question && story.lines[at - 1].has("mean-word")
}

/// The runs of three figures and more in a line, told one after the other.
fn runs(story: &Story<'_>, claims: &Claims, there: usize, number: usize) -> Vec<Vec<usize>> {
    let line = &story.lines[there];
    let mut runs: Vec<Vec<usize>> = Vec::new();
    if line.claims.len() > MOST || line.question {
        return runs;
    }
    for other in line.claims.clone().filter(|other| *other != number && member(&claims.all[*other])) {
        let joins = |run: &Vec<usize>| run.last().is_some_and(|last| joined(line, claims, *last, other));
        match runs.last_mut().filter(|run| joins(run)) {
            Some(run) => run.push(other),
            None => runs.push(vec![other]),
        }
    }
    runs.retain(|run| run.len() >= 3);
    runs
}

/// Whether a figure may be one of a run.
fn member(claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    stands(claim)
        && matches!(claim.aspect, Aspect::Level | Aspect::Duration | Aspect::Average | Aspect::Change | Aspect::Share)
        && quantity.is_single()
        && claim.point.is_none()
        && quantity.value > Decimal::ZERO
}

/// Whether two figures follow one another in a list: "0.4, then 0.6", "12 in May, 15 in June".
fn joined(line: &Line<'_>, claims: &Claims, last: usize, next: usize) -> bool {
    let (a, b) = (&claims.all[last], &claims.all[next]);
    let gap = line.between(a.span.end, b.span.start);
    let listed = gap.contains([',', ';']) || gap.contains(" and ") || gap.contains(" then ");
    let units = [a, b].map(|claim| &claim.quantity.unit);
    let bare = |claim: &Claim| claim.quantity.unit.dimension == Dimension::Count;
    let (x, y) = (a.quantity.value, b.quantity.value);
    let sized = x.checked_mul(Decimal::TEN).is_none_or(|most| most >= y)
        && y.checked_mul(Decimal::TEN).is_none_or(|most| most >= x);
    listed
        && sized
        && gap.split_whitespace().count() <= GAP
        && (units[0] == units[1] || bare(a) || bare(b))
        && a.aspect == b.aspect
}

/// Whether a run is of an average's kind: one unit or none, one noun or none.
fn fits(story: &Story<'_>, claims: &Claims, run: &[usize], number: usize) -> bool {
    let average = &claims.all[number];
    let named = |claim: &Claim| claim.quantity.unit.dimension != Dimension::Count;
    let units: Vec<&str> = run
        .iter()
        .chain([&number])
        .map(|at| &claims.all[*at])
        .filter(|claim| named(claim))
        .map(|claim| claim.quantity.unit.name.as_str())
        .collect();
    let one_unit = units.windows(2).all(|pair| pair[0] == pair[1]);
    let nouns: Vec<_> = run.iter().map(|at| story.noun(&claims.all[*at])).filter(|noun| !noun.is_empty()).collect();
    let own = story.noun(average);
    let one_noun = own.is_empty() || average.quantity.unit.per.is_some() || nouns.contains(&own) || nouns.is_empty();
    let one_kind = nouns.windows(2).all(|pair| pair[0] == pair[1]);
    one_unit && one_noun && one_kind
}

fn mean(claims: &Claims, run: &[usize]) -> Interval {
    let values = run.iter().map(|member| claims.all[*member].quantity.interval());
    let sum = values.fold(Interval::point(Decimal::ZERO), |sum, value| sum.add(&value));
    sum.div(&Interval::point(Decimal::from(run.len())))
}
