//! The claim sheet in columns, for a terminal.

use std::io::{self, Write};

use super::csv::word;
use super::{ClaimView, Reporter, Style, View, inert};

/// Writes a line a claim, in columns of fixed width, so that lines need not wait for each other.
#[derive(Debug)]
pub struct Table {
    started: bool,
    widths: [usize; COLUMNS],
}

const COLUMNS: usize = 7;
const HEAD: [&str; COLUMNS] = ["PLACE", "SPEAKER", "TEXT", "VALUE", "UNIT", "MEASURE", "PERIOD"];
/// What part of the line each column gets, in hundredths.
const SHARES: [usize; COLUMNS] = [18, 12, 20, 14, 10, 16, 10];

impl Table {
    /// A table that fills the width.
    #[must_use]
    pub fn new(style: Style) -> Self {
        Self { started: false, widths: SHARES.map(|share| (style.width.saturating_sub(COLUMNS) * share / 100).max(6)) }
    }

    fn line(&self, cells: &[String; COLUMNS]) -> String {
        let padded: Vec<String> = cells.iter().zip(self.widths).map(|(cell, width)| fit(cell, width)).collect();
        padded.join(" ").trim_end().to_owned()
    }
}

impl Reporter for Table {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.started, true) {
            writeln!(out, "{}", self.line(&HEAD.map(str::to_owned)))?;
        }
        view.claims().try_for_each(|claim| writeln!(out, "{}", self.line(&cells(&claim))))
    }

    fn finish(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn cells(claim: &ClaimView<'_>) -> [String; COLUMNS] {
    let name = std::path::Path::new(claim.source.as_ref()).file_name().and_then(|name| name.to_str());
    let value = match word(&claim.quantity.bound).as_str() {
        "exact" => claim.quantity.value.clone(),
        bound => format!("{bound} {}", claim.quantity.value),
    };
    [
        format!("{}:{}:{}", name.unwrap_or(&claim.source), claim.line, claim.column),
        claim.speaker.unwrap_or("").to_owned(),
        claim.text.to_owned(),
        value,
        claim.quantity.unit.clone(),
        claim.measure.to_owned(),
        claim.period.as_ref().map_or("", |period| period.text).to_owned(),
    ]
}

/// Exactly `width` characters: cut with an ellipsis, or padded.
fn fit(cell: &str, width: usize) -> String {
    let quiet = inert::line(cell);
    if quiet.chars().count() > width {
        return quiet.chars().take(width.saturating_sub(1)).chain(['…']).collect();
    }
    format!("{quiet:<width$}")
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn claims_stand_in_columns() {
        insta::assert_snapshot!(samples::printed(Table::new(Style::default()), &samples::harbour()));
    }

    #[test]
    fn hostile_text_stays_in_its_column() {
        let text = samples::printed(Table::new(Style::default()), &samples::hostile());
        assert_eq!(text.lines().count(), 3);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    }
}
