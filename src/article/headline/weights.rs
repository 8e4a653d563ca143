//! What each feature of a line says of its being the headline.
//!
//! Made by `cargo run --release --example train_headline -- PAGES.jsonl.gz > src/article/headline/weights.rs`.

use super::FEATURES;

/// What no line's score reaches where there is no headline.
pub(super) const NONE: f32 = 5.13;

/// In the order of `features.rs`.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; FEATURES] = [
    -1.36, -0.64, 0.29, 1.84, 0.19, -0.33, -1.41, 0.04, -1.02, -0.35,
    -0.37, -0.15, -1.27, -0.11, -0.38, 0.01, 1.06, -0.22, -0.40, 2.33,
    0.24, -0.15, 0.48, 0.24, 1.23, -0.44, -0.87, 0.88, 1.05, 0.08,
    1.16, -0.14, -0.02, 1.85, 2.17, 1.60, 1.62, 0.66, 0.61, 0.04,
    0.06, -0.05, -0.18, -2.05, -0.79, -0.10, 1.06, 0.10, -0.11, -0.54,
    -0.61, 0.30,
];
