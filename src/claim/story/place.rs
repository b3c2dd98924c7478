//! Places in an order told by name or number, held against the figures told with the names: winner and runner-up,
//! "behind Norland, which had 40", "Arn had the most" behind a list of towns with their figures.

use rust_decimal::Decimal;

use super::line::Line;
use super::{Story, inherit, pair, stands, tag, tie};
use crate::claim::{Aspect, Claim, Claims, LinkKind};
use crate::quantity::{Bound, Dimension, Form};
use crate::span::Span;

/// How many lines a ranking may go on, whoever speaks.
const REACH: usize = 8;
/// How many lines back the figures of a list may stand that a name is picked from.
const LISTED: usize = 2;
/// How many words may stand between a place and its figure.
const NEAR: usize = 12;
/// How many words before a superlative its name may stand.
const SUBJECT: usize = 9;
/// The tags of places, from the first to the last.
const PLACES: [&str; 6] = ["place-1", "place-2", "place-3", "place-4", "place-5", "place-last"];

/// Places as words, in the order of the tags.
const ORDINALS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "last"];

/// A figure with the place that its case took.
struct Placed {
    claim: usize,
    place: usize,
    /// Whether the smaller figure is the better one: a race.
    race: bool,
    /// Whether only "First," opens the sentence, as it may open a point of a list.
    weak: bool,
}

/// Links figures by the places that the text gives.
pub(super) fn link(story: &Story<'_>, claims: &mut Claims) {
    let placed: Vec<Placed> = (0..story.lines.len()).flat_map(|at| in_line(story, claims, at)).collect();
    for (at, first) in placed.iter().enumerate() {
        for second in placed.iter().skip(at + 1).take(3) {
            of_one_ranking(story, claims, first, second);
        }
    }
    for at in 0..story.lines.len() {
        behind(story, claims, at);
        followed(story, claims, at);
        named(story, claims, at);
        asked(story, claims, at);
    }
}

/// Whether a claim may stand in an order.
pub(super) fn fits(claim: &Claim) -> bool {
    let quantity = &claim.quantity;
    let measured = !matches!(
        quantity.unit.dimension,
        Dimension::Count | Dimension::Money | Dimension::Share | Dimension::Points | Dimension::Multiple
    );
    let level = matches!(claim.aspect, Aspect::Level | Aspect::Share | Aspect::Duration);
    // Whoever "jumped 8.14 metres" has changed nothing.
    (level || measured && claim.aspect == Aspect::Change)
        && stands(claim)
        && matches!(quantity.bound, Bound::Exact | Bound::About)
        && quantity.form == Form::Amount
        && quantity.value > Decimal::ZERO
        && !matches!(quantity.unit.dimension, Dimension::Multiple | Dimension::Points)
}

/// The figures of a line that stand with a place of their own.
fn in_line(story: &Story<'_>, claims: &Claims, at: usize) -> Vec<Placed> {
    let line = &story.lines[at];
    if line.question || line.has("negation") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for number in line.claims.clone().filter(|number| fits(&claims.all[*number])) {
        let claim = &claims.all[number];
        let last = line.claims.clone().take_while(|other| *other < number).last();
        let from = last.map_or(line.start, |last| claims.all[last].span.end);
        let next = line.claims.clone().find(|other| *other > number).map(|next| claims.all[next].span.start);
        let strong = place(line, claim, from, next).or_else(|| exclaimed(story, at, line, claim));
        let weak = || last.is_none().then(|| opening(line)).flatten();
        let race = race(line, claim);
        match strong {
            Some(place) => found.push(Placed { claim: number, place, race, weak: false }),
            None => found.extend(weak().map(|place| Placed { claim: number, place, race, weak: true })),
        }
    }
    found
}

/// The place told before a figure since the last one, or right behind it: "scored 88 and won".
fn place(line: &Line<'_>, claim: &Claim, from: usize, next: Option<usize>) -> Option<usize> {
    let spots = || {
        let tagged = PLACES.iter().enumerate();
        tagged.flat_map(|(place, tag)| line.places(tag).map(move |span| (place, span)))
    };
    let before = spots()
        .filter(|(_, span)| span.start >= from && span.end <= claim.span.start)
        .filter(|(_, span)| line.distance(*span, claim.span) <= NEAR)
        .filter(|(_, span)| !line.between(span.end, claim.span.start).contains(';'))
        .max_by_key(|(_, span)| span.end);
    let after = || {
        let end = next.unwrap_or(usize::MAX);
        let close =
            |span: Span| span.start >= claim.span.end && span.end <= end && line.distance(claim.span, span) <= 2;
        spots().find(|(_, span)| close(*span) && line.between(claim.span.end, span.start).contains(" and"))
    };
    before.or_else(after).map(|(place, _)| place)
}

