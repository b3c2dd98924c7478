//! Aspect, direction and end: whether a figure is a level, a change or a share.

use super::extract::Scene;
use super::measure::Reading;
use super::token::Token;
use super::{Aspect, Claim, Direction, Point};
use crate::lexicon::{Class, Trend, WordKind, Words};
use crate::quantity::{Dimension, Form, Quantity};

/// How many tokens may stand between an amount and the rate that says it again.
const BETWEEN: usize = 6;
/// How many words before its last phrase the name of a figure may have.
const LONGEST_NAME: usize = 8;

/// Reads the aspect of every figure of a sentence.
pub(super) fn read(scene: &mut Scene<'_>) {
    for at in 0..scene.drafts.len() {
        let draft = &scene.drafts[at];
        let found = aspect(scene, draft.token, &draft.claim.quantity, &draft.reading);
        let point = point(scene, draft.token).filter(|_| found.0 == Aspect::Level || draft.reading.whole.is_none());
        let claim = &mut scene.drafts[at].claim;
        (claim.aspect, claim.direction) = found;
        claim.point = point.filter(|_| matches!(claim.aspect, Aspect::Level | Aspect::Share));
    }
    share_direction(scene);
    alternatives(scene);
    compared(scene);
}

/// An amount and a rate of one change: "an increase of 7%, or 180 million".
fn alternatives(scene: &mut Scene<'_>) {
    for at in 1..scene.drafts.len() {
        let between = &scene.parse.tokens[scene.drafts[at - 1].token + 1..scene.drafts[at].token];
        let or = between.iter().rev().find(|token| !token.is(Class::Adverb) && !token.is_mark(','));
        let or = or.is_some_and(|token| token.word("or"))
            && between.len() <= BETWEEN
            && !between.iter().any(|token| token.is(Class::Verb) || token.is(Class::Auxiliary) || token.is_mark(';'));
        let (before, after) = scene.drafts.split_at_mut(at);
        let (Some(one), Some(two)) = (before.last_mut(), after.first_mut()) else { continue };
        let rate = |claim: &Claim| claim.quantity.unit.dimension == Dimension::Share;
        let plain = |claim: &Claim| matches!(claim.quantity.unit.dimension, Dimension::Money | Dimension::Count);
        if !or || !(rate(&one.claim) && plain(&two.claim) || plain(&one.claim) && rate(&two.claim)) {
            continue;
        }
        let (from, to) = match (one.claim.aspect, two.claim.aspect) {
            (Aspect::Change, Aspect::Level | Aspect::Share) => (&one.claim, &mut two.claim),
            (Aspect::Level | Aspect::Share, Aspect::Change) => (&two.claim, &mut one.claim),
            _ => continue,
        };
        to.aspect = Aspect::Change;
        to.direction = from.direction;
        to.point = None;
    }
}

/// What a sentence only compares with is an earlier level: "This compares to costs of 21 million and a rate of 9%".
fn compared(scene: &mut Scene<'_>) {
    let tokens = &scene.parse.tokens;
    let compares = tokens.windows(3).position(|words| {
        let pointing = matches!(words[0].lower.as_str(), "this" | "that" | "which" | "these" | "those");
        pointing && words[1].lemma == "compare" && matches!(words[2].lower.as_str(), "to" | "with")
    });
    let Some(compares) = compares else { return };
    let clause = scene.parse.clauses[compares + 1];
    for draft in scene.drafts.iter_mut().filter(|draft| draft.token > compares) {
        let level = draft.claim.aspect == Aspect::Level && scene.parse.clauses[draft.token] == clause;
        if level && draft.claim.point.is_none() {
            draft.claim.point = Some(Point::From);
        }
    }
}

/// Figures of one list go the same way: "up 1.4% and 0.9%".
fn share_direction(scene: &mut Scene<'_>) {
    for at in 1..scene.drafts.len() {
        let (before, after) = scene.drafts.split_at_mut(at);
        let (Some(last), Some(next)) = (before.last(), after.first_mut()) else { continue };
        let same_list = match (last.claim.list, next.claim.list) {
            (Some(a), Some(b)) => a.list == b.list,
            _ => false,
        };
        if same_list && next.claim.aspect == Aspect::Level && last.claim.aspect == Aspect::Change {
            next.claim.aspect = Aspect::Change;
            next.claim.direction = last.claim.direction;
        }
    }
}

