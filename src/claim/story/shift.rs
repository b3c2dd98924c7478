//! Changes, with a figure or as a mere word of direction, and the two levels they are stated of.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::line::Line;
use super::pair::{self, Pair};
use super::{Story, inherit, stands, tag, tie, upcoming, word};
use crate::claim::{Aspect, Claim, Claims, Direction, LinkKind, Modality, Point};
use crate::lexicon::WordKind;
use crate::quantity::{Dimension, Form, Notation, Quantity, Unit};
use crate::span::Span;

/// How many lines may lie between a pair and a change that names the same thing.
const FAR: usize = 16;
/// How many lines behind a change its pair may be told.
const AHEAD: usize = 2;
/// How many words may stand between a word of direction and its figure.
const BESIDE: usize = 3;

/// Links changes to the pairs of levels they are stated of.
pub(super) fn link(story: &Story<'_>, pairs: &[Pair], claims: &mut Claims, derived: &mut Vec<Claim>) {
    for at in 0..story.lines.len() {
        flows(story, pairs, claims, at);
        for number in story.lines[at].claims.clone() {
            figure(story, pairs, claims, number);
        }
        words(story, pairs, claims, at, derived);
        up_from(story, claims, at, derived);
    }
}

/// "Profit was 12 million, up from 10 million": the word stands between the level after and the level before.
fn up_from(story: &Story<'_>, claims: &Claims, at: usize, derived: &mut Vec<Claim>) {
    let line = &story.lines[at];
    for number in line.claims.clone().skip(1) {
        let (after, before) = (&claims.all[number - 1], &claims.all[number]);
        let gap = line.between(after.span.end, before.span.start);
        let mut words = gap.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty());
        let from = words.next() == Some("from");
        let way = words.take(2).find_map(|word| match word {
            "up" => Some((word, Direction::Up)),
            "down" => Some((word, Direction::Down)),
            _ => None,
        });
        let joined = [" and ", " but ", " while ", " which ", ";"].iter().any(|word| gap.contains(word));
        let Some((word, way)) = way.filter(|_| from && !joined && gap.len() < UP_FROM) else { continue };
        let told = pair::level(line, after) && stands(before) && before.quantity.range.is_none();
        let known = derived
            .iter()
            .rev()
            .take_while(|claim| claim.sentence + AHEAD >= at)
            .any(|claim| claim.links.contains(&(LinkKind::ChangeOf, after.id)));
        if !told || known || !pair::comparable(story.lexicon, line, after, line, before) {
            continue;
        }
        let place = after.span.end + gap.rfind(word).unwrap_or(0);
        let claim = directed(Span::new(place, place + word.len()), at, way);
        derive(claims, derived, claim, Pair { before: number, after: number - 1, first: at, last: at });
    }
}

/// Adds a claim of a word as the change between two levels.
pub(super) fn derive(claims: &Claims, derived: &mut Vec<Claim>, mut claim: Claim, pair: Pair) {
    claim.id = upcoming(claims, derived);
    claim.links.push((LinkKind::ChangeOf, claims.all[pair.after].id));
    claim.links.push((LinkKind::ChangeFrom, claims.all[pair.before].id));
    derived.push(claim);
}

/// How many bytes may stand between the two levels of "was 12 million in May, up from 10 million".
const UP_FROM: usize = 48;

/// A change with a figure.
fn figure(story: &Story<'_>, pairs: &[Pair], claims: &mut Claims, number: usize) {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim).filter(|_| stands(claim)) else { return };
    let Some(direction) = changes(story, line, claim) else { return };
    let complete = |kind| claim.links.iter().any(|link| link.0 == kind);
    if complete(LinkKind::ChangeOf) && complete(LinkKind::ChangeFrom) && claim.direction.is_some() {
        return;
    }
    let Some(pair) = choose(story, pairs, claims, claim.sentence, Some(number)) else { return };
    if bound_elsewhere(claims, number, pair) || told(story, claims, number, pair) {
        return;
    }
    let change = &mut claims.all[number];
    change.direction = direction.or(change.direction);
    conclude(claims, number, pair);
}

