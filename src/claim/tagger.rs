//! The class and lemma of every word of a sentence.

use smol_str::SmolStr;

use super::token::{Kind, Token};
use crate::lexicon::{Analysis, Class, VerbForm, WordKind, Words};

/// Tells every word its class and lemma, from left to right.
pub(super) fn tag(text: &str, tokens: &mut [Token], words: &Words) {
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
pub(super) fn subordinate(tokens: &mut [Token], words: &Words) {
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
        // "Our capital spending this year"
        (VerbForm::Gerund, Some((Kind::Word, Class::Noun | Class::Adjective)))
            if analysis.mostly == Class::Noun && next.is_some_and(|next| next.mention().is_some()) =>
        {
            Class::Noun
        }
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
