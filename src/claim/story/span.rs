//! Ranges: their midpoint, their width, and what is said to lie in them.

use super::line::Line;
use super::{Story, inherit, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::lexicon::WordKind;
use crate::quantity::{Bound, Dimension};
use crate::span::Span;

/// How many lines behind a range something may be told of it.
const REACH: usize = 28;
/// How many lines behind it nothing but the phrase is needed.
const NEAR: usize = 6;
/// How many of the last ranges are looked at.
const RANGES: usize = 4;

/// What a phrase says of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Half way between its ends.
    Middle,
    /// How far its ends are apart.
    Width,
    /// In it.
    Inside,
    /// One of its ends: "the upper end of the range".
    End,
    /// The most, the least or the mean of what is told with the range.
    Extreme,
}

impl Kind {
    fn tag(self) -> &'static str {
        match self {
            Self::Middle => "middle",
            Self::Width => "width",
            Self::Inside | Self::End | Self::Extreme => "inside",
        }
    }

    /// How many words may stand between the phrase and its figure.
    fn reach(self) -> usize {
        match self {
            Self::Inside => 12,
            Self::Extreme => 14,
            Self::Middle | Self::Width | Self::End => 6,
        }
    }
}

/// Links figures to the ranges they are told of.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    let mut ranges: Vec<usize> = Vec::new();
    for at in 0..story.lines.len() {
        for (kind, place) in phrases(&story.lines[at]) {
            let Some((range, figure)) = told(story, claims, &ranges, at, (kind, place)) else { continue };
            if claims.all[figure].quantity.unit.dimension == Dimension::Count {
                inherit(claims, range, figure);
            }
            claims.all[figure].quantity.unit.per = claims.all[range].quantity.unit.per.clone();
            tie(claims, figure, LinkKind::RangeOf, range);
            tag(claims, figure, kind.tag());
        }
        let own = story.lines[at].claims.clone().filter(|number| is_range(&claims.all[*number]));
        ranges.extend(own);
    }
}

/// What a line says of ranges, each with its place.
fn phrases(line: &Line<'_>) -> Vec<(Kind, Span)> {
    let tables = [
        ("midpoint", Kind::Middle),
        ("inside", Kind::Inside),
        ("width", Kind::Width),
        ("range-end", Kind::End),
        ("top", Kind::Extreme),
        ("bottom", Kind::Extreme),
        ("average-of", Kind::Extreme),
    ];
    let listed = tables.into_iter().flat_map(|(tag, kind)| line.places(tag).map(move |place| (kind, place)));
    let mut found: Vec<(Kind, Span)> = listed.collect();
    let inside = line.places("range-noun").filter(|noun| within(line, *noun)).map(|noun| (Kind::Inside, noun));
    found.extend(inside);
    found.retain(|(kind, place)| *kind != Kind::End || !beyond(line, *place));
    found
}

/// "1.5 million above the high end": what lies beyond an end is not the end.
fn beyond(line: &Line<'_>, end: Span) -> bool {
    line.places("beyond").any(|word| word.end <= end.start && line.distance(word, end) <= 3)
}

/// "inside our usual span", "within the target range": the word that holds something stands right before the noun.
fn within(line: &Line<'_>, noun: Span) -> bool {
    let before = line.before(noun.start).split_whitespace().rev().take(4);
    // "in that 28 percent range" names a range of its own.
    let figure = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    before.take_while(|word| !figure(word)).any(|word| matches!(word, "in" | "inside" | "within"))
}

/// The range that a phrase speaks of, and the figure that is told of it.
fn told(
    story: &Story<'_>,
    claims: &Claims,
    ranges: &[usize],
    at: usize,
    (kind, place): (Kind, Span),
) -> Option<(usize, usize)> {
    let line = &story.lines[at];
    let mut own = line.claims.clone().map(|number| &claims.all[number]);
    if own.any(|claim| is_range(claim) && claim.span.overlaps(place)) {
        return None;
    }
    // A line with a range of its own speaks of that one.
    let own: Vec<usize> = ahead(line, claims).collect();
    let near: Vec<usize> = if own.is_empty() { ranges.iter().rev().copied().take(RANGES).collect() } else { own };
    near.into_iter().filter(|range| at <= claims.all[*range].sentence + REACH).find_map(|range| {
        let figure = figure(story, claims, range, at, kind, place)?;
        meant(story, claims, range, figure, kind, at).then_some((range, figure))
    })
}

/// The ranges of a line itself: "we expect 50 to 60 million, so 55 million at the midpoint".
fn ahead<'a>(line: &Line<'_>, claims: &'a Claims) -> impl Iterator<Item = usize> + 'a {
    line.claims.clone().filter(|number| is_range(&claims.all[*number]))
}

fn is_range(claim: &Claim) -> bool {
    stands(claim) && claim.quantity.bound == Bound::Range && claim.quantity.range.is_some()
}

