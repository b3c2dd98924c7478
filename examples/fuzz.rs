//! Breaks texts at random and feeds them to a stage until the time is up.
//!
//! `cargo run --release --example fuzz -- STAGE SECONDS [SEED] [FOLDER]`; the stages are `grammar` (of
//! figures), `rules` (the rule language), `settings`, `check` (the whole pipeline with every report), `read`
//! (every format) or one format: `txt`, `md`, `html`, `srt`, `vtt`, `json`, `nlp`, `doc`, `docx`, `xml` (what is
//! inside a docx) and `pdf`. The seeds are the files under FOLDER, by default those of the stage. An input
//! that panics, takes five seconds or leads out of its file is written to `tests/crashes/`, and the number
//! of inputs tried is printed. The same stage, seed and folder try the same inputs.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "an example may stop at once")]

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use claimlint::config::{Choice, Config, Policy};
use claimlint::finding::Baseline;
use claimlint::lexicon::Lexicon;
use claimlint::quantity;
use claimlint::report::{Format as Report, Setting, View};
use claimlint::rule::RuleSet;
use claimlint::source::{Format, Source};
use claimlint::span::Span;
use claimlint::transcript::Transcript;
use claimlint::{Checked, Linter};
use zip::write::SimpleFileOptions;

fn main() {
    let mut args = std::env::args().skip(1);
    let stage = args.next().expect("a stage: grammar, rules, settings, check, read or a format");
    let limit = Duration::from_secs(args.next().map_or(60, |text| text.parse().expect("seconds")));
    let mut dice = Dice(args.next().map_or(1, |text| text.parse().expect("a seed")) | 1);
    let seeds = seeds(&stage, args.next());
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
    match stage {
        "grammar" => grammar(&linter.lexicon, &String::from_utf8_lossy(bytes)),
        "rules" => rules(linter, bytes),
        "settings" => settings(&String::from_utf8_lossy(bytes)),
        "check" => check(linter, &Source::from_bytes(name, bytes.to_vec(), None)),
        "xml" => read(&Source::from_bytes(name, zipped(bytes), Some(Format::Docx))),
        "read" => read(&Source::from_bytes(name, bytes.to_vec(), None)),
        _ => read(&Source::from_bytes(name, bytes.to_vec(), Format::of_name(name))),
    }
}

/// Every mention lies in the text, between characters.
fn grammar(lexicon: &Lexicon, text: &str) {
    for mention in quantity::scan(text, lexicon) {
        let span = mention.span();
        assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()), "{span:?}");
    }
}

/// A source is read or refused; what is read leads back into the file.
fn read(source: &Source) {
    let Ok(document) = source.read() else { return };
    for block in &document.blocks {
        assert!(document.text.get(block.span.start..block.span.end).is_some(), "{block:?}");
    }
    sentences(source, &Transcript::new(document, None));
}

/// A source is checked or refused, and every report can be written.
fn check(linter: &Linter, source: &Source) {
    let Ok(checked) = linter.check(source.clone()) else { return };
    sentences(source, &checked.transcript);
    claims(&checked);
    for (format, name, _) in Report::ALL {
        let mut out = Vec::new();
        let mut reporter = format.reporter(&Setting::default());
        reporter.file(&View::new(&checked), &mut out).expect("memory takes everything");
        reporter.finish(&mut out).expect("memory takes everything");
        assert!(std::str::from_utf8(&out).is_ok(), "{name}");
    }
}

/// A folder with one rule file loads, or is refused at places within it; what loads can be run.
fn rules(linter: &Linter, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("some-rule.toml"), bytes).expect("a file");
    let mut linter = Linter { lexicon: linter.lexicon.clone(), rules: RuleSet::default() };
    let Err(errors) = linter.rules.load_dir(folder.path()) else { return };
    let text = String::from_utf8_lossy(bytes);
    for error in errors.errors {
        let span = error.span();
        assert!(text.get(span.start..span.end).is_some(), "{error}: {span:?}");
        let _ = format!("{:?}", miette::Report::new(error));
    }
}

/// Settings are taken whole or refused.
fn settings(text: &str) {
    let path = Path::new("claimlint.toml");
    match Config::parse(path, text).and_then(|config| Policy::new(config, Choice::default(), path, text)) {
        Ok(policy) => drop(toml::to_string_pretty(&policy.effective()).expect("settings can be shown")),
        Err(error) => drop(format!("{:?}", miette::Report::new(error))),
    }
    let _ = Baseline::parse(text);
}

fn sentences(source: &Source, transcript: &Transcript) {
    for sentence in &transcript.sentences {
        sound(source, transcript, sentence.span);
    }
}

fn claims(checked: &Checked) {
    for claim in &checked.claims.all {
        sound(&checked.source, &checked.transcript, claim.span);
        let sentence = checked.transcript.sentences[claim.sentence].span;
        assert!(sentence.start <= claim.span.start && claim.span.end <= sentence.end, "{claim:?}");
    }
}

/// A span lies in the text and leads into the file, between characters on both sides.
fn sound(source: &Source, transcript: &Transcript, span: Span) {
    assert!(transcript.text.get(span.start..span.end).is_some(), "{span:?}");
    // In a packed file nothing stands where it is read: places count in what was unpacked.
    if matches!(source.format, Format::Docx | Format::Pdf) {
        return;
    }
    let under = transcript.map.to_source(span);
    assert!(source.bytes.get(under.start..under.end).is_some(), "{span:?} leads to {under:?}");
    if let Ok(text) = std::str::from_utf8(&source.bytes) {
        assert!(text.get(under.start..under.end).is_some(), "{span:?} leads into a character: {under:?}");
    }
}

/// A Word document around its main part.
fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).expect("memory takes everything");
    archive.write_all(bytes).expect("memory takes everything");
    archive.finish().expect("memory takes everything").into_inner()
}

/// The main part of a Word document.
fn unzipped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let mut main = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_name("word/document.xml").ok()?, &mut main).ok()?;
    Some(main)
}

/// The files to break: those of the stage.
fn seeds(stage: &str, folder: Option<String>) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = folder.unwrap_or_else(|| own_folder(stage).to_owned());
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.unwrap().path()).collect();
    let wanted = if stage == "xml" { "docx" } else { stage };
    let whole = matches!(stage, "grammar" | "rules" | "settings" | "check" | "read");
    let fits = |end: &str| if whole { end != "turns" } else { end == wanted };
    paths.retain(|path| path.is_file() && fits(&path.extension().unwrap_or_default().to_string_lossy()));
    paths.sort();
    assert!(!paths.is_empty(), "no seeds for {stage}");
    let bytes = |path: &Path| {
        let bytes = std::fs::read(path).unwrap();
        if stage == "xml" { unzipped(&bytes).expect("a Word document") } else { bytes }
    };
    paths.into_iter().map(|path| (path.clone(), bytes(&path))).collect()
}

fn own_folder(stage: &str) -> &'static str {
    match stage {
        "rules" => "rules",
        "settings" => "src/config",
        _ => "tests/formats",
    }
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
