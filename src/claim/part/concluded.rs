//! Shares and ratios that a speaker draws from the two figures just told: "1,700 were asked, and 340 agreed. That's one
//! in five", "12 percent of these, that is 30 beds", "18 pupils to every teacher".

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::share::{Fraction, amount, whole_of};
use super::view::{View, head, tail};
use super::{Found, LinkKind};
use crate::claim::Aspect;
use crate::quantity::{Dimension, Form};

/// How many claims are looked back over.
const BACK: usize = 24;
/// How many sentences back the figures of a ratio may stand.
const SENTENCES: usize = 10;
/// The longest words, in bytes, from a conclusion's opening to its share.
const OPENING: usize = 60;
/// The tag of a figure told for one of another thing.
const TAG: &str = "per-one";

/// "340 agreed. That's one in five.": the two figures just told, and no third.
pub(super) fn concluded(view: &View<'_>, share: usize) -> Option<Fraction> {
    let before = view.before(share);
    let stem = before.trim_end().trim_end_matches(['—', '–', '(', '-']).trim_end();
    let after = view.after(share);
    let form = view.claim(share).quantity.form;
    let set_off = form == Form::Fraction && after.starts_with([',', ')']);
    let bare = stem.ends_with(',') && stem.len() <= 30 && (form == Form::Ratio || set_off);
    let opens = stem.is_empty() && form == Form::Ratio;
    let rate = view.beside(share.checked_sub(1)?, share) && view.cue(before, "rate-of") && before.contains(", ");
    let drawn =
        before.len() <= OPENING && view.cue(before, "concludes") || bare && view.beside(share.checked_sub(1)?, share);
    let of_other = after.starts_with(" of ") && !view.cue(head(after, 12), "of-them") || after.starts_with(" more");
    if !(drawn || opens || rate) || of_other {
        return None;
    }
    let from = view.claim(share).sentence.saturating_sub(1);
    let own = view.beside(share.checked_sub(1)?, share);
    let near: Vec<usize> =
        (share.saturating_sub(6)..share).filter(|at| view.claim(*at).sentence >= from && told(view, *at)).collect();
    // Where two stand in its own sentence, those before do not count.
    let here: Vec<usize> = near.iter().copied().filter(|at| view.beside(*at, share)).collect();
    let mut two = if own && here.len() >= 2 { here } else { near };
    if let [.., part, whole] = two[..]
        && part + 1 == whole
        && view.between(part, whole).ends_with(" out of ")
    {
        two = vec![part, whole];
    }
    let [a, b] = two[..] else { return None };
    let (part, whole) = if view.value(a) < view.value(b) { (a, b) } else { (b, a) };
    let together = view.together(part, share) && view.together(whole, share);
    let kinds = (view.kind(part), view.kind(whole));
    let by_grammar = whole_of(view, part) == Some(whole);
    let known = kinds.0.is_empty()
        || by_grammar
        || rate && view.between(a, b).contains(" and ")
        || kinds.1.is_empty()
        || kinds.0 == kinds.1;
    let sized = sized(view, share, part, whole);
    (together
        && known
        && sized
        && (drawn || rate || by_grammar)
        && view.value(a) != view.value(b)
        && amount(view, part)
        && amount(view, whole))
    .then_some(Fraction { share, part, whole, sure: true })
}

/// Whether a claim is a figure of its own, not a small count in words nor a length of time.
fn told(view: &View<'_>, at: usize) -> bool {
    let quantity = &view.claim(at).quantity;
    !matches!(quantity.unit.dimension, Dimension::Time | Dimension::Share | Dimension::Points)
        && !matches!(view.claim(at).aspect, Aspect::Rank | Aspect::Enumeration)
        && !view.claim(at).derived
}

/// Whether a share is no further off than a slip makes it.
fn sized(view: &View<'_>, share: usize, part: usize, whole: usize) -> bool {
    let real = (view.value(part) * Decimal::ONE_HUNDRED).checked_div(view.value(whole)).unwrap_or_default();
    let said = view.value(share);
    said < real * Decimal::from(4) && real < said * Decimal::from(4)
}

/// "250 beds. ... 12 percent of these, that is 30 beds": the part behind the share.
pub(super) fn part_behind(view: &View<'_>, share: usize) -> Option<Fraction> {
    let part = share + 1;
    if part >= view.claims.len() || !view.beside(share, part) || !amount(view, part) {
        return None;
    }
    let gap = view.between(share, part);
    let of_them = view.cue(head(gap, 12), "of-them") || gap.is_empty();
    let again = gap.len() <= 40 && view.cue(gap, "said-again");
    let whole = (share.saturating_sub(3)..share).rev().find(|at| amount(view, *at) && told(view, *at))?;
    let near = view.claim(whole).sentence + 1 >= view.claim(share).sentence && view.together(whole, share);
    let kinds = view.kind(part) == view.kind(whole) || view.alike(whole, part) && view.kind(part).is_empty();
    let sized = sized(view, share, part, whole);
    (of_them && again && near && kinds && sized).then_some(Fraction { share, part, whole, sure: true })
}

