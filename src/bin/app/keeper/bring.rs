//! Bringing documents when they are asked for, and closing those that were on screen longest ago; going to another project.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use tagline::job::kept::{ENTITY, TAUGHT};
use tagline::workspace::queue::QueueCommand;
use tagline::workspace::{Brought, Command, Notice, OpenDocument, Workspace};
use wasm_bindgen_futures::spawn_local;

use super::read::{FEW, of_number, open_of};
use super::{Held, Keeper};
use crate::browser::store::{Store, StoreError};

/// So many documents are read in one transaction.
const AT_ONCE: usize = 100;

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
            let brought = keeper.fetch(&store, &[number], true, false).await;
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
                    match keeper.fetch(&store, chunk, false, false).await {
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
    /// store is known to have them so. Where another tab has
    /// written them, `renews`, those that are open are as they are in the store, and with them comes what they taught.
    pub(super) async fn fetch(
        self: &Rc<Keeper>,
        store: &Store,
        numbers: &[u32],
        shown: bool,
        renews: bool,
    ) -> Result<(Vec<Brought>, Vec<String>), StoreError> {
        let project = self.project.get();
        let (mut all, mut issues) = (Vec::with_capacity(numbers.len()), Vec::new());
        for (number, records) in store.documents(project, numbers).await? {
            match open_of(&records) {
                Ok((open, records, entities)) => all.push((number, open, records, entities)),
                Err(why) => issues.push(of_number(number, &why)),
            }
        }
        let ids: BTreeSet<&str> = all.iter().flat_map(|(.., entities)| entities).map(|id| &*id.0).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        let entities = store.entities(project, &ids).await?;
        let mut taught = Vec::new();
        if renews {
            let names: Vec<String> =
                all.iter().map(|(_, open, ..)| format!("{TAUGHT}{}", open.document().id)).collect();
            taught = store.some_parts(project, &names).await?;
        }
        if self.project.get() != project {
            return Ok((Vec::new(), Vec::new()));
        }
        let mut parts: Vec<_> =
            entities.into_iter().map(|(id, text)| (format!("{ENTITY}{id}"), text)).chain(taught).collect();
        let mut known = self.known.borrow_mut();
        let known = &mut *known;
        let brought = |(number, open, records, _): (u32, Rc<OpenDocument>, _, _)| {
            let held = Held { number, records, moment: open.moment() };
            // What is open already is as it is there.
            let id = open.document().id.clone();
            match known.held.entry(id.clone()) {
                Entry::Vacant(_) if renews => {}
                Entry::Occupied(mut place) if renews => drop(place.insert(held)),
                Entry::Vacant(place) => {
                    place.insert(held);
                    known.coming.insert(id);
                }
                Entry::Occupied(_) => {}
            }
            // What mentions name comes with the first one.
            let parts = std::mem::take(&mut parts);
            Brought { number, open, parts, shown }
        };
        Ok((all.into_iter().map(brought).collect(), issues))
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
