//! Pages of documentation, made from rule files and from the tables of the language.

use std::fmt::Write as _;

use smol_str::SmolStr;

use super::RuleSet;
use super::expression::{FIELDS, Gives, RELATIONS, Takes, functions};
use super::model::{Rule, Severity};
use super::predicate::{COUNTS, FLAGS, fields};

impl Rule {
    /// The rule's page in Markdown: its question, roles, constraint, why it matters, when it is silent, examples.
    #[must_use]
    pub fn page(&self) -> String {
        let mut page = format!("# {}\n\n{}\n\n", self.name, self.question.trim());
        let _ = writeln!(page, "{}\n", self.standing());
        let _ = writeln!(page, "## Why it matters\n\n{}\n", self.why.trim());
        let _ = writeln!(page, "## What it compares\n");
        for (name, facts) in &self.written.roles {
            let facts = if facts.is_empty() { "any figure".to_owned() } else { format!("`{facts}`") };
            let _ = writeln!(page, "- **{name}**: {facts}");
        }
        self.kinds_of(&mut page);
        self.sums(&mut page);
        let _ = writeln!(page, "## When it stays silent\n\n{}\n", self.silent.trim());
        self.cases(&mut page);
        page
    }

    fn standing(&self) -> String {
        let (limits, level) = (&self.confidence, self.severity);
        let error = (level == Severity::Error).then(|| format!("an error from confidence {}", limits.error));
        let warning = (level >= Severity::Warning).then(|| format!("a warning from {}", limits.warning));
        let parts = [error, warning, Some(format!("a note from {}", limits.note))];
        let mut standing = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if let Some(first) = standing.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let pack =
            self.pack.as_ref().map(|pack| format!(" Belongs to the pack `{pack}`, which is off unless switched on."));
        let over: Vec<String> = self.over.iter().map(|name| format!("`{name}`")).collect();
        let over = if over.is_empty() {
            String::new()
        } else {
            format!(" Goes before {} over the same figures.", over.join(", "))
        };
        format!("{standing}.{}{over}", pack.unwrap_or_default())
    }

    fn kinds_of(&self, page: &mut String) {
        if self.written.kinds.is_empty() {
            return;
        }
        let _ = writeln!(page, "\nIt asks the same of each of these:\n");
        for (name, roles) in &self.written.kinds {
            let roles: Vec<String> = roles.iter().map(|(role, facts)| format!("**{role}** `{facts}`")).collect();
            let _ = writeln!(page, "- {name}: {}", roles.join("; "));
        }
    }

    fn sums(&self, page: &mut String) {
        let written = &self.written;
        let _ = writeln!(page, "\n```text");
        for relation in &written.relations {
            let _ = writeln!(page, "where   {relation}");
        }
        for (name, expression) in &written.lets {
            let _ = writeln!(page, "let     {name} = {expression}");
        }
        let _ = writeln!(page, "must    {}", written.constraint);
        for unless in &written.unless {
            let _ = writeln!(page, "unless  {unless}");
        }
        let _ = writeln!(page, "```\n");
    }

    fn cases(&self, page: &mut String) {
        let (fires, silent): (Vec<_>, Vec<_>) =
            self.examples().into_iter().partition(|example| !example.fires.is_empty());
        for (title, examples) in [("It fires on", fires), ("It stays silent on", silent)] {
            if examples.is_empty() {
                continue;
            }
            let _ = writeln!(page, "## {title}\n");
            for example in examples {
                for line in example.text.trim().lines() {
                    let _ = writeln!(page, "> {line}  ");
                }
                if !example.fires.is_empty() {
                    let _ = writeln!(page, ">\n> ({})", example.fires.join(" / "));
                }
                let _ = writeln!(page);
            }
        }
        while page.ends_with("\n\n") {
            page.pop();
        }
    }
}

