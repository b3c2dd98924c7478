//! Likely slips behind a wrong figure, and values that would reconcile two.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::display;
use crate::claim::Claim;
use crate::index::{Slip, slip};
use crate::quantity::{Bound, Interval, Quantity};

/// What a stated figure should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Right {
    /// Not known.
    Nothing,
    /// Another stated figure.
    Figure(Decimal),
    /// A computed one.
    Interval(Interval),
}

/// The slip between a stated figure and the right one, in words.
pub(super) fn words(stated: &Claim, right: Right) -> Option<SmolStr> {
    let value = stated.quantity.value;
    let (kind, meant) = match right {
        Right::Nothing => return None,
        Right::Figure(meant) => (slip(value, meant)?, meant),
        Right::Interval(expected) => toward(value, &expected)?,
    };
    Some(SmolStr::from(sentence(kind, value, meant)))
}

fn sentence(kind: Slip, stated: Decimal, meant: Decimal) -> String {
    let (stated, meant) = (display::value(stated), display::value(meant));
    match kind {
        Slip::Transposed => format!("two digits may have changed places: {meant}, not {stated}"),
        Slip::Digit => format!("one digit may be wrong: {meant}, not {stated}"),
        Slip::Dropped => format!("a digit may be missing or too many: {meant}, not {stated}"),
        Slip::Scale => format!("the scale may be wrong: {meant}, not {stated}"),
        Slip::TeenTy => format!("-teen and -ty may have been mixed up: {meant}, not {stated}"),
    }
}

/// The simplest slip that makes the stated value one that is expected.
fn toward(stated: Decimal, expected: &Interval) -> Option<(Slip, Decimal)> {
    let fits = |meant: &Decimal| expected.contains(*meant) && !expected.contains(stated);
    let scaled = [3, 6, -3, 1, -1].iter().filter_map(|power| shifted(stated, *power)).find(fits);
    let kinds = [
        (Slip::Scale, scaled),
        (Slip::TeenTy, teen_ty(stated).find(fits)),
        (Slip::Transposed, transposed(stated).find(fits)),
    ];
    kinds.into_iter().find_map(|(kind, meant)| Some((kind, meant?)))
}

fn shifted(value: Decimal, power: i32) -> Option<Decimal> {
    let factor = Decimal::from(10_i64.checked_pow(power.unsigned_abs())?);
    if power >= 0 { value.checked_mul(factor) } else { value.checked_div(factor) }
}

/// Fifty for fifteen, fifteen for fifty, and their likes.
fn teen_ty(value: Decimal) -> impl Iterator<Item = Decimal> {
    let pairs = (13..=19_i64).map(|teen| (Decimal::from(teen), Decimal::from((teen - 10) * 10)));
    pairs.filter_map(move |(teen, ty)| if value == teen { Some(ty) } else { (value == ty).then_some(teen) })
}

/// The value with each pair of neighbouring digits swapped.
fn transposed(value: Decimal) -> impl Iterator<Item = Decimal> {
    let value = value.normalize();
    let digits = value.abs().mantissa().to_string().into_bytes();
    let scale = value.scale();
    (1..digits.len()).filter_map(move |at| {
        let mut swapped = digits.clone();
        swapped.swap(at - 1, at);
        let mantissa: i64 = String::from_utf8(swapped).ok()?.parse().ok()?;
        Some(Decimal::new(mantissa, scale))
    })
}

/// Whether one slip of the pen in one of the parts, or in their total, makes the sum come out.
pub(super) fn in_sum(parts: &[&Claim], total: &Claim) -> bool {
    let value = |claim: &Claim| claim.quantity.value;
    let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(value(part))) else {
        return false;
    };
    let off = value(total) - sum;
    slip(value(total), sum).is_some()
        || parts.iter().any(|part| {
            let meant = value(part) + off;
            meant > Decimal::ZERO && slip(value(part), meant).is_some()
        })
}

/// Whether one slip of the pen lies between a stated figure and a computed one, rounded to the same place.
pub(super) fn to_computed(stated: &Claim, computed: &Interval) -> bool {
    let value = stated.quantity.value.normalize();
    let rounded = computed.middle().map(|middle| middle.round_dp(value.scale()).normalize());
    rounded.is_some_and(|meant| meant != value && slip(value, meant).is_some())
}

/// A value that one speaker may have rounded and the other cut off: 1.425 million behind
/// 1.43 and 1.42 million.
pub(super) fn reconcile(a: &Quantity, b: &Quantity) -> Option<String> {
    if a.unit != b.unit || [a, b].iter().any(|figure| figure.slack.is_zero() || figure.range.is_some()) {
        return None;
    }
    let (low, high) = if a.value < b.value { (a, b) } else { (b, a) };
    let rounded = Interval::closed(high.value - high.slack, high.value + high.slack);
    let cut = Interval { high_open: true, ..Interval::closed(low.value, low.value + low.slack * Decimal::TWO) };
    let shared = rounded.intersection(&cut)?;
    let plain = !matches!(high.bound, Bound::LessThan | Bound::AtMost);
    shared.low.filter(|_| plain).map(display::value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: i64, slack: i64, bound: Bound) -> Quantity {
        Quantity { value: value.into(), slack: slack.into(), bound, ..Quantity::default() }
    }

    #[test]
    fn a_rounded_and_a_cut_figure_meet_in_one_value() {
        let first = figure(1_430_000, 5_000, Bound::MoreThan);
        let again = figure(1_420_000, 5_000, Bound::MoreThan);
        assert_eq!(reconcile(&first, &again).as_deref(), Some("1.425 million"));
        assert_eq!(reconcile(&again, &first).as_deref(), Some("1.425 million"));
        assert_eq!(reconcile(&first, &figure(1_400_000, 5_000, Bound::Exact)), None);
        assert_eq!(reconcile(&figure(14, 0, Bound::Exact), &figure(15, 0, Bound::Exact)), None);
    }

    #[test]
    fn slips_toward_a_computed_value_are_named() {
        let expected = |low, high| Interval::closed(Decimal::from(low), Decimal::from(high));
        assert_eq!(toward(673.into(), &expected(637, 637)), Some((Slip::Transposed, 637.into())));
        assert_eq!(toward(15.into(), &expected(49, 51)), Some((Slip::TeenTy, 50.into())));
        assert_eq!(toward(3.into(), &expected(2_900, 3_100)), Some((Slip::Scale, 3_000.into())));
        assert_eq!(toward(3.into(), &expected(7, 8)), None);
    }
}
