//! How well a figure fits what others make: as it is, but for one slip, or not.

use rust_decimal::Decimal;

use crate::quantity::{Dimension, Interval, Quantity};

/// How well a stated figure fits an expected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is of another size.
    Far,
    /// It is of the same size.
    Near,
    /// One digit, two digits that change places, or teen and ty lie between.
    Slip,
    /// Within rounding it is the same.
    Exact,
}

/// How well a stated figure fits the values that are expected.
pub(super) fn fit(stated: &Quantity, expected: &Interval) -> Fit {
    if stated.interval().meets(expected) {
        return Fit::Exact;
    }
    let (Some(_), Some(_)) = (expected.low, expected.high) else { return Fit::Far };
    let ratio = expected.middle().and_then(|middle| stated.value.checked_div(middle));
    let between = |low: i64, high: i64| {
        ratio.is_some_and(|ratio| ratio >= Decimal::new(low, 2) && ratio <= Decimal::new(high, 2))
    };
    let slipped = slips(stated.value).into_iter().any(|meant| {
        let half = stated.slack.max(Decimal::new(5, meant.scale() + 1));
        Interval::closed(meant - half, meant + half).meets(expected)
    });
    if slipped && between(30, 350) || teen_ty(stated.value).is_some_and(|meant| expected.contains(meant)) {
        return Fit::Slip;
    }
    if between(55, 180) { Fit::Near } else { Fit::Far }
}

/// The values that one slip of the tongue or of a finger makes of a value with two digits or more.
fn slips(value: Decimal) -> Vec<Decimal> {
    let value = value.normalize();
    let mut row: Vec<u8> = value.mantissa().unsigned_abs().to_string().into_bytes();
    let zeros = row.iter().rev().take_while(|digit| **digit == b'0').count();
    row.truncate(row.len() - zeros);
    if row.len() < 2 {
        return Vec::new();
    }
    let mut found: Vec<Vec<u8>> = Vec::new();
    for at in 0..row.len() {
        let others = (b'0'..=b'9').filter(|digit| *digit != row[at]);
        found.extend(others.map(|digit| with(&row, at, digit)));
        if row.get(at + 1).is_some_and(|next| *next != row[at]) {
            let mut swapped = row.clone();
            swapped.swap(at, at + 1);
            found.push(swapped);
        }
    }
    let whole = |row: Vec<u8>| -> Option<Decimal> {
        let mut digits = String::from_utf8(row).ok()?;
        digits.extend(std::iter::repeat_n('0', zeros));
        let mut meant: Decimal = digits.parse().ok()?;
        meant.set_scale(value.scale()).ok()?;
        Some(meant)
    };
    found.into_iter().filter_map(whole).collect()
}

fn with(row: &[u8], at: usize, digit: u8) -> Vec<u8> {
    let mut row = row.to_vec();
    row[at] = digit;
    row
}

/// Fifteen for fifty, and fifty for fifteen.
fn teen_ty(value: Decimal) -> Option<Decimal> {
    let ten = Decimal::TEN;
    let teen = value > Decimal::from(12) && value < Decimal::from(20);
    let ty = value >= Decimal::from(30) && value <= Decimal::from(90) && (value % ten).is_zero();
    if teen { Some((value - ten) * ten) } else { ty.then(|| value / ten + ten) }
}

/// The size of a change of one quantity's kind between two levels.
pub(super) fn change(stated: &Quantity, from: &Quantity, to: &Quantity) -> Option<Interval> {
    let (before, after) = (from.interval(), to.interval());
    let hundred = Interval::point(Decimal::ONE_HUNDRED);
    match stated.unit.dimension {
        Dimension::Share => (!from.value.is_zero()).then(|| after.sub(&before).div(&before).mul(&hundred).abs()),
        Dimension::Points => {
            let points = after.sub(&before).abs();
            Some(if stated.unit.name == "basis-point" { points.mul(&hundred) } else { points })
        }
        Dimension::Multiple => {
            let (large, small) = if to.value > from.value { (after, before) } else { (before, after) };
            (!from.value.is_zero() && !to.value.is_zero()).then(|| large.div(&small))
        }
        _ => Some(after.sub(&before).abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(stated: &str, expected: i64) -> Fit {
        let value = stated.parse().unwrap_or_default();
        fit(&Quantity { value, ..Quantity::default() }, &Interval::point(expected.into()))
    }

    #[test]
    fn one_digit_two_digits_swapped_and_teens_are_slips() {
        assert_eq!(fits("64", 54), Fit::Slip);
        assert_eq!(fits("45", 54), Fit::Slip);
        assert_eq!(fits("17", 70), Fit::Slip);
        assert_eq!(fits("2392", 2292), Fit::Slip);
        assert_eq!(fits("9250", 7250), Fit::Slip);
    }

    #[test]
    fn what_no_slip_makes_is_near_or_far() {
        assert_eq!(fits("54", 54), Fit::Exact);
        assert_eq!(fits("75", 50), Fit::Near);
        assert_eq!(fits("8", 5), Fit::Near);
        assert_eq!(fits("300", 47), Fit::Far);
    }
}
