//! Names and codes that hold digits: no quantities.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n, take_while1};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{opt, recognize, verify};
use nom::multi::{many0_count, many1_count};
use nom::sequence::preceded;

use super::lex::{Grammar, Parsed, ends, fail, joint, last_word, letters};
use crate::lexicon::phrases::lowered;
use crate::span::Span;

/// How many words a street's name has at most.
const STREET: usize = 6;

impl Grammar<'_> {
    /// A name that starts with digits, or a number that its surroundings make a label.
    pub(super) fn digit_name<'a>(&self, i: &'a str) -> Parsed<'a, Span> {
        let (rest, ()) = alt((
            |i| self.known_name(i),
            |i| self.phone(i),
            |i| super::clock::clock(i),
            |i| self.day_span(i),
            version,
            form,
            |i| self.list_marker(i),
            |i| self.address(i),
            reading,
        ))
        .parse(i)?;
        Ok((rest, self.span(i, rest)))
    }

    /// "3M", "737 MAX": not where it is money, nor where it counts what follows.
    fn known_name<'a>(&self, i: &'a str) -> Parsed<'a, ()> {
        let Some((rest, ())) = self.units.digit_names.strip(i) else { return fail() };
        let money = self.before(i).trim_end().ends_with(['$', '€', '£', '¥', '₹']);
        if ends(rest) && !money && !super::lex::counted(rest) { Ok((rest, ())) } else { fail() }
    }

    /// "555-123-4567", "555-1234": not where it is a range of what follows, "100-1000 litres".
    fn phone<'a>(&self, i: &'a str) -> Parsed<'a, ()> {
        let (rest, ()) = phone(i)?;
        let local = i.len() - rest.len() == 8;
        let counts = super::lex::counted(rest) || self.unit_after(rest, &super::numeral::Numeral::default()).is_ok();
        if local && counts { fail() } else { Ok((rest, ())) }
    }

    /// "338 West Mill Road": a bare number and a few capital words, the last of which ends a street's name.
    fn address<'a>(&self, i: &'a str) -> Parsed<'a, ()> {
        let (mut rest, _) = verify(digit1, |digits: &str| digits.len() <= 5).parse(i)?;
        for named in 0..STREET {
            let (next, word) = preceded(char(' '), letters).parse(rest)?;
            if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
                return fail();
            }
            rest = next;
            if named > 0 && lowered(word, |word| self.units.word(word)).is_some_and(|entry| entry.street) {
                return Ok((rest, ()));
            }
        }
        fail()
    }

    /// "Article 5", "Boeing 737-800", "page 12": the span covers the word before.
    pub(super) fn labelled<'a>(&self, i: &'a str) -> Parsed<'a, Span> {
        let before = self.before(i);
        let trimmed = before.trim_end_matches([' ', '\u{a0}', '.', '#']);
        if trimmed.len() == before.len() && !before.ends_with('-') || before.len() - trimmed.len() > 2 {
            return fail();
        }
        let (rest, code) = recognize((alphanumeric, many0_count((one_of("-–/."), alphanumeric)))).parse(i)?;
        let head = last_word(before);
        let known = lowered(head, |word| self.units.word(word)).is_some_and(|entry| entry.head);
        let figure = self.is_figure(i, rest, code);
        let digits = code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let known = known && !self.is_verb(trimmed, head);
        let proper = || digits && self.is_proper(before, head, rest) && !self.is_told_alike(before, head, code, rest);
        if head.is_empty() || figure || !(known || proper()) {
            return fail();
        }
        let start = self.at(i) - (before.len() - (trimmed.len() - head.len()));
        Ok((rest, Span::new(start, self.at(rest))))
    }

    /// Whether a number word has the head of a label before it: "phase | two".
    pub(super) fn is_headed(&self, i: &str) -> bool {
        if self.pick(i, |entry| entry.small).is_err() {
            return false;
        }
        let before = self.before(i);
        let head = last_word(before);
        let known = || lowered(head, |word| self.units.word(word)).is_some_and(|entry| entry.spoken_head);
        before.ends_with(' ') && known() && !self.is_verb(before.trim_end(), head)
    }

    /// "we order 5", "to set 3": the head of a label as a verb.
    fn is_verb(&self, before: &str, head: &str) -> bool {
        let start = before.get(..before.len().saturating_sub(head.len())).unwrap_or("");
        let last = last_word(start);
        head.starts_with(|c: char| c.is_ascii_lowercase())
            && start.ends_with(' ')
            && lowered(last, |word| self.units.before_verb.get(word).copied()).is_some()
    }

    /// Whether a unit, scale or grouping makes the number a figure after all.
    fn is_figure(&self, i: &str, rest: &str, code: &str) -> bool {
        let decimal =
            code.contains('.') && !code.contains(['-', '/']) && code.bytes().filter(|byte| *byte == b'.').count() == 1;
        let more = rest.strip_prefix([',', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let year = code.len() == 4 && (code.starts_with("19") || code.starts_with("20"));
        let item = self.item(i);
        decimal || more || year || item.is_ok_and(|(_, item)| item.unit.is_some() || item.numeral.power > 0)
    }

    /// "Apollo 11", "Windows 10,": a capital word inside a sentence, and nothing counted after the number.
    fn is_proper(&self, before: &str, head: &str, rest: &str) -> bool {
        // "I'm 42" names nothing.
        let capital = head.starts_with(|c: char| c.is_ascii_uppercase())
            && head.len() > 1
            && !head.starts_with("I'")
            && !head.starts_with("I’");
        let trimmed = before.trim_end();
        let start = trimmed.get(..trimmed.len().saturating_sub(head.len())).unwrap_or("");
        let inside = !start.trim_end().is_empty() && !start.trim_end().ends_with(['.', '?', '!', ':', '\n', '"', '“']);
        let plain =
            lowered(head, |word| self.units.word(word)).is_none_or(|entry| !entry.before_year && entry.small.is_none());
        let end = rest.is_empty() || rest.starts_with(['.', ',', ';', ')', '?', '!', '\'', '’', ':']);
        let neighbour = last_word(start);
        let loud = super::lex::all_capitals(head)
            && (super::lex::all_capitals(neighbour) || super::lex::all_capitals(super::date::next_word(rest)));
        capital
            && inside
            && plain
            && !loud
            && (end || !super::lex::counted(rest) && !super::date::next_word(rest).is_empty())
    }

    /// "In Arl there are 388 and in Brend 216.": a name whose figure leaves out the verb and the noun that the figure
    /// before it was told with.
    fn is_told_alike(&self, before: &str, head: &str, code: &str, rest: &str) -> bool {
        let stops = rest.is_empty()
            || rest.starts_with(['.', ',', ';', '!', '?', ')']) && !rest[1..].starts_with(|c: char| c.is_ascii_digit())
            || matches!(super::date::next_word(rest), "and" | "while" | "with");
        let stem = before.trim_end();
        let mut open = stem.get(..stem.len().saturating_sub(head.len())).unwrap_or("");
        // The other words of the name, an article and a place's preposition.
        while let Some(at) = open.trim_end().rfind([' ', ',']).map(|at| at + 1) {
            let word = &open.trim_end()[at..];
            let part = word.starts_with(|c: char| c.is_ascii_uppercase());
            if word.is_empty() || !(part || matches!(word, "the" | "in" | "at" | "for" | "from" | "to")) {
                break;
            }
            open = &open[..at];
        }
        let joins =
            open.trim_end().ends_with([',', ';']) || [" and ", " while "].iter().any(|word| open.ends_with(word));
        let value: u64 = code.parse().unwrap_or(0);
        stops && joins && value >= 10 && !self.is_series(before, head) && told_before(open, value)
    }

    /// "Apollo 8 and Apollo 11": the name stands with another number too.
    fn is_series(&self, before: &str, head: &str) -> bool {
        let stem = before.trim_end();
        let earlier = stem.get(..stem.len().saturating_sub(head.len())).unwrap_or("");
        earlier
            .match_indices(head)
            .any(|(at, _)| earlier[at + head.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit()))
    }

    /// "1.", "(2)", "3)" at the head of a line.
    fn list_marker<'a>(&self, i: &'a str) -> Parsed<'a, ()> {
        let line = self.before(i).rsplit('\n').next().unwrap_or("").trim_start();
        let (rest, _) = verify(digit1, |digits: &str| digits.len() <= 2).parse(i)?;
        let rest = match line {
            "" => alt((tag("."), tag(")"))).parse(rest)?.0,
            "(" | "[" => alt((tag(")"), tag("]"))).parse(rest)?.0,
            _ => return fail(),
        };
        if rest.starts_with(' ') { Ok((rest, ())) } else { fail() }
    }

    /// A run of letters and digits, hyphens inside: "COVID-19", "H1N1", "A320neo".
    pub(super) fn code<'a>(&self, i: &'a str) -> Parsed<'a, Span> {
        let joined = |i| (one_of("-–'’/"), alphanumeric).map(|_| ()).parse(i);
        let decimal = |i| (one_of(".+"), digit1).map(|_| ()).parse(i);
        let (rest, _) = recognize((alphanumeric, many0_count(alt((joined, decimal))))).parse(i)?;
        Ok((rest, self.span(i, rest)))
    }
}

