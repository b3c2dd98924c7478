//! Amounts that lead from one level to the next: "we opened 42 and closed 15".

use smol_str::SmolStr;

use super::choice::between;
use super::pair::Pair;
use super::way::{self, Side};
use super::{Story, shift, stands, tag};
use crate::claim::{Aspect, Claims, Direction};
use crate::quantity::{Dimension, Notation, Unit};

/// How many words may stand between a word of direction and its figure.
const BESIDE: usize = 3;

/// "We opened 42 and closed 15": amounts that lead from one level to the next.
pub(super) fn link(story: &Story<'_>, pairs: &[Pair], claims: &mut Claims, at: usize) {
    for pair in between(pairs, at, at).iter().filter(|pair| pair.last - pair.first <= 4) {
        if !spans(story, claims, pair) {
            continue;
        }
        let early = pair.first.min(story.preceding(pair.first, 2).last().unwrap_or(pair.first));
        let lines = early..=pair.last;
        let mut steps: Vec<(usize, Direction)> = Vec::new();
        for number in lines.flat_map(|line| story.lines[line].claims.clone()) {
            steps.extend(flow(story, claims, number, pair, steps.last().map(|step| step.1)).map(|way| (number, way)));
        }
        for (number, way) in steps {
            if claims.all[number].quantity.unit.dimension == Dimension::Count {
                let unit = if measured(claims, pair) { points() } else { claims.all[pair.after].quantity.unit.clone() };
                claims.all[number].quantity.unit = unit;
            }
            claims.all[number].aspect = Aspect::Change;
            claims.all[number].direction = Some(way);
            shift::attach(claims, number, *pair);
            tag(claims, number, "flow");
        }
    }
}

/// Whether a pair is told as the start and the end of a stretch: "began with", "finished with".
fn spans(story: &Story<'_>, claims: &Claims, pair: &Pair) -> bool {
    let near = |number: usize, tag: &str| {
        let claim = &claims.all[number];
        story.line(claim).is_some_and(|line| line.near(tag, claim, 8))
    };
    near(pair.before, "past") && near(pair.after, "now") || near(pair.before, "stood") && near(pair.after, "now")
}

fn measured(claims: &Claims, pair: &Pair) -> bool {
    claims.all[pair.after].quantity.unit.dimension == Dimension::Share
}

fn points() -> Unit {
    Unit { name: SmolStr::new_static("basis-point"), dimension: Dimension::Points, per: None }
}

/// The way a figure flows, where it is an amount between the levels of a pair.
fn flow(story: &Story<'_>, claims: &Claims, number: usize, pair: &Pair, last: Option<Direction>) -> Option<Direction> {
    let claim = &claims.all[number];
    let line = story.line(claim)?;
    let ways =
        [("inflow", Direction::Up), ("outflow", Direction::Down), ("rise", Direction::Up), ("fall", Direction::Down)];
    let near = ways.into_iter().flat_map(|(tag, way)| line.places(tag).map(move |place| (tag, place, way)));
    let found =
        near.filter(|(_, place, _)| place.end <= claim.span.start && line.distance(*place, claim.span) <= BESIDE);
    let found = found.min_by_key(|(_, place, _)| line.distance(*place, claim.span));
    let points = measured(claims, pair);
    let kind = match claim.quantity.unit.dimension {
        Dimension::Points => points,
        Dimension::Count => {
            let bare = line.bare(claim, story.lexicon) || line.after(claim.span.end).starts_with(" net");
            let level = &claims.all[pair.after];
            bare && (!points || last.is_some()) || claim.measure.head == level.measure.head && !points
        }
        _ => !points && claim.quantity.unit.name == claims.all[pair.after].quantity.unit.name,
    };
    let outside = number != pair.before && number != pair.after && claim.span.end <= claims.all[pair.after].span.start;
    let another = line.before(claim.span.start).ends_with("another ");
    let amount = claim.quantity.unit.dimension != Dimension::Share && claim.quantity.notation == Notation::Digits;
    let by_figure = found.filter(|(tag, _, _)| matches!(*tag, "inflow" | "outflow") || points).map(|found| found.2);
    // "12 left": what stands behind a figure may say it too.
    let by_words = || match way::side(story, claims, number) {
        Side::In => Some(Direction::Up),
        Side::Out => Some(Direction::Down),
        Side::Opening | Side::Open => None,
    };
    let way = if points { by_figure } else { by_words().or(by_figure) };
    (stands(claim) && kind && outside && amount).then(|| way.or(last.filter(|_| another)))?
}
