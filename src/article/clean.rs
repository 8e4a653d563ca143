//! Cleaning: from a source to an article.

use super::{Article, Map, Metadata, Removed, Source};

/// What is known beside the source.
#[derive(Clone, Debug, Default)]
pub struct CleanOptions {
    /// The page's address.
    pub url: Option<String>,
}

/// A cleaning under way, cut into steps so that a page can answer between them.
pub struct Cleaning {
    source: Source,
    #[allow(dead_code)]
    options: CleanOptions,
}

/// How far a cleaning or a tagging has come.
#[derive(Debug)]
pub enum Step<T> {
    /// More to do; the share that is done, 0 to 1.
    More(f32),
    /// All done.
    Done(T),
}

impl Cleaning {
    /// Starts on `source`; does no work yet.
    pub fn new(source: Source, options: CleanOptions) -> Cleaning {
        Cleaning { source, options }
    }

    /// Does the next part of the work, some tens of milliseconds at most.
    pub fn step(&mut self) -> Step<Article> {
        Step::Done(Article {
            source: self.source.clone(),
            blocks: Vec::new(),
            metadata: Metadata::default(),
            found_in: Vec::new(),
        })
    }
}

/// Reads `source` into an article: what is kept, what is not and why, and the metadata.
pub fn clean(source: Source, options: CleanOptions) -> Article {
    let mut cleaning = Cleaning::new(source, options);
    loop {
        if let Step::Done(article) = cleaning.step() {
            return article;
        }
    }
}

/// The article of a document that was cleaned before: its blocks with the decisions that `removed` and `map` hold.
pub fn reopen(source: Source, removed: &[Removed], map: &Map, metadata: &Metadata) -> Article {
    let _ = (removed, map);
    let mut article = clean(source, CleanOptions::default());
    article.metadata = metadata.clone();
    article
}
