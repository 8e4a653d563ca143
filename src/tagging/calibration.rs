//! How often a suggestion is right, by what it is, what made it and how clearly the model decided: measured on articles
//! held out of the training.
//!
//! `data/scores.txt` has a row for each kind and for what speaks for it: `PERSON backed`, then a score for each range of
//! the model's lead, the least clear first. `backed` is what a list, pattern or rule found too, `alone` what only the model
//! did, and `carried`, with one score, what the model did not find but the rest of the article taught.

use super::found::{Kind, Rule};

/// How wide a range of the model's lead is.
pub const WIDTH: i32 = 100;

/// How many ranges there are; the last has no end.
pub const RANGES: usize = 30;

/// What speaks for a suggestion, as the rows are named.
pub const BASES: [&str; 3] = ["backed", "alone", "carried"];

/// The scores of one kind on one basis, in hundredths of a hundredth.
type Row = [u16; RANGES];

/// The table of scores.
pub struct Calibration {
    rows: [[Row; BASES.len()]; Kind::ALL.len()],
}

impl Default for Calibration {
    /// Nothing measured: as likely as not.
    fn default() -> Calibration {
        Calibration { rows: [[[5000; RANGES]; BASES.len()]; Kind::ALL.len()] }
    }
}

impl Calibration {
    /// The table that this text holds; `None` if it can't be one.
    pub(super) fn new(table: &[u8]) -> Option<Calibration> {
        let mut calibration = Calibration::default();
        for line in std::str::from_utf8(table).ok()?.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_ascii_whitespace();
            let kind = Kind::from_name(fields.next()?)?;
            let basis = fields.next().and_then(|name| BASES.iter().position(|basis| *basis == name))?;
            let row = calibration.rows.get_mut(kind as usize)?.get_mut(basis)?;
            let mut last = None;
            for cell in row.iter_mut() {
                // A row may end early: what is clearer scores the same.
                last = match fields.next() {
                    Some(field) => Some(field.parse().ok().filter(|score| *score <= 10_000)?),
                    None => last,
                };
                *cell = last?;
            }
        }
        Some(calibration)
    }

    /// The share of what `rule` finds as `kind`, decided by the model with that lead, that is right.
    pub fn score(&self, kind: Kind, rule: Rule, lead: Option<i32>) -> f64 {
        let (basis, range) = match lead {
            None => (2, 0),
            Some(lead) => {
                (usize::from(rule == Rule::Model), ((lead.max(0) / WIDTH) as usize).min(RANGES - 1))
            }
        };
        f64::from(self.rows[kind as usize][basis][range]) / 10_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::Data;

    #[test]
    fn a_clearer_decision_scores_higher() {
        let table = &Data::embedded().scores;
        for kind in Kind::ALL {
            let score = |rule: Rule, lead: i32| table.score(kind, rule, Some(lead));
            for rule in [Rule::Listed, Rule::Model] {
                for lead in (0..4000).step_by(50) {
                    assert!(score(rule, lead) <= score(rule, lead + 50), "{kind:?} {rule:?} {lead}");
                }
                assert_eq!(score(rule, i32::MIN), score(rule, 0));
                assert_eq!(score(rule, i32::MAX), score(rule, 4000));
            }
            assert!(score(Rule::Listed, 3000) > 0.8, "{kind:?}");
        }
    }

    #[test]
    fn a_table_is_read_and_a_bad_one_refused() {
        let table = Calibration::new(b"# a note\nPERSON backed 100 9000\nLAW carried 1234\n").unwrap();
        let score = |kind, rule, lead| table.score(kind, rule, lead);
        assert_eq!(score(Kind::Person, Rule::Title, Some(99)), 0.01);
        assert_eq!(score(Kind::Person, Rule::Title, Some(2_000_000)), 0.9);
        assert_eq!(score(Kind::Person, Rule::Model, Some(100)), 0.5);
        assert_eq!(score(Kind::Law, Rule::ShortForm, None), 0.1234);
        for bad in ["PERSON backed", "PERSON x 1", "X backed 1", "PERSON backed 10001", "PERSON backed .9"] {
            assert!(Calibration::new(bad.as_bytes()).is_none(), "{bad}");
        }
    }
}
