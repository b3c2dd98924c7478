//! What is there after something came and something went: "412 beds", "added 38", "gave up 12", "now 438".
//!
//! A result that says of itself that it closes an account ("now", "left", "in all") is held against the figures of
//! its noun that stand right before it. Which of them add and which take away is told by the words beside them;
//! where they do not say, the account stays open.

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::line::Line;
use super::way::{self, Side, clear};
use super::{Story, stands, tag, tie};
use crate::claim::{Aspect, Claim, ClaimId, Claims, Direction, LinkKind, Modality};
use crate::quantity::{Bound, Dimension, Interval};
use crate::span::Span;

/// How many lines before a result its account may open.
const REACH: usize = 3;
/// How many claims are looked back over for it.
const LOOKED_AT: usize = 24;
/// The most figures of an account.
const MOST: usize = 6;

/// What a result says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// All together.
    Sum,
    /// What is still there.
    Rest,
    /// What is there by now.
    Stock,
}

/// An account: its figures in text order, each with its side.
type Account = Vec<(usize, Side)>;

/// Links results to the figures of their accounts.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for result in story.lines[at].claims.clone() {
            let Some(closing) = closes(story, claims, result) else { continue };
            let Some(account) = account(story, claims, result, closing) else { continue };
            let closing = if moves(&account) && closing == Closing::Sum { Closing::Stock } else { closing };
            if !may_miss(claims, result, &account, closing) {
                continue;
            }
            put(claims, result, &account);
        }
    }
}

fn put(claims: &mut Claims, result: usize, account: &Account) {
    let Some(opening) = opening(account) else { return };
    let moved = moves(account);
    for (number, side) in account {
        let unit = claims.all[result].quantity.unit.clone();
        claims.all[*number].quantity.unit = unit;
        if !moved {
            tie(claims, *number, LinkKind::AddendOf, result);
            continue;
        }
        let way = match side {
            Side::Opening => continue,
            Side::Out => Direction::Down,
            Side::In | Side::Open => Direction::Up,
        };
        claims.all[*number].links.clear();
        tie(claims, *number, LinkKind::ChangeOf, result);
        tie(claims, *number, LinkKind::ChangeFrom, opening);
        claims.all[*number].aspect = Aspect::Change;
        claims.all[*number].direction = Some(way);
        tag(claims, *number, "entry");
    }
    tag(claims, result, "account");
}

/// The figure that opens an account.
fn opening(account: &Account) -> Option<usize> {
    account.iter().find(|(_, side)| *side == Side::Opening).map(|(number, _)| *number)
}

/// Whether something goes away in an account.
fn moves(account: &Account) -> bool {
    account.iter().any(|(_, side)| *side == Side::Out)
}

/// Whether a figure closes an account, by the words of its clause.
fn closes(story: &Story<'_>, claims: &Claims, number: usize) -> Option<Closing> {
    let claim = &claims.all[number];
    let line = story.line(claim)?;
    if !amount(claim) || claim.aspect != Aspect::Level || line.question || !claim.links.is_empty() {
        return None;
    }
    if !matches!(claim.modality, Modality::Hypothetical) && !stands(claim) {
        return None;
    }
    let near = |tag: &str| line.places(tag).any(|place| clear(line, claims, number, place));
    let rest = |place: Span| clear(line, claims, number, place) && !departs(line, claim, place);
    if near("closes-sum") {
        Some(Closing::Sum)
    } else if line.places("closes-rest").any(rest) {
        Some(Closing::Rest)
    } else {
        near("closes-stock").then_some(Closing::Stock)
    }
}

/// "12 pupils left": whether a phrase that can say what is still there says what went away.
fn departs(line: &Line<'_>, claim: &Claim, place: Span) -> bool {
    let verb = place.start >= claim.span.end && line.between(place.start, place.end) == "left";
    let holds = |from: usize, to: usize| {
        let words = line.between(from, to);
        words.split(|c: char| !c.is_alphanumeric()).any(|word| {
            matches!(
                word,
                "have" | "has" | "had" | "ve" | "is" | "are" | "was" | "were" | "be" | "with" | "there" | "got"
            )
        })
    };
    let clause = line.before(claim.span.start).rfind([',', ';']).map_or(line.start, |at| line.start + at);
    verb && !holds(clause, claim.span.start) && !holds(claim.span.end, place.start)
}

