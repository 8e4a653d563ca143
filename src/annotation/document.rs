//! One article's text with its annotations.

use std::cell::Cell;
use std::rc::Rc;

use super::{Annotation, AnnotationId, EditError};
use crate::article::{Cleaned, Map, Metadata, Removed, Source};
use crate::text::Span;

/// How far the work on a document has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DocumentStatus {
    /// Nobody has decided anything yet.
    #[default]
    New,
    /// Begun.
    InProgress,
    /// A person called it done.
    Done,
}

impl DocumentStatus {
    /// All of them, in the order a document goes through them.
    pub const ALL: &[DocumentStatus] =
        &[DocumentStatus::New, DocumentStatus::InProgress, DocumentStatus::Done];

    /// The name that files hold.
    pub fn name(self) -> &'static str {
        match self {
            DocumentStatus::New => "new",
            DocumentStatus::InProgress => "in progress",
            DocumentStatus::Done => "done",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<DocumentStatus> {
        DocumentStatus::ALL.iter().copied().find(|status| status.name() == name)
    }
}

/// An annotation whose words are not in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAside {
    /// The annotation, its span of no meaning.
    pub annotation: Rc<Annotation>,
    /// Where its words stand in the source.
    pub source: Span,
}

/// One article's text with its annotations. Changed by edits only ([`super::Edit`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Tells it from every other of its project.
    pub id: Rc<str>,
    pub(super) metadata: Metadata,
    pub(super) source: Option<Source>,
    pub(super) cleaned: Cleaned,
    pub(super) status: DocumentStatus,
    /// Sorted, apart from one another, each a stretch of the text.
    pub(super) reviewed: Vec<Span>,
    /// By start, the longer first, then by id. Every span is a stretch of the text, every id occurs once.
    pub(super) annotations: Vec<Rc<Annotation>>,
    pub(super) set_aside: Vec<SetAside>,
    /// Fields of a file that this version does not know, as they were written (a JSON object).
    pub extra: Option<Rc<str>>,
    last_found: Hint,
}

/// Where the annotation that was last asked for stood: it is often asked for again. A document is the same whatever it says.
#[derive(Clone, Debug, Default)]
struct Hint(Cell<usize>);

impl PartialEq for Hint {
    fn eq(&self, _: &Hint) -> bool {
        true
    }
}

impl Document {
    /// A document without annotations. `source` is what `cleaned` was made from, where that is known.
    pub fn new(
        id: impl Into<Rc<str>>,
        source: Option<Source>,
        cleaned: Cleaned,
        metadata: Metadata,
    ) -> Document {
        Document {
            id: id.into(),
            metadata,
            source,
            cleaned,
            status: DocumentStatus::New,
            reviewed: Vec::new(),
            annotations: Vec::new(),
            set_aside: Vec::new(),
            extra: None,
            last_found: Hint::default(),
        }
    }

    /// A document of a text alone, taken as it is.
    pub fn of_text(id: impl Into<Rc<str>>, text: impl Into<Rc<str>>) -> Document {
        let cleaned = Cleaned { text: text.into(), ..Cleaned::default() };
        Document::new(id, None, cleaned, Metadata::default())
    }

    /// The text that offsets count in.
    pub fn text(&self) -> &Rc<str> {
        &self.cleaned.text
    }

    /// Title, authors, dates.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// What the text was made from.
    pub fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// The text, what cleaning took out, and the map to the source.
    pub fn cleaned(&self) -> &Cleaned {
        &self.cleaned
    }

    /// What cleaning took out.
    pub fn removed(&self) -> &[Removed] {
        &self.cleaned.removed
    }

    /// The map to the source.
    pub fn map(&self) -> &Map {
        &self.cleaned.map
    }

    /// How far the work on it has come.
    pub fn status(&self) -> DocumentStatus {
        self.status
    }

    /// The stretches that a person has looked at.
    pub fn reviewed(&self) -> &[Span] {
        &self.reviewed
    }

    /// The annotations: by start, the longer first, then by id.
    pub fn annotations(&self) -> &[Rc<Annotation>] {
        &self.annotations
    }

    /// The annotations on words that were taken out of the text, for when these come back; no file holds them.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// The same document with those annotations alone that `wanted` wants, those set aside among them.
    pub fn only(&self, wanted: impl Fn(&Annotation) -> bool) -> Document {
        let mut only = self.clone();
        only.annotations.retain(|one| wanted(one));
        only.set_aside.retain(|aside| wanted(&aside.annotation));
        only
    }

    /// The annotation of that id.
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Rc<Annotation>> {
        self.position(id).and_then(|at| self.annotations.get(at))
    }

    /// The words of `span`, empty where it does not fit the text.
    pub fn words(&self, span: Span) -> &str {
        span.slice(self.text()).unwrap_or_default()
    }

    /// Whether nothing was changed in this copy of `other`. Pieces that the two share are not compared: an edit
    /// makes new what it changes, and cleaning always makes a new text.
    pub fn is_unchanged_from(&self, other: &Document) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let (ours, theirs) = (&self.annotations, &other.annotations);
        Rc::ptr_eq(&self.cleaned.text, &other.cleaned.text)
            && ours.len() == theirs.len()
            && ours.iter().zip(theirs).all(|(our, their)| Rc::ptr_eq(our, their) || our == their)
            && self.status == other.status
            && self.metadata == other.metadata
            && self.reviewed == other.reviewed
    }

    /// The place of an annotation among [`Self::annotations`].
    pub fn position(&self, id: &AnnotationId) -> Option<usize> {
        let last = self.last_found.0.get();
        // What stood there is there still, or one beside it was put in or taken out.
        let near = self.annotations.get(last.saturating_sub(1)..).unwrap_or_default().iter().take(3);
        let near = near.zip(last.saturating_sub(1)..).find(|(annotation, _)| annotation.id == *id);
        let found = near.map(|(_, at)| at);
        let found = found.or_else(|| self.annotations.iter().position(|annotation| annotation.id == *id))?;
        self.last_found.0.set(found);
        Some(found)
    }

    /// Whether `span` is a stretch of the text.
    pub(super) fn check(&self, span: Span) -> Result<(), EditError> {
        if span.slice(self.text()).is_some() {
            return Ok(());
        }
        Err(EditError::Span { start: span.start(), end: span.end(), length: self.text().len() })
    }
}

/// The order of annotations in a document.
pub(super) fn rank(annotation: &Annotation) -> (usize, std::cmp::Reverse<usize>, &AnnotationId) {
    (annotation.span.start().0, std::cmp::Reverse(annotation.span.end().0), &annotation.id)
}

/// The annotations of `then` that are not in `now`, and those of `now` that are not in `then`, both being in a document's order.
/// Pieces that the two share are not compared.
pub fn difference<'a>(
    then: &'a [Rc<Annotation>],
    now: &'a [Rc<Annotation>],
) -> (Vec<&'a Rc<Annotation>>, Vec<&'a Rc<Annotation>>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut old, mut new) = (then.iter().peekable(), now.iter().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (Some(there), Some(here)) if Rc::ptr_eq(there, here) => {
                old.next();
                new.next();
            }
            (Some(there), here) if here.is_none_or(|here| rank(there) <= rank(here)) => {
                gone.extend(old.next());
            }
            (_, Some(_)) => come.extend(new.next()),
            // Nothing is left of either: what is left of one alone was taken above.
            (_, None) => break,
        }
    }
    (gone, come)
}
