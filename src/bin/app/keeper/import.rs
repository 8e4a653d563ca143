//! Taking in many files at once: what the worker in the background makes of them goes into the store, batch by batch.

use std::rc::Rc;

use tagline::job::errand::{Batch as Come, Import};
use tagline::job::kept::label_rows;
use tagline::workspace::queue::search::Segment;
use tagline::workspace::queue::{Shelf, pack, pack_signatures, page_of, unpack, unpack_signatures};
use tagline::workspace::{Command, ImportCommand, Workspace};

use super::Keeper;
use crate::browser::clock;
use crate::browser::store::{Batch, Indexed};
use crate::desk::Keep;

/// So many numbers are left free for an import, so that what is pasted meanwhile gets others.
const ROOM: u32 = 1 << 20;

impl Keeper {
    /// Whether what is taken in goes into the store.
    pub fn keeps(&self) -> bool {
        self.store.borrow().is_some() && self.lock.borrow().is_some()
    }

    /// How files are to be taken in: what the worker has to know of the project.
    ///
    /// # Errors
    ///
    /// Why the store could not tell.
    pub async fn importing(&self, workspace: &Workspace) -> Result<Import, String> {
        let store = self.store.borrow().clone().ok_or("there is no store")?;
        let known = store.signatures(self.project.get()).await.map_err(|error| error.to_string())?;
        let importing = workspace.importing().ok_or("nothing is taken in")?;
        self.importing.set(true);
        let (first, ids) = {
            let mut known = self.known.borrow_mut();
            let first = known.next.max(1);
            known.next = first.saturating_add(ROOM);
            (first, ids(&known.shelf.borrow()))
        };
        Ok(Import {
            choices: importing.choices(),
            first,
            fresh: clock::context().fresh.to_string(),
            now: clock::now().0.to_string(),
            known: known.into_iter().map(|(_, packed)| packed.into()).collect(),
            ids,
            labels: label_rows(workspace.schema()),
            leave_out: importing.leave_out,
        })
    }

    /// Keeps a batch of an import; then the workspace hears of it.
    ///
    /// # Errors
    ///
    /// Why it could not be kept; then nothing of it is.
    pub async fn keep_batch(self: &Rc<Keeper>, come: Come) -> Result<(), String> {
        let store = self.store.borrow().clone().filter(|_| self.keeps());
        let store = store.ok_or("another tab writes this project now")?;
        let rows = unpack(&come.rows.0).map_err(|error| error.to_string())?;
        let records = come.records.iter().map(|(number, record)| (*number, 0, record.clone())).collect();
        let mut batch = Batch { records, ..Batch::default() };
        {
            let mut known = self.known.borrow_mut();
            known.note_rows(&rows, []);
            if self.lending.borrow().lends() {
                // A page would put rows away that another tab has written since.
                batch.rows = rows.iter().map(|row| (row.number, pack(std::slice::from_ref(row)))).collect();
                known.touched.extend(rows.iter().map(|row| row.number));
            } else {
                batch.pages = known.packed_pages(&rows);
            }
            // The signatures come with each batch, the words of several batches with the last of them. Where a tab ends before
            // that, both are made anew.
            let new = unpack_signatures(&come.signatures.0).map_err(|error| error.to_string())?;
            known.signatures.extend(new);
            if let Some((head, blocks)) = come.segment.clone() {
                let blocks = blocks.into_iter().map(|block| block.0).collect();
                let segment = Segment { head: head.0, blocks };
                let signatures = pack_signatures(&std::mem::take(&mut known.signatures));
                batch.segments.push(Indexed { number: known.segment, segment, signatures });
                known.segment += 1;
            }
        }
        if let Err(error) = store.write(self.project.get(), &batch).await {
            let numbers = rows.iter().map(|row| row.number);
            let mut known = self.known.borrow_mut();
            numbers.for_each(|number| drop(known.fresh.remove(&number)));
            return Err(error.to_string());
        }
        let folded: Vec<u32> = batch.pages.iter().map(|(page, _)| *page).collect();
        self.known.borrow_mut().touched.retain(|number| !folded.contains(&page_of(*number)));
        self.index.take();
        let come = Come { records: come.records.iter().map(|one| (one.0, String::new())).collect(), ..come };
        self.desk.tell(Keep::Listed(rows, Vec::new()));
        self.desk.send(Command::Import(ImportCommand::Came { batch: Rc::new(come), open: false }));
        self.tell_written(&batch);
        Ok(())
    }

    /// An import is over: the numbers that it left free are, and the project knows how many documents it has.
    pub async fn imported(self: &Rc<Keeper>) {
        self.importing.set(false);
        {
            let mut known = self.known.borrow_mut();
            // Stopped, it may have left some without their words.
            known.indexed = known.signatures.is_empty();
            known.signatures.clear();
            let shelf = known.shelf.borrow();
            let last = u32::try_from(shelf.len()).unwrap_or_default().checked_sub(1);
            let last = last.and_then(|slot| shelf.number(slot)).unwrap_or_default();
            drop(shelf);
            known.next = known.trash.last().copied().unwrap_or_default().max(last) + 1;
        }
        let store = self.store.borrow().clone().filter(|_| self.keeps());
        if let Some(store) = store
            && self.note_project(&store).await.is_ok()
            && let Ok(rows) = self.projects(&store).await
        {
            self.tell_projects(rows);
        }
        self.fold_later();
    }
}

fn ids(shelf: &Shelf) -> Vec<String> {
    let slots = 0..u32::try_from(shelf.len()).unwrap_or(u32::MAX);
    slots.filter_map(|slot| shelf.id(slot).map(str::to_owned)).collect()
}
