//! The settings of a run: for every input the nearest settings file, its rules and what is known.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use claimlint::config::{Config, Policy, check_names, find};
use claimlint::finding::{Baseline, Notice, SuppressionEntry, Suppressions, Tally};
use claimlint::report::inert;
use claimlint::source::ReadOptions;
use claimlint::{Checked, Linter};
use jiff::civil::Date;
use miette::{IntoDiagnostic, Result, WrapErr, miette};

use super::options::RuleArgs;
use super::{rules, suppressions};

/// Everything that one settings file, or none, decides.
pub struct Home {
    /// The folder from which its globs count.
    root: PathBuf,
    /// The file, where there is one.
    file: Option<PathBuf>,
    /// The settings.
    pub policy: Policy,
    /// The words and rules.
    pub linter: Linter,
}

/// What a home keeps back, and what of it was met.
pub struct Ledger {
    suppressions: Suppressions,
    tally: Tally,
}

/// The homes of a run.
pub struct Session<'a> {
    args: &'a RuleArgs,
    date: Option<Date>,
    /// What each settings file decides.
    pub homes: Vec<Home>,
    /// What each keeps back.
    pub ledgers: Vec<Ledger>,
    by_file: HashMap<Option<PathBuf>, usize>,
    by_folder: HashMap<PathBuf, usize>,
}

impl<'a> Session<'a> {
    /// A session with no homes yet.
    #[must_use]
    pub fn new(args: &'a RuleArgs, date: Option<Date>) -> Self {
        Self { args, date, homes: Vec::new(), ledgers: Vec::new(), by_file: HashMap::new(), by_folder: HashMap::new() }
    }

    /// The home of an input, loaded where it is met first.
    ///
    /// # Errors
    /// Where the settings, rules, suppressions or baseline that it names cannot be used.
    pub fn home_of(&mut self, path: &Path) -> Result<usize> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Some(known) = self.by_folder.get(folder) {
            return Ok(*known);
        }
        let file = match (&self.args.config, self.args.isolated) {
            (Some(file), _) => Some(file.clone()),
            (None, true) => None,
            (None, false) => find(folder),
        };
        let home = match self.by_file.get(&file) {
            Some(known) => *known,
            None => self.load(file)?,
        };
        self.by_folder.insert(folder.to_owned(), home);
        Ok(home)
    }

    fn load(&mut self, file: Option<PathBuf>) -> Result<usize> {
        let (home, ledger) = Home::load(file.as_deref(), self.args, self.date)?;
        self.homes.push(home);
        self.ledgers.push(ledger);
        self.by_file.insert(file, self.homes.len() - 1);
        Ok(self.homes.len() - 1)
    }
}

impl Home {
    /// Loads a settings file and all it names.
    ///
    /// # Errors
    /// Where something in it cannot be used.
    pub fn load(file: Option<&Path>, args: &RuleArgs, date: Option<Date>) -> Result<(Self, Ledger)> {
        let path = file.unwrap_or(Path::new(claimlint::config::FILE_NAME));
        let text = match file {
            Some(path) => std::fs::read_to_string(path).into_diagnostic().wrap_err(path.display().to_string())?,
            None => String::new(),
        };
        let config = Config::parse(path, &text)?;
        let root = file.and_then(Path::parent).unwrap_or(Path::new(".")).to_owned();
        let folders: Vec<PathBuf> =
            config.rules.iter().map(|dir| root.join(dir)).chain(args.rules.iter().cloned()).collect();
        let packs = config.packs.iter().map(|pack| pack.get_ref().clone()).chain(args.packs.iter().cloned());
        let linter = rules::linter(&folders, packs)?;
        check_names(path, &text, "pack", config.packs.iter(), &rules::packs(&linter))?;
        let names = rules::names(&linter);
        check_names(path, &text, "rule", config.rule_names(), &names)?;
        args.check_names(&names, &rules::packs(&linter))?;
        let suppressions = Suppressions::new(entries(&config, &root, args)?);
        let tally = tally(args.baseline.clone().or(config.baseline.as_ref().map(|file| root.join(file))))?;
        let policy = Policy::new(config, args.choice(date), path, &text)?;
        let root = std::path::absolute(&root).into_diagnostic()?;
        Ok((Self { root, file: file.map(Path::to_owned), policy, linter }, Ledger { suppressions, tally }))
    }

    /// The settings file, where there is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// A path as the globs of the settings see it.
    #[must_use]
    pub fn relative(&self, path: &Path) -> PathBuf {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        whole.strip_prefix(&self.root).map_or_else(|_| path.to_owned(), Path::to_owned)
    }

    /// Whether a file found in a folder is left out.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.policy.excludes(&self.relative(path))
    }

    /// Drops and softens findings of a file as the settings say, and keeps back what the ledger names.
    pub fn settle(&self, ledger: &mut Ledger, checked: &mut Checked, today: impl Fn() -> Date) {
        self.policy.apply(checked, &self.relative(&checked.source.path));
        let Checked { findings, suppressed, transcript, claims, .. } = checked;
        if !ledger.suppressions.is_empty() {
            ledger.suppressions.apply(findings, suppressed, (transcript, claims), today());
        }
        ledger.tally.apply(findings, suppressed);
    }

    /// Leaves out what is more of one rule than a report shows.
    pub fn cap(&self, checked: &mut Checked) {
        checked.cap(self.policy.max_per_rule());
    }

    /// What the user says of a file's event.
    #[must_use]
    pub fn known(&self, path: &Path) -> ReadOptions {
        self.policy.known(&self.relative(path))
    }
}

impl Ledger {
    /// Says on standard error which suppressions end, have ended, or (where asked) met nothing.
    pub fn announce(&self, args: &RuleArgs) {
        if !self.suppressions.is_empty() {
            for (entry, notice) in self.suppressions.notices(args.today()) {
                if notice != Notice::Unused || args.report_unused {
                    eprintln!("claimlint: {}", inert::line(&suppressions::told(entry, &notice)));
                }
            }
        }
        let gone = self.tally.gone();
        if args.report_unused && gone > 0 {
            eprintln!("claimlint: {gone} findings of the baseline are gone; write it anew");
        }
    }
}

fn entries(config: &Config, root: &Path, args: &RuleArgs) -> Result<Vec<SuppressionEntry>> {
    let mut entries = config.suppress.clone();
    let named = config.suppressions.as_ref().map(|file| root.join(file));
    for file in named.iter().chain(&args.suppressions) {
        entries.extend(suppressions::load(file)?);
    }
    match entries.iter().find(|entry| entry.fingerprint.is_none() && entry.rule.is_none()) {
        Some(entry) => Err(miette!("a suppression names neither a fingerprint nor a rule (\"{}\")", entry.reason)),
        None => Ok(entries),
    }
}

fn tally(file: Option<PathBuf>) -> Result<Tally> {
    let Some(file) = file else { return Ok(Tally::default()) };
    let name = || file.display().to_string();
    let text = std::fs::read_to_string(&file).into_diagnostic().wrap_err_with(name)?;
    let baseline = Baseline::parse(&text).map_err(|error| miette!("{}: {error}", file.display()))?;
    Ok(Tally::new(&baseline))
}
