//! Figures of one kind in one sentence, of which something is told further on: "the average of those three gauges".

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::{Story, stands};
use crate::claim::{Aspect, Claim, Claims};
use crate::quantity::{Bound, Dimension, Interval};

/// How many lines before an average its figures may stand.
const REACH: usize = 24;
/// The most figures of a line that is a row.
const MOST: usize = 24;
/// What must speak for an average to be of figures further back.
const ENOUGH: usize = 5;

/// The figures further back of which an average is told.
pub(super) fn find(story: &Story<'_>, claims: &Claims, number: usize) -> Option<Vec<usize>> {
    let at = claims.all[number].sentence;
    let rows = (at.saturating_sub(REACH)..=at).rev().filter_map(|there| row(story, claims, there, number));
    let told: Vec<(usize, Vec<usize>)> =
        rows.map(|row| (evidence(story, claims, &row, number), row)).filter(|(score, _)| *score >= ENOUGH).collect();
    told.into_iter().max_by_key(|(score, _)| *score).map(|(_, row)| row)
}

/// The figures of an average's kind in a line: three or more, or two of a list.
fn row(story: &Story<'_>, claims: &Claims, there: usize, number: usize) -> Option<Vec<usize>> {
    let line = &story.lines[there];
    let average = &claims.all[number];
    let counted = average.quantity.unit.dimension == Dimension::Count;
    let kind = |claim: &Claim| {
        let bare = line.bare(claim, story.lexicon);
        let same = claim.quantity.unit.name == average.quantity.unit.name;
        let head = bare || claim.measure.head == average.measure.head || claim.tagged("carried");
        if counted { same && head } else { same || bare }
    };
    let level = |claim: &Claim| {
        stands(claim)
            && matches!(claim.aspect, Aspect::Level | Aspect::Duration)
            && claim.quantity.bound == Bound::Exact
            && claim.quantity.range.is_none()
            && !claim.tagged("average")
            && claim.quantity.value > Decimal::ZERO
    };
    if line.claims.len() > MOST {
        return None;
    }
    let row: Vec<usize> = line
        .claims
        .clone()
        .filter(|other| *other < number && level(&claims.all[*other]) && kind(&claims.all[*other]))
        .collect();
    let united = row.iter().any(|other| claims.all[*other].quantity.unit.name == average.quantity.unit.name);
    (row.len() >= 3 && united && of_one_size(claims, &row, number)).then_some(row)
}

/// Whether the figures, as they would be with one scale word, are of one size.
fn of_one_size(claims: &Claims, row: &[usize], number: usize) -> bool {
    let values: Vec<Decimal> = row.iter().map(|member| scaled(claims, *member, number)).collect();
    let (least, most) = (values.iter().min(), values.iter().max());
    least.zip(most).is_some_and(|(least, most)| *most <= *least * Decimal::TEN)
}

/// A member's value, in thousands where the average is and the member leaves the word out: "21.0, 23.5 and 22.0 thousand".
fn scaled(claims: &Claims, member: usize, number: usize) -> Decimal {
    let (value, average) = (claims.all[member].quantity.value, claims.all[number].quantity.value);
    let hundred = Decimal::ONE_HUNDRED;
    let large = value.checked_mul(hundred).is_some_and(|more| more < average);
    let scales = [Decimal::ONE_THOUSAND, Decimal::from(1_000_000), Decimal::from(1_000_000_000)];
    let near = |value: &Decimal| *value < average * Decimal::TEN && average < *value * Decimal::TEN;
    let fitting = scales.iter().filter_map(|scale| value.checked_mul(*scale)).find(near);
    if large { fitting.unwrap_or(value) } else { value }
}

/// What speaks for an average to be of a row: their number is told, they share words, it is asked for, it nearly fits.
fn evidence(story: &Story<'_>, claims: &Claims, row: &[usize], number: usize) -> usize {
    let average = &claims.all[number];
    let Some(there) = row.first().map(|first| claims.all[*first].sentence) else { return 0 };
    let counted = |other: usize| {
        let quantity = &claims.all[other].quantity;
        other != number && quantity.value == Decimal::from(row.len()) && !row.contains(&other)
    };
    let number_told = story.lines[average.sentence].claims.clone().any(counted);
    let asked = super::recall::asked(story, average.sentence);
    let shared = story.shared(there, average.sentence).min(2);
    let unit = usize::from(average.quantity.unit.dimension != Dimension::Count);
    let fit = fit::fit(&average.quantity, &mean(claims, row, number));
    let fits = match fit {
        Fit::Exact | Fit::Slip => 2,
        Fit::Near => 1,
        Fit::Far => return 0,
    };
    fits + unit + shared + 2 * usize::from(number_told) + usize::from(asked)
}

fn mean(claims: &Claims, row: &[usize], number: usize) -> Interval {
    let values = row.iter().map(|member| {
        let half = claims.all[*member].quantity.slack;
        let value = scaled(claims, *member, number);
        let factor = value.checked_div(claims.all[*member].quantity.value).unwrap_or(Decimal::ONE);
        Interval::closed(value - half * factor, value + half * factor)
    });
    let sum = values.fold(Interval::point(Decimal::ZERO), |sum, value| sum.add(&value));
    sum.div(&Interval::point(Decimal::from(row.len())))
}

/// Gives the members of a list, and their average, one unit and one scale.
pub(super) fn level_out(claims: &mut Claims, list: &[usize], number: usize) {
    let all = || list.iter().copied().chain([number]);
    let named = all().find(|member| claims.all[*member].quantity.unit.dimension != Dimension::Count);
    let Some(unit) = named.map(|member| claims.all[member].quantity.unit.clone()) else {
        return super::inherit(claims, list.first().copied().unwrap_or(number), number);
    };
    for member in list.iter().copied() {
        let value = scaled(claims, member, number);
        let quantity = &mut claims.all[member].quantity;
        let factor = value.checked_div(quantity.value).unwrap_or(Decimal::ONE);
        (quantity.value, quantity.slack) = (value, quantity.slack * factor);
        quantity.unit = unit.clone();
    }
    claims.all[number].quantity.unit = unit;
}
