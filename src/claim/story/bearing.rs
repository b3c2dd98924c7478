//! Words of direction that stand with no figure of their own, as changes between two levels.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::choice::choose;
use super::line::Line;
use super::pair::{self, Pair};
use super::{Story, stands, upcoming, word};
use crate::claim::{Aspect, Claim, Claims, Direction, LinkKind};
use crate::quantity::{Dimension, Form, Notation, Quantity, Unit};
use crate::span::Span;

/// How many lines back a change of the same level may be told already.
const AHEAD: usize = 2;

/// "Profit was 12 million, up from 10 million": the word stands between the level after and the level before.
pub(super) fn up_from(story: &Story<'_>, claims: &Claims, at: usize, derived: &mut Vec<Claim>) {
    let line = &story.lines[at];
    for number in line.claims.clone().skip(1) {
        let (after, before) = (&claims.all[number - 1], &claims.all[number]);
        let gap = line.between(after.span.end, before.span.start);
        let mut words = gap.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty());
        let from = words.next() == Some("from");
        let way = words.take(2).find_map(|word| match word {
            "up" => Some((word, Direction::Up)),
            "down" => Some((word, Direction::Down)),
            _ => None,
        });
        let joined = [" and ", " but ", " while ", " which ", ";"].iter().any(|word| gap.contains(word));
        let Some((word, way)) = way.filter(|_| from && !joined && gap.len() < UP_FROM) else { continue };
        let told = pair::level(line, after) && stands(before) && before.quantity.range.is_none();
        let known = derived
            .iter()
            .rev()
            .take_while(|claim| claim.sentence + AHEAD >= at)
            .any(|claim| claim.links.contains(&(LinkKind::ChangeOf, after.id)));
        if !told || known || !pair::comparable(story.lexicon, line, after, line, before) {
            continue;
        }
        let place = after.span.end + gap.rfind(word).unwrap_or(0);
        let claim = directed(Span::new(place, place + word.len()), at, way);
        derive(claims, derived, claim, Pair { before: number, after: number - 1, first: at, last: at });
    }
}

/// Adds a claim of a word as the change between two levels.
pub(super) fn derive(claims: &Claims, derived: &mut Vec<Claim>, mut claim: Claim, pair: Pair) {
    claim.id = upcoming(claims, derived);
    claim.links.push((LinkKind::ChangeOf, claims.all[pair.after].id));
    claim.links.push((LinkKind::ChangeFrom, claims.all[pair.before].id));
    derived.push(claim);
}

/// How many bytes may stand between the two levels of "was 12 million in May, up from 10 million".
const UP_FROM: usize = 48;

/// Words of direction that stand with no figure of their own.
pub(super) fn words(story: &Story<'_>, pairs: &[Pair], claims: &Claims, at: usize, derived: &mut Vec<Claim>) {
    let line = &story.lines[at];
    let ways = [
        ("rise", Direction::Up),
        ("fall", Direction::Down),
        ("better", Direction::Up),
        ("worse", Direction::Down),
        ("weaker", Direction::Down),
        ("stronger", Direction::Up),
        ("half", Direction::Down),
    ];
    let places = ways.into_iter().flat_map(|(tag, way)| line.places(tag).map(move |place| (tag, place, way)));
    for (tag, place, way) in places {
        if !asserted(line, place, &["to"]) || tag != "half" && beside(line, claims, place) {
            continue;
        }
        let Some(way) = meaning(line, tag, place, way) else { continue };
        let Some(pair) =
            choose(story, pairs, claims, at, None).filter(|pair| chosen(story, claims, pair, place, at, tag))
        else {
            continue;
        };
        let known = |other: &Claim| {
            other.sentence == at && other.links.contains(&(LinkKind::ChangeOf, claims.all[pair.after].id))
        };
        if derived.iter().any(known) {
            continue;
        }
        let mut claim = if tag == "half" { halved(place, at) } else { directed(place, at, way) };
        claim.direction = Some(way);
        derive(claims, derived, claim, pair);
    }
}

