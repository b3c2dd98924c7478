//! Numeric statements: the grammar, and the exact intervals they mean.
//!
//! [`scan`] finds every figure of a sentence. A figure means every true value that
//! would be said so: 1.43 million is any value from 1.425 to 1.435 million. All
//! arithmetic is exact decimal, on the ends of such intervals.

mod chinese;
mod clock;
mod date;
mod digits;
mod figure;
mod fraction;
mod interval;
mod item;
mod lex;
mod measure;
mod multiple;
mod name;
mod numeral;
mod ordinal;
mod period;
mod range;
mod rate;
mod scan;
mod smaller;
mod unit;
mod words;

use jiff::civil::Weekday;
use rust_decimal::Decimal;
use smol_str::SmolStr;

use crate::lexicon::Lexicon;
use crate::span::Span;

pub use crate::lexicon::{Bound, Calendar, Dimension};
pub use interval::Interval;
pub use unit::Unit;

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Notation {
    /// In digits: "2,340", "1.4 million".
    #[default]
    Digits,
    /// In words: "two-thirds", "a dozen".
    Words,
}

/// How a figure relates to another value of the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// A plain amount: "1.43 million base stations", "5.7 percent".
    #[default]
    Amount,
    /// A multiple said as one word or phrase: "doubled" (2 times), "halved" (0.5), "1.5-fold", "three times".
    Multiple,
    /// A ratio of two counts: "one in five" (20 percent), "9 out of 10", "3-to-1".
    Ratio,
    /// A fraction: "two-thirds", "a quarter".
    Fraction,
}

/// A value with its unit, precision and bound.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quantity {
    /// The whole figure in the text, bound words and unit included: "more than 1.43 million tons".
    pub span: Span,
    /// The numeral alone, scale words included: "1.43 million".
    pub numeral: Span,
    /// The value as stated, in [`Quantity::unit`]; the middle of a range.
    pub value: Decimal,
    /// Half the unit of the last place said: 5,000 for "1.43 million", zero for an exact count.
    pub slack: Decimal,
    /// How it limits the true value.
    pub bound: Bound,
    /// The two ends as stated, for [`Bound::Range`].
    pub range: Option<(Decimal, Decimal)>,
    /// The unit.
    pub unit: Unit,
    /// Digits or words.
    pub notation: Notation,
    /// Amount, multiple, ratio or fraction.
    pub form: Form,
}

impl Quantity {
    /// Every true value the figure leaves open.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let (low, high) = self.range.unwrap_or((self.value, self.value));
        let rounded = Interval::closed(low - self.slack, high + self.slack);
        match self.bound {
            Bound::Exact | Bound::Range => rounded,
            Bound::AtLeast => Interval { low: Some(low), high: None, ..rounded },
            Bound::MoreThan => Interval { low: Some(low), high: None, low_open: true, high_open: false },
            Bound::AtMost => Interval { low: None, high: Some(high), ..rounded },
            Bound::LessThan => Interval { low: None, high: Some(high), low_open: false, high_open: true },
            Bound::About => {
                let wide =
                    (self.slack * Decimal::TWO).max(self.value.abs() * if self.telling() { TELLING } else { ABOUT });
                Interval::closed(low - wide, high + wide)
            }
        }
    }

    /// The narrower reading that speech usually means by a bound: "more than 1.43
    /// million" is a figure cut off at its last place, [1.43, 1.44) million.
    #[must_use]
    pub fn spoken(&self) -> Interval {
        let place = (self.slack * Decimal::TWO).max(self.value.abs() * SPOKEN);
        match self.bound {
            Bound::AtLeast | Bound::MoreThan => {
                Interval { low: Some(self.value), high: Some(self.value + place), low_open: false, high_open: true }
            }
            Bound::AtMost | Bound::LessThan => {
                Interval { low: Some(self.value - place), high: Some(self.value), low_open: true, high_open: false }
            }
            _ => self.interval(),
        }
    }
}

impl Quantity {
    /// Whether it is told as one value, maybe a rounded one: no bound, no range.
    #[must_use]
    pub fn is_single(&self) -> bool {
        matches!(self.bound, Bound::Exact | Bound::About) && self.range.is_none()
    }

    /// Whether two figures can be one value said twice: two ranges with the same ends, else [`Quantity::spoken`]
    /// readings that meet.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        match (self.range, other.range) {
            (Some((low, high)), Some((other_low, other_high))) => {
                let near = |a: Decimal, b: Decimal| (a - b).abs() <= self.slack + other.slack;
                near(low, other_low) && near(high, other_high)
            }
            _ => self.spoken().meets(&other.spoken()),
        }
    }

    /// Whether the figure is said with three significant digits or more.
    fn telling(&self) -> bool {
        self.value.abs().normalize().mantissa().to_string().trim_end_matches('0').len() >= 3
    }
}

/// The share of its value by which "about" widens a figure of three digits or more: "about 412 million".
const TELLING: Decimal = Decimal::from_parts(5, 0, 0, false, 3);
/// The share of its value by which "about" widens a round figure.
const ABOUT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
/// The least share of its value within which a bound's true value is expected.
const SPOKEN: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// A span of days as the text says it, not yet placed on the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateExpression {
    /// Where it stands.
    pub span: Span,
    /// The parts that are said.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month, 1 to 31.
    pub day: Option<i8>,
    /// The weekday, said beside a date ("Tuesday 16 December") or alone.
    pub weekday: Option<Weekday>,
    /// Quarter, 1 to 4.
    pub quarter: Option<i8>,
    /// Half of a year, 1 or 2.
    pub half: Option<i8>,
    /// Whether year, quarter or half are fiscal.
    pub fiscal: bool,
    /// The last year of a span of years: 2020 in "2016-2020", "from 2016 to 2020"; 1999 in "the 1990s".
    pub to_year: Option<i16>,
    /// A period relative to the day of speaking: "last year" is (-1, Year), "this quarter" (0, Quarter).
    pub relative: Option<(i32, Calendar)>,
    /// "the first nine months" is (9, Month), "the first two weeks" (2, Week): counted from the start of the year.
    pub first: Option<(i32, Calendar)>,
    /// "as of", "by", "since", "until", "before", "after", "by the end of", "end of", "since the start of", in lower case.
    pub preposition: Option<SmolStr>,
}

/// What the scan of a sentence finds, in text order and without overlaps.
#[derive(Debug, Clone, PartialEq)]
pub enum Mention {
    /// A numeric statement.
    Quantity(Quantity),
    /// "first", "the 20th": no quantity; an item's number or a rank.
    Ordinal {
        /// Where it stands.
        span: Span,
        /// Its number.
        value: u64,
        /// Whether it opens its sentence or clause as a label: "Third, we will ...".
        label: bool,
    },
    /// A date or period.
    Date(DateExpression),
    /// A name or code that holds digits: "5G", "COVID-19", "Boeing 737", "Section 232".
    Name(Span),
}

impl Mention {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Quantity(quantity) => quantity.span,
            Self::Ordinal { span, .. } | Self::Name(span) => *span,
            Self::Date(date) => date.span,
        }
    }
}

/// Finds every figure, date, ordinal and numbered name in a sentence.
///
/// Spans count from the start of `text`. Never fails, never panics; linear in the text.
#[must_use]
pub fn scan(text: &str, lexicon: &Lexicon) -> Vec<Mention> {
    scan::scan(text, lexicon)
}
