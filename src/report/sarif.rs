//! SARIF 2.1.0, for code scanning.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::json::{List, string};
use super::{ClaimView, Failure, FindingView, Reporter, TOOL, View, inert};
use crate::finding::Severity;

/// GitHub refuses a run with more results.
const MOST: usize = 25_000;
/// GitHub shows no more results of a run, the most severe first.
const SHOWN: usize = 5_000;

/// What a report says of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleNote {
    /// Its name.
    pub name: String,
    /// What it asks, in a sentence.
    pub summary: String,
    /// Why it matters, and when it stays silent.
    pub help: String,
    /// How severe its findings are unless the evidence is weak.
    pub severity: Severity,
}

/// Writes one run; results wait by severity, since the most severe must come first.
#[derive(Debug)]
pub struct Sarif {
    rules: Vec<RuleNote>,
    errors: List,
    warnings: List,
    notes: List,
    notices: Vec<Value>,
    failed: bool,
    /// The most results, and the most that are shown.
    limits: (usize, usize),
}

impl Sarif {
    /// A report that describes these rules.
    #[must_use]
    pub fn new(rules: Vec<RuleNote>) -> Self {
        Self {
            rules,
            errors: List::new(),
            warnings: List::new(),
            notes: List::new(),
            notices: Vec::new(),
            failed: false,
            limits: (MOST, SHOWN),
        }
    }

    fn push(&mut self, severity: Severity, result: &Outcome) -> io::Result<()> {
        match severity {
            Severity::Error => self.errors.push(result),
            Severity::Warning => self.warnings.push(result),
            Severity::Note => self.notes.push(result),
        }
    }

    fn overflow(&mut self) {
        let total = self.errors.len() + self.warnings.len() + self.notes.len();
        let (most, shown) = self.limits;
        if total > shown {
            let kept = total.min(most);
            let text = format!("{total} findings: {kept} are in this file, of which code scanning shows {shown}");
            self.notices.push(notice("warning", &text));
        }
    }
}

impl Reporter for Sarif {
    fn file(&mut self, view: &View<'_>, _out: &mut dyn Write) -> io::Result<()> {
        for finding in view.findings() {
            self.push(finding.severity, &outcome(&finding, None))?;
        }
        for kept in &view.checked.suppressed {
            let finding = view.finding(&kept.finding);
            self.push(finding.severity, &outcome(&finding, Some(&kept.reason)))?;
        }
        Ok(())
    }

    fn failure(&mut self, failure: &Failure, _out: &mut dyn Write) -> io::Result<()> {
        self.failed = true;
        self.notices.push(notice("error", &failure.message));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.overflow();
        let driver = json!({
            "name": TOOL.name,
            "version": TOOL.version,
            "semanticVersion": TOOL.version,
            "rules": self.rules.iter().map(rule).collect::<Vec<_>>(),
        });
        let invocation = json!({
            "executionSuccessful": !self.failed,
            "toolExecutionNotifications": self.notices,
        });
        write!(
            out,
            "{{\n\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n\"version\": \"2.1.0\",\n\
             \"runs\": [{{\n\"tool\": {{\"driver\": {}}},\n\"columnKind\": \"unicodeCodePoints\",\n\
             \"invocations\": [{}],\n\"results\": [",
            string(&driver)?,
            string(&invocation)?
        )?;
        let most = self.limits.0;
        let mut room = most;
        for list in [&mut self.errors, &mut self.warnings, &mut self.notes] {
            if room < most && room > 0 && list.len() > 0 {
                out.write_all(b",")?;
            }
            room -= list.write_some(room, out)?;
        }
        writeln!(out, "\n]\n}}]\n}}")
    }
}

/// A `result` of the standard.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: String,
    level: &'static str,
    rank: f64,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Value>,
    properties: Value,
}

#[derive(Debug, Serialize)]
struct Text {
    text: String,
}

/// A `location` of the standard.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Value,
    message: Text,
}

