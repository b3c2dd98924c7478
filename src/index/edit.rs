//! How far apart two figures are as they are written or heard.

use rust_decimal::{Decimal, RoundingStrategy};

/// How one figure may have become another by a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slip {
    /// Two neighbouring digits change places: 2,340 and 2,430.
    Transposed,
    /// One digit differs: 1.43 and 1.42.
    Digit,
    /// A digit is missing: 58,700 and 5,870; 1.3 and 1.03.
    Dropped,
    /// The scale word or the decimal point differs: 3.4 million and 3.4 billion.
    Scale,
    /// Teen and ty sound alike: 15 and 50.
    TeenTy,
}

impl Slip {
    /// The evidence's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Transposed => "digits-transposed",
            Self::Digit => "one-digit-apart",
            Self::Dropped => "digit-dropped",
            Self::Scale => "scale-slip",
            Self::TeenTy => "teen-ty",
        }
    }
}

/// The slip that lies between two different figures, if one does.
#[must_use]
pub fn slip(a: Decimal, b: Decimal) -> Option<Slip> {
    if a == b || a.is_zero() || b.is_zero() || a.is_sign_negative() != b.is_sign_negative() {
        return None;
    }
    let (first, second) = (digits(a), digits(b));
    if *first == *second && (first.len() > 1 || thousands(a, b)) {
        return Some(Slip::Scale);
    }
    let far = ratio_to(a, b, Decimal::from(20)).is_gt();
    if far {
        return None;
    }
    let [left, right] = whole(a, b);
    if teen_ty(&left, &right) {
        return Some(Slip::TeenTy);
    }
    let near = ratio_to(a, b, Decimal::TEN).is_lt();
    if first.len().max(second.len()) < 2 || !near && first.len() == second.len() {
        return None;
    }
    aligned((&left, &right), (&first, &second))
}

/// Whether one value is the other times a thousand, a million and so on: a scale word apart.
fn thousands(a: Decimal, b: Decimal) -> bool {
    let ratio = if a.abs() < b.abs() { b / a } else { a / b };
    let zeros = ratio.normalize().to_string().len() - 1;
    zeros >= 3 && zeros % 3 == 0
}

/// How the ratio of the larger value to the smaller one compares to a number.
fn ratio_to(a: Decimal, b: Decimal, times: Decimal) -> std::cmp::Ordering {
    let (small, large) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    // Multiplying is many times quicker than dividing; a product beyond all decimals is larger than the large value.
    small.checked_mul(times).map_or(std::cmp::Ordering::Less, |product| large.cmp(&product))
}

/// A row of decimal digits, kept without an allocation: figures are compared by the million.
struct Row {
    digits: [u8; Row::MOST],
    start: usize,
}

impl Row {
    /// A mantissa has at most 29 digits.
    const MOST: usize = 30;

    /// The digits of a number, none of zero.
    fn of(mut number: u128) -> Self {
        let mut row = Self { digits: [0; Self::MOST], start: Self::MOST };
        // Long division is slow, so it ends as soon as the rest is short.
        while number > u128::from(u64::MAX) {
            row.push((number % 10) as u8);
            number /= 10;
        }
        let mut number = number as u64;
        while number > 0 {
            row.push((number % 10) as u8);
            number /= 10;
        }
        row
    }

    fn push(&mut self, digit: u8) {
        if let Some(slot) = self.start.checked_sub(1).and_then(|at| self.digits.get_mut(at)) {
            *slot = digit;
            self.start -= 1;
        }
    }
}

impl std::ops::Deref for Row {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.digits.get(self.start..).unwrap_or(&[])
    }
}

/// The number without the zeros at its end.
fn stripped(mut number: u128) -> u128 {
    while number > u128::from(u64::MAX) && number.is_multiple_of(10) {
        number /= 10;
    }
    let Ok(mut short) = u64::try_from(number) else { return number };
    while short > 0 && short.is_multiple_of(10) {
        short /= 10;
    }
    u128::from(short)
}

/// The significant digits of a value.
fn digits(value: Decimal) -> Row {
    Row::of(stripped(value.mantissa().unsigned_abs()))
}

/// The significant digits of a value, as numbers from 0 to 9.
pub(super) fn digits_of(value: Decimal) -> Vec<u8> {
    digits(value).to_vec()
}

/// The number of significant digits of a value.
pub(super) fn significant(value: Decimal) -> usize {
    digits(value).len()
}

/// A value with so many significant digits, rounded and cut off.
pub(super) fn shortened(value: Decimal, digits: u32) -> [Option<Decimal>; 2] {
    let to = |how| value.round_sf_with_strategy(digits, how);
    [to(RoundingStrategy::MidpointAwayFromZero), to(RoundingStrategy::ToZero)]
}

