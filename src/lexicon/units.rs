//! Units, currencies, scale words, number words and hedges.

/// Units, currencies, scale words, number words and hedges.
#[derive(Debug, Clone, Default)]
pub struct Units {}
