//! Going on with what other tabs write.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use tagline::job::kept::ENTITY;
use tagline::workspace::queue::search::Builder;
use tagline::workspace::queue::{pack_signatures, unpack};
use tagline::workspace::{Command, Moment};
use wasm_bindgen_futures::spawn_local;

use super::Keeper;
use super::write::document_of;
use crate::browser::store::{Batch, Indexed, Store, StoreError};
use crate::browser::tabs::{Word, Written};
use crate::desk::Keep;

/// Of more documents than these, other tabs read everything.
const MANY: usize = 200;

/// What could be read again.
#[derive(Clone, Copy)]
pub(super) struct Renewed {
    /// Whether all documents could be that are open here.
    pub documents: bool,
    /// Whether each had a row of its own.
    pub rows: bool,
}

impl Keeper {
    /// Hears what another tab says of this project.
    pub(super) fn hear(self: &Rc<Keeper>, word: Word) {
        let writes = self.lock.borrow().is_some();
        match word {
            Word::Written(_) if self.failing.get() => {}
            Word::Written(Written::Documents(numbers)) => {
                // Ones that came are on the list, and where there are few they are open.
                let is_new = !writes && numbers.iter().any(|number| self.id_of(*number).is_none());
                self.due.borrow_mut().1 |= is_new;
                self.readings.are_written(&numbers);
                self.is_due(numbers);
            }
            Word::Written(Written::More) if !writes => {
                self.readings.all_are_written();
                self.due.borrow_mut().1 = true;
                self.is_due(Vec::new());
            }
            Word::Ask if writes => {
                self.asked.set(true);
                self.let_go();
            }
            Word::Borrow(number) if writes => self.lend(number, false),
            Word::Want(number) if writes => self.lend(number, true),
            Word::Lent(number) if !writes => self.is_lent(number),
            Word::Kept(number) if !writes => self.not_lent(number),
            Word::Return(number) => self.give_back(number),
            Word::Written(_)
            | Word::Ask
            | Word::Borrow(_)
            | Word::Want(_)
            | Word::Lent(_)
            | Word::Kept(_) => {}
        }
    }

