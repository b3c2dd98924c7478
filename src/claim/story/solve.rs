//! Shares and differences told away from the two figures that they are made of.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::fit::{self, Fit};
use super::line::Line;
use super::{Story, inherit, pair, recall, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::quantity::{Bound, Dimension, Interval, Quantity, Unit};

/// How many lines before a result its two figures may stand.
const REACH: usize = 22;
/// How many claims are looked back over for them.
const LOOKED_AT: usize = 20;
/// What must speak for a share that one slip keeps from coming out; one more where no slip explains it.
const SHARE: usize = 6;
/// The same for a difference.
const DIFFERENCE: usize = 5;

/// The two figures of a result, the larger first.
struct Pair {
    large: usize,
    small: usize,
    fit: Fit,
    score: usize,
}

/// Links shares and differences that nothing nearer explains.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if shares(story, claims, number) {
                share(story, claims, number);
            } else if differs(story, claims, number) {
                difference(story, claims, number);
            }
        }
    }
}

fn share(story: &Story<'_>, claims: &mut Claims, number: usize) {
    let Some(pair) = best(story, claims, number, SHARE, by_share) else { return };
    let known = &mut claims.all[number];
    known.links.retain(|link| !matches!(link.0, LinkKind::ShareFrom | LinkKind::ShareOf));
    known.tags.retain(|tag| tag != "loose-share");
    tie(claims, number, LinkKind::ShareFrom, pair.small);
    tie(claims, number, LinkKind::ShareOf, pair.large);
    claims.all[number].aspect = Aspect::Share;
    claims.all[number].direction = None;
    if pair.fit == Fit::Slip {
        tag(claims, number, "loose-share");
    }
}

fn difference(story: &Story<'_>, claims: &mut Claims, number: usize) {
    let Some(pair) = best(story, claims, number, DIFFERENCE, by_difference) else { return };
    pair::settle(claims, pair.large, pair.small);
    if claims.all[pair.large].quantity.unit.dimension == Dimension::Share {
        claims.all[number].quantity.unit =
            Unit { name: SmolStr::new_static("percentage-point"), dimension: Dimension::Points, per: None };
    } else {
        inherit(claims, pair.large, number);
    }
    tie(claims, number, LinkKind::GoalOf, pair.large);
    tie(claims, number, LinkKind::ReachedOf, pair.small);
    tag(claims, number, "rest");
    claims.all[number].aspect = Aspect::Difference;
}

/// Whether a figure is a share of which nothing is known yet.
fn shares(story: &Story<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim) else { return false };
    let ratio =
        line.words_before(claim.span.start).take(3).any(|word| matches!(word, "ratio" | "share" | "proportion"));
    let aspect = matches!(claim.aspect, Aspect::Level | Aspect::Share) || claim.aspect == Aspect::Change && ratio;
    stands(claim)
        && aspect
        && claim.quantity.unit.dimension == Dimension::Share
        && claim.quantity.bound != Bound::MoreThan
        && claim.quantity.range.is_none()
        && claim.quantity.value < Decimal::ONE_HUNDRED
        && claim.basis.is_none()
        && claim.point.is_none()
        && (claim.links.is_empty() || claim.tagged("loose-share"))
        && !line.question
}

/// Whether a figure is told as what lies between two others.
fn differs(story: &Story<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim) else { return false };
    let points = claim.quantity.unit.dimension == Dimension::Points || claim.quantity.unit.name == "point";
    let kind = points
        || matches!(
            claim.quantity.unit.dimension,
            Dimension::Count | Dimension::Money | Dimension::Mass | Dimension::Length
        );
    let linked = claim
        .links
        .iter()
        .any(|link| matches!(link.0, LinkKind::GoalOf | LinkKind::ChangeFrom | LinkKind::AddendOf | LinkKind::PartOf));
    let behind = |place: crate::span::Span| place.start >= claim.span.end && line.distance(place, claim.span) <= 3;
    let ahead = |place: crate::span::Span| place.end <= claim.span.start && line.distance(place, claim.span) <= 2;
    let said = line.places("gap-behind").any(behind) || line.places("gap-ahead").any(ahead);
    stands(claim)
        && kind
        && !linked
        && said
        && claim.quantity.bound == Bound::Exact
        && claim.quantity.value > Decimal::ONE
        && !line.question
}

