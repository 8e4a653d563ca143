//! What is known of an article beside its text.

use std::rc::Rc;

/// Title, authors, dates and place of publication. Dates are ISO 8601: a day, or a time with its zone where known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, in the byline's order, without "By".
    pub authors: Vec<String>,
    /// When it was first published.
    pub published: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// The name of the site or paper: `CNN`.
    pub site: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its language as a BCP 47 tag: `en`.
    pub language: Option<String>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
}

impl Metadata {
    /// The day to resolve "Tuesday" against, `YYYY-MM-DD`: published, else updated.
    pub fn day(&self) -> Option<&str> {
        self.published.as_deref().or(self.updated.as_deref()).and_then(|date| date.get(..10))
    }
}
