//! Where in a JSON file the speech is: the shapes that recognizers and collections use.

use super::value::{Value, resolved};
use crate::span::Span;

/// Fields that hold what is said, the likeliest first.
const TEXTS: [&str; 20] = [
    "text",
    "transcript",
    "speech",
    "content",
    "utterance",
    "sentence",
    "body",
    "message",
    "caption",
    "line",
    "paragraph",
    "statement",
    "remarks",
    "dialogue",
    "full_text",
    "display_text",
    "said",
    "quote",
    "speech_text",
    "response",
];
/// Fields that name the speaker.
const SPEAKERS: [&str; 14] = [
    "speaker",
    "speaker_name",
    "speakerName",
    "speakerLabel",
    "speaker_label",
    "speakerId",
    "speaker_id",
    "name",
    "from",
    "who",
    "author",
    "participant",
    "role",
    "speaker_tag",
];
/// Fields that tell when it is said.
const TIMES: [&str; 12] = [
    "start",
    "start_time",
    "startTime",
    "begin",
    "start_s",
    "from_time",
    "offset",
    "timestamp",
    "time",
    "ts",
    "startSec",
    "start_seconds",
];
/// Fields that tell when it ends.
const ENDS: [&str; 6] = ["end", "end_time", "endTime", "stop", "end_s", "to"];
/// Lists that say the same again, word by word or shorter.
const SKIPPED: [&str; 13] = [
    "words",
    "tokens",
    "header_texts",
    "participants",
    "speakers",
    "metadata",
    "chapters",
    "summary",
    "entities",
    "topics",
    "word_segments",
    "highlights",
    "auto_highlights_result",
];
/// Lists that say everything, before others that may repeat them.
const PREFERRED: [&str; 5] = ["utterances", "monologues", "audio_segments", "segments", "transcripts"];

/// Something said: its text's pieces, who and when.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Item {
    /// Its strings, joined by spaces.
    pub(super) texts: Vec<Span>,
    /// The speaker's label.
    pub(super) speaker: Option<String>,
    /// When it starts, in the file's unit.
    pub(super) start: Option<f64>,
    /// When it ends, in the file's unit.
    pub(super) end: Option<f64>,
    /// A whole transcript in one string, labels and all.
    pub(super) whole: bool,
}

/// Everything said in a JSON value, in order.
pub(super) fn items(value: &Value, text: &str) -> Vec<Item> {
    match value {
        Value::Array(list) if !list.is_empty() && list.iter().all(|item| pair(item, text).is_some()) => {
            list.iter().filter_map(|item| pair(item, text)).collect()
        }
        Value::Array(list) => list.iter().flat_map(|item| said(item, text)).collect(),
        Value::Object(_) => object(value, text),
        _ => Vec::new(),
    }
}

/// `["Jane Roe", "Good morning."]`: the speaker and what is said.
fn pair(value: &Value, text: &str) -> Option<Item> {
    match value.items() {
        [Value::Text(speaker), Value::Text(words)] if speaker.len() <= 60 => {
            Some(Item { texts: vec![*words], speaker: Some(resolved(text, *speaker)), ..Item::default() })
        }
        _ => None,
    }
}

/// An object that may itself be something said, or hold it.
fn said(value: &Value, text: &str) -> Vec<Item> {
    match (item(value, text), value) {
        (Some(item), _) => vec![item],
        (None, Value::Text(span)) => vec![Item { texts: vec![*span], ..Item::default() }],
        (None, Value::Object(_)) => object(value, text),
        (None, Value::Array(_)) => items(value, text),
        _ => Vec::new(),
    }
}

