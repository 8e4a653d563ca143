//! What a file outside holds of the work: known by the revision, and seen again when undo leads back to it.

use std::rc::Rc;

use super::{OpenDocument, Workspace};
use crate::annotation::Schema;

/// The work as a file holds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Saved {
    revision: u64,
    /// The documents as they were then; `None` when they had changed before the file was said to be written.
    work: Option<(Rc<Schema>, Vec<Rc<OpenDocument>>)>,
}

impl Workspace {
    /// The last revision that a file outside holds.
    pub fn saved_revision(&self) -> u64 {
        self.saved.revision
    }

    /// Notes that a file holds everything up to `revision`.
    pub(super) fn save(&mut self, revision: u64) {
        let revision = revision.min(self.revision);
        if revision < self.saved.revision {
            return;
        }
        let now = revision == self.revision;
        self.saved = Saved { revision, work: now.then(|| (self.schema.clone(), self.documents.clone())) };
    }

    /// Sees whether an undo or redo has led back to what the file holds.
    pub(super) fn see_saved(&mut self) {
        let Some((schema, documents)) = &self.saved.work else { return };
        let same = Rc::ptr_eq(schema, &self.schema)
            && documents.len() == self.documents.len()
            && documents
                .iter()
                .zip(&self.documents)
                .all(|(then, now)| now.document.is_unchanged_from(&then.document));
        if same {
            self.saved.revision = self.revision;
        }
    }
}
