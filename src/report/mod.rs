//! Reports: every format is a projection of what a run checked.

mod json;

use std::io::{self, Write};

use crate::Checked;

pub use json::Json;

/// A report format. Files are handed over one by one, in the order of the command line.
pub trait Reporter {
    /// Takes one checked file.
    ///
    /// # Errors
    /// What the writer says.
    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// Closes the report.
    ///
    /// # Errors
    /// What the writer says.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()>;
}
