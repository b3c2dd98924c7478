//! Reads fields of a rule file, keeping the place of every mistake.

use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Origin, RuleError, did_you_mean};
use super::name::Named;
use crate::span::Span;

/// A text of the file with its place: the whole value, and where its first letter stands.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) start: usize,
}

/// Reads values and collects mistakes.
pub(super) struct Reader<'a> {
    pub(super) origin: &'a Origin,
    pub(super) errors: Vec<RuleError>,
}

impl Reader<'_> {
    pub(super) fn error(
        &mut self,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: Option<String>,
    ) {
        self.errors.push(RuleError::new(self.origin, span, message, label).with_help(help));
    }

    /// Reports fields that are not known.
    pub(super) fn known(&mut self, table: &DeTable<'_>, fields: &[&str]) {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !fields.contains(&name) {
                let all = || Some(format!("known fields are {}", fields.join(", ")));
                let help = did_you_mean(name, fields.iter().copied()).or_else(all);
                self.error(key.span().into(), format!("unknown field `{name}`"), "not known here", help);
            }
        }
    }

    pub(super) fn text(&mut self, table: &DeTable<'_>, field: &str) -> Option<Words> {
        let value = get(table, field)?;
        self.words(value, field)
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, table: &DeTable<'_>, field: &str) -> Words {
        if let Some(words) = self.text(table, field) {
            return words;
        }
        if get(table, field).is_none() {
            self.error(Span::new(0, 0), format!("the rule has no `{field}`"), "add it to this file", None);
        }
        Words { text: String::new(), span: Span::default(), start: 0 }
    }

    pub(super) fn words(&mut self, value: &Spanned<DeValue<'_>>, field: &str) -> Option<Words> {
        let span: Span = value.span().into();
        let Some(text) = value.get_ref().as_str() else {
            let help = Some(format!("a text stands between quotes: {field} = \"...\""));
            self.error(span, format!("`{field}` takes a text"), "not a text", help);
            return None;
        };
        let start = self.start(span, text);
        Some(Words { text: text.to_owned(), span, start })
    }

    /// Where the first letter of a text stands: behind its quotes, and behind the line break after three of them.
    fn start(&self, span: Span, text: &str) -> usize {
        let written = span.of(&self.origin.text);
        written.find(text).map_or(span.start, |at| span.start + at)
    }

    /// A text, or a list of texts.
    pub(super) fn texts(&mut self, table: &DeTable<'_>, field: &str) -> Vec<Words> {
        let Some(value) = get(table, field) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.words(item, field)).collect(),
            _ => self.words(value, field).into_iter().collect(),
        }
    }

    /// A text or list of texts as plain words.
    pub(super) fn list(&mut self, table: &DeTable<'_>, field: &str) -> Vec<SmolStr> {
        self.texts(table, field).into_iter().map(|words| SmolStr::from(words.text)).collect()
    }

    /// The same for words of measures, which are in lower case.
    pub(super) fn lemmas(&mut self, table: &DeTable<'_>, field: &str) -> Vec<SmolStr> {
        let words = self.texts(table, field);
        for one in words.iter().filter(|one| one.text.chars().any(char::is_uppercase)) {
            let help = Some(format!("write \"{}\", as `claimlint claims FILE` shows it", one.text.to_lowercase()));
            self.error(one.span, "words of a measure are in lower case", "has capitals", help);
        }
        words.into_iter().map(|words| SmolStr::from(words.text)).collect()
    }

    /// A text or list of texts from a fixed vocabulary.
    pub(super) fn named<T: Named>(&mut self, table: &DeTable<'_>, field: &str) -> Vec<T> {
        let words = self.texts(table, field);
        words.into_iter().filter_map(|words| self.one_of(&words, field)).collect()
    }

    fn one_of<T: Named>(&mut self, words: &Words, field: &str) -> Option<T> {
        let found = T::of(&words.text);
        if found.is_none() {
            let known: Vec<&str> = T::WORDS.iter().map(|known| known.0).collect();
            let help = did_you_mean(&words.text, known.iter().copied())
                .or_else(|| Some(format!("`{field}` is one of {}", known.join(", "))));
            self.error(words.span, format!("unknown {field} `{}`", words.text), "not known", help);
        }
        found
    }

    pub(super) fn flag(&mut self, table: &DeTable<'_>, field: &str) -> Option<bool> {
        let value = get(table, field)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        let help = Some(format!("{field} = true, without quotes"));
        self.error(value.span().into(), format!("`{field}` is true or false"), "neither", help);
        None
    }

    /// A number between two others.
    pub(super) fn number(&mut self, table: &DeTable<'_>, field: &str, from: f64, to: f64) -> Option<f64> {
        let value = get(table, field)?;
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let (message, label) = match number {
            None => (format!("`{field}` takes a number"), "not a number"),
            Some(known) if !(from..=to).contains(&known) => (format!("`{field}` is out of range"), "too far"),
            _ => return number,
        };
        let help = Some(format!("a number from {from} to {to}, without quotes: {field} = 0.8"));
        self.error(value.span().into(), message, label, help);
        None
    }

    /// A table inside a table.
    pub(super) fn table<'t, 'i>(&mut self, table: &'t DeTable<'i>, field: &str) -> Option<&'t DeTable<'i>> {
        let value = get(table, field)?;
        let inner = value.get_ref().as_table();
        if inner.is_none() {
            self.error(value.span().into(), format!("`{field}` is a table"), "not a table", None);
        }
        inner
    }
}

/// A field of a table.
pub(super) fn get<'t, 'i>(table: &'t DeTable<'i>, field: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    table.iter().find(|(key, _)| key.get_ref().as_ref() == field).map(|(_, value)| value)
}

/// A key of a table with its value.
pub(super) type Entry<'t, 'i> = (&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>);

/// The entries of a table as they stand in the file.
pub(super) fn in_file_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
    let mut entries: Vec<Entry<'t, 'i>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
