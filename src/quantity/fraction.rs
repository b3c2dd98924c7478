//! Fractions in words: "half", "two-thirds", "a quarter of a million", "one over three".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map_opt, opt, verify};
use nom::sequence::{preceded, terminated};
use rust_decimal::Decimal;

use super::lex::{Grammar, Parsed, counted, ends, fail, gap, joint, the};
use super::numeral::Numeral;
use super::words::Cardinal;
use super::{Form, Notation, digits};
use crate::lexicon::units::WordEntry;

/// How many words of a numerator are read before its denominator is given up.
const NUMERATOR: usize = 10;
/// From this denominator on, the singular after more than one is an ordinal: "two hundredth".
const ORDINAL: u64 = 11;

impl Grammar<'_> {
    /// "half", "a third", "two-thirds", "half a million", "a quarter of a million".
    pub(super) fn fraction_numeral<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        let (rest, (above, below)) = self.word_fraction(i)?;
        let share = digits::share(Decimal::ZERO, above, below).map_or_else(fail, Ok)?;
        let share = Numeral { notation: Notation::Words, ..share };
        let a = opt((joint, opt((the("of"), gap)), alt((the("a"), the("an"))))).parse(rest) as Parsed<'_, _>;
        let Ok((after_a, _)) = a else { return Ok((rest, share)) };
        if let Ok((end, exponent)) =
            preceded(joint, |i| self.pick(i, |entry| entry.scale.filter(|s| *s > 2))).parse(after_a)
        {
            return share.scaled(exponent).map_or_else(fail, |numeral| Ok((end, numeral)));
        }
        if let Ok((end, group)) = preceded(joint, |i| self.pick(i, |entry| entry.group)).parse(after_a) {
            let value = share.value.checked_mul(Decimal::from(group)).map_or_else(fail, Ok)?;
            return Ok((end, Numeral { value, plain: true, form: Form::Amount, ..share }));
        }
        Ok((rest, share))
    }

    /// Numerator and denominator in words: "half", "a third", "three quarters", "one hundred thirty-two fifths".
    fn word_fraction<'a>(&self, i: &'a str) -> Parsed<'a, (u64, u64)> {
        alt((|i| self.counted_fraction(i), |i| self.lone_fraction(i))).parse(i)
    }

    /// A fraction that may be added to a whole: "and a half", "and three quarters".
    pub(super) fn part_of_one<'a>(&self, i: &'a str) -> Parsed<'a, (u64, u64)> {
        alt((|i| self.proper_fraction(i), |i| self.lone_fraction(i))).parse(i)
    }

    fn lone_fraction<'a>(&self, i: &'a str) -> Parsed<'a, (u64, u64)> {
        alt((the("half").map(|_| (1, 2)), |i| self.bare_quarter(i))).parse(i)
    }

    /// "quarter" without a count only before a scale word: "quarter million".
    fn bare_quarter<'a>(&self, i: &'a str) -> Parsed<'a, (u64, u64)> {
        let (rest, _) = the("quarter").parse(i)?;
        let scale = preceded(joint, |i| self.pick(i, |entry| entry.scale.filter(|s| *s > 2))).parse(rest);
        if scale.is_ok() { Ok((rest, (1, 4))) } else { fail() }
    }

    /// Fewer parts than make one, of a count below hundred: "three quarters", "one twenty-fifth".
    fn proper_fraction<'a>(&self, i: &'a str) -> Parsed<'a, (u64, u64)> {
        let article = terminated(alt((the("a"), the("an"))), gap).map(|_| 1);
        let (rest, above) = alt((terminated(|i| self.below_hundred(i), joint), article)).parse(i)?;
        let mut cardinal = Cardinal::default();
        cardinal.start(above);
        let (rest, below) = self.below_the_line(rest, &cardinal)?;
        let above = u64::from(above);
        if above < below { Ok((rest, (above, below))) } else { fail() }
    }

    /// A count and its denominator: the words of the count go on until a denominator stands behind them.
    fn counted_fraction<'a>(&self, i: &'a str) -> Parsed<'a, (u64, u64)> {
        let (mut rest, mut cardinal) = self.opening(i)?;
        for _ in 0..NUMERATOR {
            let (next, ()) = joint(rest)?;
            if let Ok((end, below)) = self.below_the_line(next, &cardinal) {
                let above = cardinal.value().and_then(|value| u64::try_from(value.mantissa()).ok());
                return above.map_or_else(fail, |above| Ok((end, (above, below))));
            }
            let Some(next) = self.next_word(rest, &mut cardinal, |after| self.proper_fraction(after).is_ok()) else {
                return fail();
            };
            rest = next;
        }
        fail()
    }

    /// The first word of a cardinal: "a", or a number below hundred.
    fn opening<'a>(&self, i: &'a str) -> Parsed<'a, Cardinal> {
        let article = alt((the("a"), the("an"))).map(|_| 1);
        let (rest, first) = alt((article, |i| self.pick(i, |entry| entry.small.filter(|n| *n > 0)))).parse(i)?;
        let mut cardinal = Cardinal::default();
        cardinal.start(first);
        Ok((rest, cardinal))
    }

    /// "fifths", "twenty-fifths", "hundredth": what fits below the given count.
    fn below_the_line<'a>(&self, i: &'a str, above: &Cardinal) -> Parsed<'a, u64> {
        let one = above.value() == Some(Decimal::ONE);
        if let Ok((rest, below)) = self.pick(i, |entry| entry.denominator.filter(|n| *n > 1)) {
            let many = i[..i.len() - rest.len()].ends_with(['s', 'S']);
            let partitive = || !counted(rest) && super::date::next_word(rest).is_empty() || the_of(rest);
            // "Six quarters" are a year and a half.
            let time = below == 4 && above.value().is_none_or(|value| value > Decimal::from(3));
            let scaled = || preceded(gap, |i| self.pick(i, |entry| entry.scale)).parse(rest).is_ok();
            let measured = || self.unit_after(rest, &Numeral::default()).is_ok();
            let partitive = || partitive() || below == 4 && (scaled() || measured());
            let told = one || many || below < ORDINAL && below > 2 && partitive();
            return if told && !time { Ok((rest, below)) } else { fail() };
        }
        let (rest, below) = self.compound_below(i, above)?;
        let many = i[..i.len() - rest.len()].ends_with(['s', 'S']);
        if (one || many) && below > 1 { Ok((rest, below)) } else { fail() }
    }

    /// "twenty-fifths", "one hundred fifth": a denominator of several words, where its first cannot go on with the count.
    fn compound_below<'a>(&self, i: &'a str, above: &Cardinal) -> Parsed<'a, u64> {
        let (_, first) = self.pick(i, |entry| entry.small.filter(|n| *n > 0))?;
        let tens = above.is_scaled() && first >= 20;
        if !tens && above.takes(first) {
            return fail();
        }
        let last = |entry: &WordEntry| entry.denominator.or(entry.ordinal.filter(|n| *n == 1));
        verify(|i| self.ranked(i, last), |below| *below > 20).parse(i)
    }

    /// "one over three", "1 over 20": a share, where nothing counted follows.
    pub(super) fn over<'a>(&self, i: &'a str, above: &Numeral) -> Parsed<'a, Numeral> {
        let (rest, _) = (gap, the("over"), gap).parse(i)?;
        let bare = map_opt(digits::numeral, |numeral: Numeral| numeral.bare.then_some(numeral.value));
        let (rest, below) = alt((|i| self.cardinal_only(i), bare)).parse(rest)?;
        let value = above.value.checked_div(below).filter(|value| *value < Decimal::ONE && *value > Decimal::ZERO);
        let plain = Numeral { bare: true, plain: true, ..Numeral::default() };
        let alone =
            ends(rest) && !counted(rest) && !rest.starts_with(['%', ',']) && self.unit_after(rest, &plain).is_err();
        let numeral = |value| Numeral { value, form: Form::Fraction, notation: above.notation, ..Numeral::default() };
        value.filter(|_| above.plain && alone).map_or_else(fail, |value| Ok((rest, numeral(value))))
    }
}

/// Whether "of" follows.
fn the_of(rest: &str) -> bool {
    preceded(gap, the("of")).parse(rest).is_ok()
}
