//! Tables: rows of figures, or a transcript with a column for time, speaker and words.

use crate::source::BlockKind;
use crate::source::build::Builder;

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
    cells: usize,
    rows: usize,
    /// Where the cell at hand begins.
    start: usize,
    speaker: Option<String>,
    time: Option<f64>,
}

impl Table {
    /// Begins a cell.
    pub(super) fn open(&mut self, builder: &mut Builder<'_>) {
        let apart = self.rows == 0 || !self.is_transcript();
        if apart && self.cells > 0 && !builder.open().is_empty() {
            builder.separate(" | ");
        }
        self.start = builder.text.len();
    }

    /// Ends a cell. In a transcript, only words stay text.
    pub(super) fn cell(&mut self, builder: &mut Builder<'_>) {
        let at = self.cells;
        self.cells += 1;
        let cell = builder.text.get(self.start..).unwrap_or("").trim().to_owned();
        if self.rows == 0 {
            self.columns.push(column(&cell));
        } else if self.is_transcript() {
            match self.columns.get(at) {
                Some(Column::Words) => return,
                Some(Column::Speaker) => self.speaker = Some(cell).filter(|name| !name.is_empty()),
                Some(Column::Time) => self.time = clock(&cell),
                _ => {}
            }
            builder.take_back(self.start);
        }
    }

    fn is_transcript(&self) -> bool {
        self.columns.contains(&Column::Words)
            && self.columns.iter().any(|column| matches!(column, Column::Time | Column::Speaker))
    }

    /// Ends a row: a block of its own.
    pub(super) fn row(&mut self, builder: &mut Builder<'_>) {
        let words = self.rows > 0 && self.is_transcript();
        let goes_on = builder.blocks.last().is_some_and(|block| {
            block.kind == BlockKind::Cue && !block.span.of(&builder.text).ends_with(['.', '?', '!'])
        });
        let kind = if words { BlockKind::Cue } else { BlockKind::Row };
        if let Some(block) = builder.end(kind, "\n") {
            block.continues = words && goes_on;
            block.speaker = self.speaker.take();
            block.time = self.time.take();
        }
        self.cells = 0;
        self.rows += 1;
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
