//! `claimlint claims`: every figure, as the tool understands it.

use claimlint::Linter;
use claimlint::report::{Setting, SheetFormat};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use miette::Result;

use super::options::{InputArgs, RunArgs, StyleArgs};
use super::reports::Reports;
use super::{Exit, input, work};

/// Options of `claims`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    style: StyleArgs,
    /// How to print the claims
    #[arg(long, short, value_name = "FORMAT", default_value = "table", value_parser = formats(), help_heading = "Output")]
    format: SheetFormat,
}

/// Runs the subcommand.
///
/// # Errors
/// Where the claims cannot be written.
pub fn run(args: &Args) -> Result<Exit> {
    let linter = Linter::default();
    let setting = Setting { style: args.style.style(), rules: Vec::new() };
    let mut reports = Reports::single(args.format.reporter(&setting))?;
    let mut exit = Exit::Clean;
    work::check(&linter, &input::collect(&args.input), &args.input, &args.run, |result| match result {
        Ok(checked) => reports.file(&checked),
        Err(failure) => {
            exit = Exit::Failed;
            reports.failure(&failure)
        }
    })?;
    reports.close()?;
    Ok(exit)
}

fn formats() -> impl TypedValueParser<Value = SheetFormat> {
    let values = SheetFormat::ALL.iter().map(|(_, name, about)| PossibleValue::new(*name).help(*about));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<SheetFormat>())
}
