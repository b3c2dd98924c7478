//! Breaks texts at random and feeds them to a stage until the time is up.
//!
//! `cargo run --release --example fuzz -- STAGE SECONDS [SEED] [FOLDER]`; the stages are `scan` (the
//! grammar of figures), `read` (every format), `rules` (the rule language) and `check` (the whole
//! pipeline). The seeds are the files under FOLDER, `tests/formats` without one. An input that
//! panics is written to `tests/crashes/` and its seed printed; `check` also tests all spans.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "an example may stop at once")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use claimlint::lexicon::Lexicon;
use claimlint::quantity;
use claimlint::rule::RuleSet;
use claimlint::source::Source;
use claimlint::transcript::Transcript;
use claimlint::{Checked, Linter};

fn main() {
    let mut args = std::env::args().skip(1);
    let stage = args.next().expect("a stage: scan, read, rules or check");
    let limit = Duration::from_secs(args.next().map_or(60, |text| text.parse().expect("seconds")));
    let mut dice = Dice(args.next().map_or(1, |text| text.parse().expect("a seed")) | 1);
    let folder = args.next().unwrap_or_else(|| if stage == "rules" { "rules" } else { "tests/formats" }.to_owned());
    let seeds = seeds(Path::new(&folder));
    let linter = Linter::default();
    let (start, mut tried, mut broken, mut slowest) = (Instant::now(), 0_u64, 0_u64, Duration::ZERO);
    while start.elapsed() < limit {
        let (name, bytes) = dice.input(&seeds);
        let begin = Instant::now();
        let fine = catch_unwind(AssertUnwindSafe(|| run(&stage, &linter, &name, &bytes))).is_ok();
        slowest = slowest.max(begin.elapsed());
        tried += 1;
        if !fine || begin.elapsed() > Duration::from_secs(5) {
            broken += 1;
            keep(&stage, tried, &name, &bytes);
        }
    }
    println!("{stage}: {tried} inputs, {broken} broken, slowest {slowest:?}");
}

fn run(stage: &str, linter: &Linter, name: &Path, bytes: &[u8]) {
    let source = || Source::from_bytes(name, bytes.to_vec(), None);
    match stage {
        "scan" => scan(&linter.lexicon, &String::from_utf8_lossy(bytes)),
        "read" => drop(source().read().map(|document| Transcript::new(document, None))),
        "rules" => rules(bytes),
        _ => linter.check(source()).iter().for_each(sound),
    }
}

fn scan(lexicon: &Lexicon, text: &str) {
    for mention in quantity::scan(text, lexicon) {
        let span = mention.span();
        assert!(text.get(span.start..span.end).is_some(), "{span:?}");
    }
}

/// Loads a folder with one rule file.
fn rules(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("some-rule.toml"), bytes).expect("a file");
    let _ = RuleSet::default().load_dir(folder.path());
}

fn sound(checked: &Checked) {
    let text = &checked.transcript.text;
    for claim in &checked.claims.all {
        assert!(text.get(claim.span.start..claim.span.end).is_some(), "{:?}", claim.span);
    }
}

fn seeds(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn keep(stage: &str, number: u64, name: &Path, bytes: &[u8]) {
    let end = name.extension().map_or("txt".into(), |end| end.to_string_lossy());
    let path = format!("tests/crashes/{stage}-{number}.{end}");
    std::fs::create_dir_all("tests/crashes").expect("a folder");
    std::fs::write(&path, bytes).expect("a file");
    println!("broken: {path}");
}

/// Numbers at random, the same for the same seed (xorshift, Marsaglia 2003).
struct Dice(u64);

/// What texts are spiced with.
const SPICE: [&str; 40] = [
    "1,000,000",
    "99999999999999999999999999999",
    "-0",
    "1.5",
    "%",
    "$",
    "\u{a3}",
    "one",
    "million",
    "hundred",
    "half",
    "a third of",
    "from",
    "to",
    "between",
    "and",
    "more than",
    "about",
    "first",
    "Tuesday",
    "2021",
    "5G",
    "\u{bd}",
    "(",
    ")",
    "[",
    "\"",
    "\n",
    "\r\n",
    "\0",
    ": ",
    "Q: ",
    "<p>",
    "&amp;",
    "-->",
    "{",
    "}",
    "\u{4e94}\u{4e07}",
    "1/0",
    "1e999",
];

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    /// A seed cut short and changed in a few places.
    fn input(&mut self, seeds: &[(PathBuf, Vec<u8>)]) -> (PathBuf, Vec<u8>) {
        let (name, bytes) = &seeds[self.below(seeds.len())];
        let mut bytes = bytes.clone();
        if self.below(2) == 0 {
            let from = self.below(bytes.len());
            let to = (from + 1 + self.below(2_000)).min(bytes.len());
            bytes = bytes.get(from..to).unwrap_or_default().to_vec();
        }
        for _ in 0..=self.below(8) {
            self.change(&mut bytes, seeds);
        }
        (name.clone(), bytes)
    }

    fn change(&mut self, bytes: &mut Vec<u8>, seeds: &[(PathBuf, Vec<u8>)]) {
        let at = self.below(bytes.len() + 1);
        let until = (at + self.below(40)).min(bytes.len());
        let piece = match self.below(6) {
            0 => Vec::new(),
            1 => SPICE[self.below(SPICE.len())].into(),
            2 => SPICE[self.below(SPICE.len())].repeat(self.below(200)).into(),
            3 => vec![self.next().to_le_bytes()[0]],
            4 => bytes[at..until].repeat(self.below(30)),
            _ => {
                let (_, other) = &seeds[self.below(seeds.len())];
                let from = self.below(other.len());
                other[from..(from + self.below(300)).min(other.len())].to_vec()
            }
        };
        let end = if self.below(2) == 0 { until } else { at };
        bytes.splice(at..end, piece);
    }
}
