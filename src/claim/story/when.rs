//! Which of two levels held first, as the text tells.

use super::Story;
use super::line::Line;
use crate::claim::{Claim, Claims, Modality, Period, Point};

/// How many words of a line tell when its figure held, on either side of it.
const STRETCH: usize = 12;

/// When a figure held, as far as the words of its own stretch tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    /// "The year before", "a year earlier", "after 2,050 in the second": before what it is told with.
    Before,
    /// "Four years ago".
    LongAgo,
    /// "Last year".
    Last,
    /// "It was".
    Was,
    /// "It is".
    Is,
    /// "Now", "this year".
    Now,
}

/// Whether the second figure is the earlier level, as in [`order`], or where each names a time, so that they are told in
/// the order of time.
pub(super) fn order_told(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> Option<bool> {
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let (one, two) = (story.line(a)?, story.line(b)?);
    let both_from = a.point == Some(Point::From) && b.point == a.point;
    let in_order = || {
        let (left, right) = stretches(one, two, a, b);
        let timed = left.timed() && right.timed() && a.period.is_some() == b.period.is_some();
        (timed && !both_from && !close(one, a, b)).then_some(false)
    };
    let by_tense = || {
        let (left, right) = stretches(one, two, a, b);
        if both_from || close(one, a, b) { None } else { by_words(&left, &right, true) }
    };
    order(story, claims, first, second).or_else(by_tense).or_else(in_order)
}

/// Whether the words around either of two figures tell when it held.
pub(super) fn timed(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> bool {
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let (Some(one), Some(two)) = (story.line(a), story.line(b)) else { return false };
    let (left, right) = stretches(one, two, a, b);
    [left, right].iter().all(|stretch| stretch.timed() || stretch.when().is_some())
}

/// Whether nothing but a word stands between two figures of one line.
fn close(line: &Line<'_>, a: &Claim, b: &Claim) -> bool {
    a.sentence == b.sentence && line.between(a.span.end, b.span.start).split_whitespace().count() < 2
}

/// Whether the second figure is the earlier level; nothing where the text does not say.
pub(super) fn order(story: &Story<'_>, claims: &Claims, first: usize, second: usize) -> Option<bool> {
    let (a, b) = (&claims.all[first], &claims.all[second]);
    let (one, two) = (story.line(a)?, story.line(b)?);
    let later = a.sentence < b.sentence && b.quantity.unit.dimension != crate::quantity::Dimension::Share;
    match (a.point, b.point) {
        (Some(Point::From), Some(Point::From)) => return None,
        (_, Some(Point::From)) => return Some(true),
        (Some(Point::From), _) => return Some(false),
        (None, Some(Point::To)) if later => return Some(false),
        _ => {}
    }
    let present = ["at present", "currently", "at the moment"].iter().any(|words| two.text().contains(words));
    if a.point == Some(Point::To) && b.point.is_none() && present && a.sentence < b.sentence {
        return Some(true);
    }
    let close = close(one, a, b);
    let (left, right) = stretches(one, two, a, b);
    let apart = || by_period(a.period.as_ref(), b.period.as_ref()).or_else(|| dated(one, a, two, b));
    let told = || if close { None } else { by_words(&left, &right, false) };
    set_back(&left, &right).filter(|_| !close).or_else(apart).or_else(told).or_else(|| marked(one, a, two, b))
}

/// What is told to have been before the other: "after 2,050 in the second", "the year before".
fn set_back(left: &Stretch<'_>, right: &Stretch<'_>) -> Option<bool> {
    let back = [left, right].map(|stretch| stretch.when() == Some(When::Before));
    (back[0] != back[1]).then_some(back[1])
}

/// By the words that tell when each held; by their tense alone, "it was" and "it is", only where that is enough.
fn by_words(left: &Stretch<'_>, right: &Stretch<'_>, tense: bool) -> Option<bool> {
    let since = |stretch: &Stretch<'_>| stretch.line.between(stretch.from, stretch.to).contains("since ");
    let (x, y) = left.when().zip(right.when()).filter(|_| !since(left) && !since(right))?;
    // "This morning they were" may be the later of two, or the earlier; what is, is now.
    let either = |one: When, two: When| (x, y) == (one, two) || (x, y) == (two, one);
    let vague = either(When::Last, When::Was) || either(When::Is, When::Now);
    let tense_only = either(When::Was, When::Is);
    (x != y && !vague && (tense || !tense_only)).then_some(y < x)
}

/// What has a year of its own stands before what is said of no time: of now.
fn dated(one: &Line<'_>, first: &Claim, two: &Line<'_>, second: &Claim) -> Option<bool> {
    let actual = first.modality == Modality::Actual && second.modality == first.modality;
    if !actual || first.sentence == second.sentence || dated_back(first) == dated_back(second) {
        return None;
    }
    let (line, undated, dated) = if dated_back(first) { (two, second, first) } else { (one, first, second) };
    let year = |claim: &Claim| claim.period.as_ref().is_some_and(|period| period.key.starts_with('y'));
    let now = !year(undated) && (year(dated) || line.near("now", undated, 12));
    (undated.period.is_none() || now || recent(undated)).then_some(dated_back(second))
}

/// By looser words of time further off: "started", "at the close".
fn marked(one: &Line<'_>, first: &Claim, two: &Line<'_>, second: &Claim) -> Option<bool> {
    let same = first.sentence == second.sentence;
    let reach = if same { 5 } else { 12 };
    let near = |line: &Line<'_>, claim: &Claim| (line.near("past", claim, reach), line.near("now", claim, reach));
    if same && [" to ", " will "].iter().any(|word| one.between(first.span.end, second.span.start).contains(word)) {
        return Some(false);
    }
    match (near(one, first), near(two, second)) {
        ((_, false), (false, true)) | ((true, _), (false, _)) => Some(false),
        ((false, _), (true, _)) => Some(true),
        _ => None,
    }
}

/// The words of a line that tell of one figure.
struct Stretch<'a> {
    line: &'a Line<'a>,
    claim: &'a Claim,
    from: usize,
    to: usize,
}

/// The words that tell of the one figure and of the other: what lies between the two in one line is parted at a joint.
fn stretches<'a>(one: &'a Line<'a>, two: &'a Line<'a>, a: &'a Claim, b: &'a Claim) -> (Stretch<'a>, Stretch<'a>) {
    let mut left = Stretch::around(one, a);
    let mut right = Stretch::around(two, b);
    if a.sentence == b.sentence {
        let between = one.between(a.span.end, b.span.start);
        let joint = JOINTS.iter().find_map(|joint| between.find(joint)).unwrap_or(between.len());
        (left.to, right.from) = (a.span.end + joint, a.span.end + joint);
    }
    (left, right)
}

