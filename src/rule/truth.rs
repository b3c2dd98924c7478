//! Truth over intervals: what must hold, what can, what cannot.

/// Whether something holds for the true values behind rounded figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truth {
    /// Some true values meet it.
    pub can: bool,
    /// All true values meet it.
    pub must: bool,
    /// Whether every part of it could be computed.
    pub known: bool,
}

impl Truth {
    /// Nothing could be computed.
    pub const UNKNOWN: Self = Self { can: true, must: false, known: false };

    /// Known for sure.
    #[must_use]
    pub const fn sure(holds: bool) -> Self {
        Self::of(holds, holds)
    }

    /// Computed over intervals: for some values, for all values.
    #[must_use]
    pub const fn of(can: bool, must: bool) -> Self {
        Self { can, must, known: true }
    }

    /// No true values meet it.
    #[must_use]
    pub const fn broken(self) -> bool {
        !self.can
    }

    /// The opposite.
    #[must_use]
    pub const fn negate(self) -> Self {
        Self { can: !self.must, must: !self.can, known: self.known }
    }

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { can: self.can && other.can, must: self.must && other.must, known: self.known && other.known }
    }

    /// One of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self { can: self.can || other.can, must: self.must || other.must, known: self.known && other.known }
    }
}
