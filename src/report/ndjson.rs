//! One JSON object a line, written as files are checked.

use std::io::{self, Write};

use serde::Serialize;

use super::json::string;
use super::{Failure, Reporter, Summary, View};

/// Writes sources, findings and agreements as they come, then the summary.
#[derive(Debug, Default)]
pub struct Ndjson {
    summary: Summary,
}

/// A line: its `type` beside the fields of the JSON report.
#[derive(Serialize)]
struct Row<'a, T: Serialize> {
    r#type: &'a str,
    #[serde(flatten)]
    value: T,
}

impl Reporter for Ndjson {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.summary.add(view.checked);
        row("source", view.source(), out)?;
        view.findings().try_for_each(|finding| row("finding", finding, out))?;
        view.agreements().try_for_each(|agreement| row("agreement", agreement, out))
    }

    fn failure(&mut self, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
        row("failure", failure, out)
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        row("summary", self.summary, out)
    }
}

/// Writes every claim as a line.
#[derive(Debug, Default)]
pub struct NdjsonClaims {}

impl Reporter for NdjsonClaims {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        view.claims().try_for_each(|claim| writeln!(out, "{}", string(&claim)?))
    }

    fn finish(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn row(kind: &str, value: impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", string(&Row { r#type: kind, value })?)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn every_line_is_an_object_with_a_type() {
        for checked in [samples::harbour(), samples::hostile()] {
            let text = samples::printed(Ndjson::default(), &checked);
            let types: Vec<String> = text
                .lines()
                .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
                .filter_map(|row| Some(row["type"].as_str()?.to_owned()))
                .collect();
            assert_eq!(types, ["source", "finding", "agreement", "summary"]);
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
