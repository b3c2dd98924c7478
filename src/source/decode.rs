//! Bytes to text: UTF-8, UTF-16 and the older encodings, each with the way back.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::SourceMap;
use super::map::Width;
use crate::span::Span;

/// How many bytes are looked at to tell binary from text.
const PROBE: usize = 8192;

/// A text and where each of its bytes came from.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) map: SourceMap,
}

/// Decodes a file's bytes.
///
/// # Errors
/// A clause that says why the bytes are no text.
pub(super) fn text(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && (encoding == UTF_16LE || encoding == UTF_16BE)
    {
        return Ok(utf16(bytes, mark, encoding == UTF_16LE));
    }
    let probe = bytes.get(..PROBE.min(bytes.len())).unwrap_or(bytes);
    if let Some(little) = looks_utf16(probe) {
        return Ok(utf16(bytes, 0, little));
    }
    if memchr::memchr(0, probe).is_some() {
        return Err("a binary file, not text".to_owned());
    }
    let mark = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
    let body = bytes.get(mark..).unwrap_or(&[]);
    match std::str::from_utf8(body) {
        Ok(text) => Ok(utf8(text, bytes, mark)),
        Err(_) if mostly_utf8(body) => Ok(lossy(bytes, mark)),
        Err(_) => Ok(legacy(bytes)),
    }
}

fn utf8(text: &str, bytes: &[u8], mark: usize) -> Decoded {
    let mut map = SourceMap::new(bytes);
    map.push(0, Span::new(mark, bytes.len()), true);
    Decoded { text: text.to_owned(), map }
}

/// Text without a mark whose every second byte is zero: whether the low byte comes first.
fn looks_utf16(probe: &[u8]) -> Option<bool> {
    let pairs = probe.len() / 2;
    let zeros = |odd: usize| probe.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (high, low) = (zeros(0), zeros(1));
    match () {
        () if pairs < 4 => None,
        () if low * 10 > pairs * 7 && high * 20 < pairs => Some(true),
        () if high * 10 > pairs * 7 && low * 20 < pairs => Some(false),
        () => None,
    }
}

fn utf16(bytes: &[u8], mark: usize, little: bool) -> Decoded {
    let units = bytes.get(mark..).unwrap_or(&[]).chunks_exact(2).map(|pair| match pair {
        [a, b] if little => u16::from_le_bytes([*a, *b]),
        [a, b] => u16::from_be_bytes([*a, *b]),
        _ => 0,
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut map = SourceMap::with_width(bytes, if little { Width::Utf16Little } else { Width::Utf16Big });
    let mut at = mark;
    for unit in char::decode_utf16(units) {
        let c = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        let size = c.len_utf16() * 2;
        let size = if c == char::REPLACEMENT_CHARACTER { 2 } else { size };
        let span = Span::new(at, at + size);
        if c.is_ascii() {
            map.push_wide(text.len(), span)
        } else {
            map.push(text.len(), span, false)
        }
        text.push(c);
        at += size;
    }
    Decoded { text, map }
}

/// Whether a file with bad bytes still is UTF-8: more whole characters beyond ASCII than broken ones.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

fn lossy(bytes: &[u8], mark: usize) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut map = SourceMap::new(bytes);
    let mut at = mark;
    for chunk in bytes.get(mark..).unwrap_or(&[]).utf8_chunks() {
        map.push(text.len(), Span::new(at, at + chunk.valid().len()), true);
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            map.push(text.len(), Span::new(at, at + chunk.invalid().len()), false);
            text.push(char::REPLACEMENT_CHARACTER);
            at += chunk.invalid().len();
        }
    }
    Decoded { text, map }
}

/// An older encoding, told by its letters; decoded character by character so that each has its bytes.
fn legacy(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let width = if encoding.is_single_byte() { Width::Single } else { Width::Utf8 };
    let mut text = String::with_capacity(bytes.len());
    let mut map = SourceMap::with_width(bytes, width);
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let plain = rest.iter().take_while(|byte| byte.is_ascii()).count();
        if plain > 0 {
            map.push(text.len(), Span::new(at, at + plain), true);
            text.extend(rest.iter().take(plain).map(|byte| char::from(*byte)));
            at += plain;
            continue;
        }
        let (c, size) = character(rest, encoding);
        map.push(text.len(), Span::new(at, at + size), false);
        text.push_str(&c);
        at += size;
    }
    Decoded { text, map }
}

/// The first character of some bytes and how many it takes.
fn character(bytes: &[u8], encoding: &'static Encoding) -> (String, usize) {
    let most = if encoding.is_single_byte() { 1 } else { 4 };
    let whole = (1..=most.min(bytes.len())).find_map(|size| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(..size)?)?;
        (text.chars().count() == 1).then(|| (text.into_owned(), size))
    });
    whole.unwrap_or_else(|| (char::REPLACEMENT_CHARACTER.to_string(), 1))
}
