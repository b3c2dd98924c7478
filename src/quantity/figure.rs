//! Whole figures: bounds, money, numeral, unit, ranges and lists.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case};
use nom::combinator::opt;
use nom::sequence::{delimited, preceded};
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::lex::{Grammar, Parsed, dash, ends, fail, gap, joint, letters, the};
use super::numeral::Numeral;
use super::{Bound, Form, Mention, Notation, Quantity};
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

/// What "from A to B" says.
enum FromTo {
    /// Two levels of one thing.
    Levels(Item, Item),
    /// The ends of a range.
    Range(Quantity),
}

impl Grammar<'_> {
    /// A figure; its quantities go to `out`.
    pub(super) fn figure<'a>(&self, i: &'a str, out: &mut Vec<Mention>) -> Parsed<'a, ()> {
        let (start, bound) = self.bounds_before(i)?;
        let mut special =
            alt((|i| self.between(i), |i| self.multiple(i, start, bound), |i| self.ratio(i, start, bound)));
        if let Ok((rest, quantity)) = special.parse(i) {
            out.push(Mention::Quantity(quantity));
            return Ok((rest, ()));
        }
        if let Ok((rest, found)) = self.start_to_end(i) {
            match found {
                FromTo::Levels(first, second) => {
                    out.extend([first, second].map(|item| Mention::Quantity(self.quantity(item))));
                }
                FromTo::Range(quantity) => out.push(Mention::Quantity(quantity)),
            }
            return Ok((rest, ()));
        }
        let (rest, first) = self.bounded(i, start, bound)?;
        if let Ok((rest, quantity)) = self.range(rest, &first) {
            out.push(Mention::Quantity(quantity));
            return Ok((rest, ()));
        }
        let shared = self.shared_unit(rest, &first);
        let item = Item { unit: first.unit.or(shared), ..first };
        out.push(Mention::Quantity(self.quantity(item)));
        Ok((rest, ()))
    }

    /// A figure with its bounds.
    pub(super) fn item<'a>(&self, i: &'a str) -> Parsed<'a, Item> {
        let (start, bound) = self.bounds_before(i)?;
        self.bounded(i, start, bound)
    }

    /// A figure whose bounds, from `i` to `start`, are read already.
    fn bounded<'a>(&self, i: &'a str, start: &'a str, bound: Bound) -> Parsed<'a, Item> {
        let (rest, mut item) = self.plain_item(start)?;
        let year = bound != Bound::Exact && item.numeral.bare && item.unit.is_none() && self.years(start).is_ok();
        if year {
            return fail();
        }
        if bound != Bound::Exact {
            item.span.start = self.at(i);
            item.bound = bound;
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

    /// A figure without bounds before it.
    fn plain_item<'a>(&self, i: &'a str) -> Parsed<'a, Item> {
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

    /// "or more", "and above", "-plus", "+".
    fn bound_after<'a>(&self, i: &'a str, known: Bound) -> (&'a str, Bound) {
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
    fn figure_follows(&self, i: &str) -> bool {
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

    /// "one" as a pronoun: "no one", "one of them", "this one".
    fn is_pronoun(&self, start: &str, rest: &str, next: &str) -> bool {
        let known = |word: &str, list: &crate::lexicon::phrases::Map<()>| {
            crate::lexicon::phrases::lowered(word, |word| list.get(word).copied()).is_some()
        };
        let last = super::lex::last_word(self.before(start));
        known(last, &self.units.before_one) || known(next, &self.units.after_one) || next.is_empty() && !rest.is_empty()
    }

    /// "between 3 and 5 percent".
    fn between<'a>(&self, i: &'a str) -> Parsed<'a, Quantity> {
        let (rest, first) = preceded((the("between"), gap), |i| self.item(i)).parse(i)?;
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
    fn start_to_end<'a>(&self, i: &'a str) -> Parsed<'a, FromTo> {
        let (rest, first) = preceded((the("from"), gap), |i| self.item(i)).parse(i)?;
        let to = alt(((gap, alt((the("to"), the("and"))), gap).map(|_| ()), dash.map(|_| ())));
        let (rest, second) = preceded(to, |i| self.item(i)).parse(rest)?;
        if self.is_bare_year(&first) && self.is_bare_year(&second) {
            return fail();
        }
        if self.changes(i) || !self.alike(&first, &second) {
            let first = self.shared(&first, &second);
            return Ok((rest, FromTo::Levels(first, second)));
        }
        Ok((rest, FromTo::Range(self.joined(&first, second))))
    }

    /// Four bare digits that are a year rather than a count.
    fn is_bare_year(&self, item: &Item) -> bool {
        let years = Decimal::from(1900)..Decimal::from(2100);
        item.numeral.bare && item.unit.is_none() && item.bound == Bound::Exact && years.contains(&item.numeral.value)
    }

    /// Whether one of the last words before is a word of change.
    fn changes(&self, i: &str) -> bool {
        let words = self.before(i).split(|c: char| !c.is_ascii_alphabetic()).rev().filter(|word| !word.is_empty());
        words.take(8).any(|word| self.units.word(word).is_some_and(|entry| entry.change))
    }

    fn alike(&self, first: &Item, second: &Item) -> bool {
        first.unit.is_none() || first.unit == second.unit
    }

    /// "3-5%", "3 to 5 percent", "$3 billion-$5 billion".
    fn range<'a>(&self, i: &'a str, first: &Item) -> Parsed<'a, Quantity> {
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
        let words = before.split(|c: char| !c.is_ascii_alphabetic()).rev().filter(|word| !word.is_empty());
        let mut words = words.take(3);
        let from = before.trim_end().ends_with("from");
        !from && words.any(|word| self.units.word(word).is_some_and(|entry| entry.change))
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
    fn shared_unit(&self, i: &str, first: &Item) -> Option<usize> {
        if first.unit.is_some() || first.numeral.notation == Notation::Words && first.numeral.form != Form::Amount {
            return None;
        }
        let mut rest = i;
        for _ in 0..8 {
            let and =
                alt(((opt(tag(",")), gap, alt((the("and"), the("or"))), gap).map(|_| ()), (tag(","), gap).map(|_| ())));
            let (next, item) = preceded(and, |i| self.plain_item(i)).parse(rest).ok()?;
            if item.unit.is_some() {
                return item.unit.filter(|unit| self.shareable(*unit));
            }
            rest = next;
        }
        None
    }

    /// Units that a list says once for all: shares and points.
    fn shareable(&self, unit: usize) -> bool {
        let dimension = self.units.entry(unit).map(|entry| entry.dimension);
        !matches!(dimension, None | Some(Dimension::Money))
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

    /// "doubled", "twice", "halved".
    fn multiple<'a>(&self, i: &'a str, start: &'a str, bound: Bound) -> Parsed<'a, Quantity> {
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
    fn ratio<'a>(&self, i: &'a str, start: &'a str, bound: Bound) -> Parsed<'a, Quantity> {
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

/// Whether a counted thing follows: a plural in lower case.
pub(super) fn counted(rest: &str) -> bool {
    let Ok((_, word)) = preceded(gap, letters).parse(rest) else { return false };
    let plural =
        word.ends_with('s') && !matches!(word, "is" | "was" | "as" | "has" | "does" | "its" | "this" | "vs" | "us");
    plural && word.starts_with(|c: char| c.is_ascii_lowercase())
        || matches!(word, "people" | "children" | "men" | "women" | "new" | "of")
}
