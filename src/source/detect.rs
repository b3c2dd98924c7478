//! Which format a file has, by its name and by what is in it.

use std::path::Path;

use super::Format;

/// How many bytes at the head are looked at.
const PROBE: usize = 4096;

impl Format {
    /// The format of a file: what its content shows beyond doubt, else what its name says, else plain text.
    #[must_use]
    pub fn detect(path: &Path, bytes: &[u8]) -> Self {
        let head = bytes.get(..PROBE.min(bytes.len())).unwrap_or(bytes);
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        by_magic(head)
            .or_else(|| by_content(text, bytes))
            .or_else(|| Self::of_name(path))
            .or_else(|| (text.starts_with('<') && text.contains("</")).then_some(Self::Html))
            .unwrap_or(Self::Plain)
    }

    /// The format that a file's extension names, where it names one.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_string_lossy().to_lowercase();
        Some(match extension.as_str() {
            "md" | "markdown" | "mdx" | "mkd" | "qmd" | "rmd" => Self::Markdown,
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "srt" => Self::Srt,
            "vtt" => Self::Vtt,
            "json" | "jsonl" | "ndjson" => Self::Json,
            "docx" | "docm" | "doc" => Self::Docx,
            "pdf" => Self::Pdf,
            "nlp" | "txt" | "text" | "said" | "asc" => Self::Plain,
            _ => return None,
        })
    }
}

/// What the first bytes of binary formats give away.
fn by_magic(head: &[u8]) -> Option<Format> {
    let pdf = memchr::memmem::find(head.get(..1024.min(head.len()))?, b"%PDF-").is_some();
    let word = head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    match (pdf, word) {
        (true, _) => Some(Format::Pdf),
        (_, true) => Some(Format::Docx),
        _ => None,
    }
}

fn by_content(text: &str, bytes: &[u8]) -> Option<Format> {
    let lower = text.get(..super::floor(text, 256))?.to_lowercase();
    if text.starts_with("WEBVTT") {
        return Some(Format::Vtt);
    }
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Some(Format::Html);
    }
    if text.lines().filter(|line| !line.trim().is_empty()).take(3).any(super::subtitle::is_timing) {
        return Some(Format::Srt);
    }
    if opens_json(text) && is_json(bytes) {
        return Some(Format::Json);
    }
    front_matter(text).then_some(Format::Markdown)
}

/// A brace or bracket and behind it what JSON allows there.
fn opens_json(text: &str) -> bool {
    let inner = text.strip_prefix('{').map(|rest| (rest, ['"', '}', '"']));
    let inner = inner.or_else(|| text.strip_prefix('[').map(|rest| (rest, ['"', '{', '['])));
    inner.is_some_and(|(rest, allowed)| rest.trim_start().starts_with(allowed))
}

/// Whether the whole is JSON, or a line of it is.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes);
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
        || serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok()
}

/// A block of `key: value` lines between two lines of dashes.
fn front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    let opens = lines.next().is_some_and(|line| line.trim_end() == "---");
    opens && lines.next().is_some_and(|line| line.contains(':')) && lines.any(|line| line.trim_end() == "---")
}
