//! Which claims may take a role.

use smol_str::SmolStr;

use super::name::Named;
use crate::claim::{Aspect, Claim, Direction, LinkKind, Modality, Point};
use crate::quantity::{Bound, Dimension, Form, Notation};

/// Facts that a claim must state. A field that is not given asks for nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Predicate {
    /// One of these aspects.
    pub aspect: Vec<Aspect>,
    /// One of these dimensions.
    pub dimension: Vec<Dimension>,
    /// One of these units.
    pub unit: Vec<SmolStr>,
    /// One of these units below the line; an empty word is none.
    pub per: Vec<SmolStr>,
    /// One of these directions.
    pub direction: Vec<Direction>,
    /// One of these ends of a change.
    pub point: Vec<Point>,
    /// One of these forms.
    pub form: Vec<Form>,
    /// Digits or words.
    pub notation: Vec<Notation>,
    /// One of these bounds.
    pub bound: Vec<Bound>,
    /// One of these modalities.
    pub modality: Vec<Modality>,
    /// One of these bases.
    pub basis: Vec<SmolStr>,
    /// All of these tags.
    pub tags: Vec<SmolStr>,
    /// One of these tags.
    pub any_tags: Vec<SmolStr>,
    /// One of these phrases of lemmas, each word in the measure.
    pub measure: Vec<SmolStr>,
    /// One of these heads.
    pub head: Vec<SmolStr>,
    /// One of these phrases of lemmas, each word in the measure or around it.
    pub context: Vec<SmolStr>,
    /// A link of one of these kinds to another claim.
    pub links: Vec<LinkKind>,
    /// Whether the speaker is known.
    pub speaker: Option<bool>,
    /// Whether the figure is said to be somebody's.
    pub attributed: Option<bool>,
    /// Whether it stands in a list.
    pub listed: Option<bool>,
    /// Whether its period is known.
    pub dated: Option<bool>,
    /// Whether its measure is known.
    pub named: Option<bool>,
}

impl Predicate {
    /// Whether the claim states every fact.
    #[must_use]
    pub fn all(&self, claim: &Claim) -> bool {
        !self.some(claim, false)
    }

    /// Whether the claim states any of the facts.
    #[must_use]
    pub fn any(&self, claim: &Claim) -> bool {
        self.some(claim, true)
    }

    /// Whether some field that is given is met, or is not met, as asked; looks no further than to the first.
    fn some(&self, claim: &Claim, asked: bool) -> bool {
        let quantity = &claim.quantity;
        let per = || quantity.unit.per.clone().unwrap_or_default();
        let is = |met: Option<bool>| met == Some(asked);
        is(one(&self.aspect, Some(&claim.aspect)))
            || is(one(&self.dimension, Some(&quantity.unit.dimension)))
            || is(one(&self.unit, Some(&quantity.unit.name)))
            || is(given(&self.per).map(|wanted| wanted.contains(&per())))
            || is(one(&self.direction, claim.direction.as_ref()))
            || is(one(&self.point, claim.point.as_ref()))
            || is(one(&self.form, Some(&quantity.form)))
            || is(one(&self.notation, Some(&quantity.notation)))
            || is(one(&self.bound, Some(&quantity.bound)))
            || is(one(&self.modality, Some(&claim.modality)))
            || is(one(&self.basis, claim.basis.as_ref()))
            || is(given(&self.tags).map(|tags| tags.iter().all(|tag| claim.tagged(tag))))
            || is(given(&self.any_tags).map(|tags| tags.iter().any(|tag| claim.tagged(tag))))
            || is(given(&self.measure).map(|phrases| phrases.iter().any(|phrase| measures(claim, phrase))))
            || is(one(&self.head, Some(&claim.measure.head)))
            || is(given(&self.context).map(|phrases| phrases.iter().any(|phrase| surrounds(claim, phrase))))
            || is(given(&self.links).map(|kinds| claim.links.iter().any(|link| kinds.contains(&link.0))))
            || is(self.speaker.map(|wanted| claim.speaker.is_some() == wanted))
            || is(self.attributed.map(|wanted| claim.attribution.is_some() == wanted))
            || is(self.listed.map(|wanted| claim.list.is_some() == wanted))
            || is(self.dated.map(|wanted| claim.period.is_some() == wanted))
            || is(self.named.map(|wanted| claim.measure.key.is_empty() != wanted))
    }
}

