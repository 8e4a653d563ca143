//! What gamma promises, and best alignments against all there are.

use proptest::prelude::*;

use super::*;
use crate::agreement::testing::{any_marks, close, documents, mark, matched, shared};

/// Units of up to four annotators, few enough to try all alignments.
fn few() -> impl Strategy<Value = Continuum> {
    let unit = (0..4_usize, 0..20_u8, 1..9_u8, 0..3_usize);
    (2..5_usize, proptest::collection::vec(unit, 1..8)).prop_map(|(annotators, units)| {
        let unit = |(annotator, start, length, category): (usize, u8, u8, usize)| Unit {
            annotator: annotator % annotators,
            start: f64::from(start),
            end: f64::from(start + length),
            category,
        };
        Continuum::new(annotators, units.into_iter().map(unit).collect())
    })
}

/// The least that any alignment costs, each looked at.
fn least(continuum: &Continuum, next: usize, groups: &mut Vec<Vec<usize>>) -> f64 {
    let Some(unit) = continuum.units.get(next) else {
        return continuum.disorder(groups);
    };
    groups.push(vec![next]);
    let mut least_of_all = least(continuum, next + 1, groups);
    groups.pop();
    for at in 0..groups.len() {
        if groups[at].iter().all(|other| continuum.units[*other].annotator != unit.annotator) {
            groups[at].push(next);
            least_of_all = least_of_all.min(least(continuum, next + 1, groups));
            groups[at].pop();
        }
    }
    least_of_all
}

/// Gamma with the fewest draws, for what must hold of any.
fn quick(matched: &Matched) -> Gamma {
    of_documents(matched, 20, 5, Limits { samples: FEWEST, ..USUAL })
}

fn best(continuum: &Continuum) -> Vec<Vec<usize>> {
    best_alignment(continuum, &mut Work(USUAL.steps)).unwrap()
}

fn observed(matched: &Matched) -> Vec<f64> {
    quick(matched).documents.iter().map(|(_, one)| one.observed).collect()
}

#[test]
fn a_document_by_hand() {
    // "Ann" and "Rome", 0 to 3 and 7 to 11; the second one says 7 to 12 and another label for Ann, the third has one alone.
    let text = matched(&["[X Ann] of [Y Rome]s sat", "[Y Ann] of [Y Romes] sat", "Ann of Romes [X sat]"]);
    let one = gamma(&text, 0, 1).documents[0].1;
    let rome = (1.0_f64 / 9.0).powi(2);
    // Two pairs, of which each lacks the third annotator, and one alone; 5 units of 3 annotators.
    let sum = (1.0 + 2.0) / 3.0 + (rome + 2.0) / 3.0 + 1.0;
    assert!(close(Some(one.observed), Some(sum * 3.0 / 5.0)), "{one:?}");
    assert_eq!((one.units, one.samples >= FEWEST), (5, true));
    assert!(one.value().is_some_and(|value| value < 1.0));
}

#[test]
fn two_labels_or_two_places_may_be_better_apart() {
    let unit = |annotator, start: u8, category| Unit {
        annotator,
        start: f64::from(start),
        end: f64::from(start + 4),
        category,
    };
    let groups = |other| best(&Continuum::new(2, vec![unit(0, 10, 0), other])).len();
    // Shifted by their length they cost 1, like one of the two alone; with another label as much as both alone.
    assert_eq!((groups(unit(1, 12, 0)), groups(unit(1, 14, 0)), groups(unit(1, 14, 1))), (1, 1, 2));
    assert_eq!((groups(unit(1, 13, 1)), groups(unit(1, 16, 0))), (1, 2));
}

#[test]
fn what_says_nothing_has_no_gamma() {
    assert_eq!(gamma(&Matched::default(), 10, 1), Gamma::default());
    assert_eq!(gamma(&matched(&["a", "a"]), 10, 1), Gamma::default());
    let one_reader = Matched {
        annotators: 2,
        shared: vec![shared("a", vec![Some(vec![mark(0, 3, "X")]), None])],
        ..Matched::default()
    };
    assert_eq!(gamma(&one_reader, 10, 1), Gamma::default());
    let nothing = gamma(&matched(&["[X a]", "a"]), 10, 1);
    // One marked what the other did not; chance gives mostly the same.
    assert_eq!(nothing.documents[0].1.observed, 2.0);
    assert!(nothing.figure.value.is_some_and(|value| value.abs() < 0.2), "{nothing:?}");
}

