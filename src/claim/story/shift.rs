//! Changes with a figure, and the two levels they are stated of.

use smol_str::SmolStr;

use super::choice::choose;
use super::line::Line;
use super::pair::{self, Pair};
use super::{Story, bearing, flow, inherit, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, Direction, LinkKind};
use crate::quantity::{Dimension, Form, Notation, Unit};
use crate::span::Span;

/// Links changes to the pairs of levels they are stated of.
pub(super) fn link(story: &Story<'_>, pairs: &[Pair], claims: &mut Claims, derived: &mut Vec<Claim>) {
    for at in 0..story.lines.len() {
        flow::link(story, pairs, claims, at);
        for number in story.lines[at].claims.clone() {
            figure(story, pairs, claims, number);
        }
        bearing::halves(story, pairs, claims, at, derived);
        bearing::up_from(story, claims, at, derived);
    }
}

/// A change with a figure.
fn figure(story: &Story<'_>, pairs: &[Pair], claims: &mut Claims, number: usize) {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim).filter(|_| stands(claim)) else { return };
    let Some(direction) = changes(story, line, claim) else { return };
    let complete = |kind| claim.links.iter().any(|link| link.0 == kind);
    if complete(LinkKind::ChangeOf) && complete(LinkKind::ChangeFrom) && claim.direction.is_some() {
        return;
    }
    let Some(pair) = choose(story, pairs, claims, claim.sentence, Some(number)) else { return };
    if bound_elsewhere(claims, number, pair) || told(story, claims, number, pair) {
        return;
    }
    let change = &mut claims.all[number];
    change.direction = direction.or(change.direction);
    conclude(claims, number, pair);
}

/// Makes a figure the change between the levels of a pair.
pub(super) fn conclude(claims: &mut Claims, number: usize, pair: Pair) {
    claims.all[number].aspect = Aspect::Change;
    attach(claims, number, pair);
    if claims.all[number].quantity.unit.dimension == Dimension::Count {
        inherit(claims, pair.after, number);
    }
    if claims.all[number].quantity.unit.name == "point" {
        claims.all[number].quantity.unit =
            Unit { name: SmolStr::new_static("percentage-point"), dimension: Dimension::Points, per: None };
    }
    if claims.all[number].direction.is_none() {
        claims.all[number].direction = Some(actual(claims, pair));
    }
}

/// Whether a change of the same kind is told with the pair already, and this one elsewhere: it is of something else.
fn told(story: &Story<'_>, claims: &Claims, number: usize, pair: Pair) -> bool {
    let (claim, after) = (&claims.all[number], &claims.all[pair.after]);
    if claim.sentence == after.sentence {
        return false;
    }
    let ends = [(LinkKind::ChangeOf, after.id), (LinkKind::ChangeFrom, claims.all[pair.before].id)];
    let mut beside = story.lines.get(after.sentence).map_or(0..0, |line| line.claims.clone());
    beside.any(|other| {
        let other = &claims.all[other];
        let same = other.quantity.unit.dimension == claim.quantity.unit.dimension;
        same && ends.iter().all(|end| other.links.contains(end))
    })
}

/// Whether the grammar of a change's own sentence ties it to a level that is not in the pair.
fn bound_elsewhere(claims: &Claims, number: usize, pair: Pair) -> bool {
    let (before, after) = (claims.all[pair.before].id, claims.all[pair.after].id);
    claims.all[number].links.iter().any(|(kind, level)| match kind {
        LinkKind::ChangeFrom => *level != before,
        LinkKind::ChangeOf => ![before, after].contains(level) && claims.all[number].list.is_some(),
        _ => false,
    })
}

pub(super) fn attach(claims: &mut Claims, number: usize, pair: Pair) {
    claims.all[number].links.retain(|link| !matches!(link.0, LinkKind::ChangeOf | LinkKind::ChangeFrom));
    tie(claims, number, LinkKind::ChangeOf, pair.after);
    tie(claims, number, LinkKind::ChangeFrom, pair.before);
    if claims.all[number].sentence != claims.all[pair.after].sentence {
        tag(claims, number, "across");
    }
}

/// Which way the levels go: for a change that says only how much.
fn actual(claims: &Claims, pair: Pair) -> Direction {
    let value = |at: usize| claims.all[at].quantity.value;
    if value(pair.after) < value(pair.before) { Direction::Down } else { Direction::Up }
}

/// Whether a claim is a change, and which way it is said to go.
pub(super) fn changes(story: &Story<'_>, line: &Line<'_>, claim: &Claim) -> Option<Option<Direction>> {
    let included =
        line.words_before(claim.span.start).take(6).any(|word| matches!(word, "including" | "includes" | "excluding"));
    let whole = line.after(claim.span.end).starts_with(" of ")
        && !line.words_before(claim.span.start).take(2).any(|word| word == "of");
    let doubly = claim.tagged("year-on-year") && (claim.tagged("quarter-on-quarter") || claim.tagged("month-on-month"));
    if included
        || doubly
        || whole && claim.quantity.form != Form::Fraction && claim.quantity.unit.dimension == Dimension::Share
    {
        return None;
    }
    if claim.tagged("flow") || claim.point.is_some() || claim.basis.is_some() && claim.aspect != Aspect::Change {
        return None;
    }
    let dimension = claim.quantity.unit.dimension;
    let said = direction(line, claim.span);
    let by = line.words_before(claim.span.start).next().is_some_and(|word| word == "by");
    match claim.aspect {
        Aspect::Change if pair::level(line, claim) => None,
        Aspect::Change => Some(claim.direction.or(said)),
        _ if dimension == Dimension::Multiple
            && claim.quantity.form == Form::Multiple
            && !line.text().contains("leverage") =>
        {
            (claim.quantity.notation == Notation::Words).then_some(None)
        }
        _ if by && said.is_some() => Some(said),
        _ if moved(line, claim).is_some() => Some(moved(line, claim)),
        _ if claim.quantity.form == Form::Fraction && answers(story, claim) => Some(None),
        _ => None,
    }
}

/// Which way the verb right before a counted figure says it goes: "lost 14,000 visitors".
pub(super) fn moved(line: &Line<'_>, claim: &Claim) -> Option<Direction> {
    let ways = [("gained-it", Direction::Up), ("lost-it", Direction::Down)];
    let before = |place: Span| place.end <= claim.span.start && line.distance(place, claim.span) == 0;
    let amount = !matches!(claim.quantity.unit.dimension, Dimension::Share | Dimension::Multiple | Dimension::Time);
    ways.into_iter().filter(|_| amount).find(|(tag, _)| line.places(tag).any(before)).map(|(_, way)| way)
}

/// Whether a figure is a short answer to a question.
pub(super) fn answers(story: &Story<'_>, claim: &Claim) -> bool {
    let short = story.line(claim).is_some_and(|line| line.text().split_whitespace().count() <= 8);
    let asked = claim.sentence.checked_sub(1).and_then(|before| story.lines.get(before));
    short && asked.is_some_and(|line| line.question)
}

/// Which way the words beside a figure say it goes.
pub(super) fn direction(line: &Line<'_>, span: Span) -> Option<Direction> {
    let ways = [("rise", Direction::Up), ("fall", Direction::Down)];
    let near = ways.into_iter().flat_map(|(tag, way)| line.places(tag).map(move |place| (place, way)));
    let near = near.map(|(place, way)| (line.distance(place, span), way)).filter(|(far, _)| *far <= 6);
    near.min_by_key(|(far, _)| *far).map(|(_, way)| way)
}
