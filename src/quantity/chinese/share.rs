//! Chinese shares: 百分之三, 三分之一, 七成六, 半数, 1/2.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::figure::Item;
use super::numeral::Read;
use crate::quantity::lex::Grammar;
use crate::quantity::numeral::Numeral;
use crate::quantity::{Bound, Form, Notation};

impl Grammar<'_> {
    /// 百分之三, 千分之二, 三分之一, 一又四分之三.
    pub(super) fn chinese_share<'a>(&self, i: &'a str) -> Option<Item<'a>> {
        let (rest, whole) = self.whole_before(i);
        let (rest, below) = self.chinese_numeral(rest).or_else(|| self.bare_places(rest))?;
        let mut rest = rest.trim_start_matches(' ');
        for part in ['分', '之'] {
            rest = rest.trim_start_matches(' ').strip_prefix(part)?;
        }
        let (rest, above) = match rest.trim_start_matches(' ').strip_prefix(['百', '佰']) {
            Some(hundred) if self.chinese_numeral(hundred).is_none() => {
                (hundred, Numeral { value: Decimal::ONE_HUNDRED, plain: true, ..Numeral::default() })
            }
            _ => self.chinese_numeral(rest.trim_start_matches(' '))?,
        };
        let value = above.value.checked_div(below.value)?;
        if let Some(whole) = whole {
            // 负一又二分之一 is less than -1.
            let value = if whole.is_sign_negative() { -value } else { value };
            let numeral = Numeral { value: whole.checked_add(value)?, plain: false, ..above };
            return Some(Item { rest, numeral, unit: None, form: Form::Amount, bound: Bound::Exact });
        }
        let percent = value.checked_mul(Decimal::ONE_HUNDRED)?;
        let round = [Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND, Decimal::from(10_000)].contains(&below.value);
        let place = if above.slack.is_zero() { Decimal::new(5, 1) } else { above.slack };
        let slack =
            if round { place.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(below.value)? } else { Decimal::ONE };
        let form = if round { Form::Amount } else { Form::Fraction };
        let numeral = Numeral { value: percent, slack, plain: false, bare: false, ..above };
        Some(Item { rest, numeral, unit: Some(SmolStr::new_static("percent")), form, bound: Bound::Exact })
    }

    /// The whole part of 一又四分之三.
    fn whole_before<'a>(&self, i: &'a str) -> (&'a str, Option<Decimal>) {
        let found = self.chinese_numeral(i).and_then(|(rest, whole)| {
            let rest = rest.trim_start_matches(' ').strip_prefix('又')?;
            Some((rest.trim_start_matches(' '), Some(whole.value)))
        });
        found.unwrap_or((i, None))
    }

    /// 半年, 半数.
    pub(super) fn chinese_half<'a>(&self, i: &'a str) -> Option<Item<'a>> {
        if let Some(item) = fixed_half(i) {
            return Some(item);
        }
        let rest = i.strip_prefix('半')?;
        let (after, unit) = self.chinese_unit(rest);
        let before = self.before(i).ends_with(['上', '下', '前', '后', '大', '多', '一', '两', '三']);
        unit.filter(|_| !before).map(|unit| Item {
            rest: after,
            numeral: words(Decimal::new(5, 1), Decimal::new(25, 3)),
            unit: Some(unit),
            form: Form::Amount,
            bound: Bound::Exact,
        })
    }

    /// 七成六 is 76 percent, 九折 is 90 percent of the price.
    pub(super) fn tenths<'a>(&self, i: &'a str, read: &Read) -> (&'a str, Numeral, Option<(&'a str, SmolStr)>) {
        let numeral = read.numeral;
        let trimmed = i.trim_start_matches(' ');
        let spelled = read.characters && read.symbols == 2 && numeral.value > Decimal::TEN && numeral.plain;
        let percent = SmolStr::new_static("percent");
        let tens = |value: Decimal| Numeral { value, slack: Decimal::new(5, 1), plain: false, bare: false, ..numeral };
        if let Some(rest) = trimmed.strip_prefix('折')
            && numeral.value < Decimal::ONE_HUNDRED
        {
            let value =
                if spelled || numeral.value > Decimal::TEN { numeral.value } else { numeral.value * Decimal::TEN };
            return (i, tens(value), Some((rest, percent)));
        }
        let Some(rest) = trimmed.strip_prefix('成').filter(|_| numeral.value <= Decimal::TEN) else {
            return (i, numeral, None);
        };
        if rest.starts_with([
            '为', '立', '了', '功', '员', '本', '长', '果', '交', '都', '立', '效', '品', '年', '套', '品', '都',
        ]) {
            return (i, numeral, None);
        }
        let value = numeral.value * Decimal::TEN;
        if let Some(rest) = rest.strip_prefix('半') {
            return (i, tens(value + Decimal::from(5)), Some((rest, percent)));
        }
        let more =
            self.chinese_reading(rest.trim_start_matches(' ')).filter(|(_, more)| more.symbols == 1 && more.characters);
        match more {
            Some((rest, more)) => (i, tens(value + more.numeral.value), Some((rest, percent))),
            None => (i, Numeral { slack: Decimal::from(2), ..tens(value) }, Some((rest, percent))),
        }
    }

    /// Place words alone below the line: 万分之三, 万万分之七.
    fn bare_places<'a>(&self, i: &'a str) -> Option<(&'a str, Numeral)> {
        let (rest, value) = self.place_run(i)?;
        let numeral = Numeral { value, plain: true, notation: Notation::Words, ..Numeral::default() };
        (rest.len() < i.len()).then_some((rest, numeral))
    }

    /// 1/2, ３／５, 1 4/3: a fraction in digits of any width.
    pub(super) fn slashed_share<'a>(&self, i: &'a str) -> Option<Item<'a>> {
        let (rest, first) = self.plain_digits(i)?;
        let mixed = rest.strip_prefix(' ').and_then(|rest| Some((self.plain_digits(rest)?, first)));
        let ((rest, above), whole) = mixed.map_or(((rest, first), None), |(found, whole)| (found, Some(whole)));
        let (rest, below) = self.plain_digits(rest.strip_prefix(['/', '／'])?)?;
        let date = rest.starts_with(['/', '／', '-']) || below < Decimal::TWO || above.is_zero();
        let value = above.checked_div(below).filter(|_| !date)?;
        let amount = |value| Numeral { value, slack: Decimal::new(5, 2), ..Numeral::default() };
        if let Some(whole) = whole {
            let numeral = amount(whole.checked_add(value)?);
            return Some(Item { rest, numeral, unit: None, form: Form::Amount, bound: Bound::Exact });
        }
        let percent = Numeral { slack: Decimal::ONE, ..amount(value.checked_mul(Decimal::ONE_HUNDRED)?) };
        Some(Item::percent(rest, percent, Form::Fraction))
    }

    fn plain_digits<'a>(&self, i: &'a str) -> Option<(&'a str, Decimal)> {
        let (rest, read) = self.chinese_reading(i)?;
        let plain = !read.characters && read.numeral.bare && read.numeral.value < Decimal::ONE_THOUSAND;
        plain.then_some((rest, read.numeral.value))
    }
}

