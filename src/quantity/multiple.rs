//! Multiples and ratios: "doubled", "one in five", "3-to-1".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::combinator::opt;
use nom::sequence::preceded;
use rust_decimal::Decimal;

use super::lex::{Grammar, Parsed, ends, fail, gap, joint, letters, the};
use super::numeral::Numeral;
use super::{Bound, Form, Notation, Quantity};
use crate::span::Span;

/// Behind "twice" these tell how often: "counted twice in May", "twice a week".
const OFTEN: [&str; 14] =
    ["a", "in", "on", "at", "by", "during", "since", "before", "after", "already", "daily", "weekly", "and", "but"];

impl Grammar<'_> {
    /// "doubled", "twice", "halved".
    pub(super) fn multiple<'a>(&self, i: &'a str, start: &'a str, bound: Bound) -> Parsed<'a, Quantity> {
        let (rest, value) = self.pick(start, |entry| entry.multiple)?;
        if rest.starts_with('-') {
            return fail();
        }
        let adjective =
            alt((the("double"), the("triple"), the("quadruple"), the("doubles"), the("triples"), the("halves")))
                .parse(start)
                .is_ok();
        let next = preceded(gap, letters).parse(rest).map_or("", |(_, word)| word);
        if adjective
            && crate::lexicon::phrases::lowered(next, |word| self.units.after_share.get(word).copied()).is_none()
        {
            return fail();
        }
        let adverb = alt((the("twice"), the("thrice"))).parse(start).is_ok();
        if adverb && (next.is_empty() || OFTEN.iter().any(|word| word.eq_ignore_ascii_case(next))) {
            return fail();
        }
        let span = self.span(if bound == Bound::Exact { start } else { i }, rest);
        Ok((rest, self.times(span, self.span(start, rest), value, bound)))
    }

    fn times(&self, span: Span, numeral: Span, value: Decimal, bound: Bound) -> Quantity {
        let unit = self.unit(self.units.index_of("times"), None);
        let slack = value * Decimal::new(5, 2);
        Quantity {
            span,
            numeral,
            value,
            slack,
            bound,
            range: None,
            unit,
            notation: Notation::Words,
            form: Form::Multiple,
        }
    }

    /// "one in five", "9 out of 10", "3-to-1".
    pub(super) fn ratio<'a>(&self, i: &'a str, start: &'a str, bound: Bound) -> Parsed<'a, Quantity> {
        let (rest, first) = self.numeral(start)?;
        let small =
            |numeral: &Numeral| numeral.plain && numeral.value > Decimal::ZERO && numeral.value <= Decimal::ONE_HUNDRED;
        let mut of = alt((
            (joint, the("in"), joint, opt((the("every"), joint))).map(|_| true),
            (joint, the("out"), joint, the("of"), joint, opt((the("every"), joint))).map(|_| true),
            alt((tag_no_case("-to-").map(|_| false), (gap, the("to"), gap).map(|_| false))),
        ));
        let (rest, part) = of.parse(rest)?;
        let (rest, second) = self.numeral(rest)?;
        let year = second.bare && (Decimal::from(1900)..Decimal::from(2100)).contains(&second.value);
        let whole = if part {
            first.value < second.value && !year
        } else {
            second.value == Decimal::ONE && first.value > Decimal::ONE
        };
        let bare = ends(rest) && self.unit_after(rest, &second).is_err();
        if !(small(&first) && second.plain && whole && bare && second.value <= Decimal::from(100_000)) {
            return fail();
        }
        let Some(value) = first.value.checked_div(second.value) else { return fail() };
        let (rest, after) = self.bound_after(rest, Bound::Exact);
        let bound = if matches!(bound, Bound::Exact | Bound::About) && after != Bound::Exact { after } else { bound };
        let span = self.span(if bound == Bound::Exact { start } else { i }, rest);
        let times = self.times(span, self.span(start, rest), value, bound);
        let notation = first.notation;
        if !part {
            return Ok((rest, Quantity { form: Form::Ratio, notation, ..times }));
        }
        let unit = self.unit(self.units.index_of("percent"), None);
        let Some(value) = value.checked_mul(Decimal::ONE_HUNDRED) else { return fail() };
        let slack = Decimal::new(5, 1);
        Ok((rest, Quantity { value, slack, unit, notation, form: Form::Ratio, ..times }))
    }
}
