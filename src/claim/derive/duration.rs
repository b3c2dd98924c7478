//! Lengths of time held against the dates they are said with: "from 1 June, for 90 days, until 30 September".

use jiff::civil::Date;
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::Story;
use super::lapse;
use super::moment::{self, Gap, Grain, Moment, When};
use crate::claim::{Aspect, Claim, ClaimId, LinkKind, Modality};
use crate::lexicon::Timing;
use crate::quantity::{Bound, Dimension, Form, Quantity, Unit};
use crate::span::Span;

/// How many sentences before a length its dates may stand.
const BACK: usize = 3;
/// How many sentences before "three years of works" their dates may stand.
const FAR: usize = 8;
/// How many words may stand between a length and the dates beside it.
const BESIDE: usize = 3;

/// A length of time as it is said: one claim, or two ("two hours and 35 minutes").
pub(super) struct Length {
    claim: ClaimId,
    /// All its words.
    pub(super) span: Span,
    pub(super) sentence: usize,
    /// Its unit: minute, hour, day, week, month, year.
    unit: SmolStr,
    /// In its smallest unit.
    pub(super) value: Decimal,
    /// Whether hours and minutes make it together.
    joined: bool,
}

/// The words around a length, in lower case.
pub(super) struct Around {
    pub(super) before: Vec<String>,
    pub(super) after: String,
}

/// Holds every length of time against the dates that it is said with.
pub(super) fn derive(story: &mut Story<'_>, moments: &[Moment]) {
    let lengths = lengths(story);
    for length in &lengths {
        let around = around(story, length);
        let counted = offset(story, moments, length, &around)
            .or_else(|| ahead(story, moments, length, &around))
            .or_else(|| stretch(story, moments, &lengths, length, &around))
            .or_else(|| lapse::between(story, moments, length, &around));
        if let Some(counted) = counted {
            state(story, length, &counted);
        }
    }
}

/// What the dates make of a length.
pub(super) struct Counted {
    pub(super) from: Moment,
    pub(super) to: Moment,
    pub(super) gap: Gap,
    /// For lengths counted from a day: forward or back.
    pub(super) said: Option<bool>,
    /// Whether the day of speaking is the document's own date.
    pub(super) by_head: bool,
    /// Whether the points stand apart from the length.
    pub(super) loosely: bool,
}

/// Every length of time that a claim states.
fn lengths(story: &Story<'_>) -> Vec<Length> {
    let mut lengths: Vec<Length> = Vec::new();
    for claim in &story.claims.all {
        let quantity = &claim.quantity;
        let plain =
            quantity.form == Form::Amount && !matches!(claim.modality, Modality::Question | Modality::Corrected);
        let unit = quantity.unit.name.clone();
        let known = matches!(unit.as_str(), "minute" | "hour" | "day" | "week" | "month" | "year");
        if !plain || !known || quantity.unit.dimension != Dimension::Time || quantity.unit.per.is_some() {
            continue;
        }
        if unit == "minute"
            && let Some(last) = lengths.last_mut().filter(|last| last.unit == "hour" && last.sentence == claim.sentence)
            && matches!(story.text(Span::new(last.span.end, claim.span.start)).trim(), "" | "and" | ",")
        {
            *last = Length {
                claim: last.claim,
                span: last.span.cover(claim.span),
                sentence: claim.sentence,
                unit,
                value: last.value * Decimal::from(60) + quantity.value,
                joined: true,
            };
            continue;
        }
        let value = quantity.value;
        lengths.push(Length {
            claim: claim.id,
            span: claim.span,
            sentence: claim.sentence,
            unit,
            value,
            joined: false,
        });
    }
    lengths
}

fn around(story: &Story<'_>, length: &Length) -> Around {
    let sentence = story.sentence(length.sentence);
    Around {
        before: moment::words(story.text(Span::new(sentence.start, length.span.start.max(sentence.start)))),
        after: story.text(Span::new(length.span.end, sentence.end.max(length.span.end))).to_lowercase(),
    }
}

