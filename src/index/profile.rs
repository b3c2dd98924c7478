//! The words of every claim as numbers, so that comparing two claims compares no strings.

use std::collections::HashMap;

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::echo::Echoes;
use crate::claim::{Claim, ClaimId, Claims};
use crate::lexicon::phrases::Quick;
use crate::lexicon::{WordKind, Words};
use crate::quantity::{Dimension, Interval, Quantity};

/// The number of a word in [`Profiles`].
pub(super) type WordId = u32;

type Numbers<'a> = HashMap<&'a str, WordId, Quick>;

/// The words of one claim.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// Those of its measure's key.
    pub(super) lemmas: Vec<WordId>,
    /// Those around it.
    pub(super) context: Vec<WordId>,
    /// Those of its sentence that are names.
    names: Vec<WordId>,
    /// Those of its sentence that are places in an order: "third".
    ordinals: Vec<WordId>,
    /// Those of who does it.
    agent: Vec<WordId>,
    /// Those of the question that it answers.
    asked: Vec<WordId>,
    /// The head of its measure, where it has one.
    pub(super) head: Option<WordId>,
    /// Whether its head is a noun for people.
    pub(super) people: bool,
    /// How many claims are told in its unit.
    pub(super) alike: usize,
    /// How many claims have its head, in its dimension.
    pub(super) rivals: usize,
    /// How many claims measure what it measures: counts, sums of money and so on.
    pub(super) kin: usize,
    /// How many claims speak of its period.
    pub(super) dated: usize,
    /// Every word of its sentence, once each.
    sentence: Vec<WordId>,
    /// A bit for every word of its sentence, words sharing bits: most words that it lacks are told by this alone.
    bits: u64,
    /// How telling the words of its sentence are together.
    pub(super) weight: f64,
    /// What it speaks of as far as cues say, a bit for each of [`KINDS`].
    pub(super) kinds: u32,
    /// The values that its figure leaves open; none where they are out of the ordinary.
    spoken: Option<Interval>,
}

/// Cues that part figures: a total is no average.
const KINDS: [&str; 9] =
    ["total", "remaining", "average", "previous", "cumulative", "largest", "smallest", "of-them", "among"];

/// A word beside the measures of more claims than this is not rare.
const RARE: usize = 8;
/// Sentences that share so many rare words may say the same thing in two ways.
const TWINS: usize = 3;

/// Figures below it are reckoned with freely; the arithmetic of larger ones is left to where it is asked for.
const ORDINARY: Decimal = Decimal::from_parts(0, 0, 1 << 20, false, 0);

impl Profile {
    /// Every word of its sentence, once each.
    pub(super) fn sentence(&self) -> &[WordId] {
        &self.sentence
    }

    /// Puts the words of its sentence together; a measure that is carried was said in another one.
    fn gather(&mut self, carried: bool) {
        let lemmas: &[WordId] = if carried { &[] } else { &self.lemmas };
        let context = self.context.iter().filter(|word| !self.lemmas.contains(word));
        let agent = self.agent.iter().filter(|word| !self.lemmas.contains(word) && !self.context.contains(word));
        self.sentence = lemmas.iter().chain(context).chain(agent).copied().collect();
        self.bits = self.sentence.iter().fold(0, |bits, word| bits | bit(*word));
    }

    /// How many names of its sentence another's does not hold.
    pub(super) fn names_alone(&self, other: &Self) -> usize {
        self.names.iter().filter(|name| !other.says(**name) && !other.names.contains(name)).count()
    }

    /// Whether both sentences tell of places in an order, and of none that both tell of.
    pub(super) fn placed_otherwise(&self, other: &Self) -> bool {
        let both = !self.ordinals.is_empty() && !other.ordinals.is_empty();
        both && !self.ordinals.iter().any(|place| other.ordinals.contains(place))
    }

    /// The words of the question that it answers which another's sentence, or the question before it, holds.
    pub(super) fn asked_of<'p>(&'p self, other: &'p Self) -> impl Iterator<Item = WordId> + 'p {
        self.asked.iter().copied().filter(|word| !self.says(*word) && (other.says(*word) || other.asked.contains(word)))
    }

    /// Whether its sentence holds a word.
    pub(super) fn says(&self, word: WordId) -> bool {
        self.bits & bit(word) != 0 && self.sentence.contains(&word)
    }
}

fn bit(word: WordId) -> u64 {
    1 << (word % u64::BITS)
}

fn kinds(claim: &Claim) -> u32 {
    let tagged = KINDS.iter().enumerate().filter(|(_, kind)| claim.tagged(kind));
    tagged.fold(0, |bits, (at, _)| bits | 1 << at)
}

