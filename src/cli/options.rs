//! Options that several subcommands share.

use std::io::IsTerminal;
use std::path::PathBuf;

use claimlint::report::Style;
use claimlint::source::Format;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

/// What to read, and as what.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub struct InputArgs {
    /// Files and folders to read; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".", help_heading = "Arguments")]
    pub paths: Vec<PathBuf>,
    /// The day of the event, for "last year" and "in January" [default: as the document says]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Read every file as this format [default: by name and content]
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// The name that reports give to standard input
    #[arg(long, value_name = "PATH", default_value = "-")]
    pub stdin_path: PathBuf,
    /// Read files in folders even where .gitignore or .ignore leaves them out
    #[arg(long)]
    pub no_ignore: bool,
}

/// How to run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Run")]
pub struct RunArgs {
    /// How many files to read at a time [default: one a core]
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<usize>,
}

/// The formats that can be read, as named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Plain text with speaker turns
    Plain,
    /// Markdown
    Markdown,
    /// A web page
    Html,
    /// SubRip subtitles
    Srt,
    /// WebVTT subtitles
    Vtt,
    /// JSON of a speech recognizer
    Json,
    /// A Word document
    Docx,
    /// A PDF document
    Pdf,
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Plain => Self::Plain,
            InputFormat::Markdown => Self::Markdown,
            InputFormat::Html => Self::Html,
            InputFormat::Srt => Self::Srt,
            InputFormat::Vtt => Self::Vtt,
            InputFormat::Json => Self::Json,
            InputFormat::Docx => Self::Docx,
            InputFormat::Pdf => Self::Pdf,
        }
    }
}
/// How reports look.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct StyleArgs {
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto", value_enum)]
    pub color: Color,
    /// Columns to fill [default: the terminal's, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub width: Option<u16>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl StyleArgs {
    /// The style for standard output.
    pub fn style(&self) -> Style {
        let terminal = std::io::stdout().is_terminal();
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        let wide =
            self.width.or_else(|| terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| width.0));
        Style { color, width: usize::from(wide.unwrap_or(100).max(40)) }
    }
}

/// Whether an environment variable is there and not empty.
fn set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}