fn object(value: &Value, text: &str) -> Vec<Item> {
    if let Some([best, ..]) = value.get("alternatives").map(Value::items) {
        return said_within(value, best, text);
    }
    for key in PREFERRED {
        let found = value.get(key).map(|list| items(list, text)).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    let lists: Vec<Item> = parts(value).flat_map(|part| items(part, text)).collect();
    if !lists.is_empty() {
        return lists;
    }
    whole(value).into_iter().collect()
}

/// The lists and objects of an object that may hold speech.
fn parts(value: &Value) -> impl Iterator<Item = &Value> {
    let holds = |value: &Value| match value {
        Value::Array(items) => items.iter().any(|item| matches!(item, Value::Object(_) | Value::Array(_))),
        Value::Object(_) => true,
        _ => false,
    };
    let fields = value.fields().iter().filter(|(key, _)| !SKIPPED.contains(&key.as_str()));
    fields.map(|(_, value)| value).filter(move |value| holds(value))
}

/// The best of several readings, with the speaker of the object around it.
fn said_within(outer: &Value, best: &Value, text: &str) -> Vec<Item> {
    let mut found = object(best, text);
    let speaker = speaker(outer, text);
    for item in &mut found {
        item.whole = false;
        item.speaker = item.speaker.take().or_else(|| speaker.clone());
        item.start = item.start.or_else(|| number(outer, &TIMES, text));
    }
    found
}

/// A whole transcript in one string of an object, or in a list of strings.
fn whole(value: &Value) -> Option<Item> {
    let keys = ["transcript", "full_transcript"];
    let texts = keys.iter().chain(&TEXTS).find_map(|key| strings(value.get(key)?))?;
    Some(Item { texts, whole: true, ..Item::default() })
}

/// A string that is not empty, or a list of nothing but strings.
fn strings(value: &Value) -> Option<Vec<Span>> {
    match value {
        Value::Text(span) if !span.is_empty() => Some(vec![*span]),
        Value::Array(items) => {
            let spans: Vec<Span> = items.iter().filter_map(span).collect();
            (!spans.is_empty() && spans.len() == items.len()).then_some(spans)
        }
        _ => None,
    }
}

/// An object that says something: a text, and who or when.
fn item(value: &Value, text: &str) -> Option<Item> {
    let speaker = speaker(value, text);
    let start = number(value, &TIMES, text);
    let texts = texts(value).or_else(|| elements(value).filter(|_| speaker.is_some()))?;
    let known = speaker.is_some() || start.is_some() || value.fields().len() <= 3;
    known.then(|| Item { texts, speaker, start, end: number(value, &ENDS, text), whole: false })
}

fn texts(value: &Value) -> Option<Vec<Span>> {
    TEXTS.iter().find_map(|key| strings(value.get(key)?))
}

/// The words of a monologue given piece by piece.
fn elements(value: &Value) -> Option<Vec<Span>> {
    let list = ["elements", "sentences", "words"].iter().find_map(|key| value.get(key))?;
    let of = |item: &Value| ["value", "text", "punctuated_word", "word"].iter().find_map(|key| span(item.get(key)?));
    let spans: Vec<Span> = list.items().iter().filter_map(of).filter(|span| !span.is_empty()).collect();
    (!spans.is_empty()).then_some(spans)
}

fn span(value: &Value) -> Option<Span> {
    if let Value::Text(span) = value { Some(*span) } else { None }
}

/// The speaker's label: a string as it is, a number as "Speaker 1", an object by its name.
fn speaker(value: &Value, text: &str) -> Option<String> {
    SPEAKERS.iter().find_map(|key| match value.get(key)? {
        Value::Text(span) => Some(resolved(text, *span)).filter(|name| !name.trim().is_empty()),
        Value::Number(number, true) => Some(format!("Speaker {number}")),
        inner @ Value::Object(_) => match inner.get("name")? {
            Value::Text(span) => Some(resolved(text, *span)),
            _ => None,
        },
        _ => None,
    })
}

fn number(value: &Value, keys: &[&str], text: &str) -> Option<f64> {
    keys.iter().find_map(|key| match value.get(key)? {
        Value::Number(number, _) => Some(*number),
        Value::Text(span) => clock(span.of(text)),
        _ => None,
    })
}

/// "12.5", "00:01:02" in seconds.
fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.trim().trim_end_matches('s').split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    parts.iter().try_fold(0.0, |sum, part| part.replace(',', ".").parse::<f64>().ok().map(|n| sum * 60.0 + n))
}
