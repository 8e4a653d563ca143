//! What each feature of a line says of its naming the authors.
//!
//! Made by `cargo run --release --example train_byline -- PAGES.jsonl.gz > src/article/facts/signed/weights.rs`.

use super::FEATURES;

/// What the score of a line must be above.
pub(super) const LEAST: f32 = -0.50;

/// In the order of `features.rs`.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; FEATURES] = [
    1.11, 0.82, 0.23, 0.23, 0.63, -1.01, -0.07, 0.28, -0.42, -0.66,
    -0.90, -0.46, -1.11, 0.84, -0.59, -0.33, -0.67, 0.38, -0.34, 0.50,
    -0.12, -0.16, -0.11, -0.15, 0.46, 0.25, -0.10, 0.11, 1.01, 0.13,
    -0.36, 0.01, -0.13, 0.56, 0.54, 0.47, 0.31, 0.70, -0.23, 0.53,
    -0.20, 0.36, 0.76, 0.64, -0.64, 0.07, -0.18, -0.17, -0.36, 0.54,
    0.42, 0.21, -0.43, -0.21, 0.15, 0.30, -0.02, 0.19,
];
