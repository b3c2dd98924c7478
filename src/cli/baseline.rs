//! `claimlint baseline write`: take today's findings as known.

use std::io::Write;
use std::path::PathBuf;

use claimlint::Checked;
use claimlint::finding::Baseline;
use claimlint::report::{Failure, inert};
use clap::Subcommand;
use miette::{IntoDiagnostic, Result};

use super::Exit;
use super::options::{InputArgs, RuleArgs, RunArgs};
use super::output::{Sink, Target};
use super::session::Home;
use super::work::{self, Take};

/// Options of `baseline`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the findings of now to a file; `check --baseline` then shows only new ones
    Write(Box<WriteArgs>),
}

#[derive(Debug, clap::Args)]
struct WriteArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    run: RunArgs,
    /// The file to write
    #[arg(long, short, value_name = "FILE", default_value = "claimlint-baseline.json", help_heading = "Output")]
    output: PathBuf,
}

/// Runs the subcommand.
///
/// # Errors
/// Where the baseline cannot be written.
pub fn run(args: &Args) -> Result<Exit> {
    let Command::Write(args) = &args.command;
    let mut taken = Taken { baseline: Baseline::new(), exit: Exit::Clean };
    work::check(&args.input, &args.rules, &args.run, &mut taken)?;
    let mut sink = Sink::open(&Target::File(args.output.clone())).into_diagnostic()?;
    sink.write_all(taken.baseline.to_text().into_diagnostic()?.as_bytes()).into_diagnostic()?;
    sink.close().into_diagnostic()?;
    eprintln!("claimlint: {} findings written to {}", taken.baseline.len(), args.output.display());
    Ok(taken.exit)
}

struct Taken {
    baseline: Baseline,
    exit: Exit,
}

impl Take for Taken {
    fn file(&mut self, checked: Checked, _home: &Home) -> Result<()> {
        let path = checked.source.path.to_string_lossy();
        let known: Vec<_> =
            checked.suppressed.iter().filter(|kept| kept.baseline).map(|kept| kept.finding.clone()).collect();
        self.baseline.add(&path, &checked.findings);
        self.baseline.add(&path, &known);
        Ok(())
    }

    fn failure(&mut self, failure: Failure) -> Result<()> {
        eprintln!("claimlint: {}", inert::line(&failure.message));
        self.exit = Exit::Failed;
        Ok(())
    }
}
