//! Words that say which way a figure goes.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::phrases::Quick;
use super::vocabulary::Dimension;
use super::words::{Trend, Words};

type WordSet = HashSet<String, Quick>;

/// How a word says which way a figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// It moves: "rose", "the decline".
    Moves,
    /// It is more or less than another or before: "higher", "fewer".
    Compares,
    /// It takes more or less time: "slower".
    Pace,
    /// It is better or worse, whichever way that is.
    Worth,
    /// A currency is worth more or less of another.
    Strength,
}

/// The tables of `rules/lexicon/directions.toml`; each is described there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directions {
    moving: Ways,
    comparing: Ways,
    beyond: Ways,
    pace: Ways,
    worth: Ways,
    strength: Ways,
    carrying: Carrying,
    extremes: Phrases,
    phrases: Phrases,
    things: Things,
    called: HashMap<Dimension, WordSet>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ways {
    up: WordSet,
    down: WordSet,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    up: Vec<String>,
    down: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Carrying {
    words: WordSet,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Things {
    good: WordSet,
    bad: WordSet,
}

impl Ways {
    fn way(&self, word: &str) -> Option<Trend> {
        match (self.up.contains(word), self.down.contains(word)) {
            (true, _) => Some(Trend::Up),
            (_, true) => Some(Trend::Down),
            _ => None,
        }
    }
}

static BUILT_IN: LazyLock<Directions> =
    LazyLock::new(|| toml::from_str(include_str!("../../rules/lexicon/directions.toml")).unwrap_or_default());

impl Directions {
    /// The built-in table.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Which way a word in lower case says that something goes, in every sense that it has.
    #[must_use]
    pub fn senses(&self, words: &Words, word: &str) -> Vec<(Sense, Trend)> {
        let tables = [
            (Sense::Compares, &self.comparing),
            (Sense::Pace, &self.pace),
            (Sense::Worth, &self.worth),
            (Sense::Strength, &self.strength),
            (Sense::Moves, &self.moving),
        ];
        let said = |lemma: &str| -> Vec<(Sense, Trend)> {
            tables.iter().filter_map(|(sense, ways)| Some((*sense, ways.way(lemma)?))).collect()
        };
        let own = said(word);
        if !own.is_empty() {
            return own;
        }
        let analysis = words.analyze(word);
        let verb = analysis.verb.map(|verb| said(&verb.0)).unwrap_or_default();
        if verb.is_empty() { said(&analysis.noun) } else { verb }
    }

    /// The phrases that say which way something goes, each with its place in a text in lower case.
    pub fn phrases<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (std::ops::Range<usize>, Trend)> + 'a {
        let ways = [(&self.phrases.up, Trend::Up), (&self.phrases.down, Trend::Down)];
        let all = ways.into_iter().flat_map(|(phrases, way)| phrases.iter().map(move |phrase| (phrase, way)));
        all.flat_map(move |(phrase, way)| {
            text.match_indices(phrase.as_str()).map(move |(at, _)| (at..at + phrase.len(), way))
        })
    }

    /// Whether a word in lower case tells the most or the least of several: "largest", "fewest", "top".
    #[must_use]
    pub fn extreme(&self, word: &str) -> Option<Trend> {
        let stem = word.strip_suffix("est").or_else(|| word.strip_suffix("iest")).filter(|stem| stem.len() > 1);
        let longer = || stem.map(|stem| format!("{stem}er"));
        let listed = |words: &[String]| words.iter().any(|known| known == word);
        match (listed(&self.extremes.up), listed(&self.extremes.down)) {
            (true, _) => Some(Trend::Up),
            (_, true) => Some(Trend::Down),
            _ => longer().and_then(|word| self.comparative(&word)),
        }
    }

    /// Which way a comparative in lower case goes: "older", "fewer".
    #[must_use]
    pub fn comparative(&self, word: &str) -> Option<Trend> {
        self.comparing.way(word).or_else(|| self.beyond.way(word))
    }

    /// Whether "up" and "down" behind a verb are directions.
    #[must_use]
    pub fn carries(&self, words: &Words, word: &str) -> bool {
        let verb = || words.analyze(word).verb.is_some_and(|verb| self.carrying.words.contains(verb.0.as_str()));
        self.carrying.words.contains(word) || verb()
    }

    /// Which way is better for a thing, by its lemma.
    #[must_use]
    pub fn better(&self, lemma: &str) -> Option<Trend> {
        match (self.things.good.contains(lemma), self.things.bad.contains(lemma)) {
            (true, _) => Some(Trend::Up),
            (_, true) => Some(Trend::Down),
            _ => None,
        }
    }

    /// Whether a figure of a kind is called so where no noun of its own is said.
    #[must_use]
    pub fn called(&self, dimension: Dimension, lemma: &str) -> bool {
        self.called.get(&dimension).is_some_and(|names| names.contains(lemma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb_say_which_way() {
        let (directions, words) = (Directions::built_in(), Words::built_in());
        for (word, way) in
            [("shrank", Trend::Down), ("growing", Trend::Up), ("declines", Trend::Down), ("hiked", Trend::Up)]
        {
            assert_eq!(directions.senses(&words, word), [(Sense::Moves, way)], "{word}");
        }
        assert!(directions.senses(&words, "table").is_empty());
    }

    #[test]
    fn superlatives_go_the_way_of_their_comparatives() {
        let directions = Directions::built_in();
        for (word, way) in
            [("biggest", Trend::Up), ("busiest", Trend::Up), ("fewest", Trend::Down), ("nearest", Trend::Down)]
        {
            assert_eq!(directions.extreme(word), Some(way), "{word}");
        }
        assert_eq!(directions.extreme("forest"), None);
    }

    #[test]
    fn what_is_better_depends_on_the_thing() {
        let directions = Directions::built_in();
        assert_eq!(directions.better("margin"), Some(Trend::Up));
        assert_eq!(directions.better("complaint"), Some(Trend::Down));
        assert_eq!(directions.better("table"), None);
    }
}
