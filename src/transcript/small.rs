//! Labels without a capital, as output of speech recognition has them: "speaker one: ...", "guest: ...".

use std::collections::HashMap;

use super::label::Label;
use super::trust::Trust;
use super::turn::Line;
use crate::lexicon::Speech;

/// The most words of such a label.
const WORDS: usize = 3;
/// The longest such label, in bytes.
const LONGEST: usize = 32;

/// Gives lines their labels where most lines of a document begin with one of a few that come again.
pub(super) fn find(lines: &mut [Line<'_>], speech: &Speech) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for name in lines.iter().filter_map(|line| name(line.text, speech)) {
        *seen.entry(name).or_default() += 1;
    }
    let again = |name: &str| seen.get(name).is_some_and(|times| *times >= 2);
    let led = lines.iter().filter(|line| name(line.text, speech).is_some_and(again)).count();
    let voices = seen.values().filter(|times| **times >= 2).count();
    if voices < 2 || led * 3 < lines.len() * 2 {
        return;
    }
    for line in lines.iter_mut() {
        if let Some(name) = name(line.text, speech).filter(|_| line.block.speaker.is_none()) {
            let lead = line.text.find(name).unwrap_or(0) + name.len() + 1;
            let gap = line.text.get(lead..).map_or(0, |rest| rest.len() - rest.trim_start().len());
            let rest = lead + gap;
            line.label = Some(Label { name, time: None, rest, trust: Trust::Sure, turn: true, alone: false });
        }
    }
}

/// The words in lower case that stand before a colon at the head of a line.
fn name<'a>(line: &'a str, speech: &Speech) -> Option<&'a str> {
    let (name, rest) = line.trim_start().split_once(':')?;
    let word = |word: &str| word.chars().all(|c| c.is_lowercase() || c == '\'' || c == '-' || c.is_ascii_digit());
    let short = name.len() <= LONGEST && (1..=WORDS).contains(&name.split(' ').count());
    let lower = name.starts_with(char::is_lowercase) && name.split(' ').all(|part| !part.is_empty() && word(part));
    (short && lower && rest.starts_with(' ') && !speech.headings.contains(name)).then_some(name)
}
