//! The same measure in another unit, told behind it in its sentence or in one of the next: "26 miles end to end, and
//! for our neighbours that's 42 kilometres"; sums in another currency at a rate that is told.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::view::View;
use super::{Found, LinkKind};
use crate::lexicon::Timing;
use crate::quantity::{Dimension, Form, Notation, Unit};

/// How many sentences behind a figure it may be told in another unit.
const SENTENCES: usize = 4;
/// How many claims are looked back over.
const BACK: usize = 10;
/// How many sentences apart two lengths of one event may be told.
const EVENT: usize = 9;
/// The longest words, in bytes, from the start of a sentence to a figure whose unit they name.
const LEAD: usize = 48;
/// The tag of a figure that the text says is another again.
const TAG: &str = "unit-again";

/// Ties the conversions of a text.
pub(super) fn find(view: &View<'_>, found: &mut Found) {
    for at in 0..view.claims.len() {
        if let Some(first) = told(view, at).or_else(|| same_event(view, at)) {
            found.tie(at, LinkKind::Apposed, first);
            found.tag(at, TAG);
        }
        if let Some(first) = spelled(view, at) {
            found.tie(at, LinkKind::Apposed, first);
            match (view.claim(at).quantity.unit.dimension, view.claim(first).quantity.unit.dimension) {
                (Dimension::Count, _) => found.units.push((at, first)),
                (_, Dimension::Count) => found.units.push((first, at)),
                _ => {}
            }
        }
        if let Some((pounds, dollars)) = at_rate(view, at) {
            found.tie(at, LinkKind::EachOf, dollars);
            found.tie(pounds, LinkKind::HeadsOf, at);
        }
    }
}

/// "three thousand and six, in figures 3,006": the figure that this one writes in the other way.
fn spelled(view: &View<'_>, at: usize) -> Option<usize> {
    let first = at.checked_sub(1).filter(|first| view.beside(*first, at))?;
    let (a, b) = (&view.claim(first).quantity, &view.claim(at).quantity);
    let gap = view.between(first, at);
    let told = view.cue(gap, "written-as") || view.cue(super::view::head(view.after(at), 20), "written-as");
    let mark = gap.trim();
    let set_off = matches!(mark, "," | "-" | "–" | "—") && view.after(at).trim_start().starts_with(mark);
    let ratio = a.value.checked_div(b.value).unwrap_or_default();
    let sized = ratio > Decimal::new(1, 1) && ratio < Decimal::TEN && a.value >= Decimal::TEN;
    // "half a million, 50,000 pounds, was in a drawer": the scale is off.
    let ends = view.after(at).is_empty() || view.after(at).contains([',', '.', ')', '–', '—']);
    let scaled = [3, 2, 1, -1, -2, -3].iter().any(|power| b.value.checked_mul(ten(*power)) == Some(a.value));
    let off =
        matches!(mark, "," | "–" | "—") && scaled && ends && a.notation == Notation::Words && a.value >= Decimal::TEN;
    let told = off && view.kind(first).is_empty()
        || told && gap.len() <= 80
        || set_off && sized && a.notation == Notation::Words && view.kind(at).is_empty();
    (a.notation != b.notation && (a.form == b.form || off) && told).then_some(first)
}

/// A power of ten.
fn ten(power: i32) -> Decimal {
    let size = Decimal::from(10_i64.pow(power.unsigned_abs().min(9)));
    if power < 0 { Decimal::ONE / size } else { size }
}

/// Whether a figure measures something in units that convert.
fn measured(view: &View<'_>, at: usize) -> bool {
    let claim = view.claim(at);
    let converts = matches!(
        claim.quantity.unit.dimension,
        Dimension::Length
            | Dimension::Area
            | Dimension::Volume
            | Dimension::Mass
            | Dimension::Speed
            | Dimension::Energy
            | Dimension::Power
            | Dimension::Temperature
            | Dimension::Time
    );
    converts && claim.quantity.form == Form::Amount && claim.quantity.range.is_none() && !claim.derived
}

