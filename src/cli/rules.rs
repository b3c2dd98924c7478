//! `claimlint rules`: the rules in force; and their loading for every subcommand.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;

use claimlint::Linter;
use claimlint::report::{RuleNote, Style};
use claimlint::rule::Rule;
use miette::{IntoDiagnostic, Result};

use super::Exit;
use super::options::{RuleArgs, StyleArgs};
use super::output::{Sink, Target};
use super::session::Session;

/// Options of `rules`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    style: StyleArgs,
}

/// Lists the rules in force in this folder.
///
/// # Errors
/// Where they cannot be loaded or printed.
pub fn run(args: &Args) -> Result<Exit> {
    let mut session = Session::new(&args.rules, None);
    let home = session.home_of(std::path::Path::new("."))?;
    let linter = &session.homes[home].linter;
    let mut sink = Sink::open(&Target::Stdout).into_diagnostic()?;
    for rule in &linter.rules.rules {
        write!(sink, "{}", entry(rule, linter.rules.active(rule), args.style.style())).into_diagnostic()?;
    }
    sink.close().into_diagnostic()?;
    Ok(Exit::Clean)
}

/// A rule's name and severity, and below what it asks.
fn entry(rule: &Rule, active: bool, style: Style) -> String {
    let severity = claimlint::report::severity(rule.severity);
    let pack = rule.pack.as_ref().map_or(String::new(), |pack| format!(", pack {pack}"));
    let off = if active { "" } else { ", off" };
    let (bold, plain) = if style.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    format!("{bold}{}{plain} ({severity}{pack}{off})\n  {}\n", rule.name, rule.question)
}

/// The words, the built-in rules and those of folders, with these packs switched on.
///
/// # Errors
/// Every mistake in the rule files, at its place.
pub fn linter(folders: &[PathBuf], packs: impl Iterator<Item = String>) -> Result<Linter> {
    let mut linter = BUILT_IN.clone();
    for folder in folders {
        linter.rules.load_dir(folder)?;
    }
    let wanted: BTreeSet<String> = packs.collect();
    let all = wanted.contains("all");
    let known = linter.rules.rules.iter().filter_map(|rule| rule.pack.clone());
    linter.rules.packs = known.filter(|pack| all || wanted.contains(pack.as_str())).collect();
    Ok(linter)
}

/// Read once: every settings file of a run starts from a copy.
static BUILT_IN: LazyLock<Linter> = LazyLock::new(Linter::default);

/// The names of the rules there are.
pub fn names(linter: &Linter) -> Vec<String> {
    linter.rules.rules.iter().map(|rule| rule.name.to_string()).collect()
}

/// The names of the packs there are.
pub fn packs(linter: &Linter) -> Vec<String> {
    let all: BTreeSet<String> =
        linter.rules.rules.iter().filter_map(|rule| rule.pack.as_ref()).map(ToString::to_string).collect();
    all.into_iter().collect()
}

/// What reports say of the rules.
pub fn notes(linter: &Linter) -> Vec<RuleNote> {
    let note = |rule: &Rule| RuleNote {
        name: rule.name.to_string(),
        summary: rule.question.clone(),
        help: format!("{}\n\nSilent: {}", rule.why, rule.silent),
        severity: rule.severity,
    };
    linter.rules.rules.iter().map(|rule| note(rule)).collect()
}
