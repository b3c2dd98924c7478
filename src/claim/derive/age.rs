//! Ages and anniversaries held against the years that they are told with.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Story;
use super::moment::{self, Moment, When};
use crate::claim::{Aspect, Claim, ClaimId, LinkKind, Modality};
use crate::lexicon::Timing;
use crate::quantity::{Bound, Dimension, Mention, Quantity, Unit};
use crate::span::Span;

/// How many sentences before an anniversary the first year may stand.
const BACK: usize = 2;
/// How many sentences around an age or birthday the one birth of a text may be told.
const LIFE: usize = 30;
/// How many words before a year tell what happened in it.
const LEAD: usize = 9;
/// The years in which somebody may live.
const OLDEST: i16 = 120;

/// A year with its place.
#[derive(Debug, Clone, Copy)]
struct Dated {
    year: i16,
    sentence: usize,
    span: Span,
}

/// States the age that the years make of everybody whose age is told, and the count of every anniversary.
pub(super) fn derive(story: &mut Story<'_>, moments: &[Moment]) {
    let years = years(story, moments);
    ages(story, &years);
    anniversaries(story, &years);
}

/// Every year that is said, alone or with a day or month, or behind a name.
fn years(story: &Story<'_>, moments: &[Moment]) -> Vec<Dated> {
    let mut years: Vec<Dated> = moments
        .iter()
        .filter_map(|moment| match moment.when {
            When::Day(Some(year), ..) | When::Month(Some(year), _) | When::Year(year) => {
                Some(Dated { year, sentence: moment.sentence, span: moment.span })
            }
            _ => None,
        })
        .collect();
    for note in story.notes.iter().filter(|note| matches!(note.mention, Mention::Name(_))) {
        let span = note.mention.span().shift(story.sentence(note.sentence).start);
        let last = story.text(span).rsplit(char::is_whitespace).next().unwrap_or_default();
        let year = last.parse::<i16>().ok().filter(|year| last.len() == 4 && (1500..2100).contains(year));
        years.extend(year.map(|year| Dated { year, sentence: note.sentence, span }));
    }
    years.sort_by_key(|dated| dated.span.start);
    years
}

/// "born in 1961 ... leaves in December 2026, at the age of 75".
fn ages(story: &mut Story<'_>, years: &[Dated]) {
    let mut found = Vec::new();
    for claim in story.claims.stated() {
        if !tells_age(story, claim) {
            continue;
        }
        let births = &Timing::built_in().births;
        let near = base(story, years, claim.sentence, claim.span, births);
        let Some(born) = near.or_else(|| only(story, years, claim.sentence, births)) else { continue };
        let mut here = years.iter().filter(|dated| dated.sentence == claim.sentence && dated.span != born.span);
        let here = here.next().filter(|_| here.next().is_none());
        let died = || only(story, years, claim.sentence, &Timing::built_in().deaths).filter(|_| was(story, claim));
        let Some(now) = here.copied().or_else(died) else { continue };
        let whole = i64::from(now.year - born.year);
        if (0..=i64::from(OLDEST)).contains(&whole) {
            found.push((claim.id, now, born, (whole - 1, whole)));
        }
    }
    for (claim, now, born, range) in found {
        state(story, claim, now, born, range, "age");
    }
}

/// Whether a figure tells an age: "at the age of 65", "aged 65", "65 years old", "turned 65".
fn tells_age(story: &Story<'_>, claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let counts = quantity.unit.name == "count" || quantity.unit.name == "year";
    let plain = quantity.bound == Bound::Exact && quantity.value.is_integer() && counts;
    if !plain || matches!(claim.modality, Modality::Question | Modality::Denied | Modality::Corrected) {
        return false;
    }
    let sentence = story.sentence(claim.sentence);
    let before = moment::words(story.text(Span::new(sentence.start, claim.span.start.max(sentence.start))));
    let last = |back: usize| before.len().checked_sub(back).map_or("", |at| before[at].as_str());
    let told =
        matches!(last(1), "aged" | "age" | "turned" | "turns" | "turning") || last(1) == "of" && last(2) == "age";
    let after = story.text(Span::new(claim.span.end, sentence.end)).to_lowercase();
    let after = after.trim_start_matches([' ', '-']);
    let old = quantity.unit.name == "year" && (after.starts_with("old") || after.starts_with("of age"));
    quantity.value <= Decimal::from(OLDEST) && (told || old || was(story, claim))
}

