//! Claims that the text makes without a figure of its own: the number of items that follow
//! "three measures", the weekday that a date has. Rules stay pure constraints over claims.

mod items;
mod weekday;

use std::collections::HashMap;

use super::{Claim, ClaimId, Claims};
use crate::lexicon::Lexicon;
use crate::quantity::Mention;
use crate::transcript::Transcript;

/// A date, ordinal or name beside the figures, with its sentence. Spans count from the sentence's start.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub(super) sentence: usize,
    pub(super) mention: Mention,
}

/// Adds the derived claims to those made of figures and puts all in text order.
pub(super) fn add(
    transcript: &Transcript,
    lexicon: &Lexicon,
    notes: &[Note],
    claims: &mut Claims,
    mut derived: Vec<Claim>,
) {
    weekday::derive(transcript, notes, claims.all.len(), &mut derived);
    items::derive(transcript, lexicon, notes, claims, &mut derived);
    if derived.is_empty() {
        return;
    }
    for claim in &mut derived {
        claim.derived = true;
        claim.speaker = transcript.speaker_of(claim.sentence);
    }
    claims.all.append(&mut derived);
    renumber(claims);
}

/// Sorts the claims by place and gives them the ids of their new places.
///
/// Derived claims link by the ids they would have had at the end of the list.
fn renumber(claims: &mut Claims) {
    for (at, claim) in claims.all.iter_mut().enumerate() {
        claim.id = id(at);
    }
    claims.all.sort_by_key(|claim| (claim.sentence, claim.span.start, claim.derived, claim.id));
    let places: HashMap<ClaimId, ClaimId> =
        claims.all.iter().enumerate().map(|(at, claim)| (claim.id, id(at))).collect();
    for claim in &mut claims.all {
        claim.id = places.get(&claim.id).copied().unwrap_or(claim.id);
        for (_, other) in &mut claim.links {
            *other = places.get(other).copied().unwrap_or(*other);
        }
    }
}

fn id(at: usize) -> ClaimId {
    ClaimId(u32::try_from(at).unwrap_or(u32::MAX))
}
