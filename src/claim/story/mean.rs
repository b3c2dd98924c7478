//! Averages: of figures told one by one, or of a total over so many.

use rust_decimal::Decimal;

use super::line::Line;
use super::{Story, row, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Bound, Dimension, Notation};
use crate::span::Span;

/// How many lines before an average its figures may stand.
const REACH: usize = 7;
/// How many words may stand between "average" and its figure.
const SAID: usize = 9;
/// What an average is taken over: the word behind it, and the unit or noun of the count.
const UNITS: [(&str, &str); 5] =
    [("day", "day"), ("week", "week"), ("month", "month"), ("year", "year"), ("hour", "hour")];

/// Links every average to what it is made of.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            let Some(line) = averages(story, claims, at, number) else { continue };
            let time = claims.all[number].quantity.unit.dimension == Dimension::Time;
            if listed(story, claims, line, number) || time {
                continue;
            }
            over(story, claims, at, number);
        }
    }
}

/// Whether a figure is told as an average.
fn averages<'a>(story: &'a Story<'a>, claims: &Claims, at: usize, number: usize) -> Option<&'a Line<'a>> {
    let claim = &claims.all[number];
    let line = &story.lines[at];
    let word = ["average", "on average", "averaged", "averaging", "averages", "mean"];
    let said = line
        .places("average-of")
        .any(|place| word.contains(&line.between(place.start, place.end)) && reaches(line, claims, place, number));
    let asked = at > 0
        && story.lines[at - 1].question
        && ["average", "a single", "per "].iter().any(|word| story.lines[at - 1].text().contains(word));
    let kind = !matches!(claim.quantity.unit.dimension, Dimension::Multiple | Dimension::Points | Dimension::Share);
    let counting = claim.quantity.notation == Notation::Words && claim.quantity.value <= Decimal::TEN;
    (stands(claim) && kind && !counting && (said || asked) && !line.question).then_some(line)
}

/// Whether the word "average" is said of a figure: near, or further off with nothing but a small count between.
fn reaches(line: &Line<'_>, claims: &Claims, place: Span, number: usize) -> bool {
    let span = claims.all[number].span;
    let (start, end) = (place.end.min(span.end), place.start.max(span.start));
    let other = |other: usize| {
        let claim = &claims.all[other];
        let small = claim.quantity.notation == Notation::Words && claim.quantity.value <= Decimal::from(12);
        other != number && !small && claim.span.start >= start && claim.span.end <= end
    };
    match line.distance(place, span) {
        0..=6 => true,
        far => far <= SAID && !line.claims.clone().any(other),
    }
}

/// "120, 135 and 150 ... an average of 135": links the figures of one list.
fn listed(story: &Story<'_>, claims: &mut Claims, line: &Line<'_>, number: usize) -> bool {
    let claim = &claims.all[number];
    let near = std::iter::once(claim.sentence).chain(story.preceding(claim.sentence, 1)).find_map(|at| {
        let list = list(story, claims, at, number)?;
        joins(story, claims, line, &list, number).then_some(list)
    });
    let Some(list) = near.or_else(|| row::find(story, claims, number)) else { return false };
    row::level_out(claims, &list, number);
    for member in list {
        tie(claims, number, LinkKind::AverageOf, member);
    }
    tag(claims, number, "mean-of-list");
    true
}

/// The figures of the list before an average in a line.
fn list(story: &Story<'_>, claims: &Claims, at: usize, number: usize) -> Option<Vec<usize>> {
    let own = story.lines[at].claims.clone().filter(|other| *other < number);
    let list: Vec<usize> =
        own.filter(|other| claims.all[*other].list.is_some() && stands(&claims.all[*other])).collect();
    (list.len() >= 2).then_some(list)
}

/// Whether the figures of a list are of one kind, and of that of an average.
fn joins(story: &Story<'_>, claims: &Claims, line: &Line<'_>, list: &[usize], number: usize) -> bool {
    let claim = &claims.all[number];
    let one = list.first().and_then(|first| claims.all[*first].list).map(|place| place.list);
    let unit = &claims.all[*list.last().unwrap_or(&number)].quantity.unit.name;
    let bare = line.bare(claim, story.lexicon) || claim.quantity.unit.per.is_some();
    let same = list.iter().all(|other| {
        let member = &claims.all[*other];
        member.list.map(|place| place.list) == one
            && member.quantity.unit.name == *unit
            && member.aspect == Aspect::Level
            && (member.sentence == claim.sentence || !member.tagged("average"))
    });
    let heads =
        || list.iter().map(|other| claims.all[*other].measure.head.as_str()).chain([claim.measure.head.as_str()]);
    let counts = claim.quantity.unit.dimension == Dimension::Count && !bare;
    let mixed =
        counts && heads().any(|head| heads().any(|other| !head.is_empty() && !other.is_empty() && head != other));
    same && !mixed && (bare || claim.quantity.unit.name == *unit)
}

