//! What each feature of a line says of its naming the authors.
//!
//! Made by `cargo run --release --example train_byline -- PAGES.jsonl.gz > src/article/facts/signed/weights.rs`.

use super::FEATURES;

/// What the score of a line must be above.
pub(super) const LEAST: f32 = -0.50;

/// In the order of `features.rs`.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; FEATURES] = [
    1.11, 0.80, 0.23, 0.21, 0.62, -1.01, -0.07, 0.32, -0.52, -0.72,
    -0.91, -0.47, -1.12, 0.85, -0.42, -0.37, -0.59, 0.22, -0.38, 0.50,
    -0.13, -0.15, -0.11, -0.16, 0.46, 0.26, -0.11, 0.10, 1.02, 0.11,
    -0.37, 0.05, -0.14, 0.59, 0.55, 0.47, 0.31, 0.72, -0.25, 0.51,
    -0.19, 0.35, 0.74, 0.66, -0.64, 0.06, -0.21, -0.20, -0.37, 0.59,
    0.44, 0.22, -0.42, -0.16, 0.15, 0.31, -0.03, 0.18,
];
