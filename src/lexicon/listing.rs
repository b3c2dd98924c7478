//! Words that number, open and close lists told one by one.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::table::{read, table};

/// The tables of `rules/lexicon/listing.toml`; each is described there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Labels by their number.
    pub labels: HashMap<String, u32, super::phrases::Quick>,
    /// Words by what they do.
    pub words: ListingWords,
}

/// Words of lists, by what they do.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListingWords {
    /// Before a label.
    pub openers: HashSet<String, super::phrases::Quick>,
    /// Behind a label without a comma.
    pub predicates: HashSet<String, super::phrases::Quick>,
    /// Labels of the last item.
    pub last: HashSet<String, super::phrases::Quick>,
    /// Openings of an item without a number.
    pub further: Vec<String>,
    /// Behind these a list is told in full.
    pub full: Vec<String>,
    /// A short sentence with one of these says that the list before it is the whole.
    pub closing: Vec<String>,
    /// Openings of a sentence that tells the list just announced.
    pub these: Vec<String>,
    /// A list with one of these is told in part.
    pub partial: Vec<String>,
    /// First words of what is no item, but the sentence that goes on.
    pub loose: HashSet<String, super::phrases::Quick>,
    /// First words of an item that names a thing with an article or the like.
    pub determiners: HashSet<String, super::phrases::Quick>,
    /// Plurals without s.
    pub plurals: HashSet<String, super::phrases::Quick>,
    /// Say that two lists are matched, member by member.
    pub matching: Vec<String>,
    /// Between two sides, beside "and".
    pub sides: HashSet<String, super::phrases::Quick>,
    /// Opens a phrase that stands before its sentence.
    pub leading: HashSet<String, super::phrases::Quick>,
    /// Last words of such a phrase.
    pub times: HashSet<String, super::phrases::Quick>,
}

static BUILT_IN: LazyLock<Listing> = LazyLock::new(|| read(table!("listing")));

impl Listing {
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
        let listing = Listing::built_in();
        assert_eq!(listing.labels.get("third"), Some(&3));
        assert!(listing.words.last.contains("final"));
    }
}
