//! Figures that stand side by side: parts "of them", and the same figure in other words or units.

use rust_decimal::Decimal;

use super::view::View;
use super::{Found, LinkKind};
use crate::claim::ClaimId;
use crate::claim::extract::Scene;
use crate::lexicon::Class;
use crate::quantity::{Dimension, Notation};

/// The longest words, in bytes, between a sum of money and the same sum in another currency.
const EXCHANGED: usize = 48;

/// Links the repeated figures of one sentence.
pub(in crate::claim) fn within(scene: &mut Scene<'_>) {
    for at in 0..scene.drafts.len() {
        let link = apposed(scene, at);
        scene.drafts[at].claim.links.extend(link);
    }
}

/// The figure that this one says again in other words or units: "62 miles, about 100 kilometres", "thirty (40)".
fn apposed(scene: &Scene<'_>, at: usize) -> Option<(LinkKind, ClaimId)> {
    let (before, rest) = scene.drafts.split_at(at);
    let (last, this) = (before.last()?, rest.first()?);
    let between = &scene.parse.tokens[last.token + 1..this.token];
    let (a, b) = (&last.claim.quantity, &this.claim.quantity);
    let joined = |words: &[&str]| {
        between.iter().any(|token| words.contains(&token.lower.as_str()))
            && between.iter().all(|token| {
                token.is_mark(',')
                    || token.is(Class::Adverb)
                    || token.is(Class::Determiner)
                    || words.contains(&token.lower.as_str())
            })
    };
    let bracket = between.len() <= 4 && between.last().is_some_and(|token| token.is_mark('('));
    let converted = a.unit.dimension == b.unit.dimension
        && a.unit.name != b.unit.name
        && between.len() <= 4
        && !between.iter().any(|token| token.is(Class::Conjunction) && !token.word("or") || token.is(Class::Verb));
    let spelled = bracket && a.notation != b.notation && a.unit.dimension == b.unit.dimension
        || bracket && a.unit.dimension == Dimension::Count && a.notation == Notation::Words;
    // "3 on the left, 2 on the right, so five in all" adds up.
    let behind = scene.parse.tokens.get(this.token + 1..).unwrap_or_default();
    let sum = matches!(behind, [first, second, ..] if first.word("in") && (second.word("all") || second.word("total")))
        || matches!(behind, [first, ..] if first.word("altogether") || first.word("together"));
    let said = !sum && joined(&["or", "so", "that", "is", "'s", "equivalent", "equals", "which", "means"]);
    (spelled || bracket && a.unit.dimension == b.unit.dimension || converted || said)
        .then_some((LinkKind::Apposed, last.claim.id))
}

/// Adds what needs the words between the figures: sums in two currencies, pounds that are money, lists of parts
/// that go on, parts named in the next sentence.
pub(super) fn again(view: &View<'_>, found: &mut Found) {
    for at in 1..view.claims.len() {
        exchanged(view, at, found);
        converted(view, at, found);
        converted_later(view, at, found);
        whom(view, at, found);
        them(view, at, found);
        goes_on(view, at, found);
        among(view, at, found);
    }
}

/// "2,000 hectares of bog and birch wood, about 4,900 acres"
fn converted(view: &View<'_>, at: usize, found: &mut Found) {
    let last = at - 1;
    let gap = view.between(last, at);
    let told = || gap.trim_end().ends_with([',', '(']) || view.cue(gap, "said-again");
    if gap.len() > EXCHANGED || !view.beside(last, at) || !told() {
        return;
    }
    let (a, b) = (&view.claim(last).quantity.unit, &view.claim(at).quantity.unit);
    let units = &view.lexicon.units;
    let Some((from, to)) = units.factor(&a.name).zip(units.factor(&b.name)) else { return };
    let measured = !matches!(from.0, Dimension::Money | Dimension::Time | Dimension::Share | Dimension::Temperature);
    if from.0 != to.0 || !measured || a.name == b.name || a.per != b.per || to.1.is_zero() {
        return;
    }
    let meant = view.value(last).checked_mul(from.1).and_then(|base| base.checked_div(to.1)).unwrap_or_default();
    let ratio = view.value(at).checked_div(meant).unwrap_or_default();
    let nested = view.cue(gap, "nested") || super::convert::explained(view, last, at);
    if ratio > Decimal::new(4, 1) && ratio < Decimal::new(25, 1) && !nested {
        found.tie(at, LinkKind::Apposed, last);
    }
}

