//! claimlint: a linter for the numbers that people say.
//!
//! The pipeline, one way and no way back:
//!
//! ```text
//! bytes -> source -> transcript -> quantities -> claims -> index -> rules -> findings -> reports
//! ```
//!
//! A module knows only the modules before it.

pub mod claim;
pub mod finding;
pub mod index;
pub mod lexicon;
pub mod quantity;
pub mod report;
pub mod rule;
pub mod source;
pub mod span;
pub mod transcript;

use jiff::civil::Date;

use claim::Claims;
use finding::{Agreement, Finding, Suppressed};
use index::Index;
use lexicon::Lexicon;
use rule::RuleSet;
use source::{Source, SourceError};
use transcript::Transcript;

/// What a run knows before it reads a file: words and rules.
#[derive(Debug, Clone)]
pub struct Linter {
    /// The words.
    pub lexicon: Lexicon,
    /// The rules.
    pub rules: RuleSet,
    /// The day of the event, where the user gives it.
    pub date: Option<Date>,
}

/// One file checked.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The file.
    pub source: Source,
    /// Its text, turns and sentences.
    pub transcript: Transcript,
    /// Its claims.
    pub claims: Claims,
    /// What cannot all be true.
    pub findings: Vec<Finding>,
    /// Findings kept back by a suppression or the baseline.
    pub suppressed: Vec<Suppressed>,
    /// What was checked and holds.
    pub agreements: Vec<Agreement>,
}

impl Default for Linter {
    fn default() -> Self {
        Self { lexicon: Lexicon::built_in(), rules: RuleSet::built_in(), date: None }
    }
}

impl Linter {
    /// Runs the whole pipeline over one source.
    ///
    /// # Errors
    /// Where the source cannot be read; everything after reading never fails.
    pub fn check(&self, source: Source) -> Result<Checked, SourceError> {
        let transcript = Transcript::new(source.read()?, self.date);
        let claims = claim::extract(&transcript, &self.lexicon);
        let index = Index::new(&transcript, &claims, &self.lexicon);
        let (findings, agreements) = self.rules.check(&transcript, &claims, &index);
        Ok(Checked { source, transcript, claims, findings, suppressed: Vec::new(), agreements })
    }
}
