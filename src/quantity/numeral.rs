//! Numerals: digits or words, with scale words.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::preceded;
use rust_decimal::Decimal;

use super::lex::{Grammar, Parsed, counted, ends, fail, gap, joint, letters, power, the};
use super::{Form, Notation, digits};

/// A number as written, before its unit is known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Numeral {
    /// The value, scale included.
    pub(super) value: Decimal,
    /// Half the unit of the last place said; zero for a plain whole number.
    pub(super) slack: Decimal,
    /// Digits or words.
    pub(super) notation: Notation,
    /// Amount, fraction or multiple.
    pub(super) form: Form,
    /// The power of ten that scale words gave.
    pub(super) power: u32,
    /// Nothing but digits.
    pub(super) bare: bool,
    /// A whole number without scale, decimals or exponent.
    pub(super) plain: bool,
}

impl Numeral {
    /// The numeral times a power of ten, as a scale word after it says.
    pub(super) fn scaled(mut self, exponent: u32) -> Option<Self> {
        let factor = power(exponent)?;
        let half = Decimal::new(5, 1);
        let place = if self.plain { half } else { self.slack };
        self.value = self.value.checked_mul(factor)?;
        self.slack = place.checked_mul(factor)?;
        self.power += exponent;
        (self.bare, self.plain) = (false, false);
        if self.form == Form::Fraction {
            self.form = Form::Amount;
            self.slack = self.value.abs().checked_mul(Decimal::new(5, 2))?;
        }
        Some(self)
    }

    /// Fixes the rounding of a plain whole number: `measured` ones are rounded to the unit;
    /// counts are exact, but for round ones from a thousand up.
    pub(super) fn settled(mut self, measured: bool) -> Self {
        if self.plain {
            self.slack = round_slack(self.value).unwrap_or_default();
            if self.slack.is_zero() && measured {
                self.slack = Decimal::new(5, 1);
            }
        }
        self
    }
}

/// Half of ten to the number of trailing zeros, for whole numbers from a thousand up with two or
/// more of them; never coarser than two significant digits.
fn round_slack(value: Decimal) -> Option<Decimal> {
    let value = u128::try_from(value.abs().mantissa()).ok()?.checked_div(10_u128.checked_pow(value.scale())?)?;
    if value < 1000 || value % 100 != 0 {
        return None;
    }
    let zeros = (2..28).take_while(|zeros| value % 10_u128.pow(*zeros) == 0).last()?;
    let digits = value.ilog10() + 1;
    power(zeros.min(digits.saturating_sub(2)))?.checked_mul(Decimal::new(5, 1))
}

