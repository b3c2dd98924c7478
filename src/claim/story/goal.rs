//! Goals, what is reached of them, and what is missing.

use smol_str::SmolStr;

use super::pair::{comparable, settle};
use super::{Story, inherit, stands, tag, tie, upcoming, word};
use crate::claim::{Aspect, Claim, Claims, Direction, LinkKind};
use crate::quantity::{Dimension, Notation};
use crate::span::Span;

/// How many lines may lie between a goal and what is told of it.
const REACH: usize = 14;

/// A goal and what is reached of it, indices of claims.
struct Course {
    goal: usize,
    reached: usize,
}

/// Links what is missing, or the share that is done, to the goal and to what is reached.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims, derived: &mut Vec<Claim>) {
    let mut courses: Vec<Course> = Vec::new();
    for at in 0..story.lines.len() {
        for number in story.lines[at].claims.clone() {
            if let Some(course) = course(story, claims, number) {
                settle(claims, course.goal, course.reached);
                courses.push(course);
            }
        }
        for number in story.lines[at].claims.clone() {
            rest(story, claims, &courses, number);
        }
        verdict(story, claims, &courses, at, derived);
    }
}

/// The goal behind which a figure tells what is reached.
fn course(story: &Story<'_>, claims: &Claims, number: usize) -> Option<Course> {
    let claim = &claims.all[number];
    let line = story.line(claim)?;
    if !plain(claim) || missing(story, claim) {
        return None;
    }
    let lines = std::iter::once(claim.sentence).chain(story.preceding(claim.sentence, 1));
    let goals = lines.flat_map(|at| story.lines[at].claims.clone().rev()).filter(|other| *other != number);
    let (goal, other) = goals.map(|other| (other, &claims.all[other])).find(|(_, other)| {
        story.line(other).is_some_and(|one| comparable(story.lexicon, one, other, line, claim)) && plain(other)
    })?;
    let one = story.line(other)?;
    let set = one.places("goal").any(|place| place.end <= other.span.start && one.distance(place, other.span) <= 8)
        || one.places("goal").any(|place| place.start >= other.span.end && one.distance(place, other.span) <= 2);
    let same = other.sentence == claim.sentence;
    let done = line
        .places("reached")
        .any(|place| place.end <= claim.span.start && line.distance(place, claim.span) <= 4)
        || line.places("reached").any(|place| place.start >= claim.span.end && line.distance(place, claim.span) <= 3);
    let nearer = same && number < goal && !line.between(claim.span.end, other.span.start).contains(" of the ");
    (set && done && !nearer && !(same && number < goal && line.has("missing")))
        .then_some(Course { goal, reached: number })
}

fn plain(claim: &Claim) -> bool {
    stands(claim)
        && matches!(claim.aspect, Aspect::Level | Aspect::Share | Aspect::Average)
        && !matches!(claim.quantity.unit.dimension, Dimension::Time | Dimension::Multiple)
}

fn missing(story: &Story<'_>, claim: &Claim) -> bool {
    let Some(line) = story.line(claim) else { return false };
    line.places("missing").any(|place| {
        let ahead = if place.start >= claim.span.end { 4 } else { 3 };
        line.distance(place, claim.span) <= ahead
    })
}

/// A figure of what is missing, or of the share of the way.
fn rest(story: &Story<'_>, claims: &mut Claims, courses: &[Course], number: usize) {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim) else { return };
    let way = claim.quantity.unit.dimension == Dimension::Share
        && line.places("way").any(|place| place.start >= claim.span.end && line.distance(place, claim.span) == 0);
    let asked = claim.sentence.checked_sub(1).and_then(|before| story.lines.get(before));
    let answers = asked.is_some_and(|asked| asked.question && asked.has("missing")) && line.claims.start == number;
    if !stands(claim) || !(way || answers || missing(story, claim)) {
        return;
    }
    let near = |course: &&Course| {
        claims.all[course.reached].sentence + REACH >= claim.sentence
            && course.reached != number
            && course.goal != number
    };
    let Some(course) = courses.iter().rev().filter(near).find(|course| way || of(story, claims, course, number)) else {
        return;
    };
    let (goal, reached) = (course.goal, course.reached);
    let points = claim.quantity.unit.dimension == Dimension::Points;
    if !way && !points {
        inherit(claims, goal, number);
    }
    tie(claims, number, LinkKind::GoalOf, goal);
    tie(claims, number, LinkKind::ReachedOf, reached);
    tag(claims, number, if way { "way" } else { "rest" });
    claims.all[number].aspect = if way { Aspect::Share } else { Aspect::Difference };
}

/// Whether a figure of what is missing can be of a goal: its unit, or points of its rate.
fn of(story: &Story<'_>, claims: &Claims, course: &Course, number: usize) -> bool {
    let (goal, rest) = (&claims.all[course.goal], &claims.all[number]);
    let (Some(one), Some(two)) = (story.line(goal), story.line(rest)) else { return false };
    let spelled = rest.quantity.notation == Notation::Words && rest.quantity.unit.dimension == Dimension::Count;
    let count = goal.quantity.unit.dimension == Dimension::Count;
    let noun = two.bare(rest, story.lexicon)
        || spelled
        || rest.measure.head.is_empty()
        || rest.measure.overlap(&goal.measure) > 0.0
        || story.lines[rest.sentence].stems(story.lexicon).iter().any(|stem| one.stems(story.lexicon).contains(stem))
        || two.after(rest.span.end).starts_with(" still");
    match rest.quantity.unit.dimension {
        Dimension::Points => goal.quantity.unit.dimension == Dimension::Share,
        Dimension::Count => noun && (count || !spelled && comparable(story.lexicon, one, goal, two, rest)),
        _ => rest.quantity.unit.name == goal.quantity.unit.name,
    }
}

/// "That target has not been reached": a word of the text against its two figures.
fn verdict(story: &Story<'_>, claims: &Claims, courses: &[Course], at: usize, derived: &mut Vec<Claim>) {
    let line = &story.lines[at];
    let words = [("missed", Direction::Down), ("beaten", Direction::Up)];
    let mut places = words.into_iter().flat_map(|(tag, way)| line.places(tag).map(move |place| (place, way)));
    let Some((place, way)) = places.next() else { return };
    let denied = line.places("negation").any(|no| no.end <= place.start && line.distance(no, place) <= 3);
    let recent = courses.iter().rev().find(|course| {
        let last = claims.all[course.reached].sentence.max(claims.all[course.goal].sentence);
        last <= at && story.preceding(at, 2).any(|before| before == last) || last == at
    });
    let Some(course) = recent.filter(|_| !denied && !line.question && courses.len() == 1) else { return };
    let mut claim = judged(place, at, way);
    claim.id = upcoming(claims, derived);
    claim.links.push((LinkKind::GoalOf, claims.all[course.goal].id));
    claim.links.push((LinkKind::ReachedOf, claims.all[course.reached].id));
    derived.push(claim);
}

fn judged(place: Span, sentence: usize, way: Direction) -> Claim {
    let mut claim = word(place, sentence, way);
    claim.aspect = Aspect::Difference;
    claim.tags.push(SmolStr::new_static("verdict"));
    claim
}
