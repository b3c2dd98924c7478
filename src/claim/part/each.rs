//! Price times count is cost: "2,400 kits at 45 crowns each cost 108,000 crowns".

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::view::{View, head};
use super::{Found, LinkKind};
use crate::claim::Aspect;
use crate::quantity::Dimension;

/// Ties prices and figures per head to their totals and counts.
pub(super) fn find(view: &View<'_>, found: &mut Found) {
    for each in 0..view.claims.len() {
        if let Some((total, length)) = paced(view, each) {
            found.tie(each, LinkKind::EachOf, total);
            found.tie(length, LinkKind::HeadsOf, each);
        }
        let Some(noun) = per(view, each) else { continue };
        if let Some((total, count)) = product(view, each, &noun) {
            found.tie(each, LinkKind::EachOf, total);
            found.tie(count, LinkKind::HeadsOf, each);
        }
    }
}

/// "1,400 parcels in seven days, 200 a day": the total, and the claim of how long.
fn paced(view: &View<'_>, each: usize) -> Option<(usize, usize)> {
    let claim = view.claim(each);
    let per = claim.quantity.unit.per.as_ref().filter(|_| matches!(claim.aspect, Aspect::Level | Aspect::Average))?;
    let near = (each.saturating_sub(4)..each).rev().filter(|at| {
        view.claim(*at).sentence + 1 >= claim.sentence
            && view.together(*at, each)
            && view.claim(*at).quantity.range.is_none()
    });
    let mut lengths = near.clone().filter(|at| {
        let unit = &view.claim(*at).quantity.unit;
        unit.dimension == Dimension::Time && unit.name == *per && view.cue(view.just_before(*at, 12), "spread-over")
    });
    let length = lengths.next()?;
    let total = near.clone().find(|at| {
        let unit = &view.claim(*at).quantity.unit;
        let one_thing = unit.dimension == claim.quantity.unit.dimension && unit.name == claim.quantity.unit.name;
        one_thing && unit.per.is_none() && view.level(*at) && view.value(*at) > view.value(each)
    })?;
    (total.abs_diff(length) == 1 && likely(view, each, (total, length))).then_some((total, length))
}

/// What a figure is told for one of; empty where the text says only "each".
fn per(view: &View<'_>, at: usize) -> Option<SmolStr> {
    let claim = view.claim(at);
    let states = matches!(claim.aspect, Aspect::Level | Aspect::Average) && claim.quantity.value > Decimal::ZERO;
    let unit = &claim.quantity.unit;
    if !states || !matches!(unit.dimension, Dimension::Count | Dimension::Money) {
        return None;
    }
    if let Some(per) = &unit.per {
        let time = view.lexicon.units.factor(per).is_some_and(|known| known.0 == Dimension::Time);
        return (!time).then(|| per.clone());
    }
    let after = head(view.after(at), 40);
    if let Some((_, rest)) = ["for every ", "for each ", " per "].iter().find_map(|mark| after.split_once(mark)) {
        return view
            .noun(rest)
            .filter(|noun| !view.lexicon.units.factor(noun).is_some_and(|known| known.0 == Dimension::Time));
    }
    let one = at.checked_sub(1).filter(|one| view.beside(*one, at) && view.value(*one) == Decimal::ONE);
    let priced = one.is_some_and(|one| view.cue(view.between(one, at), "costs"));
    (priced || view.cue(after, "each-behind") || view.cue(view.just_before(at, 60), "each-before"))
        .then(SmolStr::default)
}

/// The total and the count of which a figure is told for one.
fn product(view: &View<'_>, each: usize, noun: &SmolStr) -> Option<(usize, usize)> {
    let sentence = view.claim(each).sentence;
    let near: Vec<usize> = (each.saturating_sub(6)..(each + 5).min(view.claims.len()))
        .filter(|at| view.claim(*at).sentence.abs_diff(sentence) <= 1 || view.claim(*at).sentence + 2 == sentence)
        .filter(|at| *at != each && view.together(*at, each) && view.level(*at))
        .collect();
    let kind = thing(view, each);
    if kind.is_empty() {
        return None;
    }
    let same = |at: usize| thing(view, at) == kind || view.borrows(each, at);
    let totals = near.iter().copied().filter(|at| same(*at) && view.value(*at) > view.value(each));
    let counted = |at: &usize| {
        let unit = &view.claim(*at).quantity.unit;
        let mut lemmas = view.claim(*at).measure.lemmas();
        let named = noun.is_empty()
            || matches!(noun.as_str(), "head" | "capita")
            || lemmas.any(|lemma| lemma == noun)
            || view.noun(view.after(*at)).as_ref() == Some(noun);
        let counts = unit.dimension == Dimension::Count && named || unit.name == *noun;
        counts && unit.per.is_none() && thing(view, *at) != kind
    };
    let counts: Vec<usize> = near.iter().copied().filter(counted).collect();
    let pairs: Vec<(usize, usize)> = totals
        .flat_map(|total| counts.iter().map(move |count| (total, *count)))
        .filter(|pair| pair.0.abs_diff(pair.1) <= 2 && pair.0 != pair.1 && likely(view, each, *pair))
        .collect();
    let fits = |pair: &&(usize, usize)| view.interval(pair.1).mul(&view.interval(each)).meets(&view.interval(pair.0));
    if let Some(held) = pairs.iter().find(fits) {
        return Some(*held);
    }
    let next = |pair: &(usize, usize)| {
        let between = each > pair.0.min(pair.1) && each < pair.0.max(pair.1);
        pair.0.abs_diff(pair.1) == 1 + usize::from(between)
    };
    let mut beside = pairs.into_iter().filter(next);
    beside.next().filter(|_| beside.next().is_none())
}

/// Whether the product comes near enough that a slip may lie between.
fn likely(view: &View<'_>, each: usize, (total, count): (usize, usize)) -> bool {
    let product = view.value(each).checked_mul(view.value(count)).unwrap_or_default();
    let ratio = view.value(total).checked_div(product).unwrap_or_default();
    let one_sentence = view.beside(total, each) || view.beside(total, count);
    let (least, most) = if one_sentence { (4, 25) } else { (6, 17) };
    ratio >= Decimal::new(least, 1) && ratio <= Decimal::new(most, 1)
}

/// The unit of a sum of money, or what a count counts.
fn thing(view: &View<'_>, at: usize) -> SmolStr {
    let unit = &view.claim(at).quantity.unit;
    if unit.dimension == Dimension::Count { view.kind(at) } else { unit.name.clone() }
}
