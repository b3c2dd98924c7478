//! The figure that is told as the most or the least of several, and those of the others: "The longest river is the Vess,
//! with 640 kilometres. The Tornal comes next with 590."

use rust_decimal::Decimal;

use super::line::Line;
use super::place::{alike, fits, hold_above, name};
use super::when::by_period;
use super::{Story, inherit, pair, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::lexicon::{Directions, Trend};
use crate::quantity::{Dimension, Notation};
use crate::span::Span;

/// How many lines of one voice the others may be told in.
const REACH: usize = 3;
/// How many words may stand between a superlative and its figure.
const NEAR: usize = 12;
/// What must speak for a figure's being that of another.
const ENOUGH: i32 = 4;
/// How many lines back a record may stand before the one that it broke.
const RECORD: usize = 5;

/// What a superlative may speak of that is no rank among others: "the largest part", "the most significant change".
const PARTS: [&str; 26] = [
    "frequent",
    "common",
    "usual",
    "likely",
    "part",
    "portion",
    "share",
    "majority",
    "significant",
    "important",
    "recent",
    "impact",
    "change",
    "shift",
    "increase",
    "decrease",
    "driver",
    "contributor",
    "of",
    "probably",
    "certainly",
    "often",
    "notable",
    "notably",
    "rise",
    "fall",
];

/// Ties every figure told as an extreme to those of the others, and every record to the one before it.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        for (number, way, from) in leaders(story, claims, at) {
            for other in others(story, claims, number, from, way) {
                lend(story, claims, number, other);
                if way == Trend::Up { hold_above(claims, number, other) } else { hold_above(claims, other, number) }
            }
        }
        broken_record(story, claims, at);
    }
}

/// Gives a figure that leaves its unit out that of the leader.
fn lend(story: &Story<'_>, claims: &mut Claims, leader: usize, other: usize) {
    let unit = claims.all[leader].quantity.unit.dimension != Dimension::Count;
    if unit && story.line(&claims.all[other]).is_some_and(|line| bare(story, line, &claims.all[other])) {
        inherit(claims, leader, other);
    }
}

/// The figures that a line tells as the most or the least of several, with the place where that is said.
fn leaders(story: &Story<'_>, claims: &Claims, at: usize) -> Vec<(usize, Trend, Span)> {
    let line = &story.lines[at];
    if line.has("negation") || line.has("old-record") {
        return Vec::new();
    }
    let told = superlatives(line).into_iter().filter_map(|(place, way)| {
        let number = if line.question { answer(story, claims, at) } else { figure(story, claims, at, place, way) }?;
        // Whoever wins in the least time is first.
        let time = claims.all[number].quantity.unit.dimension == Dimension::Time;
        let way = way.unwrap_or(if time || clocked(line, &claims.all[number]) { Trend::Down } else { Trend::Up });
        Some((number, way, place))
    });
    let mut told: Vec<(usize, Trend, Span)> = told.collect();
    told.dedup_by_key(|(number, ..)| *number);
    told
}

/// "Won in 54.31": a time of which the unit is left out.
fn clocked(line: &Line<'_>, claim: &Claim) -> bool {
    claim.quantity.unit.dimension == Dimension::Count
        && claim.quantity.value.scale() == 2
        && line.words_before(claim.span.start).next() == Some("in")
}

/// The words of a line that put something first or last; those of places have no way of their own.
fn superlatives(line: &Line<'_>) -> Vec<(Span, Option<Trend>)> {
    let told = line.extremes().into_iter().map(|(place, way)| (place, Some(way)));
    let first = ["place-1", "winner"].into_iter().flat_map(|tag| line.places(tag)).map(|place| (place, None));
    told.chain(first).filter(|(place, _)| ranks(line, *place)).collect()
}

