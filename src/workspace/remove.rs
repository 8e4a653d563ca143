//! Documents that go: out of sight at once, and back with one undo for as long as the tab lives.

use std::rc::Rc;

use super::{OpenDocument, View, Workspace};
use crate::annotation::EditError;

/// A document that was taken out, and its place.
#[derive(Clone, Debug)]
pub(super) struct Gone {
    at: usize,
    open: Rc<OpenDocument>,
}

impl Gone {
    /// Whether it is the document of that id.
    pub(super) fn is(&self, id: &str) -> bool {
        *self.open.document.id == *id
    }
}

impl Workspace {
    /// Takes out the document at `at`; on the start screen undo brings it back.
    pub(super) fn remove_document(&mut self, at: usize) -> Result<(), EditError> {
        if at >= self.documents.len() {
            return Ok(());
        }
        let open = self.documents.remove(at);
        // What is being done to it is done to nothing now.
        if self.job.as_ref().is_some_and(|job| job.work.is_of(&open.document.id)) {
            self.job = None;
            self.go_on();
        }
        self.waiting.retain(|work| !work.is_of(&open.document.id));
        self.current = match self.current {
            Some(current) if current == at => None,
            Some(current) if current > at => Some(current - 1),
            current => current,
        };
        if self.current.is_none() {
            self.view = View::Start;
        }
        let title = open.title();
        self.unteach(&open.document.id);
        self.gone.push(Gone { at, open });
        self.revision += 1;
        self.say(&format!("{title} deleted. Undo on this screen brings it back"));
        self.relearn_all()
    }

    /// The title of the document that undo on the start screen brings back.
    pub fn removed(&self) -> Option<String> {
        self.gone.last().map(|gone| gone.open.title())
    }

    /// Brings back the document that was taken out last.
    pub(super) fn put_back_document(&mut self) -> Result<(), EditError> {
        let Some(Gone { at, open }) = self.gone.pop() else {
            self.say("Nothing to undo here");
            return Ok(());
        };
        let at = at.min(self.documents.len());
        let title = open.title();
        self.documents.insert(at, open);
        self.current = self.current.map(|current| if current >= at { current + 1 } else { current });
        self.revision += 1;
        self.say(&format!("{title} is back"));
        self.relearn_all()
    }
}
