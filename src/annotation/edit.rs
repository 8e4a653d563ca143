//! Edits: atomic steps on a document. Applying one gives back the edit that undoes it.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::rc::Rc;

use super::document::{SetAside, rank};
use super::{Annotation, AnnotationId, Document, DocumentStatus};
use crate::article::{Cleaned, Metadata};
use crate::text::{Offset, Span};

/// Up to how many edits of a change are applied one by one: each looks through all annotations for its own.
const ONE_BY_ONE: usize = 8;

/// One atomic step on a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts in an annotation that is not there yet.
    Insert(Rc<Annotation>),
    /// Takes one out.
    Remove(AnnotationId),
    /// Puts this one in the place of the one with its id.
    Replace(Rc<Annotation>),
    /// Sets title, authors, dates.
    SetMetadata(Box<Metadata>),
    /// Sets how far the work has come.
    SetStatus(DocumentStatus),
    /// Sets which stretches a person has looked at.
    SetReviewed(Vec<Span>),
    /// Sets the annotations on words that are not in the text.
    SetAside(Vec<SetAside>),
    /// Sets another text, with the annotations and reviewed stretches that stand in it.
    SetText(Box<Retext>),
}

/// Another text for a document, and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Retext {
    /// The text, what was taken out of the source for it, and the map.
    pub cleaned: Cleaned,
    /// The annotations, their spans in the new text.
    pub annotations: Vec<Rc<Annotation>>,
    /// The stretches a person has looked at, in the new text.
    pub reviewed: Vec<Span>,
    /// The annotations on words that are not in it.
    pub set_aside: Vec<SetAside>,
}

/// Steps undone together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change(pub Vec<Edit>);

/// Why an edit does not fit the document. The document is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// No annotation has this id.
    Missing(AnnotationId),
    /// An annotation has this id already.
    Taken(AnnotationId),
    /// The span reaches past the text or cuts a character.
    Span {
        /// Where the span starts.
        start: Offset,
        /// Where it ends.
        end: Offset,
        /// The text's length in bytes.
        length: usize,
    },
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::Missing(id) => {
                write!(f, "annotation {}: expected it in the document, found none", id.0)
            }
            EditError::Taken(id) => write!(f, "annotation {}: expected a new id, found one in use", id.0),
            EditError::Span { start, end, length } => write!(
                f,
                "bytes {} to {}: expected a stretch of whole characters within the text's {length} bytes",
                start.0, end.0
            ),
        }
    }
}

impl std::error::Error for EditError {}

impl Edit {
    /// Changes `document` and gives back the edit that undoes it; on an error nothing has changed.
    pub fn apply(self, document: &mut Document) -> Result<Edit, EditError> {
        match self {
            Edit::Insert(annotation) => {
                document.check(annotation.span)?;
                if document.position(&annotation.id).is_some() {
                    return Err(EditError::Taken(annotation.id.clone()));
                }
                let id = annotation.id.clone();
                let at = document.annotations.partition_point(|other| rank(other) < rank(&annotation));
                document.annotations.insert(at, annotation);
                Ok(Edit::Remove(id))
            }
            Edit::Remove(id) => {
                let at = document.position(&id).ok_or(EditError::Missing(id))?;
                Ok(Edit::Insert(document.annotations.remove(at)))
            }
            Edit::Replace(annotation) => {
                document.check(annotation.span)?;
                let at = document
                    .position(&annotation.id)
                    .ok_or_else(|| EditError::Missing(annotation.id.clone()))?;
                let old = document.annotations.remove(at);
                let at = document.annotations.partition_point(|other| rank(other) < rank(&annotation));
                document.annotations.insert(at, annotation);
                Ok(Edit::Replace(old))
            }
            Edit::SetMetadata(metadata) => {
                Ok(Edit::SetMetadata(Box::new(std::mem::replace(&mut document.metadata, *metadata))))
            }
            Edit::SetStatus(status) => Ok(Edit::SetStatus(std::mem::replace(&mut document.status, status))),
            Edit::SetReviewed(mut reviewed) => {
                for span in &reviewed {
                    document.check(*span)?;
                }
                join(&mut reviewed);
                Ok(Edit::SetReviewed(std::mem::replace(&mut document.reviewed, reviewed)))
            }
            Edit::SetAside(aside) => Ok(Edit::SetAside(std::mem::replace(&mut document.set_aside, aside))),
            Edit::SetText(mut retext) => {
                let text = retext.cleaned.text.clone();
                let spans = retext
                    .annotations
                    .iter()
                    .map(|annotation| annotation.span)
                    .chain(retext.reviewed.iter().copied());
                for span in spans {
                    if span.slice(&text).is_none() {
                        return Err(EditError::Span {
                            start: span.start(),
                            end: span.end(),
                            length: text.len(),
                        });
                    }
                }
                retext.annotations.sort_by(|a, b| rank(a).cmp(&rank(b)));
                if let Some(twice) = duplicate(&retext.annotations) {
                    return Err(EditError::Taken(twice));
                }
                join(&mut retext.reviewed);
                Ok(Edit::SetText(Box::new(Retext {
                    cleaned: std::mem::replace(&mut document.cleaned, retext.cleaned),
                    annotations: std::mem::replace(&mut document.annotations, retext.annotations),
                    reviewed: std::mem::replace(&mut document.reviewed, retext.reviewed),
                    set_aside: std::mem::replace(&mut document.set_aside, retext.set_aside),
                })))
            }
        }
    }
}

