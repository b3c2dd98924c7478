//! Changes told away from their levels, by another speaker or in other words: linked where enough speaks for it.

use std::collections::HashSet;

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::choice::subject;
use super::fit::{self, Fit};
use super::line::Line;
use super::pair::{self, Pair};
use super::shift;
use super::{Story, choice, contrast, stands, tag, when};
use crate::claim::{Aspect, Claim, Claims, Direction, LinkKind, Modality};
use crate::lexicon::WordKind;
use crate::quantity::{Dimension, Form, Notation};
use crate::span::Span;

/// How many lines before a change its levels may stand.
const REACH: usize = 30;
/// How many lines may lie between the two levels.
const APART: usize = 16;
/// How many claims are looked back over for the earlier level.
const LOOKED_AT: usize = 24;
/// What must speak for a link that makes a finding.
const ENOUGH: i32 = 5;
/// What must speak for a link that the figures bear out.
const BORNE_OUT: i32 = 3;

/// A pair of levels, and whether the text is sure which was first.
#[derive(Clone, Copy)]
struct Levels {
    pair: Pair,
    firm: bool,
}

/// Links changes that no nearer sentence explains.
pub(super) fn link(story: &Story<'_>, pairs: &[Pair], claims: &mut Claims) {
    let pairs = all(story, pairs, claims);
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if open(story, claims, number)
                && let Some(pair) = meant(story, &pairs, claims, number)
            {
                pair::settle(claims, pair.before, pair.after);
                shift::conclude(claims, number, pair);
                tag(claims, number, "recalled");
            }
        }
    }
}

/// The pairs that are told side by side, and those that are told further apart or in no order.
fn all(story: &Story<'_>, pairs: &[Pair], claims: &Claims) -> Vec<Levels> {
    let mut known: HashSet<usize> = pairs.iter().flat_map(|pair| [pair.before, pair.after]).collect();
    let mut all: Vec<Levels> = pairs.iter().map(|pair| Levels { pair: *pair, firm: true }).collect();
    for pair in contrast::contrasts(story, &[], claims).into_iter().chain(contrast::undecided(story, claims)) {
        if !known.contains(&pair.before) && !known.contains(&pair.after) {
            all.push(Levels { pair, firm: false });
        }
    }
    known.extend(all.iter().flat_map(|levels| [levels.pair.before, levels.pair.after]));
    for at in 0..story.lines.len() {
        for second in story.lines[at].claims.clone() {
            if !known.contains(&second)
                && let Some(pair) = far(story, claims, at, second)
            {
                all.push(Levels { pair, firm: true });
            }
        }
    }
    all.sort_by_key(|Levels { pair, .. }| (pair.last, pair.first, pair.before, pair.after));
    all
}

/// A level and the last one of its kind before it, where the text dates one before the other.
fn far(story: &Story<'_>, claims: &Claims, at: usize, second: usize) -> Option<Pair> {
    let line = &story.lines[at];
    let claim = &claims.all[second];
    let crowded = line.claims.len() > LOOKED_AT;
    if crowded || !pair::level(line, claim) || line.question || !pair::sole(story, claims, at, second) {
        return None;
    }
    let first = (second.saturating_sub(LOOKED_AT)..second).rev().find(|first| {
        let other = &claims.all[*first];
        let near = other.sentence < at && at <= other.sentence + APART;
        near && pair::level(&story.lines[other.sentence], other) && other.quantity.unit.name == claim.quantity.unit.name
    })?;
    let other = &claims.all[first];
    let there = &story.lines[other.sentence];
    let nameless = claim.measure.key.is_empty() || claim.tagged("carried") || line.points_back(claim, story.lexicon);
    let kin = nameless && story.shared(other.sentence, at) + usize::from(line.points_back(claim, story.lexicon)) > 0
        || claim.measure.overlap(&other.measure) >= 0.5;
    let fitting = kin
        && there.claims.len() <= LOOKED_AT
        && !there.question
        && pair::sole(story, claims, other.sentence, first)
        && pair::close_in_size(other, claim)
        && (claim.quantity.unit.per == other.quantity.unit.per
            || claim.quantity.unit.per.is_none()
            || other.quantity.unit.per.is_none());
    let swapped = when::order(story, claims, first, second).filter(|_| fitting)?;
    let (before, after) = if swapped { (second, first) } else { (first, second) };
    Some(Pair { before, after, first: other.sentence, last: at })
}

