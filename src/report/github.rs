//! Annotations for a GitHub workflow: commands on standard output.

use std::io::{self, Write};

use super::{Failure, FindingView, Reporter, View, inert};
use crate::finding::Severity;

/// A step may annotate ten places of a kind; more are dropped by GitHub without a word.
const MOST: usize = 10;

/// Writes the most severe findings as annotations and says how many more there are.
#[derive(Debug, Default)]
pub struct Github {
    kept: Vec<(Severity, String)>,
    seen: usize,
}

impl Reporter for Github {
    fn file(&mut self, view: &View<'_>, _out: &mut dyn Write) -> io::Result<()> {
        for finding in view.findings() {
            self.keep(finding.severity, command(&finding, view));
        }
        Ok(())
    }

    fn failure(&mut self, failure: &Failure, _out: &mut dyn Write) -> io::Result<()> {
        let text = format!(
            "::error file={},title=claimlint::{}",
            inert::property(&failure.path),
            inert::annotation(&inert::line(&failure.message))
        );
        self.keep(Severity::Error, text);
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.kept.iter().try_for_each(|(_, command)| writeln!(out, "{command}"))?;
        match self.seen - self.kept.len() {
            0 => Ok(()),
            more => writeln!(out, "claimlint: {more} more, not annotated: a step may annotate {MOST} places"),
        }
    }
}

impl Github {
    /// Keeps the first [`MOST`] of the most severe, in order.
    fn keep(&mut self, severity: Severity, command: String) {
        self.seen += 1;
        let at = self.kept.partition_point(|(kept, _)| *kept >= severity);
        if at < MOST {
            self.kept.insert(at, (severity, command));
            self.kept.truncate(MOST);
        }
    }
}

fn command(finding: &FindingView<'_>, view: &View<'_>) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = finding.primary().map_or(String::new(), |claim| {
        let last = if claim.end_line == claim.line { claim.end_column - 1 } else { claim.column };
        let (line, column, last) = (claim.line, claim.column, last.max(claim.column));
        format!(",line={line},endLine={line},col={column},endColumn={last}")
    });
    format!(
        "::{kind} file={}{place},title={}::{}",
        inert::property(&view.path()),
        inert::property(&format!("claimlint {}", finding.rule)),
        inert::annotation(&finding.prose())
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_a_command() {
        insta::assert_snapshot!(samples::printed(Github::default(), &samples::harbour()));
    }

    #[test]
    fn the_most_severe_ten_are_annotated() {
        let mut github = Github::default();
        for at in 0..30 {
            let severity = if at % 3 == 0 { Severity::Error } else { Severity::Warning };
            github.keep(severity, format!("{severity:?} {at}"));
        }
        let kept: Vec<&str> = github.kept.iter().map(|(_, command)| command.as_str()).collect();
        assert_eq!((kept[0], kept[9], kept.len()), ("Error 0", "Error 27", 10));
        github.keep(Severity::Error, "late".into());
        assert!(github.kept.iter().all(|(_, command)| command != "late"));
        let mut out = Vec::new();
        assert!(github.finish(&mut out).is_ok());
        assert!(String::from_utf8_lossy(&out).contains("21 more"));
    }

    #[test]
    fn hostile_text_starts_no_command_of_its_own() {
        let text = samples::printed(Github::default(), &samples::hostile());
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!text.contains("##["), "{text}");
    }
}
