//! Checkstyle's XML, which many review tools read.

use std::io::{self, Write};

use super::inert::xml;
use super::{Reporter, View};
use crate::finding::Severity;

/// Writes a `<file>` a file.
#[derive(Debug, Default)]
pub struct Checkstyle {
    started: bool,
}

impl Reporter for Checkstyle {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.start(out)?;
        writeln!(out, "  <file name=\"{}\">", xml(&view.path()))?;
        for finding in view.findings() {
            let (line, column) = finding.primary().map_or((1, 1), |claim| (claim.line, claim.column));
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "info",
            };
            let (message, rule) = (xml(&finding.prose()), xml(finding.rule));
            writeln!(
                out,
                "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" \
                 message=\"{message}\" source=\"claimlint.{rule}\"/>"
            )?;
        }
        writeln!(out, "  </file>")
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.start(out)?;
        writeln!(out, "</checkstyle>")
    }
}

impl Checkstyle {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.started, true) {
            return Ok(());
        }
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_an_error_element() {
        insta::assert_snapshot!(samples::printed(Checkstyle::default(), &samples::harbour()));
    }

    #[test]
    fn hostile_text_is_well_formed() {
        samples::assert_xml(&samples::printed(Checkstyle::default(), &samples::hostile()));
    }
}
