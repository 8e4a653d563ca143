//! What was done to many documents in the list: one undo takes it back, for as long as the project is open.

use std::rc::Rc;

use super::{Queue, Task};
use crate::annotation::DocumentStatus;
use crate::workspace::counted;
use crate::workspace::queue::Row;

/// What undo takes back.
#[derive(Clone, Debug)]
pub(super) enum Done {
    /// These were deleted.
    Deleted(Rc<[Row]>),
    /// These got that status, and had those before.
    Marked(DocumentStatus, Rc<[(u32, DocumentStatus)]>),
}

impl Queue {
    /// How the last thing that was done to many is called, for undo.
    pub fn last_done(&self) -> Option<String> {
        Some(match self.done.last()? {
            Done::Deleted(rows) => match &**rows {
                [row] => format!("delete {}", row.summary.title),
                rows => format!("delete {}", counted(rows.len(), "document")),
            },
            Done::Marked(DocumentStatus::InProgress, before) => {
                format!("mark {} not done", counted(before.len(), "document"))
            }
            Done::Marked(status, before) => {
                format!("mark {} {}", counted(before.len(), "document"), status.name())
            }
        })
    }

    /// The rows of documents that a person wants back and the store has yet to bring.
    pub fn returning(&self) -> Option<&Rc<[Row]>> {
        self.returning.as_ref()
    }

    /// Has what was done last taken back; says so.
    pub(in crate::workspace) fn take_back(&mut self) -> Option<String> {
        if self.returning.is_some() {
            return None;
        }
        self.version += 1;
        let mut done = (*self.done).clone();
        let said = match done.pop()? {
            Done::Deleted(rows) => {
                let said = format!("{} back", counted(rows.len(), "document"));
                self.returning = Some(rows);
                said
            }
            Done::Marked(..) if self.errand.is_some() => return self.refusal(),
            Done::Marked(status, before) => self.mark_back(status, &before),
        };
        self.done = Rc::new(done);
        self.outcome = Some(said.as_str().into());
        Some(said)
    }

    /// Has documents get the status that they had before; those that have got yet another one meanwhile keep that.
    fn mark_back(&mut self, status: DocumentStatus, before: &[(u32, DocumentStatus)]) -> String {
        let (numbers, statuses): (Vec<u32>, Vec<DocumentStatus>) = {
            let shelf = self.shelf();
            let is_as_left = |(number, before): &&(u32, DocumentStatus)| {
                let now = shelf.slot(*number).and_then(|slot| shelf.status(slot));
                now == Some(status) || now == Some(*before)
            };
            before.iter().filter(is_as_left).copied().unzip()
        };
        if numbers.is_empty() {
            return format!("None of them is {} any more", status.name());
        }
        self.start(Task::MarkBack, numbers.into(), statuses.into())
    }

    pub(super) fn note_done(&mut self, what: Done) {
        let mut done = (*self.done).clone();
        done.push(what);
        self.done = Rc::new(done);
    }
}
