//! Chinese figures: bounds, shares, multiples, units and ranges.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::numeral::Read;
use crate::lexicon::Dimension;
use crate::quantity::lex::{Grammar, power};
use crate::quantity::numeral::Numeral;
use crate::quantity::{Bound, Form, Mention, Notation, Quantity, Unit};

/// How many characters before a figure 每 may stand.
const NEAR: usize = 10;

/// A numeral with its unit.
pub(super) struct Item<'a> {
    pub(super) rest: &'a str,
    pub(super) numeral: Numeral,
    pub(super) unit: Option<SmolStr>,
    pub(super) form: Form,
    pub(super) bound: Bound,
}

impl<'a> Item<'a> {
    /// A share in percent.
    pub(super) fn percent(rest: &'a str, numeral: Numeral, form: Form) -> Self {
        Self { rest, numeral, unit: Some(SmolStr::new_static("percent")), form, bound: Bound::Exact }
    }
}

impl Grammar<'_> {
    /// A figure with its bounds; its quantity goes to `out`.
    pub(super) fn chinese_figure<'a>(&self, i: &'a str, out: &mut Vec<Mention>) -> Option<&'a str> {
        let (start, bound) = self.chinese_bound(i);
        if let Some((rest, value)) = self.units.chinese.multiples.strip(start) {
            out.push(Mention::Quantity(self.chinese_multiple(i, rest, *value, bound)));
            return Some(rest);
        }
        if let Some((rest, quantity)) = self.neighbours(start, i, bound) {
            out.push(Mention::Quantity(quantity));
            return Some(rest);
        }
        // 一二线城市: cities of two ranks.
        if self.neighbouring(start).is_some() {
            return None;
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
        let verb = if bound == Bound::Exact {
            None
        } else {
            rest.strip_prefix(['有', '为', '為', '是', '达', '達', '到'])
        };
        (verb.unwrap_or(rest).trim_start_matches(' '), bound)
    }

    fn chinese_bound_after<'a>(&self, i: &'a str) -> (&'a str, Bound) {
        let words = &self.units.chinese;
        let trimmed = i.trim_start_matches(' ');
        // 20万次以上: the counter comes between.
        let counted = || words.counters.strip(trimmed).and_then(|(rest, ())| words.after.strip(rest));
        let found = words.after.strip(trimmed).or_else(counted);
        found.map_or((i, Bound::Exact), |(rest, bound)| (rest, *bound))
    }

    fn chinese_unit_before<'a>(&self, i: &'a str) -> (&'a str, Option<SmolStr>) {
        let found = self.units.chinese.unit_before.strip(i);
        found.map_or((i, None), |(rest, unit)| (rest.trim_start_matches(' '), Some(unit.clone())))
    }

    /// A numeral with its unit, where it is a figure: not every 一 is one.
    fn chinese_item<'a>(&self, i: &'a str, sure: bool) -> Option<Item<'a>> {
        if let Some(item) = self.chinese_share(i).or_else(|| self.slashed_share(i)).or_else(|| self.chinese_half(i)) {
            return Some(item);
        }
        let (rest, read) = self.chinese_reading(i)?;
        // A power is read by the other grammar.
        if rest.starts_with('^') {
            return None;
        }
        let (rest, numeral, tenths) = self.tenths(rest, &read);
        if let Some((rest, unit)) = tenths {
            return Some(Item { rest, numeral, unit: Some(unit), form: Form::Amount, bound: Bound::Exact });
        }
        if let Some(item) = self.dozens(rest, numeral) {
            return Some(item);
        }
        let (vague_rest, vague) = self.vague(rest, &read);
        let (after, unit) = self.chinese_unit(vague_rest);
        let counted = unit.is_some() || self.units.chinese.counters.strip(vague_rest.trim_start_matches(' ')).is_some();
        let alone = self.stands_alone(i, rest);
        let lone = read.characters && read.symbols == 1 && !self.ranges(rest);
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

    /// 十打: a number of dozens.
    fn dozens<'a>(&self, i: &'a str, numeral: Numeral) -> Option<Item<'a>> {
        let (rest, group) = self.units.chinese.groups.strip(i).filter(|(_, group)| **group > 0)?;
        let value = numeral.value.checked_mul(Decimal::from(*group))?;
        let numeral = Numeral { value, ..numeral };
        Some(Item { rest, numeral, unit: None, form: Form::Amount, bound: Bound::Exact })
    }

    /// Whether nothing but signs stands around: a lone digit in a list or between quotes.
    fn stands_alone(&self, i: &str, rest: &str) -> bool {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(self.before(i).chars().next_back()) && edge(rest.chars().next())
    }

    /// Whether a range goes on: 一到五个.
    fn ranges(&self, i: &str) -> bool {
        let second = i.strip_prefix(['到', '至']).and_then(|rest| self.chinese_reading(rest));
        second.is_some_and(|(rest, _)| {
            let counted = self.units.chinese.counters.strip(rest).is_some();
            counted || self.chinese_unit(rest).1.is_some()
        })
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

    pub(super) fn chinese_unit<'a>(&self, i: &'a str) -> (&'a str, Option<SmolStr>) {
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

    pub(super) fn chinese_quantity(&self, i: &str, rest: &str, item: &Item<'_>) -> Quantity {
        let entry = item.unit.as_deref().and_then(|name| self.units.named(name));
        let unit = entry.map(|entry| Unit { name: entry.name.clone(), dimension: entry.dimension, per: None });
        let unit = Unit { per: self.chinese_per(i, rest), ..unit.unwrap_or_default() };
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

    /// 每股, 每天 before the figure in its clause, or /吨 behind it.
    fn chinese_per(&self, i: &str, rest: &str) -> Option<SmolStr> {
        let rates = &self.units.chinese.rates;
        if let Some((_, name)) = rest.strip_prefix(['/', '／']).and_then(|below| rates.strip(below)) {
            return Some(name.clone());
        }
        let before = self.before(i);
        let clause = before.rsplit(['，', '。', '；', '、', ',', ';', ' ']).next().unwrap_or("");
        let (at, each) = clause.char_indices().rev().take(NEAR).find(|(_, c)| *c == '每')?;
        rates.strip(&clause[at + each.len_utf8()..]).map(|(_, name)| name.clone())
    }
}
