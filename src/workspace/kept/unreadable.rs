//! Documents of which the store holds more than could be read. They are shown as far as that, and nothing changes them: what is
//! written behind a record that can't be read is not read the next time either.

use std::rc::Rc;

use crate::annotation::{Edit, EditError};
use crate::format::{Journal, Unreadable};
use crate::workspace::{Command, Context, Notice, OpenDocument, Show, View, Workspace, counted};

/// So many documents are named in a notice.
const TOLD: usize = 5;

impl OpenDocument {
    /// A document as its journal tells it; none where not even its beginning could be read.
    pub fn of_journal(journal: Journal, show: Show) -> Option<OpenDocument> {
        let Journal { kept, unreadable } = journal;
        Some(OpenDocument { unreadable: unreadable.map(Rc::new), ..OpenDocument::restored(kept?, show) })
    }

    /// Where the reading of its journal stopped: then it can only be read here. None where it is whole.
    pub fn unreadable(&self) -> Option<&Rc<Unreadable>> {
        self.unreadable.as_ref()
    }

    /// Which record of it could not be read, and why; nothing of one that is whole.
    pub fn what_is_unreadable(&self) -> Option<String> {
        self.unreadable.as_ref().map(|unreadable| format!("“{}”, {unreadable}", self.title()))
    }
}

/// What there is to do about it.
fn way_out(unreadable: &Unreadable) -> &'static str {
    if unreadable.newer {
        "Reload the page to get the newer Tagline. Until then, export what is shown, or edit a copy."
    } else {
        "Export what is shown, edit a copy, or restore a backup that was made before."
    }
}

/// What is told of documents that are not whole.
fn told(documents: &[Rc<OpenDocument>]) -> Vec<String> {
    let mut lines: Vec<String> =
        documents.iter().take(TOLD).filter_map(|open| open.what_is_unreadable()).collect();
    if documents.len() > TOLD {
        lines.push(format!("And {} more.", counted(documents.len() - TOLD, "document")));
    }
    let shown = match documents {
        [_] => "It is shown up to there, and nothing is written to it: what is stored stays as it is.",
        _ => "They are shown up to there, and nothing is written to them: what is stored stays as it is.",
    };
    let all: Vec<&Unreadable> = documents.iter().filter_map(|open| open.unreadable.as_deref()).collect();
    let way_out = all.iter().find(|one| one.newer).or(all.first()).map_or("", |one| way_out(one));
    lines.extend([shown, way_out].map(str::to_owned));
    lines
}

/// What is told of documents that something was not done in since not all of them can be read, `what` of each; nothing where there
/// are none.
pub fn left_alone(what: &[String]) -> Option<Notice> {
    let title = match what.len() {
        0 => return None,
        1 => "1 document was left as it is".to_owned(),
        several => format!("{several} documents were left as they are"),
    };
    let mut lines: Vec<String> = what.iter().take(TOLD).cloned().collect();
    if what.len() > TOLD {
        lines.push(format!("And {} more.", counted(what.len() - TOLD, "document")));
    }
    lines.push(
        "Nothing is written behind a record that cannot be read: what is stored stays as it is.".to_owned(),
    );
    lines.push("Open one to see what can be done.".to_owned());
    Some(Notice { title, lines, failed: true })
}

impl Command {
    /// Whether what it brings is what the store has, so that nothing is to be written.
    fn comes_from_store(&self) -> bool {
        matches!(
            self,
            Command::Restore(_)
                | Command::Bring(_)
                | Command::Renew(_)
                | Command::Close(_)
                | Command::Discard(_)
        )
    }
}

impl Workspace {
    /// Does what `command` asks unless it would change a document that is not whole: then nothing changes, and why is told.
    pub(in crate::workspace) fn apply_to_whole(&mut self, command: Command, context: &Context) {
        let is_free =
            command.comes_from_store() || self.documents.iter().all(|open| open.unreadable.is_none());
        if is_free {
            self.apply_any(command, context);
            return;
        }
        let before = self.clone();
        self.apply_any(command, context);
        let is_touched = |then: &&Rc<OpenDocument>| {
            let now = self.position(&then.document.id).and_then(|at| self.documents.get(at));
            then.unreadable.is_some() && now.is_none_or(|now| !Rc::ptr_eq(&now.history, &then.history))
        };
        let touched: Vec<_> = before.documents.iter().filter(is_touched).cloned().collect();
        if !touched.is_empty() {
            *self = before;
            self.refuse_to_change(&touched);
        }
    }

    /// Tells that these documents can only be read.
    pub(in crate::workspace) fn refuse_to_change(&mut self, documents: &[Rc<OpenDocument>]) {
        let title = match documents {
            [one] => format!("“{}” can only be read", one.title()),
            all => format!("{} can only be read", counted(all.len(), "document")),
        };
        let mut lines = told(documents);
        lines.push("Nothing has changed.".to_owned());
        self.tell(&title, lines, true);
    }

    /// Tells of those among `documents`, which have come, that are not whole.
    pub(in crate::workspace) fn tell_unreadable(&mut self, documents: &[Rc<OpenDocument>]) {
        let came: Vec<_> = documents.iter().filter(|open| open.unreadable.is_some()).cloned().collect();
        let title = match came[..] {
            [] => return,
            [_] => "Not all of this document could be read".to_owned(),
            _ => format!("Not all of {} could be read", counted(came.len(), "document")),
        };
        self.tell(&title, told(&came), true);
    }

    /// Goes on with a copy of the document on screen, as far as that could be read.
    pub(in crate::workspace) fn edit_copy(&mut self, context: &Context) -> Result<(), EditError> {
        let Some(open) = self.current().cloned() else { return Ok(()) };
        let mut document = (*open.document).clone();
        document.id = context.fresh.clone();
        let mut metadata = document.metadata().clone();
        metadata.title = Some(format!("{} (copy)", open.title()));
        Edit::SetMetadata(Box::new(metadata)).apply(&mut document)?;
        let mut copy = OpenDocument::new(document, None);
        copy.tagged.clone_from(&open.tagged);
        copy.found.clone_from(&open.found);
        copy.by_hand.clone_from(&open.by_hand);
        copy.draw(self.show);
        self.documents.push(Rc::new(copy));
        self.current = Some(self.documents.len() - 1);
        self.behind = true;
        self.revision += 1;
        self.show_view(View::Annotate);
        self.say("A copy is open. What is changed now is changed there");
        Ok(())
    }
}
