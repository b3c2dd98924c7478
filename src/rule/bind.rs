//! Fills a rule's roles with claims, starting from its rarest role and following relations.

use std::collections::HashSet;

use super::expression::{Binary, Expression, Node, Part, Scope};
use super::facts::Facts;
use super::model::Rule;
use super::predicate::RoleSpec;
use super::sketch::Takers;
use crate::claim::{Claim, ClaimId};
use crate::lexicon::phrases::Quick;

/// The most candidates looked at from one starting claim.
const STEPS: usize = 4_000;
/// The most claims that a role of many takes.
const MEMBERS: usize = 100;

/// Every way to fill the roles, and how many starts had too many candidates.
pub(super) fn bind<'a>(rule: &Rule, roles: &[RoleSpec], facts: &Facts<'a>) -> (Vec<Vec<Part<'a>>>, usize) {
    let Some(takes) = takers(rule, roles, facts) else { return (Vec::new(), 0) };
    let single = |role: &usize| !rule.roles[*role].many && !rule.roles[*role].optional;
    // A role that takes the nearest claim needs others to be near to.
    let rare = |role: &usize| (rule.roles[*role].nearest, takes[*role].ids.len());
    let Some(anchor) = (0..rule.roles.len()).filter(single).min_by_key(rare) else {
        return (Vec::new(), 0);
    };
    let starts = takes[anchor].ids.clone();
    let spoken_of = rule.relations.iter().map(|relation| relation.roles(&rule.lets)).collect();
    let mut binder = Binder { rule, facts, takes, spoken_of, found: Vec::new(), seen: HashSet::default(), steps: 0 };
    let mut capped = 0;
    for start in starts {
        let Some(claim) = facts.claims.get(start) else { continue };
        let mut parts = vec![Part::Empty; rule.roles.len()];
        parts[anchor] = Part::One(claim);
        let mut open: Vec<usize> = (0..rule.roles.len()).filter(|role| *role != anchor).collect();
        // Single roles first, then those that may stay empty, sets last: a set depends on all the others.
        open.sort_by_key(|role| (rule.roles[*role].many, rule.roles[*role].optional, *role));
        binder.steps = 0;
        if binder.fits(&parts, anchor) {
            binder.fill(&mut parts, &open);
        }
        capped += usize::from(binder.steps >= STEPS);
    }
    (binder.found, capped)
}

/// The claims that each role may take; `None` where one that must be filled, and that others are looked for from,
/// takes none: most rules find nothing to do in most texts.
fn takers(rule: &Rule, roles: &[RoleSpec], facts: &Facts<'_>) -> Option<Vec<Takers>> {
    let must = |role: usize| !rule.roles[role].many && !rule.roles[role].optional && !rule.roles[role].nearest;
    let takes = |role: &RoleSpec| Takers::new(role, facts.claims, &facts.sketches);
    let mut first: Vec<Option<Takers>> = Vec::with_capacity(roles.len());
    for (at, role) in roles.iter().enumerate() {
        let known = must(at).then(|| takes(role));
        if known.as_ref().is_some_and(|known| known.ids.is_empty()) {
            return None;
        }
        first.push(known);
    }
    Some(first.into_iter().zip(roles).map(|(known, role)| known.unwrap_or_else(|| takes(role))).collect())
}

struct Binder<'r, 'f, 'a> {
    rule: &'r Rule,
    facts: &'f Facts<'a>,
    takes: Vec<Takers>,
    /// The roles that each relation of the rule speaks of.
    spoken_of: Vec<Vec<usize>>,
    found: Vec<Vec<Part<'a>>>,
    seen: HashSet<Vec<ClaimId>, Quick>,
    steps: usize,
}

impl<'a> Binder<'_, '_, 'a> {
    /// Fills the open roles, one after the other.
    fn fill(&mut self, parts: &mut Vec<Part<'a>>, open: &[usize]) {
        let Some(role) = self.next(parts, open) else {
            self.keep(parts);
            return;
        };
        let rest: Vec<usize> = open.iter().copied().filter(|other| *other != role).collect();
        let candidates = self.candidates(parts, role);
        if self.rule.roles[role].many {
            return self.fill_many(parts, role, &candidates, &rest);
        }
        let fitting = self.fitting(parts, role, candidates);
        for claim in &fitting {
            if self.steps >= STEPS {
                return;
            }
            parts[role] = Part::One(claim);
            self.fill(parts, &rest);
        }
        parts[role] = Part::Empty;
        if fitting.is_empty() && self.rule.roles[role].optional {
            self.fill(parts, &rest);
        }
    }

