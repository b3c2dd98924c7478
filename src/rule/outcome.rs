//! What a rule says of the claims it brought together.

use smol_str::SmolStr;

use crate::claim::ClaimId;
use crate::index::Evidence;

/// A claim in its part of an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The role's name in the rule.
    pub name: String,
    /// The claim.
    pub claim: ClaimId,
}

/// Whether a rule's constraint holds over claims that it brought together.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The rule, an index into [`RuleSet::rules`](super::RuleSet::rules).
    pub rule: usize,
    /// Whether the constraint is met; else no true values meet it.
    pub held: bool,
    /// The claims in their roles, in the order of the rule's file.
    pub roles: Vec<Role>,
    /// From 0 to 1: how sure it is that the rule applies.
    pub confidence: f64,
    /// What the confidence is made of.
    pub evidence: Vec<Evidence>,
    /// What is to be said: of the clash, or of the agreement.
    pub message: String,
    /// What would reconcile the claims.
    pub help: Option<String>,
    /// The sum.
    pub arithmetic: Option<String>,
}

/// How often a rule met its claims.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// The rule's name.
    pub rule: SmolStr,
    /// How many groups of claims filled its roles.
    pub bound: usize,
    /// How many met the constraint.
    pub held: usize,
    /// How many did not.
    pub broken: usize,
    /// How many could not be computed: a figure is missing or units differ.
    pub unknown: usize,
    /// How many starting claims had more candidates than are looked at.
    pub capped: usize,
}

/// Everything that the rules say of a transcript.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcomes {
    /// What they say, rule by rule.
    pub all: Vec<Outcome>,
    /// How often each rule met its claims, in the order of the rules.
    pub stats: Vec<Stats>,
}
