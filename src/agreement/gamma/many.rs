//! The best alignment of three annotators or more: a set partition, found exactly by prices and a search.
//!
//! Which units go together is a set partitioning problem, for which no quick way is known in general. But units compete only with
//! those near them. Each unit gets a price, such that no unitary alignment costs less than its units together (a solution of
//! the linear programme's dual); what it costs more is its excess. The best alignment is the one of least excess. An
//! alignment at hand shows how much that is at most, and what exceeds more by itself is left out; what is left falls into
//! parts. In each, the cheapest way through the units in their order is looked for (Dijkstra, 1959), where a place on the way
//! is the first unit that is not aligned yet and which of those behind it are. Prices that could be better make it slower, never
//! wrong.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::unit::Continuum;
use super::{Cost, Work};

/// How many places are kept on the way through a part.
const MOST: usize = 1 << 20;
/// How much prices are smoothed, step by step.
const SMOOTHING: [f64; 4] = [0.3, 0.1, 0.03, 0.01];
/// How often prices are worked out in each step.
const SWEEPS: usize = 10;
/// What sums may be off by rounding.
const ROUNDING: f64 = 1e-9;

/// The unitary alignments of two or more units of a best alignment; all other units are alone. `None` where finding them takes
/// too long.
pub fn groups(
    continuum: &Continuum,
    candidates: Vec<Vec<usize>>,
    work: &mut Work,
) -> Option<Vec<Vec<usize>>> {
    let mut market = Market::new(continuum, candidates);
    market.set_prices(work)?;
    let mut found = Vec::new();
    let all: Vec<usize> = (market.units..market.groups.len()).collect();
    let cheap: Vec<usize> = market.parts(&all).iter().flat_map(|part| market.cheap(part)).collect();
    for part in market.parts(&cheap) {
        let chosen = market.search(&part, work)?;
        found.extend(chosen.into_iter().map(|group| market.groups[group].units.clone()));
    }
    Some(found)
}

/// A unitary alignment.
struct Group {
    units: Vec<usize>,
    /// What it costs more than its units' prices.
    excess: f64,
}

/// All unitary alignments that may be chosen.
struct Market {
    /// How many units there are.
    units: usize,
    /// First each unit alone, by the units' numbers.
    groups: Vec<Group>,
    /// Those that each unit is in.
    of_unit: Vec<Vec<usize>>,
}

impl Market {
    fn new(continuum: &Continuum, candidates: Vec<Vec<usize>>) -> Market {
        let units = continuum.units.len();
        let alone = (0..units).map(|unit| vec![unit]);
        let group = |units: Vec<usize>| Group { excess: continuum.unitary(&units), units };
        let groups: Vec<Group> = alone.chain(candidates).map(group).collect();
        let mut of_unit = vec![Vec::new(); units];
        for (at, group) in groups.iter().enumerate() {
            group.units.iter().for_each(|unit| of_unit[*unit].push(at));
        }
        Market { units, groups, of_unit }
    }

    /// Makes the units dearer, and what is left of each group's cost smaller but never negative: the sum of the prices grows
    /// until it is all but the least cost of any alignment, if that can be.
    fn set_prices(&mut self, work: &mut Work) -> Option<()> {
        for smoothing in SMOOTHING {
            for _ in 0..SWEEPS {
                for unit in 0..self.units {
                    work.spend(10 * self.of_unit[unit].len() as u64)?;
                    let least = self.least(unit);
                    let excesses = self.of_unit[unit].iter().map(|group| self.groups[*group].excess);
                    let sum: f64 = excesses.map(|excess| libm::exp((least - excess) / smoothing)).sum();
                    self.raise(unit, least - smoothing * libm::log(sum));
                }
            }
        }
        // What the smoothing took too much of is given back, evenly.
        let mut back = vec![0.0; self.units];
        for group in self.groups.iter().filter(|group| group.excess < 0.0) {
            let share = group.excess / group.units.len() as f64;
            group.units.iter().for_each(|unit| back[*unit] = f64::min(back[*unit], share));
        }
        for (unit, share) in back.into_iter().enumerate() {
            self.raise(unit, share);
        }
        for unit in 0..self.units {
            self.raise(unit, self.least(unit));
        }
        self.groups.iter_mut().for_each(|group| group.excess = group.excess.max(0.0));
        Some(())
    }

    fn least(&self, unit: usize) -> f64 {
        self.of_unit[unit].iter().map(|group| self.groups[*group].excess).fold(f64::INFINITY, f64::min)
    }

    fn raise(&mut self, unit: usize, price: f64) {
        for group in &self.of_unit[unit] {
            self.groups[*group].excess -= price;
        }
    }