/// The place that opens a sentence: "First, to everybody's astonishment, ..."
fn opening(line: &Line<'_>) -> Option<usize> {
    let word = line.text().trim_start().split(',').next().unwrap_or("");
    ORDINALS.iter().position(|known| *known == word)
}

/// The place that a sentence of one word gives the last figure before it: "Lane two, 52.90. Third!"
fn exclaimed(story: &Story<'_>, at: usize, line: &Line<'_>, claim: &Claim) -> Option<usize> {
    let next = story.lines.get(at + 1).filter(|next| next.speaker == line.speaker)?;
    let word = next.text().trim_matches(|c: char| !c.is_alphanumeric());
    let ends = line.after(claim.span.end).trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    ORDINALS.iter().position(|known| *known == word).filter(|_| ends)
}

/// Whether the smaller figure wins: a time, or a superlative of little.
fn race(line: &Line<'_>, claim: &Claim) -> bool {
    let time = claim.quantity.unit.dimension == Dimension::Time;
    let clocked =
        line.words_before(claim.span.start).next().is_some_and(|word| matches!(word, "in" | "clocked" | "of"))
            && claim.quantity.unit.dimension == Dimension::Count
            && claim.quantity.value.scale() == 2;
    time || clocked || line.has("bottom")
}

/// Ties two placed figures of one unit.
fn of_one_ranking(story: &Story<'_>, claims: &mut Claims, first: &Placed, second: &Placed) {
    let (a, b) = (&claims.all[first.claim], &claims.all[second.claim]);
    let when = |claim: &Claim| claim.period.as_ref().map(|period| period.key.clone());
    let far = b.sentence > a.sentence + REACH || when(a) != when(b);
    if far || first.weak && second.weak || first.place == second.place || !alike(story, a, b) {
        return;
    }
    let (better, worse) = if first.place < second.place { (first, second) } else { (second, first) };
    let race = first.race || second.race && claims.all[second.claim].quantity.unit.dimension == Dimension::Time;
    let (above, below) = if race { (worse.claim, better.claim) } else { (better.claim, worse.claim) };
    hold_above(claims, above, below);
}

/// Whether two figures are of one unit and size, or the second leaves its unit out.
pub(super) fn alike(story: &Story<'_>, a: &Claim, b: &Claim) -> bool {
    let (one, two) = (&a.quantity.unit, &b.quantity.unit);
    let ratio = a.quantity.value.checked_div(b.quantity.value).unwrap_or_default();
    let scaled = pair::scale_left_out(story, a, b);
    let near = ratio > Decimal::new(5, 2) && ratio < Decimal::from(20) || scaled;
    let bare = |claim: &Claim| story.line(claim).is_some_and(|line| line.bare(claim, story.lexicon));
    let counted = one.dimension == Dimension::Count && two.dimension == Dimension::Count;
    let one_noun = a.measure.head == b.measure.head || bare(a) || bare(b) || a.measure.head.is_empty();
    // Percentages told apart are of two things as often as counts are.
    let named = counted || one.dimension == Dimension::Share && a.sentence != b.sentence && !b.measure.head.is_empty();
    near && (one == two && (!named || one_noun) || bare(b) && two.dimension == Dimension::Count)
}

/// Says that one figure cannot be smaller than the other.
pub(super) fn hold_above(claims: &mut Claims, above: usize, below: usize) {
    let (first, second) = (above.min(below), above.max(below));
    if claims.all[second].quantity.unit.dimension == Dimension::Count {
        inherit(claims, first, second);
    }
    tie(claims, above, LinkKind::NotBelow, below);
    tag(claims, above, "ranked");
}

