//! A rule, as its file says it.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::error::Origin;
use super::expression::Expression;
use super::predicate::RoleSpec;
use super::template::Template;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Off by default: may interest.
    #[default]
    Note,
    /// Needs a look.
    Warning,
    /// Cannot all be true.
    Error,
}

/// A constraint over claims, with everything that is to be said of it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The name of its file; names the flaw: "misquoted-figure".
    pub name: SmolStr,
    /// What it asks of a text, in one sentence.
    pub question: String,
    /// Why it matters.
    pub why: String,
    /// When it stays silent.
    pub silent: String,
    /// The pack that switches it on; none for a rule that is always on.
    pub pack: Option<SmolStr>,
    /// The most that it reports.
    pub severity: Severity,
    /// How sure a finding must be.
    pub confidence: Thresholds,
    /// Rules that keep silent where this one speaks of the same claims.
    pub over: Vec<SmolStr>,
    /// Roles whose figures are none of its business where other figures make them exactly.
    pub explained: Vec<SmolStr>,
    /// Its parts.
    pub roles: Vec<RoleSpec>,
    /// The measures of which it asks the same, each with its own facts for the roles; none where it asks once.
    pub kinds: Vec<RuleKind>,
    /// What must hold between the parts for the rule to apply.
    pub(super) relations: Vec<Expression>,
    /// Named expressions.
    pub(super) lets: Vec<(SmolStr, Expression)>,
    /// What must hold where it applies.
    pub(super) constraint: Expression,
    /// Conditions under which it does not apply after all.
    pub(super) unless: Vec<Expression>,
    /// What makes a finding surer or less sure.
    pub(super) evidence: Vec<Clue>,
    /// What a finding says; the first sentence of which every place has a value.
    pub(super) message: Vec<Template>,
    /// What a finding advises; every sentence of which every place has a value.
    pub(super) help: Vec<Template>,
    /// The sum; the first of which every place has a value.
    pub(super) arithmetic: Vec<Template>,
    /// What an agreement says; the rule makes none where this is empty.
    pub(super) agreement: Vec<Template>,
    /// Its file; [`Rule::examples`] reads the examples from there.
    pub origin: Origin,
    /// Expressions as written, for the page of the rule.
    pub(super) written: Written,
}

/// One of the measures of which a rule asks the same.
#[derive(Debug, Clone)]
pub struct RuleKind {
    /// Its name, which sentences give as `{kind}`.
    pub name: SmolStr,
    /// The rule's roles, with the facts that are this kind's own in place of the rule's.
    pub roles: Vec<RoleSpec>,
}

/// The parts of a rule that its page quotes as they are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Written {
    pub(super) relations: Vec<String>,
    pub(super) lets: Vec<(String, String)>,
    pub(super) constraint: String,
    pub(super) unless: Vec<String>,
    pub(super) roles: Vec<(String, String)>,
    pub(super) kinds: Vec<(String, Vec<(String, String)>)>,
}

/// Something that makes a finding surer or less sure.
#[derive(Debug, Clone)]
pub(super) struct Clue {
    /// Its name in reports.
    pub(super) name: SmolStr,
    /// When it counts.
    pub(super) when: Expression,
    /// What it adds to the confidence.
    pub(super) weight: f64,
}

/// How sure the rule is by itself, and how sure a finding must be for each severity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// How often the rule is right where its relations hold by grammar alone.
    pub base: f64,
    /// From here an error.
    pub error: f64,
    /// From here a warning.
    pub warning: f64,
    /// From here a note; below, nothing is said.
    pub note: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { base: 0.9, error: 0.8, warning: 0.5, note: 0.3 }
    }
}

impl Rule {
    /// The name of each kind with its roles; one without a name where the rule has no kinds.
    pub fn each_kind(&self) -> impl Iterator<Item = (&str, &[RoleSpec])> {
        let plain = self.kinds.is_empty().then_some(("", self.roles.as_slice()));
        plain.into_iter().chain(self.kinds.iter().map(|kind| (kind.name.as_str(), kind.roles.as_slice())))
    }

    /// The severity for a confidence; `None` where nothing is said.
    #[must_use]
    pub fn severity_at(&self, confidence: f64) -> Option<Severity> {
        let limits = [
            (Severity::Error, self.confidence.error),
            (Severity::Warning, self.confidence.warning),
            (Severity::Note, self.confidence.note),
        ];
        let reached = limits.into_iter().find(|(severity, limit)| *severity <= self.severity && confidence >= *limit);
        reached.map(|(severity, _)| severity)
    }
}
