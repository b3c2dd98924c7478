//! Input that no format promises: an error that names the file, or a clean reading; never a panic.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at once")]

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use claimlint::source::{Format, Source, WalkOptions, walk};
use claimlint::transcript::Transcript;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

fn read(name: &str, bytes: &[u8]) -> Result<Transcript, String> {
    let source = Source::from_bytes(Path::new(name), bytes.to_vec(), None);
    source.read().map(|document| Transcript::new(document, None)).map_err(|error| error.to_string())
}

/// Reading fails, in words that begin with the path and hold the reason.
fn fails(name: &str, bytes: &[u8], reason: &str) {
    let error = read(name, bytes).expect_err(name);
    assert!(error.starts_with(&format!("{name}: ")), "{error}");
    assert!(error.contains(reason), "{error}");
}

fn docx(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn empty_files_are_empty_transcripts() {
    for name in ["a.txt", "a.md", "a.html", "-"] {
        let transcript = read(name, b"").expect(name);
        assert!(transcript.sentences.is_empty() && transcript.turns.is_empty(), "{name}");
    }
    fails("a.json", b"", "not JSON");
    fails("a.srt", b"", "no subtitle cues");
}

#[test]
fn binary_files_are_named_as_such() {
    fails("photo.txt", &[0x89, b'P', b'N', b'G', 0, 0, 0, 13, 1, 2, 3, 4], "binary");
}

#[test]
fn damaged_word_files_are_errors() {
    fails("a.docx", b"PK\x03\x04 and no more", "docx");
    fails("a.docx", b"plain words", "docx");
    fails("a.docx", &docx(&[("other.xml", b"<a/>")]), "word/document.xml");
    let broken = docx(&[("word/document.xml", b"<w:document><w:p><w:t>Half")]);
    assert!(read("a.docx", &broken).is_ok_and(|t| t.text.contains("Half")) || read("a.docx", &broken).is_err());
    let whole = docx(&[("word/document.xml", b"<w:document><w:p><w:t>We sold 40.</w:t></w:p></w:document>")]);
    assert_eq!(read("a.docx", &whole).expect("whole").sentences.len(), 1);
    for end in 0..whole.len() {
        let _ = read("a.docx", &whole[..end]);
    }
}

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = docx(&[("word/document.xml", &vec![b' '; 64 << 20])]);
    assert!(bomb.len() < 1 << 20);
    fails("bomb.docx", &bomb, "bomb");
}

#[test]
fn entities_are_not_expanded() {
    let xml = br#"<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
        <w:document><w:p><w:t>Sold &b;&b; 40.</w:t></w:p></w:document>"#;
    let bytes = docx(&[("word/document.xml", xml)]);
    assert!(read("a.docx", &bytes).is_ok_and(|t| t.text.len() < 100));
    assert!(read("a.html", b"<p>Sold &b;&b; 40.</p>").is_ok_and(|t| t.text.contains("40.")));
}

#[cfg(feature = "pdf")]
#[test]
fn damaged_pdf_files_are_errors() {
    fails("a.pdf", b"%PDF-1.4 and nothing behind it", "PDF");
    let whole = include_bytes!("formats/hearing.pdf");
    for part in 1..8 {
        let _ = read("a.pdf", &whole[..whole.len() * part / 8]);
    }
    for at in (0..whole.len()).step_by(97) {
        let mut bytes = whole.to_vec();
        bytes[at] ^= 0x15;
        let _ = read("a.pdf", &bytes);
    }
}

#[cfg(feature = "pdf")]
#[test]
fn an_encrypted_pdf_is_an_error() {
    let whole = String::from_utf8_lossy(include_bytes!("formats/hearing.pdf")).into_owned();
    let encrypt = "/Encrypt<</Filter/Standard/V 1/R 2/O(abcdefghijklmnopqrstuvwxyz012345)\
                   /U(abcdefghijklmnopqrstuvwxyz012345)/P -44>>/ID[<00><00>]/Root 1 0 R";
    fails("locked.pdf", whole.replace("/Root 1 0 R", encrypt).as_bytes(), "encrypted");
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_bomb_is_refused() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    (0..600).for_each(|_| packer.write_all(&vec![b' '; 1 << 20]).unwrap());
    let mut bytes = b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n".to_vec();
    bytes.extend(packer.finish().unwrap());
    bytes.extend(b"\nendstream endobj\n");
    assert!(bytes.len() < 1 << 20);
    fails("bomb.pdf", &bytes, "bomb");
}

