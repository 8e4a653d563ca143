//! All figures of several annotators at once.

use std::collections::BTreeMap;

use super::{
    Coincidences, Confusion, Counts, Grid, Interval, Matched, Ratings, Row, Scheme, SpanCounts, Tally, grid,
    interval, label_grid, unitized,
};
use crate::annotation::Label;

/// A figure and how far it may be off.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figure {
    /// The figure; `None` where it is not defined.
    pub value: Option<f64>,
    /// Where the middle 95% of the draws of documents lie.
    pub interval: Option<Interval>,
}

/// How two annotators agree.
#[derive(Clone, Debug, PartialEq)]
pub struct PairReport {
    /// The first one's number, whose marks are taken for right.
    pub first: usize,
    /// The second one's number.
    pub second: usize,
    /// The spans of each document that both have, with its place among [`Matched::shared`].
    pub documents: Vec<(usize, SpanCounts)>,
    /// The spans of all of them.
    pub spans: SpanCounts,
    /// How far F1 may be off, in the order of [`Scheme::ALL`].
    pub f1: [Figure; 4],
    /// Cohen's kappa on tokens.
    pub kappa: Figure,
    /// Cohen's kappa on whether a token is under each label.
    pub label_kappa: BTreeMap<Label, Option<f64>>,
    /// What the two said of each token, labels in the order of [`Report::labels`].
    pub tokens: Confusion,
    /// What the two said of each mark.
    pub marks: Confusion,
}

/// How all annotators together agree on one label.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LabelReport {
    /// Fleiss' kappa on whether a token is under it.
    pub fleiss: Option<f64>,
    /// Krippendorff's nominal alpha on the same.
    pub alpha: Option<f64>,
    /// Krippendorff's alpha for unitizing.
    pub unitized: Option<f64>,
}

/// How several annotators agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The labels in use, in alphabetical order.
    pub labels: Vec<Label>,
    /// How many tokens the documents that are compared have.
    pub tokens: usize,
    /// Each two annotators, the one with the lower number first.
    pub pairs: Vec<PairReport>,
    /// Fleiss' kappa on the tokens that all read.
    pub fleiss: Figure,
    /// Krippendorff's nominal alpha on the tokens that at least two read.
    pub alpha: Figure,
    /// Krippendorff's alpha for unitizing, on the documents that all have. It has no interval: documents do not add up in it.
    pub unitized: Option<f64>,
    /// Each label by itself.
    pub by_label: BTreeMap<Label, LabelReport>,
}

/// Works out all figures, intervals over so many `rounds` with `seed`.
pub fn agree(matched: &Matched, rounds: usize, seed: u64) -> Report {
    let grid = grid(matched);
    let by_label: Vec<(Label, Grid)> =
        grid.labels.iter().map(|label| (label.clone(), label_grid(matched, label))).collect();
    let draws = Draws { rounds, seed };
    let pairs = (0..matched.annotators)
        .flat_map(|first| (first + 1..matched.annotators).map(move |second| (first, second)))
        .map(|(first, second)| draws.pair(matched, &grid, &by_label, first, second));
    let values = grid.values();
    Report {
        tokens: grid.documents.iter().map(Vec::len).sum(),
        pairs: pairs.collect(),
        fleiss: draws.figure(&of_each(&grid, |rows| Ratings::of(rows, values)), Ratings::kappa),
        alpha: draws.figure(&of_each(&grid, |rows| Coincidences::of(rows, values)), Coincidences::alpha),
        unitized: unitized::unitized_alpha(matched),
        by_label: by_label
            .iter()
            .map(|(label, grid)| (label.clone(), of_label(matched, label, grid)))
            .collect(),
        labels: grid.labels,
    }
}

/// Something of each document's tokens.
fn of_each<T>(grid: &Grid, of: impl Fn(&[Row]) -> T) -> Vec<T> {
    grid.documents.iter().map(|rows| of(rows)).collect()
}

fn of_label(matched: &Matched, label: &Label, grid: &Grid) -> LabelReport {
    let values = grid.values();
    LabelReport {
        fleiss: Ratings::total(&of_each(grid, |rows| Ratings::of(rows, values))).kappa(),
        alpha: Coincidences::total(&of_each(grid, |rows| Coincidences::of(rows, values))).alpha(),
        unitized: unitized::disagreement(matched, label).and_then(|one| one.alpha()),
    }
}

/// How documents are drawn for the intervals.
struct Draws {
    rounds: usize,
    seed: u64,
}

impl Draws {
    fn figure<T: Tally>(&self, documents: &[T], figure: impl Fn(&T) -> Option<f64>) -> Figure {
        Figure {
            value: figure(&T::total(documents)),
            interval: interval(documents, self.rounds, self.seed, figure),
        }
    }

