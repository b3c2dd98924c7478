//! Lemmas, parts of speech, synonyms and derivations.

use std::collections::HashMap;

use serde::Deserialize;
use smol_str::SmolStr;

use super::phrases::Quick;
use super::stem::{singular, stems};
use super::table::{read, table};
use super::{memo, open};

/// The part of speech of a word, as coarse as noun phrases need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A common noun.
    Noun,
    /// A name.
    Proper,
    /// A verb with meaning of its own.
    Verb,
    /// be, have, do and the modal verbs.
    Auxiliary,
    /// An adjective or a participle that stands as one.
    Adjective,
    /// An adverb.
    Adverb,
    /// An article, demonstrative or possessive.
    Determiner,
    /// A pronoun.
    Pronoun,
    /// A preposition or verb particle.
    Preposition,
    /// and, or, but.
    Conjunction,
    /// that, because, while, which, who.
    Subordinator,
    /// not, never.
    Negation,
}

/// What a verb or noun says of the way a figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trend {
    /// Up.
    Up,
    /// Down.
    Down,
}

/// What the lists of `closed.toml` say of an open word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// A verb that says nothing of the thing measured.
    Light,
    /// A noun that names a figure, not what it measures: "number", "share".
    Container,
    /// A noun that announces things that are then told one by one: "three measures", "two points".
    Listable,
    /// Says nothing of the thing measured, only how: "annual", "growth", "rate".
    Generic,
    /// A noun that tells no measure apart: "rate" in "the unemployment rate".
    Neutral,
    /// A verb whose past is spelled as its present: "cut".
    Unchanging,
    /// A noun of change that is a measure of its own where nothing else is named: "we see growth of 2 percent".
    Standing,
    /// A verb that takes "up" and "down" as directions: "went up", not "set up".
    Moving,
    /// A verb that can say whose figure it is: "as the minister told you".
    Saying,
    /// A verb that figures are told with: of saying, of going up and down, or a light one.
    Told,
    /// A verb of saying that gives a figure of one's own for the first time: "we reported".
    Publishing,
    /// A word before a verb of saying that makes it something still to be said: "I would note".
    YetToSay,
    /// A noun that names somebody's figure: "Ms Hale's number".
    SayingNoun,
    /// A verb by which a figure is somebody's view: "the governor expects".
    Expecting,
    /// A noun for people: "nurse", "passenger".
    Person,
    /// A word for somebody present: "you", "the gentleman".
    Addressed,
    /// Says nothing of the thing measured, or only points at it: "the same".
    Pointing,
    /// Somebody present who is called by what he is: "the boss".
    Chief,
    /// A preposition that joins clauses too: "since the tunnel opened".
    Joining,
    /// A noun for a time: "year", "moment".
    Timely,
    /// A verb by which people decide: "the board resolved".
    Deciding,
}

impl WordKind {
    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The kinds of open words by the lists they stand in.
const KINDS: [(WordKind, &[&str]); 21] = [
    (WordKind::Light, &["light"]),
    (WordKind::Container, &["container"]),
    (WordKind::Listable, &["listable"]),
    (WordKind::Generic, &["generic", "container", "up", "down"]),
    (WordKind::Neutral, &["neutral"]),
    (WordKind::Unchanging, &["unchanging"]),
    (WordKind::Standing, &["standing"]),
    (WordKind::Moving, &["moving"]),
    (WordKind::Saying, &["saying"]),
    (WordKind::Told, &["saying", "light", "up", "down"]),
    (WordKind::Publishing, &["publishing"]),
    (WordKind::YetToSay, &["yet-to-say"]),
    (WordKind::SayingNoun, &["saying-noun"]),
    (WordKind::Expecting, &["expecting"]),
    (WordKind::Person, &["person"]),
    (WordKind::Addressed, &["addressed"]),
    (WordKind::Pointing, &["generic", "container", "up", "down", "pointing"]),
    (WordKind::Chief, &["chief"]),
    (WordKind::Joining, &["joining"]),
    (WordKind::Timely, &["timely"]),
    (WordKind::Deciding, &["deciding"]),
];

/// How a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// "produce", "produces"
    Finite,
    /// "produced", past or participle
    Past,
    /// "producing"
    Gerund,
}

