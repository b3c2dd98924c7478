//! Whether two claims speak of the same thing: what parts them, and what speaks for it.

use std::cell::OnceCell;

use smol_str::SmolStr;

use super::Evidence;
use super::company::{self, Company};
use super::edit::{self, Slip};
use super::profile::{Profile, Profiles, WordId};
use super::when;
use crate::claim::{Aspect, Claim, Claims, LinkKind, Measure, Modality, Point};
use crate::lexicon::{Weights, WordKind, Words};
use crate::quantity::{Dimension, Quantity};
use crate::transcript::Transcript;

/// Up to here a count of points or ways is only a turn of phrase.
const TELLABLE: rust_decimal::Decimal = rust_decimal::Decimal::TEN;

/// From so many digits on, a slip between two figures is rarely chance.
const TELLING: usize = 3;

/// So near to one another two sentences are told one after the other.
const ONE_AFTER_ANOTHER: usize = 2;

/// How many sentences apart one speaker still holds two figures side by side.
const IN_ONE_BREATH: usize = 4;

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
        let cited = figures_cited.is_some();
        let (left, right) = (self.profiles.of(first), self.profiles.of(second));
        let opposed = || self.opposed(left, right).or_else(|| self.elsewhere(&first.measure, &second.measure));
        // Asked for by few pairs, so that it is reckoned where it is asked for.
        let found: OnceCell<Option<Slip>> = OnceCell::new();
        let agree = self.profiles.agree(first, second);
        let slip = || *found.get_or_init(|| if agree { None } else { slip(&first.quantity, &second.quantity) });
        let telling = || {
            slip().is_some_and(|slip| {
                !matches!(slip, Slip::Digit | Slip::Dropped) || edit::significant(second.quantity.value) >= TELLING
            })
        };
        // Two sentences that share most of their telling words are one statement told twice, however a word differs.
        let told_twice = || left.weight.min(right.weight) >= 2.0 && self.overlap(left, right) >= 0.6;
        let unnamed = || !cited && nameless(first, second) && !telling() && !told_twice();
        let parted = || parted(first, second, cited, telling).or_else(|| unnamed().then_some("no-measure"));
        if let Some(reason) = parted().or_else(opposed) {
            return Err(reason);
        }
        // Who is cited is left open, and the figure is no slip of the other's: it was said by somebody else then.
        if cited && left_open(first, second) && !agree && slip().is_none() {
            self.add(evidence, "cited-loosely", 1.0);
        }
        if !cited && self.uninterrupted(first, second) && named_apart(first, second, left, right) && !told_twice() {
            return Err("named-apart");
        }
        if !cited && self.idle(first, second, agree) && (second.tagged("carried") || !told_twice()) {
            return Err("counts-in-passing");
        }
        if !agree {
            if self.starts_elsewhere(first, second) {
                return Err("other-level-before");
            }
            if !cited && placed_alone(first, second) && !told_twice() {
                return Err("place-on-one-side");
            }
            match company::around(self.claims, first, second) {
                Company::Both => return Err("both-told-together"),
                Company::Reckoned => return Err("difference-told"),
                Company::Shared(figures) if figures > 0.0 && slip().is_some() => {
                    self.add(evidence, "same-company", figures);
                }
                Company::Shared(_) => {}
            }
        }
        let twin = !agree && left.weight.min(right.weight) >= 4.0 && self.overlap(left, right) >= 0.65;
        self.add(evidence, "told-twice", f64::from(twin));
        self.measures(left, right, self.told_apart(first, second), evidence);
        self.sentences(left, right, evidence);
        self.agents(&first.measure, &second.measure, evidence);
        self.surroundings(first, second, cited, evidence);
        self.figures(first, second, (agree, slip()), evidence);
        let physical = !matches!(first.quantity.unit.dimension, Dimension::Count | Dimension::Share | Dimension::Money);
        let alone = physical && first.quantity.unit.name == second.quantity.unit.name;
        let sums = matches!(first.quantity.unit.dimension, Dimension::Share | Dimension::Money);
        let few = if sums { 1.0 / right.alike.saturating_sub(1).max(1) as f64 } else { 0.0 };
        self.add(evidence, "few-of-their-unit", if slip().is_some() { few } else { 0.0 });
        self.add(evidence, "rare-unit", if alone { 1.0 / right.alike.saturating_sub(1).max(1) as f64 } else { 0.0 });
        self.add(evidence, "no-measure", f64::from(nameless(first, second)));
        let only = left.head.is_some() && left.head == right.head && right.rivals <= 2 && !agree && !cited;
        let grown = second.tagged("carried")
            || second.tagged("running")
            || second.tagged("cumulative")
            || first.tagged("cumulative");
        self.add(evidence, "only-two-of-their-noun", f64::from(only && !grown && slip().is_none()));
        let rivals = right.rivals.saturating_sub(2);
        self.add(evidence, "rival-figures", (1.0 + rivals as f64).ln());
        let figures = self.profiles.figures() as f64 / 8.0;
        // A figure of three digits comes back by chance less often than two figures a slip apart do.
        let back = first.quantity.value == second.quantity.value && edit::significant(first.quantity.value) >= 3;
        self.add(evidence, "many-figures", figures.max(1.0).ln() * if back { 0.4 } else { 1.0 });
        let apart = second.sentence.saturating_sub(first.sentence);
        self.add(evidence, "sentences-apart", (1.0 + apart as f64).ln() / 3.0);
        if cited {
            let own = first.speaker == second.speaker && first.attribution.is_none();
            self.add(evidence, if own { "cites-self" } else { "cited" }, 1.0);
            self.add(evidence, "only-figure-of-speaker", 1.0 / figures_cited.unwrap_or(1).max(1) as f64);
        }
        let score: f64 = self.weights.get("base") + evidence.iter().map(|evidence| evidence.weight).sum::<f64>();
        Ok(1.0 / (1.0 + (-score).exp()))
    }

    /// Whether nobody speaks between two figures: who answers a question names anew what he named before.
    fn uninterrupted(&self, first: &Claim, second: &Claim) -> bool {
        let turn = |claim: &Claim| self.transcript.sentences.get(claim.sentence).map_or(0, |sentence| sentence.turn);
        let turns = self.transcript.turns.get(turn(first)..turn(second)).unwrap_or(&[]);
        first.speaker.is_none() || turns.iter().all(|turn| turn.speaker == second.speaker)
    }

    /// Whether one speaker tells two figures one soon after the other: what is named differently then is two things.
    fn told_apart(&self, first: &Claim, second: &Claim) -> bool {
        let soon = second.sentence <= first.sentence + IN_ONE_BREATH;
        soon && first.speaker.is_some() && first.speaker == second.speaker && self.uninterrupted(first, second)
    }

    /// Whether two changes are told from two levels: "up 96% from 14.3 million", "up 36% from 20.6 million".
    fn starts_elsewhere(&self, first: &Claim, second: &Claim) -> bool {
        let before = |claim: &Claim| {
            let link = claim.links.iter().find(|link| link.0 == LinkKind::ChangeFrom);
            link.and_then(|link| self.claims.get(link.1)).map(|level| &level.quantity)
        };
        before(first).zip(before(second)).is_some_and(|(a, b)| a.unit == b.unit && !a.agrees(b) && slip(a, b).is_none())
    }

    /// Whether two differing small counts of things told one by one are no statements at all: "one other thing".
    fn idle(&self, first: &Claim, second: &Claim, agree: bool) -> bool {
        let small =
            |claim: &Claim| claim.quantity.unit.dimension == Dimension::Count && claim.quantity.value <= TELLABLE;
        small(first) && small(second) && self.words.is(WordKind::Listable, &first.measure.head)
            || first.quantity.value != second.quantity.value
                && (first.tagged("carried") || second.tagged("carried"))
                && !agree
                && match edit::slip(first.quantity.value, second.quantity.value) {
                    None => true,
                    Some(Slip::Scale) => second.quantity.unit.dimension == Dimension::Count,
                    Some(_) => false,
                }
    }

    fn add(&self, evidence: &mut Vec<Evidence>, name: &'static str, times: f64) {
        if times != 0.0 {
            let weight = (self.weights.get(name) * times * 100.0).round() / 100.0;
            if weight != 0.0 {
                evidence.push(Evidence { name: SmolStr::new_static(name), weight });
            }
        }
    }

    /// Opposite words on the two sides: import and export, gross and net.
    fn opposed(&self, first: &Profile, second: &Profile) -> Option<&'static str> {
        let mut left = self.profiles.opposable(first, second);
        let opposed = left.any(|a| self.profiles.opposable(second, first).any(|b| self.words.opposed(a, b)));
        opposed.then_some("opposite-words")
    }

    /// Opposite words in who does it or where: northern and southern farms.
    fn elsewhere(&self, first: &Measure, second: &Measure) -> Option<&'static str> {
        fn around(measure: &Measure) -> impl Iterator<Item = &SmolStr> {
            measure.agent.iter().chain(&measure.place)
        }
        let within = |word: &SmolStr, measure: &Measure| around(measure).any(|known| known == word);
        let opposes = |a: &SmolStr, b: &SmolStr| !within(b, first) && self.words.opposed(a, b);
        let telling = around(first).filter(|word| self.words.is_opposable(word) && !within(word, second));
        let opposed = telling.into_iter().any(|a| around(second).any(|b| opposes(a, b)));
        opposed.then_some("opposite-surroundings")
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
        let named = first.names_alone(second) > 0 && second.names_alone(first) > 0;
        self.add(evidence, "other-names", if named { 1.0 } else { 0.0 });
    }

    /// How telling the words are together that two sentences share.
    fn shared(&self, first: &Profile, second: &Profile) -> f64 {
        let shared = first.sentence().iter().filter(|word| second.says(**word));
        shared.map(|word| self.profiles.rarity(*word)).sum()
    }

    /// The part of the shorter one's telling words that two sentences share.
    fn overlap(&self, first: &Profile, second: &Profile) -> f64 {
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
        self.add(evidence, "other-speaker", flag(first.speaker != second.speaker));
        self.add(evidence, "said-again", flag(second.tagged("again")));
        self.add(evidence, "definite", flag(second.tagged("definite")));
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
        self.add(evidence, "supposed-on-one-side", flag(supposed(first.modality) != supposed(second.modality)));
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

/// The slip between two figures; of two ranges with one end in common, between their other ends.
fn slip(a: &Quantity, b: &Quantity) -> Option<Slip> {
    match (a.range, b.range) {
        (Some((low, high)), Some((again, other))) if low == again => edit::slip(high, other),
        (Some((low, high)), Some((again, other))) if high == other => edit::slip(low, again),
        _ => edit::slip_as_told(a.value, b.value),
    }
}

/// Whether it is not said which of the others is cited.
fn left_open(first: &Claim, second: &Claim) -> bool {
    second.attribution.as_ref().is_some_and(|attribution| {
        attribution.speaker.is_none() || attribution.speaker == second.speaker && first.speaker != second.speaker
    })
}

/// How telling two neighbouring digits in the other order are: the more digits, the rarer by chance.
fn transposed(digits: usize) -> f64 {
    (0.25 + 0.25 * digits as f64).min(1.5)
}

/// Whether one speaker names two things in one breath: "1,240 infections. It recorded 2,140 deaths", "freight expense was
/// 33.8 million. Interest expense was 38.3 million."
fn named_apart(first: &Claim, second: &Claim, left: &Profile, right: &Profile) -> bool {
    let near = |most: usize| first.speaker == second.speaker && second.sentence <= first.sentence + most;
    let lacks =
        |a: &Profile, b: &Profile| a.lemmas.iter().any(|word| !b.lemmas.contains(word) && !b.context.contains(word));
    let heads = left.head.is_some() && right.head.is_some();
    let apart = heads && lacks(left, right) && lacks(right, left);
    let strange = !left.lemmas.iter().any(|word| right.lemmas.contains(word));
    let breath = near(ONE_AFTER_ANOTHER) || near(IN_ONE_BREATH) && !strange && first.speaker.is_some();
    breath && apart && !second.tagged("definite") && !(left.people && right.people)
}

/// How many words of one side the other lacks: in its measure and around it, and in its measure only.
fn missing(side: &[WordId], other: &[WordId], context: &[WordId]) -> (f64, f64) {
    side.iter().filter(|word| !other.contains(word)).fold((0.0, 0.0), |(hard, soft), word| {
        if context.contains(word) { (hard, soft + 1.0) } else { (hard + 1.0, soft) }
    })
}

/// What makes two claims two things, whatever their words.
///
/// A slip in a long row of digits tells more than how a figure is introduced.
fn parted(first: &Claim, second: &Claim, cited: bool, slip: impl Fn() -> bool) -> Option<&'static str> {
    let differ = |apart: bool, reason: &'static str| apart.then_some(reason);
    let lists = match (first.list, second.list) {
        (Some(a), Some(b)) => a.list == b.list,
        _ => false,
    };
    differ(first.quantity.unit.dimension != second.quantity.unit.dimension, "other-dimension")
        .or_else(|| differ(money(first) && first.quantity.unit.name != second.quantity.unit.name, "other-currency"))
        .or_else(|| differ(first.sentence == second.sentence || lists, "same-sentence"))
        .or_else(|| differ(foreign(first) || foreign(second), "other-script"))
        .or_else(|| differ(second.tagged("of-them") && second.tagged("carried"), "part-of-them"))
        .or_else(|| differ(aspects(first) != aspects(second), "other-aspect"))
        .or_else(|| {
            differ((first.point == Some(Point::From)) != (second.point == Some(Point::From)) && !slip(), "level-before")
        })
        .or_else(|| {
            differ(
                first.direction.is_some() && second.direction.is_some() && first.direction != second.direction,
                "other-direction",
            )
        })
        .or_else(|| {
            differ(first.basis.is_some() && second.basis.is_some() && first.basis != second.basis, "other-basis")
        })
        .or_else(|| when::parted(first, second))
        .or_else(|| differ(!told(first.modality) || !told(second.modality), "other-modality"))
        .or_else(|| {
            differ(!cited && supposed(first.modality) != supposed(second.modality) && !slip(), "other-modality")
        })
        .or_else(|| differ(!compatible(&first.scope, &second.scope), "other-scope"))
        .or_else(|| differ(both_per(first, second), "other-per-unit"))
}