/// Whether a figure is a change whose levels nothing has told yet.
fn open(story: &Story<'_>, claims: &Claims, number: usize) -> bool {
    let claim = &claims.all[number];
    let linked = claim.links.iter().any(|link| link.0 == LinkKind::ChangeFrom);
    let Some(line) = story.line(claim) else { return false };
    let multiple = claim.quantity.unit.dimension == Dimension::Multiple
        && claim.quantity.form == Form::Multiple
        && claim.quantity.notation == Notation::Words;
    let said = stands(claim) || multiple && claim.modality == Modality::Question;
    said && !linked && shift::changes(story, line, claim).is_some()
}

/// Whether a change may be one of a level: its own sentence names no other that it led to.
fn told_of(claims: &Claims, number: usize, level: usize) -> bool {
    let claim = &claims.all[number];
    let mut levels =
        claim.links.iter().filter(|link| link.0 == LinkKind::ChangeOf).filter_map(|link| claims.get(link.1));
    levels.all(|own| own.sentence != claim.sentence || own.id == claims.all[level].id)
}

/// The pair that a change is stated of, where what speaks for it is enough, and for no other as much.
fn meant(story: &Story<'_>, pairs: &[Levels], claims: &Claims, number: usize) -> Option<Pair> {
    let at = claims.all[number].sentence;
    let from = pairs.partition_point(|levels| levels.pair.last + REACH < at);
    let near = pairs[from..]
        .iter()
        .take_while(|levels| levels.pair.last <= at + APART)
        .filter(|levels| told_of(claims, number, levels.pair.after))
        .filter(|levels| placed(levels, claims, number) && choice::suits(story, claims, number, &levels.pair));
    let mut rated: Vec<(Fit, i32, Pair)> = near.filter_map(|levels| rate(story, claims, *levels, number)).collect();
    let alone = i32::from(rated.len() == 1);
    rated.sort_by_key(|(fit, score, pair)| {
        (std::cmp::Reverse((*fit == Fit::Exact, *score)), std::cmp::Reverse(pair.last))
    });
    let (fit, score, pair) = *rated.first()?;
    let rival = rated.get(1).is_some_and(|other| fit != Fit::Exact && other.1 + 1 >= score);
    let least = match fit {
        Fit::Exact => BORNE_OUT,
        Fit::Near if !next(story, claims, &pair, number) && !asked(story, at) && !ends_told(claims, &pair) => {
            ENOUGH + 1
        }
        _ => ENOUGH,
    };
    (score + alone >= least && !rival).then_some(pair)
}

/// Whether a change stands behind a pair, or between its levels ("650 million; they grew 12 percent; they came in at
/// 728"), or right before it.
fn placed(levels: &Levels, claims: &Claims, number: usize) -> bool {
    let Levels { pair, firm } = levels;
    let at = claims.all[number].sentence;
    if !firm && pair.last == at {
        return number > pair.before.max(pair.after);
    }
    let own = pair.first == at || pair.last == at;
    let behind = pair.last < at || pair.first < at && pair.last > at && claims.all[pair.before].sentence == pair.first;
    let ahead = pair.first == at + 1 && pair.last == at + 1;
    !own && (behind || ahead)
}

/// How well a pair's levels make a change, and what speaks for the link.
fn rate(story: &Story<'_>, claims: &Claims, levels: Levels, number: usize) -> Option<(Fit, i32, Pair)> {
    let claim = &claims.all[number];
    let line = story.line(claim)?;
    let said = way(story, line, claim);
    let pair = turned(claims, levels, said)?;
    let (before, after) = (&claims.all[pair.before], &claims.all[pair.after]);
    let fit = fit::fit(&claim.quantity, &fit::change(&claim.quantity, &before.quantity, &after.quantity)?);
    let one_mode = [Modality::Actual, Modality::Question, after.modality].contains(&claim.modality);
    if !one_mode || fit == Fit::Far || !plain(line, claims, claim) {
        return None;
    }
    let figures = match fit {
        Fit::Exact | Fit::Slip => 2,
        _ if wrong_base(claims, &pair, claim) => 2,
        _ => 1,
    };
    let kinship = kinship(story, claims, &pair, claim);
    if fit != Fit::Exact && (kinship < 0 || exceeds(claim, before, after)) {
        return None;
    }
    let score = figures
        + i32::from(said.is_some())
        + kinship
        + 2 * i32::from(asked(story, claim.sentence))
        + i32::from(of_one_time(story, &pair, line))
        + i32::from(points(line, claim))
        + i32::from(ends_told(claims, &pair))
        + 2 * i32::from(levels.firm && pair.last > claim.sentence)
        + 2 * i32::from(next(story, claims, &pair, number));
    Some((fit, score, pair))
}