impl RuleSet {
    /// The page of a rule, or `None` where there is no such rule.
    #[must_use]
    pub fn explain(&self, name: &str) -> Option<String> {
        self.get(name).map(Rule::page)
    }

    /// The list of all rules as a page.
    #[must_use]
    pub fn contents(&self) -> String {
        let mut page = String::from("# Rules\n\nMade from the files in `rules/`.\n\n");
        self.table(&mut page, None);
        let packs: std::collections::BTreeSet<&SmolStr> =
            self.rules.iter().filter_map(|rule| rule.pack.as_ref()).collect();
        for pack in packs {
            let _ = writeln!(
                page,
                "\n## The pack `{pack}`\n\nOff unless switched on: `--pack {pack}`, or `packs = [\"{pack}\"]` in `claimlint.toml`.\n"
            );
            self.table(&mut page, Some(pack));
        }
        page
    }

    /// The rules of a pack, or those that are always on, as a table.
    fn table(&self, page: &mut String, pack: Option<&SmolStr>) {
        page.push_str("| rule | asks | at most |\n| --- | --- | --- |\n");
        for rule in self.rules.iter().filter(|rule| rule.pack.as_ref() == pack) {
            let severity = match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let _ = writeln!(page, "| [{0}]({0}.md) | {1} | {severity} |", rule.name, rule.question.trim());
        }
    }
}

/// Every word of the rule language, as a page.
#[must_use]
pub fn reference() -> String {
    let mut page = String::from(
        "# Words of the rule language\n\nMade from the tables of the program. [rule-language.md](rule-language.md) shows how they go together.\n\n",
    );
    let _ = writeln!(
        page,
        "## Facts of a role\n\nEach takes a word or a list of words, of which one must be met; `tags` asks for all.\n"
    );
    let _ = writeln!(page, "| fact | words |\n| --- | --- |");
    for (name, words) in fields() {
        let words = if words.is_empty() { "free".to_owned() } else { words.join(", ") };
        let _ = writeln!(page, "| `{name}` | {words} |");
    }
    let _ = writeln!(page, "| `{}` | true or false |", FLAGS.join("`, `"));
    let _ = writeln!(page, "| `not` | a table of the same facts, of which none may be met |");
    for (name, says) in COUNTS {
        let _ = writeln!(page, "| `{name}` | true or false: {says} |");
    }
    page.push('\n');
    let _ = writeln!(
        page,
        "## Relations between roles\n\nWith three roles and more, each pair of neighbours must be so. Those marked \"finds\" bring claims together; the others only sort out.\n"
    );
    let _ = writeln!(page, "| relation | says | |\n| --- | --- | --- |");
    for relation in RELATIONS {
        let arguments = if relation.numbered { "n, a, b" } else { "a, b" };
        let finds = if relation.candidates.is_some() { "finds" } else { "" };
        let _ = writeln!(page, "| `{}({arguments})` | {} | {finds} |", relation.name, relation.says);
    }
    let _ = writeln!(page, "\n## Functions\n\n| function | gives |\n| --- | --- |");
    for function in functions() {
        let takes: Vec<&str> = function.takes.iter().map(|takes| parameter(*takes)).collect();
        let words = if function.gives == Gives::Text { " (words)" } else { "" };
        let _ = writeln!(page, "| `{}({})` | {}{words} |", function.name, takes.join(", "), function.says);
    }
    let _ = writeln!(page, "\n## Fields of a role\n\n| field | is |\n| --- | --- |");
    for field in FIELDS {
        let words = if field.words { " (words)" } else { "" };
        let _ = writeln!(page, "| `role.{}` | {}{words} |", field.name, field.says);
    }
    page
}

fn parameter(takes: Takes) -> &'static str {
    match takes {
        Takes::Number | Takes::Alike => "number",
        Takes::Role => "role",
        Takes::Many => "roles",
        Takes::Any => "any role",
        Takes::Truth => "condition",
        Takes::Text => "'words'",
    }
}