/// "4,400 calls in eleven days ... 400 a day": links the total and the count.
fn over(story: &Story<'_>, claims: &mut Claims, at: usize, number: usize) {
    let line = &story.lines[at];
    let claim = &claims.all[number];
    let per = claim.quantity.unit.per.clone().map(|per| per.to_string()).or_else(|| per_word(line, claim));
    let lines: Vec<usize> = std::iter::once(at).chain(story.preceding(at, REACH)).collect();
    for there in lines {
        let own: Vec<usize> =
            story.lines[there].claims.clone().filter(|other| *other != number && stands(&claims.all[*other])).collect();
        let total = own
            .iter()
            .copied()
            .filter(|other| *other < number && totals(story, claims, number, *other))
            .collect::<Vec<_>>();
        let [total] = total[..] else { continue };
        let near = [there].into_iter().chain(story.preceding(there, 0));
        let count = near.flat_map(|place| story.lines[place].claims.clone()).find(|other| {
            *other != total && *other != number && numbers(&story.lines[there], &claims.all[*other], per.as_deref())
        });
        if let Some(count) = count {
            let unit = claims.all[total].quantity.unit.clone();
            claims.all[number].quantity.unit = unit;
            tie(claims, number, LinkKind::AverageOf, total);
            tie(claims, number, LinkKind::Over, count);
            tag(claims, number, "mean-over");
            return;
        }
    }
}

/// "145 a month", "19,000 tickets a concert": the word below the line.
fn per_word(line: &Line<'_>, claim: &Claim) -> Option<String> {
    let rest = line.after(claim.span.end);
    let cut = [" a ", " per ", " every ", " an ", " each "]
        .iter()
        .filter_map(|word| Some((rest.find(word)?, word.len())))
        .min()?;
    let word = rest.get(cut.0 + cut.1..)?.split(|c: char| !c.is_alphanumeric()).next()?;
    (cut.0 <= 12 && !word.is_empty()).then(|| word.to_owned())
}

/// Whether a figure may be the total of an average: the same thing, and larger.
fn totals(story: &Story<'_>, claims: &Claims, average: usize, other: usize) -> bool {
    let (mean, total) = (&claims.all[average], &claims.all[other]);
    let same = mean.quantity.unit.name == total.quantity.unit.name;
    let bare = story.line(mean).is_some_and(|line| line.bare(mean, story.lexicon));
    let spelled = total.quantity.notation == Notation::Words;
    let kind = total.quantity.unit.dimension != Dimension::Count
        || mean.measure.head == total.measure.head
        || bare
        || mean.measure.head.is_empty()
        || story.shared(mean.sentence, total.sentence) > 0;
    total.aspect == Aspect::Level
        && !spelled
        && (same || bare)
        && kind
        && matches!(total.quantity.bound, Bound::Exact | Bound::About)
        && total.quantity.value > mean.quantity.value
        && total.quantity.unit.per.is_none()
        && total.quantity.unit.dimension != Dimension::Time
}

/// Whether a figure counts what an average is taken over.
fn numbers(line: &Line<'_>, claim: &Claim, per: Option<&str>) -> bool {
    let over = line.between(claim.span.start, claim.span.end).starts_with("over ");
    let exact = claim.quantity.bound == Bound::Exact || over && claim.quantity.bound == Bound::MoreThan;
    let whole = claim.quantity.value.is_integer() && exact;
    let time = UNITS.iter().any(|(word, unit)| per == Some(*word) && claim.quantity.unit.name == *unit);
    let noun = per.is_some_and(|per| {
        claim.quantity.unit.dimension == Dimension::Count
            && (claim.measure.head == per || claim.measure.text.contains(per))
    });
    let spread = per.is_none()
        && claim.quantity.unit.dimension == Dimension::Time
        && (over || line.before(claim.span.start).ends_with("over "));
    whole && (time || noun || spread)
}
