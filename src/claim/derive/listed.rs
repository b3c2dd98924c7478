//! Lists told in one sentence or as bullets behind an announced count: "five towns: A, B, C, D and E".

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Story;
use super::bullets;
use super::items::{loosely, small_count, some_count};
use super::moment;
use crate::claim::{Aspect, Claim, ClaimId, LinkKind};
use crate::lexicon::Listing;
use crate::quantity::{Bound, Quantity};
use crate::span::Span;

/// The most words of an item between commas.
const LONGEST: usize = 7;
/// The most words of an item where some have an article and some none.
const SHORT: usize = 4;
/// The most words of an answer's opening: "That's right."
const ASSENT: usize = 3;
/// The fewest items that make a list without "and".
const BARE: usize = 3;
/// How many sentences behind an announced count "one ... the other" may begin.
const NEAR: usize = 2;

/// What stands between an announcement and its list, and where the list ends.
struct Opening {
    /// Where the announcement ends.
    head: usize,
    /// The list's bytes.
    list: Span,
    /// Whether the text says that a list follows, so that it may do without "and".
    told: bool,
}

/// States how many items stand in every list that an announced count opens.
pub(super) fn derive(story: &mut Story<'_>) {
    for sentence in 0..story.transcript.sentences.len() {
        if story.in_sentence(sentence).any(|claim| some_count(claim).is_some()) {
            in_sentence(story, sentence);
            ahead(story, sentence);
            pair(story, sentence);
        }
    }
    bullets::derive(story);
}

fn in_sentence(story: &mut Story<'_>, sentence: usize) {
    let found = openings(story, sentence).into_iter().find_map(|opening| {
        let (low, high, span) = count(story, opening.list, opening.told)?;
        Some((announcer(story, sentence, &opening, low, high)?, low, high, span))
    });
    let Some((announced, low, high, span)) = found else { return };
    let place = story.transcript.sentences.partition_point(|known| known.span.end <= span.start);
    state(story, announced, place, span, low, high);
}

/// "Norland, Sarovia and Marle, the three countries in the pact, ...": names that open a sentence, and their count.
fn ahead(story: &mut Story<'_>, sentence: usize) {
    let whole = story.sentence(sentence);
    let Some(claim) = story.in_sentence(sentence).next().filter(|claim| plural(story, claim)) else { return };
    let before = story.text(Span::new(whole.start, claim.span.start.max(whole.start)));
    let Some(names) = [", the ", ", our ", ", all ", ", these "].iter().find_map(|mark| before.strip_suffix(mark))
    else {
        return;
    };
    let capital = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "and" | "the" | "of" | "de");
    let named = names.split_whitespace().all(capital) && !names.contains(": ");
    let list = Span::new(whole.start, whole.start + names.len());
    let Some((low, high, span)) = count(story, list, false).filter(|found| named && found.2.end == list.end) else {
        return;
    };
    let id = claim.id;
    state(story, id, sentence, span, low, high);
}

/// The places of a sentence, and the start of the next, that may open a list.
fn openings(story: &Story<'_>, sentence: usize) -> Vec<Opening> {
    let whole = story.sentence(sentence);
    let text = story.text(whole);
    let listing = &Listing::built_in().words;
    let mut openings = Vec::new();
    for (at, _) in text.match_indices(": ") {
        openings.push(Opening { head: whole.start + at, list: Span::new(whole.start + at + 2, whole.end), told: true });
    }
    for phrase in &listing.full {
        if let Some(at) = text.find(&format!(", {phrase} ")).or_else(|| text.find(&format!(" {phrase} "))) {
            let start = whole.start + at + text[at..].find(phrase.as_str()).unwrap_or(0) + phrase.len();
            openings.push(Opening { head: whole.start + at, list: Span::new(start, whole.end), told: true });
        }
    }
    openings.extend(enclosed(whole, text));
    openings.extend(next(story, sentence));
    openings.extend(names(story, sentence));
    openings
}

