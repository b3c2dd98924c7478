//! A checked file made by hand, for the tests of the formats.

use std::path::Path;

use smol_str::SmolStr;

use crate::Checked;
use crate::claim::{Claim, ClaimId, Claims};
use crate::finding::{Agreement, Finding, Role, Severity};
use crate::index::Evidence;
use crate::quantity::Quantity;
use crate::source::Source;
use crate::span::Span;
use crate::transcript::Transcript;

/// A harbour's year told by two people who differ.
pub const HARBOUR: &str = "\
Harbour board, 3 May 2023

ANNA REED: Good morning. We loaded 1,480 ships last year, and the cranes ran for 312 days.

TOM VALE: As Anna said, 1,408 ships were loaded last year. The cranes ran for 312 days.
";

/// A text in which every format finds something to obey.
pub const HOSTILE: &str = "\
=cmd|' /C calc' is what we loaded, that is \u{1b}[31m1,480\u{9b}2J ships <script>alert(1)</script> ##[error]x \u{202e}| @all.

::error::No, 1,408 ships, ]]> & <img src=x onerror=alert(2)> \"quoted\", 'quoted' \u{7}.
";

/// Checks `text` by hand: one finding over `figures`, one agreement over the last two of them.
pub fn checked(path: &str, text: &str, figures: &[&str]) -> Checked {
    let source = Source::from_bytes(Path::new(path), text.as_bytes().to_vec(), None);
    let transcript = Transcript::new(source.read().unwrap_or_default(), None);
    let claims = claims(&transcript, figures);
    assert_eq!(claims.all.len(), figures.len(), "a figure is not in the text as read");
    let roles = |names: &[(&str, u32)]| {
        names.iter().map(|(name, id)| Role { name: (*name).to_owned(), claim: ClaimId(*id) }).collect()
    };
    let finding = Finding {
        fingerprint: "0123456789abcdef".to_owned(),
        rule: "misquoted-figure".to_owned(),
        severity: Severity::Error,
        confidence: 0.934,
        evidence: vec![
            Evidence { name: SmolStr::new("cited"), weight: 0.5 },
            Evidence { name: SmolStr::new("one-edit-apart"), weight: 0.3 },
        ],
        message: format!("{} is cited as {}", figures[0], figures[1]),
        help: Some("two digits are swapped: check which one was meant".to_owned()),
        arithmetic: Some("1,480 is not 1,408".to_owned()),
        roles: roles(&[("original", 0), ("citation", 1)]),
    };
    let agreement = Agreement {
        rule: "restated-figure".to_owned(),
        message: "told twice alike".to_owned(),
        roles: roles(&[("first", 0), ("again", 1)]),
    };
    Checked {
        source,
        transcript,
        claims,
        findings: vec![finding],
        suppressed: Vec::new(),
        agreements: vec![agreement],
        left_out: 0,
        stats: Vec::new(),
    }
}

/// The usual sample.
pub fn harbour() -> Checked {
    checked("talks/harbour.txt", HARBOUR, &["1,480 ships", "1,408 ships", "312 days"])
}

/// The sample that nothing may obey.
pub fn hostile() -> Checked {
    checked("talks/hostile.txt", HOSTILE, &["1,480\u{9b}2J ships", "1,408 ships"])
}

fn claims(transcript: &Transcript, figures: &[&str]) -> Claims {
    let found = figures.iter().filter_map(|figure| Some((transcript.text.find(figure)?, figure)));
    let mut all = Vec::new();
    for (at, figure) in found {
        let span = Span::new(at, at + figure.len());
        let sentence = transcript.sentences.iter().position(|sentence| sentence.span.contains(span)).unwrap_or(0);
        let id = ClaimId(u32::try_from(all.len()).unwrap_or(0));
        all.push(Claim { speaker: transcript.speaker_of(sentence), ..claim(id, span, sentence, figure) });
    }
    Claims { all }
}

fn claim(id: ClaimId, span: Span, sentence: usize, figure: &str) -> Claim {
    let digits: String = figure.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
    let value = digits.parse().unwrap_or_default();
    Claim {
        id,
        span,
        sentence,
        quantity: Quantity { span, numeral: span, value, ..Quantity::default() },
        ..Claim::default()
    }
}

/// What a reporter prints for one file.
pub fn printed(mut reporter: impl super::Reporter, checked: &Checked) -> String {
    let mut out = Vec::new();
    let view = super::View::new(checked);
    let written = reporter.file(&view, &mut out).and_then(|()| reporter.finish(&mut out));
    assert!(written.is_ok());
    String::from_utf8_lossy(&out).into_owned()
}

/// The cells of a CSV line.
pub fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.iter_mut().next_back().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}

/// Asserts that a text is well-formed XML with nothing but legal characters.
pub fn assert_xml(text: &str) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                assert!(tag.attributes().all(|attribute| attribute.is_ok()), "{tag:?}");
            }
            Ok(_) => {}
            Err(error) => assert_eq!(error.to_string(), "", "{text}"),
        }
    }
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
}
