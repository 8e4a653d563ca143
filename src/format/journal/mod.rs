//! The journal of a document as the browser's store holds it: one record for each time something changed.
//!
//! ```json
//! {"v":1,"undo":{"keep":0,"push":[{"name":"accept","id":1,"do":[{"replace":{"id":"a1","at":[20,25],"label":"PLACE",…}}]}]},
//!  "gone":["a1"],"come":[{"id":"a1","at":[20,25],"label":"PLACE","status":"accepted",…}],"steps":1}
//! ```
//!
//! What a record leaves out has not changed. Counts UTF-8 bytes, end exclusive: no record leaves the browser but in a backup,
//! and the text that it counts in lies beside it. Every field of a document is kept, also those that no file has
//! ([`Document::set_aside`](crate::annotation::Document::set_aside)).

mod model;
mod read;
#[cfg(test)]
mod tests;
mod wire;

use crate::annotation::Delta;

pub use read::{Journal, RecordError, Unreadable, read_journal, read_record};
pub use wire::Mark as MarkRecord;

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// One record; the same delta always gives the same.
pub fn write_record(delta: &Delta) -> String {
    // It cannot fail: the shapes are plain, and no number is without an end.
    serde_json::to_string(&wire::Record::from(delta)).unwrap_or_default()
}
