//! What reports show: plain, serializable views of a checked file.
//!
//! Field names here are the field names of the JSON report; every other format
//! is a projection of the same views.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Lines, inert};
use crate::Checked;
use crate::claim::{Aspect, Claim, Modality, Period};
use crate::finding::{Agreement, Finding, Role, Severity};
use crate::index::Evidence;
use crate::quantity::{Bound, Quantity};
use crate::source::Format;

/// The version of the JSON report's layout.
pub const SCHEMA_VERSION: u32 = 1;

/// The program that wrote a report.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// This program.
pub const TOOL: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };

/// An input file.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView<'a> {
    /// The path as given.
    pub path: Cow<'a, str>,
    /// What it was read as.
    pub format: Format,
    /// The day of the event, where known.
    pub date: Option<String>,
    /// Who speaks.
    pub speakers: Vec<&'a str>,
    /// How many sentences it has.
    pub sentences: usize,
    /// How many claims it has.
    pub claims: usize,
}

/// A figure's value and limits, as decimal strings.
#[derive(Debug, Clone, Serialize)]
pub struct QuantityView {
    /// The value as stated.
    pub value: String,
    /// The least true value it leaves open, or none.
    pub low: Option<String>,
    /// The greatest true value it leaves open, or none.
    pub high: Option<String>,
    /// How it limits the value.
    pub bound: Bound,
    /// The unit's name.
    pub unit: String,
}

/// When.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodView<'a> {
    /// The words.
    pub text: &'a str,
    /// First day, `YYYY-MM-DD`.
    pub start: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub end: Option<String>,
}

/// A claim with its place in the source file.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView<'a> {
    /// Its part in the finding or agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'a str>,
    /// The path as given.
    pub source: Cow<'a, str>,
    /// First byte in the source file.
    pub start: usize,
    /// One past the last byte in the source file.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Line of the last byte's end, from 1.
    #[serde(skip)]
    pub end_line: usize,
    /// Column one past the last character, from 1.
    #[serde(skip)]
    pub end_column: usize,
    /// The figure's words.
    pub text: &'a str,
    /// The sentence around them.
    pub sentence: &'a str,
    /// Where the words begin in the sentence.
    #[serde(skip)]
    pub offset: usize,
    /// Who says it.
    pub speaker: Option<&'a str>,
    /// Seconds from the start of the recording.
    pub time: Option<f64>,
    /// The value.
    pub quantity: QuantityView,
    /// What is measured, as a normalized key; empty where unknown.
    pub measure: &'a str,
    /// What about it.
    pub aspect: Aspect,
    /// What a change is against.
    pub basis: Option<&'a str>,
    /// When.
    pub period: Option<PeriodView<'a>>,
    /// What narrows it: places, companies, accounting terms.
    pub scope: Vec<&'a str>,
    /// Whether it is said to be so.
    pub modality: Modality,
    /// Whose figure it is said to be.
    pub attributed_to: Option<&'a str>,
}

/// A broken constraint.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView<'a> {
    /// Stays while the sentences of its claims do.
    pub fingerprint: &'a str,
    /// The rule's name.
    pub rule: &'a str,
    /// How much it matters.
    pub severity: Severity,
    /// From 0 to 1.
    pub confidence: f64,
    /// What the confidence is made of.
    pub evidence: &'a [Evidence],
    /// One sentence: what cannot be.
    pub message: &'a str,
    /// What would reconcile the claims.
    pub help: Option<&'a str>,
    /// The sum on paper.
    pub arithmetic: Option<&'a str>,
    /// The claims in their roles.
    pub claims: Vec<ClaimView<'a>>,
}

impl<'a> FindingView<'a> {
    /// The claim that formats with room for one place point at: the last one said.
    #[must_use]
    pub fn primary(&self) -> Option<&ClaimView<'a>> {
        self.claims.iter().max_by_key(|claim| claim.start)
    }

    /// Message, quotes with speakers and places, arithmetic and help, a line each.
    ///
    /// Nothing in it is active in a terminal or a build log.
    #[must_use]
    pub fn prose(&self) -> String {
        let mut lines = vec![inert::line(self.message).into_owned()];
        lines.extend(self.claims.iter().map(ClaimView::cited));
        lines.extend(self.arithmetic.map(|sum| format!("arithmetic: {}", inert::line(sum))));
        lines.extend(self.help.map(|help| format!("help: {}", inert::line(help))));
        lines.join("\n")
    }
}

impl ClaimView<'_> {
    /// The sentence before the figure's words, the words, and the sentence after them.
    #[must_use]
    pub fn parts(&self) -> (&str, &str, &str) {
        let before = self.sentence.get(..self.offset).unwrap_or("");
        (before, self.text, self.sentence.get(before.len() + self.text.len()..).unwrap_or(""))
    }

    /// Who says the words, and where: `Anna Reed: "1,480 ships" (talk.txt:3:36)`.
    #[must_use]
    pub fn cited(&self) -> String {
        let who = self.speaker.map_or("unnamed speaker".into(), inert::line);
        let (text, path) = (inert::line(self.text), inert::path(&self.source));
        format!("{who}: \"{text}\" ({path}:{}:{})", self.line, self.column)
    }
}