#[test]
fn what_takes_too_long_is_left_out_and_told() {
    let reading =
        |shift: usize| Some((0..8).map(|at| mark(4 * at + shift, 4 * at + shift + 3, "X")).collect());
    let documents = vec![
        shared("a", vec![reading(0), reading(1), reading(2)]),
        shared("b", vec![Some(vec![mark(0, 3, "X")]), Some(vec![mark(0, 3, "X")]), None]),
    ];
    let text = Matched { annotators: 3, shared: documents, ..Matched::default() };
    let within = |steps| of_documents(&text, 10, 1, Limits { steps, ..USUAL });
    let short = within(10_000);
    assert_eq!((short.skipped.as_slice(), short.documents.len()), ([0].as_slice(), 1));
    assert_eq!(short.figure.value, Some(1.0));
    let whole = gamma(&text, 10, 1);
    assert_eq!((whole.skipped.len(), whole.documents.len()), (0, 2));
    // The second one's figures are not touched by the first, and weigh 2 units of 26.
    assert_eq!(whole.documents[1].1, short.documents[0].1);
    let (first, second) = (whole.documents[0].1.value().unwrap(), 1.0);
    assert!(close(whole.figure.value, Some((24.0 * first + 2.0 * second) / 26.0)));
    // Where the first draws are done, what was drawn counts.
    let less = (1..40)
        .map(|power| within((10_000.0 * 1.2_f64.powi(power)) as u64))
        .find(|one| one.skipped.is_empty());
    let less = less.unwrap().documents[0].1;
    assert!(less.samples >= FEWEST && less.samples <= whole.documents[0].1.samples);
    assert_eq!(less.observed, whole.documents[0].1.observed);
}

#[test]
fn sampling_is_as_precise_as_it_says() {
    let text = matched(&["[X Ann] of [Y Rome] sat by the [X sea]", "[X Ann] of [X Rome] sat [Y by the sea]"]);
    let of = |seed| gamma(&text, 0, seed).documents[0].1;
    let all: Vec<DocumentGamma> = (0..60).map(of).collect();
    let middle = mean(&all.iter().map(|one| one.expected).collect::<Vec<_>>());
    let within = all.iter().filter(|one| (one.expected / middle - 1.0).abs() <= one.precision).count();
    assert!(within >= 50, "{within} of 60");
    assert!(all.iter().all(|one| one.precision <= PRECISION), "{all:?}");
    assert_eq!(of(3), of(3));
    assert_ne!(of(3).expected, of(4).expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_alignment_is_better_than_the_best(continuum in few()) {
        let alignment = best(&continuum);
        let mut units = alignment.concat();
        units.sort_unstable();
        prop_assert!(units.iter().copied().eq(0..continuum.units.len()));
        let (found, least) = (continuum.disorder(&alignment), least(&continuum, 0, &mut Vec::new()));
        prop_assert!((found - least).abs() < 1e-12, "{found} {least} {alignment:?}");
    }

    #[test]
    fn the_search_finds_what_the_assignment_finds(one in any_marks(), other in any_marks()) {
        let document = shared("a", vec![Some(one), Some(other)]);
        let two = continuum_of(&document);
        let candidates = candidates::candidates(&two, &mut Work(USUAL.steps)).unwrap();
        let mut groups = many::groups(&two, candidates.clone(), &mut Work(USUAL.steps)).unwrap();
        let mut pairs = two::pairs(&two, &candidates, &mut Work(USUAL.steps)).unwrap();
        let saved = |groups: &mut Vec<Vec<usize>>| -> f64 {
            groups.sort();
            groups.iter().map(|group| 2.0 - two.unitary(group)).sum()
        };
        prop_assert!((saved(&mut groups) - saved(&mut pairs)).abs() < 1e-9);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn gamma_knows_no_order_of_annotators(text in documents(3)) {
        let mut turned = text.clone();
        turned.shared.iter_mut().for_each(|document| document.readings.rotate_left(1));
        prop_assert_eq!(quick(&text), quick(&turned));
    }

    #[test]
    fn the_same_annotations_have_a_gamma_of_one(text in documents(1), people in 2..5_usize) {
        let mut text = text;
        text.annotators = people;
        text.shared.iter_mut().for_each(|document| document.readings = vec![document.readings[0].clone(); people]);
        let gamma = quick(&text);
        prop_assert!(gamma.documents.iter().all(|(_, one)| one.observed == 0.0 && one.value() == Some(1.0)));
        prop_assert!(gamma.figure.value.is_none_or(|value| value == 1.0));
        prop_assert!(gamma.error.is_none_or(|error| error == 0.0));
    }

    #[test]
    fn only_proportions_count(one in any_marks(), other in any_marks()) {
        let double = |marks: &[Mark]| -> Vec<Mark> {
            let twice = |one: &Mark| mark(2 * one.stretch.start.0, 2 * one.stretch.end.0, one.label.name());
            marks.iter().map(twice).collect()
        };
        let of = |readings: [Vec<Mark>; 2]| {
            let shared = vec![shared("a", readings.map(Some).to_vec())];
            quick(&Matched { annotators: 2, shared, ..Matched::default() })
        };
        prop_assert_eq!(of([double(&one), double(&other)]), of([one, other]));
    }

    #[test]
    fn other_names_for_the_labels_change_nothing_observed(text in documents(3)) {
        let mut renamed = text.clone();
        for one in renamed.shared.iter_mut().flat_map(|document| document.readings.iter_mut().flatten().flatten()) {
            let name = match one.label.name() { "X" => "Z", "Y" => "X", _ => "Y" };
            one.label = Label::new(name).unwrap();
        }
        for (one, other) in observed(&text).into_iter().zip(observed(&renamed)) {
            prop_assert!(close(Some(one), Some(other)));
        }
    }
}
