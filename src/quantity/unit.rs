//! Units: what a figure counts or measures.

use smol_str::SmolStr;

use crate::lexicon::Dimension;

/// A unit by its name in reports.
///
/// Names are ISO 4217 codes for money (`CNY`), `percent`, `percentage-point`,
/// `basis-point`, `times`, `count`, else the singular English or SI name (`tonne`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unit {
    /// The name.
    pub name: SmolStr,
    /// What it measures.
    pub dimension: Dimension,
    /// The unit below the line: "day" in "tons per day", "share" in "dollars a share".
    pub per: Option<SmolStr>,
}

impl Default for Unit {
    fn default() -> Self {
        Self { name: SmolStr::new_static("count"), dimension: Dimension::Count, per: None }
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.per {
            Some(per) => write!(f, "{} per {per}", self.name),
            None => f.write_str(&self.name),
        }
    }
}
