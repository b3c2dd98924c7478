//! The people of a transcript: one entry a person, however the labels name them.

use std::collections::{BTreeMap, HashMap, HashSet};

use smol_str::SmolStr;

use super::name::{self, Named};
use super::{Speaker, SpeakerId};
use crate::lexicon::Speech;

/// Everybody met so far, and what may stand for whom.
pub(super) struct Cast<'a> {
    pub(super) speakers: Vec<Speaker>,
    keys: HashMap<String, u32>,
    /// Everybody named, by full key, as first named.
    named: HashMap<String, Named>,
    /// From a lone surname, given name, alias or role to the full key it stands for; `None` where two fit.
    stands_for: HashMap<String, Option<String>>,
    mended: &'a BTreeMap<String, String>,
    speech: &'a Speech,
}

impl<'a> Cast<'a> {
    /// A cast that has heard every label of the document, and so knows who "Mr. Xiao" is from the start.
    pub(super) fn new<'b>(
        labels: impl Iterator<Item = &'b str>,
        mended: &'a BTreeMap<String, String>,
        speech: &'a Speech,
    ) -> Self {
        let mut cast = Self {
            speakers: Vec::new(),
            keys: HashMap::new(),
            named: HashMap::new(),
            stands_for: HashMap::new(),
            mended,
            speech,
        };
        let mut heard = HashSet::new();
        for label in labels {
            if heard.insert(label) {
                cast.learn(label);
            }
        }
        cast
    }

    fn parse(&self, label: &str) -> Named {
        let label = label.trim();
        name::parse(self.mended.get(label).map_or(label, String::as_str), self.speech)
    }

    fn learn(&mut self, label: &str) {
        let named = self.parse(label);
        if named.role_only || named.generic {
            return;
        }
        self.named.entry(named.key.clone()).or_insert_with(|| named.clone());
        let words: Vec<&str> = named.key.split(' ').collect();
        let mut short: Vec<String> = Vec::new();
        if words.len() > 1 {
            short.extend(words.first().iter().chain(words.last().iter()).map(|word| (**word).to_owned()));
        }
        short.extend(named.alias.clone());
        short.extend(named.title.as_deref().and_then(|title| office(title, self.speech)));
        for short in short {
            self.stand(short, &named.key);
        }
    }

    /// Learns that a listed title, alone, stands for who bears it.
    pub(super) fn learn_title(&mut self, name: &str, title: &str) {
        let words: Vec<&str> = title.split_whitespace().collect();
        self.stand(name::key(&words, self.speech), &self.parse(name).key);
    }

    fn stand(&mut self, short: String, key: &str) {
        let known = self.stands_for.entry(short).or_insert_with(|| Some(key.to_owned()));
        if known.as_deref() != Some(key) {
            *known = None;
        }
    }

    /// Whether a lone name stands for somebody known by a longer one.
    pub(super) fn knows(&self, label: &str) -> bool {
        let key = self.parse(label).key;
        self.stands_for.contains_key(&key) || self.named.contains_key(&key)
    }

    /// The speaker of a label, entered at first sight.
    pub(super) fn speaker(&mut self, label: &str) -> SpeakerId {
        let named = self.parse(label);
        let full = self.stands_for.get(&named.key).cloned().flatten().unwrap_or_else(|| named.key.clone());
        let key = self.apart(full, &named);
        let at = match self.keys.get(&key) {
            Some(at) => *at,
            None => {
                let known = self.named.get(&key).unwrap_or(&named).clone();
                self.enter(key, &known)
            }
        };
        self.complete(at, &named);
        SpeakerId(at)
    }

    /// Two people of one surname, told apart by "Mr." and "Ms.".
    fn apart(&self, key: String, named: &Named) -> String {
        let Some(woman) = named.woman.filter(|_| key == named.key) else { return key };
        let known = self.keys.get(&key).and_then(|at| self.speakers.get(*at as usize));
        match known.and_then(|speaker| speaker.woman) {
            Some(other) if other != woman => format!("{key}|{woman}"),
            _ => key,
        }
    }

    fn enter(&mut self, key: String, named: &Named) -> u32 {
        let at = u32::try_from(self.speakers.len()).unwrap_or(u32::MAX);
        self.keys.insert(key, at);
        self.speakers.push(Speaker {
            name: named.name.clone(),
            title: named.title.clone(),
            generic: named.generic,
            woman: named.woman,
        });
        at
    }

    /// A longer or less shouted name, a title or an honorific learnt later.
    fn complete(&mut self, at: u32, named: &Named) {
        let Some(speaker) = self.speakers.get_mut(at as usize) else { return };
        let same = name::key(&speaker.name.split_whitespace().collect::<Vec<_>>(), self.speech) == named.key;
        if better(&named.name, &speaker.name) && !named.role_only {
            speaker.name = named.name.clone();
        }
        if speaker.title.is_none() {
            speaker.title = named.title.clone().or_else(|| (named.role_only && !same).then(|| named.name.clone()));
        }
        speaker.woman = speaker.woman.or(named.woman);
    }

    /// Tells who somebody is, from a list of those who take part.
    pub(super) fn list(&mut self, name: &str, title: &str) {
        let id = self.speaker(name);
        if let Some(speaker) = self.speakers.get_mut(id.0 as usize) {
            speaker.title.get_or_insert_with(|| SmolStr::new(title));
        }
    }
}

/// More words, or the same words not all in capitals.
fn better(new: &str, old: &str) -> bool {
    let words = |name: &str| name.split_whitespace().count();
    let loud = |name: &str| !name.contains(char::is_lowercase);
    words(new) > words(old) || (words(new) == words(old) && loud(old) && !loud(new))
}

/// The role by which somebody may be called alone: "governor" of "Governor", none of a long title.
fn office(title: &str, speech: &Speech) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let last = words.last().map(|word| name::plain(word))?;
    (words.len() <= 3 && speech.roles.contains(&last)).then(|| name::key(&words, speech))
}
