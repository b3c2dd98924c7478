//! The claims of a text with the words between them.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use crate::claim::{Aspect, Claim, ClaimId, LinkKind, Modality, Point};
use crate::lexicon::{Class, Lexicon};
use crate::quantity::{Dimension, Form, Interval};
use crate::transcript::Transcript;

/// Words of scale: a bare figure with one may stand for money told before.
const SCALES: [&str; 4] = ["million", "billion", "trillion", "thousand"];

/// Looks at claims by their place in the text.
pub(super) struct View<'a> {
    transcript: &'a Transcript,
    pub(super) lexicon: &'a Lexicon,
    pub(super) claims: &'a [Claim],
    /// The text in lower case, byte for byte.
    lower: &'a str,
}

impl<'a> View<'a> {
    pub(super) fn new(transcript: &'a Transcript, lexicon: &'a Lexicon, claims: &'a [Claim], lower: &'a str) -> Self {
        Self { transcript, lexicon, claims, lower }
    }

    /// The claim at a place.
    pub(super) fn claim(&self, at: usize) -> &'a Claim {
        &self.claims[at]
    }

    /// Half-open bounds of a sentence.
    fn sentence(&self, number: usize) -> (usize, usize) {
        self.transcript.sentences.get(number).map_or((0, 0), |sentence| (sentence.span.start, sentence.span.end))
    }

    /// The words of a sentence in lower case.
    pub(super) fn words_of(&self, number: usize) -> &'a str {
        let (start, end) = self.sentence(number);
        self.slice(start, end)
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.lower.get(start..end).unwrap_or("")
    }

    /// Whether two claims stand in one sentence.
    pub(super) fn beside(&self, a: usize, b: usize) -> bool {
        self.claim(a).sentence == self.claim(b).sentence
    }

    /// The words between two claims.
    pub(super) fn between(&self, a: usize, b: usize) -> &'a str {
        self.slice(self.claim(a).span.end, self.claim(b).span.start)
    }

    /// The words before a claim, from the claim before it or the start of its sentence.
    pub(super) fn before(&self, at: usize) -> &'a str {
        let claim = self.claim(at);
        let last = at.checked_sub(1).filter(|last| self.beside(*last, at)).map(|last| self.claim(last).span.end);
        self.slice(last.unwrap_or(self.sentence(claim.sentence).0), claim.span.start)
    }

    /// The last words before a claim, about so many bytes of them.
    pub(super) fn just_before(&self, at: usize, bytes: usize) -> &'a str {
        tail(self.before(at), bytes)
    }

    /// The words behind a claim, to the next claim or the end of its sentence.
    pub(super) fn after(&self, at: usize) -> &'a str {
        let claim = self.claim(at);
        let next = at + 1;
        let end = if next < self.claims.len() && self.beside(at, next) {
            self.claim(next).span.start
        } else {
            self.sentence(claim.sentence).1
        };
        self.slice(claim.span.end, end)
    }

    /// Whether a cue of a tag stands in some words.
    pub(super) fn cue(&self, words: &str, tag: &str) -> bool {
        !words.is_empty() && self.lexicon.cues.hold(words, tag)
    }

    /// Whether one speaker says both, as far as is known.
    pub(super) fn together(&self, a: usize, b: usize) -> bool {
        self.claim(a).speaker == self.claim(b).speaker
    }

    /// Whether a claim states how much there is, so that it can be added up.
    pub(super) fn level(&self, at: usize) -> bool {
        let claim = self.claim(at);
        let dimension = claim.quantity.unit.dimension;
        let open = matches!(claim.modality, Modality::Corrected | Modality::Denied | Modality::Hypothetical);
        matches!(claim.aspect, Aspect::Level | Aspect::Share | Aspect::Enumeration)
            && !open
            && !self.after(at).starts_with(" more")
            && !self.before(at).ends_with("top ")
            && (claim.point != Some(Point::From) || self.source(at))
            && !matches!(dimension, Dimension::Time | Dimension::Temperature | Dimension::Multiple | Dimension::Speed)
            && claim.quantity.form != Form::Multiple
            && claim.quantity.value > Decimal::ZERO
    }

    /// "heard from 18 witnesses": whether nothing in its sentence is told to have changed.
    fn source(&self, at: usize) -> bool {
        let told = |other: &Claim| other.point == Some(Point::To) || other.aspect == Aspect::Change;
        let sentence = self.claim(at).sentence;
        let near = self.claims[at.saturating_sub(8)..].iter().take(16);
        self.before(at).ends_with("from ") && !near.filter(|other| other.sentence == sentence).any(told)
    }

    /// What a count counts, or the unit of a measure; empty where the text does not say at once.
    pub(super) fn kind(&self, at: usize) -> SmolStr {
        let unit = &self.claim(at).quantity.unit;
        if unit.dimension != Dimension::Count {
            return SmolStr::from(unit.to_string());
        }
        let rest = self.after(at);
        let word = rest
            .strip_prefix([' ', '-'])
            .map_or("", |rest| rest.split(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or(""));
        if word.is_empty() || self.lexicon.words.closed(word).is_some() {
            return SmolStr::default();
        }
        let analysis = self.lexicon.words.analyze(word);
        if analysis.mostly == Class::Noun || word.ends_with('s') { analysis.noun } else { SmolStr::default() }
    }

    /// Whether one figure can be a part of the other, by their units.
    pub(super) fn alike(&self, whole: usize, part: usize) -> bool {
        let (a, b) = (&self.claim(whole).quantity.unit, &self.claim(part).quantity.unit);
        if a.dimension == Dimension::Count && b.dimension == Dimension::Count {
            let (large, small) = (self.value(whole), self.value(part));
            let apart = self.scaled(whole) != self.scaled(part)
                && (large > small * Decimal::ONE_THOUSAND || small > large * Decimal::ONE_THOUSAND);
            let (a, b) = (self.kind(whole), self.kind(part));
            return !apart && (a.is_empty() || b.is_empty() || a == b);
        }
        let points = |dimension, name: &str| dimension == Dimension::Points && name != "basis-point" || name == "point";
        a == b || a.name == "percent" && points(b.dimension, &b.name) || self.borrows(whole, part)
    }

    /// Whether a bare figure leaves out the unit of another: "1.1 billion of it" beside "2.4 billion euros".
    pub(super) fn borrows(&self, from: usize, bare: usize) -> bool {
        let (money, count) = (&self.claim(from).quantity.unit, &self.claim(bare).quantity.unit);
        money.dimension == Dimension::Money
            && money.per.is_none()
            && count.dimension == Dimension::Count
            && count.per.is_none()
            && self.kind(bare).is_empty()
            && self.scaled(bare)
    }

    fn scaled(&self, at: usize) -> bool {
        let span = self.claim(at).quantity.numeral;
        let words = self.slice(span.start, span.end);
        SCALES.iter().any(|scale| words.contains(scale))
    }

    /// The value as stated.
    pub(super) fn value(&self, at: usize) -> Decimal {
        self.claim(at).quantity.value
    }

    /// What the figure leaves open.
    pub(super) fn interval(&self, at: usize) -> Interval {
        self.claim(at).quantity.interval()
    }

    /// The whole that a part is linked to.
    pub(super) fn whole_of(&self, at: usize) -> Option<usize> {
        self.claim(at).links.iter().find(|link| link.0 == LinkKind::PartOf).map(|(_, ClaimId(id))| *id as usize)
    }

    /// The lemma of the first word with meaning in some words: "visit" in " of all visits".
    pub(super) fn noun(&self, words: &str) -> Option<SmolStr> {
        let mut words = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let word = words.find(|word| !word.is_empty() && self.lexicon.words.closed(word).is_none())?;
        Some(self.lexicon.words.analyze(word).noun)
    }
}

/// The last bytes of some words, cut between words.
pub(super) fn tail(words: &str, bytes: usize) -> &str {
    let from = words.len().saturating_sub(bytes);
    let from = words.char_indices().map(|(at, _)| at).find(|at| *at >= from).unwrap_or(words.len());
    if from == 0 {
        return words;
    }
    words[from..].split_once(' ').map_or("", |(_, rest)| rest)
}

/// The first bytes of some words, cut between words.
pub(super) fn head(words: &str, bytes: usize) -> &str {
    if words.len() <= bytes {
        return words;
    }
    let end = words.char_indices().map(|(at, _)| at).take_while(|at| *at <= bytes).last().unwrap_or(0);
    words[..end].rsplit_once(' ').map_or("", |(first, _)| first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_between_words() {
        assert_eq!(tail("that gives total revenue of ", 14), "revenue of ");
        assert_eq!(head(" in all, and more", 9), " in all,");
    }
}
