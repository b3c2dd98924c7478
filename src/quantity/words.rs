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
#[derive(Default, Clone, Copy)]
pub(super) struct Cardinal {
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
    /// Takes the first word.
    pub(super) fn start(&mut self, value: u32) {
        self.group = Some(value);
    }

    /// Whether a scale word was the last thing read.
    pub(super) fn is_scaled(&self) -> bool {
        self.scaled
    }

    /// Whether a word below hundred may go on here.
    pub(super) fn takes(&self, value: u32) -> bool {
        self.clone_with(value).is_some()
    }

    fn clone_with(mut self, value: u32) -> Option<Self> {
        self.small(value).map(|()| self)
    }

    /// Takes a word below hundred, where it may stand here.
    pub(super) fn small(&mut self, value: u32) -> Option<()> {
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
    pub(super) fn scale(&mut self, exponent: u32) -> Option<()> {
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

    pub(super) fn value(&self) -> Option<Decimal> {
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
        if !self.opens_numeral(i) {
            return fail();
        }
        let fraction = |i| self.fraction_numeral(i);
        let (rest, numeral) =
            alt((fraction, |i| self.pointed(i), |i| self.group_of(i), |i| self.cardinal(i), |i| self.a_scale(i)))
                .parse(i)?;
        if let Ok(found) = self.over(rest, &numeral) {
            return Ok(found);
        }
        self.scales_of_fraction(rest, numeral)
    }

    /// Whether any numeral in words can start here: most words end the matter at once.
    fn opens_numeral(&self, i: &str) -> bool {
        let Ok((rest, word)) = super::lex::letters(i) else { return false };
        if ["a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article)) {
            let next = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑'));
            return self.word(next).is_ok();
        }
        let counts = |entry: &crate::lexicon::units::WordEntry| entry.small.is_some() || entry.scale.is_some();
        ["half", "quarter", "point", "dot"].iter().any(|known| word.eq_ignore_ascii_case(known))
            || self.units.word(word).is_some_and(counts)
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
    pub(super) fn after_cardinal<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, Numeral> {
        let (rest, with) = self.with_half(i, numeral)?;
        if rest.len() < i.len() {
            return self.word_scales(rest, with);
        }
        match self.scaled_fraction(i, numeral) {
            Ok(found) if numeral.power > 2 => Ok(found),
            _ => Ok((i, numeral)),
        }
    }

    /// "three million and a half", "five billion and three quarters of a million".
    fn scaled_fraction<'a>(&self, i: &'a str, numeral: Numeral) -> Parsed<'a, Numeral> {
        let (rest, (above, below)) = preceded((joint, the("and"), gap), |i| self.part_of_one(i)).parse(i)?;
        let (rest, own) = opt(preceded(joint, |i| self.pick(i, |entry| entry.scale.filter(|s| *s > 2)))).parse(rest)?;
        let of = preceded(gap, the("of")).parse(rest).is_ok();
        let unit = power(own.unwrap_or(numeral.power));
        let part = unit.and_then(|unit| digits::share(Decimal::ZERO, above, below)?.value.checked_mul(unit));
        match part.and_then(|part| Some((part, numeral.value.checked_add(part)?))) {
            Some((part, value)) if !of => {
                Ok((rest, Numeral { value, slack: part / Decimal::TEN, plain: false, bare: false, ..numeral }))
            }
            _ => fail(),
        }
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
        while let Some(next) = self.next_word(rest, cardinal, |after| self.part_of_one(after).is_ok()) {
            rest = next;
        }
        rest
    }

    /// Takes one more word of a cardinal, with what joins it; not behind an "and" where `stop` says so.
    pub(super) fn next_word<'a>(
        &self,
        rest: &'a str,
        cardinal: &mut Cardinal,
        stop: impl Fn(&'a str) -> bool,
    ) -> Option<&'a str> {
        let and_word = |i| alt((the("and"), nom::bytes::complete::tag("&"))).parse(i);
        let and = |i| (joint, opt(terminated(and_word, gap))).map(|(_, and)| and.is_some()).parse(i);
        let comma = nom::sequence::pair(nom::character::complete::char(','), gap).map(|_| false);
        let (next, and) = (alt((and, comma)).parse(rest) as Parsed<'_, bool>).ok()?;
        let comma = rest.starts_with(',');
        if (and || comma) && !cardinal.scaled || and && stop(next) {
            return None;
        }
        let (next, entry) = self.word(next).ok()?;
        match (entry.small, entry.scale) {
            (Some(small), _) if !comma || cardinal.last > 0 && self.scale_follows(next) => cardinal.small(small)?,
            (_, Some(scale)) if !and && !comma => cardinal.scale(scale)?,
            _ => return None,
        }
        Some(next)
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
    pub(super) fn pointed<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        let whole = terminated(|i| self.cardinal_only(i), joint);
        let digits = terminated(nom::combinator::map_opt(digits::numeral, |n| n.bare.then_some(n.value)), gap);
        let (i, whole) = alt((whole, digits, nom::combinator::success(Decimal::ZERO))).parse(i)?;
        let (mut rest, _) = alt((the("point"), the("dot"))).parse(i)?;
        let (mut value, mut place) = (whole, Decimal::ONE);
        let mut places = 0;
        while let Ok((next, (digit, width))) = preceded(joint, |i| self.place(i)).parse(rest) {
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

    /// What one word or run of digits after "point" stands for, and how many places it fills.
    fn place<'a>(&self, i: &'a str) -> Parsed<'a, (u32, u32)> {
        let zero = |i| self.pick(i, |entry| entry.small.filter(|n| *n == 0)).map(|(rest, zero)| (rest, (zero, 1)));
        let word = |i| self.below_hundred(i).map(|(rest, n)| (rest, (n, if n < 10 { 1 } else { 2 })));
        let run = nom::combinator::map_opt(nom::character::complete::digit1, |run: &str| {
            Some((run.parse().ok()?, u32::try_from(run.len()).ok().filter(|width| *width < 9)?))
        });
        alt((zero, word, run)).parse(i)
    }

    pub(super) fn cardinal_only<'a>(&self, i: &'a str) -> Parsed<'a, Decimal> {
        let (rest, first) = self.pick(i, |entry| entry.small)?;
        let mut cardinal = Cardinal { group: Some(first), ..Cardinal::default() };
        let rest = self.more(rest, &mut cardinal);
        cardinal.value().map_or_else(fail, |value| Ok((rest, value)))
    }

    /// "a million", "a hundred and twenty", "a thousand".
    fn a_scale<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        let (next, article) = opt(terminated(alt((the("a"), the("an"))), joint)).parse(i)?;
        let vague = matches!(
            super::lex::last_word(self.before(i)),
            "several" | "few" | "many" | "couple" | "of" | "some" | "per"
        );
        if article.is_none() && vague {
            return fail();
        }
        let (rest, exponent) = self.pick(next, |entry| entry.scale)?;
        if next[..next.len() - rest.len()].ends_with(['s', 'S']) {
            return fail();
        }
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
            terminated(|i| self.cardinal_only(i), joint),
            terminated(alt((the("a"), the("an"))), gap).map(|_| Decimal::ONE),
        ));
        let (rest, (count, group)) = (count, |i| self.pick(i, |entry| entry.group)).parse(i)?;
        let numeral = Numeral {
            value: count.checked_mul(Decimal::from(group)).map_or_else(fail, Ok)?,
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

    /// A cardinal from 1 to 99.
    pub(super) fn below_hundred<'a>(&self, i: &'a str) -> Parsed<'a, u32> {
        let (rest, first) = self.pick(i, |entry| entry.small.filter(|small| *small > 0))?;
        let ones = preceded(joint, |i| self.pick(i, |entry| entry.small.filter(|n| (1..10).contains(n))));
        let (rest, ones) = if first >= 20 { opt(ones).parse(rest)? } else { (rest, None) };
        Ok((rest, first + ones.unwrap_or(0)))
    }
}
