//! A non-empty stretch of text.

use super::Offset;

/// A non-empty stretch of a text, `start..end` in UTF-8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Always before `end`.
    start: Offset,
    end: Offset,
}

impl Span {
    /// The stretch from `start` up to, not including, `end`; an empty one cannot exist.
    pub fn new(start: Offset, end: Offset) -> Option<Span> {
        (start < end).then_some(Span { start, end })
    }

    /// The stretch of a byte range, as `str::find` and slicing give them.
    pub fn of(range: std::ops::Range<usize>) -> Option<Span> {
        Span::new(Offset(range.start), Offset(range.end))
    }

    /// Where it starts.
    pub fn start(self) -> Offset {
        self.start
    }

    /// Where it ends; the first byte that is no longer in it.
    pub fn end(self) -> Offset {
        self.end
    }

    /// As a byte range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start.0..self.end.0
    }

    /// Its words in `text`; `None` where it reaches past the text or cuts a character.
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Whether `at` lies in it.
    pub fn contains(self, at: Offset) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether all of `other` lies in it.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share any text.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What the two share.
    pub fn intersection(self, other: Span) -> Option<Span> {
        Span::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// The same stretch of a text that stands `by` bytes into another.
    pub fn shifted(self, by: Offset) -> Span {
        Span { start: self.start.plus(by.0), end: self.end.plus(by.0) }
    }
}
