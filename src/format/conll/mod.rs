//! Columns: a line for each token, the token first and its tag last, and a blank line after each block of them.

mod bilou;
mod conll2003;

use super::gather::{Found, Gathering};
use super::lines::At;
use super::placed::Unit;
use super::tagged::Joined;
use super::{FormatError, Imported};

pub(super) use bilou::FORMAT as BILOU;
pub(super) use conll2003::FORMAT as CONLL2003;

/// What begins a document.
const START: &str = "-DOCSTART-";

/// What a blank line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blocks {
    /// A sentence.
    Sentences,
    /// A document, unless lines say where documents begin.
    Documents,
}

fn read_columns(file: &str, blocks: Blocks) -> Result<Imported, FormatError> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let started = || file.lines().any(|line| line.starts_with(START));
    let ends_documents = blocks == Blocks::Documents && !started();
    let mut gathering = Gathering::default();
    // A file need not begin with the line that begins a document.
    let mut open: Option<Joined> = None;
    for (number, line) in (1..).zip(file.lines()) {
        let line = line.trim_end();
        let mut columns = line.split([' ', '\t']).filter(|column| !column.is_empty());
        let Some(token) = columns.next() else {
            if ends_documents {
                close(&mut open, &mut gathering);
            } else if let Some(joined) = &mut open {
                joined.end_sentence();
            }
            continue;
        };
        let tag = columns.next_back();
        if token == START {
            close(&mut open, &mut gathering);
            open = Some(Joined::new(format!("line {number}")));
            continue;
        }
        let first = open.is_none() && gathering.len() == 0;
        let joined = open.get_or_insert_with(|| Joined::new(format!("line {number}")));
        let Some(tag) = tag else {
            let at = At::of(number, line, token);
            let message = format!("expected a token, a space or a tab, and its tag, found {line:?}");
            if first {
                return Err(FormatError { message: format!("{at}: {message}") });
            }
            gathering.issue(at.to_string(), message + "; read it as O");
            joined.push(at, token, "O");
            continue;
        };
        joined.push(At::of(number, line, tag), token, tag);
    }
    close(&mut open, &mut gathering);
    Ok(gathering.done())
}

fn close(open: &mut Option<Joined>, gathering: &mut Gathering) {
    if let Some(joined) = open.take() {
        let (place, text, marks) = joined.done(&mut gathering.issues);
        gathering.add(Found { place, text, marks, ..Found::default() }, Unit::Bytes);
    }
}