impl Around {
    pub(super) fn last(&self, back: usize) -> &str {
        self.before.len().checked_sub(back).and_then(|at| self.before.get(at)).map_or("", String::as_str)
    }

    pub(super) fn follows(&self, phrases: &[String]) -> Option<&str> {
        let after = self.after.trim_start();
        let found = phrases.iter().find_map(|phrase| after.strip_prefix(phrase.as_str()));
        found.filter(|rest| !rest.starts_with(char::is_alphanumeric))
    }
}

/// "four weeks earlier, on 20 September", "at 12:15, two hours later".
fn offset(story: &Story<'_>, moments: &[Moment], length: &Length, around: &Around) -> Option<Counted> {
    let timing = Timing::built_in();
    let (rest, later) = match (around.follows(&timing.later), around.follows(&timing.earlier)) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        _ => return None,
    };
    if around.after.trim_start().starts_with("ago") {
        return ago(story, moments, length);
    }
    let tail = story.sentence(length.sentence).end - rest.len();
    let here: Vec<&Moment> = moments.iter().filter(|moment| moment.sentence == length.sentence).collect();
    let named = here
        .iter()
        .copied()
        .find(|moment| moment.span.start >= tail && anchors(story.text(Span::new(tail, moment.span.start))));
    let target = here.iter().copied().find(|moment| {
        let apart = named.is_none_or(|named| named.span != moment.span);
        apart && dates(story, length, tail, moment)
    })?;
    if let Some(anchor) = named {
        return counted(story, length, *anchor, *target, later);
    }
    let earliest = target.span.start.min(length.span.start);
    let anchors: Vec<&Moment> = moments
        .iter()
        .rev()
        .filter(|moment| moment.span.end <= earliest && moment.sentence + BACK >= length.sentence)
        .filter(|moment| same_kind(moment, target))
        .take(4)
        .collect();
    let all = || anchors.iter().filter_map(|anchor| counted(story, length, **anchor, *target, later));
    all().find(|found| fits(length, found)).or_else(|| all().next())
}

/// "ten years ago, in 2014": held against the day of speaking.
fn ago(story: &Story<'_>, moments: &[Moment], length: &Length) -> Option<Counted> {
    let tail =
        length.span.end + story.text(Span::new(length.span.end, story.sentence(length.sentence).end)).find("ago")? + 3;
    let target =
        moments.iter().find(|moment| moment.sentence == length.sentence && dates(story, length, tail, moment))?;
    let (today, by_head) = today(story, moments, length.sentence)?;
    let today = match (target.when, today.when) {
        (When::Year(_), When::Day(Some(year), ..)) => Moment { when: When::Year(year), ..today },
        _ => today,
    };
    let gap = target.until(&today)?;
    Some(Counted { from: *target, to: today, gap: widen(gap, 1), said: Some(true), by_head, loosely: false })
}

/// Whether nothing but a few words stand between "before" and the date that it counts from.
fn anchors(between: &str) -> bool {
    moment::words(between).len() <= 6 && !between.contains([',', ';', '(', '—'])
}

/// Whether a date is the one that a counted length leads to: ", on 19 April" behind it, "at 13:50," before it.
fn dates(story: &Story<'_>, length: &Length, tail: usize, moment: &Moment) -> bool {
    if moment.span.end <= length.span.start {
        let between = story.text(Span::new(moment.span.end, length.span.start)).trim();
        return matches!(
            between,
            "," | ", exactly" | "-" | "–" | "—" | "(" | ", just" | ", some" | ", about" | ", only"
        );
    }
    if moment.span.start < tail {
        return false;
    }
    let between = story.text(Span::new(tail, moment.span.start));
    let Some((head, link)) = between.split_once([',', '(', '—', '–', ':']) else { return false };
    let link = link.trim().trim_end_matches(" the").to_lowercase();
    moment::words(head).len() <= 7 && (link.is_empty() || Timing::built_in().dated.contains(link.as_str()))
}

