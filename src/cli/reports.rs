//! The reports of a run: several at once, each with its place.

use std::path::PathBuf;
use std::str::FromStr;

use claimlint::Checked;
use claimlint::report::{Failure, Format, Reporter, Setting, View, inert};
use miette::{IntoDiagnostic, Result, miette};

use super::output::{Sink, Target};

/// `FORMAT` or `FORMAT=FILE`, as `--report` takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The format.
    pub format: Format,
    /// Where to.
    pub target: Target,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let format = name.parse().map_err(|error: claimlint::report::UnknownFormat| error.to_string())?;
        let target = match file {
            None | Some("-") => Target::Stdout,
            Some("") => return Err(format!("\"{text}\" names no file")),
            Some(file) => Target::File(PathBuf::from(file)),
        };
        Ok(Self { format, target })
    }
}

impl Wanted {
    /// The setting for this report: what the terminal is makes no difference to a file.
    fn setting(&self, setting: &Setting) -> Setting {
        let mut setting = setting.clone();
        if matches!(self.target, Target::File(_)) {
            setting.style = setting.style.for_file();
        }
        setting
    }
}

/// Reporters with their sinks.
pub struct Reports {
    open: Vec<(Box<dyn Reporter>, Sink)>,
}

impl Reports {
    /// Opens every report that is wanted.
    ///
    /// # Errors
    /// Where a file cannot be made, or two reports share a place.
    pub fn open(wanted: &[Wanted], setting: &Setting) -> Result<Self> {
        let twice =
            wanted.iter().enumerate().find(|(at, one)| wanted[..*at].iter().any(|other| other.target == one.target));
        if let Some((_, one)) = twice {
            let place = match &one.target {
                Target::Stdout => "standard output".to_owned(),
                Target::File(path) => path.display().to_string(),
            };
            return Err(miette!(
                help = "give all but one a file: --report sarif=out.sarif",
                "two reports go to {place}"
            ));
        }
        let open = wanted
            .iter()
            .map(|one| Ok((one.format.reporter(&one.setting(setting)), Sink::open(&one.target).into_diagnostic()?)));
        Ok(Self { open: open.collect::<Result<_>>()? })
    }

    /// A run with a single report on standard output.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn single(reporter: Box<dyn Reporter>) -> Result<Self> {
        Ok(Self { open: vec![(reporter, Sink::open(&Target::Stdout).into_diagnostic()?)] })
    }

    /// Hands a checked file to every report.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub fn file(&mut self, checked: &Checked) -> Result<()> {
        let view = View::new(checked);
        self.open.iter_mut().try_for_each(|(reporter, sink)| reporter.file(&view, sink)).into_diagnostic()
    }

    /// Names a file that could not be checked on standard error, and to every report.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub fn failure(&mut self, failure: &Failure) -> Result<()> {
        eprintln!("claimlint: {}", inert::line(&failure.message));
        self.open.iter_mut().try_for_each(|(reporter, sink)| reporter.failure(failure, sink)).into_diagnostic()
    }

    /// Ends every report; files now take their places.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub fn close(self) -> Result<()> {
        for (mut reporter, mut sink) in self.open {
            reporter.finish(&mut sink).into_diagnostic()?;
            sink.close().into_diagnostic()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_a_format_and_perhaps_a_file() {
        let file = Target::File("a=b.txt".into());
        assert_eq!("short=a=b.txt".parse(), Ok(Wanted { format: Format::Short, target: file }));
        assert_eq!("json".parse(), Ok(Wanted { format: Format::Json, target: Target::Stdout }));
        assert!("jsn".parse::<Wanted>().is_err_and(|error| error.contains("ndjson")));
        assert!("json=".parse::<Wanted>().is_err());
    }

    #[test]
    fn two_reports_cannot_share_standard_output() {
        let wanted: Vec<Wanted> = ["json", "short"].iter().filter_map(|name| name.parse().ok()).collect();
        assert!(Reports::open(&wanted, &Setting::default()).is_err());
    }
}
