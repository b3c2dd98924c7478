//! Bounds a report: a text that repeats one clash a hundred thousand times is told of it a few times.

use std::collections::HashMap;

/// How many of one rule are kept of one file, where nobody says otherwise.
pub const MOST: usize = 200;

/// Keeps at most so many items of each rule, the gravest first, and the order as it was. Gives how many went.
///
/// # Examples
/// ```
/// let mut clashes = vec![("sum-off", 1), ("sum-off", 3), ("sum-off", 2), ("share-off", 1)];
/// let gone = claimlint::finding::cap(&mut clashes, 2, |clash| (clash.0.to_owned(), clash.1));
/// assert_eq!(gone, 1);
/// assert_eq!(clashes, [("sum-off", 3), ("sum-off", 2), ("share-off", 1)]);
/// ```
pub fn cap<T, G: Ord>(items: &mut Vec<T>, most: usize, rule_and_gravity: impl Fn(&T) -> (String, G)) -> usize {
    let all = items.len();
    if all <= most {
        return 0;
    }
    let mut by_rule: HashMap<String, Vec<(G, usize)>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        let (rule, gravity) = rule_and_gravity(item);
        by_rule.entry(rule).or_default().push((gravity, at));
    }
    let mut kept = vec![false; all];
    for mut places in by_rule.into_values() {
        places.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        places.iter().take(most).for_each(|(_, at)| kept[*at] = true);
    }
    let mut kept = kept.into_iter();
    items.retain(|_| kept.next().unwrap_or(true));
    all - items.len()
}
