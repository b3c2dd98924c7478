//! Figures in lists, aligned with what they are figures of: "output and sales were 3 and 4 million, respectively".

use smol_str::SmolStr;

use super::extract::{Draft, Scene};
use super::measure::{Found, content_lemmas};
use super::phrase::{Chunk, Parse};
use super::{ListPlace, Measure};
use crate::lexicon::Class;

/// How many tokens may stand between two figures of one list.
const REACH: usize = 14;

/// Numbers the lists of a sentence and gives each of their figures its own measure.
pub(super) fn distribute(scene: &mut Scene<'_>, lists: &mut u32) {
    let mut last: Option<std::ops::Range<usize>> = None;
    for range in group(scene) {
        for (position, draft) in scene.drafts[range.clone()].iter_mut().enumerate() {
            draft.claim.list = Some(ListPlace { list: *lists, position: u16::try_from(position).unwrap_or(u16::MAX) });
        }
        *lists += 1;
        share_noun(scene, range.clone());
        if !follow(scene, &range, last.as_ref()) {
            align(scene, range.clone());
        }
        last = Some(range);
    }
    parallel(scene);
}

/// Tags the figures that are items beside the next one, not its total: the first of "50 million for flood, 25 million
/// for fire", and any behind another item.
fn parallel(scene: &mut Scene<'_>) {
    let parse = scene.parse;
    let hung = |draft: &Draft| {
        let end = parse.chunk_at(draft.token).map_or(draft.token + 1, |chunk| chunk.end);
        parse.tokens.get(end).filter(|token| token.is(Class::Preposition) && !token.word("of"))
    };
    for at in 0..scene.drafts.len() {
        let same =
            |other: &Draft| matches!((hung(&scene.drafts[at]), hung(other)), (Some(a), Some(b)) if a.lower == b.lower);
        let place = scene.drafts[at].claim.list;
        let list =
            |other: &Draft| place.is_some() && other.claim.list.map(|other| other.list) == place.map(|own| own.list);
        let opens = scene.drafts.get(at + 1).is_some_and(|next| list(next) && same(next));
        let behind = place.is_some_and(|place| place.position > 0);
        if opens || behind {
            scene.drafts[at].claim.tags.push(SmolStr::new_static("item"));
        }
    }
}

/// Figures without a noun of their own belong one by one to those of the list before: "were 3 and 4 million, up 5% and 6%".
fn follow(scene: &mut Scene<'_>, range: &std::ops::Range<usize>, last: Option<&std::ops::Range<usize>>) -> bool {
    let Some(last) = last.filter(|last| last.len() == range.len() && last.end == range.start) else { return false };
    let bare =
        scene.drafts[range.clone()].iter().all(|draft| matches!(draft.reading.found, Found::Subject | Found::Nothing));
    if bare {
        for (from, to) in last.clone().zip(range.clone()) {
            let measure = scene.drafts[from].claim.measure.clone();
            scene.drafts[to].claim.measure = measure;
            scene.drafts[to].reading.found = Found::Subject;
        }
    }
    bare
}

/// The runs of figures that stand side by side.
fn group(scene: &Scene<'_>) -> Vec<std::ops::Range<usize>> {
    let mut groups = Vec::new();
    let mut start = 0;
    for at in 1..=scene.drafts.len() {
        if at == scene.drafts.len() || !beside(scene, &scene.drafts[at - 1], &scene.drafts[at]) {
            if at - start > 1 {
                groups.push(start..at);
            }
            start = at;
        }
    }
    groups
}

/// Whether two figures are neighbours in a list: one kind, a comma or "and" between, and no verb.
fn beside(scene: &Scene<'_>, a: &Draft, b: &Draft) -> bool {
    let between = &scene.parse.tokens[a.token + 1..b.token];
    a.claim.quantity.unit.dimension == b.claim.quantity.unit.dimension
        && between.len() <= REACH
        && between.iter().any(|token| token.is_mark(',') || token.is_mark(';') || token.is(Class::Conjunction))
        && !between.iter().any(|token| token.is(Class::Verb) || token.is(Class::Subordinator))
        && !between.iter().any(|token| {
            matches!(
                token.lower.as_str(),
                "from" | "to" | "than" | "up" | "down" | "against" | "ahead" | "after" | "compared" | "versus"
            )
        })
}

/// "2.422 million and 2.531 million cars": the noun behind the last counts for all.
fn share_noun(scene: &mut Scene<'_>, range: std::ops::Range<usize>) {
    let adjacent = |a: usize, b: usize| {
        let between = &scene.parse.tokens[scene.drafts[a].token + 1..scene.drafts[b].token];
        between.iter().all(|token| token.is_mark(',') || token.is(Class::Conjunction))
    };
    let last = range.end - 1;
    let full = |at: usize| matches!(scene.drafts[at].reading.found, Found::Counted | Found::Content);
    let bare = (range.start..last).all(|at| adjacent(at, at + 1) && !full(at));
    if !bare || !full(last) {
        return;
    }
    let reading = scene.drafts[last].reading.clone();
    for draft in &mut scene.drafts[range.start..last] {
        draft.claim.measure = reading.measure.clone();
        draft.reading = reading.clone();
    }
}

