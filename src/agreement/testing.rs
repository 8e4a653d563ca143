//! Projects in bracket notation, and random ones: what the tests of agreement are made of.

use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Mark, Matched, Shared, Stretch, match_documents};
use crate::annotation::{Label, Project, Status, document_from_notation};
use crate::text::CharOffset;

/// What a person said yes to.
pub fn statuses() -> &'static [Status] {
    &[Status::Accepted]
}

/// A project of documents, each an id and its notation.
pub fn project(documents: &[(&str, &str)]) -> Project {
    let document = |(id, notation): &(&str, &str)| {
        Rc::new(document_from_notation(*id, notation, &"Ada".into()).unwrap())
    };
    Project { documents: documents.iter().map(document).collect(), ..Project::default() }
}

/// One document as several annotators marked it.
pub fn matched(notations: &[&str]) -> Matched {
    let projects: Vec<Project> = notations.iter().map(|notation| project(&[("d", notation)])).collect();
    match_documents(&projects.iter().collect::<Vec<_>>(), statuses())
}

/// A mark from `start` to `end`.
pub fn mark(start: usize, end: usize, label: &str) -> Mark {
    Mark {
        stretch: Stretch { start: CharOffset(start), end: CharOffset(end) },
        label: Label::new(label).unwrap(),
    }
}

/// Marks of one annotator that don't overlap, on a text of at most 90 code points.
pub fn apart() -> impl Strategy<Value = Vec<Mark>> {
    vec((0..3usize, 1..5usize, select(&["X", "Y", "Z"][..])), 0..12).prop_map(|steps| {
        let mut at = 0;
        let place = |(gap, length, label)| {
            let start = at + gap;
            at = start + length;
            mark(start, at, label)
        };
        steps.into_iter().map(place).collect()
    })
}

/// Marks of one annotator, some of them overlapping.
pub fn any_marks() -> impl Strategy<Value = Vec<Mark>> {
    vec((0..40usize, 1..12usize, select(&["X", "Y", "Z"][..])), 0..10).prop_map(|picked| {
        let mut marks: Vec<Mark> =
            picked.into_iter().map(|(start, length, label)| mark(start, start + length, label)).collect();
        marks.sort_by_key(|one| (one.stretch.start, std::cmp::Reverse(one.stretch.end), one.label.clone()));
        marks.dedup();
        marks
    })
}

/// A document with a token for every two code points.
pub fn shared(id: &str, readings: Vec<Option<Vec<Mark>>>) -> Shared {
    let token = |at: usize| Stretch { start: CharOffset(2 * at), end: CharOffset(2 * at + 2) };
    Shared { id: id.into(), length: 90, tokens: (0..45).map(token).collect(), readings }
}

/// One to four documents of so many annotators, of whom now and then one has not read a document.
pub fn documents(annotators: usize) -> impl Strategy<Value = Matched> {
    let reading = prop_oneof![6 => any_marks().prop_map(Some), 1 => Just(None)];
    vec(vec(reading, annotators), 1..5).prop_map(move |documents| {
        let ids = ["a", "b", "c", "d"];
        let shared = documents.into_iter().zip(ids).map(|(readings, id)| shared(id, readings));
        Matched { annotators, shared: shared.collect(), ..Matched::default() }
    })
}

/// Whether two figures are the same but for rounding.
pub fn close(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    }
}
