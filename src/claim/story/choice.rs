//! Which pair of levels a change is stated of.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::line::Line;
use super::pair::Pair;
use super::{Story, shift, stands};
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality, Point};
use crate::lexicon::{Class, WordKind};
use crate::quantity::{Dimension, Form};

/// How many lines may lie between a pair and a change that names the same thing.
const FAR: usize = 16;
/// How many lines behind a change its pair may be told.
const AHEAD: usize = 2;

/// The pair that a change in a line is stated of; nothing where two fit equally well.
pub(super) fn choose(
    story: &Story<'_>,
    pairs: &[Pair],
    claims: &Claims,
    at: usize,
    change: Option<usize>,
) -> Option<Pair> {
    let fits = |pair: &&Pair| change.is_none_or(|number| suits(story, claims, number, pair));
    // What is told only after the change explains it in one sentence.
    let told = |pair: &&Pair| pair.first <= at || pair.first == pair.last;
    let usable = between(pairs, at.saturating_sub(FAR), at + AHEAD).iter().filter(told).filter(fits);
    let mut ranked: Vec<(usize, &Pair)> =
        usable.filter_map(|pair| Some((rank(story, claims, pair, at, change)?, pair))).collect();
    ranked.sort_by_key(|(rank, pair)| (*rank, std::cmp::Reverse(pair.last)));
    let (best, pair) = *ranked.first()?;
    let rival = ranked
        .get(1)
        .is_some_and(|(rank, other)| *rank == best && other.last == pair.last && other.first == pair.first);
    (!rival).then_some(*pair)
}

/// The pairs whose last line lies from one line to another; pairs stand in the order of their last lines.
pub(super) fn between(pairs: &[Pair], from: usize, to: usize) -> &[Pair] {
    let start = pairs.partition_point(|pair| pair.last < from);
    let end = pairs.partition_point(|pair| pair.last <= to);
    pairs.get(start..end).unwrap_or_default()
}

/// How far a pair is from a change: in its line, near, far but named; nothing where it is neither.
fn rank(story: &Story<'_>, claims: &Claims, pair: &Pair, at: usize, change: Option<usize>) -> Option<usize> {
    let line = &story.lines[at];
    let own = change.map(|number| &claims.all[number]);
    let stated = own.and_then(|claim| claim.links.iter().find(|link| link.0 == LinkKind::ChangeOf)).map(|link| link.1);
    let elsewhere = |level: &Claim| level.sentence == at && stated != Some(claims.all[pair.after].id);
    if pair.last == at && pair.first == at {
        return beside_pair(story, claims, pair, at, own).then_some(0);
    }
    if stated.and_then(|stated| claims.get(stated)).is_some_and(elsewhere) {
        return None;
    }
    if line.speaker != story.lines[pair.last].speaker {
        return taken_up(story, claims, pair, at, own);
    }
    if claims.all[pair.after].sentence == at && pair.first < at {
        let after = &claims.all[pair.after];
        let to = after.point == Some(Point::To) && stated == Some(after.id);
        let behind = to || own.is_none_or(|claim| claim.span.start > after.span.start);
        return behind.then_some(1);
    }
    if pair.last > at {
        let next = story.following(at, 1).next() == Some(pair.first) && follows(story, pair);
        let physical = !matches!(
            claims.all[pair.after].quantity.unit.dimension,
            Dimension::Money | Dimension::Share | Dimension::Count
        );
        let it = story.lines[pair.first].text().starts_with("it ");
        return (next && (it || physical || named(story, line, pair, own, claims))).then_some(2);
    }
    let gap = story.preceding(at, FAR).take_while(|before| *before > pair.last).count();
    let told = named(story, line, pair, own, claims);
    let calm = pair.last < at && quiet(story, claims, pair, at, told);
    let answer = own.is_some_and(|claim| shift::answers(story, claim)) && gap <= 2;
    let pointing = answer || gap == 0 && (line.opens_back() || change.is_none() && line.has("half"));
    let plain = own.is_none_or(|claim| plain(line, claims, pair, claim));
    (calm && plain && (pointing && !told_of_other(story, own, pair) || told)).then_some(3 + gap)
}

/// How many lines behind a pair somebody else may take it up.
const TAKEN_UP: usize = 8;