fn same_kind(a: &Moment, b: &Moment) -> bool {
    std::mem::discriminant(&a.when) == std::mem::discriminant(&b.when)
}

fn counted(story: &Story<'_>, length: &Length, anchor: Moment, target: Moment, later: bool) -> Option<Counted> {
    if anchor.span == target.span || story.transcript.turns.is_empty() {
        return None;
    }
    let clock = matches!(target.when, When::Clock(..));
    if clock != matches!(length.unit.as_str(), "minute" | "hour") || matches!(target.when, When::Weekday(_)) {
        return None;
    }
    let (from, to) = if later { (anchor, target) } else { (target, anchor) };
    let gap = from.until(&to)?;
    Some(Counted { from, to, gap, said: Some(later), by_head: false, loosely: false })
}

pub(super) fn fits(length: &Length, counted: &Counted) -> bool {
    scale(length, &counted.gap).is_some_and(|scaled| scaled.low <= length.value && length.value <= scaled.high)
}

/// "in ten days, on 24 October": counted from the day of speaking.
fn ahead(story: &Story<'_>, moments: &[Moment], length: &Length, around: &Around) -> Option<Counted> {
    let opens =
        around.last(1) == "in" || around.last(2) == "in" && matches!(around.last(1), "exactly" | "just" | "only");
    if !opens {
        return None;
    }
    let target = moments
        .iter()
        .find(|moment| moment.sentence == length.sentence && dates(story, length, length.span.end, moment))
        .filter(|moment| matches!(moment.when, When::Day(..)) && moment.span.start >= length.span.end)?;
    let (today, by_head) = today(story, moments, length.sentence)?;
    let gap = today.until(target)?;
    let gap = if by_head { widen(gap, 1) } else { gap };
    Some(Counted { from: today, to: *target, gap, said: Some(true), by_head, loosely: false })
}

/// The day of speaking, where the text tells it, else by the document's date.
fn today(story: &Story<'_>, moments: &[Moment], sentence: usize) -> Option<(Moment, bool)> {
    let told = moments
        .iter()
        .take_while(|moment| moment.sentence <= sentence)
        .filter(|moment| matches!(moment.when, When::Day(..)) && moment::speaks(story.transcript, moment))
        .last();
    if let Some(told) = told {
        return Some((*told, false));
    }
    let date: Date = story.transcript.date?;
    let when = When::Day(Some(date.year()), date.month(), date.day());
    Some((Moment { sentence, span: Span::new(0, 0), when }, true))
}

fn widen(gap: Gap, by: i64) -> Gap {
    Gap { low: gap.low - by, high: gap.high + by, ..gap }
}

/// "runs from 3 March to 17 March ... its four-week run".
fn stretch(
    story: &Story<'_>,
    moments: &[Moment],
    lengths: &[Length],
    length: &Length,
    around: &Around,
) -> Option<Counted> {
    if is_loose(around) {
        return None;
    }
    let pairs = moments.windows(2).rev().filter_map(|pair| match pair {
        [a, b] if b.sentence <= length.sentence && a.sentence + FAR >= length.sentence => Some((a, b)),
        _ => None,
    });
    let mut pairs = pairs.filter(|(a, b)| commensurable(length, b) && moment::bounds(story.transcript, a, b));
    let (a, b) = pairs.next()?;
    let here = b.sentence == length.sentence;
    let rivals = lengths.iter().filter(|other| other.sentence == length.sentence && other.unit == length.unit).count();
    let near = length.sentence <= b.sentence + BACK;
    let speaker = |sentence: usize| story.transcript.speaker_of(sentence);
    let belongs = match (here, near) {
        (true, _) => rivals == 1 && belongs(story, length, around, a, b),
        (false, true) => points_back(around, a, b, length),
        (false, false) => of_works(around) && speaker(b.sentence) == speaker(length.sentence),
    };
    if !belongs {
        return None;
    }
    let gap = inclusive(forward(a.until(b)?, a, b));
    (gap.low >= 0).then_some(Counted { from: *a, to: *b, gap, said: None, by_head: false, loosely: false })
}

