//! Words of direction against two levels that the text sets against one another: "Burglaries are up. 312 the year before
//! last, 268 last year."
//!
//! A word is held against the pair of levels for which most speaks: that it is said of what the pair measures, that it
//! points back, that it stands beside the pair. Of the words said of one pair the one that is surest counts.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::heading::{self, Heading, Subject};
use super::line::Line;
use super::pair::{Pair, settle};
use super::{Story, bearing};
use crate::claim::{Claim, Claims, Direction, Period};
use crate::lexicon::{Directions, Sense, Trend, WordKind};
use crate::quantity::Dimension;
use crate::span::Span;

/// How many lines before a pair a word may announce it.
const BEFORE: usize = 4;
/// How many lines behind a pair a word may sum it up.
const BEHIND: usize = 10;
/// What must speak for a word's being said of a pair.
const ENOUGH: i32 = 4;
/// What a word is worth that leads to one of the figures: it is said of nothing else.
const SURE: i32 = 10;
/// How many words may stand between a word of direction and the figure that it leads to.
const GOVERNED: usize = 6;

/// How many words before a word of direction a modal verb makes it a supposition.
const MODAL: usize = 14;
/// Counts below this are mostly of other things.
const FEW: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// A line of at most so many words says one thing.
const SHORT: usize = 16;
/// And one of so few says it of what was told before.
const BRIEF: usize = 8;
/// A line of more words than this says more than one thing.
const LONG: usize = 24;
/// Whoever sums up what was told says so within so many words.
const OPENING: usize = 6;

/// Below this, people count other things in passing.
const SMALL: Decimal = Decimal::from_parts(13, 0, 0, false, 0);

/// A word that is held against a pair.
struct Sway {
    pair: usize,
    place: Span,
    at: usize,
    way: Direction,
    points: i32,
}

/// Adds a claim for the surest word of direction that is said of each pair of levels.
pub(super) fn link(story: &Story<'_>, pairs: &[Pair], claims: &mut Claims, derived: &mut Vec<Claim>) {
    let mut sways: Vec<Sway> = Vec::new();
    for at in 0..story.lines.len() {
        let near = around(pairs, at);
        if near.is_empty() {
            continue;
        }
        for heading in said(story, claims, at) {
            sways.extend(meant(story, claims, pairs, near.clone(), at, heading));
        }
    }
    for (number, pair) in pairs.iter().enumerate() {
        let of_it = || sways.iter().filter(|sway| sway.pair == number);
        let Some(best) = of_it().map(|sway| sway.points).max() else { continue };
        let mut surest = of_it().filter(|sway| sway.points == best);
        let Some(first) = surest.next().filter(|first| surest.all(|other| other.way == first.way)) else { continue };
        let claim = bearing::directed(first.place, first.at, first.way);
        settle(claims, pair.before, pair.after);
        bearing::derive(claims, derived, claim, *pair);
    }
}

/// The pairs that a word of a line may speak of; pairs stand in the order of their last lines.
fn around(pairs: &[Pair], at: usize) -> std::ops::Range<usize> {
    let start = pairs.partition_point(|pair| pair.last + BEHIND < at);
    let end = pairs.partition_point(|pair| pair.last <= at + BEFORE + 4);
    start..end.max(start)
}

/// The words of direction that a line states.
fn said(story: &Story<'_>, claims: &Claims, at: usize) -> Vec<Heading> {
    let line = &story.lines[at];
    let stated = heading::headings(line, story.lexicon).into_iter();
    let stated =
        stated.filter(|heading| asserted(story, at, heading.place) && !bearing::beside(line, claims, heading.place));
    let all: Vec<Heading> = stated.collect();
    // Two words that go two ways in one clause speak of two things.
    let clause = |a: &Heading, b: &Heading| {
        let (first, second) = if a.place.start < b.place.start { (a, b) } else { (b, a) };
        !line.between(first.place.end, second.place.start).contains([',', ';', ':', '\u{2014}'])
    };
    let crossed = |heading: &Heading| {
        all.iter().any(|other| {
            other.place != heading.place
                && other.way != heading.way
                && other.sense == heading.sense
                && clause(heading, other)
        })
    };
    all.iter().filter(|heading| !crossed(heading)).copied().collect()
}

