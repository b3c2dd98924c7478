//! Every built-in rule reads without mistakes and does on its own examples what it must.

use claimlint::Linter;
use claimlint::rule::RuleSet;
use miette::Report;

#[test]
fn built_in_rules_have_no_mistakes() {
    let errors: Vec<String> =
        RuleSet::built_in_errors().into_iter().map(|error| format!("{:?}", Report::new(error))).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(!RuleSet::built_in().rules.is_empty());
}

#[test]
fn examples_fire_and_keep_silent() {
    let trials = Linter::default().try_rules();
    let failures: Vec<String> =
        trials.iter().filter_map(|trial| Some(format!("{:?}", Report::new(trial.failure.clone()?)))).collect();
    assert!(failures.is_empty(), "{} of {} fail\n{}", failures.len(), trials.len(), failures.join("\n"));
}

#[test]
fn every_rule_has_four_examples_each_way() {
    for rule in RuleSet::built_in().rules {
        let fires = rule.examples.iter().filter(|example| !example.fires.is_empty()).count();
        let silent = rule.examples.len() - fires;
        assert!(fires >= 4 && silent >= 4, "{}: {fires} examples fire, {silent} are silent", rule.name);
    }
}