/// Whether the text shows that the range is the one that is meant: near, named again, or the only one of its kind.
fn meant(story: &Story<'_>, claims: &Claims, range: usize, figure: usize, kind: Kind, at: usize) -> bool {
    let (band, own) = (&claims.all[range], &claims.all[figure]);
    let shared = story.shared(band.sentence, own.sentence) > 0 || story.shared(band.sentence, at) > 0;
    let telling = |word: &&str| {
        !story.lexicon.words.is(WordKind::Generic, word) && !line_words(story, own).any(|noun| noun.contains(*word))
    };
    let named = own.measure.lemmas().any(|word| telling(&word));
    let met = own.measure.lemmas().filter(telling).any(|word| holds(story, band, word));
    if kind == Kind::Extreme {
        return shared && (met || !named) && own.sentence > band.sentence && of_one_time(band, own);
    }
    let last = own.sentence <= band.sentence + 1;
    let close = at <= band.sentence + NEAR;
    last || met || !named && (close || shared || sole(claims, range, figure))
}

/// Whether a range and a figure are both said to be so, of times that do not differ.
fn of_one_time(band: &Claim, own: &Claim) -> bool {
    let time = |claim: &Claim| claim.period.as_ref().map(|period| period.key.clone());
    let actual = |claim: &Claim| claim.modality == Modality::Actual;
    (time(own).is_none() || time(own) == time(band)) && actual(band) && actual(own)
}

/// The words for ranges, their ends and middle in the line of a claim: they name no thing.
fn line_words<'a>(story: &'a Story<'_>, claim: &Claim) -> impl Iterator<Item = &'a str> {
    let tags = ["range-noun", "range-end", "midpoint", "inside", "width"];
    let line = story.line(claim);
    line.into_iter().flat_map(move |line| {
        tags.into_iter().flat_map(move |tag| line.places(tag)).map(|place| line.between(place.start, place.end))
    })
}

/// Whether a word is said with a claim.
fn holds(story: &Story<'_>, claim: &Claim, word: &str) -> bool {
    story.line(claim).is_some_and(|line| line.stems(story.lexicon).iter().any(|stem| stem == word))
}

/// Whether no other range of a unit is told between a range and a figure.
fn sole(claims: &Claims, range: usize, figure: usize) -> bool {
    let unit = &claims.all[range].quantity.unit.name;
    let mut between = claims.all.get(range + 1..figure.max(range + 1)).unwrap_or_default().iter();
    !between.any(|claim| is_range(claim) && claim.quantity.unit.name == *unit)
}

/// The figure that a phrase says to be the middle, the width, an end or inside of a range.
fn figure(story: &Story<'_>, claims: &Claims, range: usize, at: usize, kind: Kind, place: Span) -> Option<usize> {
    let line = &story.lines[at];
    let denied = line.places("negation").any(|no| no.end <= place.start && line.distance(no, place) <= 4);
    let outside = ["outside", "above the", "below the"].iter().any(|word| line.text().contains(word));
    if denied || line.question || matches!(kind, Kind::Inside | Kind::Extreme) && outside {
        return None;
    }
    let behind = line.between(place.start, place.end).ends_with(" of");
    let follows = |number: &usize| !behind || claims.all[*number].span.start >= place.end;
    let near = line.claims.clone().filter(|number| follows(number) && like(line, claims, range, *number, story));
    let closest = near.min_by_key(|number| line.distance(place, claims.all[*number].span));
    let own = closest.filter(|number| line.distance(place, claims.all[*number].span) <= kind.reach());
    if own.is_some() || kind != Kind::Inside {
        return own;
    }
    let earlier = story.preceding(at, NEAR).take_while(|before| *before >= claims.all[range].sentence);
    let mut levels =
        earlier.flat_map(|before| story.lines[before].claims.clone().rev().map(move |number| (before, number)));
    let told = levels.find(|(before, number)| {
        let shared = story.shared(*before, at) > 0 || *before + 1 == at;
        *number > range && like(&story.lines[*before], claims, range, *number, story) && shared
    });
    told.map(|(_, number)| number)
}

/// Whether a figure is of a range's kind.
fn like(line: &Line<'_>, claims: &Claims, range: usize, number: usize, story: &Story<'_>) -> bool {
    let (a, b) = (&claims.all[range], &claims.all[number]);
    let (one, two) = (&a.quantity.unit, &b.quantity.unit);
    let per = one.per == two.per || one.per.is_none() || two.per.is_none();
    let same = one.name == two.name && per;
    let bare = line.bare(b, story.lexicon) && one.dimension != Dimension::Count;
    let counted = one.dimension != Dimension::Count || line.bare(b, story.lexicon) || a.measure.head == b.measure.head;
    let by = line.words_before(b.span.start).take(1).any(|word| word == "by");
    number != range
        && stands(b)
        && b.aspect != Aspect::Change
        && !by
        && matches!(b.quantity.bound, Bound::Exact | Bound::About)
        && counted
        && (same || bare)
}
