//! The grammar of expressions.
//!
//! Names may hold hyphens (`same-unit`), so a minus between names stands between spaces.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, multispace0};
use nom::combinator::{cut, opt, recognize, value, verify};
use nom::error::{ContextError, context};
use nom::multi::{fold_many0, separated_list0};
use nom::sequence::{delimited, pair, preceded};
use nom::{IResult, Parser};
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::{Binary, Expression, Node, Unary};
use crate::span::Span;

/// Where and why a text is no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rule) struct Broken {
    /// The byte from which it cannot be read.
    pub(in crate::rule) at: usize,
    /// What was expected there.
    pub(in crate::rule) expected: &'static str,
}

/// Reads a whole text as an expression whose spans start at `offset`.
pub(in crate::rule) fn parse(text: &str, offset: usize) -> Result<Expression, Broken> {
    let (expression, end) = parse_prefix(text, offset)?;
    if end < text.len() {
        return Err(Broken { at: end, expected: "an operator, or the end of the expression" });
    }
    Ok(expression)
}

/// Reads the expression at the head of a text; also says where it ends.
pub(in crate::rule) fn parse_prefix(text: &str, offset: usize) -> Result<(Expression, usize), Broken> {
    let grammar = Grammar { text, offset };
    let parsed = delimited(multispace0, |input| grammar.or(input, 0), multispace0).parse(text);
    match parsed {
        Ok((rest, expression)) => Ok((expression, text.len() - rest.len())),
        Err(nom::Err::Error(error) | nom::Err::Failure(error)) => {
            Err(Broken { at: text.len() - error.rest.len(), expected: error.expected })
        }
        Err(nom::Err::Incomplete(_)) => Err(Broken { at: text.len(), expected: OPERAND }),
    }
}

/// What is meant by signs of other languages, where one stands at the place that cannot be read.
const SIGNS: &[(&str, &str)] = &[
    ("==", "one `=` asks whether both sides can be equal"),
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("%", "a percentage is `ratio(part, whole)`, and percent stands beside a number without a sign"),
    ("!", "write `not`, or `!=` between two numbers"),
    ("×", "write `*`"),
    ("÷", "write `/`"),
    ("≤", "write `<=`"),
    ("≥", "write `>=`"),
    ("\"", "words stand between single quotes"),
];

/// What would be right where a text cannot be read on, for signs that other languages use.
pub(in crate::rule) fn hint(rest: &str) -> Option<String> {
    let near = |sign: &str| rest.find(sign).is_some_and(|at| at <= 2);
    SIGNS.iter().find(|(sign, _)| near(sign)).map(|(_, help)| (*help).to_owned())
}

const OPERAND: &str = "a number, a role, a function or a bracket";
/// How deep brackets may nest.
const DEEPEST: usize = 40;

/// The place of an error and what was expected.
struct Error<'a> {
    rest: &'a str,
    expected: &'static str,
}

impl<'a> nom::error::ParseError<&'a str> for Error<'a> {
    fn from_error_kind(rest: &'a str, _: nom::error::ErrorKind) -> Self {
        Self { rest, expected: OPERAND }
    }

    fn append(_: &'a str, _: nom::error::ErrorKind, other: Self) -> Self {
        other
    }
}

impl<'a> ContextError<&'a str> for Error<'a> {
    fn add_context(input: &'a str, context: &'static str, other: Self) -> Self {
        if input.len() == other.rest.len() { Self { rest: input, expected: context } } else { other }
    }
}

type Parsed<'a, T = Expression> = IResult<&'a str, T, Error<'a>>;

