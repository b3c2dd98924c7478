//! The weights of evidence, from `rules/lexicon/evidence.toml`.

use std::collections::HashMap;

/// What each named piece of evidence adds to the score of a link.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    named: HashMap<String, f64, super::phrases::Quick>,
}

const TABLE: &str = include_str!("../../rules/lexicon/evidence.toml");

impl Weights {
    /// The built-in weights.
    #[must_use]
    pub fn built_in() -> Self {
        Self { named: toml::from_str(TABLE).unwrap_or_default() }
    }

    /// The weight of a piece of evidence, zero where the table has none.
    #[must_use]
    pub fn get(&self, name: &str) -> f64 {
        self.named.get(name).copied().unwrap_or(0.0)
    }
}