/// Whether a plain figure of about the size stands in some words: in digits, and behind a word in lower case.
fn told_before(words: &str, value: u64) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let mut rest = words;
    while let Some(start) = rest.find(digit) {
        let length = rest[start..].find(|c: char| !(digit(c) || c == ',')).unwrap_or(rest.len() - start);
        let figure: String = rest[start..start + length].chars().filter(|c| digit(*c)).collect();
        let known: u64 = figure.parse().unwrap_or(0);
        let plain = last_word(&rest[..start]).starts_with(|c: char| c.is_ascii_lowercase());
        let year = (1900..2100).contains(&known) && figure.len() == length;
        if plain && !year && known >= 10 && known <= value.saturating_mul(30) && value <= known.saturating_mul(30) {
            return true;
        }
        rest = &rest[start + length..];
    }
    false
}

fn alphanumeric(i: &str) -> Parsed<'_, &str> {
    take_while1(|c: char| c.is_alphanumeric() && !super::chinese::is_han(c)).parse(i)
}

/// "555-123-4567", "+1 555 123 4567", "(555) 123-4567".
fn phone(i: &str) -> Parsed<'_, ()> {
    let digits = |low, high| take_while_m_n(low, high, |c: char| c.is_ascii_digit());
    let dashed = (digits(3, 4), many1_count((char('-'), digits(3, 4)))).map(|_| ());
    let country = (char('+'), digits(1, 3), many1_count((one_of(" -"), digits(2, 4)))).map(|_| ());
    let prefixed =
        (digits(1, 1), char('-'), digits(3, 3), char('-'), digits(3, 3), char('-'), digits(4, 4)).map(|_| ());
    let (rest, ()) = alt((country, prefixed, verified(dashed))).parse(i)?;
    // A second number that differs in its end: "555-123-4567/4568".
    let (rest, _) = opt(preceded(char('/'), digits(3, 4))).parse(rest)?;
    if ends(rest) && i.len() - rest.len() >= 8 { Ok((rest, ())) } else { fail() }
}

