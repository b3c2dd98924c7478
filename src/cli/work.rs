//! Files in parallel, results in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use claimlint::Checked;
use claimlint::report::Failure;
use miette::{IntoDiagnostic, Result};

use super::options::{InputArgs, RuleArgs, RunArgs};
use super::session::{Home, Session};
use super::{input, progress};

/// Files in work or waiting for their turn, a thread: bounds what is in memory.
const AHEAD: usize = 2;

/// Does `job` for every item on many threads and hands the results over in the items' order.
///
/// At most [`AHEAD`] items a thread are under way, so a long list needs no more
/// memory than a short one.
///
/// # Errors
/// The first error of `take`, or no threads to be had.
pub fn in_order<I: Sync, O: Send>(
    items: &[I],
    threads: Option<usize>,
    job: impl Fn(&I) -> O + Sync,
    mut take: impl FnMut(O) -> Result<()>,
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build().into_diagnostic()?;
    let window = pool.current_num_threads() * AHEAD;
    pool.in_place_scope(|scope| {
        let (send, receive) = mpsc::channel();
        let mut waiting = BTreeMap::new();
        let mut started = items.iter().enumerate();
        let mut start = |count: usize| {
            for (at, item) in started.by_ref().take(count) {
                let (send, job) = (send.clone(), &job);
                scope.spawn(move |_| drop(send.send((at, job(item)))));
            }
        };
        start(window);
        for turn in 0..items.len() {
            let done = loop {
                if let Some(done) = waiting.remove(&turn) {
                    break done;
                }
                let (at, done) = receive.recv().into_diagnostic()?;
                waiting.insert(at, done);
            };
            start(1);
            take(done)?;
        }
        Ok(())
    })
}

/// What a run does with each result.
pub trait Take {
    /// A file checked and settled.
    ///
    /// # Errors
    /// Where it cannot be reported.
    fn file(&mut self, checked: Checked, home: &Home) -> Result<()>;

    /// A file that could not be checked.
    ///
    /// # Errors
    /// Where it cannot be reported.
    fn failure(&mut self, failure: Failure) -> Result<()>;
}

/// Checks the inputs, settles each by its settings, and hands the results over in order.
///
/// # Errors
/// Settings that cannot be used, or the first error of `take`.
pub fn check(args: &InputArgs, rules: &RuleArgs, run: &RunArgs, take: &mut impl Take) -> Result<()> {
    let mut session = Session::new(rules, args.date);
    let tasks = tasks(&mut session, args)?;
    let Session { homes, mut ledgers, .. } = session;
    let bar = progress::bar(tasks.len(), run);
    let job = |task: &Task| one(&homes, task, args);
    in_order(&tasks, run.threads, job, |result| {
        bar.inc(1);
        bar.suspend(|| match result {
            Ok((at, mut checked)) => {
                homes[at].settle(&mut ledgers[at], &mut checked, || rules.today());
                take.file(checked, &homes[at])
            }
            Err(failure) => take.failure(failure),
        })
    })?;
    bar.finish_and_clear();
    ledgers.iter().for_each(|ledger| ledger.announce(rules));
    Ok(())
}

/// An input and the number of its home.
type Task = Result<(PathBuf, usize), Failure>;

fn tasks(session: &mut Session<'_>, args: &InputArgs) -> Result<Vec<Task>> {
    let mut tasks = Vec::new();
    for input in input::collect(args) {
        match input {
            Ok(found) => {
                let name = if found.path.as_os_str() == "-" { &args.stdin_path } else { &found.path };
                let home = session.home_of(name)?;
                if !(found.walked && session.homes[home].excludes(name)) {
                    tasks.push(Ok((found.path, home)));
                }
            }
            Err(failure) => tasks.push(Err(failure)),
        }
    }
    Ok(tasks)
}

fn one(homes: &[Home], task: &Task, args: &InputArgs) -> Result<(usize, Checked), Failure> {
    let (path, at) = task.as_ref().map_err(Clone::clone)?;
    let source = input::open(path, args)?;
    let home = &homes[*at];
    let options = home.known(&source.path);
    let job = || home.linter.check_with(source, &options).map_err(|error| input::of(&error));
    guarded(path, job).map(|checked| (*at, checked))
}

/// A fault in one file's reading must not cost the report on the others.
fn guarded(path: &Path, job: impl FnOnce() -> Result<Checked, Failure>) -> Result<Checked, Failure> {
    let broken = || input::failure(path, &format!("{}: the check broke off; please report this", path.display()));
    catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| Err(broken()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_for_any_number_of_threads() {
        let items: Vec<u64> = (0..200).collect();
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow_first = |item: &u64| {
                std::thread::sleep(std::time::Duration::from_micros(200 - item));
                item * 2
            };
            let outcome = in_order(&items, Some(threads), slow_first, |done| {
                seen.push(done);
                Ok(())
            });
            assert!(outcome.is_ok());
            assert!(seen.iter().copied().eq((0..200).map(|item| item * 2)));
        }
    }

    #[test]
    fn an_error_stops_the_run() {
        let mut taken = 0;
        let outcome = in_order(
            &[1, 2, 3],
            Some(2),
            |item| *item,
            |_| {
                taken += 1;
                Err(miette::miette!("full"))
            },
        );
        assert!(outcome.is_err());
        assert_eq!(taken, 1);
    }
}