/// "It stops at two stations." "Mill Road and Quayside.": the sentence behind, where it is nothing but names; also
/// the answer to a question, with a short word of assent before it.
fn names(story: &Story<'_>, sentence: usize) -> Option<Opening> {
    let transcript = story.transcript;
    let this = transcript.sentences.get(sentence)?;
    let asked = story.text(this.span).trim_end().ends_with('?');
    let own = |at: &usize| asked || transcript.speaker_of(*at) == transcript.speaker_of(sentence);
    let assent = |at: &usize| asked && moment::words(story.text(story.sentence(*at))).len() <= ASSENT;
    let at = (sentence + 1..transcript.sentences.len()).take(2).find(|at| !assent(at)).filter(own)?;
    let near = transcript.sentences.get(at)?.turn <= this.turn + 1;
    let list = story.sentence(at);
    let text = story.text(list).trim_end().trim_end_matches(['.', '!']);
    let mut items = enumerated(split(text, ','), false)?;
    let last = items.pop()?;
    let (head, tail) = last.split_once("and ").unwrap_or((last, last));
    items.extend([head, tail]);
    let named = |item: &str| {
        let name = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "the" | "of" | "de" | "and");
        !item.contains(|c: char| c.is_ascii_digit()) && item.split_whitespace().all(name)
    };
    (near && items.iter().all(|item| named(item))).then_some(Opening { head: this.span.end, list, told: false })
}

/// "four states (A, B and C)", "three countries — A, B and C — have".
fn enclosed(whole: Span, text: &str) -> Option<Opening> {
    let pairs = [("(", ")"), (" — ", " — "), (" – ", " – "), ("—", "—"), (" -- ", " -- "), (" - ", " - ")];
    pairs.iter().find_map(|(open, close)| {
        let at = text.find(open)?;
        let start = at + open.len();
        let rest = text.get(start..)?;
        let end = start + rest.find(close).or_else(|| (*close != ")").then_some(rest.len()))?;
        // Inside dashes and brackets only names are surely told one by one.
        rest.starts_with(char::is_uppercase).then_some(())?;
        Some(Opening { head: whole.start + at, list: Span::new(whole.start + start, whole.start + end), told: false })
    })
}

/// "... in six towns. They are A, B and C."
fn next(story: &Story<'_>, sentence: usize) -> Option<Opening> {
    let (this, next) = (story.transcript.sentences.get(sentence)?, story.transcript.sentences.get(sentence + 1)?);
    let speaker = |at: usize| story.transcript.speaker_of(at);
    if this.turn + 1 < next.turn || speaker(sentence) != speaker(sentence + 1) {
        return None;
    }
    let text = story.text(next.span);
    let lower = text.to_lowercase();
    let phrase = Listing::built_in()
        .words
        .these
        .iter()
        .find(|phrase| lower.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.starts_with([' ', ':', ','])))?;
    let skipped = text.get(phrase.len()..)?;
    let start = next.span.start + phrase.len() + (skipped.len() - skipped.trim_start_matches([' ', ':', ',']).len());
    Some(Opening { head: this.span.end, list: Span::new(start, next.span.end), told: true })
}

/// The announced count before a list: the one that agrees, else the only one.
fn announcer(story: &Story<'_>, sentence: usize, opening: &Opening, low: usize, high: usize) -> Option<ClaimId> {
    let before: Vec<&Claim> =
        story.in_sentence(sentence).filter(|claim| claim.span.end <= opening.head && plural(story, claim)).collect();
    let agrees = before.iter().find(|claim| some_count(claim).is_some_and(|count| (low..=high).contains(&count)));
    let counts = story.in_sentence(sentence).filter(|claim| claim.span.end <= opening.head).count();
    match (agrees, &before[..]) {
        (Some(claim), _) => Some(claim.id),
        (None, [only]) if counts == 1 => {
            let announced = some_count(only)?;
            // Pairs such as "Dayton, Ohio" make twice as many pieces as things.
            let named = story.text(opening.list).trim_start().starts_with(char::is_uppercase);
            let doubled = named && high + 1 >= 2 * announced && announced > 1 && high > announced + 1;
            (!doubled).then_some(only.id)
        }
        _ => None,
    }
}

/// Whether things are counted: a plural follows the number.
pub(super) fn plural(story: &Story<'_>, claim: &Claim) -> bool {
    let end = story.sentence(claim.sentence).end;
    let rest = story.text(Span::new(claim.quantity.numeral.end.min(end), end));
    // "8. Openings" is the number of an item.
    let numbered = rest.starts_with(['.', ')', '\t']);
    let after = moment::words(rest);
    let listing = &Listing::built_in().words;
    some_count(claim).is_some()
        && !loosely(story, claim)
        && !numbered
        && after.iter().take(4).any(|word| {
            word.ends_with('s') && !word.ends_with("'s") && word.len() > 3 || listing.plurals.contains(word)
        })
}

