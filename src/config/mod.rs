//! Settings from `claimlint.toml`.
//!
//! A mistake in the file is an error that points at its place and says what was
//! probably meant; nothing in it is ignored.

mod error;
mod find;
mod names;
mod policy;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::Spanned;

use crate::finding::{Finding, Severity, SuppressionEntry};

pub use error::ConfigError;
pub use find::{FILE_NAME, find};
pub use names::{check_names, closest};
pub use policy::{Choice, Policy};

/// A commented file with every key at its default.
pub const TEMPLATE: &str = include_str!("template.toml");

/// What `claimlint.toml` says.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// Exit with 1 on findings of this severity or worse.
    pub fail_on: Option<FailOn>,
    /// Show findings of this severity or worse.
    pub min_severity: Option<Severity>,
    /// Show findings at least this sure, 0 to 1.
    pub min_confidence: Option<f64>,
    /// How many findings, and agreements, of one rule a file shows at most; 0 for all.
    pub max_per_rule: Option<usize>,
    /// The only rules to use; none named means all.
    pub select: Vec<Spanned<String>>,
    /// Rules not to use.
    pub ignore: Vec<Spanned<String>>,
    /// The severity of a rule's findings, in place of its own.
    pub severity: BTreeMap<Spanned<String>, Level>,
    /// Packs of rules to switch on.
    pub packs: Vec<Spanned<String>>,
    /// Folders of rules beside the built-in ones, from the file's folder.
    pub rules: Vec<PathBuf>,
    /// Files in folders that are not checked, as globs from the file's folder.
    pub exclude: Vec<Spanned<String>>,
    /// The day of the event, in place of what documents say.
    #[serde(deserialize_with = "day", serialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Labels of the transcripts and the speakers they stand for.
    pub speakers: BTreeMap<String, String>,
    /// A file of findings that are known, from the file's folder.
    pub baseline: Option<PathBuf>,
    /// A file of more suppressions, from the file's folder.
    pub suppressions: Option<PathBuf>,
    /// Findings to keep back.
    pub suppress: Vec<SuppressionEntry>,
    /// Other settings for some files; the last that matches wins.
    pub r#override: Vec<Override>,
}

/// Settings for files that match a glob.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Override {
    /// Globs from the file's folder.
    pub paths: Vec<Spanned<String>>,
    /// Rules not to use here.
    pub ignore: Vec<Spanned<String>>,
    /// Severities here.
    pub severity: BTreeMap<Spanned<String>, Level>,
    /// The day of the event.
    #[serde(deserialize_with = "day", serialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Labels and the speakers they stand for, beside those of the whole file.
    pub speakers: BTreeMap<String, String>,
}

/// From which severity on a run fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Only errors.
    #[default]
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Note,
    /// Nothing.
    Never,
}

impl FailOn {
    /// Whether these findings make a run fail.
    #[must_use]
    pub fn fails(self, findings: &[Finding]) -> bool {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
            Self::Never => return false,
        };
        findings.iter().any(|finding| finding.severity >= least)
    }
}

/// The severity a rule is given, or that it is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Its findings are errors.
    Error,
    /// Its findings are warnings.
    Warning,
    /// Its findings are notes.
    Note,
    /// It is not used.
    Off,
}

impl Level {
    /// The severity, unless the rule is off.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Off => None,
        }
    }
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// Where it cannot be read, or says something that has no meaning.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        Self::parse(path, &text)
    }

    /// Reads the text of a file; `path` only names it.
    ///
    /// # Errors
    /// Where it says something that has no meaning.
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| ConfigError::from_toml(path, text, &error))
    }

    /// Every rule it names, with its place.
    pub fn rule_names(&self) -> impl Iterator<Item = &Spanned<String>> {
        let overrides = self.r#override.iter().flat_map(|over| over.ignore.iter().chain(over.severity.keys()));
        self.select.iter().chain(&self.ignore).chain(self.severity.keys()).chain(overrides)
    }
}

/// A day, as TOML's own date or as a string.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Own(toml::value::Datetime),
        Text(String),
    }
    let text = match Either::deserialize(deserializer)? {
        Either::Own(date) => date.to_string(),
        Either::Text(text) => text,
    };
    text.parse().map(Some).map_err(|_| serde::de::Error::custom(format!("\"{text}\" is no day; write 2022-02-28")))
}

fn text<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_valid_file_and_so_are_its_examples() {
        let path = Path::new("claimlint.toml");
        assert!(Config::parse(path, TEMPLATE).is_ok());
        let examples: String = TEMPLATE
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line))
            .flat_map(|line| [line, "\n"])
            .collect();
        let config = Config::parse(path, &examples).map_err(|error| error.to_string());
        assert!(config.is_ok_and(|config| config.suppress.len() == 2 && config.r#override.len() == 1));
    }

    #[test]
    fn days_are_dates_or_strings() {
        for text in ["date = 2022-02-28", "date = \"2022-02-28\""] {
            let config = Config::parse(Path::new("x"), text).ok();
            assert_eq!(config.and_then(|config| config.date), Some(jiff::civil::date(2022, 2, 28)), "{text}");
        }
        assert!(Config::parse(Path::new("x"), "date = \"28 Feb\"").is_err());
    }
}
