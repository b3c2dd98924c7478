//! The kinds of thing the tables speak of.

use serde::{Deserialize, Serialize};

/// What kind of thing a unit measures; figures of different dimensions are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Things counted.
    #[default]
    Count,
    /// Percent and other parts of one.
    Share,
    /// Percentage points and basis points.
    Points,
    /// "times", "fold": a multiple.
    Multiple,
    /// Money of one currency.
    Money,
    /// Length.
    Length,
    /// Area.
    Area,
    /// Volume.
    Volume,
    /// Mass.
    Mass,
    /// Time, durations and ages.
    Time,
    /// Temperature on a scale.
    Temperature,
    /// Speed.
    Speed,
    /// Energy.
    Energy,
    /// Power.
    Power,
    /// Data.
    Data,
    /// Anything else the lexicon knows.
    Other,
}

/// How a figure limits the true value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// The value as said, within its rounding.
    #[default]
    Exact,
    /// "at least", "no fewer than", "以上"
    AtLeast,
    /// "more than", "over"
    MoreThan,
    /// "at most", "up to"
    AtMost,
    /// "less than", "under", "nearly"
    LessThan,
    /// "about", "roughly", "some"
    About,
    /// "between 3 and 5", "3-5"
    Range,
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// A year.
    Year,
}
