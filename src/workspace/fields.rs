//! Setting the metadata's fields: every keystroke counts at once, and one undo takes back a whole visit to a field.

use std::rc::Rc;

use super::{Field, Workspace};
use crate::annotation::{Change, Edit, EditError};

impl Workspace {
    /// Sets a field of the document on screen, as a part of the last step if that set the same field.
    pub(super) fn set_field(&mut self, field: Field, value: &str) -> Result<(), EditError> {
        let Some((at, open)) = self.current.zip(self.current()) else { return Ok(()) };
        let mut metadata = open.document.metadata().clone();
        field.write(&mut metadata, value);
        if metadata == *open.document.metadata() {
            return Ok(());
        }
        let id = open.document.id.clone();
        let typed = self.typing.as_ref().is_some_and(|(document, typed, step)| {
            *document == id && *typed == field && open.history.last() == Some(*step)
        });
        let change = Change(vec![Edit::SetMetadata(Box::new(metadata))]);
        self.edit_at(at, |open| {
            if typed {
                Rc::make_mut(&mut open.history).amend(change, Rc::make_mut(&mut open.document))
            } else {
                open.change("change a field", change)
            }
        })?;
        let step = self.current().and_then(|open| open.history.last());
        self.typing = step.map(|step| (id, field, step));
        Ok(())
    }
}
