//! Chinese numerals: 四万五千, 1.43亿, 两千三百五, 二十几万.

use rust_decimal::Decimal;

use super::digit;
use crate::quantity::Notation;
use crate::quantity::lex::{Grammar, power};
use crate::quantity::numeral::Numeral;

/// A numeral being read from left to right.
#[derive(Default)]
struct Reading {
    /// Closed by 亿 and 兆.
    total: Decimal,
    /// Closed by 万.
    middle: Decimal,
    /// Closed by 十, 百, 千.
    section: Decimal,
    /// The digits not yet closed.
    open: Option<Decimal>,
    /// Decimal places of the open digits.
    places: u32,
    /// The power of the last place word, zero before any.
    last: u32,
    /// Whether 零 came after the last place word.
    zero: bool,
    /// How many Chinese digits stand side by side.
    run: u32,
    /// Whether the digits are not Chinese ones.
    plain_digits: bool,
    /// Symbols read.
    symbols: u32,
    /// Place words read.
    place_words: u32,
    /// Whether 几, 多 or 余 stood inside.
    vague: bool,
}

/// A numeral, and what else it shows.
pub(super) struct Read {
    pub(super) numeral: Numeral,
    /// Symbols it is made of: a single Chinese digit is seldom a number.
    pub(super) symbols: u32,
    /// Written in Chinese characters only.
    pub(super) characters: bool,
    /// 几, 多 or 余 stood inside: the value is a floor.
    pub(super) vague: bool,
}

impl Reading {
    /// Takes digits written as such.
    fn number(&mut self, value: Decimal, places: u32) -> Option<()> {
        if self.open.is_some() {
            return None;
        }
        (self.open, self.places, self.plain_digits) = (Some(value), places, true);
        self.symbols += 2;
        Some(())
    }

    /// Takes a Chinese digit; side by side they spell a number: 二〇二一.
    fn digit(&mut self, value: u32) -> Option<()> {
        if value == 0 && self.open.is_none() && self.last > 0 {
            self.zero = true;
            self.symbols += 1;
            return Some(());
        }
        if self.places > 0 || self.plain_digits && self.open.is_some() {
            return None;
        }
        let open = self.open.unwrap_or_default();
        self.open = Some(open.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(value))?);
        self.run += 1;
        self.symbols += 1;
        (self.run <= 12).then_some(())
    }

    /// Takes a place word.
    fn place(&mut self, exponent: u32) -> Option<()> {
        let unit = power(exponent)?;
        self.symbols += 1;
        if exponent < 4 {
            // 七十百分位: no 百 belongs to the number.
            if self.open.is_none() && self.last > 0 && self.last <= exponent {
                return None;
            }
            let digits = self.open.take().unwrap_or(Decimal::ONE);
            self.section = self.section.checked_add(digits.checked_mul(unit)?)?;
        } else {
            let open = self.open.take().unwrap_or_default();
            let mut below = self.section.checked_add(open)?;
            if exponent > 4 {
                below = below.checked_add(self.middle)?;
                self.middle = Decimal::ZERO;
            }
            if below.is_zero() {
                below = std::mem::take(if exponent > 4 { &mut self.total } else { &mut self.middle });
            }
            if below.is_zero() {
                return None;
            }
            let closed = below.checked_mul(unit)?;
            let into = if exponent > 4 { &mut self.total } else { &mut self.middle };
            *into = into.checked_add(closed)?;
            self.section = Decimal::ZERO;
        }
        (self.last, self.run, self.zero) = (exponent, 0, false);
        self.place_words += 1;
        Some(())
    }

    /// The value; a last lone digit counts in tenths of the last place word: 一万三 is 13,000.
    fn value(&self) -> Option<Decimal> {
        let mut open = self.open.unwrap_or_default();
        if self.run == 1 && self.last > 1 && !self.zero && self.places == 0 && !self.plain_digits {
            open = open.checked_mul(power(self.last - 1)?)?;
        }
        self.total.checked_add(self.middle)?.checked_add(self.section)?.checked_add(open)
    }

    fn finish(&self) -> Option<Read> {
        let value = self.value()?;
        if self.symbols == 0 || self.open.is_none() && self.last == 0 {
            return None;
        }
        let scaled = self.last >= 4 && self.open.is_none() && self.section.is_zero();
        let half = Decimal::new(5, 1);
        let last = || Decimal::try_from_i128_with_scale(5, self.places + 1).ok();
        let place = if self.places > 0 { last()? } else { half };
        let slack = if scaled {
            place.checked_mul(power(self.last)?)?
        } else if self.places > 0 {
            place
        } else {
            Decimal::ZERO
        };
        let plain = !scaled && self.places == 0;
        let notation = if self.plain_digits { Notation::Digits } else { Notation::Words };
        let bare = self.plain_digits && self.place_words == 0 && self.places == 0;
        let numeral = Numeral {
            value,
            slack,
            notation,
            plain,
            bare,
            power: if scaled { self.last } else { 0 },
            ..Numeral::default()
        };
        Some(Read { numeral, symbols: self.symbols, characters: !self.plain_digits, vague: self.vague })
    }
}

