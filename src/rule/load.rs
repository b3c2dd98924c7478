//! Makes rules of rule files.

use smol_str::SmolStr;
use toml::de::DeTable;

use super::error::{Origin, RuleError};
use super::example::examples;
use super::expression::{Expression, Kind, Names, Node, hint, parse, resolve};
use super::model::{Clue, Rule, RuleKind, Severity, Thresholds, Written};
use super::predicate::RoleSpec;
use super::read::{Reader, Words, get, in_file_order};
use super::roles::{kinds, kinds_written, roles, roles_written};
use super::template::Template;
use crate::span::Span;

/// The fields of a rule file.
pub(super) const FIELDS: [&str; 20] = [
    "question",
    "why",
    "silent",
    "pack",
    "severity",
    "over",
    "explained",
    "relations",
    "constraint",
    "unless",
    "message",
    "help",
    "arithmetic",
    "agreement",
    "confidence",
    "roles",
    "kinds",
    "let",
    "evidence",
    "example",
];
const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];

/// Reads a rule from the text of its file, or from the start of that text up to its examples.
///
/// # Errors
/// Every mistake of the text that can be told apart.
pub(super) fn rule(name: &str, origin: &Origin, text: &str) -> Result<Rule, Vec<RuleError>> {
    let document = DeTable::parse(text).map_err(|error| vec![syntax(origin, &error)])?;
    let table = document.get_ref();
    let mut reader = Reader { origin, errors: Vec::new() };
    reader.known(table, &FIELDS);
    let roles = roles(&mut reader, table);
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    let kinds = kinds(&mut reader, table, &roles);
    let rule = body(&mut reader, table, name, roles, kinds);
    match rule {
        Some(rule) if reader.errors.is_empty() => Ok(rule),
        _ => Err(reader.errors),
    }
}

fn syntax(origin: &Origin, error: &toml::de::Error) -> RuleError {
    let span = error.span().map_or(Span::new(0, 0), Span::from);
    let bare = origin.text.get(span.start..span.end).filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    let before = origin.text.get(..span.start).unwrap_or("").trim_end();
    let help = bare.filter(|_| before.ends_with('=')).map(|word| format!("a text stands between quotes: \"{word}\""));
    RuleError::new(origin, span, "the file is not valid TOML", error.message()).with_help(help)
}

/// Everything that refers to roles.
fn body(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    name: &str,
    roles: Vec<RoleSpec>,
    kinds: Vec<RuleKind>,
) -> Option<Rule> {
    let some = !kinds.is_empty();
    let lets = lets(reader, table, &roles, some);
    let mut compiler = Compiler { roles: &roles, lets: &lets, kinds: some };
    let (relations, relations_written) = compiler.conditions(reader, table, "relations");
    let (unless, unless_written) = compiler.conditions(reader, table, "unless");
    let written = reader.required(table, "constraint");
    let constraint = compiler.condition(reader, &written);
    let evidence = compiler.evidence(reader, table);
    let message = compiler.templates(reader, table, "message");
    if message.is_empty() && reader.errors.is_empty() {
        reader.required(table, "message");
    }
    let [help, arithmetic, agreement] =
        ["help", "arithmetic", "agreement"].map(|field| compiler.templates(reader, table, field));
    let written = Written {
        relations: relations_written,
        lets: texts_of(reader, table, "let"),
        constraint: written.text,
        unless: unless_written,
        roles: roles_written(reader, table),
        kinds: kinds_written(reader, table),
    };
    examples(reader, table);
    let rule = Rule {
        name: name.into(),
        question: reader.required(table, "question").text,
        why: reader.required(table, "why").text,
        silent: reader.required(table, "silent").text,
        pack: reader.text(table, "pack").map(|words| words.text.into()),
        severity: severity(reader, table),
        confidence: thresholds(reader, table),
        over: reader.list(table, "over"),
        explained: reader.list(table, "explained"),
        relations,
        lets: lets.iter().map(|named| (named.0.clone(), named.1.clone())).collect(),
        constraint: constraint?,
        unless,
        evidence,
        message,
        help,
        arithmetic,
        agreement,
        roles,
        kinds,
        origin: reader.origin.clone(),
        written,
    };
    if reader.errors.is_empty() {
        connected(reader, table, &rule);
    }
    Some(rule)
}

