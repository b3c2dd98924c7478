//! The tokens of a sentence: words with class and lemma, figures as one token each.

use smol_str::SmolStr;

use crate::lexicon::phrases::lowered;
use crate::lexicon::{Analysis, Class, VerbForm, WordKind, Words};
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
    Token { span, kind: Kind::Mention(number), class, lemma: lower.clone(), lower, form: None }
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

/// Tells every word its class and lemma, from left to right.
fn tag(text: &str, tokens: &mut [Token], words: &Words) {
    let shouted = text.len() > 12 && !text.contains(char::is_lowercase);
    for at in 0..tokens.len() {
        let (before, rest) = tokens.split_at_mut(at);
        let Some((token, after)) = rest.split_first_mut() else { continue };
        if token.kind != Kind::Word {
            continue;
        }
        let capital = token.span.of(text).starts_with(char::is_uppercase);
        let opens = before.iter().all(|token| token.kind != Kind::Word && token.mention().is_none());
        let class = if capital && !opens && !shouted && words.closed(&token.lower).is_none() {
            Class::Proper
        } else {
            classify(token, before, after.first(), words)
        };
        token.class = class;
        token.lemma = lemma(token, words);
        // "The general | speaks": a verb makes a noun of what only seemed to narrow one.
        if class == Class::Verb
            && token.form == Some(VerbForm::Finite)
            && let Some(last) = before.last_mut().filter(|last| last.is(Class::Adjective))
        {
            last.class = Class::Noun;
            last.lemma = words.canonical(&words.analyze(&last.lower).noun);
        }
    }
}

/// Tells "since", "before" and their like before a clause from those before a phrase: "since | the tunnel takes 9,000".
fn subordinate(tokens: &mut [Token], words: &Words) {
    for at in 0..tokens.len() {
        let joins = tokens[at].is(Class::Preposition) && words.is(WordKind::Joining, &tokens[at].lower);
        let phrase = |token: &&Token| token.is(Class::Determiner) || token.is(Class::Pronoun) || token.nominal();
        let length = tokens[at + 1..].iter().take(CLAUSE).take_while(phrase).count();
        let verb = tokens.get(at + 1 + length).filter(|_| length > 0);
        let finite =
            |token: &Token| token.is(Class::Auxiliary) || token.form.is_some_and(|form| form != VerbForm::Gerund);
        // "Gifts received since the start | stood at": only where a clause can begin.
        let begins = at == 0 || matches!(tokens[at - 1].kind, Kind::Mark(_));
        if joins && begins && verb.is_some_and(finite) {
            tokens[at].class = Class::Subordinator;
        }
    }
}

/// How many words the subject of a clause behind "since" may have.
const CLAUSE: usize = 6;

/// The class of a word that is no name, by the words beside it.
fn classify(token: &mut Token, before: &[Token], next: Option<&Token>, words: &Words) -> Class {
    let last = before.last();
    if let Some(class) = words.closed(&token.lower) {
        return closed(token, class, last, next, words);
    }
    let analysis = words.analyze(&token.lower);
    let class = open(&analysis, before, next, words);
    if class == Class::Verb {
        token.form = analysis.verb.as_ref().map(|(_, form)| *form);
    }
    token.lemma = match (&class, &analysis.verb) {
        (Class::Verb, Some((lemma, _))) => lemma.clone(),
        (Class::Noun, _) => analysis.noun.clone(),
        _ => token.lower.clone(),
    };
    class
}

fn closed(token: &Token, class: Class, last: Option<&Token>, next: Option<&Token>, words: &Words) -> Class {
    let after_pronoun = last.is_some_and(|last| last.is(Class::Pronoun));
    match token.lower.as_str() {
        "'s" if !after_pronoun => Class::Determiner,
        // "as we took action", "before they left": what follows is a clause of its own.
        _ if class == Class::Preposition && next.is_some_and(|next| opens_with(&next.lower)) => Class::Subordinator,
        // "This compares": one thing has no plural.
        "this" if next.is_some_and(|next| inflected(next, words)) => Class::Pronoun,
        "that" | "this" | "these" | "those" => match next {
            Some(next) if next.is(Class::Auxiliary) => Class::Pronoun,
            _ => class,
        },
        _ => class,
    }
}