/// Whether a figure is a plain amount of something.
fn amount(claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let kind = matches!(
        quantity.unit.dimension,
        Dimension::Count | Dimension::Money | Dimension::Mass | Dimension::Length | Dimension::Volume
    );
    let more = claim.aspect == Aspect::Change && claim.direction == Some(Direction::Up);
    kind && !claim.derived
        && (claim.aspect == Aspect::Level || more)
        && quantity.bound == Bound::Exact
        && quantity.range.is_none()
        && quantity.unit.per.is_none()
        && claim.basis.is_none()
        && claim.point.is_none()
        && quantity.value >= Decimal::ZERO
}

/// The figures before a result that are of its noun, where each says which way it goes.
fn account(story: &Story<'_>, claims: &Claims, result: usize, closing: Closing) -> Option<Account> {
    let own = &claims.all[result];
    let first = own.sentence.saturating_sub(REACH);
    let before = (0..result).rev().take(LOOKED_AT).take_while(|other| claims.all[*other].sentence >= first);
    let mut account: Account = Vec::new();
    for number in before.filter(|other| !claims.all[*other].derived) {
        if !told_alike(story, claims, number, result) {
            continue;
        }
        account.push((number, way::side(story, claims, number)));
        if account.len() > MOST {
            return None;
        }
    }
    account.reverse();
    open(story, claims, &mut account, closing);
    settle(story, claims, &mut account, closing);
    let known = account.iter().all(|(_, side)| *side != Side::Open);
    (account.len() >= 2 && known && sound(story, claims, result, &account, closing)).then_some(account)
}

/// Whether the figures can be an account at all: what opens it is named, no figure is a total itself, and the result
/// lies where such a result must.
fn sound(story: &Story<'_>, claims: &Claims, result: usize, account: &Account, closing: Closing) -> bool {
    let value = |number: usize| claims.all[number].quantity.value;
    let Some(opening) = opening(account) else { return false };
    let total = |number: usize| {
        let claim = &claims.all[number];
        let summed = |place| way::clear(&story.lines[claim.sentence], claims, number, place);
        claim.tagged("cumulative")
            || claim.tagged("running")
            || story.lines[claim.sentence].places("closes-sum").any(summed)
    };
    let head = &claims.all[result].measure.head;
    let named = !head.is_empty() && claims.all[opening].measure.head == *head;
    let placed = match closing {
        Closing::Sum => account.iter().all(|(number, _)| value(*number) < value(result)),
        Closing::Rest => value(result) < value(opening) || account.iter().any(|(_, side)| *side == Side::In),
        Closing::Stock => true,
    };
    named && placed && !account.iter().any(|(number, _)| total(*number))
}

/// Whether a figure is one of a result's noun, or has none of its own.
fn told_alike(story: &Story<'_>, claims: &Claims, number: usize, result: usize) -> bool {
    let (claim, own) = (&claims.all[number], &claims.all[result]);
    let Some(line) = story.line(claim) else { return false };
    if !amount(claim) || !stands(claim) || claim.links.iter().any(|link| !suits(*link, own.id)) {
        return false;
    }
    let same_unit = claim.quantity.unit == own.quantity.unit;
    let mut words =
        line.after(claim.span.end).split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let (first, second) = (words.next(), words.next());
    let more = first == Some("more")
        || first == Some("ones")
        || second == Some("ones")
        || first == Some("of") && second == Some("them");
    let bare = more || line.bare(claim, story.lexicon);
    let noun = !own.measure.head.is_empty() && claim.measure.head == own.measure.head;
    same_unit && (bare || noun && !of_another_kind(claim, own))
}

/// Whether a figure that belongs to another may still be one of the account.
fn suits((kind, to): (LinkKind, ClaimId), result: ClaimId) -> bool {
    matches!(kind, LinkKind::PartOf | LinkKind::ChangeOf | LinkKind::ChangeFrom)
        || kind == LinkKind::AddendOf && to == result
}

/// Whether two figures of one noun are told apart by a word before it: "9 orange balloons", "4 blue balloons".
fn of_another_kind(claim: &Claim, own: &Claim) -> bool {
    let lacks = |a: &Claim, b: &Claim| a.measure.modifiers.iter().any(|word| !b.measure.modifiers.contains(word));
    lacks(claim, own) && lacks(own, claim)
}