/// What an open word can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// Its lemma as a noun.
    pub noun: SmolStr,
    /// Its lemma and form as a verb, where it can be one.
    pub verb: Option<(SmolStr, VerbForm)>,
    /// Whether it can be an adjective.
    pub adjective: bool,
    /// Whether it can be an adverb.
    pub adverb: bool,
    /// What it mostly is.
    pub mostly: Class,
}

/// Lemmas, parts of speech, synonyms and derivations.
#[derive(Debug, Clone, Default)]
pub struct Words {
    closed: HashMap<SmolStr, Class, Quick>,
    forms: HashMap<&'static str, Vec<(Class, &'static str)>, Quick>,
    synonyms: HashMap<SmolStr, SmolStr, Quick>,
    opposites: HashMap<SmolStr, Vec<usize>, Quick>,
    compounds: HashMap<(SmolStr, SmolStr), SmolStr, Quick>,
    /// What each word of the lists is said to be, a bit a [`WordKind`].
    kinds: HashMap<SmolStr, u32, Quick>,
    trends: HashMap<SmolStr, Trend, Quick>,
}

const FORMS: &str = include_str!("../../rules/lexicon/forms.tsv");
const CLOSED: &str = table!("closed");
const SYNONYMS: &str = table!("synonyms");

#[derive(Deserialize, Default)]
struct SynonymTable {
    groups: Vec<Vec<SmolStr>>,
    opposites: Vec<Vec<SmolStr>>,
    compounds: Vec<[SmolStr; 3]>,
}

impl Words {
    /// The built-in table.
    #[must_use]
    pub fn built_in() -> Self {
        let lists: HashMap<String, String> = read(CLOSED);
        let synonyms: SynonymTable = read(SYNONYMS);
        let list = |name: &str| lists.get(name).map_or("", String::as_str).split_whitespace().map(SmolStr::new);
        let closed = CLASSES.iter().rev().flat_map(|(name, class)| list(name).map(|word| (word, *class))).collect();
        let trends = [("up", Trend::Up), ("down", Trend::Down)];
        let mut words = Self {
            closed,
            forms: HashMap::default(),
            synonyms: HashMap::default(),
            opposites: HashMap::default(),
            compounds: HashMap::default(),
            kinds: HashMap::default(),
            trends: trends.iter().flat_map(|(name, trend)| list(name).map(|word| (word, *trend))).collect(),
        };
        for (kind, names) in KINDS {
            for word in names.iter().flat_map(|name| list(name)) {
                *words.kinds.entry(word).or_default() |= kind.bit();
            }
        }
        for (form, class, lemma) in rows(FORMS).filter_map(form_entry) {
            words.forms.entry(form).or_default().push((class, lemma));
        }
        for group in &synonyms.groups {
            words.add_synonyms(group);
        }
        for [modifier, head, name] in &synonyms.compounds {
            words.compounds.insert((words.canonical(modifier), words.canonical(head)), name.clone());
        }
        for (number, group) in synonyms.opposites.iter().enumerate() {
            for word in group {
                let word = words.canonical(word);
                words.opposites.entry(word).or_default().push(number);
            }
        }
        words
    }

    /// Makes words stand for one another; the first stands for all.
    pub fn add_synonyms(&mut self, group: &[SmolStr]) {
        let Some(first) = group.first().map(|word| self.canonical(word)) else { return };
        for word in group {
            self.synonyms.insert(word.clone(), first.clone());
            self.synonyms.insert(self.base(word), first.clone());
        }
    }

