//! What each feature of a line says of its naming the authors.
//!
//! Made by `cargo run --release --example train_byline -- PAGES.jsonl.gz > src/article/facts/signed/weights.rs`.

use super::FEATURES;

/// What the score of a line must be above.
pub(super) const LEAST: f32 = -0.50;

/// In the order of `features.rs`.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; FEATURES] = [
    1.09, 0.83, 0.07, 0.29, 0.65, -1.04, -0.06, 0.36, -0.55, -0.68,
    -0.92, -0.49, -1.16, 0.75, -0.48, -0.31, -0.72, 0.20, -0.49, 0.62,
    -0.11, -0.15, -0.19, -0.11, -0.14, 0.26, 1.06, 0.13, -0.33, 0.07,
    -0.13, 0.64, 0.43, 0.47, 0.32, 0.64, -0.29, 0.55, -0.18, 0.39,
    0.84, 0.53, -0.59, -0.05, -0.21, -0.22, -0.40, 0.63, 0.59, 0.08,
    -0.30, 0.06, 0.11, 0.35, -0.04, 0.25,
];