/// Applies all of `change` or none of it, and gives back the change that undoes it.
pub fn apply_all(change: Change, document: &mut Document) -> Result<Change, EditError> {
    if change.0.len() > ONE_BY_ONE && change.0.iter().all(is_of_annotations) {
        return together(change, document);
    }
    let mut undo = Vec::with_capacity(change.0.len());
    for edit in change.0 {
        match edit.apply(document) {
            Ok(inverse) => undo.push(inverse),
            Err(error) => {
                for inverse in undo.into_iter().rev() {
                    // Cannot fail: it restores what stood there a moment ago.
                    let _ = inverse.apply(document);
                }
                return Err(error);
            }
        }
    }
    undo.reverse();
    Ok(Change(undo))
}

/// Applies edits of annotations in one pass over the document, to the same end as one by one.
fn together(change: Change, document: &mut Document) -> Result<Change, EditError> {
    let mut all: Vec<Option<Rc<Annotation>>> = document.annotations.iter().cloned().map(Some).collect();
    let mut places: HashMap<AnnotationId, usize> =
        document.annotations.iter().enumerate().map(|(at, one)| (one.id.clone(), at)).collect();
    let mut undo = Vec::with_capacity(change.0.len());
    for edit in change.0 {
        undo.push(match edit {
            Edit::Insert(annotation) => {
                document.check(annotation.span)?;
                if places.contains_key(&annotation.id) {
                    return Err(EditError::Taken(annotation.id.clone()));
                }
                let id = annotation.id.clone();
                places.insert(id.clone(), all.len());
                all.push(Some(annotation));
                Edit::Remove(id)
            }
            Edit::Remove(id) => {
                let old = places.remove(&id).and_then(|at| all.get_mut(at)?.take());
                Edit::Insert(old.ok_or(EditError::Missing(id))?)
            }
            Edit::Replace(annotation) => {
                document.check(annotation.span)?;
                let place = places.get(&annotation.id).and_then(|&at| all.get_mut(at));
                let missing = || EditError::Missing(annotation.id.clone());
                Edit::Replace(place.ok_or_else(missing)?.replace(annotation.clone()).ok_or_else(missing)?)
            }
            // Only edits of annotations come here.
            other => other.apply(document)?,
        });
    }
    document.annotations = all.into_iter().flatten().collect();
    document.annotations.sort_by(|a, b| rank(a).cmp(&rank(b)));
    undo.reverse();
    Ok(Change(undo))
}

/// Takes the annotations that are `gone` out of `document` and puts those in that have `come`, without looking at the others
/// where no id is new. On an error nothing has changed.
pub(crate) fn exchange(
    document: &mut Document,
    gone: &[Rc<Annotation>],
    come: Vec<Rc<Annotation>>,
) -> Result<(), EditError> {
    let mut out = Vec::with_capacity(gone.len());
    for old in gone {
        let at = document.annotations.binary_search_by(|other| rank(other).cmp(&rank(old)));
        out.push(at.map_err(|_| EditError::Missing(old.id.clone()))?);
    }
    out.sort_unstable();
    let old: HashSet<&AnnotationId> = gone.iter().map(|one| &one.id).collect();
    let mut new: HashSet<&AnnotationId> = HashSet::with_capacity(come.len());
    for one in &come {
        document.check(one.span)?;
        if !new.insert(&one.id) {
            return Err(EditError::Taken(one.id.clone()));
        }
    }
    new.retain(|id| !old.contains(id));
    if !new.is_empty()
        && let Some(taken) = document.annotations.iter().find(|other| new.contains(&other.id))
    {
        return Err(EditError::Taken(taken.id.clone()));
    }
    let mut out = out.into_iter().peekable();
    let mut at = 0;
    document.annotations.retain(|_| {
        at += 1;
        out.next_if_eq(&(at - 1)).is_none()
    });
    if come.len() > ONE_BY_ONE {
        document.annotations.extend(come);
        document.annotations.sort_by(|a, b| rank(a).cmp(&rank(b)));
    } else {
        for one in come {
            let at = document.annotations.partition_point(|other| rank(other) < rank(&one));
            document.annotations.insert(at, one);
        }
    }
    Ok(())
}

fn is_of_annotations(edit: &Edit) -> bool {
    matches!(edit, Edit::Insert(_) | Edit::Remove(_) | Edit::Replace(_))
}

/// Sorts spans and joins those that touch.
fn join(spans: &mut Vec<Span>) {
    spans.sort();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for &span in spans.iter() {
        match joined.last_mut() {
            Some(last) if span.start() <= last.end() => {
                if let Some(both) = Span::new(last.start(), last.end().max(span.end())) {
                    *last = both;
                }
            }
            _ => joined.push(span),
        }
    }
    *spans = joined;
}

/// An id that occurs more than once.
fn duplicate(annotations: &[Rc<Annotation>]) -> Option<AnnotationId> {
    let mut seen = std::collections::HashSet::with_capacity(annotations.len());
    annotations.iter().find(|annotation| !seen.insert(&annotation.id)).map(|annotation| annotation.id.clone())
}

#[cfg(test)]
mod tests;
