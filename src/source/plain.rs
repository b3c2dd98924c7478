//! Plain text: the text is the file.

use super::{Block, BlockKind, Document, Source, SourceError, SourceMap};
use crate::span::Span;

/// Reads UTF-8 text; every line that is not blank is a block.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    let text = std::str::from_utf8(&source.bytes).map_err(|error| SourceError::Malformed {
        path: source.path.clone(),
        reason: format!("not UTF-8 at byte {}", error.valid_up_to()),
    })?;
    Ok(Document {
        text: text.to_owned(),
        map: SourceMap::identity(text),
        blocks: lines(text),
        date: None,
        corrections: Vec::new(),
    })
}

fn lines(text: &str) -> Vec<Block> {
    let mut at = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            blocks.push(Block { span, kind: BlockKind::Paragraph, speaker: None, time: None, page: None });
        }
        at += line.len();
    }
    blocks
}
