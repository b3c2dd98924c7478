//! Files in parallel, results in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;

use claimlint::report::Failure;
use claimlint::source::ReadOptions;
use claimlint::{Checked, Linter};
use miette::{IntoDiagnostic, Result};

use super::input::{self, Input};
use super::options::{InputArgs, RunArgs};

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

/// Checks the inputs and hands each result over in order.
///
/// # Errors
/// The first error of `take`.
pub fn check(
    linter: &Linter,
    inputs: &[Input],
    args: &InputArgs,
    run: &RunArgs,
    take: impl FnMut(Result<Checked, Failure>) -> Result<()>,
) -> Result<()> {
    in_order(inputs, run.threads, |input| one(linter, input, args), take)
}

fn one(linter: &Linter, input: &Input, args: &InputArgs) -> Result<Checked, Failure> {
    let path = input.as_ref().map_err(Clone::clone)?;
    let source = input::open(path, args)?;
    let options = ReadOptions { date: args.date, ..ReadOptions::default() };
    guarded(path, || linter.check_with(source, &options).map_err(|error| input::failure(path, &error.to_string())))
}

/// A fault in one file's reading must not cost the report on the others.
fn guarded(path: &Path, job: impl FnOnce() -> Result<Checked, Failure>) -> Result<Checked, Failure> {
    catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| {
        Err(input::failure(path, &format!("{}: the check broke off; please report this", path.display())))
    })
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