/// Two dashes at least, or a local number of seven digits.
fn verified<'a>(
    parser: impl Parser<&'a str, Output = (), Error = ()>,
) -> impl Parser<&'a str, Output = (), Error = ()> {
    verify(recognize(parser), |found: &str| {
        found.matches('-').count() >= 2 || found.len() == 8 && found.as_bytes().get(3) == Some(&b'-')
    })
    .map(|_| ())
}

/// "1.2.3", "10.0.0.1".
fn version(i: &str) -> Parsed<'_, ()> {
    let (rest, _) = (digit1, verify(many1_count(preceded(char('.'), digit1)), |count| *count >= 2)).parse(i)?;
    if ends(rest) && super::digits::numeral(i).is_err() { Ok((rest, ())) } else { fail() }
}

/// "10-K", "8-K": a number with a capital hung on it.
fn form(i: &str) -> Parsed<'_, ()> {
    let capital = verify(letters, |word: &str| word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase()));
    (digit1, char('-'), capital).map(|_| ()).parse(i)
}

/// "24/7", "9/11", "5-4": said as words, or a score.
fn reading(i: &str) -> Parsed<'_, ()> {
    let mut fixed = alt((tag("24/7"), tag("9/11"), tag("50/50"), tag("50-50"), tag("20/20")));
    let (rest, _) = fixed.parse(i)?;
    if ends(rest) { Ok((rest, ())) } else { fail() }
}

/// Digits with letters right after them that no unit explains: "5G", "737NG".
pub(super) fn glued(i: &str) -> bool {
    let rest = i.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < i.len() && rest.starts_with(char::is_alphabetic)
}

/// Whether a capital word follows: "Five-Year Plan", "Two Sessions".
pub(super) fn capital_follows(rest: &str) -> bool {
    let next = preceded(joint, letters).parse(rest).map_or("", |(_, word)| word);
    next.starts_with(|c: char| c.is_ascii_uppercase()) && next.len() > 1
}
