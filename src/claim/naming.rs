//! Which phrase of a sentence names what a figure measures.

use super::phrase::{Chunk, Parse};
use super::token::Token;
use crate::lexicon::{Class, VerbForm, WordKind, Words};
use crate::quantity::{Dimension, Quantity};

/// Prepositions between what is measured and its figure.
const SAYING_OF: [&str; 6] = ["of", "worth", "at", "to", "up", "down"];
/// Prepositions behind a figure that name what it is made of.
pub(super) const CONTENT: [&str; 3] = ["of", "in", "for"];

/// The phrase whose participle says how much it is: "a facility amounting to $750 million", "charges totalling 5 million".
pub(super) fn amounting(parse: &Parse, token: usize, words: &Words) -> Option<Chunk> {
    let start = parse.phrase_start(token);
    let skipped = |at: &usize| parse.tokens[*at].is(Class::Preposition) || parse.tokens[*at].is(Class::Adverb);
    let verb = (0..start).rev().find(|at| !skipped(at))?;
    let gerund = parse.tokens[verb].form == Some(VerbForm::Gerund) && predicates(&parse.tokens[verb], words);
    let phrase = verb.checked_sub(1).filter(|_| gerund).and_then(|at| parse.chunk_at(at))?;
    (phrase.end == verb && phrase.head.is_some()).then(|| whole_phrase(parse, phrase, words))
}

/// What somebody moves to or by a figure: "increased its spending on research to 273 million".
pub(super) fn moved(parse: &Parse, token: usize, verb: Option<usize>, words: &Words) -> Option<Chunk> {
    let verb = verb.filter(|verb| words.trend(&parse.tokens[*verb].lemma).is_some())?;
    let start = parse.phrase_start(token);
    let led = start.checked_sub(1).is_some_and(|at| matches!(parse.tokens[at].lower.as_str(), "to" | "by" | "from"));
    let object = parse.chunk_from(verb + 1).filter(|object| led && object.end < start)?;
    (object.head.is_some() && object.figure.is_none()).then_some(*object)
}

/// The phrase of which the figure is said: "revenue of $188 million", "keep the rate at 4.25 percent".
pub(super) fn named(parse: &Parse, token: usize, words: &Words) -> Option<Chunk> {
    let start = parse.phrase_start(token);
    let mut before = start.checked_sub(1)?;
    let preposition = parse.tokens[before].lower.clone();
    let particle = matches!(preposition.as_str(), "up" | "down");
    if !particle && !parse.tokens[before].is(Class::Preposition) || !SAYING_OF.contains(&preposition.as_str()) {
        return None;
    }
    before = before.checked_sub(1)?;
    if matches!(preposition.as_str(), "up" | "down") {
        let chunk = parse.chunk_at(before).filter(|chunk| chunk.head == Some(before) && chunk.figure.is_none())?;
        return Some(whole_phrase(parse, chunk, words));
    }
    if preposition != "of" && parse.tokens[before].is(Class::Verb) && parse.tokens[before].form == Some(VerbForm::Past)
    {
        let holder = parse.chunk_at(before.checked_sub(1)?).filter(|chunk| chunk.end == before)?;
        let opens = |at: usize| at == 0 || parse.tokens[at - 1].is_mark(',');
        return Some(*holder)
            .filter(|chunk| chunk.start > 0 && parse.tokens[chunk.start - 1].word("with") && opens(chunk.start - 1));
    }
    let chunk = parse
        .chunk_at(before)
        .filter(|chunk| parse.names(chunk) && chunk.figure.is_none() && chunk.end == before + 1)?;
    let whole = whole_phrase(parse, chunk, words);
    let object = parse.verb_before(whole.start).is_some_and(|verb| verb + 1 == whole.start);
    (matches!(preposition.as_str(), "of" | "worth") || object).then_some(whole)
}

/// The phrase that a phrase hangs on by "of": "the number of | patients".
fn whole_phrase(parse: &Parse, chunk: &Chunk, words: &Words) -> Chunk {
    let outer = chunk
        .start
        .checked_sub(2)
        .filter(|at| matches!(parse.tokens[at + 1].lower.as_str(), "of" | "to" | "per"))
        .and_then(|at| parse.chunk_at(at));
    let outer = outer.or_else(|| moved_in(parse, chunk, words));
    outer.filter(|outer| outer.head.is_some() && outer.figure.is_none()).copied().unwrap_or(*chunk)
}

/// The noun of change that a phrase hangs on by "in": "a rise in | fees".
fn moved_in<'a>(parse: &'a Parse, chunk: &Chunk, words: &Words) -> Option<&'a Chunk> {
    let before = chunk.start.checked_sub(2).filter(|at| parse.tokens[at + 1].word("in"))?;
    parse
        .chunk_at(before)
        .filter(|outer| outer.head == Some(before) && words.trend(&parse.tokens[before].lemma).is_some())
}