/// The figure that this one tells again in another unit, by the words between them.
fn told(view: &View<'_>, at: usize) -> Option<usize> {
    let claim = view.claim(at);
    let dimension = claim.quantity.unit.dimension;
    let like = |other: &usize| view.claim(*other).quantity.unit.dimension == dimension;
    // The one that it is, where several are told.
    let nearest = (at.saturating_sub(BACK)..at).rev().find(like)?;
    let near = || (at.saturating_sub(BACK)..at).rev().filter(like);
    let same = |first: &usize| {
        let told = view.claim(*first).sentence + SENTENCES >= claim.sentence && measured(view, *first);
        told && ratio(view, *first, at).is_some_and(|ratio| (ratio - Decimal::ONE).abs() < Decimal::new(3, 2))
    };
    let first = near().find(same).unwrap_or(nearest);
    if first != nearest && claim.quantity.unit.name != view.claim(first).quantity.unit.name {
        return None;
    }
    let earlier = view.claim(first);
    let near = measured(view, at)
        && measured(view, first)
        && claim.sentence <= earlier.sentence + SENTENCES
        && earlier.quantity.unit.name != claim.quantity.unit.name
        && earlier.quantity.unit.per == claim.quantity.unit.per
        && likely(view, first, at);
    // "The limit is 50 kilometres an hour. He did 80, that's 50 miles."
    let bare = at
        .checked_sub(1)
        .filter(|last| *last != first && view.beside(*last, at))
        .is_some_and(|last| view.claim(last).quantity.unit.dimension == Dimension::Count && view.kind(last).is_empty());
    (near && !bare && !explained(view, first, at) && says_again(view, first, at)).then_some(first)
}

/// Whether a slip, or a scale that is off, may lie between two figures that are said to be one.
fn likely(view: &View<'_>, first: usize, at: usize) -> bool {
    let time = view.claim(at).quantity.unit.dimension == Dimension::Time;
    let close =
        |a: Decimal, b: Decimal| a.checked_div(b).is_some_and(|of| (of - Decimal::ONE).abs() < Decimal::new(3, 2));
    let scales = [1, 2, 3, -1, -2, -3];
    let scale = |ratio: Decimal| {
        // Multiplied where one divides.
        let turned = factor(view, first, at).and_then(|factor| factor.checked_mul(factor)).unwrap_or_default();
        scales.iter().any(|power| close(ratio, ten(*power)))
            || close(ratio, turned)
            || ratio.checked_mul(turned).is_some_and(|one| close(one, Decimal::ONE))
    };
    plausible(view, first, at) || !time && ratio(view, first, at).is_some_and(scale)
}

/// Whether two figures are no further apart than a slip makes them.
fn plausible(view: &View<'_>, first: usize, at: usize) -> bool {
    if view.claim(at).quantity.unit.dimension == Dimension::Temperature {
        return true;
    }
    ratio(view, first, at).is_some_and(|ratio| ratio > Decimal::new(4, 1) && ratio < Decimal::new(25, 1))
}

/// Whether a figure has its conversion elsewhere, beside it, or another is a sum of two told before: "40 hectares, 99
/// acres, of which 15 hectares".
pub(super) fn explained(view: &View<'_>, first: usize, at: usize) -> bool {
    let near = first.saturating_sub(2)..(first + 3).min(view.claims.len());
    let unit = |at: usize| &view.claim(at).quantity.unit;
    let told = |other: usize| {
        let other_unit = unit(other).dimension == unit(first).dimension && unit(other).name != unit(first).name;
        other_unit && unit(other).per == unit(first).per && ratio(view, first, other).is_some_and(is_one)
    };
    let base = |at: usize| view.lexicon.units.factor(&unit(at).name).map(|known| view.value(at) * known.1);
    let run: Vec<Decimal> = (at.saturating_sub(4)..at)
        .filter(|other| view.beside(*other, at) && unit(*other).dimension == unit(at).dimension)
        .filter_map(base)
        .collect();
    let sums = run.windows(2).any(|pair| {
        let sum = pair[0] + pair[1];
        base(at).and_then(|own| own.checked_div(sum)).is_some_and(is_one)
    });
    near.into_iter().any(|other| other != first && other != at && told(other)) || sums
}

/// Figures tied to the one before as its conversion, of which another is.
pub(super) fn false_ties(view: &View<'_>) -> Vec<(usize, usize)> {
    let tied = |at: usize| {
        let first = view.claim(at).links.iter().find(|link| link.0 == LinkKind::Apposed)?.1.0 as usize;
        let units = view.claims.get(first).map(|first| &first.quantity.unit)?;
        let own = &view.claim(at).quantity.unit;
        let converts = units.dimension == own.dimension && units.name != own.name && measured(view, at);
        let fits = ratio(view, first, at).is_some_and(is_one);
        (converts && !fits && explained(view, first, at)).then_some((at, first))
    };
    (1..view.claims.len()).filter_map(tied).collect()
}

