//! Two lists that "respectively" matches must be of one length.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Story;
use super::coordination::{List, Sort, lists};
use super::items::small_count;
use super::listed::plural;
use crate::claim::{Aspect, Claim, LinkKind};
use crate::lexicon::Listing;
use crate::quantity::{Bound, Dimension, Mention, Quantity};
use crate::span::Span;

/// How many bytes may stand between the two lists.
const APART: usize = 110;
/// How many words may stand between the figures and the word where only a period stands there.
const CLOSE: usize = 12;
/// The most words of an answer that only tells the figures.
const ANSWER: usize = 12;

/// States the lengths of the two lists in every sentence that matches them.
pub(super) fn derive(story: &mut Story<'_>) {
    let text = &story.transcript.text;
    let words = Listing::built_in().words.matching.iter();
    let mut places: Vec<(usize, &str)> = words.flat_map(|word| text.match_indices(word.as_str())).collect();
    places.sort_unstable();
    let sentence_of = |at: usize| story.transcript.sentences.partition_point(|sentence| sentence.span.end <= at);
    places.dedup_by_key(|(at, _)| sentence_of(*at));
    for (at, word) in places {
        let sentence = sentence_of(at);
        if story.sentence(sentence).contains(Span::new(at, at + word.len())) {
            compare(story, sentence, at, word);
        }
    }
}

fn compare(story: &mut Story<'_>, sentence: usize, at: usize, word: &str) {
    // A list across the word is what goes on behind it.
    let mut all = lists(story, sentence);
    all.retain(|list| list.sort != Sort::Names || list.span.end <= at || list.span.start >= at);
    let more = story.text(story.sentence(sentence)).matches(word).count() > 1;
    let before = all.iter().rposition(|list| list.span.start < at && list.sort != Sort::Names);
    let behind = || all.iter().position(|list| list.sort == Sort::Figures);
    let before = before.or_else(|| all.iter().rposition(|list| list.span.start < at && list.sort != Sort::Names));
    let main = before.or_else(behind).or_else(|| all.iter().rposition(|list| list.span.start < at));
    let Some(main) = main else { return };
    let main = all[main].clone();
    // A comma before the first figure: "units one, two and four" may have one more, read as a name.
    for list in all.iter_mut().filter(|list| list.sort == Sort::Figures && list.span != main.span) {
        let start = story.sentence(sentence).start.min(list.span.start);
        let before = story.text(Span::new(start, list.span.start));
        list.high += usize::from(before.trim_end().ends_with(','));
    }
    let others: Vec<&List> =
        all.iter().filter(|list| !list.span.overlaps(main.span) || list.sort != main.sort).collect();
    let meets = |list: &&&List| list.low <= main.high && main.low <= list.high;
    let listed = |claim: &Claim| {
        let mut figures = all.iter().filter(|list| list.sort == Sort::Figures);
        figures.any(|list| list.span.overlaps(claim.span))
    };
    let counted = story
        .in_sentence(sentence)
        .any(|claim| small_count(claim).is_some_and(|count| count == main.low) && !listed(claim));
    let other = match others.iter().find(meets) {
        Some(other) => Some(*other),
        None if counted || more => None,
        None => others.iter().copied().filter(|list| near(list, &main)).min_by_key(|list| distance(list, &main)),
    };
    let sure = word == "respectively";
    let single = sure && others.is_empty() && !counted && !more && main.sort == Sort::Figures;
    let alone =
        || single.then(|| period(story, sentence, &main, at).or_else(|| number(story, sentence, &main))).flatten();
    let here = other.cloned().or_else(alone).map(|other| (other, sentence));
    let asked = || if single { question(story, sentence).map(|list| (list, sentence - 1)) } else { None };
    let Some((other, place)) = here.or_else(asked) else { return };
    if place == sentence {
        announced(story, sentence, &main, &other);
    }
    let first = story.state(members(&other, place, "members"));
    let mut second = members(&main, sentence, "matched");
    second.links.push((LinkKind::Apposed, first));
    story.state(second);
}

