//! Gradient boosting of oblivious trees on the logistic loss (Friedman 2001; Prokhorenkova et al. 2018): every
//! block of a level answers the same question. Seeded: the same input gives the same trees.

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub trees: usize,
    pub depth: usize,
    /// How much of what a tree says is believed.
    pub rate: f64,
    /// The pull of leaves towards nothing.
    pub decay: f64,
    /// The part of the rows that a tree sees.
    pub rows: f64,
    /// The part of the columns that a level chooses from.
    pub columns: f64,
    pub seed: u64,
}

/// A question about a row: whether a cell is above a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    pub column: usize,
    pub above: u8,
}

/// A tree: the first question is the lowest bit of a leaf's number.
#[derive(Clone, Debug)]
pub struct Tree {
    pub questions: Vec<Question>,
    pub leaves: Vec<f64>,
}

/// Rows to learn from, by column.
pub struct Rows {
    pub columns: Vec<Vec<u8>>,
    pub right: Vec<bool>,
    pub weights: Vec<f64>,
}

/// How many steps a column falls into at most.
const BINS: usize = 64;

/// A column in steps of about as many rows.
struct Binned {
    bins: Vec<u8>,
    /// The threshold above which the next step begins.
    above: Vec<u8>,
}

/// Grows trees over a bias: the logarithm of the odds is their sum.
pub fn grow(rows: &Rows, plan: Plan) -> (f64, Vec<Tree>) {
    let columns: Vec<Binned> = rows.columns.iter().map(|column| binned(column)).collect();
    let all: f64 = rows.weights.iter().sum();
    let right: f64 =
        rows.weights.iter().zip(&rows.right).filter(|(_, right)| **right).map(|(it, _)| it).sum();
    let bias = (right / (all - right).max(1e-9)).ln();
    let mut odds = vec![bias; rows.right.len()];
    let mut random = Random(plan.seed.max(1));
    let mut trees = Vec::with_capacity(plan.trees);
    for _ in 0..plan.trees {
        let tree = tree(rows, &columns, &odds, plan, &mut random);
        let leaves = leaves_of(&tree.questions, rows);
        odds.iter_mut().zip(leaves).for_each(|(odds, leaf)| *odds += tree.leaves[leaf]);
        trees.push(tree);
    }
    (bias, trees)
}

fn tree(rows: &Rows, columns: &[Binned], odds: &[f64], plan: Plan, random: &mut Random) -> Tree {
    let seen: Vec<u32> = (0..odds.len() as u32).filter(|_| random.part() < plan.rows).collect();
    let slopes: Vec<(f32, f32)> = seen
        .iter()
        .map(|at| {
            let at = *at as usize;
            let chance = 1.0 / (1.0 + (-odds[at]).exp());
            let weight = rows.weights[at];
            let slope = weight * (f64::from(u8::from(rows.right[at])) - chance);
            (slope as f32, (weight * chance * (1.0 - chance)) as f32)
        })
        .collect();
    let mut leaves = vec![0_u8; seen.len()];
    let mut questions: Vec<Question> = Vec::new();
    for level in 0..plan.depth {
        let mut best = (f64::MIN, Question { column: 0, above: u8::MAX }, 0);
        let tried: Vec<usize> = (0..columns.len()).filter(|_| random.part() < plan.columns).collect();
        let halves = tried.split_at(tried.len() / 2);
        let search = |tried: &[usize]| {
            let mut best = (f64::MIN, Question { column: 0, above: u8::MAX }, 0);
            for column in tried {
                let found =
                    split(&columns[*column], *column, &seen, &slopes, &leaves, 1 << level, plan.decay);
                if found.0 > best.0 {
                    best = found;
                }
            }
            best
        };
        let (first, second) = std::thread::scope(|scope| {
            let other = scope.spawn(|| search(halves.0));
            let second = search(halves.1);
            (other.join().unwrap_or(best), second)
        });
        for found in [first, second] {
            if found.0 > best.0 {
                best = found;
            }
        }
        let (_, question, bin) = best;
        if let Some(column) = columns.get(question.column) {
            for (leaf, at) in leaves.iter_mut().zip(&seen) {
                *leaf |= u8::from(usize::from(column.bins[*at as usize]) > bin) << level;
            }
        }
        questions.push(question);
    }
    let mut sums = vec![(0.0, 0.0); 1 << plan.depth];
    for (leaf, slope) in leaves.iter().zip(&slopes) {
        let sum = &mut sums[usize::from(*leaf)];
        sum.0 += f64::from(slope.0);
        sum.1 += f64::from(slope.1);
    }
    let leaves = sums.iter().map(|(slope, curve)| plan.rate * slope / (curve + plan.decay)).collect();
    Tree { questions, leaves }
}

