//! Two levels of one thing set against one another by when they held: "It was 7.3 percent in the spring and it's 7.9 now."

use smol_str::SmolStr;

use super::line::Line;
use super::pair::{self, Pair};
use super::{Story, stands, when};
use crate::claim::{Aspect, Claim, Claims, Measure, Point};
use crate::lexicon::WordKind;
use crate::quantity::Dimension;

/// How many lines of one voice apart two levels may stand.
const APART: usize = 3;
/// Every pair of levels told side by side of which the text says which was first; `known` are those that were found
/// otherwise.
pub(super) fn contrasts(story: &Story<'_>, known: &[Pair], claims: &Claims) -> Vec<Pair> {
    let mut found: Vec<Pair> = known.iter().filter(|pair| of_one_kind(story, claims, pair)).copied().collect();
    for at in 0..story.lines.len() {
        for second in story.lines[at].claims.clone() {
            let Some(first) = partner(story, claims, at, second) else { continue };
            let Some(swapped) = when::order_told(story, claims, first, second) else { continue };
            found.push(told(claims, first, second, swapped));
        }
    }
    found.sort_by_key(|pair| (pair.last, pair.first, pair.before, pair.after));
    found.dedup_by_key(|pair| (pair.before, pair.after));
    let kept = found.iter().filter(|pair| !overtaken(&found, pair, claims));
    kept.copied().collect()
}

/// Whether the figures of a pair found otherwise are of one thing and one length of time.
fn of_one_kind(story: &Story<'_>, claims: &Claims, pair: &Pair) -> bool {
    let (first, second) = (&claims.all[pair.before.min(pair.after)], &claims.all[pair.before.max(pair.after)]);
    let close = first.sentence != second.sentence
        || first.point == Some(Point::From)
        || story.line(first).is_some_and(|line| line.between(first.span.end, second.span.start).trim() != "to");
    let between = story.line(first).map_or("", |line| line.between(first.span.end, second.span.start));
    let led = first.sentence == second.sentence && between.ends_with(" to ") && !between.contains(" and ");
    close
        && pair::close_in_size(first, second)
        && (led || when::of_one_length(first, second))
        && (pair.first == pair.last || alike(story, first, second))
}

/// Whether one figure of a pair is told closer to another, or with another of its own unit: "It's 78 now, with eleven
/// days to go".
fn overtaken(found: &[Pair], pair: &Pair, claims: &Claims) -> bool {
    let unit = |number: usize| &claims.all[number].quantity.unit.name;
    let start = found.partition_point(|other| other.last + APART < pair.first);
    let near = found[start..].iter().take_while(|other| other.first <= pair.last + APART);
    let mut near = near.filter(|other| (other.before, other.after) != (pair.before, pair.after));
    let (first, wide) = (pair.before.min(pair.after), pair.first != pair.last);
    let shares = |other: &Pair| [other.before, other.after].iter().any(|one| [pair.before, pair.after].contains(one));
    let united = unit(pair.before) == unit(pair.after);
    near.any(|other| {
        wide && other.first == other.last && shares(other) || !united && (other.after == first || other.before == first)
    })
}

/// Every pair of levels told side by side, each at a time of its own, of which the text does not say which was first:
/// in the order in which they are told.
pub(super) fn undecided(story: &Story<'_>, claims: &Claims) -> Vec<Pair> {
    let mut found = Vec::new();
    for at in 0..story.lines.len() {
        for second in story.lines[at].claims.clone() {
            let Some(first) = partner(story, claims, at, second) else { continue };
            if when::order_told(story, claims, first, second).is_none() && when::timed(story, claims, first, second) {
                found.push(told(claims, first, second, false));
            }
        }
    }
    found
}

fn told(claims: &Claims, first: usize, second: usize, swapped: bool) -> Pair {
    let (before, after) = if swapped { (second, first) } else { (first, second) };
    let lines = [first, second].map(|number| claims.all[number].sentence);
    Pair { before, after, first: lines[0].min(lines[1]), last: lines[1] }
}