/// Gives each figure of a list its own subject or verb, where as many stand side by side.
fn align(scene: &mut Scene<'_>, range: std::ops::Range<usize>) {
    let parse = scene.parse;
    let first = &scene.drafts[range.start];
    let subjects = first.reading.chunk.filter(|_| first.reading.found == Found::Subject);
    if let Some(subjects) = subjects.map(|chunk| coordinated(parse, &chunk)).filter(|all| all.len() == range.len()) {
        let tail = subjects.last().map(|last| tail(scene, last)).unwrap_or_default();
        for (draft, chunk) in scene.drafts[range].iter_mut().zip(&subjects) {
            take(draft, parse, chunk, &tail, scene.lexicon);
        }
        return;
    }
    if first.reading.found == Found::Named {
        let reading = first.reading.clone();
        for draft in scene.drafts[range.clone()]
            .iter_mut()
            .filter(|draft| matches!(draft.reading.found, Found::Subject | Found::Nothing))
        {
            draft.claim.measure = reading.measure.clone();
            draft.reading.found = Found::Named;
        }
        return;
    }
    if let Some(agents) = agents(scene, &range) {
        for (draft, agent) in scene.drafts[range].iter_mut().zip(agents) {
            draft.claim.measure.agent = agent;
        }
        return;
    }
    let verbs = first.reading.verb.map(|verb| coordinated_verbs(parse, verb)).unwrap_or_default();
    if verbs.len() == range.len() {
        for (draft, verb) in scene.drafts[range].iter_mut().zip(verbs) {
            draft.claim.measure.verb = verb;
        }
    }
}

/// Who does it, one by one, where as many stand side by side: "North and South sent 88 and 61 tonnes".
fn agents(scene: &Scene<'_>, range: &std::ops::Range<usize>) -> Option<Vec<Vec<SmolStr>>> {
    let first = &scene.drafts[range.start];
    let verb = first
        .reading
        .verb
        .filter(|_| !first.claim.measure.agent.is_empty() || first.reading.found == Found::Content)?;
    let all = coordinated(scene.parse, scene.parse.subject(verb)?);
    let lemmas = |chunk: &Chunk| content_lemmas(scene.parse, chunk.start..chunk.end, &scene.lexicon.words);
    (all.len() == range.len()).then(|| all.iter().map(lemmas).collect())
}

/// What hangs behind the last of several subjects belongs to all: "production and sales of automobiles".
fn tail(scene: &Scene<'_>, last: &Chunk) -> Vec<SmolStr> {
    let end = scene.parse.hung(last, &["of"]).last().map_or(last.end, |chunk| chunk.end);
    content_lemmas(scene.parse, last.end..end, &scene.lexicon.words)
}

fn take(draft: &mut Draft, parse: &Parse, chunk: &Chunk, tail: &[SmolStr], lexicon: &crate::lexicon::Lexicon) {
    let Some(head) = chunk.head else { return };
    let context = std::mem::take(&mut draft.claim.measure.context);
    let mut modifiers = content_lemmas(parse, chunk.start..chunk.end, &lexicon.words);
    modifiers.extend(tail.iter().cloned());
    let head = parse.tokens[head].lemma.clone();
    modifiers.retain(|lemma| *lemma != head);
    let mut text = draft.claim.measure.text.clone();
    if !tail.is_empty() || text.is_empty() {
        text = SmolStr::from(
            [
                parse.tokens[chunk.start..chunk.end].iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" "),
                tail.join(" "),
            ]
            .join(" of "),
        );
    }
    draft.claim.measure = Measure { head, modifiers, context, text, ..Measure::default() };
}

/// The noun phrases joined to one by commas and "and", itself included, in text order.
fn coordinated(parse: &Parse, chunk: &Chunk) -> Vec<Chunk> {
    let Some(at) = parse.chunks.iter().position(|other| other == chunk) else { return Vec::new() };
    let joined = |a: &Chunk, b: &Chunk| {
        let between = &parse.tokens[a.end..b.start];
        !between.is_empty() && between.iter().all(|token| token.is_mark(',') || token.is(Class::Conjunction))
    };
    let hangs = |chunk: &Chunk| parse.governed(chunk);
    let mut from = at;
    while from > 0
        && hangs(&parse.chunks[from - 1]) == hangs(&parse.chunks[from])
        && joined(&parse.chunks[from - 1], &parse.chunks[from])
    {
        from -= 1;
    }
    let mut to = at;
    while to + 1 < parse.chunks.len() && joined(&parse.chunks[to], &parse.chunks[to + 1]) {
        to += 1;
    }
    parse.chunks[from..=to].iter().filter(|chunk| chunk.figure.is_none() && chunk.head.is_some()).copied().collect()
}

/// The lemmas of the verbs joined to one by "and": "produced and sold".
fn coordinated_verbs(parse: &Parse, verb: usize) -> Vec<SmolStr> {
    let mut verbs = vec![parse.tokens[verb].lemma.clone()];
    let mut at = verb + 1;
    while parse.tokens.get(at).is_some_and(|token| token.is_mark(',') || token.is(Class::Conjunction)) {
        at += 1;
        if let Some(next) = parse.tokens.get(at).filter(|token| token.is(Class::Verb)) {
            verbs.push(next.lemma.clone());
            at += 1;
        }
    }
    verbs
}
