//! `claimlint config`: which settings hold, and `claimlint init`: a file to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use claimlint::config::{FILE_NAME, TEMPLATE, find};
use clap::Subcommand;
use miette::{IntoDiagnostic, Result, WrapErr, miette};

use super::Exit;
use super::options::RuleArgs;
use super::output::{Sink, Target};
use super::session::Home;

/// Options of `config`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the settings that hold for a file or folder
    Show(Show),
}

#[derive(Debug, clap::Args)]
struct Show {
    /// A file or folder
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Options of `init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The folder to write claimlint.toml to
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// Runs `config`.
///
/// # Errors
/// Where settings cannot be used or printed.
pub fn run(args: &Args) -> Result<Exit> {
    let Command::Show(show) = &args.command;
    let file = match (&show.rules.config, show.rules.isolated) {
        (Some(file), _) => Some(file.clone()),
        (None, true) => None,
        (None, false) => find(folder(&show.path)),
    };
    let (home, _) = Home::load(file.as_deref(), &show.rules, None)?;
    let from = home.file().map_or("no file".to_owned(), |file| file.display().to_string());
    let settings = toml::to_string_pretty(&home.policy.effective()).into_diagnostic()?;
    let mut sink = Sink::open(&Target::Stdout).into_diagnostic()?;
    write!(sink, "# from {from}\n{settings}").into_diagnostic()?;
    sink.close().into_diagnostic()?;
    Ok(Exit::Clean)
}

/// Runs `init`; a file that is there stays as it is.
///
/// # Errors
/// Where the file is there already or cannot be written.
pub fn init(args: &Init) -> Result<Exit> {
    let path = args.folder.join(FILE_NAME);
    let made = OpenOptions::new().write(true).create_new(true).open(&path);
    let mut file = match made {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(miette!("{} is there already", path.display()));
        }
        made => made.into_diagnostic().wrap_err_with(|| path.display().to_string())?,
    };
    if let Err(error) = file.write_all(TEMPLATE.as_bytes()) {
        // Half a settings file would hold from now on.
        let _ = std::fs::remove_file(&path);
        return Err(error).into_diagnostic().wrap_err_with(|| path.display().to_string());
    }
    eprintln!("claimlint: wrote {}", path.display());
    Ok(Exit::Clean)
}

fn folder(path: &Path) -> &Path {
    if path.is_dir() {
        path
    } else {
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }
}
