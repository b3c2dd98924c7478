//! Named reasons for and against.

use serde::Serialize;
use smol_str::SmolStr;

/// A named reason to believe, or not, that claims belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The kind: "same-head", "cited", "one-edit-apart".
    pub name: SmolStr,
    /// What it adds to the confidence; negative where it takes away.
    pub weight: f64,
}
