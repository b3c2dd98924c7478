//! The JSON reports: one object a run.

use std::io::{self, Seek, Write};

use serde::Serialize;
use tempfile::SpooledTempFile;

use super::view::{SCHEMA_VERSION, TOOL};
use super::{Reporter, Summary, View, inert};

/// Bytes of a list kept in memory before it moves to a temporary file.
const SPOOL: usize = 8 << 20;

/// Writes one object for the whole run: sources, findings, agreements, summary.
#[derive(Debug)]
pub struct Json {
    sources: List,
    findings: List,
    agreements: List,
    summary: Summary,
}

impl Default for Json {
    fn default() -> Self {
        Self { sources: List::new(), findings: List::new(), agreements: List::new(), summary: Summary::default() }
    }
}

impl Reporter for Json {
    fn file(&mut self, view: &View<'_>, _out: &mut dyn Write) -> io::Result<()> {
        self.sources.push(&view.source())?;
        view.findings().try_for_each(|finding| self.findings.push(&finding))?;
        view.agreements().try_for_each(|agreement| self.agreements.push(&agreement))?;
        self.summary.add(view.checked);
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        head(out)?;
        self.sources.write("sources", out)?;
        self.findings.write("findings", out)?;
        self.agreements.write("agreements", out)?;
        writeln!(out, ",\n  \"summary\": {}\n}}", string(&self.summary)?)
    }
}

/// Writes one object with every claim of the run.
#[derive(Debug)]
pub struct JsonClaims {
    sources: List,
    claims: List,
}

impl Default for JsonClaims {
    fn default() -> Self {
        Self { sources: List::new(), claims: List::new() }
    }
}

impl Reporter for JsonClaims {
    fn file(&mut self, view: &View<'_>, _out: &mut dyn Write) -> io::Result<()> {
        self.sources.push(&view.source())?;
        view.claims().try_for_each(|claim| self.claims.push(&claim))
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        head(out)?;
        self.sources.write("sources", out)?;
        self.claims.write("claims", out)?;
        writeln!(out, "\n}}")
    }
}

/// A JSON text in which nothing is active: see [`inert::json`].
pub(super) fn string(value: &impl Serialize) -> io::Result<String> {
    Ok(inert::json(serde_json::to_string(value)?))
}

fn head(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\n  \"schema_version\": {SCHEMA_VERSION},\n  \"tool\": {}", string(&TOOL)?)
}

/// A list that grows as files come in and is written when the run ends.
///
/// The object's parts follow each other, files come one by one: so lists wait,
/// in a temporary file once they are long, and memory stays flat.
#[derive(Debug)]
struct List {
    items: SpooledTempFile,
    empty: bool,
}

impl List {
    fn new() -> Self {
        Self { items: tempfile::spooled_tempfile(SPOOL), empty: true }
    }

    fn push(&mut self, item: &impl Serialize) -> io::Result<()> {
        let comma = if self.empty { "" } else { "," };
        self.empty = false;
        write!(self.items, "{comma}\n    {}", string(item)?)
    }

    fn write(&mut self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        write!(out, ",\n  \"{name}\": [")?;
        self.items.rewind()?;
        io::copy(&mut self.items, out)?;
        let end = if self.empty { "]" } else { "\n  ]" };
        write!(out, "{end}")
    }
}