/// What parts two clauses, the strongest first.
const JOINTS: [&str; 8] = [";", ": ", " but ", " while ", " and ", ", ", " to ", " after "];

/// Tags of the phrases by which a stretch tells when its figure held, the most telling first.
const WHENS: [(&str, When); 6] = [
    ("when-before", When::Before),
    ("when-ago", When::LongAgo),
    ("when-now", When::Now),
    ("when-last", When::Last),
    ("when-is", When::Is),
    ("when-was", When::Was),
];

impl<'a> Stretch<'a> {
    fn around(line: &'a Line<'a>, claim: &'a Claim) -> Self {
        let before = line.before(claim.span.start);
        let from = before.rmatch_indices(' ').nth(STRETCH).map_or(0, |(at, _)| at);
        let after = line.after(claim.span.end);
        let to = after.match_indices(' ').nth(STRETCH).map_or(after.len(), |(at, _)| at);
        Self { line, claim, from: claim.span.start - (before.len() - from), to: claim.span.end + to }
    }

    fn holds(&self, tag: &str) -> bool {
        self.line.places(tag).any(|place| self.from <= place.start && place.end <= self.to)
    }

    fn when(&self) -> Option<When> {
        let led = self.line.words_before(self.claim.span.start).next();
        let compared = || {
            let before = self.claim.span.start;
            ["compared", "against", "versus", "vs"]
                .iter()
                .any(|word| self.line.between(self.from, before).contains(word))
        };
        let after = led.is_some_and(|word| matches!(word, "after" | "from")) || compared();
        let found = || WHENS.iter().find(|(tag, _)| self.holds(tag)).map(|(_, when)| *when);
        if after { Some(When::Before) } else { found() }
    }

