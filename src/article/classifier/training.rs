//! What the training program needs: the library's own features, so that training and use can't drift.

use super::super::{Article, CleanOptions, Cleaning, Source, Step};

pub use super::features::{NAMES, REACH, Table};
pub use super::forest::Forest;

/// A page as the rules leave it, and what is known of its blocks.
pub struct Sample {
    /// With the rules' decisions, without metadata.
    pub article: Article,
    /// The features of its blocks.
    pub table: Table,
    /// How many words each block has.
    pub words: Vec<u32>,
}

/// `source` as the rules leave it; `None` if they find no body in it. `url` is the page's address.
pub fn sample(source: Source, url: Option<String>) -> Option<Sample> {
    Cleaning::new(source, CleanOptions { url }).sample()
}

/// Cleans as [`clean`](super::super::clean) does, with other trees than the library's.
pub fn clean_with(forest: Forest, source: Source, url: Option<String>) -> Article {
    let mut cleaning = Cleaning::new(source, CleanOptions { url });
    cleaning.choose_by(forest);
    loop {
        if let Step::Done(article) = cleaning.step() {
            return article;
        }
    }
}
