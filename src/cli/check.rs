//! `claimlint check`: report what cannot all be true.

use std::collections::BTreeMap;

use claimlint::Checked;
use claimlint::config::FailOn;
use claimlint::report::{Failure, Format, Setting};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use miette::Result;

use super::options::{InputArgs, RuleArgs, RunArgs, StyleArgs};
use super::output::Target;
use super::reports::{Reports, Wanted};
use super::session::Home;
use super::work::{self, Take};
use super::{Exit, rules};

/// Options of `check`.
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
    /// How to print the report [default: human]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats(), help_heading = "Output")]
    format: Option<Format>,
    /// Write a report to a file, or to standard output without one; may be given several times
    #[arg(long, value_name = "FORMAT[=FILE]", help_heading = "Output")]
    report: Vec<Wanted>,
    /// Say on standard error how often each rule met its claims
    #[arg(long, help_heading = "Output")]
    stats: bool,
    /// Exit with 1 on findings of this severity or worse [default: error]
    #[arg(long, value_name = "SEVERITY", value_parser = levels(), help_heading = "Run")]
    fail_on: Option<FailOn>,
}

/// Runs the subcommand.
///
/// # Errors
/// Where a report cannot be written.
pub fn run(args: &Args) -> Result<Exit> {
    let setting = Setting {
        style: args.style.style(),
        rules: rules::notes(&rules::linter(&args.rules.rules, args.rules.packs.iter().cloned())?),
    };
    let mut outcome = Outcome {
        reports: Reports::open(&args.wanted(), &setting)?,
        fail_on: args.fail_on,
        exit: Exit::Clean,
        stats: BTreeMap::new(),
    };
    work::check(&args.input, &args.rules, &args.run, &mut outcome)?;
    outcome.reports.close()?;
    if args.stats {
        tell(&outcome.stats);
    }
    Ok(outcome.exit)
}

/// The reports of a run and how it ends.
struct Outcome {
    reports: Reports,
    fail_on: Option<FailOn>,
    exit: Exit,
    stats: BTreeMap<String, [usize; 4]>,
}

impl Take for Outcome {
    fn file(&mut self, mut checked: Checked, home: &Home) -> Result<()> {
        if self.fail_on.unwrap_or(home.policy.fail_on()).fails(&checked.findings) {
            self.exit = self.exit.max(Exit::Findings);
        }
        for stats in &checked.stats {
            let sums = self.stats.entry(stats.rule.to_string()).or_default();
            let more = [stats.bound, stats.held, stats.broken, stats.unknown];
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        home.cap(&mut checked);
        self.reports.file(&checked)
    }

    fn failure(&mut self, failure: Failure) -> Result<()> {
        self.exit = Exit::Failed;
        self.reports.failure(&failure)
    }
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

/// Prints how often each rule met its claims.
fn tell(stats: &BTreeMap<String, [usize; 4]>) {
    eprintln!("{:<40} {:>8} {:>8} {:>8} {:>8}", "rule", "met", "held", "broken", "unknown");
    for (rule, [met, held, broken, unknown]) in stats {
        eprintln!("{rule:<40} {met:>8} {held:>8} {broken:>8} {unknown:>8}");
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.iter().map(|(_, name, about)| PossibleValue::new(*name).help(*about));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Format>())
}

fn levels() -> impl TypedValueParser<Value = FailOn> {
    let about =
        [("error", "only errors"), ("warning", "errors and warnings"), ("note", "any finding"), ("never", "nothing")];
    let values = about.map(|(name, about)| PossibleValue::new(name).help(about));
    PossibleValuesParser::new(values).map(|name| match name.as_str() {
        "warning" => FailOn::Warning,
        "note" => FailOn::Note,
        "never" => FailOn::Never,
        _ => FailOn::Error,
    })
}
