//! Reading the store. What belongs together is asked for before any has answered, so that one transaction answers all.

use std::future::IntoFuture;

use idb::request::futures::{GetAllKeysStoreRequestFuture, GetAllStoreRequestFuture};
use idb::{ObjectStore, Query, Transaction};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{
    BLOCKS, ENTITIES, HEADS, JOURNAL, PAGES, PARTS, PROJECTS, ROWS, SIGNATURES, Store, StoreError, all_of,
    at, bytes_of, key, number_at, records_of, refusal,
};

/// What a project has in the store beside its documents.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// Its parts, each with its name.
    pub parts: Vec<(String, String)>,
    /// Its pages of rows, by number: as the browser has them, so that one at a time needs room here.
    pub pages: Vec<(u32, Uint8Array)>,
    /// The rows that are newer, each packed alone, by the document's number.
    pub rows: Vec<(u32, Vec<u8>)>,
    /// The numbers of its segments, in order.
    pub segments: Vec<u32>,
    /// All projects there are, by number, each as it was written.
    pub projects: Vec<(u32, String)>,
}

impl Opened {
    /// Made of the keys and the values of the stores of parts, pages and rows, the keys of that of heads, and keys and values of that
    /// of projects; nothing if they are not that.
    pub fn of(read: &Array) -> Option<Opened> {
        let list = |at: u32| Some(read.get(at).dyn_into::<Array>().ok()?.to_vec());
        let both = |at: u32| Some(list(at)?.into_iter().zip(list(at + 1)?).collect());
        Some(Opened::made(both(0)?, both(2)?, both(4)?, list(6)?, both(7)?))
    }

    fn made(parts: Pairs, pages: Pairs, rows: Pairs, heads: Vec<JsValue>, projects: Pairs) -> Opened {
        let part = |(key, value): (JsValue, JsValue)| Some((at(&key, 1).as_string()?, value.as_string()?));
        let page = |(key, value): (JsValue, JsValue)| Some((number_at(&key, 1)?, value.dyn_into().ok()?));
        Opened {
            parts: parts.into_iter().filter_map(part).collect(),
            pages: pages.into_iter().filter_map(page).collect(),
            rows: numbered_bytes(rows),
            segments: heads.iter().filter_map(|key| number_at(key, 1)).collect(),
            projects: numbered_texts(projects),
        }
    }
}

/// Keys with their values.
type Pairs = Vec<(JsValue, JsValue)>;

/// So many records are taken to be lacking in front of one; one is enough for it not to be read.
const LACKING: usize = 1000;

/// A document's number and its records, in order.
pub type Records = (u32, Vec<String>);

impl Store {
    pub(super) fn reading(&self, stores: &[&str]) -> Result<Transaction, StoreError> {
        let names: Array = stores.iter().map(|name| JsValue::from(*name)).collect();
        let transaction = self.raw.transaction_with_str_sequence(&names).map_err(|error| refusal(&error))?;
        self.unfinished.note(transaction.clone());
        Ok(Transaction::from(transaction))
    }

    /// What project `project` has beside its documents.
    pub async fn open_project(&self, project: u32) -> Result<Opened, StoreError> {
        let transaction = self.reading(&[PARTS, PAGES, ROWS, HEADS, PROJECTS])?;
        let (parts, pages) = (transaction.object_store(PARTS)?, transaction.object_store(PAGES)?);
        let (rows, projects) = (transaction.object_store(ROWS)?, transaction.object_store(PROJECTS)?);
        let heads = transaction.object_store(HEADS)?;
        let parts = Asked::of(&parts, || Ok(Some(Query::from(all_of(project)?))))?;
        let pages = Asked::of(&pages, || Ok(Some(Query::from(all_of(project)?))))?;
        let rows = Asked::of(&rows, || Ok(Some(Query::from(all_of(project)?))))?;
        let heads = heads.get_all_keys(Some(Query::from(all_of(project)?)), None)?.into_future();
        let projects = Asked::of(&projects, || Ok(None))?;
        let (parts, pages, rows) = (parts.answer().await?, pages.answer().await?, rows.answer().await?);
        Ok(Opened::made(parts, pages, rows, heads.await?, projects.answer().await?))
    }