fn is_loose(around: &Around) -> bool {
    let timing = Timing::built_in();
    timing.loose.contains(around.last(1))
        || timing.loose.contains(around.last(2)) && matches!(around.last(1), "the" | "a" | "to")
        || around.follows(&timing.apart).is_some()
        || around.follows(&timing.later).is_some()
        || around.follows(&timing.earlier).is_some()
        || ["to ", "ended", "ending", "through ", "since"]
            .iter()
            .any(|word| around.after.trim_start().starts_with(word))
            && timing.pointing.contains(around.last(1))
}

/// Whether a length has a unit in which one counts such dates.
pub(super) fn commensurable(length: &Length, to: &Moment) -> bool {
    let unit = length.unit.as_str();
    match to.when {
        When::Clock(..) => matches!(unit, "minute" | "hour"),
        When::Day(..) => matches!(unit, "day" | "week" | "month" | "year"),
        When::Weekday(_) => unit == "day",
        When::Month(..) => matches!(unit, "month" | "year"),
        When::Year(_) => unit == "year",
    }
}

/// Whether a length beside a stretch in its sentence is the length of it.
fn belongs(story: &Story<'_>, length: &Length, around: &Around, a: &Moment, b: &Moment) -> bool {
    let timing = Timing::built_in();
    let gap = if length.span.end <= a.span.start {
        story.text(Span::new(length.span.end, a.span.start))
    } else if length.span.start >= b.span.end {
        story.text(Span::new(b.span.end, length.span.start))
    } else {
        story.text(Span::new(a.span.end, length.span.start))
    };
    let between = moment::words(gap).len() <= BESIDE && !gap.contains([';', '.']);
    let fine = matches!(b.when, When::Year(_) | When::Month(..));
    let lasts = timing.lasting.contains(around.last(1)) && around.last(1) != "of";
    let inside = length.span.start > a.span.end && length.span.end < b.span.start;
    between && (lasts || length.span.start >= b.span.end || timing.pointing.contains(around.last(1)) || fine)
        || inside && lasts
        || !fine && runs(story, length, around)
}

/// "its four-week run": a length before a noun of what lasts.
fn runs(story: &Story<'_>, length: &Length, around: &Around) -> bool {
    let timing = Timing::built_in();
    let noun = moment::words(&around.after).into_iter().take(2).any(|word| timing.running.contains(&word));
    noun && story.text(length.span).contains('-') && (timing.pointing.contains(around.last(1)) || around.last(1) == "a")
}

/// Whether a length in a later sentence speaks of the stretch before: "its four-week run", "it has held for nine days".
fn points_back(around: &Around, a: &Moment, b: &Moment, length: &Length) -> bool {
    let timing = Timing::built_in();
    let noun = moment::words(&around.after).into_iter().take(2).any(|word| timing.running.contains(&word));
    let pointing = timing.pointing.contains(around.last(1)) && noun;
    let perfect = around.last(1) == "for"
        && around.before.iter().rev().take(4).any(|word| matches!(word.as_str(), "has" | "have" | "been" | "lasts"));
    let pointing = pointing || matches!(around.last(1), "these" | "those");
    let told = matches!(around.last(1), "last" | "lasts" | "lasted" | "lasting") || perfect;
    let bare = of_works(around);
    let week = matches!(a.when, When::Weekday(_)) && length.value > Decimal::from(60);
    (pointing || told || bare) && !week && a.span != b.span
}

