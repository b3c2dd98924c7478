//! The points in time that a text names, and stretches between two of them.

use jiff::civil::{Date, Weekday};

use super::Note;
use crate::lexicon::Timing;
use crate::quantity::{DateExpression, Mention};
use crate::span::Span;
use crate::transcript::Transcript;

/// How many words before a date tell what it is the date of.
const LEAD: usize = 7;
/// How many minutes a day has.
pub(super) const DAY_MINUTES: i64 = 1440;

/// A point in time as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// A day, of a year where one is said.
    Day(Option<i16>, i8, i8),
    /// A month, of a year where one is said.
    Month(Option<i16>, i8),
    /// A year.
    Year(i16),
    /// Minutes since midnight, and whether the half of the day is sure.
    Clock(i64, bool),
    /// A weekday.
    Weekday(Weekday),
}

/// A point in time with its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) sentence: usize,
    pub(super) span: Span,
    pub(super) when: When,
}

/// How long it is from one point to another: between two whole numbers of a grain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) grain: Grain,
    pub(super) low: i64,
    pub(super) high: i64,
}

/// The unit in which a text dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Minute,
    Day,
    Month,
    Year,
}

/// Every point in time that a transcript names, in text order.
pub(super) fn moments(transcript: &Transcript, notes: &[Note]) -> Vec<Moment> {
    let mut moments = Vec::new();
    for note in notes {
        let Some(sentence) = transcript.sentences.get(note.sentence) else { continue };
        let span = note.mention.span().shift(sentence.span.start);
        let mut put = |span: Span, when: When| moments.push(Moment { sentence: note.sentence, span, when });
        match &note.mention {
            Mention::Date(date) => of_date(transcript, sentence.span, span, date, &mut put),
            Mention::Name(_) => clock(transcript.slice(span)).into_iter().for_each(|when| put(span, when)),
            _ => {}
        }
    }
    moments.sort_by_key(|moment| moment.span.start);
    moments.dedup_by_key(|moment| moment.span.start);
    moments
}

fn of_date(
    transcript: &Transcript,
    sentence: Span,
    span: Span,
    date: &DateExpression,
    put: &mut impl FnMut(Span, When),
) {
    let named = date.quarter.is_some() || date.half.is_some() || date.first.is_some() || date.fiscal;
    if named || date.relative.is_some() {
        return;
    }
    match (date.year, date.month, date.day) {
        (year, Some(month), Some(day)) => {
            let other = sibling(transcript, sentence, span);
            if let Some((other, number)) = other {
                put(other, When::Day(year, month, number));
            }
            put(span, When::Day(year, month, day));
        }
        (year, Some(month), None) => match day_in_words(transcript, sentence, span) {
            Some((start, day)) => put(Span::new(start, span.end), When::Day(year, month, day)),
            None => put(span, When::Month(year, month)),
        },
        (Some(year), None, None) => years(transcript, span, year, date.to_year, put),
        _ => date.weekday.into_iter().for_each(|weekday| put(span, When::Weekday(weekday))),
    }
}

/// The day in words before a month: "the twenty-fifth of | March".
fn day_in_words(transcript: &Transcript, sentence: Span, month: Span) -> Option<(usize, i8)> {
    let before = transcript.slice(Span::new(sentence.start.min(month.start), month.start)).to_ascii_lowercase();
    let before = before.trim_end();
    let before = before.strip_suffix("of").unwrap_or(before).trim_end();
    let word = before.rsplit(char::is_whitespace).next()?;
    let day = Timing::built_in().days.get(word)?;
    Some((sentence.start + before.len() - word.len(), *day))
}

/// One year, or the two ends of "2016 to 2020"; a decade is no point in time.
fn years(transcript: &Transcript, span: Span, year: i16, to: Option<i16>, put: &mut impl FnMut(Span, When)) {
    let text = transcript.slice(span);
    let Some(to) = to else { return put(span, When::Year(year)) };
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits >= 2 && text.as_bytes().iter().take(4).all(u8::is_ascii_digit) {
        put(Span::new(span.start, span.start + 4), When::Year(year));
        put(Span::new(span.end - digits, span.end), When::Year(to));
    }
}

