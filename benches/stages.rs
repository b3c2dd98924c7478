//! Times each stage over the sample transcripts, repeated to about half a megabyte: `cargo bench`.

use std::path::Path;
use std::sync::LazyLock;

use claimlint::claim::{self, Claims};
use claimlint::finding::{self, Verdict};
use claimlint::index::Index;
use claimlint::quantity;
use claimlint::report::{Format, Setting, View};
use claimlint::rule::Outcomes;
use claimlint::source::Source;
use claimlint::transcript::Transcript;
use claimlint::{Checked, Linter};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

const SIZE: usize = 500_000;

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::default);
static WORK: LazyLock<Work> = LazyLock::new(Work::new);

/// What each stage takes, made once.
struct Work {
    source: Source,
    transcript: Transcript,
    claims: Claims,
    index: Index,
    outcomes: Outcomes,
    checked: Checked,
}

impl Work {
    fn new() -> Self {
        let source = Source::from_bytes(Path::new("talks.txt"), text().into_bytes(), None);
        let transcript = source.read().map(|document| Transcript::new(document, None)).unwrap_or_default();
        let claims = claim::extract(&transcript, &LINTER.lexicon);
        let index = Index::new(&transcript, &claims, &LINTER.lexicon);
        let outcomes = LINTER.rules.apply(&transcript, &claims, &index, &LINTER.lexicon);
        let checked = LINTER.check(source.clone()).unwrap_or_default();
        Self { source, transcript, claims, index, outcomes, checked }
    }
}

/// The plain texts of `transcripts/`, one behind the other, over and over.
fn text() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("transcripts");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    let once: String = files.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    assert!(!once.is_empty(), "transcripts/ holds no text");
    once.repeat(SIZE.div_ceil(once.len()))
}

fn main() {
    LazyLock::force(&WORK);
    divan::main();
}

#[divan::bench]
fn a_source(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(WORK.source.bytes.len())).bench(|| black_box(&WORK.source).read());
}

#[divan::bench]
fn b_transcript(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::new(WORK.source.bytes.len()))
        .bench(|| black_box(&WORK.source).read().map(|document| Transcript::new(document, None)));
}

#[divan::bench]
fn c_quantities(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(WORK.source.bytes.len())).bench(|| {
        WORK.transcript
            .sentences
            .iter()
            .map(|sentence| quantity::scan(WORK.transcript.slice(sentence.span), &LINTER.lexicon).len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn d_claims(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::new(WORK.source.bytes.len()))
        .bench(|| claim::extract(black_box(&WORK.transcript), &LINTER.lexicon));
}

#[divan::bench]
fn e_index(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::new(WORK.source.bytes.len()))
        .bench(|| Index::new(&WORK.transcript, black_box(&WORK.claims), &LINTER.lexicon));
}

#[divan::bench]
fn f_rules(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::new(WORK.source.bytes.len()))
        .bench(|| LINTER.rules.apply(&WORK.transcript, &WORK.claims, black_box(&WORK.index), &LINTER.lexicon));
}

#[divan::bench]
fn h_report(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(WORK.source.bytes.len())).bench(|| {
        let mut out = Vec::new();
        let mut report = Format::Json.reporter(&Setting::default());
        let done = report.file(&View::new(&WORK.checked), &mut out).and_then(|()| report.finish(&mut out));
        (done.is_ok(), out)
    });
}

#[divan::bench]
fn i_whole(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(WORK.source.bytes.len())).bench(|| LINTER.check(black_box(&WORK.source).clone()));
}

#[divan::bench]
fn g_findings(bencher: Bencher<'_, '_>) {
    let judge = |outcomes| -> Verdict { finding::judge(&LINTER.rules, outcomes, &WORK.transcript, &WORK.claims) };
    bencher.with_inputs(|| WORK.outcomes.clone()).bench_values(judge);
}