/// Whether two scopes can be one, said in full and for short: "seasonally adjusted" and "adjusted".
fn compatible(a: &[SmolStr], b: &[SmolStr]) -> bool {
    let within = |a: &[SmolStr], b: &[SmolStr]| a.iter().all(|word| b.contains(word));
    within(a, b) || within(b, a)
}

/// Whether what is measured is named in another script than the one whose phrases are read.
fn foreign(claim: &Claim) -> bool {
    claim.measure.head.chars().any(|c| c.is_alphabetic() && c > '\u{24f}')
}

fn money(claim: &Claim) -> bool {
    claim.quantity.unit.dimension == Dimension::Money
}

fn both_per(first: &Claim, second: &Claim) -> bool {
    matches!((&first.quantity.unit.per, &second.quantity.unit.per), (Some(a), Some(b)) if a != b)
}

/// Aspects that can state the same thing count as one.
fn aspects(claim: &Claim) -> Aspect {
    match claim.aspect {
        Aspect::Share | Aspect::Duration => Aspect::Level,
        other => other,
    }
}

/// Whether it is not said of what one of two figures is.
fn nameless(first: &Claim, second: &Claim) -> bool {
    first.measure.key.is_empty() || second.measure.key.is_empty()
}

/// Whether a figure is somebody's word at all.
fn told(modality: Modality) -> bool {
    !matches!(modality, Modality::Denied | Modality::Corrected)
}

fn supposed(modality: Modality) -> bool {
    modality == Modality::Hypothetical
}
/// Whether only one of two figures that no slip ties is told of a place, of which the other's sentence says nothing.
fn placed_alone(first: &Claim, second: &Claim) -> bool {
    let (a, b) = (&first.measure, &second.measure);
    let (placed, other) = match (a.place.is_empty(), b.place.is_empty()) {
        (false, true) => (a, b),
        (true, false) => (b, a),
        _ => return false,
    };
    let told = |lemma: &SmolStr| other.lemmas().any(|known| known == lemma) || other.context.contains(lemma);
    !placed.place.iter().any(told) && slip(&first.quantity, &second.quantity).is_none()
}
