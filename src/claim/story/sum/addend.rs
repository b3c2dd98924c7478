//! Which figures may be parts or wholes, and how large a part is beside its whole.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::super::line::Line;
use super::super::{Story, stands};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality, Point};
use crate::lexicon::{Class, VerbForm};
use crate::quantity::{Dimension, Interval, Notation};

/// The least total: sums of a few small counts agree or miss by chance.
const LEAST: i64 = 10;
/// How many times a part its whole may be.
const SMALLEST: i64 = 500;
/// The most words between a figure and its noun: "12 brand new low-floor buses".
const TO_NOUN: usize = 3;

/// Whether a figure may be a part or a whole by its kind.
fn adds(claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let kind = match quantity.unit.dimension {
        Dimension::Points => quantity.unit.name == "point",
        Dimension::Count
        | Dimension::Money
        | Dimension::Mass
        | Dimension::Area
        | Dimension::Volume
        | Dimension::Energy
        | Dimension::Power
        | Dimension::Length
        | Dimension::Time => true,
        _ => false,
    };
    (stands(claim) || claim.modality == Modality::Denied)
        && matches!(claim.aspect, Aspect::Level | Aspect::Enumeration | Aspect::Duration)
        && kind
        && quantity.unit.per.is_none()
        && quantity.is_single()
        && quantity.value >= Decimal::ONE
}

/// Whether a figure is told with another that it is compared with, or is one end of a change.
fn compared(claim: &Claim) -> bool {
    let change = |kind: LinkKind| {
        matches!(kind, LinkKind::ChangeOf | LinkKind::ChangeFrom | LinkKind::EachOf | LinkKind::Apposed)
    };
    claim.point.is_some() && claim.point != Some(Point::From) || claim.links.iter().any(|link| change(link.0))
}

/// Whether a figure may be a total that nothing is known of yet.
pub(super) fn may_be_whole(story: &Story<'_>, claims: &Claims, at: usize) -> bool {
    let claim = &claims.all[at];
    let known = ["all-parts", "some-parts", "overlapping"].iter().any(|tag| claim.tagged(tag));
    let part = claim.links.iter().any(|link| link.0 == LinkKind::AddendOf);
    let question = story.line(claim).is_none_or(|line| line.question);
    stands(claim)
        && adds(claim)
        && !compared(claim)
        && !known
        && !part
        && !question
        && claim.quantity.value >= LEAST.into()
}

/// Whether a figure may be a part of a whole.
pub(super) fn may_be_part(story: &Story<'_>, claims: &Claims, whole: usize, at: usize) -> bool {
    let (claim, total) = (&claims.all[at], &claims.all[whole]);
    let Some(line) = story.line(claim) else { return false };
    let (unit, own) = (&total.quantity.unit, &claim.quantity.unit);
    let bare = own.dimension == Dimension::Count && noun(story, line, claim).is_none();
    let alike = unit == own || bare && own.per.is_none();
    let known = claim.links.iter().any(|link| link.0 == LinkKind::AddendOf) || claim.tagged("overlapping");
    let next = line.after(claim.span.end).trim_start();
    // "6 not saying": what is denied is not the figure.
    let denied = claim.modality == Modality::Denied && !next.starts_with("not ");
    adds(claim)
        && !denied
        && !compared(claim)
        && alike
        && !known
        && !line.question
        && value(story, claims, whole, at) * Decimal::from(SMALLEST) >= total.quantity.value
        && claim.quantity.value != total.quantity.value
        && !["percent", "per cent", "out of"].iter().any(|word| next.starts_with(word))
}

/// The noun that a count has of its own, as its lemma: nothing in "216 in Selby", "72 are hybrids".
pub(in crate::claim::story) fn noun(story: &Story<'_>, line: &Line<'_>, claim: &Claim) -> Option<SmolStr> {
    let rest = line.after(claim.span.end);
    let words = &story.lexicon.words;
    let mut first = true;
    for word in rest.split_inclusive([' ', ',', ';', '.', ':', '(', ')', '—', '–', '!', '?']).take(TO_NOUN + 1) {
        let stops = word.ends_with(|c: char| !c.is_alphanumeric() && c != ' ');
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            if stops {
                return None;
            }
            continue;
        }
        if words.closed(word).is_some_and(|class| class != Class::Determiner) || word.starts_with(char::is_numeric) {
            return None;
        }
        let analysis = words.analyze(word);
        let told = analysis.verb.as_ref().is_some_and(|verb| verb.1 == VerbForm::Past);
        if first && told && analysis.mostly == Class::Verb {
            return None;
        }
        if analysis.mostly == Class::Noun || word.ends_with('s') && analysis.mostly != Class::Verb {
            return Some(analysis.noun);
        }
        if stops {
            return None;
        }
        first = false;
    }
    None
}

/// A part's value in the scale of its whole: "nine" beside "31 million".
pub(super) fn value(story: &Story<'_>, claims: &Claims, whole: usize, part: usize) -> Decimal {
    claims.all[part].quantity.value * factor(story, claims, whole, part)
}

/// What a part leaves open, in the scale of its whole.
pub(super) fn interval(story: &Story<'_>, claims: &Claims, whole: usize, part: usize) -> Interval {
    let own = claims.all[part].quantity.interval();
    own.mul(&Interval::point(factor(story, claims, whole, part)))
}

/// Gives a part the unit and the scale that it leaves to its whole.
pub(super) fn settle(story: &Story<'_>, claims: &mut Claims, whole: usize, part: usize) {
    let (factor, unit) = (factor(story, claims, whole, part), claims.all[whole].quantity.unit.clone());
    let quantity = &mut claims.all[part].quantity;
    quantity.unit = unit;
    (quantity.value, quantity.slack) = (quantity.value * factor, quantity.slack * factor);
}

/// The scale word that a bare part leaves to its whole.
fn factor(story: &Story<'_>, claims: &Claims, whole: usize, part: usize) -> Decimal {
    let (claim, total) = (&claims.all[part], &claims.all[whole]);
    let scales = [("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3)];
    let words = |claim: &Claim| story.line(claim).map_or("", |line| line.between(claim.span.start, claim.span.end));
    let said = scales.iter().find(|scale| words(total).contains(scale.0));
    let plain = claim.quantity.unit.dimension == Dimension::Count;
    let scale = said.filter(|_| plain && !scales.iter().any(|scale| words(claim).contains(scale.0)));
    let factor = scale.and_then(|scale| 10_i64.checked_pow(scale.1)).map_or(Decimal::ONE, Decimal::from);
    let small = claim.quantity.value * factor < total.quantity.value.checked_mul(Decimal::TWO).unwrap_or_default();
    if small { factor } else { Decimal::ONE }
}

/// How many digits of a figure say something: three in 640 and in 6,400,000 none but two.
pub(super) fn digits(claim: &Claim) -> usize {
    claim.quantity.value.normalize().mantissa().to_string().trim_end_matches('0').len()
}

/// A small number in words that only counts the parts: "from three lakes".
pub(super) fn announces(claim: &Claim) -> Option<usize> {
    let quantity = &claim.quantity;
    let few = quantity.value >= Decimal::TWO && quantity.value <= Decimal::from(9) && quantity.value.is_integer();
    let counts = quantity.unit.dimension == Dimension::Count && quantity.notation == Notation::Words;
    (few && counts).then(|| quantity.value.try_into().ok()).flatten()
}
