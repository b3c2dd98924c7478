//! Phrases that say how a figure is meant.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use serde::Deserialize;
use smol_str::SmolStr;

use crate::span::Span;

/// Which figures of its sentence a cue speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// All figures of the clause it stands in.
    Clause,
    /// The figures of its clause that stand behind it.
    After,
    /// The figure nearest to it, in its clause.
    Near,
    /// All figures of the sentence.
    Sentence,
    /// The nearest figure behind it.
    Next,
    /// The nearest figure before it.
    Last,
    /// The nearest figure before it, where another of its kind follows.
    Repair,
    /// The figures of the question that the sentence answers.
    Question,
    /// None by itself: words that are looked for between figures.
    Words,
}

/// A cue: what its phrases say of the figures in reach.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// The tag that its figures get.
    pub tag: SmolStr,
    /// Which figures.
    pub reach: Reach,
    /// The phrases, in lower case.
    phrases: Vec<SmolStr>,
    /// The modality that its figures get: "target", "estimate", "hypothetical", "denied".
    #[serde(default)]
    pub modality: Option<SmolStr>,
    /// What a change is against: "year-on-year".
    #[serde(default)]
    pub basis: Option<SmolStr>,
    /// Whether the phrase itself narrows the scope of its figures.
    #[serde(default)]
    pub scope: bool,
}

/// Phrases that say how a figure is meant.
#[derive(Debug, Clone)]
pub struct Cues {
    cues: Vec<Cue>,
    /// The cue of each pattern.
    owners: Vec<usize>,
    automaton: Option<AhoCorasick>,
}

const TABLE: &str = include_str!("../../rules/lexicon/cues.toml");

#[derive(Deserialize, Default)]
struct Table {
    cue: Vec<Cue>,
}

impl Default for Cues {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Cues {
    /// The built-in table.
    #[must_use]
    pub fn built_in() -> Self {
        Self::of(TABLE)
    }

    /// The cues of a table; none where it cannot be read.
    pub(super) fn of(table: &str) -> Self {
        Self::new(toml::from_str::<Table>(table).unwrap_or_default().cue)
    }

    fn new(cues: Vec<Cue>) -> Self {
        let phrases =
            cues.iter().enumerate().flat_map(|(owner, cue)| cue.phrases.iter().map(move |phrase| (owner, phrase)));
        let (owners, patterns): (Vec<usize>, Vec<&SmolStr>) = phrases.unzip();
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(&patterns)
            .ok();
        Self { cues, owners, automaton }
    }

    /// Every cue in a text, whole words only, with the place of its phrase.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Cue, Span)> + 'a {
        self.automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text)).filter_map(move |hit| {
            let cue = self.cues.get(*self.owners.get(hit.pattern().as_usize())?)?;
            whole(text, hit.start(), hit.end()).then(|| (cue, Span::new(hit.start(), hit.end())))
        })
    }
}

/// Whether a match neither begins nor ends inside a word.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let first = text[start..].chars().next();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    (first == Some('\'') || !joined(before)) && !joined(after)
}
