//! Units, currencies, scale words, number words, hedges, the calendar and numbered names.

use rust_decimal::Decimal;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

mod load;

use super::chinese::Chinese;
use super::phrases::{Map, Pairs, Phrases, Prefixes, lowered};
use super::vocabulary::{Bound, Calendar, Dimension};

/// A unit of the lexicon.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UnitEntry {
    /// Its name in reports.
    pub(crate) name: SmolStr,
    /// What it measures.
    pub(crate) dimension: Dimension,
    /// Multiplies into the base unit.
    pub(crate) factor: Decimal,
    /// Added after multiplying.
    pub(crate) offset: Decimal,
    /// For money: the code of the whole, "USD" for "cent".
    pub(crate) whole: Option<SmolStr>,
}

impl UnitEntry {
    /// Whether a smaller unit may follow in the same figure: "5 feet 6 inches".
    pub(crate) fn compounds(&self) -> bool {
        match self.dimension {
            Dimension::Length | Dimension::Mass => true,
            Dimension::Time => !matches!(self.name.as_str(), "quarter" | "decade" | "century" | "fortnight"),
            _ => false,
        }
    }
}

/// What a single word can mean in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct WordEntry {
    /// A cardinal below hundred.
    pub(crate) small: Option<u32>,
    /// A power of ten that multiplies what stands before.
    pub(crate) scale: Option<u32>,
    /// A fixed number of things: "dozen".
    pub(crate) group: Option<u32>,
    /// The lower part of a fraction: "thirds".
    pub(crate) denominator: Option<u64>,
    /// A place in an order: "third".
    pub(crate) ordinal: Option<u64>,
    /// A multiple by itself: "doubled".
    pub(crate) multiple: Option<Decimal>,
    /// A month, 1 to 12.
    pub(crate) month: Option<i8>,
    /// A weekday, Monday is 1.
    pub(crate) weekday: Option<i8>,
    /// A period of the calendar: "quarter".
    pub(crate) period: Option<Calendar>,
    /// Points to a period: "last" is -1.
    pub(crate) relative: Option<i32>,
    /// Taken as a month or weekday only beside a day or year.
    pub(crate) unsure: bool,
    /// A word of change: "rose".
    pub(crate) change: bool,
    /// A word after which a number is a label: "Article".
    pub(crate) head: bool,
    /// A word after which a number in words is a label too: "phase two".
    pub(crate) spoken_head: bool,
    /// The last word of a street's name.
    pub(crate) street: bool,
    /// A word after which four bare digits are a year.
    pub(crate) before_year: bool,
}

/// Units, currencies, scale words, number words and hedges.
#[derive(Debug, Clone, Default)]
pub struct Units {
    entries: Vec<UnitEntry>,
    by_name: Map<usize>,
    words: Map<WordEntry>,
    pub(crate) unit_phrases: Phrases<usize>,
    signs: Map<usize>,
    pub(crate) money_signs: Prefixes<usize>,
    pub(crate) scale_short: Map<u32>,
    pub(crate) scale_attached: Map<u32>,
    pub(crate) before: Phrases<Bound>,
    pub(crate) after: Phrases<Bound>,
    pub(crate) bound_signs: Vec<(SmolStr, Bound)>,
    pub(crate) date_phrases: Phrases<(i32, Calendar)>,
    pub(crate) prepositions: Phrases<()>,
    /// Words between a numeral and its unit: "consecutive".
    pub(crate) between: Map<()>,
    /// Words that can stand below the line after "a": "day".
    pub(crate) rates: Map<SmolStr>,
    /// Words that do not stand between a figure and what it is per, nor below the line.
    pub(crate) not_across: Map<()>,
    /// Words before which, or behind which, C and F are degrees: "temperature".
    pub(crate) warmth: Map<()>,
    /// Words that make an idiom with a zero behind them: "net zero".
    pub(crate) before_zero: Map<()>,
    /// Words before a number of years: "age".
    pub(crate) ages: Map<()>,
    /// Names of money that may stand before the figure: "rupees 450 crore".
    pub(crate) money_first: Map<()>,
    /// Words after "in" that make inches of it: "5 in deep".
    pub(crate) after_inch: Map<()>,
    /// Words after "a day" that make a point in time of it: "a day later".
    pub(crate) after_rate: Map<()>,
    /// Nouns before which a bare number like 2019 is a year: "2019 levels".
    pub(crate) after_year: Map<()>,
    /// Whole names that start with digits: "3M".
    pub(crate) digit_names: Prefixes<()>,
    /// Words before a label's head that make a verb of it: "we order 5".
    pub(crate) before_verb: Map<()>,
    /// Words after "half" and "double" that make them shares and multiples.
    pub(crate) after_share: Map<()>,
    /// Words before "one" that make it a pronoun.
    pub(crate) before_one: Map<()>,
    /// Words after "one" that make it a pronoun.
    pub(crate) after_one: Map<()>,
    /// Words that may hang on a figure by a hyphen without making it a name: "mid-2021".
    pub(crate) before_digits: Map<()>,
    /// The words of Chinese figures.
    pub(crate) chinese: Chinese,
    triggers: Triggers,
}

