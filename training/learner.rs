//! The linear layer and the network, fitted together.

use tagline::tagging::training::{ROW, Sequence};

use crate::articles::Example;
use crate::chain::{self, Linear, Pairs, Row};
use crate::net::{Drop, Net};

/// Passes over the articles.
pub const PASSES: usize = 12;

/// What counts in the end is the mean of the weights after so many last passes: steadier than any of them.
const MEAN: usize = 4;

/// AdaGrad's step for the linear layer and the pairs.
const STEP: f32 = 0.12;

/// The pull of every linear weight towards nothing, per update of its row.
const DECAY: f32 = 2e-6;

/// Adam's rate for the network, and AdaGrad's step for its marks.
const RATE: f32 = 0.001;
const MARK_STEP: f32 = 0.02;

/// Words between two steps of the network.
const BATCH: usize = 400;

/// Shares left out at random, so that nothing is relied on alone.
const DROP_LINEAR: f32 = 0.45;
const DROP: Drop = Drop { marks: 0.3, vectors: 0.1, hidden: 0.3 };

/// The words of a layer stand so far apart.
const GAPS: [usize; 3] = [1, 2, 4];

/// How many units a layer has.
const HIDDEN: usize = 96;

/// What has been learnt.
pub struct Learner {
    pub linear: Linear,
    pub pairs: Pairs,
    pub net: Net,
}

/// Numbers that look like chance (xorshift).
fn random() -> impl FnMut() -> u64 {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed >> 33
    }
}

/// Fits on `examples`; `watch` sees each pass.
pub fn train(examples: &[&Example], mut watch: impl FnMut(usize, &Learner)) -> Learner {
    let mut random = random();
    let sequences = || examples.iter().map(|example| &example.sequence);
    let mut learner = Learner {
        linear: Linear::new(sequences().map(|sequence| &sequence.features)),
        pairs: Pairs::default(),
        net: Net::new(HIDDEN, &GAPS, sequences(), &mut random),
    };
    let mut order = examples.to_vec();
    let mut mean: Vec<Vec<f32>> = Vec::new();
    for pass in 0..PASSES {
        for at in (1..order.len()).rev() {
            order.swap(at, random() as usize % (at + 1));
        }
        let cool = 1.0 - 0.9 * pass as f32 / PASSES as f32;
        let mut words = 0;
        for example in &order {
            words += learner.learn(example, cool, &mut random);
            if words >= BATCH {
                learner.net.step(RATE * cool);
                words = 0;
            }
        }
        if pass + MEAN >= PASSES {
            let weights = learner.weights();
            mean.resize(weights.len(), Vec::new());
            for (sums, weights) in mean.iter_mut().zip(weights) {
                sums.resize(weights.len(), 0.0);
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += *weight / MEAN as f32);
            }
        }
        if pass + 1 == PASSES {
            for (weights, mean) in learner.weights().into_iter().zip(&mean) {
                weights.copy_from_slice(mean);
            }
        }
        watch(pass, &learner);
    }
    learner
}

impl Learner {
    /// All that is learnt.
    fn weights(&mut self) -> Vec<&mut [f32]> {
        let mut all = vec![self.pairs.weights.as_flattened_mut(), self.linear.rows.as_flattened_mut()];
        all.extend(self.net.weights());
        all
    }

    fn learn(&mut self, example: &Example, cool: f32, mut random: &mut impl FnMut() -> u64) -> usize {
        let sequence = &example.sequence;
        let (mut emit, kept) = self.linear.emit_some(&sequence.features, DROP_LINEAR, &mut random);
        let (more, path) = self.net.forward(sequence, Some((&DROP, &mut random)));
        add(&mut emit, &more);
        let gradients = chain::gradient(&emit, &example.tags, &mut self.pairs, STEP * cool);
        self.linear.learn(&kept, &gradients, STEP * cool, DECAY);
        self.net.backward(&path, &gradients, &DROP, MARK_STEP * cool);
        emit.len()
    }

    /// The best sequence of tags.
    pub fn tags(&self, sequence: &Sequence) -> Vec<u8> {
        let mut emit = self.linear.emit(&sequence.features);
        add(&mut emit, &self.net.forward(sequence, None).0);
        chain::best(&emit, &self.pairs)
    }
}

fn add(emit: &mut [Row], more: &[Row]) {
    for (one, other) in emit.iter_mut().zip(more) {
        for at in 0..ROW {
            one[at] += other[at];
        }
    }
}
