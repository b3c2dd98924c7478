//! How figures of several sentences hang together: levels before and after, goals and what is missing,
//! limits said to hold for all, ranks, running totals, ranges, averages.
//!
//! Every part here only links claims, or states a word of direction as a claim of its own. What must
//! hold between linked claims is said in rule files.

mod apiece;
mod bearing;
mod choice;
mod contrast;
mod even;
mod fit;
mod flow;
mod goal;
mod heading;
mod leader;
mod ledger;
mod limit;
mod line;
mod lone;
mod mean;
mod missing;
mod order;
mod pair;
mod place;
mod portion;
mod recall;
mod row;
mod running;
mod shift;
mod solve;
mod span;
mod spread;
mod steps;
mod sum;
mod sway;
mod tally;
mod way;
mod when;
mod whole;
mod width;

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::{Claim, ClaimId, Claims, Direction, LinkKind, Modality, language};
use crate::lexicon::{Class, Lexicon};
use crate::quantity::{Dimension, Notation, Quantity, Unit};
use crate::span::Span;
use crate::transcript::Transcript;

use line::Line;

/// How many lines are looked at for those of one voice, whoever else speaks between.
const REACH: usize = 200;

/// A transcript line by line, with the claims of each.
struct Story<'a> {
    lines: Vec<Line<'a>>,
    lexicon: &'a Lexicon,
}

/// Links the claims of a transcript across its sentences; adds claims of direction.
pub(super) fn tell(transcript: &Transcript, lexicon: &Lexicon, claims: &mut Claims) -> Vec<Claim> {
    if !language::english(transcript, &lexicon.words) {
        return Vec::new();
    }
    let lines = line::lines(transcript, lexicon, claims);
    let story = Story { lines, lexicon };
    by_the_year(&story, claims);
    let mut derived = Vec::new();
    let pairs = pair::pairs(&story, claims);
    shift::link(&story, &pairs, claims, &mut derived);
    recall::link(&story, &pairs, claims);
    let contrasts = contrast::contrasts(&story, &pairs, claims);
    sway::link(&story, &contrasts, claims, &mut derived);
    goal::link(&story, claims, &mut derived);
    limit::link(&story, claims);
    order::link(&story, claims);
    place::link(&story, claims);
    leader::link(&story, claims);
    tally::link(&story, claims);
    running::link(&story, claims);
    span::link(&story, claims);
    steps::link(&story, claims);
    width::link(&story, claims);
    mean::link(&story, claims);
    even::link(&story, claims);
    spread::link(&story, claims, &mut derived);
    whole::link(&story, claims);
    solve::link(&story, claims);
    apiece::link(&story, claims);
    lone::link(&story, claims);
    ledger::link(&story, claims);
    missing::link(&story, claims);
    portion::link(&story, claims);
    sum::link(&story, claims);
    sum::hundred(&story, claims);
    derived
}

/// "from 1,000 to 1,464 in four years, ten percent growth a year": tags rates that are told for every such time.
fn by_the_year(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        let line = &story.lines[at];
        for number in line.claims.clone() {
            let claim = &claims.all[number];
            let rate = claim.quantity.unit.dimension == Dimension::Share && claim.quantity.unit.per.is_none();
            let behind = |place: Span| place.start >= claim.span.end && line.distance(claim.span, place) <= 2;
            if rate && line.places("each-time").any(behind) && !line.places("compared-with").any(behind) {
                tag(claims, number, "compound");
            }
        }
    }
}