fn spoken(quantity: &Quantity) -> Option<Interval> {
    (quantity.value.abs() < ORDINARY && quantity.slack < ORDINARY).then(|| quantity.spoken())
}

/// A word of the claims.
#[derive(Debug, Clone)]
struct Entry<'a> {
    text: &'a str,
    /// In how many claims it stands, in the measure or around it.
    frequency: usize,
    /// How telling it is in this text, from 0 (in every claim) to 1.
    rarity: f64,
    /// Whether some word is its opposite.
    opposable: bool,
    /// The claims that are found by it, in text order.
    claims: Vec<ClaimId>,
    /// The first claims in whose sentence it stands beside their measure; more than [`RARE`] of them tell nothing.
    around: Vec<ClaimId>,
}

/// The words of all claims of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Profiles<'a> {
    entries: Vec<Entry<'a>>,
    all: Vec<Profile>,
    echoes: Echoes,
}

static NONE: Profile = Profile {
    lemmas: Vec::new(),
    context: Vec::new(),
    names: Vec::new(),
    ordinals: Vec::new(),
    agent: Vec::new(),
    asked: Vec::new(),
    head: None,
    people: false,
    alike: 0,
    rivals: 0,
    kin: 0,
    dated: 0,
    sentence: Vec::new(),
    bits: 0,
    weight: 0.0,
    kinds: 0,
    spoken: None,
};

impl<'a> Profiles<'a> {
    pub(super) fn new(claims: &'a Claims, words: &Words) -> Self {
        let mut numbers: Numbers<'a> = HashMap::default();
        let mut profiles = Self { echoes: Echoes::new(claims), ..Self::default() };
        let mut periods: HashMap<&str, usize, Quick> = HashMap::default();
        let mut heads: HashMap<(Option<WordId>, Dimension), usize, Quick> = HashMap::default();
        let mut units: HashMap<&str, usize, Quick> = HashMap::default();
        let mut kinds: HashMap<Dimension, usize, Quick> = HashMap::default();
        for claim in &claims.all {
            *kinds.entry(claim.quantity.unit.dimension).or_default() += usize::from(!claim.derived);
            *units.entry(claim.quantity.unit.name.as_str()).or_default() += usize::from(!claim.derived);
            let profile = profiles.profile(claim, &mut numbers, words);
            *heads.entry((profile.head, claim.quantity.unit.dimension)).or_default() += usize::from(!claim.derived);
            if let Some(period) = &claim.period {
                *periods.entry(period.key.as_str()).or_default() += 1;
            }
            profiles.all.push(profile);
        }
        for (profile, claim) in profiles.all.iter_mut().zip(&claims.all) {
            profile.rivals = heads.get(&(profile.head, claim.quantity.unit.dimension)).copied().unwrap_or(0);
            profile.kin = kinds.get(&claim.quantity.unit.dimension).copied().unwrap_or(0);
            profile.alike = units.get(claim.quantity.unit.name.as_str()).copied().unwrap_or(0);
            let period = claim.period.as_ref().and_then(|period| periods.get(period.key.as_str()));
            profile.dated = period.copied().unwrap_or(0);
        }
        let all = (claims.all.len().max(2) as f64 + 8.0).ln();
        for entry in &mut profiles.entries {
            entry.rarity = (1.0 - (entry.frequency.max(1) as f64).ln() / all).clamp(0.1, 1.0);
        }
        for profile in &mut profiles.all {
            let entry = |word: &WordId| profiles.entries.get(*word as usize);
            profile.weight = profile.sentence.iter().map(|word| entry(word).map_or(1.0, |entry| entry.rarity)).sum();
        }
        profiles
    }

