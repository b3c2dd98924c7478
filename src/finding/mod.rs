//! Findings: broken constraints, judged.

mod baseline;
mod cap;
mod fingerprint;
mod judge;
mod suppress;

use crate::index::Evidence;
pub use crate::rule::{Role, Severity};

pub use baseline::{Baseline, Tally};
pub use cap::{MOST, cap};
pub use judge::{Verdict, judge};
pub use suppress::{Notice, SuppressionEntry, Suppressions};

/// A broken constraint.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Finding {
    /// Stays the same while the sentences of its claims do; hex.
    pub fingerprint: String,
    /// The rule's name.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// From 0 to 1.
    pub confidence: f64,
    /// What the confidence is made of.
    pub evidence: Vec<Evidence>,
    /// One sentence: what cannot be.
    pub message: String,
    /// What would reconcile the claims, or what to check.
    pub help: Option<String>,
    /// The sum as one would write it on paper.
    pub arithmetic: Option<String>,
    /// The claims in their roles.
    pub roles: Vec<Role>,
}

/// A met constraint over claims in different places.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The rule's name.
    pub rule: String,
    /// One sentence: what was checked and holds.
    pub message: String,
    /// The claims in their roles.
    pub roles: Vec<Role>,
}

/// A finding kept back.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it is kept back, in the words of who did so.
    pub reason: String,
    /// Whether it is kept back as known, not on purpose.
    pub baseline: bool,
}
