//! Trains the model: `cargo run --release --example train_model -- SHARED/tagging [fit]`.
//!
//! A linear-chain conditional random field over the library's own features, fitted by AdaGrad on the articles of
//! `train_news_gmb` and `train_news_web`; with `fit`, on four of five, the fifth being held out as in `measure`.
//! Writes `data/model.bin`. The order of the articles is shuffled from a fixed seed: the same input gives the same bytes.

use std::error::Error;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use tagline::tagging::training::{
    BITS, Kind, PAIR_SCALE, ROW, Sequence, TAGS, first_of, may_follow, sequences,
};
use tagline::text::{CharOffset, Offsets, Span};

/// Passes over the articles.
const PASSES: usize = 20;

/// AdaGrad's step.
const STEP: f32 = 0.12;

/// The pull of every weight towards nothing, per update of its row.
const DECAY: f32 = 2e-6;

/// The share of features left out of a word at random, so that no single one is relied on.
const DROP: f32 = 0.45;

/// What speaks against a name at a word that has no features, as in use.
const SURE: f32 = 30.0;

/// Weights of fewer steps than this are dropped: they change next to nothing and compress badly.
const SMALLEST: i8 = 12;

/// The others are rounded to a multiple of this: half the bytes on the way, and no worse on held-out articles.
const GRAIN: i8 = 8;

type Row = [f32; ROW];

struct Weights {
    rows: Vec<Row>,
    row_squares: Vec<Row>,
    pairs: [Row; ROW],
    pair_squares: [Row; ROW],
}

struct Example {
    sequence: Sequence,
    tags: Vec<usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shared = Path::new(arguments.first().ok_or("usage: train_model SHARED/tagging [fit]")?);
    let fit = arguments.get(1).is_some_and(|part| part == "fit");
    let mut examples = Vec::new();
    let mut row = 0;
    for file in ["train_news_gmb.jsonl.gz", "train_news_web.jsonl.gz"] {
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(std::fs::File::open(shared.join(file))?)
            .read_to_string(&mut text)?;
        for line in text.lines() {
            row += 1;
            if !(fit && row % 5 == 0) {
                examples.extend(article(line)?);
            }
        }
    }
    println!("{} pieces, {} words", examples.len(), examples.iter().map(|one| one.tags.len()).sum::<usize>());
    let rare = rare(&examples);
    let mut weights = Weights {
        rows: vec![[0.0; ROW]; 1 << BITS],
        row_squares: vec![[1e-2; ROW]; 1 << BITS],
        pairs: [[0.0; ROW]; ROW],
        pair_squares: [[1e-2; ROW]; ROW],
    };
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed >> 33
    };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for pass in 0..PASSES {
        for at in (1..order.len()).rev() {
            order.swap(at, random() as usize % (at + 1));
        }
        let mut loss = 0.0;
        let step = STEP * (1.0 - 0.8 * pass as f32 / PASSES as f32);
        for &at in &order {
            loss += learn(&examples[at], &mut weights, step, &rare, &mut random);
        }
        println!("pass {pass}: loss {:.4} a piece", loss / examples.len() as f64);
    }
    write(&weights)
}

