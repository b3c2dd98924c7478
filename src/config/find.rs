//! Which settings file holds for a transcript.

use std::path::{Path, PathBuf};

/// The name of a settings file.
pub const FILE_NAME: &str = "claimlint.toml";

/// The settings file of the nearest folder from `folder` upward.
#[must_use]
pub fn find(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;
    folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}