impl Grammar<'_> {
    /// A number in digits or words, with its scale words.
    pub(super) fn numeral<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        if i.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.word_numeral(i);
        }
        let (rest, numeral) = digits::numeral(i)?;
        if numeral.bare
            && rest.trim_start().starts_with(['p', 'P', 'd', 'D'])
            && let Ok(found) = self.pointed(i)
        {
            return Ok(found);
        }
        if numeral.bare
            && let Ok(found) = self.over(rest, &numeral)
        {
            return Ok(found);
        }
        let (rest, numeral) = self.with_half(rest, numeral)?;
        let group = preceded(gap, |i| self.pick(i, |entry| entry.group.filter(|group| *group == 12))).parse(rest);
        if let Ok((rest, group)) = group as Parsed<'_, u32>
            && let Some(value) = numeral.value.checked_mul(Decimal::from(group))
        {
            return Ok((rest, Numeral { value, bare: false, ..numeral }));
        }
        let (rest, numeral) = self.scales(rest, numeral)?;
        let (rest, numeral) = self.more_groups(rest, numeral)?;
        if numeral.power > 2 { self.after_cardinal(rest, numeral) } else { Ok((rest, numeral)) }
    }

    /// "3 hundred and 21", "4 thousand 3 hundred", "1 crore 20 lakh".
    fn more_groups<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, Numeral> {
        if numeral.power == 0 || !numeral.value.fract().is_zero() {
            return Ok((i, numeral));
        }
        let and = opt((the("and"), gap)).map(|and| and.is_some());
        let Ok((rest, (_, and))) = (gap, and).parse(i) as Parsed<'_, _> else { return Ok((i, numeral)) };
        if and && let Ok(found) = self.and_words(rest, &numeral) {
            return Ok(found);
        }
        let Ok((rest, next)) = digits::numeral(rest) else { return Ok((i, numeral)) };
        let Ok((rest, scaled)) = self.scales(rest, next) else { return Ok((i, numeral)) };
        let smaller = next.bare && power(numeral.power).is_some_and(|unit| scaled.value < unit);
        let said = scaled.power > 0 || numeral.power == 2 && and && ends(rest);
        let more = if smaller { self.more_groups(rest, scaled) } else { fail() };
        let Ok((rest, scaled)) = more else { return Ok((i, numeral)) };
        let fits = power(numeral.power).is_some_and(|unit| scaled.value < unit);
        match numeral.value.checked_add(scaled.value) {
            Some(value) if fits && said => Ok((rest, Numeral { value, ..scaled })),
            _ => Ok((i, numeral)),
        }
    }

    /// "3 hundred and one", "6 crore and two hundred": the rest in words.
    fn and_words<'a>(&self, i: &'a str, numeral: &Numeral) -> Parsed<'a, Numeral> {
        let (rest, more) = self.cardinal_only(i)?;
        let fits = power(numeral.power)
            .is_some_and(|unit| more < unit && (numeral.power == 2 || more >= Decimal::ONE_HUNDRED));
        let alone = ends(rest) && !counted(rest);
        match numeral.value.checked_add(more).filter(|_| fits && alone) {
            Some(value) => Ok((rest, Numeral { value, slack: Decimal::ZERO, plain: true, power: 0, ..*numeral })),
            None => fail(),
        }
    }

    /// Any scale words after a numeral: "million", "hundred thousand", "bn".
    pub(super) fn scales<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, Numeral> {
        let (mut rest, mut numeral) = (i, numeral);
        while let Ok((next, exponent)) = self.scale(rest, numeral) {
            let Some(scaled) = numeral.scaled(exponent) else { break };
            (rest, numeral) = (next, scaled);
        }
        Ok((rest, numeral))
    }

    /// One scale word or short form after a numeral.
    fn scale<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, u32> {
        let word = preceded(joint, |i| self.pick(i, |entry| entry.scale));
        let of_a =
            preceded((joint, the("of"), gap, the("a"), gap), |i| self.pick(i, |entry| entry.scale.filter(|s| *s > 2)));
        let short = preceded(opt(gap), |i| self.short_scale(i));
        if numeral.notation == Notation::Words {
            return if numeral.form == Form::Fraction { alt((word, of_a)).parse(i) } else { fail() };
        }
        if numeral.power > 0 { alt((word, short)).parse(i) } else { alt((word, short, of_a)).parse(i) }
    }

    fn short_scale<'a>(&self, i: &'a str) -> Parsed<'a, u32> {
        let (rest, word) = letters(i)?;
        // "12 mm" is a length, and "66 mil" in Spanish a tenth of what it would be here.
        let glued = self.before(i).ends_with(|c: char| c.is_ascii_digit());
        let other = word == "mm" || word.eq_ignore_ascii_case("mil") && !glued;
        if other && !self.is_priced(i) {
            return fail();
        }
        let found = crate::lexicon::phrases::lowered(word, |word| self.units.scale_short.get(word).copied());
        found.map_or_else(fail, |exponent| Ok((rest, exponent)))
    }

    /// Whether the digits right before are money: "12 mm" is a length, "$12 mm" is not.
    fn is_priced(&self, i: &str) -> bool {
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '(' | '-' | '+');
        let lead = self.before(i).trim_end_matches(digit);
        lead.ends_with(|c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹') || c.is_ascii_uppercase())
    }

    /// "two and a half", "3 and three-quarters".
    pub(super) fn with_half<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, Numeral> {
        let tail = preceded((joint, the("and"), joint), |i| self.part_of_one(i));
        let (rest, part) = opt(tail).parse(i)?;
        let sum = part.and_then(|part| digits::share(numeral.value, part.0, part.1));
        match sum {
            Some(sum) if numeral.plain => {
                Ok((rest, Numeral { form: Form::Amount, notation: numeral.notation, slack: Decimal::new(5, 2), ..sum }))
            }
            _ => Ok((i, numeral)),
        }
    }

    /// A letter right after the digits that is a scale: "10K", "€5M".
    pub(super) fn attached<'a>(&self, i: &'a str) -> Parsed<'a, u32> {
        let (rest, word) = letters(i)?;
        match self.units.scale_attached.get(word) {
            Some(exponent) if ends(rest) => Ok((rest, *exponent)),
            _ => fail(),
        }
    }
}