impl Story<'_> {
    /// The line of a claim.
    fn line(&self, claim: &Claim) -> Option<&Line<'_>> {
        self.lines.get(claim.sentence)
    }

    /// The lines of one voice behind a line: the same speaker's, or all where nobody is named; short
    /// questions between do not count.
    fn following(&self, from: usize, most: usize) -> impl Iterator<Item = usize> + '_ {
        let speaker = self.lines.get(from).and_then(|line| line.speaker);
        (from + 1..self.lines.len()).take(REACH).filter(move |at| self.lines[*at].speaker == speaker).take(most)
    }

    /// The lines of one voice before a line, the nearest first.
    fn preceding(&self, from: usize, most: usize) -> impl Iterator<Item = usize> + '_ {
        let speaker = self.lines.get(from).and_then(|line| line.speaker);
        (0..from).rev().take(REACH).filter(move |at| self.lines[*at].speaker == speaker).take(most)
    }

    /// The noun that is counted right behind a figure, or that its unit is "of"; empty where there is none.
    fn noun(&self, claim: &Claim) -> SmolStr {
        let words = &self.lexicon.words;
        let Some(line) = self.line(claim) else { return SmolStr::default() };
        let counted = claim.quantity.unit.dimension == Dimension::Count;
        let inside = if counted { line.between(claim.quantity.numeral.end, claim.span.end) } else { "" };
        let behind = [inside, line.after(claim.span.end)].concat();
        let behind = behind.trim_start();
        let behind = if counted { behind } else { behind.strip_prefix("of ").unwrap_or("") };
        let word = behind.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
        let analysis = words.analyze(word);
        let open = word.starts_with(char::is_alphabetic) && words.closed(word).is_none();
        let named = open && matches!(analysis.mostly, Class::Noun | Class::Adjective);
        if named { words.canonical(&analysis.noun) } else { SmolStr::default() }
    }

    /// How many words two lines share that say of what they are.
    fn shared(&self, a: usize, b: usize) -> usize {
        let (Some(a), Some(b)) = (self.lines.get(a), self.lines.get(b)) else { return 0 };
        let other = b.stems(self.lexicon);
        a.stems(self.lexicon).iter().filter(|stem| other.contains(stem)).count()
    }
}

/// Links one claim to another.
fn tie(claims: &mut Claims, from: usize, kind: LinkKind, to: usize) {
    let Some(target) = claims.all.get(to).map(|claim| claim.id) else { return };
    if let Some(claim) = claims.all.get_mut(from)
        && !claim.links.contains(&(kind, target))
        && from != to
    {
        claim.links.push((kind, target));
    }
}

fn tag(claims: &mut Claims, at: usize, tag: &'static str) {
    if let Some(claim) = claims.all.get_mut(at)
        && !claim.tagged(tag)
    {
        claim.tags.push(smol_str::SmolStr::new_static(tag));
    }
}

/// Whether a figure is said to be so, planned or expected.
fn stands(claim: &Claim) -> bool {
    !claim.derived && matches!(claim.modality, Modality::Actual | Modality::Target | Modality::Estimate)
}

/// Gives a figure that is said without its unit, and maybe without its scale, those of the figure it is told
/// with: "we guided to 150 million and delivered 157".
fn inherit(claims: &mut Claims, from: usize, to: usize) {
    let Some(told) = claims.all.get(from).map(|claim| claim.quantity.clone()) else { return };
    if let Some(claim) = claims.all.get_mut(to) {
        claim.quantity.unit = told.unit;
        if let Some(scale) = left_out(told.value, claim.quantity.value) {
            let quantity = &mut claim.quantity;
            (quantity.value, quantity.slack) = (quantity.value * scale, quantity.slack.max(Decimal::new(5, 1)) * scale);
            quantity.range = quantity.range.map(|(low, high)| (low * scale, high * scale));
        }
    }
}

/// The scale word that a bare figure leaves to the one told before it, where only that makes them alike.
fn left_out(told: Decimal, bare: Decimal) -> Option<Decimal> {
    let thousand = Decimal::ONE_THOUSAND;
    let scales = [thousand * thousand, thousand * thousand * thousand];
    let near = |a: Decimal, b: Decimal| a < b * Decimal::TEN && b < a * Decimal::TEN;
    scales
        .into_iter()
        .find(|scale| bare > Decimal::ZERO && bare < thousand && told >= *scale && near(told, bare * scale))
}

/// A word of the text as a claim: the way that it says something goes.
fn word(place: Span, sentence: usize, way: Direction) -> Claim {
    let unit = Unit { name: SmolStr::new_static("direction"), dimension: Dimension::Other, per: None };
    let quantity = Quantity {
        span: place,
        numeral: place,
        value: Decimal::ONE,
        unit,
        notation: Notation::Words,
        ..Quantity::default()
    };
    Claim { direction: Some(way), ..Claim::of(quantity, sentence) }
}

/// The id a derived claim will have once it is added.
fn upcoming(claims: &Claims, derived: &[Claim]) -> ClaimId {
    ClaimId(u32::try_from(claims.all.len() + derived.len()).unwrap_or(u32::MAX))
}