    /// Reads documents again that another tab wrote, one reading after the other.
    pub(super) fn is_due(self: &Rc<Keeper>, numbers: Vec<u32>) {
        self.due.borrow_mut().0.extend(numbers);
        if self.renewing.replace(true) {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            loop {
                let (numbers, all) = std::mem::take(&mut *keeper.due.borrow_mut());
                let writes = keeper.lock.borrow().is_some();
                if all && !writes {
                    keeper.read(false, None).await;
                } else if numbers.is_empty() {
                    break;
                } else {
                    let numbers: Vec<u32> =
                        numbers.into_iter().filter(|number| keeper.is_theirs(*number)).collect();
                    let is_theirs = |number| keeper.is_theirs(number);
                    let renewed = keeper.renew(&numbers, is_theirs).await;
                    let is_whole = renewed.documents && renewed.rows;
                    if !is_whole && !writes {
                        keeper.read(false, None).await;
                    }
                }
            }
            keeper.renewing.set(false);
        });
    }

    /// Whether another tab writes the document of that number, as far as this one knows.
    fn is_theirs(&self, number: u32) -> bool {
        let lending = self.lending.borrow();
        if self.lock.borrow().is_some() { lending.is_gone(number) } else { !lending.has(number) }
    }

    /// Reads documents again, and their rows, and goes on with those that are `due` then still.
    pub(super) async fn renew(self: &Rc<Keeper>, numbers: &[u32], due: impl Fn(u32) -> bool) -> Renewed {
        let is_none = numbers.is_empty();
        let none = Renewed { documents: is_none, rows: is_none };
        let Some(store) = self.store.borrow().clone().filter(|_| !is_none) else { return none };
        self.renewed(&store, numbers, due).await.unwrap_or(none)
    }

    async fn renewed(
        self: &Rc<Keeper>,
        store: &Store,
        numbers: &[u32],
        due: impl Fn(u32) -> bool,
    ) -> Result<Renewed, StoreError> {
        let project = self.project.get();
        let reading = self.readings.begin();
        let writes = self.lock.borrow().is_some();
        let packed = store.rows(project, numbers).await?;
        let before: HashMap<u32, Moment> = {
            let known = self.known.borrow();
            let held = known.held.values().filter(|held| numbers.contains(&held.number));
            held.map(|held| (held.number, held.moment.clone())).collect()
        };
        // Whoever writes the project has the words of all documents found.
        let read: Vec<u32> =
            numbers.iter().copied().filter(|number| writes || before.contains_key(number)).collect();
        let (mut found, _) = self.stored(store, &read, true).await?;
        if self.project.get() != project || self.stranded.get() {
            return Ok(Renewed { documents: true, rows: true });
        }
        let documents = found.open().count() == read.len();
        found.retain(|number| due(number) && self.readings.take(number, reading));
        for (held, id) in found.held() {
            // Those that are open are as they are in the store.
            if let Some(place) = self.known.borrow_mut().held.get_mut(&id) {
                *place = held;
            }
        }
        // One that was not changed since its page was written has none.
        let mut whole = writes || packed.len() == numbers.len();
        let (mut rows, mut gone) = (Vec::new(), Vec::new());
        for (number, packed) in packed {
            match unpack(&packed) {
                Ok(read) if read.is_empty() => gone.push(number),
                Ok(read) => rows.extend(read),
                Err(_) => whole = false,
            }
        }
        if writes {
            let mut words = Builder::default();
            let mut signatures = Vec::new();
            // Of what can't be read to its end some words may be missing.
            for (number, open) in found.open().filter(|(_, open)| open.unreadable().is_none()) {
                let moment = open.moment();
                if !before.get(&number).is_some_and(|then| moment.is_found_as(then)) {
                    words.add(number, &moment.searched());
                    signatures.push((number, moment.signature()));
                }
            }
            self.known.borrow_mut().touched.extend(rows.iter().map(|row| row.number));
            if !words.is_empty() {
                self.index_others(store, words, &pack_signatures(&signatures)).await;
            }
        }
        // It may have been given to this tab meanwhile, and been read again for that.
        let is_due = |number| !self.stranded.get() && due(number) && self.readings.is_newest(number, reading);
        found.retain(is_due);
        rows.retain(|row| is_due(row.number));
        gone.retain(|number| is_due(*number));
        self.desk.tell(Keep::Listed(rows, gone));
        self.desk.send(Command::Renew(found.brought(false)));
        Ok(Renewed { documents, rows: whole })
    }

    /// Has documents found by their words that other tabs wrote. Where that fails they are found by what they were.
    async fn index_others(&self, store: &Store, words: Builder, signatures: &[u8]) {
        let number = {
            let mut known = self.known.borrow_mut();
            known.segment += 1;
            known.segment - 1
        };
        let one = Indexed { number, segment: words.finish(), signatures: signatures.to_vec() };
        let batch = Batch { segments: vec![one], ..Batch::default() };
        if store.write(self.project.get(), &batch).await.is_ok() {
            self.index.take();
        }
    }

    /// Tells the other tabs what a batch has written.
    pub(super) fn tell_written(&self, batch: &Batch) {
        let mut numbers: BTreeSet<u32> = batch.records.iter().map(|record| record.0).collect();
        numbers.extend(batch.rows.iter().map(|row| row.0));
        let more = !batch.gone.is_empty()
            || !batch.pages.is_empty()
            || numbers.is_empty()
            || numbers.len() > MANY
            || batch.parts.iter().any(|(name, _)| !name.starts_with(ENTITY) && document_of(name).is_none());
        let written = if more { Written::More } else { Written::Documents(numbers.into_iter().collect()) };
        self.say(&Word::Written(written));
    }
}
