//! The settings for one file: the file's own, its overrides, and the command line.

use std::collections::BTreeMap;
use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use jiff::civil::Date;
use toml::Spanned;

use super::{Config, ConfigError, FailOn, Level, Override};
use crate::Checked;
use crate::finding::{Finding, MOST, Severity};
use crate::source::ReadOptions;

/// What the command line chooses; it goes before the settings file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// The only rules to use.
    pub select: Vec<String>,
    /// Rules not to use.
    pub ignore: Vec<String>,
    /// Show findings of this severity or worse.
    pub min_severity: Option<Severity>,
    /// Show findings at least this sure.
    pub min_confidence: Option<f64>,
    /// How many findings of one rule a file shows at most.
    pub max_per_rule: Option<usize>,
    /// The day of the event.
    pub date: Option<Date>,
}

/// A settings file ready for use.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    config: Config,
    choice: Choice,
    exclude: GlobSet,
    overrides: Vec<(GlobSet, Override)>,
}

impl Policy {
    /// Joins a settings file and the command line.
    ///
    /// # Errors
    /// A glob that is none, at its place in the file.
    pub fn new(config: Config, choice: Choice, path: &Path, text: &str) -> Result<Self, ConfigError> {
        let exclude = globs(&config.exclude, path, text)?;
        let overrides = config.r#override.iter().map(|over| Ok((globs(&over.paths, path, text)?, over.clone())));
        let overrides = overrides.collect::<Result<_, ConfigError>>()?;
        Ok(Self { config, choice, exclude, overrides })
    }

    /// The settings that hold: the file's, with what the command line chooses and every default filled in.
    #[must_use]
    pub fn effective(&self) -> Config {
        let named = |chosen: &[String], own: &[Spanned<String>]| {
            let chosen = chosen.iter().map(|name| Spanned::new(0..0, name.clone()));
            if chosen.len() > 0 { chosen.collect() } else { own.to_vec() }
        };
        Config {
            fail_on: Some(self.fail_on()),
            min_severity: Some(self.min_severity()),
            min_confidence: Some(self.min_confidence()),
            max_per_rule: Some(self.max_per_rule()),
            select: named(&self.choice.select, &self.config.select),
            ignore: named(&self.choice.ignore, &self.config.ignore),
            date: self.choice.date.or(self.config.date),
            ..self.config.clone()
        }
    }

    /// Whether a file found in a folder is left out; `path` counts from the settings' folder.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.is_match(path)
    }

    /// When a run fails, unless the command line says otherwise.
    #[must_use]
    pub fn fail_on(&self) -> FailOn {
        self.config.fail_on.unwrap_or_default()
    }

    /// How many findings, and agreements, of one rule a file shows at most; 0 for all.
    #[must_use]
    pub fn max_per_rule(&self) -> usize {
        self.choice.max_per_rule.or(self.config.max_per_rule).unwrap_or(MOST)
    }

    /// What the user says of a file's event.
    #[must_use]
    pub fn known(&self, path: &Path) -> ReadOptions {
        let (date, speakers) = (self.config.date, self.config.speakers.clone());
        let mut known = ReadOptions { date, speakers, ..ReadOptions::default() };
        for over in self.matching(path) {
            known.date = over.date.or(known.date);
            known.speakers.extend(over.speakers.clone());
        }
        known.date = self.choice.date.or(known.date);
        known
    }

    /// Drops what is not to be shown of a file and sets severities.
    pub fn apply(&self, checked: &mut Checked, path: &Path) {
        let levels = self.levels(path);
        checked.agreements.retain(|agreement| self.uses(&agreement.rule, path, &levels));
        checked.findings.retain_mut(|finding| {
            if let Some(severity) = levels.get(finding.rule.as_str()).and_then(|level| level.severity()) {
                finding.severity = severity;
            }
            self.uses(&finding.rule, path, &levels) && self.shows(finding)
        });
    }

    fn uses(&self, rule: &str, path: &Path, levels: &BTreeMap<&str, Level>) -> bool {
        let ignored = |names: &[Spanned<String>]| names.iter().any(|name| name.get_ref() == rule);
        if self.choice.ignore.iter().any(|name| name == rule) {
            return false;
        }
        if !self.choice.select.is_empty() {
            return self.choice.select.iter().any(|name| name == rule || name == "all");
        }
        let selected = self.config.select.is_empty()
            || ignored(&self.config.select)
            || self.config.select.iter().any(|name| name.get_ref() == "all");
        selected
            && !ignored(&self.config.ignore)
            && levels.get(rule) != Some(&Level::Off)
            && !self.matching(path).any(|over| ignored(&over.ignore))
    }

    fn shows(&self, finding: &Finding) -> bool {
        finding.severity >= self.min_severity() && finding.confidence >= self.min_confidence()
    }

    fn min_severity(&self) -> Severity {
        self.choice.min_severity.or(self.config.min_severity).unwrap_or(Severity::Warning)
    }

    fn min_confidence(&self) -> f64 {
        self.choice.min_confidence.or(self.config.min_confidence).unwrap_or(0.0)
    }

    fn levels<'a>(&'a self, path: &'a Path) -> BTreeMap<&'a str, Level> {
        let whole = self.config.severity.iter();
        let here = self.matching(path).flat_map(|over| over.severity.iter());
        whole.chain(here).map(|(name, level)| (name.get_ref().as_str(), *level)).collect()
    }

    fn matching<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = &'a Override> {
        self.overrides.iter().filter(move |(globs, _)| globs.is_match(path)).map(|(_, over)| over)
    }
}

