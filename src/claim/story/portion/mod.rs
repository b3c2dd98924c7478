//! Shares told behind the part and the whole that they are of, in another sentence or by another speaker: "135 of 450
//! replied." "So thirty percent."

mod weigh;

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::{Story, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::quantity::{Dimension, Interval};

/// How many lines before a share its part and whole may stand.
const REACH: usize = 8;
/// How many claims are looked back over for them.
const LOOKED_AT: usize = 12;
/// What must speak for a share that follows from the two figures.
const HELD: i32 = 4;
/// What must speak for one that does not.
const MISSED: i32 = 8;

/// A share with a part and a whole that it may be of.
pub(super) struct Portion {
    pub(super) share: usize,
    pub(super) part: usize,
    pub(super) whole: usize,
}

/// Links shares that nothing nearer explains.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for share in 0..claims.all.len() {
        if open(story, claims, share)
            && let Some(portion) = best(story, claims, share)
        {
            put(claims, &portion);
        }
    }
}

fn put(claims: &mut Claims, portion: &Portion) {
    let known = &mut claims.all[portion.share];
    known.links.retain(|link| !matches!(link.0, LinkKind::ShareFrom | LinkKind::ShareOf));
    known.tags.retain(|tag| tag != "loose-share");
    (known.aspect, known.direction) = (Aspect::Share, None);
    tie(claims, portion.share, LinkKind::ShareFrom, portion.part);
    tie(claims, portion.share, LinkKind::ShareOf, portion.whole);
    tag(claims, portion.share, "portion");
}

/// The part and whole for which most speaks, where it is enough and they alone.
fn best(story: &Story<'_>, claims: &Claims, share: usize) -> Option<Portion> {
    let operands: Vec<usize> = operands(story, claims, share);
    let pairs = operands.iter().flat_map(|part| operands.iter().map(move |whole| (*part, *whole)));
    let mut rated: Vec<(Fit, i32, Portion)> = pairs
        .filter(|(part, whole)| fits_into(claims, *part, *whole))
        .map(|(part, whole)| Portion { share, part, whole })
        .filter_map(|portion| Some((fit_of(claims, &portion), weigh::score(story, claims, &portion)?, portion)))
        .filter(|(fit, ..)| *fit != Fit::Far)
        .collect();
    rated.sort_by_key(|(fit, score, portion)| (std::cmp::Reverse((*fit == Fit::Exact, *score)), portion.part));
    let rival = rated.get(1).zip(rated.first()).is_some_and(|(second, first)| second.1 >= first.1);
    let (fit, score, portion) = rated.into_iter().next()?;
    let enough =
        if fit == Fit::Exact { score >= HELD } else { score >= MISSED && !rival && !explained(claims, &portion) };
    enough.then_some(portion)
}

/// Whether the share follows from the part and another figure near by, whatever it is of.
fn explained(claims: &Claims, portion: &Portion) -> bool {
    let part = &claims.all[portion.part].quantity;
    let from = portion.share.saturating_sub(LOOKED_AT);
    let near = (from..portion.share).filter(|at| *at != portion.part && *at != portion.whole);
    near.map(|at| &claims.all[at]).any(|other| {
        let alike = other.quantity.unit.name == part.unit.name && other.quantity.value > part.value && !other.derived;
        let share = part.interval().div(&other.quantity.interval()).mul(&Interval::point(Decimal::ONE_HUNDRED));
        alike && fit::fit(&claims.all[portion.share].quantity, &share) == Fit::Exact
    })
}

/// How well a share follows from its part and whole.
fn fit_of(claims: &Claims, portion: &Portion) -> Fit {
    let figure = |at: usize| claims.all[at].quantity.interval();
    let expected = figure(portion.part).div(&figure(portion.whole)).mul(&Interval::point(Decimal::ONE_HUNDRED));
    fit::fit(&claims.all[portion.share].quantity, &expected)
}

fn fits_into(claims: &Claims, part: usize, whole: usize) -> bool {
    let (one, two) = (&claims.all[part].quantity, &claims.all[whole].quantity);
    part != whole && one.value < two.value && one.unit == two.unit
}

/// Whether a figure is a share of which nothing is known yet.
fn open(story: &Story<'_>, claims: &Claims, share: usize) -> bool {
    let claim = &claims.all[share];
    let Some(line) = story.line(claim) else { return false };
    let rest: String = line.after(claim.span.end).chars().take(26).collect();
    let of = rest.starts_with(" of ");
    let aspect = match claim.aspect {
        Aspect::Level | Aspect::Share => true,
        Aspect::Change => of && line.words_before(claim.span.start).next() != Some("by"),
        _ => false,
    };
    let of_those = story.lexicon.story.hold(&rest, "of-those");
    let linked = claim.links.iter().any(|link| {
        matches!(link.0, LinkKind::ShareFrom | LinkKind::Beside)
            || !of_those && matches!(link.0, LinkKind::ChangeOf | LinkKind::ChangeFrom)
    });
    stands(claim)
        && aspect
        && !linked
        && claim.quantity.unit.name == "percent"
        && claim.quantity.range.is_none()
        && claim.quantity.value < Decimal::ONE_HUNDRED
        && claim.quantity.value > Decimal::ZERO
        && claim.basis.is_none()
        && claim.point.is_none()
        && !line.question
        && !story.lexicon.cues.hold(&rest, "of-the-rest")
}

/// The figures that a share may be made of.
fn operands(story: &Story<'_>, claims: &Claims, share: usize) -> Vec<usize> {
    let at = claims.all[share].sentence;
    let near = (share.saturating_sub(LOOKED_AT)..share).filter(|other| claims.all[*other].sentence + REACH >= at);
    let behind = (share + 1..claims.all.len()).take(2).take_while(|other| claims.all[*other].sentence <= at + 1);
    near.chain(behind).filter(|other| operand(story, &claims.all[*other])).collect()
}

/// Whether a figure may be a part or a whole.
fn operand(story: &Story<'_>, claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let kind = matches!(
        quantity.unit.dimension,
        Dimension::Count | Dimension::Money | Dimension::Mass | Dimension::Area | Dimension::Volume | Dimension::Energy
    );
    let asked = claim.modality == Modality::Question && !claim.derived;
    kind && (stands(claim) && claim.modality == Modality::Actual || asked)
        && matches!(claim.aspect, Aspect::Level | Aspect::Enumeration)
        && quantity.is_single()
        && quantity.unit.per.is_none()
        && quantity.value >= Decimal::TWO
        && (claim.point.is_none() || story.line(claim).is_some_and(|line| line.claims.len() <= 2))
}
