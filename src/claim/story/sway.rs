//! Words of direction against two levels that the text sets against one another: "Burglaries are up. 312 the year before
//! last, 268 last year."

use super::line::Line;
use super::pair::Pair;
use super::{Story, bearing};
use crate::claim::{Claim, Claims, Direction, LinkKind};
use crate::lexicon::WordKind;
use crate::quantity::Dimension;
use crate::span::Span;

/// How many lines before a pair a word may announce it.
const BEFORE: usize = 2;
/// How many lines behind a pair a word may sum it up.
const BEHIND: usize = 3;

/// A line of at most so many words says one thing.
const SHORT: usize = 16;
/// A line that sums a pair up says so within so many words.
const OPENING: usize = 6;
/// How many words may lie between a word of direction and the first of its two figures.
const LED: usize = 12;

/// A word of direction.
struct Sway {
    place: Span,
    at: usize,
    way: Direction,
}

/// Adds a claim for every word of direction that is said of a pair of levels.
pub(super) fn link(story: &Story<'_>, pairs: &[Pair], claims: &Claims, derived: &mut Vec<Claim>) {
    for pair in pairs {
        let lines = pair.first.saturating_sub(BEFORE)..(pair.last + BEHIND + 1).min(story.lines.len());
        for at in lines {
            for sway in sways(story, claims, pair, at) {
                let other = around(pairs, at).iter().filter(|other| other.first <= at + BEFORE);
                let alone = (pair.first..=pair.last).contains(&at)
                    || other.filter(|other| claims.all[other.after].id != claims.all[pair.after].id).count() == 0;
                if alone && speaks_of(story, claims, pair, &sway) && !known(claims, derived, pair, at) {
                    let claim = bearing::directed(sway.place, at, sway.way);
                    bearing::derive(claims, derived, claim, *pair);
                }
            }
        }
    }
}

/// The pairs that a word of a line may speak of; pairs stand in the order of their last lines.
fn around(pairs: &[Pair], at: usize) -> &[Pair] {
    let start = pairs.partition_point(|pair| pair.last + BEHIND < at);
    let end = pairs.partition_point(|pair| pair.last <= at + BEFORE + BEHIND);
    pairs.get(start..end).unwrap_or_default()
}

/// Whether a word of a line is held against a pair already.
fn known(claims: &Claims, derived: &[Claim], pair: &Pair, at: usize) -> bool {
    let after = claims.all[pair.after].id;
    derived.iter().any(|claim| claim.sentence == at && claim.links.contains(&(LinkKind::ChangeOf, after)))
}

/// The words of a line that say which way a figure of a pair's kind goes.
fn sways(story: &Story<'_>, claims: &Claims, pair: &Pair, at: usize) -> Vec<Sway> {
    let line = &story.lines[at];
    let time = claims.all[pair.after].quantity.unit.dimension == Dimension::Time;
    let ways: &[(&str, Direction)] = if time {
        &[
            ("rise", Direction::Up),
            ("fall", Direction::Down),
            ("quicker", Direction::Down),
            ("slower", Direction::Up),
            ("more-of-it", Direction::Up),
            ("less-of-it", Direction::Down),
        ]
    } else {
        &[
            ("rise", Direction::Up),
            ("fall", Direction::Down),
            ("more-of-it", Direction::Up),
            ("less-of-it", Direction::Down),
        ]
    };
    let places = ways.iter().flat_map(|(tag, way)| line.places(tag).map(move |place| (place, *way)));
    let said = places.filter(|(place, _)| {
        bearing::asserted(line, *place, &["unless", "must"]) && !wished(line, *place) && !hedge(line, *place)
    });
    let free = said.filter(|(place, _)| !bearing::beside(line, claims, *place));
    let mut found: Vec<Sway> = free.map(|(place, way)| Sway { place, at, way }).collect();
    found.sort_by_key(|sway| sway.place.start);
    // Two words that go two ways in one clause speak of two things.
    let clause = |sway: &Sway| !line.between(found[0].place.end, sway.place.start).contains([',', ';', ':']);
    let one_way = found.iter().all(|sway| sway.way == found[0].way || !clause(sway));
    if one_way { found.into_iter().take(1).collect() } else { Vec::new() }
}

/// Whether a word of direction is wished or planned: "to lift exports", "is to be raised".
fn wished(line: &Line<'_>, place: Span) -> bool {
    line.words_before(place.start).next().is_some_and(|word| matches!(word, "to" | "be"))
        && !line.between(place.start, place.end).starts_with("to ")
}

