//! The way back from a document's text to the file it was read from.

use crate::span::Span;

/// A run of text and the bytes of the source that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    text: usize,
    source: Span,
    /// Byte for byte the same on both sides; else the run stands for `source` as a whole.
    verbatim: bool,
}

/// Maps spans of a document's text to spans of its source file.
///
/// Text is pushed in order; each run is either verbatim (a copy of the source's
/// bytes) or stands for a run of other bytes (an entity, a mended hyphen).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    segments: Vec<Segment>,
    lines: Vec<usize>,
}

/// A place for people: line and column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl SourceMap {
    /// The map of a text that is its source, byte for byte.
    #[must_use]
    pub fn identity(source: &str) -> Self {
        let mut map = Self::new(source.as_bytes());
        map.push(0, Span::new(0, source.len()), true);
        map
    }

    /// A map with no text yet, over the bytes of a source.
    #[must_use]
    pub fn new(source: &[u8]) -> Self {
        let newlines = memchr::memchr_iter(b'\n', source).map(|at| at + 1);
        Self { segments: Vec::new(), lines: std::iter::once(0).chain(newlines).collect() }
    }

    /// Says that text from byte `text` on comes from `source`.
    pub fn push(&mut self, text: usize, source: Span, verbatim: bool) {
        self.segments.push(Segment { text, source, verbatim });
    }

    /// The bytes in the source file under a span of the text.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.byte(span.start, false);
        let end = if span.is_empty() { start } else { self.byte(span.end - 1, true) };
        Span::new(start, end.max(start))
    }

    /// The source byte of a text byte; with `after`, the byte behind it.
    fn byte(&self, at: usize, after: bool) -> usize {
        let next = self.segments.partition_point(|segment| segment.text <= at);
        let Some(segment) = next.checked_sub(1).and_then(|i| self.segments.get(i)) else {
            return 0;
        };
        match (segment.verbatim, after) {
            (true, _) => (segment.source.start + at - segment.text + usize::from(after)).min(segment.source.end),
            (false, false) => segment.source.start,
            (false, true) => segment.source.end,
        }
    }

    /// The line and column of a source byte.
    #[must_use]
    pub fn place(&self, source: &[u8], at: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let before = source.get(start..at.min(source.len())).unwrap_or(&[]);
        Place { line, column: String::from_utf8_lossy(before).chars().count() + 1 }
    }
}