/// How far a change is from a pair that somebody else told, where it names the same thing: "So calls have tripled?"
fn taken_up(story: &Story<'_>, claims: &Claims, pair: &Pair, at: usize, own: Option<&Claim>) -> Option<usize> {
    let line = &story.lines[at];
    let gap = at.checked_sub(pair.last).filter(|gap| (1..=TAKEN_UP).contains(gap))?;
    let told = own.is_some() && named(story, line, pair, own, claims);
    let plain = own.is_none_or(|claim| plain(line, claims, pair, claim));
    (told && plain && quiet(story, claims, pair, at, told)).then_some(20 + gap)
}

/// Whether a change is told with no level, comparison or second change of its own, so that it can only be read with
/// the levels before it.
pub(super) fn plain(line: &Line<'_>, claims: &Claims, pair: &Pair, claim: &Claim) -> bool {
    let dimension = claim.quantity.unit.dimension;
    let compared = [
        "compared",
        "versus",
        "relative to",
        "pre-pandemic",
        " than ",
        "two years ago",
        "sequential",
        "excluding",
        "organic",
    ]
    .iter()
    .any(|words| line.text().contains(words));
    let others = line.claims.clone().map(|number| &claims.all[number]).filter(|other| other.id != claim.id);
    let rival =
        others.clone().any(|other| other.aspect == Aspect::Change && other.quantity.unit.dimension == dimension);
    let based = others.clone().any(|other| other.point == Some(Point::From));
    let modal = claim.modality == claims.all[pair.after].modality || claim.modality == Modality::Actual;
    let said =
        shift::direction(line, claim.span).is_some() || claim.direction.is_some() || dimension == Dimension::Multiple;
    let by = line.words_before(claim.span.start).next() == Some("by")
        || line.opens_back()
        || line.text().contains(" of expansion");
    let kind = matches!(dimension, Dimension::Share | Dimension::Points | Dimension::Multiple) || by;
    !compared && !rival && !based && modal && kind && (said || claim.quantity.form == Form::Fraction)
}

/// Whether nothing parts a change from the two levels in its own line.
fn beside_pair(story: &Story<'_>, claims: &Claims, pair: &Pair, at: usize, own: Option<&Claim>) -> bool {
    let Some(claim) = own else { return true };
    let (before, after) = (&claims.all[pair.before], &claims.all[pair.after]);
    let line = &story.lines[at];
    let near = [before, after].iter().map(|level| line.distance(claim.span, level.span)).min().unwrap_or(usize::MAX);
    near <= 10
}

/// Whether the pair's first line points back to the line before it.
fn follows(story: &Story<'_>, pair: &Pair) -> bool {
    let text = story.lines[pair.first].text();
    ["it ", "they ", "at ", "a ", "on ", "in "].iter().any(|word| text.starts_with(word))
}

/// Whether no other figure of the pair's kind stands between a pair and a change behind it.
fn quiet(story: &Story<'_>, claims: &Claims, pair: &Pair, at: usize, told: bool) -> bool {
    let unit = &claims.all[pair.after].quantity.unit;
    let (speaker, head) = (story.lines[at].speaker, &claims.all[pair.after].measure.head);
    let rivals = (pair.last + 1..at).filter(|line| story.lines[*line].speaker == speaker);
    let mut rivals = rivals.flat_map(|line| story.lines[line].claims.clone());
    !rivals.any(|other| {
        let claim = &claims.all[other];
        claim.quantity.unit == *unit
            && stands(claim)
            && (!told && unit.dimension != Dimension::Count || claim.measure.head == *head)
    })
}

/// The nouns before a figure of which nothing else is known: "Pay, for one thing, up 9 percent".
pub(super) fn subject(story: &Story<'_>, claim: &Claim) -> Vec<SmolStr> {
    let Some(line) = story.line(claim) else { return Vec::new() };
    let words = &story.lexicon.words;
    let before = line.before(claim.span.start);
    let clause = before.rsplit([';', ':']).next().unwrap_or(before);
    let opens = clause.split(',').next().unwrap_or("").trim();
    // A verb does not stand alone before a comma.
    let alone = opens.len() < clause.trim().len() && !opens.contains(' ');
    let noun = |stem: &SmolStr| {
        let class = words.analyze(stem).mostly;
        let named = class == Class::Noun || class == Class::Verb && alone && stem == opens;
        named && !words.is(WordKind::Container, stem)
    };
    line.stems_of(clause).into_iter().filter(noun).collect()
}

