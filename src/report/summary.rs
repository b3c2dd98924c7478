//! The count of everything a run found.

use serde::Serialize;

use crate::Checked;
use crate::finding::Severity;

/// How much of what a run found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub notes: usize,
    /// Findings kept back by a suppression or the baseline.
    pub suppressed: usize,
    /// Claims read.
    pub claims: usize,
    /// Constraints met.
    pub agreements: usize,
    /// Findings and agreements left out of the report, so that no rule fills it.
    pub left_out: usize,
    /// Files read.
    #[serde(skip)]
    pub files: usize,
}

impl Summary {
    /// Adds a file.
    pub fn add(&mut self, checked: &Checked) {
        for finding in &checked.findings {
            *self.of(finding.severity) += 1;
        }
        self.suppressed += checked.suppressed.len();
        self.claims += checked.claims.stated().count();
        self.agreements += checked.agreements.len();
        self.left_out += checked.left_out;
        self.files += 1;
    }

    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }

    /// Findings shown, whatever their severity.
    #[must_use]
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// How many findings are at least as severe.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Note => self.findings(),
        }
    }
}
