//! Smaller parts that follow a figure: "3 dollars and 50 cents", "5 feet 6 inches", "an hour and a half".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::{opt, verify};
use nom::sequence::preceded;
use rust_decimal::Decimal;

use super::digits;
use super::lex::{Grammar, Parsed, ends, fail, gap, the};
use super::numeral::Numeral;
use crate::lexicon::Dimension;
use crate::lexicon::units::UnitEntry;

/// A numeral of the smaller unit, and what follows it.
type Part<'a> = (&'a str, Numeral);

impl Grammar<'_> {
    /// The numeral with the smaller parts that follow its unit.
    pub(super) fn smaller_parts<'a>(&self, i: &'a str, unit: Option<usize>, numeral: Numeral) -> Part<'a> {
        let Some(entry) = unit.and_then(|unit| self.units.entry(unit)).filter(|_| numeral.plain) else {
            return (i, numeral);
        };
        let found = match entry.dimension {
            Dimension::Money => self.small_change(i, entry, numeral),
            _ if entry.compounds() => self
                .compound(i, entry, numeral)
                .or_else(|| self.and_a_half(i, numeral))
                .or_else(|| minutes(i, entry, numeral, self)),
            _ => None,
        };
        found.unwrap_or((i, numeral))
    }

    /// "3 dollars and 50 cents", "15 dollars 50".
    fn small_change<'a>(&self, i: &'a str, entry: &UnitEntry, numeral: Numeral) -> Option<Part<'a>> {
        let and = opt((the("and"), gap)).map(|and| and.is_some());
        let (rest, (_, and, cents)) =
            ((gap, and, |i| self.numeral(i)).parse(i) as Parsed<'_, (&str, bool, Numeral)>).ok()?;
        if let Some(rest) =
            rest.strip_prefix('c').filter(|rest| ends(rest) && cents.bare && cents.value < Decimal::ONE_HUNDRED)
        {
            let cent = Decimal::new(1, 2);
            return Some((rest, with(numeral, cents.value.checked_mul(cent)?, cent)?));
        }
        let part = self.unit_after(rest, &cents).ok().and_then(|(rest, part)| Some((rest, self.units.entry(part)?)));
        let hundredth =
            |part: &UnitEntry| part.whole.as_ref() == Some(&entry.name) || part.name == "cent" && entry.whole.is_none();
        let article = |i: &str| alt((the("a"), the("an"))).parse(i).is_ok();
        let bare = !and && part.is_none() && closed(rest) && !article(i.trim_start());
        let (rest, factor) = match part.filter(|(_, part)| hundredth(part)) {
            Some((rest, part)) => (rest, part.factor),
            None if bare && cents.value >= Decimal::TEN => (rest, Decimal::new(1, 2)),
            None => return None,
        };
        let part = cents.value.checked_mul(factor).filter(|part| *part < Decimal::ONE)?;
        Some((rest, with(numeral, part, factor)?))
    }

    /// "5 feet 6 inches", "2 hours and 15 minutes": one length, weight or time, in its first unit.
    fn compound<'a>(&self, i: &'a str, large: &UnitEntry, numeral: Numeral) -> Option<Part<'a>> {
        // "5 years, 3 months" may be two figures of a list.
        let calendar = large.dimension == Dimension::Time && !matches!(large.name.as_str(), "hour" | "minute");
        let comma = verify(opt(tag(",")), |comma: &Option<&str>| comma.is_none() || !calendar);
        let and = (comma, gap, opt((the("and"), gap)));
        let (rest, part) = (preceded(and, |i| self.numeral(i)).parse(i) as Parsed<'_, Numeral>).ok()?;
        let inches = |_| {
            let (after, _) = (opt(gap), the("in")).parse(rest)?;
            self.units.index_of("inch").filter(|_| large.name == "foot").map_or_else(fail, |inch| Ok((after, inch)))
        };
        let (rest, small) = self.unit_after(rest, &part).or_else(inches).ok()?;
        let small = self.units.entry(small).filter(|small| small.dimension == large.dimension && small.compounds())?;
        // Feet in a metre are no number of its parts: "25 metres, 82 feet".
        let times = large.factor.checked_div(small.factor)?;
        if times <= Decimal::ONE || (times - times.round()).abs() > Decimal::new(1, 3) {
            return None;
        }
        let (rest, part) =
            if part.plain { self.compound(rest, small, part).unwrap_or((rest, part)) } else { (rest, part) };
        let ratio = small.factor.checked_div(large.factor)?;
        let part = part
            .value
            .checked_mul(small.factor)?
            .checked_div(large.factor)
            .filter(|part| *part < Decimal::ONE || small.name == "foot")?;
        Some((rest, with(numeral, part, ratio)?))
    }

    /// "an hour and a half", "two years and a half".
    fn and_a_half<'a>(&self, i: &'a str, numeral: Numeral) -> Option<Part<'a>> {
        let (start, _) = ((gap, the("and"), gap).parse(i) as Parsed<'_, _>).ok()?;
        let (rest, (above, below)) = self.part_of_one(start).ok()?;
        let next = super::date::next_word(rest);
        let lone = start.len() - rest.len() == "half".len();
        let goes_on = next.eq_ignore_ascii_case("of") || rest.starts_with('-') || lone && !closed(rest);
        let plain = Numeral { plain: true, ..Numeral::default() };
        let scaled = preceded(gap, |i| self.pick(i, |entry| entry.scale)).parse(rest).is_ok();
        if goes_on || scaled || !matches!(below, 2 | 4) || self.unit_after(rest, &plain).is_ok() {
            return None;
        }
        let part = digits::share(Decimal::ZERO, above, below)?.value;
        Some((rest, with(numeral, part, Decimal::new(1, 1))?))
    }
}

/// "1 hour thirty": minutes that close their clause.
fn minutes<'a>(i: &'a str, large: &UnitEntry, numeral: Numeral, grammar: &Grammar<'_>) -> Option<Part<'a>> {
    let (rest, part) = (preceded(gap, |i| grammar.numeral(i)).parse(i) as Parsed<'_, Numeral>).ok()?;
    let fits = large.name == "hour" && part.plain && part.value < Decimal::from(60) && closed(rest);
    let share = part.value.checked_div(Decimal::from(60)).filter(|_| fits)?;
    Some((rest, with(numeral, share, share / part.value)?))
}

/// The numeral with a part more, said to one `place`.
fn with(numeral: Numeral, part: Decimal, place: Decimal) -> Option<Numeral> {
    let value = numeral.value.checked_add(part)?;
    Some(Numeral { value, slack: place / Decimal::TWO, plain: false, bare: false, ..numeral })
}

/// Whether nothing more is said in the clause.
fn closed(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['.', ',', ';', '?', '!', ')'])
}
