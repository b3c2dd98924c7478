//! Changes beside which only two levels stand: then it is those that it lies between.

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::pair::Pair;
use super::{Story, inherit, left_out, shift, stands, tag, when};
use crate::claim::{Aspect, Claim, Claims, Direction, LinkKind};
use crate::quantity::{Dimension, Form, Notation, Quantity};

/// How many lines before and behind a change its levels may stand.
const NEAR: usize = 1;
/// Fewer than this are said in words without being measured.
const SMALL: i64 = 12;

/// Links changes that nothing else explains to the only two levels beside them.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if !open(story, claims, number) {
                continue;
            }
            let Some((before, after)) = levels(story, claims, number) else { continue };
            let last = claims.all[before].sentence.max(claims.all[after].sentence);
            let first = claims.all[before].sentence.min(claims.all[after].sentence);
            let (told, bare) = if bare(&claims.all[after].quantity) { (before, after) } else { (after, before) };
            if bare_of(&claims.all[told].quantity, &claims.all[bare].quantity) {
                inherit(claims, told, bare);
            }
            shift::conclude(claims, number, Pair { before, after, first, last });
            tag(claims, number, "recalled");
        }
    }
}

/// Whether a figure is a change of which no levels are known.
fn open(story: &Story<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let multiple = claim.quantity.form == Form::Multiple && claim.quantity.notation == Notation::Words;
    let linked = claim.links.iter().any(|link| link.0 == LinkKind::ChangeFrom);
    let question = story.line(claim).is_none_or(|line| line.question);
    let exact = claim.quantity.is_single();
    let aspect = claim.aspect == Aspect::Change && claim.direction.is_some() || multiple;
    let plain = claim.basis.is_none() && !claim.tagged("entry") && !claim.tagged("flow") && !claim.tagged("compound");
    stands(claim) && aspect && plain && exact && !linked && !question && claim.quantity.unit.per.is_none()
}

/// The level before a change and the one after it, where no third one stands beside it.
fn levels(story: &Story<'_>, claims: &Claims, number: usize) -> Option<(usize, usize)> {
    let change = &claims.all[number];
    let from = change.sentence.saturating_sub(NEAR);
    let to = (change.sentence + NEAR).min(story.lines.len().checked_sub(1)?);
    let all = story.lines[from].claims.start..story.lines[to].claims.end;
    let near: Vec<usize> = all.filter(|other| *other != number && level(&claims.all[*other])).take(3).collect();
    let [first, second] = near[..] else { return None };
    let (one, two) = (&claims.all[first], &claims.all[second]);
    let led_to = change
        .links
        .iter()
        .filter(|link| link.0 == LinkKind::ChangeOf)
        .all(|link| link.1 == one.id || link.1 == two.id);
    let beside = led_to && (one.sentence == change.sentence || two.sentence == change.sentence);
    if !beside || !alike(one, two) || !suits(&change.quantity, one, two) {
        return None;
    }
    let rises =
        change.direction == Some(Direction::Up) || change.quantity.value > Decimal::ONE && change.direction.is_none();
    let ordered = when::order(story, claims, first, second);
    let swapped = ordered.unwrap_or_else(|| {
        let (a, b) = (scaled(&two.quantity, &one.quantity).value, scaled(&one.quantity, &two.quantity).value);
        (a > b) == rises
    });
    let (before, after) = if swapped { (second, first) } else { (first, second) };
    let (a, b) = (&claims.all[before].quantity, &claims.all[after].quantity);
    let made = fit::change(&change.quantity, &scaled(b, a), &scaled(a, b))?;
    // Where the text does not say which came first, only a slip tells that the two are meant.
    let least = if ordered.is_some() { Fit::Near } else { Fit::Slip };
    (fit::fit(&change.quantity, &made) >= least).then_some((before, after))
}

/// Whether a figure is a level that may have changed.
fn level(claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let counting = quantity.notation == Notation::Words && quantity.value <= SMALL.into();
    !claim.derived
        && matches!(claim.aspect, Aspect::Level | Aspect::Average | Aspect::Duration | Aspect::Share)
        && quantity.form != Form::Multiple
        && !(counting && quantity.unit.dimension == Dimension::Count)
}

/// Whether two levels can be one thing at two times, as far as their words and units say.
fn alike(one: &Claim, two: &Claim) -> bool {
    let heads = one.measure.head == two.measure.head || one.measure.head.is_empty() || two.measure.head.is_empty();
    let (a, b) = (&one.quantity, &two.quantity);
    let exact = |quantity: &Quantity| quantity.is_single();
    let units = a.unit == b.unit || bare(a) || bare(b);
    let named = !one.measure.head.is_empty() || !two.measure.head.is_empty() || !bare(a) && !bare(b);
    named && heads && units && stands(one) && stands(two) && exact(a) && exact(b) && a.value != b.value
}

/// Whether a change of its kind can lie between two levels.
fn suits(change: &Quantity, one: &Claim, two: &Claim) -> bool {
    let unit = if bare(&one.quantity) { &two.quantity.unit } else { &one.quantity.unit };
    let share = unit.dimension == Dimension::Share;
    match change.unit.dimension {
        Dimension::Points => share,
        Dimension::Share | Dimension::Multiple => !share,
        _ => change.unit == *unit,
    }
}

fn bare(quantity: &Quantity) -> bool {
    quantity.unit.dimension == Dimension::Count
}

/// Whether the second figure leaves out what the first one says: its unit or its scale.
fn bare_of(told: &Quantity, other: &Quantity) -> bool {
    bare(other) && (told.unit != other.unit || left_out(told.value, other.value).is_some())
}

/// A figure as large as one that is told with its scale.
fn scaled(told: &Quantity, other: &Quantity) -> Quantity {
    let mut quantity = other.clone();
    if let Some(scale) = left_out(told.value, other.value).filter(|_| bare(other)) {
        quantity.value = quantity.value.checked_mul(scale).unwrap_or(quantity.value);
        quantity.slack = quantity.slack.checked_mul(scale).unwrap_or(quantity.slack);
    }
    quantity
}
