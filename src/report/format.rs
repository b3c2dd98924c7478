//! The report formats by name.

use std::str::FromStr;

use super::{
    Checkstyle, Csv, CsvClaims, Github, Gitlab, Html, Human, Json, JsonClaims, Junit, Markdown, Ndjson, NdjsonClaims,
    Reporter, RuleNote, Sarif, Short, Style, Table,
};

/// A format for findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// For people at a terminal.
    Human,
    /// One line a finding.
    Short,
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub workflow annotations.
    Github,
    /// GitLab code quality.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
    /// CSV.
    Csv,
    /// Markdown.
    Markdown,
    /// A page for editors.
    Html,
}

/// What a reporter needs to know of the run.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// How the human report is drawn.
    pub style: Style,
    /// The rules in force.
    pub rules: Vec<RuleNote>,
}

impl Format {
    /// Every format with its name and what it is for.
    pub const ALL: &[(Self, &str, &str)] = &[
        (Self::Human, "human", "quotes, arithmetic and help for people at a terminal"),
        (Self::Short, "short", "one line a finding"),
        (Self::Json, "json", "one JSON object"),
        (Self::Ndjson, "ndjson", "one JSON object a line, as files are checked"),
        (Self::Sarif, "sarif", "SARIF 2.1.0 for code scanning"),
        (Self::Github, "github", "annotations in a GitHub workflow, ten most severe"),
        (Self::Gitlab, "gitlab", "GitLab code quality"),
        (Self::Junit, "junit", "JUnit XML"),
        (Self::Checkstyle, "checkstyle", "Checkstyle XML"),
        (Self::Csv, "csv", "a table with a row for every claim of every finding"),
        (Self::Markdown, "markdown", "sections to paste into a pull request"),
        (Self::Html, "html", "a page for editors, all in one file"),
    ];

    /// A reporter of this format.
    #[must_use]
    pub fn reporter(self, setting: &Setting) -> Box<dyn Reporter> {
        match self {
            Self::Human => Box::new(Human::new(setting.style)),
            Self::Short => Box::new(Short::default()),
            Self::Json => Box::new(Json::default()),
            Self::Ndjson => Box::new(Ndjson::default()),
            Self::Sarif => Box::new(Sarif::new(setting.rules.clone())),
            Self::Github => Box::new(Github::default()),
            Self::Gitlab => Box::new(Gitlab::default()),
            Self::Junit => Box::new(Junit::default()),
            Self::Checkstyle => Box::new(Checkstyle::default()),
            Self::Csv => Box::new(Csv::default()),
            Self::Markdown => Box::new(Markdown::default()),
            Self::Html => Box::new(Html::default()),
        }
    }
}

/// A format for the claim sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SheetFormat {
    /// Columns at a terminal.
    Table,
    /// CSV.
    Csv,
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Ndjson,
}

impl SheetFormat {
    /// Every format with its name and what it is for.
    pub const ALL: &[(Self, &str, &str)] = &[
        (Self::Table, "table", "columns at a terminal"),
        (Self::Csv, "csv", "a table for spreadsheets"),
        (Self::Json, "json", "one JSON object"),
        (Self::Ndjson, "ndjson", "one JSON object a line"),
    ];

    /// A reporter of this format.
    #[must_use]
    pub fn reporter(self, setting: &Setting) -> Box<dyn Reporter> {
        match self {
            Self::Table => Box::new(Table::new(setting.style)),
            Self::Csv => Box::new(CsvClaims::default()),
            Self::Json => Box::new(JsonClaims::default()),
            Self::Ndjson => Box::new(NdjsonClaims::default()),
        }
    }
}

/// A name that is no format's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format is called \"{0}\"; there are {names}", names = names())]
pub struct UnknownFormat(String);

fn names() -> String {
    Format::ALL.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ")
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().find(|(_, name, _)| *name == text);
        known.map(|(format, ..)| *format).ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

impl FromStr for SheetFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().find(|(_, name, _)| *name == text);
        known.map(|(format, ..)| *format).ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}
