//! Lists the rule files, so that adding a rule is adding a file, and lays out the lexicon: the tables of words as JSON,
//! which is read many times quicker than TOML, and the table of open words with its slots.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

#[path = "src/lexicon/hash.rs"]
mod hash;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/lexicon/hash.rs");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let rules = Path::new(&root).join("rules");
    fs::write(Path::new(&out).join("rules.rs"), list(&rules)?)?;
    let words = fs::read_to_string(rules.join("lexicon/words.tsv"))?;
    fs::write(Path::new(&out).join("slots.rs"), format!("&{:?}", slots(&words)))?;
    tables(&rules.join("lexicon"), &Path::new(&out).join("lexicon"))
}

/// Every TOML file of a folder as JSON in another.
fn tables(from: &Path, into: &Path) -> io::Result<()> {
    fs::create_dir_all(into)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_stem().filter(|_| path.extension().is_some_and(|suffix| suffix == "toml")) else {
            continue;
        };
        let table: toml::Table = toml::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        fs::write(into.join(name).with_extension("json"), serde_json::to_string(&table)?)?;
    }
    Ok(())
}

/// The rule files as pairs of name and text.
fn list(rules: &Path) -> io::Result<String> {
    let mut names: Vec<String> = fs::read_dir(rules)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| file.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    let mut list = String::from("&[\n");
    for name in &names {
        let path = rules.join(format!("{name}.toml"));
        let _ = writeln!(list, "({name:?}, include_str!({path:?})),");
    }
    list.push(']');
    Ok(list)
}

/// Where the row of each word starts, by the hash of the word; slots that are taken push on to the next.
fn slots(table: &str) -> Vec<u32> {
    let size = (table.lines().count() * 2).next_power_of_two();
    let mut slots = vec![0; size];
    let mut start = 0;
    for row in table.split_inclusive('\n') {
        if !row.starts_with('#') {
            let word = row.split(['\t', '\n']).next().unwrap_or("");
            let mut slot = hash::hash(word) % size;
            while slots[slot] != 0 {
                slot = (slot + 1) % size;
            }
            slots[slot] = start;
        }
        start += row.len() as u32;
    }
    slots
}