/// The other day of "3 to 17 March" and "March 3 to 17", a bare number that shares the month.
fn sibling(transcript: &Transcript, sentence: Span, span: Span) -> Option<(Span, i8)> {
    let before = transcript.slice(Span::new(sentence.start, span.start));
    let day_first = transcript.slice(span).starts_with(|c: char| c.is_ascii_digit());
    if day_first {
        let head = before.trim_end();
        let cut = ["to", "until", "till", "through", "–", "-"].iter().find_map(|join| head.strip_suffix(join))?;
        let cut = cut.trim_end();
        let bare = cut.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let digits = bare.bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = bare.len() - digits;
        let number = bare.get(start..)?.parse().ok().filter(|day| (1..=31).contains(day))?;
        let alone = bare[..start].ends_with(char::is_whitespace) || start == 0;
        return alone
            .then_some((Span::new(sentence.start + start, sentence.start + cut.len()), number))
            .filter(|_| cut.len() - bare.len() <= 2);
    }
    let after = transcript.slice(Span::new(span.end, sentence.end));
    let rest = after.trim_start();
    let cut = ["to", "until", "till", "through", "–", "-"].iter().find_map(|join| rest.strip_prefix(join))?;
    let number = cut.trim_start();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let day = number.get(..digits)?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let start = span.end + after.len() - number.len();
    let tail = number.get(digits..)?;
    (!tail.starts_with([':', '%', '.']) || tail.len() <= 1).then_some((Span::new(start, start + digits), day))
}

/// "09:40", "9.40 p.m.", "7 am".
fn clock(text: &str) -> Option<When> {
    let text = text.to_lowercase().replace('.', ":");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let hour: i64 = text.get(..digits)?.parse().ok().filter(|hour| *hour < 25)?;
    let rest = text.get(digits..)?;
    let minutes = rest.strip_prefix(':').and_then(|rest| rest.get(..2)).and_then(|two| two.parse::<i64>().ok());
    let letters: String = rest.chars().filter(char::is_ascii_alphabetic).collect();
    let half = match letters.as_str() {
        "am" => Some(0),
        "pm" => Some(720),
        "" | "oclock" => None,
        _ => return None,
    };
    if minutes.is_none() && letters.is_empty() || minutes.is_some_and(|minutes| minutes > 59) {
        return None;
    }
    let hour = if half.is_some() { hour % 12 } else { hour };
    let sure = half.is_some() || hour > 12 || digits == 2 && letters.is_empty();
    Some(When::Clock(hour * 60 + minutes.unwrap_or(0) + half.unwrap_or(0), sure))
}

impl Moment {
    /// How long it is to a later (or earlier: negative) point of the same kind.
    pub(super) fn until(&self, other: &Self) -> Option<Gap> {
        match (self.when, other.when) {
            (When::Day(a, am, ad), When::Day(b, bm, bd)) => days((a.or(b), am, ad), (b.or(a), bm, bd)),
            (When::Year(a), When::Year(b)) => Some(Gap::exact(Grain::Year, i64::from(b - a))),
            (When::Clock(a, sure), When::Clock(b, other)) => {
                let whole = if sure && other { DAY_MINUTES } else { DAY_MINUTES / 2 };
                Some(Gap::exact(Grain::Minute, (b - a).rem_euclid(whole)))
            }
            (When::Weekday(a), When::Weekday(b)) => {
                let (a, b) = (a.to_monday_zero_offset(), b.to_monday_zero_offset());
                Some(Gap::exact(Grain::Day, i64::from(b - a).rem_euclid(7)))
            }
            _ => months(self.month()?, other.month()?),
        }
    }

    fn month(&self) -> Option<(Option<i16>, i8)> {
        match self.when {
            When::Day(year, month, _) | When::Month(year, month) => Some((year, month)),
            _ => None,
        }
    }

    /// The words before it in its sentence, nearest last, in lower case.
    pub(super) fn lead(&self, transcript: &Transcript) -> Vec<String> {
        let start = transcript.sentences.get(self.sentence).map_or(self.span.start, |sentence| sentence.span.start);
        words(transcript.slice(Span::new(start.min(self.span.start), self.span.start)))
    }
}

impl Gap {
    fn exact(grain: Grain, value: i64) -> Self {
        Self { grain, low: value, high: value }
    }
}