/// Whether two figures are one, as far as people round.
fn is_one(ratio: Decimal) -> bool {
    (ratio - Decimal::ONE).abs() < Decimal::new(3, 2)
}

/// How many units of the second figure's one of the first's is.
fn factor(view: &View<'_>, first: usize, at: usize) -> Option<Decimal> {
    let units = &view.lexicon.units;
    let (from, to) =
        units.factor(&view.claim(first).quantity.unit.name).zip(units.factor(&view.claim(at).quantity.unit.name))?;
    from.1.checked_div(to.1)
}

/// How many times the first figure the second is, in one unit.
fn ratio(view: &View<'_>, first: usize, at: usize) -> Option<Decimal> {
    let units = &view.lexicon.units;
    let (from, to) =
        units.factor(&view.claim(first).quantity.unit.name).zip(units.factor(&view.claim(at).quantity.unit.name))?;
    let meant = view.value(first).checked_mul(from.1)?.checked_div(to.1)?;
    view.value(at).checked_div(meant)
}

/// Whether the words before a figure say that it is the earlier one in another unit.
fn says_again(view: &View<'_>, first: usize, at: usize) -> bool {
    let time = view.claim(at).quantity.unit.dimension == Dimension::Time;
    if view.beside(first, at) {
        let gap = view.between(first, at);
        let next = first + 1 == at && !gap.contains(" than ");
        let opened = gap.rsplit([',', ';', '–', '—', '(']).next().unwrap_or("");
        let direct =
            opened.len() < gap.len() && opened.split_whitespace().count() <= 4 && view.cue(opened, "unit-again");
        let last = opened.split_whitespace().next_back().unwrap_or("");
        // "45 minutes, or an hour on Sundays"; "90 minutes, so for three hours ..."
        let alone = view.after(at).trim_start().is_empty() || view.after(at).starts_with([',', '.', ';', ')']);
        let one = !time || (last != "or" || alone) && !matches!(last, "for" | "in" | "after" | "at" | "by" | "before");
        return next && one && (direct || !time && view.cue(gap, "unit-system"));
    }
    let before = view.before(at);
    let opens = before.len() <= 60 && (view.cue(before, "unit-system") || view.cue(before, "other-words"));
    let between = view.claim(first).sentence + 1..view.claim(at).sentence;
    let wanted = between.into_iter().any(|number| wants(view, number));
    let points =
        before.len() <= 24 && view.cue(before, "that-is") && view.claim(first).sentence + 1 == view.claim(at).sentence;
    let short =
        points && before.len() <= 12 && (view.after(at).is_empty() || view.after(at).starts_with(['.', ',', '!']));
    opens || short || !time && (wanted || points || view.cue(view.after(at), "unit-system"))
}

/// Whether a sentence asks for another unit: "What's that in kilometres?", "in old money".
fn wants(view: &View<'_>, number: usize) -> bool {
    let words = view.words_of(number);
    let unit = words.split_once(" in ").is_some_and(|(_, behind)| {
        behind.split(|c: char| !c.is_alphanumeric()).take(3).any(|word| {
            let noun = view.lexicon.words.analyze(word).noun;
            word.len() > 3 && view.lexicon.units.factor(&noun).is_some_and(|known| known.0 != Dimension::Time)
        })
    });
    let asks = words.trim_end().ends_with('?') || words.trim_start().starts_with("wh") || words.starts_with("how");
    unit && asks || view.cue(words, "unit-system")
}

/// "The outage lasted 150 minutes. ... It was three and a half hours in all": two lengths of one event.
fn same_event(view: &View<'_>, at: usize) -> Option<usize> {
    let claim = view.claim(at);
    let hours = |at: usize| {
        let quantity = &view.claim(at).quantity;
        matches!(quantity.unit.name.as_str(), "minute" | "hour") && measured(view, at)
    };
    if !hours(at) || !lasts(view, at) {
        return None;
    }
    let noun = event(view.words_of(claim.sentence))?;
    (at.saturating_sub(BACK)..at).rev().find(|first| {
        let earlier = view.claim(*first);
        hours(*first)
            && earlier.quantity.unit.name != claim.quantity.unit.name
            && earlier.sentence < claim.sentence
            && claim.sentence <= earlier.sentence + EVENT
            && lasts(view, *first)
            && view.together(*first, at)
            && event(view.words_of(earlier.sentence)) == Some(noun)
            && plausible(view, *first, at)
    })
}

