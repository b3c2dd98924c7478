//! Options that several subcommands share.

use std::io::IsTerminal;
use std::path::PathBuf;

use claimlint::config::{Choice, closest};
use claimlint::finding::Severity;
use claimlint::report::{Style, inert};
use claimlint::source::Format;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use miette::{Result, miette};

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
    /// Draw no progress bar
    #[arg(long)]
    pub no_progress: bool,
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
        Style { color, forced: self.color == Color::Always, width: usize::from(wide.unwrap_or(100).max(40)) }
    }
}

/// Whether an environment variable is there and not empty.
fn set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// Which rules, and what is kept back.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub struct RuleArgs {
    /// Use only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not use these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Switch on a pack of rules, or "all"
    #[arg(long = "pack", value_name = "PACK", value_delimiter = ',')]
    pub packs: Vec<String>,
    /// Add the rules of a folder; one with a known name replaces it
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// Show findings of this severity or worse [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = severities())]
    pub min_severity: Option<Severity>,
    /// Show findings at least this sure, from 0 to 1
    #[arg(long, value_name = "NUMBER")]
    pub min_confidence: Option<f64>,
    /// Show at most so many findings, and agreements, of one rule in a file; 0 shows all [default: 200]
    #[arg(long, value_name = "NUMBER")]
    pub max_per_rule: Option<usize>,
    /// Use this settings file for every input
    #[arg(long, value_name = "FILE", conflicts_with = "isolated", env = "CLAIMLINT_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// Use no settings file
    #[arg(long)]
    pub isolated: bool,
    /// Keep back the findings of a baseline: only new ones are shown
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Keep back findings that a file of suppressions names
    #[arg(long, value_name = "FILE")]
    pub suppressions: Vec<PathBuf>,
    /// Say which suppressions and known findings met nothing
    #[arg(long)]
    pub report_unused: bool,
    /// The day on which suppressions are judged
    #[arg(long, value_name = "YYYY-MM-DD", hide = true)]
    today: Option<Date>,
}

impl RuleArgs {
    /// The day on which suppressions are judged.
    pub fn today(&self) -> Date {
        self.today.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }

    /// What these arguments decide, whatever a settings file says.
    pub fn choice(&self, date: Option<Date>) -> Choice {
        Choice {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            min_severity: self.min_severity,
            min_confidence: self.min_confidence,
            max_per_rule: self.max_per_rule,
            date,
        }
    }

    /// Checks that every rule and pack named is one.
    ///
    /// # Errors
    /// The first name of nothing.
    pub fn check_names(&self, rules: &[String], packs: &[String]) -> Result<()> {
        known("rule", self.select.iter().chain(&self.ignore), rules)?;
        known("pack", self.packs.iter(), packs)
    }
}

fn known<'a>(kind: &str, mut named: impl Iterator<Item = &'a String>, all: &[String]) -> Result<()> {
    let Some(name) = named.find(|name| *name != "all" && !all.contains(name)) else { return Ok(()) };
    let near = closest(name, all.iter().map(String::as_str));
    let help = near.map_or("`claimlint rules` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(miette!(help = help, "no {kind} is called `{}`", inert::line(name)))
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["note", "warning", "error"]).map(|name| match name.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Note,
    })
}
