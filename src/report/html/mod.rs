//! The editor's report: one page that needs nothing but a browser.
//!
//! Parts are rendered as files come in and wait in temporary files; the page is
//! put together when the run ends. Every text goes through one formatter that
//! quiets and escapes it, so that no template can forget to.

mod pieces;
mod transcript;

use std::io::{self, Seek, Write};

use minijinja::{Environment, Error, Value, context};
use serde::Serialize;
use tempfile::SpooledTempFile;

use super::human::closing;
use super::{Failure, FindingView, Reporter, Summary, TOOL, View, inert};
use crate::claim::{Claim, ClaimId};
use crate::finding::{Finding, Severity};
use pieces::Quote;
use transcript::{Touch, touches};

/// The page's parts, in the order of the page.
const TEMPLATES: [(&str, &str); 6] = [
    ("head.html", include_str!("head.html")),
    ("finding.html", include_str!("finding.html")),
    ("transcript.html", include_str!("transcript.html")),
    ("claims.html", include_str!("claims.html")),
    ("agreement.html", include_str!("agreement.html")),
    ("foot.html", include_str!("foot.html")),
];
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Bytes of a part kept in memory before it moves to a temporary file.
const SPOOL: usize = 4 << 20;

/// Writes the page.
pub struct Html {
    templates: Environment<'static>,
    findings: Vec<(Severity, f64, String)>,
    transcripts: SpooledTempFile,
    claims: SpooledTempFile,
    agreements: SpooledTempFile,
    failures: Vec<String>,
    summary: Summary,
    untouched: usize,
}

impl std::fmt::Debug for Html {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Html").field("summary", &self.summary).finish_non_exhaustive()
    }
}

impl Default for Html {
    fn default() -> Self {
        let part = || tempfile::spooled_tempfile(SPOOL);
        Self {
            templates: templates(),
            findings: Vec::new(),
            transcripts: part(),
            claims: part(),
            agreements: part(),
            failures: Vec::new(),
            summary: Summary::default(),
            untouched: 0,
        }
    }
}

/// A finding as its card shows it.
#[derive(Serialize)]
struct Card<'a> {
    finding: FindingView<'a>,
    quotes: Vec<Quote<'a>>,
    /// For the exports of the page, as JSON.
    data: String,
}

impl Reporter for Html {
    fn file(&mut self, view: &View<'_>, _out: &mut dyn Write) -> io::Result<()> {
        let file = self.summary.files;
        self.summary.add(view.checked);
        for finding in &view.checked.findings {
            let card = card(view, finding, file)?;
            let html = self.render("finding.html", context! { card => shown(&card) })?;
            self.findings.push((finding.severity, finding.confidence, html));
        }
        let touches = touches(view.checked);
        let untouched = |claim: &&Claim| touches.get(claim.id.0 as usize) == Some(&Touch::Untouched);
        self.untouched += view.checked.claims.stated().filter(untouched).count();
        self.transcript(view, file, &touches)?;
        self.sheet(view, file, &touches)?;
        self.agreed(view, file)
    }

    fn failure(&mut self, failure: &Failure, _out: &mut dyn Write) -> io::Result<()> {
        self.failures.push(failure.message.clone());
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        // Ranked: the most severe first, then the surest, then as they came.
        self.findings.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
        let head = self.render(
            "head.html",
            context! {
                tool => shown(&TOOL),
                style => Value::from_safe_string(STYLE.to_owned()),
                closing => closing(&self.summary, self.failures.len()),
                summary => shown(&self.summary),
                findings => self.findings.len(),
                untouched => self.untouched,
                failures => self.failures.clone(),
            },
        )?;
        out.write_all(head.as_bytes())?;
        self.findings.iter().try_for_each(|(_, _, html)| out.write_all(html.as_bytes()))?;
        pane(out, "transcript", &mut self.transcripts, "")?;
        pane(out, "claims", &mut self.claims, "</tbody></table>")?;
        pane(out, "agreements", &mut self.agreements, "")?;
        let foot = self.render(
            "foot.html",
            context! { script => Value::from_safe_string(SCRIPT.to_owned()), tool => shown(&TOOL) },
        )?;
        out.write_all(foot.as_bytes())
    }
}

impl Html {
    fn render(&self, name: &str, context: Value) -> io::Result<String> {
        self.templates.get_template(name).and_then(|template| template.render(context)).map_err(io::Error::other)
    }

    fn transcript(&mut self, view: &View<'_>, file: usize, touches: &[Touch]) -> io::Result<()> {
        let turns = transcript::turns(view, file, touches);
        let html =
            self.render("transcript.html", context! { source => shown(&view.source()), turns => shown(&turns) })?;
        self.transcripts.write_all(html.as_bytes())
    }

