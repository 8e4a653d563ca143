//! What the training program needs: the library's own candidates and features, so that training and use can't drift.

use super::Search;
use crate::article::draft::Draft;
use crate::article::look::Look;
use crate::article::{CleanOptions, Cleaning, Source};

pub use super::features::FEATURES;

/// A line that may be the headline.
pub struct Candidate {
    /// The line.
    pub text: String,
    /// What is known of it.
    pub features: [f32; FEATURES],
}

/// Every line of `source` that may be its headline, in order; `url` is the page's address.
pub fn candidates(source: Source, url: Option<String>) -> Vec<Candidate> {
    Cleaning::new(source, CleanOptions { url }).headlines()
}

impl Search {
    /// Every line that may be the headline.
    pub(in crate::article) fn candidates(mut self, drafts: &[Draft], looks: &[Look]) -> Vec<Candidate> {
        let mut found = Vec::new();
        while let Some(at) = self.left.next() {
            if let Some((features, _)) = self.features(drafts, looks, at) {
                found.push(Candidate { text: drafts[at].text.to_string(), features });
            }
        }
        found
    }
}
