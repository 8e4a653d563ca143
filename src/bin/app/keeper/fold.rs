//! Keeping the store quick to open: rows go into their pages, and small segments are made large ones, when there is time.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use tagline::format::read_journal;
use tagline::job::kept::{TRASH, write_part};
use tagline::workspace::queue::search::{Builder, Head, Merging, merges};
use tagline::workspace::queue::{Signature, folds, pack_signatures, page_of, unpack_signatures};
use tagline::workspace::searched;
use wasm_bindgen_futures::spawn_local;

use super::Keeper;
use super::change::Changes;
use crate::browser::idle::{when_idle, when_idle_after};
use crate::browser::store::{Batch, Indexed, Store};
use crate::desk::Keep;

/// What is due when a project is opened is done after so many milliseconds.
const OPENED: u32 = 2_000;
/// So many documents are indexed at once.
const INDEXED: usize = 50;

impl Keeper {
    /// Does what is due when the page has nothing better to do.
    pub(super) fn fold_later(self: &Rc<Keeper>) {
        if self.folding.replace(true) {
            return;
        }
        let keeper = self.clone();
        when_idle(move || {
            spawn_local(async move {
                keeper.fold().await;
                keeper.folding.set(false);
            });
        });
    }

    /// The same once there has been time to look at a project that was just opened.
    pub(super) fn fold_after_opening(self: &Rc<Keeper>) {
        let keeper = self.clone();
        when_idle_after(OPENED, move || keeper.fold_later());
    }

    async fn fold(self: &Rc<Keeper>) {
        let Some(store) = self.store.borrow().clone() else { return };
        if self.lock.borrow().is_none() || self.failing.get() {
            return;
        }
        // What fails here is done another time: nothing depends on it.
        self.clear_away(&store).await;
        self.fold_rows(&store).await;
        self.index_missing(&store).await;
        while let Some(batch) = self.merged(&store).await {
            if self.lock.borrow().is_none() || store.write(self.project.get(), &batch).await.is_err() {
                return;
            }
            self.index.take();
        }
    }

    /// Removes what was deleted before the project was opened: nothing brings it back.
    async fn clear_away(self: &Rc<Keeper>, store: &Store) {
        let (batch, gone) = {
            let mut known = self.known.borrow_mut();
            let gone = std::mem::take(&mut known.old_trash);
            if gone.is_empty() {
                return;
            }
            let mut changes = Changes::new(false);
            gone.iter().for_each(|number| changes.remove(*number));
            let left: BTreeSet<u32> = known.trash.difference(&gone).copied().collect();
            let segment = known.segment;
            known.segment += 1;
            let (mut batch, _) = changes.finish(|| segment);
            let text = if left.is_empty() { String::new() } else { write_part(&left) };
            batch.parts.push((TRASH.to_owned(), text));
            (batch, gone)
        };
        if store.write(self.project.get(), &batch).await.is_ok() {
            let mut known = self.known.borrow_mut();
            known.trash.retain(|number| !gone.contains(number));
            known.touched.extend(gone);
        }
        self.index.take();
    }

    async fn fold_rows(self: &Rc<Keeper>, store: &Store) {
        let (batch, folded) = {
            let mut known = self.known.borrow_mut();
            let touched: Vec<u32> = known.touched.iter().copied().collect();
            let pages = folds(&touched);
            let packed = pages.iter().map(|page| (*page, known.packed_page(*page))).collect();
            (Batch { pages: packed, ..Batch::default() }, pages)
        };
        // A page would put rows away that another tab has written since.
        if batch.is_empty() || self.lending.borrow().lends() || self.writing.replace(true) {
            return;
        }
        // No row is written meanwhile that the pages would be older than.
        let written = store.write(self.project.get(), &batch).await;
        self.writing.set(false);
        self.let_go();
        self.settle_apart();
        if written.is_ok() {
            let is_folded = |number: &u32| folded.contains(&page_of(*number));
            self.known.borrow_mut().touched.retain(|number| !is_folded(number));
        }
        if self.now.borrow().is_some() {
            self.desk.tell(Keep::Again);
        }
    }

    /// Has documents found by their words that no segment tells of: a tab that ended in the midst of an import has left them.
    async fn index_missing(self: &Rc<Keeper>, store: &Store) {
        let project = self.project.get();
        if self.known.borrow().indexed || self.importing.get() {
            return;
        }
        let Ok(heads) = store.heads(project).await else { return };
        let mut told = HashSet::new();
        for (_, head) in &heads {
            if let Ok(head) = Head::read(head) {
                told.extend(head.numbers().iter().copied());
            }
        }
        let missing: Vec<u32> = {
            let mut known = self.known.borrow_mut();
            known.indexed = true;
            let shelf = known.shelf.borrow();
            let slots = 0..u32::try_from(shelf.len()).unwrap_or(u32::MAX);
            let numbers = slots.filter_map(|slot| shelf.number(slot));
            numbers.filter(|number| !told.contains(number)).collect()
        };
        for chunk in missing.chunks(INDEXED) {
            let Ok(documents) = store.documents(project, chunk).await else { return };
            let (mut words, mut signatures) = (Builder::default(), Vec::new());
            for (number, records) in documents {
                let journal = read_journal(&records);
                // Of what can't be read to its end some words may be missing: it is not called indexed.
                if let Some(kept) = journal.kept.as_ref().filter(|_| journal.is_whole()) {
                    words.add(number, &searched(&kept.document));
                    signatures.push((number, Signature::of(kept.document.text())));
                }
            }
            if words.is_empty() {
                continue;
            }
            let segment = {
                let mut known = self.known.borrow_mut();
                known.segment += 1;
                known.segment - 1
            };
            let signatures = pack_signatures(&signatures);
            let one = Indexed { number: segment, segment: words.finish(), signatures };
            let batch = Batch { segments: vec![one], ..Batch::default() };
            if store.write(project, &batch).await.is_err() {
                self.known.borrow_mut().indexed = false;
                return;
            }
            self.index.take();
        }
    }

    /// Some neighbours made one segment; nothing where there are few.
    async fn merged(&self, store: &Store) -> Option<Batch> {
        let project = self.project.get();
        let heads = store.heads(project).await.ok()?;
        let read: Vec<Head> =
            heads.iter().map(|(_, head)| Head::read(head)).collect::<Result<_, _>>().ok()?;
        let sizes: Vec<u64> = read.iter().map(Head::size).collect();
        let range = merges(&sizes)?;
        let numbers: Vec<u32> = heads.get(range.clone())?.iter().map(|(number, _)| *number).collect();
        let mut merging = Merging::new(read.get(range.clone())?);
        let mut blocks = Vec::new();
        while let Some((segment, block)) = merging.needs() {
            let wanted = (*numbers.get(segment)?, block);
            let bytes = store.blocks(project, &[wanted]).await.ok()?.pop()??;
            merging.give(bytes).ok()?;
            blocks.extend(merging.take());
        }
        let mut segment = merging.finish();
        blocks.append(&mut segment.blocks);
        segment.blocks = blocks;
        let mut signatures: BTreeMap<u32, Signature> = BTreeMap::new();
        for (number, packed) in store.signatures(project).await.ok()? {
            if numbers.contains(&number) {
                signatures.extend(unpack_signatures(&packed).ok()?);
            }
        }
        let signatures: Vec<(u32, Signature)> = signatures.into_iter().collect();
        let number = *numbers.last()?;
        let one = Indexed { number, segment, signatures: pack_signatures(&signatures) };
        Some(Batch { merged: numbers, segments: vec![one], ..Batch::default() })
    }
}
