//! `claimlint check`: report what cannot all be true.

use claimlint::finding::Severity;
use claimlint::report::{Json, Reporter, Summary, View, inert};
use claimlint::{Checked, Linter};
use clap::ValueEnum;
use miette::{IntoDiagnostic, Result};

use super::options::{InputArgs, RunArgs};
use super::output::{Sink, Target};
use super::{Exit, input, work};

/// Options of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    run: RunArgs,
    /// How to print the report
    #[arg(long, short, value_name = "FORMAT", default_value = "json", help_heading = "Output")]
    format: ReportFormat,
    /// Exit with 1 on findings of this severity or worse
    #[arg(long, value_name = "SEVERITY", default_value = "error", help_heading = "Run")]
    fail_on: FailOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// One JSON object
    Json,
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
    let linter = Linter { date: args.input.date, ..Linter::default() };
    let mut sink = Sink::open(&Target::Stdout).into_diagnostic()?;
    let ReportFormat::Json = args.format;
    let mut reporter = Json::default();
    let mut summary = Summary::default();
    let mut exit = Exit::Clean;
    work::check(&linter, &input::collect(&args.input), &args.input, &args.run, |result| {
        match result {
            Ok(mut checked) => {
                keep_shown(&mut checked);
                summary.add(&checked);
                reporter.file(&View::new(&checked), &mut sink).into_diagnostic()?;
            }
            Err(failure) => {
                eprintln!("claimlint: {}", inert::line(&failure.message));
                reporter.failure(&failure, &mut sink).into_diagnostic()?;
                exit = Exit::Failed;
            }
        }
        Ok(())
    })?;
    reporter.finish(&mut sink).into_diagnostic()?;
    sink.close().into_diagnostic()?;
    Ok(if args.fail_on.fails(&summary) { exit.max(Exit::Findings) } else { exit })
}

fn keep_shown(checked: &mut Checked) {
    checked.findings.retain(|finding| finding.severity > Severity::Note);
}
