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
use crate::lexicon::Dimension;
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

impl Grammar<'_> {
    /// A figure without bounds before it.
    pub(super) fn plain_item<'a>(&self, i: &'a str) -> Parsed<'a, Item> {
        let spread = (alt((tag_no_case("plus or minus"), tag("±"), tag("+/-"))), opt(gap));
        let (unsigned, _) = opt(spread).parse(i)?;
        let (rest, negative) = opt(alt(((the("minus"), gap), (the("negative"), gap)))).parse(unsigned)?;
        let (rest, sign) = opt(alt((tag("-"), tag("−"), tag("–")))).parse(rest)?;
        let (rest, money) = opt(|i| self.money_before(i)).parse(rest)?;
        let restart = if money.is_none() && sign.is_some() {
            &i[i.len() - rest.len() - sign.map_or(0, str::len)..]
        } else {
            rest
        };
        let (after, mut numeral) = self.bracketed(restart, money)?;
        if negative.is_some() || sign.is_some() && money.is_some() {
            numeral.value = -numeral.value;
        }
        let (after, numeral) = self.letter_scale(after, numeral, money.is_some())?;
        let (after, margin) = opt(|i| self.margin(i)).parse(after)?;
        let digits = self.span(restart, after);
        let (after, bound) = self.bound_after(after, Bound::Exact);
        let (after, unit) = self.unit_of(after, &numeral, money)?;
        if !ends(after) && unit.is_none_or(|_| money.is_some()) {
            return fail();
        }
        let (after, margin) = self.late_margin(after, margin);
        let (after, numeral) = self.late_scale(after, unit, numeral)?;
        let (after, numeral) = self.small_change(after, unit, numeral);
        let (after, numeral) = self.compound(after, unit, numeral);
        let (after, per) = opt(|i| self.per(i)).parse(after)?;
        let (after, bound) = self.bound_after(after, bound);
        let item = Item { span: self.span(i, after), digits, numeral, bound, unit, per, margin };
        Ok((after, item))
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
        let Ok((rest, exponent)) = self.attached(i) else { return Ok((i, numeral)) };
        let lower = i.starts_with('m');
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

    /// "3 dollars and 50 cents", "15 dollars 50".
    fn small_change<'a>(&self, i: &'a str, unit: Option<usize>, numeral: Numeral) -> (&'a str, Numeral) {
        let Some(entry) = unit.and_then(|unit| self.units.entry(unit)) else { return (i, numeral) };
        if entry.dimension != Dimension::Money || !numeral.plain {
            return (i, numeral);
        }
        let and = opt((the("and"), gap)).map(|and| and.is_some());
        let cents = (gap, and, |i| self.numeral(i)).parse(i) as Parsed<'_, (&str, bool, Numeral)>;
        let Ok((rest, (_, and, cents))) = cents else { return (i, numeral) };
        let part = self.unit_after(rest, &cents).ok().and_then(|(rest, part)| Some((rest, self.units.entry(part)?)));
        let of_whole = part.filter(|(_, part)| part.whole.as_ref() == Some(&entry.name));
        let bare = !and && part.is_none() && (rest.is_empty() || rest.starts_with(['.', ',', '?', '!']));
        let (rest, factor) = match of_whole {
            Some((rest, part)) => (rest, part.factor),
            None if bare && cents.value >= Decimal::TEN => (rest, Decimal::new(1, 2)),
            None => return (i, numeral),
        };
        let sum = cents
            .value
            .checked_mul(factor)
            .filter(|part| *part < Decimal::ONE)
            .and_then(|part| numeral.value.checked_add(part));
        sum.map_or((i, numeral), |value| {
            (rest, Numeral { value, slack: factor / Decimal::TWO, plain: false, ..numeral })
        })
    }

    /// "5 feet 6 inches", "2 hours and 15 minutes": one length, weight or time, in its first unit.
    fn compound<'a>(&self, i: &'a str, unit: Option<usize>, numeral: Numeral) -> (&'a str, Numeral) {
        let Some(large) =
            unit.and_then(|unit| self.units.entry(unit)).filter(|entry| numeral.plain && entry.compounds())
        else {
            return (i, numeral);
        };
        let and = (opt(tag(",")), gap, opt((the("and"), gap)));
        let Ok((rest, part)) = preceded(and, |i| self.numeral(i)).parse(i) as Parsed<'_, Numeral> else {
            return (i, numeral);
        };
        let Ok((rest, small)) = self.unit_after(rest, &part) else { return (i, numeral) };
        let Some(small) =
            self.units.entry(small).filter(|small| small.dimension == large.dimension && small.compounds())
        else {
            return (i, numeral);
        };
        if small.factor >= large.factor {
            return (i, numeral);
        }
        let (rest, part) = self.compound(rest, self.units.index_of(&small.name), part);
        let sum = small.factor.checked_div(large.factor).and_then(|ratio| part.value.checked_mul(ratio));
        let sum = sum
            .filter(|part| *part < Decimal::ONE || small.name == "foot")
            .and_then(|part| numeral.value.checked_add(part));
        let slack = small.factor / large.factor / Decimal::TWO;
        match sum {
            Some(value) => (rest, Numeral { value, slack, plain: false, bare: false, ..numeral }),
            None => (i, numeral),
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
        let (rest, numeral) = preceded((opt(gap), sign, opt(gap)), |i| self.numeral(i)).parse(i)?;
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
