//! A weekday said beside a date, and the weekday that the calendar gives that date.

use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Story;
use crate::claim::{Aspect, Claim, LinkKind, Period};
use crate::lexicon::Timing;
use crate::quantity::{DateExpression, Dimension, Mention, Quantity, Unit};
use crate::span::Span;
use crate::transcript::Transcript;

/// How far from the day of the event a date without a year may lie, in days, for its year to be sure.
const NEAR: i32 = 75;
/// How many sentences around a date are searched for another year.
const AROUND: usize = 4;
/// How many years back a text looks that commemorates.
const LONG_AGO: i16 = 15;
/// How many sentences may stand between two dates that are held against each other.
const TOGETHER: usize = 3;
/// How many days apart two dates without a year may lie to be surely of one year.
const CLOSE: i32 = 45;

/// States two claims for every weekday said with a date of sure year: what is said, and what is so.
///
/// Dates without a sure year are held against the nearest such date before them.
pub(super) fn derive(story: &mut Story<'_>) {
    let mut earlier: Option<Said> = None;
    let commemorates = commemorates(story);
    for note in story.notes {
        let Mention::Date(expression) = &note.mention else { continue };
        let Some(weekday) = expression.weekday else { continue };
        let mut span = expression.span.shift(story.sentence(note.sentence).start);
        let bare = || day_alone(story, note.sentence, span);
        let (month, day) = match (expression.month, expression.day) {
            (Some(month), Some(day)) => (month, day),
            (None, None) => {
                let Some((end, day)) = bare() else { continue };
                span.end = end;
                // The day of the month that was spoken of, or of the next.
                let last = earlier.filter(|earlier| note.sentence <= earlier.sentence + TOGETHER);
                let month = last.map_or(1, |last| if day >= last.day { last.month } else { last.month % 12 + 1 });
                (month, day)
            }
            _ => continue,
        };
        let said = Said { sentence: note.sentence, span, weekday, year: expression.year, month, day };
        let certain = !commemorates || expression.year.is_some();
        let whole = expression.month.is_some();
        let date = sure(story.transcript, note.sentence, expression).filter(|_| certain && whole);
        if let Some(date) = date {
            let first = story.state(claim(note.sentence, span, weekday, "said"));
            let mut actual = claim(note.sentence, span, date.weekday(), "calendar");
            actual.links.push((LinkKind::Apposed, first));
            let text = SmolStr::from(format!("{} {} {}", date.day(), month_name(date.month()), date.year()));
            actual.period = Some(Period { text, start: Some(date), end: Some(date), ..Period::default() });
            story.state(actual);
        } else if let Some(expected) = earlier.and_then(|earlier| beside(&earlier, &said)) {
            pair(story, earlier, &said, expected);
        }
        earlier = Some(said);
    }
}

/// The day of the month behind a weekday, without its month: "Wednesday the 15th".
fn day_alone(story: &Story<'_>, sentence: usize, weekday: Span) -> Option<(usize, i8)> {
    let whole = story.sentence(sentence);
    let after = story.text(Span::new(weekday.end.min(whole.end), whole.end));
    let rest = after.trim_start_matches([',', ' ']);
    let rest = rest.strip_prefix("the ")?;
    let word = rest.split(|c: char| !c.is_alphanumeric() && c != '-').next()?;
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let numbered = digits.parse().ok().filter(|day| (1..=31).contains(day) && word.len() == digits.len() + 2);
    let day = numbered.or_else(|| Timing::built_in().days.get(&word.to_lowercase()).copied())?;
    let end = weekday.end + (after.len() - rest.len()) + word.len();
    let behind = story.text(Span::new(end, whole.end)).trim_start();
    (!behind.starts_with("of ") && !behind.starts_with(|c: char| c.is_alphabetic() && c.is_uppercase()))
        .then_some((end, day))
}

/// Whether a text looks back on another time, so that its dates without a year may lie in it.
fn commemorates(story: &Story<'_>) -> bool {
    let year = story.transcript.date.map(|date| date.year());
    let old = |note: &super::Note| match &note.mention {
        Mention::Date(date) => date.year.zip(year).is_some_and(|(said, now)| said + LONG_AGO < now),
        _ => false,
    };
    story.transcript.text.contains("nniversary") || story.notes.iter().filter(|note| old(note)).count() > 1
}

/// A weekday said with a day and month.
#[derive(Debug, Clone, Copy)]
struct Said {
    sentence: usize,
    span: Span,
    weekday: Weekday,
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// The weekday that a date has if an earlier one is right; none where they are far apart or across a leap day.
fn beside(earlier: &Said, later: &Said) -> Option<Weekday> {
    let leap_day = earlier.month.min(later.month) <= 2 && earlier.month.max(later.month) > 2;
    if later.sentence > earlier.sentence + TOGETHER || earlier.year.is_some() || later.year.is_some() || leap_day {
        return None;
    }
    let date = |said: &Said| Date::new(2023, said.month, said.day).ok();
    let days = date(earlier)?.until(date(later)?).ok()?.get_days();
    (days.abs() <= CLOSE).then(|| earlier.weekday.wrapping_add(days))
}

fn pair(story: &mut Story<'_>, earlier: Option<Said>, later: &Said, expected: Weekday) {
    let Some(earlier) = earlier else { return };
    let first = story.state(claim(later.sentence, later.span, later.weekday, "said-too"));
    let mut other = claim(later.sentence, later.span, expected, "follows");
    other.links.push((LinkKind::Apposed, first));
    let other = story.state(other);
    let mut start = claim(earlier.sentence, earlier.span, earlier.weekday, "endpoint");
    start.links.push((LinkKind::PartOf, other));
    story.state(start);
}

fn month_name(month: i8) -> &'static str {
    let names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|at| names.get(at)).copied().unwrap_or("")
}

/// The date an expression names, where no year has to be guessed.
fn sure(transcript: &Transcript, sentence: usize, said: &DateExpression) -> Option<Date> {
    let (month, day) = (said.month?, said.day?);
    if let Some(year) = said.year {
        return Date::new(year, month, day).ok();
    }
    let today = transcript.date?;
    if other_year(transcript, sentence, today.year()) {
        return None;
    }
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let distance = |date: &Date| today.until(*date).map_or(i32::MAX, |span| span.get_days().abs());
    years.iter().filter_map(|year| Date::new(*year, month, day).ok()).find(|date| distance(date) <= NEAR)
}

/// Whether another year is spoken of near by, so that a bare date may lie in it.
fn other_year(transcript: &Transcript, sentence: usize, year: i16) -> bool {
    let around = sentence.saturating_sub(AROUND)..(sentence + AROUND).min(transcript.sentences.len());
    transcript.sentences.get(around).unwrap_or_default().iter().any(|near| {
        let text = transcript.slice(near.span);
        text.split(|c: char| !c.is_ascii_digit()).any(|word| {
            word.len() == 4 && word.parse::<i16>().is_ok_and(|other| other != year && (1700..2100).contains(&other))
        })
    })
}

fn claim(sentence: usize, span: Span, weekday: Weekday, tag: &'static str) -> Claim {
    let unit = Unit { name: SmolStr::new_static("weekday"), dimension: Dimension::Other, per: None };
    let value = Decimal::from(weekday.to_monday_one_offset());
    let quantity = Quantity { span, numeral: span, value, unit, ..Quantity::default() };
    let mut claim = Claim::of(quantity, sentence);
    claim.aspect = Aspect::Date;
    claim.measure.head = SmolStr::new_static("weekday");
    claim.measure.text = SmolStr::from(format!("{weekday:?}"));
    claim.tags.push(SmolStr::new_static(tag));
    claim
}
