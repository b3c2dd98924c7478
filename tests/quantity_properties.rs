//! What must hold of the scan for any text: it never panics, it is linear, and what is printed in a
//! supported style reads back as the same value.

use std::time::{Duration, Instant};

use claimlint::lexicon::Lexicon;
use claimlint::quantity::{self, Bound, Mention, Quantity};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(Lexicon::built_in)
}

/// The quantities of a text.
fn quantities(text: &str) -> Vec<Quantity> {
    let found = quantity::scan(text, lexicon());
    found
        .into_iter()
        .filter_map(|mention| if let Mention::Quantity(quantity) = mention { Some(quantity) } else { None })
        .collect()
}

/// The one value of a text.
fn value(text: &str) -> Option<Decimal> {
    match quantities(text).as_slice() {
        [only] => Some(only.value.normalize()),
        _ => None,
    }
}

/// Digits in groups: three each, or the last three and then two each.
fn grouped(number: u64, separator: &str, indian: bool) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        let cut = if indian { left == 3 || left > 3 && left % 2 == 1 } else { left.is_multiple_of(3) };
        if at > 0 && cut {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn below_thousand(number: u64, and: bool) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let small = match rest {
        0 => String::new(),
        1..20 => ONES[rest as usize].to_owned(),
        _ if rest % 10 == 0 => TENS[(rest / 10) as usize].to_owned(),
        _ => format!("{}-{}", TENS[(rest / 10) as usize], ONES[(rest % 10) as usize]),
    };
    match (hundreds, small.is_empty()) {
        (0, _) => small,
        (_, true) => format!("{} hundred", ONES[hundreds as usize]),
        _ => format!("{} hundred {}{small}", ONES[hundreds as usize], if and { "and " } else { "" }),
    }
}

/// A number in words.
fn words(number: u64, and: bool) -> String {
    let scales =
        [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand")];
    let mut rest = number;
    let mut parts = Vec::new();
    for (scale, name) in scales {
        if rest >= scale {
            parts.push(format!("{} {name}", below_thousand(rest / scale, and)));
            rest %= scale;
        }
    }
    if rest > 0 {
        parts.push(below_thousand(rest, and));
    }
    parts.join(" ")
}

/// The place in an order of a number in words: "one hundred and thirty-first".
fn ordinal(number: u64) -> String {
    let cardinal = words(number, true);
    let (lead, last) = cardinal.rfind([' ', '-']).map_or(("", cardinal.as_str()), |at| cardinal.split_at(at + 1));
    let place = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        last => last.strip_suffix('y').map_or_else(|| format!("{last}th"), |stem| format!("{stem}ieth")),
    };
    format!("{lead}{place}")
}

/// A number from 1 to 99,999,999 in Chinese characters.
fn chinese(number: u64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let section = |number: u64| {
        let (mut out, mut gap) = (String::new(), false);
        for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = number / place % 10;
            if digit == 0 {
                gap = !out.is_empty();
                continue;
            }
            if gap {
                out.push('零');
            }
            gap = false;
            out.push(DIGITS[digit as usize]);
            out.push_str(name);
        }
        out
    };
    let (high, low) = (number / 10_000, number % 10_000);
    match (high, low) {
        (0, _) => section(low),
        (_, 0) => format!("{}万", section(high)),
        (_, 1..1000) => format!("{}万零{}", section(high), section(low)),
        _ => format!("{}万{}", section(high), section(low)),
    }
}

