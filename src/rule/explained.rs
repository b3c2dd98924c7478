//! Figures that other figures beside them make exactly: against such a figure there is nothing to say.
//!
//! "840 were withdrawn, one in ten" is a share of the 8,400 told two sentences before, not of the 4,200 beside it.
//! What fits to the last digit is taken for what was meant; that figures do so by chance is kept rare by looking near
//! only, and by asking for what few figures have in common.

use rust_decimal::Decimal;

use crate::claim::{Aspect, Claim, ClaimId, Claims};
use crate::quantity::Dimension;

/// How many sentences away the figures may stand that make another.
const NEAR: usize = 3;
/// The most figures that are looked at.
const MOST: usize = 40;
/// The most figures of a sum.
const ADDENDS: usize = 8;
/// From here two figures rarely make a third by chance.
const TELLING: i64 = 100;

/// Whether figures beside a claim make it exactly, not all of them among those that it is held against.
pub(super) fn made(claims: &Claims, id: ClaimId, held: &[ClaimId]) -> bool {
    let Some(claim) = claims.get(id) else { return false };
    let mut near = around(claims, claim);
    near.retain(|other| other.id != id);
    let other = |operands: &[&Claim]| {
        operands.len() + 1 != held.len() || operands.iter().any(|operand| !held.contains(&operand.id))
    };
    match claim.quantity.unit.dimension {
        Dimension::Share => shared(claim, &near, held),
        Dimension::Multiple | Dimension::Points | Dimension::Other => false,
        _ => summed(claim, &near, &other) || multiplied(claim, &near, &other) || left_over(claim, &near, &other),
    }
}

/// Whether some claims are parts of another exact sum than the one that they are held against.
pub(super) fn parts_of_another(claims: &Claims, parts: &[ClaimId], held: &[ClaimId]) -> bool {
    let Some(first) = parts.first().and_then(|part| claims.get(*part)) else { return false };
    let near = around(claims, first);
    let whole = |whole: &&&Claim| {
        let among = |run: &[&Claim]| {
            let known = |part: &ClaimId| run.iter().any(|addend| addend.id == *part);
            let telling = run.len() > 2 || whole.quantity.value >= TELLING.into();
            telling && parts.iter().all(known)
        };
        !held.contains(&whole.id) && plain(whole) && runs(whole, &near).any(|run| adds_up(whole, &run) && among(&run))
    };
    near.iter().any(|claim| whole(&claim))
}

/// The claims near one and itself, in text order.
fn around<'a>(claims: &'a Claims, claim: &Claim) -> Vec<&'a Claim> {
    let at = claim.id.0 as usize;
    let close = |other: &&Claim| other.sentence + NEAR >= claim.sentence && other.sentence <= claim.sentence + NEAR;
    let (before, behind) = claims.all.split_at(at.min(claims.all.len()));
    let mut near: Vec<&Claim> = before.iter().rev().take(MOST / 2).take_while(close).collect();
    near.reverse();
    near.extend(behind.iter().take(MOST / 2).take_while(close));
    near.retain(|other| !other.derived);
    near
}

/// Whether a figure is an amount as it stands.
fn plain(claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    !claim.derived && quantity.is_single()
}

/// Whether a share is the share of one figure in another, or the growth from one to the other; one of the two stands in
/// its sentence.
fn shared(claim: &Claim, near: &[&Claim], held: &[ClaimId]) -> bool {
    let value = claim.quantity.value;
    // A rounded share is met by chance too often.
    let slack = Decimal::new(6, 2);
    let is = |made: Option<Decimal>| made.is_some_and(|made| (made.abs() - value).abs() <= slack);
    let level = |claim: &&&Claim| plain(claim) && claim.quantity.unit.dimension != Dimension::Share;
    let levels: Vec<&Claim> = near.iter().filter(level).copied().collect();
    let pair = |a: &Claim, b: &Claim| {
        let (x, y) = (a.quantity.value, b.quantity.value);
        let hundred = Decimal::ONE_HUNDRED;
        let ratio = x.checked_div(y).and_then(|ratio| ratio.checked_mul(hundred));
        let ratio_of = |part: Option<Decimal>| is(part) && x < y;
        ratio_of(ratio) || is(ratio.and_then(|ratio| ratio.checked_sub(hundred)))
    };
    let before = |operand: &Claim| operand.sentence <= claim.sentence && operand.sentence + 2 >= claim.sentence;
    let beside =
        |a: &Claim, b: &Claim| a.sentence == claim.sentence || b.sentence == claim.sentence || before(a) && before(b);
    levels.iter().any(|a| {
        levels.iter().any(|b| {
            // "360 for and 240 against, sixty percent against": of one whole, the part that is named is meant.
            let other = !held.contains(&b.id);
            beside(a, b) && of_one_unit(a, b) && a.id != b.id && pair(a, b) && other
        })
    })
}

