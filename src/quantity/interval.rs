//! Arithmetic on exact decimal intervals.

use rust_decimal::Decimal;

/// An interval of decimals; an end that is `None` is open towards infinity.
///
/// Operations return the smallest interval that holds every result, and `None`
/// ends where a result would leave the range of [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interval {
    /// The low end.
    pub low: Option<Decimal>,
    /// The high end.
    pub high: Option<Decimal>,
    /// Whether the low end itself is left out.
    pub low_open: bool,
    /// Whether the high end itself is left out.
    pub high_open: bool,
}

impl Interval {
    /// All numbers.
    pub const ALL: Self = Self { low: None, high: None, low_open: false, high_open: false };

    /// `[low, high]`.
    #[must_use]
    pub fn closed(low: Decimal, high: Decimal) -> Self {
        Self { low: Some(low.min(high)), high: Some(high.max(low)), low_open: false, high_open: false }
    }

    /// The single value.
    #[must_use]
    pub fn point(value: Decimal) -> Self {
        Self::closed(value, value)
    }

    /// Whether one value lies in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        !self.below(other) && !other.below(self)
    }

    /// Whether every value here is less than every value there.
    #[must_use]
    pub fn below(&self, other: &Self) -> bool {
        match (self.high, other.low) {
            (Some(high), Some(low)) => high < low || high == low && (self.high_open || other.low_open),
            _ => false,
        }
    }

    /// The values in both, or `None` where there are none.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        if !self.meets(other) {
            return None;
        }
        let (low, low_open) = match (self.low, other.low) {
            (Some(a), Some(b)) if a == b => (Some(a), self.low_open || other.low_open),
            (Some(a), Some(b)) if a > b => (Some(a), self.low_open),
            (Some(a), None) => (Some(a), self.low_open),
            (_, b) => (b, other.low_open),
        };
        let (high, high_open) = match (self.high, other.high) {
            (Some(a), Some(b)) if a == b => (Some(a), self.high_open || other.high_open),
            (Some(a), Some(b)) if a < b => (Some(a), self.high_open),
            (Some(a), None) => (Some(a), self.high_open),
            (_, b) => (b, other.high_open),
        };
        Some(Self { low, high, low_open, high_open })
    }
}
