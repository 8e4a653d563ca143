//! The map from a clean text back to the source it was made from.

use crate::text::{Offset, Span};

/// One stretch of the text and the stretch of the source it was read from.
///
/// Equally long stretches hold the same bytes, one for one; where a person typed other words for the source's,
/// they hold others, with their characters at the same places. Otherwise the source's stretch (an entity, a run of
/// white space, words that were typed over) was read as the text's, whole: a place inside maps to its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the text.
    pub text: Span,
    /// Where it stands in the source.
    pub source: Span,
}

/// Rows in the text's order, none overlapping there. What no row covers was put there by the cleaner (a blank line
/// between blocks) or by a person (marks of punctuation). What a person typed has no stretch of the source that it was
/// read from: it has that of what it came for, or of what it was put in beside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    rows: Vec<Row>,
    /// The rows' places in the source's order; empty where that is the text's (it is, unless a headline moved).
    by_source: Vec<u32>,
}

impl Map {
    /// A map of `rows`; `None` if they are not in the text's order or overlap there.
    pub fn new(rows: Vec<Row>) -> Option<Map> {
        let ordered = rows.is_sorted_by(|a, b| a.text.end() <= b.text.start());
        let count = u32::try_from(rows.len()).ok().filter(|_| ordered)?;
        let mut by_source = Vec::new();
        if !rows.is_sorted_by_key(|row| row.source.start()) {
            by_source.extend(0..count);
            by_source.sort_by_key(|at| rows[*at as usize].source.start());
        }
        Some(Map { rows, by_source })
    }

    /// Its rows, in the text's order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where the character at `at` of the text came from. White space between two rows stands for whatever
    /// stands between them in the source; `None` where that is nothing, or where a row was moved.
    pub fn to_source(&self, at: Offset) -> Option<Offset> {
        let after = self.rows.partition_point(|row| row.text.start() <= at);
        let row = self.rows.get(after.checked_sub(1)?)?;
        if row.text.contains(at) {
            return Some(across(row.text, row.source, at));
        }
        let next = self.rows.get(after)?;
        (row.source.end() < next.source.start()).then_some(row.source.end())
    }

    /// Where the character at `at` of the source stands in the text: at the start of what was read there as a
    /// whole. `None` for what is not in the text: what was taken out, markup, white space beyond one space.
    pub fn to_text(&self, at: Offset) -> Option<Offset> {
        let after = self.partition_by_source(|row| row.source.start() <= at);
        let row = self.in_source_order(after.checked_sub(1)?)?;
        row.source.contains(at).then(|| across(row.source, row.text, at))
    }

    /// The stretch of the source that `span` of the text was read from, first character to last.
    pub fn span_to_source(&self, span: Span) -> Option<Span> {
        let rows = self.rows_in(span);
        let (first, last) = (rows.first()?, rows.last()?);
        let start = across(first.text, first.source, span.start().max(first.text.start()));
        Span::new(start, across_end(last.text, last.source, span.end().min(last.text.end())))
    }

    /// The stretch of the text that was read from `span` of the source, if one stretch holds all that was and
    /// nothing else.
    pub fn span_to_text(&self, span: Span) -> Option<Span> {
        let from = self.partition_by_source(|row| row.source.end() <= span.start());
        let to = self.partition_by_source(|row| row.source.start() < span.end());
        let touched = (from..to).filter_map(|at| self.in_source_order(at));
        let (mut start, mut end) = (None, None);
        for row in touched {
            let from = across(row.source, row.text, span.start().max(row.source.start()));
            let to = across_end(row.source, row.text, span.end().min(row.source.end()));
            start = Some(start.map_or(from, |start: Offset| start.min(from)));
            end = Some(end.map_or(to, |end: Offset| end.max(to)));
        }
        let found = Span::new(start?, end?)?;
        (self.rows_in(found).len() == to - from).then_some(found)
    }

    /// Whether anything of `span` of the source is in the text.
    pub(super) fn reaches(&self, span: Span) -> bool {
        let at = self.partition_by_source(|row| row.source.end() <= span.start());
        self.in_source_order(at).is_some_and(|row| row.source.overlaps(span))
    }

    /// The row at place `at` in the source's order.
    fn in_source_order(&self, at: usize) -> Option<&Row> {
        if self.by_source.is_empty() {
            return self.rows.get(at);
        }
        self.by_source.get(at).and_then(|row| self.rows.get(*row as usize))
    }

    /// How many rows, in the source's order, come before the first for which `before` does not hold.
    fn partition_by_source(&self, before: impl Fn(&Row) -> bool) -> usize {
        if self.by_source.is_empty() {
            return self.rows.partition_point(before);
        }
        self.by_source.partition_point(|row| self.rows.get(*row as usize).is_some_and(&before))
    }

    /// How many bytes of `span` of the text come from the source.
    fn covered(&self, span: Span) -> usize {
        let shared = self.rows_in(span).iter().filter_map(|row| row.text.intersection(span));
        shared.map(|shared| shared.range().len()).sum()
    }

    /// The rows that touch `span` of the text.
    pub fn rows_in(&self, span: Span) -> &[Row] {
        let from = self.rows.partition_point(|row| row.text.end() <= span.start());
        let to = self.rows.partition_point(|row| row.text.start() < span.end());
        self.rows.get(from..to).unwrap_or_default()
    }
}

