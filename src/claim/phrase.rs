//! Noun phrases and clauses of a tagged sentence.

use super::token::{Kind, Token};
use crate::lexicon::{Class, VerbForm, WordKind, Words};
use crate::quantity::Mention;

/// A noun phrase without what hangs behind it: "more than 1.43 million 5G base stations".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its first token.
    pub(super) start: usize,
    /// One past its last token.
    pub(super) end: usize,
    /// Its head noun, where it has one.
    pub(super) head: Option<usize>,
    /// The last quantity in it.
    pub(super) figure: Option<usize>,
}

/// A sentence in its grammar, as far as figures need it.
#[derive(Debug)]
pub(super) struct Parse {
    pub(super) tokens: Vec<Token>,
    pub(super) chunks: Vec<Chunk>,
    /// The clause of each token, from 0.
    pub(super) clauses: Vec<usize>,
}

impl Parse {
    /// Finds the noun phrases and clauses of tagged tokens.
    pub(super) fn new(tokens: Vec<Token>, mentions: &[Mention], words: &Words) -> Self {
        let chunks = chunk(&tokens, mentions);
        let clauses = split(&tokens, words);
        Self { tokens, chunks, clauses }
    }

    /// The noun phrase a token stands in.
    pub(super) fn chunk_at(&self, token: usize) -> Option<&Chunk> {
        let after = self.chunks.partition_point(|chunk| chunk.start <= token);
        self.chunks.get(after.checked_sub(1)?).filter(|chunk| token < chunk.end)
    }

    /// Where the noun phrase of a token starts; the token itself where it stands in none.
    pub(super) fn phrase_start(&self, token: usize) -> usize {
        self.chunk_at(token).map_or(token, |chunk| chunk.start)
    }

    /// The noun phrase that starts at a token.
    pub(super) fn chunk_from(&self, token: usize) -> Option<&Chunk> {
        self.chunk_at(token).filter(|chunk| chunk.start == token)
    }

    /// The tokens of the clause around a token.
    pub(super) fn clause(&self, token: usize) -> std::ops::Range<usize> {
        let Some(number) = self.clauses.get(token) else { return 0..0 };
        let start = self.clauses.partition_point(|clause| clause < number);
        let end = self.clauses.partition_point(|clause| clause <= number);
        start..end
    }

    /// The nearest verb before a token in its clause.
    pub(super) fn verb_before(&self, token: usize) -> Option<usize> {
        let clause = self.clause(token);
        let verb = |at: &usize| self.tokens[*at].is(Class::Verb) || self.tokens[*at].is(Class::Auxiliary);
        (clause.start..token).rev().find(verb)
    }

    /// The first verb behind a token in its clause.
    pub(super) fn verb_after(&self, token: usize) -> Option<usize> {
        let clause = self.clause(token);
        (token + 1..clause.end).find(|at| self.tokens[*at].is(Class::Verb))
    }

    /// The first verb of any kind behind a token in its clause.
    pub(super) fn any_verb_after(&self, token: usize) -> Option<usize> {
        let clause = self.clause(token);
        (token + 1..clause.end).find(|at| self.tokens[*at].is(Class::Verb) || self.tokens[*at].is(Class::Auxiliary))
    }

    /// The subject of a verb that stands behind a figure at the head of the clause: "At 8,900 hectares, Pinnock is ...".
    pub(super) fn subject_behind(&self, token: usize, verb: usize) -> Option<&Chunk> {
        let mut between = self.chunks.iter().filter(|chunk| chunk.start > token && chunk.end <= verb);
        let comma = self.tokens.get(token + 1..verb)?.iter().any(|token| token.is_mark(','));
        between.rfind(|chunk| comma && chunk.head.is_some() && !self.governed(chunk))
    }

    /// Whether a chunk hangs on a preposition.
    pub(super) fn governed(&self, chunk: &Chunk) -> bool {
        chunk.start > 0 && self.tokens[chunk.start - 1].is(Class::Preposition)
    }

    /// The subject of a verb: the first noun phrase of its clause that hangs on nothing.
    pub(super) fn subject(&self, verb: usize) -> Option<&Chunk> {
        let mut clause = self.clause(verb);
        if self.closes_relative(verb, clause.start) {
            clause = self.clause(clause.start - 1).start..verb;
        }
        if let Some(object) = self.doer(verb) {
            return Some(object);
        }
        let first = self.chunks.partition_point(|chunk| chunk.start < clause.start);
        self.chunks[first..]
            .iter()
            .take_while(|chunk| chunk.end <= verb)
            .find(|chunk| self.names(chunk) && !self.governed(chunk))
    }

