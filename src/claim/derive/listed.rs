//! Lists told in one sentence or as bullets behind an announced count: "five towns: A, B, C, D and E".

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Story;
use super::items::small_count;
use super::moment;
use crate::claim::{Aspect, Claim, ClaimId, LinkKind};
use crate::lexicon::Listing;
use crate::quantity::{Bound, Quantity};
use crate::span::Span;

/// The most words of an item between commas.
const LONGEST: usize = 7;
/// How many sentences behind an announced count "one ... the other" may begin.
const NEAR: usize = 2;

/// What stands between an announcement and its list, and where the list ends.
struct Opening {
    /// Where the announcement ends.
    head: usize,
    /// The list's bytes.
    list: Span,
}

/// States how many items stand in every list that an announced count opens.
pub(super) fn derive(story: &mut Story<'_>) {
    for sentence in 0..story.transcript.sentences.len() {
        if story.in_sentence(sentence).any(|claim| small_count(claim).is_some()) {
            in_sentence(story, sentence);
            pair(story, sentence);
        }
    }
    bullets(story);
}

fn in_sentence(story: &mut Story<'_>, sentence: usize) {
    let found = openings(story, sentence).into_iter().find_map(|opening| {
        let (low, high, span) = count(story, opening.list)?;
        Some((announcer(story, sentence, &opening, low, high)?, low, high, span))
    });
    let Some((announced, low, high, span)) = found else { return };
    let place = story.transcript.sentences.partition_point(|known| known.span.end <= span.start);
    state(story, announced, place, span, low, high);
}

/// The places of a sentence, and the start of the next, that may open a list.
fn openings(story: &Story<'_>, sentence: usize) -> Vec<Opening> {
    let whole = story.sentence(sentence);
    let text = story.text(whole);
    let listing = &Listing::built_in().words;
    let mut openings = Vec::new();
    if let Some(at) = text.find(": ") {
        openings.push(Opening { head: whole.start + at, list: Span::new(whole.start + at + 2, whole.end) });
    }
    for phrase in &listing.full {
        if let Some(at) = text.find(&format!(", {phrase} ")).or_else(|| text.find(&format!(" {phrase} "))) {
            let start = whole.start + at + text[at..].find(phrase.as_str()).unwrap_or(0) + phrase.len();
            openings.push(Opening { head: whole.start + at, list: Span::new(start, whole.end) });
        }
    }
    openings.extend(enclosed(whole, text));
    openings.extend(next(story, sentence));
    openings
}

/// "four states (A, B and C)", "three countries — A, B and C — have".
fn enclosed(whole: Span, text: &str) -> Option<Opening> {
    let pairs = [("(", ")"), (" — ", " — "), (" – ", " – "), ("—", "—"), (" -- ", " -- ")];
    pairs.iter().find_map(|(open, close)| {
        let at = text.find(open)?;
        let start = at + open.len();
        let rest = text.get(start..)?;
        let end = start + rest.find(close).or_else(|| (*close != ")").then_some(rest.len()))?;
        // Inside dashes and brackets only names are surely told one by one.
        rest.starts_with(char::is_uppercase).then_some(())?;
        Some(Opening { head: whole.start + at, list: Span::new(whole.start + start, whole.start + end) })
    })
}

