//! Shares of one whole that exclude one another: together they cannot be more than a hundred, and where they are all of
//! them, not less. "It's 46 percent for staff, 31 for rent and 33 for heating."

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::super::line::Line;
use super::super::{Story, inherit, stands, tag, tie};
use super::addend;
use crate::claim::{Aspect, Claim, Claims, LinkKind, Modality};
use crate::quantity::{Bound, Dimension};

/// How many lines one behind another may tell the shares.
const LINES: usize = 3;
/// The most shares of a whole.
const MOST: usize = 12;
/// The most words between two shares of one list.
const BETWEEN: usize = 7;
/// What must speak for shares to be of one whole.
const ENOUGH: i32 = 5;

/// Ties shares that cannot all be right.
pub(in crate::claim::story) fn link(story: &Story<'_>, claims: &mut Claims) {
    for at in 0..story.lines.len() {
        if let Some((shares, all)) = (1..=LINES).find_map(|lines| broken(story, claims, at, lines)) {
            let (first, others) = (shares[0], &shares[1..]);
            for other in others {
                if claims.all[*other].quantity.unit != claims.all[first].quantity.unit {
                    inherit(claims, first, *other);
                }
                tie(claims, *other, LinkKind::Beside, first);
            }
            tag(claims, first, if all { "fills-hundred" } else { "within-hundred" });
        }
    }
}

/// The shares of some lines, where they miss a hundred and enough speaks for one whole; and whether they are all.
fn broken(story: &Story<'_>, claims: &Claims, at: usize, lines: usize) -> Option<(Vec<usize>, bool)> {
    let run = story.lines.get(at..at + lines)?;
    let line = run.first()?;
    let one_voice = run.iter().all(|other| other.speaker == line.speaker && !other.question);
    let shares: Vec<usize> =
        run.iter().flat_map(|line| line.claims.clone()).filter(|share| is_share(story, claims, *share)).collect();
    let (first, last) = (*shares.first()?, *shares.last()?);
    let spread = claims.all[first].sentence == at && claims.all[last].sentence + 1 == at + lines;
    let percent = |share: &usize| claims.all[*share].quantity.unit.name == "percent";
    let fitting = one_voice && spread && (3..=MOST).contains(&shares.len()) && percent(&first);
    if !fitting || shares.iter().any(|share| linked(&claims.all[*share])) || apart(story, claims, run, &shares) {
        return None;
    }
    let sum: Decimal = shares.iter().map(|share| claims.all[*share].quantity.value).sum();
    let over = sum - Decimal::ONE_HUNDRED;
    let rounding = Decimal::from(u32::try_from(shares.len()).ok()?) / Decimal::TWO;
    let rest = super::weigh::rest(story, claims, last);
    let closed = story.lines.iter().skip(at).take(lines + 1).any(|line| line.has("all-told"));
    let all = rest || closed;
    let missing = over <= -rounding - Decimal::ONE && over >= Decimal::from(-25) && all;
    if !(over > rounding && over <= Decimal::from(30) || missing) {
        return None;
    }
    let score = 3 * i32::from(rest)
        + 3 * i32::from(closed)
        + evidence(story, claims, at, &shares)
        + i32::from((over % Decimal::TEN).is_zero());
    (score >= ENOUGH + i32::from(missing)).then_some((shares, all))
}

/// What speaks for shares to be of one whole.
fn evidence(story: &Story<'_>, claims: &Claims, at: usize, shares: &[usize]) -> i32 {
    let first = &claims.all[shares[0]];
    let line = &story.lines[at];
    let before = at.checked_sub(1).map(|before| &story.lines[before]);
    let divided = line.has("divides") || before.is_some_and(|line| line.has("divides"));
    let of_whole = [" of our ", " of the ", " of its ", " of their ", " of all ", " of every ", " of my ", " of your "]
        .iter()
        .any(|of| line.after(first.span.end).starts_with(of));
    let announced = before
        .into_iter()
        .chain([line])
        .any(|line| line.claims.clone().any(|number| addend::announces(&claims.all[number]) == Some(shares.len())));
    2 * i32::from(divided)
        + 2 * i32::from(of_whole)
        + 2 * i32::from(announced)
        + 2 * i32::from(alike(story, claims, shares))
}

