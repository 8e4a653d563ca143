//! How far versions agree: what the worker is asked, and the places that a count stands for.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Comparison;
use crate::agreement::{Mark, ROUNDS, Scheme, Stretch, pairs};
use crate::annotation::{Document, Label, Status, title};
use crate::job::figures::{DocumentAsked, Figures, FiguresAsked};
use crate::text::{Offsets, Span};

/// Where drawing begins: the command line's.
const SEED: u64 = 1;

/// How it stands with the figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Figuring {
    /// Nobody has asked for them.
    #[default]
    Not,
    /// They are being worked out; so far these are there.
    Under(Option<Rc<Figures>>),
    /// They are there.
    Done(Rc<Figures>),
    /// It was stopped; so far these were there.
    Stopped(Option<Rc<Figures>>),
    /// It could not be done, and why.
    Failed(Rc<str>),
}

impl Figuring {
    /// The figures, as far as they are there.
    pub fn figures(&self) -> Option<&Rc<Figures>> {
        match self {
            Figuring::Under(figures) | Figuring::Stopped(figures) => figures.as_ref(),
            Figuring::Done(figures) => Some(figures),
            Figuring::Not | Figuring::Failed(_) => None,
        }
    }
}

/// What the worker tells of the figures.
#[derive(Clone, Debug)]
pub enum FiguresTold {
    /// They are being worked out.
    Asked,
    /// They are there, the last of them where there are intervals.
    Come(Rc<Figures>),
    /// It was stopped.
    Stopped,
    /// Nobody looks at them any more, or they are wanted once more: they are to be asked for anew.
    Left,
    /// It could not be done, and why.
    Failed(Rc<str>),
}

/// A place where two versions say what was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    /// The document's id.
    pub document: Rc<str>,
    /// Its title, or its first words.
    pub title: String,
    /// Where, in the document's text.
    pub span: Span,
    /// The words that either marked.
    pub words: String,
}

impl Comparison {
    /// What the worker is asked.
    pub fn figures_asked(&self) -> FiguresAsked {
        let mut labels: BTreeMap<&Label, u32> = BTreeMap::new();
        let all = self.versions.iter().flat_map(|version| &version.documents);
        for mark in all.flat_map(|document| document.annotations()) {
            labels.entry(&mark.label).or_insert(0);
        }
        labels.values_mut().zip(0..).for_each(|(place, number)| *place = number);
        let reading = |document: &Rc<Document>| -> Vec<(u32, u32, u32)> {
            let marks = document.annotations().iter().filter(|mark| mark.status == Status::Accepted);
            let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            marks
                .filter_map(|mark| {
                    let span = mark.span;
                    Some((number(span.start().0), number(span.end().0), *labels.get(&mark.label)?))
                })
                .collect()
        };
        let document = |document: &Rc<Document>| DocumentAsked {
            id: document.id.to_string(),
            text: document.text().to_string(),
            readings: (0..self.versions.len())
                .map(|version| self.version(version, &document.id).map(reading))
                .collect(),
        };
        FiguresAsked {
            versions: self.versions.len(),
            labels: labels.keys().map(|label| label.name().to_owned()).collect(),
            documents: self.seen.iter().map(document).collect(),
            rounds: ROUNDS,
            seed: SEED,
        }
    }

    /// How it stands with the figures.
    pub fn figuring(&self) -> &Figuring {
        &self.figuring
    }

    /// Tells what is compared now from what was compared before.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The id of the document at that place among those compared.
    pub fn document_at(&self, at: usize) -> Option<Rc<str>> {
        self.seen.get(at).map(|document| document.id.clone())
    }

    /// The title of the document at that place among those compared.
    pub fn title_of(&self, at: usize) -> String {
        self.seen.get(at).map(|document| title(document).to_string()).unwrap_or_default()
    }

    /// Where the one version says the one label and the other the other; `None` for no mark. At most so many.
    pub fn places(
        &self,
        (first, second): (usize, usize),
        said: (Option<&str>, Option<&str>),
        most: usize,
    ) -> Vec<FoundPlace> {
        let mut found = Vec::new();
        for document in &self.seen {
            let versions = (self.version(first, &document.id), self.version(second, &document.id));
            let (Some(one), Some(other)) = versions else { continue };
            let offsets = Offsets::new(document.text());
            let (one, other) = (marks(one, &offsets), marks(other, &offsets));
            let name = |mark: Option<&Mark>| mark.map(|mark| mark.label.name().to_owned());
            for (left, right) in pairs(&one, &other, Scheme::Partial) {
                if (name(left).as_deref(), name(right).as_deref()) != said {
                    continue;
                }
                let both = [left, right].into_iter().flatten();
                let start = both.clone().map(|mark| mark.stretch.start).min();
                let end = both.map(|mark| mark.stretch.end).max();
                let span = start
                    .zip(end)
                    .and_then(|(start, end)| Span::new(offsets.from_char(start)?, offsets.from_char(end)?));
                let Some(span) = span else { continue };
                found.push(FoundPlace {
                    document: document.id.clone(),
                    title: title(document).to_string(),
                    span,
                    words: document.words(span).to_owned(),
                });
                if found.len() >= most {
                    return found;
                }
            }
        }
        found
    }
}

/// What is accepted in a document, in the order that marks are paired in.
fn marks(document: &Document, offsets: &Offsets) -> Vec<Mark> {
    let accepted = document.annotations().iter().filter(|mark| mark.status == Status::Accepted);
    let of = |mark: &Rc<crate::annotation::Annotation>| {
        let stretch =
            Stretch { start: offsets.to_char(mark.span.start())?, end: offsets.to_char(mark.span.end())? };
        Some(Mark { stretch, label: mark.label.clone() })
    };
    let mut marks: Vec<Mark> = accepted.filter_map(of).collect();
    marks.sort_by(|one, other| {
        let rank =
            |mark: &Mark| (mark.stretch.start, std::cmp::Reverse(mark.stretch.end), mark.label.clone());
        rank(one).cmp(&rank(other))
    });
    marks.dedup();
    marks
}
