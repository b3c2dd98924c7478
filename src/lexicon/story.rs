//! Phrases that say how the figures of several sentences hang together.

use super::cues::Cues;

const TABLE: &str = include_str!("../../rules/lexicon/story.toml");

/// The built-in table.
#[must_use]
pub fn built_in() -> Cues {
    Cues::of(TABLE)
}
