//! Tagging: finding what a news text names, on the reader's own machine.
//!
//! [`tag`] gives suggestions: spans with a label, a score, what speaks for them, and where known what they name.
//!
//! A text is read in pieces (`pieces`), each within one paragraph (`words`). Lists ([`lexicon`], `listed`), fixed forms (`patterns`,
//! `dates`) and the form of names (`names`) each say what they find, and one reading is chosen (`found`). What the
//! whole article teaches about its names (`lessons`, `memory`), those findings and the words themselves are what the trained
//! model goes by (`features`, `model`); some findings stand against it (`decide`). In the end the article is made to agree
//! with itself (`agree`), and its courts, agencies and places are linked to what they name (`linking`): places by the atlas and
//! by each other (`places`, `place_names`, `qualifiers`, `namesakes`, `whereabouts`), bodies by their owners, their kinds and the
//! countries that the article speaks of (`owners`, `sides`, `kinds`, `districts`, `heard`, `bodies`). What a change of the text left alone is kept piece by piece, so that little is done again (`steps`).

#[cfg(test)]
mod again;
mod agree;
mod apart;
mod bodies;
pub mod calendar;
mod calibration;
#[cfg(test)]
mod cases;
pub mod clusters;
mod data;
#[cfg(test)]
mod date_cases;
mod date_numbers;
mod date_value;
mod date_words;
mod dates;
mod decide;
mod districts;
#[cfg(test)]
mod edge_cases;
mod features;
mod found;
mod heads;
mod heard;
mod holidays;
pub mod interval;
mod kinds;
pub mod learned;
mod lessons;
pub mod lexicon;
#[cfg(test)]
mod link_cases;
mod linking;
mod listed;
mod marks;
mod memory;
mod model;
mod names;
mod namesakes;
mod net;
mod owners;
mod patterns;
mod pieces;
#[cfg(test)]
mod place_cases;
mod place_names;
pub mod places;
mod qualifiers;
pub mod reliability;
pub mod score;
mod sides;
mod small_heads;
mod steps;
mod tense;
mod tense_words;
pub mod training;
pub mod vectors;
mod whereabouts;
mod words;

use std::rc::Rc;

use crate::annotation::{Evidence, Label, Link, Origin};
use crate::text::Span;

use self::found::Kind;
use self::learned::{Example, Learned};

pub use data::{Data, DataError, PARTS};
pub use steps::{Part, Tagging};

/// A mention the tagger proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Where it stands. No two suggestions overlap.
    pub span: Span,
    /// What it is labelled.
    pub label: Label,
    /// How sure the tagger is, 0 to 1.
    pub score: f64,
    /// Which part of the tagger made it.
    pub origin: Origin,
    /// What speaks for it, the strongest first.
    pub evidence: Vec<Evidence>,
    /// What in the world it names, where the lists know.
    pub link: Option<Link>,
    /// What it stands for: an ISO date (`2019-06-25`, `2019-06`, `2019`).
    pub value: Option<Rc<str>>,
}

/// What is known beside the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagOptions {
    /// The article's day, `YYYY-MM-DD`: "Tuesday" is resolved against it.
    pub date: Option<String>,
    /// What a person taught: it changes what is found.
    pub learned: Option<Rc<Learned>>,
    /// Texts that a person has decided on; the model learns from them, in this order, before it reads.
    pub examples: Vec<Example>,
}

/// Whether the tagger calls what it finds so: one of the seven labels for news.
pub fn is_a_kind(name: &Label) -> bool {
    Kind::from_name(name.name()).is_some()
}

/// What courts, agencies and places name that are known to be mentioned in `text`, in order and apart from each other.
pub fn links(text: &str, mentions: &[(Span, Label)]) -> Vec<Option<Link>> {
    let origin = Origin::Tagger { name: "given".into(), version: "".into() };
    let given = |(span, label): &(Span, Label)| Suggestion {
        span: *span,
        label: label.clone(),
        score: 1.0,
        origin: origin.clone(),
        evidence: Vec::new(),
        link: None,
        value: None,
    };
    let mut suggestions: Vec<Suggestion> = mentions.iter().map(given).collect();
    linking::link(Data::embedded(), text, &mut suggestions);
    suggestions.into_iter().map(|suggestion| suggestion.link).collect()
}

/// The mentions in `text`, in order, none overlapping, by the data that this program holds.
pub fn tag(text: &str, options: TagOptions) -> Vec<Suggestion> {
    tag_by(Data::embedded(), text, options)
}

/// The same by `data`: for a program that does not hold any.
pub fn tag_by(data: &'static Data, text: &str, options: TagOptions) -> Vec<Suggestion> {
    let mut tagging = Tagging::new(data, text.into(), options);
    loop {
        if let crate::article::Step::Done(suggestions) = tagging.step() {
            return suggestions;
        }
    }
}
