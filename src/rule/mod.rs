//! Rules: which claims to bring together, and the constraint they must meet.

use crate::claim::Claims;
use crate::finding::{Agreement, Finding};
use crate::index::Index;
use crate::transcript::Transcript;

/// The rules in force.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {}

impl RuleSet {
    /// The rules built into the binary.
    #[must_use]
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Checks a transcript's claims against every rule.
    #[must_use]
    pub fn check(&self, transcript: &Transcript, claims: &Claims, index: &Index) -> (Vec<Finding>, Vec<Agreement>) {
        let _ = (transcript, claims, index);
        (Vec::new(), Vec::new())
    }
}
