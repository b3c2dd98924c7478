//! What can hold between two claims.

use crate::claim::{Claim, ClaimId, LinkKind, Period, Point};
use crate::index::Tie;
use crate::rule::facts::Facts;
use crate::rule::months::Months;

/// Something that can hold between claims in two roles.
pub(in crate::rule) struct Relation {
    /// Its name in expressions.
    pub(in crate::rule) name: &'static str,
    /// What it says of `a` and `b`, for the documentation.
    pub(in crate::rule) says: &'static str,
    /// Whether a number stands before the roles.
    pub(in crate::rule) numbered: bool,
    /// How claims that may stand in it are found; `None` where it only sorts out.
    pub(in crate::rule) candidates: Option<Candidates>,
    holds: fn(&Facts<'_>, u32, &Claim, &Claim) -> bool,
}

impl PartialEq for Relation {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Relation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// How a relation finds the claims for one role from the claim in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rule) enum Candidates {
    /// By a link across the text.
    Tie(Tie),
    /// By a link of grammar.
    Link(LinkKind),
    /// In as many sentences before and after as the number says.
    Sentences,
    /// In the same sentence.
    Sentence,
    /// In the same turn.
    Turn,
    /// In the same list.
    List,
    /// Of the same measure.
    Key,
    /// Of the same head.
    Head,
}

impl Relation {
    /// Whether it holds.
    pub(in crate::rule) fn holds(&self, facts: &Facts<'_>, number: u32, a: &Claim, b: &Claim) -> bool {
        a.id != b.id && (self.holds)(facts, number, a, b)
    }

    /// Claims that may stand in it with one that is given, which is `a` or else `b`.
    pub(in crate::rule) fn find(
        &self,
        facts: &Facts<'_>,
        number: u32,
        given: &Claim,
        is_a: bool,
    ) -> Option<Vec<ClaimId>> {
        Some(match self.candidates? {
            Candidates::Tie(tie) => facts.tied(tie, given.id),
            Candidates::Link(kind) => facts.linked(kind, given, is_a),
            Candidates::Sentences => facts.around(given, number as usize),
            Candidates::Sentence => facts.around(given, 0),
            Candidates::Turn => facts.turn(given),
            Candidates::List => facts.list(given),
            Candidates::Key => facts.key(given),
            Candidates::Head => facts.head(given),
        })
    }