/// Whether a word of direction is said to be so: not wished, denied, supposed or asked whether.
fn asserted(story: &Story<'_>, at: usize, place: Span) -> bool {
    let line = &story.lines[at];
    let before = line.words_before(place.start).next().unwrap_or("");
    let decided =
        ["decided", "agreed", "voted", "chose", "resolved"].iter().any(|word| line.before(place.start).contains(word));
    let wished = matches!(before, "to" | "be") && !decided;
    let opens = line.text().trim_start().split([' ', ',']).next().unwrap_or("");
    // What a question takes for granted, or only asks to confirm.
    let concluded = line.after(place.end).contains(", so ");
    let granted = concluded
        || affirmed(story, at)
        || matches!(opens, "why" | "how" | "so" | "then" | "what's" | "what")
        || takes_up(line, place);
    let supposed = line.before(place.start).contains(" if ") || opens == "if";
    let modal = |word: &str| matches!(word, "can" | "could" | "may" | "might" | "would" | "should");
    let supposed = supposed || line.words_before(place.start).take(MODAL).any(modal);
    !wished && !supposed && bearing::stated(line, place, &["unless", "must", "whatever"]) && (!line.question || granted)
}

/// Whether the line behind a question says yes to it: "It is.", "They have, yes."
fn affirmed(story: &Story<'_>, at: usize) -> bool {
    const YES: [&str; 11] = [
        "yes",
        "it is",
        "they are",
        "it has",
        "they have",
        "it does",
        "it did",
        "they did",
        "they do",
        "indeed",
        "i'm afraid so",
    ];
    let next = story.lines.get(at + 1).filter(|next| next.speaker != story.lines[at].speaker);
    next.is_some_and(|next| {
        let text = next.text().trim_start();
        YES.iter().any(|word| {
            text.strip_prefix(word).is_some_and(|rest| rest.starts_with([',', '.', ' ', '!'])) && !text.contains("n't")
        })
    })
}

/// Whether nothing but short words of assent stands between a line and the pair that it announces.
fn next_to(story: &Story<'_>, at: usize, pair: &Pair) -> bool {
    let brief = |line: usize| story.lines[line].text().split_whitespace().count() <= 3 && !story.lines[line].question;
    (at + 1..pair.first).all(brief) && at + 3 >= pair.first
}

/// The pair that a word is said of, where enough speaks for it, and for no other as much.
fn meant(
    story: &Story<'_>,
    claims: &Claims,
    pairs: &[Pair],
    near: std::ops::Range<usize>,
    at: usize,
    heading: Heading,
) -> Option<Sway> {
    let subject = heading::subject(&story.lines[at], story.lexicon, &heading);
    let mut rated: Vec<(i32, usize, Direction)> = near
        .filter_map(|number| {
            let pair = &pairs[number];
            let way = way(story, claims, pair, &heading, at, &subject)?;
            let points = points(story, claims, pair, (at, &heading), &subject)?;
            Some((points, number, way))
        })
        .filter(|(points, _, _)| *points >= ENOUGH)
        .collect();
    rated.sort_by_key(|(points, number, _)| (-*points, pairs[*number].last.abs_diff(at)));
    let (points, pair, way) = *rated.first()?;
    let as_near = |number: usize| pairs[number].last.abs_diff(at) == pairs[pair].last.abs_diff(at);
    let rival = rated.get(1).is_some_and(|(other, number, _)| *other == points && as_near(*number));
    (!rival).then_some(Sway { pair, place: heading.place, at, way, points })
}

