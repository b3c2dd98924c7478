//! The number of items that follow an announced count: "three measures. First, ... Second, ..."

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use smol_str::SmolStr;

use super::listed::plural;
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
#[derive(Debug, Clone)]
struct Label {
    sentence: usize,
    span: Span,
    /// The noun behind it, where that is none that any list may have: "the third room".
    noun: Option<SmolStr>,
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
        .filter(|claim| (listable(story, claim) || next_told(story, claim, &labels)) && !in_part(story, claim))
        .filter_map(|claim| Some((claim.id, small_count(claim)?)))
        .collect();
    for (at, (id, count)) in announced.iter().enumerate() {
        let Some(claim) = story.claims.get(*id) else { continue };
        let next = announced.get(at + 1).and_then(|next| story.claims.get(next.0));
        let items = items(story, claim, *count, next, &labels);
        let Some(last) = items.last().filter(|_| items.len() >= 2).cloned() else { continue };
        let closed = last.last || closed(story, &last, claim) || ends(story, &items, &labels);
        let closed = closed && !goes_on(story, &last, items.len() + 1);
        // A list that breaks off says nothing.
        if items.len() < *count && !closed {
            continue;
        }
        let mut items = counted(*id, &last, items.len(), closed);
        items.quantity.unit = claim.quantity.unit.clone();
        story.state(items);
    }
}

/// Whether what is counted is of a kind that one tells by number: points, reasons, steps.
fn listable(story: &Story<'_>, claim: &Claim) -> bool {
    claim.quantity.unit.name == "point" || story.lexicon.words.is(WordKind::Listable, &claim.measure.head)
}

/// Whether the first two of things of any other kind are numbered at once: "six rooms. The first is ..."
fn next_told(story: &Story<'_>, claim: &Claim, labels: &[Label]) -> bool {
    let from = labels.partition_point(|label| label.span.start < claim.span.end);
    let [first, second, ..] = labels.get(from..).unwrap_or_default() else { return false };
    let counted = story.in_sentence(claim.sentence).last().is_some_and(|last| last.id == claim.id);
    let near = first.sentence <= claim.sentence + 2 && first.speaker == claim.speaker && first.number == 1;
    near && counted && second.number == 2 && second.speaker == claim.speaker && plural(story, claim)
}

/// The value of a claim that counts a few things exactly; days count too.
pub(super) fn small_count(claim: &Claim) -> Option<usize> {
    some_count(claim).filter(|_| claim.modality != Modality::Question)
}

/// The same, also where it is asked: "two stations, is that right?".
pub(super) fn some_count(claim: &Claim) -> Option<usize> {
    let quantity = &claim.quantity;
    let unit = quantity.unit.name.as_str();
    let things = match quantity.unit.dimension {
        Dimension::Count => true,
        Dimension::Time => matches!(unit, "day" | "month" | "year"),
        _ => unit == "point",
    };
    let plain = quantity.bound == Bound::Exact && quantity.form == Form::Amount && quantity.unit.per.is_none();
    let said = !matches!(claim.modality, Modality::Corrected | Modality::Denied);
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
    partly || repaired || loosely(story, claim) || claim.quantity.value > Decimal::from(LONGEST)
}

/// Whether a count has no fixed number: "a couple of points" may be three.
pub(super) fn loosely(story: &Story<'_>, claim: &Claim) -> bool {
    story.text(claim.span).contains("couple")
}

/// Every item label of a transcript in text order.
fn labels(story: &Story<'_>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (number, sentence) in story.transcript.sentences.iter().enumerate() {
        let text = story.text(sentence.span);
        let speaker = story.transcript.speaker_of(number);
        if let Some((length, value, last, noun)) = label(story, text) {
            let span = Span::new(sentence.span.start, sentence.span.start + length);
            labels.push(Label { sentence: number, span, noun, number: value, last, speaker });
        }
    }
    let inside = story.notes.iter().filter_map(|note| match note.mention {
        Mention::Ordinal { span, value, label: true } => {
            let span = span.shift(story.sentence(note.sentence).start);
            let speaker = story.transcript.speaker_of(note.sentence);
            Some(Label { sentence: note.sentence, span, noun: None, number: value.to_usize()?, last: false, speaker })
        }
        _ => None,
    });
    let known: Vec<Span> = labels.iter().map(|label| label.span).collect();
    labels.extend(inside.filter(|label| !known.iter().any(|span| span.overlaps(label.span))));
    labels.sort_by_key(|label| label.span.start);
    labels
}

