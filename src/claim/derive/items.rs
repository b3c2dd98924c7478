//! The number of items that follow an announced count: "three measures. First, ... Second, ..."

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use smol_str::SmolStr;

use super::{Story, moment};
use crate::claim::{Aspect, Claim, ClaimId, LinkKind, Modality};
use crate::lexicon::{Listing, WordKind};
use crate::quantity::{Bound, Dimension, Form, Mention, Quantity};
use crate::span::Span;
use crate::transcript::SpeakerId;

/// How many sentences after its announcement a list may begin.
const BEGINS: usize = 4;
/// How many sentences an item may have.
const APART: usize = 30;
/// How many sentences behind the last item's first may close the list.
const CLOSES: usize = 6;
/// The longest list that is announced by number and then read out.
const LONGEST: usize = 12;
/// The most sentences of somebody who breaks in.
const INTERRUPTION: usize = 3;

/// An item's label: "Third,", "The second part", "Two,", "And the last one".
#[derive(Debug, Clone, Copy)]
struct Label {
    sentence: usize,
    span: Span,
    /// Its number; 0 for "last" alone.
    number: usize,
    /// Whether "last" or "final" stands in it.
    last: bool,
    speaker: Option<SpeakerId>,
}

/// States, for every announced count behind which numbered items stand, how many there are.
pub(super) fn derive(story: &mut Story<'_>) {
    let labels = labels(story);
    if labels.is_empty() {
        return;
    }
    let announced: Vec<(ClaimId, usize)> = story
        .claims
        .stated()
        .filter(|claim| story.lexicon.words.is(WordKind::Listable, &claim.measure.head) && !in_part(story, claim))
        .filter_map(|claim| Some((claim.id, small_count(claim)?)))
        .collect();
    for (at, (id, count)) in announced.iter().enumerate() {
        let Some(claim) = story.claims.get(*id) else { continue };
        let next = announced.get(at + 1).and_then(|next| story.claims.get(next.0));
        let items = items(story, claim, *count, next, &labels);
        let Some(last) = items.last().filter(|_| items.len() >= 2).copied() else { continue };
        let closed = last.last || closed(story, &last, claim) || ends(story, &items, &labels);
        // A list that breaks off says nothing.
        if items.len() < *count && !closed {
            continue;
        }
        let claim = counted(*id, &last, items.len(), closed);
        story.state(claim);
    }
}

/// The value of a claim that counts a few things exactly; days count too.
pub(super) fn small_count(claim: &Claim) -> Option<usize> {
    let quantity = &claim.quantity;
    let things = quantity.unit.dimension == Dimension::Count
        || quantity.unit.dimension == Dimension::Time
            && matches!(quantity.unit.name.as_str(), "day" | "month" | "year");
    let plain = quantity.bound == Bound::Exact && quantity.form == Form::Amount && quantity.unit.per.is_none();
    let said = !matches!(claim.modality, Modality::Question | Modality::Corrected | Modality::Denied);
    let count = quantity.value.to_usize().filter(|_| quantity.value.is_integer());
    count.filter(|count| things && plain && said && (2..=30).contains(count))
}

/// Whether only some of the things are announced: "the first three points", "two of the four reasons".
fn in_part(story: &Story<'_>, claim: &Claim) -> bool {
    let sentence = story.sentence(claim.sentence);
    let before = moment::words(story.text(Span::new(sentence.start, claim.span.start.max(sentence.start))));
    let last = before.last().map_or("", String::as_str);
    let partly = matches!(
        last,
        "first" | "last" | "next" | "other" | "another" | "these" | "those" | "all" | "more" | "or" | "or,"
    );
    let after = story.text(Span::new(claim.span.end, sentence.end)).trim_start().to_lowercase();
    let repaired = after.starts_with(['—', '–']) || after.starts_with("--") || after.starts_with("or ");
    partly || repaired || claim.quantity.value > Decimal::from(LONGEST)
}

/// Every item label of a transcript in text order.
fn labels(story: &Story<'_>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (number, sentence) in story.transcript.sentences.iter().enumerate() {
        let text = story.text(sentence.span);
        let speaker = story.transcript.speaker_of(number);
        if let Some((length, value, last)) = label(story, text) {
            let span = Span::new(sentence.span.start, sentence.span.start + length);
            labels.push(Label { sentence: number, span, number: value, last, speaker });
        }
    }
    let inside = story.notes.iter().filter_map(|note| match note.mention {
        Mention::Ordinal { span, value, label: true } => {
            let span = span.shift(story.sentence(note.sentence).start);
            let speaker = story.transcript.speaker_of(note.sentence);
            Some(Label { sentence: note.sentence, span, number: value.to_usize()?, last: false, speaker })
        }
        _ => None,
    });
    let known: Vec<Span> = labels.iter().map(|label| label.span).collect();
    labels.extend(inside.filter(|label| !known.iter().any(|span| span.overlaps(label.span))));
    labels.sort_by_key(|label| label.span.start);
    labels
}

