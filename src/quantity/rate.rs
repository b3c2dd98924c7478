//! What a figure is "per": "per day", "a share", "40 cases per 100,000 people".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::preceded;
use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use super::item::Item;
use super::lex::{Grammar, Parsed, ends, fail, gap, joint, last_word, letters, listed, the};
use super::{Form, Quantity};
use crate::lexicon::Dimension;
use crate::lexicon::phrases::lowered;
use crate::span::Span;

/// How many words of the thing counted may stand between a figure and what it is per.
const BETWEEN: usize = 5;

impl Grammar<'_> {
    /// What stands below the line: "per day", "a share", "/kWh", "per 100,000".
    pub(super) fn per<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let slash = preceded((opt(gap), nom::character::complete::char('/'), opt(gap)), |i| self.below_slash(i));
        alt((slash, |i| self.worded_per(i), |i| self.article_per(i))).parse(i)
    }

    /// "per day", "each week".
    fn worded_per<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let per = preceded((joint, the("per"), joint), |i| self.below(i));
        let every = preceded((joint, alt((the("every"), the("each"))), joint), |i| self.below_article(i));
        alt((per, every)).parse(i)
    }

    fn article_per<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        preceded((joint, alt((the("a"), the("an"))), joint), |i| self.below_article(i)).parse(i)
    }

    /// A quantity with what it is per, where that is said behind the thing counted: "40 cases per 100,000 people",
    /// "2 billion gallons of fuel a year".
    pub(super) fn with_late_per(&self, rest: &str, mut quantity: Quantity) -> Quantity {
        let plain = quantity.form == Form::Amount && quantity.unit.per.is_none();
        let rated = !matches!(
            quantity.unit.dimension,
            Dimension::Share | Dimension::Points | Dimension::Multiple | Dimension::Time
        );
        if plain && rated {
            quantity.unit.per = self.late_per(rest);
        }
        quantity
    }

    /// What an item is per by the words behind it.
    pub(super) fn quantity_per(&self, rest: &str, item: Item) -> Option<SmolStr> {
        self.with_late_per(rest, self.quantity(item)).unit.per
    }

    fn late_per(&self, i: &str) -> Option<SmolStr> {
        let mut rest = i;
        for _ in 0..BETWEEN {
            let (next, ()) = joint(rest).ok()?;
            let (next, word) = letters(next).ok()?;
            if listed(word, &self.units.not_across) {
                return None;
            }
            rest = next;
            if let Ok((_, per)) = self.worded_per(rest) {
                return Some(per);
            }
            let within = word.eq_ignore_ascii_case("of") || word.eq_ignore_ascii_case("in");
            if let Ok((after, per)) = self.article_per(rest)
                && !within
                && !super::date::next_word(after).eq_ignore_ascii_case("of")
            {
                return Some(per);
            }
        }
        None
    }

    /// "per | 100,000": what others are counted by is no figure of its own.
    pub(super) fn counted_by<'a>(&self, i: &'a str) -> Parsed<'a, Span> {
        let before = self.before(i);
        // Most words are turned away by one letter.
        let spaced = before.strip_suffix([' ', '\u{a0}', '\n']).filter(|before| before.ends_with(['r', 'R']));
        if !spaced.is_some_and(|before| last_word(before).eq_ignore_ascii_case("per")) {
            return fail();
        }
        let (rest, _) = alt((|i| self.count_below(i), |i| self.scale_below(i))).parse(i)?;
        Ok((rest, self.span(i, rest)))
    }

    /// A number with its unit: "per 100,000", "per 100 km".
    fn count_below<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let (rest, numeral) = self.numeral(i)?;
        let value = numeral.value.normalize();
        if let Ok((rest, unit)) = self.unit_after(rest, &numeral)
            && let Some(entry) = self.units.entry(unit)
        {
            return Ok((rest, format_smolstr!("{value} {}", entry.name)));
        }
        if ends(rest) { Ok((rest, value.to_smolstr())) } else { fail() }
    }

    /// A scale word alone: "per million".
    fn scale_below<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let (rest, exponent) = self.pick(i, |entry| entry.scale)?;
        super::lex::power(exponent).map_or_else(fail, |value| Ok((rest, value.to_smolstr())))
    }

    /// A number alone, "/100", or what can stand below the line.
    fn below_slash<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        if !i.starts_with(|c: char| c.is_ascii_digit()) {
            return self.below(i);
        }
        let (rest, numeral) = self.numeral(i)?;
        // "10/1" is rather a day than ten of one.
        let whole = numeral.value >= rust_decimal::Decimal::ONE_HUNDRED;
        if whole && ends(rest) { Ok((rest, numeral.value.normalize().to_smolstr())) } else { fail() }
    }

    /// A unit, a number, or any word that can name a thing.
    fn below<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let counted = alt((|i| self.count_below(i), |i| self.scale_below(i))).parse(i);
        if counted.is_ok() || i.starts_with(|c: char| c.is_ascii_digit()) {
            return counted;
        }
        let named = |(rest, unit)| (rest, self.units.entry(unit).map(|entry| entry.name.clone()).unwrap_or_default());
        let unit = self.unit_phrase(i).or_else(|_| self.units.sign(i).map_or_else(fail, Ok));
        if let Ok(found) = unit {
            return Ok(named(found));
        }
        let (rest, word) = letters(self.qualified(i))?;
        if listed(word, &self.units.not_across) {
            return fail();
        }
        let known = lowered(word, |word| self.units.rates.get(word).cloned());
        Ok((rest, known.unwrap_or_else(|| SmolStr::new(word.to_ascii_lowercase()))))
    }

    /// What follows the words that only qualify what is counted by: "per diluted | share".
    fn qualified<'a>(&self, mut i: &'a str) -> &'a str {
        while let Ok((rest, word)) = letters(i) {
            let empty = |word: &str| self.units.rates.get(word).filter(|name| name.is_empty()).map(|_| ());
            match (lowered(word, empty), joint(rest)) {
                (Some(()), Ok((next, _))) if !next.is_empty() => i = next,
                _ => break,
            }
        }
        i
    }

    /// "a day", "a share", "a square foot": only what is commonly counted by.
    fn below_article<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let (rest, name) = alt((|i| self.rate_word(i), |i| self.measure_below(i))).parse(i)?;
        let next = super::date::next_word(rest);
        let other = listed(next, &self.units.after_rate)
            || name == "second" && !next.is_empty() && !listed(next, &self.units.not_across);
        if other { fail() } else { Ok((rest, name)) }
    }

    fn rate_word<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let (rest, word) = letters(self.qualified(i))?;
        lowered(word, |word| self.units.rates.get(word).cloned()).map_or_else(fail, |name| Ok((rest, name)))
    }

    /// "a square foot", "a kilowatt hour".
    fn measure_below<'a>(&self, i: &'a str) -> Parsed<'a, SmolStr> {
        let (rest, unit) = self.unit_phrase(i)?;
        let measure = |dimension| {
            matches!(
                dimension,
                Dimension::Length | Dimension::Area | Dimension::Volume | Dimension::Mass | Dimension::Energy
            )
        };
        let entry = self.units.entry(unit).filter(|entry| measure(entry.dimension));
        entry.map_or_else(fail, |entry| Ok((rest, entry.name.clone())))
    }
}
