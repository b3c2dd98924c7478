//! Totals spread over those that share them: "336 goals", "twelve teams", "28 apiece".
//!
//! What says that it is for one of many is held against the totals and the counts that stand before it. Where some
//! total over some count is the figure, that is what was meant; where none is, the two that stand together and whose
//! words fit best are.

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::line::Line;
use super::{Story, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Dimension, Interval};

/// How many lines before a figure for one its total may stand where it makes the figure.
const REACH: usize = 8;
/// The same where it does not.
const NEAR: usize = 3;
/// How many claims are looked back over.
const LOOKED_AT: usize = 18;
/// How many words may stand between a figure and the word that makes it one for each.
const BESIDE: usize = 4;
/// What must speak for a total and a count that do not make the figure.
const ENOUGH: usize = 6;

/// A total, a count, how well they make the figure, and what speaks for them.
struct Sharing {
    total: usize,
    count: usize,
    fit: Fit,
    score: usize,
}

/// Links figures for one of many to the total and the count that nothing nearer gives them.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if !for_each(story, claims, number) {
                continue;
            }
            let Some(sharing) = meant(story, claims, number) else { continue };
            claims.all[number].quantity.unit = claims.all[sharing.total].quantity.unit.clone();
            claims.all[number].aspect = Aspect::Average;
            tie(claims, number, LinkKind::AverageOf, sharing.total);
            tie(claims, number, LinkKind::Over, sharing.count);
            tag(claims, number, "mean-over");
        }
    }
}

/// Whether a figure is told for one of many, and nothing is known of whom.
fn for_each(story: &Story<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim) else { return false };
    let quantity = &claim.quantity;
    let amount = !matches!(quantity.unit.dimension, Dimension::Share | Dimension::Points | Dimension::Multiple);
    let exact = quantity.is_single();
    let near = |tag: &str| line.places(tag).any(|place| line.distance(place, claim.span) <= BESIDE);
    // "the average age is 15" is of no total; "an average of 15,000 dollars" may be.
    let measured = quantity.unit.dimension != Dimension::Count;
    let each = quantity.unit.per.is_some() || near("to-each-one") || near("mean-word") && measured;
    stands(claim)
        && amount
        && exact
        && each
        && claim.links.is_empty()
        && claim.direction.is_none()
        && !line.after(claim.span.end).starts_with(" more")
        && matches!(claim.aspect, Aspect::Level | Aspect::Average | Aspect::Duration)
        && quantity.value > Decimal::ONE
        && !line.question
}

/// The total and the count for which most speaks.
fn meant(story: &Story<'_>, claims: &Claims, number: usize) -> Option<Sharing> {
    let own = &claims.all[number];
    let first = own.sentence.saturating_sub(REACH);
    let before = (0..number).rev().take(LOOKED_AT).take_while(|other| claims.all[*other].sentence >= first);
    let near: Vec<usize> = before.filter(|other| !claims.all[*other].derived).collect();
    let mut found: Vec<Sharing> = Vec::new();
    for total in near.iter().copied().filter(|total| is_total(story, claims, number, *total)) {
        for count in near.iter().copied().filter(|count| *count != total && counts(&claims.all[*count])) {
            found.extend(sharing(story, claims, number, total, count));
        }
    }
    if let Some(exact) = found.iter().position(|sharing| sharing.fit == Fit::Exact) {
        return Some(found.swap_remove(exact));
    }
    let most = found.iter().map(|sharing| sharing.score).max().filter(|most| *most >= ENOUGH)?;
    let mut best = found.into_iter().filter(|sharing| sharing.score == most);
    let sharing = best.next()?;
    best.next().is_none().then_some(sharing)
}

fn sharing(story: &Story<'_>, claims: &Claims, number: usize, total: usize, count: usize) -> Option<Sharing> {
    let (own, whole, many) = (&claims.all[number], &claims.all[total], &claims.all[count]);
    let made = whole.quantity.interval().div(&Interval::point(many.quantity.value));
    let fit = fit::fit(&own.quantity, &made);
    let line = story.line(own)?;
    let lone = near_alone(story, claims, number, total, count);
    let unit = whole.quantity.unit.name == own.quantity.unit.name && own.quantity.unit.dimension != Dimension::Count;
    let score = 2 * usize::from(whole.sentence == many.sentence)
        + 2 * usize::from(of_these(line, own, many))
        + usize::from(unit || !own.measure.head.is_empty() && own.measure.head == whole.measure.head)
        + usize::from(own.sentence == whole.sentence || line.opens_back())
        + usize::from(lone)
        + 2 * usize::from(fit == Fit::Slip);
    let near = whole.sentence.min(many.sentence) + NEAR >= own.sentence;
    (fit == Fit::Exact || fit > Fit::Far && near).then_some(Sharing { total, count, fit, score })
}

/// Whether no third figure stands with a total and a count, nor between them and the figure for each.
fn near_alone(story: &Story<'_>, claims: &Claims, number: usize, total: usize, count: usize) -> bool {
    let from = claims.all[total].sentence.min(claims.all[count].sentence);
    let start = story.lines[from].claims.start;
    (start..number).all(|other| other == total || other == count || claims.all[other].derived)
}

/// Whether the word below the line names what is counted: "14 branches", "per branch"; "apiece" and "each" name all.
fn of_these(line: &Line<'_>, own: &Claim, many: &Claim) -> bool {
    let per = own.quantity.unit.per.as_deref().unwrap_or("");
    let head = many.measure.head.as_str();
    let unit = many.quantity.unit.name.as_str();
    let behind = line.after(own.span.end);
    let named = |word: &str| {
        !word.is_empty()
            && (per == word || behind.contains(&format!(" a {word}")) || behind.contains(&format!(" per {word}")))
    };
    named(head)
        || named(unit)
        || per.is_empty() && line.places("to-each-one").any(|place| line.distance(place, own.span) <= BESIDE)
}

/// Whether a figure may be the total of one for each.
fn is_total(story: &Story<'_>, claims: &Claims, number: usize, other: usize) -> bool {
    let (own, total) = (&claims.all[number], &claims.all[other]);
    let bare = story.line(own).is_some_and(|line| line.bare(own, story.lexicon));
    let same = total.quantity.unit.name == own.quantity.unit.name;
    let money = own.quantity.unit.dimension == Dimension::Money && total.quantity.unit.dimension == Dimension::Count;
    stands(total)
        && matches!(total.aspect, Aspect::Level | Aspect::Enumeration)
        && (same || bare || money)
        && total.quantity.is_single()
        && total.quantity.unit.per.is_none()
        && total.quantity.value > own.quantity.value
        && !matches!(total.quantity.unit.dimension, Dimension::Share | Dimension::Points | Dimension::Multiple)
}

/// Whether a figure counts those that share.
fn counts(claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let kind = matches!(quantity.unit.dimension, Dimension::Count | Dimension::Time);
    stands(claim)
        && kind
        && quantity.unit.per.is_none()
        && quantity.value.fract().is_zero()
        && quantity.value > Decimal::ONE
        && quantity.is_single()
        && !claim.tagged("of-them")
}
