//! Prints, for every claim of the given files, the earlier claims it was held against, and what joined or parted them.

use std::path::Path;

use claimlint::Linter;
use claimlint::claim::Claim;
use claimlint::index::{Comparison, Index};
use claimlint::source::Source;

fn main() {
    let linter = Linter::default();
    for path in std::env::args().skip(1) {
        let Ok(source) = Source::open(Path::new(&path), None) else { continue };
        let Ok(checked) = linter.check(source) else { continue };
        let show = |claim: &Claim| {
            format!("[{}] {} <{:?}>", checked.transcript.slice(claim.span), claim.measure.key, claim.aspect)
        };
        for claim in &checked.claims.all {
            println!(
                "{} {:?} {:?} tags {:?} ctx {:?} att {:?}",
                show(claim),
                claim.period.as_ref().map(|p| &p.text),
                claim.modality,
                claim.tags,
                claim.measure.context,
                claim.attribution.as_ref().map(|a| (&a.name, a.speaker))
            );
            for (other, tie, comparison) in
                Index::explain(&checked.transcript, &checked.claims, claim.id, &linter.lexicon)
            {
                let Some(other) = checked.claims.get(other) else { continue };
                match comparison {
                    Comparison::Parted(reason) => println!("    - {} {tie:?}: {reason}", show(other)),
                    Comparison::Joined { evidence, confidence } => {
                        let parts: Vec<String> = evidence.iter().map(|e| format!("{} {}", e.name, e.weight)).collect();
                        println!("    + {} {tie:?} {confidence:.2}: {}", show(other), parts.join(", "));
                    }
                }
            }
        }
    }
}
