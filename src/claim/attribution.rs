//! Whose figure a speaker says it is: "as Mr. Xiao just mentioned".

use smol_str::SmolStr;

use super::Attribution;
use super::extract::Scene;
use crate::lexicon::{Class, Speech, VerbForm, WordKind};
use crate::span::Span;
use crate::transcript::{SpeakerId, Transcript};

/// How many tokens from the words that name the source a figure may stand and still be theirs.
const REACH: usize = 24;

/// How many sentences of a turn back one may have said to whom one speaks: "Thandiwe, hi."
const ADDRESSED: usize = 3;
/// How many words a form of address has at most.
const ADDRESS: usize = 4;

/// Words that name whose a figure is, and where.
struct Source {
    name: Span,
    cue: Span,
    /// The token from which the distance to a figure behind it counts.
    anchor: usize,
    /// Whether all that follows in the sentence is theirs: "mentioned that ...".
    all: bool,
    /// Whether it counts for the very next figure only: "Ms Hale's figure of".
    next: bool,
    speaker: Option<SpeakerId>,
    /// The name that a pronoun stands for.
    known: Option<SmolStr>,
}

/// Reads who is said to have given the figures of a sentence.
pub(super) fn read(scene: &mut Scene<'_>, transcript: &Transcript, sentence: usize, last: &mut Named) {
    let shift = transcript.sentences.get(sentence).map_or(0, |sentence| sentence.span.start);
    let tokens = 0..scene.parse.tokens.len();
    let mut found: Vec<Source> = tokens
        .filter_map(|at| {
            by_verb(scene, transcript, sentence, at)
                .or_else(|| by_preposition(scene, transcript, sentence, at))
                .or_else(|| by_owner(scene, transcript, sentence, at))
                .or_else(|| by_view(scene, transcript, sentence, at))
                .or_else(|| by_address(scene, transcript, sentence, at))
        })
        .collect();
    // What a clause right behind a figure says of it goes first: "She reminded us of the 1.2 million | you named".
    found.sort_by_key(|source| clause_of(scene, source).is_none());
    for mut source in found {
        last.take_the_place_of(&mut source, scene.text, transcript.speaker_of(sentence).is_some());
        lend(scene, &source, shift);
    }
}

/// The last one named as the source of a figure, for "he" and "she" in a text that nobody speaks.
#[derive(Default)]
pub(super) struct Named(Option<SmolStr>);

impl Named {
    fn take_the_place_of(&mut self, source: &mut Source, text: &str, spoken: bool) {
        let said = source.name.of(text);
        let pronoun = ["he", "she"].iter().any(|word| said.eq_ignore_ascii_case(word));
        if pronoun && !spoken {
            source.known.clone_from(&self.0);
        } else if said.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase)) {
            self.0 = Some(SmolStr::new(said));
        }
    }
}

/// The figure that the clause with a source stands right behind: "the 1,140 kitchens | Ms Hale spoke of", "the 320 of
/// capex | that you guided to".
fn clause_of(scene: &Scene<'_>, source: &Source) -> Option<usize> {
    let parse = scene.parse;
    let start = parse.tokens.partition_point(|token| token.span.start < source.name.start);
    let mut before = start.checked_sub(1)?;
    if parse.tokens[before].is(Class::Subordinator) {
        before = before.checked_sub(1)?;
    }
    let figure = |at: usize| scene.drafts.iter().position(|draft| draft.token == at);
    let chunk = parse.chunk_at(before).filter(|chunk| chunk.end == before + 1);
    let Some(chunk) = chunk else { return figure(before) };
    let outer = || {
        let of = chunk.start.checked_sub(1).filter(|at| parse.tokens[*at].word("of"))?;
        parse.chunk_at(of.checked_sub(1)?)?.figure
    };
    chunk.figure.or_else(outer).and_then(figure)
}

/// Gives the figures in its reach to a source.
fn lend(scene: &mut Scene<'_>, source: &Source, shift: usize) {
    let first = scene.parse.tokens.partition_point(|token| token.span.start < source.cue.start);
    let open = source.speaker.is_none() && anyone(scene, source.name.of(scene.text));
    let own = clause_of(scene, source);
    for (at, draft) in scene.drafts.iter_mut().enumerate() {
        let before = draft.token < first;
        if source.next && before || own.is_some_and(|own| own != at) {
            continue;
        }
        let reach = if before { first - draft.token } else { draft.token.abs_diff(source.anchor) };
        if (reach <= REACH || !before && source.all) && draft.claim.attribution.is_none() {
            let name = source.known.clone().unwrap_or_else(|| SmolStr::new(source.name.of(scene.text)));
            let cue = source.cue.shift(shift);
            draft.claim.attribution = Some(Attribution { name, speaker: source.speaker, open, cue });
            if source.next {
                break;
            }
        }
    }
}

