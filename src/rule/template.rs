//! Sentences with places for figures: `{again.speaker} says {again}`.

use super::display;
use super::error::{Origin, RuleError};
use super::expression::{Expression, Names, Part, Scope, Value, hint, parse_prefix, resolve};
use crate::span::Span;

/// A sentence with places that expressions fill.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Words(String),
    Place(Expression, Option<u32>),
}

impl Template {
    /// Reads a template that stands at `offset` in a rule file.
    ///
    /// # Errors
    /// Where a place holds no expression.
    pub(super) fn read(text: &str, span: Span, offset: usize, names: &Names<'_>) -> Result<Self, RuleError> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (words, inside) = rest.split_at(open);
            pieces.push(Piece::Words(words.to_owned()));
            let at = offset + text.len() - inside.len() + 1;
            let inside = &inside[1..];
            let Some(close) = inside.find('}') else {
                let place = Span::new(at - 1, span.end);
                return Err(RuleError::new(names.origin, place, "a place is not closed", "no `}` follows"));
            };
            pieces.push(place(&inside[..close], at, names)?);
            rest = &inside[close + 1..];
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Self { pieces })
    }

    /// The sentence, or `None` where a place has no value.
    pub(super) fn fill(&self, scope: &Scope<'_, '_>) -> Option<String> {
        self.pieces.iter().map(|piece| piece.fill(scope)).collect()
    }
}

fn place(text: &str, at: usize, names: &Names<'_>) -> Result<Piece, RuleError> {
    let broken = |origin: &Origin, from: usize, expected: &str| {
        let span = Span::new(at + from.min(text.len()), at + text.len().max(from));
        let error = RuleError::new(origin, span, "cannot read this expression", format!("expected {expected}"));
        error.with_help(hint(text.get(from.saturating_sub(1)..).unwrap_or("")))
    };
    let (mut expression, end) =
        parse_prefix(text, at).map_err(|error| broken(names.origin, error.at, error.expected))?;
    resolve(&mut expression, names)?;
    let format = &text[end..];
    let decimals = match format.strip_prefix(':') {
        None if format.is_empty() => None,
        Some(digits) => match digits.trim().parse::<u32>() {
            Ok(decimals) if decimals <= 10 => Some(decimals),
            _ => return Err(broken(names.origin, end, "a number of decimals after the colon, as in `{from:1}`")),
        },
        None => return Err(broken(names.origin, end, "the end of the expression, or `:` and a number of decimals")),
    };
    Ok(Piece::Place(expression, decimals))
}

impl Piece {
    fn fill(&self, scope: &Scope<'_, '_>) -> Option<String> {
        match self {
            Self::Words(words) => Some(words.clone()),
            Self::Place(expression, decimals) => shown(scope, &scope.value(expression), *decimals),
        }
    }
}

fn shown(scope: &Scope<'_, '_>, value: &Value<'_>, decimals: Option<u32>) -> Option<String> {
    match value {
        Value::Number(interval, _) => Some(match (decimals, interval.middle()) {
            (Some(decimals), Some(middle)) => display::rounded(middle, decimals),
            _ => display::interval(interval),
        }),
        Value::Text(text) => Some(text.to_string()),
        Value::Claims(Part::Empty) | Value::Unknown | Value::Truth(_) => None,
        Value::Claims(part) => {
            let quote = |claim: &&crate::claim::Claim| {
                let words = scope.facts.transcript.slice(claim.span).split_whitespace();
                words.collect::<Vec<_>>().join(" ")
            };
            Some(part.claims().iter().map(quote).collect::<Vec<_>>().join(", "))
        }
    }
}