/// "We moved 3.9 million. That makes us second, behind Norhaven, which did 5.2 million."
fn behind(story: &Story<'_>, claims: &mut Claims, at: usize) {
    let line = &story.lines[at];
    let ranked = line.has("rank-word") || PLACES.iter().any(|tag| line.has(tag)) || line.has("top");
    if line.question {
        return;
    }
    for (tag, above) in [("rank-behind", true), ("rank-ahead", false), ("rank-over", false)] {
        let Some(place) = line.places(tag).next().filter(|_| ranked || tag == "rank-over") else { continue };
        let own = line.claims.clone().rev().find(|own| claims.all[*own].span.end <= place.start);
        let earlier = at.checked_sub(1).map(|last| &story.lines[last]).filter(|last| last.speaker == line.speaker);
        let own = own.or_else(|| earlier.and_then(|last| last.claims.clone().last()));
        let theirs = line.claims.clone().find(|other| claims.all[*other].span.start >= place.end);
        let Some((own, theirs)) = own.zip(theirs) else { continue };
        let (a, b) = (&claims.all[own], &claims.all[theirs]);
        let next = line.text().get(place.end - line.start..).unwrap_or("");
        let at = place.end - line.start + next.len() - next.trim_start().len();
        let named = line.original(at).is_some_and(char::is_uppercase) || next.trim_start().starts_with("the ");
        let close = line.distance(place, b.span) <= 7 && (named || tag == "rank-over");
        let told = |claim: &Claim| {
            line.words_before(claim.span.start).next().is_some_and(|word| matches!(word, "with" | "at"))
        };
        let over = tag != "rank-over" || told(a) && told(b) && !line.has("negation");
        if !close || !over || !fits(a) || !fits(b) || !alike(story, a, b) || line.has("bottom") {
            continue;
        }
        // In a race the smaller figure is ahead.
        let above = above != (race(line, a) && tag != "rank-over");
        if above { hold_above(claims, theirs, own) } else { hold_above(claims, own, theirs) }
    }
}

/// "Arn had the highest rate (4.8), followed by Bell (3.6) and Corr (3.1)."
fn followed(story: &Story<'_>, claims: &mut Claims, at: usize) {
    let line = &story.lines[at];
    let Some(place) = line.places("followed-by").next() else { return };
    let (top, bottom) = (line.places("top").next(), line.places("bottom").next());
    let leads = |span: Option<Span>| span.is_some_and(|span| span.end <= place.start);
    let Some(first) = line.claims.clone().rev().find(|number| claims.all[*number].span.end <= place.start) else {
        return;
    };
    if leads(top) == leads(bottom) || line.distance(claims.all[first].span, place) > 6 {
        return;
    }
    let rest: Vec<usize> = line.claims.clone().filter(|number| claims.all[*number].span.start >= place.end).collect();
    let mut last = first;
    for next in rest {
        if !fits(&claims.all[last]) || !fits(&claims.all[next]) || !alike(story, &claims.all[last], &claims.all[next]) {
            return;
        }
        if leads(top) {
            hold_above(claims, last, next)
        } else {
            hold_above(claims, next, last)
        }
        last = next;
    }
}

/// "Arn gave 880 litres, Bell 640 and Corr 95. Bell, as ever, gave the least."
fn named(story: &Story<'_>, claims: &mut Claims, at: usize) {
    let line = &story.lines[at];
    if line.question || line.has("negation") || line.claims.clone().any(|number| fits(&claims.all[number])) {
        return;
    }
    let Some((place, way)) = superlative(line) else { return };
    let subject = line.before(place.start);
    let own = line.speaker;
    let from =
        (at.saturating_sub(LISTED + 2)..at).rev().filter(|back| story.lines[*back].speaker == own).take(LISTED + 2);
    let mut lines: Vec<usize> = from.collect();
    lines.reverse();
    let list = list(story, claims, &lines);
    let names: Vec<(usize, &str)> = list.iter().map(|number| (*number, name(story, claims, *number))).collect();
    let mentioned =
        |name: &str| name.len() > 2 && subject.split_whitespace().rev().take(SUBJECT).any(|word| same(word, name));
    let mut picked = names.iter().filter(|(_, name)| mentioned(name));
    if let (Some((number, _)), None) = (picked.next(), picked.next())
        && names.len() >= 3
    {
        hold(claims, *number, &list, way);
    }
}

fn same(word: &str, name: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word == name || word.strip_suffix("'s") == Some(name)
}

