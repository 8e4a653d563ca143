//! The figures of agreement as the app gets them from the worker in the background: what is asked, and what comes of it.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::agreement::{Counts, Figure, Matched, PairReport, Report, agree, match_documents};
use crate::annotation::{Annotation, AnnotationId, Document, Edit, Label, Project, Status};
use crate::text::Span;

/// Documents, and what each version marked in them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FiguresAsked {
    /// How many versions there are.
    pub versions: usize,
    /// The labels that marks name by their places.
    pub labels: Vec<String>,
    /// The documents.
    pub documents: Vec<DocumentAsked>,
    /// How often documents are drawn for the intervals.
    pub rounds: usize,
    /// Where drawing begins.
    pub seed: u64,
}

/// A document, and what each version marked in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentAsked {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// By version the marks: from and to in bytes, and the label's place; `None` where a version has no such document.
    pub readings: Vec<Option<Vec<(u32, u32, u32)>>>,
}

/// A figure with the middle 95% of what draws of the documents give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FigureMessage {
    /// The figure; `None` where it is not defined.
    pub value: Option<f64>,
    /// The lower and the upper end.
    pub ends: Option<(f64, f64)>,
}

/// Precision, recall and F1, the first version taken for right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpanFigures {
    /// The share of the second's marks that are right.
    pub precision: Option<f64>,
    /// The share of the first's marks that are found.
    pub recall: Option<f64>,
    /// Of both.
    pub f1: FigureMessage,
    /// How many marks the first has.
    pub first: usize,
    /// How many the second has.
    pub second: usize,
}

/// How all versions agree on a label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelFigures {
    /// Its name.
    pub name: String,
    /// Fleiss' kappa on whether a token is under it.
    pub fleiss: Option<f64>,
    /// Krippendorff's nominal alpha on the same.
    pub alpha: Option<f64>,
    /// Krippendorff's alpha for unitizing.
    pub unitized: Option<f64>,
}

/// How two versions agree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairFigures {
    /// The first one's number.
    pub first: usize,
    /// The second one's.
    pub second: usize,
    /// By scheme, in the order of [`crate::agreement::Scheme::ALL`].
    pub spans: Vec<SpanFigures>,
    /// Cohen's kappa on tokens.
    pub kappa: FigureMessage,
    /// By label, in the order of [`Figures::labels`]: spans under the strict scheme, and Cohen's kappa.
    pub labels: Vec<(SpanFigures, Option<f64>)>,
    /// By document that both have: its place among those asked, and its spans under the strict scheme.
    pub documents: Vec<(usize, SpanFigures)>,
    /// What the first said of each mark, and in it what the second; the first row and column stand for no mark.
    pub marks: Vec<Vec<usize>>,
}

/// How several versions agree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Whether intervals are among them.
    pub with_intervals: bool,
    /// How many tokens there are.
    pub tokens: usize,
    /// Each label by itself, in alphabetical order.
    pub labels: Vec<LabelFigures>,
    /// Each two versions.
    pub pairs: Vec<PairFigures>,
    /// Fleiss' kappa on tokens.
    pub fleiss: FigureMessage,
    /// Krippendorff's nominal alpha on tokens.
    pub alpha: FigureMessage,
    /// Krippendorff's alpha for unitizing.
    pub unitized: Option<f64>,
}

impl FiguresAsked {
    /// Works the figures out, with intervals or without.
    pub fn answer(&self, with_intervals: bool) -> Figures {
        let projects: Vec<Project> = (0..self.versions).map(|version| self.project(version)).collect();
        let matched = match_documents(&projects.iter().collect::<Vec<_>>(), &[Status::Accepted]);
        let report = agree(&matched, if with_intervals { self.rounds } else { 0 }, self.seed);
        let places: std::collections::HashMap<&str, usize> =
            self.documents.iter().enumerate().map(|(at, document)| (&*document.id, at)).collect();
        let by_label = report.by_label.iter().map(|(label, one)| LabelFigures {
            name: label.name().to_owned(),
            fleiss: one.fleiss,
            alpha: one.alpha,
            unitized: one.unitized,
        });
        Figures {
            with_intervals,
            tokens: report.tokens,
            labels: by_label.collect(),
            pairs: report
                .pairs
                .iter()
                .map(|pair| told(&report, pair, &matched, |id| places.get(id).copied()))
                .collect(),
            fleiss: figure(report.fleiss),
            alpha: figure(report.alpha),
            unitized: report.unitized,
        }
    }

