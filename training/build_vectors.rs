//! Compiles the word vectors: `python3 training/glove.py FOLDER | cargo run --release --example build_vectors`.
//!
//! Reads lines of a lower-case word and its 50 numbers, those that matter most first; writes `data/vectors.bin`.

use std::error::Error;
use std::io::Read;

use tagline::tagging::vectors::{NUMBERS, table};

/// A number's step: GloVe's deviate by about .6, and four bits hold sixteen steps.
const STEP: f32 = 0.25;

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut words = Vec::new();
    for line in text.lines() {
        let mut fields = line.split(' ');
        let word = fields.next().unwrap_or_default();
        let mut numbers = [0i8; NUMBERS];
        for (number, field) in numbers.iter_mut().zip(fields.by_ref()) {
            *number = (field.parse::<f32>()? / STEP).round().clamp(-8.0, 7.0) as i8;
        }
        words.push((word, numbers));
    }
    let bytes = table(words.into_iter());
    std::fs::write("data/vectors.bin", &bytes)?;
    println!("data/vectors.bin: {} bytes", bytes.len());
    Ok(())
}