/// The one period between two figures and the word, where nothing else in the sentence is told of more than one
/// thing: "cash was 299 and 313 million in 2019, respectively".
fn period(story: &Story<'_>, sentence: usize, main: &List, word: usize) -> Option<List> {
    let whole = story.sentence(sentence);
    let gap = Span::new(main.span.end, word.max(main.span.end));
    let dates = story.notes_of(sentence).filter(|note| matches!(note.mention, Mention::Date(_)));
    let mut inside = dates.map(|note| note.mention.span().shift(whole.start)).filter(|date| gap.contains(*date));
    let (date, next) = (inside.next()?, inside.next());
    let before = story.text(Span::new(whole.start, main.span.start)).to_lowercase();
    let one = !before.contains(" and ") && [" was ", " is ", " of "].iter().any(|verb| before.contains(verb));
    let close = story.text(gap).split_whitespace().count() <= CLOSE && !story.text(gap).contains(" and ");
    (main.sort == Sort::Figures && next.is_none() && one && close).then_some(List {
        span: date,
        sort: Sort::Dates,
        low: 1,
        high: 1,
    })
}

/// The one count of things before the figures: "sales in our three divisions, respectively, were 214 and 96 million".
fn number(story: &Story<'_>, sentence: usize, main: &List) -> Option<List> {
    let counts = |claim: &&Claim| {
        let things = claim.quantity.unit.dimension == Dimension::Count && plural(story, claim);
        things && claim.span.end <= main.span.start && small_count(claim).is_some()
    };
    let other = |claim: &&Claim| !claim.span.overlaps(main.span) && small_count(claim).is_some() && !counts(claim);
    let mut found = story.in_sentence(sentence).filter(counts);
    if story.in_sentence(sentence).any(|claim| other(&claim)) {
        return None;
    }
    let claim = found.next().filter(|_| found.next().is_none())?;
    let count = small_count(claim)?;
    let end = story.sentence(sentence).end;
    let rest = story.text(Span::new(claim.span.end, end));
    let word = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().map_or(0, str::len);
    let span = Span::new(claim.span.start, claim.span.end + (rest.len() - rest.trim_start().len()) + word);
    Some(List { span, sort: Sort::Names, low: count, high: count })
}

/// The names that the question before a short answer lists: "At 90,000 and 35,000 respectively."
fn question(story: &Story<'_>, sentence: usize) -> Option<List> {
    let asked = sentence.checked_sub(1)?;
    let short = story.text(story.sentence(sentence)).split_whitespace().count() <= ANSWER;
    let asks = story.text(story.sentence(asked)).trim_end().ends_with('?');
    let mut names = lists(story, asked);
    names.retain(|list| list.sort == Sort::Names);
    names.pop().filter(|_| short && asks && names.is_empty())
}

fn distance(a: &List, b: &List) -> usize {
    if a.span.end <= b.span.start { b.span.start - a.span.end } else { a.span.start.saturating_sub(b.span.end) }
}

fn near(list: &List, main: &List) -> bool {
    distance(list, main) <= APART
}

/// "in three instalments, on 15 May and 15 November": a count just before two lists that agree.
fn announced(story: &mut Story<'_>, sentence: usize, a: &List, b: &List) {
    let first = if a.span.start < b.span.start { a } else { b };
    if a.low != a.high || a.low != b.low || b.low != b.high {
        return;
    }
    let found = story.in_sentence(sentence).find(|claim| {
        let between = story.text(Span::new(claim.span.end, first.span.start));
        let close = claim.span.end < first.span.start && between.split_whitespace().count() <= 4;
        small_count(claim).is_some() && close && between.contains([',', ':', '—', '–', '('])
    });
    let Some(announced) = found.map(|claim| claim.id) else { return };
    let mut items = members(first, sentence, "items");
    items.tags.push(SmolStr::new_static("list-closed"));
    items.links.push((LinkKind::ItemOf, announced));
    story.state(items);
}

/// The claim of how many members a list has.
pub(super) fn members(list: &List, sentence: usize, tag: &'static str) -> Claim {
    let mut quantity =
        Quantity { span: list.span, numeral: list.span, value: Decimal::from(list.high), ..Quantity::default() };
    if list.low != list.high {
        quantity.bound = Bound::Range;
        quantity.range = Some((Decimal::from(list.low), Decimal::from(list.high)));
    }
    let mut claim = Claim::of(quantity, sentence);
    claim.aspect = Aspect::Enumeration;
    claim.tags.push(SmolStr::new_static(tag));
    claim.measure.text = SmolStr::new_static(match list.sort {
        Sort::Figures => "figures",
        Sort::Dates if list.high == 1 => "date",
        Sort::Dates => "dates",
        Sort::Names => "names",
    });
    claim
}
