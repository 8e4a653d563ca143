//! Agreement on tokens beyond chance: Cohen's kappa of two annotators, Fleiss' of any number.
//!
//! Cohen (1960), "A coefficient of agreement for nominal scales": chance is each annotator's own habits, as scikit-learn's
//! `cohen_kappa_score` has it. Fleiss (1971), "Measuring nominal scale agreement among many raters": chance is what all
//! annotators say together, as statsmodels' `fleiss_kappa` has it; for two annotators that is Scott's pi and not Cohen's
//! kappa. All sums are of whole numbers, so that the annotators' order changes no bit of them.

use super::{Confusion, Row, Tally};

impl Confusion {
    /// Cohen's kappa; `None` where nothing was counted, and where both always said one and the same thing: chance could not
    /// have done worse.
    pub fn kappa(&self) -> Option<f64> {
        let total = self.count() as u128;
        let same: usize = self.cells.iter().enumerate().filter_map(|(at, row)| row.get(at)).sum();
        let by_first = self.cells.iter().map(|row| row.iter().sum::<usize>() as u128);
        let by_second = (0..self.cells.len())
            .map(|at| self.cells.iter().filter_map(|row| row.get(at)).sum::<usize>() as u128);
        // Both shares times the square of the total.
        let chance: u128 = by_first.zip(by_second).map(|(first, second)| first * second).sum();
        let (observed, all) = (total * same as u128, total * total);
        (all > chance).then(|| (observed as f64 - chance as f64) / (all - chance) as f64)
    }
}

/// What any number of annotators said of tokens that all of them read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings {
    /// How many annotators there are.
    annotators: usize,
    /// How many tokens.
    tokens: usize,
    /// Over all tokens, how many ordered pairs of annotators said the same.
    agreeing: u128,
    /// How often each thing was said.
    said: Vec<usize>,
}

impl Ratings {
    /// Of one document's tokens; `values` is how many things can be said.
    pub fn of(rows: &[Row], values: usize) -> Ratings {
        let mut ratings = Ratings { said: vec![0; values], ..Ratings::default() };
        for row in rows {
            let Some(row) = row.iter().copied().collect::<Option<Vec<usize>>>() else { continue };
            ratings.annotators = row.len();
            ratings.tokens += 1;
            for &value in &row {
                // Each pair is met from either side; nobody is paired with themselves.
                ratings.agreeing += (row.iter().filter(|&&other| other == value).count() - 1) as u128;
                if let Some(said) = ratings.said.get_mut(value) {
                    *said += 1;
                }
            }
        }
        ratings
    }

    /// Fleiss' kappa; `None` where there is no token, only one annotator, or only one thing was ever said.
    pub fn kappa(&self) -> Option<f64> {
        let all = (self.annotators * self.tokens) as u128;
        let squares: u128 = self.said.iter().map(|&said| said as u128 * said as u128).sum();
        if self.annotators < 2 || squares == all * all {
            return None;
        }
        let observed = self.agreeing as f64 / (all * (self.annotators as u128 - 1)) as f64;
        let chance = squares as f64 / (all * all) as f64;
        Some((observed - chance) / (1.0 - chance))
    }
}

impl Tally for Ratings {
    fn add(&mut self, other: &Ratings) {
        self.annotators = self.annotators.max(other.annotators);
        self.tokens += other.tokens;
        self.agreeing += other.agreeing;
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

    fn confusion(cells: &[&[usize]]) -> Confusion {
        Confusion { cells: cells.iter().map(|row| row.to_vec()).collect() }
    }

    #[test]
    fn cohen_by_hand() {
        // 35 of 50 the same; by chance (25 × 30 + 25 × 20) / 2500 = 0.5.
        assert!(close(confusion(&[&[20, 5], &[10, 15]]).kappa(), Some(0.4)));
        assert_eq!(confusion(&[&[3, 0], &[0, 4]]).kappa(), Some(1.0));
        assert_eq!(confusion(&[&[0, 2], &[2, 0]]).kappa(), Some(-1.0));
        assert_eq!(confusion(&[&[7, 0], &[0, 0]]).kappa(), None);
        assert_eq!(confusion(&[&[0, 0], &[0, 0]]).kappa(), None);
        assert_eq!(Confusion::default().kappa(), None);
    }

    /// Rows of which each says how often each thing was said of it.
    fn rows(counts: &[&[usize]]) -> Vec<Row> {
        let row = |counts: &&[usize]| {
            counts.iter().enumerate().flat_map(|(value, &count)| vec![Some(value); count]).collect()
        };
        counts.iter().map(row).collect()
    }

    #[test]
    fn fleiss_by_hand() {
        // The example that textbooks work through: 14 annotators, 10 units, 5 values, kappa 0.210 (0.20993).
        let example: &[&[usize]] = &[
            &[0, 0, 0, 0, 14],
            &[0, 2, 6, 4, 2],
            &[0, 0, 3, 5, 6],
            &[0, 3, 9, 2, 0],
            &[2, 2, 8, 1, 1],
            &[7, 7, 0, 0, 0],
            &[3, 2, 6, 3, 0],
            &[2, 5, 3, 2, 2],
            &[6, 5, 2, 1, 0],
            &[0, 2, 2, 3, 7],
        ];
        let found = Ratings::of(&rows(example), 5).kappa().unwrap();
        assert!((found - 0.209_930_704_421_955_22).abs() < 1e-12, "{found}");
        // Two annotators who said the first thing 5 times of 8: (0.25 - 0.53125) / (1 - 0.53125).
        assert!(close(Ratings::of(&rows(&[&[2, 0], &[1, 1], &[1, 1], &[1, 1]]), 2).kappa(), Some(-0.6)));
        assert_eq!(Ratings::of(&rows(&[&[3, 0], &[0, 3]]), 2).kappa(), Some(1.0));
        assert_eq!(Ratings::of(&rows(&[&[3, 0]]), 2).kappa(), None);
        assert_eq!(Ratings::of(&rows(&[&[1, 0], &[0, 1]]), 2).kappa(), None);
        assert_eq!(Ratings::of(&[vec![Some(0), None]], 2).kappa(), None);
        assert_eq!(Ratings::default().kappa(), None);
    }

    proptest! {
        #[test]
        fn kappa_knows_no_order_and_its_bounds(matched in documents(3)) {
            let grid = grid(&matched);
            let rows = grid.documents.concat();
            let values = grid.values();
            let cohen = |first, second| Confusion::of_tokens(&rows, first, second, values).kappa();
            prop_assert_eq!(cohen(0, 1), cohen(1, 0));
            prop_assert!(cohen(0, 1).is_none_or(|kappa| (-1.0..=1.0).contains(&kappa)));
            prop_assert!(cohen(2, 2).is_none_or(|kappa| kappa == 1.0));

            let turned: Vec<Row> = rows.iter().map(|row| row.iter().rev().copied().collect()).collect();
            let fleiss = Ratings::of(&rows, values).kappa();
            prop_assert_eq!(fleiss, Ratings::of(&turned, values).kappa());
            prop_assert!(fleiss.is_none_or(|kappa| (-1.0..=1.0).contains(&kappa)));
            let same: Vec<Row> = rows.iter().map(|row| vec![row[0]; 3]).collect();
            prop_assert!(Ratings::of(&same, values).kappa().is_none_or(|kappa| close(Some(kappa), Some(1.0))));

            let parts = grid.documents.iter().map(|rows| Ratings::of(rows, values)).collect::<Vec<_>>();
            prop_assert_eq!(fleiss, Ratings::total(&parts).kappa());
        }
    }
}