/// Whether a change that points back names a thing that the pair is not of.
fn told_of_other(story: &Story<'_>, own: Option<&Claim>, pair: &Pair) -> bool {
    let Some(claim) = own else { return false };
    let named = shift::answers(story, claim) && claim.measure.key.is_empty();
    let known = |stem: &str| {
        [pair.first, pair.last]
            .iter()
            .any(|line| story.lines[*line].stems(story.lexicon).iter().any(|known| known == stem))
    };
    let counted = !claim.measure.head.is_empty()
        && claim.quantity.unit.dimension == Dimension::Count
        && claim.quantity.form == Form::Amount;
    counted && !known(&claim.measure.head) || named && subject(story, claim).iter().any(|noun| !known(noun))
}

/// Whether a change names what a pair is of: its line and the pair's measure share words, and most words of its
/// own measure stand with the pair.
fn named(story: &Story<'_>, line: &Line<'_>, pair: &Pair, own: Option<&Claim>, claims: &Claims) -> bool {
    let known = |stem: &str| {
        [pair.first, pair.last]
            .iter()
            .any(|line| story.lines[*line].stems(story.lexicon).iter().any(|known| known == stem))
    };
    let telling = |lemma: &&str| !story.lexicon.words.is(WordKind::Generic, lemma);
    let measures = [pair.before, pair.after].into_iter().flat_map(|number| claims.all[number].measure.lemmas());
    let shared = line.stems(story.lexicon).iter().filter(|stem| known(stem)).count();
    let points = own.is_some_and(|claim| claim.quantity.unit.dimension == Dimension::Points);
    let mutual = points && shared >= 1
        || measures.filter(telling).any(|lemma| line.stems(story.lexicon).iter().any(|stem| stem == lemma));
    let Some(claim) = own else { return mutual && shared >= 1 };
    let lemmas: Vec<&str> = claim.measure.lemmas().filter(telling).collect();
    let met = lemmas.iter().filter(|lemma| known(lemma)).count();
    mutual && met * 2 >= lemmas.len() && shared >= 1
}

/// Whether a change of one figure's kind can be a change between the levels of a pair.
pub(super) fn suits(story: &Story<'_>, claims: &Claims, number: usize, pair: &Pair) -> bool {
    let (change, level) = (&claims.all[number], &claims.all[pair.after]);
    if number == pair.after || number == pair.before {
        return false;
    }
    let measured = matches!(level.quantity.unit.dimension, Dimension::Share | Dimension::Points);
    match change.quantity.unit.dimension {
        Dimension::Points => measured,
        Dimension::Share | Dimension::Multiple => !measured,
        Dimension::Other if change.quantity.unit.name == "point" => measured,
        // "Room for four more trains" is no change of the minutes told before.
        Dimension::Count if counts_other(story, change) && in_units(claims, pair) => false,
        Dimension::Count if story.line(change).is_some_and(|line| line.bare(change, story.lexicon)) => {
            !measured && change.quantity.value * Decimal::from(200) > level.quantity.value
        }
        _ => change.quantity.unit.name == level.quantity.unit.name,
    }
}

/// Whether a level of a pair is told in units, not in things that are counted.
fn in_units(claims: &Claims, pair: &Pair) -> bool {
    [pair.before, pair.after].iter().any(|level| claims.all[*level].quantity.unit.dimension != Dimension::Count)
}

/// Whether a noun behind "more" or "fewer" is what a figure counts: "four more trains".
fn counts_other(story: &Story<'_>, claim: &Claim) -> bool {
    let Some(line) = story.line(claim) else { return false };
    let mut behind =
        line.after(claim.quantity.numeral.end).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let more = behind.next().is_some_and(|word| matches!(word, "more" | "fewer" | "less" | "additional" | "extra"));
    let noun = behind.next().unwrap_or("");
    let words = &story.lexicon.words;
    more && !noun.is_empty() && words.closed(noun).is_none()
}
