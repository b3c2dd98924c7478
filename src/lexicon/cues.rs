//! Phrases that say how a figure is meant.

use serde::Deserialize;
use smol_str::SmolStr;

use super::phrases::{Map, Pairs, lowered};
use super::table::{read, table};
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
    /// Words before which a phrase says something else: "a year | ago".
    #[serde(default, rename = "not-before")]
    not_before: Vec<SmolStr>,
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

/// A phrase and its cue's index.
#[derive(Debug, Clone)]
struct Phrase {
    words: SmolStr,
    owner: usize,
}

/// Phrases that say how a figure is meant.
#[derive(Debug, Clone)]
pub struct Cues {
    cues: Vec<Cue>,
    phrases: Vec<Phrase>,
    /// The phrases that start with a word, indices.
    heads: Map<Vec<usize>>,
    /// The first two letters of all heads: most words of a text stop here.
    pairs: Pairs,
}

const TABLE: &str = table!("cues");

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
    pub(super) fn of(table: &'static str) -> Self {
        Self::new(read::<Table>(table).cue)
    }

    fn new(cues: Vec<Cue>) -> Self {
        let mut table = Self { cues: Vec::new(), phrases: Vec::new(), heads: Map::default(), pairs: Pairs::default() };
        for (owner, cue) in cues.iter().enumerate() {
            for words in &cue.phrases {
                let head = &words[..piece(words, 0)];
                table.pairs.add(head);
                table.heads.entry(SmolStr::new(head.to_ascii_lowercase())).or_default().push(table.phrases.len());
                table.phrases.push(Phrase { words: words.clone(), owner });
            }
        }
        Self { cues, ..table }
    }

    /// Every cue in a text, whole words only, with the place of its phrase; in the order of their ends, of those
    /// with one end the longest first.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Cue, Span)> + 'a {
        let mut found: Vec<(&Cue, Span)> = self.phrases(text).collect();
        found.sort_by_key(|(_, span)| (span.end, span.start));
        found.into_iter()
    }

    /// Whether a cue of a tag stands in a text.
    #[must_use]
    pub fn hold(&self, text: &str, tag: &str) -> bool {
        self.phrases(text).any(|(cue, _)| cue.tag == tag)
    }

    /// Every cue in a text in the order of their first words.
    fn phrases<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Cue, Span)> + 'a {
        self.heads_of(text)
            .flat_map(move |(at, numbers)| numbers.iter().filter_map(move |n| self.phrase_at(text, at, *n)))
    }

    /// Where a phrase may start, with the phrases that start with the word there.
    fn heads_of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a [usize])> + 'a {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(byte) = bytes.get(at) {
                let start = at;
                let end = piece(text, at);
                at = end.max(at + 1);
                if end == start && *byte != b'\'' {
                    continue;
                }
                let word = text.get(start..end).unwrap_or("");
                if self.pairs.hold(word)
                    && let Some(numbers) = lowered(word, |word| self.heads.get(word))
                {
                    return Some((start, numbers.as_slice()));
                }
            }
            None
        })
    }

    /// The cue of a phrase, where the whole of it stands at a place.
    fn phrase_at(&self, text: &str, at: usize, number: usize) -> Option<(&Cue, Span)> {
        let phrase = self.phrases.get(number)?;
        let end = at + phrase.words.len();
        let same = text.get(at..end)?.eq_ignore_ascii_case(&phrase.words);
        let cue = self.cues.get(phrase.owner)?;
        let other = || cue.not_before.iter().any(|word| follows(text, end, word));
        (same && whole(text, at, end) && !other()).then(|| (cue, Span::new(at, end)))
    }
}

/// Whether a word stands behind a place.
fn follows(text: &str, end: usize, word: &str) -> bool {
    let rest = text.get(end..).unwrap_or("").trim_start();
    rest.get(..piece(rest, 0)).is_some_and(|next| next.eq_ignore_ascii_case(word))
}

/// Where the ASCII letters and digits from a place on end.
fn piece(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    at + rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len())
}

/// Whether a match neither begins nor ends inside a word.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let first = text[start..].chars().next();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    (first == Some('\'') || !joined(before)) && !joined(after)
}