/// "... in six towns. They are A, B and C."
fn next(story: &Story<'_>, sentence: usize) -> Option<Opening> {
    let (this, next) = (story.transcript.sentences.get(sentence)?, story.transcript.sentences.get(sentence + 1)?);
    if this.turn != next.turn {
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
    Some(Opening { head: this.span.end, list: Span::new(start, next.span.end) })
}

/// The announced count before a list: the one that agrees, else the only one.
fn announcer(story: &Story<'_>, sentence: usize, opening: &Opening, low: usize, high: usize) -> Option<ClaimId> {
    let before: Vec<&Claim> =
        story.in_sentence(sentence).filter(|claim| claim.span.end <= opening.head && plural(story, claim)).collect();
    let agrees = before.iter().find(|claim| small_count(claim).is_some_and(|count| (low..=high).contains(&count)));
    let counts = story.in_sentence(sentence).filter(|claim| claim.span.end <= opening.head).count();
    match (agrees, &before[..]) {
        (Some(claim), _) => Some(claim.id),
        (None, [only]) if counts == 1 => {
            let announced = small_count(only)?;
            // Pairs such as "Dayton, Ohio" make twice as many pieces as things.
            let doubled = high + 1 >= 2 * announced && announced > 1 && high > announced + 1;
            (!doubled).then_some(only.id)
        }
        _ => None,
    }
}

/// Whether things are counted: a plural follows the number.
fn plural(story: &Story<'_>, claim: &Claim) -> bool {
    let end = story.sentence(claim.sentence).end;
    let after = moment::words(story.text(Span::new(claim.quantity.numeral.end.min(end), end)));
    let listing = &Listing::built_in().words;
    small_count(claim).is_some()
        && after.iter().take(4).any(|word| {
            word.ends_with('s') && !word.ends_with("'s") && word.len() > 3 || listing.plurals.contains(word)
        })
}

/// The number of items of a list, at least and at most, where its form is clear.
fn count(story: &Story<'_>, list: Span) -> Option<(usize, usize, Span)> {
    let text = story.text(list).trim_end().trim_end_matches(['.', '!']);
    let lower = text.to_lowercase();
    let partial = |phrase: &String| {
        lower.match_indices(phrase.as_str()).any(|(at, _)| {
            let before = at == 0 || !lower.as_bytes()[at - 1].is_ascii_alphanumeric();
            let after = lower.as_bytes().get(at + phrase.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
            before && after
        })
    };
    if Listing::built_in().words.partial.iter().any(partial) || text.contains('?') || text.contains(". ") {
        return None;
    }
    let mark = if text.contains(';') { ';' } else { ',' };
    let mut items: Vec<&str> = split(text, mark);
    let last =
        items.iter().rposition(|item| item.starts_with("and ") || item.contains(" and ") || item.starts_with("& "));
    if mark == ',' {
        let last = last?;
        // What follows the item behind "and" is no part of the list.
        items.truncate(last + 1);
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
    let clear = !parted && (mark == ';' || uniform(&items));
    (high >= 2 && clear).then_some((low, high, Span::new(list.start, list.start + end)))
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
fn split(text: &str, mark: char) -> Vec<&str> {
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
fn uniform(items: &[&str]) -> bool {
    #[derive(PartialEq)]
    enum Start {
        Capital,
        Digit,
        Article,
        Indefinite,
        Lower,
    }
    let start = |item: &str| {
        let item = item.strip_prefix("and ").unwrap_or(item);
        let word = item.split_whitespace().next().unwrap_or_default();
        match item.chars().next() {
            Some(c) if c.is_ascii_digit() => Start::Digit,
            _ if matches!(word, "the" | "The") => Start::Article,
            _ if matches!(word, "a" | "an") => Start::Indefinite,
            Some(c) if c.is_uppercase() => Start::Capital,
            _ => Start::Lower,
        }
    };
    let short = items.iter().all(|item| moment::words(item).len() <= LONGEST);
    let Some((first, rest)) = items.split_first() else { return false };
    let loose = items.iter().any(|item| {
        let word = item.split_whitespace().next().unwrap_or_default();
        matches!(
            word,
            "who"
                | "which"
                | "where"
                | "with"
                | "but"
                | "all"
                | "each"
                | "both"
                | "as"
                | "while"
                | "when"
                | "it"
                | "we"
                | "they"
                | "he"
                | "she"
        )
    });
    let numbered = first.ends_with(|c: char| c.is_ascii_digit()) && rest.iter().all(|item| start(item) == Start::Digit);
    // A word before the first item: "amendments 3, 7 and 11"; "towns A, B and C" is not told apart.
    let alike = rest.iter().all(|item| start(item) == start(first)) || numbered;
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

/// "four conditions:" with a line of its own for each.
fn bullets(story: &mut Story<'_>) {
    let text = &story.transcript.text;
    let mut found = Vec::new();
    let mut lines = lines(text);
    while let Some((start, line)) = lines.next() {
        if !line.trim_end().ends_with(':') {
            continue;
        }
        let mut rest = lines.clone().skip_while(|(_, line)| line.trim().is_empty()).peekable();
        let Some(first) = rest.peek().filter(|(_, line)| begins(line)).and_then(|(_, line)| marker(line)) else {
            continue;
        };
        let mut last = Span::default();
        let mut items = 0;
        for (at, line) in rest {
            match marker(line) {
                Some(kind) if kind == first => {
                    items += 1;
                    last = Span::new(at, at + line.trim_end().len());
                }
                None if !line.trim().is_empty() && !line.starts_with([' ', '\t']) => break,
                _ => {}
            }
        }
        if items >= 2 {
            found.push((Span::new(start, start + line.len()), last, items));
        }
    }
    for (head, last, items) in found {
        let sentence = story.transcript.sentences.partition_point(|known| known.span.end <= last.start);
        let counts: Vec<&Claim> =
            story.claims.all.iter().filter(|claim| head.contains(claim.span) && plural(story, claim)).collect();
        let [announced] = counts[..] else { continue };
        let announced = announced.id;
        let sentence = sentence.min(story.transcript.sentences.len().saturating_sub(1));
        state(story, announced, sentence, last, items, items);
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// Whether a bullet may be the first: not "4." without "1." before it.
fn begins(line: &str) -> bool {
    let body = line.trim_start();
    !body.starts_with(|c: char| c.is_ascii_digit()) || body.starts_with("1.") || body.starts_with("1)")
}

/// The kind of a line's bullet and its indentation.
fn marker(line: &str) -> Option<(usize, char)> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let mut chars = body.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(first, '-' | '*' | '•' | '–' | '·' | '▪' | '●') && rest.starts_with([' ', '\t']) {
        return Some((indent, first));
    }
    let numbered = (1..=2).contains(&digits)
        && body.get(digits..).is_some_and(|rest| rest.starts_with(". ") || rest.starts_with(") "));
    numbered.then_some((indent, '1'))
}

fn state(story: &mut Story<'_>, announced: ClaimId, sentence: usize, span: Span, low: usize, high: usize) {
    let mut quantity = Quantity { span, numeral: span, value: Decimal::from(high), ..Quantity::default() };
    if low != high {
        quantity.bound = Bound::Range;
        quantity.range = Some((Decimal::from(low), Decimal::from(high)));
    }
    let mut claim = Claim::of(quantity, sentence);
    claim.aspect = Aspect::Enumeration;
    claim.tags.extend([SmolStr::new_static("items"), SmolStr::new_static("list-closed")]);
    claim.links.push((LinkKind::ItemOf, announced));
    story.state(claim);
}
