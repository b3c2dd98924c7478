//! The walk over a text: reject quickly, else try the grammar.

use nom::Parser;
use nom::branch::alt;
use rust_decimal::Decimal;

use super::lex::{Grammar, last_word};
use super::name::{capital_follows, glued};
use super::{Mention, Notation};
use crate::lexicon::{Lexicon, Units};

/// Finds every mention of a text in order.
pub(super) fn scan(text: &str, lexicon: &Lexicon) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut figures = Figures::new(&lexicon.units, text);
    if figures.next(0).is_none() {
        return out;
    }
    let mut at = 0;
    let chinese = super::chinese::is_chinese(text);
    while let Some(start) = next_start(text, at) {
        let grammar = Grammar::at_start(&lexicon.units, text, start);
        let known = out.len();
        let found = if chinese { grammar.text.get(start..).and_then(|i| grammar.chinese(i, &mut out)) } else { None };
        let end = found.map_or_else(|| grammar.mention(start, &mut figures, &mut out), |rest| grammar.at(rest));
        keep_apart(&mut out, known);
        at = end.max(start + 1);
    }
    out.retain(sayable);
    out
}

/// Figures beyond a quintillion are no figures that people say, and their products leave the range of decimals.
const LARGEST: Decimal = Decimal::from_parts(0xa764_0000, 0x0de0_b6b3, 0, false, 0);

fn sayable(mention: &Mention) -> bool {
    let Mention::Quantity(quantity) = mention else { return true };
    let (low, high) = quantity.range.unwrap_or_default();
    [quantity.value, quantity.slack, low, high].iter().all(|value| value.abs() <= LARGEST)
}

/// Signs beyond ASCII that stand in many sentences, and that no figure or date starts with.
const QUIET: [char; 8] = ['’', '‘', '“', '”', '…', '—', '•', '\u{a0}'];

/// How far behind a word that only leads to a figure the figure may stand, in bytes: "greater than or equal to 5".
const NEAR: usize = 64;

/// Where in a text something stands that a figure or date is made of: a digit, a sign, a number word, a month. A
/// text without any holds no mention, and words that only lead to a figure are passed over where none is near.
struct Figures<'a> {
    units: &'a Units,
    text: &'a str,
    /// The first such place at or behind `from`.
    known: Option<usize>,
    from: usize,
}

impl<'a> Figures<'a> {
    fn new(units: &'a Units, text: &'a str) -> Self {
        let mut figures = Self { units, text, known: None, from: 0 };
        figures.known = figures.find(0);
        figures
    }

    /// The first place at or behind another; the text is gone through once, whatever is asked in text order.
    fn next(&mut self, from: usize) -> Option<usize> {
        if self.known.is_some_and(|known| known < from) || from < self.from {
            self.known = self.find(from);
            self.from = from;
        }
        self.known
    }

    fn near(&mut self, from: usize) -> bool {
        self.next(from).is_some_and(|place| place < from + NEAR)
    }

    fn find(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            if byte.is_ascii_alphabetic() {
                let rest = bytes.get(at..)?;
                let end = at + rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
                if self.units.start(self.text.get(at..end)?).figure {
                    return Some(at);
                }
                at = end;
            } else if *byte >= 0x80 {
                let c = self.text.get(at..)?.chars().next()?;
                if !QUIET.contains(&c) {
                    return Some(at);
                }
                at += c.len_utf8();
            } else if byte.is_ascii_digit() || matches!(byte, b'$' | b'<' | b'>' | b'~' | b'=') {
                return Some(at);
            } else {
                at += 1;
            }
        }
        None
    }
}

/// A name may claim the word before it; not where that is part of the mention before.
fn keep_apart(out: &mut [Mention], known: usize) {
    let Some((last, new)) = known.checked_sub(1).and_then(|last| Some((out.get(last)?.span(), known))) else { return };
    if let Some(Mention::Name(span)) = out.get_mut(new) {
        span.start = span.start.max(last.end);
    }
}