/// Whether two figures are of one unit, which one of them may leave out.
fn of_one_unit(a: &Claim, b: &Claim) -> bool {
    let (one, two) = (&a.quantity.unit, &b.quantity.unit);
    let amount = |x: Dimension| matches!(x, Dimension::Money | Dimension::Mass | Dimension::Length | Dimension::Volume);
    let bare = |x: Dimension, y: Dimension| x == Dimension::Count && amount(y);
    one == two || bare(one.dimension, two.dimension) || bare(two.dimension, one.dimension)
}

/// Whether a figure is what is left of one when another is taken away: "120 teachers", "sixteen dropped out", "104".
fn left_over(claim: &Claim, near: &[&Claim], other: &dyn Fn(&[&Claim]) -> bool) -> bool {
    let value = claim.quantity.value;
    let close = |a: &Claim| a.sentence.abs_diff(claim.sentence) <= 1;
    let may = |a: &&&Claim| plain(a) && of_one_unit(a, claim);
    let row: Vec<&Claim> = near.iter().filter(may).copied().collect();
    let pair = |a: &Claim, b: &Claim| a.quantity.value.checked_sub(b.quantity.value) == Some(value);
    let found = |a: &&Claim| row.iter().any(|b| pair(a, b) && (close(a) || close(b)) && other(&[*a, *b]));
    value >= TELLING.into() && row.iter().any(found)
}

/// Whether a figure is the sum of figures that stand together.
fn summed(claim: &Claim, near: &[&Claim], other: &dyn Fn(&[&Claim]) -> bool) -> bool {
    let telling = |run: &[&Claim]| run.len() > 2 || claim.quantity.value >= TELLING.into();
    plain(claim) && runs(claim, near).any(|run| telling(&run) && adds_up(claim, &run) && other(&run))
}

/// The figures of a claim's unit that stand one after the other, in every stretch of two or more.
fn runs<'a>(claim: &'a Claim, near: &'a [&'a Claim]) -> impl Iterator<Item = Vec<&'a Claim>> {
    let same = move |other: &&&Claim| {
        let level = matches!(other.aspect, Aspect::Level | Aspect::Enumeration | Aspect::Duration | Aspect::Change);
        // "310,000 euros, Linz 280,000": what they are of is said once.
        level && plain(other) && of_one_unit(other, claim) && other.id != claim.id
    };
    let row: Vec<&Claim> = near.iter().filter(same).copied().collect();
    let many = row.len();
    let stretches = (0..many).flat_map(move |from| (from + 2..=many.min(from + ADDENDS)).map(move |to| (from, to)));
    stretches.map(move |(from, to)| row.get(from..to).unwrap_or_default().to_vec())
}

fn adds_up(claim: &Claim, run: &[&Claim]) -> bool {
    let sum = run.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.quantity.value));
    sum == Some(claim.quantity.value)
}

/// Whether a figure is a count of times another one: "six sites", "8,000 each", "48,000".
fn multiplied(claim: &Claim, near: &[&Claim], other: &dyn Fn(&[&Claim]) -> bool) -> bool {
    let value = claim.quantity.value;
    let counts = |times: &Claim| {
        let quantity = &times.quantity;
        quantity.unit.dimension == Dimension::Count && quantity.value.fract().is_zero() && quantity.value > Decimal::ONE
    };
    let pair = |times: &Claim, each: &Claim| {
        let made = times.quantity.value.checked_mul(each.quantity.value);
        counts(times) && made == Some(value) && times.id != each.id
    };
    let beside = |a: &Claim, b: &Claim| a.sentence == claim.sentence || b.sentence == claim.sentence;
    value >= TELLING.into()
        && near
            .iter()
            .any(|a| near.iter().any(|b| plain(a) && plain(b) && pair(a, b) && beside(a, b) && other(&[a, b])))
}
