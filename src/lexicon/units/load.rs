//! Units, number words and hedges from TOML to tables.

use super::super::table::{read, table};
use super::{BTreeMap, Bound, Calendar, Decimal, Deserialize, Dimension, SmolStr, UnitEntry, Units, WordEntry};

const NUMBERS: &str = table!("numbers");
const HEDGES: &str = table!("hedges");
const UNITS: &str = table!("units");
const CURRENCIES: &str = table!("currencies");
const CALENDAR: &str = table!("calendar");
const NAMES: &str = table!("names");

type Table<T> = BTreeMap<String, T>;

#[derive(Deserialize, Default)]
struct Numbers {
    digits: Table<u32>,
    teens: Table<u32>,
    tens: Table<u32>,
    scales: Table<u32>,
    #[serde(rename = "short-scales")]
    short_scales: Table<u32>,
    #[serde(rename = "attached-scales")]
    attached_scales: Table<u32>,
    groups: Table<u32>,
    denominators: Table<u64>,
    ordinals: Table<u64>,
    multiples: Table<Exact>,
}

#[derive(Deserialize, Default)]
struct Hedges {
    before: Table<Vec<String>>,
    signs: Table<Vec<String>>,
    after: Table<Vec<String>>,
    change: Words,
    company: Table<Vec<SmolStr>>,
    rates: Table<SmolStr>,
}

#[derive(Deserialize, Default)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize, Default)]
struct CalendarTable {
    months: Table<i8>,
    unsure: Table<Vec<String>>,
    weekdays: Table<i8>,
    periods: Table<Calendar>,
    relative: Table<i32>,
    phrases: Table<(i32, Calendar)>,
    prepositions: Table<Vec<String>>,
    #[serde(rename = "after-year")]
    after_year: Vec<SmolStr>,
}

#[derive(Deserialize, Default)]
struct Names {
    heads: Words,
    spoken: Words,
    streets: Words,
    known: Words,
}

#[derive(Deserialize)]
struct Unit {
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    signs: Vec<String>,
    #[serde(default = "one")]
    factor: Exact,
    #[serde(default)]
    offset: Exact,
    whole: Option<SmolStr>,
    /// Whether a currency's code is an English word too.
    #[serde(default)]
    word: bool,
}

#[derive(Deserialize, Default)]
struct Money {
    whole: Table<Unit>,
    part: Table<Unit>,
}

fn one() -> Exact {
    Exact(Decimal::ONE)
}

/// A decimal written as a string, so that no binary fraction comes between.
#[derive(Default, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Exact(Decimal);

impl TryFrom<String> for Exact {
    type Error = rust_decimal::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

pub(super) fn units() -> Units {
    let mut units = Units::default();
    numbers(&mut units, read(NUMBERS));
    hedges(&mut units, read(HEDGES));
    calendar(&mut units, read(CALENDAR));
    let names: Names = read(NAMES);
    for word in names.heads.words {
        entry(&mut units, &word).head = true;
    }
    for word in names.spoken.words {
        entry(&mut units, &word).spoken_head = true;
    }
    names.known.words.iter().for_each(|name| units.digit_names.insert(name, ()));
    for word in names.streets.words {
        entry(&mut units, &word).street = true;
    }
    measures(&mut units, read(UNITS));
    money(&mut units, read(CURRENCIES));
    triggers(&mut units);
    units.chinese = super::Chinese::built_in();
    units
}

fn entry<'a>(units: &'a mut Units, word: &str) -> &'a mut WordEntry {
    units.words.entry(SmolStr::new(word)).or_default()
}

fn numbers(units: &mut Units, table: Numbers) {
    glued(units, &table);
    for (word, value) in table.digits.into_iter().chain(table.teens).chain(table.tens) {
        entry(units, &word).small = Some(value);
    }
    for (word, power) in table.scales {
        entry(units, &word).scale = Some(power);
    }
    let short = |scales: Table<u32>| scales.into_iter().map(|(word, power)| (SmolStr::new(word), power));
    units.scale_short.extend(short(table.short_scales));
    units.scale_attached.extend(short(table.attached_scales));
    for (word, value) in table.groups {
        entry(units, &word).group = Some(value);
    }
    for (word, value) in table.denominators {
        entry(units, &word).denominator = Some(value);
    }
    for (word, value) in table.ordinals {
        entry(units, &word).ordinal = Some(value);
    }
    for (word, value) in table.multiples {
        entry(units, &word).multiple = Some(value.0);
    }
}

