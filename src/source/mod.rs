//! Reads a file of any known format into plain text that maps back to it.
//!
//! `bytes -> Source -> Document`: one file a format below this folder. A reader
//! hands over what the format itself knows (blocks, speakers, times, pages, a
//! date); finding turns and sentences in the text is the work of
//! [`transcript`](crate::transcript).

mod build;
mod correction;
mod decode;
mod detect;
mod doc;
mod docx;
mod front;
mod html;
mod json;
mod map;
mod markdown;
mod pdf;
mod plain;
mod running;
mod subtitle;
mod tokens;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;

use crate::span::Span;

pub use map::{Place, SourceMap};
pub use walk::{WalkOptions, walk};

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text, with or without speaker turns.
    #[default]
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// An HTML page.
    Html,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
    /// JSON of a speech recognizer or a list of speaker and text.
    Json,
    /// Word's `.docx`.
    Docx,
    /// PDF.
    Pdf,
}

/// One input file: where it came from and what is in it.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The path as the user gave it; `-` is standard input.
    pub path: PathBuf,
    /// The file's bytes, untouched.
    pub bytes: Vec<u8>,
    /// The format to read it as.
    pub format: Format,
}

/// What a block of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph, or a line of plain text.
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A subtitle cue or a recognizer's segment.
    Cue,
}

/// A stretch of a document's text that belongs together.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its bytes in [`Document::text`].
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The speaker, where the format names one.
    pub speaker: Option<String>,
    /// Seconds from the start of the recording, where the format knows them.
    pub time: Option<f64>,
    /// The page, from 1, where the format has pages.
    pub page: Option<u32>,
    /// Carries on the paragraph of the block before, unless another speaks.
    pub continues: bool,
}

impl Block {
    /// A block of which only place and kind are known.
    #[must_use]
    pub const fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, kind, speaker: None, time: None, page: None, continues: false }
    }
}

/// An official correction marked in the text: `~~wrong~~ [right]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The words struck out, in [`Document::text`].
    pub wrong: Span,
    /// The words that stand instead.
    pub right: Span,
}

/// A source read: its text, and the way back to the file.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The text, UTF-8, without markup.
    pub text: String,
    /// From bytes of `text` to places in the file.
    pub map: SourceMap,
    /// The text's blocks in order; they do not overlap.
    pub blocks: Vec<Block>,
    /// The date, where the format itself states one (front matter, metadata).
    pub date: Option<Date>,
    /// Marked corrections.
    pub corrections: Vec<Correction>,
    /// Those who the format says take part, with their titles.
    pub speakers: Vec<(String, Option<String>)>,
    /// The title, where the format has one apart from the text.
    pub title: Option<String>,
    /// The file's name, which may hold the date.
    pub name: Option<String>,
}

/// How to read a source, where the user says so.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The format, whatever name and content suggest.
    pub format: Option<Format>,
    /// The day of the event, whatever the document says.
    pub date: Option<Date>,
    /// Names mended: "SPEAKER_01" reads "Jane Roe".
    pub speakers: BTreeMap<String, String>,
}

/// Why a source could not be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The file could not be opened or read.
    #[error("{}: {error}", path.display())]
    Io {
        /// The path as the user gave it.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The bytes are not what the format promises.
    #[error("{}: {reason}", path.display())]
    Malformed {
        /// The path as the user gave it.
        path: PathBuf,
        /// What is wrong, as a clause: "not a zip archive".
        reason: String,
    },
}

impl Source {
    /// Reads a file whole and decides its format by name and content.
    ///
    /// # Errors
    /// [`SourceError::Io`] where the file cannot be read.
    pub fn open(path: &Path, format: Option<Format>) -> Result<Self, SourceError> {
        if path == Path::new("-") {
            return Self::stdin(format);
        }
        let bytes = std::fs::read(path).map_err(|error| SourceError::Io { path: path.to_owned(), error })?;
        Ok(Self::from_bytes(path, bytes, format))
    }

    /// Reads standard input whole.
    fn stdin(format: Option<Format>) -> Result<Self, SourceError> {
        let path = PathBuf::from("-");
        let mut bytes = Vec::new();
        match std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes) {
            Ok(_) => Ok(Self::from_bytes(&path, bytes, format)),
            Err(error) => Err(SourceError::Io { path, error }),
        }
    }

    /// Takes bytes that are already here; `path` only names them.
    #[must_use]
    pub fn from_bytes(path: &Path, bytes: Vec<u8>, format: Option<Format>) -> Self {
        let format = format.unwrap_or_else(|| Format::detect(path, &bytes));
        Self { path: path.to_owned(), bytes, format }
    }

    /// Reads the source into text.
    ///
    /// # Errors
    /// [`SourceError::Malformed`] where the bytes are not of the format.
    pub fn read(&self) -> Result<Document, SourceError> {
        let mut document = match self.format {
            Format::Plain => plain::read(self),
            Format::Markdown => markdown::read(self),
            Format::Html => html::read(self),
            Format::Srt | Format::Vtt => subtitle::read(self),
            Format::Json => json::read(self),
            Format::Docx => docx::read(self),
            Format::Pdf => pdf::read(self),
        }?;
        running::drop_heads(&mut document);
        let name = self.path.file_stem().map(|name| name.to_string_lossy().into_owned());
        Ok(Document { name, ..document })
    }

    fn malformed(&self, reason: impl Into<String>) -> SourceError {
        SourceError::Malformed { path: self.path.clone(), reason: reason.into() }
    }
}

/// The last character boundary at or before a byte.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
