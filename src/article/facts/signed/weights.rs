//! What each feature of a line says of its naming the authors.
//!
//! Made by `cargo run --release --example train_byline -- PAGES.jsonl.gz > src/article/facts/signed/weights.rs`.

use super::FEATURES;

/// What the score of a line must be above.
pub(super) const LEAST: f32 = -0.50;

/// In the order of `features.rs`.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; FEATURES] = [
    1.09, 0.80, 0.22, 0.21, 0.61, -1.01, -0.07, 0.32, -0.51, -0.72,
    -0.90, -0.47, -1.12, 0.86, -0.43, -0.39, -0.58, 0.23, -0.38, 0.50,
    -0.13, -0.15, -0.11, -0.16, 0.46, 0.26, -0.12, 0.11, 1.03, 0.11,
    -0.37, 0.05, -0.14, 0.59, 0.55, 0.47, 0.33, 0.72, -0.25, 0.51,
    -0.19, 0.37, 0.74, 0.65, -0.64, 0.04, -0.20, -0.21, -0.41, 0.59,
    0.47, 0.20, -0.28, 0.09, 0.14, 0.31, -0.04, 0.18,
];
