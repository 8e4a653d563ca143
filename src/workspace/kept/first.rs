//! What the store gets first of a document that nobody has opened.

use std::rc::Rc;

use super::Moment;
use crate::annotation::{Delta, Document, Known, Summary, Timestamp};
use crate::workspace::learn::found_in;

/// The first record of a document that has just come in, and what lists say of it; the same as if it had been opened. What was
/// `annotated` elsewhere is not tagged again by itself.
pub fn first_record(document: Rc<Document>, annotated: bool, now: &Timestamp) -> (Delta, Summary) {
    let summary = Summary::of(&document, None, Known { tagged: annotated, now: now.clone() });
    let found = annotated.then(|| Rc::new(found_in(&document, false)));
    let moment =
        Moment { document, history: Rc::default(), found, by_hand: Rc::default(), tagged: annotated };
    (moment.all(), summary)
}
