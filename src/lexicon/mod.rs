//! The words the tool knows: tables in `rules/lexicon/`, built into the binary.
//!
//! One file a table here, one TOML file a table there. Each stage takes the table it needs.

mod chinese;
mod cues;
mod listing;
pub(crate) mod phrases;
mod speech;
mod story;
mod timing;
pub(crate) mod units;
mod vocabulary;
mod weights;
mod words;

pub use cues::{Cue, Cues, Reach};
pub use listing::{Listing, ListingWords};
pub use speech::Speech;
pub use timing::Timing;
pub use units::Units;
pub use vocabulary::{Bound, Calendar, Dimension};
pub use weights::Weights;
pub use words::{Analysis, Class, Trend, VerbForm, Words};

/// Every table, loaded once and handed to each stage.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Units, currencies, scale words, number words, hedges: what the grammar of quantities needs.
    pub units: Units,
    /// Lemmas, parts of speech, synonyms, derivations: what measures are made of.
    pub words: Words,
    /// Phrases that say how a figure is meant: "as X mentioned", "of them", "we expect".
    pub cues: Cues,
    /// Phrases that say how the figures of several sentences hang together: "running total", "the previous record".
    pub story: Cues,
    /// What each named piece of evidence counts for.
    pub weights: Weights,
}

impl Lexicon {
    /// The built-in tables.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            units: Units::built_in(),
            words: Words::built_in(),
            cues: Cues::built_in(),
            story: story::built_in(),
            weights: Weights::built_in(),
        }
    }
}
