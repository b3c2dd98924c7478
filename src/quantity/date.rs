//! Dates and periods as they are said.

use jiff::civil::Weekday;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{map_opt, opt, verify};
use nom::sequence::{preceded, terminated};
use smol_str::SmolStr;

use super::DateExpression;
use super::lex::{Grammar, Parsed, dash, ends, fail, gap, joint, last_word, letters, the};
use crate::lexicon::Calendar;
use crate::lexicon::phrases::lowered;

type Parts = DateExpression;

impl Grammar<'_> {
    /// A date or period that starts here.
    pub(super) fn date<'a>(&self, i: &'a str) -> Parsed<'a, DateExpression> {
        let digits = i.starts_with(|c: char| c.is_ascii_digit() || c == '\'');
        let (rest, mut date) = if digits { self.digit_date(i)? } else { self.word_date(i)? };
        date.span = self.span(i, rest);
        date.preposition = self.preposition(i);
        Ok((rest, date))
    }

    fn word_date<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        alt((
            |i| self.weekday_date(i),
            |i| self.month_date(i),
            |i| self.quarter_date(i),
            |i| self.first_periods(i),
            |i| self.relative_date(i),
            |i| self.fiscal_year(i),
            |i| self.phrase_date(i),
            |i| self.spoken_year(i),
        ))
        .parse(i)
    }

    fn digit_date<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        alt((
            iso,
            slashed,
            |i| self.day_month(i),
            |i| self.coded_quarter(i),
            |i| self.numbered_quarter(i),
            decade,
            |i| self.clipped_year(i),
            |i| self.years(i),
        ))
        .parse(i)
    }

    fn month<'a>(&self, i: &'a str) -> Parsed<'a, (i8, bool)> {
        let (rest, entry) = self.word(i)?;
        let Some(month) = entry.month else { return fail() };
        let short = i.len() - rest.len() <= 4;
        // "in january": whole names that are no other words need no capital.
        let named = i.starts_with(|c: char| c.is_ascii_uppercase()) || !short || month == 6 || month == 7;
        // "NOV" may be a company.
        let loud = short && super::lex::all_capitals(&i[..i.len() - rest.len()]);
        let rest = rest.strip_prefix('.').filter(|_| short).unwrap_or(rest);
        Ok((rest, (month, entry.unsure || !named || loud)))
    }

    /// "Feb. 28, 2022", "February 2022", "January", "January to March 2022".
    fn month_date<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let (after, (month, unsure)) = self.month(i)?;
        let day = preceded(gap, terminated(day, opt(|i| self.day_range(i))));
        let (rest, day) = opt(day).parse(after)?;
        let before_year = alt(((opt(char(',')), gap).map(|_| ()), char('-').map(|_| ())));
        let (rest, year) = opt(preceded(before_year, year)).parse(rest)?;
        if unsure && day.is_none() && year.is_none() && !(self.is_month_here(i)) {
            return fail();
        }
        let date = Parts { month: Some(month), day, year, ..Parts::default() };
        if day.is_none()
            && month == 1
            && let Ok((rest, (last, _))) = preceded(through, |i| self.month(i)).parse(rest)
        {
            let first = Some((i32::from(last), Calendar::Month));
            return self.of_year(rest, Parts { month: None, first, ..date });
        }
        self.of_year(rest, date)
    }

    /// "May" and "March" alone are months after a preposition only.
    fn is_month_here(&self, i: &str) -> bool {
        let upper = i.starts_with(|c: char| c.is_ascii_uppercase());
        let last = last_word(self.before(i));
        upper
            && matches!(
                last,
                "in" | "In"
                    | "of"
                    | "since"
                    | "by"
                    | "until"
                    | "during"
                    | "from"
                    | "to"
                    | "last"
                    | "this"
                    | "next"
                    | "early"
                    | "late"
                    | "mid"
                    | "through"
                    | "between"
            )
    }

    /// The second day of "28-29" and "28 to 29" is left to the first.
    fn day_range<'a>(&self, i: &'a str) -> Parsed<'a, ()> {
        let (rest, _) = preceded(dash, day).parse(i)?;
        Ok((rest, ()))
    }

    /// "28 February 2022", "28th of February"; of "18 and 19 June" the month alone.
    fn day_month<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let (rest, first) = day(i)?;
        let second = self.second_day(rest);
        let (rest, day) = second.map_or((rest, Some(first)), |(rest, _): (&str, i8)| (rest, None));
        let (rest, _) = (joint, opt((the("of"), gap))).parse(rest)?;
        let verb = rest.starts_with(|c: char| c.is_ascii_lowercase()) && !self.is_day_here(i);
        let (rest, (month, unsure)) = self.month(rest)?;
        let (rest, year) = opt(preceded((opt(char(',')), joint), year)).parse(rest)?;
        let near = i.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['s', 'n', 'r', 't', ' ']);
        if unsure && year.is_none() && (verb || !near) {
            return fail();
        }
        Ok((rest, Parts { day, month: Some(month), year, ..Parts::default() }))
    }

    /// The second of two days of one month: "18 | and 19 June".
    fn second_day<'a>(&self, i: &'a str) -> Parsed<'a, i8> {
        let joined = alt((dash.map(|_| ()), (gap, alt((the("and"), the("to"), the("or"))), gap).map(|_| ())));
        let named = |i: &'a str| {
            let (rest, (_, unsure)) = self.month(i)?;
            if unsure && !super::lex::title_case(i) { fail() } else { Ok((rest, ())) }
        };
        preceded(joined, terminated(day, nom::combinator::peek(preceded(joint, named)))).parse(i)
    }

    /// Whether a day is asked for: "on 16 may", not "ages 12 to 16 may".
    fn is_day_here(&self, i: &str) -> bool {
        ["on", "the", "by", "until", "since"].iter().any(|word| last_word(self.before(i)).eq_ignore_ascii_case(word))
    }

    /// "between 3 and 28 March": days that no single period holds.
    pub(super) fn day_span<'a>(&self, i: &'a str) -> Parsed<'a, ()> {
        let last = last_word(self.before(i));
        if !["between", "from"].iter().any(|word| last.eq_ignore_ascii_case(word)) {
            return fail();
        }
        (day, |i| self.second_day(i), joint, |i| self.month(i)).map(|_| ()).parse(i)
    }

    /// "Monday", "Tuesday, 16 December 2021".
    fn weekday_date<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let (rest, entry) = self.word(i)?;
        let Some(weekday) = entry.weekday.and_then(|n| Weekday::from_monday_one_offset(n).ok()) else { return fail() };
        let upper = i.starts_with(|c: char| c.is_ascii_uppercase());
        let (after, _) = (opt(char('.')), opt(char(',')), gap, opt((the("the"), gap)))
            .parse(rest)
            .unwrap_or((rest, (None, None, "", None)));
        let beside = alt((|i| self.month_date(i), |i| self.day_month(i), iso, slashed)).parse(after).ok();
        match beside {
            Some((rest, date)) if date.day.is_some() => Ok((rest, Parts { weekday: Some(weekday), ..date })),
            _ if entry.unsure || !upper && rest.len() + "friday".len() > i.len() => fail(),
            _ => Ok((rest, Parts { weekday: Some(weekday), ..Parts::default() })),
        }
    }

    /// "last year", "this quarter", "past five years", "next two weeks".
    fn relative_date<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        // "Our shells would last 21 days."
        let modal = ["would", "will", "could", "can", "may", "might", "should", "must", "to", "not", "did", "'ll"];
        if the("last").parse(i).is_ok() && modal.contains(&last_word(self.before(i))) {
            return fail();
        }
        let (rest, step) = self.pick(i, |entry| entry.relative)?;
        let (rest, fiscal) = opt(preceded(joint, alt((the("fiscal"), the("calendar")))))
            .map(|word| word.is_some_and(|word| word.eq_ignore_ascii_case("fiscal")))
            .parse(rest)?;
        let (after, count) = opt(preceded(joint, |i| self.small_number(i))).parse(rest)?;
        if let Ok((rest, period)) = preceded(joint, |i| self.pick(i, |entry| entry.period)).parse(after) {
            let count = count.unwrap_or(1);
            let of = preceded(gap, the("of")).parse(rest).is_ok();
            if step == 0 && count > 1 || of && period == Calendar::Day {
                return fail();
            }
            return Ok((rest, Parts { relative: Some((step * count, period)), fiscal, ..Parts::default() }));
        }
        let named = preceded(gap, |i| self.month(i)).parse(after).ok().filter(|_| count.is_none());
        match named {
            Some((rest, (month, false))) => {
                Ok((rest, Parts { month: Some(month), relative: Some((step, Calendar::Year)), ..Parts::default() }))
            }
            _ => fail(),
        }
    }

    /// "yesterday", "a year ago".
    fn phrase_date<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let found = self.units.date_phrases.strip(i);
        found.map_or_else(fail, |(rest, relative)| Ok((rest, Parts { relative: Some(*relative), ..Parts::default() })))
    }

    /// "'27", "’08": two digits behind an apostrophe that ends no word.
    fn clipped_year<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let stem = self.before(i).strip_suffix(['\'', '’']).filter(|stem| !stem.ends_with(char::is_alphanumeric));
        let (rest, year) = short_year.parse(i)?;
        if stem.is_some() && i.len() - rest.len() == 2 && ends(rest) {
            return Ok((rest, Parts { year: Some(year), ..Parts::default() }));
        }
        fail()
    }

    /// "twenty twenty-two", "nineteen ninety-nine", "two thousand and eight" after "in".
    fn spoken_year<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let (rest, century) = self.pick(i, |entry| entry.small.filter(|n| matches!(n, 18..=20)))?;
        let (rest, tens) = preceded(joint, |i| self.pick(i, |entry| entry.small.filter(|n| *n >= 10))).parse(rest)?;
        let ones = preceded(joint, |i| self.pick(i, |entry| entry.small.filter(|n| (1..10).contains(n))));
        let (rest, ones) = if tens >= 20 { opt(ones).parse(rest)? } else { (rest, None) };
        let year = i16::try_from(century * 100 + tens + ones.unwrap_or(0)).ok();
        let parts = preceded(joint, |i| self.pick(i, |entry| entry.denominator)).parse(rest).is_ok();
        if ends(rest) && !parts { Ok((rest, Parts { year, ..Parts::default() })) } else { fail() }
    }

    /// The year said with a quarter, month or count of months: "of 2021", "2021", "of last year", "last year".
    pub(super) fn of_year<'a>(&self, i: &'a str, date: Parts) -> Parsed<'a, Parts> {
        if date.year.is_some() {
            return Ok((i, date));
        }
        let lead =
            (opt(char(',')), joint, opt((alt((the("of"), the("in"), the("from"))), gap)), opt((the("the"), gap)));
        let fiscal = |i| self.fiscal_year(i);
        let plain = map_opt(year, |year| Some(Parts { year: Some(year), ..Parts::default() }));
        let relative = verify(
            |i| self.relative_date(i),
            |found: &Parts| found.relative.is_some_and(|(_, period)| period == Calendar::Year),
        );
        match preceded(lead, alt((fiscal, plain, relative))).parse(i) as Parsed<'_, Parts> {
            Ok((rest, found)) => {
                let fiscal = date.fiscal || found.fiscal;
                Ok((rest, Parts { year: found.year, relative: found.relative, fiscal, ..date }))
            }
            Err(_) => Ok((i, date)),
        }
    }

    /// Four bare digits as a year, or a span of years.
    pub(super) fn years<'a>(&self, i: &'a str) -> Parsed<'a, Parts> {
        let (rest, from) = year(i)?;
        let worded = (gap, alt((the("to"), the("through"))), gap);
        let mut to = alt((preceded(dash, short_year), preceded(worded, year)));
        if let Ok((rest, to)) = to.parse(rest) as Parsed<'_, i16>
            && to > from
            && ends(rest)
        {
            return Ok((rest, Parts { year: Some(from), to_year: Some(to), ..Parts::default() }));
        }
        if let Ok((rest, to)) = preceded((gap, the("and"), gap), year).parse(rest)
            && to > from
            && last_word(self.before(i)).eq_ignore_ascii_case("between")
        {
            return Ok((rest, Parts { year: Some(from), to_year: Some(to), ..Parts::default() }));
        }
        if self.is_year(i, rest) { Ok((rest, Parts { year: Some(from), ..Parts::default() })) } else { fail() }
    }

    /// Whether four digits are a year: after "in" and the like, or where nothing counted follows.
    fn is_year(&self, i: &str, rest: &str) -> bool {
        let bare = super::numeral::Numeral { bare: true, plain: true, ..Default::default() };
        if rest.starts_with(['%', '°']) || self.unit_after(rest, &bare).is_ok() || self.scale_after(rest) {
            return false;
        }
        let last = last_word(self.before(i));
        let asked = lowered(last, |word| self.units.word(word)).is_some_and(|entry| entry.before_year);
        let sign = self.before(i).ends_with(['$', '€', '£', '¥', '+', '=', '<', '>', '#']);
        // "1500 sales" and "2000 sales" are counts.
        let recent = || i.starts_with("19") || i.starts_with("20") && !i.starts_with("2000");
        let named = || super::lex::listed(next_word(rest), &self.units.after_year);
        !sign && (asked || !super::lex::counted(rest) || recent() && named())
    }

    fn scale_after(&self, rest: &str) -> bool {
        preceded(joint, |i| self.pick(i, |entry| entry.scale)).parse(rest).is_ok()
    }

    /// The preposition right before a date: "by the end of", "since".
    fn preposition(&self, i: &str) -> Option<SmolStr> {
        let before = self.before(i).trim_end();
        let before = before.strip_suffix("the").map_or(before, str::trim_end);
        let mut starts =
            before.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
        let candidates = (0..6).filter_map(|_| starts.next()).chain((before.len() < 24).then_some(0));
        let found = candidates.filter_map(|at| {
            let tail = before.get(at..)?;
            let (rest, ()) = self.units.prepositions.strip(tail)?;
            rest.is_empty().then(|| tail.to_lowercase())
        });
        found.max_by_key(String::len).map(SmolStr::new)
    }
}