/// "He was 86.": an age told with nothing else.
fn was(story: &Story<'_>, claim: &Claim) -> bool {
    let words = moment::words(story.text(story.sentence(claim.sentence)));
    matches!(&words[..], [who, was, _] if matches!(who.as_str(), "he" | "she") && was == "was")
}

/// The one year of a text behind words such as "born", not far from a sentence.
fn only(story: &Story<'_>, years: &[Dated], sentence: usize, phrases: &[String]) -> Option<Dated> {
    let mut found = years.iter().filter(|dated| told_with(story, years, dated, phrases));
    let first = found.next().filter(|dated| dated.sentence.abs_diff(sentence) <= LIFE)?;
    found.all(|other| other.year == first.year).then_some(*first)
}

/// The year in which what is spoken of began: behind a word for it, in the same sentence or just before.
fn base(story: &Story<'_>, years: &[Dated], sentence: usize, at: Span, phrases: &[String]) -> Option<Dated> {
    let speaker = |sentence: usize| story.transcript.speaker_of(sentence);
    let near = years.iter().filter(|dated| {
        let before = dated.sentence <= sentence && sentence - dated.sentence <= BACK;
        before && speaker(dated.sentence) == speaker(sentence) && dated.span != at
    });
    let mut found = near.filter(|dated| told_with(story, years, dated, phrases));
    let first = found.next()?;
    found.next().is_none().then_some(*first)
}

/// Whether a year is told with one of some phrases before it: "was born on the coast in 1950".
fn told_with(story: &Story<'_>, years: &[Dated], dated: &Dated, phrases: &[String]) -> bool {
    // What is told of an earlier year is not told of this one.
    let last = years.iter().rev().find(|other| other.span.end <= dated.span.start);
    let start = story.sentence(dated.sentence).start.max(last.map_or(0, |last| last.span.end));
    let lead = moment::words(story.text(Span::new(start.min(dated.span.start), dated.span.start)));
    let lead = format!(" {} ", lead[lead.len().saturating_sub(LEAD)..].join(" "));
    if Timing::built_in().relatives.iter().any(|word| lead.contains(&format!(" {word} "))) {
        return false;
    }
    phrases.iter().any(|phrase| lead.contains(&format!(" {phrase} ")))
}

/// "founded in 1984, will mark its fortieth anniversary in 2024", "the 116th anniversary of the 1908 riot".
fn anniversaries(story: &mut Story<'_>, years: &[Dated]) {
    let mut found = Vec::new();
    for note in story.notes {
        let Mention::Ordinal { value, .. } = note.mention else { continue };
        let sentence = story.sentence(note.sentence);
        let span = note.mention.span().shift(sentence.start);
        let after = story.text(Span::new(span.end, sentence.end));
        let words = moment::words(after);
        let Some(at) = words.iter().take(2).position(|word| Timing::built_in().anniversaries.contains(word)) else {
            continue;
        };
        let whole = words.get(at).map_or(0, String::len);
        let end = span.end + after.to_lowercase().find(words[at].as_str()).unwrap_or(0) + whole;
        let span = Span::new(span.start, end.min(sentence.end));
        let Some(first) = beginning(story, years, note.sentence, span) else { continue };
        let Some((now, by_head)) = celebrated(story, years, note.sentence, &first) else { continue };
        let count = i64::from(now.year - first.year);
        let slack = i64::from(by_head && shifted(story, note.sentence));
        if count > 0 {
            found.push((note.sentence, span, value, now, first, (count - slack, count + slack), by_head));
        }
    }
    for (sentence, span, value, now, first, range, by_head) in found {
        let mut quantity = Quantity { span, numeral: span, value: Decimal::from(value), ..Quantity::default() };
        quantity.unit.name = SmolStr::new_static("year");
        quantity.unit.dimension = Dimension::Time;
        let mut said = Claim::of(quantity, sentence);
        said.aspect = Aspect::Duration;
        said.tags.push(SmolStr::new_static("anniversary"));
        let said = story.state(said);
        state(story, said, now, first, range, if by_head { "anniversary-now" } else { "anniversary-dated" });
    }
}

