//! Entities and escapes: text that means other text.

use crate::span::Span;

/// The longest name of an entity, in bytes.
const LONGEST: usize = 32;

/// A stretch of raw text.
pub(super) enum Piece {
    /// It means itself.
    Plain(Span),
    /// It means other text.
    Means(Span, String),
}

/// Cuts raw text at its entities, and at its backslash escapes where it is a Python literal.
pub(super) fn pieces(text: &str, span: Span, python: bool) -> Vec<Piece> {
    let raw = span.of(text).as_bytes();
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    let second = if python { b'\\' } else { b'&' };
    while let Some(step) = raw.get(at..).and_then(|rest| memchr::memchr2(b'&', second, rest)) {
        at += step;
        let rest = span.of(text).get(at..).unwrap_or("");
        let Some((len, means)) = entity(rest).or_else(|| python.then(|| escape(rest)).flatten()) else {
            at += 1;
            continue;
        };
        if plain < at {
            pieces.push(Piece::Plain(Span::new(plain, at).shift(span.start)));
        }
        pieces.push(Piece::Means(Span::new(at, at + len).shift(span.start), means));
        at += len;
        plain = at;
    }
    if plain < raw.len() {
        pieces.push(Piece::Plain(Span::new(plain, raw.len()).shift(span.start)));
    }
    pieces
}

/// The entity at the head of a text: its length and meaning.
fn entity(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix('&')?;
    let near = inner.as_bytes().get(..LONGEST.min(inner.len()))?;
    let end = memchr::memchr(b';', near)?;
    let name = inner.get(..end)?;
    let means = match name.strip_prefix('#') {
        Some(number) => numeric(number)?.to_string(),
        None => quick_xml::escape::resolve_html5_entity(name)?.to_owned(),
    };
    Some((end + 2, means))
}

/// "8217" or "x2019"; the codes 128 to 159 mean Windows-1252, as browsers read them.
fn numeric(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let (0x80..=0x9F, Ok(byte)) = (code, u8::try_from(code)) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next();
    }
    char::from_u32(code).filter(|c| *c != '\0')
}

/// A run of `\xe2\x80\x99`, or `\n`, `\'`.
fn escape(text: &str) -> Option<(usize, String)> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(code) = rest.strip_prefix("\\x").and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok()) {
        bytes.push(code);
        rest = rest.get(4..).unwrap_or("");
    }
    if !bytes.is_empty() {
        return Some((text.len() - rest.len(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    match text.as_bytes().get(1)? {
        b'n' | b't' | b'r' => Some((2, " ".to_owned())),
        quote @ (b'\'' | b'"' | b'\\') => Some((2, char::from(*quote).to_string())),
        _ => None,
    }
}
