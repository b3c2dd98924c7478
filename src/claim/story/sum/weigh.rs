//! What speaks for figures to be the parts of a whole.

use rust_decimal::Decimal;

use super::super::Story;
use super::super::fit::Fit;
use super::super::line::Line;
use super::addend;
use super::group::Group;
use crate::claim::{Aspect, Claim, ClaimId, Claims, LinkKind, Modality};
use crate::lexicon::{Class, WordKind};
use crate::quantity::Dimension;

/// How many words from a whole a word of sum may stand.
const NEAR: usize = 4;
/// How many lines behind the parts the text may say that these are all.
const CLOSING: usize = 3;
/// The most words of a sentence that only lists.
const LISTING: usize = 30;
/// How many claims from the first part on may tell of two of them.
const AROUND: usize = 12;
/// How many claims before and behind a whole may make it.
const BESIDE: usize = 4;
/// A line with fewer letters is a row of a table.
const LETTERS: usize = 6;
/// Below it, sums come out or miss by chance.
const SMALL: i64 = 13;

/// The sum of what speaks for a group and against it; nothing where it cannot be one.
pub(super) fn score(story: &Story<'_>, claims: &Claims, group: &Group, fit: Fit) -> Option<i32> {
    let whole = &claims.all[group.whole];
    let (first, last) = (group.parts.first()?, group.parts.last()?);
    let line = story.line(whole)?;
    let lines: Vec<&Line<'_>> = lines(story, claims, group);
    if lines.iter().any(|line| line.has("conditional") && line.text().contains("if ") || overlap(story, line)) {
        return None;
    }
    let named = group.parts.iter().filter(|part| named(story, claims, whole, **part)).count();
    let listing = lines.iter().all(|line| listing(story, line));
    let (told, bare) = (told(story, claims, group), named == 0);
    let apposed = apposed(story, claims, group, line);
    let (asked, rest) = (asked(story, claims, group), rest(story, claims, *last));
    let (closed, announced) = (closed(story, claims, group), announced(story, claims, group));
    let said = told || asked || rest || announced || closed;
    let counts = whole.quantity.unit.dimension == Dimension::Count && !year(whole);
    let beside = whole.sentence == claims.all[*first].sentence;
    let close = next(claims, group) && claims.all[*last].sentence <= whole.sentence + CLOSING;
    let counts = counts || group.parts.iter().all(|part| claims.all[*part].quantity.unit != whole.quantity.unit);
    let alone = counts || told || asked || closed || announced || close && (rest || listing);
    let fitting = alone && if beside { told || apposed } else { said || listing || bare };
    // What is linked as parts of it by grammar, and is more than it, is told as such.
    let linked = group.parts.iter().filter(|part| claims.all[**part].links.contains(&(LinkKind::PartOf, whole.id)));
    let sum: Decimal = group.parts.iter().map(|part| claims.all[*part].quantity.value).sum();
    let above = linked.count() > 1 && sum > whole.quantity.value;
    if above || inside(claims, group) || fit != Fit::Exact && explained(story, claims, group) {
        return None;
    }
    if !fitting || !group.ahead && !told || lines.iter().chain([&line]).any(|line| foreign(line)) {
        return None;
    }
    if !group.ahead && lines.iter().any(|line| line.has("goes") || line.has("departs")) {
        return None;
    }
    let fine = |at: &usize| addend::digits(&claims.all[*at]) >= 3;
    let large = fine(&group.whole);
    let voices = group.parts.iter().any(|part| claims.all[*part].speaker != whole.speaker);
    let speaks = [
        (i32::from(told), 3),
        (i32::from(asked), 2),
        (i32::from(bare && (counts || said)), 2),
        (i32::from(listing && next(claims, group)), 3),
        (i32::from(apposed), 3),
        (i32::from(rest), 3),
        (i32::from(closed), 2),
        (i32::from(announced), 2),
        (i32::from(group.parts.len() >= 3), 1),
        (i32::from(group.parts.iter().chain([&group.whole]).all(fine)), 1),
        (i32::from(fit == Fit::Slip), if large { 2 } else { 1 }),
        (i32::from(next(claims, group)), 1),
        (i32::from(people(story, claims, group)), 1),
    ];
    let against = [
        (i32::from(voices), 1),
        (i32::from(lines.iter().any(|line| open(line))), 4),
        (i32::from(periods(claims, group)), 3),
        (left_out(story, claims, group), 2),
        (i32::from(!bare && !listing), 2),
        (i32::from(whole.quantity.value < SMALL.into()), 2),
        (i32::from(whole.modality != Modality::Actual), 1),
    ];
    let sum = |pieces: &[(i32, i32)]| pieces.iter().map(|(holds, weight)| holds * weight).sum::<i32>();
    Some(sum(&speaks) - sum(&against))
}

