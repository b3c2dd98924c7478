//! Pages made a text: running heads and feet dropped, hyphens mended.

use std::collections::{HashMap, HashSet};

use crate::source::{Block, Document, SourceMap, plain};
use crate::span::Span;

/// How many lines at the top and at the foot of a page may repeat.
const EDGE: usize = 3;

/// Joins the pages to one document.
pub(super) fn document(pages: &[String]) -> Document {
    let pages: Vec<Vec<&str>> = pages.iter().map(|page| page.lines().map(str::trim).collect()).collect();
    let repeated = repeated(&pages);
    let kept: Vec<Vec<&str>> = pages.iter().map(|page| without_edges(page, &repeated)).collect();
    let kept = close_up(kept);
    let hyphens = Hyphens::new(&kept);
    let mut text = String::new();
    let mut starts = Vec::new();
    for page in &kept {
        starts.push(text.len());
        add(&mut text, page, &hyphens);
    }
    let blocks = blocks(&text, &starts);
    Document { map: SourceMap::drawn(&text, starts), blocks, text, ..Document::default() }
}

/// Without blank lines, where they stand between most lines and so mean nothing.
fn close_up(mut pages: Vec<Vec<&str>>) -> Vec<Vec<&str>> {
    let all: usize = pages.iter().map(Vec::len).sum();
    let blank = pages.iter().flatten().filter(|line| line.is_empty()).count();
    if blank * 5 > all * 2 {
        pages.iter_mut().for_each(|page| page.retain(|line| !line.is_empty()));
    }
    pages
}

/// A line's form, in which numbers of pages do not matter.
fn form(line: &str) -> String {
    let mut form = String::new();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && form.ends_with('#')) {
            form.push(c);
        }
    }
    form
}

/// The first and last lines of a page that are not blank.
fn edges<'a>(page: &[&'a str]) -> Vec<(usize, &'a str)> {
    let filled: Vec<(usize, &str)> =
        page.iter().enumerate().filter(|(_, l)| !l.is_empty()).map(|(i, l)| (i, *l)).collect();
    let last = filled.len().saturating_sub(EDGE);
    filled.iter().enumerate().filter(|(at, _)| *at < EDGE || *at >= last).map(|(_, line)| *line).collect()
}

/// The forms that stand at the edge of a third of the pages, and of three at least.
fn repeated(pages: &[Vec<&str>]) -> HashSet<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages {
        let forms: HashSet<String> = edges(page).iter().map(|(_, line)| form(line)).collect();
        for form in forms {
            *seen.entry(form).or_default() += 1;
        }
    }
    let enough = (pages.len() / 3).max(3);
    seen.into_iter().filter(|(form, n)| *n >= enough && form.len() < 200).map(|(form, _)| form).collect()
}

fn without_edges<'a>(page: &[&'a str], repeated: &HashSet<String>) -> Vec<&'a str> {
    let edges: HashSet<usize> = edges(page)
        .iter()
        .filter(|(_, line)| repeated.contains(&form(line)) || page_number(line))
        .map(|(i, _)| *i)
        .collect();
    page.iter().enumerate().filter(|(i, _)| !edges.contains(i)).map(|(_, line)| *line).collect()
}

/// "12", "- 12 -", "Page 3 of 26".
fn page_number(line: &str) -> bool {
    let form = form(&line.to_lowercase());
    matches!(form.trim_matches(['-', '\u{2013}', '|']), "#" | "page#" | "page#of#" | "#of#" | "#/#")
}

/// What the document itself shows of its hyphens at line ends.
struct Hyphens {
    words: HashSet<String>,
    /// So many lines end in a hyphen that the typesetter broke words.
    typeset: bool,
}

impl Hyphens {
    fn new(pages: &[Vec<&str>]) -> Self {
        let lines = || pages.iter().flatten().filter(|line| !line.is_empty());
        let words = lines().flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '-')));
        let words = words.filter(|word| !word.ends_with('-')).map(str::to_lowercase).collect();
        let broken = lines().filter(|line| line.ends_with('-')).count();
        Self { words, typeset: broken * 40 > lines().count() }
    }

    /// Whether the hyphen between two halves goes when the lines are joined.
    fn drops(&self, before: &str, after: &str) -> bool {
        let clean = |word: &str| word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '-')).to_lowercase();
        let (before, after) = (clean(before.trim_end_matches('-')), clean(after));
        let known = |word: String| self.words.contains(&word);
        match (known(format!("{before}{after}")), known(format!("{before}-{after}"))) {
            (true, false) => true,
            (false, true) => false,
            _ => self.typeset,
        }
    }
}

fn add(text: &mut String, page: &[&str], hyphens: &Hyphens) {
    for line in page {
        let before = text.rsplit(char::is_whitespace).find(|word| !word.is_empty()).unwrap_or("").to_owned();
        let broken = before.len() > 2 && before.ends_with('-') && text.ends_with("-\n");
        if broken && line.starts_with(char::is_lowercase) {
            text.pop();
            if hyphens.drops(&before, line.split(char::is_whitespace).next().unwrap_or("")) {
                text.pop();
            }
        }
        text.push_str(line);
        text.push('\n');
    }
}

/// Letters differ in width: a line is full from seven tenths of the longest on. Gaps say little in a PDF,
/// where every line may stand apart; only on one page does a gap of its own end a paragraph.
fn carries_on(text: &str, before: Span, line: Span, width: usize, same_page: bool) -> bool {
    let (words, next) = (before.of(text), line.of(text));
    let open = !words.ends_with(['.', '!', '?', ':', '"', '\u{201d}', ')']);
    let near = text.get(before.end..line.start).is_some_and(|gap| gap.matches('\n').count() < 2);
    let full = words.len() * 10 >= width * 7;
    (full && (near || open || !same_page)) || (open && next.starts_with(char::is_lowercase))
}

/// The lines as blocks, each with its page; a page's first line may carry on the page before.
fn blocks(text: &str, starts: &[usize]) -> Vec<Block> {
    let mut blocks = plain::lines(text);
    let width = blocks.iter().map(|block| block.span.len()).filter(|len| *len < 160).max().unwrap_or(0);
    let mut before: Option<(Span, usize)> = None;
    for block in &mut blocks {
        let page = starts.partition_point(|start| *start <= block.span.start);
        block.page = u32::try_from(page).ok();
        block.continues |= before.is_some_and(|(last, on)| carries_on(text, last, block.span, width, on == page));
        before = Some((block.span, page));
    }
    blocks
}
