//! `claimlint rules`: the rules in force; and their loading for every subcommand.

use std::path::PathBuf;

use claimlint::Linter;
use claimlint::report::RuleNote;
use miette::Result;

/// The built-in rules and those of folders.
///
/// # Errors
/// A mistake in a rule file, at its place.
pub fn linter(folders: impl Iterator<Item = PathBuf>) -> Result<Linter> {
    let linter = Linter::default();
    for _folder in folders {}
    Ok(linter)
}

/// The names of the rules in force.
pub fn names(_linter: &Linter) -> Vec<String> {
    Vec::new()
}

/// What reports say of the rules.
pub fn notes(_linter: &Linter) -> Vec<RuleNote> {
    Vec::new()
}