impl Grammar<'_> {
    /// A numeral without what it shows.
    pub(super) fn chinese_numeral<'a>(&self, i: &'a str) -> Option<(&'a str, Numeral)> {
        self.chinese_reading(i).map(|(rest, read)| (rest, read.numeral))
    }

    /// A numeral in any digits, with place words.
    pub(super) fn chinese_reading<'a>(&self, i: &'a str) -> Option<(&'a str, Read)> {
        let negative = i.strip_prefix(['负', '負', '-', '－']).or(i.strip_prefix("零下"));
        let start = negative.unwrap_or(i);
        let mut reading = Reading::default();
        let mut rest = start;
        let mut end = start;
        while let Some(next) = self.symbol(rest, &mut reading) {
            end = next;
            rest = spaced(next, reading.plain_digits && reading.place_words == 0);
        }
        let mut read = reading.finish()?;
        if negative.is_some() {
            read.numeral.value = -read.numeral.value;
        }
        Some((end, read))
    }

    /// One symbol of a numeral.
    fn symbol<'a>(&self, i: &'a str, reading: &mut Reading) -> Option<&'a str> {
        let first = i.chars().next()?;
        let (head, rest) = i.split_at(first.len_utf8());
        let words = &self.units.chinese;
        if digit(first).is_some() || first == '.' && reading.symbols == 0 {
            let (rest, value, places) = digits(i)?;
            return reading.number(value, places).map(|()| rest);
        }
        if let Some(value) = words.digits.get(head) {
            // 三十两, 二两: the unit.
            let unit = reading.last > 0 && !self.place_follows(rest) || reading.open.is_some();
            if matches!(head, "两" | "兩") && unit {
                return None;
            }
            return reading.digit(*value).map(|()| rest);
        }
        if let Some(exponent) = words.places.get(head) {
            let unit = reading.open.is_none() || reading.place_words == 0;
            if unit && words.units.strip(i).is_some_and(|(after, _)| after.len() < rest.len()) {
                return None;
            }
            return reading.place(*exponent).map(|()| rest);
        }
        match first {
            '点' | '點' if reading.symbols > 0 => self.point(rest, reading),
            '几' | '幾' | '多' | '余' | '餘' | '来'
                if reading.symbols > 0 && self.place_follows(spaced(rest, false)) =>
            {
                reading.vague = true;
                Some(rest)
            }
            '廿' if reading.open.is_none() => reading.number(Decimal::from(20), 0).map(|()| rest),
            'k' | 'K' if reading.plain_digits && reading.place_words == 0 => reading.place(3).map(|()| rest),
            _ => None,
        }
    }

    /// Whether 万 or 亿 follows.
    fn place_follows(&self, i: &str) -> bool {
        let first = i.chars().next().map_or(0, char::len_utf8);
        self.units.chinese.places.contains_key(&i[..first])
    }

    /// The decimals after 点, each a digit.
    fn point<'a>(&self, i: &'a str, reading: &mut Reading) -> Option<&'a str> {
        let mut rest = spaced(i, false);
        let mut places = 0;
        let mut value = Decimal::ZERO;
        let mut end = rest;
        while let Some(first) = rest.chars().next().filter(|_| places < 12) {
            let head = &rest[..first.len_utf8()];
            let Some(figure) = self.units.chinese.digits.get(head).copied().or(digit(first)) else { break };
            places += 1;
            value = value.checked_add(Decimal::new(i64::from(figure), places))?;
            end = &rest[first.len_utf8()..];
            rest = spaced(end, false);
        }
        if places == 0 {
            return None;
        }
        let whole = reading.value()?.checked_add(value)?;
        *reading = Reading {
            open: Some(whole),
            places,
            symbols: reading.symbols + 2,
            plain_digits: reading.plain_digits,
            run: 2,
            ..Reading::default()
        };
        Some(end)
    }
}

/// Skips a space between the symbols of one numeral, but not between two numbers in digits.
fn spaced(i: &str, digits_before: bool) -> &str {
    let trimmed = i.trim_start_matches([' ', '\u{3000}']);
    let next_digit = trimmed.chars().next().is_some_and(|c| digit(c).is_some());
    let near = i.len() - trimmed.len() <= 4;
    if near && !(digits_before && next_digit) { trimmed } else { i }
}

/// Digits of any width, grouped or not, with decimals.
fn digits(i: &str) -> Option<(&str, Decimal, u32)> {
    let (mut mantissa, mut places, mut count) = (0_i128, None::<u32>, 0);
    let mut rest = i;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        if let Some(value) = digit(first) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(value))?;
            places = places.map(|places| places + 1);
            count += 1;
        } else if matches!(first, ',' | '，') && places.is_none() && count > 0 && three_digits(after) {
        } else if matches!(first, '.' | '．') && places.is_none() && after.chars().next().and_then(digit).is_some() {
            places = Some(0);
        } else {
            break;
        }
        rest = after;
    }
    let places = places.unwrap_or(0);
    let value = Decimal::try_from_i128_with_scale(mantissa, places).ok()?;
    (count > 0).then_some((rest, value, places))
}

/// Whether exactly three digits follow.
fn three_digits(i: &str) -> bool {
    i.chars().take_while(|c| digit(*c).is_some()).take(4).count() == 3
}