    /// All projects there are, by number, each as it was written.
    pub async fn projects(&self) -> Result<Vec<(u32, String)>, StoreError> {
        let transaction = self.reading(&[PROJECTS])?;
        let asked = Asked::of(&transaction.object_store(PROJECTS)?, || Ok(None))?;
        Ok(numbered_texts(asked.answer().await?))
    }

    /// All documents of a project.
    pub async fn all_documents(&self, project: u32) -> Result<Vec<Records>, StoreError> {
        let transaction = self.reading(&[JOURNAL])?;
        let journal = transaction.object_store(JOURNAL)?;
        let asked = Asked::of(&journal, || Ok(Some(Query::from(all_of(project)?))))?;
        Ok(grouped(asked.answer().await?))
    }

    /// Some documents of a project; those that are not there are left out.
    pub async fn documents(&self, project: u32, numbers: &[u32]) -> Result<Vec<Records>, StoreError> {
        let transaction = self.reading(&[JOURNAL])?;
        let journal = transaction.object_store(JOURNAL)?;
        let mut asked = Vec::with_capacity(numbers.len());
        for number in numbers {
            asked.push(Asked::of(&journal, || Ok(Some(Query::from(records_of(project, *number)?))))?);
        }
        let mut documents = Vec::with_capacity(numbers.len());
        for answer in asked {
            documents.extend(grouped(answer.answer().await?));
        }
        Ok(documents)
    }

    /// All that mentions name in a project: each id with what was written.
    pub async fn all_entities(&self, project: u32) -> Result<Vec<(String, String)>, StoreError> {
        let transaction = self.reading(&[ENTITIES])?;
        let store = transaction.object_store(ENTITIES)?;
        let asked = Asked::of(&store, || Ok(Some(Query::from(all_of(project)?))))?;
        let named = |(key, value): (JsValue, JsValue)| Some((at(&key, 1).as_string()?, value.as_string()?));
        Ok(asked.answer().await?.into_iter().filter_map(named).collect())
    }

    /// Some of what mentions name; those that are not there are left out.
    pub async fn entities(&self, project: u32, ids: &[&str]) -> Result<Vec<(String, String)>, StoreError> {
        self.named(ENTITIES, project, ids).await
    }

    /// Some parts of a project, by name; those that are not there are left out.
    pub async fn some_parts(
        &self,
        project: u32,
        names: &[String],
    ) -> Result<Vec<(String, String)>, StoreError> {
        self.named(PARTS, project, names).await
    }

    async fn named(
        &self,
        store: &str,
        project: u32,
        names: &[impl AsRef<str>],
    ) -> Result<Vec<(String, String)>, StoreError> {
        let transaction = self.reading(&[store])?;
        let store = transaction.object_store(store)?;
        let mut asked = Vec::with_capacity(names.len());
        for name in names.iter().map(AsRef::as_ref) {
            let key = Array::of2(&project.into(), &name.into());
            asked.push((name, store.get(Query::Key(key.into()))?.into_future()));
        }
        let mut texts = Vec::with_capacity(names.len());
        for (name, answer) in asked {
            if let Some(text) = answer.await?.and_then(|value| value.as_string()) {
                texts.push((name.to_owned(), text));
            }
        }
        Ok(texts)
    }

