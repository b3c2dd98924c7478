//! Tables: rows of figures, or a transcript with a column for time, speaker and words.

use crate::source::BlockKind;
use crate::source::build::Builder;
use crate::span::Span;

/// What a column holds, by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Time,
    Speaker,
    Words,
    Other,
}

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    columns: Vec<Column>,
    cells: Vec<Span>,
    rows: usize,
}

impl Table {
    /// Ends a cell: its text is what was added since the cell before.
    pub(super) fn cell(&mut self, builder: &mut Builder<'_>) {
        let start = self.cells.last().map_or(builder.text.len() - builder.open().len(), |cell| cell.end + 3);
        self.cells.push(Span::new(start.min(builder.text.len()), builder.text.len()));
        builder.separate(" | ");
    }

    /// Ends a row: a block of its own.
    pub(super) fn row(&mut self, builder: &mut Builder<'_>) {
        let cells = std::mem::take(&mut self.cells);
        self.rows += 1;
        if self.rows == 1 {
            self.columns = cells.iter().map(|cell| column(cell.of(&builder.text))).collect();
        }
        let at = |wanted: Column| self.columns.iter().position(|column| *column == wanted).and_then(|i| cells.get(i));
        let words = at(Column::Words).copied();
        let text = |cell: Option<&Span>| cell.map(|cell| cell.of(&builder.text).trim().to_owned());
        let (speaker, time) = (text(at(Column::Speaker)), text(at(Column::Time)));
        let heading = self.rows == 1;
        let goes_on = builder.blocks.last().is_some_and(|block| {
            block.kind == BlockKind::Cue && !block.span.of(&builder.text).ends_with(['.', '?', '!'])
        });
        let Some(block) = builder.end(if words.is_some() { BlockKind::Cue } else { BlockKind::Row }, "\n") else {
            return;
        };
        block.span.end = cells.last().map_or(block.span.end, |cell| cell.end.max(block.span.start));
        if let (Some(words), false) = (words, heading) {
            block.span = words;
            block.speaker = speaker.filter(|name| !name.is_empty());
            block.time = time.as_deref().and_then(clock);
            block.continues = goes_on;
        } else {
            block.kind = BlockKind::Row;
        }
    }
}

fn column(heading: &str) -> Column {
    match heading.trim().to_lowercase().as_str() {
        "time" | "timestamp" | "start" | "start time" | "timecode" => Column::Time,
        "speaker" | "name" | "who" | "participant" => Column::Speaker,
        "transcript" | "text" | "words" | "speech" | "utterance" | "content" | "said" | "transcription" => {
            Column::Words
        }
        _ => Column::Other,
    }
}

fn clock(text: &str) -> Option<f64> {
    text.split(':').try_fold(0.0, |sum, part| part.trim().parse::<f64>().ok().map(|n| sum * 60.0 + n))
}
