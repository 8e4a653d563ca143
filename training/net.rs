//! A small convolutional network over words: word vectors and summed mark embeddings, three dilated layers.

use tagline::tagging::training::{
    INPUTS as IN, MARK_BITS, MARKS, NUMBERS as VECTOR, ROW, Sequence, UNIT, VECTOR_STEP,
};

use crate::chain::Row;

/// Weights with their Adam moments.
pub struct Dense {
    pub weights: Vec<f32>,
    gradient: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Dense {
    fn new(size: usize, spread: f32, random: &mut impl FnMut() -> u64) -> Dense {
        let mut uniform = || (random() & 0xff_ffff) as f32 / 16_777_216.0 * 2.0 - 1.0;
        Dense {
            weights: (0..size).map(|_| uniform() * spread).collect(),
            gradient: vec![0.0; size],
            first: vec![0.0; size],
            second: vec![0.0; size],
        }
    }

    fn step(&mut self, rate: f32, turn: i32) {
        let (fix1, fix2) = (1.0 - 0.9f32.powi(turn), 1.0 - 0.999f32.powi(turn));
        for at in 0..self.weights.len() {
            let gradient = self.gradient[at];
            self.first[at] = 0.9 * self.first[at] + 0.1 * gradient;
            self.second[at] = 0.999 * self.second[at] + 0.001 * gradient * gradient;
            self.weights[at] -= rate * (self.first[at] / fix1 / ((self.second[at] / fix2).sqrt() + 1e-8));
            self.gradient[at] = 0.0;
        }
    }
}

/// One layer over three words, `gap` apart.
pub struct Layer {
    pub inputs: usize,
    pub outputs: usize,
    pub gap: usize,
    /// `3 * inputs` rows of `outputs`.
    pub kernel: Dense,
    pub bias: Dense,
}

pub struct Net {
    pub hidden: usize,
    pub marks: Vec<f32>,
    mark_squares: Vec<f32>,
    /// Marks that too few words have to learn from.
    rare: Vec<bool>,
    pub layers: Vec<Layer>,
    pub out: Dense,
    pub out_bias: Dense,
    turn: i32,
}

/// One piece on its way through.
pub struct Pass {
    kept: Vec<Vec<u32>>,
    /// The input of each layer (after dropout), and of the last.
    inputs: Vec<Vec<f32>>,
    /// Whether each output of each layer was above nothing.
    raw: Vec<Vec<f32>>,
    masks: Vec<Vec<f32>>,
}

pub struct Drop {
    pub marks: f32,
    pub vectors: f32,
    pub hidden: f32,
}

impl Net {
    /// No knowledge yet, for marks as frequent as in `all`.
    pub fn new<'a>(
        hidden: usize,
        gaps: &[usize],
        all: impl Iterator<Item = &'a Sequence>,
        random: &mut impl FnMut() -> u64,
    ) -> Net {
        let mut counts = vec![0u32; 1 << MARK_BITS];
        for sequence in all {
            sequence.features.marks.iter().for_each(|&mark| counts[mark as usize] += 1);
        }
        let rare = counts.into_iter().map(|count| count < 3).collect();
        let mut inputs = IN;
        let layers = gaps
            .iter()
            .map(|&gap| {
                let spread = (6.0 / (3 * inputs + hidden) as f32).sqrt();
                let kernel = Dense::new(3 * inputs * hidden, spread, random);
                let layer =
                    Layer { inputs, outputs: hidden, gap, kernel, bias: Dense::new(hidden, 0.0, random) };
                inputs = hidden;
                layer
            })
            .collect();
        Net {
            hidden,
            mark_squares: vec![1e-2; 1 << MARK_BITS],
            marks: vec![0.0; MARKS << MARK_BITS],
            rare,
            layers,
            out: Dense::new(hidden * ROW, 0.05, random),
            out_bias: Dense::new(ROW, 0.0, random),
            turn: 0,
        }
    }

