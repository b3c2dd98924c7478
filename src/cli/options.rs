//! Options that several subcommands share.

use std::path::PathBuf;

use claimlint::source::Format;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

/// What to read, and as what.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub struct InputArgs {
    /// Files and folders to read; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
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
