//! Edits, one by one and many at once: each has an inverse, and all or none of a change is applied.

use super::*;
use crate::annotation::testing::{self, read, written};
use crate::annotation::{History, Label, Status};
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
    let spans =
        |ranges: &[std::ops::Range<usize>]| ranges.iter().cloned().filter_map(Span::of).collect::<Vec<_>>();
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
            prop_assert_eq!(history.undo(&mut edited), Ok(Some("edit".into())));
            prop_assert_eq!(&edited, &states[at]);
        }
        for state in &states[steps - back + 1..] {
            prop_assert_eq!(history.redo(&mut edited), Ok(Some("edit".into())));
            prop_assert_eq!(&edited, state);
        }
        prop_assert_eq!(history.redo(&mut edited), Ok(None));
        while history.undo(&mut edited) == Ok(Some("edit".into())) {}
        prop_assert_eq!(&edited, &states[0]);
        prop_assert_eq!(history.next_undo(), None);
    }

    #[test]
    fn many_edits_at_once_end_as_one_by_one((document, edits) in edits()) {
        let edits: Vec<Edit> = edits.into_iter().filter(is_of_annotations).collect();
        let (mut one_by_one, mut at_once) = (document.clone(), document.clone());
        let mut undo = Vec::new();
        let alone = edits.iter().cloned().try_for_each(|edit| {
            undo.insert(0, edit.apply(&mut one_by_one)?);
            Ok::<_, EditError>(())
        });
        match together(Change(edits), &mut at_once) {
            Ok(inverse) => {
                prop_assert_eq!(alone, Ok(()));
                prop_assert_eq!(&at_once, &one_by_one);
                prop_assert_eq!(&inverse, &Change(undo));
                together(inverse, &mut at_once).unwrap();
            }
            Err(error) => prop_assert_eq!(alone, Err(error)),
        }
        prop_assert_eq!(&at_once, &document);
    }
}
