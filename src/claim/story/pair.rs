//! Two levels of one thing, an earlier and a later one, told side by side.

use super::line::Line;
use super::{Story, inherit, stands, when};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Point};
use crate::lexicon::{Lexicon, WordKind};
use crate::quantity::{Dimension, Notation};

/// How many lines of one voice apart two levels may stand.
const APART: usize = 2;

/// A level before and a level after, indices of claims.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) before: usize,
    pub(super) after: usize,
    /// The lines they stand in, the first and the last.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Every pair of levels that the text sets against one another.
pub(super) fn pairs(story: &Story<'_>, claims: &mut Claims) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    for at in 0..story.lines.len() {
        for second in story.lines[at].claims.clone() {
            let Some(first) = partner(story, claims, at, second) else { continue };
            let Some(swapped) = when::order(story, claims, first, second) else { continue };
            settle(claims, first, second);
            let (before, after) = if swapped { (second, first) } else { (first, second) };
            let place = claims.all[first].sentence;
            found.push(Pair { before, after, first: place.min(at), last: at });
        }
    }
    found
}

/// The level that a figure is set against.
fn partner(story: &Story<'_>, claims: &Claims, at: usize, second: usize) -> Option<usize> {
    let line = &story.lines[at];
    let claim = &claims.all[second];
    if !level(line, claim) || line.question {
        return None;
    }
    let kind = |other: &usize| {
        let (one, two) = (&claims.all[*other], claim);
        one.quantity.unit.dimension == two.quantity.unit.dimension
            || two.point.is_some()
            || one.point.is_some()
            || comparable(story.lexicon, line, one, line, two)
    };
    let own = (line.claims.start..second).rev().find(|other| level(line, &claims.all[*other]) && kind(other));
    if let Some(own) = own {
        let set = claim.point == Some(Point::From)
            || claims.all[own].point == Some(Point::From)
            || apart(line, &claims.all[own], claim);
        return (set && claim.list.is_none_or(|_| claim.point.is_some()) && alike(story, claims, own, second))
            .then_some(own);
    }
    if !sole(story, claims, at, second) {
        return None;
    }
    let mut candidates = story.preceding(at, APART).filter(|before| at - before <= 4 && !story.lines[*before].question);
    candidates.find_map(|before| {
        let mut levels = story.lines[before].claims.clone().rev();
        let other = levels.find(|other| level(&story.lines[before], &claims.all[*other]))?;
        (sole(story, claims, before, other) && alike(story, claims, other, second)).then_some(other)
    })
}

/// Whether two figures of one line stand in clauses of their own: "was 3.10 in January and is 2.35 today".
fn apart(line: &Line<'_>, a: &Claim, b: &Claim) -> bool {
    let between = line.between(a.span.end, b.span.start);
    let joined = [" and ", ";", " but ", " while ", ", then ", ", so "].iter().any(|word| between.contains(word))
        || between.contains("today will");
    let verb = between
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "is" | "was" | "will" | "are" | "were" | "s" | "ended"));
    joined && verb
}

/// Whether a figure is the only level of its kind in its line.
pub(super) fn sole(story: &Story<'_>, claims: &Claims, at: usize, number: usize) -> bool {
    let line = &story.lines[at];
    let kind = claims.all[number].quantity.unit.dimension;
    let rivals = line.claims.clone().filter(|other| {
        let claim = &claims.all[*other];
        *other != number && level(line, claim) && claim.quantity.unit.dimension == kind
    });
    rivals.count() == 0
}

