//! Two digits side by side that leave it open which: 三四百人, 一两个月, 十七八岁.

use rust_decimal::Decimal;

use super::figure::Item;
use crate::quantity::lex::{Grammar, power};
use crate::quantity::numeral::Numeral;
use crate::quantity::{Bound, Form, Notation, Quantity};

impl Grammar<'_> {
    /// The range that two neighbouring digits before a counter or unit mean.
    pub(super) fn neighbours<'a>(&self, start: &'a str, i: &'a str, bound: Bound) -> Option<(&'a str, Quantity)> {
        let ten = start.strip_prefix('十');
        let (rest, low, high) = self.neighbouring(ten.unwrap_or(start))?;
        let (rest, unit_of_ten) = self.place_run(rest)?;
        let (after, unit) = self.chinese_unit(rest);
        let counted = self.units.chinese.counters.strip(rest).is_some();
        if unit.is_none() && !counted || ten.is_some() && unit_of_ten != Decimal::ONE {
            return None;
        }
        let base = Decimal::from(if ten.is_some() { 10 } else { 0 });
        let ends = [low, high].map(|digit| Decimal::from(digit).checked_add(base)?.checked_mul(unit_of_ten));
        let ends = (ends[0]?, ends[1]?);
        let numeral = Numeral { value: ends.1, plain: true, notation: Notation::Words, ..Numeral::default() };
        let bound = if matches!(bound, Bound::Exact | Bound::About) { Bound::Range } else { bound };
        let mut quantity = self.chinese_quantity(i, after, &Item { rest, numeral, unit, form: Form::Amount, bound });
        quantity.value = ends.0.checked_add(ends.1)? / Decimal::TWO;
        quantity.range = Some(ends);
        Some((after, quantity))
    }

    /// Two digits of which the second is one more, and no more digits.
    pub(super) fn neighbouring<'a>(&self, i: &'a str) -> Option<(&'a str, u32, u32)> {
        let (rest, low) = self.single(i)?;
        let (rest, high) = self.single(rest)?;
        let more = self.single(rest).is_some() || rest.starts_with(['点', '點', '〇', '零']);
        (low + 1 == high && !more).then_some((rest, low, high))
    }

    /// One Chinese digit that is not zero.
    fn single<'a>(&self, i: &'a str) -> Option<(&'a str, u32)> {
        let (head, rest) = i.split_at(i.chars().next()?.len_utf8());
        let digit = self.units.chinese.digits.get(head).filter(|digit| **digit > 0)?;
        Some((rest, *digit))
    }

    /// The product of the place words that follow, one where there are none.
    pub(super) fn place_run<'a>(&self, i: &'a str) -> Option<(&'a str, Decimal)> {
        let (mut rest, mut value) = (i, Decimal::ONE);
        while let Some(first) = rest.chars().next() {
            let (head, tail) = rest.split_at(first.len_utf8());
            let Some(exponent) = self.units.chinese.places.get(head) else { break };
            value = value.checked_mul(power(*exponent)?)?;
            rest = tail;
        }
        Some((rest, value))
    }
}