    /// The class of a word of the closed classes, in lower case.
    #[must_use]
    pub fn closed(&self, word: &str) -> Option<Class> {
        self.closed.get(word).copied()
    }

    /// What an open word, in lower case, can be.
    #[must_use]
    pub fn analyze(&self, word: &str) -> Analysis {
        // The endings are cut by the built-in tables alone, which are the same in every lexicon that has any.
        if self.forms.is_empty() || word.len() > memo::LONGEST {
            return self.analyze_anew(word);
        }
        memo::recall(word, || self.analyze_anew(word))
    }

    fn analyze_anew(&self, word: &str) -> Analysis {
        let known = open::entry(word);
        let verb = self.verb(word);
        let noun = self.noun(word);
        let has = |letter: char| known.is_some_and(|entry| entry.classes.contains(letter));
        let mostly = match known.and_then(|entry| entry.classes.chars().next()) {
            Some('v') => Class::Verb,
            Some('a') => Class::Adjective,
            Some('r') => Class::Adverb,
            Some(_) => Class::Noun,
            None => self.guess(word, &noun, verb.as_ref()),
        };
        Analysis { noun, verb, adjective: has('a'), adverb: has('r') || mostly == Class::Adverb, mostly }
    }

    /// The class of a word that the table does not hold, by its ending.
    fn guess(&self, word: &str, noun: &str, verb: Option<&(SmolStr, VerbForm)>) -> Class {
        match verb {
            Some((_, VerbForm::Past | VerbForm::Gerund)) => Class::Verb,
            Some((lemma, VerbForm::Finite)) => match open::entry(lemma) {
                Some(entry) if entry.classes.starts_with('v') && noun == lemma => Class::Verb,
                _ => Class::Noun,
            },
            None if word.ends_with("ly") => Class::Adverb,
            None if ["ed", "ous", "ful", "less", "able", "ible", "ive", "ical", "ish"]
                .iter()
                .any(|end| word.ends_with(end)) =>
            {
                Class::Adjective
            }
            None => Class::Noun,
        }
    }

    /// The verb a word is a form of.
    fn verb(&self, word: &str) -> Option<(SmolStr, VerbForm)> {
        let is_verb = |lemma: &str| open::entry(lemma).is_some_and(|entry| entry.classes.contains('v'));
        if let Some((_, lemma)) =
            self.forms.get(word).and_then(|all| all.iter().find(|(class, _)| *class == Class::Verb))
        {
            let form = if word.ends_with("ing") { VerbForm::Gerund } else { VerbForm::Past };
            return Some((SmolStr::new(lemma), form));
        }
        if is_verb(word) {
            return Some((SmolStr::new(word), VerbForm::Finite));
        }
        let endings = [("ing", VerbForm::Gerund), ("ed", VerbForm::Past), ("s", VerbForm::Finite)];
        endings.iter().find_map(|(ending, form)| {
            let stem = word.strip_suffix(ending)?;
            stems(stem, *form).into_iter().find(|lemma| is_verb(lemma)).map(|lemma| (SmolStr::from(lemma), *form))
        })
    }

    /// The singular of a noun.
    fn noun(&self, word: &str) -> SmolStr {
        if let Some((_, lemma)) =
            self.forms.get(word).and_then(|all| all.iter().find(|(class, _)| *class == Class::Noun))
        {
            return SmolStr::new(lemma);
        }
        singular(word)
    }

    /// The verb behind a noun of action, else the word itself.
    #[must_use]
    pub fn base(&self, lemma: &str) -> SmolStr {
        SmolStr::new(open::entry(lemma).and_then(|entry| entry.base).unwrap_or(lemma))
    }

    /// The one word that stands for all that name the same: "output" and "production" are "produce".
    #[must_use]
    pub fn canonical(&self, lemma: &str) -> SmolStr {
        if let Some(word) = self.synonyms.get(lemma) {
            return word.clone();
        }
        let base = self.base(lemma);
        self.synonyms.get(&base).cloned().unwrap_or(base)
    }