    /// What a version has.
    fn project(&self, version: usize) -> Project {
        let labels: Vec<Option<Label>> = self.labels.iter().map(|name| Label::new(name)).collect();
        let nobody: Rc<str> = "".into();
        let document = |asked: &DocumentAsked| {
            let marks = asked.readings.get(version)?.as_ref()?;
            let mut document = Document::of_text(&*asked.id, &*asked.text);
            let inserts = marks.iter().enumerate().filter_map(|(number, (start, end, label))| {
                let span = Span::of(*start as usize..*end as usize)?;
                let label = labels.get(*label as usize)?.clone()?;
                let id = AnnotationId(number.to_string().into());
                Some(Edit::Insert(Rc::new(Annotation::by_hand(id, span, label, nobody.clone()))))
            });
            let change = crate::annotation::Change(inserts.collect());
            // A message whose marks do not stand in its text is none of ours; such a document then has none.
            let _ = crate::annotation::apply_all(change, &mut document);
            Some(Rc::new(document))
        };
        Project { documents: self.documents.iter().filter_map(document).collect(), ..Project::default() }
    }
}

fn figure(figure: Figure) -> FigureMessage {
    FigureMessage { value: figure.value, ends: figure.interval.map(|ends| (ends.low, ends.high)) }
}

fn spans(counts: &Counts) -> SpanFigures {
    SpanFigures {
        precision: counts.precision(),
        recall: counts.recall(),
        f1: FigureMessage { value: counts.f1(), ends: None },
        first: counts.first(),
        second: counts.second(),
    }
}

fn told(
    report: &Report,
    pair: &PairReport,
    matched: &Matched,
    place: impl Fn(&str) -> Option<usize>,
) -> PairFigures {
    let of_label = |label: &Label| {
        let counts = pair.spans.labels.get(label).and_then(|counts| counts.first());
        (spans(counts.unwrap_or(&Counts::default())), pair.label_kappa.get(label).copied().flatten())
    };
    let of_document = |(at, counts): &(usize, crate::agreement::SpanCounts)| {
        Some((place(&matched.shared.get(*at)?.id)?, spans(counts.all.first()?)))
    };
    let all = pair.spans.all.iter().zip(&pair.f1);
    PairFigures {
        first: pair.first,
        second: pair.second,
        spans: all.map(|(counts, f1)| SpanFigures { f1: figure(*f1), ..spans(counts) }).collect(),
        kappa: figure(pair.kappa),
        labels: report.labels.iter().map(of_label).collect(),
        documents: pair.documents.iter().filter_map(of_document).collect(),
        marks: pair.marks.cells.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> FiguresAsked {
        let readings = |all: &[&[(u32, u32, u32)]]| all.iter().map(|marks| Some(marks.to_vec())).collect();
        FiguresAsked {
            versions: 2,
            labels: vec!["X".to_owned(), "Y".to_owned()],
            documents: vec![
                DocumentAsked {
                    id: "b".to_owned(),
                    text: "é Ann sat 👩‍🚀".to_owned(),
                    readings: readings(&[&[(3, 6, 0), (7, 10, 1)], &[(3, 6, 0)]]),
                },
                DocumentAsked {
                    id: "a".to_owned(),
                    text: "漢 Ohio".to_owned(),
                    readings: readings(&[&[(4, 8, 1)], &[(4, 8, 0)]]),
                },
                DocumentAsked {
                    id: "c".to_owned(),
                    text: "Only one".to_owned(),
                    readings: vec![Some(vec![(0, 4, 0)]), None],
                },
            ],
            rounds: 50,
            seed: 1,
        }
    }

    #[test]
    fn figures_are_those_of_the_library_and_tell_their_documents() {
        let figures = asked().answer(true);
        let [pair] = figures.pairs.as_slice() else { panic!("{figures:?}") };
        // One of three and one of two marks is right: 2 / 5.
        assert_eq!(pair.spans[0].f1.value, Some(0.4));
        assert_eq!((pair.spans[0].first, pair.spans[0].second), (3, 2));
        assert_eq!(pair.marks, [[0, 0, 0], [0, 1, 0], [1, 1, 0]]);
        let documents: Vec<(usize, Option<f64>)> =
            pair.documents.iter().map(|(at, spans)| (*at, spans.f1.value)).collect();
        assert_eq!(documents, [(1, Some(0.0)), (0, Some(2.0 / 3.0))]);
        assert!(pair.spans[0].f1.ends.is_some() && figures.with_intervals);
        assert_eq!(figures.labels.iter().map(|label| &*label.name).collect::<Vec<_>>(), ["X", "Y"]);
        let plain = asked().answer(false);
        assert_eq!((plain.pairs[0].spans[0].f1.value, plain.pairs[0].spans[0].f1.ends), (Some(0.4), None));
    }

    #[test]
    fn a_mark_that_stands_nowhere_takes_its_document_out_and_no_more() {
        let mut broken = asked();
        broken.documents[0].readings[0] = Some(vec![(1, 3, 0), (3, 999, 0), (5, 5, 1), (3, 6, 9)]);
        let pair = &broken.answer(false).pairs[0];
        assert_eq!(pair.documents.len(), 2);
    }
}
