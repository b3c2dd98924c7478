//! Labels inside a paragraph, where a page has lost its line breaks: `… agreed. HON. A. B. ROE.- Sir, I …`

use std::borrow::Cow;

use super::label;
use super::name::plain;
use crate::lexicon::Speech;
use crate::source::{Block, Document};
use crate::span::Span;

/// No label is longer, in bytes.
const LONGEST: usize = 90;

/// The blocks of a document, cut where such a label stands inside one.
pub(super) fn cut<'a>(document: &'a Document, speech: &Speech) -> Cow<'a, [Block]> {
    if !document.text.contains(".-") {
        return Cow::Borrowed(&document.blocks);
    }
    let blocks = document.blocks.iter().flat_map(|block| {
        let text = block.span.of(&document.text);
        let mut starts = vec![0];
        starts.extend(memchr::memmem::find_iter(text.as_bytes(), b".-").filter_map(|mark| start(text, mark, speech)));
        starts.dedup();
        pieces(block, text, &starts)
    });
    Cow::Owned(blocks.collect())
}

fn pieces(block: &Block, text: &str, starts: &[usize]) -> Vec<Block> {
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let piece = |(start, end): (&usize, usize)| {
        let trimmed = text.get(*start..end).unwrap_or("").trim_end().len();
        let span = Span::new(*start, start + trimmed).shift(block.span.start);
        Block { span, continues: block.continues && *start == 0, ..block.clone() }
    };
    starts.iter().zip(ends).map(piece).collect()
}

/// Where the label begins that ends with the mark: back over capitals and titles to a sentence's end.
fn start(text: &str, mark: usize, speech: &Speech) -> Option<usize> {
    let from = crate::source::floor(text, mark.saturating_sub(LONGEST));
    let mut start = mark;
    let mut own = from == 0;
    for (at, _) in text.get(from..mark)?.rmatch_indices(' ') {
        let rest = text.get(from + at + 1..)?;
        let word = rest.split(' ').next().unwrap_or("");
        let part = label::all_caps(word) || word.ends_with('.') || speech.honorifics.contains(&plain(word));
        let titled = |text: &str| speech.honorifics.contains(&plain(text.split(' ').next().unwrap_or("")));
        if !part || (start < mark && titled(text.get(start..)?) && !titled(word)) {
            own = false;
            break;
        }
        if label::find(rest, speech).is_some_and(|found| from + at + 1 + found.rest > mark) {
            start = from + at + 1;
        }
    }
    // Capitals from the very beginning are the block's own label.
    (start < mark && !own).then_some(start)
}
