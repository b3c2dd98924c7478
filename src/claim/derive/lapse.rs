//! Lengths of time told at a distance from the two points that they lie between: "The hearing opened at 9.40. ... It
//! closed at 11.10, having taken two hours and a half."

use rust_decimal::Decimal;

use super::Story;
use super::duration::{Around, Counted, Length, commensurable, fits, forward, inclusive, scale};
use super::moment::{self, Moment, When};
use crate::lexicon::Timing;
use crate::span::Span;

/// How many sentences behind its end a length may be told.
const BEHIND: usize = 4;
/// How many sentences behind "from 4 May to 15 June" the length of that may be told.
const FAR: usize = 14;
/// How many sentences may stand between the two points.
const APART: usize = 30;
/// How many words around a point tell what begins or ends then.
const WINDOW: usize = 8;

/// The two points between which a length lies, where the text leaves no others.
pub(super) fn between(story: &Story<'_>, moments: &[Moment], length: &Length, around: &Around) -> Option<Counted> {
    if !told_whole(story, length, around) {
        return None;
    }
    let fine =
        |moment: &&Moment| kind(moment) && commensurable(length, moment) && !matches!(moment.when, When::Weekday(_));
    let from = moments.partition_point(|moment| moment.sentence + APART < length.sentence);
    let to = moments.partition_point(|moment| moment.sentence <= length.sentence + 1);
    let near: Vec<&Moment> = moments.get(from..to)?.iter().filter(fine).collect();
    let ends: Vec<&Moment> = near.iter().copied().filter(|moment| moment.sentence + FAR >= length.sentence).collect();
    let pairs = ends.iter().rev().flat_map(|end| {
        let before = near.iter().rev().filter(|start| start.span.end <= end.span.start && same_kind(start, end));
        before.map(|start| (**start, **end)).collect::<Vec<_>>()
    });
    let all: Vec<Counted> = pairs.filter_map(|(a, b)| counted(story, &near, length, &a, &b)).collect();
    let good = all.iter().position(|counted| fits(length, counted));
    all.into_iter().nth(good.unwrap_or(0))
}

/// Whether a length is told as the whole of what lasts: "for nine hours", "having lasted nine hours", "a 12-day trip".
fn told_whole(story: &Story<'_>, length: &Length, around: &Around) -> bool {
    let timing = Timing::built_in();
    let last = |back: usize| around.last(back);
    let hedged = usize::from(matches!(last(1), "exactly" | "almost" | "nearly" | "about" | "some" | "just" | "over"));
    let word = last(1 + hedged);
    let opens = timing.whole.contains(word) && !timing.loose.contains(last(2 + hedged));
    let text = story.text(length.span).to_lowercase();
    let hyphenated = text.contains('-') && matches!(word, "a" | "an" | "his" | "her" | "our" | "its" | "their");
    let thing = moment::words(&around.after).first().is_some_and(|word| timing.running.contains(word));
    let bare = around.before.is_empty() && !text.contains('-');
    let of = around.after.trim_start().starts_with("of ");
    let row = ["consecutive", "straight", "successive"].iter().any(|word| text.contains(word))
        || ["in a row", "running"].iter().any(|words| around.after.trim_start().starts_with(words));

    let other = around.follows(&timing.apart).is_some()
        || around.follows(&timing.later).is_some() && !around.after.trim_start().starts_with("after")
        || around.follows(&timing.earlier).is_some();
    let said = opens || hyphenated && thing || bare;
    said && !other && !row && (!of || bare) && length.value > Decimal::ONE
}

/// Whether a point can be counted from.
fn kind(moment: &Moment) -> bool {
    matches!(moment.when, When::Day(..) | When::Year(_) | When::Clock(..) | When::Month(Some(_), _))
}

fn same_kind(a: &Moment, b: &Moment) -> bool {
    std::mem::discriminant(&a.when) == std::mem::discriminant(&b.when)
}

