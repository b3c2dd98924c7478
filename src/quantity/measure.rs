//! Units beside a numeral: money before it, measures after it, and what they are "per".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::{preceded, terminated};
use smol_str::{SmolStr, ToSmolStr};

use super::lex::{Grammar, Parsed, ends, fail, gap, joint, letters, loose, the};
use super::numeral::Numeral;
use super::{Form, Unit};
use crate::lexicon::Dimension;
use crate::lexicon::units::UnitEntry;

/// From this power of ten on, "pounds" are money.
const POUNDS_ARE_MONEY: u32 = 6;

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
        let (rest, unit) = match numeral.form {
            Form::Fraction => alt((words, sign, spaced_sign, of_a)).parse(i)?,
            _ => alt((words, sign, spaced_sign, between)).parse(i)?,
        };
        if Self::is_ordinary(numeral, &i[..i.len() - rest.len()]) {
            Ok((rest, self.meant(unit, numeral)))
        } else {
            fail()
        }
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

    /// What stands below the line: "per day", "a share", "/kWh", "per 100,000".
    pub(super) fn per<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let slash = preceded((opt(gap), nom::character::complete::char('/'), opt(gap)), |i| self.below(i));
        let per = preceded((joint, alt((the("per"), the("every"), the("each"))), joint), |i| self.below(i));
        let article = preceded((joint, alt((the("a"), the("an"))), joint), |i| self.below_article(i));
        alt((per, slash, article)).parse(i)
    }

    /// A unit, a number, or any word.
    fn below<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        if let Ok((rest, numeral)) = self.numeral(i) {
            let value = numeral.value.normalize().to_smolstr();
            return if ends(rest) { Ok((rest, value)) } else { fail() };
        }
        let named = |(rest, unit)| (rest, self.units.entry(unit).map(|entry| entry.name.clone()).unwrap_or_default());
        let unit = self.unit_phrase(i).or_else(|_| self.units.sign(i).map_or_else(fail, Ok));
        if let Ok(found) = unit {
            return Ok(named(found));
        }
        let (rest, word) = letters(self.qualified(i))?;
        let known = crate::lexicon::phrases::lowered(word, |word| self.units.rates.get(word).cloned());
        Ok((rest, known.unwrap_or_else(|| SmolStr::new(word.to_ascii_lowercase()))))
    }

    /// What follows the words that only qualify what is counted by: "per diluted | share".
    fn qualified<'a>(&self, mut i: &'a str) -> &'a str {
        while let Ok((rest, word)) = letters(i) {
            let empty = |word: &str| self.units.rates.get(word).filter(|name| name.is_empty()).map(|_| ());
            match (crate::lexicon::phrases::lowered(word, empty), joint(rest)) {
                (Some(()), Ok((next, _))) if !next.is_empty() => i = next,
                _ => break,
            }
        }
        i
    }

    /// "a day", "a share", "a barrel": only words that are commonly counted so.
    fn below_article<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let (rest, word) = letters(self.qualified(i))?;
        let ago = matches!(super::date::next_word(rest), "earlier" | "ago" | "before" | "later" | "prior" | "from");
        let known = crate::lexicon::phrases::lowered(word, |word| self.units.rates.get(word).cloned()).filter(|_| !ago);
        known.map_or_else(fail, |name| Ok((rest, name)))
    }

    /// The unit of an entry.
    pub(super) fn unit(&self, index: Option<usize>, per: Option<SmolStr>) -> Unit {
        let entry: Option<&UnitEntry> = index.and_then(|index| self.units.entry(index));
        let unit = entry.map(|entry| Unit { name: entry.name.clone(), dimension: entry.dimension, per: None });
        Unit { per, ..unit.unwrap_or_default() }
    }
}