    /// Who does what somebody expects, asks or lets him do: "expects | the economy | to grow".
    fn doer(&self, verb: usize) -> Option<&Chunk> {
        let to = verb.checked_sub(1).filter(|at| self.tokens[*at].word("to"))?;
        let chunk = self.chunk_at(to.checked_sub(1)?).filter(|chunk| chunk.end == to && self.names(chunk))?;
        self.tokens.get(chunk.start.checked_sub(1)?).filter(|token| token.is(Class::Verb)).map(|_| chunk)
    }

    /// Whether a phrase names something: an adjective does only behind an article or a figure, "the unemployed".
    pub(super) fn names(&self, chunk: &Chunk) -> bool {
        let Some(head) = chunk.head else { return false };
        let article = || chunk.start < head && self.tokens[chunk.start].is(Class::Determiner);
        !self.tokens[head].is(Class::Adjective) || chunk.figure.is_some() || article()
    }

    /// The phrase that has what another names: "trucks | with a carrying amount".
    pub(super) fn holder(&self, chunk: &Chunk) -> Option<&Chunk> {
        let with = chunk.start.checked_sub(1).filter(|at| self.tokens[*at].word("with"))?;
        self.chunk_at(with.checked_sub(1)?).filter(|holder| holder.end == with && holder.head.is_some())
    }

    /// What a relative clause is said of: "segment revenue, | which came to 168 million".
    pub(super) fn antecedent(&self, verb: usize) -> Option<&Chunk> {
        let start = self.clause(verb).start;
        let relative = self.tokens[start..verb]
            .iter()
            .all(|token| token.word("which") || token.is(Class::Auxiliary) || token.is(Class::Adverb));
        let before = start.checked_sub(1).filter(|_| relative)?;
        let last = if self.tokens[before].is_mark(',') { before.checked_sub(1)? } else { before };
        self.chunk_at(last).filter(|chunk| chunk.head.is_some() && chunk.figure.is_none())
    }

    /// Whether a verb behind a comma goes on with the clause around a relative one: "costs, which include
    /// wages, | were 5 million".
    fn closes_relative(&self, verb: usize, start: usize) -> bool {
        let relative =
            self.tokens.get(start).is_some_and(|token| matches!(token.lower.as_str(), "which" | "who" | "that"));
        relative && start > 0 && verb > 0 && self.tokens[verb - 1].is_mark(',')
    }

    /// The phrases hung behind a chunk by one of the given prepositions, nearest first.
    pub(super) fn hung<'a>(&'a self, chunk: &Chunk, prepositions: &'a [&str]) -> Hung<'a> {
        Hung { parse: self, at: chunk.end, prepositions }
    }
}

/// Walks a chain of prepositional phrases: "of automobiles | in January".
pub(super) struct Hung<'a> {
    parse: &'a Parse,
    at: usize,
    prepositions: &'a [&'a str],
}

impl<'a> Iterator for Hung<'a> {
    type Item = &'a Chunk;

    fn next(&mut self) -> Option<&'a Chunk> {
        let token = self.parse.tokens.get(self.at)?;
        if !token.is(Class::Preposition) || !self.prepositions.contains(&token.lower.as_str()) {
            return None;
        }
        let chunk = self.parse.chunk_from(self.at + 1)?;
        self.at = chunk.end;
        Some(chunk)
    }
}

/// Finds the noun phrases from left to right.
fn chunk(tokens: &[Token], mentions: &[Mention]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match one(tokens, mentions, at) {
            Some(chunk) => {
                at = chunk.end;
                chunks.push(chunk);
            }
            None => at += 1,
        }
    }
    chunks
}