/// Lets the account open with its first figure that does not take away, or with the one said to be first.
fn open(story: &Story<'_>, claims: &Claims, account: &mut Account, closing: Closing) {
    let said = |number: usize| {
        let claim = &claims.all[number];
        story.line(claim).is_some_and(|line| line.near("at-first", claim, way::BESIDE))
    };
    let first = account
        .iter()
        .position(|(number, _)| said(*number))
        .or_else(|| account.iter().position(|(_, side)| *side == Side::Opening))
        .or_else(|| account.iter().position(|(_, side)| *side != Side::Out))
        .or_else(|| account.first().filter(|_| closing == Closing::Sum).map(|_| 0));
    if let Some(first) = first {
        account[first].1 = Side::Opening;
    }
}

/// Lets the result say which way the figures go whose own words do not.
fn settle(story: &Story<'_>, claims: &Claims, account: &mut Account, closing: Closing) {
    let opened = account.iter().position(|(_, side)| *side == Side::Opening);
    let mut others = account.iter().enumerate().filter(|(at, _)| Some(*at) != opened).map(|(_, entry)| entry.1);
    let one_way = others.all(|side| side == Side::Out);
    let opening = opened.map(|at| account[at].0);
    for (at, entry) in account.iter_mut().enumerate() {
        if entry.1 == Side::Opening && opening.is_some_and(|opening| joined(story, claims, opening, entry.0)) {
            entry.1 = Side::In;
            continue;
        }
        let another = entry.1 == Side::Opening;
        if Some(at) == opened {
            continue;
        }
        entry.1 = match (entry.1, closing) {
            // "61 were sold", "48 were sold", "109 in all": what goes one way adds up.
            (_, Closing::Sum) if another || one_way => Side::In,
            (_, Closing::Rest) if another => Side::Out,
            _ if another => Side::Open,
            (Side::Open, Closing::Sum) => Side::In,
            (Side::Open, Closing::Rest) => Side::Out,
            (side, _) => side,
        };
    }
}

/// "13 Siamese cats and 5 house cats": whether two figures stand side by side.
fn joined(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> bool {
    let (one, two) = (&claims.all[first], &claims.all[second]);
    let Some(line) = story.line(one) else { return false };
    let between = line.between(one.span.end, two.span.start);
    one.sentence == two.sentence
        && first < second
        && between.split_whitespace().count() <= 5
        && (between.contains(" and ") || between.contains(','))
}

/// Whether an account that a result misses is worth telling: nothing else that its figures make is the result.
fn may_miss(claims: &Claims, result: usize, account: &Account, closing: Closing) -> bool {
    let quantity = &claims.all[result].quantity;
    let interval = |number: usize| claims.all[number].quantity.interval();
    let made = account.iter().fold(Interval::point(Decimal::ZERO), |sum, (number, side)| match side {
        Side::Out => sum.sub(&interval(*number)),
        _ => sum.add(&interval(*number)),
    });
    // Nothing less than nothing is left.
    if made.high.is_some_and(|high| high < Decimal::ZERO) {
        return false;
    }
    match fit::fit(quantity, &made) {
        Fit::Exact | Fit::Slip => true,
        Fit::Far if closing != Closing::Rest && !made.meets(&wide(quantity.value)) => false,
        _ => !otherwise(claims, result, account),
    }
}

/// The values of the same size.
fn wide(value: Decimal) -> Interval {
    let four = Decimal::from(4);
    Interval::closed(value / four, value.checked_mul(four).unwrap_or(value))
}

/// Whether the result is what was there at first told again, or what some of the figures make in another way.
fn otherwise(claims: &Claims, result: usize, account: &Account) -> bool {
    let own = claims.all[result].quantity.interval();
    let opening =
        |(number, side): &(usize, Side)| *side == Side::Opening && claims.all[*number].quantity.interval().meets(&own);
    let mut sums: Vec<(usize, Interval)> = vec![(0, Interval::point(Decimal::ZERO))];
    for (number, _) in account {
        let value = claims.all[*number].quantity.interval();
        let with = |(count, sum): &(usize, Interval)| {
            [(*count, *sum), (count + 1, sum.add(&value)), (count + 1, sum.sub(&value))]
        };
        sums = sums.iter().flat_map(with).collect();
    }
    let made = |(count, sum): &(usize, Interval)| *count > 1 && (sum.meets(&own) || sum.neg().meets(&own));
    account.iter().any(opening) || sums.iter().any(made)
}
