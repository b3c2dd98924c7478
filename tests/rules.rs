//! Every built-in rule reads without mistakes and does on its own examples what it must.

use std::collections::BTreeSet;

use claimlint::Linter;
use claimlint::rule::RuleSet;
use miette::Report;
use smol_str::SmolStr;

#[test]
fn built_in_rules_have_no_mistakes() {
    let errors: Vec<String> =
        RuleSet::built_in_errors().into_iter().map(|error| format!("{:?}", Report::new(error))).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(!RuleSet::built_in().rules.is_empty());
}

fn names() -> BTreeSet<SmolStr> {
    RuleSet::built_in().rules.into_iter().map(|rule| rule.name.clone()).collect()
}

#[test]
fn examples_fire_and_keep_silent() {
    let trials = Linter::default().try_rules(&names());
    let failures: Vec<String> =
        trials.iter().filter_map(|trial| Some(format!("{:?}", Report::new(trial.failure.clone()?)))).collect();
    assert!(failures.is_empty(), "{} of {} fail\n{}", failures.len(), trials.len(), failures.join("\n"));
}

#[test]
fn every_rule_has_four_examples_each_way() {
    for rule in RuleSet::built_in().rules {
        let examples = rule.examples();
        let fires = examples.iter().filter(|example| !example.fires.is_empty()).count();
        let silent = examples.len() - fires;
        assert!(fires >= 4 && silent >= 4, "{}: {fires} examples fire, {silent} are silent", rule.name);
    }
}

#[test]
fn nothing_but_examples_follows_the_first_example() {
    for rule in RuleSet::built_in().rules {
        let tables = rule.origin.text.lines().filter(|line| line.starts_with('['));
        let mut behind = tables.skip_while(|line| *line != "[[example]]");
        assert!(behind.all(|line| line == "[[example]]"), "{}: the examples of a built-in rule stand last", rule.name);
    }
}
