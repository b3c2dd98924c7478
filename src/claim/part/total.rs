//! Parts and their total: lists behind a colon, sums that are drawn, what remains, what is left.

use rust_decimal::Decimal;

use super::view::{View, head};
use super::{Found, LinkKind};
use crate::lexicon::Class;
use crate::quantity::{Dimension, Interval};

/// How many figures before and behind a whole may make it.
const BESIDE: usize = 4;
/// How many sentences back the parts of a sum may stand.
const BACK: usize = 3;
/// How many sentences back the whole of a rest may stand, questions between included.
const ANSWERED: usize = 6;
/// How many sentences behind a whole its parts may go on.
const FORTH: usize = 5;
/// The most figures that are looked at from one.
const LOOK: usize = 48;
/// The most figures that are added up.
const MOST: usize = 12;

/// A total and its parts.
struct Sum {
    whole: usize,
    parts: Vec<usize>,
    /// Whether the text says that these are all the parts.
    sure: bool,
}

/// Links parts to totals, and shares of one whole to one another.
pub(super) fn find(view: &View<'_>, found: &mut Found) {
    let mut taken = vec![false; view.claims.len()];
    let mut added = vec![false; view.claims.len()];
    for at in 0..view.claims.len() {
        if !view.level(at) && !leaves(view, at) {
            continue;
        }
        let ways: [fn(&View<'_>, usize) -> Option<Sum>; 5] = [listed, remaining, left, gathered, spread];
        let sum = ways.iter().find_map(|way| way(view, at));
        let sum = sum.filter(|sum| sum.parts.len() > 1 && (fits(view, sum.whole, &sum.parts) || !explained(view, sum)));
        if let Some(sum) = sum.filter(|sum| !taken[sum.whole] && !added[sum.whole]) {
            taken[sum.whole] = true;
            sum.parts.iter().for_each(|part| added[*part] = true);
            put(view, &sum, found);
        }
        hundred(view, at, found);
    }
}

/// Whether a sum that does not come out comes out without one of its parts, or the whole is made by two other figures
/// beside it: then something else is told.
fn explained(view: &View<'_>, sum: &Sum) -> bool {
    let all: Decimal = sum.parts.iter().map(|part| view.value(*part)).sum();
    let without = |out: usize| sum.parts.len() > 2 && all - view.value(out) == view.value(sum.whole);
    let unit = |at: usize| &view.claim(at).quantity.unit;
    let from = sum.whole.saturating_sub(BESIDE);
    let near: Vec<usize> = (from..view.claims.len().min(sum.whole + BESIDE + 1))
        .filter(|at| *at != sum.whole && unit(*at) == unit(sum.whole) && view.claim(*at).quantity.range.is_none())
        .filter(|at| view.claim(*at).sentence.abs_diff(view.claim(sum.whole).sentence) <= 2)
        .collect();
    let whole = view.value(sum.whole);
    let made = near.windows(2).any(|pair| {
        let (a, b) = (view.value(pair[0]), view.value(pair[1]));
        a + b == whole || (a - b).abs() == whole
    });
    sum.parts.iter().any(|part| without(*part)) || made
}

/// Below this, sums of a few small counts agree or miss by chance.
const LEAST: Decimal = Decimal::from_parts(13, 0, 0, false, 0);

fn tiny(view: &View<'_>, at: usize) -> bool {
    view.claim(at).quantity.unit.dimension == Dimension::Count
        && view.claim(at).quantity.unit.name == "count"
        && view.value(at) < LEAST
}

fn put(view: &View<'_>, sum: &Sum, found: &mut Found) {
    found.tag(sum.whole, if sum.sure { "all-parts" } else { "some-parts" });
    if fits(view, sum.whole, &sum.parts) {
        found.tag(sum.whole, "adds-up");
    }
    for part in &sum.parts {
        found.tie(*part, LinkKind::AddendOf, sum.whole);
        found.tag(*part, "addend");
        if view.borrows(sum.whole, *part) || view.claim(*part).quantity.unit.name == "point" {
            found.units.push((*part, sum.whole));
        }
    }
}

fn total(view: &View<'_>, parts: &[usize]) -> Option<Interval> {
    parts.iter().map(|part| view.interval(*part)).reduce(|a, b| a.add(&b))
}

fn fits(view: &View<'_>, whole: usize, parts: &[usize]) -> bool {
    total(view, parts).is_some_and(|sum| sum.meets(&view.interval(whole)))
}

/// Whether parts come so near to a whole that they may be meant to make it.
fn near(view: &View<'_>, whole: usize, parts: &[usize]) -> bool {
    let sum: Decimal = parts.iter().map(|part| view.value(*part)).sum();
    let ratio = sum.checked_div(view.value(whole)).unwrap_or_default();
    ratio >= Decimal::new(6, 1) && ratio <= Decimal::new(17, 1)
}

/// "14 projects: six in the north, five in the delta and three on the islands"
fn listed(view: &View<'_>, whole: usize) -> Option<Sum> {
    let next = (whole + 1..view.claims.len().min(whole + 4)).find(|at| same_things(view, whole, *at))?;
    if !view.beside(whole, next) {
        return None;
    }
    let gap = view.between(whole, next);
    let opens = gap.contains([':', '—', '–']) || view.cue(gap, "made-up-of");
    if !opens || gap.contains('(') || gap.len() > 120 || view.cue(gap, "not-all") {
        return None;
    }
    let mut parts = Vec::new();
    for at in next..view.claims.len().min(next + LOOK) {
        if !view.beside(whole, at) || parts.len() >= MOST {
            break;
        }
        let gap = view.between(at - 1, at);
        if at > next && (gap.len() > 120 || view.cue(gap, "nested") || gap.contains('(')) {
            continue;
        }
        let sizeable = view.value(at) * Decimal::ONE_THOUSAND > view.value(whole);
        if view.level(at) && sizeable && same_things(view, whole, at) {
            parts.push(at);
        }
    }
    let below = parts.iter().all(|part| view.value(*part) < view.value(whole));
    let open = parts.last().is_some_and(|last| view.cue(view.after(*last), "vague-part"));
    (parts.len() >= 2 && !open && below && !numbered(view, &parts) && near(view, whole, &parts)).then_some(Sum {
        whole,
        parts,
        sure: true,
    })
}

/// In an explicit list the parts may be counted by other words than the whole: "47 people: 12 children ...".
fn same_things(view: &View<'_>, whole: usize, part: usize) -> bool {
    let (a, b) = (&view.claim(whole).quantity.unit, &view.claim(part).quantity.unit);
    let counts = a.dimension == Dimension::Count && a == b;
    counts || view.alike(whole, part)
}

/// One, two, three: numbers of items.
fn numbered(view: &View<'_>, parts: &[usize]) -> bool {
    parts.iter().zip(1..).all(|(part, number)| view.value(*part) == Decimal::from(number))
}

/// The figures before a claim that can be its parts, nearest first.
fn earlier(view: &View<'_>, at: usize, back: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for other in (0..at).rev().take(LOOK) {
        let far = view.claim(other).sentence + back < view.claim(at).sentence;
        if far || found.len() >= MOST {
            break;
        }
        let sized = view.value(other) * Decimal::ONE_THOUSAND > view.value(at);
        if sized && view.together(other, at) && view.level(other) && (view.alike(at, other) || view.alike(other, at)) {
            found.push(other);
        }
    }
    found
}

/// "Packaging made $310 million, Coatings $205 million. That gives $515 million."
fn gathered(view: &View<'_>, whole: usize) -> Option<Sum> {
    let before = view.just_before(whole, 60);
    let behind = head(view.after(whole), 24);
    let strong = view.cue(before, "sums-up");
    let opens = whole == 0 || !view.beside(whole - 1, whole);
    let percent = view.claim(whole).quantity.unit.name == "percent";
    let first = view.before(whole).trim_start_matches(['"', '“', ',', ';', ' ']);
    let opens = opens || first.len() <= 8;
    let weak = !percent && (view.cue(before, "may-sum") || view.cue(behind, "in-all"))
        || !percent && opens && view.cue(head(first, 12), "may-sum-first")
        || longer_period(view, whole);
    if !strong && !weak || tiny(view, whole) {
        return None;
    }
    let back = earlier(view, whole, BACK);
    let back = if back.is_empty() { counted(view, whole) } else { back };
    let below: Vec<usize> = back.into_iter().take_while(|part| view.value(*part) < view.value(whole)).collect();
    if let Some(parts) = fitting(view, whole, &below) {
        return Some(Sum { whole, parts, sure: strong });
    }
    let parts = group(view, &below);
    // "80 are electric. We buy 60 more, which makes 380": the sum is of a figure that is told as a change.
    let skipped = whole.checked_sub(1).filter(|last| view.beside(*last, whole) && !parts.contains(last));
    let unit = |at: usize| &view.claim(at).quantity.unit;
    if skipped.is_some_and(|last| unit(last) == unit(whole) && !view.claim(last).derived) {
        return None;
    }
    let close = parts.last().is_some_and(|last| view.claim(*last).sentence + 1 >= view.claim(whole).sentence);
    // "210 were born, 25 died, I sold 160, so 365 now": what goes is not added.
    let story = &view.lexicon.story;
    let first = parts.first().map_or(0, |first| view.claim(*first).sentence);
    let all = view.cue(before, "in-all") || view.cue(behind, "in-all");
    let goes = !all
        && (first..=view.claim(whole).sentence)
            .any(|number| ["goes", "departs"].iter().any(|tag| story.hold(view.words_of(number), tag)));
    if !strong && (!close || goes || passed_over(view, whole, &parts)) {
        return None;
    }
    (parts.len() >= 2 && near(view, whole, &parts)).then_some(Sum { whole, parts, sure: strong })
}

/// Whether a figure that could be a part stands among the parts by another name: "and 20,000 boosters".
fn passed_over(view: &View<'_>, whole: usize, parts: &[usize]) -> bool {
    let unit = |at: usize| &view.claim(at).quantity.unit;
    let first = parts.first().copied().unwrap_or(whole);
    (first..whole).any(|at| {
        !parts.contains(&at) && view.level(at) && unit(at) == unit(whole) && view.value(at) < view.value(whole)
    })
}

/// The bare counts that somebody else just read out: "Ayes, 88. Noes, 61."
fn counted(view: &View<'_>, whole: usize) -> Vec<usize> {
    let bare = |at: &usize| {
        view.claim(*at).sentence + BACK >= view.claim(whole).sentence
            && view.level(*at)
            && view.claim(*at).quantity.unit == view.claim(whole).quantity.unit
            && view.kind(*at).is_empty()
    };
    (0..whole).rev().take_while(bare).take(MOST).collect()
}

/// "in the first half", behind figures of quarters or months
fn longer_period(view: &View<'_>, whole: usize) -> bool {
    view.cue(head(view.after(whole), 40), "long-period")
        && whole > 0
        && view.cue(view.words_of(view.claim(whole - 1).sentence), "short-period")
        && !view.beside(whole - 1, whole)
}

/// A run of neighbours that adds up to the whole.
fn fitting(view: &View<'_>, whole: usize, below: &[usize]) -> Option<Vec<usize>> {
    let runs = (0..below.len()).flat_map(|from| (from + 2..=below.len()).map(move |to| from..to));
    runs.map(|run| &below[run])
        .find(|parts| fits(view, whole, parts))
        .map(|parts| parts.iter().rev().copied().collect())
}

/// The figures of the nearest sentence that lists some, or of the sentences that each name one.
fn group(view: &View<'_>, below: &[usize]) -> Vec<usize> {
    let mut parts: Vec<usize> = Vec::new();
    for at in below {
        let Some(last) = parts.last() else {
            parts.push(*at);
            continue;
        };
        let same = view.beside(*last, *at);
        let single = parts.iter().filter(|other| view.beside(**other, *last)).count() == 1;
        if !same && !single {
            break;
        }
        parts.push(*at);
    }
    parts.reverse();
    parts
}

/// A whole and behind it, without a word of sum, its parts: only where a later sentence says that these are all, or
/// where the figures are too fine to agree by chance.
fn spread(view: &View<'_>, whole: usize) -> Option<Sum> {
    let larger = (0..whole)
        .rev()
        .take(LOOK)
        .take_while(|at| view.beside(*at, whole))
        .any(|at| view.alike(whole, at) && view.value(at) > view.value(whole));
    if larger || view.claim(whole).list.is_some() {
        return None;
    }
    let parts = following(view, whole)?;
    let last = parts.last()?;
    let closed = (0..=2).any(|ahead| {
        let number = view.claim(*last).sentence + ahead;
        view.cue(view.words_of(number), "no-more-parts")
    });
    let open = view.cue(view.after(*last), "vague-part");
    if parts.len() < 2 || open || tiny(view, whole) || !near(view, whole, &parts) {
        return None;
    }
    let percent = view.claim(whole).quantity.unit.name == "percent";
    let held = !percent && parts.len() >= 3 && fits(view, whole, &parts);
    let summed = view.cue(view.before(whole), "in-all") || view.cue(head(view.after(whole), 24), "in-all");
    let fine =
        !percent && (summed || parts.len() >= 3 && parts.iter().chain([&whole]).all(|at| digits(view.value(*at)) >= 3));
    (closed || held || fine).then_some(Sum { whole, parts, sure: closed })
}

/// The figures behind a whole that can be its parts; `None` where a larger one stands beside it.
fn following(view: &View<'_>, whole: usize) -> Option<Vec<usize>> {
    let mut parts = Vec::new();
    for at in whole + 1..view.claims.len().min(whole + LOOK) {
        let distance = view.claim(at).sentence - view.claim(whole).sentence;
        if distance == 0 && view.alike(whole, at) && view.value(at) >= view.value(whole) {
            return None;
        }
        if distance == 0 {
            continue;
        }
        if distance > FORTH || parts.len() >= MOST || parts.len() >= 2 && closes(view, whole, at) {
            break;
        }
        if !view.together(whole, at) || !view.level(at) || !view.alike(whole, at) {
            continue;
        }
        if view.value(at) >= view.value(whole) || view.cue(view.between(at - 1, at), "nested") {
            break;
        }
        parts.push(at);
    }
    Some(parts)
}

/// Whether the sentence before a figure says that no more parts follow.
fn closes(view: &View<'_>, whole: usize, at: usize) -> bool {
    let (from, to) = (view.claim(whole).sentence + 1, view.claim(at).sentence);
    (from..to).any(|number| view.cue(view.words_of(number), "no-more-parts"))
}

fn digits(value: Decimal) -> usize {
    value.normalize().mantissa().to_string().trim_end_matches('0').len()
}

/// Whether a figure is what remains: "the rest", and no more than two words to it.
fn told_rest(view: &View<'_>, at: usize) -> bool {
    let before = view.just_before(at, 40);
    let near = |end: usize| {
        let words = before[end..].split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        let place = |word: &str| view.lexicon.words.closed(word) == Some(Class::Preposition);
        words.clone().count() <= 2 && !words.clone().any(place)
    };
    view.lexicon.cues.find(before).any(|(cue, span)| cue.tag == "rest" && near(span.end))
}

/// "... The rest, 340 million, is loans."
fn remaining(view: &View<'_>, rest: usize) -> Option<Sum> {
    let before = view.just_before(rest, 40);
    let behind = head(view.after(rest), 16);
    let sure = told_rest(view, rest) || before.ends_with("the other ");
    if !sure && (behind.starts_with(" of ") || !view.cue(behind, "still-open")) {
        return None;
    }
    let back = earlier(view, rest, ANSWERED);
    let wholes = (1..back.len()).filter(|at| {
        let whole = view.value(back[*at]);
        back[..*at].iter().chain([&rest]).all(|part| view.value(*part) < whole)
    });
    let sums: Vec<Sum> = wholes
        .map(|at| {
            let parts: Vec<usize> = back[..at].iter().rev().copied().chain([rest]).collect();
            Sum { whole: back[at], parts, sure }
        })
        .filter(|sum| near(view, sum.whole, &sum.parts) && !tiny(view, sum.whole))
        .collect();
    let held = sums.iter().position(|sum| fits(view, sum.whole, &sum.parts));
    let from = sums.iter().map(|sum| sum.whole).min().unwrap_or(rest);
    if (from..rest).any(|at| scaleless(view, from, at)) {
        return None;
    }
    let largest = (0..sums.len()).max_by_key(|at| view.value(sums[*at].whole));
    let percent = view.claim(rest).quantity.unit.name == "percent" && held.is_none();
    let chosen = held.or(largest.filter(|_| !percent))?;
    sums.into_iter().nth(chosen)
}

/// "The state paid 14 million, the city put in nine.": a figure that may leave out a scale word.
fn scaleless(view: &View<'_>, whole: usize, at: usize) -> bool {
    let bare = view.claim(at).quantity.unit.dimension == Dimension::Count && view.kind(at).is_empty();
    at != whole && bare && view.level(at) && !view.alike(whole, at) && !view.borrows(whole, at)
}

/// Whether a figure is told as what is left of two others.
fn leaves(view: &View<'_>, at: usize) -> bool {
    let before = view.just_before(at, 44);
    view.cue(before, "leaves") || view.cue(before, "hence")
}

/// "Revenue was 740 million, costs were 655 million. Operating income was therefore 85 million."
fn left(view: &View<'_>, rest: usize) -> Option<Sum> {
    if !leaves(view, rest) {
        return None;
    }
    let strong = view.cue(view.just_before(rest, 44), "leaves");
    let back = (rest.saturating_sub(6)..rest).rev().filter(|at| {
        let near = view.claim(*at).sentence + 1 >= view.claim(rest).sentence
            || view.claim(*at).sentence + 2 >= view.claim(rest).sentence;
        near && view.level(*at) && view.alike(rest, *at)
    });
    let back: Vec<usize> = back.collect();
    let goes_on = rest + 1 < view.claims.len()
        && view.beside(rest, rest + 1)
        && view.alike(rest, rest + 1)
        && view.after(rest).contains(" and ")
        && view.after(rest).len() <= 40;
    let (second, first) = (*back.first()?, *back.get(1)?);
    let held =
        (1..back.len()).map(|at| (back[at], back[..at].iter().rev().copied().chain([rest]).collect::<Vec<usize>>()));
    if let Some((whole, parts)) = held.into_iter().find(|sum| fits(view, sum.0, &sum.1)) {
        return Some(Sum { whole, parts, sure: strong });
    }
    let exact = |at: usize| view.claim(at).quantity.range.is_none();
    let less = view.value(second) < view.value(first) && view.value(rest) < view.value(first);
    let added = fits(view, rest, &[first, second]);
    let parts = vec![second, rest];
    (less && !goes_on && !tiny(view, first) && !added && exact(rest) && near(view, first, &parts)).then_some(Sum {
        whole: first,
        parts,
        sure: strong,
    })
}

/// Shares that make a whole: "Gas supplied the remaining 28 percent", "31 percent had no opinion".
fn hundred(view: &View<'_>, at: usize, found: &mut Found) {
    let percent = |at: usize| view.claim(at).quantity.unit.name == "percent" && view.level(at);
    if !percent(at) {
        return;
    }
    let last = at + 1 >= view.claims.len() || !view.beside(at, at + 1) || !percent(at + 1);
    let rest = last && told_rest(view, at);
    let exclusive = last && view.cue(view.words_of(view.claim(at).sentence), "either-or");
    if !rest && !exclusive {
        return;
    }
    let back = usize::from(rest);
    let group: Vec<usize> = (at.saturating_sub(MOST)..=at)
        .filter(|other| view.claim(*other).sentence + back >= view.claim(at).sentence && percent(*other))
        .filter(|other| view.together(*other, at))
        .collect();
    let sum: Decimal = group.iter().map(|at| view.value(*at)).sum();
    let full = |sum: Decimal| (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::ONE;
    let mut run = Decimal::ZERO;
    let partly = group.iter().rev().any(|at| {
        run += view.value(*at);
        full(run)
    });
    let paired = group.iter().any(|other| full(view.value(*other) + view.value(at)));
    if rest && !full(sum) && (partly || paired) {
        return;
    }
    let likely = sum >= Decimal::from(75) && sum <= Decimal::from(135);
    let Some((first, others)) = group.split_first().filter(|_| group.len() >= 3 && likely) else { return };
    found.tag(*first, if rest { "fills-hundred" } else { "within-hundred" });
    others.iter().for_each(|other| found.tie(*other, LinkKind::Beside, *first));
}
