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
pub mod config;
pub mod finding;
pub mod index;
pub mod lexicon;
pub mod quantity;
pub mod report;
pub mod rule;
pub mod source;
pub mod span;
pub mod transcript;
mod trial;

use std::sync::Arc;

use claim::Claims;
use finding::{Agreement, Finding, Suppressed, Verdict};
use index::Index;
use lexicon::Lexicon;
use rule::{RuleSet, Stats};
use source::{ReadOptions, Source, SourceError};
use transcript::Transcript;

pub use trial::Trial;

/// What a run knows before it reads a file: words and rules.
#[derive(Debug, Clone)]
pub struct Linter {
    /// The words.
    pub lexicon: Arc<Lexicon>,
    /// The rules.
    pub rules: RuleSet,
}

/// One file checked.
#[derive(Debug, Clone, Default)]
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
    /// How many findings and agreements were left out, so that one rule does not fill a report.
    pub left_out: usize,
    /// How often each rule met its claims.
    pub stats: Vec<Stats>,
}

impl Checked {
    /// Keeps at most so many findings, and so many agreements, of each rule: the gravest and surest. Zero keeps all.
    pub fn cap(&mut self, most: usize) {
        if most == 0 {
            return;
        }
        let sure = |finding: &Finding| (finding.confidence * 1e6) as i64;
        self.left_out += finding::cap(&mut self.findings, most, |f| (f.rule.clone(), (f.severity, sure(f))));
        self.left_out += finding::cap(&mut self.agreements, most, |agreement| (agreement.rule.clone(), ()));
    }
}

impl Default for Linter {
    /// The built-in words and rules, read side by side: a run over one small file spends most of its time here.
    fn default() -> Self {
        std::thread::scope(|scope| {
            let rules = std::thread::Builder::new().spawn_scoped(scope, RuleSet::built_in).ok();
            let lexicon = Arc::new(Lexicon::built_in());
            let rules = rules.and_then(|rules| rules.join().ok()).unwrap_or_else(RuleSet::built_in);
            Self { lexicon, rules }
        })
    }
}

impl Linter {
    /// Runs the whole pipeline over one source.
    ///
    /// # Errors
    /// Where the source cannot be read; everything after reading never fails.
    pub fn check(&self, source: Source) -> Result<Checked, SourceError> {
        self.check_with(source, &ReadOptions::default())
    }

    /// The same, with what the user knows of the event.
    ///
    /// # Errors
    /// Where the source cannot be read; everything after reading never fails.
    pub fn check_with(&self, source: Source, options: &ReadOptions) -> Result<Checked, SourceError> {
        let transcript = Transcript::with(source.read()?, options.date, &options.speakers);
        let claims = claim::extract(&transcript, &self.lexicon);
        let index = Index::new(&transcript, &claims, &self.lexicon);
        let outcomes = self.rules.apply(&transcript, &claims, &index, &self.lexicon);
        let Verdict { findings, agreements, stats } = finding::judge(&self.rules, outcomes, &transcript, &claims);
        Ok(Checked { source, transcript, claims, findings, suppressed: Vec::new(), agreements, left_out: 0, stats })
    }
}
