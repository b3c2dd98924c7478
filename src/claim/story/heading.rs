//! Words of a line that say which way something goes, and what they are said of.

use smol_str::SmolStr;

use super::line::Line;
use crate::lexicon::{Class, Directions, Lexicon, Sense, Trend, WordKind};
use crate::span::Span;

/// How many words before one of direction may name what goes that way.
const LEFT: usize = 8;
/// How many words behind it may.
const RIGHT: usize = 4;
/// How many words may stand between a verb and its "up" or "down".
const CARRIED: usize = 3;

/// A word that says which way something goes, in one of its senses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading {
    pub(super) place: Span,
    /// Whether it names a movement, as a noun does: "the decline", "growth".
    pub(super) noun: bool,
    pub(super) sense: Sense,
    pub(super) way: Trend,
}

/// A word of a line with its place in the line's text.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    at: usize,
    text: &'a str,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The words of direction of a line, in the order of the text.
pub(super) fn headings(line: &Line<'_>, lexicon: &Lexicon) -> Vec<Heading> {
    let directions = Directions::built_in();
    let text = line.text();
    let mut found: Vec<Heading> = directions
        .phrases(text)
        .map(|(range, way)| Heading { place: line.span(range.start, range.end), noun: false, sense: Sense::Moves, way })
        .collect();
    let words = words(text);
    for (number, word) in words.iter().enumerate() {
        let place = line.span(word.at, word.end());
        let name = number > 0 && line.original(word.at).is_some_and(char::is_uppercase);
        if name || found.iter().any(|known| known.place.overlaps(place)) || hedge(text, &words, number) {
            continue;
        }
        let particle = match word.text {
            "up" => Some(Trend::Up),
            "down" => Some(Trend::Down),
            _ => None,
        };
        match particle {
            Some(way) if carried(lexicon, text, &words, number) => {
                found.push(Heading { place, noun: false, sense: Sense::Moves, way });
            }
            Some(_) => {}
            None => {
                let senses = directions.senses(&lexicon.words, word.text).into_iter();
                let noun = lexicon.words.analyze(word.text).verb.is_none() || determined(&words, number);
                found.extend(senses.map(|(sense, way)| {
                    let noun = noun && sense == Sense::Moves;
                    Heading { place, noun, sense, way }
                }));
            }
        }
    }
    found.sort_by_key(|heading| heading.place.start);
    found
}

/// Whether a verb before "up" or "down" makes it a direction: "went up", "moved sales down", not "being held up" or "up
/// against".
fn carried(lexicon: &Lexicon, text: &str, words: &[Word<'_>], number: usize) -> bool {
    let directions = Directions::built_in();
    let own = |word: &Word<'_>| word.text.rsplit('\'').next().unwrap_or(word.text).to_owned();
    let verb = |word: &Word<'_>| lexicon.words.analyze(word.text).mostly == Class::Verb;
    let mut before = words[..number].iter().rev().take(CARRIED);
    let nearest = before.find(|word| directions.carries(&lexicon.words, &own(word)) || verb(word));
    let carries = nearest.is_some_and(|verb| {
        directions.carries(&lexicon.words, &own(verb)) && !broken(text, verb.end(), words[number].at)
    });
    let next = words.get(number + 1).map_or("", |word| word.text);
    carries && !matches!(next, "against" | "with" | "there" | "here" | "into" | "close" | "next")
}