/// Which way a word says that the figures of a pair go; nothing where it says nothing of such figures.
fn way(
    story: &Story<'_>,
    claims: &Claims,
    pair: &Pair,
    heading: &Heading,
    at: usize,
    subject: &Subject,
) -> Option<Direction> {
    let time = kind(claims, pair) == Dimension::Time;
    let way = match heading.sense {
        Sense::Moves | Sense::Compares => Some(heading.way),
        Sense::Pace => time.then_some(heading.way),
        Sense::Strength => currency(story, pair).then(|| turned(heading.way)),
        Sense::Worth => better(story, claims, pair, at, subject)
            .map(|good| if heading.way == Trend::Up { good } else { turned(good) }),
    };
    way.map(|way| if way == Trend::Up { Direction::Up } else { Direction::Down })
}

/// What kind of figure a pair has; one of the two may leave its unit out.
fn kind(claims: &Claims, pair: &Pair) -> Dimension {
    let of = |number: usize| claims.all[number].quantity.unit.dimension;
    if of(pair.after) == Dimension::Count { of(pair.before) } else { of(pair.after) }
}

fn turned(way: Trend) -> Trend {
    if way == Trend::Up { Trend::Down } else { Trend::Up }
}

/// Whether a pair tells how much of one currency is paid for one of another.
fn currency(story: &Story<'_>, pair: &Pair) -> bool {
    (pair.first..=pair.last).any(|at| story.lines[at].has("rate-of-exchange"))
}

/// Which way is better for what a pair or a word is of; nothing where the words are of two kinds.
fn better(story: &Story<'_>, claims: &Claims, pair: &Pair, at: usize, subject: &Subject) -> Option<Trend> {
    let directions = Directions::built_in();
    let judged = |stems: &mut dyn Iterator<Item = &str>| {
        let ways: Vec<Trend> = stems.filter_map(|stem| directions.better(stem)).collect();
        ways.first().copied().filter(|first| ways.iter().all(|way| way == first))
    };
    let kind = kind(claims, pair);
    if kind == Dimension::Time {
        let waits = |stem: &SmolStr| directions.called(kind, stem);
        let lines = (pair.first..=pair.last).chain([at]).flat_map(|line| story.lines[line].stems(story.lexicon));
        return lines.clone().any(waits).then_some(Trend::Down);
    }
    let own = [pair.before, pair.after].map(|number| claims.all[number].measure.clone());
    let mut lemmas = own.iter().flat_map(|measure| measure.lemmas());
    let told = judged(&mut subject.stems.iter().map(SmolStr::as_str)).or_else(|| judged(&mut lemmas));
    let nameless = [pair.before, pair.after].iter().all(|number| pointing(story, &claims.all[*number]));
    let topic = || {
        let lines = (pair.first.saturating_sub(usize::from(nameless))..=pair.last).filter(|line| *line != at);
        let stems: Vec<&str> =
            lines.flat_map(|line| story.lines[line].stems(story.lexicon)).map(SmolStr::as_str).collect();
        judged(&mut stems.into_iter())
    };
    told.or_else(topic)
}

