//! What the head of a document says of the whole: its date.

use jiff::civil::Date;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first full date in the first lines of a text.
pub(super) fn date(text: &str) -> Option<Date> {
    text.lines().take(40).find_map(|line| {
        let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        words.windows(3).find_map(|w| match w {
            [month, day, year] => civil(month, day, year).or_else(|| civil(day, month, year)),
            _ => None,
        })
    })
}

fn civil(month: &str, day: &str, year: &str) -> Option<Date> {
    let short = month.get(..3)?.to_lowercase();
    let month = MONTHS.iter().position(|name| *name == short)? + 1;
    Date::new(year.parse().ok()?, i8::try_from(month).ok()?, day.parse().ok()?).ok()
}
