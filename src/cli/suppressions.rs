//! Files of suppressions, such as the HTML report exports.

use std::path::Path;

use claimlint::config::ConfigError;
use claimlint::finding::{Notice, SuppressionEntry};
use miette::{IntoDiagnostic, Result, WrapErr};
use serde::Deserialize;

/// A file of nothing but suppressions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    suppress: Vec<SuppressionEntry>,
}

/// Reads a file of suppressions.
///
/// # Errors
/// Where it cannot be read, or says something that has no meaning.
pub fn load(path: &Path) -> Result<Vec<SuppressionEntry>> {
    let text = std::fs::read_to_string(path).into_diagnostic().wrap_err_with(|| path.display().to_string())?;
    let file: File = toml::from_str(&text).map_err(|error| ConfigError::from_toml(path, &text, &error))?;
    Ok(file.suppress)
}

/// What is said of a suppression that ends, has ended, or met nothing.
pub fn told(entry: &SuppressionEntry, notice: &Notice) -> String {
    let what = match (&entry.fingerprint, &entry.rule) {
        (Some(fingerprint), _) => fingerprint.clone(),
        (None, Some(rule)) if entry.figures.is_empty() => rule.clone(),
        (None, Some(rule)) => format!("{rule} ({})", entry.figures.join(", ")),
        (None, None) => String::new(),
    };
    match notice {
        Notice::Expired(date) => format!("the suppression of {what} ended on {date}"),
        Notice::Expiring(date, 0) => format!("the suppression of {what} ends today, {date}"),
        Notice::Expiring(date, days) => format!("the suppression of {what} ends on {date}, in {days} days"),
        Notice::Unused => format!("the suppression of {what} meets no finding"),
    }
}
