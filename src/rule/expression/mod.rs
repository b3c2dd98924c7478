//! The language of constraints: small sums over the figures of claims.
//!
//! `parse` makes a tree of names, `check` resolves the names against a rule's roles and
//! says what kind of value each part has, `eval` computes it in interval arithmetic.

mod check;
mod eval;
mod fields;
mod figure;
mod functions;
mod parse;
mod relations;

use rust_decimal::Decimal;
use smol_str::SmolStr;

use crate::span::Span;

pub(super) use check::{Kind, Names, resolve};
pub(super) use eval::{Part, Scope, Value};
pub(super) use fields::{FIELDS, Field};
pub(super) use functions::{Gives, Takes, functions};
pub(super) use parse::{hint, parse, parse_prefix};
pub(super) use relations::{RELATIONS, Relation};

/// An expression with its place in the rule file.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it is.
    pub(super) node: Node,
    /// Where it stands.
    pub(super) span: Span,
}

/// What an expression is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// `100`
    Number(Decimal),
    /// `'metre'`
    Text(SmolStr),
    /// A name not yet resolved.
    Name(SmolStr),
    /// A field not yet resolved: `from.value`.
    Dotted(SmolStr, SmolStr),
    /// A call not yet resolved.
    Call(SmolStr, Vec<Expression>),
    /// A role of the rule, by its place.
    Role(usize),
    /// A named expression of the rule, by its place.
    Let(usize),
    /// The name of the kind for which the rule is applied.
    Kind,
    /// A field of a role.
    Field(usize, &'static Field),
    /// A call of a function of numbers or claims.
    Function(&'static functions::Function, Vec<Expression>),
    /// A relation between roles, with its number where it takes one.
    Relation(&'static Relation, u32, Vec<usize>),
    /// `-a`, `not a`
    Unary(Unary, Box<Expression>),
    /// `a + b`
    Binary(Binary, Box<Expression>, Box<Expression>),
}

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unary {
    Minus,
    Not,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
    Within,
    Plus,
    Minus,
    Times,
    Over,
}

impl Expression {
    /// Every part, itself first.
    pub(super) fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        visit(self);
        match &self.node {
            Node::Call(_, arguments) | Node::Function(_, arguments) => {
                for argument in arguments {
                    argument.walk(visit);
                }
            }
            Node::Unary(_, inner) => inner.walk(visit),
            Node::Binary(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            _ => {}
        }
    }

    /// The roles it speaks of, through named expressions too, in ascending order.
    pub(super) fn roles(&self, lets: &[(SmolStr, Expression)]) -> Vec<usize> {
        let mut roles = Vec::new();
        self.walk(&mut |part| match &part.node {
            Node::Role(role) | Node::Field(role, _) => roles.push(*role),
            Node::Relation(_, _, named) => roles.extend(named),
            Node::Let(at) => roles.extend(lets.get(*at).map(|named| named.1.roles(lets)).unwrap_or_default()),
            _ => {}
        });
        roles.sort_unstable();
        roles.dedup();
        roles
    }
}
