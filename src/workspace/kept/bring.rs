//! Documents that are opened when they are asked for, and closed again when there are many.

use std::collections::HashMap;
use std::rc::Rc;

use super::{Texts, digest};
use crate::annotation::{Change, DocumentStatus, Edit, EditError, EntityId, Kept};
use crate::workspace::{Command, Context, OpenDocument, View, Workspace};

/// A document that the store has brought, with what its marks name.
#[derive(Clone, Debug)]
pub struct Brought {
    /// Its number in the store.
    pub number: u32,
    /// The document; what comes of it is told from what it is here.
    pub open: Rc<OpenDocument>,
    /// Parts of the project that go with it, each with its name, as they were written.
    pub parts: Vec<(String, String)>,
    /// Whether it comes on screen.
    pub shown: bool,
}

impl Workspace {
    /// Takes a document in beside those that are open.
    pub(in crate::workspace) fn bring(&mut self, brought: Brought) {
        let Brought { open, parts, shown, .. } = brought;
        let at = self.position(&open.document.id).unwrap_or_else(|| {
            self.documents.push(open);
            self.documents.len() - 1
        });
        let texts: Texts = self
            .documents
            .get(at)
            .map(|open| (digest(open.document.text()), open.document.text().clone()))
            .into_iter()
            .collect();
        let mut issues = self.take_parts(&parts, &texts);
        self.behind = true;
        if shown {
            self.current = Some(at);
            self.let_go_of_hidden();
            self.show_view(View::Annotate);
        }
        let came = self.documents.get(at).filter(|_| shown).cloned();
        if issues.is_empty() {
            self.tell_unreadable(came.as_slice());
        } else {
            issues.extend(came.and_then(|open| open.what_is_unreadable()));
            issues.push("What is stored is unchanged.".to_owned());
            self.tell("Not all of this document could be read", issues, true);
        }
    }

    /// A desk beside this one, with the same labels and what was learned, and no document: what is done there to a document is
    /// what would be done to it here.
    pub fn beside(&self) -> Workspace {
        Workspace {
            schema: self.schema.clone(),
            annotators: self.annotators.clone(),
            learned: self.learned.clone(),
            taught: self.taught.clone(),
            habits: self.habits,
            annotator: self.annotator.clone(),
            blind: self.blind.clone(),
            extra: self.extra.clone(),
            ..Workspace::default()
        }
    }

    /// The open documents that the list does not have: the store has yet to take them.
    pub fn unlisted(&self) -> Vec<Rc<OpenDocument>> {
        let shelf = self.queue.shelf();
        let slots = 0..u32::try_from(shelf.len()).unwrap_or(u32::MAX);
        let mut there: HashMap<&str, bool> =
            self.documents.iter().map(|open| (&*open.document.id, false)).collect();
        for id in slots.filter_map(|slot| shelf.id(slot)) {
            if let Some(listed) = there.get_mut(id) {
                *listed = true;
            }
        }
        let is_not = |open: &&Rc<OpenDocument>| there.get(&*open.document.id) == Some(&false);
        self.documents.iter().filter(is_not).cloned().collect()
    }

    /// Whether the document of that id was deleted, and not only closed.
    pub fn is_removed(&self, id: &str) -> bool {
        self.gone.iter().any(|gone| gone.is(id))
    }

    /// Goes on from `before` in the list of documents, and with the document and the screen that were shown there.
    pub fn go_on_from(&mut self, before: &Workspace, context: &Context) {
        let shelved = self.queue.clone();
        self.queue = before.queue.clone().on(&shelved);
        let (view, show) = (before.view(), before.show());
        let id = before.current().map(|open| open.document.id.clone());
        let at = id.and_then(|id| self.position(&id));
        if let Some(at) = at.filter(|_| view.shows_document()) {
            self.apply(Command::Filter(show), context);
            self.apply(Command::Open(at), context);
        }
        if view != View::Start && (at.is_some() || !view.shows_document()) {
            self.apply(Command::Show(view), context);
        }
    }

    /// Takes documents off the desk, by id, whatever goes on in them.
    pub(in crate::workspace) fn discard(&mut self, ids: &[Rc<str>]) {
        for id in ids {
            let Some(at) = self.position(id) else { continue };
            self.documents.remove(at);
            self.unteach(id);
            if self.job.as_ref().is_some_and(|job| job.work.is_of(id)) {
                self.job = None;
                self.go_on();
            }
            self.waiting.retain(|work| !work.is_of(id));
            self.current = match self.current {
                Some(current) if current == at => None,
                Some(current) if current > at => Some(current - 1),
                current => current,
            };
        }
        if self.current.is_none() && self.view.shows_document() {
            self.view = View::Projects;
        }
        self.revision += 1;
    }

    /// Sets the status of open documents, by id; each has a step of its own for that.
    pub(in crate::workspace) fn mark(
        &mut self,
        ids: &[Rc<str>],
        status: DocumentStatus,
    ) -> Result<(), EditError> {
        for at in ids.iter().filter_map(|id| self.position(id)).collect::<Vec<_>>() {
            if self.documents.get(at).is_some_and(|open| open.document.status() == status) {
                continue;
            }
            self.edit_at(at, |open| open.change("set the status", Change(vec![Edit::SetStatus(status)])))?;
        }
        Ok(())
    }

    /// Closes documents, by id: the store has them as they are. The one on screen stays, and what the worker reads.
    pub(in crate::workspace) fn close(&mut self, ids: &[Rc<str>]) {
        let current = self.current().map(|open| open.document.id.clone());
        let worked_on = self.job.as_ref().map(|job| job.work.clone());
        self.documents.retain(|open| {
            let id = &open.document.id;
            let busy = worked_on.iter().chain(&self.waiting).any(|work| work.is_of(id));
            current.as_ref() == Some(id) || busy || !ids.contains(id)
        });
        self.current = current.and_then(|id| self.position(&id));
    }
}

impl Kept {
    /// The ids of what its marks and suggestions name, each once, in order.
    pub fn entities(&self) -> Vec<EntityId> {
        let marks = self.document.annotations().iter();
        let aside = self.document.set_aside().iter().map(|one| &one.annotation);
        let found = self.found.iter().flat_map(|found| &found.all);
        let named = marks.chain(aside).chain(found).filter_map(|mark| mark.entity.clone());
        let written = self.written.iter().filter_map(|one| one.entity.clone());
        let mut ids: Vec<EntityId> = named.chain(written).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}
