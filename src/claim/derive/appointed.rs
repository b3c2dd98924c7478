//! Events that a text dates twice: "the hearing is on 12 March", later "the 21 March hearing".

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Story;
use super::moment::{Moment, When, words};
use crate::claim::{Aspect, Claim, LinkKind};
use crate::lexicon::{Class, Timing, WordKind};
use crate::quantity::{Dimension, Quantity, Unit};
use crate::span::Span;

/// How many words may stand between an event and its date.
const REACH: usize = 6;
/// How many words may stand between a determiner and its noun.
const NARROWED: usize = 3;
/// An event with more dates than this is a row of events.
const DATES: usize = 2;
/// How many earlier events are looked at.
const LOOKED_AT: usize = 60;

/// An event with its date.
struct Event {
    moment: Moment,
    noun: SmolStr,
    modifiers: Vec<SmolStr>,
}

/// States two claims for every event that is dated twice: the day told first, and the day told again.
pub(super) fn derive(story: &mut Story<'_>, moments: &[Moment]) {
    let dated: Vec<Event> = moments.iter().filter_map(|moment| event(story, moment)).collect();
    for (at, again) in dated.iter().enumerate() {
        let earlier = dated[at.saturating_sub(LOOKED_AT)..at].iter().rev();
        let same: Vec<&Event> = earlier.filter(|first| is_one(story, first, again)).collect();
        let known = same.iter().any(|first| number(&first.moment) == number(&again.moment));
        let others = dates(&dated, &again.noun);
        let Some(first) = same.first().filter(|_| !known && others <= DATES) else { continue };
        let first = story.state(claim(&first.moment, "dated"));
        let mut second = claim(&again.moment, "dated-again");
        second.links.push((LinkKind::Apposed, first));
        story.state(second);
    }
}

/// How many days a text gives to events of one noun.
fn dates(dated: &[Event], noun: &str) -> usize {
    let mut days: Vec<Decimal> =
        dated.iter().filter(|event| event.noun == noun).filter_map(|event| number(&event.moment)).collect();
    days.sort_unstable();
    days.dedup();
    days.len()
}

/// The event of which a date is told.
fn event(story: &Story<'_>, moment: &Moment) -> Option<Event> {
    let When::Day(..) = moment.when else { return None };
    named_behind(story, moment).or_else(|| named_before(story, moment))
}

/// "the May 8th deadline".
fn named_behind(story: &Story<'_>, moment: &Moment) -> Option<Event> {
    let whole = story.sentence(moment.sentence);
    let behind = story.text(Span::new(moment.span.end.min(whole.end), whole.end));
    let noun = behind.strip_prefix(' ')?.split(|c: char| !c.is_alphabetic()).next()?;
    let lead = moment.lead(story.transcript);
    let determiner = lead.last()?;
    let named = Timing::built_in().pointing.contains(determiner.as_str()) || matches!(determiner.as_str(), "a" | "an");
    (named && is_noun(story, noun)).then(|| Event { moment: *moment, noun: lemma(story, noun), modifiers: Vec::new() })
}

/// "the deadline is 8 May", "our hearing on 12 March".
fn named_before(story: &Story<'_>, moment: &Moment) -> Option<Event> {
    let timing = Timing::built_in();
    let lead = moment.lead(story.transcript);
    let at = lead.iter().rposition(|word| !timing.dating.contains(word.as_str()))?;
    let noun = lead.get(at).filter(|noun| lead.len() - at <= REACH + 1 && is_noun(story, noun))?;
    let whole = story.sentence(moment.sentence);
    let told = story.text(Span::new(whole.start, moment.span.start)).to_lowercase();
    // "I wrote to the auditor, on 14 June": the comma ends what the noun is said in.
    if told.rfind(noun.as_str()).is_some_and(|place| told[place..].contains(',')) {
        return None;
    }
    let before = &lead[at.saturating_sub(NARROWED + 1)..at];
    let from = before.iter().rposition(|word| timing.pointing.contains(word.as_str()))?;
    let modifiers: Vec<SmolStr> = before[from + 1..].iter().map(|word| lemma(story, word)).collect();
    let plain = before[from + 1..].iter().all(|word| story.lexicon.words.closed(word).is_none());
    plain.then(|| Event { moment: *moment, noun: lemma(story, noun), modifiers })
}

fn is_noun(story: &Story<'_>, word: &str) -> bool {
    let words = &story.lexicon.words;
    if word.len() <= 2 || !word.chars().all(char::is_lowercase) || words.closed(word).is_some() {
        return false;
    }
    let analysis = words.analyze(word);
    analysis.mostly == Class::Noun && !words.is(WordKind::Person, &analysis.noun)
}

fn lemma(story: &Story<'_>, word: &str) -> SmolStr {
    story.lexicon.words.canonical(&story.lexicon.words.analyze(word).noun)
}

/// Whether two dates are told of one event, as far as their words say, and nothing says that it was moved.
fn is_one(story: &Story<'_>, first: &Event, again: &Event) -> bool {
    let lacks = |a: &Event, b: &Event| a.modifiers.iter().any(|word| !b.modifiers.contains(word));
    let moved = |event: &Event| {
        let sentence = words(story.text(story.sentence(event.moment.sentence)));
        sentence.iter().any(|word| Timing::built_in().moved.contains(word.as_str()))
    };
    first.noun == again.noun
        && first.moment.sentence != again.moment.sentence
        && slipped(&first.moment, &again.moment)
        && !(lacks(first, again) && lacks(again, first))
        && years(first).zip(years(again)).is_none_or(|(a, b)| a == b)
        && !moved(first)
        && !moved(again)
}

fn years(event: &Event) -> Option<i16> {
    let When::Day(year, ..) = event.moment.when else { return None };
    year
}

/// Whether one slip lies between two days, or they are one day: one digit of two, or the month.
fn slipped(a: &Moment, b: &Moment) -> bool {
    let (When::Day(_, one, x), When::Day(_, two, y)) = (a.when, b.when) else { return false };
    let digit = x / 10 == y / 10 || x % 10 == y % 10 || x / 10 == y % 10 && x % 10 == y / 10;
    one == two && digit || x == y
}

/// A day of a year as a number: 512 for 12 May.
fn number(moment: &Moment) -> Option<Decimal> {
    let When::Day(_, month, day) = moment.when else { return None };
    Some(Decimal::from(i64::from(month) * 100 + i64::from(day)))
}

fn claim(moment: &Moment, tag: &'static str) -> Claim {
    let unit = Unit { name: SmolStr::new_static("day of the year"), dimension: Dimension::Other, per: None };
    let value = number(moment).unwrap_or_default();
    let quantity = Quantity { span: moment.span, numeral: moment.span, value, unit, ..Quantity::default() };
    let mut claim = Claim::of(quantity, moment.sentence);
    claim.aspect = Aspect::Date;
    claim.tags.push(SmolStr::new_static(tag));
    claim
}
