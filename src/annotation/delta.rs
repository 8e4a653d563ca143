//! What changed in a document and in what is kept beside it, from one moment to the next: a journal is a list of these.

use std::fmt;
use std::rc::Rc;

use super::edit::exchange;
use super::history::Step;
use super::{
    Annotation, AnnotationId, Document, DocumentStatus, Edit, EditError, EntityId, History, Label, Retext,
    SetAside,
};
use crate::article::{Cleaned, Metadata, Source};
use crate::text::Span;

/// What changed between two moments. What is `None` or empty did not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    /// What a document begins with; the first of a journal has it, no other.
    pub begun: Option<Begun>,
    /// Another text: then `come` holds all annotations that stand in it.
    pub text: Option<Cleaned>,
    /// Title, authors, dates.
    pub metadata: Option<Metadata>,
    /// How far the work has come.
    pub status: Option<DocumentStatus>,
    /// The stretches that a person has looked at.
    pub reviewed: Option<Vec<Span>>,
    /// The annotations on words that are not in the text.
    pub set_aside: Option<Vec<SetAside>>,
    /// Annotations that are there no more, or are others now.
    pub gone: Vec<AnnotationId>,
    /// Annotations that are new, or others now.
    pub come: Vec<Rc<Annotation>>,
    /// What undo takes back.
    pub undo: Option<Turned>,
    /// What redo does again.
    pub redo: Option<Turned>,
    /// How many steps there have been.
    pub steps: Option<u64>,
    /// What the tagger or a file suggested in the text as it is now.
    pub found: Option<Option<Suggested>>,
    /// What a person wrote on suggestions.
    pub written: Option<Vec<Written>>,
    /// Whether the tagger has read the text as it is now.
    pub tagged: Option<bool>,
}

/// What a document begins with, and what never changes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    /// Its id.
    pub id: Rc<str>,
    /// What its text was made from.
    pub source: Option<Source>,
    /// Fields of a file that this version does not know.
    pub extra: Option<Rc<str>>,
}

/// What became of a stack of steps: the lower ones stay, others lie on them.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned {
    /// How many stay.
    pub keep: usize,
    /// What lies on them, the lowest first.
    pub push: Vec<Step>,
}

/// What the tagger or a file suggested, from which the open suggestions are made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggested {
    /// In the text's order.
    pub all: Vec<Rc<Annotation>>,
    /// Whether the tagger found it.
    pub flat: bool,
}

/// What a person wrote on a suggestion.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The suggestion.
    pub id: AnnotationId,
    /// Its note.
    pub note: Option<Rc<str>>,
    /// What it was suggested as then.
    pub label: Label,
    /// What it names under that label.
    pub entity: Option<EntityId>,
}

/// A document with what is kept beside it, so that work goes on where it was left.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The document.
    pub document: Document,
    /// Its history.
    pub history: History,
    /// What the tagger or a file suggested in the text as it is.
    pub found: Option<Suggested>,
    /// What a person wrote on suggestions.
    pub written: Vec<Written>,
    /// Whether the tagger has read the text as it is.
    pub tagged: bool,
}

/// Why a delta does not fit what came before it, which is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeltaError {
    /// The first one has no beginning, or another one has.
    Begun,
    /// It keeps more steps than there are.
    Steps {
        /// How many it keeps.
        keep: usize,
        /// How many there are.
        there: usize,
    },
    /// An edit does not fit the document.
    Edit(EditError),
}

impl fmt::Display for DeltaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeltaError::Begun => {
                f.write_str("expected one beginning, in the first record; found another order")
            }
            DeltaError::Steps { keep, there } => {
                write!(f, "expected {keep} steps to go on from, found {there}")
            }
            DeltaError::Edit(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DeltaError {}

impl From<EditError> for DeltaError {
    fn from(error: EditError) -> DeltaError {
        DeltaError::Edit(error)
    }
}

impl Delta {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Delta::default()
    }

    /// Brings `kept` on with this: from nothing with what a document begins with. On an error it may have come a part of the
    /// way; [`replay`] stops before.
    pub fn apply(self, kept: &mut Option<Kept>) -> Result<(), DeltaError> {
        match (&self.begun, kept) {
            (Some(begun), kept @ None) => {
                let mut new = begun.kept();
                self.onto(&mut new)?;
                *kept = Some(new);
                Ok(())
            }
            (None, Some(kept)) => self.onto(kept),
            _ => Err(DeltaError::Begun),
        }
    }

    fn onto(self, kept: &mut Kept) -> Result<(), DeltaError> {
        let document = &mut kept.document;
        if let Some(cleaned) = self.text {
            let set_aside = document.set_aside().to_vec();
            let retext = Retext { cleaned, annotations: self.come, reviewed: Vec::new(), set_aside };
            Edit::SetText(Box::new(retext)).apply(document)?;
        } else {
            let missing = |id: &AnnotationId| EditError::Missing(id.clone());
            let gone: Result<Vec<_>, _> = self
                .gone
                .iter()
                .map(|id| document.annotation(id).cloned().ok_or_else(|| missing(id)))
                .collect();
            exchange(document, &gone?, self.come)?;
        }
        let edits = [
            self.metadata.map(|metadata| Edit::SetMetadata(Box::new(metadata))),
            self.status.map(Edit::SetStatus),
            self.reviewed.map(Edit::SetReviewed),
            self.set_aside.map(Edit::SetAside),
        ];
        for edit in edits.into_iter().flatten() {
            edit.apply(document)?;
        }
        kept.history.turn(self.undo, self.redo, self.steps)?;
        if let Some(found) = self.found {
            kept.found = found;
        }
        if let Some(written) = self.written {
            kept.written = written;
        }
        if let Some(tagged) = self.tagged {
            kept.tagged = tagged;
        }
        Ok(())
    }
}

/// What comes of `deltas`, the first of which begins a document; with how many of them could be taken in, and why the next
/// could not.
pub fn replay(deltas: &[Delta]) -> (Option<Kept>, Option<(usize, DeltaError)>) {
    let run = |deltas: &[Delta]| {
        let mut kept = None;
        let failed = deltas.iter().enumerate().find_map(|(at, delta)| {
            let error = delta.clone().apply(&mut kept).err()?;
            Some((at, error))
        });
        (kept, failed)
    };
    let (kept, failed) = run(deltas);
    match &failed {
        Some((at, _)) => (run(deltas.get(..*at).unwrap_or_default()).0, failed),
        None => (kept, None),
    }
}

impl Begun {
    fn kept(&self) -> Kept {
        let mut document =
            Document::new(self.id.clone(), self.source.clone(), Cleaned::default(), Metadata::default());
        document.extra = self.extra.clone();
        Kept { document, history: History::default(), found: None, written: Vec::new(), tagged: false }
    }
}
