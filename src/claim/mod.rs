//! Claims: a quantity and what it is said of.
//!
//! The core type of the crate. Everything before makes claims, everything after
//! reads them.

mod asked;
mod attribution;
mod change;
mod cue;
mod derive;
mod extract;
mod given;
pub(crate) mod language;
mod list;
mod measure;
mod naming;
mod part;
mod period;
mod phrase;
mod relate;
mod story;
mod tagger;
mod token;
mod unit;
mod voice;

use jiff::civil::Date;
use serde::Serialize;
use smol_str::SmolStr;

use crate::lexicon::Lexicon;
use crate::quantity::Quantity;
use crate::span::Span;
use crate::transcript::{SpeakerId, Transcript};

/// Which claim of a transcript, an index into [`Claims::all`], in text order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ClaimId(pub u32);

/// What about its measure a figure states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// How much there is: "the rate was 5.7 percent", "2,340 people".
    #[default]
    Level,
    /// By how much it changed, as a rate, points, multiple or amount: "up 1.4%", "rose by 12".
    Change,
    /// What part of something it is: "accounted for 27.4% of GDP", "one in five".
    Share,
    /// How far two things are apart, no change in time: "12 more than Orland".
    Difference,
    /// An average over time or things: "135 a month on average".
    Average,
    /// A place in an order: "third".
    Rank,
    /// How long: "for 12 years", "within 30 days".
    Duration,
    /// How many items a list has or is announced to have: "three measures".
    Enumeration,
    /// A date stated as a fact: "Tuesday, 16 December".
    Date,
}

/// Which way a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It grows.
    Up,
    /// It shrinks.
    Down,
    /// It stays.
    Flat,
}

/// Which end of a stated change a level is: "rose from 26 to 31 million".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Point {
    /// The level before.
    From,
    /// The level after.
    To,
}

/// Whether a figure is said to be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// It is said to be so.
    #[default]
    Actual,
    /// It is to be reached: plans, goals, promises.
    Target,
    /// It is expected: forecasts, guidance.
    Estimate,
    /// It is supposed: "if", "would".
    Hypothetical,
    /// It is asked.
    Question,
    /// It is said not to be so.
    Denied,
    /// The speaker takes it back in the same breath, or an official correction strikes it out.
    Corrected,
}

/// What a figure is said of.
///
/// Words are lemmas in lower case, normalized by the lexicon ("production",
/// "produced" and "output" are one lemma).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measure {
    /// The lemmas that name the thing, in a canonical order, joined by spaces; empty where unknown.
    pub key: SmolStr,
    /// The head: "station" in "5G base stations".
    pub head: SmolStr,
    /// Every other lemma that narrows it: "5g", "base".
    pub modifiers: Vec<SmolStr>,
    /// What is done with it, where the verb says so: "ship" in "we shipped 64,000 heat pumps".
    pub verb: SmolStr,
    /// Who or what does it, where a verb with meaning governs the figure: "the Pinnock fire" of "burned 9,800 hectares".
    pub agent: Vec<SmolStr>,
    /// Where or for whom it is, as a phrase behind it says: "in our hospitals".
    pub place: Vec<SmolStr>,
    /// Lemmas of the same sentence that are none of these: context for linking, never part of the key.
    pub context: Vec<SmolStr>,
    /// Lemmas of the question that the figure answers.
    pub asked: Vec<SmolStr>,
    /// The names in the same sentence: what its speaker tells apart by name.
    pub names: Vec<SmolStr>,
    /// The words as they stand, for people: "5G base stations".
    pub text: SmolStr,
}

impl Measure {
    /// Makes the key from head, modifiers and verb.
    fn seal(&mut self) {
        let mut parts: Vec<&str> = self.modifiers.iter().map(SmolStr::as_str).collect();
        parts.extend([self.head.as_str(), self.verb.as_str()].iter().filter(|part| !part.is_empty()));
        parts.sort_unstable();
        parts.dedup();
        self.key = SmolStr::from(parts.join(" "));
    }

    /// How much two measures share, from 0 (nothing) to 1 (the same words): the shared part of the
    /// shorter one's lemmas, halved where neither has the other's head.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f64 {
        let (a, b): (Vec<&str>, Vec<&str>) = (self.lemmas().collect(), other.lemmas().collect());
        let shorter = a.len().min(b.len());
        if shorter == 0 {
            return 0.0;
        }
        let shared = a.iter().filter(|lemma| b.contains(lemma)).count();
        let heads = b.contains(&self.head.as_str()) || a.contains(&other.head.as_str());
        let share = shared as f64 / shorter as f64;
        if heads { share } else { share / 2.0 }
    }

    /// Every lemma that the key is made of.
    pub fn lemmas(&self) -> impl Iterator<Item = &str> {
        self.key.split(' ').filter(|lemma| !lemma.is_empty())
    }
}

/// A stretch of civil days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Period {
    /// The words: "last year".
    pub text: SmolStr,
    /// The same in one canonical form: "q2" for "the second quarter" and "Q2" alike.
    pub key: SmolStr,
    /// First day, where it can be placed.
    pub start: Option<Date>,
    /// Last day, where it can be placed.
    pub end: Option<Date>,
}