    /// Whether a lemma is a verb and nothing else: "expect".
    #[must_use]
    pub fn only_verb(&self, lemma: &str) -> bool {
        open::entry(lemma).is_some_and(|entry| entry.classes == "v")
    }

    /// Whether a word is mostly an adjective, but a noun too: "firm".
    #[must_use]
    pub fn two_faced(&self, word: &str) -> bool {
        open::entry(word).is_some_and(|entry| entry.classes.starts_with('a') && entry.classes.contains('n'))
    }

    /// Whether a word, in lower case, stands in a list.
    #[must_use]
    pub fn is(&self, kind: WordKind, word: &str) -> bool {
        self.kinds.get(word).is_some_and(|kinds| kinds & kind.bit() != 0)
    }

    /// Which way a verb or noun of change goes.
    #[must_use]
    pub fn trend(&self, lemma: &str) -> Option<Trend> {
        self.trends.get(lemma).copied()
    }

    /// The one word for a modifier and head that have a name of their own.
    #[must_use]
    pub fn compound(&self, modifier: &str, head: &str) -> Option<SmolStr> {
        self.compounds.get(&(SmolStr::new(modifier), SmolStr::new(head))).cloned()
    }

    /// Whether a canonical word has opposites.
    #[must_use]
    pub fn is_opposable(&self, word: &str) -> bool {
        self.opposites.contains_key(word)
    }

    /// Whether two canonical words name opposites or kinds of one another.
    #[must_use]
    pub fn opposed(&self, a: &str, b: &str) -> bool {
        let groups = |word: &str| self.opposites.get(word).map_or(&[][..], Vec::as_slice);
        a != b && groups(a).iter().any(|group| groups(b).contains(group))
    }
}

/// The closed classes by their lists; where a word stands in two, the earlier wins.
const CLASSES: [(&str, Class); 8] = [
    ("negation", Class::Negation),
    ("auxiliary", Class::Auxiliary),
    ("conjunction", Class::Conjunction),
    ("subordinator", Class::Subordinator),
    ("preposition", Class::Preposition),
    ("determiner", Class::Determiner),
    ("pronoun", Class::Pronoun),
    ("adverb", Class::Adverb),
];

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn form_entry(row: &'static str) -> Option<(&'static str, Class, &'static str)> {
    let mut cells = row.split('\t');
    let form = cells.next()?;
    let class = if cells.next()? == "v" { Class::Verb } else { Class::Noun };
    Some((form, class, cells.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_produced_and_output_are_one() {
        let words = Words::built_in();
        let produced = words.analyze("produced").verb.map(|(lemma, _)| words.canonical(&lemma));
        assert_eq!(produced.as_deref(), Some("produce"));
        assert_eq!(words.canonical("production"), "produce");
        assert_eq!(words.canonical("output"), "produce");
        assert_eq!(words.canonical("sale"), words.canonical("sell"));
        assert_eq!(words.canonical("automobile"), "car");
    }

    #[test]
    fn forms_find_their_lemmas() {
        let words = Words::built_in();
        for (form, lemma) in
            [("stopped", "stop"), ("made", "make"), ("carries", "carry"), ("rising", "rise"), ("fell", "fall")]
        {
            assert_eq!(words.analyze(form).verb.map(|(lemma, _)| lemma).as_deref(), Some(lemma), "{form}");
        }
        for (form, lemma) in [("countries", "country"), ("people", "people"), ("children", "child"), ("buses", "bus")] {
            assert_eq!(words.analyze(form).noun, lemma, "{form}");
        }
    }

    #[test]
    fn opposites_part() {
        let words = Words::built_in();
        assert!(words.opposed(&words.canonical("import"), &words.canonical("export")));
        assert!(!words.opposed("import", "import"));
    }
}
