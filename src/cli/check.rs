//! `claimlint check`: report what cannot all be true.

use claimlint::finding::Severity;
use claimlint::report::{Format, Setting, Summary};
use claimlint::{Checked, Linter};
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use miette::Result;

use super::options::{InputArgs, RunArgs, StyleArgs};
use super::output::Target;
use super::reports::{Reports, Wanted};
use super::{Exit, input, work};

/// Options of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    style: StyleArgs,
    /// How to print the report [default: human]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats(), help_heading = "Output")]
    format: Option<Format>,
    /// Write a report to a file, or to standard output without one; may be given several times
    #[arg(long, value_name = "FORMAT[=FILE]", help_heading = "Output")]
    report: Vec<Wanted>,
    /// Exit with 1 on findings of this severity or worse
    #[arg(long, value_name = "SEVERITY", default_value = "error", help_heading = "Run")]
    fail_on: FailOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Only errors
    Error,
    /// Errors and warnings
    Warning,
    /// Any finding
    Note,
    /// Nothing
    Never,
}

impl FailOn {
    fn fails(self, summary: &Summary) -> bool {
        match self {
            Self::Error => summary.at_least(Severity::Error) > 0,
            Self::Warning => summary.at_least(Severity::Warning) > 0,
            Self::Note => summary.findings() > 0,
            Self::Never => false,
        }
    }
}

/// Runs the subcommand.
///
/// # Errors
/// Where a report cannot be written.
pub fn run(args: &Args) -> Result<Exit> {
    let linter = Linter::default();
    let setting = Setting { style: args.style.style(), rules: Vec::new() };
    let mut reports = Reports::open(&args.wanted(), &setting)?;
    let mut summary = Summary::default();
    let mut exit = Exit::Clean;
    work::check(&linter, &input::collect(&args.input), &args.input, &args.run, |result| match result {
        Ok(mut checked) => {
            keep_shown(&mut checked);
            summary.add(&checked);
            reports.file(&checked)
        }
        Err(failure) => {
            exit = Exit::Failed;
            reports.failure(&failure)
        }
    })?;
    reports.close()?;
    Ok(if args.fail_on.fails(&summary) { exit.max(Exit::Findings) } else { exit })
}

impl Args {
    /// The reports asked for; for people at a terminal where nothing is.
    fn wanted(&self) -> Vec<Wanted> {
        let to_stdout = |format| Wanted { format, target: Target::Stdout };
        let mut wanted: Vec<Wanted> =
            self.format.map(to_stdout).into_iter().chain(self.report.iter().cloned()).collect();
        if wanted.is_empty() {
            wanted.push(to_stdout(Format::Human));
        }
        wanted
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.iter().map(|(_, name, about)| PossibleValue::new(*name).help(*about));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Format>())
}

fn keep_shown(checked: &mut Checked) {
    checked.findings.retain(|finding| finding.severity > Severity::Note);
}
