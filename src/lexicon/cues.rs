//! Phrases that say how a figure is meant.

/// Phrases that say how a figure is meant.
#[derive(Debug, Clone, Default)]
pub struct Cues {}