    fn pair(
        &self,
        matched: &Matched,
        grid: &Grid,
        by_label: &[(Label, Grid)],
        first: usize,
        second: usize,
    ) -> PairReport {
        let documents = SpanCounts::of_documents(matched, first, second);
        let f1 = |scheme: usize| {
            let counts: Vec<Counts> =
                documents.iter().filter_map(|(_, counts)| counts.all.get(scheme).copied()).collect();
            self.figure(&counts, Counts::f1)
        };
        let confusions = |grid: &Grid| -> Vec<Confusion> {
            // Only what both have can be drawn: a document that one has not read says nothing of the two.
            let both = documents.iter().filter_map(|(at, _)| grid.documents.get(*at));
            both.map(|rows| Confusion::of_tokens(rows, first, second, grid.values())).collect()
        };
        let tokens = confusions(grid);
        let label_kappa =
            by_label.iter().map(|(label, grid)| (label.clone(), Confusion::total(&confusions(grid)).kappa()));
        let marks: Vec<Confusion> = documents
            .iter()
            .filter_map(|(at, _)| {
                let readings = &matched.shared.get(*at)?.readings;
                let (one, other) = (readings.get(first)?.as_ref()?, readings.get(second)?.as_ref()?);
                Some(Confusion::of_spans(one, other, &grid.labels))
            })
            .collect();
        PairReport {
            first,
            second,
            spans: SpanCounts::total(documents.iter().map(|(_, counts)| counts)),
            f1: std::array::from_fn::<_, { Scheme::ALL.len() }, _>(f1),
            kappa: self.figure(&tokens, Confusion::kappa),
            label_kappa: label_kappa.collect(),
            tokens: Confusion::total(&tokens),
            marks: Confusion::total(&marks),
            documents,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::match_documents;
    use crate::agreement::testing::{close, documents, matched, project, statuses};
    use crate::annotation::Project;
    use proptest::prelude::*;

    #[test]
    fn a_report_by_hand() {
        let matched = matched(&["[X Ann] of [Y Rome] sat", "[X Ann] of [X Rome] sat", "Ann of [Y Rome] sat"]);
        let report = agree(&matched, 100, 1);
        assert_eq!(report.labels.iter().map(Label::name).collect::<Vec<_>>(), ["X", "Y"]);
        assert_eq!((report.tokens, report.pairs.len()), (4, 3));
        let [first, second, third] = &report.pairs[..] else { unreachable!() };
        assert_eq!((first.first, first.second, third.first, third.second), (0, 1, 1, 2));
        let f1 = |pair: &PairReport| pair.f1.map(|figure| figure.value);
        assert_eq!(f1(first), [Some(0.5), Some(1.0), Some(1.0), Some(0.5)]);
        assert_eq!(f1(second), [Some(2.0 / 3.0); 4]);
        assert_eq!(first.tokens.cells, [[2, 0, 0], [0, 1, 0], [0, 1, 0]]);
        assert_eq!(first.marks.cells, [[0, 0, 0], [0, 1, 0], [0, 1, 0]]);
        // 3 of 4 the same; by chance 2 × 2 + 1 × 2 + 1 × 0 of 16.
        assert!(close(first.kappa.value, Some((12.0 - 6.0) / (16.0 - 6.0))));
        // Of 12 ratings 7 are none, 3 X, 2 Y; 2 tokens of 4 are agreed on, in two a third of the pairs.
        let chance = f64::from(49 + 9 + 4) / 144.0;
        assert!(close(report.fleiss.value, Some((8.0 / 12.0 - chance) / (1.0 - chance))));
        let differ = 1.0 - f64::from(7 * 6 + 3 * 2 + 2) / 132.0;
        assert!(close(report.alpha.value, Some(1.0 - (4.0 / 12.0) / differ)));
        assert_eq!(first.documents.len(), 1);
        assert_eq!(first.f1[1].interval, Some(Interval { low: 1.0, high: 1.0 }));
    }

    #[test]
    fn nothing_to_compare_is_nothing_defined() {
        let empty = Project::default();
        let one = project(&[("a", "")]);
        let differing = (project(&[("a", "x")]), project(&[("a", "y")]));
        let files: [&[&Project]; 6] =
            [&[], &[&empty], &[&empty, &empty], &[&one], &[&one, &one], &[&differing.0, &differing.1]];
        for projects in files {
            let report = agree(&match_documents(projects, statuses()), 20, 1);
            assert_eq!((report.fleiss.value, report.alpha.value, report.unitized), (None, None, None));
            for pair in &report.pairs {
                assert_eq!((pair.f1[0], pair.kappa), (Figure::default(), Figure::default()));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_report_is_the_same_each_time_and_intervals_hold_no_nonsense(matched in documents(3)) {
            let report = agree(&matched, 30, 5);
            prop_assert_eq!(&report, &agree(&matched, 30, 5));
            let figures = report.pairs.iter().flat_map(|pair| pair.f1.iter().chain([&pair.kappa]));
            for figure in figures.chain([&report.fleiss, &report.alpha]) {
                if let Some(interval) = figure.interval {
                    prop_assert!(interval.low <= interval.high && interval.high <= 1.0 + 1e-12);
                    prop_assert!(interval.low.is_finite());
                }
            }
        }

        #[test]
        fn the_same_annotations_agree_wholly(matched in documents(1)) {
            let mut matched = matched;
            matched.annotators = 2;
            for document in &mut matched.shared {
                document.readings = vec![document.readings[0].clone(); 2];
            }
            let report = agree(&matched, 10, 1);
            let figures = report.pairs[0].f1.iter().chain([&report.pairs[0].kappa, &report.fleiss, &report.alpha]);
            for value in figures.map(|figure| figure.value).chain([report.unitized]) {
                prop_assert!(value.is_none_or(|value| close(Some(value), Some(1.0))));
            }
        }
    }
}