impl Units {
    /// The tables of `rules/lexicon/`.
    #[must_use]
    pub fn built_in() -> Self {
        load::units()
    }

    /// Turns one of the unit `name` into the base unit of its dimension:
    /// `base = value * factor + offset`. The base units are metre, square metre, cubic
    /// metre, kilogram, second, kelvin, metre per second, joule, watt and byte; for money
    /// the whole of the currency ([`Units::whole`]); for shares, points and multiples one.
    /// A difference of temperatures takes the factor without the offset.
    #[must_use]
    pub fn factor(&self, name: &str) -> Option<(Dimension, Decimal, Decimal)> {
        let entry = self.named(name)?;
        Some((entry.dimension, entry.factor, entry.offset))
    }

    /// The currency that a unit of money is a part of: `USD` for `cent`, `EUR` for `EUR`.
    #[must_use]
    pub fn whole(&self, name: &str) -> Option<&str> {
        let entry = self.named(name)?;
        (entry.dimension == Dimension::Money).then(|| entry.whole.as_deref().unwrap_or(&entry.name))
    }

    /// The unit of a name in reports.
    pub(crate) fn named(&self, name: &str) -> Option<&UnitEntry> {
        self.entries.get(*self.by_name.get(name)?)
    }

    /// The entry's index of a unit's name in reports.
    pub(crate) fn index_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The entry of an index.
    pub(crate) fn entry(&self, index: usize) -> Option<&UnitEntry> {
        self.entries.get(index)
    }

    /// What a word can mean in a figure.
    pub(crate) fn word(&self, word: &str) -> Option<&WordEntry> {
        lowered(word, |word| self.words.get(word))
    }

    /// The longest unit sign that `text` starts with: what follows, and the unit.
    pub(crate) fn sign<'a>(&self, text: &'a str) -> Option<(&'a str, usize)> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(8);
        let mut found = None;
        for end in ends {
            if let Some(unit) = self.signs.get(&text[..end])
                && sign_ends(&text[..end], &text[end..])
            {
                found = Some((&text[end..], *unit));
            }
        }
        found
    }

    /// How a mention may start with this word; most words stop here.
    pub(crate) fn start(&self, word: &str) -> Start {
        self.triggers.start(word)
    }

    /// Whether a whole phrase that leads to a figure or date starts here: "more than", "a year ago".
    pub(crate) fn phrase_starts(&self, text: &str) -> bool {
        self.before.strip(text).is_some() || self.date_phrases.strip(text).is_some()
    }
}

/// A sign made of letters does not end inside a word.
fn sign_ends(sign: &str, rest: &str) -> bool {
    !sign.ends_with(char::is_alphanumeric) || !rest.starts_with(|c: char| c.is_alphanumeric())
}

/// How a word can start a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Start {
    /// It is part of a figure or date by itself: "five", "March", "quarter".
    pub(crate) figure: bool,
    /// It only stands before one: "a", "last".
    pub(crate) before: bool,
    /// It opens a phrase that stands before one: "more than".
    pub(crate) phrase: bool,
    /// It is the letters of a sign of money: "A" of "A$".
    pub(crate) money: bool,
}

/// The words that can start a mention.
#[derive(Debug, Clone, Default)]
struct Triggers {
    pairs: Pairs,
    words: Map<Start>,
}

impl Triggers {
    /// Adds a way in which a word starts mentions.
    fn add(&mut self, word: &str, way: fn(&mut Start) -> &mut bool) {
        *way(self.words.entry(SmolStr::new(word.to_ascii_lowercase())).or_default()) = true;
        self.pairs.add(word);
    }

    fn start(&self, word: &str) -> Start {
        let known = || lowered(word, |word| self.words.get(word).copied());
        if self.pairs.hold(word) { known().unwrap_or_default() } else { Start::default() }
    }
}