/// The lines of the parts.
fn lines<'a>(story: &'a Story<'_>, claims: &Claims, group: &Group) -> Vec<&'a Line<'a>> {
    let mut numbers: Vec<usize> = group.parts.iter().map(|part| claims.all[*part].sentence).collect();
    numbers.dedup();
    numbers.into_iter().filter_map(|number| story.lines.get(number)).collect()
}

/// Whether the text says that some are counted twice.
fn overlap(story: &Story<'_>, line: &Line<'_>) -> bool {
    story.lexicon.cues.hold(line.text(), "overlap")
        || line.text().split_whitespace().any(|word| word.starts_with("both"))
}

/// Whether a part is told of a thing of its own, not of what the whole counts.
fn named(story: &Story<'_>, claims: &Claims, whole: &Claim, part: usize) -> bool {
    let claim = &claims.all[part];
    let Some(line) = story.line(claim) else { return false };
    match addend::noun(story, line, claim) {
        Some(noun) => noun != whole.measure.head && story.lexicon.words.canonical(&noun) != whole.measure.head,
        None => false,
    }
}

/// Whether a sentence only lists: figures and names without a verb.
fn listing(story: &Story<'_>, line: &Line<'_>) -> bool {
    let words = line.text().split(|c: char| !(c.is_alphanumeric() || c == '\''));
    let verb = |word: &str| {
        let known = story.lexicon.words.closed(word);
        known == Some(Class::Auxiliary)
            || known.is_none() && word.len() > 2 && {
                let analysis = story.lexicon.words.analyze(word);
                analysis.mostly == Class::Verb && analysis.verb.is_some()
            }
    };
    line.text().split_whitespace().count() <= LISTING && !words.filter(|word| !word.is_empty()).any(verb)
}

/// Whether the text says that the whole is a sum, or that it is divided.
pub(super) fn told(story: &Story<'_>, claims: &Claims, group: &Group) -> bool {
    let whole = &claims.all[group.whole];
    let Some(line) = story.line(whole) else { return false };
    if !group.ahead {
        return drawn(story, claims, group, line);
    }
    let first = &claims.all[group.parts[0]];
    let between = (whole.sentence..=first.sentence).filter_map(|number| story.lines.get(number));
    let split = |line: &Line<'_>| {
        line.places("split-said").any(|place| place.start >= whole.span.end && place.end <= first.span.start)
    };
    let colon = whole.sentence == first.sentence && line.between(whole.span.end, first.span.start).contains(':');
    let sum = whole.sentence < first.sentence && line.near("sum-said", whole, NEAR);
    sum || colon || of_them(story, claims, group.parts[0]) || between.into_iter().any(split)
}

/// Whether a figure is drawn from those just told: "between them they took 640".
fn drawn(story: &Story<'_>, claims: &Claims, group: &Group, line: &Line<'_>) -> bool {
    let whole = &claims.all[group.whole];
    let last = group.parts.last().map_or(0, |last| claims.all[*last].sentence);
    let near = last + 1 >= whole.sentence;
    let bare = |part: &usize| !named(story, claims, whole, *part);
    let total = line.near("total", whole, NEAR) && near && group.parts.iter().all(bare);
    line.near("sum-said", whole, NEAR) || total || near && line.near("sum-drawn", whole, 1)
}

/// Whether a question between the whole and its parts asks how it is divided.
fn asked(story: &Story<'_>, claims: &Claims, group: &Group) -> bool {
    let (whole, first) = (claims.all[group.whole].sentence, claims.all[group.parts[0]].sentence);
    let asks =
        |line: &Line<'_>| line.question && (line.has("asks-split") || line.text().split_whitespace().count() <= 3);
    group.ahead && (whole + 1..first).any(|number| asks(&story.lines[number]))
}