/// Whose figure a speaker says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The name as said: "Mr. Xiao", "I", "my colleague".
    pub name: SmolStr,
    /// The speaker of this transcript who is meant, where sure.
    pub speaker: Option<SpeakerId>,
    /// Whether any other speaker may be meant: "you", "the gentleman".
    pub open: bool,
    /// The cue: "as Mr. Xiao just mentioned".
    pub cue: Span,
}

/// How claims of one list hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListPlace {
    /// The list, numbered through the transcript.
    pub list: u32,
    /// The place in it, from 0.
    pub position: u16,
}

/// How one claim of a text depends on another, as its grammar says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// This change is stated of that level (its level after).
    ChangeOf,
    /// This change starts from that level.
    ChangeFrom,
    /// This figure is a part of that total: "of them", "including".
    PartOf,
    /// This figure says that one again in other words or units: "62 miles, about 100 kilometres".
    Apposed,
    /// This share is taken of that whole.
    ShareOf,
    /// This share says how much of its whole that part is.
    ShareFrom,
    /// This figure and its fellows add up to that total.
    AddendOf,
    /// This share and that one, the first of its kind, are shares of one whole that exclude each other.
    Beside,
    /// This price or figure per head is that total divided by its count.
    EachOf,
    /// This count is how many there are of what that price is for.
    HeadsOf,
    /// This item is listed under that announced count.
    ItemOf,
    /// This amount is what lies between that goal and what is reached, or the share of the goal that is.
    GoalOf,
    /// And that is what is reached.
    ReachedOf,
    /// This is the average of that total, or of those figures.
    AverageOf,
    /// And it is taken over that many.
    Over,
    /// This figure must keep to that limit, which is said to hold for all.
    LimitedBy,
    /// This figure cannot be smaller than that one, by rank, record or as a running total.
    NotBelow,
    /// This is a point of that range, or its width.
    RangeOf,
}

/// A quantity and what it is said of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claim {
    /// Its place in [`Claims::all`].
    pub id: ClaimId,
    /// The figure in the text, unit and counted noun's words included where they follow at once.
    pub span: Span,
    /// Its sentence, an index into [`Transcript::sentences`].
    pub sentence: usize,
    /// Its clause, numbered through the transcript.
    pub clause: usize,
    /// Who says it.
    pub speaker: Option<SpeakerId>,
    /// The value.
    pub quantity: Quantity,
    /// What is measured.
    pub measure: Measure,
    /// What about it.
    pub aspect: Aspect,
    /// Which way, for changes and differences.
    pub direction: Option<Direction>,
    /// Which end of a change, for levels.
    pub point: Option<Point>,
    /// What a change is against: "year-on-year", "month-on-month", "over 2020"; a key of the lexicon where known.
    pub basis: Option<SmolStr>,
    /// When.
    pub period: Option<Period>,
    /// Lemmas of places, companies, segments and accounting terms that narrow it.
    pub scope: Vec<SmolStr>,
    /// Whether it is said to be so.
    pub modality: Modality,
    /// Whose figure it is said to be.
    pub attribution: Option<Attribution>,
    /// Cues that stand at the figure, keys of `rules/lexicon/cues.toml`: "total", "remaining", "record".
    pub tags: Vec<SmolStr>,
    /// Its list, where it stands in one.
    pub list: Option<ListPlace>,
    /// Other claims it depends on by grammar.
    pub links: Vec<(LinkKind, ClaimId)>,
    /// Whether the tool states it of the text ("five items follow") and the text has no such figure.
    pub derived: bool,
}

impl Claim {
    /// A bare claim of a quantity, whose spans count from the transcript's start.
    #[must_use]
    pub fn of(quantity: Quantity, sentence: usize) -> Self {
        Self {
            id: ClaimId(0),
            span: quantity.span,
            sentence,
            clause: 0,
            speaker: None,
            quantity,
            measure: Measure::default(),
            aspect: Aspect::Level,
            direction: None,
            point: None,
            basis: None,
            period: None,
            scope: Vec::new(),
            modality: Modality::Actual,
            attribution: None,
            tags: Vec::new(),
            list: None,
            links: Vec::new(),
            derived: false,
        }
    }

    /// Whether a cue stands at the figure.
    #[must_use]
    pub fn tagged(&self, tag: &str) -> bool {
        self.tags.iter().any(|known| known == tag)
    }
}

/// The claims of one transcript.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// All of them, in text order.
    pub all: Vec<Claim>,
}

impl Claims {
    /// Those that the text states; not what the tool states of it.
    pub fn stated(&self) -> impl Iterator<Item = &Claim> {
        self.all.iter().filter(|claim| !claim.derived)
    }

    /// The claim of an id.
    #[must_use]
    pub fn get(&self, id: ClaimId) -> Option<&Claim> {
        self.all.get(id.0 as usize)
    }
}

/// Makes the claims of a transcript.
///
/// Never fails: a figure of which nothing is understood is a claim with an empty measure.
#[must_use]
pub fn extract(transcript: &Transcript, lexicon: &Lexicon) -> Claims {
    extract::run(transcript, lexicon)
}
