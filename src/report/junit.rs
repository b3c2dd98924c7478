//! JUnit's XML: a suite a file, a case a finding; a file without findings is a case that passes.

use std::io::{self, Write};

use super::human::severity;
use super::inert::xml;
use super::{Failure, FindingView, Reporter, View};

/// Writes suites as files are checked.
#[derive(Debug, Default)]
pub struct Junit {
    started: bool,
}

impl Reporter for Junit {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.start(out)?;
        let (path, count) = (xml(&view.path()), view.checked.findings.len());
        let tests = count.max(1);
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{count}\" errors=\"0\">")?;
        if count == 0 {
            writeln!(out, "    <testcase name=\"no findings\" classname=\"{path}\"/>")?;
        }
        view.findings().try_for_each(|finding| case(&finding, &path, out))?;
        writeln!(out, "  </testsuite>")
    }

    fn failure(&mut self, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
        self.start(out)?;
        let (path, message) = (xml(&failure.path), xml(&failure.message));
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\">")?;
        writeln!(out, "    <testcase name=\"read\" classname=\"{path}\"><error message=\"{message}\"/></testcase>")?;
        writeln!(out, "  </testsuite>")
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.start(out)?;
        writeln!(out, "</testsuites>")
    }
}

impl Junit {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.started, true) {
            return Ok(());
        }
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"claimlint\">")
    }
}

fn case(finding: &FindingView<'_>, path: &str, out: &mut dyn Write) -> io::Result<()> {
    let place = finding.primary().map_or(String::new(), |claim| format!(":{}:{}", claim.line, claim.column));
    let (rule, message) = (xml(finding.rule), xml(finding.message));
    let prose: Vec<String> = finding.prose().lines().map(xml).collect();
    writeln!(
        out,
        "    <testcase name=\"{rule}{place}\" classname=\"{path}\">\n      \
         <failure type=\"{}\" message=\"{message}\">{}</failure>\n    </testcase>",
        severity(finding.severity),
        prose.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_a_failed_case() {
        insta::assert_snapshot!(samples::printed(Junit::default(), &samples::harbour()));
    }

    #[test]
    fn hostile_text_is_well_formed() {
        samples::assert_xml(&samples::printed(Junit::default(), &samples::hostile()));
    }
}
