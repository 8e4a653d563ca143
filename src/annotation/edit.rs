//! Edits: atomic steps on a document. Applying one gives back the edit that undoes it.

use std::fmt;
use std::rc::Rc;

use super::document::{SetAside, rank};
use super::{Annotation, AnnotationId, Document, DocumentStatus};
use crate::article::{Cleaned, Metadata};
use crate::text::{Offset, Span};

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
mod tests {
    use super::super::testing::{self, read, written};
    use super::super::{History, Label, Status, apply_all};
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    /// Applies `edit` to what `before` writes; then its inverse has to bring `before` back.
    fn check(before: &str, edit: impl FnOnce(&Document) -> Edit, expected: Expect) {
        let document = read(before);
        let mut edited = document.clone();
        match edit(&document).apply(&mut edited) {
            Ok(inverse) => {
                expected.assert_eq(&written(&edited));
                inverse.apply(&mut edited).unwrap();
            }
            Err(error) => expected.assert_eq(&error.to_string()),
        }
        assert_eq!(edited, document);
    }

    fn label(name: &str) -> Label {
        Label::new(name).unwrap()
    }

    fn changed(at: usize, change: impl FnOnce(&mut Annotation)) -> impl FnOnce(&Document) -> Edit {
        move |document| {
            let mut annotation = (*document.annotations()[at]).clone();
            change(&mut annotation);
            Edit::Replace(annotation.into())
        }
    }

    fn relabel(at: usize, name: &str) -> impl FnOnce(&Document) -> Edit {
        let label = label(name);
        changed(at, move |annotation| annotation.label = label)
    }

    fn decide(at: usize, status: Status) -> impl FnOnce(&Document) -> Edit {
        changed(at, move |annotation| annotation.status = status)
    }

    fn widen(at: usize, words: &str) -> impl FnOnce(&Document) -> Edit {
        move |document| {
            let span = find(document, words);
            changed(at, |annotation| annotation.span = span)(document)
        }
    }

    fn remove(at: usize) -> impl FnOnce(&Document) -> Edit {
        move |document| Edit::Remove(document.annotations()[at].id.clone())
    }

    fn insert(id: &str, words: &str, name: &str) -> impl FnOnce(&Document) -> Edit {
        move |document| {
            let (id, span) = (AnnotationId(id.into()), find(document, words));
            Edit::Insert(Annotation::by_hand(id, span, label(name), "Bea".into()).into())
        }
    }

    fn find(document: &Document, words: &str) -> Span {
        let start = document.text().find(words).unwrap();
        Span::of(start..start + words.len()).unwrap()
    }

