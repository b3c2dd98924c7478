//! Turns, sentences, dates and names, from tables: `tests/speech/*.txt`, a case a line.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;
use std::path::Path;

use claimlint::source::Source;
use claimlint::transcript::Transcript;

fn transcript(name: &str, text: &str) -> Transcript {
    let source = Source::from_bytes(Path::new(name), text.as_bytes().to_vec(), None);
    Transcript::new(source.read().unwrap(), None)
}

fn cases(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[test]
fn sentences_end_where_the_bars_stand() {
    for case in cases(include_str!("speech/sentences.txt")) {
        let text: String = case.split('|').map(|part| part.trim_end_matches(' ')).collect();
        let t = transcript("a.txt", &text);
        let found: Vec<&str> = t.sentences.iter().map(|sentence| t.slice(sentence.span)).collect();
        let expected: Vec<&str> = case.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn dates_are_stated_and_never_guessed() {
    for case in cases(include_str!("speech/dates.txt")) {
        let (date, text) = case.split_once(" = ").unwrap();
        let found = transcript("a.txt", &text.replace(" | ", "\n")).date;
        assert_eq!(found.map_or("-".to_owned(), |date| date.to_string()), date, "{text}");
    }
    assert_eq!(transcript("2021-10-27-opening.txt", "Hello.").date.unwrap().to_string(), "2021-10-27");
    assert_eq!(transcript("call_20211027.txt", "Hello.").date.unwrap().to_string(), "2021-10-27");
    assert_eq!(transcript("call_12345678.txt", "Hello.").date, None);
}

#[test]
fn labels_are_told_from_headings_and_remarks() {
    let before = "Ada Quill: We begin.\n\nBen Ito: I agree with you.\n\nAda Quill: Thank you.\n\n";
    for case in cases(include_str!("speech/labels.txt")) {
        let (mark, line) = case.split_at(2);
        let t = transcript("a.txt", &format!("{before}{line}\n\nBen Ito: Thank you all.\n"));
        assert_eq!(t.turns.len(), if mark == "+ " { 5 } else { 4 }, "{line}: {:?}", t.speakers);
    }
}

#[test]
fn one_person_is_one_speaker() {
    let t = transcript(
        "a.txt",
        "MS. ORTO: Hi.\nMr. Lee: Hi.\nMs. Orto: Yes?\nAna Orto: I am.\nCFO Leopold Lee: Good.\nMr. Kay: No.\nMs. Kay: Yes.\nMr. Kay: No.\n",
    );
    let names: Vec<&str> = t.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    assert_eq!(names, ["Ana Orto", "Leopold Lee", "Mr. Kay", "Ms. Kay"]);
    assert_eq!(t.speakers[1].title.as_deref(), Some("CFO"));
}

#[test]
fn names_as_said_are_resolved_only_where_one_fits() {
    let t = transcript(
        "a.txt",
        "Speakers:\n\nXu Yaling, minister of industry\n\nXin Guo, vice minister of industry\n\nTim Cole, chief engineer\n\n\
         Ann Cole:\n\nGood morning.\n\nXu Yaling:\n\nGood morning.\n\nTim Cole:\n\nHello.\n\nXu Yaling:\n\nYes.\n\nReporter:\n\nWhy?\n",
    );
    let who = |name: &str, before: usize| {
        t.resolve(name, before).and_then(|id| t.speaker(id)).map_or("-", |speaker| speaker.name.as_str())
    };
    assert_eq!(who("Mr. Xu", 9), "Xu Yaling");
    assert_eq!(who("Xu Yaling's", 9), "Xu Yaling");
    assert_eq!(who("the minister", 9), "Xu Yaling");
    assert_eq!(who("the vice minister", 9), "Xin Guo");
    assert_eq!(who("Minister Xu", 9), "Xu Yaling");
    assert_eq!(who("Tim", 9), "Tim Cole");
    assert_eq!(who("Cole", 9), "-");
    assert_eq!(who("Cole", 2), "Ann Cole");
    assert_eq!(who("the reporter", 9), "-");
    assert_eq!(who("the mayor", 9), "-");
    assert_eq!(who("", 9), "-");
}

#[test]
fn a_map_mends_names() {
    let source = Source::from_bytes(Path::new("a.txt"), b"SPEAKER_01: We sold 40.\nSPEAKER_02: Why?\n".to_vec(), None);
    let mended = BTreeMap::from([("SPEAKER_01".to_owned(), "Jane Roe, CFO".to_owned())]);
    let t = Transcript::with(source.read().unwrap(), None, &mended);
    assert_eq!((t.speakers[0].name.as_str(), t.speakers[0].title.as_deref()), ("Jane Roe", Some("CFO")));
    assert_eq!(t.speakers[1].name, "SPEAKER_02");
}
