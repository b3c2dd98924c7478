//! Who is meant by a name as said: "Mr. Xiao", "the minister", "Tim".

use super::name::{capitalized, key, plain};
use super::{Speaker, SpeakerId, Transcript};
use crate::lexicon::Speech;

impl Transcript {
    /// The speaker meant by a name said in turn `before_turn`, only where one alone fits.
    ///
    /// A full name, a surname, a given name or a role is understood, with or
    /// without an honorific; where several fit, those who have spoken before go first.
    #[must_use]
    pub fn resolve(&self, name: &str, before_turn: usize) -> Option<SpeakerId> {
        let speech = Speech::built_in();
        let name = name.trim().trim_end_matches("'s").trim_end_matches("\u{2019}s");
        let words: Vec<&str> = name.split_whitespace().collect();
        let fits = |speaker: &Speaker| fits(speaker, &words, speech);
        let all = self.speakers.iter().enumerate().filter(|(_, speaker)| !speaker.generic && fits(speaker));
        let all: Vec<u32> = all.filter_map(|(at, _)| u32::try_from(at).ok()).collect();
        if let [one] = all.as_slice() {
            return Some(SpeakerId(*one));
        }
        let turns = self.turns.get(..before_turn.min(self.turns.len())).unwrap_or(&[]);
        let spoke = |at: &&u32| turns.iter().any(|turn| turn.speaker == Some(SpeakerId(**at)));
        let before: Vec<u32> = all.iter().filter(spoke).copied().collect();
        if let [one] = before.as_slice() { Some(SpeakerId(*one)) } else { None }
    }
}

fn fits(speaker: &Speaker, said: &[&str], speech: &Speech) -> bool {
    let woman = said.first().map(|word| plain(word)).and_then(|word| match () {
        () if speech.feminine.contains(&word) => Some(true),
        () if speech.masculine.contains(&word) => Some(false),
        () => None,
    });
    if woman.is_some() && speaker.woman.is_some() && woman != speaker.woman {
        return false;
    }
    let said_key = key(said, speech);
    let known = key(&speaker.name.split_whitespace().collect::<Vec<_>>(), speech);
    if said_key.is_empty() {
        return false;
    }
    said_key == known || by_part(&said_key, &known, said, speech) || by_role(speaker, &said_key, said, speech)
}

/// A surname, a given name, or first and last of several.
fn by_part(said: &str, known: &str, words: &[&str], speech: &Speech) -> bool {
    let said: Vec<&str> = said.split(' ').collect();
    let known: Vec<&str> = known.split(' ').collect();
    let named = words.last().is_some_and(|word| capitalized(word));
    if !named || known.len() < 2 || speech.roles.contains(*known.last().unwrap_or(&"")) {
        return false;
    }
    let ends = [known.first(), known.last()];
    match said.as_slice() {
        [one] => ends.contains(&Some(one)) || speech.is_short(one, known[0]),
        [first, .., last] => known.last() == Some(last) && (known[0] == *first || speech.is_short(first, known[0])),
        [] => false,
    }
}

/// "the minister", "Minister Xiao", "the deputy governor".
fn by_role(speaker: &Speaker, said: &str, words: &[&str], speech: &Speech) -> bool {
    let said: Vec<&str> = said.split(' ').collect();
    let Some(role) = said.iter().rposition(|word| speech.roles.contains(*word)) else { return false };
    let (office, rest) = said.split_at(role + 1);
    let title = speaker.title.as_deref().unwrap_or(&speaker.name);
    let core = title.split([',', ';']).next().unwrap_or(title);
    let core: Vec<String> = core.split_whitespace().map(plain).take_while(|w| w != "of" && w != "for").collect();
    let core: Vec<&str> = core.iter().map(String::as_str).filter(|w| *w != "the").collect();
    let exact = core == office || (core.len() > office.len() && core.ends_with(office) && !narrowed(&core, office));
    let known = key(&speaker.name.split_whitespace().collect::<Vec<_>>(), speech);
    exact && (rest.is_empty() || by_part(&rest.join(" "), &known, words, speech))
}

/// "vice" before "minister" is another office; "justice" before it is not.
fn narrowed(core: &[&str], office: &[&str]) -> bool {
    const LESSER: [&str; 12] = [
        "vice",
        "deputy",
        "assistant",
        "associate",
        "acting",
        "former",
        "shadow",
        "sub",
        "under",
        "junior",
        "ex",
        "co",
    ];
    core.iter().take(core.len() - office.len()).any(|word| LESSER.contains(word))
}
