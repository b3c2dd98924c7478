//! Speaker labels: what at the head of a line names who speaks.

use super::name::plain;
use super::trust::{Trust, dashed, judge};
use crate::lexicon::Speech;
use crate::source::floor;

/// A label found at the head of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label<'a> {
    /// The words that name the speaker; empty where only a change of speakers is marked.
    pub(super) name: &'a str,
    /// Seconds from the start, where the label tells.
    pub(super) time: Option<f64>,
    /// Where in the line the speech begins.
    pub(super) rest: usize,
    /// What it needs to be believed.
    pub(super) trust: Trust,
    /// Another speaks from here; else it only tells the time.
    pub(super) turn: bool,
    /// It is the whole line and has no colon: a line inside a paragraph is no such label.
    pub(super) alone: bool,
}

/// No label is longer, in bytes.
const LONGEST: usize = 140;

/// The label at the head of a line, if it looks like one.
pub(super) fn find<'a>(line: &'a str, speech: &Speech) -> Option<Label<'a>> {
    let Lead { len: lead, chevrons, marked, time } = lead(line);
    let body = line.get(lead..)?;
    let mut label = question(body)
        .or_else(|| with_stop(body, speech))
        .or_else(|| with_colon(body, speech))
        .or_else(|| alone(body, speech))
        .or_else(|| (!chevrons && marked).then(|| no_label(time, body)))
        .or_else(|| {
            chevrons.then_some(Label { name: "", time: None, rest: 0, trust: Trust::Sure, turn: true, alone: false })
        })?;
    label.rest += lead;
    label.time = label.time.or(time);
    if chevrons {
        label.trust = Trust::Sure;
    }
    Some(label)
}

/// A time or a number alone before the words: no label, and no part of what is said.
fn no_label(time: Option<f64>, body: &str) -> Label<'static> {
    let rest = body.trim_start_matches([']', ')', ':', '-', ' ', '\t']);
    Label { name: "", time, rest: body.len() - rest.len(), trust: Trust::Sure, turn: false, alone: false }
}

/// What stands before a label.
struct Lead {
    len: usize,
    /// `>>`: another speaks.
    chevrons: bool,
    /// A time or a number in brackets, which nobody says.
    marked: bool,
    time: Option<f64>,
}

fn lead(line: &str) -> Lead {
    let mut rest = line.trim_start();
    let chevrons = rest.starts_with(">>");
    rest = rest.trim_start_matches(['>', '<', '*', '\u{2022}', '\u{feff}']).trim_start();
    rest = rest.strip_prefix("- ").map_or(rest, str::trim_start);
    let before = rest.len();
    while let Some(after) = numbered_mark(rest) {
        rest = after;
    }
    let mut time = None;
    if let Some((seconds, after)) = clock(rest).filter(|(_, after)| !is_half_day(after)) {
        (time, rest) = (Some(seconds), after.trim_start_matches(['-', ' ', '\t', '|', ':']));
    }
    Lead { len: line.len() - rest.len(), chevrons, marked: rest.len() < before, time }
}

/// Behind `[ 12]` or `[EN]`: the number or the language of a paragraph.
fn numbered_mark(text: &str) -> Option<&str> {
    let (mark, rest) = text.strip_prefix('[')?.split_once(']')?;
    let mark = mark.trim();
    let number = !mark.is_empty() && mark.len() <= 5 && mark.chars().all(|c| c.is_ascii_digit());
    let language = mark.len() == 2 && mark.chars().all(|c| c.is_ascii_uppercase());
    (number || language).then(|| rest.trim_start())
}

/// "a.m.", "PM": the clock before it is a time of day.
fn is_half_day(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    ["a.m", "p.m", "am", "pm", "h ", "uhr"].iter().any(|half| text.starts_with(half))
}

/// A clock at the head of a text, in brackets or bare: "[00:01:02]", "12:04".
fn clock(text: &str) -> Option<(f64, &str)> {
    let inner = text.trim_start_matches(['[', '(', '@']);
    let bracketed = inner.len() < text.len();
    let end = inner.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(inner.len());
    let seconds = seconds(inner.get(..end)?)?;
    let after = inner.get(end..)?;
    let after = if bracketed { after.strip_prefix([']', ')'])? } else { after };
    Some((seconds, after))
}