/// The label with which a sentence opens: its bytes, its number, whether it says that it is the last, and its noun.
fn label(story: &Story<'_>, text: &str) -> Option<(usize, usize, bool, Option<SmolStr>)> {
    let listing = Listing::built_in();
    let (mut number, mut last, mut end, mut noun) = (0, false, 0, None);
    for (at, word) in text.split_whitespace().take(8).map(|word| (offset(text, word), word)) {
        let clean = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let stops = word.ends_with([',', ':', '.', '—', '–']) || word.ends_with("--");
        if let Some(value) = listing.labels.get(&clean).filter(|_| number == 0 && !last) {
            number = *value as usize;
        } else if listing.words.last.contains(&clean) {
            last = true;
        } else if number > 0 || last {
            if clean == "and" {
                continue;
            }
            noun = behind(story, text, at, &clean, number > 0 && last)?;
            break;
        } else if !listing.words.openers.contains(&clean) {
            return None;
        }
        end = at + word.len();
        if stops && (number > 0 || last) {
            break;
        }
    }
    // A number word alone is a label only with a mark behind it: "Two, ..." but not "Two people ...".
    let head = text.get(..end)?.to_lowercase();
    let words = || head.split_whitespace();
    let cardinal = number > 0 && !words().any(ordinal) && !words().any(|word| word == "number");
    let marked = head.ends_with([',', ':', '.', '—', '–']);
    ((number > 0 || last) && (!cardinal || marked) && end < text.len()).then_some((end, number, last, noun))
}

/// What may stand right behind a label: nothing that is told of it yet, a noun that numbers things, or the noun of the
/// things themselves, which is given back; none where the number is no label.
fn behind(story: &Story<'_>, text: &str, at: usize, word: &str, closing: bool) -> Option<Option<SmolStr>> {
    let words = &story.lexicon.words;
    let noun = words.canonical(&words.analyze(word).noun);
    let fits = Listing::built_in().words.predicates.contains(word) || words.is(WordKind::Listable, &noun);
    let numbered = text
        .get(..at)
        .is_some_and(|before| moment::words(before).iter().rev().nth(1).is_some_and(|word| word == "number"));
    let told = |word: &String| words.is(WordKind::Listable, &words.canonical(&words.analyze(word).noun));
    let soon = moment::words(text.get(at..).unwrap_or_default()).iter().take(3).any(told);
    if fits || closing || numbered || soon || stops_before(text, at) {
        return Some(None);
    }
    (words.closed(word).is_none()).then_some(Some(noun))
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
        let of_other = label.noun.as_ref().is_some_and(|noun| *noun != announced.measure.head);
        if label.speaker != announced.speaker || of_other {
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
        items.push(Label { last: closes, ..label.clone() });
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
    thanked(story, last, turn)
}

/// Whether the next speaker thanks for what was said, or asks about it.
fn thanked(story: &Story<'_>, last: &Label, turn: usize) -> bool {
    let speaker = |turn: usize| story.transcript.turns.get(turn).and_then(|turn| turn.speaker);
    let own = (turn..story.transcript.turns.len()).take_while(|next| speaker(*next) == last.speaker).last();
    let Some(next) = own.and_then(|own| story.transcript.turns.get(own + 1)) else { return false };
    let Some(first) = story.transcript.sentences.get(next.sentences.clone()).and_then(<[_]>::first) else {
        return false;
    };
    let text = story.text(first.span).to_lowercase();
    let soon = next.sentences.start <= last.sentence + CLOSES;
    soon && (text.starts_with("thank") || text.trim_end().ends_with('?'))
}

/// Whether the next number is said soon behind the last item, wherever it stands: "and then third, ...".
fn goes_on(story: &Story<'_>, last: &Label, next: usize) -> bool {
    let notes = story.notes.iter().skip_while(|note| note.sentence < last.sentence);
    let mut near = notes.take_while(|note| note.sentence <= last.sentence + CLOSES);
    let ordinal = near.any(|note| {
        let number = match note.mention {
            Mention::Ordinal { value, .. } => value.to_usize(),
            _ => None,
        };
        let span = note.mention.span().shift(story.sentence(note.sentence).start);
        number == Some(next) && span.start >= last.span.end
    });
    let from = story.claims.all.partition_point(|claim| claim.span.start < last.span.end);
    let claims = story.claims.all.iter().skip(from).take_while(|claim| claim.sentence <= last.sentence + 1);
    let cardinal = claims.filter(|claim| claim.quantity.value.to_usize() == Some(next)).any(|claim| {
        let start = story.sentence(claim.sentence).start;
        let before = story.text(Span::new(start.min(claim.span.start), claim.span.start));
        before.trim_end().ends_with("and")
            && story.transcript.text.get(claim.span.end..).is_some_and(|rest| rest.starts_with(','))
    });
    ordinal || cardinal
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
