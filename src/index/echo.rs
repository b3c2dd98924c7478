//! Figures that a slip turns into one another, found without comparing all pairs.
//!
//! People rename what they count ("11,840 students", later "the 11,480 kids on our books"): no word leads from the one to
//! the other, but that two figures of a text are each other's digits in another order is rarely chance.

use std::collections::HashMap;
use std::hash::BuildHasher;

use rust_decimal::Decimal;

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

/// The figures of a text by the traces that a slip leaves unchanged.
#[derive(Debug, Clone, Default)]
pub(super) struct Echoes {
    traces: HashMap<u64, Vec<ClaimId>, Quick>,
}

impl Echoes {
    pub(super) fn new(claims: &Claims) -> Self {
        let mut traces: HashMap<u64, Vec<ClaimId>, Quick> = HashMap::default();
        for claim in claims.stated() {
            for trace in traces_of(claim) {
                traces.entry(trace).or_default().push(claim.id);
            }
        }
        traces.retain(|_, claims| claims.len() > 1);
        Self { traces }
    }

    /// Adds the nearest earlier figures that a slip may have turned into this one's.
    pub(super) fn add_to(&self, found: &mut Vec<ClaimId>, claim: &Claim) {
        for trace in traces_of(claim) {
            let Some(claims) = self.traces.get(&trace) else { continue };
            let before = claims.partition_point(|id| *id < claim.id);
            found.extend_from_slice(&claims[before.saturating_sub(NEAREST)..before]);
        }
    }
}

/// What a figure has in common with the figures that slips make of it: its digits in any order, and from three digits on
/// its digits without each one.
fn traces_of(claim: &Claim) -> Vec<u64> {
    let digits = edit::digits_of(claim.quantity.value);
    if digits.len() < TELLING || digits.len() > SAYABLE {
        return Vec::new();
    }
    let dimension = claim.quantity.unit.dimension;
    let mut sorted = digits.clone();
    sorted.sort_unstable();
    let mut traces = vec![trace(dimension, usize::MAX, &sorted)];
    if digits.len() > TELLING {
        let without = |at: usize| {
            let mut rest = digits.clone();
            rest.remove(at);
            trace(dimension, at, &rest)
        };
        traces.extend((0..digits.len()).map(without));
    }
    if let Some(heard) = teen_and_ty(claim.quantity.value) {
        traces.push(trace(dimension, usize::MAX - 1, &[heard]));
    }
    traces
}

fn trace(dimension: Dimension, at: usize, digits: &[u8]) -> u64 {
    Quick::default().hash_one((dimension, at, digits))
}

/// The digit that thirteen and thirty have in common, and so on.
fn teen_and_ty(value: Decimal) -> Option<u8> {
    let whole: u8 = value.is_integer().then(|| value.try_into().ok()).flatten()?;
    match whole {
        13..=19 => Some(whole - 10),
        30..=90 if whole % 10 == 0 => Some(whole / 10),
        _ => None,
    }
}
