//! Numerals in words: "twenty-five hundred", "one point four three million", "half a million".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::{preceded, terminated};
use rust_decimal::Decimal;

use super::lex::{Grammar, Parsed, fail, gap, joint, power, the};
use super::numeral::Numeral;
use super::{Form, Notation, digits};

/// A cardinal being read, group by group.
#[derive(Default)]
struct Cardinal {
    /// The groups that are closed by a scale word.
    total: Decimal,
    /// The open group, below a thousand (or hundreds of up to 99).
    group: Option<u32>,
    /// The last scale word's power; the next must be smaller.
    last: u32,
    /// Whether a scale word was the last thing read.
    scaled: bool,
}

impl Cardinal {
    /// Takes a word below hundred, where it may stand here.
    fn small(&mut self, value: u32) -> Option<()> {
        self.group = match self.group {
            None => Some(value),
            Some(group) if value < 10 && value > 0 && group % 10 == 0 && group % 100 >= 20 => Some(group + value),
            Some(group) if value > 0 && group % 100 == 0 && group > 0 => Some(group + value),
            Some(_) => return None,
        };
        self.scaled = false;
        Some(())
    }

    /// Takes a scale word, where it may stand here.
    fn scale(&mut self, exponent: u32) -> Option<()> {
        match (self.group, exponent) {
            (Some(group @ 1..=99), 2) => self.group = Some(group * 100),
            (Some(group), _) if exponent > 2 && (self.last == 0 || exponent < self.last) => {
                self.total = Decimal::from(group).checked_mul(power(exponent)?)?.checked_add(self.total)?;
                (self.group, self.last) = (None, exponent);
            }
            (None, _) if exponent > 2 && self.last > 0 && self.scaled => {
                self.total = self.total.checked_mul(power(exponent)?)?;
                self.last += exponent;
            }
            _ => return None,
        }
        self.scaled = true;
        Some(())
    }

    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(Decimal::from(self.group.unwrap_or(0)))
    }

    /// Half the unit of the last place said: the last scale word's, exact without one.
    fn numeral(&self) -> Option<Numeral> {
        let value = self.value()?;
        let open = self.group.is_some();
        let slack =
            if self.last > 0 && !open { power(self.last)?.checked_mul(Decimal::new(5, 1))? } else { Decimal::ZERO };
        let plain = self.last == 0 || open || self.last == 3;
        let power = if open { 0 } else { self.last };
        Some(Numeral { value, slack, plain, power, notation: Notation::Words, ..Numeral::default() })
    }
}

