//! Limits that are said to hold for all, and the figures that must keep to them.

use rust_decimal::Decimal;

use super::line::Line;
use super::pair::{close_in_size, comparable, dated, kindred};
use super::when::by_period;
use super::{Story, inherit, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::lexicon::{Directions, Trend};
use crate::quantity::{Bound, Dimension, Notation};
use crate::span::Span;

/// Up to here people spell counts of other things in passing.
const SPELLED: Decimal = Decimal::from_parts(13, 0, 0, false, 0);
/// How many lines behind a limit a figure may be told of it.
const REACH: usize = 12;

/// Links figures to the limits they must keep to.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            let Some(kind) = limit(story, at, &claims.all[number]) else { continue };
            tag(claims, number, kind);
            turn(claims, number, kind);
            for figure in bound(story, claims, number, kind) {
                if claims.all[figure].quantity.unit.dimension == Dimension::Count {
                    inherit(claims, number, figure);
                }
                tie(claims, figure, LinkKind::LimitedBy, number);
            }
        }
    }
}

/// Reads "none has more than 12" as the most that there is: 12.
fn turn(claims: &mut Claims, number: usize, kind: &str) {
    let bound = &mut claims.all[number].quantity.bound;
    *bound = match (kind, *bound) {
        ("ceiling", Bound::MoreThan) => Bound::AtMost,
        ("ceiling", Bound::AtLeast) => Bound::LessThan,
        ("floor", Bound::LessThan) => Bound::AtLeast,
        ("floor", Bound::AtMost) => Bound::MoreThan,
        (_, bound) => bound,
    };
}