/// The phrase for which a clause behind the figure says it is: "Rs 45 billion sanctioned for the drain", "the
/// 30 million which the House approved for the coast guard".
pub(super) fn told_behind(parse: &Parse, token: usize) -> Option<Chunk> {
    let verb = verb_behind(parse, token)?;
    let tail = Chunk { start: verb, end: verb + 1, head: None, figure: None };
    parse.hung(&tail, &CONTENT).next().filter(|chunk| chunk.head.is_some()).copied()
}

/// The verb of a relative clause or participle that hangs on the figure.
fn verb_behind(parse: &Parse, token: usize) -> Option<usize> {
    let next = parse.tokens.get(token + 1)?;
    let participle = next.is(Class::Verb) && next.form == Some(VerbForm::Past);
    if participle {
        return Some(token + 1);
    }
    let relative = next.is(Class::Subordinator) && matches!(next.lower.as_str(), "which" | "that" | "who");
    let clause = parse.clause(token + 1);
    relative.then(|| clause.clone().find(|at| parse.tokens[*at].is(Class::Verb))).flatten()
}

/// The phrase behind the figure that says what it is made of.
pub(super) fn content(
    parse: &Parse,
    own: Option<&Chunk>,
    quantity: &Quantity,
    verb: Option<usize>,
    token: usize,
    words: &Words,
) -> Option<Chunk> {
    let tail = own.map_or(Chunk { start: token, end: token + 1, head: None, figure: Some(token) }, |chunk| *chunk);
    let chunk = *parse.hung(&tail, &CONTENT).next().filter(|chunk| !of_time(parse, chunk, words))?;
    let preposition = parse.tokens.get(tail.end)?.lower.clone();
    let subject = verb.filter(|verb| *verb < token).and_then(|verb| parse.subject(verb));
    let says = verb.is_some_and(|verb| predicates(&parse.tokens[verb], words));
    match quantity.unit.dimension {
        Dimension::Money | Dimension::Mass | Dimension::Volume | Dimension::Energy | Dimension::Power
            if preposition == "of" || !says =>
        {
            Some(chunk)
        }
        Dimension::Count if preposition == "of" => Some(chunk),
        Dimension::Share if preposition == "of" && (subject.is_none() || !says) => Some(chunk),
        _ => None,
    }
    .filter(|chunk| chunk.head.is_some())
}

/// Whether a phrase says when: "in the same quarter".
pub(super) fn of_time(parse: &Parse, chunk: &Chunk, words: &Words) -> bool {
    chunk.head.is_some_and(|head| words.is(WordKind::Timely, &parse.tokens[head].lemma))
}

/// Whether a verb says of its subject that it has the figure's value: "was", "reached", "rose".
pub(super) fn predicates(verb: &Token, words: &Words) -> bool {
    verb.is(Class::Auxiliary)
        || words.trend(&verb.lemma).is_some()
        || matches!(
            verb.lemma.as_str(),
            "be" | "reach" | "stand" | "total" | "amount" | "come" | "hit" | "average" | "remain" | "equate"
        )
}

/// Whether a verb says what somebody does, not what the figure of its subject is.
pub(super) fn acts(verb: &Token, words: &Words) -> bool {
    verb.is(Class::Verb) && !predicates(verb, words) && !words.is(WordKind::Light, &verb.lemma)
}

/// The subject of the clause the figure stands in.
pub(super) fn subject(parse: &Parse, token: usize) -> Option<Chunk> {
    let verb = parse.verb_before(token);
    let found = verb.and_then(|verb| parse.subject(verb).or_else(|| parse.antecedent(verb))).copied();
    let fronted = || {
        let verb = parse.any_verb_after(token).filter(|_| verb.is_none())?;
        parse.subject_behind(token, verb).copied()
    };
    found.or_else(fronted).or_else(|| {
        let clause = parse.clause(token);
        let before = parse.chunks.iter().filter(|chunk| chunk.start >= clause.start && chunk.end <= token);
        let mut named = before.filter(|chunk| chunk.head.is_some() && verb.is_none());
        // "With the strike over, 1.36 million": a state of things beside it.
        let led = |chunk: &Chunk| chunk.start > 0 && parse.tokens[chunk.start - 1].word("with");
        let aside = |chunk: &Chunk| led(chunk) && parse.tokens[chunk.end..token].iter().any(|token| token.is_mark(','));
        let last = named.clone().rfind(|chunk| !aside(chunk));
        named.find(|chunk| !parse.governed(chunk)).or(last).copied()
    })
}
