//! Two levels of one thing set against one another by when they held: "It was 7.3 percent in the spring and it's 7.9 now."

use super::line::Line;
use super::pair::{self, Pair};
use super::{Story, stands};
use crate::claim::{Aspect, Claim, Claims, Point};
use crate::lexicon::WordKind;
use crate::quantity::Dimension;

/// How many lines of one voice apart two levels may stand.
const APART: usize = 3;
/// How many words of a line tell when its figure held, on either side of it.
const STRETCH: usize = 12;

/// When a figure held, as far as the words of its own stretch tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    /// "The year before", "a year earlier", "after 2,050 in the second": before what it is told with.
    Before,
    /// "Four years ago".
    LongAgo,
    /// "Last year".
    Last,
    /// "It was".
    Was,
    /// "It is".
    Is,
    /// "Now", "this year".
    Now,
}

/// Every pair of levels told side by side of which the text says which was first.
pub(super) fn contrasts(story: &Story<'_>, claims: &Claims) -> Vec<Pair> {
    let mut found = Vec::new();
    for at in 0..story.lines.len() {
        for second in story.lines[at].claims.clone() {
            let Some(first) = partner(story, claims, at, second) else { continue };
            let Some(swapped) = swapped(story, claims, first, second) else { continue };
            // "It's 78 now, with eleven days to go": the days are no later count.
            let unit = |number: usize| &claims.all[number].quantity.unit.name;
            let paired = found.iter().rev().take(4).any(|pair: &Pair| pair.after == first || pair.before == first);
            if paired && unit(first) != unit(second) {
                continue;
            }
            found.push(told(claims, first, second, swapped));
        }
    }
    found
}

