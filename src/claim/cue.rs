//! Applies the cues of the lexicon to the figures in their reach.

use smol_str::SmolStr;

use super::extract::Scene;
use super::{Aspect, Claim, Modality, Point};
use crate::lexicon::{Cue, Reach};
use crate::span::Span;

/// Tags the figures of a sentence, and sets their modality, basis and scope.
pub(super) fn apply(scene: &mut Scene<'_>) {
    let found: Vec<(&Cue, Span)> = scene.lexicon.cues.find(scene.text).collect();
    for (cue, span) in found {
        for at in reached(scene, cue.reach, span) {
            mark(&mut scene.drafts[at].claim, cue, span.of(scene.text));
        }
    }
    if scene.text.trim_end().ends_with('?') {
        for draft in &mut scene.drafts {
            draft.claim.modality = Modality::Question;
        }
    }
}

/// The figures a cue speaks of.
fn reached(scene: &Scene<'_>, reach: Reach, cue: Span) -> Vec<usize> {
    let start = |at: &usize| scene.drafts[*at].span(scene.mentions, scene.parse).start;
    let all = 0..scene.drafts.len();
    match reach {
        Reach::Sentence => all.collect(),
        Reach::Next => all.filter(|at| start(at) >= cue.end).take(1).collect(),
        Reach::Question | Reach::Words => Vec::new(),
        Reach::Repair => {
            let last = all.clone().rfind(|at| start(at) < cue.start);
            let next = all.clone().find(|at| start(at) >= cue.end);
            let kind = |at: usize| scene.drafts[at].claim.quantity.unit.dimension;
            last.filter(|last| next.is_some_and(|next| kind(*last) == kind(next))).into_iter().collect()
        }
        Reach::Last => all.clone().rfind(|at| start(at) < cue.start).into_iter().collect(),
        Reach::Clause => clause(scene, cue),
        Reach::After => clause(scene, cue).into_iter().filter(|at| start(at) >= cue.end).collect(),
        Reach::Near => {
            let nearest = clause(scene, cue).into_iter().min_by_key(|at| distance(scene, *at, cue));
            nearest.map_or_else(Vec::new, |at| with_list(scene, at))
        }
    }
}

/// The figures of the clause that a cue stands in.
fn clause(scene: &Scene<'_>, cue: Span) -> Vec<usize> {
    let token = scene.parse.tokens.partition_point(|token| token.span.end <= cue.start);
    let clause = scene.parse.clauses.get(token);
    (0..scene.drafts.len()).filter(|at| scene.parse.clauses.get(scene.drafts[*at].token) == clause).collect()
}

/// A figure and those it stands in a list with.
fn with_list(scene: &Scene<'_>, at: usize) -> Vec<usize> {
    let list = scene.drafts[at].claim.list.map(|place| place.list);
    let same = |other: &usize| {
        *other == at || list.is_some() && scene.drafts[*other].claim.list.map(|place| place.list) == list
    };
    (0..scene.drafts.len()).filter(same).collect()
}

/// How many bytes lie between a figure and a cue.
fn distance(scene: &Scene<'_>, at: usize, cue: Span) -> usize {
    let span = scene.drafts[at].span(scene.mentions, scene.parse);
    if span.end <= cue.start { cue.start - span.end } else { span.start.saturating_sub(cue.end) }
}

/// Puts a cue on a figure. What a plan or a supposition starts from is known: "would rise from 26 million".
fn mark(claim: &mut Claim, cue: &Cue, phrase: &str) {
    if !claim.tagged(&cue.tag) {
        claim.tags.push(cue.tag.clone());
    }
    if let Some(modality) = cue.modality.as_deref().and_then(modality)
        && claim.modality == Modality::Actual
        && (claim.point != Some(Point::From) || matches!(modality, Modality::Denied | Modality::Corrected))
    {
        claim.modality = modality;
    }
    if claim.aspect == Aspect::Change && claim.basis.is_none() {
        claim.basis.clone_from(&cue.basis);
    }
    if cue.scope {
        let word = SmolStr::from(phrase.to_lowercase());
        if !claim.scope.contains(&word) {
            claim.scope.push(word);
        }
    }
}

pub(super) fn modality(name: &str) -> Option<Modality> {
    Some(match name {
        "target" => Modality::Target,
        "estimate" => Modality::Estimate,
        "hypothetical" => Modality::Hypothetical,
        "denied" => Modality::Denied,
        "corrected" => Modality::Corrected,
        _ => return None,
    })
}
