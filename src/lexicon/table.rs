//! The tables of `rules/lexicon/` as the build script lays them out.

use serde::Deserialize;

/// The text of a table.
macro_rules! table {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/lexicon/", $name, ".json"))
    };
}
pub(super) use table;

/// A table, empty where it is not as its reader expects; tests see to it that every one is.
pub(super) fn read<T: Deserialize<'static> + Default>(table: &'static str) -> T {
    serde_json::from_str(table).unwrap_or_default()
}

#[cfg(test)]
pub(super) fn mistake<T: Deserialize<'static>>(table: &'static str) -> Option<String> {
    serde_json::from_str::<T>(table).err().map(|error| error.to_string())
}
