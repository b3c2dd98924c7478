//! Places in an order: "first", "the 20th", "thirty-first".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::digit1;
use nom::combinator::{map_opt, opt};
use nom::sequence::{preceded, terminated};

use super::Mention;
use super::lex::{Grammar, Parsed, ends, fail, joint, last_word, the};
use super::words::Cardinal;
use crate::lexicon::units::WordEntry;

/// The highest number word that labels a point of a list.
const MOST: u32 = 12;
/// How many words an ordinal has at most.
const LONGEST: usize = 16;

impl Grammar<'_> {
    /// An ordinal, in digits or words.
    pub(super) fn ordinal<'a>(&self, i: &'a str) -> Parsed<'a, Mention> {
        if let Ok(found) = self.enumerated(i) {
            return Ok(found);
        }
        let (rest, value) = alt((digits, |i| self.ordinal_words(i))).parse(i)?;
        let last = last_word(self.before(i));
        let time = the("second").parse(i).is_ok() && matches!(last, "a" | "per" | "split" | "each" | "every");
        if !ends(rest) || time {
            return fail();
        }
        let label = self.opens_clause(i) && rest.starts_with([',', ':', '.']);
        Ok((rest, Mention::Ordinal { span: self.span(i, rest), value, label }))
    }

    /// "one, prices rose; two, costs fell": number words that open clauses as labels.
    fn enumerated<'a>(&self, i: &'a str) -> Parsed<'a, Mention> {
        // Few words have a mark right behind them.
        let end = i.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(0);
        if !matches!(i.as_bytes().get(end), Some(b',' | b':')) {
            return fail();
        }
        let (rest, value) = self.pick(i, |entry| entry.small.filter(|n| (1..=MOST).contains(n)))?;
        let before = self.before(i).trim_end();
        let before = before.strip_suffix("and").map_or(before, str::trim_end);
        let opens = before.is_empty() || before.ends_with([':', ';', '.', '?', '!', '\n']);
        let another = |rest: &str| preceded(opt(joint), |i| self.numeral(i)).parse(rest).is_ok();
        match rest.strip_prefix([',', ':']) {
            Some(after) if opens && after.starts_with(' ') && !another(after) => {
                Ok((rest, Mention::Ordinal { span: self.span(i, rest), value: value.into(), label: true }))
            }
            _ => fail(),
        }
    }

    /// "first", "thirty-first", "one hundred and first", "two thousandth".
    fn ordinal_words<'a>(&self, i: &'a str) -> Parsed<'a, u64> {
        let (rest, value) = self.ranked(i, |entry| entry.ordinal)?;
        // "One hundredth" is rather a share, but for "the one hundredth".
        let share = the("one").parse(i).is_ok() && value >= 100 && value.is_multiple_of(100);
        if share && !last_word(self.before(i)).eq_ignore_ascii_case("the") {
            return fail();
        }
        Ok((rest, value))
    }

    /// A cardinal whose last word `last` gives the value of: "thirty-fifth", "two hundred and fifths".
    pub(super) fn ranked<'a>(&self, i: &'a str, last: impl Fn(&WordEntry) -> Option<u64>) -> Parsed<'a, u64> {
        let (mut rest, entry) = self.word(i)?;
        if let Some(value) = last(entry) {
            return Ok((rest, value));
        }
        let Some(first) = entry.small.filter(|n| *n > 0) else { return fail() };
        let mut cardinal = Cardinal::default();
        cardinal.start(first);
        for _ in 0..LONGEST {
            let and = |i| opt(terminated(the("and"), joint)).map(|and| and.is_some()).parse(i);
            let (next, and) = preceded(joint, and).parse(rest)?;
            let (next, entry) = self.word(next)?;
            if and && !cardinal.is_scaled() {
                return fail();
            }
            if let Some(value) = last(entry) {
                let value =
                    take_last(&mut cardinal, value).and_then(|()| u64::try_from(cardinal.value()?.mantissa()).ok());
                return value.map_or_else(fail, |value| Ok((next, value)));
            }
            let taken = match (entry.small, entry.scale) {
                (Some(small), _) => cardinal.small(small),
                (_, Some(scale)) if !and => cardinal.scale(scale),
                _ => None,
            };
            if taken.is_none() {
                return fail();
            }
            rest = next;
        }
        fail()
    }

    /// Whether a sentence or clause starts here.
    pub(super) fn opens_clause(&self, i: &str) -> bool {
        let before = self.before(i).trim_end();
        before.is_empty()
            || before.ends_with(['.', ':', ';', '!', '?', '\n', '—', '–', '"', '“', '('])
            || last_word(before).eq_ignore_ascii_case("and")
    }
}

/// The last word of an ordinal: a number below hundred, or a scale.
fn take_last(cardinal: &mut Cardinal, value: u64) -> Option<()> {
    if value < 100 { cardinal.small(u32::try_from(value).ok()?) } else { cardinal.scale(value.ilog10()) }
}

fn digits(i: &str) -> Parsed<'_, u64> {
    let number = map_opt(digit1, |digits: &str| digits.parse::<u64>().ok());
    let endings = alt((tag_no_case("st"), tag_no_case("nd"), tag_no_case("rd"), tag_no_case("th")));
    let grouped = map_opt((digit1, preceded(nom::character::complete::char(','), digit1)), |(a, b): (&str, &str)| {
        let thousand = a.parse::<u64>().ok()?.checked_mul(1000)?;
        thousand.checked_add(b.parse::<u64>().ok().filter(|_| b.len() == 3)?)
    });
    terminated(alt((grouped, number)), endings).parse(i)
}
