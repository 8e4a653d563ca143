//! Deleting documents, and bringing back what was deleted.

use std::collections::BTreeSet;
use std::rc::Rc;

use tagline::job::kept::{TRASH, write_part};
use tagline::workspace::queue::{QueueCommand, Row, pack};
use tagline::workspace::{Command, Workspace};
use wasm_bindgen_futures::spawn_local;

use super::Keeper;
use crate::browser::store::{Batch, Store};

impl Keeper {
    /// Deletes documents: out of the list, and out of the store when the project is opened the next time. Also such as can only be
    /// read: until then they come back as they were.
    pub(super) async fn delete_some(self: &Rc<Keeper>, store: &Store, numbers: &[u32]) -> Result<(), String> {
        if self.failing.get() {
            // What was done in them would be lost, though they stay.
            return Err(
                "What was done last is not saved yet: free some room, or download it, at the top".to_owned()
            );
        }
        let (rows, trash) = {
            let known = self.known.borrow();
            let shelf = known.shelf.borrow();
            let row = |number: &u32| shelf.slot(*number).and_then(|slot| shelf.row(slot));
            let rows: Vec<Row> = numbers.iter().filter_map(row).collect();
            let trash: BTreeSet<u32> = known.trash.iter().chain(numbers).copied().collect();
            (rows, trash)
        };
        let open: Vec<Rc<str>> = self.open_among(numbers).into_values().collect();
        let mut gone: Vec<u32> = rows.iter().map(|row| row.number).collect();
        gone.sort_unstable();
        let batch = Batch {
            rows: gone.iter().map(|number| (*number, pack(&[]))).collect(),
            parts: vec![(TRASH.to_owned(), write_part(&trash))],
            ..Batch::default()
        };
        // First off the desk: what is done no more is not written any more.
        self.desk.send(Command::Discard(open));
        self.commit(store, batch, Vec::new(), gone).await?;
        self.known.borrow_mut().trash = trash;
        self.desk.send(Command::Queue(QueueCommand::Deleted(rows.into())));
        self.count(store).await;
        Ok(())
    }

    /// Brings back documents that were deleted.
    pub(super) fn see_returning(self: &Rc<Keeper>, now: &Workspace) {
        let Some(rows) = now.queue().returning().cloned() else { return };
        let store = self.store.borrow().clone().filter(|_| self.lock.borrow().is_some());
        let Some(store) = store.filter(|_| !self.returning.replace(true)) else { return };
        let keeper = self.clone();
        spawn_local(async move {
            let trash: BTreeSet<u32> = {
                let known = keeper.known.borrow();
                let back = |number: &u32| rows.iter().any(|row| row.number == *number);
                known.trash.iter().copied().filter(|number| !back(number)).collect()
            };
            let batch = Batch {
                rows: rows.iter().map(|row| (row.number, pack(std::slice::from_ref(row)))).collect(),
                parts: vec![(TRASH.to_owned(), write_part(&trash))],
                ..Batch::default()
            };
            match keeper.commit(&store, batch, rows.to_vec(), Vec::new()).await {
                Ok(()) => {
                    keeper.known.borrow_mut().trash = trash;
                    keeper.count(&store).await;
                }
                Err(why) => keeper.give_up(&why),
            }
            keeper.desk.send(Command::Queue(QueueCommand::Returned));
            keeper.returning.set(false);
        });
    }

    async fn count(&self, store: &Store) {
        if self.note_project(store).await.is_ok()
            && let Ok(rows) = self.projects(store).await
        {
            self.tell_projects(rows);
        }
    }
}
