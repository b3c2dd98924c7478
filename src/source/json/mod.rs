//! JSON: what recognizers write, lists of speaker and text, transcripts in one string.

mod shape;
mod value;

use std::collections::BTreeMap;

use self::shape::Item;
use self::value::{Piece, Value};
use super::build::Builder;
use super::decode::{self, Decoded};
use super::{BlockKind, Document, Source, SourceError, front};
use crate::span::Span;

/// Reads a JSON file, or one JSON value a line.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    let decoded = decode::text(&source.bytes).map_err(|reason| source.malformed(reason))?;
    let root = parse(&decoded.text).map_err(|reason| source.malformed(reason))?;
    let items = shape::items(&root, &decoded.text);
    if items.is_empty() {
        return Err(source.malformed("JSON in which no speech was found: no list of texts, no transcript"));
    }
    let names = names(&root, &decoded.text);
    let unit = unit(&items);
    let mut builder = Builder::new(&decoded);
    for item in &items {
        add(&mut builder, &decoded, item, &names, unit);
    }
    let text = |key: &str| match root.get(key) {
        Some(Value::Text(span)) => Some(value::resolved(&decoded.text, *span)),
        _ => None,
    };
    let date = ["date", "event_date", "call_date", "datetime"].iter().find_map(|key| front::day(&text(key)?));
    let speakers = participants(&root, &decoded.text);
    Ok(Document { date, title: text("title"), speakers, ..builder.finish() })
}

fn parse(text: &str) -> Result<Value, String> {
    let (first, mut at) = value::parse(text, 0)?;
    if at >= text.len() {
        return Ok(first);
    }
    let mut list = vec![first];
    while at < text.len() {
        let (next, end) = value::parse(text, at)?;
        list.push(next);
        at = end;
    }
    Ok(Value::Array(list))
}

/// Names that the file gives for the labels it uses.
fn names(root: &Value, text: &str) -> BTreeMap<String, String> {
    let named = |(key, value): &(String, Value)| match value {
        Value::Text(span) => Some((key.clone(), value::resolved(text, *span))),
        _ => None,
    };
    root.get("speakers").map(Value::fields).unwrap_or(&[]).iter().filter_map(named).collect()
}

/// "Jane Roe -- Chief Financial Officer" in a list of those who take part.
fn participants(root: &Value, text: &str) -> Vec<(String, Option<String>)> {
    let lists = ["participants", "speakers"].iter().filter_map(|key| root.get(key));
    let strings = lists.flat_map(Value::items).filter_map(|item| match item {
        Value::Text(span) => Some(value::resolved(text, *span)),
        _ => None,
    });
    let cut = |line: String| {
        ["--", " - ", " \u{2014} ", ", "].iter().find_map(|cut| {
            let (name, title) = line.split_once(cut)?;
            Some((name.trim().to_owned(), Some(title.trim_matches(['-', ' ']).to_owned())))
        })
    };
    strings.filter_map(cut).filter(|(name, _)| (2..=5).contains(&name.split_whitespace().count())).collect()
}

/// Seconds in the file's unit of time: milliseconds where people would else speak far too slowly.
fn unit(items: &[Item]) -> f64 {
    let (mut letters, mut time) = (0.0, 0.0);
    for item in items {
        if let (Some(start), Some(end)) = (item.start, item.end) {
            letters +=
                item.texts.iter().map(|span| f64::from(u32::try_from(span.len()).unwrap_or(u32::MAX))).sum::<f64>();
            time += end - start;
        }
    }
    if time > 0.0 && letters / time < 0.2 { 0.001 } else { 1.0 }
}

fn add(builder: &mut Builder<'_>, decoded: &Decoded, item: &Item, names: &BTreeMap<String, String>, unit: f64) {
    for (at, span) in item.texts.iter().enumerate() {
        let glued = decoded.text.get(span.start..).is_some_and(|t| t.starts_with([',', '.', '?', '!', ' ']));
        if at > 0 && item.whole {
            builder.separate("\n");
        } else if at > 0 && !glued && !builder.open().ends_with(' ') {
            builder.separate(" ");
        }
        string(builder, decoded, *span);
    }
    if item.whole {
        return builder.end_lines("\n\n");
    }
    let speaker = item.speaker.as_ref().map(|label| names.get(label).unwrap_or(label).trim().to_owned());
    let before = builder.blocks.last();
    let same = before.is_some_and(|block| block.speaker == speaker && item.start.is_some());
    let open = before.is_some_and(|block| !block.span.of(&builder.text).ends_with(['.', '?', '!', '"', '\u{3002}']));
    let kind = if item.start.is_some() { BlockKind::Cue } else { BlockKind::Paragraph };
    let gap = if kind == BlockKind::Cue { " " } else { "\n" };
    if kind == BlockKind::Paragraph && builder.open().contains('\n') {
        return paragraphs(builder, speaker);
    }
    if let Some(block) = builder.end(kind, gap) {
        block.speaker = speaker;
        block.time = item.start.map(|start| start * unit);
        block.continues = same && open;
    }
}

/// What somebody says at length, a block a paragraph.
fn paragraphs(builder: &mut Builder<'_>, speaker: Option<String>) {
    let first = builder.blocks.len();
    builder.end_lines("\n");
    for (at, block) in builder.blocks.iter_mut().skip(first).enumerate() {
        block.continues &= at > 0;
        block.speaker.clone_from(&speaker);
    }
}

fn string(builder: &mut Builder<'_>, decoded: &Decoded, span: Span) {
    for piece in value::pieces(&decoded.text, span) {
        match piece {
            Piece::Plain(span) if builder.open().is_empty() => {
                let text = span.of(&decoded.text);
                builder.copy(Span::new(span.start + (text.len() - text.trim_start().len()), span.end));
            }
            Piece::Plain(span) => builder.copy(span),
            Piece::Escape(span, c) => builder.stand(c.encode_utf8(&mut [0; 4]), span),
        }
    }
}
