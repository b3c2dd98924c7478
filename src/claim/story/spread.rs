//! A total that is spread over so many, told line by line: "1.26 million passengers", "9,000 flights", "140 a flight".

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::fit::{self, Fit};
use super::line::Line;
use super::{Story, stands, tag, tie, upcoming};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Bound, Dimension, Quantity, Unit};

/// How many lines before a figure for one its total and count may stand.
const REACH: usize = 26;
/// How many claims are looked back over.
const LOOKED_AT: usize = 40;
/// What must speak for a link that makes a finding.
const ENOUGH: usize = 5;

/// How many lines behind a total what it makes a month may stand, where nothing tells the months.
const KNOWN: usize = 6;
/// How many bytes before a figure "per flight" may stand.
const NEAR: usize = 64;

/// How many of a shorter time a longer one has.
const TIMES: [(&str, &str, i64); 6] = [
    ("year", "month", 12),
    ("year", "week", 52),
    ("year", "day", 365),
    ("year", "quarter", 4),
    ("week", "day", 7),
    ("quarter", "month", 3),
];

/// What a figure for one is divided by.
#[derive(Debug, Clone)]
enum Count {
    /// A figure of the text.
    Told(usize),
    /// What a time that the total is told for has: twelve months.
    Known(Box<Claim>),
}

/// A total and a count that may make a figure for one.
struct Way {
    total: usize,
    count: Count,
    fit: Fit,
    score: usize,
}

/// Links figures for one to their totals and counts.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims, derived: &mut Vec<Claim>) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            let Some(way) = per(story, claims, number).and_then(|per| meant(story, claims, number, &per)) else {
                continue;
            };
            let unit = claims.all[way.total].quantity.unit.clone();
            claims.all[number].quantity.unit = unit;
            claims.all[number].aspect = Aspect::Average;
            tie(claims, number, LinkKind::AverageOf, way.total);
            match way.count {
                Count::Told(count) => tie(claims, number, LinkKind::Over, count),
                Count::Known(mut claim) => {
                    claim.id = upcoming(claims, derived);
                    claims.all[number].links.push((LinkKind::Over, claim.id));
                    derived.push(*claim);
                }
            }
            tag(claims, number, "mean-over");
        }
    }
}

/// What a figure that nothing explains yet is told for one of.
fn per(story: &Story<'_>, claims: &Claims, number: usize) -> Option<SmolStr> {
    let claim = &claims.all[number];
    let line = story.line(claim)?;
    let known = claim.links.iter().any(|link| matches!(link.0, LinkKind::AverageOf | LinkKind::EachOf));
    let kind = !matches!(
        claim.quantity.unit.dimension,
        Dimension::Share | Dimension::Points | Dimension::Multiple | Dimension::Time | Dimension::Temperature
    );
    let states = stands(claim) && matches!(claim.aspect, Aspect::Level | Aspect::Average);
    let exact = claim.quantity.is_single();
    if known || !kind || !states || !exact || claim.quantity.value <= Decimal::ONE || line.question {
        return None;
    }
    claim.quantity.unit.per.clone().or_else(|| behind(line, claim)).or_else(|| ahead(line, claim))
}

/// "eighty calls a day", "30,000 crowns for each school".
fn behind(line: &Line<'_>, claim: &Claim) -> Option<SmolStr> {
    let mut words =
        line.after(claim.span.end).split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    let near: Vec<&str> = words.by_ref().take(6).collect();
    let at = near.iter().position(|word| matches!(*word, "a" | "an" | "per" | "each" | "every"))?;
    let every = at > 0 && matches!(near[at], "every" | "each") && matches!(near[at - 1], "to" | "for");
    let bounded = every
        || near
            .iter()
            .take(at)
            .all(|word| !matches!(*word, "in" | "to" | "with" | "by" | "and" | "on" | "at" | "from"));
    near.get(at + 1).filter(|_| bounded && at <= 3).map(SmolStr::new)
}

/// "Per flight it comes to 140 passengers", "for each school that is 30,000".
fn ahead(line: &Line<'_>, claim: &Claim) -> Option<SmolStr> {
    let before = line.before(claim.span.start);
    let near = (before.len().saturating_sub(NEAR)..=before.len()).find(|at| before.is_char_boundary(*at));
    let before = before.get(near.unwrap_or(0)..).unwrap_or("");
    let words: Vec<&str> =
        before.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).collect();
    let near = words.len().saturating_sub(8);
    let at = (near..words.len()).find(|at| matches!(words[*at], "per" | "each" | "every"))?;
    // "Each of them", "each of our surgeons".
    let of = words.get(at + 1) == Some(&"of");
    words.get(at + 1 + usize::from(of)).map(SmolStr::new)
}

