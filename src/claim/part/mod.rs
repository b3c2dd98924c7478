//! Parts and totals, shares of wholes, prices and counts: figures that reckoning ties to one another.
//!
//! Works on the finished claims of a text, with the words between them. Nothing is compared with
//! everything: each figure looks at a few neighbours.

mod beside;
mod concluded;
mod convert;
mod each;
mod share;
mod total;
mod view;

use smol_str::SmolStr;

pub(super) use beside::within;
use view::View;

use super::{Claims, LinkKind};
use crate::lexicon::Lexicon;
use crate::transcript::Transcript;

/// A link that is to be made: from one claim to another.
type Tie = (usize, LinkKind, usize);

/// What reckoning finds: links, tags, and figures whose unit is that of another.
#[derive(Default)]
struct Found {
    ties: Vec<Tie>,
    tags: Vec<(usize, &'static str)>,
    units: Vec<(usize, usize)>,
}

impl Found {
    fn tie(&mut self, from: usize, kind: LinkKind, to: usize) {
        self.ties.push((from, kind, to));
    }

    fn tag(&mut self, claim: usize, tag: &'static str) {
        self.tags.push((claim, tag));
    }
}

/// Ties the figures of a whole text.
pub(super) fn across(transcript: &Transcript, lexicon: &Lexicon, claims: &mut Claims) {
    let lower = transcript.text.to_ascii_lowercase();
    share::ratios(&View::new(transcript, lexicon, &claims.all, &lower)).into_iter().for_each(|ratio| ratio.put(claims));
    for (at, unit) in convert::units(&View::new(transcript, lexicon, &claims.all, &lower)) {
        claims.all[at].quantity.unit = unit;
    }
    for (at, first) in convert::false_ties(&View::new(transcript, lexicon, &claims.all, &lower)) {
        let id = claims.all[first].id;
        claims.all[at].links.retain(|link| *link != (LinkKind::Apposed, id));
    }
    let mut found = Found::default();
    let view = View::new(transcript, lexicon, &claims.all, &lower);
    beside::again(&view, &mut found);
    overlapping(&view, &mut found);
    settle(claims, &mut found);
    let view = View::new(transcript, lexicon, &claims.all, &lower);
    total::find(&view, &mut found);
    share::find(&view, &mut found);
    each::find(&view, &mut found);
    convert::find(&view, &mut found);
    concluded::ratios(&view, &mut found);
    settle(claims, &mut found);
}

/// Tags the parts of which the text says, there or in the next sentence, that some are counted twice.
fn overlapping(view: &View<'_>, found: &mut Found) {
    let twice = |at: usize| {
        let sentence = view.claim(at).sentence;
        (sentence..sentence + 2).any(|number| view.cue(view.words_of(number), "overlap"))
    };
    let parts: Vec<usize> = found.ties.iter().filter(|tie| tie.1 == LinkKind::PartOf).map(|tie| tie.0).collect();
    parts.into_iter().filter(|at| twice(*at)).for_each(|at| found.tag(at, "overlapping"));
}

/// Writes what was found into the claims.
fn settle(claims: &mut Claims, found: &mut Found) {
    for (from, kind, to) in found.ties.drain(..) {
        let Some(id) = claims.all.get(to).map(|claim| claim.id) else { continue };
        if let Some(claim) = claims.all.get_mut(from).filter(|claim| !claim.links.contains(&(kind, id))) {
            claim.links.push((kind, id));
        }
    }
    for (at, tag) in found.tags.drain(..) {
        if let Some(claim) = claims.all.get_mut(at).filter(|claim| !claim.tagged(tag)) {
            claim.tags.push(SmolStr::new_static(tag));
        }
    }
    for (at, like) in found.units.drain(..) {
        let unit = claims.all.get(like).map(|claim| claim.quantity.unit.clone());
        if let (Some(unit), Some(claim)) = (unit, claims.all.get_mut(at)) {
            claim.quantity.unit = unit;
        }
    }
}
