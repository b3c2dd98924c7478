//! A weekday said beside a date, and the weekday that the calendar gives that date.

use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Note;
use crate::claim::{Aspect, Claim, ClaimId, LinkKind};
use crate::quantity::{DateExpression, Dimension, Mention, Quantity, Unit};
use crate::span::Span;
use crate::transcript::Transcript;

/// How far from the day of the event a date without a year may lie, in days, for its year to be sure.
const NEAR: i32 = 75;
/// How many sentences around a date are searched for another year.
const AROUND: usize = 4;

/// States two claims for every weekday said with a date of sure year: what is said, and what is so.
pub(super) fn derive(transcript: &Transcript, notes: &[Note], known: usize, derived: &mut Vec<Claim>) {
    for note in notes {
        let Mention::Date(expression) = &note.mention else { continue };
        let Some(said) = expression.weekday else { continue };
        let Some(date) = sure(transcript, note.sentence, expression) else { continue };
        let Some(sentence) = transcript.sentences.get(note.sentence) else { continue };
        let span = expression.span.shift(sentence.span.start);
        let first = ClaimId(u32::try_from(known + derived.len()).unwrap_or(u32::MAX));
        derived.push(claim(note.sentence, span, said, "said"));
        let mut actual = claim(note.sentence, span, date.weekday(), "calendar");
        actual.links.push((LinkKind::Apposed, first));
        actual.measure.text = SmolStr::from(date.to_string());
        derived.push(actual);
    }
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
        text.to_lowercase().contains("anniversary")
            || text.split(|c: char| !c.is_ascii_digit()).any(|word| {
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
