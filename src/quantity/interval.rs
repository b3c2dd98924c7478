//! Arithmetic on exact decimal intervals.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// An interval of decimals; an end that is `None` is open towards infinity.
///
/// Operations return the smallest interval that holds every result, and `None`
/// ends where a result would leave the range of [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interval {
    /// The low end.
    pub low: Option<Decimal>,
    /// The high end.
    pub high: Option<Decimal>,
    /// Whether the low end itself is left out.
    pub low_open: bool,
    /// Whether the high end itself is left out.
    pub high_open: bool,
}

impl Interval {
    /// All numbers.
    pub const ALL: Self = Self { low: None, high: None, low_open: false, high_open: false };

    /// `[low, high]`.
    #[must_use]
    pub fn closed(low: Decimal, high: Decimal) -> Self {
        Self { low: Some(low.min(high)), high: Some(high.max(low)), low_open: false, high_open: false }
    }

    /// The single value.
    #[must_use]
    pub fn point(value: Decimal) -> Self {
        Self::closed(value, value)
    }

    /// Whether one value lies in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        !self.below(other) && !other.below(self)
    }

    /// Whether every value here is less than every value there.
    #[must_use]
    pub fn below(&self, other: &Self) -> bool {
        match (self.high, other.low) {
            (Some(high), Some(low)) => high < low || high == low && (self.high_open || other.low_open),
            _ => false,
        }
    }

    /// The values in both, or `None` where there are none.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        if !self.meets(other) {
            return None;
        }
        let (low, low_open) = match (self.low, other.low) {
            (Some(a), Some(b)) if a == b => (Some(a), self.low_open || other.low_open),
            (Some(a), Some(b)) if a > b => (Some(a), self.low_open),
            (Some(a), None) => (Some(a), self.low_open),
            (_, b) => (b, other.low_open),
        };
        let (high, high_open) = match (self.high, other.high) {
            (Some(a), Some(b)) if a == b => (Some(a), self.high_open || other.high_open),
            (Some(a), Some(b)) if a < b => (Some(a), self.high_open),
            (Some(a), None) => (Some(a), self.high_open),
            (_, b) => (b, other.high_open),
        };
        Some(Self { low, high, low_open, high_open })
    }
}

/// An end of an interval, infinities included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Below,
    At(Decimal),
    Above,
}

impl End {
    fn low(end: Option<Decimal>) -> Self {
        end.map_or(Self::Below, Self::At)
    }

    fn high(end: Option<Decimal>) -> Self {
        end.map_or(Self::Above, Self::At)
    }

    fn finite(self) -> Option<Decimal> {
        match self {
            Self::At(value) => Some(value),
            Self::Below | Self::Above => None,
        }
    }

    /// -1, 0 or 1.
    fn sign(self) -> i8 {
        match self {
            Self::Below => -1,
            Self::Above => 1,
            Self::At(value) if value.is_zero() => 0,
            Self::At(value) => {
                if value.is_sign_negative() {
                    -1
                } else {
                    1
                }
            }
        }
    }

    fn infinite(sign: i8) -> Self {
        match sign {
            0 => Self::At(Decimal::ZERO),
            sign if sign < 0 => Self::Below,
            _ => Self::Above,
        }
    }

    /// Zero times infinity is zero: the infinity stands for ever larger numbers, never for itself.
    fn times(self, other: Self) -> Self {
        let sign = self.sign() * other.sign();
        match (self, other) {
            (Self::At(a), Self::At(b)) => a.checked_mul(b).map_or(Self::infinite(sign), Self::At),
            _ => Self::infinite(sign),
        }
    }

    /// The quotient by an end that is not zero, and whether it had to be rounded.
    fn over(self, other: Self) -> (Self, bool) {
        let sign = self.sign() * other.sign();
        match (self, other) {
            (Self::At(a), Self::At(b)) if b.is_zero() => (Self::infinite(Self::At(a).sign()), false),
            (Self::At(a), Self::At(b)) => match a.checked_div(b) {
                Some(quotient) => (Self::At(quotient), quotient.checked_mul(b) != Some(a)),
                None => (Self::infinite(sign), false),
            },
            (Self::At(_), _) => (Self::At(Decimal::ZERO), false),
            _ => (Self::infinite(sign), false),
        }
    }
}

