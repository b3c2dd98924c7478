//! Token files: one word a line in columns `token|speaker|ts|endTs|punctuation|…`.

use super::build::Builder;
use super::decode::Decoded;
use super::{BlockKind, Document};
use crate::span::Span;

/// A paragraph ends at the first sentence end behind as many bytes.
const PARAGRAPH: usize = 800;

/// Where the columns are that matter.
struct Columns {
    token: usize,
    speaker: Option<usize>,
    time: Option<usize>,
    before: Option<usize>,
    after: Option<usize>,
}

/// Whether a text begins with the names of such columns.
pub(super) fn is_header(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    first.starts_with("token|") && first.contains("|speaker")
}

fn columns(header: &str) -> Columns {
    let at = |name: &str| header.trim_end().split('|').position(|column| column == name);
    Columns {
        token: at("token").unwrap_or(0),
        speaker: at("speaker"),
        time: at("ts"),
        before: at("prepunctuation"),
        after: at("punctuation"),
    }
}

/// Reads a token file: words joined to text, a block wherever the speaker changes.
pub(super) fn read(decoded: &Decoded) -> Document {
    let mut lines = decoded.text.split_inclusive('\n');
    let header = lines.next().unwrap_or("");
    let columns = columns(header);
    let mut builder = Builder::new(decoded);
    let mut at = header.len();
    let mut state = (String::new(), None);
    for line in lines {
        let fields = fields(at, line.trim_end_matches(['\n', '\r']));
        at += line.len();
        let field = |column: Option<usize>| column.and_then(|i| fields.get(i)).copied();
        let text = |column: Option<usize>| field(column).map_or("", |span| span.of(&decoded.text));
        let speaker = text(columns.speaker);
        let full = builder.open().len() > PARAGRAPH && builder.open().ends_with(['.', '?', '!']);
        if speaker != state.0 || full {
            end(&mut builder, &state);
            state = (speaker.to_owned(), text(columns.time).parse().ok());
        }
        word(&mut builder, field(columns.before), field(Some(columns.token)), field(columns.after));
    }
    end(&mut builder, &state);
    builder.finish()
}

fn fields(at: usize, line: &str) -> Vec<Span> {
    let mut at = at;
    line.split('|')
        .map(|field| {
            let span = Span::new(at, at + field.len());
            at += field.len() + 1;
            span
        })
        .collect()
}

fn word(builder: &mut Builder<'_>, before: Option<Span>, token: Option<Span>, after: Option<Span>) {
    let Some(token) = token.filter(|span| !span.is_empty()) else { return };
    if !builder.open().is_empty() {
        builder.separate(" ");
    }
    for span in [before, Some(token), after].into_iter().flatten().filter(|span| !span.is_empty()) {
        builder.copy(span);
    }
}

fn end(builder: &mut Builder<'_>, (speaker, time): &(String, Option<f64>)) {
    if let Some(block) = builder.end(BlockKind::Paragraph, "\n") {
        block.speaker = (!speaker.is_empty()).then(|| format!("Speaker {speaker}"));
        block.time = *time;
    }
}