/// Days from one day to another; without a year the second is the next one that follows.
fn days(a: (Option<i16>, i8, i8), b: (Option<i16>, i8, i8)) -> Option<Gap> {
    let count = |from: i16, to: i16| {
        let (from, to) = (Date::new(from, a.1, a.2).ok()?, Date::new(to, b.1, b.2).ok()?);
        from.until(to).ok().map(|span| i64::from(span.get_days()))
    };
    if let (Some(from), Some(to)) = (a.0, b.0) {
        return count(from, to).map(|days| Gap::exact(Grain::Day, days));
    }
    // A leap year and a common one: what is unknown of the year stays open.
    let (leap, common) = (count(2024, 2024)?, count(2023, 2023).or_else(|| count(2024, 2024))?);
    Some(Gap { grain: Grain::Day, low: leap.min(common), high: leap.max(common) })
}

fn months(a: (Option<i16>, i8), b: (Option<i16>, i8)) -> Option<Gap> {
    let (from, to) = (a.0.or(b.0), b.0.or(a.0));
    let years = from.zip(to).map_or(0, |(from, to)| i64::from(to - from));
    Some(Gap::exact(Grain::Month, years * 12 + i64::from(b.1 - a.1)))
}

/// Whether two points bound one stretch of time, by the words before and between them.
pub(super) fn bounds(transcript: &Transcript, a: &Moment, b: &Moment) -> bool {
    let timing = Timing::built_in();
    let near = |moment: &Moment| {
        let lead = moment.lead(transcript);
        lead[lead.len().saturating_sub(LEAD)..].to_vec()
    };
    let before = near(a);
    let between = transcript.slice(Span::new(a.span.end, b.span.start));
    let gap = between.trim().trim_start_matches(',').trim().to_lowercase();
    if a.sentence == b.sentence {
        let paired = gap == "and" && before.last().is_some_and(|word| word == "between");
        if paired || timing.joins.contains(gap.as_str()) {
            return true;
        }
    }
    let starts = before.iter().any(|word| timing.starts.contains(word));
    let own = if a.sentence == b.sentence { words(between) } else { near(b) };
    let ends = own[own.len().saturating_sub(LEAD)..].iter().any(|word| timing.ends.contains(word));
    starts && (ends || speaks(transcript, b)) && b.sentence <= a.sentence + 1
}

/// Whether a date is told to be the day of speaking: "Today is 14 October".
pub(super) fn speaks(transcript: &Transcript, moment: &Moment) -> bool {
    let lead = moment.lead(transcript).join(" ");
    Timing::built_in().today.iter().any(|phrase| ends_with(&lead, phrase))
}

/// Whether words end with a phrase, the words of a weekday and article between them allowed.
fn ends_with(lead: &str, phrase: &str) -> bool {
    let lead = lead.strip_suffix(" the").unwrap_or(lead);
    lead.strip_suffix(phrase).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// The words of a text in lower case, apostrophes kept.
pub(super) fn words(text: &str) -> Vec<String> {
    let word =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '–').to_lowercase().replace('’', "'");
    text.split_whitespace().map(word).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8, day: i8) -> Moment {
        Moment { sentence: 0, span: Span::new(0, 0), when: When::Day(None, month, day) }
    }

    #[test]
    fn days_are_counted_across_months() {
        assert_eq!(day(6, 1).until(&day(8, 30)), Some(Gap { grain: Grain::Day, low: 90, high: 90 }));
        assert_eq!(day(2, 20).until(&day(3, 1)), Some(Gap { grain: Grain::Day, low: 9, high: 10 }));
        assert_eq!(day(5, 3).until(&day(4, 19)), Some(Gap { grain: Grain::Day, low: -14, high: -14 }));
    }

    #[test]
    fn clock_times_are_read() {
        assert_eq!(clock("09:40"), Some(When::Clock(580, true)));
        assert_eq!(clock("9.40 p.m."), Some(When::Clock(1300, true)));
        assert_eq!(clock("7 am"), Some(When::Clock(420, true)));
        assert_eq!(clock("2:15"), Some(When::Clock(135, false)));
        assert_eq!(clock("5G"), None);
    }
}