    /// The sums at each word.
    pub fn forward(
        &self,
        sequence: &Sequence,
        drop: Option<(&Drop, &mut dyn FnMut() -> u64)>,
    ) -> (Vec<Row>, Pass) {
        let count = sequence.words.len();
        let mut pass = Pass { kept: Vec::new(), inputs: Vec::new(), raw: Vec::new(), masks: Vec::new() };
        let mut input = vec![0.0f32; count * IN];
        let (drop, mut random) = match drop {
            Some((drop, random)) => (Some(drop), Some(random)),
            None => (None, None),
        };
        for at in 0..count {
            let mut scale = 1.0;
            let marks = sequence.features.marks_of(at);
            let mut slots: Vec<u32> =
                marks.iter().copied().filter(|&mark| !self.rare[mark as usize]).collect();
            let mut vector = true;
            if let (Some(drop), Some(random)) = (drop, random.as_mut()) {
                slots.retain(|_| (random() & 0xffff) as f32 >= drop.marks * 65536.0);
                scale = 1.0 / (1.0 - drop.marks);
                vector = (random() & 0xffff) as f32 >= drop.vectors * 65536.0;
            }
            let row = &mut input[at * IN..(at + 1) * IN];
            if let Some(numbers) = sequence.vectors[at].filter(|_| vector) {
                for (value, number) in row.iter_mut().zip(numbers) {
                    *value = f32::from(i16::from(number) * VECTOR_STEP) / f32::from(UNIT);
                }
            }
            for &slot in &slots {
                let weights = &self.marks[slot as usize * MARKS..(slot as usize + 1) * MARKS];
                for (sum, weight) in row[VECTOR..].iter_mut().zip(weights) {
                    *sum += weight * scale;
                }
            }
            pass.kept.push(slots);
        }
        for (index, layer) in self.layers.iter().enumerate() {
            let mut sums = vec![0.0f32; count * layer.outputs];
            for at in 0..count {
                let row = &mut sums[at * layer.outputs..(at + 1) * layer.outputs];
                row.copy_from_slice(&layer.bias.weights);
                for tap in 0..3 {
                    let Some(from) =
                        (at + tap * layer.gap).checked_sub(layer.gap).filter(|&from| from < count)
                    else {
                        continue;
                    };
                    for place in 0..layer.inputs {
                        let value = input[from * layer.inputs + place];
                        if value == 0.0 {
                            continue;
                        }
                        let kernel = &layer.kernel.weights[(tap * layer.inputs + place) * layer.outputs..]
                            [..layer.outputs];
                        for (sum, weight) in row.iter_mut().zip(kernel) {
                            *sum += value * weight;
                        }
                    }
                }
            }
            let mut output: Vec<f32> = sums.iter().map(|&sum| sum.max(0.0)).collect();
            if index > 0 {
                for (one, other) in output.iter_mut().zip(&input) {
                    *one += other;
                }
            }
            let mut mask = Vec::new();
            if let (Some(drop), Some(random)) = (drop, random.as_mut()) {
                let keep = 1.0 / (1.0 - drop.hidden);
                mask = output
                    .iter()
                    .map(|_| if (random() & 0xffff) as f32 >= drop.hidden * 65536.0 { keep } else { 0.0 })
                    .collect();
                for (one, mask) in output.iter_mut().zip(&mask) {
                    *one *= mask;
                }
            }
            pass.inputs.push(std::mem::replace(&mut input, output));
            pass.raw.push(sums);
            pass.masks.push(mask);
        }
        let mut emit = vec![[0.0f32; ROW]; count];
        for (at, row) in emit.iter_mut().enumerate() {
            row.copy_from_slice(&self.out_bias.weights);
            for place in 0..self.hidden {
                let value = input[at * self.hidden + place];
                if value != 0.0 {
                    for (sum, weight) in row.iter_mut().zip(&self.out.weights[place * ROW..(place + 1) * ROW])
                    {
                        *sum += value * weight;
                    }
                }
            }
        }
        pass.inputs.push(input);
        (emit, pass)
    }

