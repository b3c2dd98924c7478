//! The JSON report meets its published schema, whatever the input.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use std::path::{Path, PathBuf};

use claimlint::Linter;
use claimlint::report::{Json, JsonClaims, Reporter, View};
use claimlint::source::Source;
use proptest::prelude::*;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join("docs/report.schema.json")).unwrap()).unwrap()
}

fn printed(mut reporter: impl Reporter, linter: &Linter, source: Source) -> Option<Value> {
    let checked = linter.check(source).ok()?;
    let mut out = Vec::new();
    reporter.file(&View::new(&checked), &mut out).unwrap();
    reporter.finish(&mut out).unwrap();
    Some(serde_json::from_slice(&out).unwrap())
}

#[test]
fn reports_meet_the_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let linter = Linter::default();
    let mut findings = 0;
    for dir in ["tests/cases", "transcripts"] {
        for entry in std::fs::read_dir(root().join(dir)).unwrap() {
            let source = Source::open(&entry.unwrap().path(), None).unwrap();
            let report = printed(Json::default(), &linter, source).unwrap();
            let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}");
            findings += report["findings"].as_array().unwrap().len();
        }
    }
    assert!(findings > 0, "the cases have findings");
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let source = Source::open(&root().join("tests/cases/swapped-digits.txt"), None).unwrap();
    let report = printed(Json::default(), &Linter::default(), source).unwrap();
    for (place, value) in [("/findings/0/severity", "fatal"), ("/findings/0/claims/0/quantity/value", "1e5")] {
        let mut broken = report.clone();
        *broken.pointer_mut(place).unwrap() = value.into();
        assert!(!validator.is_valid(&broken), "{place}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_break_the_report(bytes in prop::collection::vec(any::<u8>(), 0..400), words in "[A-Z]{2}: ([0-9.,%$ ]|more than|\\PC){0,80}") {
        let linter = Linter::default();
        for text in [bytes, words.into_bytes()] {
            let length = text.len() as u64;
            let Some(report) = printed(JsonClaims::default(), &linter, Source::from_bytes(Path::new("x"), text, None)) else { continue };
            for claim in report["claims"].as_array().unwrap() {
                let (start, end) = (claim["start"].as_u64().unwrap(), claim["end"].as_u64().unwrap());
                prop_assert!(start <= end && end <= length);
                prop_assert!(claim["line"].as_u64().unwrap() >= 1 && claim["column"].as_u64().unwrap() >= 1);
            }
        }
    }
}
