//! Words that tell how dates and lengths of time hang together.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::table::{read, table};

/// A set of lower-case words or phrases.
type WordSet = HashSet<String, super::phrases::Quick>;

/// The words of `rules/lexicon/timing.toml`; each field is described there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// Before a date at which something begins.
    pub starts: WordSet,
    /// Before a date at which something ends.
    pub ends: WordSet,
    /// Between the two dates of a stretch.
    pub joins: WordSet,
    /// Behind a length counted forward.
    pub later: Vec<String>,
    /// Behind a length counted back.
    pub earlier: Vec<String>,
    /// Between a length and the day it leads to.
    pub dated: WordSet,
    /// Before the day of speaking.
    pub today: Vec<String>,
    /// Before a length that no stretch of dates measures.
    pub loose: WordSet,
    /// Behind a length that measures something else.
    pub apart: Vec<String>,
    /// Before the length of what is told.
    pub lasting: WordSet,
    /// Before a length that points back.
    pub pointing: WordSet,
    /// Nouns of which a length is the length.
    pub running: WordSet,
    /// Before the length of all that lasts.
    pub whole: WordSet,
    /// Around a point: somebody or something comes, or a state begins.
    pub arrivals: WordSet,
    /// Around a point: somebody or something goes, or a state ends.
    pub departures: WordSet,
    /// Before a year: somebody died in it.
    pub deaths: Vec<String>,
    /// Before "born": somebody else than the one spoken of.
    pub relatives: Vec<String>,
    /// Beside a point of time: it may be so or not.
    pub options: WordSet,
    /// Between an event and its date.
    pub dating: WordSet,
    /// Beside the date of an event: it was another one before, or there are several such events.
    pub moved: WordSet,
    /// Days of the month in words.
    pub days: std::collections::HashMap<String, i8>,
    /// Before a year of birth.
    pub births: Vec<String>,
    /// Before the year in which something began.
    pub foundings: Vec<String>,
    /// Behind an ordinal that counts years.
    pub anniversaries: WordSet,
    /// Words that move an anniversary out of the year of speaking.
    pub shifted: Vec<String>,
}

static BUILT_IN: LazyLock<Timing> = LazyLock::new(|| read(table!("timing")));

impl Timing {
    /// The built-in table.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let timing = Timing::built_in();
        assert!(timing.starts.contains("from") && timing.later.iter().any(|word| word == "later"));
    }
}
