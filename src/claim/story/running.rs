//! Running totals by what speaks for them: words for a count that goes on, what is done once and stays done, the
//! times by which it is counted. "By New Year we had bored 5.4 kilometres; by Easter it was 4.9."

use rust_decimal::Decimal;

use super::line::Line;
use super::pair::{close_in_size, comparable};
use super::{Story, inherit, tag, tally, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::lexicon::VerbForm;
use crate::quantity::Dimension;
use crate::span::Span;

/// How many lines may lie between two counts.
const REACH: usize = 12;
/// How many figures are looked back over for the count before.
const LOOKED_AT: usize = 12;
/// How many words behind "had" its participle may stand.
const PARTICIPLE: usize = 3;
/// What must speak for two counts to be one that goes on.
const ENOUGH: usize = 3;
/// What parts the words of two figures, the strongest first.
const JOINTS: [&str; 5] = [";", ", and ", " and ", ", ", " but "];

/// Links every running total to the count before it, where nothing did yet.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    if tally::revised(story) {
        return;
    }
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if let Some((earlier, later)) = series(story, claims, number) {
                if claims.all[number].quantity.unit.dimension == Dimension::Count {
                    inherit(claims, earlier.min(later), number);
                }
                tie(claims, later, LinkKind::NotBelow, earlier);
                tag(claims, later, "running");
            }
        }
    }
}

/// The earlier and the later count, where a figure goes on from the one of its kind before it.
fn series(story: &Story<'_>, claims: &Claims, number: usize) -> Option<(usize, usize)> {
    let claim = &claims.all[number];
    let linked = |claim: &Claim| claim.links.iter().any(|link| link.0 == LinkKind::NotBelow);
    if linked(claim) || !counts(story, claim) {
        return None;
    }
    let mut before = (number.saturating_sub(LOOKED_AT)..number).rev();
    let noted = |before: &usize| claims.all[*before].quantity.notation == claim.quantity.notation;
    let before = before.find(|before| noted(before) && like(story, &claims.all[*before], claim))?;
    let told = &claims.all[before];
    let near = told.sentence + REACH >= claim.sentence;
    let three = Decimal::from(3);
    let sized = claim.quantity.value.checked_mul(three).is_none_or(|most| most >= told.quantity.value);
    if !near
        || !sized
        || !counts(story, told)
        || !kin(story, claims, before, number)
        || !goes_on(story, claims, before, number)
    {
        return None;
    }
    let turned = told_back(story, claims, before, number);
    (!linked(told) || !turned).then_some(if turned { (number, before) } else { (before, number) })
}

/// Whether the second count is told of a time before the first: "it was 510 a week ago".
fn told_back(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> bool {
    let back = |number: usize| {
        let claim = &claims.all[number];
        let Some(line) = story.line(claim) else { return false };
        let (from, to) = stretch(story, line, claims, number);
        let inside = |place: &Span| from <= place.start && place.end <= to;
        let last = |place: Span| line.between(place.start, place.end).starts_with("last ");
        // "By Thursday 51 had been cleared" looks back from Thursday, "it had been 51" does not.
        let done = |place: &Span| {
            place.start >= claim.span.end && line.between(place.start, place.end).starts_with("had been")
        };
        let told = |place: &Span| inside(place) && !done(place);
        ["when-ago", "when-before"].iter().any(|tag| line.places(tag).any(|place| told(&place)))
            || line.places("when-last").filter(inside).any(last)
    };
    tally::told_back(story, &claims.all[first], &claims.all[second]) || back(second) && !back(first)
}

/// Whether a figure may be a count that goes on.
fn counts(story: &Story<'_>, claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let kind = matches!(
        quantity.unit.dimension,
        Dimension::Count
            | Dimension::Money
            | Dimension::Mass
            | Dimension::Energy
            | Dimension::Length
            | Dimension::Volume
            | Dimension::Area
    );
    let line = story.line(claim);
    let added = line.is_some_and(|line| line.question || adds(line, claim) || rest(line, claim));
    claim.modality == Modality::Actual
        && !claim.derived
        && kind
        && !added
        && claim.aspect == Aspect::Level
        && quantity.unit.per.is_none()
        && quantity.is_single()
        && quantity.value > Decimal::TWO
}

/// Whether a figure is what is added to a count; "had climbed to 2.4 million" tells the count.
fn adds(line: &Line<'_>, claim: &Claim) -> bool {
    tally::adds(line, claim) && line.words_before(claim.span.start).next() != Some("to")
}

/// "7,500 to go", "400 are left": what is missing shrinks.
fn rest(line: &Line<'_>, claim: &Claim) -> bool {
    ["missing", "gap-behind", "gap-ahead"].iter().any(|tag| line.near(tag, claim, 3))
}

/// Whether two figures are of one unit and size.
fn like(story: &Story<'_>, a: &Claim, b: &Claim) -> bool {
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    comparable(story.lexicon, one, a, two, b) && close_in_size(a, b)
}

