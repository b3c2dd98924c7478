//! Turns and their speakers, from what the format knows and the labels in the text.

use std::collections::{BTreeMap, HashMap};

use super::cast::Cast;
use super::label::{self, Label, Trust};
use super::{Speaker, SpeakerId, Turn, listing};
use crate::lexicon::Speech;
use crate::source::{Block, BlockKind, Document};
use crate::span::Span;

/// The turns of a document, not yet cut into sentences.
pub(super) struct Split {
    pub(super) turns: Vec<Turn>,
    pub(super) speakers: Vec<Speaker>,
    /// The text stretches that are speech: span, turn, kind. Labels are left out.
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A stretch of speech, cut into sentences on its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paragraph {
    pub(super) span: Span,
    pub(super) turn: usize,
}

/// A block and the label believed to stand at its head.
pub(super) struct Line<'a> {
    pub(super) block: &'a Block,
    pub(super) text: &'a str,
    pub(super) label: Option<Label<'a>>,
}

/// Splits a document at its speaker labels.
pub(super) fn split(document: &Document, mended: &BTreeMap<String, String>) -> Split {
    let speech = Speech::built_in();
    let mut lines: Vec<Line<'_>> = document.blocks.iter().map(|block| read(block, document, speech)).collect();
    let listed = listing::find(&mut lines, &document.speakers, speech);
    let first = believed_names(&lines).chain(listed.iter().map(|(name, _)| name.as_str()));
    let cast = Cast::new(first, mended, speech);
    believe(&mut lines, &cast);
    let labels = lines.iter().filter_map(Line::name).chain(listed.iter().map(|(name, _)| name.as_str()));
    let mut cast = Cast::new(labels, mended, speech);
    let (turns, paragraphs) = gather(&lines, &mut cast);
    for (name, title) in &listed {
        match title {
            Some(title) => cast.list(name, title),
            None => drop(cast.speaker(name)),
        }
    }
    Split { turns, speakers: cast.speakers, paragraphs }
}

impl Line<'_> {
    /// The name that the format or the label gives.
    fn name(&self) -> Option<&str> {
        self.block.speaker.as_deref().or(self.label.as_ref().map(|label| label.name)).filter(|name| !name.is_empty())
    }

    /// Whether nothing follows the label on its line.
    pub(super) fn bare(&self) -> bool {
        self.label.as_ref().is_some_and(|label| self.text.get(label.rest..).is_none_or(|rest| rest.trim().is_empty()))
    }
}

fn read<'a>(block: &'a Block, document: &'a Document, speech: &Speech) -> Line<'a> {
    let text = block.span.of(&document.text);
    let labelled = block.speaker.is_none() && !matches!(block.kind, BlockKind::Heading | BlockKind::Row);
    Line { block, text, label: labelled.then(|| label::find(text, speech)).flatten() }
}

fn believed_names<'a>(lines: &'a [Line<'_>]) -> impl Iterator<Item = &'a str> {
    lines
        .iter()
        .filter(|line| line.label.as_ref().is_none_or(|label| label.trust == Trust::Sure))
        .filter_map(Line::name)
}

/// How many repeated labels alone on their line make a document one that labels so.
const OWN_LINES: usize = 3;

/// Drops the labels that nothing else in the document bears out.
fn believe(lines: &mut [Line<'_>], cast: &Cast<'_>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in lines.iter() {
        if let Some(label) = &line.label {
            *seen.entry(label.name.to_lowercase()).or_default() += 1;
        }
    }
    let labelled = lines.iter().filter(|l| l.label.as_ref().is_some_and(|l| l.trust != Trust::Repeated)).count();
    let company = labelled >= 2 && labelled * 4 >= lines.len();
    let crowd = labelled * 2 >= lines.len();
    let twice = |name: &str| seen.get(&name.to_lowercase()).is_some_and(|n| *n >= 2);
    let own_lines = lines.iter().filter(|line| line.bare() && line.name().is_some_and(twice)).count() >= OWN_LINES;
    for line in lines {
        let styled = own_lines && line.bare();
        line.label = line.label.take().filter(|label| {
            let again = seen.get(&label.name.to_lowercase()).is_some_and(|n| *n >= 2);
            match label.trust {
                Trust::Sure => true,
                Trust::Company => again || styled || company || cast.knows(label.name),
                Trust::Repeated => again || styled || (crowd && labelled >= 2) || cast.knows(label.name),
            }
        });
    }
}

fn gather(lines: &[Line<'_>], cast: &mut Cast<'_>) -> (Vec<Turn>, Vec<Paragraph>) {
    let mut turns: Vec<Turn> = Vec::new();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        let skipped = line.label.as_ref().map_or(0, |label| label.rest);
        let span = Span::new(line.block.span.start + skipped, line.block.span.end);
        let opened = open(line, span, &mut turns, cast);
        let last = turns.len().saturating_sub(1);
        if let Some(turn) = turns.last_mut() {
            turn.span.end = span.end;
        }
        let carried = line.block.continues && !opened;
        match paragraphs.last_mut() {
            Some(paragraph) if carried && paragraph.turn == last => paragraph.span.end = span.end,
            _ if !span.is_empty() => paragraphs.push(Paragraph { span, turn: last }),
            _ => {}
        }
    }
    (turns, paragraphs)
}

/// Opens a turn where the line says that another speaks; whether it did.
fn open(line: &Line<'_>, span: Span, turns: &mut Vec<Turn>, cast: &mut Cast<'_>) -> bool {
    let speaker: Option<SpeakerId> = line.name().map(|name| cast.speaker(name));
    let time = line.label.as_ref().and_then(|label| label.time).or(line.block.time);
    let goes_on = line.block.speaker.is_some() && turns.last().is_some_and(|turn| turn.speaker == speaker);
    let opens = (speaker.is_some() && !goes_on) || line.label.is_some() || turns.is_empty();
    if opens {
        turns.push(Turn { span, speaker, time, sentences: 0..0 });
    }
    opens
}
