//! Rules: which claims to bring together, and the constraint they must meet.
//!
//! A rule is a file in `rules/`: roles that claims may take, relations between them, a
//! constraint in a small language of interval arithmetic, and what to say. [`load`] reads
//! it, [`bind`] fills its roles through the index, [`apply`] computes the constraint. What
//! comes out are [`Outcome`]s; judging them is the work of [`finding`](crate::finding).

mod apply;
mod bind;
mod display;
mod error;
mod example;
mod explained;
mod expression;
mod facts;
mod load;
mod model;
mod months;
mod name;
mod outcome;
mod page;
mod predicate;
mod read;
mod roles;
mod schema;
mod sketch;
mod slip;
mod template;
mod truth;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::claim::Claims;
use crate::index::Index;
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::transcript::Transcript;

pub use error::{Origin, RuleError, RuleErrors};
pub use example::Example;
pub use model::{Rule, RuleKind, Severity, Thresholds};
pub use name::Named;
pub use outcome::{Outcome, Outcomes, Role, Stats};
pub use page::reference;
pub use predicate::{Predicate, RoleSpec};
pub use schema::schema;
pub use truth::Truth;

/// The rule files of `rules/`: name and text.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The rules in force.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// Every rule, by name.
    pub rules: Vec<Arc<Rule>>,
    /// The packs that are switched on.
    pub packs: BTreeSet<SmolStr>,
}

impl RuleSet {
    /// The rules built into the binary, read by two threads.
    ///
    /// A built-in file that cannot be read is left out; a test reads each.
    #[must_use]
    pub fn built_in() -> Self {
        let (some, others) = BUILT_IN.split_at(BUILT_IN.len() / 2);
        let mut rules = std::thread::scope(|scope| {
            let helper = std::thread::Builder::new().spawn_scoped(scope, || read(others)).ok();
            let mut rules = read(some);
            rules.extend(helper.and_then(|helper| helper.join().ok()).unwrap_or_else(|| read(others)));
            rules
        });
        rules.sort_by(|a, b| a.name.cmp(&b.name));
        Self { rules, packs: BTreeSet::new() }
    }

    /// The mistakes in the built-in rules; none in a released binary.
    #[must_use]
    pub fn built_in_errors() -> Vec<RuleError> {
        let mut errors = Vec::new();
        for (name, text) in BUILT_IN {
            let origin = Origin { path: format!("rules/{name}.toml"), text: Arc::from(*text) };
            errors.extend(load::rule(name, &origin, text).err().unwrap_or_default());
        }
        errors
    }

    /// Adds the rules of a folder, or of one file, and says their names; a rule of a known name takes the place of that rule.
    ///
    /// # Errors
    /// Every mistake in its files; the rules without mistakes are added.
    pub fn load_dir(&mut self, dir: &Path) -> Result<BTreeSet<SmolStr>, RuleErrors> {
        let mut errors = Vec::new();
        let mut names = BTreeSet::new();
        match files(dir) {
            Ok(files) => {
                for path in files {
                    match self.load_file(&path) {
                        Ok(name) => _ = names.insert(name),
                        Err(mistakes) => errors.extend(mistakes),
                    }
                }
            }
            Err(error) => errors.push(unreadable(dir, &error)),
        }
        errors.extend(self.unknown_names());
        if errors.is_empty() { Ok(names) } else { Err(RuleErrors { errors }) }
    }

    fn load_file(&mut self, path: &Path) -> Result<SmolStr, Vec<RuleError>> {
        let text = std::fs::read_to_string(path).map_err(|error| vec![unreadable(path, &error)])?;
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let origin = Origin { path: path.display().to_string(), text: Arc::from(text) };
        self.put(Arc::new(load::rule(name, &origin, &origin.text)?));
        Ok(name.into())
    }

    fn put(&mut self, rule: Arc<Rule>) {
        match self.rules.binary_search_by(|known| known.name.cmp(&rule.name)) {
            Ok(at) => self.rules[at] = rule,
            Err(at) => self.rules.insert(at, rule),
        }
    }

    /// Rules that `over` names and that are not there.
    fn unknown_names(&self) -> Vec<RuleError> {
        let known = || self.rules.iter().map(|rule| rule.name.as_str());
        let mut errors = Vec::new();
        for rule in &self.rules {
            for name in rule.over.iter().filter(|name| self.get(name).is_none()) {
                let at = rule.origin.text.find(&format!("\"{name}\"")).unwrap_or(0);
                let message = format!("`over` names an unknown rule `{name}`");
                let error = RuleError::new(&rule.origin, Span::new(at, at + name.len() + 2), message, "no such rule");
                errors.push(error.with_help(error::did_you_mean(name, known())));
            }
        }
        errors
    }

    /// A rule by its name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.name == name).map(Arc::as_ref)
    }

    /// Whether a rule is on: it belongs to no pack, or to one that is switched on.
    #[must_use]
    pub fn active(&self, rule: &Rule) -> bool {
        rule.pack.as_ref().is_none_or(|pack| self.packs.contains(pack))
    }

    /// Applies every active rule to a transcript's claims.
    #[must_use]
    pub fn apply(&self, transcript: &Transcript, claims: &Claims, index: &Index, lexicon: &Lexicon) -> Outcomes {
        let facts = facts::Facts::new(transcript, claims, index, &lexicon.units);
        let mut outcomes = Outcomes::default();
        for (at, rule) in self.rules.iter().enumerate().filter(|(_, rule)| self.active(rule)) {
            let (found, stats) = apply::apply(at, rule, &facts);
            outcomes.all.extend(found);
            outcomes.stats.push(stats);
        }
        outcomes
    }
}

/// Some built-in rules, without their examples.
fn read(files: &[(&str, &str)]) -> Vec<Arc<Rule>> {
    let rule = |(name, text): &(&str, &str)| {
        let origin = Origin { path: format!("rules/{name}.toml"), text: Arc::from(*text) };
        load::rule(name, &origin, example::before(text)).ok().map(Arc::new)
    };
    files.iter().filter_map(rule).collect()
}

/// The rule files of a folder, by name; a file stands for itself.
fn files(dir: &Path) -> std::io::Result<Vec<std::path::PathBuf>> {
    if dir.is_file() {
        return Ok(vec![dir.to_path_buf()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> RuleError {
    let origin = Origin { path: path.display().to_string(), text: Arc::from("") };
    RuleError::new(&origin, Span::new(0, 0), format!("{}: {error}", path.display()), "cannot be read")
}