proptest! {
    #[test]
    fn grouped_digits_read_back(number in 10_000_u64..1_000_000_000_000) {
        let wanted = Some(Decimal::from(number).normalize());
        for separator in [",", "'", "’", "\u{a0}", "\u{202f}", " "] {
            let text = format!("It made {} tons.", grouped(number, separator, false));
            prop_assert_eq!(value(&text), wanted, "{}", text);
        }
        let text = format!("It made {} tons.", grouped(number, ",", true));
        prop_assert_eq!(value(&text), wanted, "{}", text);
        prop_assert_eq!(value(&format!("It made {number} tons.")), wanted);
    }

    #[test]
    fn decimals_keep_their_last_place(mantissa in 1_i64..1_000_000, places in 1_u32..6) {
        let number = Decimal::new(mantissa, places);
        let text = format!("It grew by {number} percent");
        let found = quantities(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(found[0].value, number);
        prop_assert_eq!(found[0].slack, Decimal::new(5, places + 1));
        prop_assert_eq!(found[0].unit.name.as_str(), "percent");
    }

    #[test]
    fn scale_words_multiply(mantissa in 1_i64..10_000, places in 0_u32..4, scale in 0_usize..8) {
        let (word, power) = [
            ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("bn", 9), ("mn", 6), ("lakh", 5), ("crore", 7),
        ][scale];
        let number = Decimal::new(mantissa, places);
        let wanted = number * Decimal::from(10_i64.pow(power));
        for text in [format!("about {number} {word} people"), format!("worth €{number} {word}.")] {
            prop_assert_eq!(value(&text), Some(wanted.normalize()), "{}", text);
        }
    }

    #[test]
    fn number_words_read_back(number in 2_u64..1_000_000_000_000_000, and in any::<bool>()) {
        let text = format!("They sold {} units.", words(number, and));
        prop_assert_eq!(value(&text), Some(Decimal::from(number).normalize()), "{}", text);
    }

    #[test]
    fn ordinals_in_words_read_back(number in 1_u64..1_000_000_000) {
        let text = format!("It was the {} of its kind.", ordinal(number));
        let found = quantity::scan(&text, lexicon());
        prop_assert!(matches!(found[..], [Mention::Ordinal { value, .. }] if value == number), "{}: {:?}", text, found);
    }

    #[test]
    fn fractions_in_words_read_back(above in 2_u64..100, below in 0_usize..12) {
        let (word, below) = [
            ("thirds", 3), ("fifths", 5), ("sixths", 6), ("sevenths", 7), ("eighths", 8), ("ninths", 9), ("tenths", 10),
            ("twentieths", 20), ("hundredths", 100), ("thousandths", 1000), ("millionths", 1_000_000), ("thirteenths", 13),
        ][below];
        let text = format!("They kept {} {word}.", words(above, false));
        let share = Decimal::from(above) / Decimal::from(below) * Decimal::ONE_HUNDRED;
        let found = value(&text).map(|value| (value - share).abs() < Decimal::new(1, 9));
        prop_assert_eq!(found, Some(true), "{}", text);
    }

    #[test]
    fn what_counts_are_per_is_kept(cases in 1_u64..5000, people in 2_u64..1_000_000, noun in 0_usize..3) {
        let noun = ["cases", "new cases of flu", "tests"][noun];
        let text = format!("We saw {cases} {noun} per {} people.", grouped(people, ",", false));
        let found = quantities(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(found[0].value, Decimal::from(cases));
        prop_assert_eq!(found[0].unit.per.as_ref().map(ToString::to_string), Some(people.to_string()), "{}", text);
    }

    #[test]
    fn lengths_in_two_units_are_one(hours in 1_u64..100, minutes in 1_u64..60) {
        let text = format!("It took {hours} hours and {minutes} minutes.");
        let wanted = Decimal::from(hours) + Decimal::from(minutes) / Decimal::from(60);
        let found = value(&text).map(|value| (value - wanted).abs() < Decimal::new(1, 9));
        prop_assert_eq!(found, Some(true), "{}", text);
    }

    #[test]
    fn chinese_characters_read_back(number in 10_u64..100_000_000) {
        let text = format!("共有{}家企业", chinese(number));
        prop_assert_eq!(value(&text), Some(Decimal::from(number).normalize()), "{}", text);
    }

    #[test]
    fn bounds_hold_their_side(number in 2_i64..1000) {
        let value = Decimal::from(number);
        for (words, bound) in [("more than", Bound::MoreThan), ("at least", Bound::AtLeast), ("up to", Bound::AtMost), ("nearly", Bound::LessThan)] {
            let text = format!("It has {words} {number} members");
            let found = quantities(&text);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].bound, bound);
            let interval = found[0].interval();
            prop_assert!(interval.low == Some(value) || interval.high == Some(value));
        }
    }

    #[test]
    fn ranges_keep_both_ends(low in 1_i64..500, step in 1_i64..500) {
        let high = low + step;
        for text in [format!("{low}-{high}%"), format!("between {low} and {high} percent"), format!("{low} to {high} percent")] {
            let found = quantities(&text);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].range, Some((Decimal::from(low), Decimal::from(high))), "{}", text);
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,80}") {
        check_spans(&text);
    }

    #[test]
    fn no_figure_like_text_panics(text in "([0-9]{1,30}|[-.,/$€£%°±×()'’ ]|million|a half|and|to|of|one|twenty|first|quarter|between|from|万|亿|百分之|点|第|年|月|½|e[+-]?9){0,40}") {
        check_spans(&text);
    }
}

/// Mentions lie in the text, on character boundaries, in order and apart.
fn check_spans(text: &str) {
    let mut last = 0;
    for mention in quantity::scan(text, lexicon()) {
        let span = mention.span();
        assert!(span.start >= last && span.start < span.end, "{text:?}: {span:?} after {last}");
        assert!(text.get(span.start..span.end).is_some(), "{text:?}: {span:?}");
        last = span.end;
    }
}

/// The time of one scan.
fn time(text: &str) -> Duration {
    let start = Instant::now();
    let found = quantity::scan(text, lexicon());
    assert!(found.len() <= text.len());
    start.elapsed()
}

#[test]
fn scanning_is_linear() {
    let pieces = [
        "1,",
        "1 ",
        "1-",
        "1.",
        "(",
        "((1",
        "one ",
        "one hundred and ",
        "1 million and ",
        "$",
        "-",
        "from 1 to ",
        "1 and ",
        "more than ",
        "between 1 and ",
        "3 hundred ",
        "1/",
        "May ",
        "in the ",
        "一",
        "1万",
        "百分之",
        "a half ",
        "5 feet ",
        "A-1",
        "1 to ",
        "point one ",
        "x 10^",
        "'",
        "the end of ",
        "2020-",
        "one and a half ",
        "twenty ",
        "1 over ",
        "2^",
        "an hour and ",
        "5 cases per ",
        "cases of ",
        "phase two ",
        "一两",
        "三分之",
        "1 (kg",
        "one, ",
    ];
    for piece in pieces {
        let (short, long) = (piece.repeat(400), piece.repeat(3_200));
        let (short, long) = (time(&short), time(&long));
        // Eight times the text may take eight times as long; sixty-four times would be quadratic.
        let limit = short.max(Duration::from_millis(20)) * 24;
        assert!(long < limit, "{piece:?}: {short:?} against {long:?}");
    }
}

#[test]
fn numbers_out_of_range_are_skipped() {
    for text in ["1e30", "9".repeat(40).as_str(), "1e-40", "99999999999999999999999999999 trillion"] {
        check_spans(text);
    }
}
