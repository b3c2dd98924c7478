//! What a figure measures: the head and modifiers of the phrases it stands in.

use smol_str::SmolStr;

use super::Measure;
use super::naming::{CONTENT, acts, amounting, content, moved, named, of_time, predicates, subject, told_behind};
use super::phrase::{Chunk, Parse};
use super::token::Token;
use crate::lexicon::{Class, Trend, WordKind, Words};
use crate::quantity::{Dimension, Quantity};

/// Where a figure's measure was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The noun behind the figure: "2,340 people", "the 12 percent tariff".
    Counted,
    /// The phrase before "of": "revenue of $188 million".
    Named,
    /// The phrase behind "of" or "in": "$223 million in free cash flow".
    Content,
    /// The subject of its clause: "the rate was 5.7 percent".
    Subject,
    /// Nothing in its clause names it.
    Nothing,
}

/// A figure's measure, and how its grammar says it.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) measure: Measure,
    pub(super) found: Found,
    /// The chunk that gave the head.
    pub(super) chunk: Option<Chunk>,
    /// The verb that governs the figure, a token.
    pub(super) verb: Option<usize>,
    /// The noun that makes a change of the figure: "a rise of 5 percent", "a 12 percent drop".
    pub(super) trend: Option<Trend>,
    /// The nouns that only name the figure: "total", "average", "share".
    pub(super) containers: Vec<SmolStr>,
    /// The noun of "the adjusted rate", "that number": it points back at a figure named so before.
    pub(super) points_back: Option<SmolStr>,
    /// The whole of a share: "GDP" in "27.4% of GDP".
    pub(super) whole: Option<Chunk>,
    /// What a phrase without a name of its own is said of: "profits rose, with an average growth rate of 6%".
    owner: Option<Chunk>,
    /// A phrase that only names the figure, for where nothing else does: "cut the rate to 4 percent".
    spare: Option<(Found, Chunk)>,
}

/// Prepositions that narrow what is measured.
const NARROWING: [&str; 2] = ["of", "per"];
/// Prepositions whose phrases say where.
const PLACING: [&str; 5] = ["in", "at", "for", "within", "across"];

/// Reads what the figure at a token measures.
pub(super) fn read(parse: &Parse, token: usize, quantity: &Quantity, words: &Words) -> Reading {
    let verb = parse.verb_before(token);
    let mut reading = Reading {
        measure: Measure::default(),
        found: Found::Nothing,
        chunk: None,
        verb,
        trend: None,
        containers: Vec::new(),
        points_back: None,
        whole: None,
        owner: None,
        spare: None,
    };
    let own = parse.chunk_at(token).copied();
    let ways: [&dyn Fn() -> Option<(Found, Chunk)>; 6] = [
        &|| own.filter(|chunk| chunk.head.is_some_and(|head| head > token)).map(|chunk| (Found::Counted, chunk)),
        &|| named(parse, token, words).or_else(|| amounting(parse, token, words)).map(|chunk| (Found::Named, chunk)),
        &|| moved(parse, token, verb, words).map(|chunk| (Found::Named, chunk)),
        &|| told_behind(parse, token).map(|chunk| (Found::Content, chunk)),
        &|| content(parse, own.as_ref(), quantity, verb, token, words).map(|chunk| (Found::Content, chunk)),
        // What only names the figure names it once: "net income was 287 million, an improvement of 11%".
        &|| {
            subject(parse, token)
                .filter(|chunk| named(parse, token, words) != Some(*chunk))
                .map(|chunk| (Found::Subject, chunk))
        },
    ];
    for way in ways {
        let Some((found, chunk)) = way() else { continue };
        if reading.take(parse, found, chunk, words) {
            break;
        }
    }
    if let Some((found, chunk)) = reading.spare.filter(|_| reading.found == Found::Nothing) {
        reading.settle(parse, found, chunk);
    }
    reading.whole = own.filter(|_| quantity.unit.dimension == Dimension::Share).and_then(|chunk| {
        let tail = Chunk { end: token + 1, ..chunk };
        parse.hung(&tail, &NARROWING).next().copied()
    });
    if matches!(reading.found, Found::Counted | Found::Content) {
        reading.verb =
            verb.filter(|verb| parse.tokens[*verb].is(Class::Verb)).or_else(|| parse.verb_after(token)).or(verb);
    }
    reading.finish(parse, token, quantity.unit.name == "times", words);
    reading
}

