//! What the head of a document says of the whole: its date.

use jiff::civil::Date;

use crate::lexicon::Speech;

/// The first full date on a line of the head that is no running prose.
///
/// `text` is what stands before the first speaker's words; only `most` lines that are not blank are looked at.
pub(super) fn date(text: &str, most: usize) -> Option<Date> {
    let speech = Speech::built_in();
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(most);
    let marked = lines().filter(|line| line.to_lowercase().starts_with("date")).find_map(|line| in_line(line, speech));
    let stated = |line: &&str| !prose(line) && !line.contains("://");
    marked.or_else(|| lines().filter(stated).find_map(|line| in_line(line, speech)))
}

/// The date in a file's name: "2021-10-27-opening.txt", "call_20211027.txt".
pub(super) fn in_name(name: &str) -> Option<Date> {
    let numbers: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let whole = numbers.iter().filter(|part| part.len() == 8).find_map(|part| compact(part));
    whole.or_else(|| numbers.windows(3).find_map(ymd))
}

fn compact(digits: &str) -> Option<Date> {
    ymd(&[digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?])
}

fn ymd(parts: &[&str]) -> Option<Date> {
    match parts {
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => {
            date_of(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
        }
        _ => None,
    }
}

fn date_of(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|_| (1700..2200).contains(&year))
}

/// A long line, or a sentence.
fn prose(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words > 30 || line.len() > 240 || (words > 12 && line.ends_with('.')) || line.ends_with('\u{3002}')
}

/// The first date of a line that nothing says to be another day's.
fn in_line(line: &str, speech: &Speech) -> Option<Date> {
    let lower = line.to_lowercase();
    if speech.other_dates.iter().any(|other| has_phrase(&lower, other)) {
        return None;
    }
    let tokens = tokens(line);
    (0..tokens.len()).find_map(|at| at_tokens(tokens.get(at..)?, speech))
}

fn has_phrase(line: &str, phrase: &str) -> bool {
    line.match_indices(phrase).any(|(at, _)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(line.get(..at).and_then(|s| s.chars().next_back()))
            && edge(line.get(at + phrase.len()..).and_then(|s| s.chars().next()))
    })
}

/// Runs of digits and runs of letters with what stands before them; a capital inside a word begins another.
fn tokens(line: &str) -> Vec<(&str, &str)> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(char::is_alphanumeric) {
        let (gap, from) = rest.split_at(at);
        let digits = from.starts_with(|c: char| c.is_ascii_digit());
        let mut last = 'A';
        let end = from.find(|c: char| {
            let breaks =
                !c.is_alphanumeric() || c.is_ascii_digit() != digits || (c.is_uppercase() && last.is_lowercase());
            last = c;
            breaks
        });
        let (token, after) = from.split_at(end.unwrap_or(from.len()));
        tokens.push((gap, token));
        rest = after;
    }
    tokens
}

fn at_tokens(tokens: &[(&str, &str)], speech: &Speech) -> Option<Date> {
    numeric(tokens).or_else(|| day_first(tokens, speech)).or_else(|| month_first(tokens, speech))
}

/// "2021-10-27", "2021/10/27", "2021年10月27日", "27.10.2021", "(20211027)".
fn numeric(tokens: &[(&str, &str)]) -> Option<Date> {
    let [(_, a), (gap, b), (gap2, c), ..] = tokens else {
        return tokens
            .first()
            .filter(|(gap, t)| gap.ends_with(['(', '[']) && t.len() == 8)
            .and_then(|(_, t)| compact(t));
    };
    let tight = |gap: &str| matches!(gap, "-" | "/" | ".");
    if tight(gap) && tight(gap2) && gap == gap2 {
        return ymd(&[a, b, c]).or_else(|| day_month_year(a, b, c));
    }
    if let [_, (_, year), (_, m), (_, month), (_, d), ..] = tokens
        && a.len() == 4
        && (*year, *month) == ("\u{5e74}", "\u{6708}")
    {
        return ymd(&[a, m, d]);
    }
    None
}

/// Day and month in figures: only where the day cannot be a month.
fn day_month_year(a: &str, b: &str, year: &str) -> Option<Date> {
    let (first, second): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    match (first > 12, second > 12) {
        (true, false) => date_of(year, second, first),
        (false, true) => date_of(year, first, second),
        (false, false) if first == second => date_of(year, first, second),
        _ => None,
    }
}

/// "27 October 2021", "27th of October, 2021", "3 de marzo del 2021".
fn day_first(tokens: &[(&str, &str)], speech: &Speech) -> Option<Date> {
    let day = tokens.first()?.1.parse().ok()?;
    let rest = skip(tokens.get(1..)?, &["st", "nd", "rd", "th", "of", "de"]);
    let month = *speech.months.get(&rest.first()?.1.to_lowercase())?;
    let year = skip(rest.get(1..)?, &["de", "del", "of"]).first()?.1;
    date_of(year.parse().ok().filter(|_| year.len() == 4)?, month, day)
}

/// "October 27, 2021", "Feb. 28th, 2022".
fn month_first(tokens: &[(&str, &str)], speech: &Speech) -> Option<Date> {
    let month = *speech.months.get(&tokens.first()?.1.to_lowercase())?;
    let rest = skip(tokens.get(1..)?, &["the"]);
    let day = rest.first()?.1.parse().ok()?;
    let year = skip(rest.get(1..)?, &["st", "nd", "rd", "th", "of"]).first()?;
    let year = year.1.parse().ok().filter(|_| year.1.len() == 4 && !year.0.contains(':'))?;
    date_of(year, month, day)
}

fn skip<'a, 'b>(tokens: &'a [(&'b str, &'b str)], words: &[&str]) -> &'a [(&'b str, &'b str)] {
    match tokens.first() {
        Some((_, token)) if words.contains(&token.to_lowercase().as_str()) => {
            skip(tokens.get(1..).unwrap_or(&[]), words)
        }
        _ => tokens,
    }
}