/// The total and the count that a figure for one is told of.
fn meant(story: &Story<'_>, claims: &Claims, number: usize, per: &str) -> Option<Way> {
    let time = TIMES.iter().any(|known| known.1 == per)
        || story.lexicon.units.factor(per).is_some_and(|unit| unit.0 == Dimension::Time);
    let mut ways: Vec<Way> = Vec::new();
    for total in (number.saturating_sub(LOOKED_AT)..number).rev() {
        if !totals(story, claims, number, total) {
            continue;
        }
        for count in counts(story, claims, number, total, per, time) {
            ways.extend(way(story, claims, number, total, count));
        }
    }
    let held = ways.iter().any(|way| way.fit == Fit::Exact);
    ways.retain(|way| !held || way.fit == Fit::Exact);
    let best = ways.iter().map(|way| way.score).max()?;
    let rivals = ways.iter().filter(|way| way.score + 1 > best).count();
    let chosen = ways.into_iter().find(|way| way.score == best)?;
    let adjacent = claims.all[number].sentence <= claims.all[chosen.total].sentence + 1;
    let least = match chosen.fit {
        Fit::Exact => 2,
        Fit::Slip => ENOUGH,
        _ if adjacent => ENOUGH,
        _ => ENOUGH + 1,
    };
    (best >= least && (rivals == 1 || held)).then_some(chosen)
}

/// Whether a figure may be the total of a figure for one: the same thing, larger, not for one itself.
fn totals(story: &Story<'_>, claims: &Claims, number: usize, total: usize) -> bool {
    let (each, whole) = (&claims.all[number], &claims.all[total]);
    let counted = each.quantity.unit.dimension == Dimension::Count;
    let bare = story.line(each).is_some_and(|line| line.bare(each, story.lexicon));
    let lent = bare && each.sentence <= whole.sentence + 1 && whole.quantity.unit.dimension != Dimension::Time;
    let same = whole.quantity.unit.name == each.quantity.unit.name || lent;
    let head = !whole.measure.head.is_empty() && whole.measure.head == each.measure.head;
    let shared = story.shared(whole.sentence, each.sentence) > 0;
    let named = story.line(each).is_some_and(|line| line.stems(story.lexicon).contains(&whole.measure.head));
    stands(whole)
        && matches!(whole.aspect, Aspect::Level)
        && whole.quantity.unit.per.is_none()
        && whole.quantity.is_single()
        && each.sentence <= whole.sentence + REACH
        && whole.quantity.value > each.quantity.value
        && same
        && (!counted || head || named || (bare || each.measure.head.is_empty()) && (shared || lent))
}

/// The counts that a total may be spread over.
fn counts(story: &Story<'_>, claims: &Claims, number: usize, total: usize, per: &str, time: bool) -> Vec<Count> {
    let whole = &claims.all[total];
    let behind = story.lines[claims.all[number].sentence].claims.end.min(number + 3);
    let near = total.saturating_sub(6)..(total + 12).min(behind.max(number));
    let told =
        near.filter(|other| *other != total && *other != number && spreads(story, claims, *other, total, per, time));
    let mut counts: Vec<Count> = told.map(Count::Told).collect();
    if counts.is_empty() && time {
        counts.extend(known(story, whole, per).map(|claim| Count::Known(Box::new(claim))));
    }
    counts
}

/// Whether a figure counts what a total is spread over.
fn spreads(story: &Story<'_>, claims: &Claims, other: usize, total: usize, per: &str, time: bool) -> bool {
    let (claim, whole) = (&claims.all[other], &claims.all[total]);
    let quantity = &claim.quantity;
    let sound =
        stands(claim) && quantity.bound == Bound::Exact && quantity.range.is_none() && quantity.value > Decimal::ONE;
    if time {
        let near = claim.sentence.abs_diff(whole.sentence) <= 1;
        return !told_as_moment(story, claim)
            && sound
            && near
            && quantity.unit.dimension == Dimension::Time
            && quantity.unit.name == per;
    }
    if matches!(per, "them" | "us" | "these" | "those" | "you") {
        let near = claim.sentence.abs_diff(whole.sentence) <= 1;
        let noun = story.noun(claim);
        return sound
            && near
            && quantity.unit.dimension == Dimension::Count
            && !noun.is_empty()
            && noun != story.noun(whole);
    }
    let noun = story.lexicon.words.canonical(&story.lexicon.words.analyze(per).noun);
    let named = claim.measure.head == noun || claim.measure.lemmas().any(|lemma| lemma == noun);
    let asked = story.line(claim).is_some_and(|line| line.bare(claim, story.lexicon))
        && (claim.sentence.saturating_sub(1)..=claim.sentence)
            .any(|at| story.lines[at].stems(story.lexicon).contains(&noun));
    sound && quantity.unit.dimension == Dimension::Count && (named || asked)
}

