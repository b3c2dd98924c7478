//! The open words: a table in the binary that is looked into where it lies, so that nothing is read at start-up.

use super::hash::hash;

/// The rows: a word, its classes, and for nouns of action the verb behind them.
const ROWS: &str = include_str!("../../rules/lexicon/words.tsv");

/// Where the row of a word starts, at the slot of its hash or the next ones; zero, the place of a comment, is none.
static SLOTS: &[u32] = include!(concat!(env!("OUT_DIR"), "/slots.rs"));

/// The classes an open word can have, most frequent first, and the verb behind it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    pub(super) classes: &'static str,
    pub(super) base: Option<&'static str>,
}

/// What the table says of a word in lower case.
pub(super) fn entry(word: &str) -> Option<Entry> {
    let mask = SLOTS.len() - 1;
    let places = (hash(word)..).map(|slot| SLOTS.get(slot & mask).copied().unwrap_or(0));
    let rows = places.take_while(|place| *place != 0).filter_map(|place| ROWS.get(place as usize..));
    let mut after = rows.filter_map(|row| row.strip_prefix(word)?.strip_prefix('\t'));
    let rest = after.next()?;
    let mut cells = rest[..rest.find('\n').unwrap_or(rest.len())].split('\t');
    Some(Entry { classes: cells.next()?, base: cells.next() })
}

#[cfg(test)]
mod tests {
    use super::{ROWS, entry};

    #[test]
    fn every_row_is_found() {
        let rows = ROWS.lines().filter(|row| !row.starts_with('#'));
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            let found = entry(cells[0]).unwrap_or_default();
            assert_eq!((found.classes, found.base), (cells[1], cells.get(2).copied()), "{row}");
        }
    }

    #[test]
    fn other_words_are_not() {
        assert!(["", "#", "abando", "abandon\t", "zzz"].iter().all(|word| entry(word).is_none()));
    }
}
