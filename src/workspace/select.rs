//! The selection, by hand and by key, and the ends of an annotation.

use super::OpenDocument;
use crate::text::{
    Offset, Span, is_border, next_grapheme, next_word, paragraphs, previous_grapheme, previous_word,
};

/// What one step of a key moves by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A character as a reader sees it.
    Character,
    /// A word.
    Word,
    /// A paragraph.
    Paragraph,
}

/// One end of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// The stretch behind (`forward`) or before the one that starts at `at`.
fn neighbour(text: &str, at: Offset, unit: Unit, forward: bool) -> Option<Span> {
    match (unit, forward) {
        (Unit::Word, true) => next_word(text, at),
        (Unit::Word, false) => previous_word(text, at),
        (Unit::Character, true) => next_grapheme(text, at),
        (Unit::Character, false) => previous_grapheme(text, at),
        (Unit::Paragraph, true) => {
            let next = paragraphs(text).find(|paragraph| paragraph.start() > at)?;
            first_word(text, next.start())
        }
        (Unit::Paragraph, false) => {
            let starts = paragraphs(text).map(Span::start).take_while(|start| *start <= at);
            let starts: Vec<Offset> = starts.collect();
            let here = *starts.last()?;
            // From inside a paragraph to its own first word, from there to the one before.
            let own = first_word(text, here)?;
            if own.start() < at {
                return Some(own);
            }
            first_word(text, *starts.get(starts.len().checked_sub(2)?)?)
        }
    }
}

/// The first word that starts at `at` or later.
fn first_word(text: &str, at: Offset) -> Option<Span> {
    match at.0.checked_sub(1) {
        None => {
            let first = next_word(text, Offset(0))?;
            // `next_word` looks behind a place; a word at the very start is the one before its second.
            previous_word(text, first.start()).or(Some(first))
        }
        // A paragraph starts behind a line end, so the place before it is a character's start.
        Some(before) => next_word(text, Offset(before)),
    }
}

/// The word that `at` is in or before; `None` if there is none.
fn word_at(text: &str, at: Offset) -> Option<Span> {
    let behind = text.get(at.0..)?.chars().next()?.len_utf8();
    let here = previous_word(text, at.plus(behind)).filter(|word| word.end() > at);
    here.or_else(|| next_word(text, at))
}

impl OpenDocument {
    /// Puts the caret on the first word from `at` on.
    pub(super) fn go_to(&mut self, at: Offset) {
        self.rest = at;
        let text = self.document.text().clone();
        self.selection = word_at(&text, at);
        self.anchor = self.selection;
    }

    /// Moves the caret, or with `extend` one end of the selection, by one `unit`.
    pub(super) fn move_caret(&mut self, unit: Unit, forward: bool, extend: bool) {
        let text = self.document.text().clone();
        let Some(selection) = self.selection else {
            let focus = self.focus.as_ref().and_then(|id| self.document.annotation(id));
            let at = focus.map_or(self.rest, |annotation| annotation.span.start());
            let start = word_at(&text, at).or_else(|| first_word(&text, Offset(0)));
            self.selection = start;
            self.anchor = start;
            return;
        };
        let anchor = self.anchor.unwrap_or(selection);
        let moved = if extend {
            extended(&text, anchor, selection, unit, forward)
        } else {
            let from = if forward && selection != anchor {
                last_start(&text, selection, unit)
            } else {
                selection.start()
            };
            neighbour(&text, from, unit, forward).map(|span| (span, span))
        };
        if let Some((selection, anchor)) = moved {
            self.selection = Some(selection);
            self.anchor = Some(anchor);
        }
    }

    /// Moves the caret, or with `extend` one end of the selection, to the first or the last word of its paragraph, or of
    /// the whole text.
    pub(super) fn jump(&mut self, to: Edge, all: bool, extend: bool) {
        let text = self.document.text().clone();
        let focus = self.focused().map(|annotation| annotation.span);
        let here = self.selection.or(focus).map_or(self.rest, |span| match to {
            Edge::Start => span.start(),
            Edge::End => span.end(),
        });
        let line = paragraphs(&text).take_while(|line| line.start() <= here).last();
        let line = Span::of(0..text.len()).filter(|_| all).or(line);
        let Some(head) = line.and_then(|line| match to {
            Edge::Start => first_word(&text, line.start()),
            Edge::End => previous_word(&text, line.end()),
        }) else {
            return;
        };
        match (self.selection, extend) {
            (Some(selection), true) => {
                let anchor = self.anchor.unwrap_or(selection);
                let start = anchor.start().min(head.start());
                self.selection = Span::new(start, anchor.end().max(head.end())).or(Some(selection));
                self.anchor = Some(anchor);
            }
            _ => {
                self.selection = Some(head);
                self.anchor = Some(head);
            }
        }
    }
}

