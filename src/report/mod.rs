//! Reports: every format is a projection of what a run checked.

mod checkstyle;
mod csv;
mod format;
mod github;
mod gitlab;
mod html;
mod human;
pub mod inert;
mod json;
mod junit;
mod lines;
mod markdown;
mod ndjson;
#[cfg(test)]
mod samples;
mod sarif;
mod short;
mod summary;
mod table;
mod view;
mod window;

use std::io::{self, Write};

pub use checkstyle::Checkstyle;
pub use csv::{Csv, CsvClaims};
pub use format::{Format, Setting, SheetFormat, UnknownFormat};
pub use github::Github;
pub use gitlab::Gitlab;
pub use html::Html;
pub use human::{Human, Style, severity};
pub use json::{Json, JsonClaims};
pub use junit::Junit;
pub use lines::Lines;
pub use markdown::Markdown;
pub use ndjson::{Ndjson, NdjsonClaims};
pub use sarif::{RuleNote, Sarif};
pub use short::Short;
pub use summary::Summary;
pub use table::Table;
pub use view::{
    AgreementView, ClaimView, FindingView, PeriodView, QuantityView, SCHEMA_VERSION, SourceView, TOOL, Tool, View,
};

/// A file that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Failure {
    /// The path as given.
    pub path: String,
    /// What went wrong, path included.
    pub message: String,
}

/// A report format. Files are handed over one by one, in the order of the command line.
pub trait Reporter {
    /// Takes one checked file.
    ///
    /// # Errors
    /// What the writer says.
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Takes a file that could not be checked; formats with no place for it say nothing.
    ///
    /// # Errors
    /// What the writer says.
    fn failure(&mut self, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
        let _ = (failure, out);
        Ok(())
    }

    /// Closes the report.
    ///
    /// # Errors
    /// What the writer says.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()>;
}

/// Seconds of a recording as `h:mm:ss`.
fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    format!("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
}