/// The best threshold of a column: its gain, the question, and the step that the threshold ends.
fn split(
    column: &Binned,
    number: usize,
    seen: &[u32],
    slopes: &[(f32, f32)],
    leaves: &[u8],
    count: usize,
    decay: f64,
) -> (f64, Question, usize) {
    let mut sums = vec![(0.0_f32, 0.0_f32); count * BINS];
    for ((at, slope), leaf) in seen.iter().zip(slopes).zip(leaves) {
        let sum = &mut sums[usize::from(*leaf) * BINS + usize::from(column.bins[*at as usize])];
        sum.0 += slope.0;
        sum.1 += slope.1;
    }
    let totals: Vec<(f64, f64)> = sums
        .chunks(BINS)
        .map(|leaf| {
            leaf.iter().fold((0.0, 0.0), |sum, it| (sum.0 + f64::from(it.0), sum.1 + f64::from(it.1)))
        })
        .collect();
    let mut below = vec![(0.0, 0.0); count];
    let mut best = (f64::MIN, Question { column: number, above: u8::MAX }, BINS);
    for (bin, above) in column.above.iter().enumerate() {
        let mut gain = 0.0;
        for leaf in 0..count {
            let sum = sums[leaf * BINS + bin];
            below[leaf].0 += f64::from(sum.0);
            below[leaf].1 += f64::from(sum.1);
            let (low, all) = (below[leaf], totals[leaf]);
            let high = (all.0 - low.0, all.1 - low.1);
            gain += low.0 * low.0 / (low.1 + decay) + high.0 * high.0 / (high.1 + decay);
        }
        if gain > best.0 {
            best = (gain, Question { column: number, above: *above }, bin);
        }
    }
    best
}

fn binned(column: &[u8]) -> Binned {
    let mut counts = [0_usize; 256];
    column.iter().for_each(|value| counts[usize::from(*value)] += 1);
    let values: Vec<u8> = (0..=255).filter(|value| counts[usize::from(*value)] > 0).collect();
    let mut above = Vec::new();
    let (mut held, share) = (0, if values.len() <= BINS { 0 } else { column.len() / (BINS - 1) });
    for value in &values[..values.len().saturating_sub(1)] {
        held += counts[usize::from(*value)];
        if held > share && above.len() < BINS - 1 {
            above.push(*value);
            held = 0;
        }
    }
    let mut bin_of = [0_u8; 256];
    let mut bin = 0;
    for value in 0..=255_u8 {
        bin_of[usize::from(value)] = bin as u8;
        if above.get(bin) == Some(&value) {
            bin += 1;
        }
    }
    Binned { bins: column.iter().map(|value| bin_of[usize::from(*value)]).collect(), above }
}

fn leaves_of(questions: &[Question], rows: &Rows) -> Vec<usize> {
    let mut leaves = vec![0; rows.right.len()];
    for (bit, question) in questions.iter().enumerate() {
        for (leaf, cell) in leaves.iter_mut().zip(&rows.columns[question.column]) {
            *leaf |= usize::from(*cell > question.above) << bit;
        }
    }
    leaves
}

/// Marsaglia's xorshift.
pub struct Random(pub u64);

impl Random {
    /// At least 0, below 1.
    pub fn part(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