/// Which way a change is said to go.
fn way(story: &Story<'_>, line: &Line<'_>, claim: &Claim) -> Option<Direction> {
    let multiple = claim.quantity.unit.dimension == Dimension::Multiple;
    let by_size = || if claim.quantity.value < Decimal::ONE { Direction::Down } else { Direction::Up };
    let said = claim.direction.or_else(|| shift::direction(line, claim.span));
    said.or_else(|| shift::moved(line, claim)).or_else(|| asked_way(story, claim)).or_else(|| multiple.then(by_size))
}

/// "So it's down by ...?" "By a third.": the way that the question asks for.
fn asked_way(story: &Story<'_>, claim: &Claim) -> Option<Direction> {
    let before = claim.sentence.checked_sub(1).filter(|_| shift::answers(story, claim))?;
    let line = &story.lines[before];
    let ways = [("rise", Direction::Up), ("fall", Direction::Down)];
    let mut said = ways.into_iter().filter(|(tag, _)| line.has(tag)).map(|(_, way)| way);
    said.next().filter(|_| said.next().is_none())
}

/// Whether a fall is told of more than there was.
fn exceeds(claim: &Claim, before: &Claim, after: &Claim) -> bool {
    let amount = claim.quantity.unit.name == before.quantity.unit.name;
    amount && after.quantity.value < before.quantity.value && claim.quantity.value > before.quantity.value
}

/// A pair in the order that the change's own word tells; nothing where the text is sure of the other.
fn turned(claims: &Claims, levels: Levels, said: Option<Direction>) -> Option<Pair> {
    let Levels { pair, firm } = levels;
    let value = |at: usize| claims.all[at].quantity.value;
    let actual = if value(pair.after) < value(pair.before) { Direction::Down } else { Direction::Up };
    match said {
        Some(said) if said == actual => Some(pair),
        Some(_) if firm => None,
        Some(_) => Some(Pair { before: pair.after, after: pair.before, ..pair }),
        None => firm.then_some(pair),
    }
}

/// Whether a change follows the two levels of a pair at once, with no other figure of their kind between.
fn next(story: &Story<'_>, claims: &Claims, pair: &Pair, number: usize) -> bool {
    let unit = &claims.all[pair.after].quantity.unit.name;
    let last = pair.before.max(pair.after);
    let at = claims.all[number].sentence;
    let near = pair.last == at || story.preceding(at, 1).next() == Some(pair.last);
    let between = claims.all.get(last + 1..number).unwrap_or_default();
    near && last < number && !between.iter().any(|claim| claim.quantity.unit.name == *unit)
}

/// Whether a change is told with no level, comparison or second change of its own.
fn plain(line: &Line<'_>, claims: &Claims, claim: &Claim) -> bool {
    let dimension = claim.quantity.unit.dimension;
    let mut others = line.claims.clone().map(|number| &claims.all[number]).filter(|other| other.id != claim.id);
    let rival = |other: &Claim| {
        let change = other.aspect == Aspect::Change && !pair::copula(line, other);
        let again = other.quantity.agrees(&claim.quantity);
        change && !again && pair::close_in_size(other, claim) && other.quantity.unit.dimension == dimension
            || other.point.is_some()
    };
    let by = line.words_before(claim.span.start).next() == Some("by")
        || points(line, claim)
        || claim.aspect == Aspect::Change
        || shift::moved(line, claim).is_some();
    let kind = matches!(dimension, Dimension::Share | Dimension::Points | Dimension::Multiple) || by;
    kind && !compared(line, claim) && !others.any(rival)
}

/// Whether a change is told against something else than the level before, or for every year or month.
fn compared(line: &Line<'_>, claim: &Claim) -> bool {
    let every =
        |place: Span| place.start >= claim.span.end && line.between(claim.span.end, place.start).trim().is_empty();
    line.has("compared-with") || line.places("each-time").any(every)
}

/// Whether a pair is told as the two ends of a change: "from 5.25 to 4.75".
fn ends_told(claims: &Claims, pair: &Pair) -> bool {
    pair.first == pair.last && [pair.before, pair.after].iter().all(|level| claims.all[*level].point.is_some())
}