/// What a share and its two figures are to be: the small one in the large one.
fn by_share(claims: &Claims, number: usize, large: usize, small: usize) -> Option<(Fit, bool)> {
    let (whole, part) = (&claims.all[large].quantity, &claims.all[small].quantity);
    let share = part.interval().div(&whole.interval()).mul(&Interval::point(Decimal::ONE_HUNDRED));
    let same = whole.unit == part.unit
        && !matches!(
            whole.unit.dimension,
            Dimension::Share | Dimension::Points | Dimension::Time | Dimension::Multiple
        );
    same.then(|| (fit::fit(&claims.all[number].quantity, &share), true))
}

/// What a difference and its two figures are to be.
fn by_difference(claims: &Claims, number: usize, large: usize, small: usize) -> Option<(Fit, bool)> {
    let (one, two, own) = (&claims.all[large].quantity, &claims.all[small].quantity, &claims.all[number].quantity);
    let points = own.unit.dimension == Dimension::Points || own.unit.name == "point";
    let money = |a: &Quantity, b: &Quantity| {
        matches!(a.unit.dimension, Dimension::Money | Dimension::Mass) && b.unit.dimension == Dimension::Count
    };
    let alike = one.unit == two.unit || money(one, two) || money(two, one);
    let same = alike && (points == (one.unit.dimension == Dimension::Share));
    let kind = points || own.unit == one.unit || money(one, own) || money(two, own);
    let sized = one.value < two.value.checked_mul(Decimal::TEN).unwrap_or_default();
    (same && kind && sized).then(|| (fit::fit(own, &one.interval().sub(&two.interval())), false))
}

type Judge = fn(&Claims, usize, usize, usize) -> Option<(Fit, bool)>;

/// The two figures for which most speaks, where it is enough and nothing speaks as much for others.
fn best(story: &Story<'_>, claims: &Claims, number: usize, least: usize, judge: Judge) -> Option<Pair> {
    let operands = operands(story, claims, number);
    let mut pairs: Vec<Pair> = Vec::new();
    for (at, one) in operands.iter().enumerate() {
        for two in &operands[at + 1..] {
            let value = |operand: &usize| claims.all[*operand].quantity.value;
            let (large, small) = if value(one) >= value(two) { (*one, *two) } else { (*two, *one) };
            let Some((fit, shared)) = judge(claims, number, large, small) else { continue };
            if fit > Fit::Far && value(&large) > value(&small) {
                let score = if shared {
                    of_whole(story, claims, number, large, small, fit)
                } else {
                    between(story, claims, number, large, small)
                };
                let figures = 1 + usize::from(fit > Fit::Near);
                pairs.push(Pair { large, small, fit, score: score + figures });
            }
        }
    }
    let held = pairs.iter().any(|pair| pair.fit == Fit::Exact);
    pairs.retain(|pair| !held || pair.fit == Fit::Exact);
    let alone = usize::from(pairs.len() == 1);
    let most = pairs.iter().map(|pair| pair.score).max()?;
    let rivals = pairs.iter().filter(|pair| pair.score == most).count();
    let pair = pairs.into_iter().find(|pair| pair.score == most)?;
    let least = match pair.fit {
        Fit::Exact => least - 1,
        Fit::Slip => least,
        _ => least + 1,
    };
    (pair.score + alone >= least && (rivals == 1 || held)).then_some(pair)
}

/// The figures before a result that it may be made of.
fn operands(story: &Story<'_>, claims: &Claims, number: usize) -> Vec<usize> {
    let at = claims.all[number].sentence;
    let level = |other: &usize| {
        let claim = &claims.all[*other];
        let quantity = &claim.quantity;
        stands(claim)
            && matches!(claim.aspect, Aspect::Level | Aspect::Share)
            && quantity.bound == Bound::Exact
            && quantity.range.is_none()
            && quantity.unit.per.is_none()
            && quantity.value > Decimal::from(12)
            && claim.sentence + REACH >= at
            && !story.lines[claim.sentence].question
    };
    // "3,400 names, 600 fewer than in spring, when it had 4,000": the other figure may stand behind.
    let behind = story.lines[at].claims.end.min(number + 3);
    (number.saturating_sub(LOOKED_AT)..behind).filter(|other| *other != number).filter(level).collect()
}

