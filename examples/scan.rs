//! Prints the mentions of each line of standard input (JSON strings) as a line of JSON.

use std::io::{BufRead, Write};

use claimlint::lexicon::Lexicon;
use claimlint::quantity::{self, Mention};
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let lexicon = Lexicon::built_in();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let mentions: Vec<Value> = quantity::scan(&text, &lexicon).iter().map(view).collect();
        writeln!(out, "{}", Value::from(mentions))?;
    }
    Ok(())
}

fn view(mention: &Mention) -> Value {
    let span = mention.span();
    let mut view = match mention {
        Mention::Quantity(quantity) => {
            let interval = quantity.interval();
            let end = |end: Option<rust_decimal::Decimal>| end.map(|end| end.normalize().to_string());
            json!({
                "kind": "quantity", "value": quantity.value.normalize().to_string(), "bound": quantity.bound,
                "low": end(interval.low), "high": end(interval.high), "unit": quantity.unit.to_string(),
                "slack": quantity.slack.normalize().to_string(), "form": format!("{:?}", quantity.form),
                "range": quantity.range.map(|(low, high)| [low.normalize().to_string(), high.normalize().to_string()]),
            })
        }
        Mention::Ordinal { value, label, .. } => {
            json!({ "kind": "ordinal", "value": value.to_string(), "label": label })
        }
        Mention::Date(date) => json!({ "kind": "date", "date": format!("{date:?}") }),
        Mention::Name(_) => json!({ "kind": "name" }),
    };
    view["start"] = span.start.into();
    view["end"] = span.end.into();
    view
}
