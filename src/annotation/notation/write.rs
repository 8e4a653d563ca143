//! Writes bracket notation.

use std::cmp::Reverse;

use super::super::{Label, Status};
use super::{Notation, escape_name};
use crate::text::Span;

type Labelled = (Span, Label, Status);

/// Writes `notation` so that [`parse_notation`](super::parse_notation) reads it back.
///
/// A span that does not fit the text is left out.
pub fn write_notation(notation: &Notation) -> String {
    let text = notation.text.as_str();
    let mut spans: Vec<&Labelled> =
        notation.spans.iter().filter(|(span, ..)| span.slice(text).is_some()).collect();
    spans.sort_by_key(|(span, ..)| (span.start(), Reverse(span.end())));
    let (nested, crossing) = split(spans);

    let mut writer = Writer::default();
    let mut nested = nested.into_iter().peekable();
    let mut open: Vec<Span> = Vec::new();
    let mut crossing = crossing.into_iter().peekable();
    let mut under: Vec<&Labelled> = Vec::new();
    // A line end after the last character closes the last line, and is not written.
    for (at, character) in text.char_indices().chain([(text.len(), '\n')]) {
        while open.pop_if(|span| span.end().0 <= at).is_some() {
            writer.put(']');
        }
        while let Some((span, label, status)) = nested.next_if(|(span, ..)| span.start().0 == at) {
            writer.open(label, *status);
            open.push(*span);
        }
        if character != '\n' {
            writer.character(at, character, &text[at..]);
            continue;
        }
        let next_line = at + 1;
        while let Some(span) = crossing.next_if(|(span, ..)| span.start().0 < next_line) {
            under.push(span);
        }
        writer.end_line(at, &under);
        if at < text.len() {
            writer.written.push('\n');
        }
        under.retain(|(span, ..)| span.end().0 > next_line);
    }
    writer.written
}

/// The spans that can be brackets, and those that cross one of them, each in the order they came in.
fn split(spans: Vec<&Labelled>) -> (Vec<&Labelled>, Vec<&Labelled>) {
    let mut open: Vec<Span> = Vec::new();
    spans.into_iter().partition(|&&(span, ..)| {
        while open.pop_if(|outer| outer.end() <= span.start()).is_some() {}
        let fits = open.last().is_none_or(|outer| span.end() <= outer.end());
        if fits {
            open.push(span);
        }
        fits
    })
}

/// What follows a label's name.
fn mark(status: Status) -> &'static str {
    match status {
        Status::Accepted => "",
        Status::Suggested => "?",
        Status::Rejected => "~",
    }
}

#[derive(Default)]
struct Writer {
    written: String,
    /// The line under way, and how many code points it has.
    line: String,
    width: usize,
    /// The characters of the text in it: byte in the text, first column, column after the last.
    columns: Vec<(usize, usize, usize)>,
}

impl Writer {
    fn put(&mut self, character: char) {
        self.line.push(character);
        self.width += 1;
    }

    fn open(&mut self, label: &Label, status: Status) {
        for character in format!("[{}{} ", escape_name(label.name()), mark(status)).chars() {
            self.put(character);
        }
    }

    fn character(&mut self, at: usize, character: char, rest: &str) {
        let first = self.width;
        let escaped = match character {
            '[' | ']' | '\\' => true,
            // Only there would it be taken for a line of carets, or one that parts documents.
            '^' => self.line.bytes().all(|byte| byte == b' '),
            '=' => self.line.is_empty() && rest.starts_with("==="),
            _ => false,
        };
        if escaped {
            self.put('\\');
        }
        self.put(character);
        self.columns.push((at, first, self.width));
    }

    /// Ends the line whose line end is at byte `at`; `under` are the crossing spans that touch it.
    fn end_line(&mut self, at: usize, under: &[&Labelled]) {
        self.written.push_str(&self.line);
        self.columns.push((at, self.width, self.width + 1));
        for (span, label, status) in under {
            let starts_here = self.columns.first().is_some_and(|&(first, ..)| first <= span.start().0);
            let goes_on = span.end().0 > at + 1;
            let from = self.columns.partition_point(|&(byte, ..)| byte < span.start().0);
            let to = self.columns.partition_point(|&(byte, ..)| byte < span.end().0);
            let (Some(&(_, first, _)), Some(&(_, _, end))) =
                (self.columns.get(from), to.checked_sub(1).and_then(|last| self.columns.get(last)))
            else {
                continue;
            };
            self.written.push('\n');
            self.written.extend(std::iter::repeat_n(' ', first));
            self.written.extend(std::iter::repeat_n('^', end - first));
            if goes_on {
                self.written.push('+');
            }
            if starts_here {
                self.written.push(' ');
                self.written.push_str(&escape_name(label.name()));
                self.written.push_str(mark(*status));
            }
        }
        self.line.clear();
        self.width = 0;
        self.columns.clear();
    }
}
