//! What rules can know of a transcript, looked up without comparing all pairs.

use std::collections::HashMap;

use super::sketch::Sketch;
use crate::claim::{Claim, ClaimId, Claims, LinkKind};
use crate::index::{Index, Link, Tie};
use crate::lexicon::Units;
use crate::lexicon::phrases::Quick;
use crate::transcript::Transcript;

/// A transcript's claims with the look-ups that relations need.
pub(super) struct Facts<'a> {
    pub(super) transcript: &'a Transcript,
    pub(super) claims: &'a Claims,
    pub(super) units: &'a Units,
    /// The plain facts of every claim, by its number.
    pub(super) sketches: Vec<Sketch>,
    index: &'a Index,
    ties: HashMap<ClaimId, Vec<&'a Link>, Quick>,
    incoming: HashMap<ClaimId, Vec<ClaimId>, Quick>,
    lists: HashMap<u32, Vec<ClaimId>, Quick>,
    keys: HashMap<&'a str, Vec<ClaimId>>,
    heads: HashMap<&'a str, Vec<ClaimId>>,
}

/// The most candidates one look-up hands out, the nearest first.
const NEAREST: usize = 200;

impl<'a> Facts<'a> {
    pub(super) fn new(transcript: &'a Transcript, claims: &'a Claims, index: &'a Index, units: &'a Units) -> Self {
        let mut facts = Self {
            transcript,
            claims,
            units,
            sketches: claims.all.iter().map(Sketch::of).collect(),
            index,
            ties: HashMap::default(),
            incoming: HashMap::default(),
            lists: HashMap::default(),
            keys: HashMap::new(),
            heads: HashMap::new(),
        };
        for link in index.links() {
            facts.ties.entry(link.first).or_default().push(link);
            facts.ties.entry(link.second).or_default().push(link);
        }
        for claim in &claims.all {
            facts.post(claim);
        }
        facts
    }

    fn post(&mut self, claim: &'a Claim) {
        for (_, other) in &claim.links {
            self.incoming.entry(*other).or_default().push(claim.id);
        }
        if let Some(place) = claim.list {
            self.lists.entry(place.list).or_default().push(claim.id);
        }
        if !claim.measure.key.is_empty() {
            self.keys.entry(&claim.measure.key).or_default().push(claim.id);
        }
        if !claim.measure.head.is_empty() {
            self.heads.entry(&claim.measure.head).or_default().push(claim.id);
        }
    }

    /// The link of a kind between two claims, in either order.
    pub(super) fn tie(&self, tie: Tie, a: ClaimId, b: ClaimId) -> Option<&'a Link> {
        let links = self.ties.get(&a)?;
        links.iter().copied().find(|link| link.tie == tie && [link.first, link.second].contains(&b) && a != b)
    }

    /// The other ends of a claim's links of a kind.
    pub(super) fn tied(&self, tie: Tie, claim: ClaimId) -> Vec<ClaimId> {
        let links = self.ties.get(&claim).into_iter().flatten().filter(|link| link.tie == tie);
        links.map(|link| if link.first == claim { link.second } else { link.first }).collect()
    }

    /// The claims that a claim depends on by a link, or that depend on it.
    pub(super) fn linked(&self, kind: LinkKind, claim: &Claim, outgoing: bool) -> Vec<ClaimId> {
        if outgoing {
            return claim.links.iter().filter(|link| link.0 == kind).map(|link| link.1).collect();
        }
        let incoming = self.incoming.get(&claim.id).into_iter().flatten().copied();
        let depends = |id: &ClaimId| self.claims.get(*id).is_some_and(|from| from.links.contains(&(kind, claim.id)));
        incoming.filter(depends).collect()
    }

    /// The claims at most `sentences` away, in the same document.
    pub(super) fn around(&self, claim: &Claim, sentences: usize) -> Vec<ClaimId> {
        let from = claim.sentence.saturating_sub(sentences);
        let near = self.index.between(self.claims, from, claim.sentence.saturating_add(sentences).saturating_add(1));
        nearest(near, |near| near.id, claim.id)
    }

    /// The claims of the same turn.
    pub(super) fn turn(&self, claim: &Claim) -> Vec<ClaimId> {
        let Some(turn) = self.transcript.turn_of(claim.sentence) else { return Vec::new() };
        let inside = self.index.between(self.claims, turn.sentences.start, turn.sentences.end);
        nearest(inside, |near| near.id, claim.id)
    }

    /// The claims of the same list.
    pub(super) fn list(&self, claim: &Claim) -> Vec<ClaimId> {
        let list = claim.list.and_then(|place| self.lists.get(&place.list));
        list.map_or_else(Vec::new, |ids| nearest(ids, |id| *id, claim.id))
    }

    /// The claims of the same measure.
    pub(super) fn key(&self, claim: &Claim) -> Vec<ClaimId> {
        self.keys.get(claim.measure.key.as_str()).map_or_else(Vec::new, |ids| nearest(ids, |id| *id, claim.id))
    }

    /// The claims of the same head.
    pub(super) fn head(&self, claim: &Claim) -> Vec<ClaimId> {
        self.heads.get(claim.measure.head.as_str()).map_or_else(Vec::new, |ids| nearest(ids, |id| *id, claim.id))
    }
}

/// The ids around one in a list in their order, the nearest of a long list only.
fn nearest<T>(list: &[T], id_of: impl Fn(&T) -> ClaimId, id: ClaimId) -> Vec<ClaimId> {
    let at = list.partition_point(|known| id_of(known) < id);
    let from = at.saturating_sub(NEAREST / 2);
    let to = (at + NEAREST / 2).min(list.len());
    list.get(from..to).unwrap_or_default().iter().map(id_of).collect()
}