/// The label with which a sentence opens: its bytes, its number, whether it says that it is the last.
fn label(story: &Story<'_>, text: &str) -> Option<(usize, usize, bool)> {
    let listing = Listing::built_in();
    let mut number = 0;
    let mut last = false;
    let mut end = 0;
    for (at, word) in text.split_whitespace().take(7).map(|word| (offset(text, word), word)) {
        let clean = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let stops = word.ends_with([',', ':', '.', '—', '–']) || word.ends_with("--");
        if let Some(value) = listing.labels.get(&clean).filter(|_| number == 0 && !last) {
            number = *value as usize;
        } else if listing.words.last.contains(&clean) {
            last = true;
        } else if number > 0 || last {
            let noun = story.lexicon.words.analyze(&clean).noun;
            let fits = listing.words.predicates.contains(&clean)
                || story.lexicon.words.is(WordKind::Listable, &story.lexicon.words.canonical(&noun));
            if !fits && !stops_before(text, at) {
                return None;
            }
            if clean != "and" {
                break;
            }
            continue;
        } else if !listing.words.openers.contains(&clean) {
            return None;
        }
        end = at + word.len();
        if stops && (number > 0 || last) {
            break;
        }
    }
    // A number word alone is a label only with a mark behind it: "Two, ..." but not "Two people ...".
    let cardinal = number > 0 && !text.get(..end)?.to_lowercase().split_whitespace().any(ordinal);
    let marked = text.get(..end)?.ends_with([',', ':', '.', '—', '–']);
    ((number > 0 || last) && (!cardinal || marked) && end < text.len()).then_some((end, number, last))
}

fn offset(text: &str, word: &str) -> usize {
    word.as_ptr() as usize - text.as_ptr() as usize
}

fn stops_before(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end().ends_with([',', ':', '.', '—', '–']))
}

/// Whether a word of a label is an ordinal.
fn ordinal(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    word.starts_with("first")
        || word.starts_with("second")
        || word.starts_with("third")
        || word.ends_with("th")
        || word.ends_with("thly")
        || word.ends_with("st") && word.starts_with('1')
        || word.ends_with("nd") && word.starts_with('2')
        || word.ends_with("rd")
}

/// The labels 1, 2, 3 ... that follow an announcement, until the row breaks or starts anew.
fn items(story: &Story<'_>, announced: &Claim, count: usize, next: Option<&Claim>, labels: &[Label]) -> Vec<Label> {
    let mut items: Vec<Label> = Vec::new();
    let from = labels.partition_point(|label| label.span.start < announced.span.end);
    // An outer row goes on behind an inner one: its next number is none of the inner row's.
    let outer = labels.get(..from).unwrap_or_default().iter().rev().take(6).any(|label| {
        label.speaker == announced.speaker && label.number == count && announced.sentence - label.sentence < APART
    });
    for label in labels.get(from..).unwrap_or_default() {
        let reach = items.last().map_or(announced.sentence + BEGINS, |last| last.sentence + APART);
        let other = next.is_some_and(|next| next.span.start < label.span.start && items.is_empty());
        if label.sentence > reach || other || !same_speech(story, announced, label) {
            break;
        }
        if label.speaker != announced.speaker {
            continue;
        }
        let expected = items.len() + 1;
        let number = if label.number == 0 && items.len() < count && expected > 1 { expected } else { label.number };
        if number == 0 {
            continue;
        }
        if number != expected || expected > count && outer {
            break;
        }
        // "Finally" may come before items were numbered to the end: it closes only what is complete.
        let closes = label.last && (label.number > 0 || expected >= count);
        items.push(Label { last: closes, ..*label });
        if label.last {
            break;
        }
    }
    items
}

/// Whether nobody but short interruptions stand between an announcement and a label.
fn same_speech(story: &Story<'_>, announced: &Claim, label: &Label) -> bool {
    let transcript = story.transcript;
    let turn = |sentence: usize| transcript.sentences.get(sentence).map_or(0, |sentence| sentence.turn);
    let between = transcript.turns.get(turn(announced.sentence)..turn(label.sentence)).unwrap_or_default();
    between.iter().filter(|turn| turn.speaker != announced.speaker).all(|turn| turn.sentences.len() <= INTERRUPTION)
}

/// Whether the text says soon behind the last item that the list is over, and no other item follows.
fn closed(story: &Story<'_>, last: &Label, announced: &Claim) -> bool {
    let transcript = story.transcript;
    let turn = transcript.sentences.get(last.sentence).map_or(0, |sentence| sentence.turn);
    let rest = transcript.sentences.iter().enumerate().skip(last.sentence);
    let own = rest
        .take_while(|(_, sentence)| sentence.turn <= turn + 2)
        .filter(|(at, _)| transcript.speaker_of(*at) == announced.speaker)
        .take(CLOSES);
    for (at, sentence) in own {
        let text = story.text(sentence.span);
        let lower = text.to_lowercase();
        let lower = lower.strip_prefix("and ").unwrap_or(&lower);
        if at > last.sentence && Listing::built_in().words.further.iter().any(|word| lower.starts_with(word.as_str())) {
            return false;
        }
        if story.lexicon.cues.find(text).any(|(cue, _)| cue.tag == "list-closed") {
            return true;
        }
    }
    false
}

/// Whether the last of three items or more opens with "and" and no label of its speaker follows: "And the third is".
fn ends(story: &Story<'_>, items: &[Label], labels: &[Label]) -> bool {
    let Some(last) = items.last().filter(|_| items.len() >= 3) else { return false };
    let further = labels.iter().any(|label| label.span.start > last.span.start && label.speaker == last.speaker);
    let sentence = story.text(story.sentence(last.sentence)).trim_start();
    !further && sentence.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("and "))
}

/// The claim of how many items there are.
fn counted(announced: ClaimId, last: &Label, items: usize, closed: bool) -> Claim {
    let mut quantity = Quantity { span: last.span, numeral: last.span, ..Quantity::default() };
    quantity.value = Decimal::from(items);
    let mut claim = Claim::of(quantity, last.sentence);
    claim.aspect = Aspect::Enumeration;
    claim.tags.push(SmolStr::new_static("items"));
    if closed {
        claim.tags.push(SmolStr::new_static("list-closed"));
    }
    claim.links.push((LinkKind::ItemOf, announced));
    claim
}
