//! The number of items that follow an announced count: "three measures. First, ... Second, ..."

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Note;
use crate::claim::{Aspect, Claim, ClaimId, Claims, LinkKind, Modality};
use crate::lexicon::Lexicon;
use crate::quantity::{Bound, Dimension, Form, Mention, Quantity};
use crate::span::Span;
use crate::transcript::{SpeakerId, Transcript};

/// How many sentences after its announcement a list may begin.
const BEGINS: usize = 4;
/// The longest list that is announced by number and then read out.
const LONGEST: u32 = 12;

/// An item's label: "Third,", "The second part", "Two,".
#[derive(Debug, Clone, Copy)]
struct Label {
    sentence: usize,
    span: Span,
    number: u32,
    speaker: Option<SpeakerId>,
}

/// States, for every announced count behind which numbered items stand, how many there are.
pub(super) fn derive(
    transcript: &Transcript,
    lexicon: &Lexicon,
    notes: &[Note],
    claims: &mut Claims,
    derived: &mut Vec<Claim>,
) {
    let labels = labels(transcript, notes, claims);
    for at in 0..claims.all.len() {
        let announced = &claims.all[at];
        if !announces(announced, lexicon) {
            continue;
        }
        let items = items(transcript, claims, announced, &labels);
        let Some(last) = items.last().filter(|_| items.len() >= 2) else { continue };
        let closed = closed(transcript, lexicon, last, announced);
        let claim = count(announced, last, items.len(), closed);
        claims.all[at].aspect = Aspect::Enumeration;
        derived.push(claim);
    }
}

/// Whether a claim announces a list: a small exact count of things that are told one by one.
fn announces(claim: &Claim, lexicon: &Lexicon) -> bool {
    let quantity = &claim.quantity;
    let whole =
        quantity.value.is_integer() && quantity.value >= Decimal::TWO && quantity.value <= Decimal::from(LONGEST);
    whole
        && quantity.bound == Bound::Exact
        && quantity.form == Form::Amount
        && quantity.unit.dimension == Dimension::Count
        && !matches!(claim.modality, Modality::Question | Modality::Corrected | Modality::Denied)
        && lexicon.words.is_listable(&claim.measure.head)
}

/// Every item label of a transcript in text order.
fn labels(transcript: &Transcript, notes: &[Note], claims: &Claims) -> Vec<Label> {
    let ordinals = notes.iter().filter_map(|note| match &note.mention {
        Mention::Ordinal { span, value, label: true } => {
            let shift = transcript.sentences.get(note.sentence)?.span.start;
            Some((note.sentence, span.shift(shift), *value))
        }
        _ => None,
    });
    let numerals = claims.all.iter().filter_map(|claim| {
        let sentence = transcript.sentences.get(claim.sentence)?;
        let opens = claim.span.start == sentence.span.start;
        let comma = transcript.text.get(claim.span.end..).is_some_and(|rest| rest.starts_with([',', ':', '.']));
        let number = u32::try_from(claim.quantity.value.trunc().mantissa()).ok()?;
        (opens && comma && claim.quantity.unit.dimension == Dimension::Count).then_some((
            claim.sentence,
            claim.span,
            number,
        ))
    });
    let mut labels: Vec<Label> = ordinals
        .chain(numerals)
        .map(|(sentence, span, number)| Label { sentence, span, number, speaker: transcript.speaker_of(sentence) })
        .collect();
    labels.sort_by_key(|label| label.span.start);
    labels
}

/// The labels 1, 2, 3 ... that follow an announcement, until the row breaks or starts anew.
fn items(transcript: &Transcript, claims: &Claims, announced: &Claim, labels: &[Label]) -> Vec<Label> {
    let mut items: Vec<Label> = Vec::new();
    let from = labels.partition_point(|label| label.span.start < announced.span.end);
    let another = claims.all.get(announced.id.0 as usize + 1..).unwrap_or_default().iter().find(|claim| {
        claim.measure.head == announced.measure.head
            && claim.speaker == announced.speaker
            && claim.quantity.unit.dimension == Dimension::Count
    });
    for label in labels.get(from..).unwrap_or_default() {
        if label.speaker != announced.speaker {
            continue;
        }
        let expected = u32::try_from(items.len()).unwrap_or(u32::MAX).saturating_add(1);
        let near = label.sentence <= items.last().map_or(announced.sentence + BEGINS, |_| usize::MAX);
        let past = another.is_some_and(|another| another.span.start < label.span.start && items.is_empty());
        if label.number != expected || !near || past || !same_speech(transcript, announced, label) {
            break;
        }
        items.push(*label);
    }
    items
}

/// Whether nobody but short interruptions stand between an announcement and a label.
fn same_speech(transcript: &Transcript, announced: &Claim, label: &Label) -> bool {
    let turn = |sentence: usize| transcript.sentences.get(sentence).map_or(0, |sentence| sentence.turn);
    let between = transcript.turns.get(turn(announced.sentence)..turn(label.sentence)).unwrap_or_default();
    between.iter().filter(|turn| turn.speaker != announced.speaker).all(|turn| turn.sentences.len() <= 3)
}

/// Whether the text says that the list is over.
fn closed(transcript: &Transcript, lexicon: &Lexicon, last: &Label, announced: &Claim) -> bool {
    let label =
        transcript.sentences.get(last.sentence).map_or("", |sentence| transcript.slice(sentence.span)).to_lowercase();
    let head = label.get(..label.len().min(48)).unwrap_or(&label);
    if ["last", "final", "lastly", "finally"].iter().any(|word| head.contains(word)) {
        return true;
    }
    let turn = transcript.sentences.get(last.sentence).map_or(0, |sentence| sentence.turn);
    let rest = transcript.sentences.get(last.sentence..).unwrap_or_default().iter();
    rest.take_while(|sentence| sentence.turn <= turn + 1)
        .filter(|sentence| transcript.turns.get(sentence.turn).is_some_and(|turn| turn.speaker == announced.speaker))
        .take(6)
        .any(|sentence| lexicon.cues.find(transcript.slice(sentence.span)).any(|(cue, _)| cue.tag == "list-closed"))
}

fn count(announced: &Claim, last: &Label, items: usize, closed: bool) -> Claim {
    let mut quantity = Quantity { span: last.span, numeral: last.span, ..Quantity::default() };
    quantity.value = Decimal::from(items);
    let mut claim = Claim::of(quantity, last.sentence);
    claim.aspect = Aspect::Enumeration;
    claim.measure = announced.measure.clone();
    claim.tags.push(SmolStr::new_static("items"));
    if closed {
        claim.tags.push(SmolStr::new_static("list-closed"));
    }
    claim.links.push((LinkKind::ItemOf, ClaimId(announced.id.0)));
    claim
}
