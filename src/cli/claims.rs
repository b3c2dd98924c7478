//! `claimlint claims`: every figure, as the tool understands it.

use claimlint::Checked;
use claimlint::report::{Failure, Setting, SheetFormat};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use miette::Result;

use super::options::{InputArgs, RuleArgs, RunArgs, StyleArgs};
use super::reports::Reports;
use super::session::Home;
use super::work::{self, Take};
use super::{Exit, look};

/// Options of `claims`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    style: StyleArgs,
    /// How to print the claims
    #[arg(long, short, value_name = "FORMAT", default_value = "table", value_parser = formats(), help_heading = "Output")]
    format: SheetFormat,
    /// Say which earlier claims were considered for the one at this place, and what joined or parted them
    #[arg(long, value_name = "LINE:COLUMN", help_heading = "Output")]
    explain_links: Option<String>,
}

/// Runs the subcommand.
///
/// # Errors
/// Where the claims cannot be written.
pub fn run(args: &Args) -> Result<Exit> {
    if let Some(at) = &args.explain_links {
        return look::explain(at, &args.input, &args.rules);
    }
    let setting = Setting { style: args.style.style(), rules: Vec::new() };
    let mut sheet = Sheet { reports: Reports::single(args.format.reporter(&setting))?, exit: Exit::Clean };
    work::check(&args.input, &args.rules, &args.run, &mut sheet)?;
    sheet.reports.close()?;
    Ok(sheet.exit)
}

/// The sheet being written and how the run ends.
struct Sheet {
    reports: Reports,
    exit: Exit,
}

impl Take for Sheet {
    fn file(&mut self, checked: Checked, _home: &Home) -> Result<()> {
        self.reports.file(&checked)
    }

    fn failure(&mut self, failure: Failure) -> Result<()> {
        self.exit = Exit::Failed;
        self.reports.failure(&failure)
    }
}

fn formats() -> impl TypedValueParser<Value = SheetFormat> {
    let values = SheetFormat::ALL.iter().map(|(_, name, about)| PossibleValue::new(*name).help(*about));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<SheetFormat>())
}