/// Whether an article or the like stands before a word: "the slide".
fn determined(words: &[Word<'_>], number: usize) -> bool {
    let before = number.checked_sub(1).map_or("", |last| words[last].text);
    matches!(before, "the" | "a" | "an" | "this" | "that" | "next" | "last" | "your" | "our" | "my" | "every" | "each")
}

/// "More than 40", "no more", "one more", "more and more", "last fall", "a year or more": no word of direction.
fn hedge(text: &str, words: &[Word<'_>], number: usize) -> bool {
    let word = words[number];
    let (after, before) = (&text[word.end()..], number.checked_sub(1).map_or("", |last| words[last].text));
    let figure = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let counted = before.ends_with(|c: char| c.is_ascii_digit());
    let other = after.strip_prefix(" than ").is_some_and(|rest| figure(rest) || !earlier(rest));
    let bound = other || after.starts_with(" of ");
    let season = word.text == "fall"
        && (matches!(before, "last" | "this" | "next" | "in" | "early" | "late" | "every")
            || before == "the" && !after.starts_with(" in") && !after.starts_with(" of"));
    let picture = matches!(word.text, "slide" | "slides") && determined(words, number) && !after.starts_with(" in");
    let more = matches!(word.text, "more" | "less" | "longer" | "further" | "lower" | "higher" | "older" | "greater");
    season
        || picture
        || other
        || more
            && (bound
                || matches!(
                    before,
                    "no" | "any"
                        | "and"
                        | "even"
                        | "once"
                        | "or"
                        | "one"
                        | "two"
                        | "three"
                        | "some"
                        | "much"
                        | "many"
                        | "what's"
                ))
        || word.text == "loss"
        || more && (counted || after.starts_with(" or ") || after.starts_with(" and ") || after.starts_with(" about"))
        || word.text.contains('-')
        || figure(after)
        || after.strip_prefix(" by ").is_some_and(figure)
}

/// Whether a comparison is with an earlier time, not with another thing: "than last year", "than the 455 of May".
fn earlier(rest: &str) -> bool {
    const TIMES: [&str; 12] =
        ["in ", "last ", "at ", "ever", "a year", "on ", "it ", "they ", "before", "a month", "a week", "two "];
    const ARTICLED: [&str; 12] = [
        "year", "month", "week", "quarter", "season", "day", "summer", "winter", "spring", "autumn", "previous", "time",
    ];
    let named = rest.strip_prefix("the ").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) || ARTICLED.iter().any(|word| rest.starts_with(word))
    });
    named || TIMES.iter().any(|word| rest.starts_with(word))
}

/// What a word of direction is said of.
#[derive(Debug, Clone, Default)]
pub(super) struct Subject {
    /// The words that may name it.
    pub(super) stems: Vec<SmolStr>,
    /// Whether one of them is a noun.
    pub(super) noun: bool,
    /// Those of the noun that its phrase is about: the nearest before the word, or the last behind it.
    pub(super) head: Vec<SmolStr>,
    /// Whether the word stands before the noun that it is said of.
    pub(super) attributive: bool,
}

/// What a word of direction is said of: the nouns before it in its clause, and those right behind it; of what stands
/// before its noun, as in "the lower consumption", only that noun.
pub(super) fn subject(line: &Line<'_>, lexicon: &Lexicon, heading: &Heading) -> Subject {
    let text = line.text();
    let words = words(text);
    let (from, to) = (heading.place.start - line.start, heading.place.end - line.start);
    let mut subject = Subject { attributive: attributive(line, lexicon, heading), ..Subject::default() };
    if !subject.attributive {
        subject.before(lexicon, text, words.iter().rev().filter(|word| word.end() <= from), from);
    }
    subject.behind(lexicon, text, words.iter().filter(|word| word.at >= to), to);
    subject
}

/// Whether a word stands before the noun that it is said of: "fewer people", "the smaller plants", "a growing list".
pub(super) fn attributive(line: &Line<'_>, lexicon: &Lexicon, heading: &Heading) -> bool {
    let rest = line.after(heading.place.end);
    let next =
        rest.strip_prefix(' ').map_or("", |rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(""));
    let open = next.len() > 2 && next.starts_with(char::is_alphabetic) && lexicon.words.closed(next).is_none();
    let mostly = lexicon.words.analyze(next).mostly;
    let before = line.before(heading.place.start);
    let article =
        [" a", " an", " the", " our", " its", " their", " this"].iter().any(|word| before.trim_end().ends_with(word));
    let compares =
        matches!(heading.sense, Sense::Compares | Sense::Pace) && matches!(mostly, Class::Noun | Class::Adjective);
    open && (compares || article && mostly != Class::Adverb)
}