/// A corner of a product: the value and whether it is left out.
type Corner = (End, bool);

impl Interval {
    /// Whether it is one single value.
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// Whether a value lies inside.
    #[must_use]
    pub fn contains(&self, value: Decimal) -> bool {
        self.meets(&Self::point(value))
    }

    /// The middle, or the only finite end; `None` where both ends are open.
    #[must_use]
    pub fn middle(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) => low.checked_add(high).and_then(|sum| sum.checked_div(Decimal::TWO)),
            (low, high) => low.or(high),
        }
    }

    /// High end less low end, where both are finite.
    #[must_use]
    pub fn width(&self) -> Option<Decimal> {
        self.high?.checked_sub(self.low?)
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let low = End::low(self.low).min(End::low(other.low));
        let high = End::high(self.high).max(End::high(other.high));
        let low_open = (End::low(self.low) != low || self.low_open) && (End::low(other.low) != low || other.low_open);
        let high_open =
            (End::high(self.high) != high || self.high_open) && (End::high(other.high) != high || other.high_open);
        Self { low: low.finite(), high: high.finite(), low_open, high_open }
    }

    /// Every sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let sum = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
        Self {
            low: sum(self.low, other.low),
            high: sum(self.high, other.high),
            low_open: self.low_open || other.low_open,
            high_open: self.high_open || other.high_open,
        }
    }

    /// Every negative.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self {
            low: self.high.map(|end| -end),
            high: self.low.map(|end| -end),
            low_open: self.high_open,
            high_open: self.low_open,
        }
    }

    /// Every difference.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// Every product.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        Self::spanning(self.corners(other, |a, b| (a.times(b), false))).0
    }

    /// Every quotient; all numbers where the divisor may be zero.
    #[must_use]
    pub fn div(&self, other: &Self) -> Self {
        if other.contains(Decimal::ZERO) {
            return Self::ALL;
        }
        match Self::spanning(self.corners(other, End::over)) {
            (quotient, true) => quotient.widened(),
            (quotient, false) => quotient,
        }
    }

    /// Every size without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if End::low(self.low).sign() >= 0 {
            *self
        } else if End::high(self.high).sign() <= 0 {
            self.neg()
        } else {
            let high = End::high(self.high).max(End::high(self.neg().high));
            Self { low: Some(Decimal::ZERO), high: high.finite(), ..Self::ALL }
        }
    }

    /// Every whole power of a number that is not negative; all numbers for others.
    #[must_use]
    pub fn power(&self, exponent: u32) -> Self {
        if End::low(self.low).sign() < 0 {
            return Self::ALL;
        }
        let raise = |end: Option<Decimal>| (0..exponent).try_fold(Decimal::ONE, |power, _| power.checked_mul(end?));
        Self { low: raise(self.low), high: raise(self.high), ..*self }
    }

    /// Every root of a number that is not negative; all numbers for others.
    #[must_use]
    pub fn root(&self, degree: u32) -> Self {
        if End::low(self.low).sign() < 0 || degree == 0 {
            return Self::ALL;
        }
        let take = |end: Option<Decimal>| root(end?, degree);
        Self { low: take(self.low), high: take(self.high), ..*self }.widened()
    }

    fn corners(&self, other: &Self, operation: impl Fn(End, End) -> (End, bool)) -> [(End, bool, bool); 4] {
        let ends = |interval: &Self| {
            [(End::low(interval.low), interval.low_open), (End::high(interval.high), interval.high_open)]
        };
        let [a, b] = ends(self);
        let [c, d] = ends(other);
        [(a, c), (a, d), (b, c), (b, d)].map(|((x, x_open), (y, y_open)): (Corner, Corner)| {
            let (value, rounded) = operation(x, y);
            // A closed zero reaches its product whatever the other end leaves out.
            let reached = (x.sign() == 0 && !x_open) || (y.sign() == 0 && !y_open);
            (value, (x_open || y_open) && !reached, rounded)
        })
    }

    fn spanning(corners: [(End, bool, bool); 4]) -> (Self, bool) {
        let low = corners.iter().map(|corner| corner.0).min().unwrap_or(End::Below);
        let high = corners.iter().map(|corner| corner.0).max().unwrap_or(End::Above);
        let open = |end: End| corners.iter().filter(|corner| corner.0 == end).all(|corner| corner.1);
        let interval = Self { low: low.finite(), high: high.finite(), low_open: open(low), high_open: open(high) };
        (interval, corners.iter().any(|corner| corner.2))
    }

    /// Ends that were rounded, moved outwards by more than the rounding.
    fn widened(self) -> Self {
        let by = |end: Decimal| (end.abs() * ROUNDING).max(ROUNDING);
        Self { low: self.low.map(|end| end - by(end)), high: self.high.map(|end| end + by(end)), ..self }
    }
}

