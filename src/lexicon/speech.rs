//! Words that tell who speaks, when, and where a sentence ends.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::table::{read, table};

/// A set of lower-case words or phrases.
pub type WordSet = HashSet<String, super::phrases::Quick>;

/// The words of `rules/lexicon/speech.toml`; each field is described there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// "mr", "dr": before a name, never part of who somebody is.
    pub honorifics: WordSet,
    /// Honorifics of women.
    pub feminine: WordSet,
    /// Honorifics of men.
    pub masculine: WordSet,
    /// The last words of roles: "minister", "cfo".
    pub roles: WordSet,
    /// Roles only where a name follows: "judge".
    pub ranks: WordSet,
    /// Short forms of given names, each with the full ones.
    nicknames: Vec<String>,
    /// Labels of whoever asks: "reporter".
    pub questioners: WordSet,
    /// Labels of a voice without name or role: "answer".
    pub voices: WordSet,
    /// Small words inside names and roles.
    pub particles: WordSet,
    /// Words that no label holds.
    pub verbs: WordSet,
    /// Words that no label begins with.
    pub headings: WordSet,
    /// Words with which people speak to each other: "I", "thank".
    pub address: WordSet,
    /// Headings of lists of those who take part.
    pub listings: WordSet,
    /// Words before a date that is not the day of the event.
    pub other_dates: WordSet,
    /// Abbreviations after which no sentence ends.
    pub never_end: WordSet,
    /// Abbreviations after which a sentence may end.
    pub may_end: WordSet,
    /// Abbreviations that stand before figures.
    pub before_number: WordSet,
    /// Words that begin sentences.
    pub starters: WordSet,
    /// Words before which a run of words without end marks may be cut.
    pub breaks: WordSet,
    /// Names of months and their numbers.
    pub months: HashMap<String, i8>,
}

static BUILT_IN: LazyLock<Speech> = LazyLock::new(|| read(table!("speech")));

impl Speech {
    /// The built-in table.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Whether a given name may be short for another: "bob" for "robert".
    #[must_use]
    pub fn is_short(&self, name: &str, full: &str) -> bool {
        let mut entries = self.nicknames.iter().map(|entry| entry.split(' '));
        entries.any(|mut names| names.next() == Some(name) && names.any(|known| known == full))
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{mistake, table};
    use super::Speech;

    #[test]
    fn the_table_parses() {
        assert_eq!(mistake::<Speech>(table!("speech")), None);
        assert!(Speech::built_in().roles.contains("minister"));
        assert!(Speech::built_in().is_short("bob", "robert") && !Speech::built_in().is_short("robert", "bob"));
    }
}