/// A met constraint.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementView<'a> {
    /// The rule's name.
    pub rule: &'a str,
    /// What was checked and holds.
    pub message: &'a str,
    /// The claims in their roles.
    pub claims: Vec<ClaimView<'a>>,
}

/// A checked file, ready to be shown.
#[derive(Debug)]
pub struct View<'a> {
    /// The file.
    pub checked: &'a Checked,
    lines: Lines<'a>,
}

impl<'a> View<'a> {
    /// Indexes a checked file for showing.
    #[must_use]
    pub fn new(checked: &'a Checked) -> Self {
        Self { checked, lines: Lines::new(&checked.source.bytes) }
    }

    /// The path as given; `-` is standard input.
    #[must_use]
    pub fn path(&self) -> Cow<'a, str> {
        self.checked.source.path.to_string_lossy()
    }

    /// The file as a whole.
    #[must_use]
    pub fn source(&self) -> SourceView<'a> {
        let transcript = &self.checked.transcript;
        SourceView {
            path: self.path(),
            format: self.checked.source.format,
            date: transcript.date.map(|date| date.to_string()),
            speakers: transcript.speakers.iter().map(|speaker| speaker.name.as_str()).collect(),
            sentences: transcript.sentences.len(),
            claims: self.checked.claims.stated().count(),
        }
    }

    /// Every claim, in text order.
    pub fn claims(&self) -> impl Iterator<Item = ClaimView<'a>> + '_ {
        self.checked.claims.stated().map(|claim| self.claim(claim, None))
    }

    /// Every finding.
    pub fn findings(&self) -> impl Iterator<Item = FindingView<'a>> + '_ {
        self.checked.findings.iter().map(|finding| self.finding(finding))
    }

    /// Every agreement.
    pub fn agreements(&self) -> impl Iterator<Item = AgreementView<'a>> + '_ {
        self.checked.agreements.iter().map(|agreement| self.agreement(agreement))
    }

    /// One finding.
    #[must_use]
    pub fn finding(&self, finding: &'a Finding) -> FindingView<'a> {
        FindingView {
            fingerprint: &finding.fingerprint,
            rule: &finding.rule,
            severity: finding.severity,
            confidence: hundredths(finding.confidence),
            evidence: &finding.evidence,
            message: &finding.message,
            help: finding.help.as_deref(),
            arithmetic: finding.arithmetic.as_deref(),
            claims: self.roles(&finding.roles),
        }
    }

    fn agreement(&self, agreement: &'a Agreement) -> AgreementView<'a> {
        AgreementView { rule: &agreement.rule, message: &agreement.message, claims: self.roles(&agreement.roles) }
    }

    fn roles(&self, roles: &'a [Role]) -> Vec<ClaimView<'a>> {
        let known = roles.iter().filter_map(|role| Some((role, self.checked.claims.get(role.claim)?)));
        known.map(|(role, claim)| self.claim(claim, Some(&role.name))).collect()
    }

    /// One claim, in a role or on its own.
    #[must_use]
    pub fn claim(&self, claim: &'a Claim, role: Option<&'a str>) -> ClaimView<'a> {
        let transcript = &self.checked.transcript;
        let span = transcript.map.to_source(claim.span);
        let place = self.lines.place(span.start);
        let after = self.lines.place(span.end);
        let sentence = transcript.sentences.get(claim.sentence);
        let turn = transcript.turn_of(claim.sentence);
        ClaimView {
            role,
            source: self.path(),
            start: span.start,
            end: span.end,
            line: place.line,
            column: place.column,
            end_line: after.line,
            end_column: after.column,
            text: transcript.slice(claim.span),
            sentence: sentence.map_or("", |sentence| transcript.slice(sentence.span)),
            offset: sentence.map_or(0, |sentence| claim.span.start.saturating_sub(sentence.span.start)),
            speaker: claim.speaker.and_then(|id| transcript.speaker(id)).map(|speaker| speaker.name.as_str()),
            time: sentence.and_then(|sentence| sentence.time).or_else(|| turn.and_then(|turn| turn.time)),
            quantity: quantity(&claim.quantity),
            measure: &claim.measure.key,
            aspect: claim.aspect,
            basis: claim.basis.as_deref(),
            period: claim.period.as_ref().map(period),
            scope: claim.scope.iter().map(smol_str::SmolStr::as_str).collect(),
            modality: claim.modality,
            attributed_to: claim.attribution.as_ref().map(|attribution| {
                let known = attribution.speaker.and_then(|id| transcript.speaker(id));
                known.map_or(attribution.name.as_str(), |speaker| speaker.name.as_str())
            }),
        }
    }
}

fn quantity(quantity: &Quantity) -> QuantityView {
    let interval = quantity.interval();
    QuantityView {
        value: decimal(quantity.value),
        low: interval.low.map(decimal),
        high: interval.high.map(decimal),
        bound: quantity.bound,
        unit: quantity.unit.to_string(),
    }
}

fn period(period: &Period) -> PeriodView<'_> {
    PeriodView {
        text: &period.text,
        start: period.start.map(|date| date.to_string()),
        end: period.end.map(|date| date.to_string()),
    }
}

/// A decimal without trailing zeros; the precision said shows in the limits.
fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Confidence is a judgement: two places are all it holds.
fn hundredths(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}
