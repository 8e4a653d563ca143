//! Writing the store: all of a batch in one transaction, or nothing of it.

use idb::{KeyRange, Query, Transaction};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use tagline::job::kept::ENTITY;
use tagline::workspace::queue::PAGE;
use tagline::workspace::queue::search::Segment;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbTransaction;

use super::{
    ALL, BLOCKS, ENTITIES, HEADS, JOURNAL, PAGES, PARTS, PROJECTS, ROWS, SIGNATURES, Store, StoreError,
    all_of, done, key, records_of, refusal,
};

/// What is written together: all of it, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Parts of the project, each with its name; one without words is there no more.
    pub parts: Vec<(String, String)>,
    /// Records, each with its document's number and its own.
    pub records: Vec<(u32, u32, String)>,
    /// Documents that go, by number.
    pub gone: Vec<u32>,
    /// Rows that are newer than their page, each packed alone, by the document's number.
    pub rows: Vec<(u32, Vec<u8>)>,
    /// Pages of rows; no row is newer than these.
    pub pages: Vec<(u32, Vec<u8>)>,
    /// What searches need, in order.
    pub segments: Vec<Indexed>,
    /// Segments that go, by number, before the new ones come.
    pub merged: Vec<u32>,
    /// What is said of the project.
    pub project: Option<String>,
}

/// What searches and the look for duplicates need of some documents.
#[derive(Clone, Debug)]
pub struct Indexed {
    /// Later ones have higher numbers.
    pub number: u32,
    /// The words.
    pub segment: Segment,
    /// The signatures, packed.
    pub signatures: Vec<u8>,
}

impl Batch {
    /// Whether nothing is to be written.
    pub fn is_empty(&self) -> bool {
        let Batch { parts, records, gone, rows, pages, segments, merged, project } = self;
        parts.is_empty()
            && records.is_empty()
            && gone.is_empty()
            && rows.is_empty()
            && pages.is_empty()
            && segments.is_empty()
            && merged.is_empty()
            && project.is_none()
    }

    /// The stores that it is written into: whoever reads others need not wait for it.
    fn stores(&self) -> Vec<&'static str> {
        let is_entity = |(name, _): &(String, String)| name.starts_with(ENTITY);
        let (indexes, lists) = (!self.segments.is_empty() || !self.merged.is_empty(), !self.pages.is_empty());
        let all = [
            (PARTS, !self.parts.iter().all(is_entity)),
            (ENTITIES, self.parts.iter().any(is_entity)),
            (JOURNAL, !self.records.is_empty() || !self.gone.is_empty()),
            (PAGES, lists),
            (ROWS, lists || !self.rows.is_empty()),
            (HEADS, indexes),
            (BLOCKS, indexes),
            (SIGNATURES, indexes),
            (PROJECTS, self.project.is_some()),
        ];
        all.into_iter().filter(|(_, written)| *written).map(|(name, _)| name).collect()
    }
}

impl Store {
    /// Writes all of `batch`, or on an error nothing of it. What is written is on the disk then.
    pub async fn write(&self, project: u32, batch: &Batch) -> Result<(), StoreError> {
        self.in_one(&batch.stores(), |transaction| ask_all(transaction, project, batch)).await
    }

    /// Removes a project with all that it has.
    pub async fn remove_project(&self, project: u32) -> Result<(), StoreError> {
        let remove = |transaction: &Transaction| {
            for name in ALL.iter().filter(|name| **name != PROJECTS) {
                transaction.object_store(name)?.delete(Query::from(all_of(project)?))?;
            }
            transaction.object_store(PROJECTS)?.delete(Query::Key(project.into()))?;
            Ok(())
        };
        self.in_one(ALL, remove).await
    }

    async fn in_one(
        &self,
        stores: &[&str],
        ask: impl FnOnce(&Transaction) -> Result<(), idb::Error>,
    ) -> Result<(), StoreError> {
        let raw = self.durable(stores)?;
        let transaction = Transaction::from(raw.clone());
        if let Err(error) = ask(&transaction) {
            // What was asked for before it must not stay alone.
            drop(transaction.abort());
            return Err(error.into());
        }
        // Else it would wait for this page to hear that all of it was done, and the page may be left then. The standard has had this,
        // lost it and has it again; where there is none, it waits.
        #[allow(deprecated)]
        let _ = raw.commit();
        done(transaction).await
    }

