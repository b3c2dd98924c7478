//! Quotes side by side, with the words in which they differ.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::claim::ClaimId;
use crate::report::window::Window;
use crate::report::{ClaimView, FindingView, View};

/// Columns of a sentence that are shown; longer ones are cut around the figure.
const WIDTH: usize = 700;
/// Columns of the sentence before and of the one after.
const CONTEXT: usize = 200;
/// Sentences less alike than this have nothing in common to mark differences against.
const ALIKE: f64 = 0.5;

/// A claim's words in their sentence and between its neighbours.
#[derive(Debug, Clone, Serialize)]
pub struct Quote<'a> {
    anchor: String,
    claim: ClaimView<'a>,
    before: String,
    pieces: Vec<Piece>,
    after: String,
}

/// A stretch of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    text: String,
    /// Whether it is the figure itself.
    figure: bool,
    /// Whether the other quote has other words here.
    differs: bool,
}

/// The quotes of a finding; where there are two, what differs is marked.
pub fn quotes<'a>(
    view: &View<'a>,
    finding: &FindingView<'a>,
    ids: impl Iterator<Item = (String, ClaimId)>,
) -> Vec<Quote<'a>> {
    let windows: Vec<Window> =
        finding.claims.iter().map(|claim| Window::new(claim.sentence, claim.text, claim.offset, WIDTH)).collect();
    let marks = match windows.as_slice() {
        [one, other] => differences(&one.text, &other.text),
        _ => None,
    };
    let [one, other] = marks.unwrap_or_default();
    let claims = finding.claims.iter().zip(&windows).zip(ids).enumerate();
    claims
        .map(|(at, ((claim, window), (anchor, id)))| {
            let (before, after) = neighbours(view, id);
            let marks = if at == 0 { &one } else { &other };
            Quote { anchor, claim: claim.clone(), before, pieces: cut(window, marks), after }
        })
        .collect()
}

/// The byte ranges in which two sentences differ, where they are alike at all.
fn differences(one: &str, other: &str) -> Option<[Vec<(usize, usize)>; 2]> {
    if one == other {
        return None;
    }
    let diff = TextDiff::from_words(one, other);
    if alike(&diff) < ALIKE {
        return None;
    }
    let (mut left, mut right) = ((0, Vec::new()), (0, Vec::new()));
    for change in diff.iter_all_changes() {
        let length = change.value().len();
        let (in_left, in_right) = (change.tag() != ChangeTag::Insert, change.tag() != ChangeTag::Delete);
        for (side, touched) in [(&mut left, in_left), (&mut right, in_right)] {
            if touched {
                if change.tag() != ChangeTag::Equal && !change.value().trim().is_empty() {
                    side.1.push((side.0, side.0 + length));
                }
                side.0 += length;
            }
        }
    }
    Some([left.1, right.1])
}

/// Which part of their words two sentences share, from 0 to 1.
fn alike(diff: &TextDiff<'_, '_, str>) -> f64 {
    let (mut shared, mut all) = (0, 0);
    for change in diff.iter_all_changes() {
        let length = change.value().trim().len();
        let equal = change.tag() == ChangeTag::Equal;
        shared += if equal { 2 * length } else { 0 };
        all += if equal { 2 * length } else { length };
    }
    f64::from(u32::try_from(shared).unwrap_or(0)) / f64::from(u32::try_from(all).unwrap_or(1).max(1))
}

/// Cuts a line where the figure or a difference begins or ends.
fn cut(window: &Window, marks: &[(usize, usize)]) -> Vec<Piece> {
    let mut places = vec![0, window.start, window.end, window.text.len()];
    places.extend(marks.iter().flat_map(|(start, end)| [*start, *end]));
    places.sort_unstable();
    places.dedup();
    let pairs = places.iter().zip(places.iter().skip(1));
    pairs
        .map(|(start, end)| Piece {
            text: window.text.get(*start..*end).unwrap_or("").to_owned(),
            figure: window.start <= *start && *end <= window.end,
            differs: marks.iter().any(|(from, to)| from <= start && end <= to),
        })
        .collect()
}

/// The end of the sentence before and the start of the one after, in the same turn.
fn neighbours(view: &View<'_>, id: ClaimId) -> (String, String) {
    let transcript = &view.checked.transcript;
    let Some(claim) = view.checked.claims.get(id) else { return Default::default() };
    let range = transcript.turn_of(claim.sentence).map_or(0..0, |turn| turn.sentences.clone());
    let text = |at: Option<usize>| {
        let near = at.filter(|at| range.contains(at)).and_then(|at| transcript.sentences.get(at));
        near.map_or("", |sentence| transcript.slice(sentence.span))
    };
    let before = text(claim.sentence.checked_sub(1));
    let after = text(Some(claim.sentence + 1));
    (Window::new(before, "", before.len(), CONTEXT).text, Window::new(after, "", 0, CONTEXT).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(one: &str, other: &str) -> [Vec<String>; 2] {
        let marks = differences(one, other).unwrap_or_default();
        let words = |text: &str, marks: &[(usize, usize)]| marks.iter().map(|(a, b)| text[*a..*b].to_owned()).collect();
        [words(one, &marks[0]), words(other, &marks[1])]
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        let [one, other] = marked("We loaded 1,480 ships last year", "We loaded 1,408 ships last year");
        assert_eq!((one, other), (vec!["1,480".to_owned()], vec!["1,408".to_owned()]));
    }

    #[test]
    fn sentences_with_nothing_in_common_are_left_alone() {
        assert_eq!(differences("We loaded ships in the old port", "There was no wind in any of the bays"), None);
        assert_eq!(differences("same", "same"), None);
    }

    #[test]
    fn pieces_together_are_the_line() {
        let window = Window { text: "We sold 42 big boats".into(), start: 8, end: 10 };
        let pieces = cut(&window, &[(3, 10), (15, 20)]);
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, window.text);
        let figure: Vec<&Piece> = pieces.iter().filter(|piece| piece.figure).collect();
        assert_eq!((figure.len(), figure[0].text.as_str(), figure[0].differs), (1, "42", true));
    }
}