impl Reading {
    /// Takes a phrase as the measure; false where it only names the figure ("a rise of") and
    /// nothing behind it says of what.
    fn take(&mut self, parse: &Parse, found: Found, chunk: Chunk, words: &Words) -> bool {
        let Some(head) = chunk.head else { return false };
        let lemma = parse.tokens[head].lemma.clone();
        let trend = words.trend(&parse.tokens[head].lower).or_else(|| words.trend(&lemma));
        let container =
            words.is(WordKind::Container, &parse.tokens[head].lower) || words.is(WordKind::Container, &lemma);
        if !container && (trend.is_none() || found == Found::Subject) {
            self.settle(parse, found, chunk);
            return true;
        }
        self.trend = self.trend.or(trend.filter(|_| found != Found::Subject));
        self.containers.push(parse.tokens[head].lower.clone());
        let inner = parse.hung(&chunk, &CONTENT).find(|inner| inner.head.is_some() && inner.figure.is_none());
        match inner.copied() {
            Some(inner) => {
                let named = named_by_modifiers(parse, &chunk);
                self.settle(parse, found, Chunk { start: if named { chunk.start } else { inner.start }, ..inner });
            }
            None if named_by_modifiers(parse, &chunk) => {
                let named = last_noun(parse, chunk.start..head);
                self.trend = self.trend.or(named.and_then(|named| words.trend(&parse.tokens[named].lower)));
                self.settle(parse, found, Chunk { head: named, ..chunk });
                let telling = parse.tokens[chunk.start..head]
                    .iter()
                    .any(|token| token.nominal() && !words.is(WordKind::Pointing, &token.lower));
                let held = || parse.holder(&chunk).or_else(|| self.verb.and_then(|verb| parse.subject(verb)));
                self.owner =
                    Some(()).filter(|()| !telling).and_then(|()| held()).filter(|owner| **owner != chunk).copied();
                if !telling && self.owner.is_none() {
                    self.point_back(parse, &chunk, head);
                }
            }
            None if found == Found::Counted && trend.is_none() => self.settle(parse, found, chunk),
            None => {
                let stands = words.is(WordKind::Standing, &parse.tokens[head].lower);
                self.spare = self.spare.or(stands.then_some((found, chunk)));
                self.point_back(parse, &chunk, head);
                return false;
            }
        }
        true
    }

    /// Notes a phrase that names nothing of its own, behind a definite article.
    fn point_back(&mut self, parse: &Parse, chunk: &Chunk, head: usize) {
        let article = parse.tokens[chunk.start].lower.as_str();
        if matches!(article, "the" | "this" | "that") && chunk.start < head {
            self.points_back.get_or_insert_with(|| parse.tokens[head].lower.clone());
        }
    }

    fn settle(&mut self, parse: &Parse, found: Found, mut chunk: Chunk) {
        if let Some(owned) = parse.hung(&chunk, &NARROWING).next().filter(|inner| owns(parse, inner)) {
            chunk = Chunk { start: chunk.start, ..*owned };
        }
        self.found = found;
        self.chunk = Some(chunk);
        if let Some(head) = chunk.head {
            self.measure.head = parse.tokens[head].lemma.clone();
        }
    }

