//! Lines and columns of a file, found in constant time however long a line is.

use crate::source::Place;

/// Bytes between two remembered character counts.
const STRIDE: usize = 1024;

/// Where the lines of a file begin, and how many characters lie before every [`STRIDE`]th byte.
///
/// A transcript's line is a paragraph, at worst the whole file, so columns are
/// never counted from the line's start.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    bytes: &'a [u8],
    starts: Vec<usize>,
    counts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Indexes the bytes of a file.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1)).collect();
        let mut counts = vec![0];
        let mut total = 0;
        for chunk in bytes.chunks(STRIDE) {
            total += characters(chunk);
            counts.push(total);
        }
        Self { bytes, starts, counts }
    }

    /// The line and column of a byte, both from 1; columns count characters.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let at = at.min(self.bytes.len());
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        Place { line, column: self.before(at) - self.before(start) + 1 }
    }

    /// Characters before a byte.
    fn before(&self, at: usize) -> usize {
        let mark = at / STRIDE;
        let known = self.counts.get(mark).copied().unwrap_or(0);
        known + characters(self.bytes.get(mark * STRIDE..at).unwrap_or(&[]))
    }
}

/// Counts characters as the bytes that do not continue one in UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_agree_with_counting_by_hand() {
        let text = format!("one\n{}é 42\nlast", "ä".repeat(3000));
        let lines = Lines::new(text.as_bytes());
        let at = text.find("42").unwrap_or(0);
        assert_eq!(lines.place(at), Place { line: 2, column: 3003 });
        assert_eq!(lines.place(0), Place { line: 1, column: 1 });
        assert_eq!(lines.place(text.len()), Place { line: 3, column: 5 });
        assert_eq!(lines.place(usize::MAX), Place { line: 3, column: 5 });
    }
}