    /// Whether a time stands right behind the figure or opens the stretch: "in January", "at midnight", "by Friday".
    fn timed(&self) -> bool {
        let near = |place: crate::span::Span| {
            let behind = place.start >= self.claim.span.end && self.line.distance(place, self.claim.span) <= 3;
            let opens = place.end <= self.claim.span.start && self.line.distance(place, self.claim.span) <= 8;
            self.from <= place.start && place.end <= self.to && (behind || opens)
        };
        self.claim.period.is_some() || self.line.places("when-time").any(near)
    }
}

/// Whether a figure has a year of its own, or is of a year or more ago.
fn dated_back(claim: &Claim) -> bool {
    let years = |key: &str| key.starts_with('y') || key.starts_with("rel-") && key.ends_with("Year");
    claim.period.as_ref().is_some_and(|period| years(&period.key))
}

/// Whether two figures are not of a year and a part of one, nor of a month and a quarter.
pub(super) fn of_one_length(a: &Claim, b: &Claim) -> bool {
    let length = |period: &Period| {
        let kinds = parts(&period.key);
        let has = |wanted: &str| kinds.iter().any(|(kind, _)| kind.starts_with(wanted));
        let lengths = [("first", 'f'), ("q", 'q'), ("h", 'h'), ("m", 'm'), ("y", 'y'), ("fy", 'y')];
        lengths.iter().find(|(kind, _)| has(kind)).map(|(_, length)| *length)
    };
    let lengths = a.period.as_ref().and_then(length).zip(b.period.as_ref().and_then(length));
    lengths.is_none_or(|(one, two)| one == two)
}

/// Whether a figure is of the last month, week or day.
fn recent(claim: &Claim) -> bool {
    let short = |key: &str| key.starts_with("rel") && ["Month", "Week", "Day"].iter().any(|unit| key.ends_with(unit));
    claim.period.as_ref().is_some_and(|period| short(&period.key))
}

/// Whether the second period is the earlier one, where both can be told apart.
pub(super) fn by_period(a: Option<&Period>, b: Option<&Period>) -> Option<bool> {
    let (a, b) = (a?, b?);
    if let (Some(a), Some(b)) = (a.start, b.start) {
        return (a != b).then_some(b < a);
    }
    let (a, b) = (parts(&a.key), parts(&b.key));
    let kinds = |parts: &[(String, i64)]| parts.iter().map(|part| part.0.clone()).collect::<Vec<_>>();
    (kinds(&a) == kinds(&b) && !a.is_empty() && a != b).then(|| {
        let values = |parts: &[(String, i64)]| parts.iter().map(|part| part.1).collect::<Vec<_>>();
        values(&b) < values(&a)
    })
}

/// "y2021 m7" as its kinds and numbers.
fn parts(key: &str) -> Vec<(String, i64)> {
    let words = key.split(' ').filter(|word| !word.is_empty());
    words
        .filter_map(|word| {
            let split = word.find(|c: char| c.is_ascii_digit() || c == '-')?;
            let digits = &word[split..];
            let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(digits.len());
            Some((format!("{}{}", &word[..split], &digits[end..]), digits[..end].parse().ok()?))
        })
        .collect()
}
