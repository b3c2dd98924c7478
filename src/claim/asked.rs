//! What a question asks for: the measure of the figure that answers it without naming anything: "How many?" "Seventeen."

use smol_str::SmolStr;

use super::Measure;
use super::extract::Scene;
use super::measure::{self, Found};
use super::phrase::{Chunk, Parse};
use super::token::{self, Token};
use crate::lexicon::{Class, Lexicon, WordKind};
use crate::quantity::{self, Dimension};
use crate::transcript::Transcript;

/// How many sentences from the end of a turn its question may stand.
const LAST: usize = 3;
/// So many words at the start of an answer only lead to it: "Yes, Madam Chair."
const LEAD: usize = 4;

/// A question, as far as an answer leaves out what it says.
struct Question {
    /// What it asks for, where it says so.
    measure: Option<Measure>,
    /// Whether it asks for a count: "how many".
    counts: bool,
    /// Its words with meaning.
    words: Vec<SmolStr>,
}

/// Gives the first figure of an answer, if its clause names nothing, what the question asked for; and all figures of
/// that sentence the question's words.
pub(super) fn read(scene: &mut Scene<'_>, transcript: &Transcript, sentence: usize) {
    if !answers(transcript, sentence) {
        return;
    }
    let Some(question) = question(transcript, sentence, scene.lexicon) else { return };
    if let Some(first) = scene.drafts.first_mut() {
        let counts = first.claim.quantity.unit.dimension == Dimension::Count;
        let nameless = first.reading.found == Found::Nothing && first.reading.points_back.is_none();
        if let Some(measure) = question.measure.filter(|_| nameless && (counts || !question.counts)) {
            let context = std::mem::take(&mut first.claim.measure.context);
            first.claim.measure = Measure { context, ..measure };
            first.claim.tags.push(SmolStr::new_static("asked"));
            first.reading.found = Found::Subject;
        }
    }
    for draft in &mut scene.drafts {
        draft.claim.measure.asked.clone_from(&question.words);
    }
}

/// Whether a sentence opens a turn, but for a word or two.
fn answers(transcript: &Transcript, sentence: usize) -> bool {
    let Some(start) = transcript.turn_of(sentence).map(|turn| turn.sentences.start) else { return false };
    let before = transcript.sentences.get(start..sentence).unwrap_or(&[]);
    let texts = || before.iter().map(|sentence| transcript.slice(sentence.span));
    let long = texts().flat_map(str::split_whitespace).nth(LEAD).is_some();
    !long && !texts().any(|text| text.contains(|c: char| c.is_ascii_digit()))
}

/// The last question of the turn before.
fn question(transcript: &Transcript, sentence: usize, lexicon: &Lexicon) -> Option<Question> {
    let turn = transcript.sentences.get(sentence)?.turn;
    let before = transcript.turns.get(turn.checked_sub(1)?)?;
    let texts = before.sentences.clone().rev().take(LAST).filter_map(|at| transcript.sentences.get(at));
    let text = texts.map(|sentence| transcript.slice(sentence.span)).find(|text| text.trim_end().ends_with('?'))?;
    let mentions = quantity::scan(text, lexicon);
    let parse = Parse::new(token::tokenize(text, &mentions, &lexicon.words), &mentions, &lexicon.words);
    let words = measure::content_lemmas(&parse, 0..parse.tokens.len(), &lexicon.words);
    let asked = asked(&parse);
    let measure = asked.map(|(chunk, _)| named(&parse, chunk, lexicon));
    Some(Question { measure, counts: asked.is_some_and(|(_, counts)| counts), words })
}

/// The phrase that a question asks for, and whether for its number.
fn asked(parse: &Parse) -> Option<(Chunk, bool)> {
    let word = |at: usize| parse.tokens.get(at).map_or("", |token| token.lower.as_str());
    let open = (0..parse.tokens.len()).find(|at| matches!(word(*at), "how" | "what"));
    let Some(open) = open else { return fragment(parse).map(|chunk| (chunk, false)) };
    let named = |chunk: &&Chunk| chunk.head.is_some() && chunk.figure.is_none();
    match (word(open), word(open + 1)) {
        ("how", counting @ ("many" | "much")) => {
            let from = open + 2 + usize::from(word(open + 2) == "of");
            let chunk = parse.chunk_at(from).filter(named)?;
            Some((Chunk { start: from, ..*chunk }, counting == "many"))
        }
        _ => {
            let verb = parse.tokens.iter().skip(open).position(Token::bends)? + open;
            parse.chunk_from(verb + 1).filter(named).map(|chunk| (*chunk, false))
        }
    }
}

/// The phrase of a question without a verb: "And the average delay?"
fn fragment(parse: &Parse) -> Option<Chunk> {
    let verb = parse.tokens.iter().any(|token| token.is(Class::Verb) || token.is(Class::Auxiliary));
    let named = |chunk: &&Chunk| chunk.head.is_some() && chunk.figure.is_none() && !parse.governed(chunk);
    parse.chunks.iter().find(named).filter(|_| !verb).copied()
}

/// The measure that a phrase of a question names.
fn named(parse: &Parse, chunk: Chunk, lexicon: &Lexicon) -> Measure {
    let end = parse.hung(&chunk, &["of"]).last().map_or(chunk.end, |last| last.end);
    let head = chunk.head.map(|head| parse.tokens[head].lemma.clone()).unwrap_or_default();
    let mut modifiers = measure::content_lemmas(parse, chunk.start..end, &lexicon.words);
    modifiers.retain(|lemma| *lemma != head && !lexicon.words.is(WordKind::Neutral, lemma));
    let text = measure::surface(&parse.tokens[chunk.start..end]);
    let mut measure = Measure { head, modifiers, text, ..Measure::default() };
    measure.seal();
    measure
}
