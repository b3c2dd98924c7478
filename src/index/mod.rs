//! The claims by measure, place and speaker: candidates without comparing all pairs.

mod evidence;

use crate::claim::{Claim, ClaimId, Claims};
use crate::transcript::Transcript;

pub use evidence::Evidence;

/// How two claims far apart in a text belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tie {
    /// Both state the same thing, whatever their values.
    Same,
    /// The second says that the figure is the first one's: "as Mr. Xiao just mentioned".
    Cites,
}

/// Two claims that belong together, and why one believes so.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// How they belong together.
    pub tie: Tie,
    /// The earlier claim; for [`Tie::Cites`] the one cited.
    pub first: ClaimId,
    /// The later claim; for [`Tie::Cites`] the one that cites.
    pub second: ClaimId,
    /// What joined them.
    pub evidence: Vec<Evidence>,
    /// From 0 to 1: how sure it is that they speak of the same thing.
    pub confidence: f64,
}

/// Finds the claims that may belong together.
#[derive(Debug, Clone, Default)]
pub struct Index {
    links: Vec<Link>,
}

impl Index {
    /// Indexes the claims of a transcript.
    #[must_use]
    pub fn new(transcript: &Transcript, claims: &Claims) -> Self {
        let _ = (transcript, claims);
        Self::default()
    }

    /// Every link, ordered by the later claim, then the earlier.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The claims of the sentences `from..to`, in text order.
    #[must_use]
    pub fn between<'a>(&self, claims: &'a Claims, from: usize, to: usize) -> &'a [Claim] {
        let start = claims.all.partition_point(|claim| claim.sentence < from);
        let end = claims.all.partition_point(|claim| claim.sentence < to);
        claims.all.get(start..end).unwrap_or(&[])
    }
}
