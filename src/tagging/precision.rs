//! How often a suggestion is right, by what made it and how clearly: measured on training articles held out of
//! the training (`training/measure.rs` prints the table).

use super::found::Rule;

/// How far apart, in the model's lead, the rows of the tables are.
const WIDTH: i32 = 200;

/// What only the model found, by its lead.
const ALONE: [f64; 5] = [0.64, 0.75, 0.76, 0.80, 0.86];

/// What a list, pattern or rule found too.
const BACKED: [f64; 5] = [0.66, 0.72, 0.80, 0.91, 0.98];

/// What the model did not find but the rest of the article taught.
const CARRIED: f64 = 0.6;

/// The share of what `rule` finds, decided by the model with that lead, that is right.
pub fn precision(rule: Rule, lead: Option<i32>) -> f64 {
    let Some(lead) = lead else { return CARRIED };
    let table = if rule == Rule::Model { &ALONE } else { &BACKED };
    let row = (lead.max(0) / WIDTH) as usize;
    table[row.min(table.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clearer_decision_scores_higher() {
        assert!(precision(Rule::Listed, Some(2000)) > precision(Rule::Listed, Some(10)));
        assert!(precision(Rule::Listed, Some(2000)) > precision(Rule::Model, Some(2000)));
        assert!(precision(Rule::ShortForm, None) < precision(Rule::Listed, Some(2000)));
        assert!(precision(Rule::Model, Some(i32::MIN)) > 0.0);
    }
}
