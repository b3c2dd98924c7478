//! From the paths of the command line to the files to read, in a fixed order.

use std::io::Read;
use std::path::{Path, PathBuf};

use claimlint::report::Failure;
use claimlint::source::{Source, SourceError, WalkOptions, walk};

use super::options::InputArgs;

/// Files of this program's own, which are no transcripts.
const OWN: &str = "claimlint-*";

/// Something to read, or the reason why it cannot be.
pub type Input = Result<Found, Failure>;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path; `-` is standard input.
    pub path: PathBuf,
    /// Whether it was found in a folder, and not named itself.
    pub walked: bool,
}

/// The files that the arguments name: those given, then those in folders, by name; none twice.
pub fn collect(args: &InputArgs) -> Vec<Input> {
    let options = WalkOptions { exclude: vec![OWN.to_owned()], all: args.no_ignore, ..WalkOptions::default() };
    let (files, errors) = walk(&args.paths, &options);
    let found = files.into_iter().map(|path| Ok(Found { walked: !args.paths.contains(&path), path: bare(path) }));
    found.chain(errors.iter().map(|error| Err(of(error)))).collect()
}

/// Opens an input; standard input is read whole.
///
/// # Errors
/// Where it cannot be read.
pub fn open(path: &Path, args: &InputArgs) -> Result<Source, Failure> {
    let format = args.input_format.map(Into::into);
    if path.as_os_str() != "-" {
        return Source::open(path, format).map_err(|error| of(&error));
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| failure(&args.stdin_path, &format!("standard input: {error}")))?;
    Ok(Source::from_bytes(&args.stdin_path, bytes, format))
}

/// A failure that names its file.
pub fn failure(path: &Path, message: &str) -> Failure {
    Failure { path: path.to_string_lossy().into_owned(), message: message.to_owned() }
}

/// What a source's error says.
pub fn of(error: &SourceError) -> Failure {
    let path = match error {
        SourceError::Io { path, .. } | SourceError::Malformed { path, .. } => path.as_path(),
        _ => Path::new(""),
    };
    failure(path, &error.to_string())
}

/// A file found under `.` without the leading dot, as one would write it.
fn bare(path: PathBuf) -> PathBuf {
    path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)
}