/// Whether two counts are of one thing: one noun, or the second names none.
fn kin(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> bool {
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let disjoint = |a: &[smol_str::SmolStr], b: &[smol_str::SmolStr]| {
        !a.is_empty() && !b.is_empty() && !a.iter().any(|one| b.contains(one))
    };
    let (one, two) = (&a.measure, &b.measure);
    let parted = disjoint(&one.place, &two.place) || disjoint(&one.agent, &two.agent) || tally::opposed(story, a, b);
    let noun = story.noun(b);
    let named = !noun.is_empty() && (noun == one.head || story.noun(a) == noun);
    let known = || story.line(a).is_some_and(|line| line.stems(story.lexicon).contains(&noun));
    let named = named || !noun.is_empty() && b.quantity.unit.dimension != Dimension::Count && known();
    let near = a.sentence + 2 >= b.sentence;
    let shared = story.shared(a.sentence, b.sentence) > 0;
    !parted && (named || noun.is_empty() && (near || shared))
}

/// What a figure's own words tell of it.
#[derive(Debug, Clone, Copy, Default)]
struct Tale {
    /// It is called a count that goes on.
    running: bool,
    /// It is called a total.
    total: bool,
    /// It is of what is done once and stays done: "had bored".
    done: bool,
    /// It is counted by a time.
    by: bool,
    /// It has a time.
    timed: bool,
}

impl Tale {
    fn weight(self) -> usize {
        2 * usize::from(self.running) + usize::from(self.total) + usize::from(self.done) + usize::from(self.by)
    }
}

/// Whether what is told of two counts makes them one count that goes on.
fn goes_on(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> bool {
    let (a, b) = (tale(story, claims, first), tale(story, claims, second));
    let amasses = a.running || b.running || a.done || b.done || a.total && b.total && a.by && b.by;
    let apart = claims.all[first].sentence != claims.all[second].sentence;
    let later = b.timed || b.running && apart;
    let both = a.weight() > 0 && b.weight() > 0;
    let nameless = story.noun(&claims.all[second]).is_empty() && b.timed && a.timed && a.weight() > 1;
    amasses && later && (both || nameless) && a.weight() + b.weight() + usize::from(nameless) >= ENOUGH
}

/// What the words around a figure tell of it.
fn tale(story: &Story<'_>, claims: &Claims, number: usize) -> Tale {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim) else { return Tale::default() };
    let (from, to) = stretch(story, line, claims, number);
    let inside = |place: Span| from <= place.start && place.end <= to;
    let holds = |tag: &str| line.places(tag).any(inside);
    let by = line.places("count-by").filter(|by| inside(*by)).any(|by| {
        let moment = |time: Span| time.start >= by.start && time.end <= to && line.distance(by, time) <= 3;
        ["moment", "time-word", "day-of-month"].into_iter().flat_map(|tag| line.places(tag)).any(moment)
    });
    let times = ["moment", "when-now", "when-time", "when-ago", "when-before", "day-of-month", "count-when"];
    Tale {
        running: holds("running-count") || claim.tagged("running") || headed(story, line, claims, number),
        total: holds("total-count"),
        done: done(story, line, (from, claim.span.start)) || passive(story, line, (claim.span.end, to)),
        by,
        timed: by || claim.period.is_some() || times.into_iter().any(holds),
    }
}

/// "Cumulative cases: 3,905 on the first, 4,260 on the fifteenth": whether the line opens with the name of a count for
/// all its figures.
fn headed(story: &Story<'_>, line: &Line<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let first = line.claims.clone().find(|first| like(story, &claims.all[*first], claim));
    let opens = first.map_or(claim.span.start, |first| claims.all[first].span.start);
    story.noun(claim).is_empty() && line.places("running-count").any(|place| place.end <= opens)
}

/// The stretch of a line that tells of a figure: up to the figures of its kind on either side.
fn stretch(story: &Story<'_>, line: &Line<'_>, claims: &Claims, number: usize) -> (usize, usize) {
    let claim = &claims.all[number];
    let kind = |other: &usize| like(story, &claims.all[*other], claim);
    let last = (line.claims.start..number).rev().find(kind).map(|last| claims.all[last].span.end);
    let next = (number + 1..line.claims.end).find(kind).map(|next| claims.all[next].span.start);
    let joint = |from: usize, to: usize| {
        let between = line.between(from, to);
        JOINTS.iter().find_map(|joint| between.find(joint)).map_or(to, |at| from + at)
    };
    let from = last.map_or(line.start, |last| joint(last, claim.span.start));
    let to = next.map_or(line.start + line.text().len(), |next| joint(claim.span.end, next));
    (from, to)
}

/// "We had bored", "rescuers have pulled": what is done once and stays done.
fn done(story: &Story<'_>, line: &Line<'_>, (from, to): (usize, usize)) -> bool {
    let words: Vec<&str> = words(line.between(from, to)).collect();
    let perfect = |word: &str| matches!(word, "had" | "has" | "have") || word.ends_with("'ve") || word.ends_with("'d");
    let ahead = |at: usize| words.iter().skip(at + 1).take(PARTICIPLE).any(|word| participle(story, word));
    let light = || line.places("done-once").any(|place| from <= place.start && place.end <= to);
    (0..words.len()).any(|at| perfect(words[at]) && ahead(at)) || light()
}

/// "2.2 million doses had been given".
fn passive(story: &Story<'_>, line: &Line<'_>, (from, to): (usize, usize)) -> bool {
    let words: Vec<&str> = words(line.between(from, to)).take(8).collect();
    let been = words.windows(2).position(|pair| matches!(pair, ["had" | "have" | "has", "been"]));
    let light = || line.places("done-once").any(|place| from <= place.start && place.end <= to);
    been.is_some_and(|at| words.iter().skip(at + 2).take(2).any(|word| participle(story, word)) || light())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty())
}

/// Whether a word is the participle of a verb that tells what is done, not which way a figure goes.
fn participle(story: &Story<'_>, word: &str) -> bool {
    let words = &story.lexicon.words;
    let past = words.analyze(word).verb.filter(|verb| verb.1 == VerbForm::Past && words.closed(word).is_none());
    past.is_some_and(|(lemma, _)| {
        words.trend(&lemma).is_none() && !story.lexicon.words.is(crate::lexicon::WordKind::Light, &lemma)
    })
}
