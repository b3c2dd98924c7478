//! Sentences, by Unicode's rules with abbreviations joined again.

use unicode_segmentation::UnicodeSegmentation;

use super::turn::Paragraph;
use super::{Sentence, Turn};
use crate::span::Span;

const ABBREVIATIONS: &[&str] = &[
    "Mr.", "Mrs.", "Ms.", "Dr.", "St.", "a.m.", "p.m.", "U.S.", "No.", "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.",
    "Dec.",
];

/// Cuts each paragraph into sentences and tells the turns which are theirs.
pub(super) fn split(text: &str, turns: &mut [Turn], paragraphs: &[Paragraph]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let first = sentences.len();
        for span in spans(paragraph.span.of(text)) {
            sentences.push(Sentence {
                span: span.shift(paragraph.span.start),
                turn: paragraph.turn,
                paragraph: number,
                time: paragraph.time,
            });
        }
        if let Some(turn) = turns.get_mut(paragraph.turn) {
            let start = if turn.sentences.is_empty() { first } else { turn.sentences.start };
            turn.sentences = start..sentences.len();
        }
    }
    sentences
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for (start, piece) in text.split_sentence_bound_indices() {
        let trimmed = piece.trim_end();
        let end = start + trimmed.len();
        match spans.last_mut() {
            Some(last) if open => last.end = end,
            _ => spans.push(Span::new(start, end)),
        }
        open = ABBREVIATIONS.iter().any(|short| trimmed.ends_with(short));
    }
    spans.retain(|span| !span.is_empty());
    spans
}
