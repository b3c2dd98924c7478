//! From sentences to claims: the order in which the parts of this stage work.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::derive::{self, Note};
use super::measure::{self, Found, Reading};
use super::phrase::Parse;
use super::unit::Units;
use super::{
    Claim, ClaimId, Claims, Measure, Modality, asked, attribution, change, cue, given, list, part, period, relate,
    story, token, voice,
};
use crate::lexicon::{Class, Lexicon, WordKind};
use crate::quantity::{self, Dimension, Mention, Quantity};
use crate::span::Span;
use crate::transcript::{SpeakerId, Transcript};

/// A claim of a sentence while it is made, with the grammar it was read from.
pub(super) struct Draft {
    pub(super) claim: Claim,
    pub(super) reading: Reading,
    /// Its token.
    pub(super) token: usize,
}

/// A sentence with its grammar and the claims made of it so far.
pub(super) struct Scene<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) text: &'a str,
    pub(super) mentions: &'a [Mention],
    pub(super) parse: &'a Parse,
    pub(super) drafts: Vec<Draft>,
}

/// How many sentences back "the rate" may point.
const POINTED: usize = 12;

/// What one sentence leaves for the next.
#[derive(Default)]
struct Memory {
    clauses: usize,
    lists: u32,
    turn: usize,
    measure: Option<Measure>,
    units: Units,
    /// The last one named as a source.
    source: attribution::Named,
    /// The last measure that each noun named, its kind and its sentence, for "the rate".
    named: HashMap<SmolStr, (Measure, Dimension, usize)>,
    /// The last measure of each speaker, for "the 3.4 billion" after somebody else's question.
    spoken: HashMap<Option<SpeakerId>, Measure>,
}

pub(super) fn run(transcript: &Transcript, lexicon: &Lexicon) -> Claims {
    let mut claims = Claims::default();
    let mut memory = Memory::default();
    let mut notes: Vec<Note> = Vec::new();
    for (number, sentence) in transcript.sentences.iter().enumerate() {
        let text = transcript.slice(sentence.span);
        voice::react(transcript, number, text, lexicon, &mut claims);
        if memory.turn != sentence.turn {
            memory.turn = sentence.turn;
            memory.measure = None;
        }
        let mentions = quantity::scan(text, lexicon);
        notes.extend(beside(number, &mentions));
        if !mentions.iter().any(|mention| matches!(mention, Mention::Quantity(_))) {
            continue;
        }
        let parse = Parse::new(token::tokenize(text, &mentions, &lexicon.words), &mentions, &lexicon.words);
        let mut scene = Scene { lexicon, text, mentions: &mentions, parse: &parse, drafts: Vec::new() };
        scene.read(number, sentence.span.start, claims.all.len(), &memory);
        scene.refine(transcript, number, &mut memory);
        claims.all.extend(scene.drafts.into_iter().map(|draft| draft.claim));
        memory.clauses += parse.clauses.last().map_or(1, |last| last + 1);
    }
    voice::strike(transcript, &mut claims);
    voice::break_off(transcript, &mut claims);
    part::across(transcript, lexicon, &mut claims);
    let told = story::tell(transcript, lexicon, &mut claims);
    derive::add(transcript, lexicon, &notes, &mut claims, told);
    claims
}

/// The dates, ordinals and names of a sentence.
fn beside(sentence: usize, mentions: &[Mention]) -> impl Iterator<Item = Note> {
    let others = mentions.iter().filter(|mention| !matches!(mention, Mention::Quantity(_)));
    others.map(move |mention| Note { sentence, mention: mention.clone() })
}

