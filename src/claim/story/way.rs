//! Which way an amount goes, by the words beside it: what is there, what comes, what goes.

use super::Story;
use super::line::Line;
use crate::claim::{Claim, Claims};
use crate::span::Span;

/// How many words may stand between a figure and the word before it that says which way it goes.
pub(super) const BESIDE: usize = 7;
/// The same for a word behind it: "12 of them left".
const BEHIND: usize = 4;

/// What a figure is in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// What was there at first.
    Opening,
    /// What came.
    In,
    /// What went.
    Out,
    /// Its words do not say.
    Open,
}

/// The tables of words, whether they have their figure behind them ("sold 12") or before them ("12 left").
const TABLES: [(&str, Side, bool); 6] = [
    ("holds", Side::Opening, true),
    ("at-first", Side::Opening, true),
    ("comes", Side::In, true),
    ("goes", Side::Out, true),
    ("arrives", Side::In, false),
    ("departs", Side::Out, false),
];

/// Which way a figure goes, by the nearest word that says so.
pub(super) fn side(story: &Story<'_>, claims: &Claims, number: usize) -> Side {
    let claim = &claims.all[number];
    let Some(line) = story.line(claim) else { return Side::Open };
    let mut found: Vec<(usize, Side)> = Vec::new();
    for (tag, side, ahead) in TABLES {
        for place in line.places(tag).filter(|place| clear(line, claims, number, *place)) {
            let distance = line.distance(place, claim.span);
            let before = place.end <= claim.span.start && distance <= BESIDE;
            let behind = place.start >= claim.span.end && distance <= BEHIND;
            let told_before = ahead && before;
            let told_behind = behind && side != Side::Opening && (!ahead || passive(line, place));
            if told_before || told_behind {
                found.push((distance, side));
            }
        }
    }
    found.extend(handed(line, claim));
    found.into_iter().min_by_key(|(distance, _)| *distance).map_or(Side::Open, |found| found.1)
}

/// "12 were sold", "9 have been shut": whether a word that has its figure behind it is told of one before it.
fn passive(line: &Line<'_>, place: Span) -> bool {
    let before = line.before(place.start).split_whitespace().next_back();
    before.is_some_and(|word| matches!(word, "was" | "were" | "been" | "be" | "are" | "got" | "being"))
}

/// Whether a phrase stands with a figure and no other figure between.
pub(super) fn clear(line: &Line<'_>, claims: &Claims, number: usize, place: Span) -> bool {
    let span = claims.all[number].span;
    let (from, to) = (place.end.min(span.end), place.start.max(span.start));
    let between = |other: &usize| {
        let there = claims.all[*other].span;
        *other != number && there.start >= from && there.end <= to
    };
    line.distance(place, span) <= 12 && !line.claims.clone().any(|other| between(&other))
}

/// "gave them 38" and "gave her 38 more" add to what they have, "gave 38 to", "gave a sister 38", "took 38 from" take
/// away.
fn handed(line: &Line<'_>, claim: &Claim) -> Option<(usize, Side)> {
    let mut taker: Option<&str> = None;
    for (count, word) in line.words_before(claim.span.start).take(BESIDE).enumerate() {
        if matches!(word, "gave" | "give" | "gives" | "handed" | "lent" | "sent") {
            let own = matches!(taker, Some("him" | "them" | "us" | "me" | "it")) || taker == Some("her") && count == 1;
            let more = line.after(claim.span.end).starts_with(" more")
                || line.between(claim.span.start, claim.span.end).ends_with(" more");
            return Some((count, if own || more { Side::In } else { Side::Out }));
        }
        if matches!(word, "take" | "takes" | "took" | "taken") {
            let away = line
                .after(claim.span.end)
                .split_whitespace()
                .take(6)
                .any(|word| matches!(word, "from" | "off" | "out"));
            return away.then_some((count, Side::Out));
        }
        taker = Some(word);
    }
    None
}
