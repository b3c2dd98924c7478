//! Word's old binary format (97 to 2003): the text of the main document, without its looks.
//!
//! The file is a small file system (OLE compound file): sectors chained by a table.
//! One stream holds text in pieces, another the table of the pieces. Layout as in
//! the published specifications MS-CFB and MS-DOC.

mod compound;

use self::compound::Compound;
use super::{Block, BlockKind, Document, Source, SourceError, SourceMap};
use crate::span::Span;

/// Reads an old Word file; spans count bytes of the text drawn, a "line" is a paragraph.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    let text = text(&source.bytes).ok_or_else(|| source.malformed("damaged or not a Word file: no text found"))?;
    Ok(document(&text))
}

fn text(bytes: &[u8]) -> Option<String> {
    let file = Compound::open(bytes)?;
    let main = file.stream("WordDocument")?;
    let flags = u16_at(&main, 10)?;
    if flags & 0x0100 != 0 {
        return None;
    }
    let table = file.stream(if flags & 0x0200 == 0 { "0Table" } else { "1Table" })?;
    let (at, len) = (size(u32_at(&main, 0x01A2)?), size(u32_at(&main, 0x01A6)?));
    let characters = size(u32_at(&main, 0x004C)?);
    let pieces = piece_table(table.get(at..at.checked_add(len)?)?)?;
    Some(join(&main, pieces, characters))
}

/// The piece table behind the property lists that may stand before it.
fn piece_table(clx: &[u8]) -> Option<&[u8]> {
    let mut rest = clx;
    loop {
        match rest.first()? {
            1 => rest = rest.get(3 + usize::from(u16_at(rest, 1)?)..)?,
            2 => return rest.get(5..5usize.checked_add(size(u32_at(rest, 1)?))?),
            _ => return None,
        }
    }
}

/// The text of the pieces up to a number of characters: what follows is notes and headers.
fn join(main: &[u8], pieces: &[u8], characters: usize) -> String {
    let count = pieces.len().saturating_sub(4) / 12;
    let mut text = String::new();
    for piece in 0..count {
        let start = u32_at(pieces, piece * 4).map_or(0, size);
        let end = u32_at(pieces, piece * 4 + 4).map_or(0, size).min(characters);
        let Some(place) = u32_at(pieces, (count + 1) * 4 + piece * 8 + 2) else { break };
        let length = end.saturating_sub(start);
        let narrow = place & 0x4000_0000 != 0;
        let at = size(place & 0x3FFF_FFFF);
        if narrow {
            let bytes = main.get(at / 2..).map_or(&[][..], |rest| rest.get(..length.min(rest.len())).unwrap_or(&[]));
            text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0);
        } else {
            let bytes = main.get(at..).map_or(&[][..], |rest| rest.get(..(length * 2).min(rest.len())).unwrap_or(&[]));
            text.push_str(&encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0);
        }
    }
    text
}

/// Paragraphs of the text; the codes of fields are left out, cells of a row stand in one line.
fn document(raw: &str) -> Document {
    let mut text = String::new();
    let mut hidden = 0_usize;
    for c in raw.chars() {
        match c {
            // A field: its code up to the separator is hidden, its result is shown.
            '\u{13}' => hidden += 1,
            '\u{14}' => hidden = hidden.saturating_sub(1),
            '\u{15}' => {}
            _ if hidden > 0 => {}
            '\r' | '\u{b}' | '\u{c}' => text.push('\n'),
            '\u{7}' => text.push_str(if text.ends_with(" | ") { "\n" } else { " | " }),
            '\u{1e}' => text.push('-'),
            c if c.is_control() && c != '\t' => {}
            c => text.push(c),
        }
    }
    let starts: Vec<usize> =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
    let blocks = starts.iter().filter_map(|start| block(&text, *start)).collect();
    Document { map: SourceMap::drawn(&text, starts), blocks, text, ..Document::default() }
}

fn block(text: &str, start: usize) -> Option<Block> {
    let line = text.get(start..)?.lines().next()?;
    let words = line.trim_matches([' ', '|', '\t', '\u{a0}']);
    let lead = line.find(words)?;
    let kind = if words.contains(" | ") { BlockKind::Row } else { BlockKind::Paragraph };
    let span = Span::new(start + lead, start + lead + words.len());
    (!span.is_empty()).then(|| Block::new(span, kind))
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}