/// The number of items of a list, at least and at most, where its form is clear.
fn count(story: &Story<'_>, list: Span, told: bool) -> Option<(usize, usize, Span)> {
    let text = story.text(list).trim_end().trim_end_matches(['.', '!']);
    if in_part(text) || text.contains('?') || text.contains(". ") {
        return None;
    }
    let mark = if text.contains(';') { ';' } else { ',' };
    let mut items: Vec<&str> = split(text, mark);
    if mark == ',' {
        items = enumerated(items, told)?;
    }
    let unsure = items.iter().rev().skip(1).filter(|item| item.contains(" and ")).count();
    let closing = *items.last()?;
    let inner = usize::from(!closing.starts_with("and ") && closing.contains(" and "));
    let (low, high) = match (mark, unsure) {
        (';', _) => (items.len(), items.len()),
        (_, 0) => (items.len() + inner, items.len() + inner),
        _ => (items.len(), items.len() + inner + unsure),
    };
    let parted = items.iter().any(|item| counts(story, list, text, item));
    let end = closing.as_ptr() as usize + closing.len() - text.as_ptr() as usize;
    if let Some((head, tail)) = closing.rsplit_once(" and ").filter(|_| inner == 1) {
        items.pop();
        items.extend([head, tail]);
    }
    let few = told && items.iter().all(|item| item.split_whitespace().count() <= SHORT);
    let clear = !parted && (mark == ';' || uniform(&items, few));
    (high >= 2 && clear).then_some((low, high, Span::new(list.start, list.start + end)))
}

/// Whether a list says of itself that it is not the whole.
fn in_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    Listing::built_in().words.partial.iter().any(|phrase| {
        lower.match_indices(phrase.as_str()).any(|(at, _)| {
            let before = at == 0 || !lower.as_bytes()[at - 1].is_ascii_alphanumeric();
            let after = lower.as_bytes().get(at + phrase.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
            before && after
        })
    })
}

/// The items of a list between commas: to the one behind "and", or, where a list was told to follow, to the end.
pub(super) fn enumerated(mut items: Vec<&str>, told: bool) -> Option<Vec<&str>> {
    // A relative clause or the sentence going on is no item.
    let end = items.iter().skip(1).position(|item| goes_on(item)).map_or(items.len(), |at| at + 1);
    let whole = end == items.len();
    items.truncate(end);
    let closes = |item: &&str| item.starts_with("and ") || item.starts_with("& ");
    let closing = items.iter().position(closes).or_else(|| items.iter().rposition(|item| item.contains(" and ")));
    match closing {
        Some(last) => items.truncate(last + 1),
        None if told && whole && items.len() >= BARE => {}
        None => return None,
    }
    Some(items)
}

/// Whether a piece between commas is no item but the sentence going on: "who is nineteen", "and that he wants".
fn goes_on(item: &str) -> bool {
    let item = item.strip_prefix("and ").or_else(|| item.strip_prefix("but ")).unwrap_or(item);
    let word = item.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    Listing::built_in().words.loose.contains(word)
}

/// Whether an item opens with a figure of its own: "12 men and 8 women" are parts of a sum, not items.
fn counts(story: &Story<'_>, list: Span, text: &str, item: &str) -> bool {
    let item = item.strip_prefix("and ").unwrap_or(item);
    let start = list.start + (item.as_ptr() as usize - text.as_ptr() as usize);
    let claims = story.claims.all.partition_point(|claim| claim.span.start < start);
    let opens = story.claims.all.get(claims).is_some_and(|claim| claim.span.start == start);
    opens && moment::words(item).iter().any(|word| word != "and" && word.starts_with(char::is_alphabetic))
}

/// The pieces between commas; a comma inside a number parts nothing.
pub(super) fn split(text: &str, mark: char) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    for (at, found) in text.match_indices(mark) {
        let digit = text.as_bytes().get(at + found.len()).is_some_and(u8::is_ascii_digit);
        if !(digit && mark == ',') {
            items.push(text.get(start..at).unwrap_or_default().trim());
            start = at + found.len();
        }
    }
    items.push(text.get(start..).unwrap_or_default().trim());
    items.retain(|item| !item.is_empty());
    items
}

