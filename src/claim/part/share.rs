//! Shares and ratios, tied to the part and the whole that they are made of.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::concluded::{concluded, part_behind};
use super::view::{View, head};
use super::{Found, LinkKind};
use crate::claim::{Aspect, Claims};
use crate::quantity::{Dimension, Form, Interval};

/// How many sentences back the part and whole of a share may stand.
const BACK: usize = 10;
/// How many claims before a share another whole may stand.
const OTHERS: usize = 10;

/// A share with its part and whole.
pub(super) struct Fraction {
    pub(super) share: usize,
    pub(super) part: usize,
    pub(super) whole: usize,
    /// Whether grammar ties them; else only nearness and a shared noun.
    pub(super) sure: bool,
}

/// "one well in three": a count that is a ratio with the count behind it.
pub(super) struct Ratio {
    at: usize,
    percent: Decimal,
    slack: Decimal,
}

/// Every ratio with its noun between its two counts.
pub(super) fn ratios(view: &View<'_>) -> Vec<Ratio> {
    (1..view.claims.len()).filter_map(|base| ratio(view, base)).collect()
}

fn ratio(view: &View<'_>, base: usize) -> Option<Ratio> {
    let at = base - 1;
    let (part, whole) = (view.value(at), view.value(base));
    let counts = |at: usize| view.claim(at).quantity.unit.dimension == Dimension::Count;
    let gap = view.between(at, base);
    let words: Vec<&str> = gap.split_whitespace().collect();
    let shaped = matches!(words[..], [_, "in"] | [_, "in", "every"] | [_, _, "in"] | [_, "out", "of"]);
    let small = part >= Decimal::ONE && part < whole && whole <= Decimal::from(20) && part.is_integer();
    let behind = view.after(base).split_whitespace().next().unwrap_or("");
    let ends = view.kind(base).is_empty() || behind.ends_with("ing") || behind.ends_with("ed");
    if !view.beside(at, base) || !counts(at) || !counts(base) || !shaped || !small || !whole.is_integer() || !ends {
        return None;
    }
    let hundred = Decimal::ONE_HUNDRED;
    let half = Decimal::from(50);
    let slack = if part == Decimal::ONE { half / whole / (whole + Decimal::ONE) } else { half / whole };
    Some(Ratio { at, percent: part * hundred / whole, slack })
}

impl Ratio {
    /// Makes a share of the first count.
    pub(super) fn put(self, claims: &mut Claims) {
        let end = claims.all.get(self.at + 1).map(|base| base.span.end);
        if let Some((claim, end)) = claims.all.get_mut(self.at).zip(end) {
            claim.span.end = end;
            claim.aspect = Aspect::Share;
            let quantity = &mut claim.quantity;
            (quantity.span.end, quantity.numeral.end) = (end, end);
            (quantity.value, quantity.slack, quantity.form) = (self.percent, self.slack, Form::Ratio);
            quantity.unit.name = SmolStr::new_static("percent");
            quantity.unit.dimension = Dimension::Share;
        }
        if let Some(base) = claims.all.get_mut(self.at + 1) {
            base.aspect = Aspect::Rank;
        }
    }
}

