//! Figures that a slip turns into one another, found without comparing all pairs.
//!
//! People rename what they count ("11,840 students", later "the 11,480 kids on our books"): no word leads from the one to
//! the other, but that two figures of a text are each other's digits in another order is rarely chance.

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::edit;
use crate::claim::{Claim, ClaimId, Claims};
use crate::lexicon::phrases::Quick;
use crate::quantity::Dimension;

/// From so many significant digits on, a slip between two figures leads from the one to the other.
const TELLING: usize = 2;
/// Beyond so many digits a figure is written out, not said.
const SAYABLE: usize = 9;
/// How many figures one trace leads to: the nearest before.
const NEAREST: usize = 3;

/// The place of traces that stand for no place in a row of digits.
const SHUFFLED: usize = usize::MAX;
const HEARD: usize = usize::MAX - 1;

/// The figures of a text by the traces that a slip leaves unchanged.
#[derive(Debug, Clone, Default)]
pub(super) struct Echoes {
    /// The figures that each trace leads to, in text order.
    figures: HashMap<u64, Vec<ClaimId>, Quick>,
    /// The traces of each figure.
    traces: Vec<Vec<u64>>,
}

impl Echoes {
    pub(super) fn new(claims: &Claims) -> Self {
        let mut echoes = Self { traces: claims.all.iter().map(traces_of).collect(), ..Self::default() };
        for (claim, traces) in claims.all.iter().zip(&echoes.traces).filter(|(claim, _)| !claim.derived) {
            for trace in traces {
                echoes.figures.entry(*trace).or_default().push(claim.id);
            }
        }
        echoes.figures.retain(|_, claims| claims.len() > 1);
        echoes
    }

    /// Adds the nearest earlier figures that a slip may have turned into this one's.
    pub(super) fn add_to(&self, found: &mut Vec<ClaimId>, claim: &Claim) {
        for trace in self.traces.get(claim.id.0 as usize).into_iter().flatten() {
            let Some(claims) = self.figures.get(trace) else { continue };
            let before = claims.partition_point(|id| *id < claim.id);
            found.extend_from_slice(&claims[before.saturating_sub(NEAREST)..before]);
        }
    }
}

/// What a figure has in common with the figures that slips make of it: the digits that it is told in, many or few, in any
/// order, and its digits without each one. Of a text's tonnes or kilometres there are few, so that the
/// unit leads on too.
fn traces_of(claim: &Claim) -> Vec<u64> {
    let digits = edit::digits_of(claim.quantity.value);
    let dimension = claim.quantity.unit.dimension;
    let unit = &claim.quantity.unit;
    let mut traces: Vec<u64> = heard(&digits).map(|heard| trace(dimension, HEARD, &heard)).into_iter().collect();
    if !matches!(dimension, Dimension::Count | Dimension::Share | Dimension::Money) {
        traces.push(Quick::default().hash_one((dimension, unit.name.as_str())));
    }
    if digits.len() < TELLING || digits.len() > SAYABLE {
        return traces;
    }
    for few in TELLING..digits.len() {
        let told = edit::shortened(claim.quantity.value, u32::try_from(few).unwrap_or(u32::MAX));
        for told in told.into_iter().flatten().map(edit::digits_of) {
            if few == TELLING {
                traces.extend(without_each(dimension, &told));
            }
            traces.push(shuffled(dimension, told));
        }
    }
    traces.push(shuffled(dimension, digits.clone()));
    traces.extend(without_each(dimension, &digits));
    traces.sort_unstable();
    traces.dedup();
    traces
}

/// The digits of a figure without each one.
fn without_each(dimension: Dimension, digits: &[u8]) -> impl Iterator<Item = u64> {
    (0..digits.len()).map(move |at| {
        let mut rest = digits.to_vec();
        rest.remove(at);
        trace(dimension, at, &rest)
    })
}

fn shuffled(dimension: Dimension, mut digits: Vec<u8>) -> u64 {
    digits.sort_unstable();
    trace(dimension, SHUFFLED, &digits)
}

fn trace(dimension: Dimension, at: usize, digits: &[u8]) -> u64 {
    Quick::default().hash_one((dimension, at, digits))
}

/// The digits that thirteen, thirty and three have in common, twelve and twenty, and so on; those before them included.
fn heard(digits: &[u8]) -> Option<Vec<u8>> {
    match digits {
        [before @ .., 1, digit @ 2..=9] | [before @ .., digit @ 2..=9] => Some([before, &[*digit]].concat()),
        _ => None,
    }
}