/// Makes a figure the change between the levels of a pair.
pub(super) fn conclude(claims: &mut Claims, number: usize, pair: Pair) {
    claims.all[number].aspect = Aspect::Change;
    attach(claims, number, pair);
    if claims.all[number].quantity.unit.dimension == Dimension::Count {
        inherit(claims, pair.after, number);
    }
    if claims.all[number].quantity.unit.name == "point" {
        claims.all[number].quantity.unit =
            Unit { name: SmolStr::new_static("percentage-point"), dimension: Dimension::Points, per: None };
    }
    if claims.all[number].direction.is_none() {
        claims.all[number].direction = Some(actual(claims, pair));
    }
}

/// Whether a change of the same kind is told with the pair already, and this one elsewhere: it is of something else.
fn told(story: &Story<'_>, claims: &Claims, number: usize, pair: Pair) -> bool {
    let (claim, after) = (&claims.all[number], &claims.all[pair.after]);
    if claim.sentence == after.sentence {
        return false;
    }
    let ends = [(LinkKind::ChangeOf, after.id), (LinkKind::ChangeFrom, claims.all[pair.before].id)];
    let mut beside = story.lines.get(after.sentence).map_or(0..0, |line| line.claims.clone());
    beside.any(|other| {
        let other = &claims.all[other];
        let same = other.quantity.unit.dimension == claim.quantity.unit.dimension;
        same && ends.iter().all(|end| other.links.contains(end))
    })
}

/// Whether the grammar of a change's own sentence ties it to a level that is not in the pair.
fn bound_elsewhere(claims: &Claims, number: usize, pair: Pair) -> bool {
    let (before, after) = (claims.all[pair.before].id, claims.all[pair.after].id);
    claims.all[number].links.iter().any(|(kind, level)| match kind {
        LinkKind::ChangeFrom => *level != before,
        LinkKind::ChangeOf => ![before, after].contains(level) && claims.all[number].list.is_some(),
        _ => false,
    })
}

fn attach(claims: &mut Claims, number: usize, pair: Pair) {
    claims.all[number].links.retain(|link| !matches!(link.0, LinkKind::ChangeOf | LinkKind::ChangeFrom));
    tie(claims, number, LinkKind::ChangeOf, pair.after);
    tie(claims, number, LinkKind::ChangeFrom, pair.before);
    if claims.all[number].sentence != claims.all[pair.after].sentence {
        tag(claims, number, "across");
    }
}

/// Which way the levels go: for a change that says only how much.
fn actual(claims: &Claims, pair: Pair) -> Direction {
    let value = |at: usize| claims.all[at].quantity.value;
    if value(pair.after) < value(pair.before) { Direction::Down } else { Direction::Up }
}

/// Whether a claim is a change, and which way it is said to go.
pub(super) fn changes(story: &Story<'_>, line: &Line<'_>, claim: &Claim) -> Option<Option<Direction>> {
    let included =
        line.words_before(claim.span.start).take(6).any(|word| matches!(word, "including" | "includes" | "excluding"));
    let whole = line.after(claim.span.end).starts_with(" of ")
        && !line.words_before(claim.span.start).take(2).any(|word| word == "of");
    let doubly = claim.tagged("year-on-year") && (claim.tagged("quarter-on-quarter") || claim.tagged("month-on-month"));
    if included
        || doubly
        || whole && claim.quantity.form != Form::Fraction && claim.quantity.unit.dimension == Dimension::Share
    {
        return None;
    }
    if claim.tagged("flow") || claim.point.is_some() || claim.basis.is_some() && claim.aspect != Aspect::Change {
        return None;
    }
    let dimension = claim.quantity.unit.dimension;
    let said = direction(line, claim.span);
    let by = line.words_before(claim.span.start).next().is_some_and(|word| word == "by");
    match claim.aspect {
        Aspect::Change if pair::level(line, claim) => None,
        Aspect::Change => Some(claim.direction.or(said)),
        _ if dimension == Dimension::Multiple
            && claim.quantity.form == Form::Multiple
            && !line.text().contains("leverage") =>
        {
            (claim.quantity.notation == Notation::Words).then_some(None)
        }
        _ if by && said.is_some() => Some(said),
        _ if claim.quantity.form == Form::Fraction && answers(story, claim) => Some(None),
        _ => None,
    }
}