#[test]
fn deep_nesting_is_an_error_or_read_flat() {
    let deep = "[".repeat(200_000);
    fails("a.json", deep.as_bytes(), "too deep");
    fails("a.json", (r#"{"a":"#.repeat(200_000)).as_bytes(), "too deep");
    let page = format!("{}We sold 40.", "<div>".repeat(200_000));
    assert!(read("a.html", page.as_bytes()).map_or(true, |t| t.text.contains("40")));
    let quotes = format!("{}We sold 40.", "> ".repeat(20_000));
    assert!(read("a.md", quotes.as_bytes()).is_ok());
}

#[test]
fn json_of_another_shape_is_an_error() {
    for json in ["{}", "[]", "[1, 2]", "3", r#"{"name": "tool", "version": "1.0"}"#, r#"{"a": {"b": [true]}}"#] {
        fails("a.json", json.as_bytes(), "no speech");
    }
    fails("a.json", br#"{"text": "never ends"#, "not JSON");
}

#[test]
fn one_endless_line_is_read_in_linear_time() {
    let words = "the network grew to forty two sites in 2031 and ".repeat(40_000);
    let start = Instant::now();
    let transcript = read("a.txt", words.as_bytes()).expect("a text");
    assert!(transcript.sentences.iter().all(|sentence| sentence.span.len() < 2000));
    let mut places =
        transcript.sentences.iter().map(|sentence| transcript.map.place(words.as_bytes(), sentence.span.start));
    assert!(places.next_back().is_some_and(|place| place.line == 1 && place.column > 1_000_000));
    let unbroken = "5".repeat(2 << 20);
    assert!(read("a.txt", unbroken.as_bytes()).is_ok());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn folders_are_walked_in_order_without_ignored_and_binary_files() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (name, bytes) in [
        ("b.txt", b"We sold 40.".as_slice()),
        ("a.md", b"# A"),
        ("c.rs", b"fn main() {}"),
        ("d.txt", b"\0\0\0\0binary\0"),
        ("drafts/e.txt", b"We sold 41."),
        ("notes/f.vtt", b"WEBVTT"),
        ("LICENSE", b"All rights kept."),
        ("minutes", b"---\ndate: 2031-03-04\n---\nWe sold 40."),
        (".gitignore", b"drafts/\n"),
    ] {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let names = |options: &WalkOptions| -> Vec<String> {
        let (files, errors) = walk(&[root.to_owned()], options);
        assert!(errors.is_empty(), "{errors:?}");
        files.iter().map(|file| file.strip_prefix(root).unwrap().display().to_string()).collect()
    };
    assert_eq!(names(&WalkOptions::default()), ["a.md", "b.txt", "minutes", "notes/f.vtt"]);
    let only = WalkOptions { include: vec!["*.txt".into()], ..WalkOptions::default() };
    assert_eq!(names(&only), ["b.txt"]);
    let without =
        WalkOptions { exclude: vec!["notes/**".into(), "a.*".into(), "min*".into()], ..WalkOptions::default() };
    assert_eq!(names(&without), ["b.txt"]);
    let (named, _) = walk(&[root.join("d.txt"), root.join("d.txt")], &WalkOptions::default());
    assert_eq!(named, [root.join("d.txt")]);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_around_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "We sold 40.").unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    let (files, errors) = walk(&[folder.path().to_owned()], &WalkOptions::default());
    assert_eq!(files, [folder.path().join("a.txt")]);
    assert!(errors.first().is_some_and(|error| error.to_string().contains("loop")), "{errors:?}");
}

const FORMATS: [Format; 6] = [Format::Plain, Format::Markdown, Format::Html, Format::Srt, Format::Vtt, Format::Json];

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), which in 0..6_usize) {
        let source = Source::from_bytes(Path::new("a"), bytes, Some(FORMATS[which]));
        if let Ok(document) = source.read() {
            let _ = Transcript::new(document, None);
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(
        text in r#"([A-Z][a-z]{0,6}|Mr|Q|[0-9]{1,3}|é|中|:|\.|\.-|--|>>|<p>|</p>|\*\*|\||&amp;|\{|"|\[|\]|,| |\n|\\u|-->|~~){0,60}"#,
        which in 0..6_usize,
    ) {
        let source = Source::from_bytes(Path::new("a"), text.into_bytes(), Some(FORMATS[which]));
        if let Ok(document) = source.read() {
            let transcript = Transcript::new(document, None);
            let end = transcript.text.len();
            for sentence in &transcript.sentences {
                prop_assert!(sentence.span.end <= end && !transcript.slice(sentence.span).is_empty());
                let under = transcript.map.to_source(sentence.span);
                prop_assert!(under.end <= source.bytes.len());
            }
        }
    }

    #[test]
    fn a_sentence_of_plain_text_is_cut_from_the_file_as_it_is(
        lines in prop::collection::vec(r"(Ada Quill: |Q    |)([A-Z][a-zé]{1,8}|[0-9]{1,4}|%|\$5\.2)( [a-zü£]{1,7}| [0-9]{1,3}(\.[0-9])?){0,12}[.?]", 1..12)
    ) {
        let text = lines.join("\n");
        let source = Source::from_bytes(Path::new("a.txt"), text.clone().into_bytes(), None);
        let transcript = Transcript::new(source.read().unwrap(), None);
        for sentence in &transcript.sentences {
            let under = transcript.map.to_source(sentence.span);
            prop_assert_eq!(&source.bytes[under.start..under.end], transcript.slice(sentence.span).as_bytes());
        }
    }

    #[test]
    fn every_word_of_a_page_keeps_its_place(words in prop::collection::vec("[a-z]{1,8}|[0-9]{1,5}", 1..30)) {
        let mut page = String::from("<html><body><p>");
        for (at, word) in words.iter().enumerate() {
            page.push_str(word);
            page.push_str([" ", "&nbsp;", "\n  ", " <b>x</b> ", "</p><p>"][at % 5]);
        }
        let source = Source::from_bytes(Path::new("a.html"), page.clone().into_bytes(), None);
        let transcript = Transcript::new(source.read().unwrap(), None);
        let mut from = 0;
        for word in &words {
            let Some(at) = transcript.text[from..].find(word.as_str()) else { panic!("{word} is lost") };
            let span = claimlint::span::Span::new(from + at, from + at + word.len());
            let under = transcript.map.to_source(span);
            prop_assert_eq!(&page[under.start..under.end], word.as_str());
            from = span.end;
        }
    }
}

#[test]
fn damaged_old_word_files_are_errors() {
    let whole = include_bytes!("formats/old-word.doc");
    fails("a.doc", &whole[..600], "Word");
    for end in (0..whole.len()).step_by(61) {
        let _ = read("a.doc", &whole[..end]);
    }
    for at in (0..whole.len()).step_by(3) {
        let mut bytes = whole.to_vec();
        bytes[at] ^= 0xFF;
        let _ = read("a.doc", &bytes);
    }
}