/// Whether the shares are told alike: the same word behind each, or only a name between.
fn alike(story: &Story<'_>, claims: &Claims, shares: &[usize]) -> bool {
    let next = |share: &usize| -> SmolStr {
        let claim = &claims.all[*share];
        let after = story.line(claim).map_or("", |line| line.after(claim.span.end));
        SmolStr::new(after.split_whitespace().next().unwrap_or(""))
    };
    let words: Vec<SmolStr> = shares[1..].iter().map(next).collect();
    let preposition = words.first().is_some_and(|word| {
        let place =
            matches!(word.as_str(), "from" | "for" | "to" | "on" | "in" | "by" | "into" | "goes" | "go" | "went");
        place && words.iter().all(|other| other == word)
    });
    let close = shares.windows(2).filter(|pair| {
        let (a, b) = (&claims.all[pair[0]], &claims.all[pair[1]]);
        let gap = story.line(a).map_or("", |line| line.between(a.span.end, b.span.start));
        a.sentence == b.sentence && gap.split_whitespace().count() <= 3
    });
    preposition || close.count() + 2 >= shares.len() && shares.len() > 2
}

/// Whether a figure is a share, or a bare number among shares.
fn is_share(story: &Story<'_>, claims: &Claims, at: usize) -> bool {
    let claim = &claims.all[at];
    let Some(line) = story.line(claim) else { return false };
    let quantity = &claim.quantity;
    let percent = quantity.unit.name == "percent";
    let bare = quantity.unit.dimension == Dimension::Count && addend::noun(story, line, claim).is_none();
    let hundred = quantity.value < Decimal::ONE_HUNDRED && quantity.value >= Decimal::ONE;
    stands(claim)
        && claim.modality == Modality::Actual
        && matches!(claim.aspect, Aspect::Level | Aspect::Share)
        && (percent || bare && line.claims.clone().any(|other| claims.all[other].quantity.unit.name == "percent"))
        && hundred
        && quantity.bound == Bound::Exact
        && quantity.range.is_none()
        && claim.basis.is_none()
        && claim.point.is_none()
}

fn linked(claim: &Claim) -> bool {
    claim.links.iter().any(|link| {
        matches!(link.0, LinkKind::Beside | LinkKind::ShareFrom | LinkKind::ChangeOf | LinkKind::ChangeFrom)
    }) || claim.tagged("fills-hundred")
        || claim.tagged("within-hundred")
}

/// Whether the shares may overlap, are rates, or are each of a thing of their own.
fn apart(story: &Story<'_>, claims: &Claims, run: &[Line<'_>], shares: &[usize]) -> bool {
    let overlap = run.iter().any(|line| {
        story.lexicon.cues.hold(line.text(), "overlap")
            || line.has("not-a-share")
            || line.has("compared-with")
            || line.text().split_whitespace().any(|word| word.starts_with("both"))
    });
    let far = shares.windows(2).any(|pair| {
        let (a, b) = (&claims.all[pair[0]], &claims.all[pair[1]]);
        let gap = story.line(a).map_or("", |line| line.between(a.span.end, b.span.start));
        a.sentence == b.sentence && gap.split_whitespace().count() > BETWEEN
    });
    let of = |share: &usize| {
        let claim = &claims.all[*share];
        let after = story.line(claim).map_or("", |line| line.after(claim.span.end));
        after.strip_prefix(" of ").map(|rest| rest.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
    };
    let wholes: Vec<String> = shares.iter().filter_map(of).collect();
    overlap || far || wholes.windows(2).any(|pair| pair[0] != pair[1])
}
