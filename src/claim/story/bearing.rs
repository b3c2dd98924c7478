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

/// "Cut in half": what halves the levels of a pair.
pub(super) fn halves(story: &Story<'_>, pairs: &[Pair], claims: &Claims, at: usize, derived: &mut Vec<Claim>) {
    let line = &story.lines[at];
    for place in line.places("half") {
        let pair = choose(story, pairs, claims, at, None);
        let measured = |pair: &Pair| {
            matches!(claims.all[pair.after].quantity.unit.dimension, Dimension::Share | Dimension::Points)
        };
        let known = |pair: &Pair| {
            let after = (LinkKind::ChangeOf, claims.all[pair.after].id);
            derived.iter().any(|other| other.sentence == at && other.links.contains(&after))
        };
        let told = !line.question && stated(line, place, &["to"]);
        if let Some(pair) = pair.filter(|pair| told && !measured(pair) && !known(pair)) {
            let mut claim = halved(place, at);
            claim.direction = Some(Direction::Down);
            derive(claims, derived, claim, pair);
        }
    }
}

/// Words before a word of direction that make it no statement.
const SUPPOSING: [&str; 13] = [
    "if", "would", "could", "should", "may", "might", "expect", "expected", "whether", "will", "can", "despite",
    "offset",
];

/// Whether a word of direction is said to be so: not denied or supposed, by the words that always make it no
/// statement or by others.
pub(super) fn stated(line: &Line<'_>, place: Span, others: &[&str]) -> bool {
    let denied = line.places("negation").any(|no| no.end <= place.start && line.distance(no, place) <= 4);
    let supposing = |word: &str| SUPPOSING.contains(&word) || others.contains(&word);
    !denied && !line.words_before(place.start).take(4).any(supposing)
}

/// Whether a figure of its own stands beside a word of direction, so that the word is read with the figure.
pub(super) fn beside(line: &Line<'_>, claims: &Claims, place: Span) -> bool {
    line.claims.clone().any(|number| {
        let claim = &claims.all[number];
        let own = claim.aspect == Aspect::Change && claim.point.is_none() || claim.tagged("flow");
        let between = line.between(place.end.min(claim.span.end), place.start.max(claim.span.start));
        own && line.distance(place, claim.span) <= 4 && !between.contains([',', ';', ':'])
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
