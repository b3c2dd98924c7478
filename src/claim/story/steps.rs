//! What two changes make that follow one another: "up 10 percent in 2023 and a further 5 percent in 2024; 15.5 percent in
//! two years".

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::{Story, choice, shift, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, Direction, LinkKind};
use crate::quantity::{Dimension, Interval};

/// How many lines before a total its steps may stand.
const REACH: usize = 3;

/// Links what is told of two years to the changes of either.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            let Some(way) = total(story, claims, number) else { continue };
            if let Some((first, second)) = steps(story, claims, number) {
                put(claims, number, (first, second), way);
            }
        }
    }
}

/// Which way a rate goes that is told of several steps together.
fn total(story: &Story<'_>, claims: &Claims, number: usize) -> Option<Direction> {
    let claim = &claims.all[number];
    let line = story.line(claim)?;
    let linked = claim.links.iter().any(|link| link.0 == LinkKind::ChangeFrom);
    let said = line.places("together").any(|place| line.distance(place, claim.span) <= 12);
    let lost = line.near("lost-it", claim, 1) || line.near("gained-it", claim, 1);
    let free = (rate(claim) || lost && claim.aspect == Aspect::Share && shared(claim))
        && said
        && !linked
        && !line.question
        && claim.quantity.unit.per.is_none();
    let moved = [("gained-it", Direction::Up), ("lost-it", Direction::Down)];
    let moved = || moved.into_iter().find(|(tag, _)| line.near(tag, claim, 1)).map(|(_, way)| way);
    let way = moved().or(claim.direction).or_else(|| shift::direction(line, claim.span));
    way.filter(|_| free && !line.has("each-time"))
}

/// Whether a total speaks of what the steps are of: it opens by taking them together, or names the same.
fn takes_up(story: &Story<'_>, claims: &Claims, number: usize, step: usize) -> bool {
    let (claim, told) = (&claims.all[number], &claims.all[step]);
    let Some(line) = story.line(claim) else { return false };
    let opens = line.places("together").any(|place| line.before(place.start).trim().is_empty());
    let known = story.lines[told.sentence].stems(story.lexicon);
    let named = choice::subject(story, claim);
    let head = &claim.measure.head;
    let stranger = !named.is_empty() && !named.iter().any(|noun| known.contains(noun))
        || !head.is_empty() && !known.contains(head) && *head != told.measure.head;
    opens || line.opens_back() || !stranger && story.shared(claim.sentence, told.sentence) > 0
}

/// Whether a figure is a rate said to be so.
fn rate(claim: &Claim) -> bool {
    shared(claim) && matches!(claim.aspect, Aspect::Level | Aspect::Change)
}

/// Whether a figure is a plain percentage said to be so.
fn shared(claim: &Claim) -> bool {
    stands(claim) && claim.quantity.unit.dimension == Dimension::Share && claim.quantity.is_single()
}

/// The only two rates of the lines before a total, of which the second goes on from the first.
fn steps(story: &Story<'_>, claims: &Claims, number: usize) -> Option<(usize, usize)> {
    let at = claims.all[number].sentence;
    let mut lines: Vec<usize> = story.preceding(at, REACH).take_while(|line| line + REACH >= at).collect();
    lines.reverse();
    lines.push(at);
    let own = lines.iter().flat_map(|line| story.lines[*line].claims.clone()).filter(|other| *other < number);
    let rates: Vec<usize> =
        own.filter(|other| claims.all[*other].quantity.unit.dimension == Dimension::Share).collect();
    let [first, second] = rates[..] else { return None };
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let goes_on = b.sentence <= a.sentence + 1 && story.line(b)?.near("again", b, 3);
    let years = a.period.as_ref().zip(b.period.as_ref()).is_some_and(|(one, two)| one.key != two.key);
    let told =
        |claim: &Claim| claim.aspect == Aspect::Change || story.line(claim).is_some_and(|line| moves(line, claim));
    (takes_up(story, claims, number, first) && rate(a) && rate(b) && told(a) && (goes_on || years && told(b)))
        .then_some((first, second))
}

/// "Put up by ten percent".
fn moves(line: &super::line::Line<'_>, claim: &Claim) -> bool {
    let by = line.words_before(claim.span.start).next() == Some("by");
    by || shift::direction(line, claim.span).is_some()
}

fn put(claims: &mut Claims, number: usize, (first, second): (usize, usize), way: Direction) {
    let sign = |at: usize| match claims.all[at].direction.unwrap_or(way) {
        Direction::Down => Decimal::NEGATIVE_ONE,
        _ => Decimal::ONE,
    };
    let hundred = Interval::point(Decimal::ONE_HUNDRED);
    let factor =
        |at: usize| hundred.add(&claims.all[at].quantity.interval().mul(&Interval::point(sign(at)))).div(&hundred);
    let made = factor(first).mul(&factor(second)).mul(&hundred).sub(&hundred).abs();
    let stated = &claims.all[number].quantity;
    // Who adds two rates up means points; that is told loosely, not wrongly.
    let sum = claims.all[first].quantity.interval().add(&claims.all[second].quantity.interval());
    let fit = fit::fit(stated, &made);
    if fit == Fit::Far || fit != Fit::Exact && stated.interval().meets(&sum) {
        return;
    }
    for at in [first, second, number] {
        claims.all[at].aspect = Aspect::Change;
        claims.all[at].direction = claims.all[at].direction.or(Some(way));
    }
    tie(claims, number, LinkKind::ChangeFrom, first);
    claims.all[number].links.retain(|link| link.0 != LinkKind::ChangeOf);
    tie(claims, number, LinkKind::ChangeOf, second);
    tag(claims, number, "successive");
}
