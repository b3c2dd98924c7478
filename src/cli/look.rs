//! Verbs to look inside: `sentences`, `mentions` and `links`.

use std::fmt::Write as _;
use std::path::Path;

use claimlint::Checked;
use claimlint::claim::Claim;
use claimlint::index::{Comparison, Index, Tie};
use claimlint::quantity::scan;
use claimlint::report::{Failure, View, inert};
use miette::{Result, miette};

use super::explain::print;
use super::options::{InputArgs, RuleArgs};
use super::session::{Home, Session};
use super::{Exit, input};

/// Options of `sentences` and `mentions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Options of `links`.
#[derive(Debug, clap::Args)]
pub struct LinkArgs {
    /// The line and column at which a figure begins
    #[arg(long, value_name = "LINE:COLUMN")]
    at: String,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Prints every sentence with its place and speaker.
///
/// # Errors
/// Where a file cannot be read.
pub fn sentences(args: &Args) -> Result<Exit> {
    each(args, |checked, _, text| {
        let transcript = &checked.transcript;
        for (at, sentence) in transcript.sentences.iter().enumerate() {
            let who = transcript.speaker_of(at).and_then(|id| transcript.speaker(id)).map_or("", |who| &who.name);
            let _ = writeln!(text, "{at}\t{}\t{}", inert::line(who), inert::line(transcript.slice(sentence.span)));
        }
    })
}

/// Prints every figure, date, ordinal and name that the grammar finds.
///
/// # Errors
/// Where a file cannot be read.
pub fn mentions(args: &Args) -> Result<Exit> {
    each(args, |checked, home, text| {
        for sentence in &checked.transcript.sentences {
            let words = checked.transcript.slice(sentence.span);
            for mention in scan(words, &home.linter.lexicon) {
                let _ = writeln!(text, "{}\t{mention:?}", inert::line(mention.span().of(words)));
            }
        }
    })
}

/// Prints the claims considered for one claim, with what joined or parted them.
///
/// # Errors
/// Where the file cannot be read or no claim stands at the place.
pub fn links(args: &LinkArgs) -> Result<Exit> {
    explain(&args.at, &args.input, &args.rules)
}

/// Prints the claims considered for the claim at `LINE:COLUMN` of one file, the nearest first: what joined them,
/// piece by piece, or what parted them.
///
/// # Errors
/// Where the file cannot be read or no claim stands at the place.
pub fn explain(at: &str, input: &InputArgs, rules: &RuleArgs) -> Result<Exit> {
    let [path] = input.paths.as_slice() else { return Err(miette!("name one file")) };
    let mut session = Session::new(rules, input.date);
    let home = session.home_of(path)?;
    let home = &session.homes[home];
    let checked = checked(home, path, input).map_err(|failure| miette!("{}", inert::line(&failure.message)))?;
    let view = View::new(&checked);
    let place = |claim: &Claim| {
        let shown = view.claim(claim, None);
        format!("{}:{}", shown.line, shown.column)
    };
    let stated = || checked.claims.stated();
    let claim = stated().find(|claim| place(claim) == at).ok_or_else(|| no_claim(at, stated().map(place)))?;
    let mut text = format!("{}\n", described(&checked, claim, &place(claim)));
    for (id, tie, comparison) in Index::explain(&checked.transcript, &checked.claims, claim.id, &home.linter.lexicon) {
        if let Some(other) = checked.claims.get(id) {
            let _ =
                writeln!(text, "  {}\n    {}", described(&checked, other, &place(other)), verdict(tie, &comparison));
        }
    }
    print(&text)
}

/// That no claim begins at a place, and which ones begin on its line.
fn no_claim(at: &str, places: impl Iterator<Item = String>) -> miette::Report {
    let line = at.split(':').next().unwrap_or(at);
    let near: Vec<String> = places.filter(|place| place.split(':').next() == Some(line)).collect();
    if near.is_empty() {
        return miette!("no claim begins at {at}, nor on its line");
    }
    miette!("no claim begins at {at}; on its line claims begin at {}", near.join(", "))
}

fn described(checked: &Checked, claim: &Claim, place: &str) -> String {
    let figure = inert::line(checked.transcript.slice(claim.span)).to_string();
    format!("{place} {figure} [{}]", claim.measure.key)
}

fn verdict(tie: Tie, comparison: &Comparison) -> String {
    let how = if tie == Tie::Cites { "cited, " } else { "" };
    match comparison {
        Comparison::Parted(reason) => format!("{how}parted: {}", reason.replace('-', " ")),
        Comparison::Joined { evidence, confidence } => {
            let parts: Vec<String> =
                evidence.iter().map(|piece| format!("{} {:+.2}", piece.name.replace('-', " "), piece.weight)).collect();
            format!("{how}joined with {confidence:.2}: {}", parts.join(", "))
        }
    }
}

fn each(args: &Args, show: impl Fn(&Checked, &Home, &mut String)) -> Result<Exit> {
    let mut session = Session::new(&args.rules, args.input.date);
    let mut exit = Exit::Clean;
    for found in input::collect(&args.input) {
        let home = found.as_ref().map_or(Ok(0), |found| session.home_of(&found.path))?;
        let done = found.and_then(|found| checked(&session.homes[home], &found.path, &args.input));
        match done {
            Ok(checked) => {
                let mut text = String::new();
                show(&checked, &session.homes[home], &mut text);
                print(&text)?;
            }
            Err(failure) => {
                eprintln!("claimlint: {}", inert::line(&failure.message));
                exit = Exit::Failed;
            }
        }
    }
    Ok(exit)
}

fn checked(home: &Home, path: &Path, args: &InputArgs) -> Result<Checked, Failure> {
    let source = input::open(path, args)?;
    home.linter.check_with(source, &home.known(path)).map_err(|error| input::of(&error))
}