/// More than a quotient or root of 28 digits can be off, as a share of it.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 18);

/// The root of a number that is not negative, by Newton's method from a floating-point guess.
fn root(value: Decimal, degree: u32) -> Option<Decimal> {
    if value.is_zero() {
        return Some(value);
    }
    let guess = value.to_f64()?.powf(1.0 / f64::from(degree));
    let mut root = Decimal::from_f64(guess)?;
    for _ in 0..3 {
        let power = (1..degree).try_fold(Decimal::ONE, |power, _| power.checked_mul(root))?;
        let next = root.checked_mul(Decimal::from(degree - 1))?.checked_add(value.checked_div(power)?)?;
        root = next.checked_div(Decimal::from(degree))?;
    }
    Some(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(low: i64, high: i64) -> Interval {
        Interval::closed(low.into(), high.into())
    }

    #[test]
    fn sums_and_products_hold_every_result() {
        assert_eq!(closed(1, 2).add(&closed(10, 20)), closed(11, 22));
        assert_eq!(closed(1, 2).sub(&closed(10, 20)), closed(-19, -8));
        assert_eq!(closed(-1, 2).mul(&closed(-3, 4)), closed(-6, 8));
        assert_eq!(closed(6, 12).div(&closed(2, 3)), closed(2, 6));
        assert_eq!(closed(-3, 2).abs(), closed(0, 3));
        assert_eq!(closed(-3, 2).hull(&closed(5, 6)), closed(-3, 6));
    }

    #[test]
    fn open_ends_stay_open() {
        let more = Interval { low: Some(Decimal::TWO), high: None, low_open: true, high_open: false };
        assert_eq!(more.mul(&closed(2, 3)).low, Some(Decimal::from(4)));
        assert!(more.mul(&closed(2, 3)).low_open);
        assert_eq!(more.mul(&closed(0, 3)), Interval { low: Some(Decimal::ZERO), ..Interval::ALL });
        assert_eq!(
            closed(1, 1).div(&more),
            Interval { low_open: false, high_open: true, ..Interval::closed(Decimal::ZERO, Decimal::new(5, 1)) }
        );
    }

    #[test]
    fn a_divisor_that_may_be_zero_says_nothing() {
        assert_eq!(closed(1, 2).div(&closed(-1, 1)), Interval::ALL);
    }

    #[test]
    fn rounding_never_parts_what_is_equal() {
        let third = closed(1, 1).div(&closed(3, 3));
        assert!(third.mul(&closed(3, 3)).meets(&closed(1, 1)));
        assert!(closed(2, 2).root(2).power(2).meets(&closed(2, 2)));
        assert!(!closed(2, 2).root(2).power(2).meets(&Interval::point(Decimal::new(2_000_001, 6))));
    }

    #[test]
    fn results_out_of_range_are_open() {
        let huge = Interval::point(Decimal::MAX);
        assert_eq!(huge.mul(&huge).high, None);
        assert_eq!(huge.add(&huge).high, None);
        assert_eq!(huge.neg().mul(&huge).low, None);
    }
}
