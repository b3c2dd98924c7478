//! Whose figure a speaker says it is: "as Mr. Xiao just mentioned".

use smol_str::SmolStr;

use super::Attribution;
use super::extract::Scene;
use crate::lexicon::Class;
use crate::span::Span;
use crate::transcript::{SpeakerId, Transcript};

/// Verbs of saying, as lemmas.
const SAYING: [&str; 24] = [
    "say",
    "tell",
    "mention",
    "note",
    "report",
    "state",
    "put",
    "quote",
    "repeat",
    "speak",
    "cite",
    "announce",
    "hear",
    "indicate",
    "point",
    "describe",
    "give",
    "present",
    "claim",
    "explain",
    "highlight",
    "discuss",
    "talk",
    "brief",
];

/// Before a verb of saying these make it something still to be said: "I would note that ...".
const YET_TO_SAY: [&str; 9] = ["will", "would", "can", "could", "should", "may", "must", "'ll", "'d"];

/// Reads who is said to have given the figures of a sentence.
pub(super) fn read(scene: &mut Scene<'_>, transcript: &Transcript, sentence: usize) {
    for verb in 0..scene.parse.tokens.len() {
        let token = &scene.parse.tokens[verb];
        if !token.is(Class::Verb) || !SAYING.contains(&token.lemma.as_str()) {
            continue;
        }
        let Some(name) = sayer(scene, verb) else { continue };
        let said = name.of(scene.text);
        let cue = name.cover(token.span);
        let speaker = resolve(transcript, sentence, said);
        let first = scene.parse.tokens.partition_point(|token| token.span.start < cue.start);
        let shift = transcript.sentences.get(sentence).map_or(0, |sentence| sentence.span.start);
        let all = reported(scene, verb);
        for draft in &mut scene.drafts {
            let before = draft.token < first;
            let reach = if before { first - draft.token } else { draft.token.abs_diff(verb) };
            if (reach <= REACH || !before && all) && draft.claim.attribution.is_none() {
                draft.claim.attribution =
                    Some(Attribution { name: SmolStr::new(said), speaker, cue: cue.shift(shift) });
            }
        }
    }
}

/// How many tokens from a verb of saying a figure may stand and still be said.
const REACH: usize = 24;

/// Whether all that follows a verb of saying is what was said: "mentioned that ...".
fn reported(scene: &Scene<'_>, verb: usize) -> bool {
    scene.parse.tokens.iter().skip(verb + 1).take(4).any(|token| token.word("that"))
}

/// The words that name who says: the subject before a verb of saying, or behind it ("said Ms Hale").
fn sayer(scene: &Scene<'_>, verb: usize) -> Option<Span> {
    let tokens = &scene.parse.tokens;
    let mut at = verb;
    while let Some(before) = at.checked_sub(1) {
        let token = &tokens[before];
        if token.is(Class::Auxiliary) && YET_TO_SAY.contains(&token.lower.as_str()) {
            return None;
        }
        if token.is(Class::Auxiliary) || token.is(Class::Adverb) {
            at = before;
            continue;
        }
        if token.is(Class::Pronoun) {
            return Some(token.span);
        }
        let chunk = scene.parse.chunk_at(before).filter(|chunk| chunk.head == Some(before))?;
        return Some(tokens[chunk.start].span.cover(tokens[before].span));
    }
    None
}

fn resolve(transcript: &Transcript, sentence: usize, name: &str) -> Option<SpeakerId> {
    let me = transcript.speaker_of(sentence);
    let turn = transcript.sentences.get(sentence)?.turn;
    match name.to_lowercase().as_str() {
        "i" | "we" => me,
        "you" => {
            transcript.turns[..turn].iter().rev().find_map(|turn| turn.speaker.filter(|speaker| Some(*speaker) != me))
        }
        _ => transcript.resolve(name.trim_start_matches("What "), turn),
    }
}