    /// The tie it stands for, if it is one.
    pub(in crate::rule) fn tie(&self) -> Option<Tie> {
        match self.candidates {
            Some(Candidates::Tie(tie)) => Some(tie),
            _ => None,
        }
    }
}

const fn relation(
    name: &'static str,
    says: &'static str,
    candidates: Option<Candidates>,
    holds: fn(&Facts<'_>, u32, &Claim, &Claim) -> bool,
) -> Relation {
    Relation { name, says, numbered: matches!(candidates, Some(Candidates::Sentences)), candidates, holds }
}

/// Every relation.
pub(in crate::rule) static RELATIONS: &[Relation] = &[
    relation(
        "same",
        "both state the same thing, whatever their values",
        Some(Candidates::Tie(Tie::Same)),
        |facts, _, a, b| facts.tie(Tie::Same, a.id, b.id).is_some(),
    ),
    relation(
        "cites",
        "a says that its figure is b's: \"as Mr. Ito mentioned\"",
        Some(Candidates::Tie(Tie::Cites)),
        |facts, _, a, b| facts.tie(Tie::Cites, a.id, b.id).is_some_and(|link| link.second == a.id),
    ),
    relation(
        "change-of",
        "a is the change that led to the level b",
        Some(Candidates::Link(LinkKind::ChangeOf)),
        |_, _, a, b| a.links.contains(&(LinkKind::ChangeOf, b.id)),
    ),
    relation(
        "change-from",
        "a is a change that starts from the level b",
        Some(Candidates::Link(LinkKind::ChangeFrom)),
        |_, _, a, b| a.links.contains(&(LinkKind::ChangeFrom, b.id)),
    ),
    relation(
        "part-of",
        "a is a part of b: \"of them\", \"including\"",
        Some(Candidates::Link(LinkKind::PartOf)),
        |_, _, a, b| a.links.contains(&(LinkKind::PartOf, b.id)),
    ),
    relation(
        "apposed",
        "a says b again in other words or units",
        Some(Candidates::Link(LinkKind::Apposed)),
        |_, _, a, b| a.links.contains(&(LinkKind::Apposed, b.id)),
    ),
    relation("share-of", "a is a share taken of b", Some(Candidates::Link(LinkKind::ShareOf)), |_, _, a, b| {
        a.links.contains(&(LinkKind::ShareOf, b.id))
    }),
    relation(
        "share-from",
        "a is a share that says how much of its whole b is",
        Some(Candidates::Link(LinkKind::ShareFrom)),
        |_, _, a, b| a.links.contains(&(LinkKind::ShareFrom, b.id)),
    ),
    relation("addend-of", "a and its fellows add up to b", Some(Candidates::Link(LinkKind::AddendOf)), |_, _, a, b| {
        a.links.contains(&(LinkKind::AddendOf, b.id))
    }),
    relation(
        "beside",
        "a and b are shares of one whole that exclude each other, b the first of them",
        Some(Candidates::Link(LinkKind::Beside)),
        |_, _, a, b| a.links.contains(&(LinkKind::Beside, b.id)),
    ),
    relation(
        "each-of",
        "a is a price or figure per head, b the total of it",
        Some(Candidates::Link(LinkKind::EachOf)),
        |_, _, a, b| a.links.contains(&(LinkKind::EachOf, b.id)),
    ),
    relation(
        "heads-of",
        "a counts what the price b is for one of",
        Some(Candidates::Link(LinkKind::HeadsOf)),
        |_, _, a, b| a.links.contains(&(LinkKind::HeadsOf, b.id)),
    ),
    relation(
        "item-of",
        "a is listed under the announced count b",
        Some(Candidates::Link(LinkKind::ItemOf)),
        |_, _, a, b| a.links.contains(&(LinkKind::ItemOf, b.id)),
    ),
    relation(
        "goal-of",
        "a is what is missing to the goal b, or its share",
        Some(Candidates::Link(LinkKind::GoalOf)),
        |_, _, a, b| a.links.contains(&(LinkKind::GoalOf, b.id)),
    ),
    relation(
        "reached-of",
        "a is told of what is reached, b",
        Some(Candidates::Link(LinkKind::ReachedOf)),
        |_, _, a, b| a.links.contains(&(LinkKind::ReachedOf, b.id)),
    ),
    relation("average-of", "a is the average of b", Some(Candidates::Link(LinkKind::AverageOf)), |_, _, a, b| {
        a.links.contains(&(LinkKind::AverageOf, b.id))
    }),
    relation("over", "a is an average over b of them", Some(Candidates::Link(LinkKind::Over)), |_, _, a, b| {
        a.links.contains(&(LinkKind::Over, b.id))
    }),
    relation(
        "limited-by",
        "a must keep to the limit b, which is said to hold for all",
        Some(Candidates::Link(LinkKind::LimitedBy)),
        |_, _, a, b| a.links.contains(&(LinkKind::LimitedBy, b.id)),
    ),
    relation(
        "not-below",
        "a cannot be smaller than b: by rank, as a record or as a running total",
        Some(Candidates::Link(LinkKind::NotBelow)),
        |_, _, a, b| a.links.contains(&(LinkKind::NotBelow, b.id)),
    ),
    relation(
        "range-of",
        "a is a point of the range b, or its width",
        Some(Candidates::Link(LinkKind::RangeOf)),
        |_, _, a, b| a.links.contains(&(LinkKind::RangeOf, b.id)),
    ),
    relation("within-sentences", "at most n sentences lie between them", Some(Candidates::Sentences), |_, n, a, b| {
        a.sentence.abs_diff(b.sentence) <= n as usize
    }),
    relation("same-sentence", "both stand in one sentence", Some(Candidates::Sentence), |_, _, a, b| {
        a.sentence == b.sentence
    }),
    relation("same-clause", "both stand in one clause", Some(Candidates::Sentence), |_, _, a, b| a.clause == b.clause),
    relation("same-turn", "one speaker says both without a break", Some(Candidates::Turn), |facts, _, a, b| {
        let turn = |claim: &Claim| facts.transcript.sentences.get(claim.sentence).map(|sentence| sentence.turn);
        turn(a) == turn(b)
    }),
    relation("same-list", "both stand in one list", Some(Candidates::List), |_, _, a, b| {
        a.list.is_some_and(|place| b.list.is_some_and(|other| place.list == other.list))
    }),
    relation("list-neighbours", "b follows a in a list", Some(Candidates::List), |_, _, a, b| {
        let follows = |a: crate::claim::ListPlace, b: crate::claim::ListPlace| {
            a.list == b.list && a.position.checked_add(1) == Some(b.position)
        };
        a.list.zip(b.list).is_some_and(|(a, b)| follows(a, b))
    }),
    relation(
        "same-measure",
        "both are of one measure, word for word after normalization",
        Some(Candidates::Key),
        |_, _, a, b| !a.measure.key.is_empty() && a.measure.key == b.measure.key,
    ),
    relation("same-head", "the heads of their measures are one word", Some(Candidates::Head), |_, _, a, b| {
        !a.measure.head.is_empty() && a.measure.head == b.measure.head
    }),
    relation(
        "like-measure",
        "no word narrows the one measure that does not narrow the other, where both are known",
        None,
        |_, _, a, b| a.measure.key.is_empty() || b.measure.key.is_empty() || like(a, b),
    ),
    relation("shares-word", "a word of the one's measure is also in the other's", None, |_, _, a, b| {
        a.measure.lemmas().any(|lemma| b.measure.lemmas().any(|other| other == lemma))
    }),
    relation(
        "from-to",
        "a is the level before and b the level after a change, in one sentence: \"from 3 to 5\"",
        Some(Candidates::Sentence),
        |_, _, a, b| a.sentence == b.sentence && a.point == Some(Point::From) && b.point == Some(Point::To),
    ),
    relation("next", "b is the next figure after a, in one sentence", Some(Candidates::Sentence), |_, _, a, b| {
        a.sentence == b.sentence && b.id.0 == a.id.0.saturating_add(1)
    }),
    relation("less", "a's figure, as stated, is smaller than b's, in one unit", None, |_, _, a, b| {
        a.quantity.unit == b.quantity.unit && a.quantity.value < b.quantity.value
    }),
    relation("before", "a stands before b", None, |_, _, a, b| a.id < b.id),
    relation("same-unit", "both have one unit", None, |_, _, a, b| a.quantity.unit == b.quantity.unit),
    relation("like-unit", "both have one unit; \"per day\" and the like may be left out once", None, |_, _, a, b| {
        let (a, b) = (&a.quantity.unit, &b.quantity.unit);
        a.name == b.name && (a.per == b.per || a.per.is_none() || b.per.is_none())
    }),
    relation("same-dimension", "both measure one kind of thing", None, |_, _, a, b| {
        a.quantity.unit.dimension == b.quantity.unit.dimension
    }),
    relation("same-speaker", "one speaker says both", None, |_, _, a, b| a.speaker.is_some() && a.speaker == b.speaker),
    relation("other-speaker", "two known speakers say them", None, |_, _, a, b| {
        a.speaker.is_some() && b.speaker.is_some() && a.speaker != b.speaker
    }),
    relation("same-modality", "both are said to be so, or planned, or expected", None, |_, _, a, b| {
        a.modality == b.modality
    }),
    relation("same-direction", "both go up, or down", None, |_, _, a, b| {
        a.direction.is_some() && a.direction == b.direction
    }),
    relation("other-direction", "one goes up, the other down", None, |_, _, a, b| {
        a.direction.is_some() && b.direction.is_some() && a.direction != b.direction
    }),
    relation("same-basis", "both are against the same earlier time, or none is named", None, |_, _, a, b| {
        a.basis == b.basis
    }),
    relation("same-scope", "the same places, companies and terms narrow them", None, |_, _, a, b| {
        a.scope.iter().all(|word| b.scope.contains(word)) && b.scope.iter().all(|word| a.scope.contains(word))
    }),
    relation("same-period", "both speak of one period, or of none", None, |_, _, a, b| same_period(a, b)),
    relation("keeps-period", "b names no period, or a's", None, |_, _, a, b| b.period.is_none() || same_period(a, b)),
    relation(
        "like-period",
        "they are not known to speak of two times, or of times of other lengths",
        None,
        |_, _, a, b| !crate::index::of_other_time(a, b),
    ),
    relation("different-period", "their periods are known and do not meet", None, |_, _, a, b| {
        days(a).zip(days(b)).is_some_and(|(a, b)| a.1 < b.0 || b.1 < a.0)
    }),
    relation("inside-period", "a's period is a part of b's: a quarter of its year", None, |_, _, a, b| {
        Months::of(a).zip(Months::of(b)).is_some_and(|(a, b)| a.inside(b))
    }),
    relation("earlier-period", "a's period ends before b's begins", None, |_, _, a, b| {
        days(a).zip(days(b)).is_some_and(|(a, b)| a.1 < b.0)
    }),
];

fn like(a: &Claim, b: &Claim) -> bool {
    let known = |claim: &Claim, word: &str| claim.measure.lemmas().any(|lemma| lemma == word);
    let narrows = |a: &Claim, b: &Claim| a.measure.modifiers.iter().any(|word| !known(b, word));
    a.measure.head == b.measure.head && !(narrows(a, b) && narrows(b, a))
}

fn days(claim: &Claim) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let period = claim.period.as_ref()?;
    Some((period.start?, period.end?))
}

fn same_period(a: &Claim, b: &Claim) -> bool {
    match (&a.period, &b.period) {
        (None, None) => true,
        (Some(a), Some(b)) => same_days(a, b),
        _ => false,
    }
}

fn same_days(a: &Period, b: &Period) -> bool {
    if a.start.is_some() && b.start.is_some() {
        return a.start == b.start && a.end == b.end;
    }
    a.text.eq_ignore_ascii_case(&b.text)
}
