//! Sentences: end marks, abbreviations, and a bound where there are no marks.

use super::turn::Paragraph;
use super::{Sentence, Turn};
use crate::lexicon::Speech;
use crate::source::Document;
use crate::span::Span;

/// A sentence with more words than this is cut; people seldom say so many at one go.
const MOST_WORDS: usize = 120;
/// Where text has no end marks, about as many words make a sentence.
const UNMARKED_WORDS: usize = 50;

/// Cuts each paragraph into sentences and tells the turns which are theirs.
pub(super) fn split(document: &Document, turns: &mut [Turn], paragraphs: &[Paragraph]) -> Vec<Sentence> {
    let speech = Speech::built_in();
    let mut sentences = Vec::new();
    let mut block = 0;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let first = sentences.len();
        for span in spans(paragraph.span.of(&document.text), speech) {
            let span = span.shift(paragraph.span.start);
            while document.blocks.get(block).is_some_and(|known| known.span.end <= span.start) {
                block += 1;
            }
            let known = document.blocks.get(block);
            sentences.push(Sentence {
                span,
                turn: paragraph.turn,
                paragraph: number,
                time: known.and_then(|known| known.time).or(paragraph.time),
                page: known.and_then(|known| known.page),
            });
        }
        if let Some(turn) = turns.get_mut(paragraph.turn) {
            let start = if turn.sentences.is_empty() { first } else { turn.sentences.start };
            turn.sentences = start..sentences.len();
        }
    }
    sentences
}

/// The sentences of one paragraph, without the white space around them.
pub(super) fn spans(text: &str, speech: &Speech) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(end) = next_mark(text, at) {
        at = end;
        if ends(text, start, end, speech) {
            push(text, Span::new(start, end), &mut spans, speech);
            start = end;
        }
    }
    push(text, Span::new(start, text.len()), &mut spans, speech);
    spans
}

fn push(text: &str, span: Span, spans: &mut Vec<Span>, speech: &Speech) {
    let piece = span.of(text);
    let lead = piece.len() - piece.trim_start().len();
    let trimmed = Span::new(span.start + lead, span.start + lead + piece.trim().len());
    if trimmed.is_empty() {
        return;
    }
    bounded(text, trimmed, spans, speech);
}

/// The end of the next run of end marks, closing quotes and brackets included.
fn next_mark(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'.' | b'!' | b'?' => return Some(closers(text, at + 1)),
            0xE2 if bytes.get(at + 1..at + 3) == Some(&[0x80, 0xA6]) => return Some(closers(text, at + 3)),
            0xE3 if bytes.get(at + 1..at + 3) == Some(&[0x80, 0x82]) => return Some(closers(text, at + 3)),
            0xEF if matches!(bytes.get(at + 1..at + 3), Some([0xBC, 0x81 | 0x9F | 0x9B])) => {
                return Some(closers(text, at + 3));
            }
            _ => at += 1,
        }
    }
    None
}

fn closers(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let is_closer = |c: char| {
        matches!(
            c,
            '.' | '!'
                | '?'
                | '"'
                | '\''
                | ')'
                | ']'
                | '\u{201d}'
                | '\u{2019}'
                | '\u{bb}'
                | '\u{2026}'
                | '\u{3002}'
                | '\u{ff01}'
                | '\u{ff1f}'
                | '\u{300d}'
                | '\u{300f}'
        )
    };
    at + (rest.len() - rest.trim_start_matches(is_closer).len())
}

/// Whether a sentence that began at `start` ends with the marks before `end`.
fn ends(text: &str, start: usize, end: usize, speech: &Speech) -> bool {
    let sentence = text.get(start..end).unwrap_or("");
    let rest = text.get(end..).unwrap_or("");
    let Some(next) = rest.chars().next() else { return true };
    let last_mark = sentence.trim_end_matches(|c: char| !matches!(c, '.' | '!' | '?') && c.is_ascii());
    if last_mark.chars().next_back().is_some_and(|c| c > '\u{2fff}') {
        return true;
    }
    if !next.is_whitespace() {
        return glued(sentence, rest);
    }
    let word_next = rest.trim_start();
    let first = word_next.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    if last_mark.ends_with(['!', '?']) && !sentence.ends_with(['.', '!', '?']) {
        return first.is_some_and(|c| !c.is_lowercase());
    }
    if !last_mark.ends_with('.') {
        return true;
    }
    if first.is_some_and(char::is_lowercase) {
        return false;
    }
    stop_ends(sentence, word_next, speech)
}

