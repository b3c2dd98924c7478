//! Claims that the text makes without a figure of its own: the number of items that follow
//! "three measures", the weekday that a date has. Rules stay pure constraints over claims.

mod age;
mod appointed;
mod arity;
mod bullets;
mod coordination;
mod duration;
mod items;
mod lapse;
mod listed;
mod moment;
mod told;
mod weekday;

use std::collections::HashMap;

use super::{Claim, ClaimId, Claims};
use crate::lexicon::Lexicon;
use crate::quantity::Mention;
use crate::span::Span;
use crate::transcript::Transcript;

/// A date, ordinal or name beside the figures, with its sentence. Spans count from the sentence's start.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub(super) sentence: usize,
    pub(super) mention: Mention,
}

/// A transcript with its figures, dates and names, and what is stated of them.
struct Story<'a> {
    transcript: &'a Transcript,
    lexicon: &'a Lexicon,
    notes: &'a [Note],
    claims: &'a Claims,
    derived: Vec<Claim>,
}

impl Story<'_> {
    /// Adds a claim and gives its id.
    fn state(&mut self, mut claim: Claim) -> ClaimId {
        let id = id(self.claims.all.len() + self.derived.len());
        claim.id = id;
        claim.derived = true;
        claim.speaker = self.transcript.speaker_of(claim.sentence);
        self.derived.push(claim);
        id
    }

    fn text(&self, span: Span) -> &str {
        self.transcript.slice(span)
    }

    /// The claims of a sentence.
    fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = &Claim> {
        let from = self.claims.all.partition_point(|claim| claim.sentence < sentence);
        let to = self.claims.all.partition_point(|claim| claim.sentence <= sentence);
        self.claims.all.get(from..to).unwrap_or_default().iter()
    }

    /// The dates, ordinals and names of a sentence.
    fn notes_of(&self, sentence: usize) -> impl Iterator<Item = &Note> {
        let from = self.notes.partition_point(|note| note.sentence < sentence);
        self.notes.get(from..).unwrap_or_default().iter().take_while(move |note| note.sentence == sentence)
    }

    /// The bytes of a sentence.
    fn sentence(&self, sentence: usize) -> Span {
        self.transcript.sentences.get(sentence).map_or_else(Span::default, |sentence| sentence.span)
    }
}

/// Adds the derived claims to those made of figures and puts all in text order.
pub(super) fn add(transcript: &Transcript, lexicon: &Lexicon, notes: &[Note], claims: &mut Claims, told: Vec<Claim>) {
    let mut story = Story { transcript, lexicon, notes, claims, derived: Vec::new() };
    for claim in told {
        story.state(claim);
    }
    let moments = moment::moments(transcript, notes);
    weekday::derive(&mut story);
    duration::derive(&mut story, &moments);
    age::derive(&mut story, &moments);
    appointed::derive(&mut story, &moments);
    items::derive(&mut story);
    listed::derive(&mut story);
    told::derive(&mut story);
    arity::derive(&mut story);
    let mut derived = story.derived;
    if derived.is_empty() {
        return;
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