/// The slip between two figures of which one may be told in fewer digits: "46,250", later "sixty-four thousand".
#[must_use]
pub fn slip_as_told(a: Decimal, b: Decimal) -> Option<Slip> {
    let plain = slip(a, b);
    if plain.is_some() {
        return plain;
    }
    let (first, second) = (significant(a), significant(b));
    let (long, short, least) = if first > second { (a, b, second) } else { (b, a, first) };
    if first == second || least < 2 {
        return None;
    }
    let told = shortened(long, u32::try_from(least).unwrap_or(u32::MAX));
    told.into_iter().flatten().find_map(|told| slip(told, short).filter(|slip| *slip != Slip::Dropped))
}

/// What is heard for one another: thirteen, thirty and three; a hundred and fifteen, a hundred and fifty; twelve, twenty.
fn teen_ty(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let heard = |teen: &[u8], other: &[u8]| {
        matches!(teen, [1, digit @ 3..=9, zeros @ ..] if zeros.iter().all(|zero| *zero == 0)
            && (matches!(other, [ty, 0, more @ ..] if ty == digit && more == zeros)
                || same == 0 && matches!(other, [unit, more @ ..] if unit == digit && more == zeros)))
    };
    let twenty = |twelve: &[u8], twenty: &[u8]| matches!((twelve, twenty), ([1, 2, zeros @ ..], [2, 0, more @ ..]) if zeros == more && zeros.iter().all(|zero| *zero == 0));
    heard(a, b) || heard(b, a) || twenty(a, b) || twenty(b, a)
}

/// The digits of two values, both down to the last place that either has.
fn whole(a: Decimal, b: Decimal) -> [Row; 2] {
    let scale = a.normalize().scale().max(b.normalize().scale());
    [a, b].map(|value| {
        let mut value = value.abs();
        value.rescale(scale);
        Row::of(value.mantissa().unsigned_abs())
    })
}

/// Compares two values digit by digit, units under units.
fn aligned((first, second): (&Row, &Row), (a, b): (&Row, &Row)) -> Option<Slip> {
    let zeros = |row: &Row| row.iter().rev().take_while(|digit| **digit == 0).count();
    let cut = zeros(first).min(zeros(second));
    let (first, second) = (&first[..first.len() - cut], &second[..second.len() - cut]);
    if first.len() == second.len() {
        let differing: Vec<usize> = (0..first.len()).filter(|at| first[*at] != second[*at]).collect();
        return match differing[..] {
            [_] => Some(Slip::Digit),
            [x, y] if y == x + 1 && first[x] == second[y] && first[y] == second[x] => Some(Slip::Transposed),
            _ => dropped(a, b),
        };
    }
    dropped(a, b)
}

/// Whether one row of digits is the other with one digit left out.
fn dropped(a: &[u8], b: &[u8]) -> Option<Slip> {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let cut = |at: usize| long.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, digit)| digit).eq(short);
    (long.len() == short.len() + 1 && short.len() >= 2 && (0..long.len()).any(cut)).then_some(Slip::Dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip_of(a: &str, b: &str) -> Option<Slip> {
        slip(a.parse().unwrap_or_default(), b.parse().unwrap_or_default())
    }

    #[test]
    fn slips_are_named() {
        assert_eq!(slip_of("2340", "2430"), Some(Slip::Transposed));
        assert_eq!(slip_of("1430000", "1420000"), Some(Slip::Digit));
        assert_eq!(slip_of("4.25", "4.75"), Some(Slip::Digit));
        assert_eq!(slip_of("12450", "1250"), Some(Slip::Dropped));
        assert_eq!(slip_of("1300000000", "1030000000"), Some(Slip::Transposed));
        assert_eq!(slip_of("3400000", "3400000000"), Some(Slip::Scale));
        assert_eq!(slip_of("2000", "2000000"), Some(Slip::Scale));
        assert_eq!(slip_of("15", "50"), Some(Slip::TeenTy));
        assert_eq!(slip_of("18000000", "8000000"), Some(Slip::TeenTy));
        assert_eq!(slip_of("115", "150"), Some(Slip::TeenTy));
        assert_eq!(slip_of("1900", "9000"), Some(Slip::TeenTy));
        assert_eq!(slip_of("0.358", "0.385"), Some(Slip::Transposed));
        assert_eq!(slip_of("312", "320"), Some(Slip::TeenTy));
        assert_eq!(slip_of("12000", "20000"), Some(Slip::TeenTy));
    }

    #[test]
    fn a_slip_is_seen_through_rounding() {
        let told = |a: &str, b: &str| slip_as_told(a.parse().unwrap_or_default(), b.parse().unwrap_or_default());
        assert_eq!(told("46250", "64000"), Some(Slip::Transposed));
        assert_eq!(told("1840000000", "1800000"), Some(Slip::Scale));
        assert_eq!(told("46250", "46000"), None);
        assert_eq!(told("46250", "9"), None);
    }

    #[test]
    fn far_values_are_no_slips() {
        assert_eq!(slip_of("310", "47"), None);
        assert_eq!(slip_of("2.0", "2"), None);
        assert_eq!(slip_of("7", "9"), None);
        assert_eq!(slip_of("2", "20"), None);
        assert_eq!(slip_of("2422000", "2531000"), None);
    }
}
