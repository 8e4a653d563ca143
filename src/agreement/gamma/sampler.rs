//! Annotations as chance would make them.
//!
//! The model is that of the Python package pygamma-agreement (Titeux and Riad, 2021, "pygamma-agreement: Gamma γ measure for
//! inter/intra-annotator agreement in Python"; its `StatisticalContinuumSampler`): each annotator gets a number of units, and
//! each of these a gap from the one before and a length, of normal distributions with mean and standard deviation of the
//! document, and a label as often as it is there. The paper of 2015 turns each annotator's own units around instead.

use super::unit::{Continuum, Unit};
use crate::draw::Draw;

/// No unit is shorter.
const SHORTEST: f64 = 1e-6;

/// What units are drawn from.
pub struct Sampler {
    annotators: usize,
    /// How many units an annotator has.
    count: Normal,
    /// From the end of a unit to the beginning of the next one of the same annotator; below 0 where they overlap.
    gap: Normal,
    length: Normal,
    /// How many units have each label.
    categories: Vec<usize>,
}

impl Sampler {
    /// Of the units of all annotators.
    pub fn of(continuum: &Continuum) -> Sampler {
        let mut counts = vec![0.0; continuum.annotators];
        let mut last: Vec<Option<f64>> = vec![None; continuum.annotators];
        // One gap of 0 in all, so that there is one where each annotator has one unit at the very beginning.
        let mut gaps = vec![0.0];
        let mut categories = Vec::new();
        for unit in &continuum.units {
            if let (Some(count), Some(last)) = (counts.get_mut(unit.annotator), last.get_mut(unit.annotator))
            {
                *count += 1.0;
                match last.replace(unit.end) {
                    Some(end) => gaps.push(unit.start - end),
                    None if unit.start > 0.0 => gaps.push(unit.start),
                    None => (),
                }
            }
            if categories.len() <= unit.category {
                categories.resize(unit.category + 1, 0);
            }
            if let Some(count) = categories.get_mut(unit.category) {
                *count += 1;
            }
        }
        let lengths: Vec<f64> = continuum.units.iter().map(|unit| unit.length()).collect();
        Sampler {
            annotators: continuum.annotators,
            count: Normal::of(&counts),
            gap: Normal::of(&gaps),
            length: Normal::of(&lengths),
            categories,
        }
    }

    /// Draws the units of as many annotators, at least one unit in all.
    pub fn draw(&self, draw: &mut Draw) -> Continuum {
        let mut units: Vec<Unit> = Vec::new();
        for annotator in 0..self.annotators {
            // As Python cuts numbers off.
            let count = self.count.draw(draw).trunc().abs() as usize;
            let mut last = 0.0;
            for _ in 0..count.max(usize::from(units.is_empty())) {
                let start = last + self.gap.draw(draw);
                let end = loop {
                    let end = start + self.length.draw(draw).abs();
                    if end - start >= SHORTEST {
                        break end;
                    }
                };
                units.push(Unit { annotator, start, end, category: self.category(draw) });
                last = end;
            }
        }
        Continuum::new(self.annotators, units)
    }

    fn category(&self, draw: &mut Draw) -> usize {
        let mut at = draw.below(self.categories.iter().sum());
        let mut category = 0;
        for count in &self.categories {
            match at.checked_sub(*count) {
                Some(rest) => (at, category) = (rest, category + 1),
                None => break,
            }
        }
        category
    }
}

/// A normal distribution.
struct Normal {
    mean: f64,
    deviation: f64,
}

impl Normal {
    /// With the mean and the standard deviation of `values`, of which there is at least one.
    fn of(values: &[f64]) -> Normal {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
        Normal { mean, deviation: variance.sqrt() }
    }

    fn draw(&self, draw: &mut Draw) -> f64 {
        draw.normal(self.mean, self.deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn continuum(units: &[(usize, u8, u8, usize)]) -> Continuum {
        let unit = |&(annotator, start, end, category): &(usize, u8, u8, usize)| Unit {
            annotator,
            start: f64::from(start),
            end: f64::from(end),
            category,
        };
        Continuum::new(2, units.iter().map(unit).collect())
    }

    #[test]
    fn numbers_gaps_and_lengths_are_measured() {
        let sampler = Sampler::of(&continuum(&[(0, 0, 4, 2), (0, 10, 12, 0), (0, 11, 17, 2), (1, 3, 7, 2)]));
        // Gaps: the one of 0, 4 to 10, 12 to 11, and the second annotator's beginning.
        let of = |normal: &Normal| (normal.mean, normal.deviation);
        assert_eq!(of(&sampler.count), (2.0, 1.0));
        assert_eq!(of(&sampler.gap), (2.0, 7.5_f64.sqrt()));
        assert_eq!(of(&sampler.length), (4.0, 2.0_f64.sqrt()));
        assert_eq!(sampler.categories, [1, 0, 3]);
    }

    #[test]
    fn what_is_drawn_is_like_it() {
        let sampler = Sampler::of(&continuum(&[(0, 3, 7, 1), (0, 12, 16, 1), (1, 9, 13, 0), (1, 14, 18, 1)]));
        let mut draw = Draw::new(1);
        let drawn: Vec<Continuum> = (0..2000).map(|_| sampler.draw(&mut draw)).collect();
        // Both annotators have two units, and all units a length of 4.
        assert!(drawn.iter().all(|one| one.annotators == 2 && one.units.len() == 4));
        let units = || drawn.iter().flat_map(|one| &one.units);
        assert!(units().all(|unit| (unit.length() - 4.0).abs() < 1e-9));
        let first = units().filter(|unit| unit.category == 0).count() as f64 / units().count() as f64;
        assert!((first - 0.25).abs() < 0.02, "{first}");
        // Gaps of 0, 3, 5, 9 and 1 have a mean of 3.6.
        let starts: f64 = drawn.iter().map(|one| one.units.iter().map(|unit| unit.start).sum::<f64>()).sum();
        assert!((starts / 2000.0 - (2.0 * 3.6 + 2.0 * (3.6 + 4.0 + 3.6))).abs() < 0.5);
    }

    #[test]
    fn there_is_always_a_unit() {
        let sampler = Sampler::of(&continuum(&[(1, 0, 1, 0)]));
        let mut draw = Draw::new(2);
        assert!((0..500).all(|_| !sampler.draw(&mut draw).units.is_empty()));
    }
}
