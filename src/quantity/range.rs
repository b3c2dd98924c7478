//! Figures of two ends, and lists that share a unit: "3-5%", "from 26 to 31 million", "3, 5 and 7 percent".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case};
use nom::combinator::opt;
use nom::sequence::preceded;
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::item::Item;
use super::lex::{Grammar, Parsed, dash, fail, gap, the};
use super::numeral::Numeral;
use super::{Bound, Form, Notation, Quantity};
use crate::lexicon::Dimension;

/// What "from A to B" says.
pub(super) enum FromTo {
    /// Two levels of one thing.
    Levels(Item, Item),
    /// The ends of a range.
    Range(Quantity),
}

impl Grammar<'_> {
    /// "between 3 and 5 percent".
    pub(super) fn between<'a>(&self, i: &'a str) -> Parsed<'a, Quantity> {
        let (start, _) = (the("between"), gap).parse(i)?;
        if self.is_date(start) {
            return fail();
        }
        let (rest, first) = self.item(start)?;
        let and = alt(((gap, the("and"), gap).map(|_| ()), dash.map(|_| ()), (gap, the("to"), gap).map(|_| ())));
        let (rest, second) = preceded(and, |i| self.item(i)).parse(rest)?;
        if self.is_bare_year(&first) && self.is_bare_year(&second) {
            return fail();
        }
        let mut quantity = self.joined(&first, second);
        quantity.span.start = self.at(i);
        Ok((rest, quantity))
    }

    /// "from 26 to 31 million": two levels after a word of change, else a range.
    pub(super) fn start_to_end<'a>(&self, i: &'a str) -> Parsed<'a, FromTo> {
        let (start, _) = (the("from"), gap).parse(i)?;
        if self.is_date(start) {
            return fail();
        }
        let (rest, first) = self.item(start)?;
        let to = alt(((gap, alt((the("to"), the("and"))), gap).map(|_| ()), dash.map(|_| ())));
        let (rest, second) = preceded(to, |i| self.item(i)).parse(rest)?;
        if self.is_bare_year(&first) && self.is_bare_year(&second) {
            return fail();
        }
        let shared = self.shared(&first, &second);
        let falls = shared.numeral.value > second.numeral.value;
        if falls || self.changes(i) || !self.alike(&first, &second) {
            let first = shared;
            return Ok((rest, FromTo::Levels(first, second)));
        }
        Ok((rest, FromTo::Range(self.joined(&first, second))))
    }

    /// Whether digits open a day or a time of day: "from 10/1/2018", "between 9 and 11 a.m.".
    fn is_date(&self, i: &str) -> bool {
        let digit = i.starts_with(|c: char| c.is_ascii_digit());
        digit && (super::clock::clock(i).is_ok() || self.date(i).is_ok_and(|(_, date)| date.month.is_some()))
    }

    /// Four bare digits that are a year rather than a count.
    pub(super) fn is_bare_year(&self, item: &Item) -> bool {
        let years = Decimal::from(1900)..Decimal::from(2100);
        item.numeral.bare && item.unit.is_none() && item.bound == Bound::Exact && years.contains(&item.numeral.value)
    }

    /// Whether one of the last words before is a word of change.
    fn changes(&self, i: &str) -> bool {
        self.change_among(self.before(i), 8)
    }

    /// Whether a word of change is among the last words; "going to save" is none.
    fn change_among(&self, before: &str, count: usize) -> bool {
        let words = before.split(|c: char| !c.is_ascii_alphabetic()).rev().filter(|word| !word.is_empty());
        let mut behind = "";
        for word in words.take(count) {
            let future = word.eq_ignore_ascii_case("going") && behind.eq_ignore_ascii_case("to");
            if !future && self.units.word(word).is_some_and(|entry| entry.change) {
                return true;
            }
            behind = word;
        }
        false
    }

    fn alike(&self, first: &Item, second: &Item) -> bool {
        first.unit.is_none() || first.unit == second.unit
    }

    /// "3-5%", "3 to 5 percent", "$3 billion-$5 billion".
    pub(super) fn range<'a>(&self, i: &'a str, first: &Item) -> Parsed<'a, Quantity> {
        let to = alt((
            (gap, the("to"), gap).map(|_| true),
            (gap, the("through"), gap).map(|_| true),
            tag_no_case("-to-").map(|_| true),
            tag_no_case("- to ").map(|_| true),
        ));
        let (rest, worded) = alt((to, dash.map(|_| false))).parse(i)?;
        let (rest, second) = self.item(rest)?;
        if !self.alike(first, &second) && second.unit.is_some() || second.bound != Bound::Exact && !worded {
            return fail();
        }
        let joined = self.shared(first, &second);
        let rises = joined.numeral.value < second.numeral.value;
        let levels = worded && first.unit.is_some() && self.changes_here(first);
        if !rises || levels { fail() } else { Ok((rest, self.joined(first, second))) }
    }

    /// "grew 5 percent to 12 percent": a change and a level, no range.
    fn changes_here(&self, first: &Item) -> bool {
        let before = self.before_at(first.span.start);
        let from = before.trim_end().ends_with("from");
        !from && self.change_among(before, 3)
    }

    /// The first of two figures with the scale and unit that only the second says.
    fn shared(&self, first: &Item, second: &Item) -> Item {
        let mut first = first.clone();
        if first.unit.is_none() {
            first.unit = second.unit;
            first.per = first.per.or_else(|| second.per.clone());
        }
        let power = second.numeral.power;
        let unscaled = first.numeral.power == 0 && first.numeral.value.abs() < Decimal::ONE_THOUSAND;
        if unscaled
            && power > 0
            && let Some(scaled) = first.numeral.scaled(power)
        {
            first.numeral = if scaled.value < second.numeral.value || self.is_falling(&scaled, &second.numeral) {
                scaled
            } else {
                first.numeral
            };
        }
        first
    }

    /// "from 31 to 26 million": falling figures of the same size share the scale too.
    fn is_falling(&self, first: &Numeral, second: &Numeral) -> bool {
        first.value < second.value * Decimal::TEN
    }

    /// Two figures as one range.
    fn joined(&self, first: &Item, second: Item) -> Quantity {
        let mut low = self.shared(first, &second);
        let unit = second.unit.or(first.unit);
        let span = first.span.cover(second.span);
        let digits = first.digits.cover(second.digits);
        low.unit = unit;
        let low = self.quantity(low);
        let high = self.quantity(Item { unit, ..second });
        let ends = (low.value.min(high.value), high.value.max(low.value));
        let middle = ends.0.checked_add(ends.1).map_or(ends.0, |sum| sum / Decimal::TWO);
        Quantity {
            span,
            numeral: digits,
            value: middle,
            slack: low.slack.max(high.slack),
            bound: Bound::Range,
            range: Some(ends),
            ..high
        }
    }

    /// The unit of the last of "3, 5 and 7 percent" for the ones before it.
    pub(super) fn shared_unit(&self, i: &str, first: &Item) -> Option<(usize, Option<SmolStr>)> {
        if first.unit.is_some() || first.numeral.notation == Notation::Words && first.numeral.form != Form::Amount {
            return None;
        }
        // "14-, 15- and 16-megawatt".
        let hung =
            |rest: &'_ str| rest.strip_prefix('-').filter(|after| after.starts_with([',', ' '])).map_or(0, |_| 1);
        let mut rest = &i[hung(i)..];
        for _ in 0..8 {
            let and =
                alt(((opt(tag(",")), gap, alt((the("and"), the("or"))), gap).map(|_| ()), (tag(","), gap).map(|_| ())));
            let (next, item) = preceded(and, |i| self.plain_item(i)).parse(rest).ok()?;
            if let Some(unit) = item.unit {
                // "A debt of 640 million, and twelve months earlier": two figures of two kinds.
                if first.numeral.power > item.numeral.power {
                    return None;
                }
                let per = item.per.clone().or_else(|| self.quantity_per(next, item));
                return self.shareable(unit).then_some((unit, per));
            }
            rest = &next[hung(next)..];
        }
        None
    }

    /// Units that a list says once for all: shares and points.
    fn shareable(&self, unit: usize) -> bool {
        let dimension = self.units.entry(unit).map(|entry| entry.dimension);
        !matches!(dimension, None | Some(Dimension::Money))
    }
}
