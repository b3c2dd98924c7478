//! When: the date expression that belongs to a figure, placed on the calendar.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use smol_str::SmolStr;

use super::change::end_before;
use super::extract::Scene;
use super::token::{Kind, Token};
use super::{Period, Point};
use crate::lexicon::Class;
use crate::quantity::{Calendar, DateExpression, Mention};

/// How far into a sentence a date may stand and still speak of all of it: "In the first half of 2021, ...".
const OPENING: usize = 4;

/// How many words of its own phrase may stand between a figure and its date: "310 cargo ships in the first quarter".
const REACH: usize = 5;

/// Gives every figure of a sentence its period.
pub(super) fn read(scene: &mut Scene<'_>, today: Option<Date>) {
    let dates: Vec<(usize, &DateExpression)> = scene
        .parse
        .tokens
        .iter()
        .enumerate()
        .filter_map(|(token, word)| match word.mention().and_then(|at| scene.mentions.get(at)) {
            Some(Mention::Date(date)) => Some((token, date)),
            _ => None,
        })
        .collect();
    if dates.is_empty() {
        return;
    }
    for at in 0..scene.drafts.len() {
        let found = nearest(scene, scene.drafts[at].token, at, &dates);
        scene.drafts[at].claim.period = found.map(|date| place(date, scene.text, today));
    }
}

/// The date of a figure: the one that heads it ("2020: 235 million"), the next one behind it before another figure, else the last before it
/// in its clause, else the sentence's first.
fn nearest<'a>(
    scene: &Scene<'_>,
    token: usize,
    at: usize,
    dates: &[(usize, &'a DateExpression)],
) -> Option<&'a DateExpression> {
    let clause = scene.parse.clause(token);
    let next_figure = scene.drafts.get(at + 1).map_or(usize::MAX, |draft| draft.token);
    let last_figure = at.checked_sub(1).and_then(|before| scene.drafts.get(before)).map_or(0, |draft| draft.token);
    let within = |date: &&(usize, &DateExpression)| clause.contains(&date.0) && !yardstick(scene, date.0, token);
    let behind = dates.iter().filter(within).find(|(place, _)| *place > token && *place < next_figure);
    let before = dates.iter().rev().filter(within).find(|(place, _)| *place < token && *place >= last_figure);
    let opening = dates.iter().filter(within).find(|(place, _)| *place < token);
    let first =
        dates.first().filter(|(place, _)| *place < token && *place <= OPENING && !yardstick(scene, *place, token));
    let start = scene.parse.phrase_start(token);
    let heading = dates
        .iter()
        .find(|(place, _)| place + 2 == start && matches!(scene.parse.tokens[place + 1].kind, Kind::Mark(':' | '=')));
    let adjacent = dates.iter().find(|(place, _)| *place > token && *place <= token + REACH && *place < next_figure);
    let adjacent = adjacent.filter(|(place, _)| {
        let joins = |word: &Token| word.is(Class::Preposition) || word.is(Class::Determiner) || word.nominal();
        scene.parse.tokens[token + 1..*place].iter().all(joins)
    });
    heading.or(adjacent).or(before).or(behind).or(opening).or(first).map(|(_, date)| *date)
}

/// Whether a date is only what an earlier figure is held against: "up 21% versus a year ago, and the margin was 12%".
fn yardstick(scene: &Scene<'_>, date: usize, figure: usize) -> bool {
    date < figure && date > OPENING && end_before(scene, scene.parse.phrase_start(date)) == Some(Point::From)
}

/// Places an expression on the calendar, as far as it says and today is known.
pub(super) fn place(date: &DateExpression, text: &str, today: Option<Date>) -> Period {
    let days = absolute(date, today).or_else(|| relative(date, today));
    Period {
        text: SmolStr::from(date.span.of(text).to_lowercase()),
        key: key(date),
        start: days.map(|(start, _)| start),
        end: days.map(|(_, end)| end),
    }
}

