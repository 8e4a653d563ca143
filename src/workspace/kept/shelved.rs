//! What lists and searches need of a document, so that none of them has to open it.

use std::rc::Rc;

use super::Moment;
use crate::annotation::{Document, Kept, Known, Summary, Timestamp, title};
use crate::article::{Cleaned, Metadata};
use crate::workspace::queue::{Row, Signature};

impl Moment {
    /// What is to be said of the document; `before` is what was said of it the last time.
    pub fn summary(&self, before: Option<&Summary>, now: &Timestamp) -> Summary {
        Summary::of(&self.document, before, Known { tagged: self.tagged, now: now.clone() })
    }

    /// The words it is found by.
    pub fn searched(&self) -> String {
        searched(&self.document)
    }

    /// What is kept of its text to know others like it.
    pub fn signature(&self) -> Signature {
        Signature::of(self.document.text())
    }

    /// Whether it is found by the same words as then.
    pub fn is_found_as(&self, then: &Moment) -> bool {
        let (now, before) = (&self.document, &then.document);
        Rc::ptr_eq(now, before)
            || (Rc::ptr_eq(now.text(), before.text()) || now.text() == before.text())
                && now.metadata().title == before.metadata().title
    }

    /// The document's id.
    pub fn id(&self) -> &Rc<str> {
        &self.document.id
    }
}

/// What lists and searches need of a document that an earlier version kept: its row, the words it is found by, its signature.
pub fn catalogued(number: u32, kept: &Kept, now: &Timestamp) -> (Row, String, Signature) {
    let document = &kept.document;
    let summary = Summary::of(document, None, Known { tagged: kept.tagged, now: now.clone() });
    let row = Row { number, summary, twin: None };
    (row, searched(document), Signature::of(document.text()))
}

/// What lists say of a document of which not even the beginning can be read, so that it is on them.
pub fn unreadable_row(number: u32, now: &Timestamp) -> Row {
    let title = Some(format!("Document {number}, which could not be read"));
    let metadata = Metadata { title, ..Metadata::default() };
    let document = Document::new(format!("unreadable {number}"), None, Cleaned::default(), metadata);
    Row {
        number,
        summary: Summary::of(&document, None, Known { tagged: true, now: now.clone() }),
        twin: None,
    }
}

/// The words that a document is found by: its title, which need not stand in the text, and the text.
pub fn searched(document: &Document) -> String {
    format!("{}\n{}", title(document), document.text())
}
