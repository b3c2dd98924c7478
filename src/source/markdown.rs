//! Markdown: its text without the marks, line by line.

mod table;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::build::Builder;
use super::decode::{self, Decoded};
use super::{BlockKind, Document, Source, SourceError, correction, front};
use crate::span::Span;
use table::Table;

/// Reads Markdown; every line of a paragraph is a block, as in plain text.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    let decoded = decode::text(&source.bytes).map_err(|reason| source.malformed(reason))?;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::new(&decoded);
    for (event, range) in Parser::new_ext(&decoded.text, options).into_offset_iter() {
        reader.event(event, Span::from(range));
    }
    let Reader { builder, front, struck, .. } = reader;
    let mut document = builder.finish();
    document.corrections = correction::find(&document.text, &struck);
    document.date = front.date;
    document.title = front.title;
    document.speakers = front.speakers.into_iter().map(|name| (name, None)).collect();
    Ok(document)
}

struct Reader<'a> {
    decoded: &'a Decoded,
    builder: Builder<'a>,
    front: front::Front,
    in_front: bool,
    /// Inside an image, whose words are not said.
    hidden: usize,
    struck: Vec<Span>,
    strike: Option<usize>,
    table: Option<Table>,
}

impl<'a> Reader<'a> {
    fn new(decoded: &'a Decoded) -> Self {
        Self {
            decoded,
            builder: Builder::new(decoded),
            front: front::Front::default(),
            in_front: false,
            hidden: 0,
            struck: Vec::new(),
            strike: None,
            table: None,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_front => self.front = front::read(&text),
            Event::Text(text) | Event::Code(text) if self.hidden == 0 => self.words(&text, span),
            Event::SoftBreak => self.builder.stand("\n", span),
            // A blank line: what follows is no part of the paragraph.
            Event::HardBreak => self.builder.stand("\n\n", span),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, span),
            Event::Rule => self.lines(),
            _ => {}
        }
    }

    /// Text; where it is not what stands in the file (an entity, a code span), the file's words are looked for.
    fn words(&mut self, text: &str, span: Span) {
        let raw = span.of(&self.decoded.text);
        match raw.find(text) {
            Some(at) => self.builder.copy(Span::new(span.start + at, span.start + at + text.len())),
            None => self.builder.stand(text, span),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(_) => self.in_front = true,
            Tag::Image { .. } => self.hidden += 1,
            Tag::Strikethrough => self.strike = Some(self.builder.text.len()),
            Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::CodeBlock(CodeBlockKind::Indented) => self.lines(),
            Tag::Table(_) => {
                self.lines();
                self.table = Some(Table::default());
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.open(&mut self.builder);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.in_front = false,
            TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Strikethrough => self.unstrike(),
            TagEnd::Heading(_) => drop(self.builder.end(BlockKind::Heading, "\n")),
            TagEnd::Item if !self.builder.open().contains('\n') => drop(self.builder.end(BlockKind::Item, "\n")),
            TagEnd::CodeBlock => self.builder.end_lines("\n"),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock => self.lines(),
            TagEnd::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell(&mut self.builder);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row(&mut self.builder);
                }
            }
            TagEnd::Table => self.table = None,
            _ => {}
        }
    }

    /// Inline HTML: a strike, a line break; other tags have no text.
    fn html(&mut self, html: &str, span: Span) {
        let name = html.trim().trim_start_matches('<').trim_end_matches('>').trim().to_lowercase();
        match name.as_str() {
            "s" | "del" | "strike" => self.strike = Some(self.builder.text.len()),
            "/s" | "/del" | "/strike" => self.unstrike(),
            "br" | "br/" | "br /" | "p" | "/p" | "/div" => self.builder.stand("\n", span),
            _ if html.starts_with("<!--") => {}
            _ => self.html_text(html, span),
        }
    }

    /// The words between the tags of a block of HTML.
    fn html_text(&mut self, html: &str, span: Span) {
        let mut at = 0;
        for piece in html.split_inclusive('>') {
            let words = piece.find('<').unwrap_or(piece.len());
            if piece.get(..words).is_some_and(|words| !words.trim().is_empty()) && !piece.starts_with('<') {
                self.builder.copy(Span::new(span.start + at, span.start + at + words));
            }
            at += piece.len();
        }
    }

    fn unstrike(&mut self) {
        if let Some(start) = self.strike.take() {
            self.struck.push(Span::new(start, self.builder.text.len()));
        }
    }

    fn lines(&mut self) {
        self.builder.end_paragraph("\n");
    }
}
