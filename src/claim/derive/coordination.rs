//! Lists inside a sentence: "the Capital, Harbour and North districts", "2.1, 3.4 and 1.8 percent".

use super::Story;
use super::items::small_count;
use super::moment;
use crate::lexicon::{Class, Listing};
use crate::quantity::Mention;
use crate::span::Span;

/// The most words of a member of a list that is neither its first nor its last.
const LONGEST: usize = 5;

/// What the members of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Figures.
    Figures,
    /// Dates and periods.
    Dates,
    /// Words.
    Names,
}

/// A list of a sentence: how many members it has, at least and at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    pub(super) span: Span,
    pub(super) sort: Sort,
    pub(super) low: usize,
    pub(super) high: usize,
}

/// A piece of a sentence between commas and "and".
#[derive(Debug, Clone)]
struct Piece {
    span: Span,
    /// Whether "and" stands before it.
    joined: bool,
    /// Figures in it.
    figures: Vec<Span>,
    /// Dates in it.
    dates: Vec<Span>,
    words: usize,
}

/// Every list of a sentence that "and" closes, in text order.
pub(super) fn lists(story: &Story<'_>, sentence: usize) -> Vec<List> {
    let pieces = pieces(story, sentence);
    let mut lists: Vec<List> = Vec::new();
    for end in 1..pieces.len() {
        if !pieces[end].joined {
            continue;
        }
        for sort in [Sort::Figures, Sort::Dates, Sort::Names] {
            if let Some(list) = ending(story, sentence, &pieces, end, sort) {
                merge(&mut lists, list);
                break;
            }
        }
    }
    lists
}

/// Adds a list; one that begins inside another of its sort makes one list of unsure length with it.
fn merge(lists: &mut Vec<List>, list: List) {
    match lists.last_mut().filter(|last| last.sort == list.sort && last.span.overlaps(list.span)) {
        Some(last) if list.sort == Sort::Names => {
            last.low = last.low.min(list.low).min(2);
            last.high = last.high.max(list.high) + 1;
            last.span = last.span.cover(list.span);
        }
        _ => lists.push(list),
    }
}

/// The list whose last member opens a piece behind "and".
fn ending(story: &Story<'_>, sentence: usize, pieces: &[Piece], end: usize, sort: Sort) -> Option<List> {
    let last = opening(story, &pieces[end], sort)?;
    let mut start = end;
    let mut first = last;
    while let Some(before) = start.checked_sub(1) {
        let piece = &pieces[before];
        let Some(member) = closing(story, piece, sort) else { break };
        start = before;
        first = member;
        let whole = match sort {
            Sort::Names => piece.figures.is_empty() && piece.dates.is_empty() && piece.words <= LONGEST,
            Sort::Figures => member.start <= piece.span.start + 1,
            Sort::Dates => moment::words(story.text(Span::new(piece.span.start, member.start))).len() <= 1,
        };
        if !whole || before == 0 || piece.joined {
            break;
        }
    }
    let mut low = end - start + 1;
    let high = low;
    if sort == Sort::Names {
        // "The two probes, Heron and Tern": what is counted is told behind.
        if low > 2 && !pieces[start + 1].joined && counts(story, sentence, &pieces[start], low - 1) {
            return shorter(pieces, start + 1, end, last);
        }
        let intro = start == 0 && low > 1 && !pieces[1].joined && introduces(story, &pieces[0]);
        match intro {
            true if ends_in_time(story, &pieces[0]) => return shorter(pieces, start + 1, end, last),
            true if hangs(story, &pieces[0], &pieces[end]) => {}
            true => low -= 1,
            false => {}
        }
    }
    (high >= 2).then_some(List { span: first.cover(last), sort, low, high })
}

/// "In Arl, Brend and Coss output stood at ...": all names hang on the preposition, as the subject follows them.
fn hangs(story: &Story<'_>, first: &Piece, last: &Piece) -> bool {
    let opens: Vec<&str> = story.text(first.span).split_whitespace().collect();
    let names = opens.len() >= 2 && opens[1..].iter().all(|word| word.starts_with(char::is_uppercase));
    let mut words = story.text(last.span).split_whitespace();
    let behind = words.find(|word| !word.starts_with(char::is_uppercase) && !matches!(*word, "the" | "of"));
    let noun = behind.is_some_and(|word| {
        let word = word.to_lowercase();
        story.lexicon.words.closed(&word).is_none() && story.lexicon.words.analyze(&word).mostly == Class::Noun
    });
    names && first.dates.is_empty() && noun
}

/// Whether a piece of a sentence counts so many things.
fn counts(story: &Story<'_>, sentence: usize, piece: &Piece, count: usize) -> bool {
    piece.figures.iter().any(|figure| {
        let known = story.in_sentence(sentence).find(|claim| claim.span == *figure);
        known.and_then(small_count) == Some(count)
    })
}

fn shorter(pieces: &[Piece], start: usize, end: usize, last: Span) -> Option<List> {
    let count = end - start + 1;
    let span = pieces[start].span.cover(last);
    (count >= 2).then_some(List { span, sort: Sort::Names, low: count, high: count })
}

/// The member that a piece begins with.
fn opening(story: &Story<'_>, piece: &Piece, sort: Sort) -> Option<Span> {
    let near = |member: &&Span| moment::words(story.text(Span::new(piece.span.start, member.start))).len() <= 1;
    match sort {
        Sort::Figures => piece.figures.first().filter(near).copied(),
        Sort::Dates => piece.dates.first().filter(near).copied(),
        Sort::Names => {
            let begins = |member: &Span| member.start <= piece.span.start + 1;
            let other = piece.figures.first().is_some_and(begins) || piece.dates.first().is_some_and(begins);
            (!other && piece.words > 0).then(|| name(story, piece.span))
        }
    }
}

