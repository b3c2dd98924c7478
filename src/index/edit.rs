//! How far apart two figures are as they are written or heard.

use rust_decimal::Decimal;

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
    if first == second && (first.len() > 1 || thousands(a, b)) {
        return Some(Slip::Scale);
    }
    if teen_ty(a, b) {
        return Some(Slip::TeenTy);
    }
    let ratio = (a / b).abs();
    let near = ratio < Decimal::TEN && ratio > Decimal::ONE / Decimal::TEN;
    let far = ratio > Decimal::from(20) || ratio < Decimal::new(5, 2);
    if far || first.len().max(second.len()) < 2 || !near && first.len() == second.len() {
        return None;
    }
    aligned(a, b)
}

/// Whether one value is the other times a thousand, a million and so on: a scale word apart.
fn thousands(a: Decimal, b: Decimal) -> bool {
    let ratio = if a.abs() < b.abs() { b / a } else { a / b };
    let zeros = ratio.normalize().to_string().len() - 1;
    zeros >= 3 && zeros % 3 == 0
}

/// The significant digits of a value.
fn digits(value: Decimal) -> Vec<u8> {
    let text = value.abs().normalize().mantissa().to_string();
    text.trim_end_matches('0').bytes().collect()
}

/// Thirteen and thirty, and so on: the teen is the ty's tens plus ten.
fn teen_ty(a: Decimal, b: Decimal) -> bool {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    let is = |n: i64| small == Decimal::from(n) && large == Decimal::from((n - 10) * 10);
    (13..=19).any(is)
}

/// Compares two values digit by digit, units under units.
fn aligned(a: Decimal, b: Decimal) -> Option<Slip> {
    let scale = a.normalize().scale().max(b.normalize().scale());
    let whole = |value: Decimal| {
        let mut value = value.abs();
        value.rescale(scale);
        value.mantissa().to_string().into_bytes()
    };
    let (mut first, mut second) = (whole(a), whole(b));
    while first.len() > 1 && first.last() == Some(&b'0') && second.last() == Some(&b'0') {
        first.pop();
        second.pop();
    }
    if first.len() == second.len() {
        let differing: Vec<usize> = (0..first.len()).filter(|at| first[*at] != second[*at]).collect();
        return match differing[..] {
            [_] => Some(Slip::Digit),
            [x, y] if y == x + 1 && first[x] == second[y] && first[y] == second[x] => Some(Slip::Transposed),
            _ => dropped(&digits(a), &digits(b)),
        };
    }
    dropped(&digits(a), &digits(b))
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
        assert_eq!(slip_of("0.358", "0.385"), Some(Slip::Transposed));
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