/// Where `span` of the text that `from` maps stands in the text that `to` maps, of the same source: after a
/// block was put back or taken out.
///
/// `None` if its words are gone, if only a part of it remains, or if other words stand between them now.
pub fn rebase(span: Span, from: &Map, to: &Map) -> Option<Span> {
    let old = from.rows_in(span);
    let (first, last) = (old.first()?, old.last()?);
    let at = to.partition_by_source(|row| row.source.end() <= first.source.start());
    let place = to.in_source_order(at)?.text;
    // What was typed for one stretch may have two rows.
    let before = from.rows.partition_point(|row| row.text.end() <= first.text.start());
    let twins = from.rows[..before].iter().rev().take_while(|row| row.source == first.source).count();
    let begin = to.rows.partition_point(|row| row.text.end() <= place.start()) + twins;
    let new = to.rows.get(begin..begin + old.len())?;
    let same = |(old, new): (&Row, &Row)| {
        old.source == new.source && old.text.range().len() == new.text.range().len()
    };
    if old.iter().zip(new).all(same) {
        let (new_first, new_last) = (new.first()?, new.last()?);
        let start = span.start().max(first.text.start()).0 - first.text.start().0;
        let end = span.end().min(last.text.end()).0 - last.text.start().0;
        return Span::new(new_first.text.start().plus(start), new_last.text.start().plus(end));
    }
    // The rows may be cut otherwise, in a file from elsewhere: then the source decides, there and back.
    let source = from.span_to_source(span)?;
    let found = to.span_to_text(source)?;
    let same = to.span_to_source(found) == Some(source) && from.covered(span) == to.covered(found);
    same.then_some(found)
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
        assert_eq!(map.to_text(Offset(12)), Some(Offset(5)));
        assert_eq!(map.to_text(Offset(9)), Some(Offset(2)), "inside an entity");
        assert_eq!(
            (map.to_text(Offset(4)), map.to_text(Offset(18))),
            (None, None),
            "taken out, past the end"
        );
        assert_eq!(map.span_to_source(span(0, 6)), Some(span(5, 13)));
        assert_eq!(map.span_to_source(span(2, 10)), Some(span(7, 18)));
        assert_eq!(map.span_to_text(span(5, 13)), Some(span(0, 6)));
        assert_eq!(map.span_to_text(span(0, 5)), None);
    }

    /// Two paragraphs of ten bytes each and a headline of ten that stands between them in the source.
    fn moved() -> Map {
        Map::new(vec![
            Row { text: span(0, 10), source: span(12, 22) },
            Row { text: span(12, 22), source: span(0, 10) },
            Row { text: span(24, 34), source: span(24, 34) },
        ])
        .unwrap()
    }

    #[test]
    fn finds_what_moved() {
        let map = moved();
        assert_eq!(map.to_text(Offset(3)), Some(Offset(15)));
        assert_eq!(map.to_source(Offset(10)), None, "the headline stood below what it stands above now");
        assert_eq!(map.to_source(Offset(22)), Some(Offset(10)), "the line end before what was moved");
        assert_eq!(map.span_to_text(span(3, 5)), Some(span(15, 17)));
        assert_eq!(map.span_to_text(span(12, 22)), Some(span(0, 10)));
        assert_eq!(map.span_to_text(span(0, 34)), Some(span(0, 34)));
        assert_eq!(map.span_to_text(span(14, 26)), None, "a paragraph stands between the two in the text");
        assert_eq!(map.span_to_source(span(8, 14)), None, "the other way round in the source");
    }

    #[test]
    fn a_span_follows_its_words() {
        let all = moved();
        let without = Map::new(vec![
            Row { text: span(0, 10), source: span(12, 22) },
            Row { text: span(12, 22), source: span(24, 34) },
        ])
        .unwrap();
        assert_eq!(rebase(span(25, 30), &all, &without), Some(span(13, 18)));
        assert_eq!(rebase(span(13, 18), &without, &all), Some(span(25, 30)));
        assert_eq!(rebase(span(13, 18), &all, &without), None, "its words are gone");
        assert_eq!(rebase(span(8, 30), &all, &without), None, "a part of it is");
        assert_eq!(rebase(span(8, 14), &without, &all), None, "other words came between");
        assert_eq!(rebase(span(10, 12), &all, &all), None, "no words at all");
        let ends = Map::new(vec![
            Row { text: span(0, 10), source: span(0, 10) },
            Row { text: span(12, 22), source: span(24, 34) },
        ])
        .unwrap();
        let back = Map::new(vec![
            Row { text: span(0, 10), source: span(0, 10) },
            Row { text: span(12, 22), source: span(12, 22) },
            Row { text: span(24, 34), source: span(24, 34) },
        ])
        .unwrap();
        assert_eq!(rebase(span(8, 14), &ends, &back), None, "a paragraph was put back between them");
        assert_eq!(rebase(span(2, 4), &example(), &example()), Some(span(2, 4)), "inside what was an entity");
        let cut = Map::new(vec![
            Row { text: span(0, 4), source: span(24, 28) },
            Row { text: span(4, 10), source: span(28, 34) },
        ])
        .unwrap();
        assert_eq!(rebase(span(25, 30), &all, &cut), Some(span(1, 6)), "rows cut otherwise");
    }

    #[test]
    fn refuses_rows_out_of_order() {
        let rows = example().rows().iter().rev().copied().collect();
        assert_eq!(Map::new(rows), None);
    }
}
