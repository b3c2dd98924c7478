//! Where reports go: standard output, or a file that appears only when it is complete.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Where a report goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, or a device.
    File(PathBuf),
}

/// A report being written.
#[derive(Debug)]
pub struct Sink {
    out: Out,
    /// The reader of the pipe has gone: nothing more is written, which is no error.
    closed: bool,
}

#[derive(Debug)]
enum Out {
    Stdout(BufWriter<io::Stdout>),
    Device { file: BufWriter<fs::File>, path: PathBuf },
    Beside { file: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Sink {
    /// Opens a target; a file is written beside its place until [`Sink::close`].
    ///
    /// # Errors
    /// What the system says, with the path.
    pub fn open(target: &Target) -> io::Result<Self> {
        let out = match target {
            Target::Stdout => Out::Stdout(BufWriter::new(io::stdout())),
            Target::File(path) => open(path).map_err(|error| named(path, &error))?,
        };
        Ok(Self { out, closed: false })
    }

    /// Finishes the report; a file now takes its place.
    ///
    /// # Errors
    /// What the system says, with the path.
    pub fn close(mut self) -> io::Result<()> {
        self.flush()?;
        match self.out {
            Out::Beside { file, path } => {
                let file = file.into_inner().map_err(|error| named(&path, error.error()))?;
                file.persist(&path).map_err(|error| named(&path, &error.error))?;
                Ok(())
            }
            Out::Stdout(_) | Out::Device { .. } => Ok(()),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.out {
            Out::Stdout(out) => out,
            Out::Device { file, .. } => file,
            Out::Beside { file, .. } => file,
        }
    }

    fn settle<T>(&mut self, result: io::Result<T>, gone: T) -> io::Result<T> {
        match (result, &self.out) {
            (Err(error), _) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(gone)
            }
            (Err(error), Out::Beside { path, .. } | Out::Device { path, .. }) => Err(named(path, &error)),
            (Err(error), Out::Stdout(_)) => Err(io::Error::new(error.kind(), format!("standard output: {error}"))),
            (result, _) => result,
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let written = self.writer().write(bytes);
        self.settle(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.writer().flush();
        self.settle(flushed, ())
    }
}

fn open(path: &Path) -> io::Result<Out> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&place).is_ok_and(|known| !known.is_file()) {
        let file = fs::OpenOptions::new().write(true).open(&place)?;
        return Ok(Out::Device { file: BufWriter::new(file), path: place });
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = beside(folder)?;
    Ok(Out::Beside { file: BufWriter::new(file), path: place })
}

/// A new file that gets the permissions a plain new file would have.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".claimlint-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    // The temporary file's own name would only puzzle.
    let reason = error.raw_os_error().map_or_else(|| error.kind().to_string(), |_| error.to_string());
    io::Error::new(error.kind(), format!("{}: {reason}", path.display()))
}
