//! The examples of a rule: texts on which it must and must not fire.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Origin;
use super::model::Rule;
use super::read::{Reader, get};
use crate::span::Span;

/// How the first example of a built-in rule's file starts; nothing but examples follows.
const START: &str = "\n[[example]]\n";

/// A text on which a rule must fire, or must not.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The text, as a transcript.
    pub text: String,
    /// Words of which each must lie in, or hold, a claim of one finding; empty where the rule must keep silent.
    pub fires: Vec<String>,
    /// Where it stands in the rule's file.
    pub span: Span,
}

impl Rule {
    /// Texts on which it must and must not fire, read from its file each time: a check has no use for them.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        read(&self.origin)
    }
}

fn read(origin: &Origin) -> Vec<Example> {
    let Ok(document) = DeTable::parse(&origin.text) else { return Vec::new() };
    examples(&mut Reader { origin, errors: Vec::new() }, document.get_ref())
}

/// The text of a built-in rule's file before its examples, which make up most of it.
pub(super) fn before(text: &str) -> &str {
    text.find(START).map_or(text, |at| &text[..=at])
}

/// Reads the examples of a rule file, and what is wrong with them.
pub(super) fn examples(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<Example> {
    let Some(DeValue::Array(items)) = get(table, "example").map(Spanned::get_ref) else { return Vec::new() };
    items.iter().filter_map(|item| example(reader, item)).collect()
}

fn example(reader: &mut Reader<'_>, item: &Spanned<DeValue<'_>>) -> Option<Example> {
    let table = item.get_ref().as_table()?;
    reader.known(table, &["text", "fires", "silent"]);
    let text = reader.required(table, "text");
    let fires = reader.texts(table, "fires");
    for words in fires.iter().filter(|words| !text.text.contains(&words.text)) {
        let help = Some("write the figure as it stands in the text".to_owned());
        reader.error(words.span, format!("`{}` is not in the example's text", words.text), "not found", help);
    }
    let fires: Vec<String> = fires.into_iter().map(|words| words.text).collect();
    let silent = reader.flag(table, "silent").unwrap_or(false);
    if silent != fires.is_empty() {
        let help = Some("`fires = [\"words\", ...]` of the figures that clash, or else `silent = true`".to_owned());
        reader.error(text.span, "an example either fires or is silent", "say which", help);
    }
    Some(Example { text: text.text, fires, span: text.span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_before_its_first_example() {
        assert_eq!(before("a = 1\n[[example]]\nb = 2\n[[example]]\n"), "a = 1\n");
        assert_eq!(before("a = 1\n"), "a = 1\n");
    }
}
