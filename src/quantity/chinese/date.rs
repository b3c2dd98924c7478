//! Chinese dates: 2022年2月28日, 去年, 一季度, 前三季度, 1-11月.

use jiff::civil::Weekday;
use rust_decimal::Decimal;

use super::digit;
use crate::lexicon::Calendar;
use crate::quantity::DateExpression;
use crate::quantity::lex::Grammar;

impl Grammar<'_> {
    /// A date or period that starts here.
    pub(super) fn chinese_date<'a>(&self, i: &'a str) -> Option<(&'a str, DateExpression)> {
        let (rest, year) = self.chinese_year(i);
        let (rest, part) = self.part_of_year(rest).unwrap_or((rest, DateExpression::default()));
        let date = DateExpression { year: year.year, to_year: year.to_year, relative: year.relative, ..part };
        let date = if rest.len() == i.len() { self.chinese_weekday(i) } else { Some((rest, date)) };
        let (rest, date) = date?;
        Some((rest, DateExpression { span: self.span(i, rest), ..date }))
    }

    /// 2022年, 二〇二一年, 去年, 2016年至2020年.
    fn chinese_year<'a>(&self, i: &'a str) -> (&'a str, DateExpression) {
        if let Some((rest, relative)) = self.units.chinese.relative.strip(i) {
            return (rest, DateExpression { relative: Some(*relative), ..DateExpression::default() });
        }
        let Some((rest, from)) = self.year_number(i) else { return (i, DateExpression::default()) };
        let range = rest.strip_prefix(['-', '—', '–', '至', '到', '~']);
        let to = range.and_then(|rest| self.year_number(rest)).filter(|(_, to)| *to > from);
        let date = DateExpression { year: Some(from), ..DateExpression::default() };
        to.map_or((rest, date.clone()), |(rest, to)| (rest, DateExpression { to_year: Some(to), ..date }))
    }

    fn year_number<'a>(&self, i: &'a str) -> Option<(&'a str, i16)> {
        let (rest, number) = self.chinese_numeral(i)?;
        let four = i.chars().take_while(|c| digit(*c).is_some() || self.is_chinese_digit(*c)).count() == 4;
        let year = i16::try_from(number.value.trunc().mantissa()).ok()?;
        let spelled = number.value.fract().is_zero() && (1500..2200).contains(&year) && four;
        let rest = rest.trim_start_matches(' ').strip_prefix('年')?;
        (spelled && !rest.starts_with(['代', '内'])).then_some((rest, year))
    }

    fn is_chinese_digit(&self, c: char) -> bool {
        self.units.chinese.digits.contains_key(c.encode_utf8(&mut [0; 4]) as &str)
    }

    /// 2月28日, 1-11月, 前11个月, 上半年, 一季度, 前三季度.
    fn part_of_year<'a>(&self, i: &'a str) -> Option<(&'a str, DateExpression)> {
        let i = i.trim_start_matches(' ');
        let half = |half| DateExpression { half: Some(half), ..DateExpression::default() };
        if let Some(rest) = i.strip_prefix("上半年") {
            return Some((rest, half(1)));
        }
        if let Some(rest) = i.strip_prefix("下半年") {
            return Some((rest, half(2)));
        }
        self.first_parts(i).or_else(|| self.chinese_quarter(i)).or_else(|| self.chinese_month(i))
    }

    /// 前三季度, 前11个月.
    fn first_parts<'a>(&self, i: &'a str) -> Option<(&'a str, DateExpression)> {
        let (rest, number) = self.small_chinese(i.strip_prefix('前')?, 12)?;
        let first =
            |rest, period| Some((rest, DateExpression { first: Some((number, period)), ..DateExpression::default() }));
        if let Some(rest) = rest.strip_prefix("季度").or(rest.strip_prefix("个季度")) {
            return first(rest, Calendar::Quarter);
        }
        rest.strip_prefix("个月").or(rest.strip_prefix('月')).and_then(|rest| first(rest, Calendar::Month))
    }

    fn chinese_quarter<'a>(&self, i: &'a str) -> Option<(&'a str, DateExpression)> {
        let (rest, number) = self.small_chinese(i.strip_prefix('第').unwrap_or(i), 4)?;
        let rest = rest.strip_prefix("季度")?;
        Some((rest, DateExpression { quarter: i8::try_from(number).ok(), ..DateExpression::default() }))
    }

    fn chinese_month<'a>(&self, i: &'a str) -> Option<(&'a str, DateExpression)> {
        let (rest, from) = self.small_chinese(i, 12)?;
        let range = rest.strip_prefix(['-', '－', '—', '–', '至', '到']).and_then(|rest| self.small_chinese(rest, 12));
        if let Some((rest, to)) = range.filter(|(_, to)| from == 1 && *to > 1) {
            let rest = rest.strip_prefix("月份").or(rest.strip_prefix('月'))?;
            return Some((rest, DateExpression { first: Some((to, Calendar::Month)), ..DateExpression::default() }));
        }
        let rest = rest.trim_start_matches(' ').strip_prefix('月')?;
        let rest = rest.strip_prefix('份').unwrap_or(rest);
        let month = i8::try_from(from).ok();
        let day = self
            .small_chinese(rest, 31)
            .and_then(|(rest, day)| Some((rest.strip_prefix(['日', '号', '號'])?, i8::try_from(day).ok()?)));
        let date = DateExpression { month, ..DateExpression::default() };
        Some(day.map_or((rest, date.clone()), |(rest, day)| (rest, DateExpression { day: Some(day), ..date })))
    }

    /// 星期一, 周日.
    fn chinese_weekday<'a>(&self, i: &'a str) -> Option<(&'a str, DateExpression)> {
        let rest = i.strip_prefix("星期").or(i.strip_prefix("周"))?;
        let first = rest.chars().next()?;
        let number = match first {
            '日' | '天' => 7,
            c => i8::try_from("一二三四五六".chars().position(|day| day == c)?).ok()? + 1,
        };
        let weekday = Weekday::from_monday_one_offset(number).ok();
        let rest = &rest[first.len_utf8()..];
        (!rest.starts_with(['年', '围', '边']))
            .then_some((rest, DateExpression { weekday, ..DateExpression::default() }))
    }

    /// A whole number from one to `most`.
    fn small_chinese<'a>(&self, i: &'a str, most: i32) -> Option<(&'a str, i32)> {
        let (rest, number) = self.chinese_numeral(i.trim_start_matches(' '))?;
        let whole = number.value.fract().is_zero() && number.value > Decimal::ZERO;
        let value = i32::try_from(number.value.trunc().mantissa()).ok()?;
        (whole && value <= most).then_some((rest, value))
    }
}
