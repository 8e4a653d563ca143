//! Columns: a line for each token, the token first and its tag last, and a blank line after each block of them.

mod bilou;
mod conll2003;

use super::FormatError;
use super::gather::{Found, Gathering};
use super::lines::{At, Lines};
use super::placed::Unit;
use super::tagged::Joined;

pub(super) use bilou::FORMAT as BILOU;
pub(super) use conll2003::FORMAT as CONLL2003;

/// What begins a document.
const START: &str = "-DOCSTART-";

/// What a blank line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blocks {
    /// A sentence.
    Sentences,
    /// A document, until a line says where one begins.
    Documents,
}

/// A file on its way. It need not begin with the line that begins a document.
struct Columns {
    blocks: Blocks,
    open: Option<Joined>,
}

impl Columns {
    fn of(blocks: Blocks) -> Columns {
        Columns { blocks, open: None }
    }
}

impl Lines for Columns {
    fn line(&mut self, number: usize, line: &str, gathering: &mut Gathering) -> Result<(), FormatError> {
        let line = line.trim_end();
        let mut columns = line.split([' ', '\t']).filter(|column| !column.is_empty());
        let Some(token) = columns.next() else {
            if self.blocks == Blocks::Documents {
                self.end(gathering);
            } else if let Some(joined) = &mut self.open {
                joined.end_sentence();
            }
            return Ok(());
        };
        let tag = columns.next_back();
        if token == START {
            self.end(gathering);
            self.blocks = Blocks::Sentences;
            self.open = Some(Joined::new(format!("line {number}")));
            return Ok(());
        }
        let first = self.open.is_none() && gathering.len() == 0;
        let joined = self.open.get_or_insert_with(|| Joined::new(format!("line {number}")));
        let Some(tag) = tag else {
            let at = At::of(number, line, token);
            let message = format!("expected a token, a space or a tab, and its tag, found {line:?}");
            if first {
                return Err(FormatError { message: format!("{at}: {message}") });
            }
            gathering.issue(at.to_string(), message + "; read it as O");
            joined.push(at, token, "O");
            return Ok(());
        };
        joined.push(At::of(number, line, tag), token, tag);
        Ok(())
    }

    fn end(&mut self, gathering: &mut Gathering) {
        if let Some(joined) = self.open.take() {
            let (place, text, marks) = joined.done(&mut gathering.issues);
            gathering.add(Found { place, text, marks, ..Found::default() }, Unit::Bytes);
        }
    }
}
