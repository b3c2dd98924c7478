//! The report for people at a terminal, drawn by miette.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use super::window::Window;
use super::{ClaimView, FindingView, Reporter, Summary, View, inert};
use crate::finding::Severity;

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// In colour.
    pub color: bool,
    /// Whether that was asked for, whatever it is drawn on.
    pub forced: bool,
    /// Columns to fill.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, forced: false, width: 100 }
    }
}

impl Style {
    /// The style for a file: in colour only where that was asked for.
    #[must_use]
    pub fn for_file(self) -> Self {
        Self { color: self.color && self.forced, ..self }
    }
}

/// Draws every finding with its quotes, then counts.
#[derive(Debug)]
pub struct Human {
    handler: GraphicalReportHandler,
    style: Style,
    summary: Summary,
    failures: usize,
}

impl Human {
    /// A report in this style.
    #[must_use]
    pub fn new(style: Style) -> Self {
        let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(style.width)
            .with_links(false)
            .with_context_lines(0)
            .with_show_related_as_nested(true);
        Self { handler, style, summary: Summary::default(), failures: 0 }
    }
}

impl Reporter for Human {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.summary.add(view.checked);
        for finding in view.findings() {
            let mut text = String::new();
            let drawn = Drawn::new(&finding, self.style.width);
            self.handler.render_report(&mut text, &drawn).map_err(io::Error::other)?;
            writeln!(out, "{}\n", text.trim_end())?;
        }
        Ok(())
    }

    fn failure(&mut self, _failure: &super::Failure, _out: &mut dyn Write) -> io::Result<()> {
        self.failures += 1;
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", closing(&self.summary, self.failures))
    }
}

/// The last line: what was found in how much.
pub(super) fn closing(summary: &Summary, failures: usize) -> String {
    let mut found: Vec<String> = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.notes, "note")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| counted(count, name))
        .collect();
    if found.is_empty() {
        found.push("no findings".to_owned());
    }
    let mut line = format!(
        "{} in {} of {}; {}",
        found.join(", "),
        counted(summary.claims, "claim"),
        counted(summary.files, "file"),
        counted(summary.agreements, "agreement")
    );
    if summary.suppressed > 0 {
        line += &format!("; {} suppressed", summary.suppressed);
    }
    if summary.left_out > 0 {
        line += &format!("; {} more left out (--max-per-rule 0 shows them)", summary.left_out);
    }
    if failures > 0 {
        line += &format!("; {} not read", counted(failures, "file"));
    }
    line
}

/// "1 error", "2 errors".
fn counted(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// A finding as miette draws it: one related diagnostic a claim.
#[derive(Debug)]
struct Drawn {
    message: String,
    rule: String,
    severity: Severity,
    quotes: Vec<Quote>,
}

impl Drawn {
    fn new(finding: &FindingView<'_>, width: usize) -> Self {
        let mut quotes: Vec<Quote> = finding.claims.iter().map(|claim| Quote::new(claim, width)).collect();
        if let Some(last) = quotes.last_mut() {
            last.help = Some(help(finding));
        }
        Self {
            message: inert::line(finding.message).into_owned(),
            rule: format!("{}[{}]", severity(finding.severity), finding.rule),
            severity: finding.severity,
            quotes,
        }
    }
}

/// What would reconcile the claims, the sum, and how sure it is, a line each.
fn help(finding: &FindingView<'_>) -> String {
    let evidence: Vec<String> = finding.evidence.iter().map(|evidence| evidence.name.replace('-', " ")).collect();
    let because = if evidence.is_empty() { String::new() } else { format!(": {}", evidence.join(", ")) };
    [
        finding.help.map(|help| inert::line(help).into_owned()),
        finding.arithmetic.map(|sum| format!("arithmetic: {}", inert::line(sum))),
        Some(format!("confidence {:.2}{because}", finding.confidence)),
        Some(format!("fingerprint {}", finding.fingerprint)),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("\n")
}

/// The word for a severity.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.rule))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Note => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.quotes.iter().map(|quote| quote as &dyn Diagnostic)))
    }
}

/// A claim's words in their sentence.
#[derive(Debug)]
struct Quote {
    head: String,
    label: String,
    help: Option<String>,
    line: Line,
}

impl Quote {
    fn new(claim: &ClaimView<'_>, width: usize) -> Self {
        let window = Window::new(claim.sentence, claim.text, claim.offset, width.saturating_sub(20).max(40));
        let line =
            Line { name: inert::path(&claim.source).into_owned(), line: claim.line, column: claim.column, window };
        Self { head: said(claim), label: claim.role.unwrap_or("").to_owned(), help: None, line }
    }
}

/// Who says it, and when in the recording.
fn said(claim: &ClaimView<'_>) -> String {
    let who = claim.speaker.map_or("unnamed speaker".into(), inert::line);
    match claim.time {
        Some(time) => format!("{who}, at {}", super::clock(time)),
        None => who.into_owned(),
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)
    }
}

impl std::error::Error for Quote {}

impl Diagnostic for Quote {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.line)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let window = &self.line.window;
        let label = LabeledSpan::new(Some(self.label.clone()), window.start, window.end - window.start);
        Some(Box::new(std::iter::once(label)))
    }
}

/// One line cut from a file that knows where in the file its figure stands.
#[derive(Debug)]
struct Line {
    name: String,
    line: usize,
    column: usize,
    window: Window,
}

impl SourceCode for Line {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.window.text.as_bytes(),
            (0, self.window.text.len()).into(),
            self.line.saturating_sub(1),
            self.column.saturating_sub(1),
            1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_shows_both_quotes_with_speakers_and_the_sum() {
        insta::assert_snapshot!(samples::printed(Human::new(Style::default()), &samples::harbour()));
    }

    #[test]
    fn hostile_text_is_shown_not_obeyed() {
        let text = samples::printed(Human::new(Style::default()), &samples::hostile());
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        assert!(!text.contains('\u{202e}') && !text.contains("##["), "{text}");
    }

    #[test]
    fn a_line_of_ten_megabytes_is_drawn_in_a_window() {
        let filler = "and so on without end ".repeat(250_000);
        let text = format!("{filler}We loaded 1,480 ships, {filler}no, 1,408 ships, {filler}");
        let text = samples::printed(
            Human::new(Style::default()),
            &samples::checked("x", &text, &["1,480 ships", "1,408 ships"]),
        );
        assert!(text.len() < 3000 && text.contains("1,408 ships"), "{}", text.len());
    }
}
