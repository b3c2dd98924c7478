//! From the paths of the command line to the files to read, in a fixed order.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use claimlint::report::Failure;
use claimlint::source::Source;
use ignore::WalkBuilder;

use super::options::InputArgs;

/// What a file in a folder must be called to be taken for a transcript.
const EXTENSIONS: &[&str] =
    &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "srt", "vtt", "json", "docx", "pdf", "transcript"];

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
    let mut seen = HashSet::new();
    let mut inputs = Vec::new();
    for path in &args.paths {
        let named = || vec![Ok(Found { path: path.clone(), walked: false })];
        let found = if path.is_dir() { walk(path, args.no_ignore) } else { named() };
        inputs.extend(
            found.into_iter().filter(|input| input.as_ref().map_or(true, |found| seen.insert(found.path.clone()))),
        );
    }
    inputs
}

/// Opens an input; standard input is read whole.
pub fn open(path: &Path, args: &InputArgs) -> Result<Source, Failure> {
    let format = args.input_format.map(Into::into);
    if path.as_os_str() != "-" {
        return Source::open(path, format).map_err(|error| failure(path, &error.to_string()));
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

fn walk(folder: &Path, no_ignore: bool) -> Vec<Input> {
    let mut walk = WalkBuilder::new(folder);
    walk.sort_by_file_name(Ord::cmp);
    if no_ignore {
        walk.standard_filters(false);
    }
    walk.build().filter_map(|entry| transcript(entry, folder)).collect()
}

fn transcript(entry: Result<ignore::DirEntry, ignore::Error>, folder: &Path) -> Option<Input> {
    match entry {
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => None,
        Ok(entry) => is_transcript(entry.path()).then(|| Ok(Found { path: plain(entry.path(), folder), walked: true })),
        Err(error) => Some(Err(failure(folder, &error.to_string()))),
    }
}

/// A file under `.` without the leading dot, as one would write it.
fn plain(path: &Path, folder: &Path) -> PathBuf {
    let bare = if folder == Path::new(".") { path.strip_prefix(".").unwrap_or(path) } else { path };
    bare.to_owned()
}

fn is_transcript(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}
