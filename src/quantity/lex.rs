//! The smallest pieces: gaps, words, and where a rest of the text stands.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::combinator::{map_opt, recognize, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};
use rust_decimal::Decimal;

use crate::lexicon::Units;
use crate::lexicon::phrases::{Map, joint as joined, lowered};
use crate::lexicon::units::WordEntry;
use crate::span::Span;

/// What a parser of this grammar gives: the rest of the text, and what was read.
pub(super) type Parsed<'a, T> = IResult<&'a str, T, ()>;

/// A parser that does not match.
pub(super) fn fail<T>() -> Result<T, nom::Err<()>> {
    Err(nom::Err::Error(()))
}

/// How far back a figure's surroundings are looked at, in bytes.
const BEHIND: usize = 160;
/// How far ahead a mention may reach, in bytes.
const AHEAD: usize = 400;

/// The grammar over one text. Every input of a parser is a tail of that text.
///
/// The text ends a fixed distance after the place that is tried, and looking back goes a fixed
/// distance too: that keeps the whole scan linear, whatever the text.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'g> {
    pub(super) units: &'g Units,
    pub(super) text: &'g str,
}

impl<'g> Grammar<'g> {
    /// Where a tail of the text starts.
    pub(super) fn at(&self, rest: &str) -> usize {
        self.text.len() - rest.len()
    }

    /// The span from one tail to a later one.
    pub(super) fn span(&self, from: &str, to: &str) -> Span {
        Span::new(self.at(from), self.at(to))
    }

    /// The text right before a tail: all of it near the start, else the last stretch.
    pub(super) fn before(&self, rest: &str) -> &'g str {
        self.before_at(self.at(rest))
    }

    /// The text right before a place.
    pub(super) fn before_at(&self, at: usize) -> &'g str {
        let start = self.text.ceil_char_boundary(at.saturating_sub(BEHIND));
        self.text.get(start..at).unwrap_or("")
    }

    /// The grammar for mentions that start at `start`.
    pub(super) fn at_start(units: &'g Units, text: &'g str, start: usize) -> Self {
        let end = text.floor_char_boundary(start.saturating_add(AHEAD));
        Self { units, text: text.get(..end).unwrap_or(text) }
    }

    /// A word of ASCII letters and what it can mean in a figure.
    pub(super) fn word<'a>(&self, i: &'a str) -> Parsed<'a, &'g WordEntry> {
        let units = self.units;
        map_opt(letters, |word| units.word(word)).parse(i)
    }

    /// A word that has the meaning `pick` asks for.
    pub(super) fn pick<'a, T>(&self, i: &'a str, pick: impl Fn(&WordEntry) -> Option<T>) -> Parsed<'a, T> {
        let (rest, entry) = self.word(i)?;
        pick(entry).map_or_else(fail, |value| Ok((rest, value)))
    }
}

/// A whole word of ASCII letters.
pub(super) fn letters(i: &str) -> Parsed<'_, &str> {
    let length = i.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(i.len());
    let (word, rest) = i.split_at(length);
    if word.is_empty() || rest.starts_with(|c: char| c.is_alphanumeric()) { fail() } else { Ok((rest, word)) }
}

/// The given word, in any case.
pub(super) fn the<'a>(word: &'static str) -> impl Fn(&'a str) -> Parsed<'a, &'a str> {
    move |i| verify(letters, |found: &str| found.eq_ignore_ascii_case(word)).parse(i)
}

/// Spaces or one line break.
pub(super) fn gap(i: &str) -> Parsed<'_, &str> {
    let spaces = take_while1(|c: char| c.is_whitespace());
    verify(spaces, |gap: &str| gap.bytes().filter(|byte| *byte == b'\n').count() < 2).parse(i)
}

/// Spaces or a hyphen between the parts of a figure.
pub(super) fn joint(i: &str) -> Parsed<'_, ()> {
    joined(i).map_or_else(fail, |rest| Ok((rest, ())))
}

/// Nothing, spaces, or a hyphen.
pub(super) fn loose(i: &str) -> Parsed<'_, ()> {
    Ok((joined(i).unwrap_or(i), ()))
}

/// A dash between the ends of a range, with or without spaces.
pub(super) fn dash(i: &str) -> Parsed<'_, &str> {
    let sign = alt((tag("-"), tag("–"), tag("—"), tag("‐"), tag("‑"), tag("~"), tag("～"), tag("−")));
    recognize((nom::combinator::opt(gap), sign, nom::combinator::opt(gap))).parse(i)
}

/// Whether a figure may end here: no letter or digit follows.
pub(super) fn ends(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric())
}

/// The last word before a tail, with what stands between: letters only.
pub(super) fn last_word(before: &str) -> &str {
    let trimmed = before.trim_end_matches([' ', '\n', '\t', '\u{a0}', '-', '.']);
    let start = trimmed.char_indices().rev().take_while(|(_, c)| c.is_alphabetic() || *c == '\'').last();
    start.map_or("", |(at, _)| &trimmed[at..])
}

/// A power of ten, where it fits.
pub(super) fn power(exponent: u32) -> Option<Decimal> {
    let ten = 10_i128.checked_pow(exponent)?;
    Decimal::try_from_i128_with_scale(ten, 0).ok()
}

/// Whether a counted thing follows: a plural in lower case, or with everything around it in capitals, or of an
/// abbreviation: "members", "MEMBERS", "GPUs".
pub(super) fn counted(rest: &str) -> bool {
    let Ok((_, word)) = preceded(gap, letters).parse(rest) else { return false };
    let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
    let plural = |word: &str| {
        word.ends_with('s') && !matches!(word, "is" | "was" | "as" | "has" | "does" | "its" | "this" | "vs" | "us")
    };
    let abbreviation = || word.strip_suffix('s').is_some_and(all_capitals);
    lower && plural(word)
        || matches!(word, "people" | "children" | "men" | "women" | "new" | "of")
        || abbreviation()
        || all_capitals(word) && word.len() > 3 && word.ends_with('S')
}

/// Whether a word is written in capitals alone, two at least.
pub(super) fn all_capitals(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a word starts with a capital and goes on in lower case.
pub(super) fn title_case(i: &str) -> bool {
    let mut bytes = i.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_uppercase())
        && bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
}

/// Whether a word stands in a list.
pub(super) fn listed(word: &str, list: &Map<()>) -> bool {
    lowered(word, |word| list.get(word).copied()).is_some()
}