    fn profile(&mut self, claim: &'a Claim, numbers: &mut Numbers<'a>, words: &Words) -> Profile {
        let measure = &claim.measure;
        let mut number = |text: &'a str| self.number(text, numbers, words);
        let lemmas: Vec<WordId> = measure.lemmas().map(&mut number).collect();
        let context: Vec<WordId> = measure.context.iter().map(SmolStr::as_str).map(&mut number).collect();
        let (ordinals, names): (Vec<&SmolStr>, Vec<&SmolStr>) =
            measure.names.iter().partition(|name| name.starts_with('#'));
        let ordinals: Vec<WordId> = ordinals.into_iter().map(SmolStr::as_str).map(&mut number).collect();
        let names: Vec<WordId> = names.into_iter().map(SmolStr::as_str).map(&mut number).collect();
        let agent: Vec<WordId> = measure.agent.iter().map(SmolStr::as_str).map(&mut number).collect();
        let asked: Vec<WordId> = measure.asked.iter().map(SmolStr::as_str).map(&mut number).collect();
        let head = (!measure.head.is_empty()).then(|| number(&measure.head));
        // What the tool states of the text is looked up, but found by nothing.
        for word in lemmas.iter().chain(&context).filter(|_| !claim.derived) {
            self.entries[*word as usize].frequency += 1;
        }
        for word in lemmas.iter().chain(&agent).filter(|_| !claim.derived) {
            self.entries[*word as usize].claims.push(claim.id);
        }
        for word in context.iter().filter(|_| !claim.derived) {
            let around = &mut self.entries[*word as usize].around;
            if around.len() <= RARE {
                around.push(claim.id);
            }
        }
        let (kinds, spoken) = (kinds(claim), spoken(&claim.quantity));
        let people = words.is(WordKind::Person, &measure.head);
        let carried = claim.tagged("carried");
        let mut profile = Profile {
            people,
            lemmas,
            context,
            names,
            ordinals,
            agent,
            asked,
            head,
            kinds,
            spoken,
            ..Profile::default()
        };
        profile.gather(carried);
        profile
    }

    fn number(&mut self, text: &'a str, numbers: &mut Numbers<'a>, words: &Words) -> WordId {
        *numbers.entry(text).or_insert_with(|| {
            let opposable = words.is_opposable(text);
            self.entries.push(Entry {
                text,
                frequency: 0,
                rarity: 1.0,
                opposable,
                claims: Vec::new(),
                around: Vec::new(),
            });
            u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// How many figures the text has: the more, the more pairs look alike by chance.
    pub(super) fn figures(&self) -> usize {
        self.all.len()
    }

    /// The words of a claim.
    pub(super) fn of(&self, claim: &Claim) -> &Profile {
        self.all.get(claim.id.0 as usize).unwrap_or(&NONE)
    }

    /// Whether two figures can be one as people say them: [`Quantity::agrees`], reckoned once a figure.
    pub(super) fn agree(&self, first: &Claim, second: &Claim) -> bool {
        match (&self.of(first).spoken, &self.of(second).spoken) {
            (Some(a), Some(b)) if first.quantity.range.is_none() || second.quantity.range.is_none() => a.meets(b),
            _ => first.quantity.agrees(&second.quantity),
        }
    }

    /// How telling a word is in this text, from 0 (in every claim) to 1.
    pub(super) fn rarity(&self, word: WordId) -> f64 {
        self.entries.get(word as usize).map_or(1.0, |entry| entry.rarity)
    }

    /// The words of a claim's measure that have opposites and that the other claim does not hold.
    pub(super) fn opposable<'p>(
        &'p self,
        claim: &'p Profile,
        other: &'p Profile,
    ) -> impl Iterator<Item = &'a str> + 'p {
        let entries = claim.lemmas.iter().filter_map(|word| Some((word, self.entries.get(*word as usize)?)));
        entries
            .filter(|(word, entry)| entry.opposable && !other.lemmas.contains(word) && !other.context.contains(word))
            .map(|(_, entry)| entry.text)
    }

    /// Adds the earlier claims whose sentences share several rare words with one's, whatever is measured.
    fn twins(&self, found: &mut Vec<ClaimId>, claim: &Claim) {
        let rare = |word: &&WordId| {
            let entry = self.entries.get(**word as usize);
            entry.map(|entry| &entry.around).filter(|around| around.len() <= RARE)
        };
        let mut shared: Vec<ClaimId> = Vec::new();
        for around in self.of(claim).context.iter().filter_map(|word| rare(&word)) {
            shared.extend(around.iter().take_while(|id| **id < claim.id));
        }
        shared.sort_unstable();
        found.extend(shared.chunk_by(|a, b| a == b).filter(|same| same.len() >= TWINS).filter_map(|same| same.first()));
    }

    /// The nearest earlier claims that share a word with one or whose figure a slip may have made into its figure, the
    /// nearest first; at most `most` for each word.
    pub(super) fn candidates<'c>(&self, claims: &'c Claims, claim: &Claim, most: usize) -> Vec<&'c Claim> {
        let profile = self.of(claim);
        let mut found: Vec<ClaimId> = Vec::with_capacity(most);
        for word in profile.lemmas.iter().chain(&profile.agent) {
            let Some(entry) = self.entries.get(*word as usize) else { continue };
            let before = entry.claims.partition_point(|id| *id < claim.id);
            found.extend_from_slice(&entry.claims[before.saturating_sub(most)..before]);
        }
        self.echoes.add_to(&mut found, claim);
        self.twins(&mut found, claim);
        found.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
        found.dedup();
        found.into_iter().filter_map(|id| claims.get(id)).collect()
    }
}