    /// Adds to the gradients; the marks learn at once with AdaGrad's `step`.
    pub fn backward(&mut self, pass: &Pass, gradients: &[Row], drop: &Drop, step: f32) {
        let count = gradients.len();
        let hidden = self.hidden;
        let last = &pass.inputs[self.layers.len()];
        let mut carried = vec![0.0f32; count * hidden];
        for (at, gradient) in gradients.iter().enumerate() {
            if gradient.iter().all(|cell| cell.abs() < 1e-4) {
                continue;
            }
            for (sum, cell) in self.out_bias.gradient.iter_mut().zip(gradient) {
                *sum += cell;
            }
            for place in 0..hidden {
                let value = last[at * hidden + place];
                let weights = &self.out.weights[place * ROW..(place + 1) * ROW];
                carried[at * hidden + place] =
                    weights.iter().zip(gradient).map(|(one, other)| one * other).sum();
                if value != 0.0 {
                    for (sum, cell) in
                        self.out.gradient[place * ROW..(place + 1) * ROW].iter_mut().zip(gradient)
                    {
                        *sum += value * cell;
                    }
                }
            }
        }
        for index in (0..self.layers.len()).rev() {
            let layer = &mut self.layers[index];
            let (ins, outs) = (layer.inputs, layer.outputs);
            for (one, mask) in carried.iter_mut().zip(&pass.masks[index]) {
                *one *= mask;
            }
            let mut below = if index > 0 { carried.clone() } else { vec![0.0f32; count * ins] };
            for (one, raw) in carried.iter_mut().zip(&pass.raw[index]) {
                if *raw <= 0.0 {
                    *one = 0.0;
                }
            }
            // Turned round, so that the inner loop runs over neighbours.
            let mut turned = vec![0.0f32; 3 * ins * outs];
            for tap in 0..3 {
                for place in 0..ins {
                    for out in 0..outs {
                        turned[(tap * outs + out) * ins + place] =
                            layer.kernel.weights[(tap * ins + place) * outs + out];
                    }
                }
            }
            let input = &pass.inputs[index];
            for at in 0..count {
                let gradient = &carried[at * outs..(at + 1) * outs];
                if gradient.iter().all(|&cell| cell == 0.0) {
                    continue;
                }
                for (sum, cell) in layer.bias.gradient.iter_mut().zip(gradient) {
                    *sum += cell;
                }
                for tap in 0..3 {
                    let Some(from) =
                        (at + tap * layer.gap).checked_sub(layer.gap).filter(|&from| from < count)
                    else {
                        continue;
                    };
                    let values = &input[from * ins..(from + 1) * ins];
                    for (place, &value) in values.iter().enumerate() {
                        if value != 0.0 {
                            let sums = &mut layer.kernel.gradient[(tap * ins + place) * outs..][..outs];
                            for (sum, cell) in sums.iter_mut().zip(gradient) {
                                *sum += value * cell;
                            }
                        }
                    }
                    let sums = &mut below[from * ins..(from + 1) * ins];
                    for (out, &cell) in gradient.iter().enumerate() {
                        if cell != 0.0 {
                            let weights = &turned[(tap * outs + out) * ins..][..ins];
                            for (sum, weight) in sums.iter_mut().zip(weights) {
                                *sum += cell * weight;
                            }
                        }
                    }
                }
            }
            carried = below;
        }
        let scale = 1.0 / (1.0 - drop.marks);
        for (at, slots) in pass.kept.iter().enumerate() {
            let gradient = &carried[at * IN + VECTOR..(at + 1) * IN];
            let size: f32 = gradient.iter().map(|cell| cell * cell).sum::<f32>() / MARKS as f32;
            if size < 1e-12 {
                continue;
            }
            for &slot in slots {
                let square = &mut self.mark_squares[slot as usize];
                *square += size;
                let rate = step * scale / square.sqrt();
                let weights = &mut self.marks[slot as usize * MARKS..(slot as usize + 1) * MARKS];
                for (weight, cell) in weights.iter_mut().zip(gradient) {
                    *weight -= rate * cell;
                }
            }
        }
    }

    /// All that is learnt.
    pub fn weights(&mut self) -> Vec<&mut [f32]> {
        let mut all: Vec<&mut [f32]> = vec![&mut self.marks];
        for layer in &mut self.layers {
            all.extend([&mut layer.kernel.weights[..], &mut layer.bias.weights[..]]);
        }
        all.extend([&mut self.out.weights[..], &mut self.out_bias.weights[..]]);
        all
    }

    /// A step down the gradients gathered.
    pub fn step(&mut self, rate: f32) {
        self.turn += 1;
        for layer in &mut self.layers {
            layer.kernel.step(rate, self.turn);
            layer.bias.step(rate, self.turn);
        }
        self.out.step(rate, self.turn);
        self.out_bias.step(rate, self.turn);
    }
}
