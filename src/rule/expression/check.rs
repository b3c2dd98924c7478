//! Resolves the names of an expression and finds what kind of value it has.

use smol_str::SmolStr;

use super::functions::{Gives, Takes, function_of, functions};
use super::{Binary, Expression, FIELDS, Node, RELATIONS, Unary};
use crate::quantity::Dimension;
use crate::rule::error::{Origin, RuleError, did_you_mean};
use crate::rule::name::Named;
use crate::rule::predicate::RoleSpec;

/// What kind of value an expression has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rule) enum Kind {
    /// A number of a dimension, where the rule fixes one.
    Number(Option<Dimension>),
    /// Whether something holds.
    Truth,
    /// Words.
    Text,
    /// The one claim in a role.
    Role(usize),
    /// The claims in a role that takes many.
    Many(usize),
}

/// The names an expression may use.
pub(in crate::rule) struct Names<'a> {
    pub(in crate::rule) origin: &'a Origin,
    pub(in crate::rule) roles: &'a [RoleSpec],
    pub(in crate::rule) lets: &'a [(SmolStr, Expression, Kind)],
    /// Whether the rule has kinds, so that `kind` is a word.
    pub(in crate::rule) kinds: bool,
}

/// Resolves every name in place.
///
/// # Errors
/// The first unknown name, wrong argument or mismatch of units, at its place.
pub(in crate::rule) fn resolve(expression: &mut Expression, names: &Names<'_>) -> Result<Kind, RuleError> {
    match &mut expression.node {
        Node::Number(_) => Ok(Kind::Number(None)),
        Node::Text(_) | Node::Kind => Ok(Kind::Text),
        Node::Name(_) => names.name(expression),
        Node::Dotted(..) => names.dotted(expression),
        Node::Call(..) => names.call(expression),
        Node::Unary(operator, inner) => names.unary(*operator, inner),
        Node::Binary(operator, left, right) => names.binary(*operator, left, right),
        Node::Role(role) => Ok(names.kind_of(*role)),
        Node::Let(at) => Ok(names.lets.get(*at).map_or(Kind::Text, |named| named.2)),
        Node::Field(_, field) => Ok(if field.words { Kind::Text } else { Kind::Number(None) }),
        Node::Relation(..) => Ok(Kind::Truth),
        Node::Function(..) => Ok(Kind::Number(None)),
    }
}

