//! What each feature of a line says of its being the headline.
//!
//! Made by `cargo run --release --example train_headline -- PAGES.jsonl.gz > src/article/headline/weights.rs`.

use super::FEATURES;

/// What no line's score reaches where there is no headline.
pub(super) const NONE: f32 = 3.17;

/// In the order of `features.rs`.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; FEATURES] = [
    -1.38, -0.69, 0.31, 1.86, 0.26, -0.35, -1.41, 0.03, -1.06, -0.33,
    -0.33, -0.22, -1.21, -0.10, -0.41, 0.09, 1.42, -0.17, -0.48, 2.28,
    0.24, -0.06, 0.69, 0.15, 1.18, -0.45, -0.97, 0.92, 0.91, 0.07,
    1.35, -0.18, -0.00, 1.72, 2.05, 1.61, 1.57, 0.65, 0.59, 0.06,
    -0.01, -0.00, -0.30, -1.94, -0.78, -0.11, 1.03, 0.12, -0.12, -0.52,
    -0.58, 0.30,
];
