//! Builds a document's text out of pieces of a decoded file, keeping the way back.

use super::decode::Decoded;
use super::{Block, BlockKind, Document, SourceMap};
use crate::span::Span;

/// A document under construction.
pub(super) struct Builder<'a> {
    decoded: &'a Decoded,
    pub(super) text: String,
    map: SourceMap,
    pub(super) blocks: Vec<Block>,
    start: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(decoded: &'a Decoded) -> Self {
        let text = String::with_capacity(decoded.text.len());
        Self { decoded, text, map: decoded.map.empty(), blocks: Vec::new(), start: 0 }
    }

    /// Copies a span of the decoded text.
    pub(super) fn copy(&mut self, span: Span) {
        let piece = span.of(&self.decoded.text);
        let source = self.decoded.map.to_source(span);
        if source.len() == piece.len() {
            self.map.push(self.text.len(), source, true);
            self.text.push_str(piece);
            return;
        }
        for (at, c) in piece.char_indices() {
            let one = Span::new(span.start + at, span.start + at + c.len_utf8());
            self.map.push(self.text.len(), self.decoded.map.to_source(one), false);
            self.text.push(c);
        }
    }

    /// Adds text that stands for a span of the decoded text: an entity, an escape.
    pub(super) fn stand(&mut self, text: &str, span: Span) {
        if text == span.of(&self.decoded.text) {
            return self.copy(span);
        }
        self.map.push(self.text.len(), self.decoded.map.to_source(span), false);
        self.text.push_str(text);
    }

    /// Adds a separator that has no place in the file.
    pub(super) fn separate(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Copies a span with each run of white space as a single space.
    pub(super) fn collapse(&mut self, span: Span) {
        let piece = span.of(&self.decoded.text);
        let mut at = 0;
        while at < piece.len() {
            let rest = piece.get(at..).unwrap_or("");
            let word = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            if word > 0 {
                self.copy(Span::new(span.start + at, span.start + at + word));
                at += word;
                continue;
            }
            let gap = rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len());
            self.space(Span::new(span.start + at, span.start + at + gap));
            at += gap;
        }
    }

    /// One space for a span, where the open block does not already end in white space.
    pub(super) fn space(&mut self, span: Span) {
        let open = self.text.get(self.start..).unwrap_or("");
        if !open.is_empty() && !open.ends_with([' ', '\n']) {
            self.stand(" ", span);
        }
    }

    /// Ends the open block, if it holds anything, and leads on with `gap`; the block for more to be said of it.
    pub(super) fn end(&mut self, kind: BlockKind, gap: &str) -> Option<&mut Block> {
        let open = self.text.get(self.start..).unwrap_or("");
        let lead = open.len() - open.trim_start().len();
        let span = Span::new(self.start + lead, self.start + lead + open.trim().len());
        if span.is_empty() {
            return None;
        }
        self.text.push_str(gap);
        self.start = self.text.len();
        self.blocks.push(Block::new(span, kind));
        self.blocks.last_mut()
    }

    /// Takes back what was added from a byte of the text on.
    pub(super) fn take_back(&mut self, from: usize) {
        self.text.truncate(from);
        self.map.truncate(from);
    }

    /// What the open block holds so far.
    pub(super) fn open(&self) -> &str {
        self.text.get(self.start..).unwrap_or("")
    }

    /// Ends the open text as lines, one block each.
    pub(super) fn end_lines(&mut self, gap: &str) {
        self.end_blocks(super::plain::lines(self.open()), gap);
    }

    /// Ends the open text as one paragraph, a block a line.
    pub(super) fn end_paragraph(&mut self, gap: &str) {
        self.end_blocks(super::plain::joined(self.open()), gap);
    }

    fn end_blocks(&mut self, blocks: Vec<Block>, gap: &str) {
        let start = self.start;
        self.text.push_str(gap);
        self.start = self.text.len();
        self.blocks.extend(blocks.into_iter().map(|block| Block { span: block.span.shift(start), ..block }));
    }

    pub(super) fn finish(mut self) -> Document {
        self.end(BlockKind::Paragraph, "\n");
        Document { text: self.text, map: self.map, blocks: self.blocks, ..Document::default() }
    }
}