/// Reads one article into examples, one a piece.
fn article(line: &str) -> Result<Vec<Example>, Box<dyn Error>> {
    let document: Value = serde_json::from_str(line)?;
    let text = document["text"].as_str().unwrap_or_default();
    let offsets = Offsets::new(text);
    let place = |value: &Value| offsets.from_char(CharOffset(value.as_u64().unwrap_or_default() as usize));
    let mut gold: Vec<(Span, Kind)> = Vec::new();
    for span in document["spans"].as_array().into_iter().flatten() {
        let (Some(start), Some(end)) = (place(&span["start"]), place(&span["end"])) else { continue };
        gold.extend(Span::new(start, end).zip(Kind::from_name(span["label"].as_str().unwrap_or_default())));
    }
    gold.sort();
    let mut examples = Vec::new();
    for sequence in sequences(text) {
        let mut tags = vec![0; sequence.words.len()];
        let mut next = gold.partition_point(|(span, _)| {
            sequence.words.first().is_some_and(|word| span.end() <= word.start())
        });
        let mut open = None;
        for (tag, word) in tags.iter_mut().zip(&sequence.words) {
            while gold.get(next).is_some_and(|(span, _)| span.end() <= word.start()) {
                next += 1;
            }
            if let Some(&(span, kind)) = gold.get(next)
                && span.overlaps(*word)
            {
                *tag = first_of(kind) + usize::from(open == Some(span));
                open = Some(span);
            }
        }
        // A name that runs over a word without features cannot be learnt there: it is cut.
        for at in 0..tags.len() {
            if sequence.features.of(at).is_empty() {
                tags[at] = 0;
            }
            let before = at.checked_sub(1).map_or(0, |at| tags[at]);
            if !may_follow(before, tags[at]) {
                tags[at] -= 1;
            }
        }
        if !tags.is_empty() {
            examples.push(Example { sequence, tags });
        }
    }
    Ok(examples)
}

/// Features that a single word of the training articles has teach nothing.
fn rare(examples: &[Example]) -> Vec<bool> {
    let mut counts = vec![0u32; 1 << BITS];
    for example in examples {
        for &slot in &example.sequence.features.slots {
            counts[slot as usize] += 1;
        }
    }
    counts.into_iter().map(|count| count < 2).collect()
}

/// One step along the gradient of an example's log likelihood; gives its loss.
fn learn(
    example: &Example,
    weights: &mut Weights,
    step: f32,
    rare: &[bool],
    random: &mut impl FnMut() -> u64,
) -> f64 {
    let count = example.tags.len();
    let mut slots: Vec<Vec<u32>> = Vec::with_capacity(count);
    let scale = 1.0 / (1.0 - DROP);
    let mut emit = vec![[0.0f32; ROW]; count];
    for (at, sums) in emit.iter_mut().enumerate() {
        let kept: Vec<u32> = example
            .sequence
            .features
            .of(at)
            .iter()
            .copied()
            .filter(|&slot| !rare[slot as usize] && (random() & 0xffff) as f32 >= DROP * 65536.0)
            .collect();
        for &slot in &kept {
            for (sum, weight) in sums.iter_mut().zip(&weights.rows[slot as usize]) {
                *sum += weight * scale;
            }
        }
        if example.sequence.features.of(at).is_empty() {
            sums[0] = SURE;
        }
        slots.push(kept);
    }
    // Forward and backward sums, scaled at each word.
    let mut pair = [[0.0f32; ROW]; ROW];
    for (before, row) in pair.iter_mut().enumerate().take(TAGS) {
        for (tag, cell) in row.iter_mut().enumerate().take(TAGS) {
            *cell = if may_follow(before, tag) { weights.pairs[before][tag].exp() } else { 0.0 };
        }
    }
    let mut out = vec![[0.0f32; ROW]; count];
    let mut log = 0.0f64;
    for (sums, out) in emit.iter().zip(out.iter_mut()) {
        let most = sums[..TAGS].iter().copied().fold(f32::MIN, f32::max);
        for tag in 0..TAGS {
            out[tag] = (sums[tag] - most).exp();
        }
        log += f64::from(most);
    }
    let mut forward = vec![[0.0f32; ROW]; count];
    for at in 0..count {
        let mut row = [0.0f32; ROW];
        if at == 0 {
            row = pair[0];
        } else {
            for before in 0..TAGS {
                for tag in 0..ROW {
                    row[tag] += forward[at - 1][before] * pair[before][tag];
                }
            }
        }
        let mut total = 0.0;
        for tag in 0..TAGS {
            row[tag] *= out[at][tag];
            total += row[tag];
        }
        row.iter_mut().for_each(|cell| *cell /= total);
        log += f64::from(total.ln());
        forward[at] = row;
    }
    let mut backward = [1.0f32; ROW];
    let mut gold = 0.0f64;
    for at in (0..count).rev() {
        let mut marginal = [0.0f32; ROW];
        let mut total = 0.0;
        for tag in 0..TAGS {
            marginal[tag] = forward[at][tag] * backward[tag];
            total += marginal[tag];
        }
        marginal.iter_mut().for_each(|cell| *cell /= total);
        let tag = example.tags[at];
        let before = at.checked_sub(1).map_or(0, |at| example.tags[at]);
        gold += f64::from(emit[at][tag]) + f64::from(weights.pairs[before][tag]);
        // Pairs: expected less observed.
        let mut carried = [0.0f32; ROW];
        for cell in 0..TAGS {
            carried[cell] = out[at][cell] * backward[cell];
        }
        let source = at.checked_sub(1).map_or_else(
            || {
                let mut start = [0.0; ROW];
                start[0] = 1.0;
                start
            },
            |at| forward[at],
        );
        let mut next = [0.0f32; ROW];
        let mut mass = 0.0;
        for before in 0..TAGS {
            for tag in 0..TAGS {
                let joint = pair[before][tag] * carried[tag];
                next[before] += joint;
                mass += source[before] * joint;
            }
        }
        for from in 0..TAGS {
            for to in 0..TAGS {
                if source[from] == 0.0 && from != before || !may_follow(from, to) {
                    continue;
                }
                let expected = source[from] * pair[from][to] * carried[to] / mass.max(1e-30);
                let gradient = expected - f32::from(u8::from(from == before && to == tag));
                let square = &mut weights.pair_squares[from][to];
                *square += gradient * gradient;
                weights.pairs[from][to] -= step * gradient / square.sqrt();
            }
        }
        let most = next.iter().copied().fold(1e-30, f32::max);
        next.iter_mut().for_each(|cell| *cell /= most);
        backward = next;
        let mut gradient = marginal;
        gradient[tag] -= 1.0;
        if gradient.iter().all(|cell| cell.abs() < 1e-3) {
            continue;
        }
        for &slot in &slots[at] {
            let row = &mut weights.rows[slot as usize];
            let squares = &mut weights.row_squares[slot as usize];
            for cell in 0..ROW {
                squares[cell] += gradient[cell] * gradient[cell];
                row[cell] -= step * gradient[cell] / squares[cell].sqrt() + DECAY * row[cell];
            }
        }
    }
    log - gold
}

