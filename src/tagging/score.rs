//! How good a tagging is: precision, recall and F1 of spans against gold, exact and by overlap.
//!
//! The figures equal those of the corpus's own `score_ner.py`: duplicates count once, exact means the same start,
//! end and label, and overlap pairs spans of one label one to one, the longest overlap first.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotation::Label;
use crate::text::Span;

/// What was counted for one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Spans in the gold.
    pub gold: usize,
    /// Spans predicted.
    pub predicted: usize,
    /// Predicted spans that are in the gold, start, end and label.
    pub exact: usize,
    /// Pairs of a gold and a predicted span of the label that share text.
    pub overlap: usize,
}

/// Precision, recall and their harmonic mean, each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// The share of the predicted that is right.
    pub precision: f64,
    /// The share of the gold that was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// What was counted over one or many documents, by label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the labels' alphabetical order.
    pub labels: BTreeMap<Label, Tally>,
}

impl Tally {
    /// The figures of exact matches.
    pub fn exact(&self) -> Figures {
        figures(self.exact, self.predicted, self.gold)
    }

    /// The figures of matches by overlap.
    pub fn overlap(&self) -> Figures {
        figures(self.overlap, self.predicted, self.gold)
    }

    fn add(&mut self, other: &Tally) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.exact += other.exact;
        self.overlap += other.overlap;
    }
}

impl Counts {
    /// Adds another document's counts.
    pub fn merge(&mut self, other: &Counts) {
        for (label, tally) in &other.labels {
            self.labels.entry(label.clone()).or_default().add(tally);
        }
    }

    /// All labels together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.labels.values().for_each(|tally| total.add(tally));
        total
    }

    /// Micro-averaged precision of exact matches.
    pub fn precision(&self) -> f64 {
        self.total().exact().precision
    }

    /// Micro-averaged recall of exact matches.
    pub fn recall(&self) -> f64 {
        self.total().exact().recall
    }

    /// Micro-averaged F1 of exact matches.
    pub fn f1(&self) -> f64 {
        self.total().exact().f1
    }

    /// The mean exact F1 of the labels that the gold has.
    pub fn macro_f1(&self) -> f64 {
        let each: Vec<f64> =
            self.labels.values().filter(|tally| tally.gold > 0).map(|tally| tally.exact().f1).collect();
        if each.is_empty() { 0.0 } else { each.iter().sum::<f64>() / each.len() as f64 }
    }
}

/// Counts one document's `predicted` spans against its `gold`.
pub fn score(gold: &[(Span, Label)], predicted: &[(Span, Label)]) -> Counts {
    let mut sides: BTreeMap<&Label, [BTreeSet<Span>; 2]> = BTreeMap::new();
    for (side, spans) in [gold, predicted].into_iter().enumerate() {
        for (span, label) in spans {
            sides.entry(label).or_default()[side].insert(*span);
        }
    }
    let labels = sides
        .into_iter()
        .map(|(label, [gold, predicted])| {
            let tally = Tally {
                gold: gold.len(),
                predicted: predicted.len(),
                exact: gold.intersection(&predicted).count(),
                overlap: overlapping(&gold, &predicted),
            };
            (label.clone(), tally)
        })
        .collect();
    Counts { labels }
}

/// Pairs that overlap, one to one, the longest overlap first.
fn overlapping(gold: &BTreeSet<Span>, predicted: &BTreeSet<Span>) -> usize {
    let mut pairs = Vec::new();
    for &one in gold {
        for &other in predicted.iter().take_while(|other| other.start() < one.end()) {
            if let Some(shared) = one.intersection(other) {
                pairs.push((std::cmp::Reverse(shared.range().len()), one, other));
            }
        }
    }
    pairs.sort();
    let (mut used_gold, mut used_predicted) = (BTreeSet::new(), BTreeSet::new());
    let mut count = 0;
    for (_, one, other) in pairs {
        if !used_gold.contains(&one) && !used_predicted.contains(&other) {
            used_gold.insert(one);
            used_predicted.insert(other);
            count += 1;
        }
    }
    count
}

fn figures(right: usize, predicted: usize, gold: usize) -> Figures {
    let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
    let (precision, recall) = (share(predicted), share(gold));
    let sum = precision + recall;
    Figures { precision, recall, f1: if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(rows: &[(usize, usize, &str)]) -> Vec<(Span, Label)> {
        rows.iter()
            .filter_map(|&(start, end, label)| Some((Span::of(start..end)?, Label::new(label)?)))
            .collect()
    }

    #[test]
    fn exact_and_overlap() {
        let gold = spans(&[(0, 5, "PLACE"), (10, 20, "PERSON"), (30, 40, "DATE")]);
        let predicted = spans(&[(0, 5, "PLACE"), (0, 5, "PLACE"), (12, 20, "PERSON"), (30, 40, "LAW")]);
        let counts = score(&gold, &predicted);
        let total = counts.total();
        assert_eq!(total, Tally { gold: 3, predicted: 3, exact: 1, overlap: 2 });
        assert!((counts.f1() - 1.0 / 3.0).abs() < 1e-12);
        assert!((total.overlap().f1 - 2.0 / 3.0).abs() < 1e-12);
        assert!((counts.macro_f1() - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn pairs_are_one_to_one_and_documents_add_up() {
        let gold = spans(&[(0, 4, "A"), (5, 20, "A")]);
        let one = score(&gold, &spans(&[(0, 20, "A")]));
        assert_eq!(one.total(), Tally { gold: 2, predicted: 1, exact: 0, overlap: 1 });
        let mut both = one.clone();
        both.merge(&score(&gold, &gold));
        assert_eq!(both.total(), Tally { gold: 4, predicted: 3, exact: 2, overlap: 3 });
        assert_eq!(Counts::default().f1(), 0.0);
    }
}