/// Whether a pair is what a bare word of direction in a line speaks of.
fn chosen(story: &Story<'_>, claims: &Claims, pair: &Pair, place: Span, at: usize, tag: &str) -> bool {
    let (before, after) = (&claims.all[pair.before], &claims.all[pair.after]);
    let measured = matches!(after.quantity.unit.dimension, Dimension::Share | Dimension::Points);
    let line = &story.lines[at];
    if tag == "half" {
        return !measured;
    }
    if pair.first == at && pair.last == at {
        let opens = before.span.start.min(after.span.start);
        let between = line.between(place.end, opens);
        let another = line.claims.clone().any(|number| {
            let claim = &claims.all[number];
            claim.span.start >= place.end && claim.span.end <= opens && claim.quantity.unit.dimension != Dimension::Time
        });
        let first = if before.span.start == opens { before } else { after };
        let led = between.trim_end().rsplit(' ').next().unwrap_or("").to_owned();
        let fitting = match led.as_str() {
            "to" => first.id == after.id,
            "from" => first.id == before.id,
            _ => false,
        };
        let supposed = line.text().contains(" if ") || line.text().starts_with("if ");
        return place.end <= opens
            && !another
            && fitting
            && !supposed
            && between.split_whitespace().count() <= 12
            && !between.contains([';', ':']);
    }
    predicate(line, place)
}

/// Whether a word of direction is what its sentence says: "has gone up", "An increase for the second year".
fn predicate(line: &Line<'_>, place: Span) -> bool {
    let before: Vec<&str> = line
        .before(place.start)
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .rev()
        .take(3)
        .collect();
    let own = line.between(place.start, place.end);
    let opens = matches!(before.as_slice(), ["a" | "an"] | ["a" | "an", "is" | "was" | "s" | "it's" | "that's", ..]);
    let moved = own.contains(' ') && !own.starts_with("go")
        || matches!(own, "risen" | "fallen" | "grown" | "shrunk" | "longer" | "shorter" | "higher" | "lower");
    let verb = before
        .first()
        .is_some_and(|word| matches!(*word, "is" | "are" | "was" | "has" | "have" | "been" | "now" | "since" | "it's"));
    let phrase = own.starts_with("moved")
        || own.starts_with("is ")
        || own.starts_with("are ")
        || own.starts_with("gone")
        || own.starts_with("come ");
    opens || moved && verb || phrase
}

/// What a word of judgement says of the figure; nothing where it depends on the thing.
fn meaning(line: &Line<'_>, tag: &str, place: Span, way: Direction) -> Option<Direction> {
    let inverse = ["per dollar", "to the dollar", "per euro", "to the euro", "per pound", "against the dollar, to"]
        .iter()
        .any(|words| line.text().contains(words));
    let flipped = if way == Direction::Up { Direction::Down } else { Direction::Up };
    match tag {
        "better" | "worse" => {
            let close = |good: Span| good.end <= place.start && line.distance(good, place) == 0;
            line.places("good").any(close).then_some(way)
        }
        "weaker" | "stronger" => inverse.then_some(flipped),
        _ => Some(way),
    }
}

/// Words before a word of direction that make it no statement.
const SUPPOSING: [&str; 13] = [
    "if", "would", "could", "should", "may", "might", "expect", "expected", "whether", "will", "can", "despite",
    "offset",
];

/// Whether a word of direction is said to be so: not denied, asked or supposed, by the words that always make it no
/// statement or by others.
pub(super) fn asserted(line: &Line<'_>, place: Span, others: &[&str]) -> bool {
    let denied = line.places("negation").any(|no| no.end <= place.start && line.distance(no, place) <= 4);
    let supposing = |word: &str| SUPPOSING.contains(&word) || others.contains(&word);
    !denied && !line.question && !line.words_before(place.start).take(4).any(supposing)
}

/// Whether a figure of its own stands beside a word of direction, so that the word is read with the figure.
pub(super) fn beside(line: &Line<'_>, claims: &Claims, place: Span) -> bool {
    line.claims.clone().any(|number| {
        let claim = &claims.all[number];
        let own = claim.aspect == Aspect::Change && claim.point.is_none() || claim.tagged("flow");
        own && line.distance(place, claim.span) <= 4
    })
}

pub(super) fn directed(place: Span, sentence: usize, way: Direction) -> Claim {
    let mut claim = word(place, sentence, way);
    claim.aspect = Aspect::Change;
    claim.measure.text = SmolStr::new_static(if way == Direction::Up { "rise" } else { "fall" });
    claim.tags.push(SmolStr::new_static("direction"));
    claim
}

fn halved(place: Span, sentence: usize) -> Claim {
    let unit = Unit { name: SmolStr::new_static("times"), dimension: Dimension::Multiple, per: None };
    let half = Decimal::new(5, 1);
    let quantity = Quantity {
        span: place,
        numeral: place,
        value: half,
        slack: Decimal::new(25, 3),
        unit,
        notation: Notation::Words,
        form: Form::Multiple,
        ..Quantity::default()
    };
    Claim { aspect: Aspect::Change, ..Claim::of(quantity, sentence) }
}
