//! Turns and their speakers, from the labels in the text.

use smol_str::SmolStr;

use super::{Speaker, SpeakerId, Turn};
use crate::source::Document;
use crate::span::Span;

/// The turns of a document, not yet cut into sentences.
pub(super) struct Split {
    pub(super) turns: Vec<Turn>,
    pub(super) speakers: Vec<Speaker>,
    /// The text stretches that are speech: span, turn, time. Labels are left out.
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A stretch of speech, cut into sentences on its own.
pub(super) struct Paragraph {
    pub(super) span: Span,
    pub(super) turn: usize,
    pub(super) time: Option<f64>,
}

/// Splits a document at its speaker labels.
pub(super) fn split(document: &Document) -> Split {
    let mut split = Split { turns: Vec::new(), speakers: Vec::new(), paragraphs: Vec::new() };
    for block in &document.blocks {
        let line = block.span.of(&document.text);
        let (label, rest) = label(line);
        let skipped = line.len() - rest.len();
        let span = Span::new(block.span.start + skipped, block.span.end);
        let named = block.speaker.as_deref().or(label);
        match named {
            Some(name) => {
                let speaker = split.speaker(name);
                split.turns.push(turn(span, Some(speaker), block.time));
            }
            None if split.turns.is_empty() => split.turns.push(turn(span, None, block.time)),
            None => {}
        }
        let last = split.turns.len() - 1;
        if let Some(turn) = split.turns.last_mut() {
            turn.span.end = span.end;
        }
        if !span.is_empty() {
            split.paragraphs.push(Paragraph { span, turn: last, time: block.time });
        }
    }
    split
}

impl Split {
    fn speaker(&mut self, name: &str) -> SpeakerId {
        let known = self.speakers.iter().position(|speaker| speaker.name == name);
        let at = known.unwrap_or_else(|| {
            self.speakers.push(Speaker { name: SmolStr::new(name), title: None });
            self.speakers.len() - 1
        });
        SpeakerId(u32::try_from(at).unwrap_or(u32::MAX))
    }
}

fn turn(span: Span, speaker: Option<SpeakerId>, time: Option<f64>) -> Turn {
    Turn { span, speaker, time, sentences: 0..0 }
}

/// The speaker's label at the head of a line, and the rest of the line.
fn label(line: &str) -> (Option<&str>, &str) {
    let Some(colon) = line.find(':').filter(|at| *at <= 60) else { return (None, line) };
    let (name, rest) = (&line[..colon], &line[colon + 1..]);
    let words = name.split_whitespace().count();
    let named = name.chars().next().is_some_and(char::is_uppercase)
        && words <= 6
        && !name.contains(|c: char| matches!(c, '.' | ',' | ';' | '?') && words > 3)
        && (rest.is_empty() || rest.starts_with(' '));
    if named { (Some(name.trim()), rest.trim_start()) } else { (None, line) }
}