/// Ties figures told for one of another thing to the two counts: "1,980 pupils and 110 teachers ... 18 pupils to every
/// teacher"; and shares told as the other ones: "58 percent ... the other 42 percent".
pub(super) fn ratios(view: &View<'_>, found: &mut Found) {
    for at in 1..view.claims.len() {
        if let Some((total, count)) = for_one(view, at).or_else(|| one_to(view, at)) {
            found.tie(at, LinkKind::EachOf, total);
            found.tie(count, LinkKind::HeadsOf, at);
            found.tag(at, TAG);
        }
        if let Some(first) = other_share(view, at) {
            found.tie(at, LinkKind::Beside, first);
            found.tag(first, "fills-hundred");
        }
    }
}

/// The total and the count behind "18 pupils to every teacher", "nine tonnes to the hectare".
fn for_one(view: &View<'_>, each: usize) -> Option<(usize, usize)> {
    let after = head(view.after(each), 60);
    let marks = [" to every ", " to each ", " for every ", " for each ", " per ", " to the ", " to a ", " to one "];
    let (thing, rest) = marks.iter().find_map(|mark| after.split_once(mark))?;
    let noun = view.noun(rest)?;
    let kind = view.kind(each);
    let words = thing.split_whitespace().count();
    if kind.is_empty() || words > 2 || noun == kind || !view.level(each) && view.claim(each).aspect != Aspect::Average {
        return None;
    }
    let time = view.lexicon.units.factor(&noun).is_some_and(|known| known.0 == Dimension::Time);
    let near = || {
        let window = each.saturating_sub(BACK)..each;
        window
            .filter(|at| view.claim(*at).sentence + SENTENCES >= view.claim(each).sentence && view.together(*at, each))
    };
    let only = |noun: &SmolStr| {
        let mut all = near().filter(|at| view.kind(*at) == *noun && told(view, *at) && view.value(*at) > Decimal::ONE);
        all.next().filter(|_| all.next().is_none())
    };
    let (total, count) = only(&kind).zip(only(&noun))?;
    let real = view.value(total).checked_div(view.value(count))?;
    let said = view.value(each);
    (!time && real < said * Decimal::from(4) && said < real * Decimal::from(4)).then_some((total, count))
}

/// "There are 144 patients and 24 nurses. So that's one to six."
fn one_to(view: &View<'_>, each: usize) -> Option<(usize, usize)> {
    let before = view.before(each);
    let drawn = before.ends_with("one to ") && view.claim(each).sentence > 0;
    let small = view.value(each) >= Decimal::TWO && view.value(each) <= Decimal::ONE_HUNDRED;
    if !drawn || !small {
        return None;
    }
    let from = view.claim(each).sentence - 1;
    let near = (each.saturating_sub(5)..each).filter(|at| {
        view.claim(*at).sentence >= from && told(view, *at) && view.together(*at, each) && !view.kind(*at).is_empty()
    });
    let two: Vec<usize> = near.collect();
    let [a, b] = two[..] else { return None };
    let (total, count) = if view.value(a) > view.value(b) { (a, b) } else { (b, a) };
    let real = view.value(total).checked_div(view.value(count))?;
    let said = view.value(each);
    (view.kind(a) != view.kind(b) && real < said * Decimal::from(4) && said < real * Decimal::from(4))
        .then_some((total, count))
}

/// "58 percent of the book is fixed. ... the other 42 percent of the book": the first of two shares of one whole.
fn other_share(view: &View<'_>, at: usize) -> Option<usize> {
    let percent = |at: usize| view.claim(at).quantity.unit.name == "percent" && view.level(at);
    let before = tail(view.before(at), 14);
    let other = before.ends_with("the other ");
    let noun = view.after(at).strip_prefix(" of ").and_then(|rest| view.noun(rest));
    if !percent(at) || !other {
        return None;
    }
    let near = (at.saturating_sub(8)..at).rev().filter(|first| {
        view.claim(*first).sentence + SENTENCES >= view.claim(at).sentence
            && view.together(*first, at)
            && percent(*first)
    });
    let of = |first: usize| view.after(first).strip_prefix(" of ").and_then(|rest| view.noun(rest));
    let shares: Vec<usize> = near.filter(|first| noun.is_none() || of(*first) == noun).collect();
    let [first] = shares[..] else { return None };
    let linked = view.claim(at).links.iter().any(|link| link.0 == LinkKind::Beside);
    (!linked).then_some(first)
}
