//! Places in an order: "first", "the 20th", "thirty-first".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::digit1;
use nom::combinator::{map_opt, opt};
use nom::sequence::{preceded, terminated};

use super::Mention;
use super::lex::{Grammar, Parsed, ends, fail, joint, last_word, the};

impl Grammar<'_> {
    /// An ordinal, in digits or words.
    pub(super) fn ordinal<'a>(&self, i: &'a str) -> Parsed<'a, Mention> {
        let (rest, value) = alt((digits, |i| self.ordinal_words(i))).parse(i)?;
        let last = last_word(self.before(i));
        let time = the("second").parse(i).is_ok() && matches!(last, "a" | "per" | "split" | "each" | "every");
        if !ends(rest) || time {
            return fail();
        }
        let label = self.opens_clause(i) && rest.starts_with([',', ':', '.']);
        Ok((rest, Mention::Ordinal { span: self.span(i, rest), value, label }))
    }

    /// "first", "thirty-first", "one hundred and first".
    fn ordinal_words<'a>(&self, i: &'a str) -> Parsed<'a, u32> {
        let last = |i| self.pick(i, |entry| entry.ordinal);
        let tens = terminated(|i| self.pick(i, |entry| entry.small.filter(|n| *n >= 20)), joint);
        let hundred = (
            |i| self.pick(i, |entry| entry.small.filter(|n| *n < 10)),
            joint,
            the("hundred"),
            joint,
            opt((the("and"), joint)),
        );
        let (rest, (hundreds, tens, ones)) = (opt(hundred), opt(tens), last).parse(i)?;
        let sum = match (tens, ones) {
            (Some(tens), 1..=9) => tens + ones,
            (Some(_), _) => return fail(),
            (None, ones) => ones,
        };
        Ok((rest, hundreds.map_or(0, |(n, ..)| n * 100) + sum))
    }

    /// Whether a sentence or clause starts here.
    pub(super) fn opens_clause(&self, i: &str) -> bool {
        let before = self.before(i).trim_end();
        before.is_empty()
            || before.ends_with(['.', ':', ';', '!', '?', '\n', '—', '–', '"', '“', '('])
            || last_word(before).eq_ignore_ascii_case("and")
    }
}

fn digits(i: &str) -> Parsed<'_, u32> {
    let number = map_opt(digit1, |digits: &str| digits.parse::<u32>().ok());
    let endings = alt((tag_no_case("st"), tag_no_case("nd"), tag_no_case("rd"), tag_no_case("th")));
    let grouped = map_opt((digit1, preceded(nom::character::complete::char(','), digit1)), |(a, b): (&str, &str)| {
        let thousand = a.parse::<u32>().ok()?.checked_mul(1000)?;
        thousand.checked_add(b.parse::<u32>().ok().filter(|_| b.len() == 3)?)
    });
    terminated(alt((grouped, number)), endings).parse(i)
}
