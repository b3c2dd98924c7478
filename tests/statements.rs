//! What is said, and the figures in it, from tables: `tests/statements/*.txt`, a case a line.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at once")]

use std::path::Path;

use claimlint::lexicon::Lexicon;
use claimlint::quantity::{self, Bound, Mention, Quantity};
use rust_decimal::Decimal;

/// A figure as the tables write it.
fn written(quantity: &Quantity) -> String {
    let number = |value: Decimal| value.round_dp(6).normalize().to_string();
    let unit = match quantity.unit.to_string().as_str() {
        "count" => String::new(),
        unit => format!(" {}", unit.strip_prefix("count ").unwrap_or(unit)),
    };
    let value = match quantity.range {
        Some((low, high)) => format!("{}..{}", number(low), number(high)),
        None => number(quantity.value),
    };
    let bound = match quantity.bound {
        Bound::Exact | Bound::Range => "",
        Bound::MoreThan => ">",
        Bound::AtLeast => ">=",
        Bound::LessThan => "<",
        Bound::AtMost => "<=",
        Bound::About => "~",
    };
    format!("{bound}{value}{unit}")
}

/// The figures and ordinals of a text.
fn figures(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let found = quantity::scan(text, lexicon);
    let view = |mention: &Mention| match mention {
        Mention::Quantity(quantity) => Some(written(quantity)),
        Mention::Ordinal { value, .. } => Some(format!("#{value}")),
        Mention::Date(_) | Mention::Name(_) => None,
    };
    found.iter().filter_map(view).collect()
}

#[test]
fn every_statement_holds_its_figures() {
    let lexicon = Lexicon::built_in();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/statements");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for table in std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
    {
        for case in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (text, wanted) = case.rsplit_once('|').expect("a bar between statement and figures");
            let wanted: Vec<&str> = wanted.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
            let found = figures(text.trim_end(), &lexicon);
            if found != wanted {
                wrong.push(format!("{text}\n  wanted {wanted:?}\n  found  {found:?}"));
            }
            cases += 1;
        }
    }
    assert!(cases > 100 && wrong.is_empty(), "{} of {cases} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
