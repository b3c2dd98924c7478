//! Word's old binary format.

use super::{Document, Source, SourceError};

/// Says what to do: the old format is not read.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    Err(source.malformed("Word's old binary format (.doc): save it as .docx"))
}
