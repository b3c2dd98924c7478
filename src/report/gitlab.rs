//! GitLab's code quality report: a JSON array of issues.

use std::io::{self, Write};

use serde::Serialize;

use super::json::string;
use super::{FindingView, Reporter, View};
use crate::finding::Severity;

/// Writes an array with an issue a finding.
#[derive(Debug, Default)]
pub struct Gitlab {
    started: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

impl Reporter for Gitlab {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in view.findings() {
            let open = if self.started { "," } else { "[" };
            self.started = true;
            write!(out, "{open}\n  {}", string(&issue(&finding, &view.path()))?)?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", if self.started { "\n]" } else { "[]" })
    }
}

fn issue<'a>(finding: &FindingView<'a>, path: &'a str) -> Issue<'a> {
    Issue {
        description: finding.prose(),
        check_name: finding.rule,
        // The same words in two files are two issues, and GitLab shows one a fingerprint.
        fingerprint: format!("{}:{path}", finding.fingerprint),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location {
            path: path.strip_prefix("./").unwrap_or(path),
            lines: Lines { begin: finding.primary().map_or(1, |claim| claim.line) },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_an_issue() {
        insta::assert_snapshot!(samples::printed(Gitlab::default(), &samples::harbour()));
    }

    #[test]
    fn no_finding_is_an_empty_array() {
        let mut checked = samples::hostile();
        assert!(serde_json::from_str::<serde_json::Value>(&samples::printed(Gitlab::default(), &checked)).is_ok());
        checked.findings.clear();
        assert_eq!(samples::printed(Gitlab::default(), &checked), "[]\n");
    }
}
