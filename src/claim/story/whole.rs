//! Parts told in a row, and the whole that they make, told before them: "62 boats" ... "27 trawlers, 21 longliners
//! and 14 potters".

use rust_decimal::Decimal;

use super::fit::{self, Fit};
use super::line::Line;
use super::{Story, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::quantity::{Bound, Dimension, Interval, Notation};

/// How many lines before its parts a whole may stand.
const REACH: usize = 12;
/// How many claims are looked back over for it.
const LOOKED_AT: usize = 16;
/// How many lines behind a whole its parts may stand one by one.
const FORTH: usize = 14;
/// The most figures of a line that lists parts.
const MOST: usize = 24;
/// What must speak for a sum that one slip keeps from coming out.
const ENOUGH: usize = 5;
/// Sums of a few small counts agree or miss by chance.
const LEAST: i64 = 13;

/// Links parts to the wholes that they make.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        let sum = in_a_row(story, claims, at).or_else(|| one_by_one(story, claims, at));
        if let Some((whole, parts, sure)) = sum {
            put(claims, whole, &parts, sure);
        }
    }
}

fn put(claims: &mut Claims, whole: usize, parts: &[usize], sure: bool) {
    let unit = claims.all[whole].quantity.unit.clone();
    for part in parts {
        tie(claims, *part, LinkKind::AddendOf, whole);
        tag(claims, *part, "addend");
        claims.all[*part].quantity.unit = unit.clone();
    }
    tag(claims, whole, if sure { "all-parts" } else { "some-parts" });
}

/// The parts of a line, and their whole in it or before it.
fn in_a_row(story: &Story<'_>, claims: &Claims, at: usize) -> Option<(usize, Vec<usize>, bool)> {
    let row: Vec<usize> = parts(story, claims, at)?;
    let (first, rest) = row.split_first()?;
    if twice(story, at) {
        return None;
    }
    if let Some(sure) = within(story, claims, at, *first, rest) {
        return Some((*first, rest.to_vec(), sure));
    }
    // "Of the seven who failed, four are boys": the first is a whole of its own.
    let opens = story.lines[at].before(claims.all[*first].span.start).trim();
    if ["of the", "of those", "of these", "of our", "of"].contains(&opens) {
        return None;
    }
    let all_said = complete(&story.lines[at]) || story.lines.get(at + 1).is_some_and(complete);
    let from = row.first()?.saturating_sub(LOOKED_AT);
    (from..row[0]).rev().find_map(|whole| {
        let sentence = claims.all[whole].sentence;
        let near = sentence < at && at <= sentence + REACH;
        let fitting = near && wholes(story, claims, whole, &row);
        // Two figures make a third too often by chance.
        let total = sentence + 1 == at && story.lines[sentence].near("whole-said", &claims.all[whole], 4);
        let sure = row.len() > 2 || all_said || total || of_the(&story.lines[at], &claims.all[whole]);
        let score = if fitting && sure { evidence(story, claims, whole, at) } else { return None };
        judge(claims, whole, &row, score).map(|sure| (whole, row.clone(), sure))
    })
}

/// "90 buses, 50 electric and 40 diesel": the parts right behind their whole, without nouns of their own.
fn within(story: &Story<'_>, claims: &Claims, at: usize, whole: usize, parts: &[usize]) -> Option<bool> {
    let line = &story.lines[at];
    let below = parts.iter().all(|part| value(claims, *part) < value(claims, whole));
    let next = |part: &usize| {
        let mut words = line.after(claims.all[*part].span.end).split(|c: char| !c.is_alphanumeric());
        words.find(|word| !word.is_empty()).unwrap_or("")
    };
    let named = parts.iter().any(|part| next(part).ends_with('s') && !matches!(next(part), "is" | "was" | "as"));
    let told = line.between(claims.all[whole].span.end, claims.all[*parts.first()?].span.start);
    // The first of a list of bare figures is no whole of the others.
    let close = (1..=2).contains(&told.split_whitespace().count())
        && told.contains(',')
        && told.contains(char::is_alphabetic)
        && !line.text().contains("respectively");
    let score = usize::from(close) * ENOUGH + 3 * usize::from(of_the(line, &claims.all[whole]));
    (parts.len() >= 2 && below && !named && score > 0).then(|| judge(claims, whole, parts, score))?
}

