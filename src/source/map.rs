//! The way back from a document's text to the file it was read from.

use crate::span::Span;

/// How many source bytes lie between two counts of characters.
const STRIDE: usize = 4096;

/// How many bytes of the source a byte of text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// Byte for byte the same.
    Verbatim,
    /// Two source bytes a text byte: ASCII in UTF-16.
    Double,
    /// The run stands for its source as a whole: an entity, a mended hyphen.
    Whole,
}

/// A run of text and the bytes of the source that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    text: usize,
    source: Span,
    scale: Scale,
}

/// How the characters of a source are laid out in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Width {
    /// One to four bytes.
    #[default]
    Utf8,
    /// Two or four bytes, low byte first.
    Utf16Little,
    /// Two or four bytes, high byte first.
    Utf16Big,
    /// One byte.
    Single,
}

/// Maps spans of a document's text to spans of its source file.
///
/// Text is pushed in order; each run is either verbatim (a copy of the source's
/// bytes) or stands for a run of other bytes (an entity, a mended hyphen).
///
/// For docx and PDF, whose bytes mean nothing to people, the "source" is the text
/// drawn from the file: spans count its bytes, and a line is a paragraph (docx) or
/// a page (PDF).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    segments: Vec<Segment>,
    lines: Vec<usize>,
    /// Characters before each multiple of [`STRIDE`] bytes, so that a column in a very long line is cheap.
    counts: Vec<usize>,
    width: Width,
    /// The drawn text, where spans count its bytes and not the file's.
    drawn: Option<Box<str>>,
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
        Self::with_width(source, Width::Utf8)
    }

    /// The map of a text drawn from a file; its "lines" begin at `starts`.
    pub(super) fn drawn(text: &str, starts: Vec<usize>) -> Self {
        let mut map = Self::identity(text);
        map.lines = starts;
        map.drawn = Some(text.into());
        map
    }

    /// A map over the same source with no text yet.
    pub(super) fn empty(&self) -> Self {
        Self { segments: Vec::new(), ..self.clone() }
    }

    /// A map with no text yet, over the bytes of a source of some encoding.
    pub(super) fn with_width(source: &[u8], width: Width) -> Self {
        let ends = memchr::memchr_iter(b'\n', source).filter_map(|at| width.newline(source, at));
        let lines = std::iter::once(0).chain(ends).collect();
        let mut sum = 0;
        let counts = source.chunks(STRIDE).map(|chunk| {
            let before = sum;
            sum += width.count(chunk);
            before
        });
        let counts = counts.collect();
        Self { segments: Vec::new(), lines, counts, width, drawn: None }
    }

    /// Says that text from byte `text` on comes from `source`.
    pub fn push(&mut self, text: usize, source: Span, verbatim: bool) {
        self.join(Segment { text, source, scale: if verbatim { Scale::Verbatim } else { Scale::Whole } });
    }

    /// Forgets the text from byte `text` on.
    pub(super) fn truncate(&mut self, text: usize) {
        while self.segments.last().is_some_and(|segment| segment.text >= text) {
            self.segments.pop();
        }
        if let Some(last) = self.segments.last_mut() {
            let factor = if last.scale == Scale::Double { 2 } else { 1 };
            let end = last.source.start + (text - last.text) * factor;
            last.source.end = if last.scale == Scale::Whole { last.source.end } else { last.source.end.min(end) };
        }
    }

    /// Says that ASCII from byte `text` on comes from `source`, two bytes a letter.
    pub(super) fn push_wide(&mut self, text: usize, source: Span) {
        self.join(Segment { text, source, scale: Scale::Double });
    }

    /// Adds a run, as part of the one before where both go on in step.
    fn join(&mut self, new: Segment) {
        let step = match new.scale {
            Scale::Verbatim => 1,
            Scale::Double => 2,
            Scale::Whole => 0,
        };
        match self.segments.last_mut() {
            Some(last)
                if step > 0
                    && last.scale == new.scale
                    && last.source.end == new.source.start
                    && last.source.len() == (new.text - last.text) * step =>
            {
                last.source.end = new.source.end;
            }
            _ => self.segments.push(new),
        }
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
        let inside = at - segment.text + usize::from(after);
        match (segment.scale, after) {
            (Scale::Verbatim, _) => (segment.source.start + inside).min(segment.source.end),
            (Scale::Double, _) => (segment.source.start + inside * 2).min(segment.source.end),
            (Scale::Whole, false) => segment.source.start,
            (Scale::Whole, true) => segment.source.end,
        }
    }

    /// The line and column of a source byte.
    #[must_use]
    pub fn place(&self, source: &[u8], at: usize) -> Place {
        let source = self.drawn.as_deref().map_or(source, str::as_bytes);
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        Place { line, column: self.characters(source, at).saturating_sub(self.characters(source, start)) + 1 }
    }

    /// How many characters of the source lie before a byte.
    fn characters(&self, source: &[u8], at: usize) -> usize {
        let at = at.min(source.len());
        let stride = (at / STRIDE).min(self.counts.len().saturating_sub(1));
        let before = self.counts.get(stride).copied().unwrap_or(0);
        before + source.get(stride * STRIDE..at).map_or(0, |bytes| self.width.count(bytes))
    }
}

impl Width {
    /// The start of the line behind a newline byte, where the byte is one.
    fn newline(self, source: &[u8], at: usize) -> Option<usize> {
        match self {
            Self::Utf8 | Self::Single => Some(at + 1),
            Self::Utf16Little => (at.is_multiple_of(2) && source.get(at + 1) == Some(&0)).then_some(at + 2),
            Self::Utf16Big => (!at.is_multiple_of(2) && source.get(at - 1) == Some(&0)).then_some(at + 1),
        }
    }

    /// How many characters begin in some bytes.
    fn count(self, bytes: &[u8]) -> usize {
        let low = |pair: &[u8], at: usize| pair.get(at).is_some_and(|byte| (0xDC..=0xDF).contains(byte));
        match self {
            Self::Utf8 => bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count(),
            Self::Single => bytes.len(),
            Self::Utf16Little => bytes.chunks(2).filter(|pair| !low(pair, 1)).count(),
            Self::Utf16Big => bytes.chunks(2).filter(|pair| !low(pair, 0)).count(),
        }
    }
}
