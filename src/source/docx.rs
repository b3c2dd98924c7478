//! Word files: `.docx`, a zip archive with XML inside.
//!
//! Spans count bytes of the text drawn from the file; a "line" is a paragraph.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{Block, BlockKind, Document, Source, SourceError, SourceMap, correction};
use crate::span::Span;

/// No archive with more entries is opened.
const MOST_ENTRIES: usize = 20_000;
/// No part is unpacked beyond this.
const MOST_BYTES: u64 = 256 << 20;
/// A part of some size that packs better than this is a bomb.
const MOST_RATIO: u64 = 400;
/// Parts below this size may pack as well as they like.
const HARMLESS: u64 = 16 << 20;

/// Reads a Word file.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    if source.bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return super::doc::read(source);
    }
    let xml = part(&source.bytes, "word/document.xml").map_err(|reason| source.malformed(reason))?;
    let mut writer = Writer::default();
    parse(&xml, &mut writer).map_err(|reason| source.malformed(format!("damaged docx: {reason}")))?;
    Ok(writer.finish())
}

/// Unpacks one part of the archive, within limits.
fn part(bytes: &[u8], name: &str) -> Result<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("not a docx: {error}"))?;
    if archive.len() > MOST_ENTRIES {
        return Err(format!("not a docx: {} entries in the archive", archive.len()));
    }
    let entry = archive.by_name(name).map_err(|error| format!("not a docx: {name}: {error}"))?;
    let (size, packed) = (entry.size(), entry.compressed_size().max(1));
    if size > MOST_BYTES || (size > HARMLESS && size / packed > MOST_RATIO) {
        return Err(format!("{name} unpacks to {size} bytes from {packed}: refused as a zip bomb"));
    }
    let mut xml = Vec::new();
    let limit = size.min(MOST_BYTES) + 1;
    entry.take(limit).read_to_end(&mut xml).map_err(|error| format!("damaged docx: {name}: {error}"))?;
    if xml.len() as u64 > size {
        return Err(format!("damaged docx: {name} is longer than it says"));
    }
    String::from_utf8(xml).map_err(|_| format!("damaged docx: {name} is not UTF-8"))
}

fn parse(xml: &str, writer: &mut Writer) -> Result<(), String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => writer.open(&tag),
            Event::Empty(tag) => {
                writer.open(&tag);
                writer.close(tag.local_name().as_ref());
            }
            Event::End(tag) => writer.close(tag.local_name().as_ref()),
            Event::Text(text) => writer.words(&text.xml10_content()),
            Event::CData(text) => writer.words(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let c = entity.resolve_char_ref().ok().flatten().map(String::from);
                let named = || quick_xml::escape::resolve_xml_entity(&entity).map(str::to_owned);
                writer.words(&c.or_else(named).unwrap_or_default());
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The text drawn so far.
#[derive(Default)]
struct Writer {
    text: String,
    blocks: Vec<Block>,
    starts: Vec<usize>,
    start: usize,
    in_text: bool,
    deleted: usize,
    heading: bool,
    strike: bool,
    struck: Vec<Span>,
    cells: usize,
    rows: usize,
}

impl Writer {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let value = || tag.try_get_attribute("w:val").ok().flatten().map(|value| value.value.to_lowercase());
        match tag.local_name().as_ref() {
            "t" => self.in_text = true,
            "del" | "moveFrom" => self.deleted += 1,
            "tab" => self.words_at("\t"),
            "br" | "cr" => self.words_at("\n"),
            "noBreakHyphen" => self.words_at("-"),
            "pStyle" => self.heading |= value().is_some_and(|style| style.starts_with("heading") || style == "title"),
            "strike" | "dstrike" => self.strike = value().is_none_or(|value| value != "false" && value != "0"),
            "r" => self.strike = false,
            "tr" => {
                self.rows += 1;
                self.cells = 0;
            }
            "tc" if self.rows > 0 => {
                if self.cells > 0 && !self.open_text().is_empty() {
                    let end = self.text.trim_end().len();
                    self.text.truncate(end);
                    self.text.push_str(" | ");
                }
                self.cells += 1;
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "p" if self.rows == 0 => self.paragraph(),
            "p" if !self.open_text().is_empty() => self.text.push(' '),
            "tr" => {
                self.row();
                self.rows = self.rows.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_text {
            self.words_at(words);
        }
    }

    fn words_at(&mut self, words: &str) {
        if self.deleted > 0 {
            return;
        }
        let start = self.text.len();
        self.text.push_str(words);
        if self.strike && self.in_text {
            match self.struck.last_mut() {
                Some(last) if last.end == start => last.end = self.text.len(),
                _ => self.struck.push(Span::new(start, self.text.len())),
            }
        }
    }

    fn open_text(&self) -> &str {
        self.text.get(self.start..).unwrap_or("").trim()
    }

    /// Ends a paragraph; its lines, cut by line breaks, are blocks.
    fn paragraph(&mut self) {
        let kind = if self.heading { BlockKind::Heading } else { BlockKind::Paragraph };
        let mut at = self.start;
        for line in self.text.get(self.start..).unwrap_or("").split_inclusive('\n') {
            let lead = line.len() - line.trim_start().len();
            let span = Span::new(at + lead, at + lead + line.trim().len());
            at += line.len();
            if !span.is_empty() {
                self.blocks.push(Block::new(span, kind));
            }
        }
        self.next();
    }

    /// Ends a row of a table: one block.
    fn row(&mut self) {
        let open = self.text.get(self.start..).unwrap_or("");
        let span = Span::new(self.start, self.start + open.trim_end_matches([' ', '|']).len());
        if !span.is_empty() {
            let kind = if self.cells > 1 { BlockKind::Row } else { BlockKind::Paragraph };
            self.blocks.push(Block::new(span, kind));
        }
        self.next();
    }

    fn next(&mut self) {
        self.heading = false;
        self.text.push('\n');
        self.starts.push(self.start);
        self.start = self.text.len();
    }

    fn finish(mut self) -> Document {
        self.paragraph();
        let map = SourceMap::drawn(&self.text, self.starts);
        let corrections = correction::find(&self.text, &self.struck);
        Document { map, blocks: self.blocks, corrections, text: self.text, ..Document::default() }
    }
}
