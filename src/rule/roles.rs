//! Reads the roles of a rule file, and the kinds that give them facts of their own.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::model::RuleKind;
use super::predicate::{COUNTS, FLAGS, Predicate, RoleSpec, fields};
use super::read::{Reader, get, in_file_order};
use crate::span::Span;

/// The roles of a rule, in the order of the file: it is the order in which findings list the claims.
pub(super) fn roles(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<RoleSpec> {
    let Some(inner) = reader.table(table, "roles") else {
        if get(table, "roles").is_none() {
            let help = "a role is a table, `[roles.NAME]`, of facts that a figure must state; docs/rule-language.md writes a rule from an empty file";
            reader.error(Span::new(0, 0), "the rule has no roles", "add a table `[roles.NAME]`", Some(help.to_owned()));
        }
        return Vec::new();
    };
    let mut roles = Vec::new();
    for (key, value) in in_file_order(inner) {
        let name = key.get_ref();
        match value.get_ref().as_table() {
            Some(fields) => roles.push(role(reader, name, &[fields])),
            None => {
                let help = Some(format!("[roles.{name}]"));
                reader.error(value.span().into(), format!("role `{name}` is a table"), "not a table", help);
            }
        }
    }
    roles
}

/// The kinds of a rule: for each its own facts of some roles, which take the place of the rule's.
pub(super) fn kinds(reader: &mut Reader<'_>, table: &DeTable<'_>, roles: &[RoleSpec]) -> Vec<RuleKind> {
    let Some(inner) = reader.table(table, "kinds") else { return Vec::new() };
    let mut kinds = Vec::new();
    for (key, value) in in_file_order(inner) {
        let name = key.get_ref().as_ref();
        match value.get_ref().as_table() {
            Some(own) => kinds.push(RuleKind { name: name.into(), roles: roles_of_kind(reader, table, own, roles) }),
            None => {
                let help = Some(format!("[kinds.{name}] with facts of roles: `ROLE.measure = \"...\"`"));
                reader.error(value.span().into(), format!("kind `{name}` is a table"), "not a table", help);
            }
        }
    }
    kinds
}

fn roles_of_kind(reader: &mut Reader<'_>, table: &DeTable<'_>, own: &DeTable<'_>, roles: &[RoleSpec]) -> Vec<RoleSpec> {
    let names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    reader.known(own, &names);
    let shared = get(table, "roles").and_then(|roles| roles.get_ref().as_table());
    let mut filled = Vec::new();
    for known in roles {
        let base = shared.and_then(|shared| get(shared, &known.name)).and_then(|role| role.get_ref().as_table());
        let tables: Vec<_> = reader.table(own, &known.name).into_iter().chain(base).collect();
        filled.push(role(reader, &known.name, &tables));
    }
    filled
}

/// A role by the first of some tables that has each fact.
fn role(reader: &mut Reader<'_>, name: &str, tables: &[&DeTable<'_>]) -> RoleSpec {
    let names: Vec<&str> = fields().iter().map(|field| field.0).chain(FLAGS).collect();
    let with: Vec<&str> = names.iter().copied().chain(COUNTS.map(|count| count.0)).chain(["not"]).collect();
    let mut denied = Vec::new();
    for table in tables {
        reader.known(table, &with);
        if let Some(inner) = reader.table(table, "not") {
            reader.known(inner, &names);
            denied.push(inner);
        }
    }
    let mut flag = |field| first(tables, field).and_then(|table| reader.flag(table, field)).unwrap_or(false);
    let [many, optional, nearest] = COUNTS.map(|count| flag(count.0));
    RoleSpec {
        name: name.into(),
        must: predicate(reader, tables),
        not: predicate(reader, &denied),
        many,
        optional,
        nearest,
    }
}

/// The first of some tables that has a field.
fn first<'t, 'i>(tables: &[&'t DeTable<'i>], field: &str) -> Option<&'t DeTable<'i>> {
    tables.iter().copied().find(|table| get(table, field).is_some())
}

fn predicate(reader: &mut Reader<'_>, tables: &[&DeTable<'_>]) -> Predicate {
    let none = DeTable::new();
    let at = |field| first(tables, field).unwrap_or(&none);
    Predicate {
        aspect: reader.named(at("aspect"), "aspect"),
        dimension: reader.named(at("dimension"), "dimension"),
        unit: reader.list(at("unit"), "unit"),
        per: reader.list(at("per"), "per"),
        direction: reader.named(at("direction"), "direction"),
        point: reader.named(at("point"), "point"),
        form: reader.named(at("form"), "form"),
        notation: reader.named(at("notation"), "notation"),
        bound: reader.named(at("bound"), "bound"),
        modality: reader.named(at("modality"), "modality"),
        basis: reader.list(at("basis"), "basis"),
        tags: reader.list(at("tags"), "tags"),
        any_tags: reader.list(at("any-tags"), "any-tags"),
        measure: reader.lemmas(at("measure"), "measure"),
        head: reader.lemmas(at("head"), "head"),
        context: reader.lemmas(at("context"), "context"),
        links: reader.named(at("links"), "links"),
        speaker: reader.flag(at("speaker"), "speaker"),
        attributed: reader.flag(at("attributed"), "attributed"),
        listed: reader.flag(at("listed"), "listed"),
        dated: reader.flag(at("dated"), "dated"),
        named: reader.flag(at("named"), "named"),
    }
}

/// Each role with its facts as they are written.
pub(super) fn roles_written(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<(String, String)> {
    let Some(inner) = reader.table(table, "roles") else { return Vec::new() };
    facts_written(reader, inner)
}

/// Each kind with the facts of its roles as they are written.
pub(super) fn kinds_written(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<(String, Vec<(String, String)>)> {
    let Some(inner) = reader.table(table, "kinds") else { return Vec::new() };
    let facts = |value: &Spanned<DeValue<'_>>| {
        value.get_ref().as_table().map_or_else(Vec::new, |roles| facts_written(reader, roles))
    };
    in_file_order(inner).into_iter().map(|(key, value)| (key.get_ref().to_string(), facts(value))).collect()
}

fn facts_written(reader: &Reader<'_>, roles: &DeTable<'_>) -> Vec<(String, String)> {
    let text = &reader.origin.text;
    let facts = |value: &Spanned<DeValue<'_>>| {
        let facts = value.get_ref().as_table().map_or_else(Vec::new, in_file_order);
        let one = |key: &str, value: Span| format!("{key} = {}", value.of(text));
        facts.into_iter().map(|(key, value)| one(key.get_ref(), value.span().into())).collect::<Vec<_>>().join(", ")
    };
    in_file_order(roles).into_iter().map(|(key, value)| (key.get_ref().to_string(), facts(value))).collect()
}