/// The expression in one canonical form, for comparing periods that have no place on the calendar.
fn key(date: &DateExpression) -> SmolStr {
    let part = |name: &str, value: Option<i64>| value.map(|value| format!("{name}{value} ")).unwrap_or_default();
    let unit = |value: Option<(i32, Calendar)>, name: &str| {
        value.map(|(count, unit)| format!("{name}{count}{unit:?} ")).unwrap_or_default()
    };
    let since = date.preposition.as_deref().filter(|word| word.contains("since")).unwrap_or_default();
    let weekday = date.weekday.map(|day| i64::from(day.to_monday_one_offset()));
    let key = [
        since.to_owned(),
        part(if date.fiscal { "fy" } else { "y" }, date.year.map(i64::from)),
        part("to", date.to_year.map(i64::from)),
        part("h", date.half.map(i64::from)),
        part("q", date.quarter.map(i64::from)),
        part("m", date.month.map(i64::from)),
        part("d", date.day.map(i64::from)),
        part("wd", weekday.filter(|_| date.day.is_none())),
        unit(date.relative, "rel"),
        unit(date.first, "first"),
    ];
    SmolStr::from(key.concat().trim_end())
}

fn absolute(date: &DateExpression, today: Option<Date>) -> Option<(Date, Date)> {
    if date.fiscal {
        return None;
    }
    let bare = date.month.is_some() || date.quarter.is_some() || date.half.is_some();
    let year = date
        .year
        .or_else(|| today.filter(|_| bare && date.relative.is_none()).and_then(|today| latest(date, today)))?;
    let months = |from: i8, count: i32| stretch(Date::new(year, from, 1).ok()?, count.months());
    match (date.month, date.day, date.quarter, date.half) {
        (Some(month), Some(day), _, _) => Date::new(year, month, day).ok().map(|day| (day, day)),
        (Some(month), None, _, _) => months(month, 1),
        (_, _, Some(quarter), _) => months(quarter.clamp(1, 4) * 3 - 2, 3),
        (_, _, _, Some(half)) => months(half.clamp(1, 2) * 6 - 5, 6),
        _ => {
            let end = Date::new(date.to_year.unwrap_or(year), 12, 31).ok()?;
            Some((Date::new(year, 1, 1).ok()?, end))
        }
    }
}

/// The year of a month or quarter said without one: the latest that had begun by today.
fn latest(date: &DateExpression, today: Date) -> Option<i16> {
    let month = date.month.or(date.quarter.map(|q| q * 3 - 2)).or(date.half.map(|h| h * 6 - 5))?;
    let begun = (month, date.day.unwrap_or(1)) <= (today.month(), today.day());
    Some(if begun { today.year() } else { today.year() - 1 })
}

fn relative(date: &DateExpression, today: Option<Date>) -> Option<(Date, Date)> {
    let today = today?;
    if let Some((count, unit)) = date.first {
        let start = Date::new(date.year.unwrap_or(today.year()), 1, 1).ok()?;
        return stretch(start, length(unit, count));
    }
    let (offset, unit) = date.relative?;
    let start = begin(today, unit)?.checked_add(length(unit, offset)).ok()?;
    stretch(start, length(unit, 1))
}

/// The first day of the unit that today lies in.
fn begin(today: Date, unit: Calendar) -> Option<Date> {
    let month = today.month();
    match unit {
        Calendar::Day => Some(today),
        Calendar::Week => today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok(),
        Calendar::Month => Date::new(today.year(), month, 1).ok(),
        Calendar::Quarter => Date::new(today.year(), (month - 1) / 3 * 3 + 1, 1).ok(),
        Calendar::Half => Date::new(today.year(), (month - 1) / 6 * 6 + 1, 1).ok(),
        Calendar::Year => Date::new(today.year(), 1, 1).ok(),
    }
}

fn length(unit: Calendar, count: i32) -> Length {
    let count = count.clamp(-1000, 1000);
    match unit {
        Calendar::Day => count.days(),
        Calendar::Week => count.weeks(),
        Calendar::Month => count.months(),
        Calendar::Quarter => (count * 3).months(),
        Calendar::Half => (count * 6).months(),
        Calendar::Year => count.years(),
    }
}

fn stretch(start: Date, length: Length) -> Option<(Date, Date)> {
    let end = start.checked_add(length).ok()?.yesterday().ok()?;
    Some((start, end))
}
