//! Quarters, halves, fiscal years and counted periods as they are said.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{map_opt, opt};
use nom::sequence::{preceded, terminated};

use super::DateExpression as Parts;
use super::date::short_year;
use super::lex::{Grammar, Parsed, ends, fail, gap, joint, the};
use crate::lexicon::Calendar;

impl Grammar<'_> {
    /// "first quarter of 2021", "second half", "third fiscal quarter", "fourth-quarter 2021".
    pub(super) fn quarter_date<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        if let Ok(found) = self.coded_quarter(i) {
            return Ok(found);
        }
        let fiscal = |i| opt(terminated(the("fiscal"), joint)).map(|found| found.is_some()).parse(i);
        let (rest, before) = fiscal(i)?;
        let (rest, number) = self.pick(rest, |entry| entry.ordinal.filter(|n| (1..=4).contains(n)))?;
        let (rest, _) = joint(rest)?;
        let (rest, after) = fiscal(rest)?;
        self.numbered_period(rest, number, before || after)
    }

    /// "1st quarter".
    pub(super) fn numbered_quarter<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let number = map_opt(digit1, |digits: &str| digits.parse::<u64>().ok().filter(|n| (1..=4).contains(n)));
        let (rest, number) = terminated(number, alt((tag("st"), tag("nd"), tag("rd"), tag("th")))).parse(i)?;
        let (rest, _) = joint(rest)?;
        self.numbered_period(rest, number, false)
    }

    fn numbered_period<'a>(&self, i: &'a str, number: u64, fiscal: bool) -> Parsed<'a, Parts> {
        let (rest, period) = self.pick(i, |entry| entry.period)?;
        let plural = i[..i.len() - rest.len()].ends_with(['s', 'S']);
        let number = i8::try_from(number).ok();
        let date = match period {
            Calendar::Quarter if !plural => Parts { quarter: number, fiscal, ..Parts::default() },
            Calendar::Half if number <= Some(2) => Parts { half: number, fiscal, ..Parts::default() },
            _ => return fail(),
        };
        self.of_year(rest, date)
    }

    /// "Q1 2021", "Q3'21", "H1", "1Q21", "FY2022", "FY22".
    pub(super) fn coded_quarter<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let number = |i| map_opt(one_of("1234"), |c: char| c.to_digit(10).and_then(|n| i8::try_from(n).ok())).parse(i);
        let letter = |i| one_of("QH").parse(i);
        let fy = |i| preceded((tag("FY"), opt(one_of(" -")), opt(one_of("'’"))), short_year).parse(i);
        if let Ok((rest, year)) = fy(i) {
            return if ends(rest) {
                Ok((rest, Parts { year: Some(year), fiscal: true, ..Parts::default() }))
            } else {
                fail()
            };
        }
        let (rest, (number, letter)) = alt(((letter, number).map(|(l, n)| (n, l)), (number, letter))).parse(i)?;
        if letter == 'H' && number > 2 {
            return fail();
        }
        let mut apart = opt(preceded((opt(one_of(" -")), opt(one_of("'’"))), short_year));
        let mut fiscal = opt(preceded((opt(char(' ')), tag("FY"), opt(one_of(" '’"))), short_year));
        let (rest, fiscal) = fiscal.parse(rest)?;
        let (rest, year) = apart.parse(rest)?;
        if !ends(rest) {
            return fail();
        }
        let quarter = (letter == 'Q').then_some(number);
        let half = (letter == 'H').then_some(number);
        let date = Parts { quarter, half, year: fiscal.or(year), fiscal: fiscal.is_some(), ..Parts::default() };
        if date.year.is_some() { Ok((rest, date)) } else { self.of_year(rest, date) }
    }

    /// "first nine months of 2021", "first two weeks".
    pub(super) fn first_periods<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let (rest, _) = terminated(the("first"), joint).parse(i)?;
        let (rest, count) = self.small_number(rest)?;
        let (rest, period) = preceded(joint, |i| self.pick(i, |entry| entry.period)).parse(rest)?;
        self.of_year(rest, Parts { first: Some((count, period)), ..Parts::default() })
    }

    pub(super) fn small_number<'a>(&self, i: &'a str) -> Parsed<'a, i32> {
        let digits = map_opt(digit1, |digits: &str| digits.parse::<i32>().ok().filter(|n| (1..=100).contains(n)));
        let words = |i| self.pick(i, |entry| entry.small.and_then(|n| i32::try_from(n).ok()));
        alt((digits, words)).parse(i)
    }

    /// "fiscal 2022", "fiscal year 2022", "year 2020".
    pub(super) fn fiscal_year<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let word = alt((
            (the("fiscal"), joint, the("year")).map(|_| true),
            (the("financial"), joint, the("year")).map(|_| true),
            the("fiscal").map(|_| true),
            the("year").map(|_| false),
        ));
        let (rest, (fiscal, _, year)) = (word, (gap, opt(one_of("'’"))), short_year).parse(i)?;
        if ends(rest) { Ok((rest, Parts { year: Some(year), fiscal, ..Parts::default() })) } else { fail() }
    }
}
