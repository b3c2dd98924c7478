//! Whole figures: an item with its bounds, a range, a multiple or a ratio.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::preceded;
use rust_decimal::Decimal;

use super::item::Item;
use super::lex::{Grammar, Parsed, ends, fail, gap, joint, last_word, letters, listed, the};
use super::range::FromTo;
use super::{Bound, Form, Mention, Notation, Quantity};
use crate::lexicon::Dimension;

impl Grammar<'_> {
    /// A figure; its quantities go to `out`.
    pub(super) fn figure<'a>(&self, i: &'a str, out: &mut Vec<Mention>) -> Parsed<'a, ()> {
        let (start, bound) = self.bounds_before(i)?;
        let mut special =
            alt((|i| self.between(i), |i| self.multiple(i, start, bound), |i| self.ratio(i, start, bound)));
        if let Ok((rest, quantity)) = special.parse(i) {
            out.push(Mention::Quantity(self.with_late_per(rest, quantity)));
            return Ok((rest, ()));
        }
        if let Ok((rest, found)) = self.start_to_end(i) {
            match found {
                FromTo::Levels(first, second) => {
                    out.extend([first, second].map(|item| Mention::Quantity(self.quantity(item))));
                }
                FromTo::Range(quantity) => out.push(Mention::Quantity(self.with_late_per(rest, quantity))),
            }
            return Ok((rest, ()));
        }
        let (rest, first) = self.bounded(i, start, bound)?;
        if let Ok((rest, mut quantity)) = self.range(rest, &first) {
            quantity.unit = if self.is_aged(i, &first) && quantity.unit.dimension == Dimension::Count {
                self.unit(self.units.index_of("year"), None)
            } else {
                quantity.unit
            };
            out.push(Mention::Quantity(self.with_late_per(rest, quantity)));
            return Ok((rest, ()));
        }
        let first = self.aged(i, first);
        let item = match self.shared_unit(rest, &first) {
            Some((unit, per)) => Item { unit: Some(unit), per: first.per.or(per), ..first },
            None => first,
        };
        out.push(Mention::Quantity(self.with_late_per(rest, self.quantity(item))));
        Ok((rest, ()))
    }

    /// "aged 43": a bare number of years.
    fn aged(&self, i: &str, item: Item) -> Item {
        let unit = item.unit.or_else(|| self.units.index_of("year").filter(|_| self.is_aged(i, &item)));
        Item { unit, ..item }
    }

    /// Whether a word of age stands before a bare number that may be one.
    fn is_aged(&self, i: &str, item: &Item) -> bool {
        let years = Decimal::ZERO..Decimal::from(125);
        item.unit.is_none()
            && item.numeral.plain
            && years.contains(&item.numeral.value)
            && self.before(i).ends_with(' ')
            && listed(last_word(self.before(i)), &self.units.ages)
    }

    /// A figure with its bounds.
    pub(super) fn item<'a>(&self, i: &'a str) -> Parsed<'a, Item> {
        let (start, bound) = self.bounds_before(i)?;
        self.bounded(i, start, bound)
    }

    /// A figure whose bounds, from `i` to `start`, are read already.
    fn bounded<'a>(&self, i: &'a str, start: &'a str, bound: Bound) -> Parsed<'a, Item> {
        let (rest, mut item) = self.plain_item(start)?;
        let year = bound != Bound::Exact && self.is_bare_year(&item) && self.years(start).is_ok();
        if year {
            return fail();
        }
        if bound != Bound::Exact {
            item.span.start = self.at(i);
            // "About five hundred or more": the stricter one holds.
            item.bound = if bound == Bound::About && item.bound != Bound::Exact { item.bound } else { bound };
        }
        if self.needs_company(i, rest, &item) {
            return fail();
        }
        Ok((rest, item))
    }

    /// Bounds and hedges: "at least about"; of two the stricter one holds.
    fn bounds_before<'a>(&self, i: &'a str) -> Parsed<'a, Bound> {
        let (mut rest, mut bound) = (i, Bound::Exact);
        for _ in 0..3 {
            let Some((next, found)) = self.bound_before(rest) else { break };
            bound = if matches!(bound, Bound::Exact | Bound::About) { found } else { bound };
            rest = next;
        }
        Ok((rest, bound))
    }

    fn bound_before<'a>(&self, i: &'a str) -> Option<(&'a str, Bound)> {
        let sign = self.units.bound_signs.iter().find(|(sign, _)| i.starts_with(sign.as_str()));
        if let Some((sign, bound)) = sign {
            return Some((i[sign.len()..].trim_start_matches(' '), *bound));
        }
        let (rest, bound) = self.units.before.strip(i)?;
        let (rest, _) = joint(rest).ok()?;
        let (rest, _) = opt((alt((the("a"), the("an"), the("the"))), gap, the("total"), gap, the("of"), gap))
            .parse(rest)
            .ok()? as (&str, _);
        Some((rest, *bound))
    }

    /// "or more", "and above", "-plus", "+".
    pub(super) fn bound_after<'a>(&self, i: &'a str, known: Bound) -> (&'a str, Bound) {
        if known != Bound::Exact {
            return (i, known);
        }
        if let Some(rest) = i.strip_prefix('+')
            && ends(rest)
        {
            return (rest, Bound::AtLeast);
        }
        let direct = self.units.after.strip(i);
        let spaced = || self.units.after.strip(joint(i).ok()?.0);
        match direct.or_else(spaced) {
            Some((rest, bound))
                if ends(rest)
                    && !self.figure_follows(rest)
                    && !super::date::next_word(rest).eq_ignore_ascii_case("than") =>
            {
                (rest, *bound)
            }
            _ => (i, known),
        }
    }

    /// "30 plus 5", "5 at least 3": the words belong to the next figure.
    pub(super) fn figure_follows(&self, i: &str) -> bool {
        preceded(opt(gap), |i| self.numeral(i)).parse(i).is_ok()
    }

    /// Words that are no figure when alone: "one of them", "a half-brother", "third".
    fn needs_company(&self, start: &str, rest: &str, item: &Item) -> bool {
        if item.unit.is_some() || item.bound != Bound::Exact || item.numeral.notation == Notation::Digits {
            return false;
        }
        let next = preceded(joint, letters).parse(rest).map_or("", |(_, word)| word);
        if item.numeral.form == Form::Fraction {
            return self.weak_fraction(start, rest, next);
        }
        let zero = item.numeral.value.is_zero() && self.is_idiom(start, rest);
        if zero {
            return true;
        }
        let one = item.numeral.value == Decimal::ONE && item.numeral.power == 0;
        one && self.is_pronoun(start, rest, next)
    }

    /// "a third" and "half" are shares before "of" and the like only.
    fn weak_fraction(&self, start: &str, rest: &str, next: &str) -> bool {
        let weak = the("half").parse(start).is_ok() || alt((the("a"), the("an"))).parse(start).is_ok();
        let share = crate::lexicon::phrases::lowered(next, |word| self.units.after_share.get(word).copied()).is_some();
        let closed = rest.is_empty() || rest.starts_with(['.', ',', ';', ')', '?']);
        weak && !(share || closed && the("half").parse(start).is_err())
    }

    /// "net-zero", "ground zero", "zero-carbon".
    fn is_idiom(&self, start: &str, rest: &str) -> bool {
        let joined = rest.strip_prefix('-').is_some_and(|after| self.word(after).is_err());
        joined || listed(last_word(self.before(start)), &self.units.before_zero)
    }

    /// "one" as a pronoun: "no one", "one of them", "this one".
    fn is_pronoun(&self, start: &str, rest: &str, next: &str) -> bool {
        let known = |word: &str, list: &crate::lexicon::phrases::Map<()>| {
            crate::lexicon::phrases::lowered(word, |word| list.get(word).copied()).is_some()
        };
        let last = super::lex::last_word(self.before(start));
        known(last, &self.units.before_one) || known(next, &self.units.after_one) || next.is_empty() && !rest.is_empty()
    }

    /// The quantity that an item says.
    pub(super) fn quantity(&self, item: Item) -> Quantity {
        let Item { span, digits, numeral, bound, unit, per, margin } = item;
        let mut unit = self.unit(unit, per);
        let measured = !matches!(unit.dimension, Dimension::Count | Dimension::Multiple);
        let mut numeral = numeral.settled(measured);
        let mut form = numeral.form;
        if unit.dimension == Dimension::Count && form == Form::Fraction {
            numeral.value *= Decimal::ONE_HUNDRED;
            numeral.slack = Decimal::ONE;
            unit = self.unit(self.units.index_of("percent"), unit.per);
        } else if form == Form::Fraction {
            (form, numeral.slack) = (Form::Amount, numeral.value * Decimal::new(5, 2));
        }
        if unit.dimension == Dimension::Multiple {
            form = Form::Multiple;
        }
        let slack = margin.unwrap_or(numeral.slack);
        Quantity {
            span,
            numeral: digits,
            value: numeral.value,
            slack,
            bound,
            range: None,
            unit,
            notation: numeral.notation,
            form,
        }
    }
}
