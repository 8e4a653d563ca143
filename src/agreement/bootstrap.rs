//! How far a figure may be off because the documents are a sample: bootstrap intervals.
//!
//! Documents are drawn with replacement, as many as there are, and the figure is worked out anew each time; the interval
//! holds the middle 95% of what came out (the percentile method of Efron, 1979). Marks in one article go together, so
//! articles are drawn, not marks.

use crate::draw::Draw;

/// How often the documents are drawn, as a rule.
pub const ROUNDS: usize = 1000;

/// What is counted in documents and adds up over them.
pub trait Tally: Clone + Default {
    /// Adds another document's.
    fn add(&mut self, other: &Self);

    /// Of all documents together.
    fn total<'a>(documents: impl IntoIterator<Item = &'a Self>) -> Self
    where
        Self: 'a,
    {
        let mut total = Self::default();
        documents.into_iter().for_each(|one| total.add(one));
        total
    }
}

/// Where the middle 95% of the draws lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The interval of `figure` over `rounds` draws; the same seed draws the same documents. Draws in which the figure is not
/// defined are left out; `None` if it is in none.
pub fn interval<T: Tally>(
    documents: &[T],
    rounds: usize,
    seed: u64,
    figure: impl Fn(&T) -> Option<f64>,
) -> Option<Interval> {
    if documents.is_empty() {
        return None;
    }
    let mut draw = Draw::new(seed);
    let round = |_| {
        let drawn: Vec<usize> = (0..documents.len()).map(|_| draw.below(documents.len())).collect();
        figure(&T::total(drawn.into_iter().filter_map(|at| documents.get(at))))
    };
    let mut values: Vec<f64> = (0..rounds).filter_map(round).collect();
    values.sort_by(f64::total_cmp);
    Some(Interval { low: quantile(&values, 0.025)?, high: quantile(&values, 0.975)? })
}

/// What a share of the sorted values lies below, straight between two neighbours as numpy has it.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted.get(place.floor() as usize)?, sorted.get(place.ceil() as usize)?);
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Counts;

    fn documents(right: &[bool]) -> Vec<Counts> {
        let of = |&right: &bool| Counts {
            correct: usize::from(right),
            missed: usize::from(!right),
            spurious: usize::from(!right),
            ..Counts::default()
        };
        right.iter().map(of).collect()
    }

    #[test]
    fn what_is_always_right_is_certain_and_few_documents_say_little() {
        let of = |right: &[bool], seed| interval(&documents(right), ROUNDS, seed, Counts::f1);
        assert_eq!(of(&[true; 9], 1), Some(Interval { low: 1.0, high: 1.0 }));
        let few = of(&[true, false, true, true], 1).unwrap();
        let many = of(&[true, false, true, true].repeat(50), 1).unwrap();
        assert!(
            few.low < many.low && many.low < 0.75 && 0.75 < many.high && many.high < few.high,
            "{few:?} {many:?}"
        );
        assert_eq!(of(&[], 1), None);
        assert_eq!(of(&[true, false], 7), of(&[true, false], 7));
        assert_eq!(interval(&[Counts::default()], ROUNDS, 1, Counts::f1), None);
        assert_eq!(interval(&documents(&[true]), 0, 1, Counts::f1), None);
    }

    #[test]
    fn numbers_between_two_values_are_found_as_numpy_finds_them() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), Some(2.5));
        assert_eq!(quantile(&[1.0, 2.0, 5.0], 0.75), Some(3.5));
        assert_eq!(quantile(&[1.0], 0.975), Some(1.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