/// Whether a rate is the one that the later level would give as its base.
fn wrong_base(claims: &Claims, pair: &Pair, claim: &Claim) -> bool {
    let (before, after) = (&claims.all[pair.before].quantity, &claims.all[pair.after].quantity);
    let turned =
        fit::change(&claim.quantity, after, before).filter(|_| claim.quantity.unit.dimension == Dimension::Share);
    turned.is_some_and(|turned| fit::fit(&claim.quantity, &turned) == Fit::Exact)
}

/// How much the words of a change and of its levels share; less than nothing where the change names another thing.
fn kinship(story: &Story<'_>, claims: &Claims, pair: &Pair, claim: &Claim) -> i32 {
    let shared = story.shared(claim.sentence, pair.last).max(story.shared(claim.sentence, pair.first));
    let asked = claim.sentence.checked_sub(1).filter(|before| story.lines[*before].question);
    let by_question = asked.map_or(0, |before| story.shared(before, pair.last).max(story.shared(before, pair.first)));
    let telling = |lemma: &&str| !story.lexicon.words.is(WordKind::Generic, lemma);
    let known = |lemma: &str| {
        let lines = [pair.first, pair.last].into_iter().chain(asked);
        lines.into_iter().any(|line| story.lines[line].stems(story.lexicon).iter().any(|stem| stem == lemma))
            || [pair.before, pair.after].iter().any(|level| claims.all[*level].measure.lemmas().any(|own| own == lemma))
    };
    let nouns = claim.measure.modifiers.iter().map(SmolStr::as_str).chain([claim.measure.head.as_str()]);
    let nouns: Vec<SmolStr> = nouns.filter(|noun| !noun.is_empty()).map(SmolStr::new).collect();
    let nouns = if nouns.is_empty() { subject(story, claim) } else { nouns };
    let names: Vec<&str> =
        nouns.iter().map(SmolStr::as_str).filter(telling).filter(|noun| !told(story, claim, noun)).collect();
    let met = names.iter().filter(|lemma| known(lemma)).count();
    let stranger = met * 2 < names.len() && !self::asked(story, claim.sentence);
    let common = i32::try_from(shared.min(3) + by_question.min(1)).unwrap_or(0);
    common + i32::from(met > 0) - 2 * i32::from(stranger)
}

/// Whether a noun of a change only says that it is one, or when it was: "the gain", "this time".
fn told(story: &Story<'_>, claim: &Claim, noun: &str) -> bool {
    let Some(line) = story.line(claim) else { return false };
    let mut places = ["change-noun", "time-word", "rise", "fall"].into_iter().flat_map(|tag| line.places(tag));
    let says = story.lexicon.words.is(WordKind::Saying, noun);
    says || noun == "time" || places.any(|place| line.between(place.start, place.end).contains(noun))
}

/// Whether the question before asks what figures make: "what does that come to?"
pub(super) fn asked(story: &Story<'_>, at: usize) -> bool {
    let speaker = story.lines[at].speaker;
    let before = || (at.saturating_sub(4)..at).rev().map(|line| &story.lines[line]);
    let own = before().take(3).position(|line| line.speaker != speaker || line.question);
    let Some(own) = own else { return false };
    // The question may go on: "What was the average? I'd guess that it was lower."
    let asker = before().nth(own).and_then(|line| line.speaker);
    let mut turn = before().skip(own).take_while(|line| line.speaker == asker).enumerate();
    turn.any(|(back, line)| line.has("asks-sum") && (back == 0 || line.question))
}

/// Whether a line names a time that the pair's lines name: "since January", "on the year".
fn of_one_time(story: &Story<'_>, pair: &Pair, line: &Line<'_>) -> bool {
    let times = |line: &Line<'_>| -> Vec<String> {
        line.places("time-word").map(|place| line.between(place.start, place.end).to_owned()).collect()
    };
    let own = times(line);
    [pair.first, pair.last].into_iter().any(|level| times(&story.lines[level]).iter().any(|time| own.contains(time)))
}

/// Whether a change is told as one that is known: "the gain of 3 points", "that's a drop of".
fn points(line: &Line<'_>, claim: &Claim) -> bool {
    let mut before = line.before(claim.span.start).split_whitespace().rev().take(6);
    line.opens_back()
        || before.any(|word| matches!(word, "the" | "that" | "this" | "that's" | "it's" | "such"))
            && line.near("change-noun", claim, 2)
}
