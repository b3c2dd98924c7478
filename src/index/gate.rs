//! What parts two claims, whatever else speaks for their being one.

use std::cell::OnceCell;

use smol_str::SmolStr;

use super::company::{self, Company};
use super::edit::{self, Slip};
use super::profile::{Profile, Profiles};
use super::same::Comparer;
use super::when;
use crate::claim::{Aspect, Claim, LinkKind, Measure, Modality, Point};
use crate::lexicon::WordKind;
use crate::quantity::{Dimension, Quantity};

/// Up to here a count of points or ways is only a turn of phrase.
const TELLABLE: rust_decimal::Decimal = rust_decimal::Decimal::TEN;

/// From so many digits on, a slip between two figures is rarely chance.
pub(super) const TELLING: usize = 3;

/// So near to one another two sentences are told one after the other.
const ONE_AFTER_ANOTHER: usize = 2;

/// How many sentences apart one speaker still holds two figures side by side.
const IN_ONE_BREATH: usize = 4;

/// Two claims that are compared.
pub(super) struct Pair<'a> {
    pub(super) first: &'a Claim,
    pub(super) second: &'a Claim,
    pub(super) left: &'a Profile,
    pub(super) right: &'a Profile,
    /// Whether the second says that its figure is the first one's.
    pub(super) cited: bool,
    /// Whether the figures can be one.
    pub(super) agree: bool,
    /// The slip between the figures: asked for by few pairs, so that it is reckoned where it is asked for.
    found: OnceCell<Option<Slip>>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(first: &'a Claim, second: &'a Claim, cited: bool, profiles: &'a Profiles<'_>) -> Self {
        let (left, right) = (profiles.of(first), profiles.of(second));
        Self { first, second, left, right, cited, agree: profiles.agree(first, second), found: OnceCell::new() }
    }

    /// The slip between two figures that do not agree.
    pub(super) fn slip(&self) -> Option<Slip> {
        let reckon = || if self.agree { None } else { slip(&self.first.quantity, &self.second.quantity) };
        *self.found.get_or_init(reckon)
    }

    /// Whether the slip between the figures is rarely chance.
    fn telling(&self) -> bool {
        let quantity = &self.second.quantity;
        let alone = quantity.unit.dimension != Dimension::Count && self.right.alike <= 2;
        self.slip().is_some_and(|slip| {
            let plain = matches!(slip, Slip::Digit | Slip::Dropped);
            !plain || edit::significant(quantity.value) >= TELLING || alone
        })
    }

    /// Whether the two are the only figures of their noun, and none of them grows.
    pub(super) fn only_two(&self) -> bool {
        let one = self.left.head.is_some() && self.left.head == self.right.head && self.right.rivals <= 2;
        let tagged = |claim: &Claim, tags: &[&str]| tags.iter().any(|tag| claim.tagged(tag));
        let grown = tagged(self.second, &["carried", "running", "cumulative"]) || tagged(self.first, &["cumulative"]);
        one && !self.agree && !self.cited && !grown && self.slip().is_none()
    }
}

impl Comparer<'_> {
    /// What parts two claims, an error; else how many figures around them are the same on both sides.
    pub(super) fn gates(&self, pair: &Pair<'_>) -> Result<f64, &'static str> {
        let (first, second) = (pair.first, pair.second);
        let opposed =
            || self.opposed(pair.left, pair.right).or_else(|| self.elsewhere(&first.measure, &second.measure));
        // Two sentences that share most of their telling words are one statement told twice, however a word differs.
        let told_twice =
            || pair.left.weight.min(pair.right.weight) >= 2.0 && self.overlap(pair.left, pair.right) >= 0.6;
        let unnamed = || !pair.cited && nameless(first, second) && !pair.telling() && !told_twice();
        let parted =
            || parted(first, second, pair.cited, || pair.telling()).or_else(|| unnamed().then_some("no-measure"));
        if let Some(reason) = parted().or_else(opposed) {
            return Err(reason);
        }
        if !pair.cited {
            if self.uninterrupted(first, second) && named_apart(first, second, pair.left, pair.right) && !told_twice() {
                return Err("named-apart");
            }
            if self.idle(first, second, pair.agree) && (second.tagged("carried") || !told_twice()) {
                return Err("counts-in-passing");
            }
        }
        if pair.agree {
            return Ok(0.0);
        }
        if self.starts_elsewhere(first, second) {
            return Err("other-level-before");
        }
        if !pair.cited && carried_to_another_time(first, second) {
            return Err("told-of-another-time");
        }
        if !pair.cited && placed_alone(first, second) && !told_twice() {
            return Err("place-on-one-side");
        }
        match company::around(self.claims, first, second) {
            Company::Both => Err("both-told-together"),
            Company::Reckoned => Err("difference-told"),
            Company::Shared(figures) => Ok(figures),
        }
    }

    /// Whether nobody speaks between two figures: who answers a question names anew what he named before.
    fn uninterrupted(&self, first: &Claim, second: &Claim) -> bool {
        let turn = |claim: &Claim| self.transcript.sentences.get(claim.sentence).map_or(0, |sentence| sentence.turn);
        let turns = self.transcript.turns.get(turn(first)..turn(second)).unwrap_or(&[]);
        first.speaker.is_none() || turns.iter().all(|turn| turn.speaker == second.speaker)
    }

    /// Whether one speaker tells two figures one soon after the other: what is named differently then is two things.
    pub(super) fn told_apart(&self, first: &Claim, second: &Claim) -> bool {
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
}

/// The slip between two figures; of two ranges with one end in common, between their other ends.
fn slip(a: &Quantity, b: &Quantity) -> Option<Slip> {
    match (a.range, b.range) {
        (Some((low, high)), Some((again, other))) if low == again => edit::slip(high, other),
        (Some((low, high)), Some((again, other))) if high == other => edit::slip(low, again),
        _ => edit::slip_as_told(a.value, b.value),
    }
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
        .or_else(|| differ(!cited && planned(first.modality) != planned(second.modality) && !slip(), "other-modality"))
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

/// Whether a figure is still to be reached.
fn planned(modality: Modality) -> bool {
    matches!(modality, Modality::Target | Modality::Estimate)
}

/// Whether it is not said of what one of two figures is.
pub(super) fn nameless(first: &Claim, second: &Claim) -> bool {
    first.measure.key.is_empty() || second.measure.key.is_empty()
}

/// Whether a figure is somebody's word at all.
fn told(modality: Modality) -> bool {
    !matches!(modality, Modality::Denied | Modality::Corrected)
}

pub(super) fn supposed(modality: Modality) -> bool {
    modality == Modality::Hypothetical
}

/// Whether the second figure goes on with the first one's measure at another time: "it was 44 cents. Now they pay 41."
fn carried_to_another_time(first: &Claim, second: &Claim) -> bool {
    let now = second.tagged("now") != first.tagged("now");
    (second.tagged("carried") || second.measure.key.is_empty()) && (now || when::earlier_on_one_side(first, second))
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