/// Whether a length is told of what a sentence speaks of: "lasted 150 minutes", "it was three hours".
fn lasts(view: &View<'_>, at: usize) -> bool {
    let before = view.before(at).split_whitespace().next_back().unwrap_or("");
    matches!(before, "lasted" | "took" | "was" | "were" | "for" | "lasts" | "takes" | "ran" | "exactly" | "just")
}

/// The noun of what lasts in a sentence.
fn event(words: &str) -> Option<&str> {
    let running = &Timing::built_in().running;
    words.split(|c: char| !c.is_alphanumeric()).find(|word| running.contains(*word))
}

/// "The loan is 40 million pounds. At 1.25 dollars to the pound, that's 50 million dollars.": the sums in the other
/// currency and in the rate's own, before and behind a rate.
fn at_rate(view: &View<'_>, rate: usize) -> Option<(usize, usize)> {
    let claim = view.claim(rate);
    let unit = &claim.quantity.unit;
    let other = view.cue(super::view::head(view.after(rate), 20), "to-the-currency");
    if unit.dimension != Dimension::Money || !other || claim.quantity.value > Decimal::ONE_THOUSAND {
        return None;
    }
    let money = |at: usize| {
        let known = &view.claim(at).quantity.unit;
        (known.dimension == Dimension::Money && at != rate).then_some(known)
    };
    let end = (rate + BACK).min(view.claims.len());
    (rate + 1..end).find_map(|second| {
        let first = second.checked_sub(1).filter(|first| *first > rate);
        let first = first.or_else(|| rate.checked_sub(1).filter(|_| second == rate + 1))?;
        let (a, b) = (money(first)?, money(second)?);
        let near = view.claim(second).sentence <= claim.sentence + SENTENCES
            && view.claim(first).sentence + 1 >= claim.sentence
            && (first < rate || view.beside(first, second));
        let gap = view.between(first.max(rate), second);
        let again = gap.len() <= 48 && view.cue(gap, "said-again");
        let total = if b.name == unit.name { second } else { first };
        let count = if total == second { first } else { second };
        let ways = a.name != b.name && (a.name == unit.name || b.name == unit.name);
        (near && again && ways).then_some((count, total))
    })
}

/// "In pounds that would be about 29,700.": the unit that the words before a bare figure name for it.
fn unit_before(view: &View<'_>, at: usize) -> Option<Unit> {
    let claim = view.claim(at);
    let before = view.before(at);
    let bare = claim.quantity.unit.dimension == Dimension::Count && view.kind(at).is_empty();
    let named = before.trim_start_matches(['"', '“', ' ']).strip_prefix("in ")?;
    let word =
        named.split(|c: char| !c.is_alphanumeric()).next().filter(|word| word.ends_with('s') || word.len() > 4)?;
    let noun = view.lexicon.words.analyze(word).noun;
    let noun = [noun.as_str(), word].into_iter().find(|noun| view.lexicon.units.factor(noun).is_some())?;
    let (dimension, ..) = view.lexicon.units.factor(noun).filter(|_| bare && before.len() <= LEAD)?;
    let told = (at.saturating_sub(BACK)..at).rev().find(|other| {
        let unit = &view.claim(*other).quantity.unit;
        unit.dimension == dimension && view.claim(*other).sentence + SENTENCES >= claim.sentence
    })?;
    // Pounds are money too.
    let money = (told..at).any(|other| view.claim(other).quantity.unit.dimension == Dimension::Money);
    (dimension != Dimension::Time && !money && view.claim(told).quantity.unit.name != noun).then(|| Unit {
        name: SmolStr::new(noun),
        dimension,
        per: view.claim(told).quantity.unit.per.clone(),
    })
}

/// Gives bare figures the units that the words before them name.
pub(super) fn units(view: &View<'_>) -> Vec<(usize, Unit)> {
    (0..view.claims.len()).filter_map(|at| unit_before(view, at).map(|unit| (at, unit))).collect()
}