/// What a byte can start.
fn starts(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'$' | b'<' | b'>' | b'~' | b'+' | b'-' | b'.' | b'=' | b'\'')
}

/// The next place where a mention may start.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|at| bytes.get(*at).is_some_and(|byte| starts(*byte)) && text.is_char_boundary(*at))
}

/// Where the word that starts at `at` ends.
fn word_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    // Chinese has no spaces: a Latin word ends before it.
    let ends = |c: char| !c.is_alphanumeric() || super::chinese::is_han(c);
    let length = rest.find(ends).unwrap_or(rest.len());
    at + length.max(rest.chars().next().map_or(1, char::len_utf8))
}

impl Grammar<'_> {
    /// Tries everything at one place; gives where to go on.
    fn mention(&self, start: usize, figures: &mut Figures<'_>, out: &mut Vec<Mention>) -> usize {
        let Some(i) = self.text.get(start..) else { return self.text.len() };
        let first = i.as_bytes().first().copied().unwrap_or(b' ');
        if first.is_ascii_alphabetic() {
            return self.at_letter(i, figures, out);
        }
        if first.is_ascii_digit() {
            return self.at_digit(i, out);
        }
        self.at_sign(i, out)
    }

    fn at_letter(&self, i: &str, figures: &mut Figures<'_>, out: &mut Vec<Mention>) -> usize {
        let start = self.at(i);
        let end = word_end(self.text, start);
        let word = self.text.get(start..end).unwrap_or("");
        if self.holds_digit(word, end) {
            return self.at_code(i, word, out);
        }
        let known = self.units.start(word);
        let starts = known.figure
            || known.before && figures.near(end)
            || known.phrase && figures.near(end) && self.units.phrase_starts(i)
            || known.money && self.units.money_signs.strip(i).is_some();
        if !starts {
            return end;
        }
        if let Ok((rest, span)) = self.counted_by(i) {
            out.push(Mention::Name(span));
            return self.at(rest);
        }
        if let Ok((rest, date)) = self.date(i) {
            out.push(Mention::Date(date));
            return self.at(rest);
        }
        if let Some(rest) = self.titled(i, out) {
            return rest;
        }
        if let Ok((rest, mention)) = self.ordinal(i) {
            out.push(mention);
            return self.at(rest);
        }
        if let Ok((rest, ())) = self.figure(i, out) {
            return self.at(rest);
        }
        end
    }

    /// Whether digits stand in the word or hang on it by a hyphen.
    fn holds_digit(&self, word: &str, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or("");
        word.bytes().any(|byte| byte.is_ascii_digit()) || super::date::hyphen_digit(rest)
    }

    /// A word with digits: money, a quarter, or a name.
    fn at_code(&self, i: &str, word: &str, out: &mut Vec<Mention>) -> usize {
        if let Ok((rest, ())) = self.money_figure(i, out) {
            return self.at(rest);
        }
        if let Ok((rest, date)) = self.date(i) {
            out.push(Mention::Date(date));
            return self.at(rest);
        }
        let glued = word.bytes().any(|byte| byte.is_ascii_digit());
        let prefix =
            crate::lexicon::phrases::lowered(word, |word| self.units.before_digits.get(word).copied()).is_some();
        if !glued && prefix {
            return self.at(i) + word.len() + 1;
        }
        match self.code(i) {
            Ok((rest, span)) => {
                out.push(Mention::Name(span));
                self.at(rest)
            }
            Err(_) => self.at(i) + word.len(),
        }
    }

    fn money_figure<'a>(&self, i: &'a str, out: &mut Vec<Mention>) -> super::lex::Parsed<'a, ()> {
        self.money_before(i)?;
        self.figure(i, out)
    }

    /// "Five-Year Plan", "Group of Seven", "Phase Two": capitals inside a sentence make a name of a number word, and so
    /// does the head of a label before it, "phase two".
    fn titled(&self, i: &str, out: &mut Vec<Mention>) -> Option<usize> {
        let capital = super::lex::title_case(i) && (!self.opens_clause(i) || self.before(i).ends_with(['"', '“', '‘']));
        let headed = self.is_headed(i);
        if !capital && !headed {
            return None;
        }
        let (rest, numeral) = self.word_numeral(i).ok()?;
        let plain = numeral.notation == Notation::Words && numeral.power == 0 && numeral.plain;
        let name = capital && (headed || capital_follows(rest) || self.capital_leads(i));
        let measured = self.unit_after(rest, &numeral).is_ok();
        let of = super::date::next_word(rest).eq_ignore_ascii_case("of");
        let labels = headed && (of || !super::lex::counted(rest));
        if !plain || measured || !(name || labels) {
            return None;
        }
        out.push(Mention::Name(self.span(i, rest)));
        Some(self.at(rest))
    }

    /// "Big Three", "Group of Seven": a capital word before, inside a sentence.
    fn capital_leads(&self, i: &str) -> bool {
        let before = self.before(i);
        let Some(lead) = before.strip_suffix("of ").or(Some(before)).filter(|lead| lead.ends_with(' ')) else {
            return false;
        };
        let word = last_word(lead);
        let start = self.at(i) - (before.len() - (lead.trim_end().len() - word.len().min(lead.trim_end().len())));
        let capital = word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
        let opens = lead.len() == before.len() && self.text.get(start..).is_none_or(|tail| self.opens_clause(tail));
        capital && !opens
    }

    fn at_digit(&self, i: &str, out: &mut Vec<Mention>) -> usize {
        if let Ok((rest, span)) = self.digit_name(i) {
            out.push(Mention::Name(span));
            return self.at(rest);
        }
        if let Ok((rest, span)) = alt((|i| self.labelled(i), |i| self.counted_by(i))).parse(i) {
            out.push(Mention::Name(span));
            return self.at(rest);
        }
        if let Ok((rest, date)) = self.date(i) {
            out.push(Mention::Date(date));
            return self.at(rest);
        }
        if let Ok((rest, mention)) = self.ordinal(i) {
            out.push(mention);
            return self.at(rest);
        }
        if let Ok((rest, ())) = self.figure(i, out) {
            return self.at(rest);
        }
        self.rest_of_digits(i, out)
    }

    /// Digits that are no figure: a code, or a number out of range.
    fn rest_of_digits(&self, i: &str, out: &mut Vec<Mention>) -> usize {
        match self.code(i) {
            Ok((rest, span)) => {
                if glued(i) {
                    out.push(Mention::Name(span));
                }
                self.at(rest)
            }
            Err(_) => self.at(i) + 1,
        }
    }

    /// Signs: money, bounds, plus and minus, a decimal point, fractions.
    fn at_sign(&self, i: &str, out: &mut Vec<Mention>) -> usize {
        let skip = self.at(i) + i.chars().next().map_or(1, char::len_utf8);
        if i.starts_with(QUIET) {
            return skip;
        }
        let inside = self.before(i).ends_with(|c: char| c.is_alphanumeric());
        if inside && !i.starts_with(['½', '¼', '¾', '⅓', '⅔', '$', '€', '£', '¥', '<', '>', '≥', '≤', '='])
        {
            return skip;
        }
        if i.starts_with('+')
            && let Ok((rest, span)) = self.digit_name(i)
        {
            out.push(Mention::Name(span));
            return self.at(rest);
        }
        if i.starts_with('\'') {
            let Ok((rest, date)) = self.date(i) else { return skip };
            out.push(Mention::Date(date));
            return self.at(rest);
        }
        match self.figure(i, out) {
            Ok((rest, ())) => self.at(rest),
            Err(_) => skip,
        }
    }
}