/// Whether a superlative puts one thing before the others: not "one of the largest", "at most", "the highest since May".
fn ranks(line: &Line<'_>, place: Span) -> bool {
    let word = line.between(place.start, place.end);
    let before = line.before(place.start).trim_end();
    let last = before.rsplit(' ').next().unwrap_or("");
    let among = ["one of the", "among the", "some of the", "of our", "of its", "of the"]
        .iter()
        .any(|words| before.ends_with(words));
    let ordinal = matches!(
        last,
        "second"
            | "third"
            | "fourth"
            | "fifth"
            | "two"
            | "three"
            | "four"
            | "five"
            | "ten"
            | "at"
            | "almost"
            | "nearly"
            | "next"
            | "even"
    );
    let behind = line.after(place.end);
    let next = behind.split_whitespace().next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
    let adverb = PARTS.contains(&next);
    let vague = matches!(
        word,
        "record"
            | "minimum"
            | "maximum"
            | "peak"
            | "peaked"
            | "trough"
            | "the high"
            | "the low"
            | "high point"
            | "low point"
            | "worst"
    );
    let timed = [" since ", " ever", " on record", " in years", " of the year", " so far", " yet"]
        .iter()
        .any(|words| behind.contains(words));
    // "Won her first title" puts nobody before others.
    let own =
        behind.split_whitespace().take(3).any(|word| matches!(word, "her" | "his" | "their" | "my" | "our" | "first"));
    let won = matches!(word, "won" | "wins") && own;
    !won && !among && !ordinal && !adverb && !vague && !timed && !last.ends_with('-') && !behind.starts_with('-')
}

/// The figure that a superlative is told with: the next one behind it, or the one before it where none follows.
fn figure(story: &Story<'_>, claims: &Claims, at: usize, place: Span, way: Option<Trend>) -> Option<usize> {
    let line = &story.lines[at];
    let clear = |from: usize, to: usize| !line.between(from, to).contains([';', '?']);
    // Whoever won "in 54 seconds" took so long; the driest March "in forty years" did not.
    let long_ago = |claim: &Claim| way.is_some() && timed(line, claim);
    let of_so_many = |claim: &Claim| {
        let before = line.before(claim.span.start);
        ["of the ", "of its ", "of our ", "of their ", "of all ", "of these "]
            .iter()
            .any(|words| before.ends_with(words))
    };
    let may = |number: &usize| {
        let claim = &claims.all[*number];
        fits(claim) && !long_ago(claim) && !of_so_many(claim)
    };
    let behind = line.claims.clone().filter(may).find(|number| claims.all[*number].span.start >= place.end);
    let near = behind.filter(|number| {
        let claim = &claims.all[*number];
        line.distance(place, claim.span) <= NEAR && clear(place.end, claim.span.start)
    });
    let before = || {
        let mut told =
            line.claims.clone().rev().filter(may).filter(|number| claims.all[*number].span.end <= place.start);
        told.next().filter(|number| {
            let claim = &claims.all[*number];
            let led = line.words_before(claim.span.start).next().unwrap_or("");
            let opens = matches!(led, "at" | "with") && line.before(claim.span.start).split_whitespace().count() <= 2;
            opens && behind.is_none() && clear(claim.span.end, place.start)
        })
    };
    near.or_else(before)
}

/// Whether a length of time only tells when something was: "in forty years".
fn timed(line: &Line<'_>, claim: &Claim) -> bool {
    claim.quantity.unit.dimension == Dimension::Time && pair::dated(line, claim)
}

/// The first figure of the line behind a question: "Shortest waits in the region? That's St Brigid's, eleven weeks."
fn answer(story: &Story<'_>, claims: &Claims, at: usize) -> Option<usize> {
    let next = story.lines.get(at + 1).filter(|next| !next.question)?;
    let mut figures = next.claims.clone().filter(|number| fits(&claims.all[*number]));
    figures.next().filter(|number| next.before(claims.all[*number].span.start).split_whitespace().count() <= NEAR)
}

/// The figures of the others: of one kind, told behind the leader, each with a place or a name of its own.
fn others(story: &Story<'_>, claims: &Claims, leader: usize, place: Span, way: Trend) -> Vec<usize> {
    let first = claims.all[leader].sentence;
    let own = std::iter::once(first).chain(story.following(first, REACH).take_while(|at| *at <= first + 2 * REACH));
    let mut found = Vec::new();
    for at in own {
        let line = &story.lines[at];
        let figures =
            line.claims.clone().filter(|number| *number > leader && claims.all[*number].span.start > place.end);
        let mut told: Vec<usize> = figures
            .filter(|number| points(story, claims, leader, *number, way).is_some_and(|points| points >= ENOUGH))
            .collect();
        found.append(&mut told);
    }
    found
}

