//! Units beside a numeral: money before it, measures after it.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::opt;
use nom::sequence::{preceded, terminated};
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::lex::{Grammar, Parsed, counted, fail, gap, joint, letters, listed, loose, the};
use super::numeral::Numeral;
use super::{Form, Unit};
use crate::lexicon::Dimension;
use crate::lexicon::units::UnitEntry;

/// From this power of ten on, "pounds" are money.
const POUNDS_ARE_MONEY: u32 = 6;

/// Whether "second" counts no time: "16,300 second doses".
fn is_ordinal(numeral: &Numeral, written: &str, rest: &str) -> bool {
    written == " second" && numeral.notation == super::Notation::Digits && counted(rest)
}

impl<'g> Grammar<'g> {
    /// A currency sign, code or name before a figure: "$", "US$", "Rs ", "EUR ".
    pub(super) fn money_before<'a>(&self, i: &'a str) -> Parsed<'a, usize> {
        if let Some((rest, &unit)) = self.units.money_signs.strip(i) {
            let (rest, _) = opt(gap).parse(rest)?;
            if rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '(' | '−')) {
                return Ok((rest, unit));
            }
        }
        let named = terminated(|i| self.unit_phrase(i), gap);
        let (rest, unit) = nom::combinator::verify(named, |unit| self.is_money(*unit)).parse(i)?;
        if rest.starts_with(|c: char| c.is_ascii_digit()) { Ok((rest, unit)) } else { fail() }
    }

    pub(super) fn is_money(&self, unit: usize) -> bool {
        self.units.entry(unit).is_some_and(|entry| entry.dimension == Dimension::Money)
    }

    pub(super) fn unit_phrase<'a>(&self, i: &'a str) -> Parsed<'a, usize> {
        self.units.unit_phrases.strip(i).map_or_else(fail, |(rest, unit)| Ok((rest, *unit)))
    }

    /// The unit after a numeral.
    pub(super) fn unit_after<'a>(&self, i: &'a str, numeral: &Numeral) -> Parsed<'a, usize> {
        let sign = |i: &'a str| self.units.sign(i).map_or_else(fail, Ok);
        let spaced_sign = preceded(joint, |i: &'a str| self.spaced_sign(i));
        let words = preceded(loose, |i| self.longer_phrase(i));
        let of_a = preceded((joint, opt((the("of"), gap)), alt((the("a"), the("an"))), gap), |i| self.unit_phrase(i));
        let between = preceded((joint, |i| self.between_word(i), joint), |i| self.unit_phrase(i));
        let bracketed = |i: &'a str| self.bracketed_unit(i);
        let part = numeral.form == Form::Fraction || numeral.value.abs() < Decimal::ONE && !numeral.plain;
        let (rest, unit) = match numeral.form {
            _ if part => alt((words, sign, spaced_sign, of_a)).parse(i)?,
            _ => alt((words, sign, spaced_sign, between, bracketed, |i| self.inches(i))).parse(i)?,
        };
        let written = &i[..i.len() - rest.len()];
        let name = is_ordinal(numeral, written, rest) || self.is_letter(i, written, rest);
        if Self::is_ordinary(numeral, written) && !name { Ok((rest, self.meant(unit, numeral))) } else { fail() }
    }

    /// Whether a sign is rather a letter: "13F filings", "800,000 F-Series", "1 $10 bill".
    fn is_letter(&self, i: &str, written: &str, rest: &str) -> bool {
        let after = |mark: char| rest.strip_prefix(mark).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        match written.trim_start() {
            "$" => {
                rest.starts_with(|c: char| c.is_ascii_digit())
                    || rest.starts_with(' ') && after(' ') && self.figure_follows(rest)
            }
            "C" | "F" => after('-') || !self.is_warm(i, rest),
            sign => sign.len() == 1 && sign.bytes().all(|byte| byte.is_ascii_uppercase()) && after('-'),
        }
    }

    /// Whether a C or F without its degree sign stands alone, or words of warmth stand before it.
    fn is_warm(&self, i: &str, rest: &str) -> bool {
        let before = self.before(i);
        let mut words = before.split(|c: char| !c.is_alphabetic() && c != '°').filter(|word| !word.is_empty());
        let alone = before.trim_start_matches(|c: char| !c.is_alphabetic()).is_empty() && rest.trim().is_empty();
        let known = |word: &str| word.contains('°') || listed(word, &self.units.warmth);
        alone || known(super::date::next_word(rest)) || words.any(known)
    }

    /// A unit in words, where no sign reads further: "km" against "km/h".
    fn longer_phrase<'a>(&self, i: &'a str) -> Parsed<'a, usize> {
        let (rest, unit) = self.unit_phrase(i)?;
        let sign = self.units.sign(i).filter(|(after, _)| after.len() <= rest.len());
        Ok(sign.unwrap_or((rest, unit)))
    }

    /// A sign after a space; single capitals there are rather names: "Group 5 A".
    fn spaced_sign<'a>(&self, i: &'a str) -> Parsed<'a, usize> {
        let (rest, unit) = self.units.sign(i).map_or_else(fail, Ok)?;
        let sign = &i[..i.len() - rest.len()];
        if matches!(sign, "A" | "B" | "M" | "N" | "V" | "R" | "p" | "X" | "x") { fail() } else { Ok((rest, unit)) }
    }

    /// "2 1/2 in thick", "5 in": not the preposition.
    fn inches<'a>(&self, i: &'a str) -> Parsed<'a, usize> {
        let (rest, _) = preceded(opt(gap), tag("in")).parse(i)?;
        let next = super::date::next_word(rest);
        let known = listed(next, &self.units.after_inch);
        let inch = self.units.index_of("inch").filter(|_| rest.is_empty() || known);
        inch.map_or_else(fail, |inch| Ok((rest, inch)))
    }

    /// "20 (kg)", "20 [kg]": nothing but the unit.
    fn bracketed_unit<'a>(&self, i: &'a str) -> Parsed<'a, usize> {
        let (rest, open) = preceded(opt(gap), nom::character::complete::one_of("([")).parse(i)?;
        let (rest, unit) = self.unit_phrase(rest).or_else(|_| self.units.sign(rest).map_or_else(fail, Ok))?;
        let close = if open == '(' { ')' } else { ']' };
        rest.strip_prefix(close).map_or_else(fail, |rest| Ok((rest, unit)))
    }

    /// "three consecutive months", "two full years".
    fn between_word<'a>(&self, i: &'a str) -> Parsed<'a, ()> {
        let (rest, word) = letters(i)?;
        let known = crate::lexicon::phrases::lowered(word, |word| self.units.between.get(word).copied());
        known.map_or_else(fail, |()| Ok((rest, ())))
    }

    /// No single letter, and nothing glued, is a unit after a number in words.
    fn is_ordinary(numeral: &Numeral, written: &str) -> bool {
        let glued = !written.starts_with([' ', '-', '\n']);
        let letter = written.trim().len() == 1 && written.trim().bytes().all(|byte| byte.is_ascii_alphabetic());
        numeral.notation == super::Notation::Digits || !letter && !glued
    }

    /// Pounds are money where there are millions of them.
    fn meant(&self, unit: usize, numeral: &Numeral) -> usize {
        let pounds = self.units.entry(unit).is_some_and(|entry| entry.name == "pound");
        let money = self.units.index_of("GBP").filter(|_| pounds && numeral.power >= POUNDS_ARE_MONEY);
        money.unwrap_or(unit)
    }

    /// The unit of an entry.
    pub(super) fn unit(&self, index: Option<usize>, per: Option<SmolStr>) -> Unit {
        let entry: Option<&UnitEntry> = index.and_then(|index| self.units.entry(index));
        let unit = entry.map(|entry| Unit { name: entry.name.clone(), dimension: entry.dimension, per: None });
        Unit { per, ..unit.unwrap_or_default() }
    }
}
