//! Mistakes in rule files, with their place and what would be right.

use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use thiserror::Error;

use crate::span::Span;

/// A rule file as text: where spans of mistakes and examples point.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The path, or `rules/NAME.toml` for a built-in rule.
    pub path: String,
    /// The file's text.
    pub text: Arc<str>,
}

/// A mistake in a rule file.
#[derive(Debug, Clone, Error)]
#[error("{}", .0.message)]
pub struct RuleError(Box<Mistake>);

/// What a mistake knows of itself, on the heap to keep results small.
#[derive(Debug, Clone)]
struct Mistake {
    message: String,
    label: String,
    help: Option<String>,
    span: Span,
    source_code: NamedSource<Arc<str>>,
}

/// The least span between characters that holds another.
fn between_characters(text: &str, span: Span) -> Span {
    let start = text.floor_char_boundary(span.start);
    Span::new(start, text.ceil_char_boundary(span.end).max(start))
}

impl RuleError {
    /// A mistake at a place: what is wrong, and under the place the words that say where.
    #[must_use]
    pub fn new(origin: &Origin, span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self(Box::new(Mistake {
            message: message.into(),
            label: label.into(),
            help: None,
            span: between_characters(&origin.text, span),
            source_code: NamedSource::new(&origin.path, Arc::clone(&origin.text)).with_language("toml"),
        }))
    }

    /// The same with a word on what would be right.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<Option<String>>) -> Self {
        self.0.help = help.into();
        self
    }

    /// Its place in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.span
    }
}

impl Diagnostic for RuleError {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new("rule-file"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.0.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.0.source_code)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new(Some(self.0.label.clone()), self.0.span.start, self.0.span.len());
        Some(Box::new(std::iter::once(label)))
    }
}

/// The mistakes of one or more rule files.
#[derive(Debug, Clone, Error, Diagnostic)]
#[error("{}", count(.errors.len()))]
pub struct RuleErrors {
    /// Each mistake, in the order of files and places.
    #[related]
    pub errors: Vec<RuleError>,
}

fn count(errors: usize) -> String {
    match errors {
        1 => "a mistake in a rule file".to_owned(),
        n => format!("{n} mistakes in rule files"),
    }
}

/// The known word nearest to a mistyped one, as a help text.
pub(super) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = known.into_iter().map(|candidate| (strsim::jaro_winkler(word, candidate), candidate));
    let best = near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|best| best.0 > 0.75)?;
    Some(format!("did you mean `{}`?", best.1))
}
