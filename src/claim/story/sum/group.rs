//! Runs of figures behind or before a whole that may be its parts: they begin and end with a sentence, or beside the
//! whole.

use super::super::Story;
use super::addend;
use crate::claim::Claims;

/// How many lines behind a whole its parts may stand.
const FORTH: usize = 7;
/// How many lines before a total its parts may stand.
const BACK: usize = 6;
/// The most figures that are looked at from one whole.
const LOOKED_AT: usize = 24;
/// The most parts of a whole.
const MOST: usize = 12;
/// How many lines may lie between two parts.
const APART: usize = 3;
/// At how many lines a run may begin.
const STARTS: usize = 3;

/// A whole with figures that may be its parts, in text order.
pub(super) struct Group {
    pub(super) whole: usize,
    pub(super) parts: Vec<usize>,
    /// Whether the parts stand behind the whole.
    pub(super) ahead: bool,
}

/// Every run behind a whole.
pub(super) fn ahead(story: &Story<'_>, claims: &Claims, whole: usize) -> Vec<Group> {
    let sentence = claims.all[whole].sentence;
    let near = (whole + 1..claims.all.len())
        .take(LOOKED_AT)
        .take_while(|at| claims.all[*at].sentence <= sentence + FORTH && !larger(story, claims, whole, *at));
    let run: Vec<usize> =
        near.filter(|at| addend::may_be_part(story, claims, whole, *at) && !nested(story, claims, *at)).collect();
    let mut found = Vec::new();
    for start in starts(claims, &run).into_iter().take(STARTS) {
        for end in start + 2..=run.len().min(start + MOST) {
            if claims.all[run[end - 1]].sentence > claims.all[run[end - 2]].sentence + APART {
                break;
            }
            if ends(claims, &run, end) {
                found.push(Group { whole, parts: run[start..end].to_vec(), ahead: true });
            }
        }
    }
    found
}

/// Every run before a whole that ends beside it or in the line before.
pub(super) fn behind(story: &Story<'_>, claims: &Claims, whole: usize) -> Vec<Group> {
    let sentence = claims.all[whole].sentence;
    let near = (0..whole)
        .rev()
        .take(LOOKED_AT)
        .take_while(|at| claims.all[*at].sentence + BACK >= sentence && !larger(story, claims, whole, *at));
    let mut run: Vec<usize> =
        near.filter(|at| addend::may_be_part(story, claims, whole, *at) && !nested(story, claims, *at)).collect();
    run.reverse();
    let from = run.len().saturating_sub(MOST);
    let starts: Vec<usize> = starts(claims, &run).into_iter().filter(|start| *start >= from).collect();
    let runs = starts.into_iter().rev().filter(|start| start + 2 <= run.len()).take(STARTS);
    let close = |from: usize| {
        let pairs = run[from..].windows(2);
        pairs.into_iter().all(|pair| claims.all[pair[1]].sentence <= claims.all[pair[0]].sentence + APART)
    };
    runs.filter(|start| close(*start))
        .map(|start| Group { whole, parts: run[start..].to_vec(), ahead: false })
        .collect()
}

/// Where the first figure of a line stands in a run.
fn starts(claims: &Claims, run: &[usize]) -> Vec<usize> {
    let first = |at: &usize| *at == 0 || claims.all[run[*at]].sentence != claims.all[run[at - 1]].sentence;
    (0..run.len()).filter(first).collect()
}

/// Whether the last figure of a line stands right before a place of a run.
fn ends(claims: &Claims, run: &[usize], end: usize) -> bool {
    end == run.len() || claims.all[run[end]].sentence != claims.all[run[end - 1]].sentence
}

/// Whether a figure of the whole's kind is larger than it: what follows is told of that.
fn larger(story: &Story<'_>, claims: &Claims, whole: usize, at: usize) -> bool {
    claims.all[at].quantity.value > claims.all[whole].quantity.value
        && addend::may_be_part(story, claims, whole, at)
        && addend::value(story, claims, whole, at) > claims.all[whole].quantity.value
}

/// Whether a figure is told as a part of the one before it in its line: "90 in Arl, 40 of them new".
fn nested(story: &Story<'_>, claims: &Claims, at: usize) -> bool {
    let claim = &claims.all[at];
    let Some(line) = story.line(claim).filter(|line| line.claims.start < at) else { return false };
    let gap = line.between(claims.all[at - 1].span.end, claim.span.start);
    let first = &claims.all[line.claims.start];
    let opens = line.before(first.span.start).trim();
    // "Of the seven who failed, four are boys."
    let of_first = ["of the", "of those", "of these", "of our", "of them", "of"].contains(&opens);
    // "96 of them are old, 72 are new": only what stands right before a figure takes it from the one before.
    let pieces: Vec<&str> = gap.split([',', ';', '(']).flat_map(|piece| piece.split(" and ")).collect();
    let told = pieces.iter().rposition(|piece| !piece.trim().is_empty());
    let own = told.filter(|at| *at > 0 || pieces.len() == 1).map_or("", |at| pieces[at]);
    of_first || story.lexicon.story.hold(own, "of-the-last")
}