/// "More than", "less than", "more and more firms", "no more": no word of direction.
fn hedge(line: &Line<'_>, place: Span) -> bool {
    let after = line.after(place.end);
    let before = line.words_before(place.start).next().unwrap_or("");
    let own = line.between(place.start, place.end);
    let bound = after.starts_with(" than") || after.starts_with(" or ") || after.starts_with(" about");
    // The season, not the verb.
    let autumn = own == "fall"
        && (matches!(before, "last" | "this" | "next" | "in" | "early" | "late")
            || line.before(place.start).ends_with("the ") && !after.starts_with(" in"));
    autumn
        || matches!(own, "more" | "less" | "lower" | "higher")
            && (bound || matches!(before, "no" | "any" | "and" | "even" | "much"))
        || after.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word of direction is said of a pair.
fn speaks_of(story: &Story<'_>, claims: &Claims, pair: &Pair, sway: &Sway) -> bool {
    let line = &story.lines[sway.at];
    let (before, after) = (&claims.all[pair.before], &claims.all[pair.after]);
    let opens = if before.span.start < after.span.start { before } else { after };
    let nameless = [before, after].iter().all(|claim| pointing(story, claim));
    if (pair.first..=pair.last).contains(&sway.at) {
        return inside(story, claims, pair, sway, opens);
    }
    // A line with figures of its own, or a long one, speaks of more than the pair.
    let words = line.text().split_whitespace().count();
    let numbers = line.claims.clone().any(|number| claims.all[number].quantity.unit.dimension != Dimension::Time);
    let opening =
        line.text().get(..sway.place.start.saturating_sub(line.start)).unwrap_or("").split_whitespace().count();
    let summed = sway.at > pair.last && opening <= OPENING && takes_up(line, sway.place);
    if (numbers || words > SHORT) && !summed || equal(before, after) {
        return false;
    }
    if sway.at < pair.first {
        let next = line.speaker == story.lines[pair.first].speaker && sway.at + 1 == pair.first;
        return next && (nameless || named(story, pair, claims, sway.at));
    }
    sway.at <= pair.last + 2
        && opening <= OPENING
        && (takes_up(line, sway.place) || line.points_back_at(sway.place) || named(story, pair, claims, sway.at))
}

/// Whether a line holds the noun that a pair is of.
fn named(story: &Story<'_>, pair: &Pair, claims: &Claims, at: usize) -> bool {
    let stems = story.lines[at].stems(story.lexicon);
    let heads = [pair.before, pair.after].map(|number| &claims.all[number].measure.head);
    heads.into_iter().all(|head| head.is_empty() || stems.contains(head))
        && heads.into_iter().any(|head| !head.is_empty())
}

fn equal(a: &Claim, b: &Claim) -> bool {
    a.quantity.agrees(&b.quantity)
}

/// Whether a word in the lines of the pair is said of it: in the clause of its first figure, or before a colon or full stop
/// behind which the figures name nothing of their own.
fn inside(story: &Story<'_>, claims: &Claims, pair: &Pair, sway: &Sway, opens: &Claim) -> bool {
    let line = &story.lines[sway.at];
    let after = &claims.all[pair.after];
    let kind = &after.quantity.unit.name;
    let alike = line.claims.clone().filter(|number| claims.all[*number].quantity.unit.name == *kind).count();
    let units = claims.all[pair.before].quantity.unit.name == *kind || alike == 1;
    let most = if pair.first == pair.last { 2 } else { 1 };
    if alike > most || !units || equal(&claims.all[pair.before], after) {
        return false;
    }
    let last = if opens.id == claims.all[pair.before].id { &claims.all[pair.after] } else { &claims.all[pair.before] };
    if pair.first == pair.last && sway.place.start > opens.span.start {
        let named = takes_up(line, sway.place);
        let behind = sway.place.start > last.span.start;
        let leads = !behind && last.id == claims.all[pair.after].id && line.distance(sway.place, last.span) <= 2;
        return named && line.distance(sway.place, last.span) <= 8 || leads;
    }
    let to_before = opens.id != after.id && line.words_before(opens.span.start).next() == Some("to");
    if sway.at != opens.sentence
        || sway.place.start > opens.span.start
        || to_before
        || pair.first != pair.last && !pointing(story, last)
    {
        return false;
    }
    let between = line.between(sway.place.end, opens.span.start);
    let another = line.claims.clone().any(|number| {
        let claim = &claims.all[number];
        claim.span.start >= sway.place.end
            && claim.span.end <= opens.span.start
            && claim.quantity.unit.dimension != Dimension::Time
    });
    let joined =
        [" and ", " but ", " while ", " as ", ";", " when ", " because "].iter().any(|word| between.contains(word));
    !another && line.distance(sway.place, opens.span) <= LED && (!joined || pointing(story, opens))
}

/// Whether a word of direction is a noun that takes up what was just told: "an increase", "that drop".
fn takes_up(line: &Line<'_>, place: Span) -> bool {
    let before = line.before(place.start).trim_end().rsplit(' ').next().unwrap_or("");
    let noun = !line.between(place.start, place.end).ends_with("ed");
    noun && matches!(before, "a" | "an" | "that" | "this" | "such")
}

/// Whether a figure's clause names nothing, so that it speaks of what was named before.
fn pointing(story: &Story<'_>, claim: &Claim) -> bool {
    let words = &story.lexicon.words;
    claim.tagged("carried")
        || claim.measure.lemmas().all(|lemma| words.is(WordKind::Generic, lemma))
        || story
            .line(claim)
            .is_some_and(|line| line.points_back(claim, story.lexicon) || line.bare(claim, story.lexicon))
}

impl Line<'_> {
    /// Whether the subject of a word points at a thing told before: "it is growing", "they're falling".
    fn points_back_at(&self, place: Span) -> bool {
        let mut words = self.words_before(place.start).take(3);
        words.any(|word| {
            matches!(word, "it" | "they" | "that" | "this" | "these" | "those" | "it's" | "that's" | "they're")
        })
    }
}
