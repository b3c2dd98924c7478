//! How far a long run is, for people who wait at a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::options::RunArgs;

/// Fewer files than this are done before a bar would be read.
const FEW: usize = 20;

/// A bar on standard error; hidden where nobody watches or the run is short.
pub fn bar(files: usize, run: &RunArgs) -> ProgressBar {
    if run.no_progress || files < FEW || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr_with_hz(5));
    bar.set_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