/// 对折, 半百, 半数, 半折, 半成: halves that stand for themselves.
fn fixed_half(i: &str) -> Option<Item<'_>> {
    let fifty = words(Decimal::from(50), Decimal::ONE);
    if let Some(rest) = i.strip_prefix("对折").or(i.strip_prefix("對折")) {
        return Some(Item::percent(rest, fifty, Form::Amount));
    }
    let rest = i.strip_prefix('半')?;
    if let Some(rest) = rest.strip_prefix('百') {
        let numeral = Numeral { plain: true, slack: Decimal::ZERO, ..fifty };
        return Some(Item { rest, numeral, unit: None, form: Form::Amount, bound: Bound::Exact });
    }
    if let Some(rest) = rest.strip_prefix('数') {
        return Some(Item::percent(rest, fifty, Form::Fraction));
    }
    let rest = rest.trim_start_matches(' ');
    if let Some(rest) = rest.strip_prefix('折') {
        return Some(Item::percent(rest, fifty, Form::Amount));
    }
    let five = words(Decimal::from(5), Decimal::new(25, 3));
    rest.strip_prefix('成').map(|rest| Item::percent(rest, five, Form::Amount))
}

/// A numeral in words.
fn words(value: Decimal, slack: Decimal) -> Numeral {
    Numeral { value, slack, notation: Notation::Words, ..Numeral::default() }
}