/// The selection after its far end has moved, and its anchor.
fn extended(text: &str, anchor: Span, selection: Span, unit: Unit, forward: bool) -> Option<(Span, Span)> {
    let at_end = selection.start() >= anchor.start();
    let moved = if at_end {
        let last = last_start(text, selection, unit);
        let head = neighbour(text, last, unit, forward)?;
        Span::new(anchor.start().min(head.start()), head.end().max(anchor.end()))?
    } else {
        let head = neighbour(text, selection.start(), unit, forward)?;
        Span::new(head.start().min(anchor.start()), anchor.end())?
    };
    Some((moved, anchor))
}

/// Where the last word (or character) of a selection starts.
fn last_start(text: &str, selection: Span, unit: Unit) -> Offset {
    let unit = if unit == Unit::Paragraph { Unit::Word } else { unit };
    neighbour(text, selection.end(), unit, false)
        .map_or(selection.start(), |span| span.start().max(selection.start()))
}

/// `span` with one end moved by one word or character; `None` where that would empty it, or have the end go on into
/// another paragraph. Back from one that it has gone into it may go.
pub(super) fn nudge(text: &str, span: Span, edge: Edge, unit: Unit, forward: bool) -> Option<Span> {
    let moved = match (edge, forward) {
        (Edge::End, true) => {
            // The end may stand inside a word: then the rest of that word comes first.
            let last = neighbour(text, span.end(), unit, false)?;
            let next =
                if last.end() > span.end() { last } else { neighbour(text, last.start(), unit, true)? };
            Span::new(span.start(), next.end())?
        }
        (Edge::End, false) => {
            let last = last_start(text, span, unit);
            let before = neighbour(text, last, unit, false)?;
            Span::new(span.start(), before.end())?
        }
        (Edge::Start, true) => Span::new(neighbour(text, span.start(), unit, true)?.start(), span.end())?,
        (Edge::Start, false) => Span::new(neighbour(text, span.start(), unit, false)?.start(), span.end())?,
    };
    let gained = match edge {
        Edge::End => Span::new(span.end(), moved.end()),
        Edge::Start => Span::new(moved.start(), span.start()),
    };
    let over_a_border =
        gained.and_then(|gained| gained.slice(text)).is_some_and(|text| text.contains(is_border));
    (!over_a_border).then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Document;

    /// Moves as `keys` say (`>` `<` a word on or back, `}` `{` extend, `v` `^` a paragraph) and shows the selection.
    fn check(text: &str, keys: &str, expected: &str) {
        let mut open = OpenDocument::new(Document::of_text("d", text), None);
        for key in keys.chars() {
            match key {
                '>' | '<' => open.move_caret(Unit::Word, key == '>', false),
                '}' | '{' => open.move_caret(Unit::Word, key == '}', true),
                'v' | '^' => open.move_caret(Unit::Paragraph, key == 'v', false),
                _ => open.move_caret(Unit::Character, key == ')', key == ')'),
            }
        }
        assert_eq!(open.selection.and_then(|span| span.slice(text)), Some(expected), "{keys}");
    }

    #[test]
    fn a_caret_of_words() {
        let text = "“Élan, the 9th Circuit”\r\n\r\n漢 and 👩‍🚀 more";
        check(text, ">", "Élan");
        check(text, ">>", "the");
        check(text, ">>>}", "9th Circuit");
        check(text, ">>>}}{", "9th Circuit");
        check(text, ">>>>{{", "the 9th Circuit");
        check(text, ">>>>{{}", "9th Circuit");
        check(text, ">>>}>", "漢");
        check(text, ">v", "漢");
        check(text, ">v>^", "漢");
        check(text, ">v^", "Élan");
        check(text, "><", "Élan");
    }

    #[test]
    fn ends_move_by_a_word_and_never_leave_the_paragraph() {
        let text = "at the Ninth Circuit Court, now\nnext";
        let ends = |span: &str, edge, forward| {
            let start = text.find(span).unwrap();
            nudge(text, Span::of(start..start + span.len()).unwrap(), edge, Unit::Word, forward)
                .and_then(|span| span.slice(text))
        };
        assert_eq!(ends("Ninth", Edge::End, true), Some("Ninth Circuit"));
        assert_eq!(ends("Ninth Circ", Edge::End, true), Some("Ninth Circuit"));
        assert_eq!(ends("Ninth Circuit", Edge::End, false), Some("Ninth"));
        assert_eq!(ends("Ninth Circuit", Edge::Start, true), Some("Circuit"));
        assert_eq!(ends("Ninth Circuit", Edge::Start, false), Some("the Ninth Circuit"));
        assert_eq!(ends("Ninth", Edge::End, false), None, "it would be empty");
        assert_eq!(ends("now", Edge::End, true), None, "it would leave the paragraph");
    }
}
