//! What speaks for a share to be of a part and a whole.

use super::super::Story;
use super::super::line::Line;
use super::super::sum::noun;
use super::Portion;
use crate::claim::{Claim, Claims, LinkKind};
use crate::quantity::{Dimension, Form};

/// The longest words, in bytes, before a share that concludes.
const OPENING: usize = 36;
/// How many claims behind a figure its share may stand.
const LOOKED_AT: usize = 6;
/// The most words of a sentence that only tells a share.
const FRAGMENT: usize = 6;
/// The most words between a part and the whole that it is taken of: "208 out of some 320".
const OF: usize = 4;

/// The sum of what speaks for a portion and against it; nothing where no grammar ties part and whole, or nothing says
/// that the share is drawn from them.
pub(super) fn score(story: &Story<'_>, claims: &Claims, portion: &Portion) -> Option<i32> {
    let (share, part, whole) = (&claims.all[portion.share], &claims.all[portion.part], &claims.all[portion.whole]);
    let line = story.line(share)?;
    let behind = part.span.start > share.span.end;
    let tied = if behind { told_of(story, share, whole) } else { tied(story, claims, portion) };
    let drawn = if behind { concluded(story, share, part) } else { drawn(story, line, share, part, whole) };
    if tied == 0 || drawn == 0 {
        return None;
    }
    let last = part.sentence.max(whole.sentence);
    let near = share.sentence.saturating_sub(last) <= 1;
    let together = part.sentence.abs_diff(whole.sentence) <= 2;
    let far = share.sentence.saturating_sub(last).saturating_sub(2);
    Some(tied + drawn + i32::from(near) + i32::from(together) - i32::try_from(far).unwrap_or(0))
}

/// How surely one figure is a part of another, by the words beside them.
fn tied(story: &Story<'_>, claims: &Claims, portion: &Portion) -> i32 {
    let (part, whole) = (portion.part, portion.whole);
    let (one, two) = (&claims.all[part], &claims.all[whole]);
    let (Some(line), Some(there)) = (story.line(one), story.line(two)) else { return 0 };
    let of_them = story.lexicon.cues.hold(&head(line.after(one.span.end), 14), "of-them");
    let linked = one.links.contains(&(LinkKind::PartOf, two.id));
    let nearest = !claims.all[whole + 1..part.max(whole + 1)].iter().any(|other| {
        other.quantity.unit == two.quantity.unit && other.quantity.value > one.quantity.value && !other.derived
    });
    let out_of = one.sentence == two.sentence && part < whole && {
        let gap = line.between(one.span.end, two.span.start);
        (gap.contains(" of ") || gap.contains(" out of ")) && gap.split_whitespace().count() <= OF && !gap.contains(',')
    };
    let opened = one.sentence == two.sentence && whole < part && {
        let open = line.before(two.span.start).trim_start();
        ["of the", "of our", "of these", "of those", "of", "out of", "out of the", "from the"]
            .iter()
            .any(|of| open.trim_end() == *of || open.trim_end().ends_with(&format!(", {of}")))
    };
    let bare = noun(story, line, one).is_none();
    let asked = there.question && one.sentence > two.sentence && one.sentence <= two.sentence + 2 && bare;
    if linked || out_of || opened || of_them && whole < part && nearest || asked && nearest {
        return 4;
    }
    // "We made 510 million on revenue of 3.4 billion, so 15 percent of revenue ..."
    let share = &claims.all[portion.share];
    let after = story.line(share).map_or("", |line| line.after(share.span.end));
    let of_head = after.strip_prefix(" of ").and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
    let head = of_head.is_some_and(|word| word == two.measure.head && !word.is_empty());
    if head && one.sentence == two.sentence && part.abs_diff(whole) == 1 {
        return 3;
    }
    let same = noun(story, line, one).is_some_and(|noun| noun == two.measure.head);
    let counts = one.quantity.unit.dimension == Dimension::Count && one.period.is_none();
    // What is a part itself is the whole of nothing that only follows.
    let itself =
        claims.all.iter().skip(whole).take(LOOKED_AT).any(|other| other.links.contains(&(LinkKind::ShareFrom, two.id)));
    let follows = counts && !itself && whole < part && nearest && (bare || same) && one.sentence <= two.sentence + 2;
    2 * i32::from(follows)
}

/// "Of the 90 cyclists, six in ten were hit. That's 54.": whether a share is told of a whole, before its part is.
fn told_of(story: &Story<'_>, share: &Claim, whole: &Claim) -> i32 {
    let Some(line) = story.line(share).filter(|_| share.sentence == whole.sentence) else { return 0 };
    let opens = line.before(whole.span.start).trim();
    let opened =
        whole.span.end <= share.span.start && ["of the", "of our", "of", "out of", "of these"].contains(&opens);
    let behind = whole.span.start >= share.span.end && {
        let gap = line.between(share.span.end, whole.span.start);
        gap.starts_with(" of ") && gap.split_whitespace().count() <= OF
    };
    4 * i32::from(opened || behind)
}

