//! The words the tool knows: tables in `rules/lexicon/`, built into the binary.
//!
//! One file a table here, one TOML file a table there. Each stage takes the table it needs.

mod chinese;
mod cues;
mod directions;
mod hash;
mod listing;
mod memo;
mod open;
pub(crate) mod phrases;
mod speech;
mod stem;
mod story;
mod table;
mod timing;
pub(crate) mod units;
mod vocabulary;
mod weights;
mod words;

pub use cues::{Cue, Cues, Reach};
pub use directions::{Directions, Sense};
pub use listing::{Listing, ListingWords};
pub use speech::Speech;
pub use timing::Timing;
pub use units::Units;
pub use vocabulary::{Bound, Calendar, Dimension};
pub use weights::Weights;
pub use words::{Analysis, Class, Trend, VerbForm, WordKind, Words};

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
    /// The built-in tables, read by two threads: a run over one small file spends most of its time here.
    #[must_use]
    pub fn built_in() -> Self {
        std::thread::scope(|scope| {
            let tables = || (Units::built_in(), Words::built_in());
            let other = std::thread::Builder::new().spawn_scoped(scope, tables).ok();
            let (cues, story, weights) = (Cues::built_in(), story::built_in(), Weights::built_in());
            let (units, words) = other.and_then(|other| other.join().ok()).unwrap_or_else(tables);
            Self { units, words, cues, story, weights }
        })
    }
}
