//! The claims by measure, place and speaker: candidates without comparing all pairs.

mod company;
mod echo;
mod edit;
mod evidence;
mod gate;
mod profile;
mod same;
mod when;

use crate::claim::{Claim, ClaimId, Claims, language};
use crate::lexicon::Lexicon;
use crate::transcript::Transcript;
use profile::Profiles;
use same::Comparer;

pub use edit::{Slip, slip};
pub use evidence::Evidence;
pub use same::Comparison;
pub use when::of_other_time;

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

/// How many earlier claims are looked at for one claim: the nearest of those that share a word.
const CANDIDATES: usize = 60;
/// How many figures back one still knows what another said.
const REMEMBERED: usize = 120;
/// How many figures of the one cited are looked at, the nearest.
const CITED: usize = 12;
/// The confidence from which a claim counts as told by an agreeing one.
const TOLD: f64 = 0.4;
/// The confidence from which a link is sure.
const SURE: f64 = 0.85;
/// The least confidence of a link worth keeping.
const LEAST: f64 = 0.3;

impl Index {
    /// Indexes the claims of a transcript.
    ///
    /// Each claim is compared with at most a fixed number of earlier ones, so the work
    /// grows with the number of claims, not with its square.
    #[must_use]
    pub fn new(transcript: &Transcript, claims: &Claims, lexicon: &Lexicon) -> Self {
        if !language::english(transcript, &lexicon.words) {
            return Self::default();
        }
        let profiles = Profiles::new(claims, &lexicon.words);
        let comparer =
            Comparer { words: &lexicon.words, weights: &lexicon.weights, profiles: &profiles, claims, transcript };
        let mut links = Vec::new();
        for claim in claims.stated() {
            links.extend(links_of(transcript, claims, claim, &comparer));
        }
        Self { links }
    }

    /// Every link, ordered by the later claim.
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

    /// Every earlier claim considered for one claim, with what joined or parted them.
    #[must_use]
    pub fn explain(
        transcript: &Transcript,
        claims: &Claims,
        claim: ClaimId,
        lexicon: &Lexicon,
    ) -> Vec<(ClaimId, Tie, Comparison)> {
        let profiles = Profiles::new(claims, &lexicon.words);
        let comparer =
            Comparer { words: &lexicon.words, weights: &lexicon.weights, profiles: &profiles, claims, transcript };
        let Some(claim) = claims.get(claim) else { return Vec::new() };
        let compare = |(earlier, cited): (&Claim, Option<usize>)| {
            let tie = if cited.is_some() { Tie::Cites } else { Tie::Same };
            (earlier.id, tie, comparer.compare(earlier, claim, cited))
        };
        candidates(transcript, claims, claim, &profiles).into_iter().map(compare).collect()
    }
}

/// The earlier claims that one may belong to, the nearest first; for those that it cites, how many figures of its kind
/// the one cited has told.
fn candidates<'a>(
    transcript: &Transcript,
    claims: &'a Claims,
    claim: &Claim,
    profiles: &Profiles<'_>,
) -> Vec<(&'a Claim, Option<usize>)> {
    let mut found = profiles.candidates(claims, claim, CANDIDATES);
    let cited = cited(transcript, claims, claim);
    if !cited.is_empty() {
        found.extend(&cited);
        found.sort_unstable_by_key(|earlier| std::cmp::Reverse(earlier.id));
        found.dedup_by_key(|earlier| earlier.id);
    }
    let mut values: Vec<_> = cited.iter().map(|earlier| earlier.quantity.value.normalize()).collect();
    values.sort_unstable();
    values.dedup();
    let told = |earlier: &Claim| (tie(transcript, earlier, claim) == Tie::Cites).then_some(values.len());
    found.into_iter().map(|earlier| (earlier, told(earlier))).collect()
}

/// The nearest figures of a claim's kind that the one whom it cites has told.
fn cited<'a>(transcript: &Transcript, claims: &'a Claims, claim: &Claim) -> Vec<&'a Claim> {
    if claim.attribution.is_none() {
        return Vec::new();
    }
    let before = claims.all.get(..claim.id.0 as usize).unwrap_or(&[]).iter().rev().take(REMEMBERED);
    let kind = |earlier: &&Claim| !earlier.derived && earlier.quantity.unit.dimension == claim.quantity.unit.dimension;
    let other = |earlier: &&Claim| earlier.sentence != claim.sentence;
    let cites = |earlier: &&Claim| tie(transcript, earlier, claim) == Tie::Cites;
    before.filter(kind).filter(other).filter(cites).take(CITED).collect()
}

/// How a claim would belong to an earlier one: by citing it, where it names the earlier speaker.
fn tie(transcript: &Transcript, earlier: &Claim, claim: &Claim) -> Tie {
    let Some(attribution) = &claim.attribution else { return Tie::Same };
    let cited = match (attribution.speaker, &earlier.attribution) {
        // Who says "as we mentioned" may mean a colleague.
        _ if attribution.speaker.is_none() && attribution.open
            || attribution.name.eq_ignore_ascii_case("we") && earlier.speaker != claim.speaker =>
        {
            earlier.speaker.is_some() && earlier.speaker != claim.speaker
        }
        (Some(speaker), _) => earlier.speaker == Some(speaker) && transcript.speaker(speaker).is_some(),
        (None, Some(other)) => last_word(&other.name) == last_word(&attribution.name),
        (None, None) => false,
    };
    if cited { Tie::Cites } else { Tie::Same }
}

fn last_word(name: &str) -> &str {
    name.rsplit(char::is_whitespace).next().unwrap_or(name)
}

/// The best link of a claim to an earlier one.
///
/// A claim that repeats an earlier figure is told by it and is not held against others;
/// else the likeliest statement of the same thing is the one it contradicts.
fn links_of(transcript: &Transcript, claims: &Claims, claim: &Claim, comparer: &Comparer<'_>) -> Option<Link> {
    let mut agreeing: Option<Link> = None;
    let mut differing: Option<Link> = None;
    let mut evidence = Vec::new();
    for (earlier, cited) in candidates(transcript, claims, claim, comparer.profiles) {
        let tie = if cited.is_some() { Tie::Cites } else { Tie::Same };
        let Ok(confidence) = comparer.weigh(earlier, claim, cited, &mut evidence) else { continue };
        let best = if comparer.profiles.agree(earlier, claim) { &mut agreeing } else { &mut differing };
        if best.as_ref().is_none_or(|link| link.confidence < confidence) {
            let evidence = evidence.clone();
            *best = Some(Link { tie, first: earlier.id, second: claim.id, evidence, confidence });
        }
    }
    // Whoever is cited said this very figure too: only a sure link makes a misquotation of another.
    let sure = differing.as_ref().is_some_and(|link| link.confidence >= SURE);
    let strange = |link: &Link| link.evidence.iter().any(|evidence| evidence.name == "no-word-in-common");
    let doubtful = !sure && differing.as_ref().is_some_and(strange);
    let told = |link: &Link| link.confidence >= TOLD || link.tie == Tie::Cites && doubtful;
    agreeing.filter(told).or(differing).filter(|link| link.confidence >= LEAST)
}