/// Whether a claim states how much there is, or stood or stands.
pub(super) fn level(line: &Line<'_>, claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let spelled = quantity.unit.dimension == Dimension::Count
        && quantity.notation == Notation::Words
        && quantity.value < rust_decimal::Decimal::from(13)
        && claim.aspect != Aspect::Change;
    let kind = match quantity.unit.dimension {
        Dimension::Multiple => false,
        Dimension::Points => claim.aspect != Aspect::Change || copula(line, claim),
        Dimension::Time => !dated(line, claim),
        _ => true,
    };
    let moved = matches!(line.words_before(claim.span.start).next(), Some("up" | "down" | "by" | "another"))
        || ["inflow", "outflow"].iter().any(|tag| {
            line.places(tag).any(|place| place.end <= claim.span.start && line.distance(place, claim.span) == 0)
        });
    let aspect = !moved
        && match claim.aspect {
            Aspect::Level | Aspect::Share | Aspect::Duration | Aspect::Average => true,
            Aspect::Change => claim.point.is_some() || copula(line, claim) && claim.direction.is_none(),
            _ => false,
        };
    stands(claim)
        && kind
        && aspect
        // "In today's money that's more like 480" tells an old price anew.
        && !line.has("in-real-terms")
        && !spelled
        && (!claim.tagged("of-them") || !claim.links.iter().any(|link| link.0 == LinkKind::PartOf))
        && !claim.tagged("among")
        && claim.quantity.range.is_none()
}

/// "Two years ago", "three months earlier", "for four years": a time, no level.
pub(super) fn dated(line: &Line<'_>, claim: &Claim) -> bool {
    let mut behind = line.after(claim.span.end).split(' ').filter(|word| !word.is_empty());
    let next = behind.next().unwrap_or("").trim_end_matches([',', '.']);
    // "It took 52 minutes before that" tells how long, not when.
    let before = line.words_before(claim.span.start).next().unwrap_or("");
    let took = matches!(before, "took" | "takes" | "take" | "needed" | "needs" | "lasted" | "lasts");
    if next == "before" && (took || behind.next().is_some_and(|word| word.starts_with("that"))) {
        return false;
    }
    matches!(next, "ago" | "earlier" | "later" | "before" | "after" | "old" | "on" | "ahead" | "since")
        || matches!(
            before,
            "in" | "within" | "over" | "for" | "since" | "after" | "during" | "last" | "past" | "next" | "every"
        )
}

/// Whether a verb of being stands right before a figure.
pub(super) fn copula(line: &Line<'_>, claim: &Claim) -> bool {
    let word = line.words_before(claim.span.start).find(|word| !matches!(*word, "at" | "now" | "then" | "still"));
    matches!(
        word.unwrap_or(""),
        "is" | "was" | "were" | "are" | "be" | "been" | "s" | "stood" | "stands" | "showed" | "shows" | "reads"
    )
}

/// Whether two levels are of one thing.
fn alike(story: &Story<'_>, claims: &Claims, a: usize, b: usize) -> bool {
    let (first, second) = (&claims.all[a], &claims.all[b]);
    let (Some(one), Some(two)) = (story.line(first), story.line(second)) else { return false };
    if !comparable(story.lexicon, one, first, two, second) {
        return false;
    }
    let same_line = first.sentence == second.sentence;
    let pointed = |claim: &Claim| claim.point.is_some();
    if same_line && (pointed(second) || pointed(first)) {
        return same_thing(first, second) || two.bare(second, story.lexicon) || pointed(second);
    }
    if !same_line && !close_in_size(first, second) {
        return false;
    }
    !first.measure.key.is_empty() && first.measure.key == second.measure.key
        || second.tagged("carried")
        || second.measure.key.is_empty() && !same_line
        || two.points_back(second, story.lexicon)
        || two.bare(second, story.lexicon) && !same_line && story.shared(first.sentence, second.sentence) > 0
        || second
            .measure
            .lemmas()
            .all(|lemma| story.lexicon.words.is(WordKind::Generic, lemma) || NAMELESS.contains(&lemma))
}

/// Words that name a figure only by its place in the text.
const NAMELESS: [&str; 12] = [
    "latest", "figure", "count", "audited", "morning", "today", "reading", "estimate", "number", "season", "flash",
    "current",
];

fn same_thing(a: &Claim, b: &Claim) -> bool {
    !a.measure.head.is_empty() && a.measure.head == b.measure.head && a.measure.overlap(&b.measure) >= 0.5
}

