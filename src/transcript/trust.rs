//! Whether words at the head of a line can name who speaks, and what more it takes to believe it.

use super::name::{capitalized, plain};
use crate::lexicon::Speech;
use crate::source::floor;

/// How much a label needs besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Nothing.
    Sure,
    /// Other labels in the document, or the same once more.
    Company,
    /// The same label once more, or a speaker known by that name.
    Repeated,
}

/// "Jane Roe -- Chief Financial Officer": a dash with space on both sides or none, and no figure behind.
pub(super) fn dashed(name: &str) -> Option<(&str, &str)> {
    if !name.bytes().any(|byte| matches!(byte, b'-' | 0xE2)) {
        return None;
    }
    let cuts = [" -- ", "--", " \u{2014} ", "\u{2014}", " \u{2013} ", " - "];
    let (who, title) = cuts.iter().find_map(|cut| name.split_once(cut))?;
    let even = !who.ends_with(' ') && !title.starts_with(' ');
    let words = title.split_whitespace().count();
    (even && words <= 16 && !title.contains(|c: char| c.is_ascii_digit())).then(|| (who.trim(), title.trim()))
}

/// Whether words can be a label, and what more it takes to believe it.
pub(super) fn judge(name: &str, speech: &Speech) -> Option<Trust> {
    let name = name.trim().trim_matches(['*', '_']).trim();
    let lower = name.to_lowercase();
    if name.is_empty() || name.ends_with([';', '?', '!', '"']) || speech.headings.contains(&lower) {
        return None;
    }
    if speech.questioners.contains(&lower) || speech.voices.contains(&lower) && lower.len() > 1 {
        return Some(Trust::Sure);
    }
    let who = name.split([',', '(', '[', '\u{ff08}']).next().unwrap_or(name).trim();
    let who = dashed(who).map_or(who, |(who, _)| who);
    let titled = who.len() < name.len() && has_role(name.get(who.len()..).unwrap_or(""), speech);
    let aside = name.get(who.len()..).unwrap_or("");
    if aside.starts_with(',') && !is_title(aside, titled, speech) {
        return None;
    }
    let words: Vec<&str> = who.split_whitespace().collect();
    if words.is_empty() || words.len() > 10 || !words.iter().all(|word| name_like(word)) {
        return None;
    }
    let trust = words_trust(&words, speech)?;
    Some(if titled && trust != Trust::Repeated { Trust::Sure } else { trust })
}

/// What follows a name and a comma: a role, or a few words written as names; no clause.
fn is_title(aside: &str, titled: bool, speech: &Speech) -> bool {
    let words = || aside.split([' ', ',']).filter(|word| !word.is_empty());
    let named = |word: &str| capitalized(word) || speech.particles.contains(&plain(word));
    let clause = words().any(|word| speech.verbs.contains(stem(&plain(word))));
    !clause && (titled || (words().count() <= 4 && words().all(named)))
}

/// "you" of "you'll".
fn stem(word: &str) -> &str {
    word.split(['\'', '\u{2019}']).next().unwrap_or(word)
}

fn has_role(text: &str, speech: &Speech) -> bool {
    text.split_whitespace().any(|word| speech.roles.contains(&plain(word)))
}

fn words_trust(words: &[&str], speech: &Speech) -> Option<Trust> {
    let numbered_off = |c: char| c.is_ascii_digit() || matches!(c, '_' | '#');
    let lower: Vec<String> = words.iter().map(|word| plain(word.trim_end_matches(numbered_off))).collect();
    let first = lower.first()?;
    if lower.iter().any(|word| speech.verbs.contains(stem(word))) || lower.as_slice() == ["the"] {
        return None;
    }
    let role = lower.iter().rposition(|word| speech.roles.contains(word));
    let begins = words.first().is_some_and(|word| capitalized(word)) || role.is_some();
    if !begins && !numbered(words, 0) {
        return None;
    }
    let small = |i: usize| words.get(i).is_some_and(|word| !capitalized(word)) && !is_joint(lower.get(i), speech);
    let odd = (0..words.len()).rfind(|i| small(*i) && !numbered(words, *i));
    match (odd, role) {
        (Some(odd), Some(role)) if odd <= role && words.len() <= 8 => Some(Trust::Sure),
        (Some(odd), None) if odd + 2 < words.len() && capitalized(words.first()?) => Some(Trust::Repeated),
        (Some(_), _) => None,
        (None, Some(role)) if role == 0 || role_fits(words, role) => Some(Trust::Sure),
        (None, _) if speech.honorifics.contains(first) && words.len() > 1 => Some(Trust::Sure),
        (None, _) if speech.headings.contains(first) || speech.honorifics.contains(first) => None,
        (None, _) if words.len() == 1 => Some(Trust::Repeated),
        (None, _) if words.len() <= 6 => Some(Trust::Company),
        (None, _) => None,
    }
}

/// A role last or before a name; not deep inside a phrase.
fn role_fits(words: &[&str], role: usize) -> bool {
    role + 1 == words.len() || words.len() - role <= 8
}

fn numbered(words: &[&str], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '#' | '_')))
        || (at == 0 && words.len() > 1 && ordinal(words.first().copied().unwrap_or("")))
}

/// "21st" as in the name of a paper.
fn ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let tail = word.get(digits.len()..).unwrap_or("");
    matches!(tail, "st" | "nd" | "rd" | "th") && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

fn is_joint(word: Option<&String>, speech: &Speech) -> bool {
    word.is_some_and(|word| speech.particles.contains(word))
}

/// Letters and the marks that names hold.
fn name_like(word: &str) -> bool {
    word.len() <= 40
        && word.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    '.' | '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}' | '&' | '/' | '#' | '_' | '\u{b7}'
                )
        })
        && !word.contains("//")
        && word.chars().any(char::is_alphanumeric) | (word == "&")
}

/// Whether the words behind a label speak to somebody: a question, "I", "we", "thank you".
pub(super) fn speaks(rest: &str, speech: &Speech) -> bool {
    let near = rest.get(..floor(rest, 400)).unwrap_or(rest);
    let said = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('\u{2019}', "'");
        speech.address.contains(&word)
    };
    near.contains(['?', '\u{ff1f}']) || near.split_whitespace().any(said)
}

/// Whether a label is rather the name of a figure: "Gross Margin".
pub(super) fn names_a_figure(name: &str, speech: &Speech) -> bool {
    name.split_whitespace().any(|word| speech.headings.contains(&plain(word)))
}
