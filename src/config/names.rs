//! Names that may be mistyped.

use std::path::Path;

use toml::Spanned;

use super::ConfigError;

/// The name most like `found`, where one is near enough to be meant.
#[must_use]
pub fn closest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.into_iter().map(|name| (strsim::jaro_winkler(found, name), name));
    let best = scored.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best.0 > 0.8).then_some(best.1)
}

/// Checks that everything named in a settings file is there; `kind` is "rule" or "pack".
///
/// # Errors
/// The first name of nothing, at its place.
pub fn check_names<'a>(
    path: &Path,
    text: &str,
    kind: &str,
    named: impl Iterator<Item = &'a Spanned<String>>,
    rules: &[String],
) -> Result<(), ConfigError> {
    for name in named.filter(|name| name.get_ref() != "all") {
        if !rules.contains(name.get_ref()) {
            let near = closest(name.get_ref(), rules.iter().map(String::as_str));
            let help =
                near.map_or("`claimlint rules` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
            let message = format!("no {kind} is called `{}`", name.get_ref());
            return Err(ConfigError::at(path, text, name.span(), message, Some(help)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(closest("ignroe", ["select", "ignore"]), Some("ignore"));
        assert_eq!(closest("zzz", ["select", "ignore"]), None);
    }

    #[test]
    fn an_unknown_rule_is_an_error_at_its_place() {
        let text = "ignore = [\"misquoted-figur\"]";
        let config = super::super::Config::parse(Path::new("c"), text).unwrap_or_default();
        let rules = ["misquoted-figure".to_owned()];
        let outcome = check_names(Path::new("c"), text, "rule", config.rule_names(), &rules);
        assert!(outcome.is_err_and(|error| error.to_string() == "no rule is called `misquoted-figur`"));
    }
}