    /// Puts one word for a compound that has a name of its own: "capital spending" is "capex".
    fn compound(&mut self, modifiers: &mut Vec<SmolStr>, words: &Words) {
        let name = modifiers
            .iter()
            .find_map(|modifier| words.compound(modifier, &self.measure.head).map(|name| (modifier.clone(), name)));
        if let Some((modifier, name)) = name {
            modifiers.retain(|lemma| *lemma != modifier && *lemma != self.measure.head);
            self.measure.head = name;
        }
    }

    /// Tells the thing from the one that does it: in "the fire burned 9,800 hectares" the figure is of what
    /// was burned, and the fire is its agent; how often something was done is said of what was done.
    fn act(&mut self, parse: &Parse, token: usize, words: &Words, times: bool, modifiers: &mut Vec<SmolStr>) {
        let Some(verb) = self.verb.filter(|verb| parse.tokens[*verb].is(Class::Verb)) else { return };
        let Some(agent) = parse.subject(verb).copied() else { return };
        let done = times && words.is(WordKind::Light, &parse.tokens[verb].lemma);
        if !done && !acts(&parse.tokens[verb], words) {
            let predicated = predicates(&parse.tokens[verb], words);
            if !predicated
                && self.chunk != Some(agent)
                && matches!(self.found, Found::Counted | Found::Content | Found::Named)
            {
                self.measure.agent = content_lemmas(parse, agent.start..agent.end, words);
            }
            return;
        }
        let end = parse.hung(&agent, &NARROWING).last().map_or(agent.end, |last| last.end);
        let lemmas = content_lemmas(parse, agent.start..end, words);
        if self.found == Found::Subject && verb < token {
            self.measure.head = parse.tokens[verb].lemma.clone();
            self.measure.agent = lemmas;
            modifiers.clear();
        } else if self.chunk != Some(agent) && matches!(self.found, Found::Counted | Found::Content | Found::Named) {
            self.measure.agent = lemmas;
        }
    }

    /// Where it is measured, as phrases behind the measure or the figure say: "in our hospitals".
    fn place(&mut self, parse: &Parse, token: usize, words: &Words) {
        let figure = parse.chunk_at(token).copied();
        let ends = [self.chunk, figure, opening(parse, token)].into_iter().flatten();
        let phrases = ends.flat_map(|chunk| {
            let whole = parse.hung(&chunk, &NARROWING).last().copied().unwrap_or(chunk);
            parse
                .hung(&whole, &PLACING)
                .filter(|place| place.figure.is_none() && !of_time(parse, place, words))
                .copied()
                .collect::<Vec<_>>()
        });
        let mut lemmas: Vec<SmolStr> =
            phrases.flat_map(|place| content_lemmas(parse, place.start..place.end, words)).collect();
        lemmas.retain(|lemma| *lemma != self.measure.head);
        self.measure.place = lemmas;
    }

    /// Gathers modifiers and context around the head.
    fn finish(&mut self, parse: &Parse, token: usize, times: bool, words: &Words) {
        let mut modifiers: Vec<SmolStr> = Vec::new();
        if let Some(chunk) = self.chunk {
            let last = parse.hung(&chunk, &NARROWING).last().map_or(chunk.end, |last| last.end);
            let last = if last > chunk.end || chunk.start + 1 < chunk.end { joined(parse, last) } else { last };
            modifiers = content_lemmas(parse, chunk.start..last, words);
            if let Some(owner) = self.owner {
                let end = parse.hung(&owner, &NARROWING).last().map_or(owner.end, |last| last.end);
                modifiers.extend(content_lemmas(parse, owner.start..end, words));
            }
            let text = &parse.tokens[chunk.start..last];
            self.measure.text = surface(text);
        }
        self.act(parse, token, words, times, &mut modifiers);
        self.place(parse, token, words);
        let verb = self
            .verb
            .filter(|_| matches!(self.found, Found::Counted | Found::Content))
            .map(|verb| &parse.tokens[verb])
            .filter(|verb| verb.is(Class::Verb))
            .map(|verb| verb.lemma.clone());
        self.measure.verb =
            verb.filter(|verb| !words.is(WordKind::Light, verb) && words.trend(verb).is_none()).unwrap_or_default();
        self.compound(&mut modifiers, words);
        modifiers.retain(|lemma| *lemma != self.measure.head && !words.is(WordKind::Neutral, lemma));
        let context = content_lemmas(parse, 0..parse.tokens.len(), words);
        self.measure.context =
            context.into_iter().filter(|lemma| *lemma != self.measure.head && !modifiers.contains(lemma)).collect();
        self.measure.names = names(parse);
        self.measure.modifiers = modifiers;
        self.measure.seal();
    }
}

