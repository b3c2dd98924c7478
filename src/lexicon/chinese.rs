//! The words of Chinese figures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use smol_str::SmolStr;

use super::phrases::{Map, Prefixes};
use super::table::{read, table};
use super::vocabulary::{Bound, Calendar};

/// The words of Chinese figures, by what they can start with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chinese {
    /// Digits by character.
    pub(crate) digits: Map<u32>,
    /// Powers of ten by character.
    pub(crate) places: Map<u32>,
    pub(crate) before: Prefixes<Bound>,
    pub(crate) after: Prefixes<Bound>,
    pub(crate) counters: Prefixes<()>,
    /// Units by their names in reports.
    pub(crate) units: Prefixes<SmolStr>,
    /// Units whose name stands before the figure.
    pub(crate) unit_before: Prefixes<SmolStr>,
    pub(crate) multiples: Prefixes<Decimal>,
    pub(crate) relative: Prefixes<(i32, Calendar)>,
    pub(crate) names: Prefixes<()>,
    /// Fixed numbers of things: 打.
    pub(crate) groups: Prefixes<u32>,
    /// What a figure is per, behind 每 or a slash.
    pub(crate) rates: Prefixes<SmolStr>,
}

type Table<T> = BTreeMap<String, T>;

#[derive(Deserialize, Default)]
struct File {
    digits: Table<u32>,
    places: Table<u32>,
    before: BTreeMap<Bound, Vec<String>>,
    after: BTreeMap<Bound, Vec<String>>,
    counters: Table<Vec<String>>,
    units: Table<Vec<String>>,
    #[serde(rename = "unit-before")]
    unit_before: Table<Vec<String>>,
    multiples: Table<String>,
    relative: Table<(i32, Calendar)>,
    names: Table<Vec<String>>,
    groups: Table<u32>,
    rates: Table<SmolStr>,
}

const FILE: &str = table!("chinese");

impl Chinese {
    /// The table of `rules/lexicon/chinese.toml`.
    pub(crate) fn built_in() -> Self {
        let file: File = read(FILE);
        let chars = |table: Table<u32>| table.into_iter().map(|(word, value)| (SmolStr::new(word), value)).collect();
        Self {
            digits: chars(file.digits),
            places: chars(file.places),
            before: flat(file.before.into_iter()),
            after: flat(file.after.into_iter()),
            counters: flat(file.counters.into_values().map(|words| ((), words))),
            units: flat(file.units.into_iter().map(|(name, words)| (SmolStr::new(name), words))),
            unit_before: flat(file.unit_before.into_iter().map(|(name, words)| (SmolStr::new(name), words))),
            multiples: Prefixes::new(
                file.multiples.into_iter().filter_map(|(word, value)| Some((word, value.parse().ok()?))),
            ),
            relative: Prefixes::new(file.relative.into_iter()),
            groups: Prefixes::new(file.groups.into_iter()),
            rates: Prefixes::new(file.rates.into_iter()),
            names: flat(file.names.into_values().map(|words| ((), words))),
        }
    }
}

/// Every word of a list with the list's value.
fn flat<T: Clone>(lists: impl Iterator<Item = (T, Vec<String>)>) -> Prefixes<T> {
    Prefixes::new(lists.flat_map(|(value, words)| words.into_iter().map(move |word| (word, value.clone()))))
}

#[cfg(test)]
mod tests {
    use super::super::table::mistake;
    use super::{FILE, File};

    #[test]
    fn the_built_in_table_is_as_expected() {
        assert_eq!(mistake::<File>(FILE), None);
    }
}
