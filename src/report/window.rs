//! As much of a sentence around its figure as fits on one line.

use std::iter::once;

use super::inert;

/// A line cut from a sentence, safe to print, with the figure's bytes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The line.
    pub text: String,
    /// The figure's first byte in it.
    pub start: usize,
    /// One past the figure's last byte in it.
    pub end: usize,
}

impl Window {
    /// Cuts `sentence` around `figure` to about `width` columns.
    ///
    /// Looks at no more of the sentence than it shows, whatever its length.
    #[must_use]
    pub fn new(sentence: &str, figure: &str, at: usize, width: usize) -> Self {
        let figure = clip(figure, width);
        let (before, after) = (sentence.get(..at).unwrap_or(""), rest(sentence, at, &figure));
        let room = width.saturating_sub(columns(&figure.text));
        let wanted = reach(after.chars(), room);
        let left = tail(before, room - wanted.min(room * 2 / 5));
        let right = head(after, room - columns(&left));
        let (left, figure, right) = (inert::line(&left), inert::line(&figure.text), inert::line(&right));
        let start = left.len();
        let end = start + figure.len();
        Self { text: format!("{left}{figure}{right}"), start, end }
    }
}

struct Clipped {
    text: String,
    whole: usize,
}

/// The figure itself, its middle cut out where it is longer than a line.
fn clip(figure: &str, width: usize) -> Clipped {
    let long = reach(figure.chars(), width + 1) > width;
    let text = if long {
        format!("{}{}", head(figure, width / 2), tail(figure, width / 2).trim_start_matches('…'))
    } else {
        figure.to_owned()
    };
    Clipped { text, whole: figure.len() }
}

fn rest<'a>(sentence: &'a str, at: usize, figure: &Clipped) -> &'a str {
    sentence.get(at + figure.whole..).unwrap_or("")
}

/// Columns that the characters take, counted no further than `most`.
fn reach(characters: impl Iterator<Item = char>, most: usize) -> usize {
    let mut sum = 0;
    for c in characters {
        sum += wide(c);
        if sum >= most {
            return most;
        }
    }
    sum
}

fn columns(text: &str) -> usize {
    text.chars().map(wide).sum()
}

/// East Asian characters take two columns; everything else is taken for one.
fn wide(c: char) -> usize {
    if matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x1f300..=0x1faff)
    {
        2
    } else {
        1
    }
}

/// The start of a text, up to `room` columns, cut at a space where there is one.
fn head(text: &str, room: usize) -> String {
    let end = fit(text.char_indices().map(|(at, c)| (at + c.len_utf8(), c)), room);
    match end {
        None => text.to_owned(),
        Some(end) => {
            let cut = text.get(..end).unwrap_or("");
            let cut = cut.rfind(' ').map_or(cut, |space| &cut[..space]);
            cut.chars().chain(once('…')).collect()
        }
    }
}

/// The end of a text, up to `room` columns, cut at a space where there is one.
fn tail(text: &str, room: usize) -> String {
    let start = fit(text.char_indices().rev(), room);
    match start {
        None => text.to_owned(),
        Some(start) => {
            let cut = text.get(start..).unwrap_or("");
            let cut = cut.find(' ').map_or(cut, |space| &cut[space + 1..]);
            once('…').chain(cut.chars()).collect()
        }
    }
}

/// The last place that still fits, one column kept for the ellipsis; nothing where all fits.
fn fit(places: impl Iterator<Item = (usize, char)>, room: usize) -> Option<usize> {
    let mut used = 0;
    let mut last = None;
    for (at, c) in places {
        used += wide(c);
        if used < room {
            last = Some(at);
        }
        if used > room {
            return last.or(Some(0)).filter(|_| room > 1).or(Some(at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(sentence: &str, figure: &str, width: usize) -> Window {
        Window::new(sentence, figure, sentence.find(figure).unwrap_or(0), width)
    }

    #[test]
    fn a_short_sentence_stays_whole() {
        let window = cut("We sold 42 boats.", "42", 40);
        assert_eq!(window, Window { text: "We sold 42 boats.".into(), start: 8, end: 10 });
    }

    #[test]
    fn a_long_sentence_is_cut_at_words_on_both_sides() {
        let window = cut("In the old harbour by the long river we sold 42 boats and a great many oars too", "42", 40);
        assert_eq!(&window.text[window.start..window.end], "42");
        assert!(window.text.starts_with('…') && window.text.ends_with('…'), "{}", window.text);
        assert!(window.text.chars().count() <= 40, "{}", window.text);
    }

    #[test]
    fn a_figure_longer_than_the_line_and_a_line_without_spaces_still_cut() {
        let long = "9".repeat(10_000_000);
        assert!(cut(&long, &long, 60).text.chars().count() <= 61);
        let window = cut(&format!("{}42{}", "x".repeat(5_000_000), "y".repeat(5_000_000)), "42", 60);
        assert_eq!(&window.text[window.start..window.end], "42");
        assert!(window.text.chars().count() <= 60, "{}", window.text.len());
    }

    #[test]
    fn control_characters_before_the_figure_do_not_move_it() {
        let window = cut("a\u{1b}[31m\u{9b} 42 b", "42", 40);
        assert_eq!(&window.text[window.start..window.end], "42");
        assert!(!window.text.contains('\u{1b}'));
    }
}