/// "1,850 students this year, 1,310 undergraduates and 540 postgraduates": the parts right behind their whole, to the
/// end of the sentence.
fn apposed(story: &Story<'_>, claims: &Claims, group: &Group, line: &Line<'_>) -> bool {
    let (whole, first) = (&claims.all[group.whole], &claims.all[group.parts[0]]);
    let one = group.parts.iter().all(|part| claims.all[*part].sentence == whole.sentence);
    if !one || !group.ahead {
        return false;
    }
    let gap = line.between(whole.span.end, first.span.start);
    let opens = gap.trim_end().ends_with([',', ':', '–', '—', '(']) && gap.split_whitespace().count() <= 5;
    let last = group.parts.last().map_or("", |last| line.after(claims.all[*last].span.end));
    // "54 votes for it, 41 against and 6 unsure": the first is one of the list.
    let verb = |word: &str| {
        story.lexicon.words.closed(word) == Some(Class::Auxiliary)
            || matches!(word, "for" | "against" | "to" | "from" | "with" | "by" | "of" | "and" | "or")
    };
    let listed = |at: usize| claims.all[at].list.map(|place| place.list);
    let one_list = listed(group.whole).is_some()
        && listed(group.whole) == listed(group.parts[0])
        && !gap.contains(|c: char| c == ':' || c.is_alphabetic());
    !one_list && opens && last.split_whitespace().count() <= 5 && !gap.split_whitespace().any(verb)
}

/// "96 of them are diesel", "of these, 1,240 ...".
fn of_them(story: &Story<'_>, claims: &Claims, part: usize) -> bool {
    let claim = &claims.all[part];
    let Some(line) = story.line(claim) else { return false };
    let own = |text: &str| {
        [
            " of them",
            " of these",
            " of those",
            " of it ",
            " of that",
            " of this",
            " of the total",
            " of which",
            " of whom",
        ]
        .iter()
        .any(|of| text.starts_with(of))
    };
    let opens = line.before(claim.span.start).trim_start();
    own(line.after(claim.span.end)) || own(&format!(" {opens}"))
}

/// Whether the last part is told as what remains.
pub(super) fn rest(story: &Story<'_>, claims: &Claims, last: usize) -> bool {
    let claim = &claims.all[last];
    story.line(claim).is_some_and(|line| {
        let leaves = line.near("rest-left", claim, 2) && !line.after(claim.span.end).starts_with(" of ");
        leaves
            || line
                .places("rest-said")
                .any(|place| place.end <= claim.span.start && line.distance(place, claim.span) <= 4)
    })
}

/// Whether the text says behind the parts that these are all.
fn closed(story: &Story<'_>, claims: &Claims, group: &Group) -> bool {
    let last = group.parts.last().map_or(0, |last| claims.all[*last].sentence);
    let lines = story.lines.iter().skip(last).take(1 + CLOSING);
    lines.into_iter().any(|line| line.has("all-told") || story.lexicon.cues.hold(line.text(), "no-more-parts"))
}

/// Whether the number of parts is told between the whole and the first: "at three sites".
fn announced(story: &Story<'_>, claims: &Claims, group: &Group) -> bool {
    let (whole, first) = (&claims.all[group.whole], group.parts[0]);
    let told = |at: usize| {
        let claim = &claims.all[at];
        let listable = || story.line(claim).and_then(|line| addend::noun(story, line, claim)).is_some();
        claim.sentence == whole.sentence && addend::announces(claim) == Some(group.parts.len()) && listable()
    };
    if group.ahead {
        (group.whole + 1..first).any(told) || (first.saturating_sub(3)..group.whole).any(told)
    } else {
        (first.saturating_sub(3)..first).any(|at| addend::announces(&claims.all[at]) == Some(group.parts.len()))
    }
}

/// Whether the parts stand beside the whole or begin in the next line.
fn next(claims: &Claims, group: &Group) -> bool {
    let whole = claims.all[group.whole].sentence;
    let end = if group.ahead { group.parts.first() } else { group.parts.last() };
    end.is_some_and(|end| claims.all[*end].sentence.abs_diff(whole) <= 1)
}

/// Whether one of the parts is told as a part of another: "320 buses, 80 are electric, a quarter".
fn inside(claims: &Claims, group: &Group) -> bool {
    let ids: Vec<ClaimId> = group.parts.iter().map(|part| claims.all[*part].id).collect();
    let part_of = |claim: &Claim| claim.links.iter().any(|link| link.0 == LinkKind::PartOf && ids.contains(&link.1));
    let from = group.parts[0];
    let told = |kind: LinkKind, claim: &Claim| claim.links.iter().any(|link| link.0 == kind && ids.contains(&link.1));
    let near = claims.all.iter().skip(from).take(AROUND);
    group.parts.iter().any(|part| part_of(&claims.all[*part]))
        || near.into_iter().any(|claim| told(LinkKind::ShareOf, claim) && told(LinkKind::ShareFrom, claim))
}

