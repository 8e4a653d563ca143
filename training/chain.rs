//! A linear chain over tags: its gradient, and the linear layer under it, fitted by AdaGrad.

use tagline::tagging::training::{BITS, Features, ROW, TAGS, may_follow};

/// One number for each tag.
pub type Row = [f32; ROW];

/// What speaks against a name at a word that has no features, as in use.
pub const SURE: f32 = 30.0;

/// Weights of pairs of tags.
#[derive(Clone)]
pub struct Pairs {
    pub weights: [Row; ROW],
    squares: [Row; ROW],
}

impl Default for Pairs {
    fn default() -> Pairs {
        Pairs { weights: [[0.0; ROW]; ROW], squares: [[1e-2; ROW]; ROW] }
    }
}

/// What sums over all sequences of tags come to.
struct Sums {
    /// How likely each tag is at each word.
    marginals: Vec<Row>,
    /// How often each pair of tags is expected.
    pairs: [Row; ROW],
}

/// Sums over all sequences, forward and backward, scaled at each word.
fn sums(out: &[Row], pair: &[Row; ROW]) -> Sums {
    let count = out.len();
    let mut forward = vec![[0.0f32; ROW]; count];
    for at in 0..count {
        let mut row = [0.0f32; ROW];
        if at == 0 {
            row = pair[0];
        } else {
            for before in 0..TAGS {
                let sofar = forward[at - 1][before];
                if sofar > 0.0 {
                    for tag in 0..ROW {
                        row[tag] += sofar * pair[before][tag];
                    }
                }
            }
        }
        let mut total = 0.0;
        for tag in 0..TAGS {
            row[tag] *= out[at][tag];
            total += row[tag];
        }
        let total = total.max(1e-30);
        row.iter_mut().for_each(|cell| *cell /= total);
        forward[at] = row;
    }
    let mut marginals = vec![[0.0f32; ROW]; count];
    let mut expected = [[0.0f32; ROW]; ROW];
    let mut backward = [1.0f32; ROW];
    for at in (0..count).rev() {
        let mut total = 0.0;
        for tag in 0..TAGS {
            marginals[at][tag] = forward[at][tag] * backward[tag];
            total += marginals[at][tag];
        }
        let total = total.max(1e-30);
        marginals[at].iter_mut().for_each(|cell| *cell /= total);
        let mut carried = [0.0f32; ROW];
        for tag in 0..TAGS {
            carried[tag] = out[at][tag] * backward[tag];
        }
        let mut start = [0.0; ROW];
        start[0] = 1.0;
        let source = at.checked_sub(1).map_or(start, |at| forward[at]);
        let mut next = [0.0f32; ROW];
        let mut mass = 0.0;
        for before in 0..TAGS {
            let sum: f32 = (0..TAGS).map(|tag| pair[before][tag] * carried[tag]).sum();
            next[before] = sum;
            mass += source[before] * sum;
        }
        for before in (0..TAGS).filter(|&before| source[before] > 0.0) {
            let share = source[before] / mass.max(1e-30);
            for tag in 0..TAGS {
                expected[before][tag] += share * pair[before][tag] * carried[tag];
            }
        }
        let most = next.iter().copied().fold(1e-30, f32::max);
        next.iter_mut().for_each(|cell| *cell /= most);
        backward = next;
    }
    Sums { marginals, pairs: expected }
}

/// Sums at each word, scaled so that the greatest is nothing, and pairs' weights, as factors.
fn raised(emit: &[Row], pairs: &Pairs) -> (Vec<Row>, [Row; ROW]) {
    let mut pair = [[0.0f32; ROW]; ROW];
    for (before, row) in pair.iter_mut().enumerate().take(TAGS) {
        for (tag, cell) in row.iter_mut().enumerate().take(TAGS) {
            *cell = if may_follow(before, tag) { pairs.weights[before][tag].exp() } else { 0.0 };
        }
    }
    let mut out = vec![[0.0f32; ROW]; emit.len()];
    for (sums, out) in emit.iter().zip(out.iter_mut()) {
        let most = sums[..TAGS].iter().copied().fold(f32::MIN, f32::max);
        for tag in 0..TAGS {
            out[tag] = (sums[tag] - most).exp();
        }
    }
    (out, pair)
}

/// The gradient with respect to `emit` of how unlikely `tags` are. The pairs' weights learn at once, by `step`.
pub fn gradient(emit: &[Row], tags: &[u8], pairs: &mut Pairs, step: f32) -> Vec<Row> {
    let (out, pair) = raised(emit, pairs);
    let Sums { mut marginals, pairs: mut expected } = sums(&out, &pair);
    let mut before = 0;
    for (row, &tag) in marginals.iter_mut().zip(tags) {
        let tag = usize::from(tag);
        row[tag] -= 1.0;
        expected[before][tag] -= 1.0;
        before = tag;
    }
    let cells = expected.iter().flatten().zip(pairs.squares.iter_mut().flatten());
    for ((&gradient, square), weight) in cells.zip(pairs.weights.iter_mut().flatten()) {
        if gradient != 0.0 {
            *square += gradient * gradient;
            *weight -= step * gradient / square.sqrt();
        }
    }
    marginals
}