fn outcome(finding: &FindingView<'_>, suppressed: Option<&str>) -> Outcome {
    let primary = finding.primary().map(|claim| claim.start);
    let others = finding.claims.iter().filter(|claim| Some(claim.start) != primary);
    Outcome {
        rule_id: finding.rule.to_owned(),
        level: level(finding.severity),
        rank: (finding.confidence * 100.0).round(),
        message: Text { text: finding.prose() },
        locations: finding.primary().map(|claim| location(claim, None)).into_iter().collect(),
        related_locations: others.enumerate().map(|(id, claim)| location(claim, Some(id))).collect(),
        partial_fingerprints: json!({ "claimlint/v1": finding.fingerprint }),
        suppressions: suppressed
            .map(|reason| json!({ "kind": "external", "justification": inert::line(reason) }))
            .into_iter()
            .collect(),
        properties: json!({ "confidence": finding.confidence, "evidence": finding.evidence }),
    }
}

fn location(claim: &ClaimView<'_>, id: Option<usize>) -> Location {
    Location {
        id,
        physical_location: json!({
            "artifactLocation": { "uri": uri(&claim.source) },
            "region": {
                "startLine": claim.line,
                "startColumn": claim.column,
                "endLine": claim.end_line,
                "endColumn": claim.end_column,
                "byteOffset": claim.start,
                "byteLength": claim.end - claim.start,
                "snippet": { "text": inert::line(claim.text) },
            },
        }),
        message: Text { text: format!("{}: {}", claim.role.unwrap_or("claim"), claim.cited()) },
    }
}

fn rule(rule: &RuleNote) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.help },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn notice(level: &str, text: &str) -> Value {
    json!({ "level": level, "message": { "text": inert::line(text) } })
}

fn level(severity: Severity) -> &'static str {
    super::human::severity(severity)
}

/// A path as a relative URI, or a `file:` URI where it is absolute.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.strip_prefix("./").unwrap_or(&path).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn notes() -> Vec<RuleNote> {
        let severity = Severity::Error;
        vec![RuleNote { name: "misquoted-figure".into(), summary: "s".into(), help: "h".into(), severity }]
    }

    #[test]
    fn a_finding_is_a_result_with_its_places() {
        let text = samples::printed(Sarif::new(notes()), &samples::harbour());
        let mut sarif: Value = serde_json::from_str(&text).unwrap_or_default();
        for version in ["version", "semanticVersion"] {
            sarif["runs"][0]["tool"]["driver"][version] = "V".into();
        }
        insta::assert_json_snapshot!(sarif);
    }

    #[test]
    fn a_suppressed_finding_is_marked_so() {
        let mut checked = samples::hostile();
        let finding = checked.findings.remove(0);
        checked.suppressed.push(crate::finding::Suppressed { finding, reason: "looked at".into(), baseline: false });
        let sarif: Value = serde_json::from_str(&samples::printed(Sarif::new(notes()), &checked)).unwrap_or_default();
        assert_eq!(sarif["runs"][0]["results"][0]["suppressions"][0]["justification"], "looked at");
    }

    #[test]
    fn too_many_results_are_cut_with_a_notice_most_severe_first() {
        let mut sarif = Sarif { limits: (20, 10), ..Sarif::new(Vec::new()) };
        let mut checked = samples::harbour();
        checked.findings[0].severity = Severity::Warning;
        let warning = checked.findings[0].clone();
        checked.findings = vec![warning; 25];
        checked.findings[22].severity = Severity::Error;
        let view = View::new(&checked);
        let mut out = Vec::new();
        assert!(sarif.file(&view, &mut out).and_then(|()| sarif.finish(&mut out)).is_ok());
        let made: Value = serde_json::from_slice(&out).unwrap_or_default();
        let results = made["runs"][0]["results"].as_array().map_or(0, Vec::len);
        assert_eq!((results, made["runs"][0]["results"][0]["level"].as_str()), (20, Some("error")));
        assert_eq!(made["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["level"], "warning");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./a b/ü:1.txt"), "a%20b/%C3%BC%3A1.txt");
        assert_eq!(uri("/x/y"), "file:///x/y");
    }
}