/// The last word before a figure that names whose it is: "Chaudhry, 1,217", "the Marches 640", "Downtown's at 6".
pub(super) fn name<'a>(story: &'a Story<'_>, claims: &Claims, number: usize) -> &'a str {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim) else { return "" };
    let last = line.claims.clone().take_while(|other| *other < number).last();
    let from = last.map_or(line.start, |last| claims.all[last].span.end);
    let words = line.between(from, claim.span.start).split_whitespace();
    let clean = |word: &'a str| word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s");
    let named = |word: &&str| word.len() > 2 && story.lexicon.words.closed(word).is_none() && capital(line, word);
    let behind = line.after(claim.span.end).trim_start_matches(' ');
    let behind = ["in ", "for ", "from "].iter().find_map(|word| behind.strip_prefix(word));
    let behind = || behind.and_then(|rest| rest.split_whitespace().map(clean).next()).filter(named);
    words.map(clean).filter(named).last().or_else(behind).unwrap_or("")
}

/// Whether a word of a line is written with a capital.
fn capital(line: &Line<'_>, word: &str) -> bool {
    let at = word.as_ptr() as usize - line.text().as_ptr() as usize;
    line.original(at).is_some_and(char::is_uppercase)
}

/// The run of figures of one unit with which the lines end.
fn list(story: &Story<'_>, claims: &Claims, lines: &[usize]) -> Vec<usize> {
    let all = lines.iter().flat_map(|at| story.lines[*at].claims.clone()).filter(|number| fits(&claims.all[*number]));
    let mut list: Vec<usize> = Vec::new();
    for number in all {
        match list.last() {
            Some(last) if alike(story, &claims.all[*last], &claims.all[number]) => list.push(number),
            None => list.push(number),
            Some(_) if list.len() >= 3 => {}
            Some(_) => list = vec![number],
        }
    }
    list
}

/// What a superlative makes of a figure among others.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Top,
    Bottom,
    /// Best or worst: one of the two.
    End,
}

/// The first superlative of a line, or the first or last place.
fn superlative(line: &Line<'_>) -> Option<(Span, Way)> {
    let of = |tag: &'static str, way: Way| line.places(tag).map(move |span| (span, way));
    let first = of("top", Way::Top)
        .chain(of("bottom", Way::Bottom))
        .chain(of("place-1", Way::Top))
        .chain(of("best", Way::End))
        .min_by_key(|(span, _)| span.start)?;
    let word = line.between(first.0.start, first.0.end);
    let before = line.before(first.0.start).split_whitespace().next_back().unwrap_or("");
    let ordinal = matches!(before, "second" | "third" | "fourth" | "two" | "three" | "at" | "almost" | "nearly");
    let next = line.text().get(first.0.end - line.start..).unwrap_or("").split_whitespace().next().unwrap_or("");
    let of_adjective = word == "most" && !(next.is_empty() || next.ends_with('s'));
    let way = if matches!(word, "worst" | "best") { Way::End } else { first.1 };
    (!ordinal && !of_adjective && !before.ends_with('-')).then_some((first.0, way))
}

/// Ties the named figure to the one that it cannot be smaller or larger than.
fn hold(claims: &mut Claims, number: usize, list: &[usize], way: Way) {
    let value = |at: &usize| claims.all[*at].quantity.value;
    let others = || list.iter().copied().filter(|other| *other != number);
    let (Some(most), Some(least)) = (others().max_by_key(value), others().min_by_key(value)) else { return };
    let own = claims.all[number].quantity.value;
    match way {
        Way::Top => hold_above(claims, number, most),
        Way::Bottom => hold_above(claims, least, number),
        Way::End if own < value(&most) && own > value(&least) => hold_above(claims, number, most),
        Way::End => {}
    }
}

/// "Which town has the longest wait?" "Arn, it's 14 minutes. Bell is at 6, and Corr at 11."
fn asked(story: &Story<'_>, claims: &mut Claims, at: usize) {
    let line = &story.lines[at];
    let opens = line.text().trim_start();
    let which = opens.split_whitespace().take(12).any(|word| matches!(word, "which" | "where" | "who"));
    let Some((_, way)) = superlative(line).filter(|_| line.question && which) else { return };
    let Some(answer) = story.lines.get(at + 1).filter(|next| next.speaker != line.speaker) else { return };
    let lines: Vec<usize> =
        (at + 1..story.lines.len()).take(3).filter(|next| story.lines[*next].speaker == answer.speaker).collect();
    let list = list(story, claims, &lines);
    if let Some(first) = list.first().copied().filter(|first| answer.claims.contains(first) && list.len() >= 3) {
        hold(claims, first, &list, way);
    }
}
