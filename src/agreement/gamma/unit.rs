//! Units, how far two of them are apart, and what it costs to align some of them.

/// What one annotator marked, on a continuum that may go on beyond the text: drawn units have any place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Whose it is.
    pub annotator: usize,
    /// Where it begins, in code points.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// The number of its label.
    pub category: usize,
}

impl Unit {
    /// How long it is; never 0.
    pub fn length(self) -> f64 {
        self.end - self.start
    }

    /// The combined dissimilarity: how far beginnings and ends are apart by the lengths, squared, and 1 for another label.
    pub fn apart(self, other: Unit) -> f64 {
        let shift = (self.start - other.start).abs() + (self.end - other.end).abs();
        let shift = shift / (self.length() + other.length());
        shift * shift + f64::from(u8::from(self.category != other.category))
    }
}

/// The units of all annotators.
#[derive(Clone, Debug, PartialEq)]
pub struct Continuum {
    /// How many annotators there are, of whom some may have no units.
    pub annotators: usize,
    /// Their units, by start.
    pub units: Vec<Unit>,
}

impl Continuum {
    /// Of units in any order.
    pub fn new(annotators: usize, mut units: Vec<Unit>) -> Continuum {
        units.sort_by(|one, other| {
            let ends = one.start.total_cmp(&other.start).then(one.end.total_cmp(&other.end));
            ends.then((one.category, one.annotator).cmp(&(other.category, other.annotator)))
        });
        Continuum { annotators, units }
    }

    /// In how many pairs of annotators a unitary alignment is judged.
    pub fn pairs(&self) -> f64 {
        pairs(self.annotators)
    }

    /// The disorder of one unitary alignment, of at most one unit of each annotator: the mean over all pairs of annotators,
    /// 1 for each in which a unit is missing. So a unit alone has 1.
    pub fn unitary(&self, alignment: &[usize]) -> f64 {
        let units: Vec<Unit> = alignment.iter().filter_map(|at| self.units.get(*at)).copied().collect();
        let mut sum = self.pairs() - pairs(units.len());
        for (at, one) in units.iter().enumerate() {
            sum += units.iter().take(at).map(|other| one.apart(*other)).sum::<f64>();
        }
        sum / self.pairs()
    }

    /// The disorder of an alignment: the sum of its unitary alignments' by the mean number of units of an annotator.
    pub fn disorder(&self, alignment: &[Vec<usize>]) -> f64 {
        let sum: f64 = alignment.iter().map(|one| self.unitary(one)).sum();
        sum * self.annotators as f64 / self.units.len() as f64
    }
}

fn pairs(count: usize) -> f64 {
    (count * count.saturating_sub(1)) as f64 / 2.0
}
