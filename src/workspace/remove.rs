//! Documents and waiting bundles that go: out of sight at once, and back with one undo for as long as the tab lives.

use std::rc::Rc;

use super::bundles::Dropped;
use super::{OpenDocument, View, Workspace};
use crate::annotation::EditError;

/// What was taken out.
#[derive(Clone, Debug)]
pub(super) enum Gone {
    /// A document, and its place.
    Document(usize, Rc<OpenDocument>),
    /// A bundle that waited for its articles.
    Bundle(Dropped),
}

impl Gone {
    /// Whether it is the document of that id.
    pub(super) fn is(&self, id: &str) -> bool {
        matches!(self, Gone::Document(_, open) if *open.document.id == *id)
    }

    fn title(&self) -> String {
        match self {
            Gone::Document(_, open) => open.title(),
            Gone::Bundle(dropped) => dropped.name().to_string(),
        }
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
        self.gone.push(Gone::Document(at, open));
        self.revision += 1;
        self.say(&format!("{title} deleted. Undo on this screen brings it back"));
        self.relearn_all()
    }

    /// Takes away a bundle that waits for its articles; on the start screen undo brings it back.
    pub(super) fn remove_bundle(&mut self, name: &str) {
        if let Some(dropped) = self.drop_bundle(name) {
            self.gone.push(Gone::Bundle(dropped));
            self.revision += 1;
            self.say(&format!("{name} deleted. Undo on this screen brings it back"));
        }
    }

    /// The title of the document, or the name of the bundle, that undo on the start screen brings back.
    pub fn removed(&self) -> Option<String> {
        self.gone.last().map(Gone::title)
    }

    /// Brings back what was taken out last.
    pub(super) fn put_back(&mut self) -> Result<(), EditError> {
        let Some(gone) = self.gone.pop() else {
            self.say("Nothing to undo here");
            return Ok(());
        };
        let title = gone.title();
        self.revision += 1;
        self.say(&format!("{title} is back"));
        match gone {
            Gone::Document(at, open) => {
                let at = at.min(self.documents.len());
                self.documents.insert(at, open);
                self.current = self.current.map(|current| if current >= at { current + 1 } else { current });
                self.relearn_all()
            }
            Gone::Bundle(dropped) => {
                self.put_back_bundle(dropped);
                Ok(())
            }
        }
    }
}