/// The first words of a piece, up to two.
fn name(story: &Story<'_>, piece: Span) -> Span {
    let text = story.text(piece);
    let end = text.match_indices(' ').nth(1).map_or(text.len(), |(at, _)| at);
    Span::new(piece.start, piece.start + end)
}

/// The member that a piece ends with.
fn closing(story: &Story<'_>, piece: &Piece, sort: Sort) -> Option<Span> {
    let near = |member: &&Span| moment::words(story.text(Span::new(member.end, piece.span.end))).len() <= 2;
    match sort {
        Sort::Figures => piece.figures.last().filter(near).copied(),
        Sort::Dates => piece.dates.last().filter(near).copied(),
        Sort::Names => {
            let ends = |member: &Span| member.end + 1 >= piece.span.end;
            let other = piece.figures.last().is_some_and(ends) || piece.dates.last().is_some_and(ends);
            let words = story.text(piece.span);
            let start = words.rmatch_indices(' ').nth(1).map_or(0, |(at, _)| at + 1);
            (!other && piece.words > 0).then(|| Span::new(piece.span.start + start, piece.span.end))
        }
    }
}

fn introduces(story: &Story<'_>, piece: &Piece) -> bool {
    let words = moment::words(story.text(piece.span));
    words.first().is_some_and(|word| Listing::built_in().words.leading.contains(word) || word.ends_with("ly"))
}

fn ends_in_time(story: &Story<'_>, piece: &Piece) -> bool {
    let words = moment::words(story.text(piece.span));
    let listing = &Listing::built_in().words;
    !piece.dates.is_empty()
        || words.len() == 1
        || words.last().is_some_and(|word| listing.times.contains(word) || word.ends_with("ly"))
}

/// Cuts a sentence at commas, semicolons and "and"; figures and dates stay whole.
fn pieces(story: &Story<'_>, sentence: usize) -> Vec<Piece> {
    let whole = story.sentence(sentence);
    let mut figures: Vec<Span> = story.in_sentence(sentence).map(|claim| claim.span).collect();
    figures.extend(story.notes_of(sentence).filter_map(|note| numbered(story, note, whole)));
    let ordinals = story.notes_of(sentence).filter(|note| matches!(note.mention, Mention::Ordinal { .. }));
    figures.extend(ordinals.map(|note| note.mention.span().shift(whole.start)));
    figures.sort_by_key(|span| span.start);
    let notes = story.notes_of(sentence);
    let dates: Vec<Span> = notes
        .filter(|note| matches!(note.mention, Mention::Date(_)))
        .map(|note| note.mention.span().shift(whole.start))
        .collect();
    let text = story.text(whole);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut joined = false;
    for (from, to, and) in cuts(text) {
        let at = whole.start + from;
        let inside = figures.iter().chain(&dates).any(|span| span.start < at && at < span.end);
        if inside {
            continue;
        }
        put(story, Span::new(whole.start + start, at), joined, &figures, &dates, &mut pieces);
        joined = and;
        start = to;
    }
    put(story, Span::new(whole.start + start, whole.end), joined, &figures, &dates, &mut pieces);
    pieces
}

/// The number of the first of several things: "one" in "units one, two and four".
fn numbered(story: &Story<'_>, note: &super::Note, whole: Span) -> Option<Span> {
    let span = note.mention.span().shift(whole.start);
    let (head, number) = story.text(span).rsplit_once(' ').filter(|_| matches!(note.mention, Mention::Name(_)))?;
    let counts = Listing::built_in().labels.contains_key(number) || number.bytes().all(|byte| byte.is_ascii_digit());
    (head.ends_with('s') && counts).then(|| Span::new(span.end - number.len(), span.end))
}

fn put(story: &Story<'_>, span: Span, joined: bool, figures: &[Span], dates: &[Span], pieces: &mut Vec<Piece>) {
    let text = story.text(span);
    let start = span.start + (text.len() - text.trim_start().len());
    let span = Span::new(start, start + text.trim().trim_end_matches(['.', '!', '?']).len());
    let words = moment::words(story.text(span)).len();
    if words == 0 {
        return;
    }
    let inside = |spans: &[Span]| spans.iter().copied().filter(|member| span.overlaps(*member)).collect::<Vec<_>>();
    pieces.push(Piece { span, joined, figures: inside(figures), dates: inside(dates), words });
}

/// The places where a sentence may be cut: from, to, and whether "and" stands there.
fn cuts(text: &str) -> Vec<(usize, usize, bool)> {
    let mut cuts = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = text.get(at..).unwrap_or("");
        let spaced = at == 0 || bytes[at - 1].is_ascii_whitespace();
        let and = ["and ", "And ", "& "].iter().find(|word| spaced && rest.starts_with(**word));
        // "Borel and Quill & Sons": the sign stands in a name.
        let in_name = |word: &str| word == "& " && cuts.last().is_some_and(|cut: &(usize, usize, bool)| cut.2);
        let and = and.filter(|word| !in_name(word));
        if let Some(word) = and {
            cuts.push((at, at + word.len(), true));
            at += word.len();
        } else if matches!(bytes[at], b',' | b';') && bytes.get(at + 1).is_none_or(|next| !next.is_ascii_digit()) {
            cuts.push((at, at + 1, false));
            at += 1;
        } else {
            at += 1;
        }
    }
    cuts
}
