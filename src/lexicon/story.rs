//! Phrases that say how the figures of several sentences hang together.

use super::cues::Cues;
use super::table::table;

const TABLE: &str = table!("story");

/// The built-in table.
#[must_use]
pub fn built_in() -> Cues {
    Cues::of(TABLE)
}
