//! The command line: one file a subcommand.
//!
//! Only this folder and `source` read or write anything outside the process.

mod baseline;
mod check;
mod claims;
mod config;
mod explain;
mod input;
mod look;
mod options;
mod output;
mod progress;
mod reports;
mod rules;
mod session;
mod shell;
mod suppressions;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings at or above `--fail-on`.
    Findings,
    /// Something could not be read, understood or written.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Finds the figures in a transcript that cannot all be true.
#[derive(Debug, Parser)]
#[command(name = "claimlint", version, max_term_width = 100, after_help = EXAMPLES, subcommand_required = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  claimlint check transcripts/                  check every transcript of a folder
  claimlint check --format json talk.txt        the same as JSON
  curl -s URL | claimlint check --date 2022-02-28 -
  claimlint claims --format csv talk.txt        every figure with speaker, unit and measure

Exit status: 0 clean, 1 findings at or above --fail-on, 2 something could not be read or written.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check transcripts and report what cannot all be true
    Check(Box<check::Args>),
    /// List every figure as a claim: who, when, what, how much
    Claims(Box<claims::Args>),
    /// List the rules in force
    Rules(Box<rules::Args>),
    /// Print the page of a rule
    Explain(Box<explain::Args>),
    /// Run the examples of rules
    TestRules(explain::TestArgs),
    /// Take the findings of now as known, so that only new ones count
    Baseline(baseline::Args),
    /// Print the settings that hold
    Config(Box<config::Args>),
    /// Write a commented claimlint.toml
    Init(config::Init),
    /// Print completions for a shell
    Completions(shell::Completions),
    /// Print a manual page
    Man(shell::Man),
    /// List the sentences with their speakers
    #[command(hide = true)]
    Sentences(Box<look::Args>),
    /// List the figures, dates, ordinals and names as the grammar reads them
    #[command(hide = true)]
    Mentions(Box<look::Args>),
    /// List the claims considered for one claim, and what joined or parted them
    #[command(hide = true)]
    Links(Box<look::LinkArgs>),
}

/// Parses the arguments and runs the subcommand they name.
pub fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Claims(args) => claims::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::TestRules(args) => explain::test(&args),
        Command::Baseline(args) => baseline::run(&args),
        Command::Config(args) => config::run(&args),
        Command::Init(args) => config::init(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
        Command::Sentences(args) => look::sentences(&args),
        Command::Mentions(args) => look::mentions(&args),
        Command::Links(args) => look::links(&args),
    };
    outcome.unwrap_or_else(|error| complain(&error)).into()
}

/// Says on standard error what stopped the run.
fn complain(error: &miette::Report) -> Exit {
    eprintln!("{error:?}");
    Exit::Failed
}
