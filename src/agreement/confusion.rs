//! Which labels two annotators take for one another.

use super::spans::pairs;
use super::{Mark, Row, Scheme, Tally};
use crate::annotation::Label;

/// How often the first annotator said one thing and the second another.
///
/// The first row and column stand for none, the others for the labels in the order they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    /// A row for each thing that the first said, in it a number for each that the second said.
    pub cells: Vec<Vec<usize>>,
}

impl Confusion {
    /// Of one document's tokens, those that both annotators read; `values` is how many things can be said.
    pub fn of_tokens(rows: &[Row], first: usize, second: usize, values: usize) -> Confusion {
        let mut confusion = Confusion { cells: vec![vec![0; values]; values] };
        let said = |row: &Row, annotator: usize| row.get(annotator).copied().flatten();
        for row in rows {
            if let (Some(one), Some(other)) = (said(row, first), said(row, second)) {
                confusion.add_one(one, other);
            }
        }
        confusion
    }

    /// Of one document's marks, each with the one that it shares text with ([`Scheme::Partial`]), or with none. `labels`
    /// are sorted.
    pub fn of_spans(first: &[Mark], second: &[Mark], labels: &[Label]) -> Confusion {
        let values = labels.len() + 1;
        let mut confusion = Confusion { cells: vec![vec![0; values]; values] };
        let number = |mark: Option<&Mark>| {
            mark.and_then(|mark| labels.binary_search(&mark.label).ok()).map_or(0, |place| place + 1)
        };
        for (one, other) in pairs(first, second, Scheme::Partial) {
            confusion.add_one(number(one), number(other));
        }
        confusion
    }

    /// All that was counted.
    pub fn count(&self) -> usize {
        self.cells.iter().flatten().sum()
    }

    fn add_one(&mut self, first: usize, second: usize) {
        if let Some(cell) = self.cells.get_mut(first).and_then(|row| row.get_mut(second)) {
            *cell += 1;
        }
    }
}

impl Tally for Confusion {
    fn add(&mut self, other: &Confusion) {
        if self.cells.is_empty() {
            self.cells.clone_from(&other.cells);
            return;
        }
        let theirs = other.cells.iter().flatten();
        self.cells.iter_mut().flatten().zip(theirs).for_each(|(sum, one)| *sum += one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::grid;
    use crate::agreement::testing::matched;

    #[test]
    fn tokens_and_marks_are_counted_by_what_both_said() {
        let matched = matched(&["[X Ann Roe] of [Y Rome] sat", "[X Ann] Roe [Y of] [X Rome] sat"]);
        let grid = grid(&matched);
        let tokens = Confusion::of_tokens(&grid.documents[0], 0, 1, grid.values());
        assert_eq!(tokens.cells, [[1, 0, 1], [1, 1, 0], [0, 1, 0]]);
        assert_eq!(tokens.count(), 5);
        let [Some(first), Some(second)] = &matched.shared[0].readings[..] else { unreachable!() };
        let spans = Confusion::of_spans(first, second, &grid.labels);
        assert_eq!(spans.cells, [[0, 0, 1], [0, 1, 0], [0, 1, 0]]);
        let mut sum = Confusion::default();
        sum.add(&spans);
        sum.add(&spans);
        assert_eq!(sum.count(), 6);
    }
}
