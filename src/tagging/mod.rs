//! Tagging: finding what a news text names, on the reader's own machine.
//!
//! [`tag`] gives suggestions: spans with a label, a score, what speaks for them, and where known what they name.

use std::rc::Rc;

use crate::annotation::{Evidence, Label, Link, Origin};
use crate::article::Step;
use crate::text::Span;

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
#[derive(Clone, Debug, Default)]
pub struct TagOptions {
    /// The article's day, `YYYY-MM-DD`: "Tuesday" is resolved against it.
    pub date: Option<String>,
}

/// A tagging under way, cut into steps so that a page can answer between them.
pub struct Tagging {
    _text: Rc<str>,
    _options: TagOptions,
}

impl Tagging {
    /// Starts on `text`; does no work yet.
    pub fn new(text: Rc<str>, options: TagOptions) -> Tagging {
        Tagging { _text: text, _options: options }
    }

    /// Does the next part of the work, some tens of milliseconds at most.
    pub fn step(&mut self) -> Step<Vec<Suggestion>> {
        Step::Done(Vec::new())
    }
}

/// The mentions in `text`, in order, none overlapping.
pub fn tag(text: &str, options: TagOptions) -> Vec<Suggestion> {
    let mut tagging = Tagging::new(text.into(), options);
    loop {
        if let Step::Done(suggestions) = tagging.step() {
            return suggestions;
        }
    }
}