/// How many sentences behind a figure it may be said again in another unit.
const SAID_AGAIN: usize = 3;
/// How many claims are looked back over for it.
const LOOKED_AT: usize = 8;

/// "It weighs 220 pounds." "For our listeners abroad, that is 100 kilos.": a unit of another system, in a sentence that
/// points back or speaks of the same thing.
fn converted_later(view: &View<'_>, at: usize, found: &mut Found) {
    let claim = view.claim(at);
    let measured = !matches!(
        claim.quantity.unit.dimension,
        Dimension::Money
            | Dimension::Time
            | Dimension::Share
            | Dimension::Count
            | Dimension::Multiple
            | Dimension::Points
    );
    if !measured {
        return;
    }
    let alike = |other: &usize| view.claim(*other).quantity.unit.dimension == claim.quantity.unit.dimension;
    let Some(first) = (at.saturating_sub(LOOKED_AT)..at).rev().find(alike) else { return };
    let earlier = view.claim(first);
    let near = earlier.sentence < claim.sentence && claim.sentence <= earlier.sentence + SAID_AGAIN;
    let nameless = claim.measure.key.is_empty() || claim.tagged("carried");
    let one_thing = nameless || !earlier.measure.head.is_empty() && earlier.measure.head == claim.measure.head;
    let near = near && !super::convert::explained(view, first, at);
    if near && one_thing && view.level(at) && view.level(first) && of_two_systems(view, first, at) {
        found.tie(at, LinkKind::Apposed, first);
    }
}

/// Whether two units of one kind are of two systems, and the figures no further apart than a slip makes them.
fn of_two_systems(view: &View<'_>, first: usize, again: usize) -> bool {
    let (a, b) = (&view.claim(first).quantity.unit, &view.claim(again).quantity.unit);
    let units = &view.lexicon.units;
    let Some((from, to)) = units.factor(&a.name).zip(units.factor(&b.name)) else { return false };
    if a.per != b.per || from.0 == Dimension::Temperature {
        return false;
    }
    let factor = from.1.checked_div(to.1).unwrap_or_default();
    let digits = |value: Decimal| value.normalize().mantissa().to_string().trim_matches('0').to_owned();
    // Metres and kilometres, ounces and pounds: one system, where two figures side by side are two things.
    let round = digits(factor).len() <= 2 || digits(Decimal::ONE.checked_div(factor).unwrap_or_default()).len() <= 2;
    let ratio = view.value(first).checked_mul(factor).and_then(|meant| view.value(again).checked_div(meant));
    !round && ratio.is_some_and(|ratio| ratio > Decimal::new(6, 1) && ratio < Decimal::new(17, 1))
}

fn exchanged(view: &View<'_>, at: usize, found: &mut Found) {
    let last = at - 1;
    if !view.beside(last, at) {
        return;
    }
    let (a, b) = (&view.claim(last).quantity.unit, &view.claim(at).quantity.unit);
    let gap = view.between(last, at);
    let said = gap.trim_end().ends_with('(') || gap.len() <= EXCHANGED && view.cue(gap, "said-again");
    if a.name == "pound" && b.name == "GBP" && gap.trim_end().ends_with('(') {
        found.units.push((last, at));
        found.tie(at, LinkKind::Apposed, last);
    } else if a.dimension == Dimension::Money && b.dimension == Dimension::Money && a.name != b.name && said {
        found.tie(at, LinkKind::Apposed, last);
    }
}

/// How many sentences before "of that" the sum may stand.
const OF_THAT: usize = 2;

