//! Whether a text is in the language whose phrases are read.

use crate::lexicon::Words;
use crate::transcript::Transcript;

/// Whether a text is in the one language whose phrases are read: enough of its words are English ones of the
/// closed classes. A text without a hundred words is taken as it is.
pub(crate) fn english(transcript: &Transcript, words: &Words) -> bool {
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let sample = transcript.text.split_whitespace().filter(plain).take(2_000);
    let count = |(all, known), word: &str| (all + 1, known + usize::from(words.closed(word).is_some()));
    let (all, known) = sample.fold((0, 0), count);
    let (foreign, letters) = letters(&transcript.text);
    foreign * 3 < letters && (all < 100 || known * 5 >= all)
}

/// How many of a text's first letters are not Latin ones, and how many letters there are.
fn letters(text: &str) -> (usize, usize) {
    let all = text.chars().filter(|c| c.is_alphabetic()).take(4_000);
    all.fold((0, 0), |(foreign, all), c| (foreign + usize::from(c > '\u{24f}'), all + 1))
}
