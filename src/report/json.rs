//! The JSON reports: one object a run.

use std::io::{self, BufRead, Seek, Write};

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
pub(super) struct List {
    items: SpooledTempFile,
    count: usize,
}

impl List {
    pub(super) fn new() -> Self {
        Self { items: tempfile::spooled_tempfile(SPOOL), count: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Adds an item; it takes one line.
    pub(super) fn push(&mut self, item: &impl Serialize) -> io::Result<()> {
        let comma = if self.count == 0 { "" } else { "," };
        self.count += 1;
        write!(self.items, "{comma}\n    {}", string(item)?)
    }

    fn write(&mut self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        write!(out, ",\n  \"{name}\": [")?;
        self.items.rewind()?;
        io::copy(&mut self.items, out)?;
        let end = if self.count == 0 { "]" } else { "\n  ]" };
        write!(out, "{end}")
    }

    /// Writes at most the first `most` items and says how many.
    pub(super) fn write_some(&mut self, most: usize, out: &mut dyn Write) -> io::Result<usize> {
        self.items.rewind()?;
        let wanted = self.count.min(most);
        // The first line is empty: every item stands after a line break.
        for (at, line) in io::BufReader::new(&mut self.items).lines().enumerate().take(wanted + 1) {
            let line = line?;
            let item = if at == wanted { line.trim_end_matches(',') } else { &line };
            if at > 0 {
                write!(out, "\n{item}")?;
            }
        }
        Ok(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_report_has_the_fields_of_the_schema() {
        let mut report: serde_json::Value =
            serde_json::from_str(&samples::printed(Json::default(), &samples::harbour())).unwrap_or_default();
        report["tool"]["version"] = "V".into();
        insta::assert_json_snapshot!(report);
    }

    #[test]
    fn places_count_bytes_of_the_file() {
        let checked = samples::harbour();
        let report: serde_json::Value =
            serde_json::from_str(&samples::printed(JsonClaims::default(), &checked)).unwrap_or_default();
        let claims = report["claims"].as_array().cloned().unwrap_or_default();
        assert_eq!(claims.len(), 3);
        for claim in claims {
            let range = claim["start"].as_u64().unwrap_or(0) as usize..claim["end"].as_u64().unwrap_or(0) as usize;
            assert_eq!(checked.source.bytes.get(range), claim["text"].as_str().map(str::as_bytes));
        }
    }

    #[test]
    fn hostile_text_is_escaped() {
        let text = samples::printed(Json::default(), &samples::hostile());
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        assert!(!text.chars().any(|c| c.is_control() && c != '\n') && !text.contains('\u{202e}'));
    }
}