fn through(i: &str) -> Parsed<'_, ()> {
    alt((dash.map(|_| ()), (gap, alt((the("to"), the("through"), the("till"), the("until"))), gap).map(|_| ())))
        .parse(i)
}

/// A year of four digits.
fn year(i: &str) -> Parsed<'_, i16> {
    let digits = verify(digit1, |digits: &str| digits.len() == 4);
    let (rest, year) =
        map_opt(digits, |digits: &str| digits.parse().ok().filter(|year| (1500..=2199).contains(year))).parse(i)?;
    let decimal = rest.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if ends(rest) && !decimal { Ok((rest, year)) } else { fail() }
}

/// A year of four digits, or of two in this century or the last.
pub(super) fn short_year(i: &str) -> Parsed<'_, i16> {
    let two = verify(digit1, |digits: &str| digits.len() == 2);
    let two = map_opt(two, |digits: &str| {
        digits.parse::<i16>().ok().map(|year| if year < 70 { 2000 + year } else { 1900 + year })
    });
    alt((year, two)).parse(i)
}

/// A day of the month, with or without its ending.
fn day(i: &str) -> Parsed<'_, i8> {
    let digits = verify(digit1, |digits: &str| digits.len() <= 2);
    let (rest, day) =
        map_opt(digits, |digits: &str| digits.parse().ok().filter(|day| (1..=31).contains(day))).parse(i)?;
    let ending = alt((tag_no_case("st"), tag_no_case("nd"), tag_no_case("rd"), tag_no_case("th")));
    let (rest, _) = opt(ending).parse(rest)?;
    let decimal = rest.strip_prefix(['.', ',', ':']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let share = ["%", " %", " percent", " per cent"].iter().any(|unit| rest.starts_with(unit));
    if ends(rest) && !decimal && !share { Ok((rest, day)) } else { fail() }
}

