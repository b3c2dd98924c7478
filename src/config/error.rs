//! What is wrong with a settings file, and where.

use std::path::Path;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use super::names::closest;

/// A mistake in a settings file, at its place.
#[derive(Debug, Clone, Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code("claimlint::config"))]
pub struct ConfigError {
    message: String,
    #[help]
    help: Option<String>,
    #[source_code]
    source_code: Option<Arc<NamedSource<String>>>,
    #[label("here")]
    span: Option<SourceSpan>,
}

impl ConfigError {
    /// A mistake at a place of a file.
    #[must_use]
    pub fn at(path: &Path, text: &str, span: std::ops::Range<usize>, message: String, help: Option<String>) -> Self {
        Self {
            message,
            help,
            source_code: Some(Arc::new(NamedSource::new(path.display().to_string(), text.to_owned()))),
            span: Some((span.start, span.len()).into()),
        }
    }

    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self { message: format!("{}: {error}", path.display()), help: None, source_code: None, span: None }
    }

    /// What the TOML reader says, with a suggestion where it knows what it expected.
    #[must_use]
    pub fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let mut quoted = error.message().split('`').skip(1).step_by(2);
        let found = quoted.next().unwrap_or("");
        let expected: Vec<&str> = quoted.collect();
        let unknown = error.message().starts_with("unknown ");
        let help = unknown.then(|| suggestion(found, &expected)).flatten();
        let message = if unknown {
            error.message().split(", expected").next().unwrap_or("").replace("field", "key").replace("variant", "value")
        } else {
            error.message().to_owned()
        };
        Self::at(path, text, error.span().unwrap_or(0..0), message, help)
    }
}

fn suggestion(found: &str, expected: &[&str]) -> Option<String> {
    let list = (!expected.is_empty()).then(|| format!("there are {}", expected.join(", ")));
    closest(found, expected.iter().copied()).map(|near| format!("did you mean `{near}`?")).or(list)
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn error(text: &str) -> String {
        let handler = miette::NarratableReportHandler::new();
        let mut drawn = String::new();
        if let Err(error) = Config::parse(Path::new("claimlint.toml"), text) {
            assert!(handler.render_report(&mut drawn, &error).is_ok());
        }
        drawn
    }

    #[test]
    fn a_mistyped_key_is_shown_with_the_right_one() {
        insta::assert_snapshot!(error("fail-on = \"error\"\nignroe = []\n"));
    }

    #[test]
    fn a_value_that_is_none_lists_those_there_are() {
        let text = error("[severity]\nx = \"fatal\"\n");
        assert!(text.contains("there are error, warning, note, off"), "{text}");
    }

    #[test]
    fn a_suppression_without_a_reason_is_an_error() {
        let text = error("[[suppress]]\nfingerprint = \"ab\"\n");
        assert!(text.contains("missing field `reason`"), "{text}");
    }
}
