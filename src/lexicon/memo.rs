//! What words were found to be, kept by each thread: a text says few words many times.

use std::cell::RefCell;
use std::collections::HashMap;

use smol_str::SmolStr;

use super::phrases::Quick;
use super::words::Analysis;

/// Longer words, in bytes, are not kept: up to here a word and its lemmas need no memory of their own.
pub(super) const LONGEST: usize = 23;
/// How many words a thread keeps before it starts anew.
const MOST: usize = 8_192;

thread_local! {
    static KNOWN: RefCell<HashMap<SmolStr, Analysis, Quick>> = RefCell::default();
}

/// What a word was found to be, or what `find` finds now.
pub(super) fn recall(word: &str, find: impl FnOnce() -> Analysis) -> Analysis {
    KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(word) {
            return found.clone();
        }
        let found = find();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(SmolStr::new(word), found.clone());
        found
    })
}

#[cfg(test)]
mod tests {
    use super::super::Words;

    #[test]
    fn a_word_is_the_same_each_time() {
        let words = Words::built_in();
        for word in ["produced", "houses", "quickly", "produced", "xyzzied", "xyzzied"] {
            assert_eq!(words.analyze(word), words.analyze(word), "{word}");
        }
        assert_ne!(words.analyze("made"), Words::default().analyze("made"));
    }
}
