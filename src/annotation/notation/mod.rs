//! Bracket notation: `[PERSON Angela Merkel] flew to [PLACE Paris].`
//!
//! The way tests write annotated text, and a format people can export and read.
//!
//! | written | means |
//! |---|---|
//! | `[PERSON Ada Roe]` | the label, one space, the words; an accepted annotation |
//! | `[PERSON? Ada Roe]` | a suggestion |
//! | `[PERSON~ Ada Roe]` | a rejected one, as in struck out |
//! | `[COURT 9th Circuit of [PLACE Ohio]]` | one inside another; the same words twice for two labels on them |
//! | `\[` `\]` `\\` `\^` `\=` | the character itself; in a label also `\ ` `\?` `\~` and `\n` `\r` for line ends |
//!
//! Brackets may span lines. A span that crosses a bracket stands in a line of its own under the text line,
//! as many such lines as there are spans:
//!
//! ```text
//! The [COURT Supreme Court of Ohio] Bar sat.
//!                             ^^^^^^^^^ ORGANIZATION
//! ```
//!
//! The carets count in code points of the line above as it is written, brackets, labels and all; they mark
//! the characters of the text that stand over them (either column of an escaped one will do). Where the line
//! holds wide characters (漢) or several code points in one place (é in two, 👩‍🚀), the carets look out of
//! line, and count all the same. One caret past the line stands for its line end. A span that goes on in
//! the next line marks the line end and adds a `+`; there it begins in the first column and has no label:
//!
//! ```text
//! [PLACE New York
//!            ^^^^^+ AGENCY
//! City] Council
//! ^^^^^^^^^^^^^
//! ```
//!
//! A line is such a line if its first character other than a space is `^`; a line of text that begins so gets
//! a backslash before its first `^`, and one that begins with `===` (what parts documents in a file) before
//! its first `=`. Line ends in the text are kept as they are, `\r\n` too.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;
use std::rc::Rc;

pub use read::parse_notation;
pub use write::write_notation;

use super::{Annotation, AnnotationId, Document, Edit, Label, Retext, Status};
use crate::article::Cleaned;
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

/// A document of what `notation` says; its annotations are `by`'s and called `a1`, `a2`, … in order (`a01` where
/// there are ten or more: a document sorts by id what stands in one place).
pub fn document_from_notation(
    id: impl Into<Rc<str>>,
    notation: &str,
    by: &Rc<str>,
) -> Result<Document, NotationError> {
    let Notation { text, spans } = parse_notation(notation)?;
    let ids = numbered_ids(spans.len());
    let annotations = spans.into_iter().zip(ids).map(|((span, label, status), id)| {
        Rc::new(Annotation { status, ..Annotation::by_hand(id, span, label, by.clone()) })
    });
    let mut document = Document::of_text(id, "");
    let retext = Retext {
        cleaned: Cleaned { text: text.into(), ..Cleaned::default() },
        annotations: annotations.collect(),
        reviewed: Vec::new(),
        set_aside: Vec::new(),
    };
    // Cannot fail: the spans were cut from this text, and the ids differ.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut document);
    Ok(document)
}

/// `count` ids, `a1` or `a01` and so on, that sort as they are numbered.
pub(crate) fn numbered_ids(count: usize) -> impl Iterator<Item = AnnotationId> {
    let width = count.to_string().len();
    (1..=count).map(move |number| AnnotationId(format!("a{number:0width$}").into()))
}

/// The notation of a document's text and annotations.
pub fn document_to_notation(document: &Document) -> String {
    let spans = document
        .annotations()
        .iter()
        .map(|annotation| (annotation.span, annotation.label.clone(), annotation.status))
        .collect();
    write_notation(&Notation { text: document.text().to_string(), spans })
}

/// `text` with a backslash before each character that would end or change a name there.
pub(crate) fn escape_name(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            ' ' | '[' | ']' | '\\' | '?' | '~' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The character that `\` and `character` stand for in a label or a name.
pub(crate) fn unescape_name(character: char) -> Option<char> {
    match character {
        'n' => Some('\n'),
        'r' => Some('\r'),
        ' ' | '[' | ']' | '\\' | '?' | '~' => Some(character),
        _ => None,
    }
}
