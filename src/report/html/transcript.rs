//! The whole transcript with its claims underlined.

use serde::Serialize;

use super::anchor;
use crate::Checked;
use crate::claim::ClaimId;
use crate::report::View;
use crate::span::Span;

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    /// It is part of a finding, with this fingerprint and severity.
    Found(String, &'static str),
    /// It agrees with another claim.
    Agreed,
    /// No rule made anything of it.
    Untouched,
}

impl Touch {
    /// Its word in the page's classes and tables.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Found(_, severity) => severity,
            Self::Agreed => "agreement",
            Self::Untouched => "untouched",
        }
    }
}

/// What became of each claim, in text order.
pub fn touches(checked: &Checked) -> Vec<Touch> {
    let mut touches = vec![Touch::Untouched; checked.claims.all.len()];
    let mut touch = |id: ClaimId, what: Touch| {
        if let Some(slot) = touches.get_mut(id.0 as usize) {
            *slot = what;
        }
    };
    for agreement in &checked.agreements {
        agreement.roles.iter().for_each(|role| touch(role.claim, Touch::Agreed));
    }
    // The worst finding of a claim is the one it links to, so it is set last.
    let mut findings: Vec<_> = checked.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    for finding in findings {
        let what = Touch::Found(finding.fingerprint.clone(), crate::report::severity(finding.severity));
        finding.roles.iter().for_each(|role| touch(role.claim, what.clone()));
    }
    touches
}

/// A turn of the transcript.
#[derive(Debug, Serialize)]
pub struct Turn<'a> {
    speaker: Option<&'a str>,
    time: Option<f64>,
    paragraphs: Vec<Vec<Run<'a>>>,
}

/// A stretch of text, a claim or not.
#[derive(Debug, Serialize)]
struct Run<'a> {
    text: &'a str,
    /// The claim's anchor.
    claim: Option<String>,
    /// What became of it.
    touch: &'static str,
    /// Where a click leads.
    link: String,
}

/// The turns, cut at claims.
pub fn turns<'a>(view: &View<'a>, file: usize, touches: &[Touch]) -> Vec<Turn<'a>> {
    let transcript = &view.checked.transcript;
    let mut writer = Writer { checked: view.checked, touches, file, next: 0 };
    let turns = transcript.turns.iter().map(|turn| Turn {
        speaker: turn.speaker.and_then(|id| transcript.speaker(id)).map(|speaker| speaker.name.as_str()),
        time: turn.time,
        paragraphs: writer.paragraphs(turn.sentences.clone()),
    });
    turns.collect()
}

struct Writer<'a, 't> {
    checked: &'a Checked,
    touches: &'t [Touch],
    file: usize,
    /// The next claim in text order.
    next: usize,
}

impl<'a> Writer<'a, '_> {
    fn paragraphs(&mut self, sentences: std::ops::Range<usize>) -> Vec<Vec<Run<'a>>> {
        let sentences = self.checked.transcript.sentences.get(sentences).unwrap_or(&[]);
        let paragraphs = sentences.chunk_by(|one, next| one.paragraph == next.paragraph);
        let spans = paragraphs.filter_map(|part| Some(part.first()?.span.cover(part.last()?.span)));
        spans.map(|span| self.runs(span)).collect()
    }

    fn runs(&mut self, span: Span) -> Vec<Run<'a>> {
        let text = &self.checked.transcript.text;
        let mut runs = Vec::new();
        let mut at = span.start;
        while let Some(claim) = self.checked.claims.all.get(self.next).filter(|claim| claim.span.start < span.end) {
            // Of claims that overlap, the first is underlined; the others keep their place in the table.
            let shows = !claim.derived || self.touches.get(self.next) != Some(&Touch::Untouched);
            if shows && claim.span.start >= at && claim.span.end <= span.end {
                runs.push(plain(Span::new(at, claim.span.start).of(text)));
                runs.push(self.claim(self.next, claim.span.of(text)));
                at = claim.span.end;
            }
            self.next += 1;
        }
        runs.push(plain(Span::new(at, span.end).of(text)));
        runs.retain(|run| !run.text.is_empty());
        runs
    }

    /// Whether the text does not state the claim itself, so that no row of the table has it.
    fn derived(&self, at: usize) -> bool {
        self.checked.claims.all.get(at).is_some_and(|claim| claim.derived)
    }

    fn claim(&self, at: usize, text: &'a str) -> Run<'a> {
        let name = anchor(self.file, ClaimId(u32::try_from(at).unwrap_or(u32::MAX)));
        let touch = self.touches.get(at).unwrap_or(&Touch::Untouched);
        let link = match touch {
            Touch::Found(fingerprint, _) => format!("f-{fingerprint}"),
            Touch::Agreed if self.derived(at) => "agreements".to_owned(),
            Touch::Agreed | Touch::Untouched => format!("r-{name}"),
        };
        Run { text, claim: Some(name), touch: touch.word(), link }
    }
}

fn plain(text: &str) -> Run<'_> {
    Run { text, claim: None, touch: "", link: String::new() }
}