/// Whether the text says, there or in the next line, that some are counted twice.
fn twice(story: &Story<'_>, at: usize) -> bool {
    let lines = story.lines.iter().skip(at).take(2);
    lines.into_iter().any(|line| {
        story.lexicon.cues.hold(line.text(), "overlap")
            || line.text().split_whitespace().any(|word| word.starts_with("both"))
    })
}

/// The figures of a line that may be parts: of one kind, joined by nothing but their own words.
fn parts(story: &Story<'_>, claims: &Claims, at: usize) -> Option<Vec<usize>> {
    let line = &story.lines[at];
    let own = |number: &usize| may_add(line, &claims.all[*number]);
    if line.claims.len() > MOST {
        return None;
    }
    let row: Vec<usize> = line.claims.clone().filter(own).collect();
    let first = &claims.all[*row.first()?].quantity.unit;
    let bare = |claim: &Claim| claim.quantity.unit.dimension == Dimension::Count;
    let last = &claims.all[*row.last()?].quantity.unit;
    let unit = if first.dimension == Dimension::Count { last } else { first };
    let same = row.iter().all(|part| claims.all[*part].quantity.unit == *unit || bare(&claims.all[*part]));
    let joined = row.windows(2).all(|pair| {
        let gap = line.between(claims.all[pair[0]].span.end, claims.all[pair[1]].span.start);
        let words = gap.split_whitespace().count();
        words <= 10
            && (gap.contains([',', ';']) || gap.contains(" and "))
            && !["which", " but ", "up from", "compared", " to ", "including", " of "]
                .iter()
                .any(|word| gap.contains(word))
    });
    (row.len() >= 2 && same && joined && !line.question).then_some(row)
}

/// Whether a figure may be a part or a whole.
fn may_add(line: &Line<'_>, claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let kind = matches!(
        quantity.unit.dimension,
        Dimension::Count | Dimension::Money | Dimension::Mass | Dimension::Area | Dimension::Volume | Dimension::Energy
    );
    let linked = claim.links.iter().any(|link| {
        matches!(
            link.0,
            LinkKind::AddendOf | LinkKind::ChangeOf | LinkKind::ChangeFrom | LinkKind::EachOf | LinkKind::Apposed
        )
    });
    let next = line.after(claim.span.end).split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    stands(claim)
        && claim.modality == Modality::Actual
        && claim.aspect == Aspect::Level
        && claim.point.is_none()
        && kind
        && !linked
        && quantity.unit.per.is_none()
        && quantity.bound == Bound::Exact
        && quantity.range.is_none()
        && quantity.value > Decimal::ONE
        && !matches!(next, Some("o" | "th" | "percent"))
}

fn value(claims: &Claims, number: usize) -> Decimal {
    claims.all[number].quantity.value
}

/// Whether a figure may be the whole of parts further on.
fn wholes(story: &Story<'_>, claims: &Claims, whole: usize, row: &[usize]) -> bool {
    let claim = &claims.all[whole];
    let Some(line) = story.line(claim) else { return false };
    let (unit, part) = (&claim.quantity.unit, &claims.all[row[0]].quantity.unit);
    let same = unit == part || part.dimension == Dimension::Count && claims.all[row[0]].measure.head.is_empty();
    may_add(line, claim)
        && !claim.tagged("all-parts")
        && !claim.tagged("some-parts")
        && same
        && row.iter().all(|part| value(claims, *part) < claim.quantity.value)
}