impl Grammar<'_> {
    /// A number in words.
    pub(super) fn word_numeral<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        let fraction = |i| self.fraction_numeral(i);
        let (rest, numeral) =
            alt((fraction, |i| self.pointed(i), |i| self.group_of(i), |i| self.cardinal(i), |i| self.a_scale(i)))
                .parse(i)?;
        self.scales_of_fraction(rest, numeral)
    }

    fn scales_of_fraction<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, Numeral> {
        if numeral.form == Form::Fraction { self.scales(i, numeral) } else { Ok((i, numeral)) }
    }

    /// "twenty-five hundred", "one million two hundred thousand and five".
    fn cardinal<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        let (rest, first) = self.pick(i, |entry| entry.small)?;
        if i.starts_with(['o', 'O']) && i.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("oh")) {
            return fail();
        }
        let mut cardinal = Cardinal { group: Some(first), ..Cardinal::default() };
        let rest = self.more(rest, &mut cardinal);
        let numeral = cardinal.numeral().map_or_else(fail, Ok)?;
        self.after_cardinal(rest, numeral)
    }

    /// "and a half", and the scale that follows it.
    fn after_cardinal<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, Numeral> {
        let (rest, with) = self.with_half(i, numeral)?;
        if rest.len() < i.len() {
            return self.word_scales(rest, with);
        }
        if let Ok((rest, _)) = (joint, the("and"), gap, the("a"), gap, the("half")).parse(i)
            && numeral.power > 2
            && let Some(half) = power(numeral.power).and_then(|unit| unit.checked_div(Decimal::TWO))
            && let Some(value) = numeral.value.checked_add(half)
        {
            return Ok((rest, Numeral { value, slack: half / Decimal::TEN, plain: false, ..numeral }));
        }
        Ok((i, numeral))
    }

    fn word_scales<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, Numeral> {
        let (mut rest, mut numeral) = (i, numeral);
        while let Ok((next, exponent)) = preceded(joint, |i| self.pick(i, |entry| entry.scale)).parse(rest) {
            let Some(scaled) = numeral.scaled(exponent) else { break };
            (rest, numeral) = (next, scaled);
        }
        Ok((rest, numeral))
    }

    /// Reads on as long as the words fit.
    fn more<'a>(&self, i: &'a str, cardinal: &mut Cardinal) -> &'a str {
        let mut rest = i;
        loop {
            let after_scale = cardinal.scaled;
            let and = |i| (joint, opt(terminated(the("and"), gap))).map(|(_, and)| and.is_some()).parse(i);
            let comma = nom::sequence::pair(nom::character::complete::char(','), gap).map(|_| false);
            let Ok((next, and)) = alt((and, comma)).parse(rest) as Parsed<'_, bool> else { return rest };
            if (and || rest.starts_with(',')) && !after_scale {
                return rest;
            }
            let Ok((next, entry)) = self.word(next) else { return rest };
            let comma_needs_scale = rest.starts_with(',') && cardinal.last == 0;
            let taken = match (entry.small, entry.scale) {
                (Some(small), _) if !comma_needs_scale && !(rest.starts_with(',') && !self.scale_follows(next)) => {
                    cardinal.small(small)
                }
                (_, Some(scale)) if !and && !rest.starts_with(',') => cardinal.scale(scale),
                _ => None,
            };
            if taken.is_none() {
                return rest;
            }
            rest = next;
        }
    }

    /// Whether a scale word stands among the next words: "one million, two hundred thousand".
    fn scale_follows(&self, i: &str) -> bool {
        let mut rest = i;
        for _ in 0..6 {
            let Ok((next, entry)) = preceded(joint, |i| self.word(i)).parse(rest) else { return false };
            match entry {
                entry if entry.scale.is_some() => return true,
                entry if entry.small.is_some() => rest = next,
                _ => return false,
            }
        }
        false
    }

    /// "one point four three [million]", "point five".
    fn pointed<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        let whole = terminated(|i| self.cardinal_only(i), joint);
        let (i, whole) = alt((whole, nom::combinator::success(Decimal::ZERO))).parse(i)?;
        let (mut rest, _) = alt((the("point"), the("dot"))).parse(i)?;
        let (mut value, mut place) = (whole, Decimal::ONE);
        let mut places = 0;
        while let Ok((next, digit)) = preceded(joint, |i| self.pick(i, |entry| entry.small)).parse(rest) {
            let width: u32 = if digit < 10 { 1 } else { 2 };
            if places + width > 12 || (places > 0 && width > 1) {
                break;
            }
            place /= power(width).unwrap_or(Decimal::TEN);
            value += Decimal::from(digit) * place;
            (places, rest) = (places + width, next);
        }
        if places == 0 {
            return fail();
        }
        let numeral = Numeral { value, slack: place / Decimal::TWO, notation: Notation::Words, ..Numeral::default() };
        self.word_scales(rest, numeral)
    }

    fn cardinal_only<'a>(&self, i: &'a str) -> Parsed<'a, Decimal> {
        let (rest, first) = self.pick(i, |entry| entry.small)?;
        let mut cardinal = Cardinal { group: Some(first), ..Cardinal::default() };
        let rest = self.more(rest, &mut cardinal);
        cardinal.value().map_or_else(fail, |value| Ok((rest, value)))
    }

    /// "a million", "a hundred and twenty", "a thousand".
    fn a_scale<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        let (next, _) = opt(terminated(alt((the("a"), the("an"))), joint)).parse(i)?;
        let (rest, exponent) = self.pick(next, |entry| entry.scale)?;
        let mut cardinal = Cardinal { group: Some(1), ..Cardinal::default() };
        if cardinal.scale(exponent).is_none() {
            return fail();
        }
        let rest = self.more(rest, &mut cardinal);
        let numeral = cardinal.numeral().map_or_else(fail, Ok)?;
        self.after_cardinal(rest, numeral)
    }

    /// "a dozen", "two dozen", "a couple of hundred", "half a dozen".
    fn group_of<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        let count = alt((
            terminated(|i| self.pick(i, |entry| entry.small), joint),
            terminated(alt((the("a"), the("an"))), gap).map(|_| 1),
        ));
        let (rest, (count, group)) = (count, |i| self.pick(i, |entry| entry.group)).parse(i)?;
        let numeral = Numeral {
            value: Decimal::from(count.saturating_mul(group)),
            plain: true,
            notation: Notation::Words,
            ..Numeral::default()
        };
        let mut of = preceded((gap, opt((the("of"), gap))), |i| self.pick(i, |entry| entry.scale));
        match of.parse(rest) as Parsed<'_, u32> {
            Ok((rest, exponent)) => numeral.scaled(exponent).map_or_else(fail, |numeral| Ok((rest, numeral))),
            Err(_) => Ok((rest, numeral)),
        }
    }

    /// "half", "a third", "two-thirds", "half a million", "a quarter of a million".
    fn fraction_numeral<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
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

    /// Numerator and denominator in words: "half", "a third", "three quarters", "one-fifth".
    pub(super) fn word_fraction<'a>(&self, i: &'a str) -> Parsed<'a, (u32, u32)> {
        let count = alt((
            terminated(|i| self.pick(i, |entry| entry.small.filter(|small| (1..100).contains(small))), joint),
            terminated(alt((the("a"), the("an"))), gap).map(|_| 1),
        ));
        let below = |i| self.pick(i, |entry| entry.denominator);
        let counted = (count, below);
        let half = the("half").map(|_| (1, 2));
        let (rest, (above, below)) = alt((counted, half)).parse(i)?;
        if below == 4 && above == 1 && !i.starts_with(['o', 'O', '1']) && !rest.trim_start().starts_with("of") {
            return fail();
        }
        Ok((rest, (above, below)))
    }
}