/// Whether a figure is a short answer to a question.
fn answers(story: &Story<'_>, claim: &Claim) -> bool {
    let short = story.line(claim).is_some_and(|line| line.text().split_whitespace().count() <= 8);
    let asked = claim.sentence.checked_sub(1).and_then(|before| story.lines.get(before));
    short && asked.is_some_and(|line| line.question)
}

/// Which way the words beside a figure say it goes.
pub(super) fn direction(line: &Line<'_>, span: Span) -> Option<Direction> {
    let ways = [("rise", Direction::Up), ("fall", Direction::Down)];
    let near = ways.into_iter().flat_map(|(tag, way)| line.places(tag).map(move |place| (place, way)));
    let near = near.map(|(place, way)| (line.distance(place, span), way)).filter(|(far, _)| *far <= 6);
    near.min_by_key(|(far, _)| *far).map(|(_, way)| way)
}

/// The pair that a change in a line is stated of; nothing where two fit equally well.
fn choose(story: &Story<'_>, pairs: &[Pair], claims: &Claims, at: usize, change: Option<usize>) -> Option<Pair> {
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
fn between(pairs: &[Pair], from: usize, to: usize) -> &[Pair] {
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
    let answer = own.is_some_and(|claim| answers(story, claim)) && gap <= 2;
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
    let said = direction(line, claim.span).is_some() || claim.direction.is_some() || dimension == Dimension::Multiple;
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

/// Whether a change that points back names a thing that the pair is not of.
fn told_of_other(story: &Story<'_>, own: Option<&Claim>, pair: &Pair) -> bool {
    let Some(claim) = own else { return false };
    let known = |stem: &str| {
        [pair.first, pair.last]
            .iter()
            .any(|line| story.lines[*line].stems(story.lexicon).iter().any(|known| known == stem))
    };
    let counted = !claim.measure.head.is_empty()
        && claim.quantity.unit.dimension == Dimension::Count
        && claim.quantity.form == Form::Amount;
    counted && !known(&claim.measure.head)
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
        Dimension::Count if story.line(change).is_some_and(|line| line.bare(change, story.lexicon)) => {
            !measured && change.quantity.value * Decimal::from(200) > level.quantity.value
        }
        _ => change.quantity.unit.name == level.quantity.unit.name,
    }
}

/// "We opened 42 and closed 15": amounts that lead from one level to the next.
fn flows(story: &Story<'_>, pairs: &[Pair], claims: &mut Claims, at: usize) {
    for pair in between(pairs, at, at).iter().filter(|pair| pair.last - pair.first <= 4) {
        if !spans(story, claims, pair) {
            continue;
        }
        let early = pair.first.min(story.preceding(pair.first, 2).last().unwrap_or(pair.first));
        let lines = early..=pair.last;
        let mut steps: Vec<(usize, Direction)> = Vec::new();
        for number in lines.flat_map(|line| story.lines[line].claims.clone()) {
            steps.extend(flow(story, claims, number, pair, steps.last().map(|step| step.1)).map(|way| (number, way)));
        }
        for (number, way) in steps {
            if claims.all[number].quantity.unit.dimension == Dimension::Count {
                let unit = if measured(claims, pair) { points() } else { claims.all[pair.after].quantity.unit.clone() };
                claims.all[number].quantity.unit = unit;
            }
            claims.all[number].aspect = Aspect::Change;
            claims.all[number].direction = Some(way);
            attach(claims, number, *pair);
            tag(claims, number, "flow");
        }
    }
}

/// Whether a pair is told as the start and the end of a stretch: "began with", "finished with".
fn spans(story: &Story<'_>, claims: &Claims, pair: &Pair) -> bool {
    let near = |number: usize, tag: &str| {
        let claim = &claims.all[number];
        story.line(claim).is_some_and(|line| line.near(tag, claim, 8))
    };
    near(pair.before, "past") && near(pair.after, "now") || near(pair.before, "stood") && near(pair.after, "now")
}

fn measured(claims: &Claims, pair: &Pair) -> bool {
    claims.all[pair.after].quantity.unit.dimension == Dimension::Share
}

fn points() -> Unit {
    Unit { name: SmolStr::new_static("basis-point"), dimension: Dimension::Points, per: None }
}

/// The way a figure flows, where it is an amount between the levels of a pair.
fn flow(story: &Story<'_>, claims: &Claims, number: usize, pair: &Pair, last: Option<Direction>) -> Option<Direction> {
    let claim = &claims.all[number];
    let line = story.line(claim)?;
    let ways =
        [("inflow", Direction::Up), ("outflow", Direction::Down), ("rise", Direction::Up), ("fall", Direction::Down)];
    let near = ways.into_iter().flat_map(|(tag, way)| line.places(tag).map(move |place| (tag, place, way)));
    let found =
        near.filter(|(_, place, _)| place.end <= claim.span.start && line.distance(*place, claim.span) <= BESIDE);
    let found = found.min_by_key(|(_, place, _)| line.distance(*place, claim.span));
    let points = measured(claims, pair);
    let kind = match claim.quantity.unit.dimension {
        Dimension::Points => points,
        Dimension::Count => {
            let bare = line.bare(claim, story.lexicon) || line.after(claim.span.end).starts_with(" net");
            let level = &claims.all[pair.after];
            bare && (!points || last.is_some()) || claim.measure.head == level.measure.head && !points
        }
        _ => !points && claim.quantity.unit.name == claims.all[pair.after].quantity.unit.name,
    };
    let outside = number != pair.before && number != pair.after && claim.span.end <= claims.all[pair.after].span.start;
    let another = line.before(claim.span.start).ends_with("another ");
    let amount = claim.quantity.unit.dimension != Dimension::Share && claim.quantity.notation == Notation::Digits;
    let by_figure = found.filter(|(tag, _, _)| matches!(*tag, "inflow" | "outflow") || points).map(|found| found.2);
    (stands(claim) && kind && outside && amount).then(|| by_figure.or(last.filter(|_| another)))?
}

/// Words of direction that stand with no figure of their own.
fn words(story: &Story<'_>, pairs: &[Pair], claims: &Claims, at: usize, derived: &mut Vec<Claim>) {
    let line = &story.lines[at];
    let ways = [
        ("rise", Direction::Up),
        ("fall", Direction::Down),
        ("better", Direction::Up),
        ("worse", Direction::Down),
        ("weaker", Direction::Down),
        ("stronger", Direction::Up),
        ("half", Direction::Down),
    ];
    let places = ways.into_iter().flat_map(|(tag, way)| line.places(tag).map(move |place| (tag, place, way)));
    for (tag, place, way) in places {
        if !asserted(line, place, &["to"]) || tag != "half" && beside(line, claims, place) {
            continue;
        }
        let Some(way) = meaning(line, tag, place, way) else { continue };
        let Some(pair) =
            choose(story, pairs, claims, at, None).filter(|pair| chosen(story, claims, pair, place, at, tag))
        else {
            continue;
        };
        let known = |other: &Claim| {
            other.sentence == at && other.links.contains(&(LinkKind::ChangeOf, claims.all[pair.after].id))
        };
        if derived.iter().any(known) {
            continue;
        }
        let mut claim = if tag == "half" { halved(place, at) } else { directed(place, at, way) };
        claim.direction = Some(way);
        derive(claims, derived, claim, pair);
    }
}

/// Whether a pair is what a bare word of direction in a line speaks of.
fn chosen(story: &Story<'_>, claims: &Claims, pair: &Pair, place: Span, at: usize, tag: &str) -> bool {
    let (before, after) = (&claims.all[pair.before], &claims.all[pair.after]);
    let measured = matches!(after.quantity.unit.dimension, Dimension::Share | Dimension::Points);
    let line = &story.lines[at];
    if tag == "half" {
        return !measured;
    }
    if pair.first == at && pair.last == at {
        let opens = before.span.start.min(after.span.start);
        let between = line.between(place.end, opens);
        let another = line.claims.clone().any(|number| {
            let claim = &claims.all[number];
            claim.span.start >= place.end && claim.span.end <= opens && claim.quantity.unit.dimension != Dimension::Time
        });
        let first = if before.span.start == opens { before } else { after };
        let led = between.trim_end().rsplit(' ').next().unwrap_or("").to_owned();
        let fitting = match led.as_str() {
            "to" => first.id == after.id,
            "from" => first.id == before.id,
            _ => false,
        };
        let supposed = line.text().contains(" if ") || line.text().starts_with("if ");
        return place.end <= opens
            && !another
            && fitting
            && !supposed
            && between.split_whitespace().count() <= 12
            && !between.contains([';', ':']);
    }
    predicate(line, place)
}

/// Whether a word of direction is what its sentence says: "has gone up", "An increase for the second year".
fn predicate(line: &Line<'_>, place: Span) -> bool {
    let before: Vec<&str> = line
        .before(place.start)
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .rev()
        .take(3)
        .collect();
    let own = line.between(place.start, place.end);
    let opens = matches!(before.as_slice(), ["a" | "an"] | ["a" | "an", "is" | "was" | "s" | "it's" | "that's", ..]);
    let moved = own.contains(' ') && !own.starts_with("go")
        || matches!(own, "risen" | "fallen" | "grown" | "shrunk" | "longer" | "shorter" | "higher" | "lower");
    let verb = before
        .first()
        .is_some_and(|word| matches!(*word, "is" | "are" | "was" | "has" | "have" | "been" | "now" | "since" | "it's"));
    let phrase = own.starts_with("moved")
        || own.starts_with("is ")
        || own.starts_with("are ")
        || own.starts_with("gone")
        || own.starts_with("come ");
    opens || moved && verb || phrase
}

/// What a word of judgement says of the figure; nothing where it depends on the thing.
fn meaning(line: &Line<'_>, tag: &str, place: Span, way: Direction) -> Option<Direction> {
    let inverse = ["per dollar", "to the dollar", "per euro", "to the euro", "per pound", "against the dollar, to"]
        .iter()
        .any(|words| line.text().contains(words));
    let flipped = if way == Direction::Up { Direction::Down } else { Direction::Up };
    match tag {
        "better" | "worse" => {
            let close = |good: Span| good.end <= place.start && line.distance(good, place) == 0;
            line.places("good").any(close).then_some(way)
        }
        "weaker" | "stronger" => inverse.then_some(flipped),
        _ => Some(way),
    }
}

/// Words before a word of direction that make it no statement.
const SUPPOSING: [&str; 13] = [
    "if", "would", "could", "should", "may", "might", "expect", "expected", "whether", "will", "can", "despite",
    "offset",
];

/// Whether a word of direction is said to be so: not denied, asked or supposed, by the words that always make it no
/// statement or by others.
pub(super) fn asserted(line: &Line<'_>, place: Span, others: &[&str]) -> bool {
    let denied = line.places("negation").any(|no| no.end <= place.start && line.distance(no, place) <= 4);
    let supposing = |word: &str| SUPPOSING.contains(&word) || others.contains(&word);
    !denied && !line.question && !line.words_before(place.start).take(4).any(supposing)
}

/// Whether a figure of its own stands beside a word of direction, so that the word is read with the figure.
pub(super) fn beside(line: &Line<'_>, claims: &Claims, place: Span) -> bool {
    line.claims.clone().any(|number| {
        let claim = &claims.all[number];
        let own = claim.aspect == Aspect::Change && claim.point.is_none() || claim.tagged("flow");
        own && line.distance(place, claim.span) <= 4
    })
}

pub(super) fn directed(place: Span, sentence: usize, way: Direction) -> Claim {
    let mut claim = word(place, sentence, way);
    claim.aspect = Aspect::Change;
    claim.measure.text = SmolStr::new_static(if way == Direction::Up { "rise" } else { "fall" });
    claim.tags.push(SmolStr::new_static("direction"));
    claim
}

fn halved(place: Span, sentence: usize) -> Claim {
    let unit = Unit { name: SmolStr::new_static("times"), dimension: Dimension::Multiple, per: None };
    let half = Decimal::new(5, 1);
    let quantity = Quantity {
        span: place,
        numeral: place,
        value: half,
        slack: Decimal::new(25, 3),
        unit,
        notation: Notation::Words,
        form: Form::Multiple,
        ..Quantity::default()
    };
    Claim { aspect: Aspect::Change, ..Claim::of(quantity, sentence) }
}
