//! Front matter: the `key: value` lines at the head of a Markdown file.

use jiff::civil::Date;

/// What front matter says of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// The day.
    pub(super) date: Option<Date>,
    /// The title.
    pub(super) title: Option<String>,
    /// Those who take part.
    pub(super) speakers: Vec<String>,
}

/// Keys that hold the day, the surest first.
const DATES: [&str; 7] = ["date", "event_date", "eventdate", "recorded", "publish_date", "published", "published_at"];

/// Reads the lines of front matter.
pub(super) fn read(text: &str) -> Front {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut speakers = Vec::new();
    for line in text.lines() {
        let item = line.trim_start().strip_prefix("- ").map(unquoted);
        match (item, line.split_once(':').filter(|_| !line.starts_with([' ', '-']))) {
            (Some(name), _) if fields.last().is_some_and(|(key, _)| key == "speakers") => speakers.push(name),
            (None, Some((key, value))) => fields.push((key.trim().to_lowercase(), unquoted(value))),
            _ => {}
        }
    }
    let get = |key: &str| fields.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    Front {
        date: DATES.iter().find_map(|key| day(get(key)?)),
        title: get("title").map(str::to_owned).filter(|title| !title.is_empty()),
        speakers,
    }
}

fn unquoted(value: &str) -> String {
    value.trim().trim_matches(['\'', '"']).trim().to_owned()
}

/// A day written `2021-10-27`, with or without a time behind it.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10)?;
    let ends = text.get(10..).is_none_or(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    day.replace('/', "-").parse().ok().filter(|_| ends)
}