/// What speaks for a share to be of a part and its whole; nothing where grammar or a question does not tie them.
fn of_whole(story: &Story<'_>, claims: &Claims, number: usize, whole: usize, part: usize, fit: Fit) -> usize {
    let (own, one, two) = (&claims.all[number], &claims.all[whole], &claims.all[part]);
    let (Some(line), Some(there)) = (story.line(own), story.line(two)) else { return 0 };
    let head = &one.measure.head;
    let noun = !head.is_empty() && own.measure.lemmas().any(|lemma| lemma == head);
    let of = there.after(two.span.end);
    let of_them =
        [" of them", " of the", " of those", " of these", " of our"].iter().any(|of_them| of.starts_with(of_them));
    let taken = noun && of_them && (head == &two.measure.head || of.starts_with(" of them"));
    let beside = two.sentence == own.sentence;
    let apposed = beside && part + 1 == number && line.between(two.span.end, own.span.start).contains(',');
    let asked = recall::asked(story, own.sentence);
    let tied = match fit {
        Fit::Near => taken && (asked || apposed),
        Fit::Slip => taken || asked,
        _ => true,
    };
    let score = 2 * usize::from(noun)
        + 2 * usize::from(taken)
        + usize::from(beside)
        + usize::from(apposed)
        + 2 * usize::from(asked)
        + story.shared(own.sentence, one.sentence).min(1)
        + story.shared(own.sentence, two.sentence).min(1);
    if tied { score } else { 0 }
}

/// What speaks for a figure to be what lies between two others.
fn between(story: &Story<'_>, claims: &Claims, number: usize, large: usize, small: usize) -> usize {
    let (own, one, two) = (&claims.all[number], &claims.all[large], &claims.all[small]);
    let Some(line) = story.line(own) else { return 0 };
    let asked = own.sentence.checked_sub(1).filter(|before| story.lines[*before].speaker != line.speaker);
    let shared = |there: usize| {
        let question = asked.map_or(0, |before| story.shared(before, there));
        usize::from(story.shared(own.sentence, there) + question > 0)
    };
    let goal = |claim: &Claim| {
        claim.modality == Modality::Target || story.line(claim).is_some_and(|line| line.near("goal", claim, 8))
    };
    let done = |claim: &Claim| {
        claim.modality == Modality::Actual && story.line(claim).is_some_and(|line| line.near("reached", claim, 6))
    };
    let course = goal(one) != goal(two);
    let own_line = [one, two].iter().all(|operand| operand.sentence == own.sentence);
    let next = own.sentence == one.sentence.max(two.sentence) + 1;
    usize::from(course)
        + 2 * usize::from(own_line)
        + usize::from(next)
        + usize::from(course && (done(one) || done(two)))
        + 2 * usize::from(again(story, claims, number, (large, small)))
        + usize::from(concludes(line))
        + shared(one.sentence)
        + shared(two.sentence)
}

fn concludes(line: &Line<'_>) -> bool {
    line.opens_back() || line.has("makes")
}

/// "To get to the 400, we need another 85": whether one of two figures is told once more beside a result.
fn again(story: &Story<'_>, claims: &Claims, number: usize, (large, small): (usize, usize)) -> bool {
    let digits = |value: Decimal| value.normalize().mantissa().to_string().trim_end_matches('0').to_owned();
    let Some(line) = story.line(&claims.all[number]) else { return false };
    line.claims.clone().any(|other| {
        let told = digits(claims.all[other].quantity.value);
        let same = |operand: usize| {
            operand != other
                && claims.all[operand].sentence != claims.all[number].sentence
                && digits(claims.all[operand].quantity.value) == told
        };
        other != number && (same(large) || same(small))
    })
}