    fn sheet(&mut self, view: &View<'_>, file: usize, touches: &[Touch]) -> io::Result<()> {
        let first = file == 0;
        let row = |claim: &Claim| {
            let touch = touches.get(claim.id.0 as usize).map_or("", Touch::word);
            context! { id => anchor(file, claim.id), touch, claim => shown(&view.claim(claim, None)) }
        };
        let rows: Vec<Value> = view.checked.claims.stated().map(row).collect();
        let html = self.render("claims.html", context! { rows, first })?;
        self.claims.write_all(html.as_bytes())
    }

    fn agreed(&mut self, view: &View<'_>, file: usize) -> io::Result<()> {
        for (agreement, raw) in view.agreements().zip(&view.checked.agreements) {
            let ids: Vec<String> = raw.roles.iter().map(|role| anchor(file, role.claim)).collect();
            let html = self.render("agreement.html", context! { agreement => shown(&agreement), ids })?;
            self.agreements.write_all(html.as_bytes())?;
        }
        Ok(())
    }
}

fn card<'a>(view: &View<'a>, finding: &'a Finding, file: usize) -> io::Result<Card<'a>> {
    let view_of = view.finding(finding);
    let ids = finding.roles.iter().map(|role| role.claim).filter(|id| view.checked.claims.get(*id).is_some());
    let quotes = pieces::quotes(view, &view_of, ids.map(|id| (anchor(file, id), id)));
    let data = inert::json(serde_json::to_string(&view_of)?);
    Ok(Card { finding: view_of, quotes, data })
}

fn shown(value: &impl Serialize) -> Value {
    Value::from(minijinja::value::Serde(value))
}

/// The name of a claim's place in the transcript.
fn anchor(file: usize, id: ClaimId) -> String {
    format!("{file}-{}", id.0)
}

fn pane(out: &mut dyn Write, name: &str, part: &mut SpooledTempFile, end: &str) -> io::Result<()> {
    write!(out, "</section>\n<section id=\"{name}\" class=\"pane\" role=\"tabpanel\" tabindex=\"-1\" hidden>\n")?;
    part.rewind()?;
    io::copy(part, out)?;
    out.write_all(end.as_bytes())
}

fn templates() -> Environment<'static> {
    let mut templates = Environment::new();
    templates.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => {
            let quiet = Value::from(inert::line(text).into_owned());
            minijinja::escape_formatter(out, state, &quiet)
        }
        _ => minijinja::escape_formatter(out, state, value),
    });
    templates.add_filter("clock", super::clock);
    templates.add_filter("percent", |confidence: f64| format!("{:.0} %", confidence * 100.0));
    templates.add_filter("signed", |weight: f64| format!("{weight:+.2}"));
    for (name, text) in TEMPLATES {
        let added: Result<(), Error> = templates.add_template(name, text);
        // The templates are part of the program; a test renders each.
        debug_assert!(added.is_ok(), "{added:?}");
    }
    templates
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_page_has_every_part() {
        let page = samples::printed(Html::default(), &samples::harbour());
        for part in ["id=\"findings\"", "id=\"transcript\"", "id=\"claims\"", "id=\"agreements\"", "1,408 ships"] {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("http://") && !page.contains("src=\"http"), "the page needs no network");
    }

    #[test]
    fn a_quote_links_to_its_place_and_back() {
        let page = samples::printed(Html::default(), &samples::harbour());
        assert!(page.contains("href=\"#c-0-1\"") && page.contains("id=\"c-0-1\""), "{page}");
        assert!(page.contains("href=\"#f-0123456789abcdef\"") && page.contains("id=\"f-0123456789abcdef\""));
    }

    #[test]
    fn hostile_text_is_text() {
        let page = samples::printed(Html::default(), &samples::hostile());
        assert!(!page.contains("<script>alert") && !page.contains("<img"), "{page}");
        assert_eq!(page.matches("<script").count(), 1);
        assert!(!page.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{page:?}");
    }

    #[test]
    fn a_derived_claim_has_no_row_and_moves_no_other() {
        let mut checked = samples::harbour();
        checked.claims.all[0].derived = true;
        let page = samples::printed(Html::default(), &checked);
        assert!(!page.contains("id=\"r-0-0\"") && page.contains("id=\"c-0-0\""));
        assert!(page.contains("id=\"r-0-1\" class=\"error\"") && page.contains("id=\"r-0-2\" class=\"untouched\""));
    }

    #[test]
    fn two_files_share_a_page_and_the_worst_comes_first() {
        let (mut soft, hard) = (samples::harbour(), samples::harbour());
        soft.findings[0].severity = Severity::Warning;
        soft.findings[0].fingerprint = "soft".into();
        let (mut page, mut out) = (Html::default(), Vec::new());
        for checked in [&soft, &hard] {
            assert!(page.file(&View::new(checked), &mut out).is_ok());
        }
        assert!(page.finish(&mut out).is_ok());
        let page = String::from_utf8_lossy(&out);
        assert!(page.find("id=\"f-0123") < page.find("id=\"f-soft\""));
        assert!(page.contains("id=\"c-1-0\""));
    }
}
