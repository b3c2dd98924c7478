//! Phrases looked up by their first word, longest first.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use smol_str::SmolStr;

/// A map from short words, with a hash that is quick on them.
pub(crate) type Map<T> = HashMap<SmolStr, T, Quick>;

/// Makes hashers for tables whose words are known at start-up: these need no stronger hash.
pub(crate) type Quick = BuildHasherDefault<ShortHasher>;

/// Takes eight bytes at a time, turned and multiplied (as Firefox's hash does).
#[derive(Debug, Clone, Default)]
pub struct ShortHasher(u64);

impl ShortHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for ShortHasher {
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((word, tail)) = rest.split_first_chunk() {
            self.add(u64::from_le_bytes(*word));
            rest = tail;
        }
        if let Some((word, tail)) = rest.split_first_chunk() {
            self.add(u64::from(u32::from_le_bytes(*word)));
            rest = tail;
        }
        for byte in rest {
            self.add(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }
}

/// Longest word that a table may hold, in bytes.
const LONGEST: usize = 40;

/// Calls `use_it` with `word` in lower case, without allocating; `None` where the word is too long.
pub(crate) fn lowered<T>(word: &str, use_it: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0_u8; LONGEST];
    let into = buffer.get_mut(..word.len())?;
    into.copy_from_slice(word.as_bytes());
    into.make_ascii_lowercase();
    use_it(std::str::from_utf8(into).ok()?)
}

/// The first two letters of every word of a table: one look rejects most other words.
#[derive(Debug, Clone)]
pub(crate) struct Pairs(Vec<bool>);

/// Kinds of bytes in [`Pairs`]: the letters, the end of the word, anything else.
const KINDS: usize = 28;
const END: u8 = 26;
const OTHER: u8 = 27;

/// The kind of every byte.
const KIND: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut letter = 0;
    while letter < END {
        kinds[(b'a' + letter) as usize] = letter;
        kinds[(b'A' + letter) as usize] = letter;
        letter += 1;
    }
    kinds
};

impl Default for Pairs {
    /// Words of which one of the first two bytes is no letter are always let through.
    fn default() -> Self {
        let other = |at: usize| [at / KINDS, at % KINDS].contains(&usize::from(OTHER));
        Self((0..KINDS * KINDS).map(other).collect())
    }
}

impl Pairs {
    fn index(word: &str) -> usize {
        let kind = |byte: Option<&u8>| usize::from(byte.map_or(END, |byte| KIND[usize::from(*byte)]));
        let bytes = word.as_bytes();
        kind(bytes.first()) * KINDS + kind(bytes.get(1))
    }

    /// Adds a word of the table.
    pub(crate) fn add(&mut self, word: &str) {
        if let Some(slot) = self.0.get_mut(Self::index(word)) {
            *slot = true;
        }
    }

    /// Whether the table may hold a word.
    pub(crate) fn hold(&self, word: &str) -> bool {
        self.0.get(Self::index(word)).copied().unwrap_or(true)
    }
}

#[derive(Debug, Clone)]
struct Phrase<T> {
    words: Vec<SmolStr>,
    value: T,
}

/// Phrases of one or more words, each with a value.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<T> {
    heads: Map<Vec<Phrase<T>>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { heads: Map::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; of two equal ones the first stays.
    pub(crate) fn insert(&mut self, phrase: &str, value: T) {
        let words: Vec<SmolStr> = phrase.split_whitespace().map(|word| SmolStr::new(word.to_lowercase())).collect();
        let Some(first) = words.first() else { return };
        let same_head = self.heads.entry(SmolStr::new(head(first))).or_default();
        let weight = |words: &[SmolStr]| words.iter().map(SmolStr::len).sum::<usize>() + words.len();
        let at = same_head.partition_point(|other| weight(&other.words) >= weight(&words));
        same_head.insert(at, Phrase { words, value });
    }

    /// The longest phrase at the start of `text`: what follows it, and its value.
    pub(crate) fn strip<'a>(&self, text: &'a str) -> Option<(&'a str, &T)> {
        let first = head(text);
        let phrases = lowered(first, |word| self.heads.get(word))?;
        phrases.iter().find_map(|phrase| Some((follow(text, &phrase.words)?, &phrase.value)))
    }

    /// The first words of all phrases.
    pub(crate) fn heads(&self) -> impl Iterator<Item = &SmolStr> {
        self.heads.keys()
    }
}