fn aspect(scene: &Scene<'_>, token: usize, quantity: &Quantity, reading: &Reading) -> (Aspect, Option<Direction>) {
    let words = &scene.lexicon.words;
    let before = scene.before(token);
    let after = scene.after(token);
    let points = quantity.unit.dimension == Dimension::Points;
    let container = |name: &str| reading.containers.iter().any(|word| word == name);
    let trend = reading
        .trend
        .or_else(|| before.and_then(particle).filter(|_| !scene.phrasal(token)))
        .or_else(|| scene.moved_by(token))
        .or_else(|| governed(scene, token, quantity, reading, words));
    let beside = || after.filter(|_| points).and_then(|word| words.trend(word));
    if let Some(trend) = trend.or_else(|| after.and_then(comparative)).or_else(beside) {
        return (Aspect::Change, Some(direction(trend)));
    }
    if container("difference") || container("gap") {
        return (Aspect::Difference, None);
    }
    if container("average") || container("mean") {
        return (Aspect::Average, None);
    }
    if points || quantity.form == Form::Multiple && quantity.unit.dimension == Dimension::Multiple && growth_word(scene)
    {
        return (Aspect::Change, None);
    }
    let share = reading.whole.is_some()
        || matches!(quantity.form, Form::Ratio)
        || container("share")
        || container("proportion")
        || container("percentage");
    if quantity.unit.dimension == Dimension::Share && share {
        return (Aspect::Share, None);
    }
    if quantity.unit.dimension == Dimension::Time {
        return (Aspect::Duration, None);
    }
    (Aspect::Level, None)
}

fn growth_word(scene: &Scene<'_>) -> bool {
    scene.parse.tokens.iter().any(|token| matches!(token.lower.as_str(), "growth" | "increase" | "rise" | "fold"))
}

/// "up 1.4%", "down 3"
fn particle(word: &str) -> Option<Trend> {
    match word {
        "up" => Some(Trend::Up),
        "down" => Some(Trend::Down),
        _ => None,
    }
}

/// "12 percent higher", "300 fewer"
fn comparative(word: &str) -> Option<Trend> {
    match word {
        "higher" | "more" | "larger" | "bigger" | "greater" | "longer" | "better" => Some(Trend::Up),
        "lower" | "fewer" | "less" | "smaller" | "shorter" | "worse" => Some(Trend::Down),
        _ => None,
    }
}

/// The trend of the verb that governs a figure, where the figure says by how much.
fn governed(scene: &Scene<'_>, token: usize, quantity: &Quantity, reading: &Reading, words: &Words) -> Option<Trend> {
    let verb = scene.parse.verb_before(token).or(reading.verb).filter(|verb| *verb < token)?;
    let trend = words.trend(&scene.parse.tokens[verb].lemma)?;
    let preposition = scene.before(token).filter(|_| scene.preposition(token));
    let measured = matches!(quantity.unit.dimension, Dimension::Share | Dimension::Points | Dimension::Multiple);
    let counted = reading.found == super::measure::Found::Counted;
    let near = token - verb <= 4;
    // "We lost the 460 megawatts", "we raised £46,250": how much there was.
    let object = || {
        let start = scene.parse.phrase_start(token);
        let points = |word: &str| matches!(word, "the" | "those" | "these" | "that" | "this");
        let raised = scene.parse.tokens[verb].lemma == "raise" && quantity.unit.dimension == Dimension::Money;
        start < token && points(&scene.parse.tokens[start].lower) || raised && verb + 1 == start
    };
    match preposition {
        Some("by") => Some(trend),
        Some(_) => None,
        None if !measured && object() => None,
        None if measured || near && !counted => Some(trend),
        None => None,
    }
}

fn direction(trend: Trend) -> Direction {
    match trend {
        Trend::Up => Direction::Up,
        Trend::Down => Direction::Down,
    }
}

/// Which end of a change a level is, by the words before it.
fn point(scene: &Scene<'_>, token: usize) -> Option<Point> {
    let start = scene.parse.phrase_start(token);
    end_before(scene, start).or_else(|| {
        let named = earlier_name(scene, start)?;
        let over = named.checked_sub(1).is_some_and(|at| scene.parse.tokens[at].word("over"));
        end_before(scene, named).filter(|end| *end == Point::From).or(over.then_some(Point::From))
    })
}