/// How much speaks for a word's being said of a pair; nothing where something speaks against it.
fn points(
    story: &Story<'_>,
    claims: &Claims,
    pair: &Pair,
    (at, heading): (usize, &Heading),
    subject: &Subject,
) -> Option<i32> {
    let place = heading.place;
    let (before, after) = (&claims.all[pair.before], &claims.all[pair.after]);
    let line = &story.lines[at];
    if before.quantity.agrees(&after.quantity) {
        return None;
    }
    if (pair.first..=pair.last).contains(&at)
        && let Some(fits) = governed(claims, line, place, (before, after))
    {
        return fits.then_some(SURE);
    }
    let word = line.between(place.start, place.end);
    let part_of_name = [before, after].iter().any(|claim| claim.measure.lemmas().any(|lemma| lemma == word));
    let few = after.quantity.unit.dimension == Dimension::Count
        && [before, after].iter().all(|claim| claim.quantity.value < FEW);
    if part_of_name || few {
        return None;
    }
    let nameless = [before, after].iter().all(|claim| pointing(story, claim));
    let position = position(story, claims, pair, at, place)?;
    let length = line.text().split_whitespace().count();
    let introduced = nameless && position.announces && length <= SHORT;
    let named = named(story, claims, pair, subject, at, nameless);
    let behind = position.inside && !position.explained && place.start > before.span.start.min(after.span.start);
    let loose = matches!(word, "more" | "less");
    // "A contracted book", "an accelerated schedule": kinds of the thing.
    if subject.attributive && word.ends_with("ed") {
        return None;
    }
    let opening = line.before(place.start).split_whitespace().count();
    let opens = position.announces && nameless && opening <= OPENING;
    if (subject.attributive || behind) && subject.noun && named < 3 && !opens || loose && named < 3 {
        return None;
    }
    let foreign = subject.noun && named == 0 && !introduced && !position.explained;
    let taken_up = takes_up(line, place) && !foreign;
    let points_back = taken_up
        || !heading.noun && (line.points_back_at(place) || length <= BRIEF || position.announces && length <= SHORT);
    let pointing_back = !subject.noun && named == 0 && points_back && (position.inside || opening <= OPENING);
    let figures = !position.inside && figures(claims, pair, line);
    let another_time = at > pair.last && another_time(story, claims, pair, at);
    let pieces = [
        (true, position.points),
        (true, named),
        (introduced && named == 0, 3),
        (pointing_back && !introduced, 2),
        (taken_up, 1),
        (both_times(claims, pair, line), 3),
        (foreign, -3),
        (figures && !introduced, -2),
        (another_time, -2),
        (before.modality != after.modality, -1),
        (!position.inside && length > LONG, -1),
    ];
    Some(pieces.iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum())
}

/// Where a word stands beside a pair.
#[derive(Default)]
struct Position {
    points: i32,
    /// In the lines of the pair.
    inside: bool,
    /// In the line right before the pair, in the same voice.
    announces: bool,
    /// Before a colon behind which the pair stands.
    explained: bool,
}

fn position(story: &Story<'_>, claims: &Claims, pair: &Pair, at: usize, place: Span) -> Option<Position> {
    let line = &story.lines[at];
    let (before, after) = (&claims.all[pair.before], &claims.all[pair.after]);
    let opens = before.span.start.min(after.span.start);
    let ends = before.span.end.max(after.span.end);
    if (pair.first..=pair.last).contains(&at) {
        return inside(line, claims, pair, place, (opens, ends)).map(|(points, explained)| Position {
            points,
            explained,
            inside: true,
            announces: false,
        });
    }
    if at < pair.first {
        let voice = story.preceding(pair.first, 2).position(|line| line == at);
        let points = match voice {
            Some(0) => 2,
            Some(_) => 1,
            None if next_to(story, at, pair) => 2,
            None => return None,
        };
        let announces = voice == Some(0) || voice.is_none() && !line.question;
        return Some(Position { points, announces, ..Position::default() });
    }
    let between = (pair.last + 1..at).any(|line| rivals(story, claims, pair, line));
    let spoken = |line: &usize| {
        let line = &story.lines[*line];
        !line.question && line.text().split_whitespace().count() > 3
    };
    let points = match (pair.last + 1..=at).filter(|line| *line == at || spoken(line)).count() {
        _ if between => 0,
        1 | 2 => 2,
        3..=6 => 1,
        _ => 0,
    };
    Some(Position { points, ..Position::default() })
}

/// Whether a line tells another figure of a pair's kind.
fn rivals(story: &Story<'_>, claims: &Claims, pair: &Pair, line: usize) -> bool {
    let unit = &claims.all[pair.after].quantity.unit;
    let mut others = story.lines[line].claims.clone();
    others.any(|number| {
        let claim = &claims.all[number];
        claim.quantity.unit.name == unit.name && unit.dimension != Dimension::Count
    })
}

