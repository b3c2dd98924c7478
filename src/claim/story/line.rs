//! A sentence with its claims, its marks and the words that say of what it is.

use std::cell::OnceCell;
use std::ops::Range;

use smol_str::SmolStr;

use crate::claim::{Claim, Claims};
use crate::lexicon::{Class, Directions, Lexicon, Trend, WordKind};
use crate::quantity::{Dimension, Notation};
use crate::span::Span;
use crate::transcript::{SpeakerId, Transcript};

/// A phrase of the story's table at its place in the transcript.
pub(super) struct Mark {
    pub(super) tag: SmolStr,
    pub(super) span: Span,
}

/// A sentence as the story needs it.
pub(super) struct Line<'a> {
    sentence: &'a str,
    lexicon: &'a Lexicon,
    /// Where it starts in the transcript.
    pub(super) start: usize,
    /// Its claims, indices.
    pub(super) claims: Range<usize>,
    pub(super) speaker: Option<SpeakerId>,
    pub(super) question: bool,
    /// Found where they are asked for, since few lines are.
    text: OnceCell<String>,
    marks: OnceCell<Vec<Mark>>,
    stems: OnceCell<Vec<SmolStr>>,
}

/// Every sentence of a transcript.
pub(super) fn lines<'a>(transcript: &'a Transcript, lexicon: &'a Lexicon, claims: &Claims) -> Vec<Line<'a>> {
    let mut next = 0;
    let mut lines = Vec::with_capacity(transcript.sentences.len());
    for (number, sentence) in transcript.sentences.iter().enumerate() {
        let first = next;
        while claims.all.get(next).is_some_and(|claim| claim.sentence <= number) {
            next += 1;
        }
        let text = transcript.slice(sentence.span);
        lines.push(Line {
            sentence: text,
            lexicon,
            start: sentence.span.start,
            claims: first..next,
            speaker: transcript.speaker_of(number),
            question: text.trim_end().ends_with('?'),
            text: OnceCell::new(),
            marks: OnceCell::new(),
            stems: OnceCell::new(),
        });
    }
    lines
}

/// The canonical words of a text that say of what it is: no figures, no words of change, place or time.
fn stems(text: &str, lexicon: &Lexicon) -> Vec<SmolStr> {
    let mut stems: Vec<SmolStr> = Vec::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        if word.len() < 3 || !word.starts_with(char::is_alphabetic) || lexicon.words.closed(word).is_some() {
            continue;
        }
        let analysis = lexicon.words.analyze(word);
        let lemma = analysis.verb.as_ref().filter(|_| analysis.mostly == Class::Verb).map(|verb| verb.0.clone());
        let lemma = lemma.unwrap_or(analysis.noun);
        let generic = lexicon.words.is(WordKind::Generic, &lemma) || lexicon.words.is(WordKind::Generic, word);
        let stem = lexicon.words.canonical(&lemma);
        let light = lexicon.words.is(WordKind::Light, &lemma) || TIMES.contains(&lemma.as_str());
        if !generic && !light && !stem.is_empty() && !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    stems
}

/// Words of time and scale, which any two sentences may share.
const TIMES: [&str; 30] = [
    "percent",
    "million",
    "billion",
    "thousand",
    "year",
    "month",
    "week",
    "day",
    "quarter",
    "today",
    "time",
    "point",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "half",
    "season",
    "hundred",
    "trillion",
    "percentage",
    "basis",
];

