//! The tokens of a sentence: words with class and lemma, figures as one token each.

use smol_str::SmolStr;

use super::tagger::{subordinate, tag};
use crate::lexicon::phrases::lowered;
use crate::lexicon::{Class, VerbForm, Words};
use crate::quantity::{Dimension, Mention};
use crate::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// A figure, date, ordinal or numbered name: an index into the sentence's mentions.
    Mention(usize),
    /// A mark.
    Mark(char),
}

/// A word, figure or mark of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Where it stands in the sentence.
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) class: Class,
    /// The word in lower case; empty for marks and figures, the whole for names.
    pub(super) lower: SmolStr,
    /// The canonical lemma.
    pub(super) lemma: SmolStr,
    pub(super) form: Option<VerbForm>,
}

impl Token {
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub(super) fn is(&self, class: Class) -> bool {
        self.kind == Kind::Word && self.class == class
    }

    pub(super) fn word(&self, word: &str) -> bool {
        self.lower == word
    }

    pub(super) fn mention(&self) -> Option<usize> {
        match self.kind {
            Kind::Mention(at) => Some(at),
            _ => None,
        }
    }

    /// Whether the token can bend a clause into a question: "what | does", "what | is".
    pub(super) fn bends(&self) -> bool {
        self.is(Class::Auxiliary)
    }

    /// Whether the token can stand inside a noun phrase, before its head or as its head.
    pub(super) fn nominal(&self) -> bool {
        self.kind == Kind::Word && matches!(self.class, Class::Noun | Class::Proper | Class::Adjective)
    }
}

/// Cuts a sentence into tokens and tells each word its class and lemma.
pub(super) fn tokenize(text: &str, mentions: &[Mention], words: &Words) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for (number, mention) in mentions.iter().enumerate() {
        let span = mention.span();
        if span.start >= at && text.is_char_boundary(span.start) {
            cut(text, at, span.start, &mut tokens);
            tokens.push(mention_token(text, span, number, mention));
            at = span.end;
        }
    }
    cut(text, at, text.len(), &mut tokens);
    tag(text, &mut tokens, words);
    subordinate(&mut tokens, words);
    tokens
}

fn mention_token(text: &str, span: Span, number: usize, mention: &Mention) -> Token {
    let class = match mention {
        Mention::Name(_) => Class::Adjective,
        Mention::Quantity(quantity) if quantity.unit.dimension == Dimension::Count => Class::Determiner,
        _ => Class::Adverb,
    };
    let lower =
        if class == Class::Adjective { SmolStr::from(span.of(text).to_lowercase()) } else { SmolStr::default() };
    // Who is "in second place" is another than who is "in third place".
    let ordinal = matches!(mention, Mention::Ordinal { .. });
    let lemma = if ordinal { SmolStr::from(format!("#{}", span.of(text).to_lowercase())) } else { lower.clone() };
    Token { span, kind: Kind::Mention(number), class, lemma, lower, form: None }
}

/// Cuts `text[from..to]` into words and marks.
fn cut(text: &str, from: usize, to: usize, tokens: &mut Vec<Token>) {
    let piece = text.get(from..to).unwrap_or("");
    let mut start = None;
    let mut chars = piece.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '&' | '.')
            && start.is_some()
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if c.is_alphanumeric() || joins {
            start.get_or_insert(at);
            continue;
        }
        if let Some(begin) = start.take() {
            push_word(piece, begin, at, from, tokens);
            // The last dot of "U.S." is none of the sentence's.
            if c == '.' && piece[begin..at].contains('.') && chars.peek().is_some() {
                continue;
            }
        }
        if matches!(c, '\'' | '’') {
            // "87 months' imprisonment"
            if at == 0 && from > 0 && piece[c.len_utf8()..].starts_with(' ') {
                continue;
            }
            let end = chars.peek().map_or(piece.len(), |(next, _)| *next);
            if let Some(tail) = contraction(&piece[end..]) {
                let stop = end + tail;
                push_word(piece, at, stop, from, tokens);
                while chars.next_if(|(next, _)| *next < stop).is_some() {}
                continue;
            }
        }
        if !c.is_whitespace() {
            let span = Span::new(from + at, from + at + c.len_utf8());
            tokens.push(Token {
                span,
                kind: Kind::Mark(c),
                class: Class::Conjunction,
                lower: SmolStr::default(),
                lemma: SmolStr::default(),
                form: None,
            });
        }
    }
    if let Some(begin) = start {
        push_word(piece, begin, piece.len(), from, tokens);
    }
}

/// The length of what an apostrophe contracts: the "s" of "it's", the "ve" of "we've".
fn contraction(rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    matches!(&rest[..end], "s" | "ve" | "d" | "ll" | "m" | "re" | "t" | "S" | "T").then_some(end)
}

fn push_word(piece: &str, from: usize, to: usize, shift: usize, tokens: &mut Vec<Token>) {
    let word = &piece[from..to];
    let lower = in_lower_case(word);
    let span = Span::new(from, to).shift(shift);
    if let Some(stem) =
        lower.strip_suffix('n').filter(|_| piece[to..].starts_with(['\'', '’']) && piece[to..].len() > 1)
        && piece[to..].chars().nth(1).is_some_and(|c| matches!(c, 't' | 'T'))
    {
        let cut = span.end - 1;
        tokens.push(plain(Span::new(span.start, cut), SmolStr::new(stem)));
        return;
    }
    let lower = if matches!(lower.as_str(), "'t") { SmolStr::new_static("n't") } else { lower };
    tokens.push(plain(span, lower));
}

/// A word in lower case with straight apostrophes; few words need more than a copy on the stack.
fn in_lower_case(word: &str) -> SmolStr {
    let short = if word.is_ascii() { lowered(word, |word| Some(SmolStr::new(word))) } else { None };
    short.unwrap_or_else(|| SmolStr::from(word.to_lowercase().replace('’', "'")))
}

fn plain(span: Span, lower: SmolStr) -> Token {
    Token { span, kind: Kind::Word, class: Class::Noun, lemma: lower.clone(), lower, form: None }
}
