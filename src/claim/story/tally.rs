//! Running totals: counts that go on from an earlier count of the same thing.

use rust_decimal::Decimal;

use super::line::Line;
use super::pair::comparable;
use super::when::by_period;
use super::{Story, inherit, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::lexicon::WordKind;
use crate::quantity::{Bound, Dimension, Notation};
use crate::span::Span;

/// How many lines may lie between two counts that name the same thing.
const REACH: usize = 26;
/// How many may lie before a count that names nothing.
const NEAR: usize = 3;
/// The largest number that is mostly said as a word of its own kind, "one of the two", rather than counted.
const SMALL: i64 = 20;

/// Words for a count itself.
const WHOLE: [&str; 12] = [
    "count",
    "total",
    "tally",
    "figure",
    "number",
    "run",
    "running",
    "cumulative",
    "overall",
    "all-time",
    "grand",
    "same",
];

/// Links every running total to the count before it.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    if revised(story) {
        return;
    }
    let mut last: Vec<usize> = Vec::new();
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if !counts(&story.lines[at], &claims.all[number]) {
                continue;
            }
            let before = last.iter().rev().copied().take(3).find(|before| goes_on(story, claims, *before, number));
            if let Some(before) = before {
                if claims.all[number].quantity.unit.dimension == Dimension::Count {
                    inherit(claims, before, number);
                }
                // "We have now flown in 640 tonnes. On Tuesday that total was 510."
                let told_back = told_back(story, &claims.all[before], &claims.all[number]);
                let (later, earlier) = if told_back { (before, number) } else { (number, before) };
                tie(claims, later, LinkKind::NotBelow, earlier);
                tag(claims, later, "running");
            }
            last.push(number);
        }
    }
}

/// Whether the text tells that counts were corrected.
pub(super) fn revised(story: &Story<'_>) -> bool {
    story.lines.iter().any(|line| line.has("revised") && !line.has("negation") && !line.question)
}

/// Whether the second count is told of the time before the first: "we have now ...; on Tuesday it was ...".
pub(super) fn told_back(story: &Story<'_>, first: &Claim, second: &Claim) -> bool {
    let (Some(one), Some(two)) = (story.line(first), story.line(second)) else { return false };
    second.sentence == first.sentence + 1 && one.has("when-now") && two.has("when-was") && !two.has("when-now")
}

/// Whether a figure may be a count that goes on.
fn counts(line: &Line<'_>, claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let spelled = quantity.notation == Notation::Words && quantity.value < SMALL.into();
    claim.modality == Modality::Actual
        && !claim.derived
        && !adds(line, claim)
        && matches!(claim.aspect, Aspect::Level)
        && matches!(quantity.bound, Bound::Exact | Bound::About)
        && matches!(
            quantity.unit.dimension,
            Dimension::Count
                | Dimension::Money
                | Dimension::Mass
                | Dimension::Energy
                | Dimension::Length
                | Dimension::Volume
        )
        && !spelled
        && !claim.tagged("of-them")
        && !claim.tagged("since-clause")
        && !line.after(claim.span.end).contains(" to be ")
        && !line
            .places("still-missing")
            .any(|place| place.start >= claim.span.end && line.distance(claim.span, place) <= 3)
        && (told(line, claim) || timed(line, claim) || months(claim).is_some() || line.near("alone", claim, 8))
}

/// "an increase of 1,279 cases", "another 300": what is added to a count.
pub(super) fn adds(line: &Line<'_>, claim: &Claim) -> bool {
    let mut before = line.words_before(claim.span.start);
    before.next().is_some_and(|word| matches!(word, "by" | "another" | "further" | "additional" | "new" | "plus"))
        || ["rise", "fall"].iter().any(|tag| line.near(tag, claim, 1))
}

fn told(line: &Line<'_>, claim: &Claim) -> bool {
    line.near("tally", claim, 16) || line.near("since", claim, 8) || start(line, claim).is_some()
}

/// From when a count is taken: "lisbon" of "9,300 kilometres since Lisbon".
fn start<'a>(line: &'a Line<'_>, claim: &Claim) -> Option<&'a str> {
    line.text().match_indices("since ").find_map(|(at, since)| {
        let place = Span::new(line.start + at, line.start + at + since.len());
        let before = line.before(place.start).trim_end().rsplit(' ').next().unwrap_or("");
        let adverb = matches!(before, "have" | "has" | "had") || before.ends_with("'ve") || before.ends_with("'s");
        let mut behind = line.after(place.end).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let object = behind.find(|word| !matches!(*word, "the" | "its" | "our" | "their" | "we" | "it" | "they"))?;
        let counted = !adverb && object != "then" && line.distance(place, claim.span) <= 8;
        counted.then_some(object)
    })
}

/// "By Friday 240 people had been rescued": a count of what only grows, at a time.
fn timed(line: &Line<'_>, claim: &Claim) -> bool {
    let moment = |by: Span| {
        let near = |time: Span| time.start >= by.end && line.distance(by, time) <= 2;
        line.distance(by, claim.span) <= 10 && line.places("moment").any(near)
    };
    claim.quantity.unit.dimension == Dimension::Count && line.places("by-time").any(moment)
}

/// The months that a stretch from the start of a year has: 6 for "the first six months".
fn months(claim: &Claim) -> Option<i32> {
    let key = &claim.period.as_ref()?.key;
    let first = key.split(' ').find_map(|part| part.strip_prefix("first"))?;
    first.strip_suffix("Month")?.parse().ok()
}