/// "twentyfive" and "twentyfifth", as transcripts without hyphens have them.
fn glued(units: &mut Units, table: &Numbers) {
    for (tens, ten) in &table.tens {
        for (word, one) in table.digits.iter().filter(|(_, value)| **value > 0) {
            entry(units, &format!("{tens}{word}")).small = Some(ten + one);
        }
        for (word, one) in table.ordinals.iter().filter(|(word, value)| **value < 10 && !word.ends_with("ly")) {
            entry(units, &format!("{tens}{word}")).ordinal = Some(u64::from(*ten) + one);
        }
    }
}

fn bound(name: &str) -> Bound {
    match name {
        "more-than" => Bound::MoreThan,
        "at-least" => Bound::AtLeast,
        "at-most" => Bound::AtMost,
        "less-than" => Bound::LessThan,
        "about" => Bound::About,
        _ => Bound::Exact,
    }
}

fn hedges(units: &mut Units, table: Hedges) {
    for (name, phrases) in &table.before {
        phrases.iter().for_each(|phrase| units.before.insert(phrase, bound(name)));
    }
    for (name, phrases) in &table.after {
        phrases.iter().for_each(|phrase| units.after.insert(phrase, bound(name)));
    }
    for (name, signs) in &table.signs {
        units.bound_signs.extend(signs.iter().map(|sign| (SmolStr::new(sign), bound(name))));
    }
    units.bound_signs.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
    for word in table.change.words {
        entry(units, &word).change = true;
    }
    units.rates.extend(table.rates.into_iter().map(|(word, name)| (SmolStr::new(word), name)));
    for (name, words) in table.company {
        let list = match name.as_str() {
            "between-figure-and-unit" => &mut units.between,
            "after-share" => &mut units.after_share,
            "before-one" => &mut units.before_one,
            "after-one" => &mut units.after_one,
            "not-across" => &mut units.not_across,
            "after-inch" => &mut units.after_inch,
            "warmth" => &mut units.warmth,
            "before-zero" => &mut units.before_zero,
            "ages" => &mut units.ages,
            "money-first" => &mut units.money_first,
            "after-rate" => &mut units.after_rate,
            "before-verb" => &mut units.before_verb,
            _ => &mut units.before_digits,
        };
        list.extend(words.into_iter().map(|word| (word, ())));
    }
}

fn calendar(units: &mut Units, table: CalendarTable) {
    for (word, month) in table.months {
        entry(units, &word).month = Some(month);
    }
    for (word, weekday) in table.weekdays {
        entry(units, &word).weekday = Some(weekday);
    }
    for word in table.unsure.into_values().flatten() {
        entry(units, &word).unsure = true;
    }
    for (word, period) in table.periods {
        entry(units, &word).period = Some(period);
    }
    for (word, offset) in table.relative {
        entry(units, &word).relative = Some(offset);
    }
    for (phrase, value) in table.phrases {
        units.date_phrases.insert(&phrase, value);
    }
    units.after_year.extend(table.after_year.into_iter().map(|word| (word, ())));
    for (name, words) in table.prepositions {
        for word in words {
            if name == "year" {
                entry(units, &word).before_year = true;
            } else {
                units.prepositions.insert(&word, ());
            }
        }
    }
}

fn dimension(section: &str) -> Dimension {
    match section {
        "share" => Dimension::Share,
        "points" => Dimension::Points,
        "multiple" => Dimension::Multiple,
        "length" => Dimension::Length,
        "area" => Dimension::Area,
        "volume" => Dimension::Volume,
        "mass" => Dimension::Mass,
        "time" => Dimension::Time,
        "temperature" => Dimension::Temperature,
        "speed" => Dimension::Speed,
        "energy" => Dimension::Energy,
        "power" => Dimension::Power,
        "data" => Dimension::Data,
        _ => Dimension::Other,
    }
}

