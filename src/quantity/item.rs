//! One numeral with its money, unit, margin and smaller units: "$3 billion", "5 feet 6 inches", "10 kg ± 1 kg".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case};
use nom::combinator::opt;
use nom::sequence::{delimited, preceded};
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::lex::{Grammar, Parsed, counted, ends, fail, gap, the};
use super::numeral::Numeral;
use super::{Bound, Notation};
use crate::span::Span;

/// One numeral with what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// All of it, bounds and unit included.
    pub(super) span: Span,
    /// The numeral and its scale.
    pub(super) digits: Span,
    pub(super) numeral: Numeral,
    pub(super) bound: Bound,
    /// The unit's entry.
    pub(super) unit: Option<usize>,
    pub(super) per: Option<SmolStr>,
    /// A stated margin: "±0.5".
    pub(super) margin: Option<Decimal>,
}

/// What stands before a numeral.
struct Lead<'a> {
    start: &'a str,
    money: Option<usize>,
    /// Whether the money is a name in lower case: "rupees 450 crore".
    named: bool,
    negative: bool,
}

impl Lead<'_> {
    fn signed(&self, mut numeral: Numeral) -> Numeral {
        if self.negative {
            numeral.value = -numeral.value;
        }
        numeral
    }
}

impl Grammar<'_> {
    /// A figure without bounds before it.
    pub(super) fn plain_item<'a>(&self, i: &'a str) -> Parsed<'a, Item> {
        let lead = self.lead(i);
        let (after, numeral, article) = match self.bracketed(lead.start, lead.money) {
            Ok((after, numeral)) => (after, lead.signed(numeral), false),
            Err(_) => self.article(lead.start).map(|(after, numeral)| (after, lead.signed(numeral), true))?,
        };
        let (after, numeral) = self.letter_scale(after, numeral, lead.money.is_some())?;
        let (after, margin) = opt(|i| self.margin(i)).parse(after)?;
        let digits = self.span(lead.start, after);
        let (after, bound) = self.bound_after(after, Bound::Exact);
        if lead.named && self.unit_after(after, &numeral).is_ok_and(|(_, unit)| !self.is_money(unit)) {
            return fail();
        }
        let (after, unit, numeral) = self.unit_and_scale(after, numeral, lead.money)?;
        if !ends(after) && unit.is_none_or(|_| lead.money.is_some()) {
            return fail();
        }
        let (after, margin) = self.late_margin(after, margin);
        let (after, whole) = self.smaller_parts(after, unit, numeral);
        // "An hour" alone is no figure; "an hour and a half" is one.
        if article && whole == numeral {
            return fail();
        }
        let (after, numeral) = self.below_zero(after, unit, whole);
        let (after, per) = opt(|i| self.per(i)).parse(after)?;
        let (after, bound) = self.bound_after(after, bound);
        let item = Item { span: self.span(i, after), digits, numeral, bound, unit, per, margin };
        Ok((after, item))
    }

    /// Signs and money before a numeral.
    fn lead<'a>(&self, i: &'a str) -> Lead<'a> {
        let mut spread = (alt((tag_no_case("plus or minus"), tag("±"), tag("+/-"))), opt(gap));
        let unsigned = spread.parse(i).map_or(i, |(rest, _)| rest);
        let minus = alt((the("minus"), the("negative")));
        let worded = (minus, gap).parse(unsigned).ok();
        let rest = worded.map_or(unsigned, |(rest, _)| rest);
        let signed = rest.strip_prefix(['-', '−', '–']);
        match self.money_before(signed.unwrap_or(rest)) {
            Ok((start, money)) => {
                let named = signed.unwrap_or(rest).starts_with(|c: char| c.is_ascii_lowercase());
                Lead { start, money: Some(money), named, negative: worded.is_some() || signed.is_some() }
            }
            // Without money the sign is part of the numeral.
            Err(_) => Lead { start: rest, money: None, named: false, negative: worded.is_some() },
        }
    }

    /// "an hour", where more may follow.
    fn article<'a>(&self, i: &'a str) -> Parsed<'a, Numeral> {
        if !i.starts_with(['a', 'A']) {
            return fail();
        }
        let (rest, _) = alt((the("a"), the("an"))).parse(i)?;
        let one = Numeral { value: Decimal::ONE, plain: true, notation: Notation::Words, ..Numeral::default() };
        Ok((rest, one))
    }

    /// The unit behind a numeral, and a scale that belongs to it: "75 USD million", "30 MUSD".
    fn unit_and_scale<'a>(
        &self,
        i: &'a str,
        numeral: Numeral,
        money: Option<usize>,
    ) -> Result<(&'a str, Option<usize>, Numeral), nom::Err<()>> {
        let (rest, unit) = self.unit_of(i, &numeral, money)?;
        if unit.is_none()
            && let Ok((rest, (exponent, unit))) = self.scaled_money(i)
            && let Some(scaled) = numeral.scaled(exponent)
        {
            return Ok((rest, Some(unit), scaled));
        }
        let (rest, numeral) = self.late_scale(rest, unit, numeral)?;
        Ok((rest, unit, numeral))
    }

    /// "MUSD", "kSEK": a letter for the scale before a currency's code.
    fn scaled_money<'a>(&self, i: &'a str) -> Parsed<'a, (u32, usize)> {
        let (rest, word) = preceded(opt(gap), super::lex::letters).parse(i)?;
        let parts = word
            .split_at_checked(1)
            .filter(|(_, code)| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()));
        let found =
            parts.and_then(|(scale, code)| Some((*self.units.scale_attached.get(scale)?, self.units.index_of(code)?)));
        found.filter(|(_, unit)| self.is_money(*unit)).map_or_else(fail, |found| Ok((rest, found)))
    }

    /// "2 degrees below zero".
    fn below_zero<'a>(&self, i: &'a str, unit: Option<usize>, mut numeral: Numeral) -> (&'a str, Numeral) {
        let name = unit.and_then(|unit| self.units.entry(unit)).map(|entry| entry.name.as_str());
        if !matches!(name, None | Some("degree" | "celsius" | "fahrenheit")) || numeral.value < Decimal::ZERO {
            return (i, numeral);
        }
        let Ok((rest, _)) = (gap, the("below"), gap, the("zero")).parse(i) as Parsed<'_, _> else {
            return (i, numeral);
        };
        numeral.value = -numeral.value;
        (rest, numeral)
    }

    /// "$(1.2) million" is negative.
    fn bracketed<'a>(&self, i: &'a str, money: Option<usize>) -> Parsed<'a, Numeral> {
        if money.is_some() && i.starts_with('(') {
            let (rest, mut numeral) = delimited(tag("("), super::digits::numeral, tag(")")).parse(i)?;
            numeral.value = -numeral.value;
            return self.scales(rest, numeral);
        }
        self.numeral(i)
    }

    /// "€5M", "10K", "1.43m people".
    fn letter_scale<'a>(&self, i: &'a str, numeral: Numeral, money: bool) -> Parsed<'a, Numeral> {
        let closes = |rest: &str| money && ends(rest) || !numeral.bare && rest.trim().is_empty();
        let apart = || i.strip_prefix(" M").filter(|rest| closes(rest)).map(|rest| (rest, 6));
        let Some((rest, exponent)) = self.attached(i).ok().or_else(apart) else { return Ok((i, numeral)) };
        // "2010b" is the second work of its year.
        let lower = i.starts_with('m') || i.starts_with('b') && numeral.bare;
        if numeral.notation == Notation::Words || lower && !money && !counted(rest) {
            return Ok((i, numeral));
        }
        numeral.scaled(exponent).map_or_else(fail, |numeral| Ok((rest, numeral)))
    }

    /// The unit after a figure; money before it may be said again after it.
    fn unit_of<'a>(&self, i: &'a str, numeral: &Numeral, money: Option<usize>) -> Parsed<'a, Option<usize>> {
        let after = self.unit_after(i, numeral);
        match (money, after) {
            (None, Ok((rest, unit))) => Ok((rest, Some(unit))),
            (Some(money), Ok((rest, unit))) if self.same_money(money, unit) && !self.figure_follows(rest) => {
                Ok((rest, Some(unit)))
            }
            (money, _) => Ok((i, money)),
        }
    }

    /// "75 USD million".
    fn late_scale<'a>(&self, i: &'a str, unit: Option<usize>, numeral: Numeral) -> Parsed<'a, Numeral> {
        let money = unit.is_some_and(|unit| self.is_money(unit));
        if money && numeral.power == 0 && numeral.notation == Notation::Digits {
            self.scales(i, numeral)
        } else {
            Ok((i, numeral))
        }
    }

    /// "$5 US dollars", "$5 Canadian dollars".
    fn same_money(&self, before: usize, after: usize) -> bool {
        let dimension = |unit| self.units.entry(unit).map(|entry| entry.dimension);
        let part = |unit| self.units.entry(unit).is_some_and(|entry| entry.whole.is_some());
        dimension(after) == dimension(before) && !part(after)
    }

    /// "±0.01", "+/- 3", "plus or minus 3".
    fn margin<'a>(&self, i: &'a str) -> Parsed<'a, Decimal> {
        let sign = alt((
            tag("±"),
            tag("+/-"),
            tag("+-"),
            tag("+/−"),
            tag_no_case("plus or minus"),
            tag_no_case("plus/minus"),
            tag_no_case("give or take"),
        ));
        let (rest, numeral) = preceded((opt(tag(",")), opt(gap), sign, opt(gap)), |i| self.numeral(i)).parse(i)?;
        Ok((rest, numeral.value))
    }

    /// A margin after the unit: "10 kg ± 1 kg".
    fn late_margin<'a>(&self, i: &'a str, margin: Option<Decimal>) -> (&'a str, Option<Decimal>) {
        match self.margin(i) {
            Ok((rest, value)) if margin.is_none() => {
                let plain = Numeral { value, bare: true, ..Numeral::default() };
                let rest = self.unit_after(rest, &plain).map_or(rest, |(rest, _)| rest);
                (rest, Some(value))
            }
            _ => (i, margin),
        }
    }
}
