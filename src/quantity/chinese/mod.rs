//! The second grammar: Chinese figures, dates and ordinals, in Chinese or other digits.

mod date;
mod figure;
mod neighbour;
mod numeral;
mod share;

use super::Mention;
use super::lex::Grammar;

/// Whether a text is Chinese enough for this grammar: it holds a Han character or a wide digit.
pub(super) fn is_chinese(text: &str) -> bool {
    // Han characters start with these bytes in UTF-8; without one nothing needs decoding.
    let maybe = text.bytes().any(|byte| (0xe4..=0xe9).contains(&byte) || byte == 0xef);
    maybe && text.chars().any(|c| is_han(c) || c > '\u{ff}' && digit(c).is_some())
}

pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A digit of any width.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

impl Grammar<'_> {
    /// Tries the Chinese grammar at one place; gives where to go on where it fits.
    pub(super) fn chinese<'a>(&self, i: &'a str, out: &mut Vec<Mention>) -> Option<&'a str> {
        let words = &self.units.chinese;
        if !self.may_start_chinese(i) {
            return None;
        }
        if let Some((rest, ())) = words.names.strip(i) {
            return Some(rest);
        }
        if let Some((rest, date)) = self.chinese_date(i) {
            out.push(Mention::Date(date));
            return Some(rest);
        }
        if let Some((rest, mention)) = self.chinese_ordinal(i) {
            out.push(mention);
            return Some(rest);
        }
        self.chinese_figure(i, out)
    }

    fn may_start_chinese(&self, i: &str) -> bool {
        let words = &self.units.chinese;
        let first = i.chars().next();
        let head = first.map_or("", |c| &i[..c.len_utf8()]);
        first.and_then(digit).is_some()
            || words.digits.contains_key(head)
            || words.places.contains_key(head)
            || matches!(
                first,
                Some(
                    '第' | '负'
                        | '負'
                        | '半'
                        | '前'
                        | '上'
                        | '下'
                        | '周'
                        | '星'
                        | '-'
                        | '－'
                        | '对'
                        | '對'
                        | '＞'
                        | '≥'
                        | '≤'
                        | '>'
                        | '<'
                        | '＜'
                        | '每'
                        | '百'
                        | '十'
                        | '.'
                )
            )
            || words.before.may_start(i)
            || words.unit_before.may_start(i)
            || words.multiples.may_start(i)
            || words.relative.may_start(i)
            || words.names.may_start(i)
    }

    /// "第三", "第14个".
    fn chinese_ordinal<'a>(&self, i: &'a str) -> Option<(&'a str, Mention)> {
        let rest = i.strip_prefix('第')?;
        let (rest, numeral) = self.chinese_numeral(rest)?;
        let value = u64::try_from(numeral.value.trunc().mantissa()).ok()?;
        let label = self.opens_chinese_clause(i) && rest.starts_with(['，', ',', '、', '：', ':']);
        Some((rest, Mention::Ordinal { span: self.span(i, rest), value, label }))
    }

    fn opens_chinese_clause(&self, i: &str) -> bool {
        let before = self.before(i).trim_end();
        before.is_empty() || before.ends_with(['。', '！', '？', '；', '：', '\n', '.', ';', ':'])
    }
}
