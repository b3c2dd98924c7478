//! Phrases that say how a figure is meant.

use std::collections::HashMap;

use serde::Deserialize;
use smol_str::SmolStr;

use super::phrases::{Pairs, Quick};
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

impl Cue {
    fn reaches_back(&self) -> bool {
        matches!(self.reach, Reach::Question | Reach::Repair)
    }
}

/// A phrase and its cue's index.
#[derive(Debug, Clone)]
struct Phrase {
    words: SmolStr,
    owner: usize,
    /// What follows its first word, as far as a [`Letters`] goes: one look rejects most phrases.
    next: Letters,
}

/// Up to eight bytes in lower case, and which of them count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters {
    bytes: u64,
    mask: u64,
}

impl Letters {
    /// The first bytes of a text.
    fn of(text: &str) -> Self {
        Self { bytes: window(text.as_bytes(), 0), mask: mask(text.len()) }
    }

    /// Whether a text whose [`window`] is given may start with these.
    fn start(self, window: u64) -> bool {
        (self.bytes ^ window) & self.mask == 0
    }

    /// The first two of them; zero where there are less.
    fn pair(self) -> u64 {
        if self.mask >= PAIR { self.bytes & PAIR } else { 0 }
    }
}

/// The first two bytes of a window.
const PAIR: u64 = 0xffff;

/// Of the phrases of one first word, which are in the order of [`Letters::pair`], those that may go on as a window does.
fn near(phrases: &[Phrase], window: u64) -> impl Iterator<Item = &Phrase> {
    let open = phrases.partition_point(|phrase| phrase.next.pair() == 0);
    let (any, pairs) = phrases.split_at(open);
    let from = pairs.partition_point(|phrase| phrase.next.pair() < window & PAIR);
    let pairs = pairs[from..].iter().take_while(move |phrase| phrase.next.pair() == window & PAIR);
    any.iter().chain(pairs).filter(move |phrase| phrase.next.start(window))
}

/// Eight bytes of a text in lower case, zeros behind its end.
fn window(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or(&[]);
    let mut bytes = match rest.first_chunk::<8>() {
        Some(bytes) => *bytes,
        None => std::array::from_fn(|at| rest.get(at).copied().unwrap_or(0)),
    };
    bytes.make_ascii_lowercase();
    u64::from_le_bytes(bytes)
}

/// Which bytes of a window so many letters fill.
fn mask(letters: usize) -> u64 {
    if letters < 8 { (1 << (8 * letters)) - 1 } else { u64::MAX }
}

/// Under what a word is kept.
fn place(text: &[u8], word: Span) -> (u64, usize) {
    (window(text, word.start) & mask(word.len()), word.len())
}

/// Phrases that say how a figure is meant.
#[derive(Debug, Clone)]
pub struct Cues {
    cues: Vec<Cue>,
    /// The phrases by the first letters and the length of their first word; two words may share a place.
    heads: HashMap<(u64, usize), Vec<Phrase>, Quick>,
    /// The first two letters of all heads: most words of a text stop here.
    pairs: Pairs,
    /// The same for the phrases of each tag, and for those that act on figures told before.
    tags: HashMap<SmolStr, Pairs, Quick>,
    back: Pairs,
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
        let mut table = Self {
            cues: Vec::new(),
            heads: HashMap::default(),
            pairs: Pairs::default(),
            tags: HashMap::default(),
            back: Pairs::default(),
        };
        for (owner, cue) in cues.iter().enumerate() {
            for words in &cue.phrases {
                let (head, next) = words.split_at(piece(words, 0));
                table.pairs.add(head);
                table.tags.entry(cue.tag.clone()).or_default().add(head);
                if cue.reaches_back() {
                    table.back.add(head);
                }
                let phrase = Phrase { words: words.clone(), owner, next: Letters::of(next) };
                table.heads.entry(place(words.as_bytes(), Span::new(0, head.len()))).or_default().push(phrase);
            }
        }
        table.heads.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| phrase.next.pair()));
        Self { cues, ..table }
    }

    /// Every cue in a text, whole words only, with the place of its phrase; in the order of their ends, of those
    /// with one end the longest first.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Cue, Span)> + 'a {
        in_order(self.phrases(text, &self.pairs))
    }

    /// Those cues of [`Cues::find`] that act on figures told before: of the question that is answered, or just now.
    pub fn find_back<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a Cue, Span)> + 'a {
        in_order(self.phrases(text, &self.back).filter(|(cue, _)| cue.reaches_back()))
    }

    /// Whether a cue of a tag stands in a text.
    #[must_use]
    pub fn hold(&self, text: &str, tag: &str) -> bool {
        self.tags.get(tag).is_some_and(|pairs| self.phrases(text, pairs).any(|(cue, _)| cue.tag == tag))
    }

    /// Every cue in a text whose first word may be one of some, in the order of their first words.
    fn phrases<'a>(&'a self, text: &'a str, pairs: &'a Pairs) -> impl Iterator<Item = (&'a Cue, Span)> + 'a {
        self.heads_of(text, pairs).flat_map(move |(head, phrases)| {
            let next = window(text.as_bytes(), head.end);
            near(phrases, next).filter_map(move |phrase| self.phrase_at(text, head.start, phrase))
        })
    }

    /// Words with which phrases may start, and those phrases.
    fn heads_of<'a>(&'a self, text: &'a str, pairs: &'a Pairs) -> impl Iterator<Item = (Span, &'a [Phrase])> + 'a {
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
                let word = Span::new(start, end);
                if pairs.hold(word.of(text))
                    && let Some(phrases) = self.heads.get(&place(bytes, word))
                {
                    return Some((word, phrases.as_slice()));
                }
            }
            None
        })
    }

    /// The cue of a phrase, where the whole of it stands at a place.
    fn phrase_at(&self, text: &str, at: usize, phrase: &Phrase) -> Option<(&Cue, Span)> {
        let end = at + phrase.words.len();
        let same = text.get(at..end)?.eq_ignore_ascii_case(&phrase.words);
        let cue = self.cues.get(phrase.owner)?;
        let other = || cue.not_before.iter().any(|word| follows(text, end, word));
        (same && whole(text, at, end) && !other()).then(|| (cue, Span::new(at, end)))
    }
}

/// Cues in the order of their ends, of those with one end the longest first.
fn in_order<'a>(cues: impl Iterator<Item = (&'a Cue, Span)>) -> impl Iterator<Item = (&'a Cue, Span)> {
    let mut found: Vec<(&Cue, Span)> = cues.collect();
    found.sort_by_key(|(_, span)| (span.end, span.start));
    found.into_iter()
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