/// An empty phrase before the clause of a token, for what opens it: "In Europe, revenue was".
fn opening(parse: &Parse, token: usize) -> Option<Chunk> {
    let start = parse.clause(token).start;
    let phrase = parse.chunk_from(start + 1).filter(|phrase| phrase.end < token)?;
    parse.tokens[phrase.end].is_mark(',').then_some(Chunk { start, end: start, head: None, figure: None })
}

/// Where the phrases end that are joined to one by "and": "of digital research and development and design tools".
fn joined(parse: &Parse, mut end: usize) -> usize {
    while parse.tokens.get(end).is_some_and(|token| token.word("and")) {
        match parse.chunk_from(end + 1).filter(|chunk| chunk.figure.is_none() && chunk.head.is_some()) {
            Some(next) => end = next.end,
            None => break,
        }
    }
    end
}

/// The last noun of a range: "unemployment" in "the unemployment | rate".
fn last_noun(parse: &Parse, range: std::ops::Range<usize>) -> Option<usize> {
    let noun = |at: &usize| parse.tokens[*at].is(Class::Noun) || parse.tokens[*at].is(Class::Proper);
    range.clone().rev().find(noun).or_else(|| range.rev().find(|at| parse.tokens[*at].nominal()))
}

/// Whether the first part of a phrase owns the rest: "Sarovia's reserves" behind "the Bank of".
fn owns(parse: &Parse, chunk: &Chunk) -> bool {
    chunk.head.is_some_and(|head| parse.tokens[chunk.start..head].iter().any(|token| token.word("'s")))
}

/// Whether a container noun is told apart by its own modifiers: "the unemployment rate".
fn named_by_modifiers(parse: &Parse, chunk: &Chunk) -> bool {
    let Some(head) = chunk.head else { return false };
    parse.tokens[chunk.start..head]
        .iter()
        .any(|token| token.nominal() || token.mention().is_some() && !token.lower.is_empty())
}

/// The lemmas with meaning in a range of tokens, once each, in text order.
pub(super) fn content_lemmas(parse: &Parse, range: std::ops::Range<usize>, words: &Words) -> Vec<SmolStr> {
    let mut lemmas: Vec<SmolStr> = Vec::new();
    for token in parse.tokens.get(range).unwrap_or(&[]) {
        let counts = match token.class {
            Class::Noun | Class::Proper | Class::Adjective => !token.lemma.is_empty(),
            Class::Verb => !words.is(WordKind::Light, &token.lemma) && words.trend(&token.lemma).is_none(),
            _ => false,
        };
        if counts && !lemmas.contains(&token.lemma) {
            lemmas.push(token.lemma.clone());
        }
    }
    lemmas
}

/// The names of a sentence, lemmas.
fn names(parse: &Parse) -> Vec<SmolStr> {
    let named = |token: &&Token| token.is(Class::Proper) || token.mention().is_some() && !token.lemma.is_empty();
    parse.tokens.iter().filter(named).map(|token| token.lemma.clone()).collect()
}

pub(super) fn surface(tokens: &[Token]) -> SmolStr {
    let mut text = String::new();
    for token in tokens.iter().filter(|token| !token.lower.is_empty() && !token.is(Class::Determiner)) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&token.lower);
    }
    SmolStr::from(text)
}