fn number(width: usize) -> impl Fn(&str) -> Parsed<'_, i8> {
    move |i| {
        map_opt(verify(digit1, |digits: &str| digits.len() <= width), |digits: &str| digits.parse::<i8>().ok()).parse(i)
    }
}

/// "2022-02-28", "2022/2/28".
fn iso(i: &str) -> Parsed<'_, Parts> {
    let (rest, (year, mark, month)) = (year_part, one_of("-/."), number(2)).parse(i)?;
    let (rest, day) = preceded(char(mark), number(2)).parse(rest)?;
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    if fits && ends(rest) {
        Ok((rest, Parts { year: Some(year), month: Some(month), day: Some(day), ..Parts::default() }))
    } else {
        fail()
    }
}

fn year_part(i: &str) -> Parsed<'_, i16> {
    map_opt(verify(digit1, |digits: &str| digits.len() == 4), |digits: &str| digits.parse().ok()).parse(i)
}

/// "2/28/2022", and "28/2/2022" where only that fits.
fn slashed(i: &str) -> Parsed<'_, Parts> {
    let (rest, (first, mark, second)) = (number(2), one_of("/.-"), number(2)).parse(i)?;
    let (rest, year) = preceded(char(mark), short_year).parse(rest)?;
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    if fits && ends(rest) {
        Ok((rest, Parts { year: Some(year), month: Some(month), day: Some(day), ..Parts::default() }))
    } else {
        fail()
    }
}

/// "1990s", "'90s".
fn decade(i: &str) -> Parsed<'_, Parts> {
    let full = verify(year_part, |year| (1500..=2199).contains(year) && year % 10 == 0);
    let short = preceded(one_of("'’"), number(2))
        .map(|two| if two < 30 { 2000 + i16::from(two) } else { 1900 + i16::from(two) });
    let (rest, year) = terminated(alt((full, short)), (opt(one_of("'’")), char('s'))).parse(i)?;
    if ends(rest) {
        Ok((rest, Parts { year: Some(year), to_year: Some(year + 9), ..Parts::default() }))
    } else {
        fail()
    }
}

/// The word after a gap, for look-ahead.
pub(super) fn next_word(i: &str) -> &str {
    preceded(gap, letters).parse(i).map_or("", |(_, word)| word)
}

/// Whether a tail starts with a dash and a digit.
pub(super) fn hyphen_digit(i: &str) -> bool {
    preceded(tag::<_, _, ()>("-"), digit1::<&str, ()>).parse(i).is_ok()
}