/// Writes the weights as signed bytes: pairs first, then the features' rows.
fn write(weights: &Weights) -> Result<(), Box<dyn Error>> {
    let mut sizes: Vec<f32> =
        weights.rows.iter().flatten().map(|weight| weight.abs()).filter(|&weight| weight > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get(sizes.len() - sizes.len() / 20_000 - 1).copied().unwrap_or(1.0);
    let scale = 127.0 / most;
    let byte = |weight: f32, scale: f32| (weight * scale).round().clamp(-127.0, 127.0) as i8 as u8;
    let mut bytes = Vec::with_capacity(ROW * ROW + (ROW << BITS));
    for row in &weights.pairs {
        bytes.extend(row.iter().map(|&weight| byte(weight, scale / PAIR_SCALE as f32)));
    }
    for row in &weights.rows {
        bytes.extend(row.iter().map(|&weight| coarse(byte(weight, scale) as i8) as u8));
    }
    std::fs::write("data/model.bin", &bytes)?;
    println!("data/model.bin: {} bytes, a step is {:.5}", bytes.len(), 1.0 / scale);
    Ok(())
}

fn coarse(steps: i8) -> i8 {
    if steps.unsigned_abs() < SMALLEST.unsigned_abs() {
        return 0;
    }
    let grains = (i32::from(steps).abs() + i32::from(GRAIN) / 2) / i32::from(GRAIN);
    grains.min(i32::from(i8::MAX / GRAIN)) as i8 * GRAIN * steps.signum()
}
