//! The JSON schema of rule files.

use serde_json::{Map, Value, json};

use super::load;
use super::predicate::{COUNTS, FLAGS, fields};

/// The JSON schema of rule files, for editors that check TOML by schema.
#[must_use]
pub fn schema() -> Value {
    let facts = facts();
    let mut role = facts.clone();
    for (name, says) in COUNTS {
        role.insert(name.to_owned(), json!({ "type": "boolean", "description": says }));
    }
    role.insert("not".to_owned(), table(&Value::Object(facts), "facts of which none may be met"));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimlint rule",
        "type": "object",
        "additionalProperties": false,
        "required": ["question", "why", "silent", "severity", "roles", "constraint", "message"],
        "properties": properties(&Value::Object(role)),
    })
}

fn properties(role: &Value) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in load::FIELDS {
        properties.insert(field.to_owned(), property(field, role));
    }
    properties
}

fn property(field: &str, role: &Value) -> Value {
    let number = json!({ "type": "number", "minimum": 0, "maximum": 1 });
    match field {
        "severity" => json!({ "enum": ["error", "warning", "note"], "description": "the most that the rule reports" }),
        "relations" => described(texts(), "conditions that bring the roles together"),
        "unless" => described(texts(), "conditions under which the rule does not apply"),
        "over" => described(texts(), "rules that keep silent where this one speaks of the same claims"),
        "explained" => described(texts(), "roles whose figures are left alone where other figures make them exactly"),
        "message" | "help" | "arithmetic" | "agreement" => {
            described(texts(), "sentences with places: \"{from} to {to}\"")
        }
        "confidence" => {
            let limits = json!({ "base": number, "error": number, "warning": number, "note": number });
            table(&limits, "how sure the rule is by itself, and from where it is an error, a warning, a note")
        }
        "roles" => json!({
            "type": "object",
            "minProperties": 1,
            "additionalProperties": table(role, "which claims may take the role"),
        }),
        "kinds" => {
            let own =
                json!({ "type": "object", "additionalProperties": table(role, "the kind's own facts of a role") });
            json!({ "type": "object", "minProperties": 1, "additionalProperties": own, "description": "measures of which the rule asks the same" })
        }
        "let" => {
            json!({ "type": "object", "additionalProperties": { "type": "string" }, "description": "named expressions" })
        }
        "evidence" => {
            let clue =
                json!({ "when": { "type": "string" }, "weight": { "type": "number", "minimum": -1, "maximum": 1 } });
            json!({ "type": "object", "additionalProperties": table(&clue, "adds to the confidence where the condition holds") })
        }
        "example" => json!({ "type": "array", "items": example() }),
        _ => json!({ "type": "string" }),
    }
}

fn example() -> Value {
    let fields = json!({ "text": { "type": "string" }, "fires": texts(), "silent": { "const": true } });
    let mut example = table(&fields, "a text on which the rule must fire, or must not");
    if let Some(example) = example.as_object_mut() {
        example.insert("required".to_owned(), json!(["text"]));
        example.insert("oneOf".to_owned(), json!([{ "required": ["fires"] }, { "required": ["silent"] }]));
    }
    example
}

fn facts() -> Map<String, Value> {
    let mut facts = Map::new();
    for (name, words) in fields() {
        let one = if words.is_empty() { json!({ "type": "string" }) } else { json!({ "enum": words }) };
        facts.insert(name.to_owned(), json!({ "anyOf": [one, { "type": "array", "items": one }] }));
    }
    for flag in FLAGS {
        facts.insert(flag.to_owned(), json!({ "type": "boolean" }));
    }
    facts
}

fn texts() -> Value {
    json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
}

fn described(mut schema: Value, description: &str) -> Value {
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("description".to_owned(), json!(description));
    }
    schema
}

fn table(properties: &Value, description: &str) -> Value {
    json!({ "type": "object", "additionalProperties": false, "description": description, "properties": properties })
}
