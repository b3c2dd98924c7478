//! The words of rule files for the facts of a claim.

use crate::claim::{Aspect, Direction, LinkKind, Modality, Point};
use crate::quantity::{Bound, Dimension, Form, Notation};

/// A fact that rule files name by a word.
pub trait Named: Sized + Copy + PartialEq + 'static {
    /// Every word with its meaning.
    const WORDS: &'static [(&'static str, Self)];

    /// The meaning of a word.
    #[must_use]
    fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|known| known.0 == word).map(|known| known.1)
    }

    /// The word for a meaning.
    #[must_use]
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|known| known.1 == self).map_or("", |known| known.0)
    }
}

impl Named for Aspect {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("level", Self::Level),
        ("change", Self::Change),
        ("share", Self::Share),
        ("difference", Self::Difference),
        ("average", Self::Average),
        ("rank", Self::Rank),
        ("duration", Self::Duration),
        ("enumeration", Self::Enumeration),
        ("date", Self::Date),
    ];
}

impl Named for Direction {
    const WORDS: &'static [(&'static str, Self)] = &[("up", Self::Up), ("down", Self::Down), ("flat", Self::Flat)];
}

impl Named for Point {
    const WORDS: &'static [(&'static str, Self)] = &[("from", Self::From), ("to", Self::To)];
}

impl Named for Modality {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("actual", Self::Actual),
        ("target", Self::Target),
        ("estimate", Self::Estimate),
        ("hypothetical", Self::Hypothetical),
        ("question", Self::Question),
        ("denied", Self::Denied),
        ("corrected", Self::Corrected),
    ];
}

impl Named for LinkKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("change-of", Self::ChangeOf),
        ("change-from", Self::ChangeFrom),
        ("part-of", Self::PartOf),
        ("apposed", Self::Apposed),
        ("share-of", Self::ShareOf),
        ("share-from", Self::ShareFrom),
        ("addend-of", Self::AddendOf),
        ("beside", Self::Beside),
        ("each-of", Self::EachOf),
        ("heads-of", Self::HeadsOf),
        ("item-of", Self::ItemOf),
        ("goal-of", Self::GoalOf),
        ("reached-of", Self::ReachedOf),
        ("average-of", Self::AverageOf),
        ("over", Self::Over),
        ("limited-by", Self::LimitedBy),
        ("not-below", Self::NotBelow),
        ("range-of", Self::RangeOf),
    ];
}

impl Named for Bound {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("exact", Self::Exact),
        ("at-least", Self::AtLeast),
        ("more-than", Self::MoreThan),
        ("at-most", Self::AtMost),
        ("less-than", Self::LessThan),
        ("about", Self::About),
        ("range", Self::Range),
    ];
}

impl Named for Notation {
    const WORDS: &'static [(&'static str, Self)] = &[("digits", Self::Digits), ("words", Self::Words)];
}

impl Named for Form {
    const WORDS: &'static [(&'static str, Self)] =
        &[("amount", Self::Amount), ("multiple", Self::Multiple), ("ratio", Self::Ratio), ("fraction", Self::Fraction)];
}

impl Named for Dimension {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("count", Self::Count),
        ("share", Self::Share),
        ("points", Self::Points),
        ("multiple", Self::Multiple),
        ("money", Self::Money),
        ("length", Self::Length),
        ("area", Self::Area),
        ("volume", Self::Volume),
        ("mass", Self::Mass),
        ("time", Self::Time),
        ("temperature", Self::Temperature),
        ("speed", Self::Speed),
        ("energy", Self::Energy),
        ("power", Self::Power),
        ("data", Self::Data),
        ("other", Self::Other),
    ];
}
