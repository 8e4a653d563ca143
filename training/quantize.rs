//! Weights as whole numbers, as the library reads them.

use tagline::tagging::training::{HIDDEN_UNIT, PAIR_SCALE, ROW, SHIFT, UNIT};

use crate::chain::{Linear, Pairs};
use crate::net::Net;

/// Weights of fewer steps than this are dropped: they change next to nothing and compress badly.
const SMALLEST: i8 = 12;

/// The others are rounded to a multiple of this: half the bytes on the way, and no worse on held-out articles.
const GRAIN: i8 = 8;

/// How many steps of the linear layer's weights are 1.
pub fn scale(linear: &Linear) -> f32 {
    let mut sizes: Vec<f32> =
        linear.rows.iter().flatten().map(|weight| weight.abs()).filter(|&weight| weight > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get((sizes.len() - sizes.len() / 20_000).saturating_sub(1)).copied().unwrap_or(1.0);
    127.0 / most
}

/// The linear layer: pairs first, then the features' rows.
pub fn linear(linear: &Linear, pairs: &Pairs, scale: f32) -> Vec<u8> {
    let byte = |weight: f32, scale: f32| (weight * scale).round().clamp(-127.0, 127.0) as i8;
    let mut bytes = Vec::with_capacity((ROW + linear.rows.len()) * ROW);
    for row in &pairs.weights {
        bytes.extend(row.iter().map(|&weight| byte(weight, scale / PAIR_SCALE as f32) as u8));
    }
    for row in &linear.rows {
        bytes.extend(row.iter().map(|&weight| coarse(byte(weight, scale)) as u8));
    }
    bytes
}

/// The network, whose sums are steps of the linear layer.
pub fn net(net: &Net, scale: f32) -> Vec<u8> {
    let mut bytes = vec![net.hidden as u8, net.layers.len() as u8];
    bytes.extend(net.layers.iter().map(|layer| layer.gap as u8));
    let mut unit = 1.0 / f32::from(UNIT);
    for layer in &net.layers {
        let inputs = 3 * layer.inputs;
        let weight = |unit: usize, input: usize| layer.kernel.weights[input * layer.outputs + unit];
        write(&mut bytes, &weight, inputs, &layer.bias.weights, unit, f32::from(HIDDEN_UNIT));
        unit = 1.0 / f32::from(HIDDEN_UNIT);
    }
    let weight = |unit: usize, input: usize| net.out.weights[input * ROW + unit];
    write(&mut bytes, &weight, net.hidden, &net.out_bias.weights, unit, scale);
    bytes.extend(
        net.marks.iter().map(|&weight| (weight * f32::from(UNIT)).round().clamp(-127.0, 127.0) as i8 as u8),
    );
    bytes
}

/// One layer: `unit` is what 1 of its inputs stands for, `out` how many of its outputs are 1.
fn write(
    bytes: &mut Vec<u8>,
    weight: &dyn Fn(usize, usize) -> f32,
    inputs: usize,
    bias: &[f32],
    unit: f32,
    out: f32,
) {
    let all = (0..bias.len()).flat_map(|unit| (0..inputs).map(move |input| (unit, input)));
    let most = all.clone().map(|(unit, input)| weight(unit, input).abs()).fold(1e-6, f32::max);
    let step = most / 127.0;
    let sum = unit * step;
    bytes.extend(((sum * out * (1u32 << SHIFT) as f32).round() as i32).to_le_bytes());
    bias.iter().for_each(|&bias| bytes.extend(((bias / sum).round() as i32).to_le_bytes()));
    bytes.extend(all.map(|(unit, input)| (weight(unit, input) / step).round() as i8 as u8));
}

fn coarse(steps: i8) -> i8 {
    if steps.unsigned_abs() < SMALLEST.unsigned_abs() {
        return 0;
    }
    let grains = (i32::from(steps).abs() + i32::from(GRAIN) / 2) / i32::from(GRAIN);
    grains.min(i32::from(i8::MAX / GRAIN)) as i8 * GRAIN * steps.signum()
}
