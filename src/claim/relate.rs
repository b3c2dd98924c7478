//! How the figures of a sentence, and of the sentences before it, depend on one another by grammar.

use super::extract::{Draft, Scene};
use super::{Aspect, Claim, ClaimId, LinkKind, Point};
use crate::quantity::{Dimension, Quantity};

/// Links the figures of one sentence.
pub(super) fn within(scene: &mut Scene<'_>) {
    for at in 0..scene.drafts.len() {
        let mut links = changes(scene, at);
        scene.drafts[at].claim.links.append(&mut links);
    }
}

/// The levels that a change is stated of: before and after it.
fn changes(scene: &Scene<'_>, at: usize) -> Vec<(LinkKind, ClaimId)> {
    let change = &scene.drafts[at].claim;
    if change.aspect != Aspect::Change {
        return Vec::new();
    }
    let fits = |draft: &&Draft| states_level(&draft.claim) && measures(&change.quantity, &draft.claim.quantity);
    let to = aligned(scene, at)
        .or_else(|| closest(scene, at, |draft| fits(&draft) && draft.claim.point == Some(Point::To)))
        .or_else(|| scene.drafts[..at].iter().rev().find(|draft| fits(draft) && draft.claim.point.is_none()));
    let from = closest(scene, at, |draft| {
        let same = to.is_none_or(|to| to.claim.quantity.unit == draft.claim.quantity.unit);
        let side = to.is_none_or(|to| {
            let ahead = |token: usize| token > scene.drafts[at].token;
            to.claim.point != Some(Point::To) || !ahead(to.token) || ahead(draft.token)
        });
        fits(&draft) && draft.claim.point == Some(Point::From) && same && side
    });
    let own = |draft: &&Draft| !contested(scene, at, draft.token);
    let from = from.filter(own);
    let to = to.filter(|to| own(to) || from.is_some_and(|from| shares(scene, at, from, to)));
    let mut links = Vec::new();
    links.extend(to.map(|draft| (LinkKind::ChangeOf, draft.claim.id)));
    links.extend(from.map(|draft| (LinkKind::ChangeFrom, draft.claim.id)));
    links
}

/// Whether a figure says how much there is, or is or was at an end of a change: "the gross margin percentage rose to 77%".
fn states_level(claim: &Claim) -> bool {
    claim.aspect == Aspect::Level || claim.aspect == Aspect::Share && claim.point.is_some()
}

/// Whether a change with an earlier level of its own is told of a level that another change was told of first: "3.1
/// million, up 4% from 3.0 million and up 9% from 2.8 million".
fn shares(scene: &Scene<'_>, at: usize, from: &Draft, to: &Draft) -> bool {
    let token = scene.drafts[at].token;
    let fits =
        |draft: &&Draft| draft.claim.aspect == Aspect::Level && draft.claim.quantity.unit == to.claim.quantity.unit;
    let between = scene.drafts.iter().filter(|draft| draft.token > to.token && draft.token < token);
    to.token < token && token < from.token && between.filter(fits).all(|draft| draft.claim.point == Some(Point::From))
}

/// Whether another change of the same kind stands nearer to a level, or the change is told of a part: "including an
/// increase of 3 million".
fn contested(scene: &Scene<'_>, at: usize, level: usize) -> bool {
    let change = &scene.drafts[at];
    let far = change.token.abs_diff(level);
    let part = scene.parse.tokens[..change.token].iter().rev().take(6);
    let included =
        part.clone().any(|token| matches!(token.lower.as_str(), "including" | "includes" | "included" | "excluding"));
    let rival = scene.drafts.iter().enumerate().any(|(other, draft)| {
        let same = draft.claim.quantity.unit.dimension == change.claim.quantity.unit.dimension;
        other != at
            && draft.claim.aspect == Aspect::Change
            && draft.claim.point.is_none()
            && same
            && draft.token.abs_diff(level) < far
    });
    let bases = change.claim.tagged("year-on-year")
        && (change.claim.tagged("quarter-on-quarter") || change.claim.tagged("month-on-month"));
    rival || included || bases || far > 24
}

/// Whether a change of one quantity's kind can be a change of the other's.
fn measures(change: &Quantity, level: &Quantity) -> bool {
    match change.unit.dimension {
        Dimension::Points => level.unit.dimension == Dimension::Share,
        Dimension::Share | Dimension::Multiple => {
            !matches!(level.unit.dimension, Dimension::Points | Dimension::Multiple)
        }
        _ => change.unit.name == level.unit.name,
    }
}

/// The level at the same place of the list before: "were 3 and 4 million, up 5% and 6%".
fn aligned<'a>(scene: &'a Scene<'_>, at: usize) -> Option<&'a Draft> {
    let place = scene.drafts[at].claim.list?;
    let first = at.checked_sub(place.position.into())?;
    let before = scene.drafts.get(first.checked_sub(1)?)?;
    let list = before.claim.list.filter(|_| before.claim.aspect == Aspect::Level)?.list;
    let same =
        |draft: &&Draft| draft.claim.list.is_some_and(|other| other.list == list && other.position == place.position);
    scene.drafts[..first].iter().rev().find(same)
}

fn closest<'a>(scene: &'a Scene<'_>, at: usize, fits: impl Fn(&'a Draft) -> bool) -> Option<&'a Draft> {
    let token = scene.drafts[at].token;
    let all = scene.drafts.iter().enumerate().filter(|(other, draft)| *other != at && fits(draft));
    all.min_by_key(|(_, draft)| draft.token.abs_diff(token)).map(|(_, draft)| draft)
}
