//! Findings kept back on purpose, with a reason.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use serde::{Deserialize, Serialize};

use super::{Finding, Suppressed};
use crate::claim::Claims;
use crate::transcript::Transcript;

/// Days before its end at which an expiry is announced.
const AHEAD: i32 = 30;

/// One suppression, as a file has it: by fingerprint, or by rule and figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SuppressionEntry {
    /// The finding's fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// The rule's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Figures that the finding's claims have, word for word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
    /// Why the finding is kept back.
    pub reason: String,
    /// The last day on which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<toml::value::Datetime>,
}

/// What is to be said of a suppression after a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// It ended on this day and holds no more.
    Expired(Date),
    /// It ends on this day, so many days ahead.
    Expiring(Date, i32),
    /// No finding met it.
    Unused,
}

/// The suppressions of a run, and which of them were met.
#[derive(Debug, Clone, Default)]
pub struct Suppressions {
    entries: Vec<(SuppressionEntry, Option<Date>, usize)>,
}

impl Suppressions {
    /// Takes the entries of one or more files.
    #[must_use]
    pub fn new(entries: Vec<SuppressionEntry>) -> Self {
        let entries = entries.into_iter().map(|entry| {
            let end = entry.expires.as_ref().and_then(|date| date.to_string().parse().ok());
            (entry, end, 0)
        });
        Self { entries: entries.collect() }
    }

    /// Whether there are none: then what day it is need not be known, which takes a look at the files on time zones.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Moves the findings that an entry meets to the suppressed.
    pub fn apply(
        &mut self,
        findings: &mut Vec<Finding>,
        suppressed: &mut Vec<Suppressed>,
        (transcript, claims): (&Transcript, &Claims),
        today: Date,
    ) {
        let all = std::mem::take(findings);
        for finding in all {
            let figures: Vec<String> = finding
                .roles
                .iter()
                .filter_map(|role| claims.get(role.claim))
                .map(|claim| plain(transcript.slice(claim.span)))
                .collect();
            match self.entries.iter_mut().find(|(entry, end, _)| holds(*end, today) && meets(entry, &finding, &figures))
            {
                Some((entry, _, met)) => {
                    *met += 1;
                    suppressed.push(Suppressed { reason: entry.reason.clone(), baseline: false, finding });
                }
                None => findings.push(finding),
            }
        }
    }

    /// What is to be said of each, in their order.
    pub fn notices(&self, today: Date) -> impl Iterator<Item = (&SuppressionEntry, Notice)> {
        self.entries.iter().filter_map(move |(entry, end, met)| match end {
            Some(end) if *end < today => Some((entry, Notice::Expired(*end))),
            Some(end) if *end <= today.saturating_add(AHEAD.days()) => {
                let days = today.until((Unit::Day, *end)).map_or(0, |span| span.get_days());
                Some((entry, Notice::Expiring(*end, days)))
            }
            _ if *met == 0 => Some((entry, Notice::Unused)),
            _ => None,
        })
    }
}

fn holds(end: Option<Date>, today: Date) -> bool {
    end.is_none_or(|end| today <= end)
}

/// An entry that names nothing meets nothing.
fn meets(entry: &SuppressionEntry, finding: &Finding, figures: &[String]) -> bool {
    if let Some(fingerprint) = &entry.fingerprint {
        return *fingerprint == finding.fingerprint;
    }
    let Some(rule) = &entry.rule else { return false };
    *rule == finding.rule && entry.figures.iter().all(|wanted| figures.contains(&plain(wanted)))
}

/// The words of a figure with single spaces.
fn plain(figure: &str) -> String {
    figure.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn run(text: &str, today: Date) -> (usize, Vec<Notice>) {
        #[derive(Deserialize)]
        struct File {
            suppress: Vec<SuppressionEntry>,
        }
        let entries = toml::from_str::<File>(text).map(|file| file.suppress).unwrap_or_default();
        assert!(!entries.is_empty(), "{text}");
        let mut suppressions = Suppressions::new(entries);
        let mut findings = vec![Finding { fingerprint: "ab".into(), rule: "r".into(), ..Finding::default() }];
        let mut kept = Vec::new();
        suppressions.apply(&mut findings, &mut kept, (&Transcript::default(), &Claims::default()), today);
        assert_eq!(findings.len() + kept.len(), 1);
        (kept.len(), suppressions.notices(today).map(|(_, notice)| notice).collect())
    }

    #[test]
    fn a_fingerprint_or_a_rule_is_met() {
        let today = date(2026, 1, 1);
        assert_eq!(run("[[suppress]]\nfingerprint = 'ab'\nreason = 'x'", today), (1, vec![]));
        assert_eq!(run("[[suppress]]\nrule = 'r'\nreason = 'x'", today), (1, vec![]));
        assert_eq!(run("[[suppress]]\nrule = 'r'\nfigures = ['5']\nreason = 'x'", today), (0, vec![Notice::Unused]));
        assert_eq!(run("[[suppress]]\nfingerprint = 'cd'\nreason = 'x'", today), (0, vec![Notice::Unused]));
    }

    #[test]
    fn an_end_is_announced_and_then_holds() {
        let text = "[[suppress]]\nfingerprint = 'ab'\nreason = 'x'\nexpires = 2026-06-30";
        let end = date(2026, 6, 30);
        assert_eq!(run(text, date(2026, 5, 1)), (1, vec![]));
        assert_eq!(run(text, date(2026, 6, 20)), (1, vec![Notice::Expiring(end, 10)]));
        assert_eq!(run(text, end), (1, vec![Notice::Expiring(end, 0)]));
        assert_eq!(run(text, date(2026, 7, 1)), (0, vec![Notice::Expired(end)]));
    }
}
