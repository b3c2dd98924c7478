//! Computes expressions over bound roles, in interval arithmetic.

use smol_str::SmolStr;

use super::{Binary, Expression, Node, Unary};
use crate::claim::Claim;
use crate::quantity::{Interval, Unit};
use crate::rule::facts::Facts;
use crate::rule::truth::Truth;

/// What takes a role.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::rule) enum Part<'a> {
    /// Nothing yet, or nothing was found for an optional role.
    #[default]
    Empty,
    /// A claim.
    One(&'a Claim),
    /// Every claim that fits, in text order.
    Many(Vec<&'a Claim>),
}

impl<'a> Part<'a> {
    /// Its claims.
    pub(in crate::rule) fn claims(&self) -> &[&'a Claim] {
        match self {
            Self::Empty => &[],
            Self::One(claim) => std::slice::from_ref(claim),
            Self::Many(claims) => claims,
        }
    }
}

/// Values of expressions.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rule) enum Value<'a> {
    /// Nothing can be said: a part is missing or units differ.
    Unknown,
    /// A number with its unit, where it has one.
    Number(Interval, Option<Unit>),
    /// Whether something holds.
    Truth(Truth),
    /// Words.
    Text(SmolStr),
    /// The claims in a role.
    Claims(Part<'a>),
}

/// Everything an expression may refer to.
pub(in crate::rule) struct Scope<'s, 'a> {
    pub(in crate::rule) facts: &'s Facts<'a>,
    pub(in crate::rule) parts: &'s [Part<'a>],
    pub(in crate::rule) lets: &'s [(SmolStr, Expression)],
    pub(in crate::rule) kind: &'s str,
}

impl<'a> Scope<'_, 'a> {
    /// The value of an expression.
    pub(in crate::rule) fn value(&self, expression: &Expression) -> Value<'a> {
        match &expression.node {
            Node::Number(number) => Value::Number(Interval::point(*number), None),
            Node::Text(text) => Value::Text(text.clone()),
            Node::Kind => Value::Text(SmolStr::new(self.kind)),
            Node::Role(role) => self.parts.get(*role).cloned().map_or(Value::Unknown, Value::Claims),
            Node::Let(at) => self.lets.get(*at).map_or(Value::Unknown, |named| self.value(&named.1)),
            Node::Field(role, field) => match self.parts.get(*role) {
                Some(Part::One(claim)) => (field.get)(self.facts, claim),
                _ => Value::Unknown,
            },
            Node::Function(function, arguments) => {
                let values: Vec<Value<'a>> = arguments.iter().map(|argument| self.value(argument)).collect();
                (function.compute)(self.facts, &values)
            }
            Node::Relation(..) | Node::Unary(Unary::Not, _) => Value::Truth(self.truth(expression)),
            Node::Unary(Unary::Minus, inner) => match self.number(inner) {
                Some((interval, unit)) => Value::Number(interval.neg(), unit),
                None => Value::Unknown,
            },
            Node::Binary(operator, left, right) => self.binary(*operator, left, right, expression),
            Node::Name(_) | Node::Dotted(..) | Node::Call(..) => Value::Unknown,
        }
    }

    fn binary(&self, operator: Binary, left: &Expression, right: &Expression, whole: &Expression) -> Value<'a> {
        if !matches!(operator, Binary::Plus | Binary::Minus | Binary::Times | Binary::Over) {
            return Value::Truth(self.truth(whole));
        }
        let (Some((a, unit)), Some((b, other))) = (self.number(left), self.number(right)) else {
            return Value::Unknown;
        };
        let of_one = || if unit.is_some() && other.is_some() { None } else { unit.clone().or(other.clone()) };
        match operator {
            Binary::Times => Value::Number(a.mul(&b), of_one()),
            Binary::Over if unit == other => Value::Number(a.div(&b), None),
            Binary::Over => Value::Number(a.div(&b), of_one()),
            _ if !agree(unit.as_ref(), other.as_ref()) => Value::Unknown,
            Binary::Plus => Value::Number(a.add(&b), unit.or(other)),
            _ => Value::Number(a.sub(&b), unit.or(other)),
        }
    }

    /// The value of an expression as a number; a claim counts as its figure.
    fn number(&self, expression: &Expression) -> Option<(Interval, Option<Unit>)> {
        number(&self.value(expression))
    }

    /// Whether a condition holds, may hold or cannot.
    pub(in crate::rule) fn truth(&self, expression: &Expression) -> Truth {
        match &expression.node {
            Node::Relation(relation, number, roles) => self.related(relation, *number, roles),
            Node::Unary(Unary::Not, inner) => self.truth(inner).negate(),
            Node::Binary(Binary::And, left, right) => self.truth(left).and(self.truth(right)),
            Node::Binary(Binary::Or, left, right) => self.truth(left).or(self.truth(right)),
            Node::Binary(operator, left, right) => match (self.number(left), self.number(right)) {
                (Some((a, unit)), Some((b, other))) if agree(unit.as_ref(), other.as_ref()) => {
                    compare(*operator, &a, &b)
                }
                _ => Truth::UNKNOWN,
            },
            _ => match self.value(expression) {
                Value::Truth(truth) => truth,
                _ => Truth::UNKNOWN,
            },
        }
    }

    /// Whether a relation holds between each claim of a role and each of the next.
    fn related(&self, relation: &super::Relation, number: u32, roles: &[usize]) -> Truth {
        let empty = Part::Empty;
        let part = |role: usize| self.parts.get(role).unwrap_or(&empty);
        let mut met = true;
        for pair in roles.windows(2) {
            let (first, second) = (part(pair[0]).claims(), part(pair[1]).claims());
            if first.is_empty() || second.is_empty() {
                return Truth::UNKNOWN;
            }
            met &= first.iter().all(|a| second.iter().all(|b| relation.holds(self.facts, number, a, b)));
        }
        Truth::sure(met)
    }
}

/// A value as a number with its unit; shares, points and basis points are all percent.
pub(super) fn number(value: &Value<'_>) -> Option<(Interval, Option<Unit>)> {
    match value {
        Value::Number(interval, unit) => Some((*interval, unit.clone())),
        Value::Claims(Part::One(claim)) => Some(super::figure::figure(claim)),
        _ => None,
    }
}

fn agree(a: Option<&Unit>, b: Option<&Unit>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn compare(operator: Binary, a: &Interval, b: &Interval) -> Truth {
    let less = || Truth::of(!reaches(b, a), a.below(b));
    let more = || Truth::of(!reaches(a, b), b.below(a));
    let equal = || Truth::of(a.meets(b), a.is_point() && a == b);
    match operator {
        Binary::Equal => equal(),
        Binary::NotEqual => equal().negate(),
        Binary::Less => less(),
        Binary::AtLeast => less().negate(),
        Binary::More => more(),
        Binary::AtMost => more().negate(),
        Binary::Within => Truth::of(a.meets(b), a.intersection(b) == Some(*a)),
        _ => Truth::UNKNOWN,
    }
}

/// Whether every value of `a` is at most every value of `b`.
fn reaches(a: &Interval, b: &Interval) -> bool {
    match (a.high, b.low) {
        (Some(high), Some(low)) => high <= low,
        _ => false,
    }
}
