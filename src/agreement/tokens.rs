//! What each annotator said of each token.
//!
//! A token counts as under a mark if they share text. Where an annotator's marks overlap, a token has the label of the
//! longest, of two as long the one that begins first; what the shorter ones say is seen label by label ([`label_grid`]).

use std::cmp::Reverse;

use super::{Mark, Matched, Shared, Stretch};
use crate::annotation::Label;

/// What each annotator said of one token: the label's number from 1 on, or 0 for none; `None` from those who don't have the document.
pub type Row = Vec<Option<usize>>;

/// What each annotator said of each token of the documents that are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The labels; the first has the number 1.
    pub labels: Vec<Label>,
    /// The rows of each document's tokens, in the order of [`Matched::shared`].
    pub documents: Vec<Vec<Row>>,
}

impl Grid {
    /// How many things can be said of a token: each label, or none.
    pub fn values(&self) -> usize {
        self.labels.len() + 1
    }
}

/// The grid of all labels, of which a token has at most one.
pub fn grid(matched: &Matched) -> Grid {
    of_labels(matched, matched.labels())
}

/// The grid of one label: whether each token is under it, whatever else it is under.
pub fn label_grid(matched: &Matched, label: &Label) -> Grid {
    of_labels(matched, vec![label.clone()])
}

fn of_labels(matched: &Matched, labels: Vec<Label>) -> Grid {
    let documents = matched.shared.iter().map(|document| rows(document, &labels)).collect();
    Grid { labels, documents }
}

fn rows(document: &Shared, labels: &[Label]) -> Vec<Row> {
    let said =
        document.readings.iter().map(|reading| Some(values(&document.tokens, reading.as_ref()?, labels)));
    let said: Vec<Option<Vec<usize>>> = said.collect();
    let row = |token| said.iter().map(|values| values.as_ref()?.get(token).copied()).collect();
    (0..document.tokens.len()).map(row).collect()
}

/// What the marks make of each token; only `labels`, which are sorted, count.
fn values(tokens: &[Stretch], marks: &[Mark], labels: &[Label]) -> Vec<usize> {
    let mut values = vec![0; tokens.len()];
    let number = |mark: &Mark| labels.binary_search(&mark.label).ok().map(|place| place + 1);
    let mut numbered: Vec<_> = marks.iter().filter_map(|mark| Some((mark.stretch, number(mark)?))).collect();
    // The longest comes last and stands over the others.
    numbered.sort_by_key(|(stretch, number)| (stretch.length(), Reverse(stretch.start), Reverse(*number)));
    for (stretch, number) in numbered {
        let from = tokens.partition_point(|token| token.end <= stretch.start);
        let to = tokens.partition_point(|token| token.start < stretch.end);
        if let Some(under) = values.get_mut(from..to) {
            under.fill(number);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::testing::matched;

    /// Checks what each annotator said of the tokens, a line each: the number of the label, or a dot.
    #[track_caller]
    fn check(notations: &[&str], label: Option<&str>, expected: &[&str]) {
        let matched = matched(notations);
        let grid = match label {
            Some(label) => label_grid(&matched, &Label::new(label).unwrap()),
            None => grid(&matched),
        };
        let said = |annotator: usize| -> String {
            let rows = grid.documents.iter().flatten();
            rows.map(|row| row[annotator].map_or("-".to_owned(), |value| value.to_string())).collect()
        };
        assert_eq!((0..notations.len()).map(said).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_token_has_the_label_of_the_longest_mark_that_touches_it() {
        check(&["[X Ann] of [Y New York]", "Ann of New [Y Yo]rk"], None, &["1022", "0002"]);
        check(&["[X a [Y b] c]", "a [Y b] c"], None, &["111", "020"]);
        check(&["[X a [Y b] c]", "a [Y b] c"], Some("Y"), &["010", "010"]);
        check(&["[Y [X a b]]", "a b"], None, &["11", "00"]);
        check(&["[Y a b] c\n     ^^^^ X", "a b c"], None, &["221", "000"]);
        check(&["[X 👩‍🚀] é [Y 漢]\r\n", "👩‍🚀 [X é] 漢\r\n"], None, &["102", "010"]);
        check(&["", ""], None, &["", ""]);
    }
}