impl Subject {
    /// The words before a word of direction, the nearest first, as far as its clause goes.
    fn before<'a>(&mut self, lexicon: &Lexicon, text: &str, words: impl Iterator<Item = &'a Word<'a>>, from: usize) {
        let mut last = from;
        let mut relative = false;
        for word in words.take(LEFT) {
            let points_back =
                matches!(word.text, "it" | "they" | "this" | "these" | "those" | "it's" | "they're" | "they've");
            let apart = broken(text, word.end(), last) && !relative;
            if points_back || apart || parts(word.text) && word.text != "that" {
                break;
            }
            relative = matches!(word.text, "which" | "that");
            let known = self.stems.len();
            if self.add(lexicon, word.text) && self.head.is_empty() {
                self.head = self.stems[known..].to_vec();
            }
            last = word.at;
        }
    }

    /// The words behind a word of direction, up to the next phrase.
    fn behind<'a>(&mut self, lexicon: &Lexicon, text: &str, words: impl Iterator<Item = &'a Word<'a>>, to: usize) {
        let mut last = to;
        let told = !self.head.is_empty();
        for (number, word) in words.take(RIGHT).enumerate() {
            let leads = number == 0 && matches!(word.text, "of" | "in");
            let stops =
                matches!(lexicon.words.closed(word.text), Some(Class::Preposition | Class::Auxiliary)) && !leads;
            // "The growth and reach of the service" is of more than what was told.
            self.noun |= number == 0 && matches!(word.text, "and" | "or");
            if broken(text, last, word.at) || parts(word.text) || stops {
                break;
            }
            let known = self.stems.len();
            let timed = TIMES.contains(&lexicon.words.analyze(word.text).noun.as_str());
            self.noun |= number == 0 && self.attributive && !timed;
            if self.add(lexicon, word.text) && !told {
                self.head = self.stems[known..].to_vec();
            }
            last = word.end();
        }
    }

    /// Takes a word in, and says whether it is a noun that may name something.
    fn add(&mut self, lexicon: &Lexicon, word: &str) -> bool {
        let words = &lexicon.words;
        let word = word.strip_suffix("'s").unwrap_or(word);
        if word.len() < 3
            || !word.starts_with(char::is_alphabetic)
            || word.contains('\'')
            || words.closed(word).is_some()
        {
            return false;
        }
        let analysis = words.analyze(word);
        let moving = !Directions::built_in().senses(words, word).is_empty();
        let generic = words.is(WordKind::Generic, &analysis.noun) || words.is(WordKind::Generic, word);
        let light = analysis.verb.as_ref().is_some_and(|verb| words.is(WordKind::Light, &verb.0));
        if moving || generic || light || TIMES.contains(&analysis.noun.as_str()) {
            return false;
        }
        let noun = analysis.mostly == Class::Noun && !analysis.adverb;
        self.noun |= noun;
        let verb = analysis.verb.as_ref().map(|verb| words.canonical(&verb.0));
        self.stems.extend(std::iter::once(words.canonical(&analysis.noun)).chain(verb));
        noun
    }
}

/// Nouns of time, which name nothing that goes up or down.
const TIMES: [&str; 19] = [
    "year", "month", "week", "day", "quarter", "season", "time", "summer", "winter", "spring", "autumn", "term",
    "morning", "evening", "night", "hour", "decade", "today", "row",
];

/// Whether a word opens another clause.
fn parts(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "but"
            | "or"
            | "while"
            | "whereas"
            | "because"
            | "that"
            | "who"
            | "when"
            | "if"
            | "although"
            | "though"
            | "since"
            | "so"
            | "than"
            | "whether"
            | "as"
    )
}

/// Whether a mark parts two places of a text.
fn broken(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to)
        .is_some_and(|between| between.contains([',', ';', ':', '.', '!', '?', '(', ')', '"', '\u{2014}', '\u{2013}']))
}

/// The words of a text.
fn words(text: &str) -> Vec<Word<'_>> {
    let mark = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-' | '\u{2019}'));
    text.split(mark)
        .filter(|word| !word.is_empty())
        .map(|word| Word { at: word.as_ptr() as usize - text.as_ptr() as usize, text: word })
        .collect()
}