    /// A transaction that is over only when the disk has it: a battery may go empty.
    fn durable(&self, names: &[&str]) -> Result<IdbTransaction, StoreError> {
        let stores: Array = names.iter().map(|name| JsValue::from(*name)).collect();
        let options = Object::new();
        let strict = Reflect::set(&options, &"durability".into(), &"strict".into());
        let begin = Reflect::get(&self.raw, &"transaction".into())
            .ok()
            .and_then(|begin| begin.dyn_into::<Function>().ok());
        let (Ok(_), Some(begin)) = (strict, begin) else {
            return Ok(self.database.transaction(names, idb::TransactionMode::ReadWrite)?.into());
        };
        let begin = || begin.call3(&self.raw, &stores, &"readwrite".into(), &options);
        let mut begun = begin().map_err(|error| refusal(&error))?;
        // After one that had no room Firefox gives one that can but remove; the next one is what was asked for.
        if Reflect::get(&begun, &"mode".into()).is_ok_and(|mode| mode == "cleanup") {
            begun = begin().map_err(|error| refusal(&error))?;
        }
        begun.dyn_into().map_err(|error| refusal(&error))
    }
}

/// Asks for all that a batch writes.
pub(super) fn ask_all(transaction: &Transaction, project: u32, batch: &Batch) -> Result<(), idb::Error> {
    // Those that the batch has nothing for are not there to be opened.
    let stores = batch.stores();
    let store =
        |name: &'static str| stores.contains(&name).then(|| transaction.object_store(name)).transpose();
    let (parts, entities) = (store(PARTS)?, store(ENTITIES)?);
    for (name, text) in &batch.parts {
        // What mentions name is read one by one.
        let (store, name) = match name.strip_prefix(ENTITY) {
            Some(id) => (&entities, id),
            None => (&parts, name.as_str()),
        };
        let Some(store) = store else { continue };
        let key = Array::of2(&project.into(), &name.into());
        if text.is_empty() {
            store.delete(Query::Key(key.into()))?;
        } else {
            store.put(&JsValue::from_str(text), Some(&key))?;
        }
    }
    if let Some(journal) = store(JOURNAL)? {
        for (document, number, text) in &batch.records {
            journal.add(&JsValue::from_str(text), Some(&key(&[project, *document, *number])))?;
        }
        for document in &batch.gone {
            journal.delete(Query::from(records_of(project, *document)?))?;
        }
    }
    if let (Some(pages), Some(rows)) = (store(PAGES)?, store(ROWS)?) {
        for (page, bytes) in &batch.pages {
            pages.put(&value(bytes), Some(&key(&[project, *page])))?;
            let first = page.saturating_mul(PAGE);
            let (from, to) = (key(&[project, first]), key(&[project, first.saturating_add(PAGE - 1)]));
            rows.delete(Query::from(KeyRange::bound(&from, &to, None, None)?))?;
        }
    }
    if let Some(rows) = store(ROWS)? {
        for (document, bytes) in &batch.rows {
            rows.put(&value(bytes), Some(&key(&[project, *document])))?;
        }
    }
    if stores.contains(&HEADS) {
        ask_segments(transaction, project, batch)?;
    }
    if let (Some(projects), Some(text)) = (store(PROJECTS)?, &batch.project) {
        projects.put(&JsValue::from_str(text), Some(&project.into()))?;
    }
    Ok(())
}

fn ask_segments(transaction: &Transaction, project: u32, batch: &Batch) -> Result<(), idb::Error> {
    let (heads, blocks) = (transaction.object_store(HEADS)?, transaction.object_store(BLOCKS)?);
    let signatures = transaction.object_store(SIGNATURES)?;
    for segment in &batch.merged {
        heads.delete(Query::Key(key(&[project, *segment]).into()))?;
        signatures.delete(Query::Key(key(&[project, *segment]).into()))?;
        blocks.delete(Query::from(records_of(project, *segment)?))?;
    }
    for one in &batch.segments {
        let place = key(&[project, one.number]);
        heads.put(&value(&one.segment.head), Some(&place))?;
        signatures.put(&value(&one.signatures), Some(&place))?;
        for (block, at) in one.segment.blocks.iter().zip(0_u32..) {
            blocks.put(&value(block), Some(&key(&[project, one.number, at])))?;
        }
    }
    Ok(())
}

fn value(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
