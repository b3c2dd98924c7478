//! Lists of those who take part, at the head or tail of a transcript.

use std::collections::HashMap;

use super::name::{capitalized, plain};
use super::trust::{self, Trust};
use super::turn::Line;
use crate::lexicon::Speech;

/// Believes a listed name alone on its line, with the listed title below it or without.
pub(super) fn name_lines(lines: &mut [Line<'_>], listed: &[(String, Option<String>)]) {
    let titles: HashMap<&str, &str> =
        listed.iter().map(|(name, title)| (name.as_str(), title.as_deref().unwrap_or(""))).collect();
    for at in 0..lines.len() {
        let next = lines.get(at + 1).map_or("", |line| line.text.trim());
        let Some(line) = lines.get_mut(at) else { continue };
        let Some(title) = titles.get(line.text.trim()) else { continue };
        let titled = !title.is_empty() && next.eq_ignore_ascii_case(title);
        let Some(label) = &mut line.label else { continue };
        label.trust = Trust::Sure;
        if let Some(below) = lines.get_mut(at + 1).filter(|_| titled) {
            below.label = None;
            below.silent = true;
        }
    }
}

/// Finds listed speakers with their titles; lines of a list lose their labels.
pub(super) fn find(
    lines: &mut [Line<'_>],
    given: &[(String, Option<String>)],
    speech: &Speech,
) -> Vec<(String, Option<String>)> {
    let mut listed = given.to_vec();
    let mut inside = false;
    for at in 0..lines.len() {
        let heads = lines.get(at).is_some_and(|line| is_heading(line.text, speech));
        let next = lines.get(at + 1).map(|line| line.text);
        let entry = lines.get(at).and_then(|line| entry(line, inside, speech));
        match entry {
            _ if heads && next.is_some_and(|text| person(text, true, speech).is_some()) => inside = true,
            Some(found) => listed.push(found),
            None => {
                inside = false;
                continue;
            }
        }
        if let Some(line) = lines.get_mut(at) {
            line.label = None;
        }
    }
    dedup(listed)
}

fn dedup(listed: Vec<(String, Option<String>)>) -> Vec<(String, Option<String>)> {
    let mut seen = std::collections::HashSet::new();
    listed.into_iter().filter(|(name, _)| seen.insert(name.to_lowercase())).collect()
}

fn is_heading(text: &str, speech: &Speech) -> bool {
    let text = text.trim().trim_end_matches([':', '\u{ff1a}']);
    text.len() < 50 && speech.listings.contains(&text.to_lowercase())
}

/// The person a line of a list names.
fn entry(line: &Line<'_>, inside: bool, speech: &Speech) -> Option<(String, Option<String>)> {
    if !inside || (line.label.is_some() && !line.bare()) {
        return None;
    }
    person(line.text, inside, speech)
}

/// "Xiao Yaqing, minister of industry", "Jane Roe -- Chief Financial Officer", "Jane Roe".
fn person(text: &str, inside: bool, speech: &Speech) -> Option<(String, Option<String>)> {
    let text = text.trim().trim_start_matches(['-', '*', '\u{2022}']).trim();
    if text.len() > 250 || text.ends_with(['?', '!', ':']) {
        return None;
    }
    let cuts = [", ", " -- ", "--", " \u{2014} ", "\u{2014}", " \u{2013} ", " - ", " ("];
    let cut = cuts.iter().filter_map(|cut| text.find(cut).map(|at| (at, at + cut.len()))).min();
    let (name, title) = match cut {
        Some((at, behind)) => (text.get(..at)?, Some(text.get(behind..)?.trim_matches(['-', ' ', ')']))),
        None => (text, None),
    };
    let (name, title) = swapped(name, title, speech);
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = (2..=5).contains(&words.len()) && words.iter().all(|word| capitalized(word) || word.len() <= 3);
    trust::judge(name, speech).filter(|_| named)?;
    let role = title.is_some_and(|title| title.split([' ', ',', '/']).any(|word| speech.roles.contains(&plain(word))));
    (role || (inside && words.len() <= 4)).then(|| (name.to_owned(), title.map(str::to_owned)))
}

/// "Chief Financial Officer -- Jane Roe": the name first.
fn swapped<'a>(name: &'a str, title: Option<&'a str>, speech: &Speech) -> (&'a str, Option<&'a str>) {
    let has_role = |text: &str| text.split([' ', ',']).any(|word| speech.roles.contains(&plain(word)));
    match title {
        Some(title) if has_role(name) && !has_role(title) && title.split_whitespace().count() <= 5 => {
            (title, Some(name))
        }
        _ => (name, title),
    }
}