    /// The candidates that meet every condition; only the nearest of them where the role takes no other.
    fn fitting(&mut self, parts: &mut [Part<'a>], role: usize, candidates: Vec<&'a Claim>) -> Vec<&'a Claim> {
        let mut fitting = Vec::new();
        for claim in candidates {
            self.steps += 1;
            if self.steps >= STEPS {
                break;
            }
            parts[role] = Part::One(claim);
            if self.fits(parts, role) {
                fitting.push(claim);
            }
        }
        parts[role] = Part::Empty;
        if self.rule.roles[role].nearest {
            let nearest = fitting.into_iter().min_by_key(|claim| distance(parts, claim));
            return nearest.into_iter().collect();
        }
        fitting
    }

    fn fill_many(&mut self, parts: &mut Vec<Part<'a>>, role: usize, candidates: &[&'a Claim], rest: &[usize]) {
        let mut members = Vec::new();
        for claim in candidates {
            self.steps += 1;
            parts[role] = Part::One(claim);
            if self.fits(parts, role) {
                members.push(*claim);
            }
        }
        members.truncate(MEMBERS);
        let empty = members.is_empty();
        parts[role] = if empty { Part::Empty } else { Part::Many(members) };
        if !empty || self.rule.roles[role].optional {
            self.fill(parts, rest);
        }
        parts[role] = Part::Empty;
    }

    /// The first open role that a relation ties to one that is filled.
    fn next(&self, parts: &[Part<'a>], open: &[usize]) -> Option<usize> {
        let tied =
            |role: &&usize| self.rule.relations.iter().any(|relation| self.found_by(relation, parts, **role).is_some());
        open.iter().find(tied).or_else(|| open.first()).copied()
    }

    /// The claims that may take a role, by the relation that offers the fewest.
    fn candidates(&self, parts: &[Part<'a>], role: usize) -> Vec<&'a Claim> {
        let offers = self.rule.relations.iter().filter_map(|relation| self.found_by(relation, parts, role));
        let mut ids = offers.min_by_key(Vec::len).unwrap_or_default();
        ids.sort_unstable();
        ids.dedup();
        let taken = |id: &ClaimId| parts.iter().any(|part| part.claims().iter().any(|claim| claim.id == *id));
        let fitting = ids.into_iter().filter(|id| self.takes[role].contains(*id) && !taken(id));
        fitting.filter_map(|id| self.facts.claims.get(id)).collect()
    }

    /// The claims that a condition offers for a role; `None` where it offers none by itself.
    fn found_by(&self, condition: &Expression, parts: &[Part<'a>], role: usize) -> Option<Vec<ClaimId>> {
        match &condition.node {
            Node::Relation(relation, number, roles) => {
                let mut best: Option<Vec<ClaimId>> = None;
                for pair in roles.windows(2) {
                    let (other, is_a) = match pair {
                        [a, b] if *b == role => (*a, true),
                        [a, b] if *a == role => (*b, false),
                        _ => continue,
                    };
                    let Some(given) = parts.get(other).and_then(|part| part.claims().first()) else { continue };
                    let found = relation.find(self.facts, *number, given, is_a)?;
                    best = best.filter(|best| best.len() <= found.len()).or(Some(found));
                }
                best
            }
            Node::Binary(Binary::Or, left, right) => {
                let (mut left, right) = (self.found_by(left, parts, role)?, self.found_by(right, parts, role)?);
                left.extend(right);
                Some(left)
            }
            Node::Binary(Binary::And, left, right) => {
                self.found_by(left, parts, role).or_else(|| self.found_by(right, parts, role))
            }
            _ => None,
        }
    }

    /// Whether every condition on a role holds, as far as its other roles are filled.
    fn fits(&self, parts: &[Part<'a>], role: usize) -> bool {
        let scope = Scope { facts: self.facts, parts, lets: &self.rule.lets, kind: "" };
        let filled = |role: &usize| parts.get(*role).is_some_and(|part| *part != Part::Empty);
        self.rule.relations.iter().zip(&self.spoken_of).all(|(relation, roles)| {
            !roles.contains(&role) || !roles.iter().all(filled) || {
                let truth = scope.truth(relation);
                truth.can && truth.known
            }
        })
    }

    /// Keeps a filling, once: the same claims in swapped roles are the same finding.
    fn keep(&mut self, parts: &[Part<'a>]) {
        let mut ids: Vec<ClaimId> = parts.iter().flat_map(|part| part.claims().iter().map(|claim| claim.id)).collect();
        ids.sort_unstable();
        if self.seen.insert(ids) {
            self.found.push(parts.to_vec());
        }
    }
}

/// How far a claim stands from the nearest of those that are bound: in sentences, then whether behind it, then in claims.
fn distance(parts: &[Part<'_>], claim: &Claim) -> (usize, bool, u32) {
    let bound = parts.iter().flat_map(Part::claims);
    let apart = |other: &&Claim| {
        (other.sentence.abs_diff(claim.sentence), other.id < claim.id, other.id.0.abs_diff(claim.id.0))
    };
    bound.map(apart).min().unwrap_or_default()
}
