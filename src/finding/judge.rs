//! From outcomes to findings and agreements: severity, precedence, order.

use std::collections::{BTreeSet, HashMap};

use super::fingerprint::{Fingerprints, of};
use super::{Agreement, Finding};
use crate::claim::{Claim, ClaimId, Claims};
use crate::rule::{Outcome, Outcomes, Role, Rule, RuleSet, Stats};
use crate::transcript::Transcript;

/// What comes of a transcript's outcomes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// What cannot all be true, in text order of the last claim.
    pub findings: Vec<Finding>,
    /// What was checked and holds, in text order of the last claim.
    pub agreements: Vec<Agreement>,
    /// How often each rule met its claims.
    pub stats: Vec<Stats>,
}

/// The least confidence at which a met constraint is worth telling.
const SURE: f64 = 0.5;

/// Judges the outcomes of a rule set.
///
/// One clash is told once: where two rules speak of the same claims, the one that takes
/// precedence stays (the rule that names the other in `over`, else the graver, the one that
/// brings more claims together, the surer, the first by name).
#[must_use]
pub fn judge(rules: &RuleSet, outcomes: Outcomes, transcript: &Transcript, claims: &Claims) -> Verdict {
    let (held, broken): (Vec<Outcome>, Vec<Outcome>) = outcomes.all.into_iter().partition(|outcome| outcome.held);
    let mut charges: Vec<Charge<'_>> = broken.into_iter().filter_map(|outcome| Charge::new(rules, outcome)).collect();
    charges.sort_by(Charge::graver_first);
    let mut kept = once_each(charges);
    kept.sort_by_key(|charge| (charge.claims.last().copied(), charge.claims.first().copied(), charge.outcome.rule));
    let mut fingerprints = Fingerprints::default();
    let mut finding = |charge: Charge<'_>| {
        let fingerprint = fingerprints.unique(of(&charge.rule.name, &charge.outcome.roles, transcript, claims));
        charge.finding(fingerprint)
    };
    Verdict {
        findings: kept.into_iter().map(&mut finding).collect(),
        agreements: agreements(rules, held, claims),
        stats: outcomes.stats,
    }
}

/// The charges of which no other tells the clash. Only those that share a claim are compared.
fn once_each(charges: Vec<Charge<'_>>) -> Vec<Charge<'_>> {
    let mut kept: Vec<Option<Charge<'_>>> = Vec::new();
    let mut by_claim: HashMap<ClaimId, Vec<usize>> = HashMap::new();
    for charge in charges {
        let near = || charge.claims.iter().filter_map(|id| by_claim.get(id)).flatten().copied();
        let known = |at: usize| kept.get(at).and_then(Option::as_ref);
        if near().any(|at| known(at).is_some_and(|other| other.covers(&charge))) {
            continue;
        }
        let overruled: Vec<usize> =
            near().filter(|at| known(*at).is_some_and(|other| charge.overrules(other))).collect();
        for at in overruled {
            kept[at] = None;
        }
        for id in &charge.claims {
            by_claim.entry(*id).or_default().push(kept.len());
        }
        kept.push(Some(charge));
    }
    kept.into_iter().flatten().collect()
}

/// A broken constraint before it is told.
struct Charge<'r> {
    rule: &'r Rule,
    severity: super::Severity,
    claims: BTreeSet<ClaimId>,
    outcome: Outcome,
}

impl<'r> Charge<'r> {
    fn new(rules: &'r RuleSet, outcome: Outcome) -> Option<Self> {
        let rule = rules.rules.get(outcome.rule)?;
        let severity = rule.severity_at(outcome.confidence)?;
        Some(Self { rule, severity, claims: ids(&outcome.roles), outcome })
    }

    fn graver_first(a: &Self, b: &Self) -> std::cmp::Ordering {
        let order = b.severity.cmp(&a.severity).then(b.claims.len().cmp(&a.claims.len()));
        let order = order.then(b.outcome.confidence.total_cmp(&a.outcome.confidence));
        order.then_with(|| a.rule.name.cmp(&b.rule.name)).then_with(|| a.claims.cmp(&b.claims))
    }

    /// Whether the two speak of the same clash.
    fn shares(&self, other: &Self) -> bool {
        self.claims.is_subset(&other.claims) || other.claims.is_subset(&self.claims)
    }

    /// Whether this one, which is graver, leaves nothing to say for another.
    fn covers(&self, other: &Self) -> bool {
        self.shares(other) && !other.rule.over.contains(&self.rule.name)
    }

    fn overrules(&self, other: &Self) -> bool {
        self.shares(other) && self.rule.over.contains(&other.rule.name)
    }

    fn finding(self, fingerprint: String) -> Finding {
        Finding {
            fingerprint,
            rule: self.rule.name.to_string(),
            severity: self.severity,
            confidence: (self.outcome.confidence * 1000.0).round() / 1000.0,
            evidence: self.outcome.evidence,
            message: self.outcome.message,
            help: self.outcome.help,
            arithmetic: self.outcome.arithmetic,
            roles: self.outcome.roles,
        }
    }
}

fn ids(roles: &[Role]) -> BTreeSet<ClaimId> {
    roles.iter().map(|role| role.claim).collect()
}

/// Met constraints over claims in different sentences, or over three claims and more, each group of claims once.
fn agreements(rules: &RuleSet, mut held: Vec<Outcome>, claims: &Claims) -> Vec<Agreement> {
    held.retain(|outcome| outcome.confidence >= SURE && (outcome.roles.len() > 2 || apart(&outcome.roles, claims)));
    held.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.rule.cmp(&b.rule)));
    let mut told: BTreeSet<BTreeSet<ClaimId>> = BTreeSet::new();
    held.retain(|outcome| told.insert(ids(&outcome.roles)));
    held.sort_by_key(|outcome| (ids(&outcome.roles).last().copied(), ids(&outcome.roles).first().copied()));
    let agreement = |outcome: Outcome| {
        let rule = rules.rules.get(outcome.rule)?;
        Some(Agreement { rule: rule.name.to_string(), message: outcome.message, roles: outcome.roles })
    };
    held.into_iter().filter_map(agreement).collect()
}

fn apart(roles: &[Role], claims: &Claims) -> bool {
    let mut sentences = roles.iter().filter_map(|role| claims.get(role.claim)).map(|claim: &Claim| claim.sentence);
    let first = sentences.next();
    sentences.any(|sentence| Some(sentence) != first)
}