/// Whether parts make a whole, or would but for a slip; and whether the text says that these are all of them.
fn judge(claims: &Claims, whole: usize, parts: &[usize], score: usize) -> Option<bool> {
    if value(claims, whole) < LEAST.into() {
        return None;
    }
    let intervals = parts.iter().map(|part| claims.all[*part].quantity.interval());
    let sum = intervals.fold(Interval::point(Decimal::ZERO), |sum, part| sum.add(&part));
    let total = &claims.all[whole].quantity;
    let rest = |part: &usize| {
        let own = claims.all[*part].quantity.interval();
        total.interval().sub(&Interval::closed(
            sum.low.unwrap_or_default() - own.low.unwrap_or_default(),
            sum.high.unwrap_or_default() - own.high.unwrap_or_default(),
        ))
    };
    let slipped = || parts.iter().any(|part| fit::fit(&claims.all[*part].quantity, &rest(part)) == Fit::Slip);
    let ratio = sum.middle().and_then(|sum| sum.checked_div(total.value)).unwrap_or_default();
    if ratio < Decimal::new(75, 2) || ratio > Decimal::new(135, 2) {
        return None;
    }
    match fit::fit(total, &sum) {
        Fit::Exact => Some(false),
        Fit::Slip => (score + 2 >= ENOUGH).then_some(false),
        Fit::Near if slipped() => (score + 2 >= ENOUGH).then_some(false),
        Fit::Near => (score >= ENOUGH).then_some(true),
        Fit::Far => None,
    }
}

/// What speaks for the parts in a line to be those of a whole before it.
fn evidence(story: &Story<'_>, claims: &Claims, whole: usize, at: usize) -> usize {
    let claim = &claims.all[whole];
    let line = &story.lines[at];
    let Some(there) = story.line(claim) else { return 0 };
    let whole_said = there.has("whole-said")
        || story.lines.get(claim.sentence + 1).is_some_and(|next| claim.sentence + 1 < at && next.has("whole-said"));
    let all_said = complete(line) || story.lines.get(at + 1).is_some_and(complete);
    let asked = (claim.sentence + 1..at).any(|between| story.lines[between].question);
    let next = at <= claim.sentence + 2;
    2 * usize::from(whole_said)
        + 2 * usize::from(all_said)
        + usize::from(asked)
        + usize::from(of_the(line, claim))
        + story.shared(claim.sentence, at).min(1)
        + usize::from(next)
}

/// Whether a line says that these are all the parts.
fn complete(line: &Line<'_>) -> bool {
    line.has("all-told")
}

/// "Of the 640 applicants, ...": the line opens by taking parts.
fn of_the(line: &Line<'_>, claim: &Claim) -> bool {
    let text = line.text().trim_start();
    (text.starts_with("of the")
        || text.starts_with("of those")
        || text.starts_with("of these")
        || text.starts_with("of them"))
        && (claim.measure.head.is_empty() || text.contains(claim.measure.head.as_str()))
}

/// "912 million from three segments", and then one by one the three: the parts of a whole at a line.
fn one_by_one(story: &Story<'_>, claims: &Claims, at: usize) -> Option<(usize, Vec<usize>, bool)> {
    let line = &story.lines[at];
    let announced = line.claims.clone().find_map(|number| {
        let quantity = &claims.all[number].quantity;
        let few = quantity.value >= Decimal::TWO && quantity.value <= Decimal::from(8) && quantity.value.is_integer();
        (few && quantity.unit.dimension == Dimension::Count && quantity.notation == Notation::Words)
            .then_some((number, quantity.value))
    })?;
    let most: usize = announced.1.try_into().ok()?;
    let whole = line.claims.clone().find(|number| {
        *number < announced.0 && may_add(line, &claims.all[*number]) && value(claims, *number) >= Decimal::ONE_HUNDRED
    })?;
    let unit = &claims.all[whole].quantity.unit;
    let large = |claim: &Claim| claim.quantity.value * Decimal::ONE_HUNDRED > value(claims, whole);
    let own = |number: &usize| {
        let claim = &claims.all[*number];
        let same = claim.quantity.unit == *unit
            || claim.quantity.unit.dimension == Dimension::Count && unit.dimension == Dimension::Money;
        story.line(claim).is_some_and(|line| may_add(line, claim))
            && same
            && large(claim)
            && claim.quantity.value < value(claims, whole)
    };
    let behind = (announced.0 + 1..claims.all.len()).take_while(|number| claims.all[*number].sentence <= at + FORTH);
    let parts: Vec<usize> = behind.filter(own).take(most).collect();
    (parts.len() == most && most >= 3).then_some(())?;
    judge(claims, whole, &parts, 3).filter(|sure| !sure).map(|sure| (whole, parts, sure))
}
