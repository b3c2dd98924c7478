//! `claimlint claims`: every figure, as the tool understands it.

use claimlint::Linter;
use claimlint::report::{JsonClaims, Reporter, View, inert};
use clap::ValueEnum;
use miette::{IntoDiagnostic, Result};

use super::options::{InputArgs, RunArgs};
use super::output::{Sink, Target};
use super::{Exit, input, work};

/// Options of `claims`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    run: RunArgs,
    /// How to print the claims
    #[arg(long, short, value_name = "FORMAT", default_value = "json", help_heading = "Output")]
    format: SheetFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SheetFormat {
    /// One JSON object
    Json,
}

/// Runs the subcommand.
///
/// # Errors
/// Where the claims cannot be written.
pub fn run(args: &Args) -> Result<Exit> {
    let linter = Linter { date: args.input.date, ..Linter::default() };
    let mut sink = Sink::open(&Target::Stdout).into_diagnostic()?;
    let SheetFormat::Json = args.format;
    let mut reporter = JsonClaims::default();
    let mut exit = Exit::Clean;
    work::check(&linter, &input::collect(&args.input), &args.input, &args.run, |result| {
        match result {
            Ok(checked) => reporter.file(&View::new(&checked), &mut sink).into_diagnostic()?,
            Err(failure) => {
                eprintln!("claimlint: {}", inert::line(&failure.message));
                exit = Exit::Failed;
            }
        }
        Ok(())
    })?;
    reporter.finish(&mut sink).into_diagnostic()?;
    sink.close().into_diagnostic()?;
    Ok(exit)
}