/// "00:01:02.5" in seconds.
pub(super) fn seconds(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    if !(2..=3).contains(&parts.len()) || parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    parts.iter().try_fold(0.0, |sum, part| part.replace(',', ".").parse::<f64>().ok().map(|n| sum * 60.0 + n))
}

/// `Q    text`, `Q: text`, `Q. text`, and the `A` that answers.
fn question(body: &str) -> Option<Label<'_>> {
    let letter = body.get(..1).filter(|letter| matches!(*letter, "Q" | "A"))?;
    let after = body.get(1..)?;
    let mark = after.trim_start_matches([':', '.', '-', '\u{2013}', '\u{2014}']);
    let marked = mark.len() < after.len();
    let rest = mark.trim_start();
    let gap = after.len() - rest.len();
    let spaced = after.starts_with([' ', '\t', '\u{a0}']) && (letter == "Q" || gap > 2);
    let begins = rest.is_empty() || rest.starts_with(|c: char| !c.is_lowercase());
    let sure = match (letter, marked) {
        ("Q", _) if (marked || spaced) && begins => Trust::Company,
        ("A", true) if after.starts_with([':', '.']) && begins => Trust::Repeated,
        _ => return None,
    };
    let apart = rest.is_empty() || mark.len() > rest.len() || body.get(1..2) == Some(":");
    apart.then_some(Label { name: letter, time: None, rest: 1 + gap, trust: sure, turn: true, alone: false })
}

/// `Name: text`, `Name (00:01): text`, `Name:text`.
fn with_colon<'a>(body: &'a str, speech: &Speech) -> Option<Label<'a>> {
    let (at, len) = colon(body)?;
    let (name, time) = strip_time(body.get(..at)?);
    let name = name.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(name);
    let after = body.get(at + len..)?;
    let rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
    let glued = rest.len() == after.len() && !rest.is_empty();
    if glued && len == 1 && !rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '\u{201c}' | '[' | '(')) {
        return None;
    }
    let trust = judge(name, speech)?;
    if trust != Trust::Sure && figure_first(rest) {
        return None;
    }
    let trust = if time.is_some() { Trust::Sure } else { trust };
    Some(Label { name, time, rest: body.len() - rest.len(), trust, turn: true, alone: false })
}

/// The first colon that is no part of a clock or an address: where, and its length.
fn colon(body: &str) -> Option<(usize, usize)> {
    let bytes = body.as_bytes();
    let near = bytes.len().min(LONGEST);
    let digit = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    for at in memchr::memchr2_iter(b':', 0xEF, bytes.get(..near)?) {
        match bytes.get(at) {
            Some(b':') if digit(at.checked_sub(1)) && digit(Some(at + 1)) => {}
            Some(b':') => return Some((at, 1)),
            _ if body.get(at..).is_some_and(|text| text.starts_with('\u{ff1a}')) => return Some((at, 3)),
            _ => {}
        }
    }
    None
}

/// A short remainder that opens with a figure is a heading's value: "Revenue: $4 million".
fn figure_first(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['$', '\u{20ac}', '\u{a3}', '\u{a5}', '+', '-', '~', '\u{2212}']);
    rest.starts_with(|c: char| c.is_ascii_digit()) && rest.split_whitespace().take(13).count() < 13
}

/// A name and the clock behind it: "Ana (00:01:02)", "Ana [1:02]", "Ana 00:12".
fn strip_time(name: &str) -> (&str, Option<f64>) {
    let name = name.trim();
    let bare = name.trim_end_matches([')', ']']);
    let start = bare.rfind(['(', '[', ' ', '\t']).unwrap_or(0);
    let (before, last) = bare.split_at_checked(start).unwrap_or((name, ""));
    match seconds(last.trim_matches(['(', '[', ' ', '\t'])) {
        Some(time) => (before.trim_end_matches(['(', '[', ' ', '\t', '-', ',']), Some(time)),
        None => (name, None),
    }
}

