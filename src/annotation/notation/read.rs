//! Reads bracket notation.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::super::{Label, Status};
use super::{Notation, NotationError, unescape_name};
use crate::text::Span;

/// Reads bracket notation.
pub fn parse_notation(notation: &str) -> Result<Notation, NotationError> {
    let mut parser = Parser::default();
    for (index, line) in notation.split('\n').enumerate() {
        parser.line = index + 1;
        if line.trim_start_matches(' ').starts_with('^') {
            parser.carets(line.strip_suffix('\r').unwrap_or(line).trim_end_matches(' '))?;
        } else {
            parser.text_line(line)?;
        }
    }
    parser.finish()
}

/// A span whose start was read.
struct Open {
    /// Its first byte in the text.
    start: usize,
    label: Label,
    status: Status,
    /// How many began before it.
    order: usize,
    /// Where it began in the notation.
    line: usize,
    column: usize,
}

#[derive(Default)]
struct Parser {
    text: String,
    begun: bool,
    /// The line being read, from 1.
    line: usize,
    /// The characters of the last line of text: byte in the text, first column, column after the last, from 0.
    columns: Vec<(usize, usize, usize)>,
    /// How many columns the last line of text has as written.
    width: usize,
    /// A place where carets stand for the end of the last line of text, which it has only if another follows.
    line_end: Option<(usize, usize)>,
    brackets: Vec<Open>,
    /// Crossing spans that the line above said go on here, and those that this line says go on.
    coming: VecDeque<Open>,
    going: VecDeque<Open>,
    found: Vec<(Span, Label, Status, usize)>,
    order: usize,
}

impl Parser {
    fn error<T>(&self, column: usize, message: impl Into<String>) -> Result<T, NotationError> {
        Err(NotationError { line: self.line, column: column + 1, message: message.into() })
    }

    fn close(&mut self, open: Open, end: usize) -> bool {
        let Some(span) = Span::of(open.start..end) else { return false };
        self.found.push((span, open.label, open.status, open.order));
        true
    }

    fn text_line(&mut self, line: &str) -> Result<(), NotationError> {
        self.all_came()?;
        self.coming = std::mem::take(&mut self.going);
        self.line_end = None;
        if std::mem::replace(&mut self.begun, true) {
            self.text.push('\n');
        }
        self.columns.clear();
        let mut characters = Characters::new(line);
        while let Some((column, character)) = characters.next() {
            match character {
                '[' => {
                    let (label, status) = self.label(&mut characters, "[")?;
                    if characters.next().is_none() {
                        // The separating space was trimmed off the line, or is missing.
                        return self.error(
                            characters.column,
                            "expected a space and the words after the label, found the end of the line",
                        );
                    }
                    self.order += 1;
                    let (start, order, line) = (self.text.len(), self.order, self.line);
                    self.brackets.push(Open { start, label, status, order, line, column });
                }
                ']' => {
                    let Some(open) = self.brackets.pop() else {
                        return self.error(
                            column,
                            "expected text, found a \"]\" that closes nothing; write \\] for the character",
                        );
                    };
                    if !self.close(open, self.text.len()) {
                        return self.error(column, "expected words after the label, found \"]\"");
                    }
                }
                '\\' => match characters.next() {
                    Some((_, escaped @ ('[' | ']' | '\\' | '^' | '='))) => {
                        self.push(escaped, column, column + 2)
                    }
                    found => {
                        let found = name(found.map(|(_, character)| character));
                        return self.error(column + 1, format!("expected [, ], \\, ^ or = after a backslash, found {found}; write \\\\ for a backslash"));
                    }
                },
                _ => self.push(character, column, column + 1),
            }
        }
        self.width = characters.column;
        Ok(())
    }

    fn push(&mut self, character: char, first: usize, end: usize) {
        self.columns.push((self.text.len(), first, end));
        self.text.push(character);
    }

    /// Reads a label up to the space or the line's end after it, which it leaves.
    fn label(&self, characters: &mut Characters, after: &str) -> Result<(Label, Status), NotationError> {
        let mut label = String::new();
        let mut status = Status::Accepted;
        let start = characters.column;
        while let Some((column, character)) = characters.peek() {
            match character {
                ' ' => break,
                '[' | ']' => {
                    return self.error(
                        column,
                        format!("expected a label and a space after \"{after}\", found \"{character}\"; write \\[ and \\] for the characters"),
                    );
                }
                '\\' => {
                    characters.next();
                    let escaped = characters.peek().map(|(_, character)| character);
                    match escaped.and_then(unescape_name) {
                        Some(character) => {
                            label.push(character);
                            status = Status::Accepted;
                        }
                        None => {
                            return self.error(column + 1, format!("expected a space, [, ], \\, ?, ~, n or r after a backslash in a label, found {}", name(escaped)));
                        }
                    }
                }
                _ => {
                    label.push(character);
                    status = match character {
                        '?' => Status::Suggested,
                        '~' => Status::Rejected,
                        _ => Status::Accepted,
                    };
                }
            }
            characters.next();
        }
        if status != Status::Accepted {
            label.pop();
        }
        match Label::new(&label) {
            Some(label) => Ok((label, status)),
            None => {
                let found = name(characters.peek().map(|(_, character)| character));
                self.error(
                    start,
                    format!(
                        "expected a label after \"{after}\", found {found}; write \\{after} for the character"
                    ),
                )
            }
        }
    }

