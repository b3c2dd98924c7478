//! To come.
use super::Story;
use crate::claim::Claims;
pub(super) fn link(_: &Story<'_>, _: &mut Claims) {}