/// `CHAIRMAN BERNANKE. text`, `Mr. KOHL. text`, `MR. SPEAKER.- text`: capitals and a full stop.
fn with_stop<'a>(body: &'a str, speech: &Speech) -> Option<Label<'a>> {
    let mut at = 0;
    let mut words = Vec::new();
    for word in body.get(..floor(body, LONGEST))?.split_inclusive(' ').take(9) {
        let bare = word.trim_end();
        at += word.len();
        words.push(bare);
        let (stop, dashed) = match bare.find(".-").or_else(|| bare.find(".\u{2013}")) {
            Some(mark) => (bare.get(..=mark)?, true),
            None => (bare, false),
        };
        let inner = stop.trim_end_matches('.');
        if stop.ends_with('.') && (dashed || !(titled(inner, speech) || initials(stop) || inner.len() <= 2)) {
            let end = if dashed { at - word.len() + stop.len() } else { at };
            return stopped(body, &words, inner, end, dashed, speech);
        }
        if !titled(bare, speech) && !all_caps(bare) && !initials(bare) {
            return None;
        }
    }
    None
}

fn stopped<'a>(
    body: &'a str,
    words: &[&str],
    last: &str,
    end: usize,
    dashed: bool,
    speech: &Speech,
) -> Option<Label<'a>> {
    let first = plain(words.first()?);
    let titled =
        first == "the" || speech.honorifics.contains(&first) || speech.roles.contains(&first) || first == "vice";
    let rest = body.get(end..)?.trim_start_matches(['-', '\u{2013}', '\u{2014}', ' ', '\u{a0}', '\t', ':']);
    let begins = !rest.starts_with(char::is_lowercase);
    if words.len() < 2 || first == "of" || !all_caps(last) || !begins || words.iter().any(|word| word.contains(':')) {
        return None;
    }
    let name = body.get(..end)?.trim_end().trim_end_matches('.');
    let shouted = words.iter().all(|word| all_caps(word) || initials(word));
    let trust = match (titled || (dashed && shouted), shouted) {
        (true, _) => Trust::Sure,
        (false, true) => Trust::Company,
        (false, false) => return None,
    };
    Some(Label { name, time: None, rest: body.len() - rest.len(), trust, turn: true, alone: false })
}

fn titled(word: &str, speech: &Speech) -> bool {
    let word = plain(word);
    word == "the" || word == "of" || speech.honorifics.contains(&word)
}

/// "P.D.", "B.": letters with full stops.
fn initials(word: &str) -> bool {
    word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 1 && part.chars().all(char::is_uppercase))
}

/// No small letter but in "Mc" and "Mac".
pub(super) fn all_caps(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !word.trim_start_matches("Mc").trim_start_matches("Mac").contains(char::is_lowercase)
        && word.contains(char::is_uppercase)
}

/// A line that is nothing but a name: with a title behind a dash, a clock, or `Operator`.
fn alone<'a>(body: &'a str, speech: &Speech) -> Option<Label<'a>> {
    let line = body.trim_end();
    if line.len() > LONGEST || line.ends_with(['.', '?', '!', ',', ';', ':']) || !line.starts_with(char::is_uppercase) {
        return None;
    }
    let (name, time) = strip_time(line);
    let whole = Label { name, time, rest: body.len(), trust: Trust::Sure, turn: true, alone: true };
    let (who, title) = dashed(name).unwrap_or((name, ""));
    let words = who.split_whitespace().count();
    let trust = judge(who, speech).filter(|_| words <= 5 && !who.contains(','))?;
    let shouted = who.split_whitespace().all(all_caps) && (words > 1 || trust != Trust::Sure);
    let trust = match () {
        () if time.is_some() => Trust::Sure,
        () if shouted => return None,
        () if title.split_whitespace().any(|word| speech.roles.contains(&plain(word))) => Trust::Sure,
        () if title.is_empty() && trust == Trust::Sure && words <= 2 => Trust::Company,
        () => Trust::Repeated,
    };
    Some(Label { trust, ..whole })
}