/// "Five days ago", "within five days": a time that nothing is spread over.
fn told_as_moment(story: &Story<'_>, claim: &Claim) -> bool {
    let Some(line) = story.line(claim) else { return false };
    let next = line.after(claim.span.end).split_whitespace().next().unwrap_or("");
    matches!(next.trim_end_matches([',', '.']), "ago" | "earlier" | "later" | "before" | "old")
}

/// How many of a time there are in the time that a total is told for.
fn known(story: &Story<'_>, whole: &Claim, per: &str) -> Option<Claim> {
    let line = story.line(whole)?;
    let said = |long: &str| {
        let period = whole.period.as_ref().is_some_and(|period| is_of(&period.key, long));
        period
            || line
                .places("time-word")
                .any(|place| line.between(place.start, place.end) == long && line.distance(place, whole.span) <= 6)
    };
    let (long, _, many) = TIMES.iter().find(|(long, short, _)| *short == per && said(long))?;
    let unit = Unit { name: SmolStr::new(per), dimension: Dimension::Time, per: None };
    let quantity =
        Quantity { span: whole.span, numeral: whole.span, value: Decimal::from(*many), unit, ..Quantity::default() };
    let mut claim = Claim::of(quantity, whole.sentence);
    claim.measure.text = SmolStr::new(format!("{per}s of a {long}"));
    claim.aspect = Aspect::Duration;
    claim.tags.push(SmolStr::new_static("known-length"));
    Some(claim)
}

/// Whether a period's key is of one year, one quarter or one week.
fn is_of(key: &str, long: &str) -> bool {
    match long {
        "year" => key.starts_with('y') && !key.contains(' ') || key.starts_with("rel") && key.ends_with("Year"),
        "quarter" => key.split(' ').any(|part| part.len() == 2 && part.starts_with('q')) || key.ends_with("Quarter"),
        _ => key.starts_with("rel") && key.ends_with("Week"),
    }
}

/// A way to make a figure for one, with what speaks for it; none where the figures are far from it.
fn way(story: &Story<'_>, claims: &Claims, number: usize, total: usize, count: Count) -> Option<Way> {
    let (each, whole) = (&claims.all[number], &claims.all[total]);
    let over = match &count {
        Count::Told(other) => claims.all[*other].quantity.interval(),
        Count::Known(claim) => claim.quantity.interval(),
    };
    let time = |claim: &Claim| claim.period.as_ref().map(|period| period.key.clone());
    if time(each).zip(time(whole)).is_some_and(|(each, whole)| each != whole) {
        return None;
    }
    let fit = fit::fit(&each.quantity, &whole.quantity.interval().div(&over));
    let figures = match fit {
        Fit::Exact | Fit::Slip => 2,
        // A time that is only known to have so many others in it ties no figures that stand far apart.
        Fit::Near if matches!(count, Count::Known(_)) && each.sentence > whole.sentence + KNOWN => return None,
        Fit::Near => 1,
        Fit::Far => return None,
    };
    let line = story.line(each)?;
    let head = !whole.measure.head.is_empty() && whole.measure.head == each.measure.head;
    let unit = each.quantity.unit.dimension != Dimension::Count;
    let told = line.opens_back() && each.sentence == whole.sentence + 1;
    let concludes = line.opens_back()
        || line.has("makes")
        || line.places("average-of").any(|place| line.between(place.start, place.end).contains("average"));
    let asked = super::recall::asked(story, each.sentence);
    let score = figures
        + usize::from(head || unit)
        + usize::from(matches!(count, Count::Told(_)))
        + usize::from(concludes)
        + usize::from(told)
        + 2 * usize::from(asked)
        + story.shared(each.sentence, whole.sentence).min(2)
        + usize::from(each.sentence <= whole.sentence + 2);
    Some(Way { total, count, fit, score })
}
