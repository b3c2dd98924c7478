//! What later words do to earlier figures: answers that reject, repairs, official corrections.

use super::{Claim, Claims, Modality, cue};
use crate::lexicon::{Lexicon, Reach};
use crate::transcript::Transcript;

/// How many words a sentence that only repairs the one before may have.
const REPAIR: usize = 12;

/// Lets a sentence act on the figures before it.
pub(super) fn react(transcript: &Transcript, sentence: usize, text: &str, lexicon: &Lexicon, claims: &mut Claims) {
    if claims.all.is_empty() || !opens_turn(transcript, sentence) && text.split_whitespace().count() > REPAIR {
        return;
    }
    for (cue, span) in lexicon.cues.find_back(text) {
        let modality = cue.modality.as_deref().and_then(cue::modality);
        match (cue.reach, modality) {
            (Reach::Question, Some(modality)) if opens_turn(transcript, sentence) => {
                for claim in asked(transcript, sentence, claims) {
                    claim.modality = modality;
                }
            }
            (Reach::Repair, Some(modality)) if span.start == 0 && text.contains(|c: char| c.is_ascii_digit()) => {
                let turn = transcript.sentences.get(sentence).map(|sentence| sentence.turn);
                let last = claims.all.last_mut().filter(|claim| {
                    claim.sentence + 1 == sentence && transcript.sentences.get(claim.sentence).map(|s| s.turn) == turn
                });
                last.into_iter().for_each(|claim| claim.modality = modality);
            }
            _ => {}
        }
    }
}

/// Whether a sentence is among the first two of its turn.
fn opens_turn(transcript: &Transcript, sentence: usize) -> bool {
    transcript.turn_of(sentence).is_some_and(|turn| sentence < turn.sentences.start + 2)
}

/// The claims of the turn before.
fn asked<'a>(transcript: &Transcript, sentence: usize, claims: &'a mut Claims) -> impl Iterator<Item = &'a mut Claim> {
    let turn = transcript.sentences.get(sentence).map_or(0, |sentence| sentence.turn);
    let before =
        turn.checked_sub(1).and_then(|turn| transcript.turns.get(turn)).map_or(0..0, |turn| turn.sentences.clone());
    let start = claims.all.partition_point(|claim| claim.sentence < before.start);
    claims.all.get_mut(start..).unwrap_or_default().iter_mut().filter(move |claim| before.contains(&claim.sentence))
}

/// Marks the figures that an official correction strikes out.
pub(super) fn strike(transcript: &Transcript, claims: &mut Claims) {
    for correction in &transcript.corrections {
        let from = claims.all.partition_point(|claim| claim.span.end <= correction.wrong.start);
        let rest = claims.all.get_mut(from..).unwrap_or_default().iter_mut();
        let near = rest.take_while(|claim| claim.span.start < correction.wrong.end);
        for claim in near.filter(|claim| correction.wrong.overlaps(claim.span)) {
            claim.modality = Modality::Corrected;
        }
    }
}

/// Marks the figures that a speaker breaks off to say another: "from 401 million to 405 -- 455 million".
pub(super) fn break_off(transcript: &Transcript, claims: &mut Claims) {
    for at in 1..claims.all.len() {
        let (before, behind) = claims.all.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), behind.first()) else { continue };
        let gap = first.span.end..second.span.start;
        let dashes = |text: &str| text.contains(['—', '–']) || text.contains("--");
        let text = transcript.text.get(gap).unwrap_or("");
        let broken = dashes(text) && text.chars().all(|c| matches!(c, '-' | '—' | '–' | ' ' | '.'));
        if broken && one_digit_apart(first, second) {
            first.modality = Modality::Corrected;
        }
    }
}

/// Whether the digits of two figures differ in one place.
fn one_digit_apart(first: &Claim, second: &Claim) -> bool {
    let digits = |claim: &Claim| {
        let value = claim.quantity.value.normalize().mantissa().unsigned_abs().to_string();
        value.trim_end_matches('0').to_owned()
    };
    let (one, two) = (digits(first), digits(second));
    one.len() > 1 && one.len() == two.len() && one.bytes().zip(two.bytes()).filter(|(a, b)| a != b).count() == 1
}