impl Line<'_> {
    /// The text in ASCII lower case, of the same length as the sentence.
    pub(super) fn text(&self) -> &str {
        self.text.get_or_init(|| self.sentence.to_ascii_lowercase())
    }

    /// The character at a place of the text as it is written.
    pub(super) fn original(&self, at: usize) -> Option<char> {
        self.sentence.get(at..).and_then(|rest| rest.chars().next())
    }

    fn marks(&self) -> &[Mark] {
        self.marks.get_or_init(|| {
            let found = self.lexicon.story.find(self.sentence);
            found.map(|(cue, span)| Mark { tag: cue.tag.clone(), span: span.shift(self.start) }).collect()
        })
    }

    /// The words that say of what it is, each once; found where they are asked for, since few lines are.
    pub(super) fn stems(&self, lexicon: &Lexicon) -> &[SmolStr] {
        self.stems.get_or_init(|| stems(self.text(), lexicon))
    }

    /// The words of a part of it that say of what it is.
    pub(super) fn stems_of(&self, part: &str) -> Vec<SmolStr> {
        stems(part, self.lexicon)
    }

    /// Whether a phrase of the table stands anywhere in it.
    pub(super) fn has(&self, tag: &str) -> bool {
        self.marks().iter().any(|mark| mark.tag == tag)
    }

    /// A stretch of its text, in lower case, as a place of the transcript.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.start + from, self.start + to)
    }

    /// The places of a phrase.
    pub(super) fn places<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = Span> + 'a {
        self.marks().iter().filter(move |mark| mark.tag == tag).map(|mark| mark.span)
    }

    /// The words that tell the most or the least of several, and which.
    pub(super) fn extremes(&self) -> Vec<(Span, Trend)> {
        let text = self.text();
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let told = words.filter_map(|word| Some((word, Directions::built_in().extreme(word)?)));
        let single = told.map(|(word, way)| (self.span(at(word), at(word) + word.len()), way));
        let phrases = [("top", Trend::Up), ("bottom", Trend::Down)];
        let phrases = phrases.into_iter().flat_map(|(tag, way)| self.places(tag).map(move |place| (place, way)));
        let mut all: Vec<(Span, Trend)> = single.chain(phrases).collect();
        all.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
        all.dedup_by(|second, first| first.0.overlaps(second.0));
        all
    }

    /// The text before a place of the transcript.
    pub(super) fn before(&self, at: usize) -> &str {
        self.text().get(..at.saturating_sub(self.start)).unwrap_or("")
    }

    /// The text behind a place of the transcript.
    pub(super) fn after(&self, at: usize) -> &str {
        self.text().get(at.saturating_sub(self.start)..).unwrap_or("")
    }

    /// The text between two places of the transcript.
    pub(super) fn between(&self, from: usize, to: usize) -> &str {
        self.text().get(from.saturating_sub(self.start)..to.saturating_sub(self.start)).unwrap_or("")
    }

    /// Whether a phrase stands in the same stretch as a figure: no other figure and no full clause between, within
    /// so many words.
    pub(super) fn near(&self, tag: &str, claim: &Claim, words: usize) -> bool {
        self.places(tag).any(|place| self.distance(place, claim.span) <= words)
    }

    /// How many words lie between two places.
    pub(super) fn distance(&self, a: Span, b: Span) -> usize {
        let (from, to) = if a.end <= b.start { (a.end, b.start) } else { (b.end, a.start) };
        if to <= from { 0 } else { self.between(from, to).split_whitespace().count() }
    }

    /// The last words before a place, articles and hedges left out, the nearest first.
    pub(super) fn words_before(&self, at: usize) -> impl Iterator<Item = &str> {
        self.before(at)
            .split(|c: char| !(c.is_alphanumeric() || c == '\''))
            .filter(|word| !word.is_empty())
            .rev()
            .filter(|word| !matches!(*word, "the" | "a" | "an" | "about" | "some" | "only" | "just" | "us" | "nearly"))
    }

    /// Whether a figure stands without a noun or unit of its own: "to 3,600.", "it was 455 then".
    pub(super) fn bare(&self, claim: &Claim, lexicon: &Lexicon) -> bool {
        let quantity = &claim.quantity;
        if quantity.unit.dimension != Dimension::Count || quantity.notation == Notation::Words {
            return false;
        }
        let rest = self.after(claim.span.end);
        let word: &str = rest.trim_start_matches(' ').split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let verb = || lexicon.words.analyze(word).verb.is_some_and(|verb| verb.1 == crate::lexicon::VerbForm::Past);
        let inside = claim.span.end > quantity.numeral.end;
        !inside && (word.is_empty() || !rest.starts_with(' ') || lexicon.words.closed(word).is_some() || verb())
    }

    /// Whether the subject of the figure's clause only points back: "it was", "today they are at".
    pub(super) fn points_back(&self, claim: &Claim, lexicon: &Lexicon) -> bool {
        for word in self.words_before(claim.span.start).take(8) {
            match lexicon.words.closed(word) {
                Some(Class::Pronoun) => return true,
                Some(Class::Auxiliary | Class::Adverb | Class::Preposition | Class::Conjunction) => {}
                None if light(word, lexicon) => {}
                _ => return matches!(word, "that" | "this" | "these" | "those"),
            }
        }
        false
    }

    /// Whether a sentence opens by pointing to what was said before: "That is", "A drop of", "So".
    pub(super) fn opens_back(&self) -> bool {
        let first = self.text().trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let concludes =
            self.text().split_whitespace().take(5).any(|word| matches!(word.trim_matches(','), "therefore" | "thus"));
        concludes
            || matches!(
                first,
                "that" | "this" | "it" | "so" | "an" | "a" | "thus" | "therefore" | "which" | "hence" | "such"
            )
    }
}

fn light(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.words.analyze(word).verb.is_some_and(|verb| lexicon.words.is(WordKind::Light, &verb.0))
}