/// Whether a name may mean any of the other speakers: "you", "the gentleman", "the boss".
fn anyone(scene: &Scene<'_>, name: &str) -> bool {
    let name = name.to_lowercase();
    let last = name.rsplit(char::is_whitespace).next().unwrap_or(&name);
    let words = &scene.lexicon.words;
    let alone = matches!(name.split_whitespace().collect::<Vec<_>>()[..], ["the", _]);
    words.is(WordKind::Addressed, last)
        || alone && (words.is(WordKind::Chief, last) || Speech::built_in().roles.contains(last))
}

/// Whether the speaker is the one named, and no "as" makes it something said before.
fn speaks_first(scene: &Scene<'_>, name: Span) -> bool {
    let at = scene.parse.tokens.partition_point(|token| token.span.start < name.start);
    let own = scene.parse.tokens.get(at).is_some_and(|token| token.word("i") || token.word("we"));
    own && !at.checked_sub(1).is_some_and(|before| scene.parse.tokens[before].word("as"))
}

/// "as Mr. Xiao just mentioned", "the 1,140 kitchens Ms Hale spoke of".
fn by_verb(scene: &Scene<'_>, transcript: &Transcript, sentence: usize, verb: usize) -> Option<Source> {
    let token = &scene.parse.tokens[verb];
    let says = token.is(Class::Verb) && scene.lexicon.words.is(WordKind::Saying, &token.lemma);
    if !says || passes_on(scene, verb) {
        return None;
    }
    let name = sayer(scene, verb)?;
    if scene.lexicon.words.is(WordKind::Publishing, &token.lemma) && speaks_first(scene, name) {
        return None;
    }
    let all = scene.parse.tokens.iter().skip(verb + 1).take(4).any(|token| token.word("that"));
    let speaker = resolve(transcript, sentence, name.of(scene.text));
    Some(Source { name, cue: name.cover(token.span), anchor: verb, all, next: false, speaker, known: None })
}

/// Whether a verb only leads to another's saying: "you have heard | the Colonel say".
fn passes_on(scene: &Scene<'_>, verb: usize) -> bool {
    let Some(chunk) = scene.parse.chunk_from(verb + 1) else { return false };
    let next = scene.parse.tokens.get(chunk.end);
    next.is_some_and(|next| next.is(Class::Verb) && scene.lexicon.words.is(WordKind::Saying, &next.lemma))
}

/// "according to Mr. Xiao".
fn by_preposition(scene: &Scene<'_>, transcript: &Transcript, sentence: usize, at: usize) -> Option<Source> {
    let token = &scene.parse.tokens[at];
    if !token.word("according") || !scene.parse.tokens.get(at + 1)?.word("to") {
        return None;
    }
    let chunk = scene.parse.chunk_from(at + 2).filter(|chunk| chunk.figure.is_none())?;
    let name = scene.parse.tokens[chunk.start].span.cover(scene.parse.tokens[chunk.end - 1].span);
    let speaker = resolve(transcript, sentence, name.of(scene.text));
    Some(Source { name, cue: token.span.cover(name), anchor: chunk.end, all: true, next: false, speaker, known: None })
}

/// "Ms Hale's figure of 1,140", "the minister's 1,140": only where the owner speaks in this transcript, for
/// places and firms own figures too.
fn by_owner(scene: &Scene<'_>, transcript: &Transcript, sentence: usize, at: usize) -> Option<Source> {
    let tokens = &scene.parse.tokens;
    let start = scene.parse.chunk_at(at.checked_sub(1)?).map(|chunk| chunk.start).filter(|_| tokens[at].word("'s"))?;
    let next = tokens.get(at + 1)?;
    let owned = next.mention().is_some() || scene.lexicon.words.is(WordKind::SayingNoun, &next.lemma);
    let name = tokens[start].span.cover(tokens[at - 1].span);
    let speaker = resolve(transcript, sentence, name.of(scene.text)).filter(|_| owned)?;
    let cue = name.cover(next.span);
    Some(Source { name, cue, anchor: at, all: false, next: true, speaker: Some(speaker), known: None })
}