/// Whether what lasts stands behind the length: "I know that three years of works".
fn of_works(around: &Around) -> bool {
    let noun = moment::words(&around.after).into_iter().nth(1);
    let noun = noun.is_some_and(|noun| Timing::built_in().running.contains(&noun));
    around.after.trim_start().starts_with("of ") && noun && around.before.len() <= 6
}

/// A stretch without years that seems to end before it begins ends in the year after.
pub(super) fn forward(gap: Gap, a: &Moment, b: &Moment) -> Gap {
    let yearless = |moment: &Moment| matches!(moment.when, When::Day(None, ..) | When::Month(None, _));
    if gap.low >= 0 || !(yearless(a) && yearless(b)) {
        return gap;
    }
    let year = if gap.grain == Grain::Day { 365 } else { 12 };
    Gap { low: gap.low + year, high: gap.high + year + i64::from(gap.grain == Grain::Day), ..gap }
}

/// The first day, month or year may be counted too.
pub(super) fn inclusive(gap: Gap) -> Gap {
    if gap.grain == Grain::Minute { gap } else { Gap { high: gap.high + 1, ..gap } }
}

/// A gap in a length's unit: exactly, and as far as one would still say so.
pub(super) struct Scaled {
    pub(super) exact: Decimal,
    pub(super) low: Decimal,
    pub(super) high: Decimal,
}

/// A gap in the unit of a length, with what rounding to it leaves open.
pub(super) fn scale(length: &Length, gap: &Gap) -> Option<Scaled> {
    let half = Decimal::new(5, 1);
    let tenth = |tenths: i64| Decimal::new(tenths, 1);
    let (low, high) = (Decimal::from(gap.low), Decimal::from(gap.high));
    let ratio = |low_by: Decimal, high_by: Decimal, slack: Decimal| {
        let exact = (low / high_by).round_dp(1);
        Some(Scaled { exact, low: low / low_by - slack, high: high / high_by + slack })
    };
    let one = Decimal::ONE;
    match (gap.grain, length.unit.as_str()) {
        (Grain::Minute, "minute") if length.joined => ratio(one, one, Decimal::ZERO),
        (Grain::Minute, "minute") => ratio(one, one, Decimal::TWO),
        (Grain::Minute, "hour") => ratio(Decimal::from(60), Decimal::from(60), half),
        (Grain::Day, "day") => ratio(one, one, Decimal::ZERO),
        (Grain::Day, "week") => ratio(Decimal::from(7), Decimal::from(7), tenth(4)),
        (Grain::Day, "month") => ratio(Decimal::from(31), Decimal::from(28), half),
        (Grain::Day, "year") => ratio(Decimal::from(366), Decimal::from(365), half),
        (Grain::Month, "month") => ratio(one, one, Decimal::ZERO),
        (Grain::Month, "year") => ratio(Decimal::from(12), Decimal::from(12), half),
        (Grain::Year, "year") => ratio(one, one, Decimal::ZERO),
        _ => None,
    }
}

/// States what the dates make, linked to the length, and the other date.
fn state(story: &mut Story<'_>, length: &Length, counted: &Counted) {
    let backward = counted.said.is_some() && counted.gap.high < 0;
    if backward {
        return order(story, length, counted);
    }
    let Some(scaled) = scale(length, &counted.gap) else { return };
    let said = said(story, length);
    let unit = Unit { name: length.unit.clone(), dimension: Dimension::Time, per: None };
    let span = if counted.to.span.is_empty() { counted.from.span } else { counted.to.span };
    let mut quantity = Quantity { span, numeral: span, value: scaled.exact, unit, ..Quantity::default() };
    quantity.bound = Bound::Range;
    quantity.range = Some((scaled.low, scaled.high));
    let mut claim =
        Claim::of(quantity, if counted.to.span.is_empty() { counted.from.sentence } else { counted.to.sentence });
    claim.aspect = Aspect::Duration;
    claim.measure.text = text(story, counted);
    claim.tags.push(SmolStr::new_static(if counted.loosely { "counted-apart" } else { "counted" }));
    if counted.by_head {
        claim.tags.push(SmolStr::new_static("by-document-date"));
    }
    claim.links.push((LinkKind::Apposed, said));
    let counted_id = story.state(claim);
    story.state(endpoint(counted, counted_id));
}

