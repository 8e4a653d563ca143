//! Documents that were deleted in the list, and come back with one undo for as long as the project is open.

use std::rc::Rc;

use super::Queue;
use crate::workspace::counted;
use crate::workspace::queue::Row;

impl Queue {
    /// How the last ones that were deleted are called, for undo.
    pub fn deleted(&self) -> Option<String> {
        let rows = self.deleted.last()?;
        Some(match &**rows {
            [row] => row.summary.title.to_string(),
            rows => counted(rows.len(), "document"),
        })
    }

    /// The rows of documents that a person wants back and the store has yet to bring.
    pub fn returning(&self) -> Option<&Rc<[Row]>> {
        self.returning.as_ref()
    }

    /// Has those that were deleted last come back; says so.
    pub(in crate::workspace) fn put_back(&mut self) -> Option<String> {
        if self.returning.is_some() {
            return None;
        }
        self.version += 1;
        let mut deleted = (*self.deleted).clone();
        self.returning = deleted.pop();
        self.deleted = Rc::new(deleted);
        let rows = self.returning.as_ref()?;
        Some(format!("{} back", counted(rows.len(), "document")))
    }

    pub(super) fn note_deleted(&mut self, rows: Rc<[Row]>) {
        let mut deleted = (*self.deleted).clone();
        deleted.push(rows);
        self.deleted = Rc::new(deleted);
    }
}