    #[test]
    fn changes_annotations() {
        check("[PERSON Paris] slept.", relabel(0, "PLACE"), expect!["[PLACE Paris] slept."]);
        check("[PLACE? 漢字]\r\n", decide(0, Status::Accepted), expect!["[PLACE 漢字]\r\n"]);
        check("[PLACE? é]👩‍🚀", decide(0, Status::Rejected), expect!["[PLACE~ é]👩‍🚀"]);
        check(
            "[A the 9th] [B Circuit]",
            widen(1, "9th Circuit"),
            expect![[r#"
            [A the 9th] Circuit
                   ^^^^^^^^^^^^ B"#]],
        );
        check("[A a] [B b]", remove(0), expect!["a [B b]"]);
        check("בית [A המשפט]", insert("new", "בית המשפט", "B"), expect!["[B בית [A המשפט]]"]);
        check("[A a]", insert("a1", "a", "B"), expect!["annotation a1: expected a new id, found one in use"]);
        check(
            "[A a]",
            |_| Edit::Remove(AnnotationId("b".into())),
            expect!["annotation b: expected it in the document, found none"],
        );
    }

    #[test]
    fn refuses_spans_that_do_not_fit() {
        let span = Span::of(1..3).unwrap();
        let message = "bytes 1 to 3: expected a stretch of whole characters within the text's 3 bytes";
        let mut document = read("[A 漢]");
        let edits = [
            changed(0, |annotation| annotation.span = span)(&document),
            Edit::SetReviewed(vec![span]),
            Edit::SetText(Box::new(Retext {
                cleaned: document.cleaned().clone(),
                annotations: Vec::new(),
                reviewed: vec![span],
                set_aside: Vec::new(),
            })),
        ];
        for edit in edits {
            assert_eq!(edit.apply(&mut document).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn joins_reviewed_stretches_that_touch() {
        let spans = |ranges: &[std::ops::Range<usize>]| {
            ranges.iter().cloned().filter_map(Span::of).collect::<Vec<_>>()
        };
        let mut document = read("abcdefgh");
        Edit::SetReviewed(spans(&[5..6, 0..2, 2..3, 1..2])).apply(&mut document).unwrap();
        assert_eq!(document.reviewed(), spans(&[0..3, 5..6]));
    }

    /// A document, and edits of which some do not fit it.
    fn edits() -> impl Strategy<Value = (Document, Vec<Edit>)> {
        testing::document().prop_flat_map(|document| {
            let edits = vec(testing::edit(&document), 0..6);
            (Just(document), edits)
        })
    }

    proptest! {
        #[test]
        fn an_edit_and_its_inverse_cancel((document, edits) in edits()) {
            for edit in edits {
                let mut edited = document.clone();
                if let Ok(inverse) = edit.clone().apply(&mut edited) {
                    let again = inverse.apply(&mut edited).unwrap();
                    prop_assert_eq!(&edited, &document);
                    let mut twice = document.clone();
                    edit.apply(&mut twice).unwrap();
                    again.apply(&mut edited).unwrap();
                    prop_assert_eq!(&edited, &twice);
                }
                prop_assert!(edited.annotations().is_sorted_by(|a, b| rank(a) < rank(b)));
                prop_assert!(edited.annotations().iter().all(|one| one.span.slice(edited.text()).is_some()));
            }
        }

        #[test]
        fn what_is_said_to_be_unchanged_is_equal((document, edits) in edits()) {
            prop_assert!(document.clone().is_unchanged_from(&document));
            for edit in edits {
                let mut edited = document.clone();
                edit.apply(&mut edited).ok();
                prop_assert!(!edited.is_unchanged_from(&document) || edited == document);
            }
        }

        #[test]
        fn a_change_is_applied_whole_or_not_at_all((document, edits) in edits()) {
            let mut edited = document.clone();
            match apply_all(Change(edits), &mut edited) {
                Ok(inverse) => {
                    apply_all(inverse, &mut edited).unwrap();
                    prop_assert_eq!(edited, document);
                }
                Err(_) => prop_assert_eq!(edited, document),
            }
        }

        #[test]
        fn history_goes_back_and_forth((document, edits) in edits(), back in any::<Index>()) {
            let mut edited = document.clone();
            let mut history = History::default();
            let mut states = vec![document];
            for edit in edits {
                if history.apply("edit", Change(vec![edit]), &mut edited).is_ok() {
                    states.push(edited.clone());
                } else {
                    prop_assert_eq!(Some(&edited), states.last());
                }
            }
            let steps = states.len() - 1;
            let back = back.index(states.len());
            for at in (steps - back..steps).rev() {
                prop_assert_eq!(history.undo(&mut edited), Ok(Some("edit")));
                prop_assert_eq!(&edited, &states[at]);
            }
            for state in &states[steps - back + 1..] {
                prop_assert_eq!(history.redo(&mut edited), Ok(Some("edit")));
                prop_assert_eq!(&edited, state);
            }
            prop_assert_eq!(history.redo(&mut edited), Ok(None));
            while history.undo(&mut edited) == Ok(Some("edit")) {}
            prop_assert_eq!(&edited, &states[0]);
            prop_assert_eq!(history.next_undo(), None);
        }
    }
}