/// Whether the items begin alike and are short, so that each comma parts two of them.
fn uniform(items: &[&str], few: bool) -> bool {
    #[derive(PartialEq)]
    enum Start {
        Capital,
        Digit,
        Determined,
        Lower,
    }
    let start = |item: &str| {
        let item = item.strip_prefix("and ").unwrap_or(item);
        let mut words = item.split_whitespace();
        let word = words.next().unwrap_or_default();
        let names = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
        match item.chars().next() {
            Some(c) if c.is_ascii_digit() => Start::Digit,
            _ if Listing::built_in().words.determiners.contains(word) && !names => Start::Determined,
            _ if names => Start::Capital,
            Some(c) if c.is_uppercase() => Start::Capital,
            _ => Start::Lower,
        }
    };
    let short = items.iter().all(|item| moment::words(item).len() <= LONGEST);
    let Some((first, rest)) = items.split_first() else { return false };
    let loose = items.iter().any(|item| goes_on(item));
    let numbered = first.ends_with(|c: char| c.is_ascii_digit()) && rest.iter().all(|item| start(item) == Start::Digit);
    // A word before the first item: "amendments 3, 7 and 11"; "towns A, B and C" is not told apart.
    let common = |item: &&str| few && matches!(start(item), Start::Lower | Start::Determined);
    let alike = rest.iter().all(|item| start(item) == start(first)) || numbered || items.iter().all(common);
    short && alike && !loose
}

/// "We lost three lorries. One was ... The other was ..."
fn pair(story: &mut Story<'_>, sentence: usize) {
    let Some(this) = story.transcript.sentences.get(sentence) else { return };
    let speaker = story.transcript.speaker_of(sentence);
    let opens = |at: usize, phrases: &[&str]| {
        let text = story.text(story.sentence(at));
        phrases.iter().any(|phrase| text.starts_with(phrase))
    };
    let ones = [
        "One was ",
        "One is ",
        "One of them ",
        "One, ",
        "One has ",
        "One had ",
        "The one is ",
        "The one was ",
        "One will ",
    ];
    let Some(one) = (sentence + 1..=sentence + NEAR).find(|at| opens(*at, &ones)) else { return };
    let others = [
        "The other was ",
        "The other is ",
        "The other, ",
        "The other has ",
        "The other had ",
        "The other will ",
        "And the other is ",
        "And the other was ",
        "The other one ",
    ];
    let Some(other) = (one + 1..=one + 3).find(|at| opens(*at, &others)) else { return };
    let between = story.transcript.sentences.get(sentence..=other).unwrap_or_default();
    if between.iter().any(|known| story.transcript.turns.get(known.turn).is_none_or(|turn| turn.speaker != speaker))
        || this.turn + 3 < between.last().map_or(0, |last| last.turn)
    {
        return;
    }
    let further = (one + 1..other).any(|at| {
        let text = story.text(story.sentence(at)).to_lowercase();
        ["another", "a second", "a third", "two ", "the second", "then "].iter().any(|word| text.starts_with(word))
    });
    let nearer = (sentence + 1..one).any(|at| story.in_sentence(at).any(|claim| small_count(claim).is_some()));
    let counts: Vec<&Claim> = story.in_sentence(sentence).filter(|claim| plural(story, claim)).collect();
    let [announced] = counts[..] else { return };
    if further || nearer {
        return;
    }
    let announced = announced.id;
    let start = story.sentence(other).start;
    state(story, announced, other, Span::new(start, start + "The other".len()), 2, 2);
}

/// States how many items a list has, at least and at most.
pub(super) fn state(story: &mut Story<'_>, announced: ClaimId, sentence: usize, span: Span, low: usize, high: usize) {
    let mut quantity = Quantity { span, numeral: span, value: Decimal::from(high), ..Quantity::default() };
    if low != high {
        quantity.bound = Bound::Range;
        quantity.range = Some((Decimal::from(low), Decimal::from(high)));
    }
    let mut claim = Claim::of(quantity, sentence);
    claim.aspect = Aspect::Enumeration;
    claim.tags.extend([SmolStr::new_static("items"), SmolStr::new_static("list-closed")]);
    claim.links.push((LinkKind::ItemOf, announced));
    if let Some(announced) = story.claims.get(announced) {
        claim.quantity.unit = announced.quantity.unit.clone();
    }
    story.state(claim);
}
