//! Parts and their whole wherever they stand. What speaks for figures to be the parts of a total is counted up: that
//! the text says so, that they are told without nouns of their own, that their number was announced, that one slip
//! keeps them from adding up. "We employ 640 people at two sites." "How are they split?" "Harrow 388, Selby 216."

mod addend;
mod group;
mod hundred;
mod weigh;

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::{Story, tag, tie};
use crate::claim::{Claims, LinkKind};
use crate::quantity::Interval;

pub(super) use addend::noun;
use group::Group;
pub(super) use hundred::link as hundred;

/// What must speak for parts that one slip keeps from adding up.
const SLIPPED: i32 = 6;
/// What must speak for parts that no slip explains.
const MISSED: i32 = 8;
/// What must speak for parts that do add up.
const HELD: i32 = 2;

/// A group with what speaks for it.
struct Rated {
    group: Group,
    fit: Fit,
    score: i32,
    /// Whether the text opens the list of parts or draws their sum.
    opened: bool,
}

/// Links parts to wholes that nothing nearer links, the surest first.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    let wholes = (0..claims.all.len()).filter(|whole| addend::may_be_whole(story, claims, *whole));
    let mut rated: Vec<Rated> = wholes.filter_map(|whole| best(story, claims, whole)).collect();
    rated.sort_by_key(|rated| (std::cmp::Reverse(rated.score + exact(claims, rated)), rated.group.whole));
    let mut taken = vec![false; claims.all.len()];
    for best in rated {
        let known = |at: &usize| taken.get(*at).copied().unwrap_or(true);
        if !best.group.parts.iter().chain([&best.group.whole]).any(known) {
            best.group.parts.iter().chain([&best.group.whole]).for_each(|at| taken[*at] = true);
            put(story, claims, &best);
        }
    }
}

/// How much it speaks for a group that it adds up: with small counts that is chance.
fn exact(claims: &Claims, rated: &Rated) -> i32 {
    let whole = &claims.all[rated.group.whole];
    if rated.fit == Fit::Exact && addend::digits(whole) >= 3 { HELD } else { 0 }
}

/// The group that holds, else the one for which most speaks, where it is enough.
fn best(story: &Story<'_>, claims: &Claims, whole: usize) -> Option<Rated> {
    let groups = group::behind(story, claims, whole).into_iter().chain(group::ahead(story, claims, whole));
    let least = |fit: Fit| match fit {
        Fit::Exact => HELD,
        Fit::Slip => SLIPPED,
        _ => MISSED,
    };
    let rated = groups.filter_map(|group| rate(story, claims, group));
    rated.filter(|rated| rated.score >= least(rated.fit)).max_by_key(|rated| (rated.fit, rated.score))
}

fn put(story: &Story<'_>, claims: &mut Claims, best: &Rated) {
    let whole = best.group.whole;
    for part in &best.group.parts {
        tie(claims, *part, LinkKind::AddendOf, whole);
        tag(claims, *part, "addend");
        addend::settle(story, claims, whole, *part);
    }
    if best.fit == Fit::Exact {
        tag(claims, whole, "adds-up");
    }
    let whole_line = claims.all[whole].sentence;
    let one_line = best.group.parts.iter().all(|part| claims.all[*part].sentence == whole_line) && !best.opened;
    let sure = best.fit != Fit::Exact && best.score >= MISSED && !one_line;
    tag(claims, whole, if sure { "all-parts" } else { "some-parts" });
}

/// How well a group adds up, and what speaks for it; nothing where it comes nowhere near.
fn rate(story: &Story<'_>, claims: &Claims, group: Group) -> Option<Rated> {
    let total = &claims.all[group.whole].quantity;
    let parts: Vec<Interval> =
        group.parts.iter().map(|part| addend::interval(story, claims, group.whole, *part)).collect();
    let sum = parts.iter().fold(Interval::point(Decimal::ZERO), |sum, part| sum.add(part));
    let ratio = sum.middle()?.checked_div(total.value)?;
    if ratio < Decimal::new(70, 2) || ratio > Decimal::new(14, 1) {
        return None;
    }
    let fit = match fit::fit(total, &sum) {
        Fit::Near if slipped(claims, &group, &parts, &sum) => Fit::Slip,
        fit => fit,
    };
    let score = weigh::score(story, claims, &group, fit)?;
    let opened = weigh::told(story, claims, &group);
    (fit != Fit::Far).then_some(Rated { group, fit, score, opened })
}

/// Whether one slip in one of the parts explains the sum.
fn slipped(claims: &Claims, group: &Group, parts: &[Interval], sum: &Interval) -> bool {
    let total = claims.all[group.whole].quantity.interval();
    group.parts.iter().zip(parts).any(|(part, own)| {
        let (Some(low), Some(high)) = (sum.low.zip(own.low), sum.high.zip(own.high)) else { return false };
        let others = Interval::closed(low.0 - low.1, high.0 - high.1);
        let rest = total.sub(&others);
        let scale = own.middle().zip(Some(claims.all[*part].quantity.value));
        let factor = scale.and_then(|(meant, said)| meant.checked_div(said)).unwrap_or(Decimal::ONE);
        let wanted = rest.div(&Interval::point(factor));
        fit::fit(&claims.all[*part].quantity, &wanted) == Fit::Slip
    })
}