/// "…last year.We now": two small letters before, a capitalized word behind.
fn glued(sentence: &str, rest: &str) -> bool {
    let mut before = sentence.trim_end_matches(['.', '!', '?']).chars().rev();
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let mut after = rest.chars();
    sentence.ends_with(['.', '!', '?'])
        && small(before.next())
        && small(before.next())
        && after.next().is_some_and(char::is_uppercase)
        && after.next().is_some_and(|c| c.is_lowercase() || c == ' ' || c == '\'')
}

/// Whether a full stop ends the sentence, by the word before and the word behind.
fn stop_ends(sentence: &str, next: &str, speech: &Speech) -> bool {
    let quoted = !sentence.ends_with('.');
    let stop = sentence.trim_end_matches(|c: char| c != '.');
    let body = stop.strip_suffix('.').unwrap_or(stop);
    let word =
        body.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '\u{201c}' | '[')).next().unwrap_or("");
    if word.is_empty() || quoted || body.ends_with('.') {
        return true;
    }
    if body.trim().len() <= 5 && enumerates(body.trim()) {
        return false;
    }
    let lower = word.to_lowercase();
    let begins = speech.starters.contains(&first_word(next));
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    if speech.never_end.contains(&lower) {
        return false;
    }
    if speech.before_number.contains(&lower) && next.starts_with(|c: char| c.is_ascii_digit() || c == '#') {
        return false;
    }
    let short = initial || dotted_initials(word) || speech.may_end.contains(&lower);
    !short || begins
}

fn dotted_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// "1", "IV", "a": the number of a list item.
fn enumerates(text: &str) -> bool {
    let text = text.trim_start_matches('(');
    let roman = !text.is_empty() && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let digits = !text.is_empty() && text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit());
    roman || digits || (text.len() == 1 && text.chars().all(|c| c.is_ascii_alphabetic()))
}

fn first_word(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or("");
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.replace('\u{2019}', "'").to_lowercase()
}

/// Hands on a sentence, cut where it is too long to be one.
fn bounded(text: &str, span: Span, spans: &mut Vec<Span>, speech: &Speech) {
    let sentence = span.of(text);
    let marked = sentence.ends_with(|c: char| !c.is_alphanumeric());
    let most = if marked { MOST_WORDS } else { UNMARKED_WORDS + UNMARKED_WORDS / 2 };
    if sentence.len() < most * 2 || !longer(sentence, most) {
        spans.push(span);
        return;
    }
    let mut start = 0;
    let mut words = 0;
    for (at, word) in words_of(sentence) {
        words += weight(word);
        let good = words > UNMARKED_WORDS && (speech.breaks.contains(&word.to_lowercase()) || at_comma(sentence, at));
        if start < at && (good || words > most) {
            spans.push(trim_end(sentence, start, at).shift(span.start));
            (start, words) = (at, weight(word));
        }
    }
    spans.push(Span::new(start, sentence.len()).shift(span.start));
}

/// A word's share of the bound: long runs without spaces count by their length.
fn weight(word: &str) -> usize {
    1 + word.len() / 24
}

fn longer(sentence: &str, most: usize) -> bool {
    let mut words = 0;
    words_of(sentence).any(|(_, word)| {
        words += weight(word);
        words > most
    })
}

fn at_comma(sentence: &str, at: usize) -> bool {
    sentence.get(..at).is_some_and(|before| before.trim_end().ends_with([',', ';']))
        || sentence.get(..at).is_some_and(|before| before.ends_with(['\u{ff0c}', '\u{ff1b}', '\u{3001}']))
}

/// The words of a text with where they begin; runs without spaces end at 96 bytes or a full-width comma.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let mut end = rest.len();
        for (i, c) in rest.char_indices() {
            if c.is_whitespace() || i >= 96 {
                end = i;
                break;
            }
            if c == '\u{ff0c}' || c == '\u{ff1b}' {
                end = i + c.len_utf8();
                break;
            }
        }
        at = start + end;
        Some((start, rest.get(..end)?))
    })
}

fn trim_end(text: &str, start: usize, end: usize) -> Span {
    let piece = text.get(start..end).unwrap_or("");
    Span::new(start, start + piece.trim_end().len())
}
