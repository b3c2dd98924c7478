//! Chinese figures: bounds, shares, multiples, units and ranges.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::numeral::Read;
use crate::lexicon::Dimension;
use crate::quantity::lex::{Grammar, power};
use crate::quantity::numeral::Numeral;
use crate::quantity::{Bound, Form, Mention, Notation, Quantity, Unit};

/// A numeral with its unit.
struct Item<'a> {
    rest: &'a str,
    numeral: Numeral,
    unit: Option<SmolStr>,
    form: Form,
    bound: Bound,
}

impl Grammar<'_> {
    /// A figure with its bounds; its quantity goes to `out`.
    pub(super) fn chinese_figure<'a>(&self, i: &'a str, out: &mut Vec<Mention>) -> Option<&'a str> {
        let (start, bound) = self.chinese_bound(i);
        if let Some((rest, value)) = self.units.chinese.multiples.strip(start) {
            out.push(Mention::Quantity(self.chinese_multiple(i, rest, *value, bound)));
            return Some(rest);
        }
        let (start, unit) = self.chinese_unit_before(start);
        let item = self.chinese_item(start, bound != Bound::Exact || unit.is_some())?;
        let item = Item { unit: unit.or(item.unit.clone()), ..item };
        if let Some((rest, quantity)) = self.chinese_range(i, &item) {
            out.push(Mention::Quantity(quantity));
            return Some(rest);
        }
        let (rest, after) = self.chinese_bound_after(item.rest);
        let bound = [bound, after, item.bound].into_iter().find(|bound| *bound != Bound::Exact).unwrap_or_default();
        let quantity = self.chinese_quantity(i, rest, &Item { bound, ..item });
        out.push(Mention::Quantity(quantity));
        Some(rest)
    }

    fn chinese_bound<'a>(&self, i: &'a str) -> (&'a str, Bound) {
        let sign =
            self.units.bound_signs.iter().find_map(|(sign, bound)| Some((i.strip_prefix(sign.as_str())?, *bound)));
        let word = || self.units.chinese.before.strip(i).map(|(rest, bound)| (rest, *bound));
        let (rest, bound) = sign.or_else(word).unwrap_or((i, Bound::Exact));
        (rest.trim_start_matches(' '), bound)
    }

    fn chinese_bound_after<'a>(&self, i: &'a str) -> (&'a str, Bound) {
        let found = self.units.chinese.after.strip(i.trim_start_matches(' '));
        found.map_or((i, Bound::Exact), |(rest, bound)| (rest, *bound))
    }

    fn chinese_unit_before<'a>(&self, i: &'a str) -> (&'a str, Option<SmolStr>) {
        let found = self.units.chinese.unit_before.strip(i);
        found.map_or((i, None), |(rest, unit)| (rest.trim_start_matches(' '), Some(unit.clone())))
    }

    /// A numeral with its unit, where it is a figure: not every 一 is one.
    fn chinese_item<'a>(&self, i: &'a str, sure: bool) -> Option<Item<'a>> {
        if let Some(item) = self.chinese_share(i).or_else(|| self.chinese_half(i)) {
            return Some(item);
        }
        let (rest, read) = self.chinese_reading(i)?;
        let (rest, numeral, tenths) = self.tenths(rest, &read);
        if let Some((rest, unit)) = tenths {
            return Some(Item { rest, numeral, unit: Some(unit), form: Form::Amount, bound: Bound::Exact });
        }
        let (vague_rest, vague) = self.vague(rest, &read);
        let (after, unit) = self.chinese_unit(vague_rest);
        let counted = unit.is_some() || self.units.chinese.counters.strip(vague_rest.trim_start_matches(' ')).is_some();
        let alone = self.stands_alone(i, rest);
        let lone = read.characters && read.symbols == 1;
        if lone && !counted && !sure && !alone
            || !read.characters && after.starts_with(|c: char| c.is_ascii_alphabetic()) && unit.is_none()
        {
            return None;
        }
        let (after, numeral) = self.half_more(after, numeral, unit.is_some());
        let (after, numeral) = self.small_coins(after, numeral, unit.as_deref());
        let form = if unit.as_deref() == Some("times") { Form::Multiple } else { Form::Amount };
        let bound = if vague { Bound::MoreThan } else { Bound::Exact };
        Some(Item { rest: after, numeral, unit, form, bound })
    }

    /// Whether nothing but signs stands around: a lone digit in a list or between quotes.
    fn stands_alone(&self, i: &str, rest: &str) -> bool {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(self.before(i).chars().next_back()) && edge(rest.chars().next())
    }

    /// 多 and 余 after the numeral make it a floor: 500多家.
    fn vague<'a>(&self, i: &'a str, read: &Read) -> (&'a str, bool) {
        let trimmed = i.trim_start_matches(' ');
        let rest = trimmed.strip_prefix(['多', '余', '餘']);
        match rest {
            Some(rest) if read.symbols > 1 => (rest, true),
            _ => (i, read.vague),
        }
    }

    fn chinese_unit<'a>(&self, i: &'a str) -> (&'a str, Option<SmolStr>) {
        let trimmed = i.trim_start_matches([' ', '\u{3000}']);
        let compact = || self.spaced_points(trimmed);
        let found = self.units.chinese.units.strip(trimmed).map(|(rest, unit)| (rest, unit.clone()));
        let ascii =
            || self.units.sign(trimmed).and_then(|(rest, unit)| Some((rest, self.units.entry(unit)?.name.clone())));
        found.or_else(compact).or_else(ascii).map_or((i, None), |(rest, unit)| (rest, Some(unit)))
    }

    /// 个 百 分点 with spaces between.
    fn spaced_points<'a>(&self, i: &'a str) -> Option<(&'a str, SmolStr)> {
        let mut rest = i;
        for part in [['个', '個'], ['百', '佰'], ['分', '分'], ['点', '點']] {
            rest = rest.trim_start_matches(' ').strip_prefix(part)?;
        }
        Some((rest, SmolStr::new_static("percentage-point")))
    }

    /// 一吨半: half a unit more.
    fn half_more<'a>(&self, i: &'a str, mut numeral: Numeral, unit: bool) -> (&'a str, Numeral) {
        let rest = i.strip_prefix('半').filter(|rest| unit && !rest.starts_with(['年', '个', '天', '数']));
        let Some(rest) = rest else { return (i, numeral) };
        numeral.value += Decimal::new(5, 1);
        (rest, numeral)
    }

    /// 五元三毛, 50元6角三分, 两美元又三美分.
    fn small_coins<'a>(&self, i: &'a str, mut numeral: Numeral, unit: Option<&str>) -> (&'a str, Numeral) {
        let mut rest = i;
        let coins = match unit {
            Some("CNY") => [(["角", "毛"], 1), (["分", "分"], 2)],
            Some("USD") => [(["美分", "美分"], 2), (["分", "分"], 2)],
            _ => return (i, numeral),
        };
        for (words, places) in coins {
            let start = rest.strip_prefix('又').unwrap_or(rest);
            let Some((after, part)) = self.chinese_numeral(start) else { continue };
            let Some(after) = words.iter().find_map(|word| after.strip_prefix(word)) else { continue };
            let small = part.value < Decimal::ONE_HUNDRED;
            if let Some(unit) = power(places).filter(|_| small) {
                numeral.value += part.value / unit;
                rest = after;
            }
        }
        (rest, numeral)
    }

    /// 百分之三, 千分之二, 三分之一, 一又四分之三.
    fn chinese_share<'a>(&self, i: &'a str) -> Option<Item<'a>> {
        let (rest, whole) = self.whole_before(i);
        let (rest, below) = self.chinese_numeral(rest)?;
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
    fn chinese_half<'a>(&self, i: &'a str) -> Option<Item<'a>> {
        let rest = i.strip_prefix('半')?;
        let half = Numeral {
            value: Decimal::new(5, 1),
            slack: Decimal::new(25, 3),
            notation: Notation::Words,
            ..Numeral::default()
        };
        let percent = Numeral { value: Decimal::from(50), slack: Decimal::ONE, ..half };
        let share = |rest, numeral, form| Item {
            rest,
            numeral,
            unit: Some(SmolStr::new_static("percent")),
            form,
            bound: Bound::Exact,
        };
        if let Some(rest) = rest.strip_prefix('数') {
            return Some(share(rest, percent, Form::Fraction));
        }
        if let Some(rest) = rest.trim_start_matches(' ').strip_prefix('折') {
            return Some(share(rest, percent, Form::Amount));
        }
        if let Some(rest) = rest.trim_start_matches(' ').strip_prefix('成') {
            return Some(share(rest, Numeral { value: Decimal::from(5), ..half }, Form::Amount));
        }
        let (after, unit) = self.chinese_unit(rest);
        let before = self.before(i).ends_with(['上', '下', '前', '后', '大', '多', '一', '两', '三']);
        unit.filter(|_| !before).map(|unit| Item {
            rest: after,
            numeral: half,
            unit: Some(unit),
            form: Form::Amount,
            bound: Bound::Exact,
        })
    }

    /// 七成六 is 76 percent, 九折 is 90 percent of the price.
    fn tenths<'a>(&self, i: &'a str, read: &Read) -> (&'a str, Numeral, Option<(&'a str, SmolStr)>) {
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
        let more =
            self.chinese_reading(rest.trim_start_matches(' ')).filter(|(_, more)| more.symbols == 1 && more.characters);
        match more {
            Some((rest, more)) => (i, tens(value + more.numeral.value), Some((rest, percent))),
            None => (i, Numeral { slack: Decimal::from(2), ..tens(value) }, Some((rest, percent))),
        }
    }

    /// 3%到5%, 20至30公里, 5-20%.
    fn chinese_range<'a>(&self, i: &'a str, first: &Item<'a>) -> Option<(&'a str, Quantity)> {
        let trimmed = first.rest.trim_start_matches(' ');
        let rest = trimmed.strip_prefix(['到', '至', '-', '－', '—', '–', '~', '～', '和', '与'])?;
        let closed = trimmed.starts_with(['和', '与']);
        let rest = rest.trim_start_matches(['-', '—', '–', ' ']);
        let (rest, unit) = self.chinese_unit_before(rest);
        let second = self.chinese_item(rest, true)?;
        let unit = unit.or(second.unit.clone());
        let alike = first.unit.is_none() || first.unit == unit;
        let rest = second.rest.trim_start_matches(' ');
        let between = rest.strip_prefix("之间").or(rest.strip_prefix("之間")).or(rest.strip_prefix('间'));
        if !alike || second.numeral.value < first.numeral.value || closed && between.is_none() {
            return None;
        }
        let rest = between.unwrap_or(second.rest);
        let low = self.chinese_low(first, &second);
        let mut quantity = self.chinese_quantity(i, rest, &Item { unit, ..second });
        let ends = (low, quantity.value);
        quantity.bound = Bound::Range;
        quantity.value = ends.0.checked_add(ends.1)? / Decimal::TWO;
        quantity.range = Some(ends);
        Some((rest, quantity))
    }

    /// The low end with the scale that only the high end says: 3到5亿.
    fn chinese_low(&self, first: &Item<'_>, second: &Item<'_>) -> Decimal {
        let shared = first.unit.is_none() && first.numeral.power == 0 && second.numeral.power > 0;
        let scaled = first.numeral.scaled(second.numeral.power).map(|scaled| scaled.value);
        scaled.filter(|value| shared && *value < second.numeral.value).unwrap_or(first.numeral.value)
    }

    fn chinese_multiple(&self, i: &str, rest: &str, value: Decimal, bound: Bound) -> Quantity {
        let numeral =
            Numeral { value, slack: value * Decimal::new(5, 2), notation: Notation::Words, ..Numeral::default() };
        let unit = Some(SmolStr::new_static("times"));
        self.chinese_quantity(i, rest, &Item { rest, numeral, unit, form: Form::Multiple, bound })
    }

    fn chinese_quantity(&self, i: &str, rest: &str, item: &Item<'_>) -> Quantity {
        let entry = item.unit.as_deref().and_then(|name| self.units.named(name));
        let unit = entry.map(|entry| Unit { name: entry.name.clone(), dimension: entry.dimension, per: None });
        let unit = Unit { per: self.chinese_per(i), ..unit.unwrap_or_default() };
        let measured = !matches!(unit.dimension, Dimension::Count | Dimension::Multiple);
        let numeral = item.numeral.settled(measured);
        Quantity {
            span: self.span(i, rest),
            numeral: self.span(i, item.rest),
            value: numeral.value,
            slack: numeral.slack,
            bound: item.bound,
            range: None,
            unit,
            notation: numeral.notation,
            form: item.form,
        }
    }

    /// 每股, 每天 right before the figure.
    fn chinese_per(&self, i: &str) -> Option<SmolStr> {
        const RATES: [(&str, &str); 9] = [
            ("每股", "share"),
            ("每天", "day"),
            ("每日", "day"),
            ("每年", "year"),
            ("每月", "month"),
            ("每桶", "barrel"),
            ("每吨", "tonne"),
            ("每人", "person"),
            ("每小时", "hour"),
        ];
        let before = self.before(i).trim_end();
        RATES.iter().find(|(word, _)| before.ends_with(word)).map(|(_, name)| SmolStr::new_static(name))
    }
}
