//! Tables for spreadsheets: findings with a row a claim, and the claim sheet.

use std::io::{self, Write};

use super::human::severity;
use super::inert::cell;
use super::{ClaimView, FindingView, Reporter, View};

/// Writes a row for every claim of every finding.
#[derive(Debug, Default)]
pub struct Csv {
    started: bool,
}

/// Writes a row for every claim.
#[derive(Debug, Default)]
pub struct CsvClaims {
    started: bool,
}

const FINDING: &str = "fingerprint,rule,severity,confidence,message,help,arithmetic,role";
const CLAIM: &str = "source,line,column,speaker,time,text,value,low,high,bound,unit,measure,aspect,basis,\
                     period,period_start,period_end,scope,modality,attributed_to,sentence";

impl Reporter for Csv {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        head(&mut self.started, &format!("{FINDING},{CLAIM}"), out)?;
        for finding in view.findings() {
            let shared = shared(&finding);
            for claim in &finding.claims {
                let role = cell(claim.role.unwrap_or(""));
                write!(out, "{shared},{role},{}\r\n", row(claim))?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        head(&mut self.started, &format!("{FINDING},{CLAIM}"), out)
    }
}

impl Reporter for CsvClaims {
    fn file(&mut self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        head(&mut self.started, CLAIM, out)?;
        view.claims().try_for_each(|claim| write!(out, "{}\r\n", row(&claim)))
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        head(&mut self.started, CLAIM, out)
    }
}

fn head(started: &mut bool, columns: &str, out: &mut dyn Write) -> io::Result<()> {
    if std::mem::replace(started, true) {
        return Ok(());
    }
    write!(out, "{columns}\r\n")
}

fn shared(finding: &FindingView<'_>) -> String {
    [
        cell(finding.fingerprint),
        cell(finding.rule),
        severity(finding.severity).to_owned(),
        format!("{:.2}", finding.confidence),
        cell(finding.message),
        cell(finding.help.unwrap_or("")),
        cell(finding.arithmetic.unwrap_or("")),
    ]
    .join(",")
}

/// The cells of a claim; numbers stand as they are, texts guarded.
fn row(claim: &ClaimView<'_>) -> String {
    let quantity = &claim.quantity;
    let period = claim.period.as_ref();
    [
        cell(&claim.source),
        claim.line.to_string(),
        claim.column.to_string(),
        cell(claim.speaker.unwrap_or("")),
        claim.time.map_or(String::new(), |time| time.to_string()),
        cell(claim.text),
        quantity.value.clone(),
        quantity.low.clone().unwrap_or_default(),
        quantity.high.clone().unwrap_or_default(),
        word(&quantity.bound),
        cell(&quantity.unit),
        cell(claim.measure),
        word(&claim.aspect),
        cell(claim.basis.unwrap_or("")),
        cell(period.map_or("", |period| period.text)),
        period.and_then(|period| period.start.clone()).unwrap_or_default(),
        period.and_then(|period| period.end.clone()).unwrap_or_default(),
        cell(&claim.scope.join(" ")),
        word(&claim.modality),
        cell(claim.attributed_to.unwrap_or("")),
        cell(claim.sentence),
    ]
    .join(",")
}

/// The name that the JSON report gives to a plain variant.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_has_a_row_a_claim() {
        insta::assert_snapshot!(samples::printed(Csv::default(), &samples::harbour()));
    }

    #[test]
    fn rows_have_as_many_cells_as_the_head() {
        let text = samples::printed(CsvClaims::default(), &samples::harbour());
        let counts: Vec<usize> = text.lines().map(|line| samples::cells(line).len()).collect();
        assert_eq!(counts, [21; 4]);
    }

    #[test]
    fn no_cell_of_a_hostile_text_is_a_formula() {
        let text = samples::printed(Csv::default(), &samples::hostile());
        let cells: Vec<String> = text.lines().flat_map(samples::cells).collect();
        assert!(cells.iter().any(|cell| cell.starts_with("'=cmd")), "{cells:?}");
        assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{cells:?}");
        assert!(!text.contains('\u{1b}'));
    }
}