/// Whether a word may be a verb in the third person: "compares".
fn inflected(next: &Token, words: &Words) -> bool {
    let verb = words.analyze(&next.lower).verb.filter(|(_, form)| *form == VerbForm::Finite);
    next.kind == Kind::Word && next.lower.ends_with('s') && verb.is_some_and(|(lemma, _)| lemma != next.lower)
}

/// Whether a word can only be the subject of a clause.
fn opens_with(word: &str) -> bool {
    matches!(word, "i" | "he" | "she" | "we" | "they")
}

/// The class of an open word: the words beside it first, then what it mostly is.
fn open(analysis: &Analysis, before: &[Token], next: Option<&Token>, words: &Words) -> Class {
    let Some((lemma, form)) = &analysis.verb else { return not_verb(analysis, next, words) };
    let last = before.last();
    let after = last.map(|last| (last.kind, last.class));
    let nominal_next = next.is_some_and(|next| next.kind == Kind::Word && words.closed(&next.lower).is_none());
    let counted = matches!(after, Some((Kind::Mention(_), Class::Determiner | Class::Adjective)));
    let inside = counted || matches!(after, Some((Kind::Word, Class::Determiner | Class::Adjective)));
    let measured = matches!(after, Some((Kind::Mention(_), Class::Adverb)));
    match (form, after) {
        (_, Some((Kind::Word, Class::Auxiliary | Class::Pronoun | Class::Negation))) => Class::Verb,
        (VerbForm::Finite, Some((Kind::Word, Class::Preposition))) if last.is_some_and(|last| last.word("to")) => {
            Class::Verb
        }
        (VerbForm::Past, Some((Kind::Word, Class::Determiner))) => Class::Adjective,
        // "GAAP diluted earnings", "and adjusted profit"
        (
            VerbForm::Past,
            None | Some((Kind::Mark(_), _) | (Kind::Word, Class::Proper | Class::Noun | Class::Conjunction)),
        ) if nominal_next && analysis.mostly == Class::Adjective && !words.is(WordKind::Told, lemma) => {
            Class::Adjective
        }
        (VerbForm::Past | VerbForm::Gerund, _) if nominal_next && (inside || qualified(before)) => Class::Adjective,
        (VerbForm::Past, Some((Kind::Word, Class::Preposition))) if nominal_next => Class::Adjective,
        (VerbForm::Finite, _) if measured && analysis.noun == *lemma && next.is_some_and(opens_phrase) => {
            if before.iter().any(|token| token.is(Class::Verb) || token.is(Class::Auxiliary)) {
                not_verb(analysis, next, words)
            } else {
                Class::Verb
            }
        }
        (VerbForm::Finite, _) if inside && holds_office(before, words) && told(lemma, words) => Class::Verb,
        (VerbForm::Finite | VerbForm::Gerund, _) if inside => not_verb(analysis, next, words),
        (VerbForm::Finite, _) if measured && (nominal_next || next.is_none_or(|next| next.kind != Kind::Word)) => {
            Class::Noun
        }
        (VerbForm::Finite, Some((Kind::Word, Class::Preposition))) => not_verb(analysis, next, words),
        (VerbForm::Finite, Some((Kind::Word, Class::Noun | Class::Adjective)))
            if next.is_some_and(|next| finite(next, words)) =>
        {
            Class::Noun
        }
        // "Calls rose", "calls have tripled": a subject opens a sentence, no verb.
        (VerbForm::Finite, None | Some((Kind::Mark(_), _))) if next.is_some_and(|next| finite(next, words)) => {
            Class::Noun
        }
        (VerbForm::Finite, Some((Kind::Word, Class::Noun)))
            if last.is_some_and(|last| !agrees(last, analysis, words))
                && !words.only_verb(lemma)
                && !(analysis.mostly == Class::Verb && next.is_some_and(takes_object)) =>
        {
            Class::Noun
        }
        (VerbForm::Past, _) => Class::Verb,
        (VerbForm::Gerund, _) if next.is_some_and(governed_next) => Class::Verb,
        (VerbForm::Gerund, Some((Kind::Word, Class::Preposition))) if nominal_next => match analysis.mostly {
            Class::Adjective => Class::Adjective,
            _ => Class::Verb,
        },
        _ if analysis.mostly == Class::Verb => Class::Verb,
        _ => not_verb(analysis, next, words),
    }
}