impl Names<'_> {
    fn error(&self, at: &Expression, message: impl Into<String>, label: impl Into<String>) -> RuleError {
        RuleError::new(self.origin, at.span, message, label)
    }

    fn kind_of(&self, role: usize) -> Kind {
        if self.roles.get(role).is_some_and(|role| role.many) { Kind::Many(role) } else { Kind::Role(role) }
    }

    fn role(&self, name: &str) -> Option<usize> {
        self.roles.iter().position(|role| role.name == name)
    }

    fn name(&self, expression: &mut Expression) -> Result<Kind, RuleError> {
        let Node::Name(name) = &expression.node else { return Ok(Kind::Text) };
        if let Some(role) = self.role(name) {
            expression.node = Node::Role(role);
            return Ok(self.kind_of(role));
        }
        if let Some(at) = self.lets.iter().position(|named| named.0 == *name) {
            expression.node = Node::Let(at);
            return Ok(self.lets.get(at).map_or(Kind::Text, |named| named.2));
        }
        if self.kinds && name == "kind" {
            expression.node = Node::Kind;
            return Ok(Kind::Text);
        }
        Err(self.unknown(expression, name))
    }

    fn unknown(&self, expression: &Expression, name: &str) -> RuleError {
        let known: Vec<&str> = self.roles.iter().map(|role| role.name.as_str()).collect();
        let lets = self.lets.iter().map(|named| named.0.as_str());
        let spaced = name.split_once('-').filter(|(left, _)| self.role(left).is_some());
        let help = match spaced {
            Some((left, right)) => Some(format!("a minus stands between spaces: `{left} - {right}`")),
            None => did_you_mean(name, known.iter().copied().chain(lets))
                .or_else(|| Some(format!("the rule's roles are {}", list(&known)))),
        };
        self.error(expression, format!("unknown role `{name}`"), "no role or let of this name").with_help(help)
    }

    fn dotted(&self, expression: &mut Expression) -> Result<Kind, RuleError> {
        let Node::Dotted(name, field) = &expression.node else { return Ok(Kind::Text) };
        let Some(role) = self.role(name) else { return Err(self.unknown(expression, name)) };
        if self.roles.get(role).is_some_and(|role| role.many) {
            let help = Some("`sum`, `count`, `mean`, `largest` and `smallest` take such a role".to_owned());
            let message = format!("`{name}` takes many claims and has no single `{field}`");
            return Err(self.error(expression, message, "many claims").with_help(help));
        }
        let Some(known) = FIELDS.iter().find(|known| known.name == field.as_str()) else {
            let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
            let help =
                did_you_mean(field, names.iter().copied()).or_else(|| Some(format!("fields are {}", list(&names))));
            return Err(self.error(expression, format!("unknown field `{field}`"), "no such field").with_help(help));
        };
        let dimension = match known.name {
            "year" | "position" | "per" => None,
            _ => self.roles.get(role).and_then(RoleSpec::dimension).map(alike),
        };
        expression.node = Node::Field(role, known);
        Ok(if known.words { Kind::Text } else { Kind::Number(dimension) })
    }

    fn call(&self, expression: &mut Expression) -> Result<Kind, RuleError> {
        let Node::Call(name, arguments) = &mut expression.node else { return Ok(Kind::Text) };
        let name = name.clone();
        let arguments = std::mem::take(arguments);
        if let Some(relation) = RELATIONS.iter().find(|relation| relation.name == name) {
            let (number, roles) = self.related(expression, relation, arguments)?;
            expression.node = Node::Relation(relation, number, roles);
            return Ok(Kind::Truth);
        }
        let Some(function) = function_of(&name) else {
            let known = RELATIONS.iter().map(|relation| relation.name).chain(functions().map(|known| known.name));
            let help = did_you_mean(&name, known);
            return Err(self
                .error(expression, format!("unknown function or relation `{name}`"), "not known")
                .with_help(help));
        };
        let (arguments, kind) = self.arguments(expression, function, arguments)?;
        expression.node = Node::Function(function, arguments);
        Ok(kind)
    }

    fn related(
        &self,
        call: &Expression,
        relation: &super::Relation,
        mut arguments: Vec<Expression>,
    ) -> Result<(u32, Vec<usize>), RuleError> {
        let mut number = 0;
        if relation.numbered {
            number = match arguments.first().map(|first| &first.node) {
                Some(Node::Number(number)) => u32::try_from(*number).unwrap_or(u32::MAX),
                _ => {
                    let help = Some(format!("for example `{}(2, a, b)`", relation.name));
                    let message = format!("`{}` takes a number first", relation.name);
                    return Err(self.error(call, message, "no number").with_help(help));
                }
            };
            arguments.remove(0);
        }
        if arguments.len() < 2 {
            let message = format!("`{}` takes two roles or more", relation.name);
            return Err(self.error(call, message, format!("{} given", arguments.len())));
        }
        let mut roles = Vec::new();
        for argument in &mut arguments {
            match resolve(argument, self)? {
                Kind::Role(role) | Kind::Many(role) => roles.push(role),
                _ => return Err(self.error(argument, format!("`{}` takes roles", relation.name), "not a role")),
            }
        }
        Ok((number, roles))
    }

    fn arguments(
        &self,
        call: &Expression,
        function: &'static super::functions::Function,
        mut arguments: Vec<Expression>,
    ) -> Result<(Vec<Expression>, Kind), RuleError> {
        if arguments.len() != function.takes.len() {
            let message = format!("`{}` takes {} arguments", function.name, function.takes.len());
            return Err(self.error(call, message, format!("{} given", arguments.len())));
        }
        let mut first = None;
        for (at, (argument, takes)) in arguments.iter_mut().zip(function.takes).enumerate() {
            let kind = resolve(argument, self)?;
            let dimension = self.argument(argument, kind, *takes, function.name)?;
            if *takes == Takes::Alike {
                self.same_dimension(argument, first, dimension)?;
            }
            first = if at == 0 { dimension } else { first };
        }
        let kind = match function.gives {
            Gives::Number(dimension) => Kind::Number(dimension),
            Gives::Alike => Kind::Number(first),
            Gives::Text => Kind::Text,
        };
        Ok((arguments, kind))
    }

    fn argument(
        &self,
        argument: &Expression,
        kind: Kind,
        takes: Takes,
        function: &str,
    ) -> Result<Option<Dimension>, RuleError> {
        let wanted = match (takes, kind) {
            (Takes::Number | Takes::Alike, _) => return self.number(argument, kind),
            (Takes::Role, Kind::Role(role))
            | (Takes::Many, Kind::Many(role))
            | (Takes::Any, Kind::Role(role) | Kind::Many(role)) => {
                return Ok(self.roles.get(role).and_then(RoleSpec::dimension).map(alike));
            }
            (Takes::Truth, Kind::Truth) | (Takes::Text, Kind::Text) => return Ok(None),
            (Takes::Truth, _) => "a condition",
            (Takes::Text, _) => "words between single quotes",
            (Takes::Many, _) => "a role with `many = true`",
            (Takes::Role, Kind::Many(_)) => "a role that takes one claim",
            _ => "a role",
        };
        Err(self.error(argument, format!("`{function}` takes {wanted} here"), "something else"))
    }

    /// The dimension of a number, or of the figure in a role.
    fn number(&self, at: &Expression, kind: Kind) -> Result<Option<Dimension>, RuleError> {
        match kind {
            Kind::Number(dimension) => Ok(dimension),
            Kind::Role(role) => Ok(self.roles.get(role).and_then(RoleSpec::dimension).map(alike)),
            Kind::Many(_) => {
                let help = Some("use `sum`, `mean`, `largest`, `smallest` or `count`".to_owned());
                Err(self.error(at, "many claims are no single number", "takes many claims").with_help(help))
            }
            Kind::Truth => Err(self.error(at, "a condition is no number", "a condition")),
            Kind::Text => Err(self.error(at, "words are no number", "words")),
        }
    }

    fn truth(&self, at: &Expression, kind: Kind) -> Result<(), RuleError> {
        if kind == Kind::Truth {
            Ok(())
        } else {
            Err(self.error(at, "a condition is expected here", "not a condition"))
        }
    }

    fn unary(&self, operator: Unary, inner: &mut Expression) -> Result<Kind, RuleError> {
        let kind = resolve(inner, self)?;
        match operator {
            Unary::Not => self.truth(inner, kind).map(|()| Kind::Truth),
            Unary::Minus => self.number(inner, kind).map(Kind::Number),
        }
    }

    fn binary(&self, operator: Binary, left: &mut Expression, right: &mut Expression) -> Result<Kind, RuleError> {
        let (a, b) = (resolve(left, self)?, resolve(right, self)?);
        if matches!(operator, Binary::And | Binary::Or) {
            self.truth(left, a)?;
            self.truth(right, b)?;
            return Ok(Kind::Truth);
        }
        let (a, b) = (self.number(left, a)?, self.number(right, b)?);
        match operator {
            Binary::Times | Binary::Over if a.is_some() && b.is_some() => Ok(Kind::Number(None)),
            Binary::Times | Binary::Over => Ok(Kind::Number(a.or(b))),
            Binary::Plus | Binary::Minus => {
                self.same_dimension(right, a, b)?;
                Ok(Kind::Number(a.or(b)))
            }
            _ => self.same_dimension(right, a, b).map(|()| Kind::Truth),
        }
    }

    fn same_dimension(&self, at: &Expression, a: Option<Dimension>, b: Option<Dimension>) -> Result<(), RuleError> {
        match (a, b) {
            (Some(a), Some(b)) if a != b => {
                let message = format!("units do not match: {} and {}", a.word(), b.word());
                let help = Some("`number(...)` drops the unit of a figure".to_owned());
                Err(self.error(at, message, b.word()).with_help(help))
            }
            _ => Ok(()),
        }
    }
}

/// Percentage points and percent add up.
fn alike(dimension: Dimension) -> Dimension {
    if dimension == Dimension::Points { Dimension::Share } else { dimension }
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