/// What a figure limits, where it is said to hold for all: "no district has more than 12", or must and is said to:
/// "no award may exceed 10,000, and last year none did".
fn limit(story: &Story<'_>, at: usize, claim: &Claim) -> Option<&'static str> {
    let line = &story.lines[at];
    let aspects = [Aspect::Level, Aspect::Share, Aspect::Average, Aspect::Duration, Aspect::Change];
    let denied = denied(line, claim);
    let lived_up_to = line.has("norm") && lived_up_to(story, at);
    let supposed =
        matches!(claim.modality, Modality::Denied | Modality::Hypothetical | Modality::Target) && !claim.derived;
    let said = stands(claim)
        || denied && claim.modality == Modality::Denied && singular(line, claim)
        || lived_up_to && supposed;
    // "Nearly 16 and over 11 percent, respectively" limits nothing.
    if !said || claim.list.is_some() || line.question || !aspects.contains(&claim.aspect) {
        return None;
    }
    if line.has("conditional") && (!lived_up_to || line.has("exception")) {
        return None;
    }
    let (upper, lower) = sides(line, claim, denied)?;
    let must =
        ["must", "may", "should"].iter().any(|word| line.words_before(claim.span.start).any(|before| before == *word));
    let every = lived_up_to || !must && (line.has("every") || denied && singular(line, claim));
    let kept = claim.quantity.bound != Bound::Range || line.has("kept");
    match (upper, lower) {
        _ if !every || !kept => None,
        (true, true) => Some("corridor"),
        (true, _) => Some("ceiling"),
        (_, true) => Some("floor"),
        _ => None,
    }
}

/// How many lines behind a limit it may be said to have been kept to.
const KEPT: usize = 2;

/// Whether what must be so is told to be so.
fn lived_up_to(story: &Story<'_>, at: usize) -> bool {
    (at..story.lines.len()).take(KEPT + 1).any(|line| {
        let line = &story.lines[line];
        !line.question && line.has("lived-up-to")
    })
}

/// Whether a negation stands over a figure.
fn denied(line: &Line<'_>, claim: &Claim) -> bool {
    line.places("negation").any(|no| {
        let apart = line.between(no.end, claim.span.start);
        no.end <= claim.span.start
            && line.distance(no, claim.span) <= 9
            && ![" that ", " whereas ", ";"].iter().any(|word| apart.contains(word))
    })
}

/// Whether nothing lies above a figure, and whether nothing lies below it; nothing where it limits nothing.
fn sides(line: &Line<'_>, claim: &Claim, denied: bool) -> Option<(bool, bool)> {
    let near = |tag: &str, words: usize| {
        line.places(tag).any(|place| place.end <= claim.span.start && line.distance(place, claim.span) <= words)
    };
    let behind = |tag: &str| {
        line.places(tag).any(|place| place.start >= claim.span.end && line.distance(place, claim.span) <= 4)
    };
    let hedged = ["nearly", "almost", "approaching", "close to", "just under"];
    if !denied && hedged.iter().any(|word| line.between(claim.span.start, claim.span.end).starts_with(word)) {
        return None;
    }
    let named = |tag: &str| {
        line.places(tag).any(|place| {
            let led = line.words_before(claim.span.start).next().unwrap_or("");
            let before = place.end <= claim.span.start && line.distance(place, claim.span) <= 6;
            before && matches!(led, "of" | "is" | "was" | "at") || behind_by_one(line, claim, place)
        })
    };
    let most = line.before(claim.span.end).contains("no more than");
    Some(match claim.quantity.bound {
        _ if behind("or-more") => (denied, !denied),
        _ if behind("or-less") => (!denied, denied),
        _ if denied && line.between(claim.span.start, claim.span.end).starts_with("as many as") => (true, false),
        Bound::MoreThan if compared(line, claim) == Some(Trend::Down) => (false, denied),
        Bound::MoreThan => (denied, !denied && near("each-of-them", 8)),
        Bound::AtLeast => (denied, !denied),
        Bound::LessThan | Bound::AtMost => (!denied || most, denied && !most),
        Bound::Range => (true, true),
        _ if compared(line, claim) == Some(Trend::Up) => (denied, false),
        _ if compared(line, claim) == Some(Trend::Down) => (false, denied),
        _ if named("limit-noun") => (true, false),
        _ if named("minimum-noun") => (false, true),
        _ if near("over-it", 2) => (denied, false),
        _ if near("under-it", 2) => (!denied, denied),
        _ if near("within-it", 1) && !denied => (true, false),
        _ if near("reaching", 1) && denied => (true, false),
        _ => return None,
    })
}

/// "The 12 mile limit": a word right behind a figure.
fn behind_by_one(line: &Line<'_>, claim: &Claim, place: Span) -> bool {
    place.start >= claim.span.end && line.distance(claim.span, place) == 0
}

/// Which way a comparative before a figure goes: "older than twelve years".
fn compared(line: &Line<'_>, claim: &Claim) -> Option<Trend> {
    let mut before = line.words_before(claim.span.start);
    let word = before.next().filter(|word| *word == "than").and_then(|_| before.next())?;
    Directions::built_in().comparative(word)
}

/// Whether a denial before a figure speaks of each: "no district", "never", "not once", "at no time".
fn singular(line: &Line<'_>, claim: &Claim) -> bool {
    line.places("none-of-them").any(|no| {
        let direct = line.between(no.end, claim.span.start).trim().is_empty() || claim.span.start <= no.start;
        !direct && line.distance(no, claim.span) <= 11
    })
}

/// The figures that must keep to a limit: those for which most speaks.
fn bound(story: &Story<'_>, claims: &Claims, number: usize, kind: &str) -> Vec<usize> {
    let claim = &claims.all[number];
    let lines = (claim.sentence + 1..story.lines.len()).take(REACH);
    let lines = lines.take_while(|at| !story.lines[*at].has("exception"));
    let figures = lines.flat_map(|at| story.lines[at].claims.clone());
    let candidates = figures.filter(|other| candidate(story, claims, number, *other));
    let ranked: Vec<(usize, u32)> =
        candidates.map(|other| (other, evidence(story, claims, (number, other), kind))).collect();
    let best = ranked.iter().map(|(_, points)| *points).max().unwrap_or(0);
    let mut told: Vec<usize> = Vec::new();
    for (other, _) in ranked.into_iter().filter(|(_, points)| *points >= ENOUGH && *points == best) {
        // The first figure of a sentence is the one that it is about.
        if told.last().is_none_or(|last| claims.all[*last].sentence != claims.all[other].sentence) {
            told.push(other);
        }
    }
    told
}

/// From so many points on a figure is held against a limit.
const ENOUGH: u32 = 3;

/// How much speaks for a figure's being one of those that a limit is said to hold for.
fn evidence(story: &Story<'_>, claims: &Claims, (limit, other): (usize, usize), kind: &str) -> u32 {
    let (claim, figure) = (&claims.all[limit], &claims.all[other]);
    let (from, at) = (claim.sentence, figure.sentence);
    let line = &story.lines[at];
    let voice = line.speaker == story.lines[from].speaker;
    let topic = story.shared(from, at);
    let kindred = kindred(story, claim, figure);
    let unit = figure.quantity.unit.dimension != Dimension::Count;
    let rare = figure.quantity.unit.dimension != Dimension::Share;
    let done = !claim.measure.verb.is_empty()
        && (claim.measure.verb == figure.measure.verb || claim.measure.verb == figure.measure.head);
    let noun = !figure.measure.head.is_empty() && figure.measure.head == claim.measure.head;
    let answers = answering(story, from, at);
    let next = story.following(from, 1).next() == Some(at);
    let first = line.claims.clone().find(|number| candidate(story, claims, limit, *number)) == Some(other);
    let named = next && first && instance(line) && kindred;
    let extreme = superlative(story, at, figure, kind);
    let (one, two) = (&claim.quantity.unit, &figure.quantity.unit);
    if one.dimension == Dimension::Time
        && one.name != two.name
        && (!(extreme || done || answers) || dated(line, figure))
    {
        return 0;
    }
    let points = [
        (extreme && (kindred || next || answers), 3),
        (topic > 0 && kindred, 1),
        (topic > 1 && (unit || noun), 1),
        (done, 2),
        (answers && (unit || noun || nameless(story, figure)), 2),
        (unit && (answers || rare) && figure.quantity.unit.dimension == claim.quantity.unit.dimension, 1),
        (noun, 1),
        (named, 2),
        (voice, 1),
    ];
    if other_end(line, figure, kind) {
        return 0;
    }
    points.iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum()
}

/// How many lines an answer may take to come to its figure.
const ANSWER: usize = 6;

/// Whether a line belongs to the answer to a question that was put after a limit was told.
fn answering(story: &Story<'_>, limit: usize, at: usize) -> bool {
    (limit + 1..at)
        .rev()
        .take(ANSWER)
        .any(|line| story.lines[line].question && story.lines[line].speaker != story.lines[at].speaker)
}

/// Whether a figure names nothing of its own: "He pays 550", "It says 94", "Seventy-one in intensive care".
fn nameless(story: &Story<'_>, claim: &Claim) -> bool {
    claim.measure.head.is_empty()
        || claim.tagged("carried")
        || claim.quantity.unit.dimension != Dimension::Count
        || story.line(claim).is_some_and(|line| line.bare(claim, story.lexicon))
}

/// Whether a figure is of the limit's kind, and is said to be so.
fn candidate(story: &Story<'_>, claims: &Claims, limit: usize, other: usize) -> bool {
    let (a, b) = (&claims.all[limit], &claims.all[other]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    let spelled = b.quantity.notation == Notation::Words
        && (b.quantity.unit.dimension == Dimension::Count && b.quantity.value < SPELLED);
    let dated = by_period(a.period.as_ref(), b.period.as_ref()).is_some();
    let counted = a.quantity.unit.dimension == Dimension::Count;
    let of_it = b.measure.head == a.measure.head
        || two.bare(b, story.lexicon)
        || b.measure.head.is_empty()
        || b.measure.head == a.measure.verb;
    let time = Dimension::Time;
    let times = a.quantity.unit.dimension == time && b.quantity.unit.dimension == time;
    let per = (a.quantity.unit.name == b.quantity.unit.name || times) && b.quantity.unit.per.is_none();
    let below_zero = two.before(b.span.start).ends_with("minus ") || b.quantity.value < Decimal::ZERO;
    stands(b)
        && (!below_zero || a.quantity.value < Decimal::ZERO)
        && !b.tagged("of-them")
        && matches!(b.quantity.bound, Bound::Exact | Bound::About)
        && matches!(b.aspect, Aspect::Level | Aspect::Share | Aspect::Average | Aspect::Duration | Aspect::Change)
        && (b.aspect != Aspect::Change || b.direction.is_none())
        && !spelled
        && !ordinal(two, b)
        && !dated
        && (times && a.quantity.unit.name != b.quantity.unit.name || close_in_size(a, b))
        && (!counted || of_it)
        && (per || comparable(story.lexicon, one, a, two, b))
}

/// Whether a small figure only numbers a thing: "Run three, 0.7 percent".
fn ordinal(line: &Line<'_>, claim: &Claim) -> bool {
    let behind = line.after(claim.span.end);
    claim.quantity.unit.dimension == Dimension::Count
        && claim.quantity.value < SPELLED
        && behind.starts_with([',', ':'])
}

/// How many lines behind a question its figure may come.
const ASKED: usize = 3;

/// Whether a figure is told as the extreme that the limit rules out, in its own line or in the question that it answers.
fn superlative(story: &Story<'_>, at: usize, claim: &Claim, kind: &str) -> bool {
    let line = &story.lines[at];
    let broken = |way: Trend| kind == "corridor" || (way == Trend::Up) == (kind == "ceiling");
    let near = |place: Span| {
        let (from, to) = (place.end.min(claim.span.end), place.start.max(claim.span.start));
        line.distance(place, claim.span) <= 12 && !line.between(from, to).contains(';')
    };
    let told = line.extremes().into_iter().any(|(place, way)| broken(way) && near(place));
    let only = line.claims.len() == 1 || line.claims.start == claim.id.0 as usize;
    let asked = || {
        let speaker = line.speaker;
        let mut before = (0..at).rev().take(ASKED).skip_while(|before| story.lines[*before].speaker == speaker);
        before.next().map(|before| &story.lines[before]).is_some_and(|question| {
            only && question.question && question.extremes().into_iter().any(|(_, way)| broken(way))
        })
    };
    told || asked()
}

/// Whether a figure is told as the other extreme.
fn other_end(line: &Line<'_>, claim: &Claim, kind: &str) -> bool {
    let kept = |way: Trend| kind != "corridor" && (way == Trend::Up) != (kind == "ceiling");
    line.extremes()
        .into_iter()
        .any(|(place, way)| place.end <= claim.span.start && line.distance(place, claim.span) <= 4 && kept(way))
}

/// Whether a line tells of one case by its name: "The south gate had 42".
fn instance(line: &Line<'_>) -> bool {
    let text = line.text().trim_start();
    !["in total", "together", "on average", "overall"].iter().any(|word| text.contains(word))
}
