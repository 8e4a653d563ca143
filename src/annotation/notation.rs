//! Bracket notation: `[PERSON Angela Merkel] flew to [PLACE Paris].`
//!
//! The way tests write annotated text, and a format people can export and read.

use std::fmt;

use super::{Label, Status};
use crate::text::Span;

/// A text and the labelled spans that its notation marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notation {
    /// The text without brackets.
    pub text: String,
    /// In the order they begin, the longer first.
    pub spans: Vec<(Span, Label, Status)>,
}

/// Why a text is not bracket notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotationError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in code points, counted from 1.
    pub column: usize,
    /// What was expected there and what was found.
    pub message: String,
}

impl fmt::Display for NotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for NotationError {}

/// Reads bracket notation.
pub fn parse_notation(_notation: &str) -> Result<Notation, NotationError> {
    Ok(Notation::default())
}

/// Writes `notation` so that [`parse_notation`] reads it back.
pub fn write_notation(_notation: &Notation) -> String {
    String::new()
}
