//! Lists told sentence by sentence or without one form, of which the text says that they are the whole: "Here are the four
//! signs. A fever. A rash. A stiff neck. Those and only those."

use std::collections::HashSet;

use super::Story;
use super::items::some_count;
use super::listed::{enumerated, plural, split, state};
use crate::claim::{Claim, ClaimId, LinkKind};
use crate::lexicon::Listing;
use crate::span::Span;

/// The most sentences of such a list.
const MOST: usize = 12;
/// The most words of an item.
const LONGEST: usize = 16;
/// The most words of a sentence that closes a list.
const BRIEF: usize = 12;

/// States how many items stand between an announced count and the sentence that closes its list.
pub(super) fn derive(story: &mut Story<'_>) {
    let items = |claim: &Claim| claim.links.iter().find(|link| link.0 == LinkKind::ItemOf).map(|link| link.1);
    let known: HashSet<ClaimId> = story.derived.iter().filter_map(items).collect();
    for sentence in 0..story.transcript.sentences.len() {
        let Some(announced) = announced(story, sentence).filter(|id| !known.contains(id)) else { continue };
        if let Some((place, span, items)) = inside(story, sentence).or_else(|| behind(story, sentence)) {
            state(story, announced, place, span, items, items);
        }
    }
}

/// The one count of a sentence that may announce a list, and of which nothing is counted yet.
fn announced(story: &Story<'_>, sentence: usize) -> Option<ClaimId> {
    let counts: Vec<&Claim> =
        story.in_sentence(sentence).filter(|claim| plural(story, claim) && some_count(claim).is_some()).collect();
    let first = *counts.first()?;
    let whole = story.sentence(sentence);
    let before = story.text(Span::new(whole.start, first.span.start.max(whole.start))).to_lowercase();
    let partly = ["these ", "those ", "other ", "of the ", "first ", "last ", "next ", "more than ", "all "]
        .iter()
        .any(|word| before.ends_with(word));
    (!partly).then_some(first.id)
}

/// A list in the sentence of its count, closed by the next: "five conditions: a farm, no debts and a permit. There are no
/// others."
fn inside(story: &Story<'_>, sentence: usize) -> Option<(usize, Span, usize)> {
    let next = sentence + 1;
    if !own(story, sentence, next) || !closes(story, next) {
        return None;
    }
    let whole = story.sentence(sentence);
    let text = story.text(whole);
    let opened = text.find(": ").map(|at| at + 2);
    let from = || text.find(", from ").map(|at| at + ", from ".len());
    let start = opened.or_else(from)?;
    let list = text.get(start..)?.trim_end().trim_end_matches(['.', '!']);
    let mut items = enumerated(split(list, if list.contains(';') { ';' } else { ',' }), true).or_else(|| two(list))?;
    let last = items.last()?.trim_start_matches("and ");
    let inner = usize::from(!items.last()?.starts_with("and ") && last.contains(" and "));
    items.retain(|item| !item.is_empty());
    let count = items.len() + inner;
    let span = Span::new(whole.start + start, whole.start + start + list.len());
    (count >= 2).then_some((sentence, span, count))
}

/// "A and B": the two as one piece, which is counted as two.
fn two(list: &str) -> Option<Vec<&str>> {
    (list.matches(" and ").count() == 1).then(|| vec![list])
}

/// A list told in the sentences behind its count.
fn behind(story: &Story<'_>, sentence: usize) -> Option<(usize, Span, usize)> {
    let mut rows: Vec<(usize, String)> = Vec::new();
    let mut closed = false;
    for at in sentence + 1..(sentence + 2 + MOST).min(story.transcript.sentences.len()) {
        if !own(story, sentence, at) {
            break;
        }
        if closes(story, at) {
            closed = true;
            break;
        }
        let text = story.text(story.sentence(at)).trim().to_lowercase();
        let last = text.contains("last of ") || text.starts_with("and last") || text.starts_with("and finally");
        rows.push((at, text));
        if last {
            closed = true;
            break;
        }
    }
    let (at, _) = rows.last().filter(|_| closed)?;
    let place = *at;
    let pieces: Vec<String> = rows.iter().flat_map(|(_, text)| parts(text)).collect();
    let items = alike(&pieces)?;
    let span = story.sentence(place);
    Some((place, Span::new(span.start, span.start + span.len().min(12)), items))
}

/// The items of a sentence: "one's a harbour, one's a portrait and the other is a still life" has three.
fn parts(text: &str) -> Vec<String> {
    let ones = |piece: &str| {
        let piece = piece.trim_start_matches("and ");
        ["one ", "one's ", "another ", "the other ", "the last ", "the third "]
            .iter()
            .any(|word| piece.starts_with(word))
    };
    let pieces: Vec<&str> = text
        .split(", ")
        .flat_map(|piece| {
            piece.split(" and the other").enumerate().map(|(at, rest)| if at == 0 { rest } else { "the other " })
        })
        .collect();
    if ones(text) && pieces.iter().filter(|piece| ones(piece)).count() >= 2 {
        return pieces.into_iter().filter(|piece| ones(piece)).map(|_| "one".to_owned()).collect();
    }
    vec![text.to_owned()]
}

/// How many items the sentences are, where each is short and all open alike.
fn alike(rows: &[String]) -> Option<usize> {
    let opening = |row: &str| {
        let row = row.trim_start_matches("and").trim_start_matches([',', ' ']);
        let numbered =
            row.starts_with('(') && row.get(1..2).is_some_and(|digit| digit.starts_with(|c: char| c.is_ascii_digit()));
        if numbered { "(".to_owned() } else { row.split_whitespace().next().unwrap_or("").to_owned() }
    };
    let first = opening(rows.first()?);
    let short = rows.iter().all(|row| row.split_whitespace().count() <= LONGEST);
    let held = |row: &String| {
        opening(row) == first || row.starts_with("and") && row.split_whitespace().any(|word| word == first)
    };
    (rows.len() >= 2 && short && rows.iter().all(held)).then_some(rows.len())
}

/// Whether a sentence belongs to the speech of another before it.
fn own(story: &Story<'_>, first: usize, at: usize) -> bool {
    let transcript = story.transcript;
    let known = transcript.sentences.get(first).zip(transcript.sentences.get(at));
    known.is_some_and(|(a, b)| b.turn <= a.turn + MOST && transcript.speaker_of(first) == transcript.speaker_of(at))
}

/// Whether a sentence says that a list was told in full: "That's the list, complete." "Nobody else was missing."
fn closes(story: &Story<'_>, sentence: usize) -> bool {
    if sentence >= story.transcript.sentences.len() {
        return false;
    }
    let text = story.text(story.sentence(sentence)).to_lowercase();
    let brief = text.split_whitespace().count() <= BRIEF && !text.trim_end().ends_with('?');
    brief && Listing::built_in().words.closing.iter().any(|phrase| text.contains(phrase.as_str()))
}
