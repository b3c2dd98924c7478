//! Turns and their speakers, from what the format knows and the labels in the text.

use std::collections::{BTreeMap, HashMap};

use super::cast::Cast;
use super::label::{self, Label};
use super::trust::{self, Trust};
use super::{Speaker, SpeakerId, Turn, inner, listing, small};
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
    /// The last time that a label told in this turn, in seconds.
    pub(super) time: Option<f64>,
}

/// A block and the label believed to stand at its head.
pub(super) struct Line<'a> {
    pub(super) block: &'a Block,
    pub(super) text: &'a str,
    pub(super) label: Option<Label<'a>>,
    /// Part of the label of the line before: a title on a line of its own.
    pub(super) silent: bool,
}

/// Splits a document at its speaker labels.
pub(super) fn split(document: &Document, mended: &BTreeMap<String, String>) -> Split {
    let speech = Speech::built_in();
    let blocks = inner::cut(document, speech);
    let mut lines: Vec<Line<'_>> = blocks.iter().map(|block| read(block, document, speech)).collect();
    small::find(&mut lines, speech);
    let listed = listing::find(&mut lines, &document.speakers, speech);
    listing::name_lines(&mut lines, &listed);
    let first = believed_names(&lines).chain(listed.iter().map(|(name, _)| name.as_str()));
    let cast = Cast::new(first, mended, speech);
    believe(&mut lines, &cast, speech);
    let labels = lines.iter().filter_map(Line::name).chain(listed.iter().map(|(name, _)| name.as_str()));
    let mut cast = Cast::new(labels, mended, speech);
    for (name, title) in &listed {
        title.iter().for_each(|title| cast.learn_title(name, title));
    }
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
    let labelled = block.speaker.is_none() && block.kind != BlockKind::Row;
    let label = labelled.then(|| label::find(text, speech)).flatten();
    Line { block, text, label: label.filter(|label| !(label.alone && block.continues)), silent: false }
}

fn believed_names<'a>(lines: &'a [Line<'_>]) -> impl Iterator<Item = &'a str> {
    lines
        .iter()
        .filter(|line| line.label.as_ref().is_none_or(|label| label.trust == Trust::Sure))
        .filter_map(Line::name)
}

/// Drops the labels that nothing else in the document bears out.
fn believe(lines: &mut [Line<'_>], cast: &Cast<'_>, speech: &Speech) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for label in lines.iter().filter_map(|line| line.label.as_ref()) {
        *seen.entry(label.name.to_lowercase()).or_default() += 1;
    }
    let again = |label: &Label<'_>| seen.get(&label.name.to_lowercase()).is_some_and(|n| *n >= 2);
    let sure = |label: &Label<'_>| label.trust == Trust::Sure || again(label) || cast.knows(label.name);
    let company = Company::new(lines, sure, speech);
    for line in lines {
        let bare = line.bare();
        let text = line.text;
        line.label = line.label.take().filter(|label| {
            let rest = text.get(label.rest..).unwrap_or("");
            sure(label) || company.bears_out(label, bare, || trust::speaks(rest, speech))
        });
    }
}

/// How the labels of a document stand that are sure, for those that are not.
struct Company {
    /// Every other line has a label, and somebody speaks to somebody; or every line, and none names a figure.
    crowd: bool,
    /// Labels alone on their lines, with a colon, are the way of this document.
    bare: bool,
    /// Several labels with words behind them are sure.
    inline: bool,
    /// Names alone on their lines, without a colon, are the way of this document.
    alone: bool,
}

impl Company {
    fn new(lines: &[Line<'_>], sure: impl Fn(&Label<'_>) -> bool, speech: &Speech) -> Self {
        let (mut likely, mut bare, mut all_bare, mut inline, mut alone) = (0, 0, 0, 0, 0);
        let (mut spoken, mut figures) = (false, false);
        for line in lines {
            let Some(label) = line.label.as_ref().filter(|label| label.turn) else { continue };
            let (is_bare, is_sure) = (line.bare(), sure(label));
            alone += usize::from(label.alone && is_sure);
            if label.alone {
                continue;
            }
            likely += usize::from(label.trust != Trust::Repeated);
            figures = figures || trust::names_a_figure(label.name, speech);
            all_bare += usize::from(is_bare);
            bare += usize::from(is_bare && is_sure);
            inline += usize::from(!is_bare && is_sure);
            spoken = spoken || is_sure || trust::speaks(line.text.get(label.rest..).unwrap_or(""), speech);
        }
        Self {
            crowd: likely >= 2 && likely * 2 >= lines.len() && (spoken || (likely == lines.len() && !figures)),
            bare: bare >= 3 && bare * 2 >= all_bare,
            inline: inline >= 3,
            alone: alone >= 2,
        }
    }

    fn bears_out(&self, label: &Label<'_>, bare: bool, speaks: impl Fn() -> bool) -> bool {
        let likely = label.trust == Trust::Company;
        match (label.alone, bare) {
            (true, _) => likely && (self.crowd || self.alone),
            (false, true) => self.bare || (self.crowd && likely),
            (false, false) => (self.crowd && likely) || ((self.inline || self.crowd) && speaks()),
        }
    }
}

fn gather(lines: &[Line<'_>], cast: &mut Cast<'_>) -> (Vec<Turn>, Vec<Paragraph>) {
    let mut turns: Vec<Turn> = Vec::new();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut labelled = false;
    let mut time = None;
    for line in lines {
        if line.silent {
            continue;
        }
        let skipped = line.label.as_ref().map_or(0, |label| label.rest);
        let span = Span::new(line.block.span.start + skipped, line.block.span.end);
        let opened = open(line, span, &mut turns, cast);
        let told = line.label.as_ref().and_then(|label| label.time);
        time = if opened { told } else { told.or(time) };
        let last = turns.len().saturating_sub(1);
        if let Some(turn) = turns.last_mut() {
            if turn.span.is_empty() {
                turn.span = span;
            }
            turn.span.end = span.end;
        }
        let carried = line.block.continues && !opened && !labelled && line.label.is_none();
        labelled = span.is_empty();
        match paragraphs.last_mut() {
            Some(paragraph) if carried && paragraph.turn == last => paragraph.span.end = span.end,
            _ if !span.is_empty() => paragraphs.push(Paragraph { span, turn: last, time }),
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
    let marked = line.label.as_ref().is_some_and(|label| label.turn);
    let opens = (speaker.is_some() && !goes_on) || marked || turns.is_empty();
    if opens {
        turns.push(Turn { span, speaker, time, sentences: 0..0 });
    }
    opens
}
