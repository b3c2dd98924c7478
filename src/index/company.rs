//! The figures that stand around two claims: those that are the same on both sides speak for one thing told twice.

use rust_decimal::Decimal;

use crate::claim::{Claim, Claims};
use crate::quantity::{Bound, Dimension};

/// How many figures before and behind a claim are looked at.
const MOST: usize = 12;
/// Sentences this near have their company in common anyway.
const APART: usize = 4;
/// More than this many agreeing figures say nothing new.
const ENOUGH: f64 = 2.0;

/// What the figures around two claims say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Company {
    /// One side tells both values: it knows them for two things.
    Both,
    /// A figure beside the first one is what lies between the two: "38 shops and opened ten; now 48 shops".
    Reckoned,
    /// So many figures beside the one stand beside the other too, from 0 to 2.
    Shared(f64),
}

/// Looks around two claims whose figures differ.
pub(super) fn around(claims: &Claims, first: &Claim, second: &Claim) -> Company {
    let own = |claim: &Claim| near(claims, claim, 0, 0);
    if own(first).iter().any(|other| tells(other, second)) || own(second).iter().any(|other| tells(other, first)) {
        return Company::Both;
    }
    let between = first.quantity.value.checked_sub(second.quantity.value).map(|difference| difference.abs());
    let told = |between| near(claims, first, 0, 1).iter().any(|other| reckons(other, (first, second), between));
    if between.is_some_and(told) || made_of(claims, first, second) {
        return Company::Reckoned;
    }
    if second.sentence <= first.sentence + APART {
        return Company::Shared(0.0);
    }
    let (left, right) = (near(claims, first, 1, 1), near(claims, second, 1, 1));
    let mut known: Vec<Decimal> = Vec::new();
    for one in left.iter().filter(|one| one.id != first.id && one.speaker == first.speaker) {
        if !known.contains(&one.quantity.value) && right.iter().any(|two| repeats((first, one), (second, two))) {
            known.push(one.quantity.value);
        }
    }
    Company::Shared((known.len() as f64).min(ENOUGH))
}

/// The figures near a claim that stand at most so many sentences before and behind it.
fn near<'a>(claims: &'a Claims, claim: &Claim, before: usize, behind: usize) -> &'a [Claim] {
    let at = claim.id.0 as usize;
    let (back, ahead) = claims.all.split_at(at.min(claims.all.len()));
    let back = back.iter().rev().take(MOST).take_while(|other| other.sentence + before >= claim.sentence).count();
    let ahead = ahead.iter().take(MOST).take_while(|other| other.sentence <= claim.sentence + behind).count();
    claims.all.get(at.saturating_sub(back)..at + ahead).unwrap_or(&[])
}

/// Whether a figure beside the other claim is this claim's own.
fn tells(other: &Claim, claim: &Claim) -> bool {
    let (a, b) = (&other.quantity, &claim.quantity);
    !other.derived && a.value == b.value && a.unit.name == b.unit.name && other.measure.head == claim.measure.head
}

/// Whether a figure, told with the first claim or between the two, is what lies between them.
fn reckons(other: &Claim, (first, second): (&Claim, &Claim), between: Decimal) -> bool {
    let stated = !other.derived && other.id != first.id && other.id < second.id;
    stated && other.quantity.value == between && other.quantity.unit.name == first.quantity.unit.name
}

/// "27 rows with 16 chairs each", "432 chairs": whether the second figure is what the first one makes with those beside
/// it, added up, multiplied or shared out.
fn made_of(claims: &Claims, first: &Claim, second: &Claim) -> bool {
    let stated = |other: &&Claim| !other.derived && other.id != first.id && other.id < second.id;
    let beside: Vec<&Claim> = near(claims, first, 0, 1).iter().filter(stated).collect();
    let own = &second.quantity;
    let places = own.value.normalize().scale();
    let is = |made: Option<Decimal>| made.is_some_and(|made| made.round_dp(places) == own.value);
    if own.bound != Bound::Exact || own.value.fract().is_zero() && own.slack > Decimal::ONE {
        return false;
    }
    let value = first.quantity.value;
    let times = |other: &&Claim| {
        let by = other.quantity.value;
        let counted = other.quantity.unit.dimension == Dimension::Count && by.fract().is_zero();
        counted && by > Decimal::ONE && (is(value.checked_mul(by)) || is(value.checked_div(by)))
    };
    added_up(&beside, first, &is) || beside.iter().any(times)
}

/// Whether a stretch of figures of one unit, a figure among them, makes a sum.
fn added_up(beside: &[&Claim], first: &Claim, is: &dyn Fn(Option<Decimal>) -> bool) -> bool {
    let bare = |other: &Claim| other.quantity.unit.dimension == Dimension::Count;
    let alike = |other: &&&Claim| other.quantity.unit == first.quantity.unit || bare(other);
    let row: Vec<&Claim> = beside.iter().filter(alike).copied().collect();
    let at = row.partition_point(|other| other.id < first.id);
    (0..=at).any(|from| {
        let mut before = row[from..at].iter();
        let mut sum = before.try_fold(first.quantity.value, |sum, other| sum.checked_add(other.quantity.value));
        let own = from < at && is(sum);
        own || row[at..].iter().any(|other| {
            sum = sum.and_then(|sum| sum.checked_add(other.quantity.value));
            is(sum)
        })
    })
}

/// Whether two figures beside the claims are one and the same: by three digits, or in the claims' own sentences by
/// their measure.
fn repeats((first, one): (&Claim, &Claim), (second, two): (&Claim, &Claim)) -> bool {
    let same = one.quantity.value == two.quantity.value && one.quantity.unit == two.quantity.unit;
    let inside = one.sentence == first.sentence && two.sentence == second.sentence;
    let named = inside && !one.measure.key.is_empty() && one.measure.key == two.measure.key;
    let stated = !one.derived && !two.derived && two.id != second.id && two.speaker == second.speaker;
    stated && same && (named || super::edit::significant(one.quantity.value) >= 3)
}