fn given<T>(wanted: &[T]) -> Option<&[T]> {
    (!wanted.is_empty()).then_some(wanted)
}

fn one<T: PartialEq>(wanted: &[T], stated: Option<&T>) -> Option<bool> {
    given(wanted).map(|wanted| stated.is_some_and(|stated| wanted.contains(stated)))
}

fn measures(claim: &Claim, phrase: &str) -> bool {
    let measure = &claim.measure;
    phrase.split_whitespace().all(|word| {
        measure.head == word || measure.modifiers.iter().any(|known| known == word) || key_holds(&measure.key, word)
    })
}

fn key_holds(key: &str, word: &str) -> bool {
    key.split_whitespace().any(|known| known == word)
}

fn surrounds(claim: &Claim, phrase: &str) -> bool {
    phrase.split_whitespace().all(|word| {
        measures(claim, word)
            || claim.measure.context.iter().any(|known| known == word)
            || claim.scope.iter().any(|known| known == word)
    })
}

/// A part in a rule, and which claims may take it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoleSpec {
    /// Its name in the rule.
    pub name: SmolStr,
    /// What a claim must state.
    pub must: Predicate,
    /// What a claim must not state, not even one of it.
    pub not: Predicate,
    /// Whether it takes every claim that fits, as a set.
    pub many: bool,
    /// Whether the rule also holds without it.
    pub optional: bool,
    /// Whether of several claims that fit it takes only the one that stands nearest to those it goes with.
    pub nearest: bool,
}

/// What a role takes where it says nothing of modality: what is said to be so, is planned or expected.
pub(super) const USUAL: [Modality; 3] = [Modality::Actual, Modality::Target, Modality::Estimate];

impl RoleSpec {
    /// Whether a claim may take the role; one that the tool states itself only where the role asks for its tag.
    #[must_use]
    pub fn takes(&self, claim: &Claim) -> bool {
        let usual = !self.must.modality.is_empty() || USUAL.contains(&claim.modality);
        let asked = !claim.derived || !self.must.tags.is_empty();
        asked && usual && self.must.all(claim) && !self.not.any(claim)
    }

    /// The dimension of every claim it takes, where the rule says only one.
    #[must_use]
    pub fn dimension(&self) -> Option<Dimension> {
        match self.must.dimension.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

/// The fields of a role, for messages and the schema: name, and its words where they are fixed.
pub(super) fn fields() -> Vec<(&'static str, Vec<&'static str>)> {
    fn words<T: Named>() -> Vec<&'static str> {
        T::WORDS.iter().map(|known| known.0).collect()
    }
    let free = |name| (name, Vec::new());
    vec![
        ("aspect", words::<Aspect>()),
        ("dimension", words::<Dimension>()),
        free("unit"),
        free("per"),
        ("direction", words::<Direction>()),
        ("point", words::<Point>()),
        ("form", words::<Form>()),
        ("notation", words::<Notation>()),
        ("bound", words::<Bound>()),
        ("modality", words::<Modality>()),
        free("basis"),
        free("tags"),
        free("any-tags"),
        free("measure"),
        free("head"),
        free("context"),
        ("links", words::<LinkKind>()),
    ]
}

/// The fields that say how many claims take a role, with what they mean.
pub(super) const COUNTS: [(&str, &str); 3] = [
    ("many", "takes every claim that fits, as a set"),
    ("optional", "the rule also holds without it"),
    ("nearest", "of several claims that fit, takes only the one that stands nearest to those it goes with"),
];

/// The fields of a role that are true or false.
pub(super) const FLAGS: [&str; 5] = ["speaker", "attributed", "listed", "dated", "named"];