/// What a word's place in the lines of a pair counts, and whether a colon stands between it and the pair; nothing where
/// other figures stand there.
fn inside(
    line: &Line<'_>,
    claims: &Claims,
    pair: &Pair,
    place: Span,
    (opens, ends): (usize, usize),
) -> Option<(i32, bool)> {
    let others = |from: usize, to: usize| {
        line.claims.clone().any(|number| {
            let claim = &claims.all[number];
            let own = number == pair.before || number == pair.after;
            !own && claim.span.start >= from && claim.span.end <= to && claim.quantity.unit.dimension != Dimension::Time
        })
    };
    if place.end <= opens {
        let between = line.between(place.end, opens);
        let joined =
            [" and ", " but ", " while ", " as ", ";", " when ", " because "].iter().any(|word| between.contains(word));
        let colon = between.contains(':');
        let points = if colon { 4 } else { i32::from(!joined) * 2 };
        return (!others(place.end, opens)).then_some((points, colon));
    }
    let free = place.start >= ends && !others(ends, place.start);
    let takes_up = takes_up(line, place) || line.points_back_at(place);
    (free && takes_up)
        .then_some((2, false))
        .or_else(|| (place.start < ends && takes_up && pair.first == pair.last).then_some((1, false)))
}

/// Whether the word leads to one of the figures as the grammar says, and to the right one: "climbed to", "up on";
/// nothing where it leads to none.
fn governed(claims: &Claims, line: &Line<'_>, place: Span, (before, after): (&Claim, &Claim)) -> Option<bool> {
    let follows = |claim: &&Claim| {
        claim.span.start >= place.end
            && line.distance(place, claim.span) <= GOVERNED
            && !line.between(place.end, claim.span.start).contains([';', ':', '.'])
            && line.start <= claim.span.start
            && claim.span.end <= line.start + line.text().len()
    };
    let first = [before, after].into_iter().filter(follows).min_by_key(|claim| claim.span.start)?;
    let led = line.words_before(first.span.start).next()?;
    let other = if first.id == before.id { after } else { before };
    let goes_on = || matches!(line.words_before(other.span.start).next(), Some("to" | "at" | "now" | "is" | "was"));
    let behind = other.span.start > first.span.start && other.sentence == first.sentence;
    // "Up from 550 million to 600 million" says nothing of a third.
    let mut rest =
        line.claims.clone().map(|number| &claims.all[number]).filter(|claim| claim.span.start > first.span.end);
    let elsewhere = rest.any(|claim| claim.id != other.id && line.words_before(claim.span.start).next() == Some("to"));
    if led == "from" && elsewhere {
        return Some(false);
    }
    if behind && led != "to" && led != "at" && !goes_on() {
        return Some(false);
    }
    match led {
        "to" if line.before(first.span.start).trim_end_matches("the ").ends_with("compared to ") => {
            Some(first.id == before.id)
        }
        "to" | "at" => Some(first.id == after.id),
        "from" | "on" | "than" | "with" | "against" | "after" | "over" => {
            let compared = led != "with" || line.before(first.span.start).contains("compared with");
            compared.then_some(first.id == before.id)
        }
        _ => None,
    }
}

/// How much the words around a word of direction name what a pair is of.
fn named(story: &Story<'_>, claims: &Claims, pair: &Pair, subject: &Subject, at: usize, nameless: bool) -> i32 {
    let own = [pair.before, pair.after].map(|number| &claims.all[number]);
    let telling = |lemma: &str| !story.lexicon.words.is(WordKind::Generic, lemma);
    let measured =
        |stem: &str| own.iter().any(|claim| claim.measure.lemmas().any(|lemma| lemma == stem && telling(lemma)));
    let kind = kind(claims, pair);
    let unnamed = own.iter().all(|claim| claim.measure.lemmas().all(|lemma| !telling(lemma)));
    let called = |stem: &str| unnamed && kind != Dimension::Count && Directions::built_in().called(kind, stem);
    let inside = (pair.first..=pair.last).contains(&at) || at + 1 == pair.first;
    let opening = story.preceding(pair.first, 1).next().filter(|line| nameless && *line != at);
    let lines = (pair.first..=pair.last).chain(opening);
    let told: Vec<&SmolStr> = lines.flat_map(|line| story.lines[line].stems(story.lexicon)).collect();
    let stems = || subject.stems.iter();
    let known = |stem: &SmolStr| measured(stem) || called(stem) || told.contains(&stem);
    // "Inflation expectations drift down": of expectations.
    let other = !subject.head.is_empty() && !subject.head.iter().any(known);
    let points = match () {
        () if stems().any(|stem| measured(stem) || called(stem)) => 3,
        () if stems().any(|stem| told.contains(&stem)) => 1 + i32::from(inside) + i32::from(nameless),
        () => return 0,
    };
    points - 2 * i32::from(other)
}