/// The first year of an anniversary: behind "of" in its sentence, else where the text tells of a founding.
fn beginning(story: &Story<'_>, years: &[Dated], sentence: usize, span: Span) -> Option<Dated> {
    let behind = years.iter().find(|dated| {
        let between = || moment::words(story.text(Span::new(span.end, dated.span.start)));
        dated.sentence == sentence && dated.span.start >= span.end && {
            let words = between();
            words.first().is_some_and(|word| word == "of") && words.len() <= 10
        }
    });
    let timing = Timing::built_in();
    let phrases: Vec<String> = timing.foundings.iter().chain(&timing.births).cloned().collect();
    let birthday = story.text(span).to_lowercase().contains("birthday");
    let born = || only(story, years, sentence, &timing.births).filter(|_| birthday);
    behind.copied().or_else(|| base(story, years, sentence, span, &phrases)).or_else(born)
}

/// The year in which an anniversary falls: another year of its sentence, else that of the document.
fn celebrated(story: &Story<'_>, years: &[Dated], sentence: usize, first: &Dated) -> Option<(Dated, bool)> {
    let mut here = years.iter().filter(|dated| dated.sentence == sentence && dated.year > first.year);
    match (here.next(), here.next()) {
        (Some(now), None) => Some((*now, false)),
        (None, _) => {
            let year = story.transcript.date?.year();
            Some((Dated { year, sentence, span: Span::default() }, true))
        }
        _ => None,
    }
}

fn shifted(story: &Story<'_>, sentence: usize) -> bool {
    let text = story.text(story.sentence(sentence)).to_lowercase();
    Timing::built_in().shifted.iter().any(|word| text.contains(word.as_str()))
}

/// States what two years make, linked to what is said, and the first year.
fn state(story: &mut Story<'_>, said: ClaimId, now: Dated, first: Dated, range: (i64, i64), tag: &'static str) {
    // Ages are said with and without "years".
    let years = Unit { name: SmolStr::new_static("year"), dimension: Dimension::Time, per: None };
    let unit = story.claims.get(said).map_or(years, |said| said.quantity.unit.clone());
    let place = if now.span.is_empty() { first } else { now };
    let quantity = Quantity {
        span: place.span,
        numeral: place.span,
        value: Decimal::from(now.year - first.year),
        bound: Bound::Range,
        range: Some((Decimal::from(range.0), Decimal::from(range.1))),
        unit,
        ..Quantity::default()
    };
    let mut counted = Claim::of(quantity, place.sentence);
    counted.aspect = Aspect::Duration;
    counted.measure.text = SmolStr::from(format!("{} - {}", now.year, first.year));
    counted.tags.push(SmolStr::new_static(tag));
    counted.links.push((LinkKind::Apposed, said));
    let counted = story.state(counted);
    let unit = Unit { name: SmolStr::new_static("date"), dimension: Dimension::Other, per: None };
    let quantity = Quantity { span: first.span, numeral: first.span, unit, ..Quantity::default() };
    let mut endpoint = Claim::of(quantity, first.sentence);
    endpoint.aspect = Aspect::Date;
    endpoint.tags.push(SmolStr::new_static("endpoint"));
    endpoint.links.push((LinkKind::PartOf, counted));
    story.state(endpoint);
}