/// Which end the words before a phrase make of it: "from", "compared to", "up on", "an increase over".
pub(super) fn end_before(scene: &Scene<'_>, start: usize) -> Option<Point> {
    let adverbs = scene.parse.tokens[..start].iter().rev().take_while(|token| token.word("even")).count();
    let token = |back: usize| (start - adverbs).checked_sub(back).map(|at| &scene.parse.tokens[at]);
    let word = |back: usize| token(back).map_or("", |token| token.lower.as_str());
    let compares = token(2).is_some_and(|token| token.lemma == "compare" || token.word("compared"));
    match (word(2), word(1)) {
        (_, "from" | "against" | "versus" | "vs" | "after") => Some(Point::From),
        (_, "with" | "to") if compares => Some(Point::From),
        ("up" | "down", "on") => Some(Point::From),
        (change, "over") if scene.lexicon.words.trend(change).is_some() => Some(Point::From),
        (compared, "than") if comparative(compared).is_some() => Some(Point::From),
        (_, "to") => Some(Point::To),
        _ => None,
    }
}

/// Where the phrase starts that names a figure as an earlier level: "from | a peak of 3,400", "over | the previous
/// fee of 22 euros", "over | the prior year's second quarter revenue of 553 million".
fn earlier_name(scene: &Scene<'_>, start: usize) -> Option<usize> {
    let tokens = &scene.parse.tokens;
    let of = start.checked_sub(1).filter(|at| tokens[*at].word("of"))?;
    let chunk =
        scene.parse.chunk_at(of.checked_sub(1)?).filter(|chunk| chunk.figure.is_none() && chunk.head.is_some())?;
    let inside = |token: &Token| {
        token.nominal() || token.is(Class::Determiner) || token.is(Class::Adjective) || token.mention().is_some()
    };
    let named = tokens[..chunk.start].iter().rev().take(LONGEST_NAME).take_while(|token| inside(token)).count();
    let start = chunk.start - named;
    let words = &scene.lexicon.words;
    let earlier = tokens[start..chunk.end].iter().any(|token| {
        matches!(token.lower.as_str(), "previous" | "prior" | "earlier" | "former" | "last")
            || words.is(WordKind::Container, &token.lower)
            || token.mention().is_some()
    });
    earlier.then_some(start)
}

impl Scene<'_> {
    /// The word before a figure's phrase, articles and adverbs skipped.
    pub(super) fn before(&self, token: usize) -> Option<&str> {
        let word = self.parse.tokens[..token]
            .iter()
            .rev()
            .find(|word| !(word.is(Class::Determiner) || word.is(Class::Adverb) && particle(&word.lower).is_none()))?;
        Some(word.lower.as_str())
    }

    /// Whether the particle before a figure belongs to a verb that moves nothing: "have set up 40 stations".
    fn phrasal(&self, token: usize) -> bool {
        let at = self.parse.tokens[..token].iter().rposition(|word| particle(&word.lower).is_some());
        let verb = at.and_then(|at| at.checked_sub(1)).map(|at| &self.parse.tokens[at]);
        let words = &self.lexicon.words;
        verb.is_some_and(|verb| {
            verb.is(Class::Verb) && words.trend(&verb.lemma).is_none() && !words.is(WordKind::Moving, &verb.lemma)
        })
    }

    /// The particle of a verb of moving that says by how much: "went up by 150", "came down by 49 million".
    fn moved_by(&self, token: usize) -> Option<Trend> {
        let by = self.parse.phrase_start(token).checked_sub(1).filter(|at| self.parse.tokens[*at].word("by"))?;
        let at = by.checked_sub(1)?;
        let verb = self.parse.tokens.get(at.checked_sub(1)?)?;
        let moves = verb.is(Class::Verb) && self.lexicon.words.is(WordKind::Moving, &verb.lemma);
        particle(&self.parse.tokens[at].lower).filter(|_| moves)
    }

    /// Whether a preposition governs the figure.
    fn preposition(&self, token: usize) -> bool {
        let skipped =
            self.parse.tokens[..token].iter().rev().find(|word| !word.is(Class::Determiner) && !word.is(Class::Adverb));
        skipped.is_some_and(|word| word.is(Class::Preposition) && particle(&word.lower).is_none())
    }

    /// The word behind a figure.
    pub(super) fn after(&self, token: usize) -> Option<&str> {
        self.parse.tokens.get(token + 1).map(|word| word.lower.as_str())
    }
}