/// Whether two figures are of one unit, or one leaves its unit out.
pub(super) fn comparable(lexicon: &Lexicon, one: &Line<'_>, a: &Claim, two: &Line<'_>, b: &Claim) -> bool {
    let (first, second) = (&a.quantity.unit, &b.quantity.unit);
    let bare = one.bare(a, lexicon) || two.bare(b, lexicon);
    let per = first.per == second.per || bare && (first.per.is_none() || second.per.is_none());
    let left_out = |line: &Line<'_>, bare: &Claim, full: &Claim| {
        line.bare(bare, lexicon) && full.quantity.unit.dimension != Dimension::Count && near_size(bare, full)
    };
    per && first.name == second.name || left_out(two, b, a) || left_out(one, a, b)
}

/// Whether neither of two figures is ten times the other.
pub(super) fn close_in_size(a: &Claim, b: &Claim) -> bool {
    let (a, b) = (a.quantity.value.abs(), b.quantity.value.abs());
    let ten = rust_decimal::Decimal::TEN;
    a.checked_mul(ten).is_none_or(|most| most >= b) && b.checked_mul(ten).is_none_or(|most| most >= a)
}

/// Whether neither of two figures is four times the other.
pub(super) fn of_one_size(a: &Claim, b: &Claim) -> bool {
    let (a, b) = (a.quantity.value.abs(), b.quantity.value.abs());
    let four = rust_decimal::Decimal::from(4);
    a.checked_mul(four).is_none_or(|most| most >= b) && b.checked_mul(four).is_none_or(|most| most >= a)
}

/// Whether a figure leaves out the scale word of the one told before it: "4.7 million last year, 3.9 the year before".
pub(super) fn scale_left_out(story: &Story<'_>, told: &Claim, bare: &Claim) -> bool {
    let (Some(one), Some(two)) = (story.line(told), story.line(bare)) else { return false };
    let said = one.between(told.span.start, told.span.end);
    let scale = ["thousand", "illion"].iter().any(|word| said.contains(word));
    scale && two.bare(bare, story.lexicon) && super::left_out(told.quantity.value, bare.quantity.value).is_some()
}

/// Whether two figures are of one order of size.
fn near_size(a: &Claim, b: &Claim) -> bool {
    let ratio = a.quantity.value.checked_div(b.quantity.value).map(|ratio| ratio.abs());
    let limits = (rust_decimal::Decimal::new(2, 2), rust_decimal::Decimal::from(50));
    ratio.is_some_and(|ratio| ratio > limits.0 && ratio < limits.1)
}

/// Gives both figures of a pair one unit.
pub(super) fn settle(claims: &mut Claims, a: usize, b: usize) {
    let plain = |at: usize| claims.all[at].quantity.unit.dimension == Dimension::Count;
    match (plain(a), plain(b)) {
        (false, true) => inherit(claims, a, b),
        (true, false) => inherit(claims, b, a),
        _ if claims.all[b].quantity.unit.per.is_none() => inherit(claims, a, b),
        _ => inherit(claims, b, a),
    }
}

/// Whether two figures may be of one thing by what they measure: one noun, or a noun that the other's words hold,
/// or none.
pub(super) fn kindred(story: &Story<'_>, a: &Claim, b: &Claim) -> bool {
    let holds = |claim: &Claim, head: &str| {
        claim.measure.lemmas().any(|lemma| lemma == head)
            || claim.measure.context.iter().any(|word| word == head)
            || story.line(claim).is_some_and(|line| line.stems(story.lexicon).iter().any(|stem| stem == head))
    };
    let (one, two) = (a.measure.head.as_str(), b.measure.head.as_str());
    one.is_empty()
        || two.is_empty()
        || one == two
        || b.tagged("carried")
        || b.tagged("unit-carried")
        || holds(a, two)
        || holds(b, one)
        || story.line(b).is_some_and(|line| line.bare(b, story.lexicon))
}