/// Whether two other figures beside the whole make it: "412 million less 318 million are 94 million".
fn explained(story: &Story<'_>, claims: &Claims, group: &Group) -> bool {
    let whole = &claims.all[group.whole];
    let from = group.whole.saturating_sub(BESIDE);
    let near: Vec<&Claim> = claims
        .all
        .iter()
        .skip(from)
        .take(2 * BESIDE + 1)
        .filter(|claim| {
            let alike = claim.quantity.unit.name == whole.quantity.unit.name && !claim.derived && claim.id != whole.id;
            alike && claim.sentence.abs_diff(whole.sentence) <= 2 && claim.quantity.range.is_none()
        })
        .collect();
    let value = whole.quantity.value;
    let parts: Vec<Decimal> = group.parts.iter().map(|part| addend::value(story, claims, group.whole, *part)).collect();
    let sum: Decimal = parts.iter().sum();
    // Without one of them they make it: that one is told of another.
    if parts.len() > 2 && parts.iter().any(|part| sum - part == value) {
        return true;
    }
    near.iter().enumerate().any(|(at, one)| {
        near.iter().skip(at + 1).take(2).any(|two| {
            let (a, b) = (one.quantity.value, two.quantity.value);
            a + b == value || a - b == value || b - a == value
        })
    })
}

/// How many figures of the whole's kind stand among the parts and are none.
fn left_out(story: &Story<'_>, claims: &Claims, group: &Group) -> i32 {
    let unit = &claims.all[group.whole].quantity.unit;
    let Some((first, last)) = group.parts.first().zip(group.parts.last()) else { return 0 };
    let whole = claims.all[group.whole].sentence;
    let (from, to) = (claims.all[*first].sentence, claims.all[*last].sentence);
    let to = if group.ahead { to } else { whole };
    let lines = story.lines.get(from..=to).unwrap_or(&[]);
    let others = lines.iter().flat_map(|line| line.claims.clone()).filter(|at| {
        let claim = &claims.all[*at];
        let small = claim.quantity.value < claims.all[group.whole].quantity.value;
        let same = claim.quantity.unit == *unit && !claim.derived;
        let alike = same && (unit.dimension != Dimension::Count || claim.aspect == Aspect::Change);
        small
            && (alike || addend::may_be_part(story, claims, group.whole, *at))
            && *at != group.whole
            && !group.parts.contains(at)
    });
    i32::try_from(others.count()).unwrap_or(0)
}

/// Whether a number looks like a year.
fn year(claim: &Claim) -> bool {
    let value = claim.quantity.value;
    value >= Decimal::from(1900) && value < Decimal::from(2100) && value.is_integer()
}

/// Whether a line is a row of a table, or in a language whose figures are read otherwise.
fn foreign(line: &Line<'_>) -> bool {
    let letters = line.text().chars().filter(|c| c.is_alphabetic()).count();
    let other = line.text().chars().filter(|c| c.is_alphabetic() && *c > '\u{24f}').count();
    letters < LETTERS || other > 0 || line.places("not-english").count() >= 2
}

/// Whether a line leaves parts out or tells only some.
fn open(line: &Line<'_>) -> bool {
    line.has("only-some") || line.has("compared-with")
}

/// Whether a part is of another time than its whole and its fellows.
fn periods(claims: &Claims, group: &Group) -> bool {
    let key = |at: &usize| claims.all[*at].period.as_ref().map(|period| period.key.clone());
    let whole = key(&group.whole);
    let others: Vec<_> = group.parts.iter().filter_map(key).collect();
    // Parts of one time each make a longer one.
    let each = others.len() == group.parts.len() && others.windows(2).all(|pair| pair[0] != pair[1]);
    !each && whole.is_some_and(|whole| others.iter().any(|own| *own != whole))
}

/// Whether the whole and its parts are all people.
fn people(story: &Story<'_>, claims: &Claims, group: &Group) -> bool {
    group.parts.iter().chain([&group.whole]).all(|at| {
        let claim = &claims.all[*at];
        let noun = story.line(claim).and_then(|line| addend::noun(story, line, claim));
        noun.is_some_and(|noun| story.lexicon.words.is(WordKind::Person, &noun))
    })
}