    fn carets(&mut self, line: &str) -> Result<(), NotationError> {
        let mut characters = Characters::new(line);
        let mut count = |wanted| {
            let from = characters.column;
            while characters.next_if(wanted) {}
            (from, characters.column)
        };
        let first = count(' ').1;
        let (_, end) = count('^');
        let goes_on = characters.next_if('+');
        if !self.begun {
            return self.error(
                first,
                "expected a line of text above the carets, found none; write \\^ for the character",
            );
        }
        if end > self.width + 1 {
            return self.error(
                self.width + 1,
                format!(
                    "expected carets under the line above, which ends in column {}, found one past it",
                    self.width
                ),
            );
        }
        let at_end = end > self.width;
        if at_end {
            self.line_end = Some((self.line, end - 1));
        }
        if goes_on && !at_end {
            return self.error(end, "expected the carets before a + to reach one past the line above, which stands for its line end, found fewer");
        }
        let from = self.columns.partition_point(|&(.., column)| column <= first);
        let to = self.columns.partition_point(|&(_, column, _)| column < end);
        let start = self.columns.get(from).map_or(self.text.len(), |&(at, ..)| at);
        let stop = match self.columns.get(to) {
            _ if at_end => self.text.len() + 1,
            Some(&(at, ..)) => at,
            None => self.text.len(),
        };
        if from >= to && !at_end {
            return self.error(
                first,
                "expected a character of the text above the carets, found only brackets or a label",
            );
        }
        let open = match characters.next() {
            None => match self.coming.pop_front() {
                Some(open) if from == 0 => open,
                Some(open) => {
                    return self.error(first, format!("expected the first caret under the line's first character, as {} goes on here, found it further on", open.label));
                }
                None => {
                    return self.error(
                        characters.column,
                        "expected a space and a label after the carets, found the end of the line",
                    );
                }
            },
            Some((_, ' ')) => {
                let (label, status) = self.label(&mut characters, "^")?;
                if let Some((column, _)) = characters.next() {
                    return self.error(column, "expected the end of the line after the label, found a space; write \\ and a space in a label");
                }
                self.order += 1;
                Open { start, label, status, order: self.order, line: self.line, column: first }
            }
            Some((column, found)) => {
                return self.error(
                    column,
                    format!("expected a space and a label after the carets, found {}", name(Some(found))),
                );
            }
        };
        if goes_on {
            self.going.push_back(open);
        } else {
            self.close(open, stop);
        }
        Ok(())
    }

    /// Refuses what the line above said goes on in this one, and did not.
    fn all_came(&self) -> Result<(), NotationError> {
        match self.coming.front() {
            None => Ok(()),
            Some(Open { line, column, label, .. }) => Err(NotationError {
                line: *line,
                column: column + 1,
                message: format!(
                    "expected {label} to go on under the next line of text, found no carets without a label there"
                ),
            }),
        }
    }

    fn finish(mut self) -> Result<Notation, NotationError> {
        if let Some((line, column)) = self.line_end {
            let message = "expected a character above the last caret, found the end of the text".to_owned();
            return Err(NotationError { line, column: column + 1, message });
        }
        self.all_came()?;
        if let Some(Open { line, column, label, .. }) = self.brackets.pop() {
            let message = format!("expected a \"]\" that closes {label}, found the end of the text");
            return Err(NotationError { line, column: column + 1, message });
        }
        self.found.sort_by_key(|(span, _, _, order)| (span.start(), Reverse(span.end()), *order));
        let spans = self.found.into_iter().map(|(span, label, status, _)| (span, label, status)).collect();
        Ok(Notation { text: self.text, spans })
    }
}

/// A line's characters with their columns, from 0.
struct Characters<'a> {
    rest: std::str::Chars<'a>,
    column: usize,
}

impl<'a> Characters<'a> {
    fn new(line: &'a str) -> Self {
        Characters { rest: line.chars(), column: 0 }
    }

    fn peek(&self) -> Option<(usize, char)> {
        self.rest.clone().next().map(|character| (self.column, character))
    }

    fn next(&mut self) -> Option<(usize, char)> {
        let character = self.rest.next()?;
        self.column += 1;
        Some((self.column - 1, character))
    }

    fn next_if(&mut self, wanted: char) -> bool {
        let is_next = self.peek().is_some_and(|(_, character)| character == wanted);
        if is_next {
            self.next();
        }
        is_next
    }
}

/// How a message names a character.
fn name(character: Option<char>) -> String {
    match character {
        None => "the end of the line".to_owned(),
        Some(' ') => "a space".to_owned(),
        Some(character) => format!("{character:?}").replace('\'', "\""),
    }
}
