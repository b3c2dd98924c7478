//! Figures that stand side by side: parts "of them", and the same figure in other words or units.

use super::view::View;
use super::{Found, LinkKind};
use crate::claim::extract::Scene;
use crate::claim::{Aspect, Claim, ClaimId};
use crate::lexicon::Class;
use crate::quantity::{Dimension, Notation};

/// The longest words, in bytes, between a sum of money and the same sum in another currency.
const EXCHANGED: usize = 48;

/// Links the parts and repeated figures of one sentence.
pub(in crate::claim) fn within(scene: &mut Scene<'_>) {
    for at in 0..scene.drafts.len() {
        let links: Vec<(LinkKind, ClaimId)> = apposed(scene, at).into_iter().chain(part(scene, at)).collect();
        scene.drafts[at].claim.links.extend(links);
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
    let spelled = bracket
        && a.notation == Notation::Words
        && b.notation == Notation::Digits
        && a.unit.dimension == b.unit.dimension
        || bracket && a.unit.dimension == Dimension::Count && a.notation == Notation::Words;
    let said = joined(&["or", "so", "that", "is", "'s", "equivalent", "equals", "which", "means"]);
    (spelled || bracket && a.unit.dimension == b.unit.dimension || converted || said)
        .then_some((LinkKind::Apposed, last.claim.id))
}

/// The total that this figure is a part of: "47 people, 12 of them with serious injuries".
fn part(scene: &Scene<'_>, at: usize) -> Option<(LinkKind, ClaimId)> {
    let this = &scene.drafts[at].claim;
    let inside = this.tagged("of-them") || this.tagged("among") || in_part_list(scene, at);
    let unit = |claim: &Claim| {
        claim.quantity.unit.name == this.quantity.unit.name || this.quantity.unit.dimension == Dimension::Share
    };
    let whole = |claim: &&Claim| {
        unit(claim) && !claim.tagged("of-them") && !claim.tagged("among") && claim.aspect == Aspect::Level
    };
    if !inside {
        return None;
    }
    let before = scene.drafts[..at].iter().rev().map(|draft| &draft.claim);
    before.into_iter().find(whole).map(|claim| (LinkKind::PartOf, claim.id))
}

/// Whether a figure stands in a list whose first figure is told to be a part.
fn in_part_list(scene: &Scene<'_>, at: usize) -> bool {
    let Some(place) = scene.drafts[at].claim.list else { return false };
    scene.drafts[..at].iter().any(|draft| {
        let claim = &draft.claim;
        claim.list.is_some_and(|other| other.list == place.list) && (claim.tagged("of-them") || claim.tagged("among"))
    })
}

/// Adds what needs the words between the figures: sums in two currencies, pounds that are money, lists of parts
/// that go on, parts named in the next sentence.
pub(super) fn again(view: &View<'_>, found: &mut Found) {
    for at in 1..view.claims.len() {
        exchanged(view, at, found);
        goes_on(view, at, found);
        among(view, at, found);
    }
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

/// "of whom 5,100 are young men and 3,900 young women"
fn goes_on(view: &View<'_>, at: usize, found: &mut Found) {
    let last = at - 1;
    let gap = view.between(last, at);
    let linked = found.ties.iter().rev().find(|tie| tie.0 == last && tie.1 == LinkKind::PartOf).map(|tie| tie.2);
    let Some(whole) = linked.or_else(|| view.whole_of(last)) else { return };
    let joined = gap.contains(" and ") || gap.contains(',') || gap.contains(';');
    let fits = view.beside(last, at)
        && joined
        && gap.len() <= 60
        && !view.cue(gap, "nested")
        && view.whole_of(at).is_none()
        && view.claim(at).quantity.unit.name == view.claim(whole).quantity.unit.name
        && view.level(at)
        && view.alike(whole, at);
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