struct Grammar<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Grammar<'a> {
    fn at(&self, rest: &str) -> usize {
        self.offset + self.text.len() - rest.len()
    }

    fn or(&self, input: &'a str, depth: usize) -> Parsed<'a> {
        if depth > DEEPEST {
            return Err(nom::Err::Failure(Error { rest: input, expected: "fewer brackets within brackets" }));
        }
        self.chain(input, word("or", Binary::Or), |input| self.and(input, depth))
    }

    fn and(&self, input: &'a str, depth: usize) -> Parsed<'a> {
        self.chain(input, word("and", Binary::And), |input| self.not(input, depth))
    }

    fn not(&self, input: &'a str, depth: usize) -> Parsed<'a> {
        if depth > DEEPEST {
            return Err(nom::Err::Failure(Error { rest: input, expected: "fewer brackets within brackets" }));
        }
        let (rest, negated) = opt(word("not", Unary::Not)).parse(input)?;
        match negated {
            None => self.comparison(input, depth),
            Some(_) => {
                let (rest, inner) = cut(|input| self.not(input, depth + 1)).parse(rest)?;
                let span = Span::new(self.at(input), inner.span.end);
                Ok((rest, Expression { node: Node::Unary(Unary::Not, Box::new(inner)), span }))
            }
        }
    }

    fn comparison(&self, input: &'a str, depth: usize) -> Parsed<'a> {
        let (rest, left) = self.sum(input, depth)?;
        let (rest, operator) = opt(comparison).parse(rest)?;
        let Some(operator) = operator else { return Ok((rest, left)) };
        let (rest, right) = cut(|input| self.sum(input, depth)).parse(rest)?;
        Ok((rest, binary(operator, left, right)))
    }

    fn sum(&self, input: &'a str, depth: usize) -> Parsed<'a> {
        let operator = alt((sign("+", Binary::Plus), sign("-", Binary::Minus)));
        self.chain(input, operator, |input| self.product(input, depth))
    }

    fn product(&self, input: &'a str, depth: usize) -> Parsed<'a> {
        let operator = alt((sign("*", Binary::Times), sign("/", Binary::Over)));
        self.chain(input, operator, |input| self.factor(input, depth))
    }

    fn chain(
        &self,
        input: &'a str,
        mut operator: impl Parser<&'a str, Output = Binary, Error = Error<'a>>,
        operand: impl Fn(&'a str) -> Parsed<'a>,
    ) -> Parsed<'a> {
        let (mut rest, mut left) = operand(input)?;
        while let Ok((after, operator)) = operator.parse(rest) {
            let (after, right) = cut(&operand).parse(after)?;
            left = binary(operator, left, right);
            rest = after;
        }
        Ok((rest, left))
    }

    fn factor(&self, input: &'a str, depth: usize) -> Parsed<'a> {
        if depth > DEEPEST {
            return Err(nom::Err::Failure(Error { rest: input, expected: "fewer signs and brackets" }));
        }
        let minus = |input: &'a str| {
            let (rest, inner) = preceded(sign("-", ()), |input| self.factor(input, depth + 1)).parse(input)?;
            let span = Span::new(self.at(input), inner.span.end);
            Ok((rest, Expression { node: Node::Unary(Unary::Minus, Box::new(inner)), span }))
        };
        let bracket = delimited(sign("(", ()), cut(|input| self.or(input, depth + 1)), cut(close));
        context(
            OPERAND,
            alt((
                minus,
                bracket,
                |input| self.number(input),
                |input| self.text(input),
                |input| self.name(input, depth),
            )),
        )
        .parse(input)
    }

    fn number(&self, input: &'a str) -> Parsed<'a> {
        let digits = || take_while1(|c: char| c.is_ascii_digit());
        let (rest, written) = recognize(pair(digits(), opt(pair(char('.'), digits())))).parse(input)?;
        let span = Span::new(self.at(input), self.at(rest));
        let number = written.parse::<Decimal>();
        let number =
            number.map_err(|_| nom::Err::Failure(Error { rest: input, expected: "a number of at most 28 digits" }))?;
        let (rest, _) = multispace0.parse(rest)?;
        Ok((rest, Expression { node: Node::Number(number), span }))
    }

    fn text(&self, input: &'a str) -> Parsed<'a> {
        let (rest, words) = delimited(char('\''), take_while(|c| c != '\''), char('\'')).parse(input)?;
        let span = Span::new(self.at(input), self.at(rest));
        let (rest, _) = multispace0.parse(rest)?;
        Ok((rest, Expression { node: Node::Text(SmolStr::new(words)), span }))
    }

    fn name(&self, input: &'a str, depth: usize) -> Parsed<'a> {
        let (rest, name) = identifier(input)?;
        let (after, field) = opt(preceded(char('.'), cut(identifier))).parse(rest)?;
        if let Some(field) = field {
            let span = Span::new(self.at(input), self.at(after));
            let (rest, _) = multispace0.parse(after)?;
            return Ok((rest, Expression { node: Node::Dotted(name.into(), field.into()), span }));
        }
        let span = Span::new(self.at(input), self.at(rest));
        let (rest, opened) = opt(char('(')).parse(rest)?;
        let Some(_) = opened else {
            let (rest, _) = multispace0.parse(rest)?;
            return Ok((rest, Expression { node: Node::Name(name.into()), span }));
        };
        let argument = |input| self.or(input, depth + 1);
        let list = separated_list0(sign(",", ()), argument);
        let (rest, arguments) = cut(delimited(multispace0, list, char(')'))).parse(rest)?;
        let span = Span::new(span.start, self.at(rest));
        let (rest, _) = multispace0.parse(rest)?;
        Ok((rest, Expression { node: Node::Call(name.into(), arguments), span }))
    }
}

fn binary(operator: Binary, left: Expression, right: Expression) -> Expression {
    let span = left.span.cover(right.span);
    Expression { node: Node::Binary(operator, Box::new(left), Box::new(right)), span }
}

fn identifier(input: &str) -> Parsed<'_, &str> {
    let letters = || take_while1(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    let hyphened = recognize(pair(letters(), fold_many0(pair(char('-'), letters()), || (), |(), _| ())));
    verify(hyphened, |name: &str| !["and", "or", "not", "within"].contains(&name)).parse(input)
}

fn comparison(input: &str) -> Parsed<'_, Binary> {
    alt((
        sign("!=", Binary::NotEqual),
        sign("<=", Binary::AtMost),
        sign(">=", Binary::AtLeast),
        sign("<", Binary::Less),
        sign(">", Binary::More),
        sign("=", Binary::Equal),
        word("within", Binary::Within),
    ))
    .parse(input)
}

fn close(input: &str) -> Parsed<'_, ()> {
    context("a closing bracket", sign(")", ())).parse(input)
}

/// A sign and the space after it.
fn sign<'a, T: Clone>(sign: &'static str, meaning: T) -> impl Parser<&'a str, Output = T, Error = Error<'a>> {
    value(meaning, pair(tag(sign), multispace0))
}

/// A word that is no part of a longer name, and the space after it.
fn word<'a, T: Clone>(word: &'static str, meaning: T) -> impl Parser<&'a str, Output = T, Error = Error<'a>> {
    let whole = verify(take_while1(|c: char| c.is_ascii_alphanumeric() || c == '-'), move |found: &str| found == word);
    value(meaning, pair(whole, multispace0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        fn show(expression: &Expression) -> String {
            match &expression.node {
                Node::Number(number) => number.to_string(),
                Node::Name(name) => name.to_string(),
                Node::Dotted(name, field) => format!("{name}.{field}"),
                Node::Call(name, arguments) => {
                    format!("{name}[{}]", arguments.iter().map(show).collect::<Vec<_>>().join(","))
                }
                Node::Unary(operator, inner) => format!("{operator:?}({})", show(inner)),
                Node::Binary(operator, left, right) => format!("({} {operator:?} {})", show(left), show(right)),
                other => format!("{other:?}"),
            }
        }
        show(&parse(text, 0).unwrap_or_else(|broken| panic!("{text}: {broken:?}")))
    }

    #[test]
    fn operators_bind_as_in_arithmetic() {
        assert_eq!(shown("a + b * 2 = c - 1 / d"), "((a Plus (b Times 2)) Equal (c Minus (1 Over d)))");
        assert_eq!(shown("a - b - c"), "((a Minus b) Minus c)");
        assert_eq!(shown("not a = b and c < d or e"), "((Not((a Equal b)) And (c Less d)) Or e)");
        assert_eq!(shown("-(a + 1) * 2"), "(Minus((a Plus 1)) Times 2)");
    }

    #[test]
    fn names_may_hold_hyphens_and_fields() {
        assert_eq!(shown("same-unit(first, again)"), "same-unit[first,again]");
        assert_eq!(shown("first.value within again"), "(first.value Within again)");
        assert_eq!(shown("order = android"), "(order Equal android)");
    }

    #[test]
    fn an_error_knows_its_place() {
        assert_eq!(parse("a + ", 0).map_err(|broken| broken.at), Err(4));
        assert_eq!(parse("(a + b", 0), Err(Broken { at: 6, expected: "a closing bracket" }));
        assert_eq!(parse("a b", 0).map_err(|broken| broken.at), Err(2));
        assert!(parse("1 + 99999999999999999999999999999999", 0).is_err());
        assert!(parse(&"(".repeat(100_000), 0).is_err());
        assert!(parse(&"-".repeat(100_000), 0).is_err());
    }
}