fn severity(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Severity {
    let words = reader.required(table, "severity");
    let known = SEVERITIES.iter().find(|known| known.0 == words.text);
    if known.is_none() && !words.text.is_empty() {
        let help = Some("`severity` is error, warning or note".to_owned());
        reader.error(words.span, format!("unknown severity `{}`", words.text), "not known", help);
    }
    known.map_or(Severity::Note, |known| known.1)
}

fn thresholds(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Thresholds {
    let usual = Thresholds::default();
    let Some(inner) = reader.table(table, "confidence") else { return usual };
    reader.known(inner, &["base", "error", "warning", "note"]);
    Thresholds {
        base: reader.number(inner, "base", 0.0, 1.0).unwrap_or(usual.base),
        error: reader.number(inner, "error", 0.0, 1.0).unwrap_or(usual.error),
        warning: reader.number(inner, "warning", 0.0, 1.0).unwrap_or(usual.warning),
        note: reader.number(inner, "note", 0.0, 1.0).unwrap_or(usual.note),
    }
}

type Lets = Vec<(SmolStr, Expression, Kind)>;

fn lets(reader: &mut Reader<'_>, table: &DeTable<'_>, roles: &[RoleSpec], kinds: bool) -> Lets {
    let mut lets: Lets = Vec::new();
    let Some(inner) = reader.table(table, "let") else { return lets };
    for (key, value) in in_file_order(inner) {
        let Some(words) = reader.words(value, key.get_ref()) else { continue };
        let compiler = Compiler { roles, lets: &lets, kinds };
        if let Some((expression, kind)) = compiler.expression(reader, &words) {
            lets.push((key.get_ref().as_ref().into(), expression, kind));
        }
    }
    lets
}

struct Compiler<'a> {
    roles: &'a [RoleSpec],
    lets: &'a Lets,
    kinds: bool,
}

impl Compiler<'_> {
    fn names<'n>(&'n self, origin: &'n Origin) -> Names<'n> {
        Names { origin, roles: self.roles, lets: self.lets, kinds: self.kinds }
    }

    fn expression(&self, reader: &mut Reader<'_>, words: &Words) -> Option<(Expression, Kind)> {
        if words.span.is_empty() {
            return None;
        }
        let mut expression = match parse(&words.text, words.start) {
            Ok(expression) => expression,
            Err(broken) => {
                let at = (words.start + broken.at).min(words.span.end);
                let span = Span::new(at, (at + 1).min(words.span.end));
                let help = hint(words.text.get(broken.at.saturating_sub(1)..).unwrap_or(""));
                reader.error(span, "cannot read this expression", format!("expected {}", broken.expected), help);
                return None;
            }
        };
        match resolve(&mut expression, &self.names(reader.origin)) {
            Ok(kind) => Some((expression, kind)),
            Err(error) => {
                reader.errors.push(error);
                None
            }
        }
    }

    fn condition(&self, reader: &mut Reader<'_>, words: &Words) -> Option<Expression> {
        let (expression, kind) = self.expression(reader, words)?;
        if kind != Kind::Truth {
            let help = Some("compare two numbers with =, !=, <, <=, >, >= or within".to_owned());
            reader.error(expression.span, "a condition is expected here", "not a condition", help);
            return None;
        }
        Some(expression)
    }

    fn conditions(
        &mut self,
        reader: &mut Reader<'_>,
        table: &DeTable<'_>,
        field: &str,
    ) -> (Vec<Expression>, Vec<String>) {
        let words = reader.texts(table, field);
        let read = words.iter().filter_map(|words| self.condition(reader, words)).collect();
        (read, words.into_iter().map(|words| words.text).collect())
    }

    fn evidence(&self, reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<Clue> {
        let mut clues = Vec::new();
        let Some(inner) = reader.table(table, "evidence") else { return clues };
        for (key, value) in inner {
            let name: SmolStr = key.get_ref().as_ref().into();
            let Some(fields) = value.get_ref().as_table() else {
                let help = Some(format!("{name} = {{ when = \"...\", weight = 0.1 }}"));
                reader.error(value.span().into(), format!("evidence `{name}` is a table"), "not a table", help);
                continue;
            };
            reader.known(fields, &["when", "weight"]);
            let words = reader.required(fields, "when");
            let weight = reader.number(fields, "weight", -1.0, 1.0).unwrap_or(0.0);
            clues.extend(self.condition(reader, &words).map(|when| Clue { name, when, weight }));
        }
        clues
    }

    fn templates(&self, reader: &mut Reader<'_>, table: &DeTable<'_>, field: &str) -> Vec<Template> {
        let mut templates = Vec::new();
        for words in reader.texts(table, field) {
            match Template::read(&words.text, words.span, words.start, &self.names(reader.origin)) {
                Ok(template) => templates.push(template),
                Err(error) => reader.errors.push(error),
            }
        }
        templates
    }
}

/// Reports roles that no relation ties to the others: they would pair every claim with every other.
fn connected(reader: &mut Reader<'_>, table: &DeTable<'_>, rule: &Rule) {
    let mut reached = vec![false; rule.roles.len()];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for _ in 0..rule.roles.len() {
        for relation in &rule.relations {
            relation.walk(&mut |part| {
                if let Node::Relation(relation, _, roles) = &part.node
                    && relation.candidates.is_some()
                    && roles.iter().any(|role| reached[*role])
                {
                    roles.iter().for_each(|role| reached[*role] = true);
                }
            });
        }
    }
    for (role, _) in rule.roles.iter().zip(reached).filter(|(_, reached)| !reached) {
        let inner = get(table, "roles").and_then(|roles| roles.get_ref().as_table());
        let key = inner.and_then(|inner| inner.keys().find(|key| key.get_ref().as_ref() == role.name.as_str()));
        let span = key.map_or(Span::new(0, 0), |key| key.span().into());
        let help =
            Some("tie it to another role, for example with `within-sentences(2, a, b)` in `relations`".to_owned());
        reader.error(
            span,
            format!("role `{}` is tied to no other role", role.name),
            "would pair with every claim",
            help,
        );
    }
}

fn texts_of(reader: &mut Reader<'_>, table: &DeTable<'_>, field: &str) -> Vec<(String, String)> {
    let Some(inner) = reader.table(table, field) else { return Vec::new() };
    in_file_order(inner)
        .into_iter()
        .filter_map(|(key, value)| Some((key.get_ref().to_string(), value.get_ref().as_str()?.to_owned())))
        .collect()
}
