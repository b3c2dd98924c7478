//! Lemmas by the regular rules of English endings.

use smol_str::SmolStr;

use super::words::VerbForm;

/// What may be left of a verb when its ending is cut: "stopp" is stop, "mak" is make, "carri" is carry.
pub(super) fn stems(stem: &str, form: VerbForm) -> Vec<String> {
    let mut all = vec![stem.to_owned(), format!("{stem}e")];
    if let Some(rest) = stem.strip_suffix('i') {
        all.insert(0, format!("{rest}y"));
    }
    if form == VerbForm::Finite {
        if let Some(rest) = stem.strip_suffix("ie") {
            all.insert(0, format!("{rest}y"));
        }
        if let Some(rest) = stem.strip_suffix('e') {
            all.push(rest.to_owned());
        }
    } else {
        all.swap(0, 1);
        let mut ends = stem.chars().rev();
        if let (Some(a), Some(b)) = (ends.next(), ends.next())
            && a == b
        {
            all.insert(0, stem.chars().take(stem.chars().count() - 1).collect());
        }
    }
    all
}

/// The singular by the regular rules.
pub(super) fn singular(word: &str) -> SmolStr {
    let cut = |ending: &str, instead: &str| {
        word.strip_suffix(ending).filter(|stem| stem.len() >= 2).map(|stem| SmolStr::from(format!("{stem}{instead}")))
    };
    if word.len() < 4 || ["ss", "us", "is", "ics"].iter().any(|end| word.ends_with(end)) {
        return SmolStr::new(word);
    }
    let men = ["women", "smen", "emen", "kmen", "dmen", "rmen", "tmen", "hmen"].iter().any(|end| word.ends_with(end));
    if men && word != "yemen" {
        return SmolStr::from(format!("{}an", &word[..word.len() - 2]));
    }
    cut("ies", "y")
        .or_else(|| cut("sses", "ss"))
        .or_else(|| cut("shes", "sh"))
        .or_else(|| cut("ches", "ch"))
        .or_else(|| cut("xes", "x"))
        .or_else(|| cut("oes", "o").filter(|_| !word.ends_with("shoes") && !word.ends_with("toes")))
        .or_else(|| cut("s", ""))
        .unwrap_or_else(|| SmolStr::new(word))
}
