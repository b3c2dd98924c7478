//! A page's text put together from what the parser met.

use super::entity::{self, Piece};
use super::{Event, Kind};
use crate::source::build::Builder;
use crate::source::decode::Decoded;
use crate::source::{BlockKind, Document, correction};
use crate::span::Span;

/// A row whose cells are all as short is one line of figures.
const SHORT_CELL: usize = 80;

/// A page being read.
pub(super) struct Page<'a> {
    decoded: &'a Decoded,
    builder: Builder<'a>,
    hide_frame: bool,
    /// The text is a Python bytes literal, escapes and all, as some collections keep pages.
    python: bool,
    hidden: usize,
    pre: usize,
    main: usize,
    parts: Vec<Span>,
    title: String,
    row: Option<Row>,
    /// Columns that repeat another in translation.
    translated: Vec<usize>,
    struck: Vec<Span>,
    strike: Option<usize>,
}

/// A row of a table being read.
#[derive(Debug, Default)]
struct Row {
    first_block: usize,
    cells: usize,
    heads: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(decoded: &'a Decoded, hide_frame: bool) -> Self {
        Self {
            decoded,
            builder: Builder::new(decoded),
            hide_frame,
            python: ["b'<", "b\"<"].iter().any(|mark| decoded.text.contains(mark)),
            hidden: 0,
            pre: 0,
            main: 0,
            parts: Vec::new(),
            title: String::new(),
            row: None,
            translated: Vec::new(),
            struck: Vec::new(),
            strike: None,
        }
    }

    pub(super) fn read(mut self, events: &[Event]) -> Document {
        for event in events {
            match *event {
                Event::Open(kind) => self.open(kind),
                Event::Close(kind) => self.close(kind),
                Event::Text(span) if self.hidden == 0 && !self.in_translation() => self.text(span),
                Event::Title(span) => self.title.push_str(span.of(&self.decoded.text)),
                Event::Text(_) => {}
            }
        }
        self.end(BlockKind::Paragraph);
        self.finish()
    }

    fn finish(self) -> Document {
        let Self { builder, parts, struck, title, python, .. } = self;
        let mut document = builder.finish();
        if python {
            let quote = |text: &str| matches!(text, "b'" | "b\"" | "'" | "\"");
            document.blocks.retain(|block| !quote(block.span.of(&document.text)));
        }
        let inside = |span: Span| {
            let next = parts.partition_point(|part| part.start <= span.start);
            next.checked_sub(1).and_then(|at| parts.get(at)).is_some_and(|part| part.contains(span))
        };
        let length = |all: bool| -> usize {
            document.blocks.iter().filter(|block| all || inside(block.span)).map(|block| block.span.len()).sum()
        };
        if length(false) * 5 >= length(true) * 2 && !parts.is_empty() {
            document.blocks.retain(|block| inside(block.span) || block.kind == BlockKind::Heading);
        }
        document.corrections = correction::find(&document.text, &struck);
        document.title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
        document
    }

    fn hides(&self, kind: Kind) -> bool {
        // Inside an article, a header is the article's own.
        kind == Kind::Hidden || (kind == Kind::Frame && self.hide_frame && self.main == 0)
    }

    fn open(&mut self, kind: Kind) {
        if self.hides(kind) {
            self.end(BlockKind::Paragraph);
            self.hidden += 1;
            return;
        }
        match kind {
            Kind::Pre => {
                self.end(BlockKind::Paragraph);
                self.pre += 1;
            }
            Kind::Main => {
                self.end(BlockKind::Paragraph);
                self.main += 1;
                if self.main == 1 {
                    self.parts.push(Span::new(self.builder.text.len(), usize::MAX));
                }
            }
            Kind::Struck => self.strike = Some(self.builder.text.len()),
            Kind::Row => self.row(),
            Kind::Head | Kind::Cell => self.cell(kind),
            Kind::Inline => {}
            Kind::Break if self.pre > 0 => self.builder.separate("\n"),
            _ => self.end(BlockKind::Paragraph),
        }
    }

    fn close(&mut self, kind: Kind) {
        if self.hides(kind) {
            self.hidden = self.hidden.saturating_sub(1);
            return;
        }
        match kind {
            Kind::Pre => {
                self.end(BlockKind::Paragraph);
                self.pre = self.pre.saturating_sub(1);
            }
            Kind::Main => {
                self.end(BlockKind::Paragraph);
                self.main = self.main.saturating_sub(1);
                if let (0, Some(part)) = (self.main, self.parts.last_mut()) {
                    part.end = self.builder.text.len();
                }
            }
            Kind::Struck => {
                if let Some(start) = self.strike.take() {
                    self.struck.push(Span::new(start, self.builder.text.len()));
                }
            }
            Kind::Heading => self.end(BlockKind::Heading),
            Kind::Table => {
                self.row();
                (self.row, self.translated) = (None, Vec::new());
            }
            Kind::Head => self.end_head(),
            Kind::Inline | Kind::Break => {}
            _ => self.end(BlockKind::Paragraph),
        }
    }

    fn end(&mut self, kind: BlockKind) {
        if self.pre > 0 {
            self.builder.end_lines("\n");
        } else {
            self.builder.end(kind, "\n");
        }
    }

    /// Ends the row at hand, as one block where all its cells are short, and begins another.
    fn row(&mut self) {
        self.end(BlockKind::Paragraph);
        let first_block = self.builder.blocks.len();
        let Some(row) = self.row.replace(Row { first_block, ..Row::default() }) else { return };
        let cells = self.builder.blocks.get(row.first_block..).unwrap_or(&[]);
        let short =
            cells.len() >= 2 && cells.len() <= row.cells && cells.iter().all(|cell| cell.span.len() <= SHORT_CELL);
        if let (true, Some(first), Some(last)) = (short, cells.first(), cells.last()) {
            let mut whole = first.clone();
            whole.span = first.span.cover(last.span);
            whole.kind = BlockKind::Row;
            self.builder.blocks.truncate(row.first_block);
            self.builder.blocks.push(whole);
            first_row(&mut self.row, self.builder.blocks.len());
        }
    }

    fn cell(&mut self, kind: Kind) {
        self.end(BlockKind::Paragraph);
        if let Some(row) = &mut self.row {
            row.cells += 1;
            row.heads |= kind == Kind::Head;
        }
    }

    fn end_head(&mut self) {
        let translation = self.builder.open().to_lowercase().contains("translat");
        if let (true, Some(row)) = (translation, &self.row) {
            self.translated.push(row.cells);
        }
        self.end(BlockKind::Paragraph);
    }

    fn in_translation(&self) -> bool {
        self.row.as_ref().is_some_and(|row| !row.heads && self.translated.contains(&row.cells))
    }

    fn text(&mut self, span: Span) {
        for piece in entity::pieces(&self.decoded.text, span, self.python) {
            match piece {
                Piece::Plain(span) if self.pre > 0 => self.builder.copy(span),
                Piece::Plain(span) => self.builder.collapse(span),
                Piece::Means(span, text) if text.trim_matches(|c: char| c.is_ascii_whitespace()).is_empty() => {
                    self.builder.space(span);
                }
                Piece::Means(span, text) => self.builder.stand(&text, span),
            }
        }
    }
}

fn first_row(row: &mut Option<Row>, first_block: usize) {
    if let Some(row) = row {
        row.first_block = first_block;
    }
}