/// Whether a line tells figures of a pair's kind of its own.
fn figures(claims: &Claims, pair: &Pair, line: &Line<'_>) -> bool {
    let unit = &claims.all[pair.after].quantity.unit;
    let small = |claim: &Claim| unit.dimension == Dimension::Count && claim.quantity.value < SMALL;
    line.claims
        .clone()
        .map(|number| &claims.all[number])
        .any(|claim| claim.quantity.unit.name == unit.name && !small(claim))
}

/// Whether a line names a time that the lines of a pair do not.
fn another_time(story: &Story<'_>, claims: &Claims, pair: &Pair, at: usize) -> bool {
    let line = &story.lines[at];
    let known = |phrase: &str| (pair.first..=pair.last).any(|there| story.lines[there].text().contains(phrase));
    let tags = ["when-ago", "when-last", "when-before"];
    let mut places = tags.iter().flat_map(|tag| line.places(tag));
    let dated = line.claims.clone().any(|number| {
        let key = |claim: &Claim| claim.period.as_ref().map(|period: &Period| period.key.clone());
        let own = key(&claims.all[number]);
        own.is_some() && own != key(&claims.all[pair.before]) && own != key(&claims.all[pair.after])
    });
    dated
        || places.any(|place| {
            let phrase = line.between(place.start, place.end);
            phrase != "then" && !known(phrase)
        })
}

/// Whether a line names the times of both figures: "which has gone up between the second quarter and the third".
fn both_times(claims: &Claims, pair: &Pair, line: &Line<'_>) -> bool {
    let word = |number: usize| {
        let period = claims.all[number].period.as_ref()?;
        period.text.split(' ').find(|word| word.len() > 4 && !matches!(*word, "quarter" | "month" | "first" | "since"))
    };
    let (one, two) = (word(pair.before), word(pair.after));
    one.zip(two).is_some_and(|(one, two)| one != two && line.text().contains(one) && line.text().contains(two))
}

/// Whether a word of direction is a noun that takes up what was just told: "an increase", "that drop".
fn takes_up(line: &Line<'_>, place: Span) -> bool {
    let before = line.before(place.start).trim_end().rsplit(' ').next().unwrap_or("");
    let word = line.between(place.start, place.end);
    !word.ends_with("ed") && matches!(before, "a" | "an" | "that" | "this" | "such" | "the")
}

/// Whether a figure's clause names nothing, so that it speaks of what was named before.
fn pointing(story: &Story<'_>, claim: &Claim) -> bool {
    let words = &story.lexicon.words;
    let told = |line: &Line<'_>| {
        let mut before = line.words_before(claim.span.start).take(8);
        // "We have 22,000 subscribers" points at nothing that was told before.
        let ourselves = before.any(|word| matches!(word, "we" | "i" | "you" | "we've" | "i've"));
        let named = claim.measure.lemmas().any(|lemma| !words.is(WordKind::Generic, lemma));
        let opens = line.text().trim_start().split(' ').next().unwrap_or("");
        let elsewhere = ourselves && named && !matches!(opens, "we" | "i" | "i've" | "we've" | "there");
        line.points_back(claim, story.lexicon) && !elsewhere || line.bare(claim, story.lexicon)
    };
    claim.tagged("carried")
        || claim.measure.lemmas().all(|lemma| words.is(WordKind::Generic, lemma))
        || story.line(claim).is_some_and(told)
}

impl Line<'_> {
    /// Whether the subject of a word points at a thing told before: "it is growing", "they're falling".
    fn points_back_at(&self, place: Span) -> bool {
        let mut words = self.words_before(place.start).take(3);
        words.any(|word| {
            matches!(
                word,
                "it" | "they" | "that" | "this" | "these" | "those" | "it's" | "that's" | "they're" | "they've"
            )
        })
    }
}
