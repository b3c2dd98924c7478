//! The weights of evidence, from `rules/lexicon/evidence.toml`.

use std::collections::HashMap;

use super::table::{read, table};

/// What each named piece of evidence adds to the score of a link.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    named: HashMap<String, f64, super::phrases::Quick>,
}

const TABLE: &str = table!("evidence");

impl Weights {
    /// The built-in weights.
    #[must_use]
    pub fn built_in() -> Self {
        Self { named: read(TABLE) }
    }

    /// The weight of a piece of evidence, zero where the table has none.
    #[must_use]
    pub fn get(&self, name: &str) -> f64 {
        self.named.get(name).copied().unwrap_or(0.0)
    }
}
