//! Findings that are known, so that only new ones count.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Finding, Suppressed};

/// The version of the file's layout.
const VERSION: u32 = 1;

/// A finding in a baseline; only the fingerprint decides, the rest is for readers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Known {
    /// The file it was found in.
    pub source: String,
    /// The rule's name.
    pub rule: String,
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// What it says.
    pub message: String,
}

/// A file of known findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: Vec<Known>,
}

impl Baseline {
    /// An empty one, to be filled.
    #[must_use]
    pub fn new() -> Self {
        Self { version: VERSION, findings: Vec::new() }
    }

    /// Adds the findings of a file.
    pub fn add(&mut self, source: &str, findings: &[Finding]) {
        self.findings.extend(findings.iter().map(|finding| Known {
            source: source.to_owned(),
            rule: finding.rule.clone(),
            fingerprint: finding.fingerprint.clone(),
            message: finding.message.clone(),
        }));
    }

    /// How many findings it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The file's text, the same for the same findings in any order.
    ///
    /// # Errors
    /// What the JSON writer says.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let mut sorted = self.clone();
        sorted.findings.sort();
        serde_json::to_string_pretty(&sorted).map(|text| text + "\n")
    }

    /// Reads the file's text.
    ///
    /// # Errors
    /// Where it is no baseline, or one of another version.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if read.version == VERSION {
            Ok(read)
        } else {
            Err(format!("the baseline's version is {}, not {VERSION}; write it anew", read.version))
        }
    }
}

/// A baseline in use: a finding is known as often as it was written.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    left: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts a baseline.
    #[must_use]
    pub fn new(baseline: &Baseline) -> Self {
        let mut left = BTreeMap::new();
        for known in &baseline.findings {
            *left.entry(known.fingerprint.clone()).or_insert(0) += 1;
        }
        Self { left }
    }

    /// Moves known findings to the suppressed.
    pub fn apply(&mut self, findings: &mut Vec<Finding>, suppressed: &mut Vec<Suppressed>) {
        for finding in std::mem::take(findings) {
            match self.left.get_mut(&finding.fingerprint).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    suppressed.push(Suppressed { reason: "in the baseline".to_owned(), baseline: true, finding });
                }
                None => findings.push(finding),
            }
        }
    }

    /// Known findings that did not turn up.
    #[must_use]
    pub fn gone(&self) -> usize {
        self.left.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(fingerprint: &str) -> Finding {
        Finding { fingerprint: fingerprint.into(), ..Finding::default() }
    }

    #[test]
    fn only_what_is_new_remains() {
        let mut baseline = Baseline::new();
        baseline.add("x", &[finding("b"), finding("a"), finding("gone")]);
        let text = baseline.to_text().unwrap_or_default();
        let mut tally = Baseline::parse(&text).map(|read| Tally::new(&read)).unwrap_or_default();
        let (mut findings, mut kept) = (vec![finding("a"), finding("a"), finding("b"), finding("c")], Vec::new());
        tally.apply(&mut findings, &mut kept);
        let left: Vec<&str> = findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        assert_eq!((left, kept.len(), tally.gone()), (vec!["a", "c"], 2, 1));
    }

    #[test]
    fn the_text_does_not_depend_on_the_order() {
        let (mut one, mut other) = (Baseline::new(), Baseline::new());
        one.add("x", &[finding("b"), finding("a")]);
        other.add("x", &[finding("a"), finding("b")]);
        assert_eq!(one.to_text().ok(), other.to_text().ok());
        assert!(Baseline::parse("{\"version\": 9, \"findings\": []}").is_err());
    }
}
