//! What must hold of the whole pipeline for any bytes: it never panics, every span lies in its file and
//! between characters, the work is bounded.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at once")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use claimlint::source::Source;
use claimlint::span::Span;
use claimlint::{Checked, Linter};
use proptest::prelude::*;

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::default);

/// Checks bytes as a file of a name; `None` where the reader says what is wrong with them.
fn check(name: &str, bytes: &[u8]) -> Option<Checked> {
    let source = Source::from_bytes(Path::new(name), bytes.to_vec(), None);
    let checked = LINTER.check(source).ok()?;
    sound(name, &checked);
    Some(checked)
}

/// Every span lies in its text, between characters, and leads back into the file.
fn sound(name: &str, checked: &Checked) {
    let Checked { transcript, claims, findings, agreements, .. } = checked;
    let inside = |span: Span| assert!(transcript.text.get(span.start..span.end).is_some(), "{name}: {span:?}");
    for sentence in &transcript.sentences {
        inside(sentence.span);
    }
    for (at, claim) in claims.all.iter().enumerate() {
        assert_eq!(claim.id.0 as usize, at, "{name}");
        inside(claim.span);
        inside(claim.quantity.span);
        inside(claim.quantity.numeral);
        let sentence = transcript.sentences.get(claim.sentence).expect("a claim has a sentence");
        assert!(sentence.span.start <= claim.span.start && claim.span.end <= sentence.span.end, "{name}: {claim:?}");
        let source = transcript.map.to_source(claim.span);
        assert!(source.start <= source.end, "{name}: {source:?}");
        for (_, other) in &claim.links {
            assert!(claims.get(*other).is_some(), "{name}: a link leads nowhere");
        }
    }
    let roles = findings.iter().flat_map(|finding| &finding.roles);
    for role in roles.chain(agreements.iter().flat_map(|agreement| &agreement.roles)) {
        assert!(claims.get(role.claim).is_some(), "{name}: {role:?}");
    }
}

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/formats", "tests/crashes", "tests/cases"].map(|folder| root.join(folder));
    let entries = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end != "turns" && end != "expected"));
    files.sort();
    assert!(files.len() > 20, "the fixtures are gone");
    files
}

#[test]
fn a_file_cut_at_any_byte_is_read_or_refused() {
    for path in fixtures() {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Every byte near the ends, where headers and trailers stand; a spread of places between.
        let step = (bytes.len() / 40).max(1);
        let ends = (0..=bytes.len()).filter(|at| at % step == 0 || *at < 24 || bytes.len() - at < 24);
        ends.for_each(|end| drop(check(&name, &bytes[..end])));
    }
}

#[test]
fn a_file_with_a_byte_changed_is_read_or_refused() {
    for path in fixtures() {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for at in (0..bytes.len()).step_by((bytes.len() / 30).max(1)) {
            for byte in [0, b'"', b'9', 0xFF] {
                let mut broken = bytes.clone();
                broken[at] = byte;
                check(&name, &broken);
            }
        }
    }
}

/// Texts made to be slow: doubling one must not much more than double the time.
#[test]
fn hostile_texts_are_checked_in_linear_time() {
    let pieces = [
        "1,",
        "1.",
        "1 ",
        "one ",
        "(((",
        "[[[",
        "\"",
        "5% ",
        "about ",
        "more than ",
        "from 1 to ",
        "and ",
        "$",
        "A: ",
        "Mr. ",
        "1/",
        "-1",
        "9",
        "\u{221e}",
        "\u{4e94}",
        "5 people, ",
        "up 5 percent to 5 and ",
        "He said 5 said ",
        "Q: 5?\nA: No. ",
        "First, ",
        "Three points. First, ",
        "\n",
        "5 of them ",
        "respectively, ",
    ];
    for piece in pieces {
        let time = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            let start = Instant::now();
            check("a.txt", text.as_bytes());
            start.elapsed()
        };
        time(2_000);
        let (once, twice) = (time(20_000), time(80_000));
        let bound = once * 10 + Duration::from_millis(400);
        assert!(twice < bound, "{piece:?}: {once:?}, then {twice:?} for four times the text");
    }
}

#[test]
fn one_measure_restated_over_and_over_is_bounded_work() {
    let text = |count: usize| {
        (0..count).fold(String::new(), |mut text, at| {
            writeln!(text, "The plant employs {} people.", 1200 + at % 7).unwrap();
            text
        })
    };
    let time = |count: usize| {
        let text = text(count);
        let start = Instant::now();
        assert_eq!(check("a.txt", text.as_bytes()).expect("read").claims.all.len(), count);
        start.elapsed()
    };
    let (once, four) = (time(500), time(2_000));
    assert!(four < once * 10 + Duration::from_millis(500), "{once:?}, then {four:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_the_pipeline(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        which in 0..8_usize,
    ) {
        check(["a.txt", "a.md", "a.html", "a.srt", "a.json", "a.docx", "a.pdf", "a.vtt"][which], &bytes);
    }

    #[test]
    fn no_words_break_the_pipeline(words in prop::collection::vec(word(), 0..80)) {
        check("a.txt", words.concat().as_bytes());
    }

    #[test]
    fn the_same_bytes_give_the_same_report(words in prop::collection::vec(word(), 0..80)) {
        let text = words.concat();
        let shown = || check("a.txt", text.as_bytes()).map(|one| (format!("{:?}", one.claims), format!("{:?}", one.findings)));
        prop_assert_eq!(shown(), shown());
    }
}

/// A piece of speech about figures, or anything at all.
fn word() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Ana Roe: ",
        "Q: ",
        "\n",
        "\n\n",
        ". ",
        ", ",
        "? ",
        " - ",
        "The plant ",
        "employs ",
        "rose ",
        "from ",
        "to ",
        "more than ",
        "about ",
        "by ",
        "and ",
        "respectively",
        "in January 2021 ",
        "last year ",
        "of them ",
        "percent ",
        "people ",
        "million ",
        "$",
        "\u{20ac}",
        "half a ",
        "a third of ",
        "one in ",
        "first, ",
        "three measures: ",
        "as Mr. Roe said, ",
        "no, ",
        "I mean ",
        "tons ",
        "1/2",
        "\u{bd}",
        "\u{201c}",
        "\u{201d}",
        "\u{4e09}\u{5343}\u{4e07}",
        "Tuesday, ",
        "16 December ",
        "on average ",
        "doubled ",
        "(",
        ")",
        "total ",
        "output and sales ",
        "5G ",
        "COVID-19 ",
    ]);
    prop_oneof![
        6 => pieces.prop_map(str::to_owned),
        3 => (0_u64..100_000).prop_map(|number| format!("{number} ")),
        1 => (0_u32..1000, 0_u32..100).prop_map(|(a, b)| format!("{a}.{b:02} ")),
        1 => any::<String>().prop_map(|text| text.chars().take(6).collect()),
    ]
}
