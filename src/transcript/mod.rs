//! A document as speech: who says what, sentence by sentence, and when.

mod cast;
mod head;
mod inner;
mod label;
mod listing;
mod name;
mod resolve;
mod sentence;
mod small;
mod trust;
mod turn;

use std::collections::BTreeMap;

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::source::{Correction, Document, SourceMap, floor};
use crate::span::Span;

/// Which of a transcript's speakers, an index into [`Transcript::speakers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub u32);

/// Somebody who speaks in a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The name as the turns give it, cleaned of rank and colon: "Xiao Yaqing".
    pub name: SmolStr,
    /// What they are, where the transcript says so: "minister of industry".
    pub title: Option<SmolStr>,
    /// Whether the label stands for whoever asks ("Q", "Reporter"), so for several people.
    pub generic: bool,
    /// A woman by "Ms." and the like, a man by "Mr.", where the labels tell.
    pub woman: Option<bool>,
}

/// What one speaker says without a break.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Its bytes in the text, without the speaker's label.
    pub span: Span,
    /// Who speaks, where known.
    pub speaker: Option<SpeakerId>,
    /// Seconds from the start of the recording, where known.
    pub time: Option<f64>,
    /// Its sentences, indices into [`Transcript::sentences`].
    pub sentences: std::ops::Range<usize>,
}

/// A sentence of a turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Its bytes in the text.
    pub span: Span,
    /// The turn it belongs to, an index into [`Transcript::turns`].
    pub turn: usize,
    /// Its paragraph, counted through the document: equal numbers, same paragraph.
    pub paragraph: usize,
    /// Seconds from the start of the recording, where known.
    pub time: Option<f64>,
    /// The page, from 1, where the format has pages.
    pub page: Option<u32>,
}

/// The text of a source with its date, speakers, turns and sentences.
///
/// Every sentence lies in exactly one turn; turns are in text order; text before
/// the first label is a turn without a speaker.
#[derive(Debug, Clone, Default)]
pub struct Transcript {
    /// The text.
    pub text: String,
    /// The way back to the file.
    pub map: SourceMap,
    /// The day of the event, where known; never guessed.
    pub date: Option<Date>,
    /// Everybody who speaks or is listed as a speaker.
    pub speakers: Vec<Speaker>,
    /// The turns in order.
    pub turns: Vec<Turn>,
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    /// Marked corrections.
    pub corrections: Vec<Correction>,
}

impl Transcript {
    /// Finds the turns, sentences, speakers and date of a document.
    ///
    /// `date`, where given, overrides what the document says of itself.
    #[must_use]
    pub fn new(document: Document, date: Option<Date>) -> Self {
        Self::with(document, date, &BTreeMap::new())
    }

    /// The same with names mended: labels that are keys of `speakers` read as its values.
    #[must_use]
    pub fn with(document: Document, date: Option<Date>, speakers: &BTreeMap<String, String>) -> Self {
        let turn::Split { mut turns, speakers, paragraphs } = turn::split(&document, speakers);
        let date = date.or(document.date).or_else(|| head_date(&document, &turns));
        let sentences = sentence::split(&document, &mut turns, &paragraphs);
        Self {
            text: document.text,
            map: document.map,
            date,
            speakers,
            turns,
            sentences,
            corrections: document.corrections,
        }
    }
}

/// The date that the head states: what stands before the first speaker's words, else the file's name.
fn head_date(document: &Document, turns: &[Turn]) -> Option<Date> {
    let spoken = turns.iter().find(|turn| turn.speaker.is_some()).map(|turn| turn.span.start);
    let end = floor(&document.text, spoken.unwrap_or(document.text.len()).min(HEAD_BYTES));
    let head = document.text.get(..end).unwrap_or("");
    let lines = if spoken.is_some() { HEAD_LINES } else { SPEECH_HEAD_LINES };
    let title = || document.title.as_deref();
    head::date(head, lines)
        .or_else(|| head::date(title()?, 1))
        .or_else(|| head::in_name(title()?))
        .or_else(|| head::in_name(document.name.as_deref()?))
}

/// No head is longer.
const HEAD_BYTES: usize = 8000;
/// Lines of a head that ends where the first speaker is named.
const HEAD_LINES: usize = 60;
/// Lines of a head where nobody is named: soon the speech itself begins.
const SPEECH_HEAD_LINES: usize = 10;

impl Transcript {
    /// The bytes of the text under a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The turn in which a sentence stands.
    #[must_use]
    pub fn turn_of(&self, sentence: usize) -> Option<&Turn> {
        self.turns.get(self.sentences.get(sentence)?.turn)
    }

    /// Who speaks a sentence, where known.
    #[must_use]
    pub fn speaker_of(&self, sentence: usize) -> Option<SpeakerId> {
        self.turn_of(sentence)?.speaker
    }

    /// A speaker's entry.
    #[must_use]
    pub fn speaker(&self, id: SpeakerId) -> Option<&Speaker> {
        self.speakers.get(id.0 as usize)
    }
}
