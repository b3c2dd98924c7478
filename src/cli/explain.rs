//! `claimlint explain`: the page of a rule; `claimlint test-rules`: the examples of rules, run.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use claimlint::Linter;
use claimlint::config::closest;
use claimlint::report::inert;
use miette::{IntoDiagnostic, Report, Result, miette};
use smol_str::SmolStr;

use super::options::RuleArgs;
use super::output::{Sink, Target};
use super::session::Session;
use super::{Exit, rules};

/// Options of `explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The rule's name
    #[arg(value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Prints the page of a rule.
///
/// # Errors
/// Where there is no such rule, or it cannot be printed.
pub fn run(args: &Args) -> Result<Exit> {
    let mut session = Session::new(&args.rules, None);
    let home = session.home_of(std::path::Path::new("."))?;
    let linter = &session.homes[home].linter;
    let page = linter.rules.explain(&args.rule).ok_or_else(|| unknown(&args.rule, &rules::names(linter)))?;
    print(&page)
}

fn unknown(name: &str, rules: &[String]) -> Report {
    let near = closest(name, rules.iter().map(String::as_str));
    let help = near.map_or("`claimlint rules` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    miette!(help = help, "no rule is called `{}`", inert::line(name))
}

/// Options of `test-rules`.
#[derive(Debug, clap::Args)]
pub struct TestArgs {
    /// Folders of rule files, or single ones [default: the built-in rules]
    #[arg(value_name = "PATH")]
    folders: Vec<PathBuf>,
    /// Print every example, not only those that fail
    #[arg(long, short)]
    verbose: bool,
}

/// Runs the examples of rules.
///
/// # Errors
/// Mistakes in the rule files, at their places.
pub fn test(args: &TestArgs) -> Result<Exit> {
    let mut linter = Linter::default();
    let mut names: BTreeSet<SmolStr> = BTreeSet::new();
    for folder in &args.folders {
        names.extend(linter.rules.load_dir(folder)?);
    }
    if args.folders.is_empty() {
        names.extend(linter.rules.rules.iter().map(|rule| rule.name.clone()));
    }
    let trials = linter.try_rules(&names);
    let mut text = String::new();
    for trial in &trials {
        match &trial.failure {
            Some(failure) => text += &format!("{:?}\n", Report::new(failure.clone())),
            None if args.verbose => text += &format!("ok {} example {}\n", trial.rule, trial.example),
            None => {}
        }
    }
    let failed = trials.iter().filter(|trial| trial.failure.is_some()).count();
    let counted = |count: usize, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    let examples = format!("{} of {}", counted(trials.len(), "example"), counted(names.len(), "rule"));
    text += &if failed == 0 { format!("{examples} pass\n") } else { format!("{examples}; {failed} fail\n") };
    print(&text)?;
    Ok(if failed > 0 { Exit::Findings } else { Exit::Clean })
}

/// Prints a text to standard output.
///
/// # Errors
/// Where it cannot be written.
pub fn print(text: &str) -> Result<Exit> {
    let mut sink = Sink::open(&Target::Stdout).into_diagnostic()?;
    sink.write_all(text.as_bytes()).into_diagnostic()?;
    sink.close().into_diagnostic()?;
    Ok(Exit::Clean)
}