/// Ties the shares of a text to their parts and wholes.
pub(super) fn find(view: &View<'_>, found: &mut Found) {
    for share in 0..view.claims.len() {
        let claim = view.claim(share);
        let states = matches!(claim.aspect, Aspect::Level | Aspect::Share) && view.level(share);
        let of_rest = view.cue(head(view.after(share), 26), "of-the-rest");
        if claim.quantity.unit.name != "percent" || !states || of_rest {
            continue;
        }
        let ways: [fn(&View<'_>, usize) -> Option<Fraction>; 9] =
            [said_again, ahead, turned, margin, economy, concluded, part_behind, with_part, named];
        let fraction = ways.iter().find_map(|way| way(view, share)).filter(|fraction| !of_another(view, fraction));
        if let Some(fraction) = fraction {
            found.tie(fraction.share, LinkKind::ShareFrom, fraction.part);
            found.tie(fraction.share, LinkKind::ShareOf, fraction.whole);
            if !fraction.sure {
                found.tag(fraction.share, "loose-share");
            }
            if view.borrows(fraction.part, fraction.whole) {
                found.units.push((fraction.whole, fraction.part));
            }
        }
    }
}

/// Whether a share follows from its part and a whole told further off, but not from the one at hand: "we lend 1,400 a
/// week ... 420 on Saturday, 30 percent".
fn of_another(view: &View<'_>, fraction: &Fraction) -> bool {
    let fits = |whole: usize| {
        let share = view.interval(fraction.part).div(&view.interval(whole));
        share.mul(&Interval::point(Decimal::ONE_HUNDRED)).meets(&view.interval(fraction.share))
    };
    let near = fraction.share.saturating_sub(OTHERS)..fraction.share;
    !fits(fraction.whole)
        && near.into_iter().any(|at| {
            let unit = |at: usize| &view.claim(at).quantity.unit.name;
            let other = at != fraction.part && at != fraction.whole && unit(at) == unit(fraction.part);
            other && view.value(at) > view.value(fraction.part) && fits(at)
        })
}

/// Whether a figure can be the part or whole of a share.
pub(super) fn amount(view: &View<'_>, at: usize) -> bool {
    let dimension = view.claim(at).quantity.unit.dimension;
    view.level(at)
        && !matches!(dimension, Dimension::Share | Dimension::Points)
        && view.claim(at).quantity.unit.per.is_none()
}

/// The whole that a part is said to be of, by the words between the two.
pub(super) fn whole_of(view: &View<'_>, part: usize) -> Option<usize> {
    let larger = |whole: usize| {
        amount(view, whole)
            && view.value(whole) > view.value(part)
            && (view.alike(whole, part) || view.alike(part, whole))
    };
    if let Some(whole) = view.whole_of(part).filter(|whole| larger(*whole)) {
        return Some(whole);
    }
    let next = part + 1;
    if next < view.claims.len()
        && view.beside(part, next)
        && view.cue(view.between(part, next), "out-of")
        && larger(next)
    {
        let words = view.between(part, next).split_whitespace().count();
        return Some(next).filter(|_| words <= 4);
    }
    if view.cue(head(view.after(part), 14), "of-them") {
        return (part.saturating_sub(4)..part)
            .rev()
            .find(|whole| view.claim(*whole).sentence + 1 >= view.claim(part).sentence && larger(*whole));
    }
    opened(view, part).filter(|whole| larger(*whole))
}

/// "Of the 800 members, 480 voted": the whole that opens the sentence.
fn opened(view: &View<'_>, part: usize) -> Option<usize> {
    let first = (part.saturating_sub(4)..part).find(|at| view.beside(*at, part))?;
    let opens = view.before(first);
    let of = opens.trim_start_matches(['"', '“', ' ']);
    (of.len() <= 30 && view.cue(of, "opens-of")).then_some(first)
}

/// "96 of them, or 15 percent"; "514 of the 1,549 firms, or 33 percent"
fn said_again(view: &View<'_>, share: usize) -> Option<Fraction> {
    let last = share.checked_sub(1).filter(|last| view.beside(*last, share))?;
    let gap = view.between(last, share);
    let again = gap.len() <= 48 && (view.cue(gap, "said-again") || gap.trim_end().ends_with('('));
    if !again || !amount(view, last) || gap.contains(" and ") {
        return None;
    }
    let by_of = last.checked_sub(1).filter(|part| view.beside(*part, last) && whole_of(view, *part) == Some(last));
    let (part, whole) = match by_of {
        Some(part) if amount(view, part) => (part, last),
        _ => (last, whole_of(view, last)?),
    };
    Some(Fraction { share, part, whole, sure: true })
}

/// "a third of the 90 schools, or 40"; "two in five patients (1,200 of the 3,000)"
fn ahead(view: &View<'_>, share: usize) -> Option<Fraction> {
    let (first, second) = (share + 1, share + 2);
    if second >= view.claims.len() || !view.beside(share, second) || !amount(view, first) || !amount(view, second) {
        return None;
    }
    let again = |gap: &str| gap.len() <= 48 && (view.cue(gap, "said-again") || gap.trim_end().ends_with(['(', ':']));
    let (before, between) = (view.between(share, first), view.between(first, second));
    let of = before.len() <= 14 && before.starts_with(" of ");
    let people = view.kind(second) == "person";
    let in_all = between.ends_with(", ") && view.cue(head(view.after(second), 14), "in-all");
    let said = again(between) || in_all;
    if of && said && view.value(second) < view.value(first) && (view.alike(first, second) || people) {
        return Some(Fraction { share, part: second, whole: first, sure: true });
    }
    (!of && again(before) && whole_of(view, first) == Some(second)).then_some(Fraction {
        share,
        part: first,
        whole: second,
        sure: true,
    })
}

/// "We found traces in 3,000 of them. That is one well in four."
fn turned(view: &View<'_>, share: usize) -> Option<Fraction> {
    let part = share.checked_sub(1)?;
    let opens = view.before(share);
    let next = view.claim(part).sentence + 1 == view.claim(share).sentence;
    if !next || opens.len() > 30 || !view.cue(opens, "that-is") || !view.together(part, share) || !amount(view, part) {
        return None;
    }
    let whole = whole_of(view, part)?;
    Some(Fraction { share, part, whole, sure: true })
}

/// "Operating profit was 48 million on revenue of 320 million. The operating margin was 15.0 percent."
fn margin(view: &View<'_>, share: usize) -> Option<Fraction> {
    let before = view.before(share);
    let at = before.rfind("margin")?;
    let which = before[..at].split_whitespace().next_back().unwrap_or("");
    let sales = |part: usize| {
        let whole = part + 1;
        let gap = view.between(part, whole);
        let names = view.before(part);
        let same = !view.cue(which, "kind-of-margin") && view.cue(names, "profit")
            || names.contains(which) && view.cue(which, "kind-of-margin");
        (gap.len() <= 40 && view.cue(gap, "on-sales") && same && amount(view, part) && amount(view, whole))
            .then_some(whole)
    };
    let near = (share.saturating_sub(12)..share.saturating_sub(1)).rev();
    let mut pairs = near
        .filter(|part| view.claim(*part).sentence + 6 >= view.claim(share).sentence && view.together(*part, share))
        .filter_map(|part| sales(part).map(|whole| (part, whole)));
    let (part, whole) = pairs.next()?;
    Some(Fraction { share, part, whole, sure: true })
}

/// How many sentences before a part its whole may be told.
const TOLD_BEFORE: usize = 8;
/// How many bytes may stand between a part and its share.
const WITH_PART: usize = 48;

/// "We looked at 1,050 flats. In 273 of the flats, about 26 percent, we found mould."
fn with_part(view: &View<'_>, share: usize) -> Option<Fraction> {
    let part = share.checked_sub(1).filter(|part| view.beside(*part, share) && amount(view, *part))?;
    let gap = view.between(part, share);
    let of = [" of the ", " of our ", " of those ", " of these "].iter().find_map(|of| gap.strip_prefix(of))?;
    let told = gap.len() <= WITH_PART && gap.contains([',', '(', '–', '—']);
    let noun = view.noun(of).filter(|_| told && !view.after(share).starts_with(" of the "))?;
    let near = (part.saturating_sub(24)..part)
        .rev()
        .filter(|at| view.claim(*at).sentence + TOLD_BEFORE >= view.claim(part).sentence);
    let mut wholes = near.filter(|at| {
        let of_noun = view.kind(*at) == noun || view.claim(*at).measure.head == noun;
        amount(view, *at) && of_noun && view.value(*at) > view.value(part)
    });
    let whole = wholes.next()?;
    Some(Fraction { share, part, whole, sure: true })
}

/// "Output is 1,200 billion. Debt is 720 billion. A ratio of 60 percent of GDP ..."
fn economy(view: &View<'_>, share: usize) -> Option<Fraction> {
    if !view.cue(head(view.after(share), 28), "of-the-economy") {
        return None;
    }
    let near: Vec<usize> = (share.saturating_sub(6)..share)
        .filter(|at| {
            view.claim(*at).sentence + 2 >= view.claim(share).sentence && view.together(*at, share) && amount(view, *at)
        })
        .collect();
    let whole = near.iter().copied().find(|at| view.cue(view.before(*at), "economy"))?;
    let words = view.before(share);
    let mut parts = near.into_iter().filter(|at| {
        let head = &view.claim(*at).measure.head;
        *at != whole
            && head.len() > 2
            && words.contains(head.as_str())
            && view.value(*at) < view.value(whole) * Decimal::TWO
    });
    let part = parts.next().filter(|part| view.alike(whole, *part) || view.alike(*part, whole))?;
    Some(Fraction { share, part, whole, sure: true })
}

/// "25 percent of all visits", behind "1,360 visits" and "At 204 visits we found faults"
fn named(view: &View<'_>, share: usize) -> Option<Fraction> {
    let noun = subject(view, share)?;
    let window = share.saturating_sub(24)..share;
    let near = window.filter(|at| {
        view.claim(*at).sentence + BACK >= view.claim(share).sentence && view.together(*at, share) && amount(view, *at)
    });
    let of_noun = |at: usize| noun.is_empty() || view.kind(at) == noun || view.claim(at).measure.head == noun;
    let near: Vec<usize> = near.filter(|at| view.claim(*at).quantity.unit.dimension == Dimension::Count).collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for part in near.iter().copied() {
        let grammar = whole_of(view, part).filter(|whole| of_noun(*whole) || of_noun(part));
        let counted = || near.iter().copied().find(|at| *at < part && !noun.is_empty() && view.kind(*at) == noun);
        let same = view.kind(part) == noun;
        let whole = grammar.or_else(|| counted().filter(|whole| same && view.value(*whole) > view.value(part)));
        pairs.extend(whole.map(|whole| (part, whole)));
    }
    let chosen = pointed(view, share, &pairs);
    let by_word = chosen.len() == 1;
    let pairs = if chosen.is_empty() { pairs } else { chosen };
    let only = pairs.len() == 1 && !noun.is_empty() && view.claim(share).quantity.form == Form::Ratio;
    let fits = |pair: &&(usize, usize)| {
        let share_of = view
            .interval(pair.0)
            .div(&view.interval(pair.1))
            .mul(&crate::quantity::Interval::point(Decimal::ONE_HUNDRED));
        share_of.meets(&view.interval(share))
    };
    let (part, whole) = pairs.iter().find(fits).or(pairs.last()).copied()?;
    let next = view.claim(part).sentence + 1 >= view.claim(share).sentence;
    let close = view.claim(part).sentence + 3 >= view.claim(share).sentence;
    Some(Fraction { share, part, whole, sure: close && by_word || next && only })
}

/// What a share is taken of; empty where a question just asked for the share.
fn subject(view: &View<'_>, share: usize) -> Option<SmolStr> {
    let claim = view.claim(share);
    let words = &view.claim(share).span;
    let after = view.after(share);
    if claim.quantity.form == Form::Ratio && words.len() > 12 {
        return Some(claim.measure.head.clone()).filter(|head| !head.is_empty());
    }
    let asked = claim.sentence.checked_sub(1).map_or("", |number| view.words_of(number));
    let of = after.strip_prefix(" of ").and_then(|rest| view.noun(head(rest, 40)));
    let answer = asked.trim_end().ends_with('?') && view.cue(asked, "asks-share") && view.before(share).len() <= 12;
    // "84 percent for the class of 2023" is no vote.
    let of_something = [" for the ", " for a ", " for our ", " for an "].iter().any(|words| after.starts_with(words));
    let against = !of_something && view.cue(head(after, 14), "for-or-against");
    of.or_else(|| (answer || against).then(SmolStr::default))
}

/// The pairs whose part stands with the word that the share stands with: "320 against", "sixty percent against".
fn pointed(view: &View<'_>, share: usize, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let words = |at: usize| {
        head(view.after(at), 24).split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let mine: Vec<&str> =
        words(share).filter(|word| word.len() >= 6 || view.cue(word, "for-or-against")).take(1).collect();
    pairs.iter().filter(|pair| words(pair.0).any(|word| mine.contains(&word))).copied().collect()
}
