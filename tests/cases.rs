//! Whole transcripts and what is found in them: every file in `tests/cases/` and `transcripts/`.
//!
//! A case is a transcript; beside it, `NAME.expected` says what must be found and
//! what must agree. Run with `CLAIMLINT_BLESS=1` to write what is found now.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use claimlint::Linter;
use claimlint::report::{ClaimView, View, severity};
use claimlint::source::Source;
use similar::TextDiff;

#[test]
fn every_case_finds_what_it_must() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let linter = Linter::default();
    let mut cases: Vec<PathBuf> =
        ["tests/cases", "transcripts"].iter().flat_map(|dir| transcripts(&root.join(dir))).collect();
    cases.sort();
    assert!(cases.len() > 5, "the cases are there");
    let wrong: Vec<String> = cases.iter().filter_map(|case| differs(&linter, case)).collect();
    assert!(wrong.is_empty(), "{} of {} cases differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn transcripts(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file() && path.extension().is_some_and(|end| end != "expected")).collect()
}

/// The difference between what is found in a case and what must be.
fn differs(linter: &Linter, case: &Path) -> Option<String> {
    let found = found(linter, case);
    let place = case.with_extension("expected");
    if std::env::var_os("CLAIMLINT_BLESS").is_some() {
        std::fs::write(&place, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&place).unwrap_or_default();
    let diff = TextDiff::from_lines(&expected, &found);
    (expected != found).then(|| diff.unified_diff().header(&place.display().to_string(), "found").to_string())
}

/// Findings and agreements, as the expected files write them.
fn found(linter: &Linter, case: &Path) -> String {
    let checked = linter.check(Source::open(case, None).unwrap()).unwrap();
    let view = View::new(&checked);
    let mut text = String::new();
    for finding in view.findings() {
        let _ = writeln!(text, "{} {}", severity(finding.severity), finding.rule);
        finding.claims.iter().for_each(|claim| quote(claim, &mut text));
    }
    for agreement in view.agreements() {
        let _ = writeln!(text, "agreement {}", agreement.rule);
        agreement.claims.iter().for_each(|claim| quote(claim, &mut text));
    }
    text
}

fn quote(claim: &ClaimView<'_>, text: &mut String) {
    let (role, who) = (claim.role.unwrap_or(""), claim.speaker.unwrap_or("-"));
    let _ = writeln!(text, "  {}:{} {role}, {who}: {}", claim.line, claim.column, claim.text);
}
