//! Prints what is read of each file: format, date, speakers, turns and sentences.
//!
//! `cargo run --example turns -- [-v] FILE...`; with `-v` every sentence.

use std::path::Path;

use claimlint::source::Source;
use claimlint::transcript::Transcript;

fn main() {
    let mut verbose = false;
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "-v" => verbose = true,
            path => show(Path::new(path), verbose),
        }
    }
}

fn show(path: &Path, verbose: bool) {
    let read = Source::open(path, None).and_then(|source| Ok((source.format, source.read()?)));
    let (format, document) = match read {
        Ok(read) => read,
        Err(error) => return println!("{error}\n"),
    };
    let t = Transcript::new(document, None);
    let date = t.date.map_or_else(|| "-".to_owned(), |date| date.to_string());
    println!("{}: {format:?}, {date}, {} turns, {} sentences", path.display(), t.turns.len(), t.sentences.len());
    for speaker in &t.speakers {
        let mark = if speaker.generic { " *" } else { "" };
        println!("  = {}{mark} [{}]", speaker.name, speaker.title.as_deref().unwrap_or(""));
    }
    for turn in &t.turns {
        let who = turn.speaker.and_then(|id| t.speaker(id)).map_or("-", |speaker| speaker.name.as_str());
        let start: String = t.slice(turn.span).chars().take(70).collect();
        println!("  {who}: {} sentences, {:?} {start:?}", turn.sentences.len(), turn.time);
        if verbose {
            for sentence in t.sentences.get(turn.sentences.clone()).unwrap_or(&[]) {
                println!("      {:?}", t.slice(sentence.span));
            }
        }
    }
    println!();
}
