//! What each feature of a line says of its naming the authors.
//!
//! Made by `cargo run --release --example train_byline -- PAGES.jsonl.gz > src/article/facts/signed/weights.rs`.

use super::FEATURES;

/// What the score of a line must be above.
pub(super) const LEAST: f32 = -0.50;

/// In the order of `features.rs`.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; FEATURES] = [
    1.11, 0.79, 0.20, 0.25, 0.60, -1.01, -0.06, 0.35, -0.51, -0.70,
    -0.92, -0.49, -1.15, 0.76, -0.48, -0.34, -0.69, 0.20, -0.47, 0.53,
    -0.09, -0.15, -0.18, -0.21, 0.50, 0.25, -0.12, 0.11, 0.99, 0.13,
    -0.34, 0.05, -0.21, 0.59, 0.56, 0.47, 0.30, 0.65, -0.21, 0.52,
    -0.19, 0.38, 0.82, 0.58, -0.59, 0.06, -0.21, -0.19, -0.38, 0.61,
    0.51, 0.06, -0.28, 0.07, 0.12, 0.35, -0.03, 0.21,
];
