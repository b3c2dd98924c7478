//! Which months a figure is of, so that quarters can be told to make a half and halves a year.

use jiff::civil::Date;

use crate::claim::Claim;

/// A stretch of months: of a year that is said, or of one that is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Months {
    /// The year, with the count of its months from there; `None` where the text does not say which.
    year: Option<i16>,
    /// The first month, from 0.
    from: i32,
    /// The month behind the last.
    to: i32,
}

impl Months {
    /// The months of a claim's period: of its days where they are known, else of its words.
    pub(super) fn of(claim: &Claim) -> Option<Self> {
        let key = claim.period.as_ref().map(|period| period.key.as_str()).unwrap_or_default();
        let named = Self::named(key);
        if claim.tagged("span-year") {
            // A quarter beside "the full year": which of them is meant stays open.
            let year = named.filter(|named| named.to - named.from != 12).is_none();
            return year.then_some(Self { year: named.and_then(|named| named.year), from: 0, to: 12 });
        }
        let period = claim.period.as_ref()?;
        named.or_else(|| Self::between(period.start?, period.end?))
    }

    /// "y2021 q2", "h1", "first9Month".
    fn named(key: &str) -> Option<Self> {
        let mut months = None;
        let mut year = None;
        for part in key.split(' ') {
            let at = part.find(|c: char| c.is_ascii_digit())?;
            let (kind, rest) = part.split_at(at);
            let digits: i16 = rest.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()?;
            let number = i32::from(digits);
            let stretch = |length: i32| Some(((number - 1) * length, number * length));
            match (kind, rest.trim_start_matches(|c: char| c.is_ascii_digit())) {
                ("y" | "fy", _) => year = Some(digits),
                ("q", _) => months = stretch(3),
                ("h", _) => months = stretch(6),
                ("m", _) => months = stretch(1),
                ("first", "Month") => months = Some((0, number)),
                ("first", "Quarter") => months = Some((0, number * 3)),
                _ => return None,
            }
        }
        let (from, to) = months.or(year.map(|_| (0, 12)))?;
        Some(Self { year, from, to })
    }

    fn between(start: Date, end: Date) -> Option<Self> {
        let whole = start.day() == 1 && end.tomorrow().is_ok_and(|next| next.day() == 1);
        let month = |date: Date| i32::from(date.month()) - 1;
        let length = (i32::from(end.year()) - i32::from(start.year())) * 12 + month(end) + 1 - month(start);
        let from = month(start);
        (whole && length > 0).then_some(Self { year: Some(start.year()), from, to: from + length })
    }

    /// Whether the years can be one.
    fn same_year(self, other: Self) -> bool {
        self.year.zip(other.year).is_none_or(|(a, b)| a == b)
    }

    /// Whether it is a part of a longer stretch.
    pub(super) fn inside(self, whole: Self) -> bool {
        let shorter = self.to - self.from < whole.to - whole.from;
        self.same_year(whole) && shorter && whole.from <= self.from && self.to <= whole.to
    }
}

/// Whether some stretches, one behind the other, make up a whole.
pub(super) fn fill(parts: &[&Claim], whole: &Claim) -> bool {
    let all: Option<Vec<Months>> = parts.iter().map(|part| Months::of(part)).collect();
    let Some((mut parts, whole)) = all.zip(Months::of(whole)) else { return false };
    parts.sort_by_key(|part| part.from);
    let mut reached = whole.from;
    for part in parts {
        if part.from != reached || !part.inside(whole) {
            return false;
        }
        reached = part.to;
    }
    reached == whole.to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(key: &str) -> Option<(Option<i16>, i32, i32)> {
        Months::named(key).map(|months| (months.year, months.from, months.to))
    }

    #[test]
    fn the_words_of_a_period_name_its_months() {
        assert_eq!(named("y2021 q2"), Some((Some(2021), 3, 6)));
        assert_eq!(named("h1"), Some((None, 0, 6)));
        assert_eq!(named("y2020 first9Month"), Some((Some(2020), 0, 9)));
        assert_eq!(named("fy2022"), Some((Some(2022), 0, 12)));
        assert_eq!(named("m3 d4"), None);
        assert_eq!(named("rel-1Year"), None);
        assert_eq!(named(""), None);
    }
}