/// The nearest figure before one that states a level of the same kind, with nothing of that kind between.
fn partner(story: &Story<'_>, claims: &Claims, at: usize, second: usize) -> Option<usize> {
    let (line, claim) = (&story.lines[at], &claims.all[second]);
    if !level(line, claim) || line.question {
        return None;
    }
    let near = std::iter::once(at).chain(story.preceding(at, APART).take_while(|before| before + APART >= at));
    let mut earlier = near.flat_map(|before| story.lines[before].claims.clone().rev()).filter(|other| *other < second);
    let first = earlier.find(|other| rivals(story, claims, *other, second))?;
    let told = &claims.all[first];
    let before = story.line(told)?;
    let led = told.point == Some(Point::From);
    let joined = at == told.sentence
        && !led
        && matches!(line.between(told.span.end, claim.span.start).trim(), "to" | "and" | "or" | "-");
    let fits = !joined
        && level(before, told)
        && !before.question
        && alike(story, told, claim)
        && when::of_one_length(told, claim);
    fits.then_some(first)
}

/// Whether two figures are of one unit, so that the second may be the later of the first.
fn rivals(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> bool {
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    // The unit is left out behind the figure that has it, not before.
    let led = a.quantity.unit.name == b.quantity.unit.name || a.quantity.unit.dimension != Dimension::Count;
    let (first, second) = (&a.quantity.unit, &b.quantity.unit);
    let alike = pair::comparable(story.lexicon, one, a, two, b) || first.name == second.name && second.per.is_none();
    // A figure without a noun or unit is the same thing's only where it is of its size.
    let size = two.bare(b, story.lexicon) && !pair::of_one_size(a, b);
    let scaled = pair::scale_left_out(story, a, b);
    !a.derived && led && (scaled || alike && !size && pair::close_in_size(a, b))
}

fn level(line: &Line<'_>, claim: &Claim) -> bool {
    let aside = line.before(claim.span.start).ends_with('(');
    let counted = claim.tagged("of-them") && EXISTS.iter().any(|verb| line.before(claim.span.start).ends_with(verb));
    if claim.tagged("of-them") {
        return counted && stands(claim);
    }
    stands(claim) && !aside && (pair::level(line, claim) || claim.point.is_some() && claim.aspect != Aspect::Change)
}

/// Behind these "930 of them" counts the thing itself, not a part of it.
const EXISTS: [&str; 6] = ["there were ", "there are ", "there was ", "we had ", "we counted ", "we got "];

/// Whether two levels may be of one thing: one noun, or one of them names nothing but points back.
fn alike(story: &Story<'_>, first: &Claim, second: &Claim) -> bool {
    let nameless = |claim: &Claim| {
        claim.tagged("carried")
            || claim.measure.lemmas().all(|lemma| story.lexicon.words.is(WordKind::Generic, lemma))
            || story.line(claim).is_some_and(|line| {
                let own = !claim.measure.head.is_empty()
                    && claim.id == second.id
                    && !holds(story, first, &claim.measure.head);
                line.bare(claim, story.lexicon) && !own && (first.sentence != second.sentence || claim.point.is_some())
            })
    };
    let (a, b) = (&first.measure, &second.measure);
    let apart = first.sentence != second.sentence && named_apart(a, b);
    let opposed = a.lemmas().any(|one| b.lemmas().any(|two| story.lexicon.words.opposed(one, two)));
    let places = a.place.is_empty() || b.place.is_empty() || a.place.iter().any(|place| b.place.contains(place));
    let agents = a.agent.is_empty() || b.agent.is_empty() || a.agent.iter().any(|agent| b.agent.contains(agent));
    let telling = |lemma: &&SmolStr| !story.lexicon.words.is(WordKind::Generic, lemma);
    let own = |one: &Measure, other: &Measure| {
        one.modifiers.iter().filter(telling).any(|word| !other.lemmas().any(|lemma| lemma == word))
    };
    // "Total inflation was 1.3 percent, and core inflation 1.6": each has a word that the other lacks.
    let thing = !a.head.is_empty() && a.head == b.head && !(own(a, b) && own(b, a));
    // What names its thing only in the second sentence speaks of another.
    let known = nameless(first) && (first.sentence == second.sentence || holds(story, first, &b.head));
    !opposed && !apart && places && agents && (thing || nameless(second) || known)
}

/// Whether two measures are told each with names of its own, and none in common.
fn named_apart(a: &Measure, b: &Measure) -> bool {
    !a.names.is_empty() && !b.names.is_empty() && !a.names.iter().any(|name| b.names.contains(name))
}

/// Whether the line of a figure holds a noun.
fn holds(story: &Story<'_>, claim: &Claim, noun: &str) -> bool {
    story.line(claim).is_some_and(|line| line.stems(story.lexicon).iter().any(|stem| stem == noun))
}
