//! Whether scores mean what they say: of the suggestions of score .9, nine in ten should be right.

/// Suggestions of one range of scores.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// Where the range begins; it ends where the next one begins.
    pub from: f64,
    /// How many there are.
    pub count: usize,
    /// How many are right: in the gold with start, end and label.
    pub right: usize,
    /// Their scores together.
    pub sum: f64,
}

/// A table of scores and how often they are right.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// The ranges in order.
    pub bins: Vec<Bin>,
}

/// Where the ranges begin: finer where most scores are.
const FROM: [f64; 9] = [0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98];

impl Default for Reliability {
    fn default() -> Reliability {
        Reliability { bins: FROM.map(|from| Bin { from, ..Bin::default() }).to_vec() }
    }
}

impl Bin {
    /// The mean of the scores.
    pub fn mean(&self) -> f64 {
        self.sum / self.count.max(1) as f64
    }

    /// The share that is right.
    pub fn share(&self) -> f64 {
        self.right as f64 / self.count.max(1) as f64
    }
}

impl Reliability {
    /// Counts a suggestion.
    pub fn add(&mut self, score: f64, right: bool) {
        let at = self.bins.iter().rposition(|bin| bin.from <= score).unwrap_or(0);
        if let Some(bin) = self.bins.get_mut(at) {
            bin.count += 1;
            bin.right += usize::from(right);
            bin.sum += score;
        }
    }

    /// The expected calibration error: how far scores and shares lie apart, weighted by how many there are
    /// (Naeini, Cooper and Hauskrecht 2015).
    pub fn error(&self) -> f64 {
        let all: usize = self.bins.iter().map(|bin| bin.count).sum();
        let apart = self.bins.iter().map(|bin| (bin.mean() - bin.share()).abs() * bin.count as f64);
        if all == 0 { 0.0 } else { apart.sum::<f64>() / all as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_fall_into_their_ranges() {
        let mut table = Reliability::default();
        for (score, right) in
            [(0.9, true), (0.94, false), (0.95, true), (0.1, false), (1.0, true), (-1.0, false)]
        {
            table.add(score, right);
        }
        let counts: Vec<_> = table.bins.iter().map(|bin| (bin.count, bin.right)).collect();
        assert_eq!(counts, [(2, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (2, 1), (1, 1), (1, 1)]);
    }

    #[test]
    fn the_error_is_the_mean_distance() {
        assert_eq!(Reliability::default().error(), 0.0);
        let mut table = Reliability::default();
        (0..10).for_each(|at| table.add(0.9, at < 9));
        assert!(table.error() < 1e-9);
        (0..10).for_each(|_| table.add(0.5, true));
        assert!((table.error() - 0.25).abs() < 1e-9);
    }
}