fn measures(units: &mut Units, table: Table<Table<Unit>>) {
    for (section, entries) in table {
        let dimension = dimension(&section);
        for (name, unit) in entries {
            let index = add(units, &name, dimension, &unit);
            for sign in unit.signs {
                units.signs.insert(SmolStr::new(sign), index);
            }
        }
    }
}

fn add(units: &mut Units, name: &str, dimension: Dimension, unit: &Unit) -> usize {
    let index = units.entries.len();
    let name = SmolStr::new(name);
    units.by_name.insert(name.clone(), index);
    for word in &unit.words {
        units.unit_phrases.insert(word, index);
    }
    let (factor, offset, whole) = (unit.factor.0, unit.offset.0, unit.whole.clone());
    units.entries.push(UnitEntry { name, dimension, factor, offset, whole });
    index
}

fn money(units: &mut Units, table: Money) {
    for (code, unit) in table.whole {
        coin(units, &code, &unit);
        code_sign(units, &code, unit.word);
    }
    table.part.iter().for_each(|(name, part)| coin(units, name, part));
}

/// Codes match as written, and not at all where they are words: "ALL", "TOP".
fn code_sign(units: &mut Units, code: &str, word: bool) {
    let Some(index) = units.index_of(code).filter(|_| !word) else { return };
    for code in [code.to_owned(), code.to_lowercase()] {
        units.signs.insert(SmolStr::new(&code), index);
        units.money_signs.insert(&code, index);
        units.money_signs.insert(&format!("{code}$"), index);
    }
}

fn coin(units: &mut Units, name: &str, unit: &Unit) {
    let index = add(units, name, Dimension::Money, unit);
    for sign in &unit.signs {
        units.money_signs.insert(sign, index);
        units.signs.insert(SmolStr::new(sign), index);
        // "it saves us $5" is no sign.
        if sign.contains('$') && sign.len() > 1 && sign != "US $" {
            units.money_signs.insert(&sign.to_lowercase(), index);
        }
    }
}

fn triggers(units: &mut Units) {
    let mut triggers = super::Triggers::default();
    let letters = |sign: &SmolStr| SmolStr::new(sign.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or(""));
    units.money_signs.entries().map(letters).for_each(|word| triggers.add(&word, |start| &mut start.money));
    for (word, entry) in &units.words {
        if starts(entry) {
            triggers.add(word, |start| &mut start.figure);
        } else if entry.relative.is_some() {
            triggers.add(word, |start| &mut start.before);
        }
    }
    for word in ["covid", "fiscal", "fy", "point", "plus", "yesterday", "today", "tomorrow"] {
        triggers.add(word, |start| &mut start.figure);
    }
    let articles = ["a", "an", "between", "from", "minus", "negative"].map(SmolStr::new_static);
    articles.iter().chain(units.money_first.keys()).for_each(|word| triggers.add(word, |start| &mut start.before));
    let phrases = units.before.heads().chain(units.date_phrases.heads());
    phrases.for_each(|word| triggers.add(word, |start| &mut start.phrase));
    units.triggers = triggers;
}

/// Whether a word is part of a figure or date by itself.
fn starts(entry: &WordEntry) -> bool {
    let other = WordEntry {
        change: false,
        head: false,
        spoken_head: false,
        street: false,
        before_year: false,
        relative: None,
        ..*entry
    };
    other != WordEntry::default()
}

#[cfg(test)]
mod tests {
    use super::super::super::table::mistake;
    use super::*;

    #[test]
    fn the_built_in_tables_are_as_expected() {
        let mistakes = [
            mistake::<Numbers>(NUMBERS),
            mistake::<Hedges>(HEDGES),
            mistake::<CalendarTable>(CALENDAR),
            mistake::<Names>(NAMES),
            mistake::<Table<Table<Unit>>>(UNITS),
            mistake::<Money>(CURRENCIES),
        ];
        assert!(mistakes.iter().all(Option::is_none), "{mistakes:?}");
    }
}