/// Whether an article and a word that is an adjective and a noun stand last: "the general", "the executive".
fn holds_office(before: &[Token], words: &Words) -> bool {
    let [.., article, office] = before else { return false };
    article.is(Class::Determiner) && office.is(Class::Adjective) && words.two_faced(&office.lower)
}

/// Whether a verb says or expects something: what stands before it is a person.
fn told(lemma: &str, words: &Words) -> bool {
    words.is(WordKind::Saying, lemma) || words.is(WordKind::Expecting, lemma)
}

/// Whether a noun can be the subject of a finite verb: plural with "rise", singular with "rises".
fn agrees(noun: &Token, analysis: &Analysis, words: &Words) -> bool {
    let plural = words.analyze(&noun.lower).noun != noun.lower;
    let Some((lemma, _)) = &analysis.verb else { return false };
    let bare = analysis.noun == *lemma;
    words.is(WordKind::Unchanging, lemma) || plural == bare || !bare && !plural
}

/// Whether an adverb stands last, behind an article: "the seasonally | adjusted rate".
fn qualified(before: &[Token]) -> bool {
    let mut words = before.iter().rev();
    words.next().is_some_and(|last| last.is(Class::Adverb))
        && words.next().is_some_and(|article| article.is(Class::Determiner))
}

/// Whether a word not yet tagged can only be a finite verb.
fn finite(next: &Token, words: &Words) -> bool {
    next.kind == Kind::Word
        && (words.closed(&next.lower) == Some(Class::Auxiliary)
            || words.analyze(&next.lower).verb.is_some_and(|(_, form)| form == VerbForm::Past))
}

/// Whether a word starts what stands behind a verb: "rests | on oil", "covers | the rest".
fn opens_phrase(next: &Token) -> bool {
    matches!(
        next.lower.as_str(),
        "on" | "in"
            | "to"
            | "with"
            | "from"
            | "over"
            | "versus"
            | "compared"
            | "the"
            | "a"
            | "an"
            | "its"
            | "our"
            | "their"
    )
}

/// Whether a word opens what a verb is done to: "takes | 9,000", "covers | the rest".
fn takes_object(next: &Token) -> bool {
    next.mention().is_some() || matches!(next.lower.as_str(), "the" | "a" | "an" | "its" | "their" | "our")
}

/// Whether a word can only stand behind a verb form: a figure or an article.
fn governed_next(next: &Token) -> bool {
    next.mention().is_some()
        || matches!(next.lower.as_str(), "the" | "a" | "an" | "by" | "its" | "their" | "our" | "to")
}

fn not_verb(analysis: &Analysis, next: Option<&Token>, words: &Words) -> Class {
    let before_noun = next.is_some_and(|next| next.kind == Kind::Word && words.closed(&next.lower).is_none());
    match analysis.mostly {
        Class::Adjective if before_noun => Class::Adjective,
        Class::Adjective if analysis.noun.is_empty() => Class::Adjective,
        Class::Adverb if !before_noun => Class::Adverb,
        Class::Adjective => Class::Adjective,
        Class::Adverb => Class::Adverb,
        _ => Class::Noun,
    }
}

/// The canonical lemma of a tagged word.
fn lemma(token: &Token, words: &Words) -> SmolStr {
    match token.class {
        Class::Noun | Class::Verb => words.canonical(&token.lemma),
        Class::Proper => words.canonical(&words.analyze(&token.lower).noun),
        // "A firm backlog" has nothing to do with firms.
        Class::Adjective if words.two_faced(&token.lower) => token.lower.clone(),
        Class::Adjective => words.canonical(&token.lower),
        _ => token.lower.clone(),
    }
}