/// The claim that states a length; one that two figures make together is stated anew.
fn said(story: &mut Story<'_>, length: &Length) -> ClaimId {
    let unit = Unit { name: length.unit.clone(), dimension: Dimension::Time, per: None };
    let quantity =
        Quantity { span: length.span, numeral: length.span, value: length.value, unit, ..Quantity::default() };
    let mut claim = Claim::of(quantity, length.sentence);
    claim.aspect = Aspect::Duration;
    claim.tags.push(SmolStr::new_static("length"));
    claim.links.push((LinkKind::Apposed, length.claim));
    story.state(claim)
}

/// The date at the other end, so that a finding shows it.
fn endpoint(counted: &Counted, of: ClaimId) -> Claim {
    let from = if counted.from.span.is_empty() { counted.to } else { counted.from };
    let unit = Unit { name: SmolStr::new_static("date"), dimension: Dimension::Other, per: None };
    let quantity = Quantity { span: from.span, numeral: from.span, unit, ..Quantity::default() };
    let mut claim = Claim::of(quantity, from.sentence);
    claim.aspect = Aspect::Date;
    claim.tags.push(SmolStr::new_static("endpoint"));
    claim.links.push((LinkKind::PartOf, of));
    claim
}

fn text(story: &Story<'_>, counted: &Counted) -> SmolStr {
    let name = |moment: &Moment| match moment.when {
        When::Day(year, month, day) if moment.span.is_empty() => {
            Date::new(year.unwrap_or(0), month, day).map_or_else(|_| String::new(), |date| date.to_string())
        }
        When::Year(year) => year.to_string(),
        _ => story.text(moment.span).trim_end_matches('.').split_whitespace().collect::<Vec<_>>().join(" "),
    };
    SmolStr::from(format!("{} to {}", name(&counted.from), name(&counted.to)))
}

/// States that a date told to come after another comes before it, or the other way round.
fn order(story: &mut Story<'_>, length: &Length, counted: &Counted) {
    let later = counted.said == Some(true);
    let unit = Unit { name: SmolStr::new_static("order"), dimension: Dimension::Other, per: None };
    let claim = |span: Span, sentence: usize, value: i64, tag: &'static str| {
        let quantity =
            Quantity { span, numeral: span, value: Decimal::from(value), unit: unit.clone(), ..Quantity::default() };
        let mut claim = Claim::of(quantity, sentence);
        claim.aspect = Aspect::Date;
        claim.tags.push(SmolStr::new_static(tag));
        claim
    };
    let (anchor, target) = if later { (counted.from, counted.to) } else { (counted.to, counted.from) };
    let sentence = story.sentence(length.sentence);
    let word = story.text(Span::new(length.span.end, sentence.end)).split_whitespace().next().map_or(0, str::len);
    let whole = Span::new(length.span.start, (length.span.end + 1 + word).min(sentence.end));
    let mut said = claim(whole, length.sentence, if later { 1 } else { -1 }, "said-order");
    said.measure.text = SmolStr::new_static(if later { "after" } else { "before" });
    let said = story.state(said);
    let mut real = claim(target.span, target.sentence, if later { -1 } else { 1 }, "order");
    real.measure.text = SmolStr::new_static(if later { "before" } else { "after" });
    real.links.push((LinkKind::Apposed, said));
    let real = story.state(real);
    let mut other = claim(anchor.span, anchor.sentence, 0, "endpoint");
    other.links.push((LinkKind::PartOf, real));
    story.state(other);
}