fn globs(patterns: &[Spanned<String>], path: &Path, text: &str) -> Result<GlobSet, ConfigError> {
    let mut set = GlobSetBuilder::new();
    let wrong = |pattern: &Spanned<String>, error: &globset::Error| {
        ConfigError::at(path, text, pattern.span(), format!("this glob cannot be read: {}", error.kind()), None)
    };
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern.get_ref()).literal_separator(true).build();
        set.add(glob.map_err(|error| wrong(pattern, &error))?);
    }
    set.build().map_err(|error| ConfigError::at(path, text, 0..0, error.to_string(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(text: &str, choice: Choice) -> Policy {
        let path = Path::new("claimlint.toml");
        let config = Config::parse(path, text).unwrap_or_default();
        Policy::new(config, choice, path, text).unwrap_or_default()
    }

    fn left(policy: &Policy, path: &str) -> Vec<(String, Severity)> {
        let finding = |rule: &str, severity, confidence| Finding {
            rule: rule.to_owned(),
            severity,
            confidence,
            ..Finding::default()
        };
        let mut checked = Checked {
            findings: vec![
                finding("a", Severity::Error, 0.9),
                finding("b", Severity::Warning, 0.6),
                finding("c", Severity::Note, 0.4),
            ],
            ..Checked::default()
        };
        policy.apply(&mut checked, Path::new(path));
        checked.findings.into_iter().map(|finding| (finding.rule, finding.severity)).collect()
    }

    fn rules(policy: &Policy, path: &str) -> String {
        left(policy, path).into_iter().map(|(rule, _)| rule).collect()
    }

    #[test]
    fn notes_are_not_shown_unless_asked_for() {
        assert_eq!(rules(&policy("", Choice::default()), "x"), "ab");
        assert_eq!(rules(&policy("min-severity = \"note\"", Choice::default()), "x"), "abc");
        let choice = Choice { min_severity: Some(Severity::Error), ..Choice::default() };
        assert_eq!(rules(&policy("min-severity = \"note\"", choice), "x"), "a");
    }

    #[test]
    fn the_command_line_goes_before_the_file() {
        let choice = Choice { select: vec!["b".into()], ..Choice::default() };
        assert_eq!(rules(&policy("ignore = [\"b\"]", choice), "x"), "b");
        let choice = Choice { ignore: vec!["a".into()], ..Choice::default() };
        assert_eq!(rules(&policy("select = [\"a\", \"b\"]", choice), "x"), "b");
    }

    #[test]
    fn the_most_of_one_rule_comes_from_the_command_line_the_file_or_nowhere() {
        assert_eq!(policy("", Choice::default()).max_per_rule(), MOST);
        assert_eq!(policy("max-per-rule = 0", Choice::default()).max_per_rule(), 0);
        let choice = Choice { max_per_rule: Some(3), ..Choice::default() };
        assert_eq!(policy("max-per-rule = 0", choice).max_per_rule(), 3);
    }

    #[test]
    fn severities_change_and_overrides_hold_for_their_paths() {
        let text = "[severity]\na = \"warning\"\nb = \"off\"\nc = \"error\"\n\
                    [[override]]\npaths = [\"old/*\"]\nignore = [\"c\"]\ndate = 2020-01-02\n";
        let policy = policy(text, Choice::default());
        assert_eq!(left(&policy, "x"), [("a".to_owned(), Severity::Warning), ("c".to_owned(), Severity::Error)]);
        assert_eq!(rules(&policy, "old/x"), "a");
        assert_eq!(policy.known(Path::new("old/x")).date, Some(jiff::civil::date(2020, 1, 2)));
        assert_eq!(policy.known(Path::new("x")).date, None);
    }

    #[test]
    fn a_broken_glob_is_an_error_at_its_place() {
        let text = "exclude = [\"a[\"]";
        let config = Config::parse(Path::new("c"), text).unwrap_or_default();
        assert!(Policy::new(config, Choice::default(), Path::new("c"), text).is_err());
    }
}
