//! The four schemes, by hand and for any marks.

use super::*;
use crate::agreement::testing::{any_marks, apart, close, mark, matched};
use proptest::prelude::*;

/// Checks the counts of each scheme, in the order of [`Scheme::ALL`]: correct, incorrect, partial, missed, spurious.
#[track_caller]
fn check(first: &[Mark], second: &[Mark], expected: [[usize; 5]; 4]) {
    let found = Scheme::ALL.map(|scheme| {
        let counts = Counts::of(first, second, scheme);
        [counts.correct, counts.incorrect, counts.partial, counts.missed, counts.spurious]
    });
    assert_eq!(found, expected);
}

#[test]
fn the_cases_of_the_task() {
    // The scenarios that the task's description goes through: the same, a type too many, one missed, another type, other
    // ends, both.
    let drug = [mark(3, 8, "X")];
    check(&drug, &drug, [[1, 0, 0, 0, 0]; 4]);
    check(&[], &drug, [[0, 0, 0, 0, 1]; 4]);
    check(&drug, &[], [[0, 0, 0, 1, 0]; 4]);
    let other_label = [mark(3, 8, "Y")];
    check(&drug, &other_label, [[0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0]]);
    let other_ends = [mark(2, 6, "X")];
    check(&drug, &other_ends, [[0, 1, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [1, 0, 0, 0, 0]]);
    let both = [mark(2, 6, "Y")];
    check(&drug, &both, [[0, 1, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0]]);
    check(&drug, &[mark(8, 9, "X")], [[0, 0, 0, 1, 1]; 4]);
    check(&[], &[], [[0; 5]; 4]);
}

#[test]
fn each_mark_has_one_partner_at_most() {
    let long = [mark(0, 9, "X")];
    let short = [mark(0, 3, "X"), mark(4, 9, "X")];
    check(&long, &short, [[0, 1, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 1, 0, 1], [1, 0, 0, 0, 1]]);
    check(&short, &long, [[0, 1, 0, 1, 0], [0, 1, 0, 1, 0], [0, 0, 1, 1, 0], [1, 0, 0, 1, 0]]);
}

#[test]
fn by_type_a_mark_takes_the_closest_of_its_label() {
    // The first of the second annotator's takes the far one, which is closer, and leaves the second nothing.
    let (first, second) = ([mark(0, 2, "X"), mark(3, 8, "X")], [mark(1, 7, "X"), mark(7, 9, "X")]);
    assert_eq!(Counts::of(&first, &second, Scheme::Type).correct, 1);
    assert_eq!(Counts::of(&second, &first, Scheme::Type).correct, 2);
}

#[test]
fn what_is_the_same_is_not_lost_to_an_overlap() {
    let (first, second) =
        ([mark(0, 9, "X"), mark(0, 4, "Y")], [mark(0, 9, "Z"), mark(0, 9, "X"), mark(0, 4, "Y")]);
    check(&first, &second, [[2, 0, 0, 0, 1]; 4]);
    check(&second, &first, [[2, 0, 0, 1, 0]; 4]);
}

#[test]
fn a_hundredth_of_the_first_has_to_be_shared() {
    check(&[mark(0, 200, "X")], &[mark(199, 210, "X")], [[0, 0, 0, 1, 1]; 4]);
    assert_eq!(Counts::of(&[mark(0, 200, "X")], &[mark(198, 210, "X")], Scheme::Type).correct, 1);
    assert_eq!(Counts::of(&[mark(199, 210, "X")], &[mark(0, 200, "X")], Scheme::Partial).partial, 1);
}

#[test]
fn figures_by_hand() {
    let counts = Counts { correct: 2, incorrect: 1, partial: 3, missed: 4, spurious: 0 };
    assert_eq!((counts.first(), counts.second()), (10, 6));
    assert_eq!((counts.precision(), counts.recall()), (Some(3.5 / 6.0), Some(0.35)));
    assert_eq!(counts.f1(), Some(7.0 / 16.0));
    assert_eq!(Counts::default().f1(), None);
    let missed = Counts { missed: 1, ..Counts::default() };
    assert_eq!((missed.precision(), missed.recall(), missed.f1()), (None, Some(0.0), Some(0.0)));
}

#[test]
fn labels_are_paired_among_themselves() {
    let matched = matched(&["[X Ann Roe] of [Y Rome]", "[Y Ann] Roe of [Y Rome]"]);
    let documents = SpanCounts::of_documents(&matched, 0, 1);
    let [(0, counts)] = &documents[..] else { panic!("{documents:?}") };
    assert_eq!(counts.all[0], Counts { correct: 1, incorrect: 1, ..Counts::default() });
    let strict: Vec<(&str, Counts)> =
        counts.labels.iter().map(|(label, counts)| (label.name(), counts[0])).collect();
    let x = Counts { missed: 1, ..Counts::default() };
    let y = Counts { correct: 1, spurious: 1, ..Counts::default() };
    assert_eq!(strict, [("X", x), ("Y", y)]);
    assert_eq!(SpanCounts::of_documents(&matched, 0, 2), []);
}

/// nervaluate's own way, list against list, for marks of which an annotator's own don't overlap.
fn as_nervaluate(first: &[Mark], second: &[Mark], scheme: Scheme) -> Counts {
    let mut counts = Counts::default();
    let mut taken = vec![false; first.len()];
    for mark in second {
        let free: Vec<usize> = (0..first.len()).filter(|&at| !taken[at]).collect();
        let enough = |at: &usize| shares_enough(mark, &first[*at]);
        let found = match scheme {
            Scheme::Type => {
                let same = free.iter().copied().filter(|at| enough(at) && first[*at].label == mark.label);
                same.min_by_key(|&at| distance(mark, &first[at]))
            }
            Scheme::Strict => free.iter().copied().find(|&at| first[at] == *mark),
            Scheme::Exact | Scheme::Partial => {
                free.iter().copied().find(|&at| first[at].stretch == mark.stretch)
            }
        };
        let near = free.iter().copied().find(enough);
        match (found, near, scheme) {
            (Some(_), ..) => counts.correct += 1,
            (None, Some(_), Scheme::Partial) => counts.partial += 1,
            (None, Some(_), _) => counts.incorrect += 1,
            (None, None, _) => counts.spurious += 1,
        }
        if let Some(at) = found.or(near) {
            taken[at] = true;
        }
    }
    counts.missed = taken.iter().filter(|taken| !**taken).count();
    counts
}

proptest! {
    #[test]
    fn counts_are_nervaluates_where_nobody_overlaps(first in apart(), second in apart()) {
        for scheme in Scheme::ALL {
            prop_assert_eq!(Counts::of(&first, &second, scheme), as_nervaluate(&first, &second, scheme));
        }
    }

    #[test]
    fn swapping_annotators_swaps_precision_and_recall(first in any_marks(), second in any_marks()) {
        for scheme in [Scheme::Strict, Scheme::Exact] {
            let (one, other) = (Counts::of(&first, &second, scheme), Counts::of(&second, &first, scheme));
            prop_assert_eq!((one.precision(), one.recall()), (other.recall(), other.precision()));
            prop_assert_eq!(one.f1(), other.f1());
        }
    }

    #[test]
    fn swapping_keeps_partial_where_nobody_overlaps(first in apart(), second in apart()) {
        let of = |first, second| Counts::of(first, second, Scheme::Partial);
        let (one, other) = (of(&first, &second), of(&second, &first));
        prop_assert_eq!((one.precision(), one.recall(), one.f1()), (other.recall(), other.precision(), other.f1()));
    }

    #[test]
    fn every_mark_counts_once_and_figures_have_their_bounds(first in any_marks(), second in any_marks()) {
        for scheme in Scheme::ALL {
            let counts = Counts::of(&first, &second, scheme);
            prop_assert_eq!((counts.first(), counts.second()), (first.len(), second.len()));
            for figure in [counts.precision(), counts.recall(), counts.f1()].into_iter().flatten() {
                prop_assert!((0.0..=1.0).contains(&figure));
            }
            let (precision, recall) = (counts.precision().unwrap_or(0.0), counts.recall().unwrap_or(0.0));
            let mean = (precision + recall > 0.0).then(|| 2.0 * precision * recall / (precision + recall));
            prop_assert!(mean.is_none() || close(mean, counts.f1()));
            let same = Counts::of(&first, &first, scheme);
            prop_assert_eq!(same.f1(), (!first.is_empty()).then_some(1.0));
        }
        let of = |scheme| Counts::of(&first, &second, scheme).correct;
        prop_assert!(of(Scheme::Strict) <= of(Scheme::Exact) && of(Scheme::Exact) <= of(Scheme::Partial));
    }
}
