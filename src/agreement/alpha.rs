//! Krippendorff's alpha on tokens, nominal, any number of annotators, of whom some may not have read a token.
//!
//! Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C, as the Python package krippendorff has it:
//! a token that fewer than two annotators read says nothing. All sums but the last are of whole numbers, so that the
//! annotators' order changes no bit of them.

use std::collections::BTreeMap;

use super::{Row, Tally};

/// How often values stand together in a token, over all pairs of annotators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coincidences {
    /// By how many annotators read a token: the ordered pairs of them that said the same, over such tokens.
    agreeing: BTreeMap<usize, u128>,
    /// How often each thing was said of a token that at least two read.
    said: Vec<usize>,
}

impl Coincidences {
    /// Of one document's tokens; `values` is how many things can be said.
    pub fn of(rows: &[Row], values: usize) -> Coincidences {
        let mut coincidences = Coincidences { said: vec![0; values], ..Coincidences::default() };
        for row in rows {
            let read: Vec<usize> = row.iter().copied().flatten().collect();
            if read.len() < 2 {
                continue;
            }
            let same = |value: &usize| (read.iter().filter(|other| *other == value).count() - 1) as u128;
            *coincidences.agreeing.entry(read.len()).or_default() += read.iter().map(same).sum::<u128>();
            for value in read {
                if let Some(said) = coincidences.said.get_mut(value) {
                    *said += 1;
                }
            }
        }
        coincidences
    }

    /// Alpha; `None` where no token was read by two, and where only one thing was ever said: chance could not have done worse.
    pub fn alpha(&self) -> Option<f64> {
        let all = self.said.iter().map(|&said| said as u128).sum::<u128>();
        let chance: u128 =
            self.said.iter().map(|&said| said as u128 * (said as u128).saturating_sub(1)).sum();
        let pairs = all * all.saturating_sub(1);
        if pairs <= chance {
            return None;
        }
        let same: f64 = self.agreeing.iter().map(|(read, same)| *same as f64 / (read - 1) as f64).sum();
        let observed = 1.0 - same / all as f64;
        let expected = (pairs - chance) as f64 / pairs as f64;
        Some(1.0 - observed / expected)
    }
}

impl Tally for Coincidences {
    fn add(&mut self, other: &Coincidences) {
        for (read, same) in &other.agreeing {
            *self.agreeing.entry(*read).or_default() += same;
        }
        self.said.resize(self.said.len().max(other.said.len()), 0);
        self.said.iter_mut().zip(&other.said).for_each(|(sum, one)| *sum += one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::grid;
    use crate::agreement::testing::{close, documents};
    use proptest::prelude::*;

    /// The alpha of what each annotator said, a line each: a digit for each unit, a dot for nothing.
    fn alpha(annotators: &[&str]) -> Option<f64> {
        let units = annotators.first().map_or(0, |said| said.len());
        let value = |said: &&str, unit: usize| said.chars().nth(unit).and_then(|it| it.to_digit(10));
        let row = |unit| annotators.iter().map(|said| value(said, unit).map(|it| it as usize)).collect();
        Coincidences::of(&(0..units).map(row).collect::<Vec<Row>>(), 10).alpha()
    }

    #[test]
    fn the_published_examples() {
        let near =
            |found: Option<f64>, expected: f64| found.is_some_and(|found| (found - expected).abs() < 5e-4);
        // Krippendorff (2011): B, whose coincidences are 10 of zeros, 2 of ones and 8 of both; C, four annotators with gaps.
        assert!(near(alpha(&["0100000000", "1110010100"]), 0.095));
        let four = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];
        assert!(near(alpha(&four), 0.743));
        // The Python package's first example.
        let three = alpha(&[".....34121133.3", "1.213343.......", "..21344.21133.4"]);
        assert!(three.is_some_and(|found| (found - 0.691_358).abs() < 1e-6), "{three:?}");
    }

    #[test]
    fn what_says_nothing_is_not_defined() {
        assert_eq!(alpha(&["12", "12"]), Some(1.0));
        assert_eq!(alpha(&["11", "11"]), None);
        assert_eq!(alpha(&["12", ".."]), None);
        assert_eq!(alpha(&["12"]), None);
        assert_eq!(alpha(&[]), None);
        assert_eq!(alpha(&["12.", "12."]), alpha(&["12", "12"]));
        // Half of the pairs differ; of all four values two are the same, so that 10 of 12 pairs would by chance.
        assert!(close(alpha(&["12", "13"]), Some(1.0 - 0.5 / (10.0 / 12.0))));
    }

    proptest! {
        #[test]
        fn alpha_knows_no_order_and_its_bounds(matched in documents(3)) {
            let grid = grid(&matched);
            let (rows, values) = (grid.documents.concat(), grid.values());
            let alpha = |rows: &[Row]| Coincidences::of(rows, values).alpha();
            let turned: Vec<Row> = rows.iter().map(|row| row.iter().rev().copied().collect()).collect();
            prop_assert_eq!(alpha(&rows), alpha(&turned));
            prop_assert!(alpha(&rows).is_none_or(|alpha| alpha <= 1.0));
            let same: Vec<Row> = rows.iter().map(|row| vec![row[0]; 3]).collect();
            prop_assert!(alpha(&same).is_none_or(|alpha| close(Some(alpha), Some(1.0))));
            let parts: Vec<Coincidences> = grid.documents.iter().map(|rows| Coincidences::of(rows, values)).collect();
            prop_assert_eq!(alpha(&rows), Coincidences::total(&parts).alpha());
        }
    }
}
