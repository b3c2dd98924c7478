//! Subtitles: SubRip and WebVTT, cues with times.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, one_of, space0, space1};
use nom::combinator::{map_res, opt};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use super::build::Builder;
use super::decode;
use super::{BlockKind, Document, Source, SourceError};
use crate::span::Span;

/// A paragraph of cues ends at the first sentence end behind as many bytes.
const PARAGRAPH: usize = 600;

/// Reads subtitles; every line of a cue is a block that carries on the one before.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    let decoded = decode::text(&source.bytes).map_err(|reason| source.malformed(reason))?;
    let mut reader = Reader { builder: Builder::new(&decoded), voice: None, label: "", last: "", long: 0 };
    let mut cues = 0;
    let mut time = None;
    for (at, line) in lines(&decoded.text) {
        match (timing(line), time) {
            (Ok((_, start)), _) => {
                (time, cues) = (Some(start), cues + 1);
            }
            (_, _) if line.trim().is_empty() => time = None,
            (_, Some(start)) => reader.line(at, line, start),
            _ => {}
        }
    }
    match cues {
        0 => Err(source.malformed("no subtitle cues found")),
        _ => Ok(reader.builder.finish()),
    }
}

/// Whether a line is a cue's times.
pub(super) fn is_timing(line: &str) -> bool {
    timing(line.trim_start_matches('\u{feff}')).is_ok()
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// `00:01:02,500 --> 00:01:04,000 align:start`: when the cue starts.
fn timing(line: &str) -> IResult<&str, f64> {
    let arrow = (space1, tag("-->"), space1);
    let (rest, start) = preceded(space0, terminated(clock, arrow)).parse(line)?;
    let (rest, _) = clock(rest)?;
    Ok((rest, start))
}

/// `1:02:03.400` or `02:03,400`, in seconds.
fn clock(text: &str) -> IResult<&str, f64> {
    let (rest, (first, second, third)) =
        (number, preceded(char(':'), number), opt(preceded(char(':'), number))).parse(text)?;
    let (rest, fraction) = opt(preceded(one_of(".,"), take_while1(|c: char| c.is_ascii_digit()))).parse(rest)?;
    let fraction = fraction.and_then(|digits| format!("0.{digits}").parse().ok()).unwrap_or(0.0);
    let whole = match third {
        Some(third) => first * 3600.0 + second * 60.0 + third,
        None => first * 60.0 + second,
    };
    Ok((rest, whole + fraction))
}

fn number(text: &str) -> IResult<&str, f64> {
    map_res(take_while1(|c: char| c.is_ascii_digit()), str::parse).parse(text)
}

struct Reader<'a> {
    builder: Builder<'a>,
    voice: Option<String>,
    /// The label of the last cue that had one.
    label: &'a str,
    last: &'a str,
    long: usize,
}

impl<'a> Reader<'a> {
    /// One line of a cue's text.
    fn line(&mut self, at: usize, line: &'a str, time: f64) {
        if line == self.last && !line.trim().is_empty() && self.builder.open().is_empty() && line.len() > 12 {
            return;
        }
        self.last = line;
        let (at, line) = self.unlabelled(at, line);
        let voice = self.pieces(at, line);
        let fresh = self.fresh();
        let named = voice.is_some() && voice != self.voice;
        if voice.is_some() {
            self.voice = voice;
        }
        let speaker = self.voice.clone();
        if let Some(block) = self.builder.end(BlockKind::Cue, " ") {
            block.time = Some(time);
            block.speaker = speaker;
            block.continues = !fresh && !named;
        }
    }

    /// The line without its label, where the cue before had the same: so that sentences join.
    fn unlabelled(&mut self, at: usize, line: &'a str) -> (usize, &'a str) {
        let Some((label, rest)) = line.split_once(": ") else { return (at, line) };
        let named = label.starts_with(char::is_uppercase) && label.len() <= 60 && !label.contains(['.', ',', '?']);
        if named && label == self.label {
            return (at + line.len() - rest.len(), rest);
        }
        if named {
            self.label = label;
        }
        (at, line)
    }

    /// Whether the line at hand begins a paragraph: enough said, and a sentence ended.
    fn fresh(&mut self) -> bool {
        let ended = self
            .builder
            .blocks
            .last()
            .is_some_and(|block| block.span.of(&self.builder.text).ends_with(['.', '?', '!', '"', '\u{3002}']));
        self.long += self.builder.open().len();
        if ended && self.long > PARAGRAPH {
            self.long = 0;
        }
        self.long == 0
    }

    /// Copies a line without its tags; the voice that a tag names.
    fn pieces(&mut self, at: usize, line: &str) -> Option<String> {
        let mut voice = None;
        let mut rest = line;
        while !rest.is_empty() {
            let here = at + line.len() - rest.len();
            let (after, piece) = piece(rest);
            match piece {
                Piece::Text(len) => self.builder.copy(Span::new(here, here + len)),
                Piece::Tag(tag) => voice = voice_of(tag).or(voice),
                Piece::Entity(len, c) => self.builder.stand(c, Span::new(here, here + len)),
            }
            rest = after;
        }
        voice
    }
}

enum Piece<'a> {
    Text(usize),
    Tag(&'a str),
    Entity(usize, &'static str),
}

/// The first piece of a line: a tag, an entity, or text up to the next.
fn piece(text: &str) -> (&str, Piece<'_>) {
    let tagged = bracketed('<', '>', text).or_else(|_| bracketed('{', '}', text));
    if let Ok((rest, inner)) = tagged {
        return (rest, Piece::Tag(inner));
    }
    if let Ok((rest, (len, c))) = entity(text) {
        return (rest, Piece::Entity(len, c));
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = text.get(first..).and_then(|rest| rest.find(['<', '{', '&'])).map_or(text.len(), |end| end + first);
    (text.get(end..).unwrap_or(""), Piece::Text(end))
}

fn bracketed(open: char, close: char, text: &str) -> IResult<&str, &str> {
    let starts = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '\\');
    let (inner, _) = char(open).parse(text)?;
    let (rest, tag) = take_while1(move |c| c != close).parse(inner)?;
    if !tag.starts_with(starts) {
        return Err(nom::Err::Error(nom::error::Error::new(text, nom::error::ErrorKind::Tag)));
    }
    let (rest, _) = char(close).parse(rest)?;
    Ok((rest, tag))
}

fn entity(text: &str) -> IResult<&str, (usize, &'static str)> {
    let (rest, name) =
        alt((tag("&amp;"), tag("&lt;"), tag("&gt;"), tag("&nbsp;"), tag("&lrm;"), tag("&rlm;"))).parse(text)?;
    let c = match name {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&nbsp;" => "\u{a0}",
        _ => "",
    };
    Ok((rest, (name.len(), c)))
}

/// The name in `v Jane Roe` or `v.loud Jane Roe`.
fn voice_of(tag: &str) -> Option<String> {
    let rest = tag.strip_prefix('v')?;
    let (classes, name) = rest.split_once([' ', '\t'])?;
    (classes.is_empty() || classes.starts_with('.')).then(|| name.trim().to_owned()).filter(|name| !name.is_empty())
}
