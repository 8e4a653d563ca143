//! Bringing documents when they are asked for, and closing those that were on screen longest ago; going to another project.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use tagline::job::kept::{ENTITY, TAUGHT};
use tagline::workspace::queue::QueueCommand;
use tagline::workspace::{Brought, Command, Notice, OpenDocument, Workspace};
use wasm_bindgen_futures::spawn_local;

use super::read::{FEW, of_number, open_of};
use super::write::document_of;
use super::{Held, Keeper};
use crate::browser::store::{Store, StoreError};

/// So many documents are read in one transaction.
const AT_ONCE: usize = 100;

/// What the store has of some documents.
#[derive(Default)]
pub(super) struct Stored {
    /// By number, and of how many records they are.
    documents: Vec<(u32, Rc<OpenDocument>, u32)>,
    /// What goes with them: what their marks name, and what they taught.
    parts: Vec<(String, String)>,
}

impl Stored {
    /// Only those documents of which `stays` says so, by number, and what goes with them.
    pub fn retain(&mut self, stays: impl Fn(u32) -> bool) {
        let mut gone = HashSet::new();
        self.documents.retain(|(number, open, _)| {
            let stays = stays(*number);
            if !stays {
                gone.insert(open.document().id.clone());
            }
            stays
        });
        self.parts.retain(|(name, _)| !document_of(name).is_some_and(|id| gone.contains(id)));
    }

    /// How the store has them, and their ids.
    pub fn held(&self) -> impl Iterator<Item = (Held, Rc<str>)> {
        self.documents.iter().map(|(number, open, records)| {
            (Held { number: *number, records: *records, moment: open.moment() }, open.document().id.clone())
        })
    }

    /// The documents themselves, in their order.
    pub fn open(&self) -> impl Iterator<Item = (u32, &OpenDocument)> {
        self.documents.iter().map(|(number, open, _)| (*number, &**open))
    }

    /// As the workspace takes them.
    pub fn brought(self, shown: bool) -> Vec<Brought> {
        // What mentions name comes with the first one.
        let mut parts = self.parts;
        let brought = |(number, open, _)| Brought { number, open, parts: std::mem::take(&mut parts), shown };
        self.documents.into_iter().map(brought).collect()
    }
}

impl Keeper {
    /// Brings the document that a person asked to open.
    pub(super) fn see_wanted(self: &Rc<Keeper>, now: &Workspace) {
        if let Some(open) = now.current() {
            let id = &open.document().id;
            let mut recent = self.recent.borrow_mut();
            if recent.last() != Some(id) {
                recent.retain(|other| other != id);
                recent.push(id.clone());
            }
        }
        let Some(number) = now.queue().wanted() else { return };
        if self.bringing.get() == Some(number) {
            return;
        }
        self.bringing.set(Some(number));
        let id = {
            let shelf = now.queue().shelf();
            shelf.slot(number).and_then(|slot| shelf.id(slot).map(Rc::<str>::from))
        };
        let open = now.documents().iter().position(|open| Some(&open.document().id) == id.as_ref());
        let keeper = self.clone();
        let store = self.store.borrow().clone();
        spawn_local(async move {
            let done = || {
                keeper.bringing.set(None);
                Command::Queue(QueueCommand::Brought(number))
            };
            let Some(store) = store.filter(|_| open.is_none()) else {
                keeper.desk.send(done());
                if let Some(at) = open {
                    keeper.desk.send(Command::Open(at));
                }
                return;
            };
            let brought = keeper.fetch(&store, &[number], true).await;
            keeper.desk.send(done());
            match brought {
                Ok((brought, _)) if !brought.is_empty() => keeper.desk.send(Command::Bring(brought)),
                Ok((_, issues)) => keeper.miss(match issues.first() {
                    Some(issue) => vec![
                        format!("{issue}."),
                        "Reload the page, which gets a newer Tagline where there is one; or restore a backup."
                            .to_owned(),
                    ],
                    None => vec![of_number(number, "it is in the list, but the store does not have it.")],
                }),
                Err(error) => keeper.miss(vec![of_number(number, &format!("{error}."))]),
            }
        });
    }

    fn miss(&self, mut lines: Vec<String>) {
        lines.push("Nothing has changed.".to_owned());
        let title = "This document could not be opened".to_owned();
        self.desk.send(Command::Tell(Notice { title, lines, failed: true }));
    }

