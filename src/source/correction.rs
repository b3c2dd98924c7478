//! Official corrections: words struck out and, behind them, what stands instead.

use super::Correction;
use crate::span::Span;

/// Pairs struck words with the bracketed words that follow them at once.
pub(super) fn find(text: &str, struck: &[Span]) -> Vec<Correction> {
    struck.iter().filter_map(|wrong| right(text, *wrong).map(|right| Correction { wrong: *wrong, right })).collect()
}

fn right(text: &str, wrong: Span) -> Option<Span> {
    let rest = text.get(wrong.end..)?;
    let inner = rest.trim_start().strip_prefix('[')?;
    let start = text.len() - inner.len();
    let end = inner.find(']').filter(|end| *end < 200)?;
    (!wrong.is_empty()).then(|| Span::new(start, start + end))
}