/// Whether a count goes on from an earlier one: of the same thing, later, and nothing resets it.
fn goes_on(story: &Story<'_>, claims: &Claims, before: usize, number: usize) -> bool {
    let (a, b) = (&claims.all[before], &claims.all[number]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    b.sentence > a.sentence - usize::from(a.sentence > 0 && a.sentence == b.sentence)
        && b.sentence <= a.sentence + REACH
        && !opposed(story, a, b)
        && taken_alike((one, a), (two, b))
        && of_one_thing(story, a, b)
        && a.list.is_none_or(|_| a.sentence != b.sentence)
        && comparable(story.lexicon, one, a, two, b)
        && earlier_first((one, a), (two, b))
        && of_one_size(a, b)
}

/// Whether two counts are told of two things that are opposites: "cost the north 4,300", "cost the south 3,900".
pub(super) fn opposed(story: &Story<'_>, a: &Claim, b: &Claim) -> bool {
    let own = |claim: &Claim| -> Vec<String> {
        let before = story.line(claim).into_iter().flat_map(|line| line.words_before(claim.span.start).take(2));
        let place = claim.measure.place.iter().map(smol_str::SmolStr::as_str);
        place.chain(before).chain(claim.measure.lemmas()).map(str::to_owned).collect()
    };
    let (one, two) = (own(a), own(b));
    one.iter().any(|x| two.iter().any(|y| story.lexicon.words.opposed(x, y)))
}

/// Whether the later count is not so much smaller that it must be of something else.
fn of_one_size(a: &Claim, b: &Claim) -> bool {
    let five = Decimal::from(5);
    b.quantity.value.checked_mul(five).is_none_or(|most| most >= a.quantity.value)
}

/// Whether both counts are told as counts that go on, and from one start.
fn taken_alike((one, a): (&Line<'_>, &Claim), (two, b): (&Line<'_>, &Claim)) -> bool {
    let from = start(one, a).zip(start(two, b)).is_none_or(|(a, b)| a == b);
    let both = told(one, a) && told(two, b) && from;
    let stretch = months(a).zip(months(b)).is_some_and(|(a, b)| a < b) && same_year(a, b);
    let part = one.near("alone", a, 8) && told(two, b) && !two.near("alone", b, 8);
    let grows = (one.has("amasses") || two.has("amasses")) && timed(one, a) && (timed(two, b) || told(two, b));
    let year =
        |line: &Line<'_>| ["year to date", "year-to-date", "this year"].iter().any(|words| line.text().contains(words));
    let resets = (year(one) || year(two)) && !(year(one) && year(two));
    (both || grows) && !resets || stretch || part
}

/// Whether two counts are of one thing; the further apart, the more must be said.
fn of_one_thing(story: &Story<'_>, a: &Claim, b: &Claim) -> bool {
    let Some(two) = story.line(b) else { return false };
    let near = b.sentence <= a.sentence + NEAR;
    let own = |lemma: &str| WHOLE.contains(&lemma) || story.lexicon.words.is(WordKind::Generic, lemma);
    let known = |claim: &Claim, lemma: &str| story.line(claim).is_some_and(|line| line.text().contains(lemma));
    let narrower = |one: &Claim, other: &Claim| {
        let verb = std::iter::once(&one.measure.verb).filter(|verb| !verb.is_empty() && months(one).is_none());
        one.measure.modifiers.iter().chain(verb).any(|lemma| !own(lemma) && !known(other, lemma))
            && !one.tagged("carried")
    };
    if narrower(b, a) || !two.bare(b, story.lexicon) && narrower(a, b) {
        return false;
    }
    let shared = story.shared(a.sentence, b.sentence);
    let head = !a.measure.head.is_empty() && a.measure.head == b.measure.head;
    let bare = two.bare(b, story.lexicon);
    let measured = !matches!(b.quantity.unit.dimension, Dimension::Count | Dimension::Money);
    let from = story.line(a).and_then(|one| start(one, a)).is_some_and(|from| start(two, b) == Some(from));
    let nameless = b.measure.key.is_empty() || b.tagged("carried") || !claims_of_its_own(story, b);
    head && (near || shared > 0) || bare && (shared > 0 || near || from) || measured && shared > 0 || near && nameless
}

/// Whether a figure has a noun that is more than a word for the count itself.
fn claims_of_its_own(story: &Story<'_>, claim: &Claim) -> bool {
    claim.measure.lemmas().any(|lemma| !WHOLE.contains(&lemma) && !story.lexicon.words.is(WordKind::Generic, lemma))
}

fn same_year(a: &Claim, b: &Claim) -> bool {
    let year = |claim: &Claim| {
        claim
            .period
            .as_ref()
            .and_then(|period| period.key.split(' ').find(|part| part.starts_with('y')).map(str::to_owned))
    };
    year(a) == year(b)
}

/// Whether the text does not date the second count before the first.
fn earlier_first((one, a): (&Line<'_>, &Claim), (two, b): (&Line<'_>, &Claim)) -> bool {
    let end = |claim: &Claim| claim.period.as_ref().and_then(|period| period.end);
    let placed = end(a).zip(end(b)).is_none_or(|(a, b)| a <= b);
    let told = by_period(a.period.as_ref(), b.period.as_ref()) != Some(true);
    let past = |line: &Line<'_>, claim: &Claim| {
        line.before(claim.span.start).contains("had been")
            || line.places("moment").any(|time| line.words_before(time.start).next() == Some("last"))
    };
    placed && told && (past(one, a) || !past(two, b))
}
