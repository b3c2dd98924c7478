//! Times of day: "9:30 a.m.", "14:05:30", "5 o'clock", "9 to 11 a.m.".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{opt, verify};
use nom::sequence::preceded;

use super::lex::{Parsed, dash, ends, fail, gap, the};

/// A time of day, or a span of the day.
pub(super) fn clock(i: &str) -> Parsed<'_, ()> {
    let twelve = (hour, opt(minutes), meridiem).map(|_| ());
    let full = (hour, seconds, opt((seconds, opt(fraction))), opt(meridiem)).map(|_| ());
    let o_clock = (hour, gap, alt((tag_no_case("o'clock"), tag_no_case("o’clock")))).map(|_| ());
    let (rest, ()) = alt((span, twelve, full, o_clock)).parse(i)?;
    if ends(rest) { Ok((rest, ())) } else { fail() }
}

/// "9 to 11 a.m.", "1-3 pm": only the second hour says of which half of the day they are.
fn span(i: &str) -> Parsed<'_, ()> {
    let to = alt((dash.map(|_| ()), (gap, alt((the("to"), the("and"), the("until"))), gap).map(|_| ())));
    (hour, opt(minutes), to, hour, opt(minutes), meridiem).map(|_| ()).parse(i)
}

fn hour(i: &str) -> Parsed<'_, &str> {
    verify(digit1, |digits: &str| digits.len() <= 2).parse(i)
}

fn minutes(i: &str) -> Parsed<'_, &str> {
    preceded(one_of(":."), verify(digit1, |digits: &str| digits.len() == 2)).parse(i)
}

fn seconds(i: &str) -> Parsed<'_, &str> {
    preceded(char(':'), verify(digit1, |digits: &str| digits.len() == 2)).parse(i)
}

fn fraction(i: &str) -> Parsed<'_, &str> {
    preceded(one_of(".,"), digit1).parse(i)
}

/// "a.m.", "pm".
fn meridiem(i: &str) -> Parsed<'_, ()> {
    let dotted = alt((
        tag_no_case("a.m."),
        tag_no_case("p.m."),
        tag_no_case("a.m"),
        tag_no_case("p.m"),
        tag_no_case("am"),
        tag_no_case("pm"),
    ));
    let (rest, _) = preceded(opt(gap), dotted).parse(i)?;
    if ends(rest) { Ok((rest, ())) } else { fail() }
}