    /// The rows of some documents that are newer than their page, each packed alone; those that are not there are left out.
    pub async fn rows(&self, project: u32, numbers: &[u32]) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
        let transaction = self.reading(&[ROWS])?;
        let store = transaction.object_store(ROWS)?;
        let mut asked = Vec::with_capacity(numbers.len());
        for number in numbers {
            asked.push((*number, store.get(Query::Key(key(&[project, *number]).into()))?.into_future()));
        }
        let mut rows = Vec::with_capacity(numbers.len());
        for (number, answer) in asked {
            if let Some(bytes) = answer.await?.as_ref().and_then(bytes_of) {
                rows.push((number, bytes));
            }
        }
        Ok(rows)
    }

    /// The heads of all segments of a project, in order.
    pub async fn heads(&self, project: u32) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
        self.all_bytes(HEADS, project).await
    }

    /// The signatures beside all segments of a project, in order.
    pub async fn signatures(&self, project: u32) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
        self.all_bytes(SIGNATURES, project).await
    }

    async fn all_bytes(&self, name: &str, project: u32) -> Result<Vec<(u32, Vec<u8>)>, StoreError> {
        let transaction = self.reading(&[name])?;
        let store = transaction.object_store(name)?;
        let asked = Asked::of(&store, || Ok(Some(Query::from(all_of(project)?))))?;
        Ok(numbered_bytes(asked.answer().await?))
    }

    /// Some blocks, each by its segment and its number there; in the order they are asked for, none where there is none.
    pub async fn blocks(
        &self,
        project: u32,
        wanted: &[(u32, u32)],
    ) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        let transaction = self.reading(&[BLOCKS])?;
        let store = transaction.object_store(BLOCKS)?;
        let mut asked = Vec::with_capacity(wanted.len());
        for (segment, block) in wanted {
            asked.push(store.get(Query::Key(key(&[project, *segment, *block]).into()))?.into_future());
        }
        let mut blocks = Vec::with_capacity(wanted.len());
        for answer in asked {
            blocks.push(answer.await?.as_ref().and_then(bytes_of));
        }
        Ok(blocks)
    }
}

/// Keys and values that were asked for.
pub(super) struct Asked {
    keys: GetAllKeysStoreRequestFuture,
    values: GetAllStoreRequestFuture,
}

impl Asked {
    /// Asks a store for all within a range.
    pub fn of(
        store: &ObjectStore,
        within: impl Fn() -> Result<Option<Query>, idb::Error>,
    ) -> Result<Asked, idb::Error> {
        Asked::some(store, within, None)
    }

    /// Asks a store for the first of all within a range, so many.
    pub fn some(
        store: &ObjectStore,
        within: impl Fn() -> Result<Option<Query>, idb::Error>,
        count: Option<u32>,
    ) -> Result<Asked, idb::Error> {
        Ok(Asked {
            keys: store.get_all_keys(within()?, count)?.into_future(),
            values: store.get_all(within()?, count)?.into_future(),
        })
    }

    /// What came of it: keys with their values, in order.
    pub async fn answer(self) -> Result<Vec<(JsValue, JsValue)>, idb::Error> {
        let (keys, values) = (self.keys.await?, self.values.await?);
        Ok(keys.into_iter().zip(values).collect())
    }
}

fn numbered_texts(pairs: Pairs) -> Vec<(u32, String)> {
    pairs.iter().filter_map(|(key, value)| Some((key.as_f64()? as u32, value.as_string()?))).collect()
}

fn numbered_bytes(pairs: Pairs) -> Vec<(u32, Vec<u8>)> {
    pairs.iter().filter_map(|(key, value)| Some((number_at(key, 1)?, bytes_of(value)?))).collect()
}

/// Records by their documents. What is no text, and what lacks in front of another record, is there as one that can't be read: a
/// record that is added gets the number behind the last.
pub(super) fn grouped(pairs: Vec<(JsValue, JsValue)>) -> Vec<Records> {
    let mut documents: Vec<Records> = Vec::new();
    for (key, value) in &pairs {
        let Some(number) = number_at(key, 1) else { continue };
        if documents.last().is_none_or(|(last, _)| *last != number) {
            documents.push((number, Vec::new()));
        }
        if let Some((_, records)) = documents.last_mut() {
            let at = number_at(key, 2).map_or(records.len(), |at| at as usize);
            let lacking = at.saturating_sub(records.len()).min(LACKING);
            records.extend(std::iter::repeat_n(String::new(), lacking));
            records.push(record_of(value));
        }
    }
    documents
}

/// A record as it was written.
fn record_of(value: &JsValue) -> String {
    let other = || js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_default();
    value.as_string().unwrap_or_else(|| format!("no text: {}", other()))
}
