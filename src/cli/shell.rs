//! `claimlint completions` and `claimlint man`: files for shells and manuals.

use clap::CommandFactory;
use clap_complete::Shell;
use miette::{IntoDiagnostic, Result};

use super::output::{Sink, Target};
use super::{Cli, Exit};

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Prints the completions of a shell.
///
/// # Errors
/// Where they cannot be written.
pub fn completions(args: &Completions) -> Result<Exit> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "claimlint", &mut text);
    print(&text)
}

/// Options of `man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// The subcommand; none for the program itself
    subcommand: Option<String>,
}

/// Prints a manual page.
///
/// # Errors
/// Where it cannot be written, or there is no such subcommand.
pub fn man(args: &Man) -> Result<Exit> {
    let mut command = Cli::command();
    command.build();
    if let Some(name) = &args.subcommand {
        let found = command.find_subcommand(name).cloned();
        command = found.ok_or_else(|| miette::miette!("there is no subcommand {name}"))?;
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(command).render(&mut text).into_diagnostic()?;
    print(&text)
}

fn print(text: &[u8]) -> Result<Exit> {
    let mut sink = Sink::open(&Target::Stdout).into_diagnostic()?;
    std::io::Write::write_all(&mut sink, text).into_diagnostic()?;
    sink.close().into_diagnostic()?;
    Ok(Exit::Clean)
}
