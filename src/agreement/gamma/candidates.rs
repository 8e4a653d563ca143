//! Which unitary alignments can be in a best alignment.

use super::Work;
use super::unit::{Continuum, Unit};

/// The unitary alignments of two or more units that cost less than the same with one of them taken out, which then is alone:
/// all others can be left out of some best alignment. Each is in the units' order. `None` where finding them takes too long.
///
/// With `d` the sum of a unit's dissimilarities to the other `k - 1`, `n` annotators and `c` pairs of these: taken out it costs
/// 1 more and saves what it was apart, `d` instead of `k - 1` pairs, so that it stays if `d < c + k - 1`.
pub fn candidates(continuum: &Continuum, work: &mut Work) -> Option<Vec<Vec<usize>>> {
    let reach = limit(continuum, continuum.annotators);
    let mut search = Search {
        continuum,
        near: near(continuum, reach, work)?,
        reach,
        chosen: Vec::new(),
        sums: Vec::new(),
        found: Vec::new(),
    };
    for at in 0..continuum.units.len() {
        search.grow(at, work)?;
    }
    Some(search.found)
}

/// What a unit's dissimilarities to the others in a unitary alignment of `size` units stay below.
fn limit(continuum: &Continuum, size: usize) -> f64 {
    continuum.pairs() + size as f64 - 1.0
}

/// For each unit those behind it, of other annotators, that are less than `reach` apart.
fn near(continuum: &Continuum, reach: f64, work: &mut Work) -> Option<Vec<Vec<usize>>> {
    let units = &continuum.units;
    let longest = units.iter().map(|unit| unit.length()).fold(0.0, f64::max);
    let mut all = Vec::with_capacity(units.len());
    for (at, one) in units.iter().enumerate() {
        let furthest = one.start + reach.sqrt() * (one.length() + longest);
        let mut near = Vec::new();
        for (other, unit) in units.iter().enumerate().skip(at + 1) {
            work.spend(1)?;
            if unit.start > furthest {
                break;
            }
            if unit.annotator != one.annotator && one.apart(*unit) < reach {
                near.push(other);
            }
        }
        all.push(near);
    }
    Some(all)
}

/// Unitary alignments that are being put together, unit by unit.
struct Search<'a> {
    continuum: &'a Continuum,
    near: Vec<Vec<usize>>,
    reach: f64,
    /// Those in it so far.
    chosen: Vec<usize>,
    /// How far each of them is from all the others.
    sums: Vec<f64>,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// All that have what was chosen, then the unit `at`, then units behind it.
    fn grow(&mut self, at: usize, work: &mut Work) -> Option<()> {
        let Some(&unit) = self.continuum.units.get(at) else { return Some(()) };
        work.spend(1 + self.chosen.len() as u64)?;
        let before = self.sums.clone();
        if self.take(unit) {
            self.chosen.push(at);
            let size = self.chosen.len();
            let stays = limit(self.continuum, size);
            if size > 1 && self.sums.iter().all(|sum| *sum < stays) {
                work.spend(10)?;
                self.found.push(self.chosen.clone());
            }
            if size < self.continuum.annotators {
                let first = self.chosen.first().copied().unwrap_or(at);
                let next = self.near.get(first).cloned().unwrap_or_default();
                let from = next.partition_point(|other| *other <= at);
                for other in next.into_iter().skip(from) {
                    self.grow(other, work)?;
                }
            }
            self.chosen.pop();
        }
        self.sums = before;
        Some(())
    }

    /// Counts `unit` in, if its annotator has none there yet and none comes to be too far from the others.
    fn take(&mut self, unit: Unit) -> bool {
        let mut own = 0.0;
        for (chosen, sum) in self.chosen.iter().zip(&mut self.sums) {
            let Some(other) = self.continuum.units.get(*chosen) else { continue };
            if other.annotator == unit.annotator {
                return false;
            }
            let apart = unit.apart(*other);
            own += apart;
            *sum += apart;
        }
        self.sums.push(own);
        self.sums.iter().all(|sum| *sum < self.reach)
    }
}