/// The noun phrase that starts at a token, if one does.
fn one(tokens: &[Token], mentions: &[Mention], start: usize) -> Option<Chunk> {
    let mut chunk = Chunk { start, end: start, head: None, figure: None };
    let mut at = start;
    while let Some(token) = tokens.get(at) {
        let inside = match token.kind {
            Kind::Mention(number) => match mentions.get(number)? {
                Mention::Quantity(_) if chunk.figure.is_none() && chunk.head.is_none() => {
                    chunk.figure = Some(at);
                    true
                }
                Mention::Quantity(_) => false,
                Mention::Name(_) => true,
                Mention::Ordinal { label, .. } => !label,
                Mention::Date(_) => tokens.get(at + 1).is_some_and(|next| next.nominal() || next.word("'s")),
            },
            Kind::Word => match token.class {
                Class::Determiner => at == start || token.word("'s") || chunk.head.is_none() && chunk.figure.is_none(),
                Class::Proper if chunk.figure.is_some() && chunk.head.is_some() && names_actor(tokens, at) => false,
                Class::Noun | Class::Proper => {
                    let basis = span_of_time(tokens, at);
                    if !basis {
                        chunk.head = Some(at);
                    }
                    !basis
                }
                Class::Adjective => true,
                Class::Adverb => {
                    chunk.head.is_none()
                        && tokens.get(at + 1).is_some_and(|next| next.is(Class::Adjective) || next.nominal())
                }
                Class::Conjunction => token.word("&") && at > start,
                Class::Verb => token.form == Some(VerbForm::Gerund) && gerund_noun(tokens, at, start),
                _ => false,
            },
            Kind::Mark(mark) => mark == '-' && at > start && tokens.get(at + 1).is_some_and(Token::nominal),
        };
        if !inside {
            break;
        }
        at += 1;
    }
    chunk.end = at;
    if chunk.head.is_none() {
        chunk.head = (start..at).rev().find(|at| tokens[*at].nominal() || names(tokens, mentions, *at));
    }
    (chunk.head.is_some() || chunk.figure.is_some()).then_some(chunk)
}

/// Whether a name behind a counted noun is the subject of a clause of its own: "the 1,410 kitchens | Ms Hale spoke of".
fn names_actor(tokens: &[Token], at: usize) -> bool {
    let common = at > 0 && tokens[at - 1].is(Class::Noun);
    let behind = tokens[at..].iter().find(|token| !token.is(Class::Proper));
    common && behind.is_some_and(|token| token.is(Class::Verb) || token.is(Class::Auxiliary))
}

/// "5.6% year on year": the words say against what, not of what.
fn span_of_time(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.lower.as_str());
    matches!(word(at), "year" | "month" | "quarter" | "week")
        && matches!(word(at + 1), "on" | "over" | "to")
        && word(at + 2) == word(at)
}

fn names(tokens: &[Token], mentions: &[Mention], at: usize) -> bool {
    tokens[at].mention().is_some_and(|number| matches!(mentions.get(number), Some(Mention::Name(_))))
}

/// Whether a gerund inside a phrase stands before its head: "the operating margin".
fn gerund_noun(tokens: &[Token], at: usize, start: usize) -> bool {
    at > start && tokens.get(at + 1).is_some_and(Token::nominal)
}

/// Numbers the clauses: a new one begins at strong marks, at subordinators, and at a
/// comma or "and" behind which a subject and a verb follow.
fn split(tokens: &[Token], words: &Words) -> Vec<usize> {
    let mut clause = 0;
    let mut seen_verb = false;
    let mut clauses = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let strong = matches!(token.kind, Kind::Mark(';' | ':' | '—' | '–' | '(' | ')' | '"' | '“' | '”'));
        let joint = token.is_mark(',') || token.is(Class::Conjunction);
        let sub = token.is(Class::Subordinator) && at > 0;
        let told = at > 0 && tells(&tokens[at - 1], words) && opens_clause(tokens, at);
        if strong || sub || told || joint && seen_verb && opens_clause(tokens, at + 1) {
            clause += 1;
            seen_verb = false;
        }
        seen_verb |= token.is(Class::Verb) || token.is(Class::Auxiliary);
        clauses.push(clause);
    }
    clauses
}

/// Whether what is said may follow a verb at once: "the airline said | its revenue was".
fn tells(verb: &Token, words: &Words) -> bool {
    verb.is(Class::Verb) && verb.form == Some(VerbForm::Past) && words.is(WordKind::Saying, &verb.lemma)
}

/// Whether a subject and a verb follow, before the next mark and not far.
fn opens_clause(tokens: &[Token], from: usize) -> bool {
    let mut noun = false;
    for token in tokens.iter().skip(from).take(16) {
        match token.kind {
            Kind::Mark(_) => return false,
            Kind::Mention(_) => noun = true,
            Kind::Word => match token.class {
                Class::Verb if token.form != Some(VerbForm::Gerund) => return noun,
                Class::Auxiliary => return noun,
                Class::Noun | Class::Proper | Class::Pronoun => noun = true,
                Class::Subordinator => return false,
                _ => {}
            },
        }
    }
    false
}
