//! Figures that a supposition, a question or reported speech takes for granted: "could we open with the 14 nurses we have?"

use super::Modality;
use super::extract::{Draft, Scene};
use super::phrase::Parse;
use crate::lexicon::{Class, VerbForm, WordKind};
use crate::quantity::Dimension;

/// How many words behind a phrase a clause of its own may start: "the 12 percent | that we would lose".
const RELATIVE: usize = 2;

/// Tells what a speaker supposes or asks from what is known as he does so.
pub(super) fn read(scene: &mut Scene<'_>) {
    let reported = (0..scene.parse.tokens.len()).any(|at| reports(scene, at));
    for at in 0..scene.drafts.len() {
        let draft = &scene.drafts[at];
        let open = matches!(draft.claim.modality, Modality::Hypothetical | Modality::Question);
        if open && given(scene.parse, draft) {
            scene.drafts[at].claim.modality = Modality::Actual;
        } else if reported && planned(draft) {
            scene.drafts[at].claim.modality = Modality::Target;
        }
    }
}

/// Whether a verb tells what somebody said or decided: "said | it would cut 1,350 jobs".
fn reports(scene: &Scene<'_>, at: usize) -> bool {
    let (token, words) = (&scene.parse.tokens[at], &scene.lexicon.words);
    let told = words.is(WordKind::Saying, &token.lemma) || words.is(WordKind::Deciding, &token.lemma);
    token.is(Class::Verb) && token.form == Some(VerbForm::Past) && told
}

/// Whether only "would" supposes a figure: told of the past, it is what was planned then.
fn planned(draft: &Draft) -> bool {
    let claim = &draft.claim;
    claim.modality == Modality::Hypothetical && claim.tagged("future-in-past") && !claim.tagged("hypothetical")
}

/// Whether the phrase of a figure points at something known: "the 320 of capex", "with 14 nurses", "the price of $8".
fn given(parse: &Parse, draft: &Draft) -> bool {
    let start = parse.phrase_start(draft.token);
    let end = parse.chunk_at(draft.token).map_or(draft.token + 1, |chunk| chunk.end);
    let timed = draft.claim.quantity.unit.dimension == Dimension::Time;
    !timed && (pointed(parse, start, draft.token) || led(parse, start)) && !narrowed(parse, end)
}

/// Whether a phrase, or the one it hangs on by "of", has an article that points.
fn pointed(parse: &Parse, start: usize, figure: usize) -> bool {
    let points = |at: usize| matches!(parse.tokens[at].lower.as_str(), "the" | "that" | "this" | "those" | "these");
    let holder =
        || start.checked_sub(2).filter(|_| parse.tokens[start - 1].word("of")).and_then(|at| parse.chunk_at(at));
    // "Of the 31 camps, nine would close": what is supposed is told of them.
    let whole = start > 0 && parse.tokens[start - 1].word("of");
    start < figure && points(start) && !whole
        || holder().is_some_and(|holder| holder.figure.is_none() && points(holder.start))
}

/// Whether a phrase stands behind a preposition that takes it for granted.
fn led(parse: &Parse, start: usize) -> bool {
    let before = start.checked_sub(1).map(|at| &parse.tokens[at]);
    before.is_some_and(|token| matches!(token.lower.as_str(), "with" | "despite" | "given" | "besides"))
}

/// Whether a clause behind a phrase says of what figure it is: "the 12 percent | we would lose".
fn narrowed(parse: &Parse, end: usize) -> bool {
    let behind = parse.tokens.iter().skip(end).take(RELATIVE + 2);
    behind
        .take_while(|token| token.is(Class::Subordinator) || token.is(Class::Pronoun) || token.is(Class::Auxiliary))
        .any(|token| matches!(token.lower.as_str(), "would" | "could" | "might" | "'d"))
        && parse.tokens.get(end).is_some_and(|token| !token.is(Class::Auxiliary))
}