/// What two points make of a length, where words say that something begins and ends there and no third point of their
/// kind could be meant.
fn counted(story: &Story<'_>, near: &[&Moment], length: &Length, a: &Moment, b: &Moment) -> Option<Counted> {
    let timing = Timing::built_in();
    let starts =
        around_point(story, a).iter().any(|word| timing.starts.contains(word) || timing.arrivals.contains(word));
    let ends = around_point(story, b).iter().any(|word| timing.ends.contains(word) || timing.departures.contains(word));
    let open = around_point(story, b).iter().any(|word| timing.options.contains(word));
    // A length told before both points is that of something else.
    if open || length.span.end <= a.span.start && length.sentence <= a.sentence {
        return None;
    }
    let reach = length.sentence.max(b.sentence);
    let others = near.iter().filter(|other| {
        let inside = (a.sentence..=reach).contains(&other.sentence) && same_kind(other, a);
        inside && other.when != a.when && other.when != b.when
    });
    let alone = others.count() == 0;
    let one_thing =
        || shared(story, a.sentence, b.sentence.min(length.sentence)) || shared(story, a.sentence, b.sentence);
    let close = b.sentence <= a.sentence + BEHIND;
    let recent = b.sentence + BEHIND >= length.sentence;
    let speaker = |sentence: usize| story.transcript.speaker_of(sentence);
    let far = || {
        let pair = a.sentence == b.sentence && moment::bounds(story.transcript, a, b);
        pair && speaker(b.sentence) == speaker(length.sentence) && alike(story, b.sentence, length.sentence)
    };
    let here =
        alone && close && (starts || ends || close_to(story, b, length)) || starts && ends && (alone || one_thing());
    let tied = recent && here || alone && far();
    if !tied || a.when == b.when {
        return None;
    }
    let gap = inclusive(forward(a.until(b)?, a, b));
    let found = Counted { from: *a, to: *b, gap, said: None, by_head: false, loosely: true };
    let scaled = scale(length, &found.gap)?;
    let sized = scaled.high * Decimal::from(4) >= length.value && scaled.low <= length.value * Decimal::from(4);
    (gap.low > 0 && sized).then_some(found)
}

/// Whether a length stands in the sentence of the end point.
fn close_to(story: &Story<'_>, b: &Moment, length: &Length) -> bool {
    let same = b.sentence == length.sentence || b.sentence + 1 == length.sentence;
    same && story.transcript.speaker_of(b.sentence) == story.transcript.speaker_of(length.sentence)
}

/// The words around a point in its sentence.
fn around_point(story: &Story<'_>, point: &Moment) -> Vec<String> {
    let sentence = story.sentence(point.sentence);
    let mut words = moment::words(story.text(Span::new(sentence.start.min(point.span.start), point.span.start)));
    words.drain(..words.len().saturating_sub(WINDOW));
    let after = moment::words(story.text(Span::new(point.span.end.min(sentence.end), sentence.end)));
    words.extend(after.into_iter().take(WINDOW / 2));
    words
}

/// Whether two sentences share a noun for what lasts.
fn shared(story: &Story<'_>, a: usize, b: usize) -> bool {
    let running = &Timing::built_in().running;
    let second = moment::words(story.text(story.sentence(b)));
    let first = moment::words(story.text(story.sentence(a)));
    first.iter().any(|word| running.contains(word) && second.contains(word))
}

/// Whether two sentences share a word with meaning.
fn alike(story: &Story<'_>, a: usize, b: usize) -> bool {
    let words = |at: usize| {
        let words = moment::words(story.text(story.sentence(at))).into_iter();
        words.filter(|word| word.len() > 3 && story.lexicon.words.closed(word).is_none()).collect::<Vec<_>>()
    };
    let second = words(b);
    words(a).iter().any(|word| word.starts_with(char::is_alphabetic) && second.contains(word))
}
