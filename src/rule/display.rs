//! Numbers as one writes them on paper.

use rust_decimal::Decimal;

use crate::quantity::Interval;

/// A value with thousands set apart, in millions and more with the scale word: "1.425 million".
#[must_use]
pub fn value(number: Decimal) -> String {
    let number = number.normalize();
    let scales = [(12, "trillion"), (9, "billion"), (6, "million")];
    for (power, word) in scales {
        let Some(one) = 10_i64.checked_pow(power).map(Decimal::from) else { continue };
        if number.abs() >= one {
            let scaled = (number / one).normalize();
            // A figure that would need many digits reads better written out.
            return if scaled.scale() <= 4 { format!("{} {word}", grouped(scaled)) } else { grouped(number) };
        }
    }
    grouped(number)
}

/// A value rounded to a number of decimals, which all are shown below a thousand.
#[must_use]
pub fn rounded(number: Decimal, decimals: u32) -> String {
    let rounded = number.round_dp_with_strategy(decimals, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    if rounded.abs() >= Decimal::ONE_THOUSAND {
        return value(rounded);
    }
    format!("{rounded:.0$}", decimals as usize)
}

/// The middle of an interval, with as many digits as its width leaves sure.
#[must_use]
pub fn interval(interval: &Interval) -> String {
    match (interval.low, interval.high) {
        (Some(_), Some(_)) => {
            interval.middle().map_or_else(String::new, |middle| significant(middle, interval.width()))
        }
        (Some(low), None) => format!("at least {}", significant(low, None)),
        (None, Some(high)) => format!("at most {}", significant(high, None)),
        (None, None) => "any number".to_owned(),
    }
}

/// The ends of an interval: "4.1 to 4.3".
#[must_use]
pub fn range(whole: &Interval) -> String {
    match (whole.low, whole.high, whole.width()) {
        (Some(low), Some(high), Some(width)) if !width.is_zero() => {
            let (low, high) = (significant(low, Some(width)), significant(high, Some(width)));
            if low == high { low } else { format!("{low} to {high}") }
        }
        _ => interval(whole),
    }
}

/// Rounds a value to the place of its uncertainty, or to four digits where it has none.
fn significant(number: Decimal, width: Option<Decimal>) -> String {
    let size = number.abs();
    let width = width.filter(|width| !width.is_zero());
    let finest = width.map_or_else(|| size / Decimal::ONE_THOUSAND, |width| width / Decimal::TWO);
    let mut place = Decimal::ONE;
    let mut decimals = 0;
    while place > finest && decimals < 6 {
        place /= Decimal::TEN;
        decimals += 1;
    }
    if number.scale() <= decimals || size >= Decimal::ONE_THOUSAND && decimals == 0 {
        return value(at_place(number, finest));
    }
    rounded(number, decimals)
}

/// Rounds a large value to the power of ten at or below its uncertainty.
fn at_place(number: Decimal, finest: Decimal) -> Decimal {
    let mut place = Decimal::ONE;
    while place * Decimal::TEN <= finest && place < Decimal::from(1_000_000_000_000_i64) {
        place *= Decimal::TEN;
    }
    if finest < Decimal::ONE {
        return number;
    }
    (number / place).round() * place
}

fn grouped(number: Decimal) -> String {
    let text = number.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut out = String::from(if number.is_sign_negative() && !number.is_zero() { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Decimal {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn values_read_as_written_by_hand() {
        assert_eq!(value(of("1425000")), "1.425 million");
        assert_eq!(value(of("507000")), "507,000");
        assert_eq!(value(of("-2.50")), "-2.5");
        assert_eq!(value(of("1234567")), "1,234,567");
    }

    #[test]
    fn intervals_show_what_is_sure() {
        assert_eq!(interval(&Interval::closed(of("27.86"), of("28.12"))), "28.0");
        assert_eq!(range(&Interval::closed(of("27.86"), of("28.12"))), "27.9 to 28.1");
        assert_eq!(interval(&Interval::point(of("637"))), "637");
        assert_eq!(interval(&Interval::point(of("33.333333"))), "33.33");
    }
}
