//! The map from a clean text back to the source it was made from.

use crate::text::{Offset, Span};

/// One stretch of the text and the stretch of the source it was read from.
///
/// Equally long stretches hold the same bytes, one for one. Otherwise the source's stretch (an entity,
/// a run of white space) was read as the text's, whole: a place inside maps to its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the text.
    pub text: Span,
    /// Where it stands in the source.
    pub source: Span,
}

/// Rows in the text's order, none overlapping. What no row covers was put there by the cleaner (a blank
/// line between blocks).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    rows: Vec<Row>,
}

impl Map {
    /// A map of `rows`; `None` if they are not in the text's order or overlap there.
    pub fn new(rows: Vec<Row>) -> Option<Map> {
        rows.is_sorted_by(|a, b| a.text.end() <= b.text.start()).then_some(Map { rows })
    }

    /// Its rows, in the text's order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where the character at `at` of the text came from.
    pub fn to_source(&self, at: Offset) -> Option<Offset> {
        let after = self.rows.partition_point(|row| row.text.start() <= at);
        let row = self.rows.get(after.checked_sub(1)?)?;
        row.text.contains(at).then(|| across(row.text, row.source, at))
    }

    /// The stretch of the source that `span` of the text was read from, first character to last.
    pub fn span_to_source(&self, span: Span) -> Option<Span> {
        let rows = self.rows_in(span);
        let (first, last) = (rows.first()?, rows.last()?);
        let start = across(first.text, first.source, span.start().max(first.text.start()));
        Span::new(start, across_end(last.text, last.source, span.end().min(last.text.end())))
    }

    /// The stretch of the text that was read from `span` of the source, if one stretch holds all that was.
    pub fn span_to_text(&self, span: Span) -> Option<Span> {
        let mut rows = self.rows.iter().filter(|row| row.source.overlaps(span));
        let first = rows.next()?;
        let last = rows.next_back().unwrap_or(first);
        let start = across(first.source, first.text, span.start().max(first.source.start()));
        Span::new(start, across_end(last.source, last.text, span.end().min(last.source.end())))
    }

    /// The rows that touch `span` of the text.
    pub fn rows_in(&self, span: Span) -> &[Row] {
        let from = self.rows.partition_point(|row| row.text.end() <= span.start());
        let to = self.rows.partition_point(|row| row.text.start() < span.end());
        self.rows.get(from..to).unwrap_or_default()
    }
}

/// The counterpart of a place at which something starts.
fn across(from: Span, to: Span, at: Offset) -> Offset {
    if from.range().len() == to.range().len() { to.start().plus(at.0 - from.start().0) } else { to.start() }
}

/// The counterpart of a place at which something ends.
fn across_end(from: Span, to: Span, at: Offset) -> Offset {
    if from.range().len() == to.range().len() { to.start().plus(at.0 - from.start().0) } else { to.end() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize) -> Span {
        Span::of(start..end).unwrap()
    }

    /// The text `É’s 漢` read from the source `(CNN)É&#39;s  漢`.
    fn example() -> Map {
        Map::new(vec![
            Row { text: span(0, 2), source: span(5, 7) },
            Row { text: span(2, 5), source: span(7, 12) },
            Row { text: span(5, 6), source: span(12, 13) },
            Row { text: span(6, 7), source: span(13, 15) },
            Row { text: span(7, 10), source: span(15, 18) },
        ])
        .unwrap()
    }

    #[test]
    fn maps_places_both_ways() {
        let map = example();
        assert_eq!(map.to_source(Offset(5)), Some(Offset(12)));
        assert_eq!(map.to_source(Offset(3)), Some(Offset(7)), "inside what was an entity");
        assert_eq!(map.to_source(Offset(10)), None);
        assert_eq!(map.span_to_source(span(0, 6)), Some(span(5, 13)));
        assert_eq!(map.span_to_source(span(2, 10)), Some(span(7, 18)));
        assert_eq!(map.span_to_text(span(5, 13)), Some(span(0, 6)));
        assert_eq!(map.span_to_text(span(0, 5)), None);
    }

    #[test]
    fn refuses_rows_out_of_order() {
        let rows = example().rows().iter().rev().copied().collect();
        assert_eq!(Map::new(rows), None);
    }
}