    /// Opens what something waits for.
    pub(super) fn see_needs(self: &Rc<Keeper>, now: &Workspace) {
        let Some(numbers) = now.needs().cloned() else { return };
        if self.needing.replace(true) {
            return;
        }
        let (keeper, store) = (self.clone(), self.store.borrow().clone());
        spawn_local(async move {
            let mut come = store.is_some().then_some(()).ok_or_else(|| Rc::from("there is no store"));
            if let Some(store) = store {
                for chunk in numbers.chunks(AT_ONCE) {
                    match keeper.fetch(&store, chunk, false).await {
                        Ok((brought, _)) if brought.len() == chunk.len() => {
                            keeper.desk.send(Command::Bring(brought));
                        }
                        Ok((_, issues)) => {
                            let issues = issues.into_iter().next();
                            let why =
                                issues.unwrap_or_else(|| "not all of the documents are there".to_owned());
                            come = Err(Rc::from(why));
                        }
                        Err(error) => come = Err(Rc::from(error.to_string())),
                    }
                    if come.is_err() {
                        break;
                    }
                }
            }
            keeper.desk.send(Command::Needed(come));
            keeper.needing.set(false);
        });
    }

    /// Reads documents with what their marks name, as far as they can be read; of which there is nothing, and why. From then on the
    /// store is known to have those so that were not open.
    async fn fetch(
        self: &Rc<Keeper>,
        store: &Store,
        numbers: &[u32],
        shown: bool,
    ) -> Result<(Vec<Brought>, Vec<String>), StoreError> {
        let project = self.project.get();
        let (found, issues) = loop {
            let reading = self.readings.begin();
            let read = self.stored(store, numbers, false).await?;
            if self.project.get() != project {
                return Ok((Vec::new(), Vec::new()));
            }
            // What another tab has written meanwhile is read again: nobody would hear of it a second time.
            if numbers.iter().all(|number| self.readings.is_current(*number, reading)) {
                break read;
            }
        };
        let mut known = self.known.borrow_mut();
        for (held, id) in found.held() {
            // What is open already is as it is there.
            if let Entry::Vacant(place) = known.held.entry(id.clone()) {
                place.insert(held);
                known.coming.insert(id);
            }
        }
        Ok((found.brought(shown), issues))
    }

    /// What the store has of documents; of which there is nothing that could be read, and why. With `taught` comes what they
    /// taught, too.
    pub(super) async fn stored(
        &self,
        store: &Store,
        numbers: &[u32],
        taught: bool,
    ) -> Result<(Stored, Vec<String>), StoreError> {
        let (mut found, mut issues) = (Stored::default(), Vec::new());
        let mut ids = BTreeSet::new();
        for (number, records) in store.documents(self.project.get(), numbers).await? {
            match open_of(&records) {
                Ok((open, records, entities)) => {
                    ids.extend(entities);
                    found.documents.push((number, open, records));
                }
                Err(why) => issues.push(of_number(number, &why)),
            }
        }
        let ids: Vec<&str> = ids.iter().map(|id| &*id.0).collect();
        let entities = store.entities(self.project.get(), &ids).await?;
        found.parts.extend(entities.into_iter().map(|(id, text)| (format!("{ENTITY}{id}"), text)));
        if taught {
            let names: Vec<String> = found
                .documents
                .iter()
                .map(|(_, open, _)| format!("{TAUGHT}{}", open.document().id))
                .collect();
            found.parts.extend(store.some_parts(self.project.get(), &names).await?);
        }
        Ok((found, issues))
    }

    /// Closes documents where many are open: those that were on screen longest ago, as far as the store has them as they are.
    pub(super) fn close_some(&self, now: &Workspace) {
        let documents = now.documents();
        if documents.len() <= FEW {
            return;
        }
        let recent = self.recent.borrow();
        let known = self.known.borrow();
        let age = |id: &Rc<str>| recent.iter().rposition(|other| other == id);
        let mut ids: Vec<(Option<usize>, Rc<str>)> = documents
            .iter()
            .filter(|open| {
                // What one step has changed together comes back together.
                if now.is_joined(&open.document().id) {
                    return false;
                }
                let held = known.held.get(&open.document().id);
                // What can only be read has nothing to be written.
                open.unreadable().is_some()
                    || held.is_some_and(|held| open.moment().since(Some(&held.moment)).is_none())
            })
            .map(|open| (age(&open.document().id), open.document().id.clone()))
            .collect();
        ids.sort();
        // The last ones stay; some at a time, so that this is seldom.
        ids.truncate((documents.len() - FEW * 4 / 5).min(ids.len().saturating_sub(1)));
        let ids: Vec<Rc<str>> = ids.into_iter().map(|(_, id)| id).collect();
        if !ids.is_empty() {
            self.desk.send(Command::Close(ids));
        }
    }
}