/// Strings looked up as the start of a text, longest first.
#[derive(Debug, Clone)]
pub(crate) struct Prefixes<T> {
    heads: Map<Vec<(SmolStr, T)>>,
}

impl<T> Default for Prefixes<T> {
    fn default() -> Self {
        Self { heads: Map::default() }
    }
}

impl<T> Prefixes<T> {
    /// A table of the given strings.
    pub(crate) fn new(entries: impl Iterator<Item = (String, T)>) -> Self {
        let mut table = Self::default();
        entries.for_each(|(prefix, value)| table.insert(&prefix, value));
        table
    }

    /// Adds a string; of two equal ones the first stays.
    pub(crate) fn insert(&mut self, prefix: &str, value: T) {
        let Some(head) = first_char(prefix) else { return };
        let same_head = self.heads.entry(SmolStr::new(head)).or_default();
        let at = same_head.partition_point(|(other, _)| other.len() >= prefix.len());
        same_head.insert(at, (SmolStr::new(prefix), value));
    }

    /// The longest string at the start of `text`: what follows it, and its value.
    pub(crate) fn strip<'a>(&self, text: &'a str) -> Option<(&'a str, &T)> {
        let same_head = self.heads.get(first_char(text)?)?;
        same_head.iter().find_map(|(prefix, value)| Some((text.strip_prefix(prefix.as_str())?, value)))
    }

    /// Every string of the table.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &SmolStr> {
        self.heads.values().flatten().map(|(prefix, _)| prefix)
    }

    /// Whether any string starts with the first character of `text`.
    pub(crate) fn may_start(&self, text: &str) -> bool {
        first_char(text).is_some_and(|head| self.heads.contains_key(head))
    }
}

fn first_char(text: &str) -> Option<&str> {
    text.get(..text.chars().next()?.len_utf8())
}

/// The leading letters of a text, or its first character where it has none.
fn head(text: &str) -> &str {
    let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let end = if letters > 0 { letters } else { text.chars().next().map_or(0, char::len_utf8) };
    &text[..end]
}

/// What follows `words` at the start of `text`; between words stand spaces or one hyphen.
fn follow<'a>(text: &'a str, words: &[SmolStr]) -> Option<&'a str> {
    let mut rest = text;
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            rest = joint(rest)?;
        }
        let start = rest.get(..word.len())?;
        if !start.eq_ignore_ascii_case(word) {
            return None;
        }
        rest = &rest[word.len()..];
    }
    let open = words.last().is_some_and(|word| word.ends_with(|c: char| c.is_alphanumeric()));
    let cut = open && rest.starts_with(|c: char| c.is_alphanumeric());
    (!cut).then_some(rest)
}

/// Skips the spaces, line break or hyphen between two words; a hyphen has spaces on both sides or none.
pub(crate) fn joint(text: &str) -> Option<&str> {
    let spaces = [' ', '\u{a0}', '\t', '\n', '\r'];
    let rest = text.trim_start_matches(spaces);
    let hyphen =
        rest.strip_prefix(['-', '‐', '‑']).filter(|after| after.starts_with(spaces) == (rest.len() < text.len()));
    let rest = hyphen.map_or(rest, |after| after.trim_start_matches(spaces));
    (rest.len() < text.len()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::default();
        phrases.insert("no more than", 1);
        phrases.insert("no more", 2);
        assert_eq!(phrases.strip("No  more than five"), Some((" five", &1)));
        assert_eq!(phrases.strip("no more thanks"), Some((" thanks", &2)));
        assert_eq!(phrases.strip("no moreover"), None);
    }
}