impl Scene<'_> {
    /// Makes a claim of every quantity.
    fn read(&mut self, sentence: usize, shift: usize, known: usize, memory: &Memory) {
        for (token, word) in self.parse.tokens.iter().enumerate() {
            let Some(Mention::Quantity(quantity)) = word.mention().and_then(|at| self.mentions.get(at)) else {
                continue;
            };
            // "Thefts per 100 inhabitants": what others are counted by states nothing itself.
            if token > 0 && self.parse.tokens[token - 1].word("per") {
                continue;
            }
            let reading = measure::read(self.parse, token, quantity, &self.lexicon.words);
            let clause = memory.clauses + self.parse.clauses.get(token).copied().unwrap_or(0);
            let mut claim = claim(sentence, shift, clause, quantity, &reading);
            claim.id = ClaimId(u32::try_from(known + self.drafts.len()).unwrap_or(u32::MAX));
            self.drafts.push(Draft { claim, reading, token });
        }
    }

    /// Adds what the words around the figures say.
    fn refine(&mut self, transcript: &Transcript, sentence: usize, memory: &mut Memory) {
        memory.units.complete(&mut self.drafts, sentence, &self.lexicon.units);
        list::distribute(self, &mut memory.lists);
        change::read(self);
        period::read(self, transcript.date);
        cue::apply(self);
        given::read(self);
        self.definite();
        attribution::read(self, transcript, sentence, &mut memory.source);
        self.point_back(memory, sentence);
        asked::read(self, transcript, sentence);
        self.carry(memory, transcript.speaker_of(sentence));
        memory.units.of_things(&mut self.drafts, sentence);
        relate::within(self);
        part::within(self);
        for draft in &mut self.drafts {
            draft.claim.speaker = transcript.speaker_of(sentence);
            draft.claim.measure.seal();
        }
    }

    /// Tags the figures that speak of something told before: "the 2,340 people", "those 17 bridges".
    fn definite(&mut self) {
        for draft in &mut self.drafts {
            let start = self.parse.phrase_start(draft.token);
            let article = &self.parse.tokens[start];
            if start < draft.token && matches!(article.lower.as_str(), "the" | "those" | "these" | "this" | "that") {
                draft.claim.tags.push(SmolStr::new_static("definite"));
                if !article.word("the") {
                    draft.claim.tags.push(SmolStr::new_static("this-very"));
                }
            }
            // "Since the tunnel takes 9,000" gives a reason, no start of a count.
            let opens = &self.parse.tokens[self.parse.clause(draft.token).start];
            if opens.is(Class::Subordinator) && opens.word("since") {
                draft.claim.tags.push(SmolStr::new_static("since-clause"));
            }
        }
    }

    /// Gives "the adjusted rate" the measure of the last figure that was called a rate.
    fn point_back(&mut self, memory: &mut Memory, sentence: usize) {
        for draft in &mut self.drafts {
            let claim = &mut draft.claim;
            let kind = claim.quantity.unit.dimension;
            let before = draft.reading.points_back.as_ref().and_then(|noun| memory.named.get(noun));
            if let Some((measure, ..)) = before.filter(|(_, other, said)| *other == kind && said + POINTED >= sentence)
            {
                let context = std::mem::take(&mut claim.measure.context);
                claim.measure = Measure { context, ..measure.clone() };
                claim.tags.push(SmolStr::new_static("pointed"));
                draft.reading.found = Found::Subject;
            } else if draft.reading.points_back.is_some()
                && self.lexicon.words.is(WordKind::Pointing, &claim.measure.head)
            {
                // "At the latest count" names nothing, and nothing was called a count before.
                let context = std::mem::take(&mut claim.measure.context);
                claim.measure = Measure { context, ..Measure::default() };
                draft.reading.found = Found::Nothing;
            } else if draft.reading.found != Found::Nothing && draft.reading.points_back.is_none() {
                for noun in &draft.reading.containers {
                    memory.named.insert(noun.clone(), (claim.measure.clone(), kind, sentence));
                }
            }
        }
    }

    /// Gives a figure whose clause names nothing the measure of the figure before it.
    fn carry(&mut self, memory: &mut Memory, speaker: Option<SpeakerId>) {
        for draft in &mut self.drafts {
            let claim = &mut draft.claim;
            if draft.reading.found == Found::Nothing {
                let cites = claim.attribution.as_ref().is_some_and(|known| known.open || known.speaker != speaker);
                if cites && memory.measure.is_none() {
                    continue;
                }
                let before = memory.spoken.get(&speaker).filter(|_| claim.tagged("definite"));
                if let Some(measure) = memory.measure.as_ref().or(before) {
                    let context = std::mem::take(&mut claim.measure.context);
                    claim.measure = Measure { context, ..measure.clone() };
                    claim.tags.push(SmolStr::new_static("carried"));
                }
            } else if claim.modality != Modality::Question {
                memory.measure = Some(claim.measure.clone());
                memory.spoken.insert(speaker, claim.measure.clone());
            }
        }
    }
}

fn claim(sentence: usize, shift: usize, clause: usize, quantity: &Quantity, reading: &Reading) -> Claim {
    let mut quantity = quantity.clone();
    quantity.span = quantity.span.shift(shift);
    quantity.numeral = quantity.numeral.shift(shift);
    Claim { clause, measure: reading.measure.clone(), ..Claim::of(quantity, sentence) }
}

impl Draft {
    /// The figure's place in its sentence.
    pub(super) fn span(&self, scene: &[Mention], parse: &Parse) -> Span {
        let mention = parse.tokens.get(self.token).and_then(token::Token::mention);
        mention.and_then(|at| scene.get(at)).map_or_else(Span::default, Mention::span)
    }
}
