//! Running heads in texts that once were pages: the same title again and again with the page's number.

use std::collections::HashMap;

use super::{Block, BlockKind, Document};

/// No head is longer, in bytes.
const LONGEST: usize = 120;
/// As often at least, with numbers that grow, a title must come to be a head.
const TIMES: usize = 4;

/// Drops the running heads from a document's blocks.
pub(super) fn drop_heads(document: &mut Document) {
    let heads: Vec<Option<(String, u32)>> = document.blocks.iter().map(|block| head(block, &document.text)).collect();
    let mut numbers: HashMap<&str, Vec<u32>> = HashMap::new();
    for (title, number) in heads.iter().flatten() {
        numbers.entry(title).or_default().push(*number);
    }
    let grows = |numbers: &Vec<u32>| numbers.len() >= TIMES && numbers.is_sorted_by(|a, b| a < b);
    let drops = |head: &Option<(String, u32)>| {
        head.as_ref().and_then(|(title, _)| numbers.get(title.as_str())).is_some_and(grows)
    };
    let dropped: Vec<bool> = heads.iter().map(drops).collect();
    if !dropped.contains(&true) {
        return;
    }
    for (at, block) in document.blocks.iter_mut().enumerate() {
        // Text that is left out must not come back inside a paragraph around it.
        block.continues &= at == 0 || dropped.get(at - 1) != Some(&true);
    }
    let mut at = 0;
    document.blocks.retain(|_| {
        at += 1;
        dropped.get(at - 1) != Some(&true)
    });
}

/// A line that may be a head: its title and the number before or behind it.
fn head(block: &Block, text: &str) -> Option<(String, u32)> {
    if block.span.len() > LONGEST || block.kind == BlockKind::Cue {
        return None;
    }
    let words: Vec<&str> = block.span.of(text).split_whitespace().filter(|word| *word != "|").collect();
    let page = |word: &str| word.parse().ok().filter(|number| *number < 1000);
    let (number, title) = match (words.split_first(), words.split_last()) {
        (Some((first, rest)), _) if page(first).is_some() => (page(first)?, rest),
        (_, Some((last, rest))) => (page(last)?, rest),
        _ => return None,
    };
    let titled = |word: &&str| word.len() <= 3 || word.starts_with(char::is_uppercase);
    let plain = title.len() >= 3 && title.iter().all(|word| word.chars().all(|c| !c.is_ascii_digit() && c != ':'));
    (plain && title.iter().all(titled)).then(|| (title.join(" "), number))
}
