//! Rules on trial: each rule's own examples through the whole pipeline.

use std::collections::BTreeSet;
use std::path::Path;

use smol_str::SmolStr;

use crate::finding::Finding;
use crate::rule::{Example, RoleSpec, Rule, RuleError, Severity};
use crate::source::{Format, Source};
use crate::{Checked, Linter};

/// What became of one example of a rule.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The rule's name.
    pub rule: SmolStr,
    /// The example, from 1 in the order of the rule's file.
    pub example: usize,
    /// Whether the rule must fire on it.
    pub must_fire: bool,
    /// What went wrong, at the example's place; `None` where the rule did what it must.
    pub failure: Option<RuleError>,
}

impl Linter {
    /// Runs every example of some rules, each as `check` would with the rule's own pack switched on.
    #[must_use]
    pub fn try_rules(&self, names: &BTreeSet<SmolStr>) -> Vec<Trial> {
        let mut trials = Vec::new();
        for rule in self.rules.rules.iter().filter(|rule| names.contains(&rule.name)) {
            let mut linter = self.clone();
            linter.rules.packs.extend(rule.pack.clone());
            let examples = rule.examples().into_iter().enumerate();
            trials.extend(examples.map(|(at, example)| linter.try_example(rule, at + 1, &example)));
        }
        trials
    }

    fn try_example(&self, rule: &Rule, number: usize, example: &Example) -> Trial {
        let source =
            Source::from_bytes(Path::new("example.txt"), example.text.clone().into_bytes(), Some(Format::Plain));
        let failure = match self.check(source) {
            Ok(checked) => failure(rule, example, &checked),
            Err(error) => Some(RuleError::new(&rule.origin, example.span, error.to_string(), "cannot be read")),
        };
        Trial { rule: rule.name.clone(), example: number, must_fire: !example.fires.is_empty(), failure }
    }
}

fn failure(rule: &Rule, example: &Example, checked: &Checked) -> Option<RuleError> {
    let mut found = checked.findings.iter().filter(|finding| finding.rule == rule.name.as_str());
    let error = |message: String, label: &str| RuleError::new(&rule.origin, example.span, message, label);
    if example.fires.is_empty() {
        // Notes are off by default: they count only against a rule that makes nothing else.
        let least = rule.severity.min(Severity::Warning);
        let finding = found.find(|finding| finding.severity >= least)?;
        let message = format!("`{}` fires on an example on which it must keep silent", rule.name);
        return Some(error(message, "must not fire").with_help(finding.message.clone()));
    }
    if found.any(|finding| names_all(finding, example, checked)) {
        return None;
    }
    let message = format!("`{}` does not fire on {}", rule.name, example.fires.join(" with "));
    Some(error(message, "must fire").with_help(reason(rule, example, checked)))
}

/// Why a rule keeps silent: its roles are not filled, its constraint holds, or another rule tells the clash.
fn reason(rule: &Rule, example: &Example, checked: &Checked) -> String {
    let met = checked.stats.iter().find(|stats| stats.rule == rule.name).cloned().unwrap_or_default();
    if met.bound == 0 {
        return takers(rule, checked);
    }
    if met.broken == 0 {
        let (held, unknown) = (
            "the figures are found, and the constraint holds for them",
            "the figures are found, but the constraint cannot be computed: units differ, or a field has no value",
        );
        return if met.held > 0 { held } else { unknown }.to_owned();
    }
    if let Some(words) = example.fires.iter().find(|words| !touched(words, checked)) {
        return format!("`{words}` holds no figure");
    }
    if let Some(other) = checked.findings.iter().find(|finding| finding.rule == rule.name.as_str()) {
        return format!("it fires on other figures: {}", other.message);
    }
    match checked.findings.iter().find(|finding| names_all(finding, example, checked)) {
        Some(other) => format!(
            "`{0}` tells it: {1}; `over = [\"{0}\"]` would let this rule go before it",
            other.rule, other.message
        ),
        None => "the constraint is broken, but the confidence is below what makes a note".to_owned(),
    }
}

/// Whether some words hold, or lie in, a figure of the text.
fn touched(words: &str, checked: &Checked) -> bool {
    let mut places = checked.transcript.text.match_indices(words).map(|(at, _)| (at, at + words.len()));
    places.any(|(start, end)| checked.claims.all.iter().any(|claim| claim.span.start < end && start < claim.span.end))
}

/// Which figures of a text could take each role, relations aside.
fn takers(rule: &Rule, checked: &Checked) -> String {
    let texts = |spec: &RoleSpec| {
        let taken = checked.claims.all.iter().filter(|claim| spec.takes(claim));
        let texts: Vec<String> = taken.map(|claim| format!("`{}`", checked.transcript.slice(claim.span))).collect();
        if texts.is_empty() { "nothing".to_owned() } else { texts.join(", ") }
    };
    let kind = |(name, roles): (&str, &[RoleSpec])| {
        let of = if name.is_empty() { String::new() } else { format!(" ({name})") };
        let roles: Vec<String> = roles.iter().map(|role| format!("{}{of}: {}", role.name, texts(role))).collect();
        roles.join("; ")
    };
    let filled = rule.each_kind().any(|(_, roles)| {
        roles.iter().all(|role| role.optional || checked.claims.all.iter().any(|claim| role.takes(claim)))
    });
    let start = if filled {
        "each role has figures, but no relations tie them together, or `unless` silences them"
    } else {
        "not every role has a figure"
    };
    let figures = checked.claims.all.iter().filter(|claim| !claim.derived);
    let measured = figures.map(|claim| format!("`{}` ({})", checked.transcript.slice(claim.span), claim.measure.key));
    let measured = measured.collect::<Vec<_>>().join(", ");
    format!(
        "{start}: {}\nfigures and their measures: {measured}",
        rule.each_kind().map(kind).collect::<Vec<_>>().join("; ")
    )
}

/// Whether each of the words that must be found touches a claim of the finding.
fn names_all(finding: &Finding, example: &Example, checked: &Checked) -> bool {
    let text = &checked.transcript.text;
    example.fires.iter().all(|words| {
        let spans = text.match_indices(words.as_str()).map(|(at, _)| (at, at + words.len()));
        let claims = || finding.roles.iter().filter_map(|role| checked.claims.get(role.claim));
        spans.into_iter().any(|(start, end)| claims().any(|claim| claim.span.start < end && start < claim.span.end))
    })
}
