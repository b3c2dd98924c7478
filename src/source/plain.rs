//! Plain text: the text is the file, or the file decoded.

use super::{Block, BlockKind, Document, Source, SourceError};
use super::{decode, tokens};
use crate::span::Span;

/// No hard-wrapped line is longer, in bytes.
const WIDEST: usize = 140;

/// Reads text in any encoding; every line that is not blank is a block.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    let decoded = decode::text(&source.bytes).map_err(|reason| source.malformed(reason))?;
    if tokens::is_header(&decoded.text) {
        return Ok(tokens::read(&decoded));
    }
    let blocks = lines(&decoded.text);
    Ok(Document { text: decoded.text, map: decoded.map, blocks, ..Document::default() })
}

/// The lines of a text as blocks; those that a wrap at some width cut off carry on.
pub(super) fn lines(text: &str) -> Vec<Block> {
    let width = wrap_width(text);
    blocks(text, |before, line| carries_on(before, line, width))
}

/// The lines of a text as blocks; every line carries on the one right above it.
pub(super) fn joined(text: &str) -> Vec<Block> {
    blocks(text, |_, _| true)
}

fn blocks(text: &str, carries_on: impl Fn(&str, &str) -> bool) -> Vec<Block> {
    let mut at = 0;
    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            before = None;
        } else {
            let start = at + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            let continues = before.is_some_and(|before| carries_on(before, trimmed));
            blocks.push(Block { continues, ..Block::new(span, BlockKind::Paragraph) });
            before = Some(trimmed);
        }
        at += line.len();
    }
    blocks
}

/// The width at which a text is wrapped: that of its long lines, where most lines are about as long.
fn wrap_width(text: &str) -> Option<usize> {
    let mut lengths: Vec<usize> = text.lines().map(|line| line.trim_end().len()).filter(|len| *len > 0).collect();
    let at = lengths.len().checked_sub(1)? * 19 / 20;
    let (_, width, _) = lengths.select_nth_unstable(at);
    let width = Some(*width).filter(|width| (40..=WIDEST).contains(width))?;
    let full = lengths.iter().filter(|len| **len * 10 >= width * 7).count();
    (full * 3 >= lengths.len()).then_some(width)
}

/// Whether a line goes on with the line before: it was wrapped there, or begins in the middle of a sentence.
fn carries_on(before: &str, line: &str, width: Option<usize>) -> bool {
    let open = !before.ends_with(['.', '!', '?', ':', '"', '\u{201d}']);
    if open && line.starts_with(char::is_lowercase) {
        return true;
    }
    let item = line.starts_with(['-', '*', '\u{2022}', '>', '#']);
    let word = line.split_whitespace().next().map_or(0, str::len);
    width.is_some_and(|width| !item && before.len() + 1 + word > width.saturating_sub(width / 8))
}