/// What speaks for a figure's being that of another; nothing where it cannot be.
fn points(story: &Story<'_>, claims: &Claims, leader: usize, other: usize, way: Trend) -> Option<i32> {
    let (a, b) = (&claims.all[leader], &claims.all[other]);
    let line = story.line(b)?;
    let bare = bare(story, line, b);
    let (unit, counted) = (&a.quantity.unit, a.quantity.unit.dimension == Dimension::Count);
    let placed = ranked(line, claims, other) && !counted && *unit == b.quantity.unit && sized(story, a, b);
    let kind = alike(story, a, b) || bare && sized(story, a, b) || placed;
    let spelled = b.quantity.notation == Notation::Words && b.quantity.unit.dimension == Dimension::Count && !bare;
    let level = fits(b) || bare && b.aspect == Aspect::Change && b.direction.is_none();
    if !level || !kind || spelled || a.modality != b.modality && !ranked(line, claims, other) || b.tagged("among") {
        return None;
    }
    let stretch = stretch(claims, line, other);
    let has = |words: &[&str]| stretch.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    let whole = has(&[
        "total",
        "together",
        "altogether",
        "combined",
        "average",
        "overall",
        "all",
        "of",
        "mean",
        "median",
        "including",
    ]);
    let past = [
        "last year",
        "year before",
        "year earlier",
        "years ago",
        "year ago",
        "previous",
        "had been",
        "used to",
        "target",
        "limit",
        "than",
    ];
    // "The hottest day was Tuesday. Wednesday had 38": the days are what is ranked.
    let day = |claim: &Claim| claim.period.as_ref().is_some_and(|period| period.key.starts_with("wd"));
    let parted = !(day(a) && day(b)) && by_period(a.period.as_ref(), b.period.as_ref()).is_some();
    let elsewhere = parted || past.iter().any(|words| stretch.contains(words));
    let again = line.extremes().iter().any(|(spot, direction)| {
        *direction == way && spot.start > a.span.end && spot.end <= b.span.start && ranks(line, *spot)
    });
    let own = name(story, claims, other);
    let named = !own.is_empty() && !named_before(story, a, own);
    let ranked = ranked(line, claims, other);
    let pieces = [
        (ranked, 3),
        (named, 2),
        (b.sentence <= a.sentence + 1, 1),
        (bare || one_thing(a, b) || said_alike(claims, line, story, (leader, other)), 1),
        (beside(story, claims, line, other), 1),
        (whole && !ranked, -4),
        (elsewhere, -4),
        (a.period.is_none() && b.period.is_some() && b.sentence > a.sentence, -2),
        (again, -6),
    ];
    Some(pieces.iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum())
}

/// Whether two figures have one noun, or a unit and no noun.
fn one_thing(a: &Claim, b: &Claim) -> bool {
    let unit = b.quantity.unit.dimension != Dimension::Count && (b.measure.head.is_empty() || b.tagged("carried"));
    unit || !a.measure.head.is_empty() && a.measure.head == b.measure.head
}

/// Whether two figures stand behind one word: "gave 35 million", "gave 40 million".
fn said_alike(claims: &Claims, line: &Line<'_>, story: &Story<'_>, (leader, other): (usize, usize)) -> bool {
    let (a, b) = (&claims.all[leader], &claims.all[other]);
    let verb = |line: &Line<'_>, claim: &Claim| line.words_before(claim.span.start).next().map(str::to_owned);
    let told = story.line(a).and_then(|line| verb(line, a)).filter(|word| story.lexicon.words.closed(word).is_none());
    told.is_some() && told == verb(line, b)
}

/// Whether another figure of the same unit stands beside with a name of its own: a list of several.
fn beside(story: &Story<'_>, claims: &Claims, line: &Line<'_>, other: usize) -> bool {
    let unit = &claims.all[other].quantity.unit;
    let mut rest = line.claims.clone().filter(|number| *number != other && claims.all[*number].quantity.unit == *unit);
    rest.any(|number| {
        let its = name(story, claims, number);
        !its.is_empty() && its != name(story, claims, other)
    })
}

/// "The 40-to-49s are second, 970,000": behind the figure or right before it.
fn follows(line: &Line<'_>, claim: &Claim) -> bool {
    let mut behind = line.after(claim.span.end).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    matches!((behind.next(), behind.next()), (Some("in" | "came" | "is"), Some("second" | "third")))
}

/// Whether the words of a figure give it a place behind another.
fn ranked(line: &Line<'_>, claims: &Claims, number: usize) -> bool {
    const BEHIND: [&str; 10] =
        ["second", "third", "fourth", "next", "then", "runner", "followed", "behind", "trails", "trailed"];
    let stretch = stretch(claims, line, number);
    let mut words = stretch.split(|c: char| !c.is_alphanumeric());
    words.any(|word| BEHIND.contains(&word)) || stretch.contains("after it") || follows(line, &claims.all[number])
}

/// The words that tell of a figure since the one before it.
fn stretch<'a>(claims: &Claims, line: &'a Line<'_>, number: usize) -> &'a str {
    let last = line.claims.clone().take_while(|other| *other < number).last();
    let from = last.map_or(line.start, |last| claims.all[last].span.end);
    line.between(from, claims.all[number].span.start)
}