/// Every pair of levels told side by side, each at a time of its own, of which the text does not say which was first:
/// in the order in which they are told.
pub(super) fn undecided(story: &Story<'_>, claims: &Claims) -> Vec<Pair> {
    let mut found = Vec::new();
    for at in 0..story.lines.len() {
        for second in story.lines[at].claims.clone() {
            let Some(first) = partner(story, claims, at, second) else { continue };
            if swapped(story, claims, first, second).is_none() && timed(story, claims, first, second) {
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

/// Whether the words around either of two figures tell when it held.
fn timed(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> bool {
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    let (left, right) = stretches(one, two, a, b);
    [left, right].iter().all(|stretch| stretch.timed() || stretch.when().is_some())
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
    (level(before, told) && !before.question && alike(story, told, claim)).then_some(first)
}

/// Whether two figures are of one unit, so that the second may be the later of the first.
fn rivals(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> bool {
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    // The unit is left out behind the figure that has it, not before.
    let led = a.quantity.unit.name == b.quantity.unit.name || a.quantity.unit.dimension != Dimension::Count;
    let (first, second) = (&a.quantity.unit, &b.quantity.unit);
    let alike = pair::comparable(story.lexicon, one, a, two, b) || first.name == second.name && second.per.is_none();
    !a.derived && led && alike && pair::close_in_size(a, b)
}

fn level(line: &Line<'_>, claim: &Claim) -> bool {
    stands(claim) && (pair::level(line, claim) || claim.point.is_some() && claim.aspect != Aspect::Change)
}

/// Whether two levels may be of one thing: one noun, or one of them names nothing but points back.
fn alike(story: &Story<'_>, first: &Claim, second: &Claim) -> bool {
    let nameless = |claim: &Claim| {
        claim.tagged("carried")
            || claim.measure.lemmas().all(|lemma| story.lexicon.words.is(WordKind::Generic, lemma))
            || story.line(claim).is_some_and(|line| {
                line.bare(claim, story.lexicon) && (first.sentence != second.sentence || claim.point.is_some())
            })
    };
    let (a, b) = (&first.measure, &second.measure);
    let opposed = a.lemmas().any(|one| b.lemmas().any(|two| story.lexicon.words.opposed(one, two)));
    let places = a.place.is_empty() || b.place.is_empty() || a.place.iter().any(|place| b.place.contains(place));
    let agents = a.agent.is_empty() || b.agent.is_empty() || a.agent.iter().any(|agent| b.agent.contains(agent));
    let thing = !a.head.is_empty() && a.head == b.head;
    // What names its thing only in the second sentence speaks of another.
    let known = nameless(first) && (first.sentence == second.sentence || holds(story, first, &b.head));
    !opposed && places && agents && (thing || nameless(second) || known)
}

/// Whether the line of a figure holds a noun.
fn holds(story: &Story<'_>, claim: &Claim, noun: &str) -> bool {
    story.line(claim).is_some_and(|line| line.stems(story.lexicon).iter().any(|stem| stem == noun))
}

/// Whether the second figure is the earlier level; nothing where the text does not say.
fn swapped(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> Option<bool> {
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let (one, two) = (story.line(a)?, story.line(b)?);
    let from = [a.point, b.point].map(|point| point == Some(Point::From));
    if from[0] != from[1] {
        return Some(from[1]);
    }
    if a.sentence == b.sentence && one.between(a.span.end, b.span.start).split_whitespace().count() < 2 {
        return None;
    }
    let (left, right) = stretches(one, two, a, b);
    if left.when() == Some(When::Before) && right.when() != Some(When::Before) || right.when() == Some(When::Before) {
        return (left.when() != right.when()).then_some(right.when() == Some(When::Before));
    }
    if let (Some(x), Some(y)) = (&a.period, &b.period)
        && x.key != y.key
    {
        return pair::by_period(Some(x), Some(y));
    }
    match (left.when(), right.when()) {
        (Some(x), Some(y)) if x != y => Some(y < x),
        // Told in the order of time, where both name a time.
        _ => (left.timed() && right.timed() && a.period.is_some() == b.period.is_some()).then_some(false),
    }
}

/// The words of a line that tell of one figure.
struct Stretch<'a> {
    line: &'a Line<'a>,
    claim: &'a Claim,
    from: usize,
    to: usize,
}

/// The words that tell of the one figure and of the other: what lies between the two in one line is parted at a joint.
fn stretches<'a>(one: &'a Line<'a>, two: &'a Line<'a>, a: &'a Claim, b: &'a Claim) -> (Stretch<'a>, Stretch<'a>) {
    let mut left = Stretch::around(one, a);
    let mut right = Stretch::around(two, b);
    if a.sentence == b.sentence {
        let between = one.between(a.span.end, b.span.start);
        let joint = JOINTS.iter().find_map(|joint| between.find(joint)).unwrap_or(between.len());
        (left.to, right.from) = (a.span.end + joint, a.span.end + joint);
    }
    (left, right)
}

/// What parts two clauses, the strongest first.
const JOINTS: [&str; 8] = [";", ": ", " but ", " while ", " and ", ", ", " to ", " after "];

/// Tags of the phrases by which a stretch tells when its figure held, the most telling first.
const WHENS: [(&str, When); 6] = [
    ("when-before", When::Before),
    ("when-ago", When::LongAgo),
    ("when-now", When::Now),
    ("when-last", When::Last),
    ("when-is", When::Is),
    ("when-was", When::Was),
];

impl<'a> Stretch<'a> {
    fn around(line: &'a Line<'a>, claim: &'a Claim) -> Self {
        let before = line.before(claim.span.start);
        let from = before.rmatch_indices(' ').nth(STRETCH).map_or(0, |(at, _)| at);
        let after = line.after(claim.span.end);
        let to = after.match_indices(' ').nth(STRETCH).map_or(after.len(), |(at, _)| at);
        Self { line, claim, from: claim.span.start - (before.len() - from), to: claim.span.end + to }
    }

    fn holds(&self, tag: &str) -> bool {
        self.line.places(tag).any(|place| self.from <= place.start && place.end <= self.to)
    }

    fn when(&self) -> Option<When> {
        let led = self.line.words_before(self.claim.span.start).next();
        let compared = || {
            let before = self.claim.span.start;
            ["compared", "against", "versus", "vs"]
                .iter()
                .any(|word| self.line.between(self.from, before).contains(word))
        };
        let after = led.is_some_and(|word| matches!(word, "after" | "from")) || compared();
        let found = || WHENS.iter().find(|(tag, _)| self.holds(tag)).map(|(_, when)| *when);
        if after { Some(When::Before) } else { found() }
    }

    /// Whether a time stands right behind the figure or opens the stretch: "in January", "at midnight", "by Friday".
    fn timed(&self) -> bool {
        let near = |place: crate::span::Span| {
            let behind = place.start >= self.claim.span.end && self.line.distance(place, self.claim.span) <= 3;
            let opens = place.end <= self.claim.span.start && self.line.distance(place, self.claim.span) <= 8;
            self.from <= place.start && place.end <= self.to && (behind || opens)
        };
        self.claim.period.is_some() || self.line.places("when-time").any(near)
    }
}
