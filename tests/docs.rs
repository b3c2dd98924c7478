//! The pages and the schema made from rules are the ones in `docs/`.
//!
//! Run with `CLAIMLINT_BLESS=1` to write them.

#![allow(clippy::unwrap_used)] // A panic is how a test fails.

use std::path::{Path, PathBuf};

use claimlint::Linter;
use claimlint::rule::{RuleSet, reference, schema};
use miette::Report;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a page with its file, or writes it where that is asked for.
fn fresh(path: &Path, page: &str, stale: &mut Vec<String>) {
    let path = root().join(path);
    if std::env::var_os("CLAIMLINT_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, page).unwrap();
    }
    if std::fs::read_to_string(&path).unwrap_or_default() != page {
        stale.push(path.display().to_string());
    }
}

#[test]
fn pages_are_fresh() {
    let rules = RuleSet::built_in();
    let mut stale = Vec::new();
    for rule in &rules.rules {
        fresh(&Path::new("docs/rules").join(format!("{}.md", rule.name)), &rule.page(), &mut stale);
    }
    fresh(Path::new("docs/rules/README.md"), &rules.contents(), &mut stale);
    fresh(Path::new("docs/rule-words.md"), &reference(), &mut stale);
    let schema = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    fresh(Path::new("docs/rule.schema.json"), &schema, &mut stale);
    assert!(stale.is_empty(), "stale, write them with CLAIMLINT_BLESS=1: {stale:?}");
}

#[test]
fn no_page_is_left_of_a_rule_that_is_gone() {
    let rules = RuleSet::built_in();
    for entry in std::fs::read_dir(root().join("docs/rules")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(name == "README" || rules.get(&name).is_some(), "{} has no rule", path.display());
    }
}

#[test]
fn rule_files_meet_the_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for rule in RuleSet::built_in().rules {
        let file: toml::Value = toml::from_str(&rule.origin.text).unwrap();
        let file = serde_json::to_value(file).unwrap();
        let errors: Vec<String> = validator.iter_errors(&file).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", rule.name);
    }
    let unknown = serde_json::json!({ "question": "?", "colour": "red" });
    assert!(!validator.is_valid(&unknown));
}

#[test]
fn the_worked_example_of_the_chapter_passes() {
    let chapter = std::fs::read_to_string(root().join("docs/rule-language.md")).unwrap();
    let files: Vec<&str> = chapter.split("```toml\n").skip(1).filter_map(|rest| rest.split("\n```").next()).collect();
    let whole = files.last().expect("the chapter ends with a whole file");
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("beds-off.toml"), whole).unwrap();
    let mut linter = Linter::default();
    let names = match linter.rules.load_dir(dir.path()) {
        Ok(names) => names,
        Err(errors) => panic!("{:?}", Report::new(errors)),
    };
    let trials = linter.try_rules(&names);
    assert!(trials.len() >= 2);
    for trial in trials {
        if let Some(failure) = trial.failure {
            panic!("{:?}", Report::new(failure));
        }
    }
}
