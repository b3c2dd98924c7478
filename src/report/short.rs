//! One line a finding: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use super::human::severity;
use super::{Reporter, View, inert};

/// Writes one line a finding.
#[derive(Debug, Default)]
pub struct Short {}

impl Reporter for Short {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in view.findings() {
            let place = finding.primary().map(|claim| (claim.line, claim.column)).unwrap_or((1, 1));
            writeln!(
                out,
                "{}:{}:{}: {}[{}] {}",
                inert::path(&view.path()),
                place.0,
                place.1,
                severity(finding.severity),
                finding.rule,
                inert::line(finding.message)
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_a_line() {
        let text = samples::printed(Short::default(), &samples::harbour());
        insta::assert_snapshot!(text, @"talks/harbour.txt:5:25: error[misquoted-figure] 1,480 ships is cited as 1,408 ships");
    }

    #[test]
    fn hostile_text_stays_on_its_line() {
        let text = samples::printed(Short::default(), &samples::hostile());
        assert_eq!(text.lines().count(), 1);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }
}
