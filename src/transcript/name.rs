//! A label's words taken apart: name, title, and the key by which one person is known.

use smol_str::SmolStr;

use crate::lexicon::Speech;

/// What a label says of who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The name for people, or the role where there is no name.
    pub(super) name: SmolStr,
    /// What they are.
    pub(super) title: Option<SmolStr>,
    /// The name's words without honorifics, lower case; the role's where there is no name.
    pub(super) key: String,
    /// Another name under which the document goes on: "PM" in "Peter McCormack (PM)".
    pub(super) alias: Option<String>,
    /// The label is a role, not a name.
    pub(super) role_only: bool,
    /// The label stands for whoever asks.
    pub(super) generic: bool,
    /// The honorific tells a man (`Some(false)`) or a woman (`Some(true)`).
    pub(super) woman: Option<bool>,
}

/// A word as the lexicon knows it: lower case, without dots at its end.
pub(super) fn plain(word: &str) -> String {
    word.trim_matches(|c: char| matches!(c, '.' | ',' | ':' | '(' | ')' | '*' | '"')).to_lowercase()
}

/// Whether a word begins like a name: with a capital or a sign of a script without cases.
pub(super) fn capitalized(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
}

/// Takes a label apart. `label` has neither colon nor time.
pub(super) fn parse(label: &str, speech: &Speech) -> Named {
    let (label, aside) = cut_aside(label);
    let (who, after) = cut_title(label);
    let words: Vec<&str> = who.split_whitespace().collect();
    let woman = words.first().and_then(|word| sex(&plain(word), speech));
    let name_at = name_start(&words, speech);
    let before = role_text(words.get(..name_at).unwrap_or(&[]), speech);
    let names = words.get(name_at..).unwrap_or(&[]);
    let alias = aside.filter(|aside| is_alias(aside, who)).map(str::to_lowercase);
    let title = after.or(aside.filter(|_| alias.is_none())).map(str::to_owned).or(before);
    let role_only = names.is_empty();
    let shown = if role_only { who.to_owned() } else { shown(&words, names, speech) };
    let key = if role_only { key(&words, speech) } else { key(names, speech) };
    Named {
        generic: is_generic(who, speech),
        name: SmolStr::new(shown),
        title: title.filter(|_| !role_only).map(SmolStr::new),
        key,
        alias,
        role_only,
        woman,
    }
}

/// The words of a name without honorifics, lower case, joined.
pub(super) fn key(words: &[&str], speech: &Speech) -> String {
    // "P.D. Kumar" and "P. D. Kumar" are one.
    let kept = words.iter().flat_map(|word| word.split_inclusive('.')).map(plain);
    let kept: Vec<String> = kept.filter(|w| !w.is_empty() && !speech.honorifics.contains(w) && w != "the").collect();
    kept.join(" ")
}

fn is_generic(who: &str, speech: &Speech) -> bool {
    let lower = who.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '.')).to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    speech.questioners.contains(lower) || lower.starts_with("unidentified") || lower.starts_with("unknown")
}

fn sex(word: &str, speech: &Speech) -> Option<bool> {
    match (speech.feminine.contains(word), speech.masculine.contains(word)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The honorific stays where the rest is a single word: "Ms. Psaki".
fn shown(words: &[&str], names: &[&str], speech: &Speech) -> String {
    let honorific = words.first().filter(|word| speech.honorifics.contains(&plain(word)));
    match honorific {
        Some(first) if names.len() == 1 => format!("{first} {}", names.join(" ")),
        _ => without_stop(&names.join(" ")),
    }
}

/// A name without the full stop that ended its label; "Jr." keeps its own.
fn without_stop(name: &str) -> String {
    let last = name.split_whitespace().last().unwrap_or("");
    let name = if last.len() > 4 { name.trim_end_matches('.') } else { name };
    name.to_owned()
}

/// The text of a role without the honorific or article before it.
fn role_text(words: &[&str], speech: &Speech) -> Option<String> {
    let skip = |word: &&&str| speech.honorifics.contains(&plain(word)) || plain(word) == "the";
    let kept: Vec<&str> = words.iter().skip_while(skip).copied().collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// Where the name begins among the words of a label; their number where there is none.
fn name_start(words: &[&str], speech: &Speech) -> usize {
    let honorifics = words.iter().take_while(|word| speech.honorifics.contains(&plain(word))).count();
    let is_role = |word: &&str| speech.roles.contains(&plain(word));
    let first = words.first().map(|word| plain(word)).unwrap_or_default();
    let Some(role) =
        words.iter().rposition(is_role).or((speech.ranks.contains(&first) && words.len() > 1).then_some(0))
    else {
        return honorifics;
    };
    let rest = words.get(role + 1..).unwrap_or(&[]);
    let linked = rest.first().is_some_and(|word| speech.particles.contains(&plain(word)));
    match linked {
        true => name_behind_office(words, role, speech),
        false if rest.iter().all(|word| is_tag(word)) => words.len(),
        false => role + 1,
    }
}

/// In "Head of Supervision Corin Maslow" the last two words; none in "Minister of Health".
fn name_behind_office(words: &[&str], role: usize, speech: &Speech) -> usize {
    let rest = words.get(role + 2..).unwrap_or(&[]);
    let tail = words.get(words.len().saturating_sub(3)..).unwrap_or(&[]);
    let whole = tail.iter().all(|word| capitalized(word) && !speech.particles.contains(&plain(word)));
    if rest.len() >= 3 && whole { words.len() - 2 } else { words.len() }
}

/// A number or single letter that tells voices apart: "Speaker 1", "Analyst B".
fn is_tag(word: &str) -> bool {
    let word = word.trim_start_matches(['#', '_']);
    word.chars().all(|c| c.is_ascii_digit()) || word.chars().count() == 1
}

/// "Peter McCormack (PM)" into the name and what stands in brackets.
fn cut_aside(label: &str) -> (&str, Option<&str>) {
    let trimmed = label.trim();
    let cut = trimmed.strip_suffix([')', ']']).and_then(|inner| inner.rsplit_once(['(', '[']));
    match cut {
        Some((before, aside)) if !before.trim().is_empty() && !aside.trim().is_empty() => {
            (before.trim(), Some(aside.trim()))
        }
        _ => (trimmed, None),
    }
}

/// Initials or a part of the name, written as a name.
fn is_alias(aside: &str, who: &str) -> bool {
    let initials: String = who.split_whitespace().filter_map(|word| word.chars().next()).collect();
    aside.eq_ignore_ascii_case(&initials) || who.split_whitespace().any(|word| word == aside)
}

/// "Bettina Krol, Chief People Officer", "Jane Roe -- Acme -- Analyst": the name and the rest.
fn cut_title(label: &str) -> (&str, Option<&str>) {
    let cuts = [", ", " -- ", "--", " — ", "—", " – ", " - ", "，"];
    let first = cuts.iter().filter_map(|cut| label.find(cut).map(|at| (at, cut.len()))).min();
    let Some((at, len)) = first else { return (label.trim(), None) };
    let title = label.get(at + len..).unwrap_or("").trim().trim_start_matches(['-', ' ']);
    // "Carlos Macau, Jr." has no title.
    if ["jr", "sr", "ii", "iii", "iv"].contains(&plain(title).as_str()) {
        return (label.trim(), None);
    }
    let who = label.get(..at).unwrap_or(label).trim();
    (who, Some(title).filter(|title| !title.is_empty()))
}
