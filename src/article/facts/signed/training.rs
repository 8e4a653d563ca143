//! What the training program needs: the library's own candidates and features, so that training and use can't drift.

use super::super::View;
use crate::article::{CleanOptions, Cleaning, Source};

pub use super::features::FEATURES;

/// A line that may say who wrote the article.
pub struct Candidate {
    /// The names that it gives.
    pub names: Vec<String>,
    /// What is known of it.
    pub features: [f32; FEATURES],
}

/// Every line of `source` that may say who wrote it, in order; `url` is the page's address.
pub fn candidates(source: Source, url: Option<String>) -> Vec<Candidate> {
    Cleaning::new(source, CleanOptions { url }).bylines()
}

/// Every line that may say it; `site` is the letters of the site's name and of its address.
pub(in crate::article::facts) fn lines(view: View<'_>, site: &str) -> Vec<Candidate> {
    let found = super::candidates(view, site).into_iter();
    found.map(|(signed, features)| Candidate { names: signed.byline.authors, features }).collect()
}
