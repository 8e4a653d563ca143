//! Random texts, documents and edits, and documents in bracket notation: what the tests here are made of.

use std::cmp::Reverse;
use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{
    Annotation, AnnotationId, Document, DocumentStatus, Edit, Label, Notation, Retext, Status,
    document_from_notation, document_to_notation,
};
use crate::article::{Cleaned, Metadata};
use crate::text::Span;

/// A document from its notation; its annotations are called `a1`, `a2`, … in order.
pub fn read(notation: &str) -> Document {
    document_from_notation("d", notation, &"Ada".into()).unwrap()
}

/// A document as its notation.
pub fn written(document: &Document) -> String {
    document_to_notation(document)
}

/// Texts with what makes counting hard, and with what the notation has to escape.
pub fn text() -> impl Strategy<Value = String> {
    vec(
        select(
            &[
                "a",
                "b",
                " ",
                "é",
                "e\u{301}",
                "漢",
                "👩‍🚀",
                "ש",
                "\r\n",
                "\n",
                "[",
                "]",
                "\\",
                "^",
                "===",
                "+",
                "?",
            ][..],
        ),
        0..30,
    )
    .prop_map(|pieces| pieces.concat())
}

pub fn label() -> impl Strategy<Value = Label> {
    select(&["PERSON", "COURT", "A B", "é?", "x~", "[\\]", "a\nb"][..])
        .prop_map(|name| Label::new(name).unwrap())
}

pub fn status() -> impl Strategy<Value = Status> {
    select(&[Status::Suggested, Status::Accepted, Status::Rejected][..])
}

/// A stretch of whole characters of `text`; `None` if it has none.
pub fn span(text: &str, a: Index, b: Index) -> Option<Span> {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (bounds[a.index(bounds.len())], bounds[b.index(bounds.len())]);
    Span::of(a.min(b)..a.max(b))
}

pub fn notation() -> impl Strategy<Value = Notation> {
    (text(), vec((any::<Index>(), any::<Index>(), label(), status()), 0..8)).prop_map(|(text, picked)| {
        let mut spans: Vec<_> = picked
            .into_iter()
            .filter_map(|(a, b, label, status)| Some((span(&text, a, b)?, label, status)))
            .collect();
        spans.sort_by_key(|(span, ..)| (span.start(), Reverse(span.end())));
        Notation { text, spans }
    })
}

/// A document of any notation.
pub fn document() -> impl Strategy<Value = Document> {
    notation().prop_map(|notation| read(&super::write_notation(&notation)))
}

/// Any kind of edit on `document`, now and then one that does not fit it.
pub fn edit(document: &Document) -> impl Strategy<Value = Edit> + use<> {
    let old = document.text().to_string();
    let annotation = move |text: String| {
        (0..10usize, any::<Index>(), any::<Index>(), label(), status()).prop_map(
            move |(id, a, b, label, status)| {
                let id = AnnotationId(format!("a{id}").into());
                let span = span(&text, a, b).unwrap_or(Span::of(0..1000).unwrap());
                Rc::new(Annotation { status, ..Annotation::by_hand(id, span, label, "Bea".into()) })
            },
        )
    };
    let spans = |text: String| {
        vec((any::<Index>(), any::<Index>()), 0..4).prop_map(move |picked| {
            picked.into_iter().filter_map(|(a, b)| span(&text, a, b)).collect::<Vec<_>>()
        })
    };
    let retext = text().prop_flat_map(move |text| {
        (vec(annotation(text.clone()), 0..4), spans(text.clone())).prop_map(move |(annotations, reviewed)| {
            let cleaned = Cleaned { text: text.as_str().into(), ..Cleaned::default() };
            Edit::SetText(Box::new(Retext { cleaned, annotations, reviewed, set_aside: Vec::new() }))
        })
    });
    prop_oneof![
        annotation(old.clone()).prop_map(Edit::Insert),
        (0..10usize).prop_map(|id| Edit::Remove(AnnotationId(format!("a{id}").into()))),
        annotation(old.clone()).prop_map(Edit::Replace),
        "[a-c]{0,3}".prop_map(|title| {
            Edit::SetMetadata(Box::new(Metadata { title: Some(title), ..Metadata::default() }))
        }),
        select(&[DocumentStatus::New, DocumentStatus::InProgress, DocumentStatus::Done][..])
            .prop_map(Edit::SetStatus),
        spans(old).prop_map(Edit::SetReviewed),
        retext,
    ]
}