/// "8,400 apprentices, of whom 5,100 are young men"; "96 teachers, including 51 women"
fn whom(view: &View<'_>, at: usize, found: &mut Found) {
    let last = at - 1;
    let words = view.just_before(at, 28);
    let direct = view.between(last, at).trim_start().starts_with("of ");
    let including = view.cue(words, "including") && !view.kind(last).is_empty() && !view.kind(at).is_empty();
    let same = view.claim(last).quantity.unit == view.claim(at).quantity.unit;
    let told = view.beside(last, at) && !direct && (view.cue(words, "part-behind") || including);
    // "So 23,100 between the two." "And of that, 14,000 went on the car."
    let opens = view.before(at).trim_start_matches(['"', '“', ' ']);
    let of_that = !view.beside(last, at)
        && opens.len() <= 16
        && view.cue(opens, "of-that-sum")
        && view.claim(last).sentence + OF_THAT >= view.claim(at).sentence
        && (last == 0 || !view.beside(last - 1, last));
    let told = told || of_that;
    if told && view.level(last) && view.level(at) && (including && same || view.alike(last, at)) {
        found.tie(at, LinkKind::PartOf, whole(view, last, found));
    }
}

/// "47 people, 12 of them with serious injuries"
fn them(view: &View<'_>, at: usize, found: &mut Found) {
    let after = view.after(at);
    let comma = at > 0 && view.between(at - 1, at).trim_end().ends_with(',');
    let words = super::view::head(after, 10);
    let told =
        after.starts_with(" of ") && (view.cue(words, "of-them-behind") || comma && view.cue(words, "of-which-behind"));
    let of_figure = at + 1 < view.claims.len() && view.beside(at, at + 1) && after.split_whitespace().count() <= 2;
    let other =
        after.split_whitespace().nth(2).is_some_and(|word| word.ends_with("ed") || word == "who" || word == "that");
    if !told || other || of_figure || !view.level(at) {
        return;
    }
    let near =
        (at.saturating_sub(3)..at).rev().take_while(|other| view.claim(*other).sentence + 1 >= view.claim(at).sentence);
    let fits = |other: &usize| {
        view.together(*other, at) && view.level(*other) && view.value(*other) > Decimal::ONE && view.alike(*other, at)
    };
    if let Some(last) = near.into_iter().find(fits) {
        found.tie(at, LinkKind::PartOf, whole(view, last, found));
    }
}

/// The whole of a figure that is a part itself, else the figure.
fn whole(view: &View<'_>, at: usize, found: &Found) -> usize {
    let linked = found.ties.iter().rev().find(|tie| tie.0 == at && tie.1 == LinkKind::PartOf).map(|tie| tie.2);
    linked.or_else(|| view.whole_of(at)).unwrap_or(at)
}

/// "of whom 5,100 are young men and 3,900 young women"
fn goes_on(view: &View<'_>, at: usize, found: &mut Found) {
    let last = at - 1;
    let gap = view.between(last, at);
    let gap = [" of them", " of which", " of whom"].iter().find_map(|them| gap.strip_prefix(them)).unwrap_or(gap);
    let linked = found.ties.iter().rev().find(|tie| tie.0 == last && tie.1 == LinkKind::PartOf).map(|tie| tie.2);
    let Some(whole) = linked.or_else(|| view.whole_of(last)) else { return };
    let joined = gap.contains(" and ") || gap.contains(',') || gap.contains(';');
    let fits = view.beside(last, at)
        && joined
        && gap.len() <= 40
        && !view.cue(gap, "nested")
        && !gap.contains("which")
        && !gap.contains(" but ")
        && !found.ties.iter().any(|tie| tie.0 == at && tie.1 == LinkKind::PartOf)
        && view.claim(at).quantity.unit.name == view.claim(whole).quantity.unit.name
        && view.level(at)
        && (gap.len() <= 16 || view.alike(whole, at));
    if fits {
        found.tie(at, LinkKind::PartOf, whole);
    }
}

/// "Among them there are 60 people ...", in the sentence behind the whole.
fn among(view: &View<'_>, at: usize, found: &mut Found) {
    let last = at - 1;
    let opens = view.before(at);
    let next = view.claim(last).sentence + 1 == view.claim(at).sentence;
    if next
        && view.together(last, at)
        && opens.len() <= 40
        && opens.trim_start().starts_with(['a', 'o', 'i'])
        && view.cue(super::view::head(opens, 16), "opens-among")
        && view.level(last)
        && view.level(at)
        && view.claim(last).quantity.unit == view.claim(at).quantity.unit
        && (last == 0 || !view.beside(last - 1, last))
    {
        found.tie(at, LinkKind::PartOf, last);
    }
}