/// Whether a part behind a share is told as what the share makes: "that's 54 people".
fn concluded(story: &Story<'_>, share: &Claim, part: &Claim) -> i32 {
    let Some(line) = story.line(part) else { return 0 };
    let words = if part.sentence == share.sentence {
        line.between(share.span.end, part.span.start).rsplit([',', '(', '–', '—']).next().unwrap_or("")
    } else {
        line.before(part.span.start).trim_start_matches(['"', '“', ' '])
    };
    let next = part.sentence <= share.sentence + 1 && words.len() <= OPENING;
    4 * i32::from(next && story.lexicon.cues.hold(words, "concludes"))
}

/// How surely a share is drawn from figures told before.
fn drawn(story: &Story<'_>, line: &Line<'_>, share: &Claim, part: &Claim, whole: &Claim) -> i32 {
    let before = line.before(share.span.start);
    let after = line.after(share.span.end);
    let stem = before.trim_start_matches(['"', '“', ' ']);
    let opens = stem.len() <= OPENING && !stem.contains(':');
    let concludes = opens && !stem.is_empty() && story.lexicon.cues.hold(stem, "concludes");
    let fragment = line.text().split_whitespace().count() <= FRAGMENT + usize::from(share.quantity.form == Form::Ratio);
    let again = line.has("other-words");
    let judged = stem.is_empty() && story.lexicon.story.hold(&head(after, 24), "share-judged");
    let beside = share.sentence == part.sentence && share.span.start >= part.span.end && {
        let gap = line.between(part.span.end, share.span.start);
        let open = gap.rsplit([',', '(', '–', '—']).next().unwrap_or("");
        open.len() < gap.len()
            && open.split_whitespace().count() <= 3
            && !line.between(part.span.end, share.span.start).contains(';')
    };
    // Of those just told, where the sentence goes on; else of the part.
    let of_those = beside && story.lexicon.story.hold(&head(after, 20), "of-those");
    let of = after.strip_prefix(" of ").map(|rest| named(story, rest, share, whole));
    // "40 percent of the budget", behind teachers and schools.
    if of == Some(false) && !of_those {
        return 0;
    }
    let called = line.near("share-named", share, 2);
    let one_in = share.quantity.form == Form::Ratio;
    let shared = share.sentence > part.sentence && story.shared(share.sentence, part.sentence) > 0;
    let other = other_verb(story, line, share, part);
    if other && !(concludes || again || judged) {
        return i32::from(one_in && shared) * 2 + i32::from(called && shared) * 2;
    }
    let set_off = beside
        && (before.trim_end().ends_with([',', '(']) && after.starts_with([',', ')', '.', ';']) || after.is_empty());
    let strong =
        set_off || concludes || fragment && opens || again && opens || judged || of_those || of == Some(true) && beside;
    3 * i32::from(strong || beside && (one_in || called))
        + i32::from(called || of == Some(true)) * 2
        + 2 * i32::from(one_in && shared && !strong)
        + i32::from(stem.is_empty())
}

/// Whether the words behind "of" name the whole.
fn named(story: &Story<'_>, rest: &str, share: &Claim, whole: &Claim) -> bool {
    let words = &story.lexicon.words;
    let mut nouns = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(4);
    nouns.any(|word| {
        let noun = words.canonical(&words.analyze(word).noun);
        let told = whole.measure.lemmas().any(|lemma| lemma == noun)
            || whole.sentence != share.sentence
                && story.line(whole).is_some_and(|line| line.stems(story.lexicon).contains(&noun));
        told && words.closed(word).is_none() || matches!(word, "them" | "total")
    })
}

/// "Forty percent are women": whether a share tells something else of the whole than the part does.
fn other_verb(story: &Story<'_>, line: &Line<'_>, share: &Claim, part: &Claim) -> bool {
    let next = line.after(share.span.end).split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let verb = next.is_some_and(|word| {
        matches!(
            word,
            "are"
                | "were"
                | "have"
                | "had"
                | "said"
                | "say"
                | "want"
                | "live"
                | "come"
                | "came"
                | "work"
                | "is"
                | "was"
        )
    });
    verb && story.shared(share.sentence, part.sentence) == 0
}

/// The first bytes of some words, at a whole character.
fn head(words: &str, bytes: usize) -> String {
    words.chars().take(bytes).collect()
}
