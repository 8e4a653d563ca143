//! What each feature of a line says of its being the headline.
//!
//! Made by `cargo run --release --example train_headline -- PAGES.jsonl.gz > src/article/headline/weights.rs`.

use super::FEATURES;

/// What no line's score reaches where there is no headline.
pub(super) const NONE: f32 = 2.79;

/// In the order of `features.rs`.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; FEATURES] = [
    -1.38, -0.71, 0.33, 1.86, 0.25, -0.36, -1.40, 0.03, -1.06, -0.32,
    -0.34, -0.23, -1.22, -0.10, -0.40, 0.12, 1.44, -0.16, -0.48, 2.28,
    0.23, -0.00, 0.89, 0.14, 1.20, -0.46, -0.95, 0.89, 0.91, 0.06,
    1.37, -0.13, -0.03, 1.71, 2.05, 1.61, 1.56, 0.65, 0.59, 0.06,
    0.05, -0.00, -0.30, -1.94, -0.79, -0.11, 1.02, 0.11, -0.12, -0.50,
    -0.57, 0.28,
];
