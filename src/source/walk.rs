//! Which files a run reads: paths as given, folders walked.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;

use super::{Format, SourceError};

/// How folders are walked.
#[derive(Debug, Clone, Default)]
pub struct WalkOptions {
    /// Only files of folders that match one of these; all where empty. `*.md` matches in any folder.
    pub include: Vec<String>,
    /// Files and folders left out.
    pub exclude: Vec<String>,
    /// Also files that `.gitignore` names and hidden ones.
    pub all: bool,
}

/// The files to read, sorted, each once; and what could not be walked.
///
/// A file named as such is always read. In folders, files of known extensions are, and
/// files without one whose content shows a format; binary files are passed over in silence.
/// Links are followed; a link that leads to a folder around it is an error.
#[must_use]
pub fn walk(paths: &[PathBuf], options: &WalkOptions) -> (Vec<PathBuf>, Vec<SourceError>) {
    let mut errors = Vec::new();
    let include = globs(&options.include, &mut errors);
    let exclude = globs(&options.exclude, &mut errors);
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let filter = Filter { root: path, include: &include, exclude: &exclude };
        folder(&filter, options, &mut files, &mut errors);
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
    (files, errors)
}

struct Filter<'a> {
    root: &'a Path,
    include: &'a GlobSet,
    exclude: &'a GlobSet,
}

impl Filter<'_> {
    fn takes(&self, path: &Path) -> bool {
        let within = path.strip_prefix(self.root).unwrap_or(path);
        let hits =
            |globs: &GlobSet| globs.is_match(within) || within.file_name().is_some_and(|name| globs.is_match(name));
        if hits(self.exclude) {
            return false;
        }
        if self.include.is_empty() { is_speech(path) } else { hits(self.include) && is_readable(path) }
    }
}

fn globs(patterns: &[String], errors: &mut Vec<SourceError>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        match Glob::new(pattern) {
            Ok(glob) => drop(set.add(glob)),
            Err(error) => errors.push(SourceError::Malformed { path: pattern.into(), reason: error.to_string() }),
        }
    }
    set.build().unwrap_or_default()
}

fn folder(filter: &Filter<'_>, options: &WalkOptions, files: &mut Vec<PathBuf>, errors: &mut Vec<SourceError>) {
    let mut walker = WalkBuilder::new(filter.root);
    walker.follow_links(true).standard_filters(!options.all).require_git(false).sort_by_file_path(Path::cmp);
    for entry in walker.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && filter.takes(entry.path()) => {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => errors.push(failed(filter.root, &error)),
        }
    }
}

/// An error of the walk, with the path it speaks of.
fn failed(root: &Path, error: &ignore::Error) -> SourceError {
    let (path, reason) = match error {
        ignore::Error::WithPath { path, err } => (path.clone(), err.to_string()),
        ignore::Error::WithDepth { err, .. } => return failed(root, err),
        ignore::Error::Loop { ancestor, child } => {
            (child.clone(), format!("a link that leads back to {}", ancestor.display()))
        }
        other => (root.to_owned(), other.to_string()),
    };
    SourceError::Malformed { path, reason }
}

/// A file that may hold speech: of a known extension, or without one and of a known format.
fn is_speech(path: &Path) -> bool {
    let Some(head) = head(path) else { return Format::of_name(path).is_some() };
    let format = Format::detect(path, &head);
    let known = Format::of_name(path).is_some() || (path.extension().is_none() && format != Format::Plain);
    known && is_text(format, &head)
}

/// Text, or one of the binary formats that can be read. A file that does not open is for the reader to report.
fn is_readable(path: &Path) -> bool {
    head(path).is_none_or(|head| is_text(Format::detect(path, &head), &head))
}

fn is_text(format: Format, head: &[u8]) -> bool {
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    matches!(format, Format::Docx | Format::Pdf) || wide || memchr::memchr(0, head).is_none()
}

/// The first bytes of a file.
fn head(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(4096).read_to_end(&mut head).ok()?;
    Some(head)
}
