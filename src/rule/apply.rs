//! Applies a rule: binds its roles, computes the constraint, says what comes of it.

use std::collections::HashSet;

use super::bind::bind;
use super::explained;
use super::expression::{Expression, Node, Part, Scope};
use super::facts::Facts;
use super::model::Rule;
use super::outcome::{Outcome, Role, Stats};
use super::template::Template;
use crate::claim::ClaimId;
use crate::index::Evidence;

/// Every outcome of a rule, and how often it met its claims.
pub(super) fn apply(at: usize, rule: &Rule, facts: &Facts<'_>) -> (Vec<Outcome>, Stats) {
    let mut stats = Stats { rule: rule.name.clone(), ..Stats::default() };
    let mut outcomes = Vec::new();
    for (kind, roles) in rule.each_kind() {
        let (bindings, capped) = bind(rule, roles, facts);
        stats.capped += capped;
        for parts in bindings {
            let scope = Scope { facts, parts: &parts, lets: &rule.lets, kind };
            outcomes.extend(tried(at, rule, &scope, &mut stats));
        }
    }
    let explained = explained(rule, &outcomes);
    stats.broken -= explained.len();
    let mut number = 0..;
    outcomes.retain(|_| number.next().is_none_or(|number| !explained.contains(&number)));
    (outcomes, stats)
}

/// The outcome over claims that fill the roles, if there is something to say of them.
fn tried(at: usize, rule: &Rule, scope: &Scope<'_, '_>, stats: &mut Stats) -> Option<Outcome> {
    if rule.unless.iter().any(|unless| silences(scope, unless)) {
        return None;
    }
    stats.bound += 1;
    let truth = scope.truth(&rule.constraint);
    match (truth.known, truth.broken()) {
        (_, true) if made_otherwise(rule, scope) => {
            stats.unknown += 1;
            return None;
        }
        (_, true) => stats.broken += 1,
        (true, false) => stats.held += 1,
        (false, false) => {
            stats.unknown += 1;
            return None;
        }
    }
    outcome(at, rule, scope, !truth.broken())
}

/// Whether other figures make exactly what fills one of the roles that the rule leaves to them.
fn made_otherwise(rule: &Rule, scope: &Scope<'_, '_>) -> bool {
    if rule.explained.is_empty() {
        return false;
    }
    let held: Vec<ClaimId> = scope.parts.iter().flat_map(|part| part.claims()).map(|claim| claim.id).collect();
    let claims = scope.facts.claims;
    let named = rule.roles.iter().zip(scope.parts).filter(|(spec, _)| rule.explained.contains(&spec.name));
    named.into_iter().any(|(spec, part)| {
        let ids: Vec<ClaimId> = part.claims().iter().map(|claim| claim.id).collect();
        if spec.many {
            explained::parts_of_another(claims, &ids, &held)
        } else {
            ids.iter().any(|id| explained::made(claims, *id, &held))
        }
    })
}

/// The broken outcomes of which all claims but one are in an outcome that meets the constraint: the one left over is then
/// of something else.
fn explained(rule: &Rule, outcomes: &[Outcome]) -> HashSet<usize> {
    if rule.roles.len() < 3 || rule.roles.iter().any(|role| role.many) {
        return HashSet::new();
    }
    let known: HashSet<_> = outcomes.iter().filter(|outcome| outcome.held).flat_map(but_one).collect();
    let explained = |outcome: &Outcome| !outcome.held && but_one(outcome).iter().any(|rest| known.contains(rest));
    outcomes.iter().enumerate().filter(|(_, outcome)| explained(outcome)).map(|(number, _)| number).collect()
}

/// The claims of an outcome with each of them left out in turn.
fn but_one(outcome: &Outcome) -> Vec<Vec<ClaimId>> {
    let mut ids: Vec<ClaimId> = outcome.roles.iter().map(|role| role.claim).collect();
    ids.sort_unstable();
    let without = |left_out: usize| ids.iter().enumerate().filter(move |(at, _)| *at != left_out).map(|(_, id)| *id);
    (0..ids.len()).map(|left_out| without(left_out).collect()).collect()
}

/// A condition silences where it may hold; one that cannot be computed says nothing.
fn silences(scope: &Scope<'_, '_>, unless: &Expression) -> bool {
    let truth = scope.truth(unless);
    truth.known && truth.can
}

fn outcome(at: usize, rule: &Rule, scope: &Scope<'_, '_>, held: bool) -> Option<Outcome> {
    let message = first(if held { &rule.agreement } else { &rule.message }, scope)?;
    let (confidence, evidence) = confidence(rule, scope);
    let help: Vec<String> = rule.help.iter().filter_map(|sentence| sentence.fill(scope)).collect();
    Some(Outcome {
        rule: at,
        held,
        roles: roles(rule, scope.parts),
        confidence,
        evidence,
        message,
        help: (!held && !help.is_empty()).then(|| help.join(" ")),
        arithmetic: first(&rule.arithmetic, scope),
    })
}

fn first(templates: &[Template], scope: &Scope<'_, '_>) -> Option<String> {
    templates.iter().find_map(|template| template.fill(scope))
}

fn roles(rule: &Rule, parts: &[Part<'_>]) -> Vec<Role> {
    let mut roles = Vec::new();
    for (spec, part) in rule.roles.iter().zip(parts) {
        roles.extend(part.claims().iter().map(|claim| Role { name: spec.name.to_string(), claim: claim.id }));
    }
    roles
}

/// The rule's own confidence times that of each link it follows, plus what the evidence adds.
fn confidence(rule: &Rule, scope: &Scope<'_, '_>) -> (f64, Vec<Evidence>) {
    let mut confidence = rule.confidence.base;
    let mut evidence = Vec::new();
    for relation in &rule.relations {
        for (sure, named) in ties(relation, scope) {
            confidence *= sure;
            evidence.extend(named);
        }
    }
    for clue in &rule.evidence {
        let truth = scope.truth(&clue.when);
        if truth.known && truth.can {
            confidence += clue.weight;
            evidence.push(Evidence { name: clue.name.clone(), weight: clue.weight });
        }
    }
    (confidence.clamp(0.0, 1.0), evidence)
}

/// The links across the text that a condition follows.
fn ties(condition: &Expression, scope: &Scope<'_, '_>) -> Vec<(f64, Vec<Evidence>)> {
    let mut found = Vec::new();
    condition.walk(&mut |part| {
        let Node::Relation(relation, _, roles) = &part.node else { return };
        let Some(tie) = relation.tie() else { return };
        for pair in roles.windows(2) {
            let claims = |role: usize| scope.parts.get(role).map(Part::claims).unwrap_or_default();
            for a in claims(pair[0]) {
                let links = claims(pair[1]).iter().filter_map(|b| scope.facts.tie(tie, a.id, b.id));
                found.extend(links.map(|link| (link.confidence, link.evidence.clone())));
            }
        }
    });
    found
}
