//! A report to paste into a pull request or a page.

use std::io::{self, Write};

use super::human::{closing, severity};
use super::inert::markdown;
use super::{ClaimView, FindingView, Reporter, Summary, View};

/// Writes a section a finding, then the counts.
#[derive(Debug, Default)]
pub struct Markdown {
    summary: Summary,
    failed: Vec<String>,
}

impl Reporter for Markdown {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.summary.add(view.checked);
        view.findings().try_for_each(|finding| section(&finding, out))
    }

    fn failure(&mut self, failure: &super::Failure, _out: &mut dyn Write) -> io::Result<()> {
        self.failed.push(markdown(&failure.message));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.failed.iter().try_for_each(|message| writeln!(out, "Not read: {message}\n"))?;
        writeln!(out, "{}", closing(&self.summary, self.failed.len()))
    }
}

fn section(finding: &FindingView<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "### {}: {}\n", severity(finding.severity), markdown(finding.message))?;
    finding.claims.iter().try_for_each(|claim| quote(claim, out))?;
    for (name, text) in [("Arithmetic", finding.arithmetic), ("Help", finding.help)] {
        if let Some(text) = text {
            writeln!(out, "- {name}: {}", markdown(text))?;
        }
    }
    let evidence: Vec<String> = finding.evidence.iter().map(|evidence| markdown(&evidence.name)).collect();
    writeln!(out, "- Confidence: {:.2} ({})", finding.confidence, evidence.join(", "))?;
    writeln!(out, "- Rule: {}, fingerprint {}\n", markdown(finding.rule), finding.fingerprint)
}

fn quote(claim: &ClaimView<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (before, figure, after) = claim.parts();
    let who = claim.speaker.map_or_else(|| "unnamed speaker".to_owned(), markdown);
    writeln!(
        out,
        "> **{who}** ({}, {}:{}:{}):\\\n> {}<b>{}</b>{}\n",
        markdown(claim.role.unwrap_or("")),
        markdown(&claim.source),
        claim.line,
        claim.column,
        markdown(before),
        markdown(figure),
        markdown(after)
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_a_section() {
        insta::assert_snapshot!(samples::printed(Markdown::default(), &samples::harbour()));
    }

    #[test]
    fn hostile_text_marks_nothing_up() {
        use pulldown_cmark::{Event, Parser};
        let text = samples::printed(Markdown::default(), &samples::hostile());
        let html: Vec<String> = Parser::new(&text)
            .filter_map(|event| match event {
                Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
                _ => None,
            })
            .collect();
        assert!(html.iter().all(|html| html == "<b>" || html == "</b>"), "{html:?}");
        assert!(!text.contains('@') && !text.contains('\u{1b}'), "{text}");
    }
}