/// "The governor expects growth of 2 percent": only where the one named speaks in this transcript, and somebody else says
/// so.
fn by_view(scene: &Scene<'_>, transcript: &Transcript, sentence: usize, verb: usize) -> Option<Source> {
    let token = &scene.parse.tokens[verb];
    if !token.is(Class::Verb) || !scene.lexicon.words.is(WordKind::Expecting, &token.lemma) {
        return None;
    }
    let name = sayer(scene, verb)?;
    let speaker = resolve(transcript, sentence, name.of(scene.text))?;
    let other = transcript.speaker_of(sentence) != Some(speaker);
    other.then(|| Source {
        name,
        cue: name.cover(token.span),
        anchor: verb,
        all: true,
        next: false,
        speaker: Some(speaker),
        known: None,
    })
}

/// "By your own evidence it was forty minutes", "your figure of 1,140".
fn by_address(scene: &Scene<'_>, transcript: &Transcript, sentence: usize, at: usize) -> Option<Source> {
    let tokens = &scene.parse.tokens;
    if !tokens[at].word("your") {
        return None;
    }
    let behind = at + 1 + usize::from(tokens.get(at + 1)?.word("own"));
    let noun = tokens.get(behind)?;
    let led = at.checked_sub(1).is_some_and(|before| tokens[before].word("by") || tokens[before].word("on"));
    let owned = noun.mention().is_some() && !led || scene.lexicon.words.is(WordKind::SayingNoun, &noun.lemma);
    // What somebody's report is about has figures of its own.
    let given = led || tokens.get(behind + 1).is_some_and(|next| next.word("of"));
    let name = tokens[at].span;
    (owned && given).then(|| Source {
        name,
        cue: name.cover(noun.span),
        anchor: behind,
        all: led,
        next: !led,
        speaker: addressed(transcript, sentence),
        known: None,
    })
}

/// The words that name who says: the subject before a verb of saying, or behind it ("said Ms Hale").
fn sayer(scene: &Scene<'_>, verb: usize) -> Option<Span> {
    let tokens = &scene.parse.tokens;
    let mut at = verb;
    while let Some(before) = at.checked_sub(1) {
        let token = &tokens[before];
        let now = tokens[verb].form == Some(VerbForm::Gerund) && matches!(token.lower.as_str(), "is" | "are" | "am");
        let own = before.checked_sub(1).is_some_and(|at| tokens[at].word("i") || tokens[at].word("we"));
        if token.is(Class::Auxiliary) && (now && own || scene.lexicon.words.is(WordKind::YetToSay, &token.lower)) {
            return None;
        }
        if token.is(Class::Auxiliary) || token.is(Class::Adverb) {
            at = before;
            continue;
        }
        if token.is(Class::Pronoun) {
            return Some(token.span);
        }
        let chunk = scene.parse.chunk_at(before).filter(|chunk| chunk.head == Some(before))?;
        return Some(tokens[chunk.start].span.cover(tokens[before].span));
    }
    None
}

/// The speaker to whom a sentence is said, by a form of address in it or just before: "Idris, you gave the 26th".
fn addressed(transcript: &Transcript, sentence: usize) -> Option<SpeakerId> {
    let turn = transcript.turn_of(sentence)?;
    let from = turn.sentences.start.max((sentence + 1).saturating_sub(ADDRESSED));
    (from..=sentence).rev().find_map(|at| {
        let text = transcript.slice(transcript.sentences.get(at)?.span);
        let pieces = text.trim_end_matches(['.', '!', '?']).split(',').map(str::trim);
        let short = pieces.filter(|piece| piece.split_whitespace().count() <= ADDRESS && text.contains(','));
        let named = |piece: &str| transcript.resolve(piece, transcript.sentences.get(sentence)?.turn);
        short.filter_map(named).find(|speaker| turn.speaker != Some(*speaker))
    })
}

/// The speaker whom a name means. "You" to whom nobody is named may be anyone who spoke before, and stays open.
fn resolve(transcript: &Transcript, sentence: usize, name: &str) -> Option<SpeakerId> {
    let turn = transcript.sentences.get(sentence)?.turn;
    match name.to_lowercase().as_str() {
        "i" | "we" => transcript.speaker_of(sentence),
        "you" | "your" => addressed(transcript, sentence),
        _ => transcript.resolve(name.trim_start_matches("What "), turn),
    }
}