    /// Cuts groups into parts that have no unit in common.
    fn parts(&self, groups: &[usize]) -> Vec<Vec<usize>> {
        let mut above: Vec<usize> = (0..self.units).collect();
        for group in groups {
            let units = &self.groups[*group].units;
            for unit in units {
                let (one, other) = (top(&mut above, units[0]), top(&mut above, *unit));
                above[one.max(other)] = one.min(other);
            }
        }
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for group in groups {
            parts.entry(top(&mut above, self.groups[*group].units[0])).or_default().push(*group);
        }
        parts.into_values().collect()
    }

    /// The units of a part, in order.
    fn units_of(&self, part: &[usize]) -> Vec<usize> {
        let mut units: Vec<usize> =
            part.iter().flat_map(|group| &self.groups[*group].units).copied().collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Those groups of a part that don't exceed more by themselves than some alignment of the part does.
    fn cheap(&self, part: &[usize]) -> Vec<usize> {
        let units = self.units_of(part);
        // A unit alone is the group of its number.
        let mut order: Vec<usize> = part.iter().chain(&units).copied().collect();
        order.sort_by(|one, other| {
            let (one, other) = (&self.groups[*one], &self.groups[*other]);
            Cost(one.excess).cmp(&Cost(other.excess)).then(other.units.len().cmp(&one.units.len()))
        });
        let mut used = vec![false; self.units];
        let mut sum = 0.0;
        for group in order {
            let group = &self.groups[group];
            if group.units.iter().all(|unit| !used[*unit]) {
                group.units.iter().for_each(|unit| used[*unit] = true);
                sum += group.excess;
            }
        }
        part.iter().copied().filter(|group| self.groups[*group].excess <= sum + ROUNDING).collect()
    }

    /// The groups of two or more units in the alignment of a part that exceeds least.
    fn search(&self, part: &[usize], work: &mut Work) -> Option<Vec<usize>> {
        let units = self.units_of(part);
        let mut steps: Vec<Vec<Step>> =
            units.iter().map(|unit| vec![Step { group: *unit, uses: 1 }]).collect();
        for group in part {
            let numbers: Vec<usize> =
                self.groups[*group].units.iter().filter_map(|unit| units.binary_search(unit).ok()).collect();
            let first = numbers[0];
            let mut uses = 0;
            for number in numbers {
                uses |= 1_u128.checked_shl((number - first) as u32)?;
            }
            steps[first].push(Step { group: *group, uses });
        }
        let start = Place { first: 0, used: 0 };
        let mut least: HashMap<Place, (f64, Option<(Place, usize)>)> = HashMap::from([(start, (0.0, None))]);
        let mut heap = BinaryHeap::from([(Reverse(Cost(0.0)), start)]);
        let mut end = None;
        while let Some((Reverse(Cost(sum)), place)) = heap.pop() {
            if least.get(&place).is_some_and(|(least, _)| *least < sum) {
                continue;
            }
            let Some(steps) = steps.get(place.first) else {
                end = Some(place);
                break;
            };
            for step in steps.iter().filter(|step| step.uses & place.used == 0) {
                work.spend(20)?;
                let sum = sum + self.groups[step.group].excess;
                let next = place.after(step.uses);
                if least.get(&next).is_none_or(|(least, _)| sum < *least) {
                    least.insert(next, (sum, Some((place, step.group))));
                    heap.push((Reverse(Cost(sum)), next));
                }
            }
            if least.len() > MOST {
                return None;
            }
        }
        let mut chosen = Vec::new();
        let mut at = end?;
        while let Some((_, Some((before, group)))) = least.get(&at) {
            chosen.push(*group);
            at = *before;
        }
        chosen.retain(|group| *group >= self.units);
        Some(chosen)
    }
}

/// The unit that stands for all that `unit` goes with; ways there are made shorter.
fn top(above: &mut [usize], mut unit: usize) -> usize {
    while above[unit] != unit {
        above[unit] = above[above[unit]];
        unit = above[unit];
    }
    unit
}

/// A group that can be next, with the units it uses: the first one's bit is the lowest.
struct Step {
    group: usize,
    uses: u128,
}

/// A place on the way through a part. Of two that cost the same, the one that is further comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    /// The first unit that is not aligned yet.
    first: usize,
    /// Which units behind it are; the first one's bit is the lowest.
    used: u128,
}

impl Place {
    fn after(self, uses: u128) -> Place {
        let used = self.used | uses;
        let aligned = used.trailing_ones();
        Place { first: self.first + aligned as usize, used: used.checked_shr(aligned).unwrap_or_default() }
    }
}
