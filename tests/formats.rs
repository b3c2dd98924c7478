//! Every format, read from files: `tests/formats/NAME.EXT` must read as `NAME.EXT.turns` says.
//!
//! A new case is a new file. With `BLESS=1` in the environment the expectations are
//! written from what is read; look at them before they are kept.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at once")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use claimlint::source::{Format, Source};
use claimlint::span::Span;
use claimlint::transcript::{Speaker, Transcript};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ext| ext != "turns")).collect();
    cases.sort();
    cases
}

fn read(path: &Path) -> (Source, Transcript) {
    let source = Source::open(path, None).unwrap();
    let transcript = Transcript::new(source.read().unwrap(), None);
    (source, transcript)
}

/// Format, date, speakers, then a line a sentence: where it stands, who says it, when, on which page.
fn show(source: &Source, t: &Transcript) -> String {
    let mut out = format!("format: {:?}\n", source.format);
    if let Some(date) = t.date {
        writeln!(out, "date: {date}").unwrap();
    }
    for speaker in &t.speakers {
        writeln!(out, "speaker: {}", name(speaker)).unwrap();
    }
    for (number, turn) in t.turns.iter().enumerate() {
        let who = turn.speaker.and_then(|id| t.speaker(id)).map_or("-", |speaker| speaker.name.as_str());
        writeln!(out, "turn {number}: {who}").unwrap();
        for sentence in &t.sentences[turn.sentences.clone()] {
            let place = t.map.place(&source.bytes, t.map.to_source(sentence.span).start);
            let time = sentence.time.map_or(String::new(), |time| format!(" @{time}"));
            let page = sentence.page.map_or(String::new(), |page| format!(" p{page}"));
            let text = t.slice(sentence.span).replace('\n', "\u{2424}");
            writeln!(out, "  {}:{}{time}{page} {text}", place.line, place.column).unwrap();
        }
    }
    for correction in &t.corrections {
        writeln!(out, "corrected: {} -> {}", t.slice(correction.wrong), t.slice(correction.right)).unwrap();
    }
    out
}

fn name(speaker: &Speaker) -> String {
    let title = speaker.title.as_ref().map_or(String::new(), |title| format!(", {title}"));
    format!("{}{title}{}", speaker.name, if speaker.generic { " (whoever asks)" } else { "" })
}

#[test]
fn every_file_reads_as_expected() {
    let mut wrong = String::new();
    let cases = cases();
    assert!(cases.len() > 20);
    for path in cases {
        let (source, transcript) = read(&path);
        let shown = show(&source, &transcript);
        let expected = PathBuf::from(format!("{}.turns", path.display()));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &shown).unwrap();
        }
        if std::fs::read_to_string(&expected).ok().as_deref() != Some(shown.as_str()) {
            writeln!(wrong, "--- {}\n{shown}", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The figures and plain words of a sentence, as spans of the text.
fn words(t: &Transcript, sentence: Span) -> Vec<Span> {
    let text = t.slice(sentence);
    let inside = |c: char| c.is_ascii_alphanumeric();
    let mut spans = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (inside(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                spans.push(Span::new(from, at).shift(sentence.start));
                start = None;
            }
            _ => {}
        }
    }
    spans
}

/// The bytes of the file under a span, UTF-16 made ASCII, tags inside a word left out.
fn cut(source: &Source, t: &Transcript, span: Span) -> String {
    let under = t.map.to_source(span);
    let bytes = &source.bytes[under.start..under.end];
    let text = String::from_utf8_lossy(bytes).replace('\0', "");
    match text.split_once('<') {
        Some((before, rest)) => before.to_owned() + rest.split_once('>').map_or("", |(_, after)| after),
        None => text,
    }
}

#[test]
fn every_word_is_cut_from_the_file_where_its_span_says() {
    let mut checked = 0;
    for path in cases() {
        let (source, t) = read(&path);
        if matches!(source.format, Format::Docx | Format::Pdf) {
            continue;
        }
        for sentence in &t.sentences {
            for word in words(&t, sentence.span) {
                assert_eq!(cut(&source, &t, word), t.slice(word), "{} at {word:?}", path.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 400, "{checked}");
}

#[test]
fn sentences_lie_in_turns_and_do_not_overlap() {
    for path in cases() {
        let (_, t) = read(&path);
        let mut last = 0;
        for (at, sentence) in t.sentences.iter().enumerate() {
            assert!(sentence.span.start >= last && !sentence.span.is_empty(), "{}", path.display());
            assert!(t.turns[sentence.turn].sentences.contains(&at), "{}", path.display());
            assert!(t.turns[sentence.turn].span.contains(sentence.span), "{}", path.display());
            last = sentence.span.end;
        }
    }
}
