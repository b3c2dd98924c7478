//! The functions of expressions.

mod arithmetic;
mod figures;
mod sets;

use super::eval::Value;
use crate::quantity::Dimension;
use crate::rule::facts::Facts;

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rule) enum Takes {
    /// A number, or a role whose figure is meant.
    Number,
    /// A number of the same dimension as the first.
    Alike,
    /// A role that takes one claim.
    Role,
    /// A role that takes many claims.
    Many,
    /// Any role.
    Any,
    /// A condition.
    Truth,
    /// Words between single quotes.
    Text,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rule) enum Gives {
    /// A number of a dimension, or of none.
    Number(Option<Dimension>),
    /// A number of its first argument's dimension.
    Alike,
    /// Words.
    Text,
}

/// A function of expressions.
pub(in crate::rule) struct Function {
    /// Its name.
    pub(in crate::rule) name: &'static str,
    /// Its parameters.
    pub(in crate::rule) takes: &'static [Takes],
    /// Its result.
    pub(in crate::rule) gives: Gives,
    /// What it computes, for the documentation.
    pub(in crate::rule) says: &'static str,
    pub(super) compute: for<'a> fn(&Facts<'a>, &[Value<'a>]) -> Value<'a>,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const fn function(
    name: &'static str,
    takes: &'static [Takes],
    gives: Gives,
    says: &'static str,
    compute: for<'a> fn(&Facts<'a>, &[Value<'a>]) -> Value<'a>,
) -> Function {
    Function { name, takes, gives, says, compute }
}

/// Every function.
pub(in crate::rule) fn functions() -> impl Iterator<Item = &'static Function> {
    [arithmetic::FUNCTIONS, sets::FUNCTIONS, figures::FUNCTIONS].into_iter().flatten()
}

/// The function of a name.
pub(super) fn function_of(name: &str) -> Option<&'static Function> {
    functions().find(|function| function.name == name)
}