/// Whether a name stands with the leader already.
fn named_before(story: &Story<'_>, leader: &Claim, name: &str) -> bool {
    story.line(leader).is_some_and(|line| {
        line.before(leader.span.start).split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
    })
}

/// Whether a figure stands without noun and unit, in digits or spelled: "and the Royal at nineteen."
fn bare(story: &Story<'_>, line: &Line<'_>, claim: &Claim) -> bool {
    let rest = line.after(claim.span.end);
    let word = rest.trim_start_matches(' ').split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let ends = word.is_empty() || !rest.starts_with(' ') || story.lexicon.words.closed(word).is_some();
    claim.quantity.unit.dimension == Dimension::Count && ends && claim.span.end <= claim.quantity.numeral.end
}

/// Whether a bare figure is of the leader's size, or only leaves its scale out.
fn sized(story: &Story<'_>, a: &Claim, b: &Claim) -> bool {
    let ratio = a.quantity.value.checked_div(b.quantity.value).unwrap_or_default();
    let near = ratio > Decimal::new(5, 2) && ratio < Decimal::from(20);
    near || pair::scale_left_out(story, a, b)
}

/// "Our best quarter ever, 184 million. The previous best was 197": a record, and the one that it broke.
fn broken_record(story: &Story<'_>, claims: &mut Claims, at: usize) {
    let line = &story.lines[at];
    let Some(place) = former(line) else { return };
    let short = ["short of", "below", "shy of", "miss", "under", "less than", "still", "behind"];
    if line.question || line.has("negation") || short.iter().any(|word| line.text().contains(word)) {
        return;
    }
    let mut told = line.claims.clone().filter(|number| {
        let claim = &claims.all[*number];
        claim.span.start >= place.end && line.distance(place, claim.span) <= 5 && fits(claim)
    });
    let Some(old) = told.next() else { return };
    let mut lines = (at.saturating_sub(RECORD)..at).rev();
    let new = lines.find_map(|back| {
        let way = sets_record(&story.lines[back])?;
        let near = [back, back + 1].into_iter().filter(|line| *line < at);
        let mut figures = near.flat_map(|line| story.lines[line].claims.clone());
        let new = figures.find(|number| {
            let (a, b) = (&claims.all[*number], &claims.all[old]);
            fits(a)
                && (alike(story, a, b) || bare(story, line, b) && sized(story, a, b))
                && !timed(&story.lines[a.sentence], a)
        })?;
        Some((new, way))
    });
    if let Some((new, way)) = new {
        lend(story, claims, new, old);
        let (above, below) = if way == Trend::Up { (new, old) } else { (old, new) };
        if claims.all[old].quantity.unit.dimension == Dimension::Count {
            inherit(claims, new, old);
        }
        tie(claims, above, LinkKind::NotBelow, below);
        tag(claims, above, if way == Trend::Up { "record-set" } else { "ranked" });
    }
}

/// "The previous best", "the former record", "the old high", "the previous driest".
fn former(line: &Line<'_>) -> Option<Span> {
    let text = line.text();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let best = |word: &str| {
        matches!(word, "best" | "record" | "high" | "low" | "peak" | "mark" | "maximum" | "minimum" | "worst")
            || Directions::built_in().extreme(word).is_some()
    };
    words.windows(2).find_map(|two| {
        let former = matches!(two[0], "previous" | "former" | "old" | "earlier" | "prior" | "existing");
        (former && best(two[1])).then(|| line.span(at(two[0]), at(two[1]) + two[1].len()))
    })
}

/// Which way a line says that a record was set; nothing where it says none was.
fn sets_record(line: &Line<'_>) -> Option<Trend> {
    if line.has("negation") || line.question || former(line).is_some() {
        return None;
    }
    let told = line.text();
    let ever = [" ever", " on record", " in years", "since records", " of all time", "-year ", " history"]
        .iter()
        .any(|words| told.contains(words))
        || told.contains(" in ") && told.contains(" years");
    let extreme = line.extremes().into_iter().find(|(place, _)| line.between(place.start, place.end) != "record");
    let low = ["record low", "all-time low", "new low"].iter().any(|words| told.contains(words));
    let best = told.contains("best") || line.has("record");
    match extreme {
        Some((_, way)) if ever => Some(way),
        _ if low => Some(Trend::Down),
        _ if best => Some(Trend::Up),
        _ => None,
    }
}
