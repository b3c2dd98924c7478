//! Units left out: "roads take 1.1 billion euros and rail 0.8 billion", "the 320 of capex".

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::extract::Draft;
use super::measure::Found;
use super::{Aspect, Claim};
use crate::quantity::{Dimension, Form, Quantity, Unit};

/// How many sentences back the currency of a bare "0.8 billion" may have been said.
const MONEY: usize = 12;
/// How many sentences back the "percent" of a bare "4.9" may have been said.
const SHARE: usize = 3;
/// How many sentences back a thing may have been told in money whose bare figure is money too.
const NAMED: usize = 60;
/// What is said with a scale word from here on.
const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// Bare rates are below it.
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;
/// A bare figure below it may leave out "million" too.
const THOUSAND: Decimal = Decimal::ONE_THOUSAND;

/// The units that figures before were told in.
#[derive(Default)]
pub(super) struct Units {
    /// The last money, and its sentence.
    money: Option<(Unit, usize)>,
    /// The last percent, and its sentence.
    share: Option<(Unit, usize)>,
    /// The money that each noun was last told in, and its scale.
    named: HashMap<SmolStr, Named>,
    /// The nouns that were counted: what is told of them without a unit is a count.
    counted: HashSet<SmolStr>,
}

struct Named {
    unit: Unit,
    /// A thousand, a million and so on, where the figure was said with it.
    scale: Decimal,
    sentence: usize,
}

impl Units {
    /// Gives a figure said without its unit the unit of the figures just before it.
    pub(super) fn complete(&mut self, drafts: &mut [Draft], sentence: usize, units: &crate::lexicon::Units) {
        for draft in drafts {
            let quantity = &mut draft.claim.quantity;
            let whole = quantity.form == Form::Amount;
            match quantity.unit.dimension {
                // "A dividend of 92 cents. Costs fell by 49 million": nobody counts cents by the million.
                Dimension::Money if units.whole(&quantity.unit.name) != Some(&quantity.unit.name) => {}
                Dimension::Money if whole => self.money = Some((quantity.unit.clone(), sentence)),
                Dimension::Share if whole => self.share = Some((quantity.unit.clone(), sentence)),
                _ if bare(quantity)
                    && draft.reading.found != Found::Counted
                    && !self.counted.contains(&draft.claim.measure.head) =>
                {
                    let named = draft.reading.found != Found::Nothing;
                    if let Some(unit) = self.fitting(quantity, named, sentence) {
                        quantity.unit = unit;
                        draft.claim.tags.push(SmolStr::new_static("unit-carried"));
                    }
                }
                _ => {}
            }
        }
    }

    /// The unit that a bare figure leaves out: money with its scale word, a share with its decimals.
    ///
    /// Where a share was told since, what is named may be counted again.
    fn fitting(&self, quantity: &Quantity, named: bool, sentence: usize) -> Option<Unit> {
        let since = self.share.as_ref().map(|share| share.1) >= self.money.as_ref().map(|money| money.1);
        let (last, back) = match scaled(quantity) {
            true if named && since && self.share.is_some() => return None,
            true => (&self.money, MONEY),
            false if broken(quantity) => (&self.share, SHARE),
            false => return None,
        };
        let (unit, said) = last.as_ref()?;
        (unit.per.is_none() && said + back >= sentence).then(|| unit.clone())
    }

    /// Gives a bare figure of a thing that was told in money before its currency, and the scale that it leaves out.
    pub(super) fn of_things(&mut self, drafts: &mut [Draft], sentence: usize) {
        for draft in drafts {
            let (claim, found) = (&mut draft.claim, draft.reading.found);
            let head = claim.measure.head.clone();
            if head.is_empty() || claim.tagged("carried") {
                continue;
            }
            let told = claim.quantity.unit.dimension == Dimension::Money && claim.quantity.unit.per.is_none();
            if told && claim.quantity.form == Form::Amount {
                let (unit, scale) = (claim.quantity.unit.clone(), scale(&claim.quantity));
                self.named.insert(head, Named { unit, scale, sentence });
                continue;
            }
            let named = self.named.get(&head).filter(|named| named.sentence + NAMED >= sentence);
            match named.filter(|_| sayable(claim, found) && !self.counted.contains(&head)) {
                Some(named) => named.lend(claim),
                None if bare(&claim.quantity) && (found == Found::Counted || scaled(&claim.quantity)) => {
                    self.counted.insert(head);
                }
                None => {}
            }
        }
    }
}

impl Named {
    fn lend(&self, claim: &mut Claim) {
        let quantity = &mut claim.quantity;
        if quantity.value < THOUSAND && quantity.range.is_none() {
            quantity.value *= self.scale;
            quantity.slack *= self.scale;
        }
        quantity.unit = self.unit.clone();
        claim.tags.push(SmolStr::new_static("unit-carried"));
    }
}

/// Whether a figure has no unit and counts nothing named.
fn bare(quantity: &Quantity) -> bool {
    quantity.unit.dimension == Dimension::Count && quantity.unit.per.is_none() && quantity.form == Form::Amount
}

/// Whether a figure below a hundred is told with decimals.
fn broken(quantity: &Quantity) -> bool {
    quantity.value.normalize().scale() > 0 && quantity.value < HUNDRED
}

/// Whether a figure is said with a scale word.
fn scaled(quantity: &Quantity) -> bool {
    quantity.value >= MILLION && quantity.slack > Decimal::ONE
}

/// Whether a bare figure may be an amount of the thing that its clause names.
fn sayable(claim: &Claim, found: Found) -> bool {
    let named = matches!(found, Found::Content | Found::Named | Found::Subject);
    let large = claim.quantity.value >= Decimal::TEN || broken(&claim.quantity);
    named && large && claim.aspect == Aspect::Level && bare(&claim.quantity)
}

/// The largest power of a thousand that a figure was said with: a million in "220 million".
fn scale(quantity: &Quantity) -> Decimal {
    let mut scale = Decimal::ONE;
    while quantity.slack * Decimal::TEN >= scale && quantity.value >= scale * THOUSAND {
        scale *= THOUSAND;
    }
    scale
}