/// The best allowed sequence of tags.
pub fn best(emit: &[Row], pairs: &Pairs) -> Vec<u8> {
    let mut came: Vec<[u8; ROW]> = Vec::with_capacity(emit.len());
    let mut score = [f32::MIN; ROW];
    score[0] = 0.0;
    for sums in emit {
        let mut next = [f32::MIN; ROW];
        let mut from = [0u8; ROW];
        for (before, &sofar) in score.iter().enumerate().filter(|(_, sofar)| **sofar > f32::MIN) {
            for tag in 0..TAGS {
                if may_follow(before, tag) {
                    let sum = sofar + pairs.weights[before][tag];
                    if sum > next[tag] {
                        next[tag] = sum;
                        from[tag] = before as u8;
                    }
                }
            }
        }
        for tag in 0..TAGS {
            if next[tag] > f32::MIN {
                next[tag] += sums[tag];
            }
        }
        score = next;
        came.push(from);
    }
    let mut tag = (0..TAGS).max_by(|&one, &other| score[one].total_cmp(&score[other])).unwrap_or(0) as u8;
    let mut tags = vec![0; emit.len()];
    for at in (0..emit.len()).rev() {
        tags[at] = tag;
        tag = came[at][usize::from(tag)];
    }
    tags
}

/// The weights of hashed features.
pub struct Linear {
    pub rows: Vec<Row>,
    squares: Vec<Row>,
    /// Features that a single word of the training articles has teach nothing.
    rare: Vec<bool>,
}

impl Linear {
    /// No weights yet, for features as frequent as in `all`.
    pub fn new<'a>(all: impl Iterator<Item = &'a Features>) -> Linear {
        let mut counts = vec![0u32; 1 << BITS];
        all.for_each(|features| features.slots.iter().for_each(|&slot| counts[slot as usize] += 1));
        Linear {
            rows: vec![[0.0; ROW]; 1 << BITS],
            squares: vec![[1e-2; ROW]; 1 << BITS],
            rare: counts.into_iter().map(|count| count < 2).collect(),
        }
    }

    /// The sums of the weights at each word.
    pub fn emit(&self, features: &Features) -> Vec<Row> {
        each(features).map(|slots| self.sum(slots, slots.is_empty(), 1.0)).collect()
    }

    /// The same with a share of `drop` of the features left out at random; also those kept.
    pub fn emit_some(
        &self,
        features: &Features,
        drop: f32,
        random: &mut impl FnMut() -> u64,
    ) -> (Vec<Row>, Vec<Vec<u32>>) {
        let mut keeps =
            |&slot: &u32| !self.rare[slot as usize] && (random() & 0xffff) as f32 >= drop * 65536.0;
        let kept: Vec<Vec<u32>> =
            each(features).map(|slots| slots.iter().copied().filter(&mut keeps).collect()).collect();
        let all = each(features).zip(&kept);
        let emit = all.map(|(all, kept)| self.sum(kept, all.is_empty(), 1.0 / (1.0 - drop))).collect();
        (emit, kept)
    }

    fn sum(&self, slots: &[u32], dull: bool, scale: f32) -> Row {
        let mut sums = [0.0f32; ROW];
        for &slot in slots {
            for (sum, weight) in sums.iter_mut().zip(&self.rows[slot as usize]) {
                *sum += weight * scale;
            }
        }
        if dull {
            sums[0] = SURE;
        }
        sums
    }

    /// A step down the gradient at each word.
    pub fn learn(&mut self, kept: &[Vec<u32>], gradients: &[Row], step: f32, decay: f32) {
        for (slots, gradient) in kept.iter().zip(gradients) {
            if gradient.iter().all(|cell| cell.abs() < 1e-3) {
                continue;
            }
            for &slot in slots {
                let row = &mut self.rows[slot as usize];
                let squares = &mut self.squares[slot as usize];
                for cell in 0..ROW {
                    squares[cell] += gradient[cell] * gradient[cell];
                    row[cell] -= step * gradient[cell] / squares[cell].sqrt() + decay * row[cell];
                }
            }
        }
    }
}

/// The features of each word.
fn each(features: &Features) -> impl Iterator<Item = &[u32]> {
    (0..features.offsets.len().saturating_sub(1)).map(|at| features.of(at))
}
