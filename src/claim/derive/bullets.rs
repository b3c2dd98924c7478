//! Lists set as bullets behind an announced count: "four conditions:" and a line for each.

use super::Story;
use super::listed::{plural, state};
use crate::claim::Claim;
use crate::span::Span;

/// "four conditions:" with a line of its own for each.
pub(super) fn derive(story: &mut Story<'_>) {
    let text = &story.transcript.text;
    let mut found = Vec::new();
    let mut lines = lines(text);
    while let Some((start, line)) = lines.next() {
        if !line.trim_end().ends_with(':') {
            continue;
        }
        let mut rest = lines.clone().skip_while(|(_, line)| line.trim().is_empty()).peekable();
        let Some(first) = rest.peek().filter(|(_, line)| begins(line)).and_then(|(_, line)| marker(line)) else {
            continue;
        };
        let mut last = Span::default();
        let mut items = 0;
        for (at, line) in rest {
            match marker(line) {
                Some(kind) if kind == first => {
                    items += 1;
                    last = Span::new(at, at + line.trim_end().len());
                }
                None if !line.trim().is_empty() && !line.starts_with([' ', '\t']) => break,
                _ => {}
            }
        }
        if items >= 2 {
            found.push((Span::new(start, start + line.len()), last, items));
        }
    }
    for (head, last, items) in found {
        let sentence = story.transcript.sentences.partition_point(|known| known.span.end <= last.start);
        let counts: Vec<&Claim> =
            story.claims.all.iter().filter(|claim| head.contains(claim.span) && plural(story, claim)).collect();
        let [announced] = counts[..] else { continue };
        let announced = announced.id;
        let sentence = sentence.min(story.transcript.sentences.len().saturating_sub(1));
        state(story, announced, sentence, last, items, items);
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// Whether a bullet may be the first: not "4." without "1." before it.
fn begins(line: &str) -> bool {
    let body = line.trim_start();
    !body.starts_with(|c: char| c.is_ascii_digit()) || body.starts_with("1.") || body.starts_with("1)")
}

/// The kind of a line's bullet and its indentation.
fn marker(line: &str) -> Option<(usize, char)> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let mut chars = body.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(first, '-' | '*' | '•' | '–' | '·' | '▪' | '●') && rest.starts_with([' ', '\t']) {
        return Some((indent, first));
    }
    let numbered = (1..=2).contains(&digits)
        && body.get(digits..).is_some_and(|rest| rest.starts_with(". ") || rest.starts_with(") "));
    numbered.then_some((indent, '1'))
}
