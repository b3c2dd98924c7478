//! The JSON report.

use std::io::{self, Write};

use super::Reporter;
use crate::Checked;

/// Writes one JSON object for the whole run.
#[derive(Debug, Default)]
pub struct Json {}

impl Reporter for Json {
    fn file(&mut self, _checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{{}}")
    }
}
