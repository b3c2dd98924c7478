//! Mistakes in rule files are reported at their place, with what would be right.

#![allow(clippy::unwrap_used)] // A panic is how a test fails.

use std::path::Path;

use claimlint::rule::{RuleError, RuleSet};
use miette::Diagnostic;

const WHOLE: &str = r#"question = "Does the price follow?"
why = "It matters."
silent = "Else."
severity = "error"
relations = ["within-sentences(2, price, weight)"]
constraint = "price = price"
message = "{price} and {weight}"

[roles.price]
dimension = "money"

[roles.weight]
dimension = "mass"
"#;

/// Loads a rule file; the mistakes with the text under them and the help.
fn mistakes(text: &str) -> Vec<(String, String, String)> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("price-off.toml"), text).unwrap();
    let errors = RuleSet::default().load_dir(dir.path()).err().map(|errors| errors.errors).unwrap_or_default();
    let shown = |error: &RuleError| {
        let under = text.get(error.span().start..error.span().end).unwrap_or("OUTSIDE").to_owned();
        (error.to_string(), under, error.help().map(|help| help.to_string()).unwrap_or_default())
    };
    errors.iter().map(shown).collect()
}

/// Replaces a part of the whole file and expects one mistake.
fn one(from: &str, to: &str) -> (String, String, String) {
    assert!(WHOLE.contains(from));
    let mut found = mistakes(&WHOLE.replace(from, to));
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn is(found: &(String, String, String), message: &str, under: &str, help: &str) {
    assert_eq!((found.0.as_str(), found.1.as_str()), (message, under));
    assert!(found.2.contains(help), "{}", found.2);
}

#[test]
fn a_file_without_mistakes_loads() {
    assert_eq!(mistakes(WHOLE), []);
}

#[test]
fn unknown_words_name_the_nearest() {
    is(&one("silent =", "silnet ="), "unknown field `silnet`", "silnet", "did you mean `silent`?");
    is(&one("\"mass\"", "\"mas\""), "unknown dimension `mas`", "\"mas\"", "did you mean `mass`?");
    is(&one("= \"error\"", "= \"fatal\""), "unknown severity `fatal`", "\"fatal\"", "error, warning or note");
    is(&one("= price\"", "= prize\""), "unknown role `prize`", "prize", "did you mean `price`?");
    is(&one("{weight}", "{weight.spokn}"), "unknown field `spokn`", "weight.spokn", "did you mean `spoken`?");
    is(
        &one("within-sentences", "within-sentence"),
        "unknown function or relation `within-sentence`",
        "within-sentence(2, price, weight)",
        "`within-sentences`",
    );
}

#[test]
fn units_that_do_not_match_are_told() {
    let found = one("price = price", "price + weight = price");
    is(&found, "units do not match: money and mass", "weight", "`number(...)`");
    assert_eq!(mistakes(&WHOLE.replace("price = price", "price = number(weight)")), []);
}

#[test]
fn broken_expressions_point_at_the_place() {
    assert_eq!(one("price = price", "price = (price").0, "cannot read this expression");
    is(&one("price = price", "price ? 2 = price"), "cannot read this expression", "?", "");
    is(
        &one("price = price", "price-weight = price"),
        "unknown role `price-weight`",
        "price-weight",
        "`price - weight`",
    );
    is(&one("price = price", "price + 1"), "a condition is expected here", "price + 1", "compare");
    is(&one("{weight}", "{weight"), "a place is not closed", "{weight\"", "");
}

#[test]
fn a_role_that_nothing_ties_is_told() {
    let found = one("within-sentences(2, price, weight)", "before(price, weight)");
    is(&found, "role `weight` is tied to no other role", "weight", "within-sentences");
}

#[test]
fn files_that_are_no_rules_are_told() {
    assert!(mistakes("question = ").len() == 1);
    assert!(mistakes("").iter().any(|mistake| mistake.0 == "the rule has no roles"));
    assert_eq!(RuleSet::default().load_dir(Path::new("no/such/folder")).map_err(|errors| errors.errors.len()), Err(1));
}

#[test]
fn an_example_says_whether_it_fires() {
    let text = format!("{WHOLE}\n[[example]]\ntext = \"Ten.\"\n");
    assert_eq!(mistakes(&text).first().map(|mistake| mistake.0.as_str()), Some("an example either fires or is silent"));
}

#[test]
fn a_mistake_stands_between_characters() {
    let found = mistakes(&WHOLE.replace("price = price", "price \u{e9} price"));
    assert_eq!(found.first().map(|mistake| mistake.1.as_str()), Some("\u{e9}"), "{found:?}");
}

#[test]
fn kinds_give_facts_to_roles_that_there_are() {
    let kinds = |own: &str| mistakes(&format!("{WHOLE}\n[kinds.gold]\n{own}\n"));
    assert_eq!(kinds("price.measure = \"gold price\""), []);
    let found = kinds("prize.measure = \"gold price\"");
    is(found.first().unwrap(), "unknown field `prize`", "prize", "did you mean `price`?");
    let found = kinds("price.mesure = \"gold price\"");
    is(found.first().unwrap(), "unknown field `mesure`", "mesure", "did you mean `measure`?");
    let named = WHOLE.replace("{weight}\"", "{weight} of {kind}\"");
    assert_eq!(mistakes(&format!("{named}\n[kinds.gold]\n")), []);
    assert_eq!(mistakes(&named).first().map(|found| found.0.as_str()), Some("unknown role `kind`"));
}

#[test]
fn words_and_numbers_of_other_habits_are_set_right() {
    is(&one("price = price", "price == price"), "cannot read this expression", "=", "one `=` asks");
    is(&one("price = price", "price * 2 % = 3"), "cannot read this expression", "%", "`ratio(part, whole)`");
    is(&one("\"money\"", "money"), "the file is not valid TOML", "money", "\"money\"");
    is(&one("\"It matters.\"", "7"), "`why` takes a text", "7", "between quotes");
    let sure = format!("{WHOLE}\n[confidence]\nbase = 85\n");
    is(mistakes(&sure).first().unwrap(), "`base` is out of range", "85", "from 0 to 1");
    let measured = WHOLE.replace("dimension = \"mass\"", "measure = \"Grain\"");
    is(mistakes(&measured).first().unwrap(), "words of a measure are in lower case", "\"Grain\"", "\"grain\"");
}

#[test]
fn an_example_fires_on_words_of_its_text() {
    let text = format!("{WHOLE}\n[[example]]\ntext = \"We paid 1,200 euros.\"\nfires = [\"1200\"]\n");
    let found = mistakes(&text);
    is(found.first().unwrap(), "`1200` is not in the example's text", "\"1200\"", "as it stands");
}
