//! Whether two claims speak of the same thing: what parts them, and what speaks for it.

use smol_str::SmolStr;

use super::Evidence;
use super::edit::{self, Slip};
use super::gate::{Pair, TELLING, nameless, supposed};
use super::profile::{Profile, Profiles, WordId};
use super::when;
use crate::claim::{Claim, Claims, Measure, Modality};
use crate::lexicon::{Weights, Words};
use crate::quantity::{Bound, Dimension};
use crate::transcript::Transcript;

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparison {
    /// They cannot be the same thing, for a named reason.
    Parted(&'static str),
    /// They may be: the evidence, and how sure it makes one.
    Joined {
        /// What speaks for and against.
        evidence: Vec<Evidence>,
        /// From 0 to 1.
        confidence: f64,
    },
}

/// Compares an earlier claim with a later one.
pub(super) struct Comparer<'a> {
    pub(super) words: &'a Words,
    pub(super) weights: &'a Weights,
    /// The words of the claims.
    pub(super) profiles: &'a Profiles<'a>,
    /// The claims themselves.
    pub(super) claims: &'a Claims,
    pub(super) transcript: &'a Transcript,
}

impl Comparer<'_> {
    /// Compares two claims; `cited` where the later one says that the figure is the earlier one's: how many figures of
    /// its kind the one cited has told.
    pub(super) fn compare(&self, first: &Claim, second: &Claim, cited: Option<usize>) -> Comparison {
        let mut evidence = Vec::new();
        match self.weigh(first, second, cited, &mut evidence) {
            Ok(confidence) => Comparison::Joined { evidence, confidence },
            Err(reason) => Comparison::Parted(reason),
        }
    }

    /// How sure it is that two claims are the same thing, with the evidence for it; an error is what parts them.
    ///
    /// Most pairs come to nothing, so that `evidence` is the caller's, to be used again for the next pair.
    pub(super) fn weigh(
        &self,
        first: &Claim,
        second: &Claim,
        figures_cited: Option<usize>,
        evidence: &mut Vec<Evidence>,
    ) -> Result<f64, &'static str> {
        evidence.clear();
        let pair = Pair::new(first, second, figures_cited.is_some(), self.profiles);
        let company = self.gates(&pair)?;
        // Who is cited is left open, and the figure is no slip of the other's: it was said by somebody else then.
        if pair.cited && left_open(first, second) && !pair.agree && pair.slip().is_none() {
            self.add(evidence, "cited-loosely", 1.0);
        }
        self.add(evidence, "same-company", if pair.slip().is_some() { company } else { 0.0 });
        let (least, overlap) = (pair.left.weight.min(pair.right.weight), self.overlap(pair.left, pair.right));
        self.add(evidence, "told-twice", f64::from(!pair.agree && least >= 4.0 && overlap >= 0.65));
        self.measures(pair.left, pair.right, self.told_apart(first, second), evidence);
        self.sentences(pair.left, pair.right, evidence);
        self.agents(&first.measure, &second.measure, evidence);
        self.surroundings(first, second, pair.cited, evidence);
        self.figures(first, second, (pair.agree, pair.slip()), evidence);
        self.rarities(&pair, evidence);
        let apart = second.sentence.saturating_sub(first.sentence);
        self.add(evidence, "sentences-apart", (1.0 + apart as f64).ln() / 3.0);
        if let Some(figures) = figures_cited {
            let own = first.speaker == second.speaker && first.attribution.is_none();
            self.add(evidence, if own { "cites-self" } else { "cited" }, 1.0);
            self.add(evidence, "only-figure-of-speaker", 1.0 / figures.max(1) as f64);
        }
        let score: f64 = self.weights.get("base") + evidence.iter().map(|evidence| evidence.weight).sum::<f64>();
        Ok(1.0 / (1.0 + (-score).exp()))
    }

    /// How rare figures like the two are in the text: the rarer, the less it is chance that they look alike.
    fn rarities(&self, pair: &Pair<'_>, evidence: &mut Vec<Evidence>) {
        let (first, second, right) = (pair.first, pair.second, pair.right);
        let sums = matches!(first.quantity.unit.dimension, Dimension::Share | Dimension::Money);
        let physical = !sums && first.quantity.unit.dimension != Dimension::Count;
        let alone = physical && first.quantity.unit.name == second.quantity.unit.name;
        let slipped = pair.slip().is_some();
        let few = 1.0 / right.alike.saturating_sub(1).max(1) as f64;
        self.add(evidence, "few-of-their-unit", if sums && slipped { few } else { 0.0 });
        self.add(evidence, "rare-unit", if alone { few } else { 0.0 });
        self.add(evidence, "no-measure", f64::from(nameless(first, second)));
        self.add(evidence, "only-two-of-their-noun", f64::from(pair.only_two()));
        let rivals = right.rivals.saturating_sub(2);
        self.add(evidence, "rival-figures", (1.0 + rivals as f64).ln());
        let figures = self.profiles.figures() as f64 / 8.0;
        // A figure of three digits comes back by chance less often than two figures a slip apart do.
        let back = first.quantity.value == second.quantity.value && edit::significant(first.quantity.value) >= TELLING;
        self.add(evidence, "many-figures", figures.max(1.0).ln() * if back { 0.4 } else { 1.0 });
        let few = if slipped { 2.0 - (right.kin.max(2) as f64).ln() } else { 0.0 };
        self.add(evidence, "few-of-their-kind", few.max(0.0));
    }

    fn add(&self, evidence: &mut Vec<Evidence>, name: &'static str, times: f64) {
        if times != 0.0 {
            let weight = (self.weights.get(name) * times * 100.0).round() / 100.0;
            if weight != 0.0 {
                evidence.push(Evidence { name: SmolStr::new_static(name), weight });
            }
        }
    }

    fn measures(&self, first: &Profile, second: &Profile, told_apart: bool, evidence: &mut Vec<Evidence>) {
        let rarity = |word: &WordId| self.profiles.rarity(*word);
        let heads = first.head.is_some() && first.head == second.head;
        let head_rarity = first.head.as_ref().map_or(1.0, rarity);
        if heads {
            self.add(evidence, "same-head", 0.4 + 0.6 * head_rarity);
        } else {
            self.add(evidence, "head-among-modifiers", 1.0);
        }
        let (a, b) = (&first.lemmas, &second.lemmas);
        let shared = a.iter().filter(|lemma| b.contains(lemma) && Some(**lemma) != first.head).map(rarity).sum::<f64>();
        self.add(evidence, "same-modifiers", shared.min(3.0));
        let strange = !heads && !a.iter().any(|lemma| b.contains(lemma));
        self.add(evidence, "no-word-in-common", f64::from(strange));
        let (hard_a, soft_a) = missing(a, b, &second.context);
        let (hard_b, soft_b) = missing(b, a, &first.context);
        let whole = heads && hard_a + hard_b + soft_a + soft_b == 0.0 && a.len() > 1;
        self.add(evidence, "same-measure", if whole { 1.0 } else { 0.0 });
        self.add(evidence, "other-modifiers", (hard_a + hard_b).min(4.0));
        self.add(evidence, "modifiers-in-context", (soft_a + soft_b).min(4.0));
        let both = hard_a > 0.0 && hard_b > 0.0;
        self.add(evidence, "modifiers-on-both-sides", if both { 1.0 + 4.0 * f64::from(told_apart) } else { 0.0 });
        let around = first.context.iter().filter(|lemma| second.context.contains(lemma) && !b.contains(lemma));
        let shared = around.map(rarity).sum::<f64>();
        self.add(evidence, "same-context", shared.min(3.0));
        let thin = a.len().min(b.len()) <= 1 && shared < 0.5;
        self.add(evidence, "thin-measure", if thin { 1.3 - head_rarity } else { 0.0 });
    }

    /// Whether one sentence says the other again: the part of the shorter one's telling words that both hold,
    /// from a half on; and whether each holds names that the other lacks.
    fn sentences(&self, first: &Profile, second: &Profile, evidence: &mut Vec<Evidence>) {
        let differ = first.head.is_some() && second.head.is_some() && first.head != second.head;
        self.add(evidence, "people-on-both-sides", f64::from(differ && first.people && second.people));
        self.add(evidence, "people-and-things", f64::from(differ && first.people != second.people));
        let shared = self.shared(first, second);
        let overlap = shared / first.weight.min(second.weight).max(1.0);
        self.add(evidence, "said-alike", (2.0 * overlap - 1.0).clamp(0.0, 1.0));
        self.add(evidence, "words-in-common", shared.min(4.0));
        let asked = first.asked_of(second).chain(second.asked_of(first).filter(|word| first.says(*word)));
        let asked = asked.map(|word| self.profiles.rarity(word)).sum::<f64>();
        self.add(evidence, "words-of-question", asked.min(3.0));
        let named = first.names_alone(second) > 0 && second.names_alone(first) > 0 || first.placed_otherwise(second);
        self.add(evidence, "other-names", if named { 1.0 } else { 0.0 });
    }

    /// How telling the words are together that two sentences share.
    fn shared(&self, first: &Profile, second: &Profile) -> f64 {
        let shared = first.sentence().iter().filter(|word| second.says(**word));
        shared.map(|word| self.profiles.rarity(*word)).sum()
    }

    /// The part of the shorter one's telling words that two sentences share.
    pub(super) fn overlap(&self, first: &Profile, second: &Profile) -> f64 {
        self.shared(first, second) / first.weight.min(second.weight).max(1.0)
    }

    fn agents(&self, first: &Measure, second: &Measure, evidence: &mut Vec<Evidence>) {
        if !first.agent.is_empty() && !second.agent.is_empty() {
            let within = |a: &[SmolStr], b: &[SmolStr]| a.iter().all(|lemma| b.contains(lemma));
            let same = within(&first.agent, &second.agent) || within(&second.agent, &first.agent);
            self.add(evidence, if same { "same-agent" } else { "other-agent" }, 1.0);
        }
        if !first.place.is_empty() && !second.place.is_empty() {
            let held = |a: &[SmolStr], b: &[SmolStr]| a.iter().filter(|lemma| b.contains(lemma)).count();
            let shared = held(&first.place, &second.place);
            let all = first.place.len().min(second.place.len());
            match shared {
                0 => self.add(evidence, "other-place", 1.0),
                _ if shared == all => self.add(evidence, "same-place", 1.0),
                _ => self.add(evidence, "other-place", 0.5),
            }
        }
    }

    fn surroundings(&self, first: &Claim, second: &Claim, cited: bool, evidence: &mut Vec<Evidence>) {
        if let Some(name) = when::evidence(first, second) {
            let dated = self.profiles.of(second).dated;
            self.add(evidence, name, if name == "same-period" { when::telling(dated) } else { 1.0 });
        }
        let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
        let earlier = when::earlier_on_one_side(first, second);
        self.add(evidence, "earlier-time-on-one-side", flag(!cited && earlier));
        let planned = |claim: &Claim| matches!(claim.modality, Modality::Target | Modality::Estimate);
        self.add(evidence, "planned-on-one-side", flag(!cited && planned(first) != planned(second)));
        let limits = |claim: &Claim| claim.tagged("universal") && claim.quantity.bound != Bound::Exact;
        self.add(evidence, "limit-on-one-side", flag(!cited && limits(first) != limits(second)));
        self.add(evidence, "other-speaker", flag(first.speaker != second.speaker));
        self.add(evidence, "said-again", flag(second.tagged("again")));
        self.add(evidence, "definite", flag(second.tagged("definite")));
        self.add(evidence, "this-very", flag(second.tagged("this-very")));
        self.add(evidence, "carried-measure", flag(first.tagged("carried")) + flag(second.tagged("carried")));
        self.add(evidence, "points-back", flag(first.tagged("pointed")) + flag(second.tagged("pointed")));
        self.add(evidence, "scope-on-one-side", flag(first.scope != second.scope));
        self.add(
            evidence,
            "question",
            flag(!cited && (first.modality == Modality::Question) != (second.modality == Modality::Question)),
        );
        let (one, other) = (self.profiles.of(first).kinds, self.profiles.of(second).kinds);
        let differing = (one ^ other).count_ones();
        // What holds now may have been otherwise when the first figure was told.
        let differing = differing + u32::from(!cited && second.tagged("now") && !first.tagged("now"));
        self.add(evidence, "other-cues", f64::from(differing).min(2.0));
        let per =
            first.quantity.unit.per != second.quantity.unit.per || first.tagged("to-each") != second.tagged("to-each");
        self.add(evidence, "per-unit-on-one-side", flag(per));
        self.add(
            evidence,
            "supposed-on-one-side",
            flag(!cited && supposed(first.modality) != supposed(second.modality)),
        );
        let places = first.list.zip(second.list).map(|(a, b)| a.position == b.position);
        self.add(evidence, "in-lists", flag(places == Some(true)));
        self.add(evidence, "other-place-in-list", flag(places == Some(false)));
    }

    fn figures(
        &self,
        first: &Claim,
        second: &Claim,
        (agree, slip): (bool, Option<Slip>),
        evidence: &mut Vec<Evidence>,
    ) {
        let (a, b) = (&first.quantity, &second.quantity);
        if agree {
            let digits = edit::significant(a.value);
            let telling = a.value == b.value && digits >= 3;
            let more = digits.saturating_sub(3).min(3) as f64 / 4.0;
            self.add(evidence, "same-figure", if telling { 1.0 + more } else { 0.3 });
            return;
        }
        let digits = edit::significant(a.value).min(edit::significant(b.value));
        match slip {
            Some(Slip::TeenTy) => self.add(evidence, "teen-ty", 1.0),
            // One digit and any number of zeros are alike by chance more often than by a slip.
            Some(Slip::Scale) => self.add(evidence, "scale-slip", if digits == 1 { 0.2 } else { 1.0 }),
            Some(Slip::Transposed) => self.add(evidence, "digits-transposed", transposed(digits)),
            Some(Slip::Dropped) => self.add(evidence, "digit-dropped", 1.0),
            Some(Slip::Digit) => self.add(evidence, "one-digit-apart", (digits.min(5) as f64) / 4.0),
            None => self.add(evidence, "figures-far-apart", 1.0),
        }
    }
}

/// How telling two neighbouring digits in the other order are: the more digits, the rarer by chance.
fn transposed(digits: usize) -> f64 {
    (0.25 + 0.25 * digits as f64).min(1.5)
}

/// How many words of one side the other lacks: in its measure and around it, and in its measure only.
fn missing(side: &[WordId], other: &[WordId], context: &[WordId]) -> (f64, f64) {
    side.iter().filter(|word| !other.contains(word)).fold((0.0, 0.0), |(hard, soft), word| {
        if context.contains(word) { (hard, soft + 1.0) } else { (hard + 1.0, soft) }
    })
}

/// Whether it is not said which of the others is cited.
fn left_open(first: &Claim, second: &Claim) -> bool {
    second.attribution.as_ref().is_some_and(|attribution| {
        attribution.speaker.is_none() || attribution.speaker == second.speaker && first.speaker != second.speaker
    })
}
