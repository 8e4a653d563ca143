//! Many documents together, open or not, for a file that holds them all.

use std::rc::Rc;

use tagline::job::kept::ENTITY;
use tagline::workspace::{Brought, Command, Notice, Workspace, counted};
use wasm_bindgen_futures::spawn_local;

use super::Keeper;
use super::read::{of_number, open_of};
use crate::browser::clock;

/// So many documents go into one file.
const MOST: usize = 5000;
/// So many are read in one transaction.
const AT_ONCE: usize = 200;

impl Keeper {
    /// Puts documents on a desk of their own, in the order of their numbers, which `got` gets; or tells why it could not. With
    /// no numbers all that the project has.
    pub fn gather(self: &Rc<Keeper>, numbers: Vec<u32>, got: impl FnOnce(Workspace) + 'static) {
        let keeper = self.clone();
        spawn_local(async move {
            match keeper.gathered(numbers).await {
                Ok(workspace) => got(workspace),
                Err(why) => {
                    let lines = vec![why, "Nothing has changed.".to_owned()];
                    let title = "These documents could not be exported together".to_owned();
                    keeper.desk.send(Command::Tell(Notice { title, lines, failed: true }));
                }
            }
        });
    }

    async fn gathered(&self, mut numbers: Vec<u32>) -> Result<Workspace, String> {
        let now = self.latest.borrow().clone().ok_or("There is nothing yet")?;
        // What the store could not take yet is on no list.
        let unlisted = if numbers.is_empty() { now.unlisted() } else { Vec::new() };
        if numbers.is_empty() {
            let shelf = now.queue().shelf();
            let slots = 0..u32::try_from(shelf.len()).unwrap_or(u32::MAX);
            numbers = slots.filter_map(|slot| shelf.number(slot)).collect();
        }
        numbers.sort_unstable();
        if numbers.len() > MOST {
            return Err(format!(
                "{}, and one file holds {MOST} at most. Select fewer, which filters help with; a backup holds all of them.",
                counted(numbers.len(), "document")
            ));
        }
        let mut open = self.open_among(&numbers);
        // Those that are about to be open are read like the others.
        open.retain(|_, id| now.documents().iter().any(|open| open.document().id == *id));
        let mut desk = now.beside();
        let mut missing = Vec::new();
        for chunk in numbers.chunks(AT_ONCE) {
            let closed: Vec<u32> =
                chunk.iter().copied().filter(|number| !open.contains_key(number)).collect();
            let mut all = Vec::with_capacity(chunk.len());
            if !closed.is_empty() {
                all.extend(self.brought(&closed, &mut missing).await?);
            }
            for (number, id) in open.iter().filter(|(number, _)| chunk.contains(number)) {
                let document = now.documents().iter().find(|open| open.document().id == *id);
                all.extend(document.map(|open| brought(*number, open.clone(), Vec::new())));
            }
            all.sort_by_key(|one| one.number);
            desk.apply(Command::Bring(all), &clock::context());
        }
        let rest = unlisted.into_iter().map(|open| brought(u32::MAX, open, Vec::new())).collect();
        desk.apply(Command::Bring(rest), &clock::context());
        if !missing.is_empty() {
            let title =
                format!("{} could not be read and is not in this file", counted(missing.len(), "document"));
            missing.push("What is stored is unchanged; a backup holds it.".to_owned());
            desk.apply(Command::Tell(Notice { title, lines: missing, failed: true }), &clock::context());
        }
        Ok(desk)
    }

    /// Documents that are not open, as far as they can be read; those of which there is nothing are `missing`.
    async fn brought(&self, numbers: &[u32], missing: &mut Vec<String>) -> Result<Vec<Brought>, String> {
        let store = self.store.borrow().clone().ok_or("There is no store.")?;
        let project = self.project.get();
        let told = |error: crate::browser::store::StoreError| format!("{error}.");
        let mut all = Vec::with_capacity(numbers.len());
        let mut ids = std::collections::BTreeSet::new();
        for (number, records) in store.documents(project, numbers).await.map_err(told)? {
            match open_of(&records) {
                Ok((open, _, entities)) => {
                    ids.extend(entities);
                    all.push(brought(number, open, Vec::new()));
                }
                Err(why) => missing.push(of_number(number, &why)),
            }
        }
        let ids: Vec<&str> = ids.iter().map(|id| &*id.0).collect();
        let entities = store.entities(project, &ids).await.map_err(told)?;
        if let Some(first) = all.first_mut() {
            first.parts = entities.into_iter().map(|(id, text)| (format!("{ENTITY}{id}"), text)).collect();
        }
        Ok(all)
    }
}

fn brought(number: u32, open: Rc<tagline::workspace::OpenDocument>, parts: Vec<(String, String)>) -> Brought {
    Brought { number, open, parts, shown: false }
}
