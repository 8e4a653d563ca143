//! The browser's store: one IndexedDB database, in which the work is kept from visit to visit.
//!
//! A project's documents lie in `journal`, a record for each time one changed, under `[project, document, number]`; what it is
//! beside them in `parts`, under `[project, name]`. Projects and documents have numbers, records count from 0. A record is
//! only ever added: where there is one of its number another tab has written it, and nothing of the batch is kept.

use std::fmt;

use idb::{Database, DatabaseEvent, Factory, KeyRange, ObjectStoreParams, Query, Transaction};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbTransaction};

/// The database's name.
const NAME: &str = "tagline";
const PARTS: &str = "parts";
const JOURNAL: &str = "journal";

/// What makes each version of the database out of the one before; all that are missing are done in one transaction.
const VERSIONS: &[Make] = &[first];

type Make = fn(&Database) -> Result<(), idb::Error>;

fn first(database: &Database) -> Result<(), idb::Error> {
    for name in [PARTS, JOURNAL] {
        database.create_object_store(name, ObjectStoreParams::new())?;
    }
    Ok(())
}

/// Why the store did not do what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// A newer Tagline has made it; it is untouched.
    Newer,
    /// An older Tagline is open in another tab and holds it.
    Older,
    /// There is no room left.
    Full,
    /// Another tab wrote the same record; nothing of the batch is kept.
    Taken,
    /// The browser refuses: in a private window, say.
    Refused(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Newer => f.write_str(
                "a newer Tagline has kept work in this browser, which this one cannot read. It is untouched; reload the \
                 page to get the newer one",
            ),
            StoreError::Older => {
                f.write_str("an older Tagline is open in another tab. Close or reload that tab, then reload this one")
            }
            StoreError::Full => f.write_str("there is no room left for this page. Free some, or download the work"),
            StoreError::Taken => f.write_str("another tab has written in the same place"),
            StoreError::Refused(why) => write!(f, "the browser keeps nothing for this page ({why})"),
        }
    }
}

impl From<idb::Error> for StoreError {
    fn from(error: idb::Error) -> StoreError {
        use idb::Error::{
            AddFailed, DomException as Dom, GetAllFailed, GetAllKeysFailed, IndexedDbOpenFailed,
            ObjectStoreCreateFailed, TransactionOpenFailed,
        };
        match &error {
            Dom(error) => from_exception(Some(error), ""),
            AddFailed(value)
            | GetAllFailed(value)
            | GetAllKeysFailed(value)
            | IndexedDbOpenFailed(value)
            | ObjectStoreCreateFailed(value)
            | TransactionOpenFailed(value) => from_exception(value.dyn_ref(), &error.to_string()),
            _ => StoreError::Refused(error.to_string()),
        }
    }
}

fn from_exception(error: Option<&DomException>, or: &str) -> StoreError {
    let Some(error) = error else { return StoreError::Refused(or.to_owned()) };
    match error.name().as_str() {
        "VersionError" => StoreError::Newer,
        "QuotaExceededError" => StoreError::Full,
        "ConstraintError" => StoreError::Taken,
        name => StoreError::Refused(match error.message().as_str() {
            "" => name.to_owned(),
            message => format!("{name}: {message}"),
        }),
    }
}

/// What is written together: all of it, or nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Parts of the project, each with its name.
    pub parts: Vec<(String, String)>,
    /// Records, each with its document's number and its own.
    pub records: Vec<(u32, u32, String)>,
    /// Documents that go, by number.
    pub gone: Vec<u32>,
}

/// What a project has in the store.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// Its parts, each with its name.
    pub parts: Vec<(String, String)>,
    /// Its documents by number, each with its records in order.
    pub documents: Vec<(u32, Vec<String>)>,
}

/// The database.
pub struct Store {
    database: Database,
    raw: IdbDatabase,
}

impl Store {
    /// Opens it, brought on to this version. `closed` is told when another tab brings it on further: from then on it is closed.
    pub async fn open(closed: impl Fn() + 'static) -> Result<Store, StoreError> {
        let version = u32::try_from(VERSIONS.len()).unwrap_or(u32::MAX);
        let mut request = Factory::new()?.open(NAME, Some(version))?;
        let blocked =
            Promise::new(&mut |resolve, _| request.on_blocked(move |_| drop(resolve.call0(&JsValue::NULL))));
        request.on_upgrade_needed(|event| {
            let made = event.old_version().and_then(|old| {
                let database = event.database()?;
                VERSIONS.iter().skip(old as usize).try_for_each(|make| make(&database))
            });
            if let Err(error) = made {
                // What is thrown here gives all of it up, and opening fails.
                wasm_bindgen::throw_str(&error.to_string());
            }
        });
        let opened = wasm_bindgen_futures::future_to_promise(async move {
            match request.await {
                Ok(database) => Ok(JsValue::from(database)),
                Err(idb::Error::DomException(error)) => Err(error.into()),
                Err(error) => Err(JsValue::from_str(&error.to_string())),
            }
        });
        let first = Promise::race(&Array::of2(&opened, &blocked));
        let database = JsFuture::from(first).await.map_err(|error| refusal(&error))?;
        if database.is_undefined() {
            return Err(StoreError::Older);
        }
        let raw = IdbDatabase::from(Database::try_from(database)?);
        let mut database = Database::from(raw.clone());
        database.on_version_change(move |event| {
            // The newer one must not wait for this tab.
            if let Ok(database) = event.database() {
                database.close();
            }
            closed();
        });
        Ok(Store { database, raw })
    }

    /// What project `project` has.
    pub async fn read(&self, project: u32) -> Result<Stored, StoreError> {
        let transaction = self.database.transaction(&[PARTS, JOURNAL], idb::TransactionMode::ReadOnly)?;
        let (parts, journal) = (transaction.object_store(PARTS)?, transaction.object_store(JOURNAL)?);
        let within = || -> Result<Query, idb::Error> { Ok(Query::from(all_of(project)?)) };
        // All are asked for before any has answered, so that one transaction answers them.
        let asked = (
            parts.get_all_keys(Some(within()?), None)?,
            parts.get_all(Some(within()?), None)?,
            journal.get_all_keys(Some(within()?), None)?,
            journal.get_all(Some(within()?), None)?,
        );
        let (part_keys, part_values) = (asked.0.await?, asked.1.await?);
        let (keys, values) = (asked.2.await?, asked.3.await?);
        let mut stored = Stored::default();
        for (key, value) in part_keys.iter().zip(&part_values) {
            if let (Some(name), Some(text)) = (at(key, 1).as_string(), value.as_string()) {
                stored.parts.push((name, text));
            }
        }
        for (key, value) in keys.iter().zip(&values) {
            let (Some(document), Some(text)) = (at(key, 1).as_f64(), value.as_string()) else { continue };
            let document = document as u32;
            match stored.documents.last_mut().filter(|(last, _)| *last == document) {
                Some((_, records)) => records.push(text),
                None => stored.documents.push((document, vec![text])),
            }
        }
        Ok(stored)
    }

    /// Writes all of `batch`, or on an error nothing of it. What is written is on the disk then.
    pub async fn write(&self, project: u32, batch: &Batch) -> Result<(), StoreError> {
        let transaction = self.durable()?;
        if let Err(error) = ask_all(&transaction, project, batch) {
            // What was asked for before it must not stay alone.
            drop(transaction.abort());
            return Err(error.into());
        }
        done(transaction).await
    }

    /// A transaction that is over only when the disk has it: a battery may go empty.
    fn durable(&self) -> Result<Transaction, StoreError> {
        let stores = Array::of2(&PARTS.into(), &JOURNAL.into());
        let options = Object::new();
        let strict = Reflect::set(&options, &"durability".into(), &"strict".into());
        let begin = Reflect::get(&self.raw, &"transaction".into())
            .ok()
            .and_then(|begin| begin.dyn_into::<Function>().ok());
        let (Ok(_), Some(begin)) = (strict, begin) else {
            return Ok(self.database.transaction(&[PARTS, JOURNAL], idb::TransactionMode::ReadWrite)?);
        };
        let begun = begin.call3(&self.raw, &stores, &"readwrite".into(), &options);
        let begun = begun.map_err(|error| refusal(&error))?;
        let transaction: IdbTransaction = begun.dyn_into().map_err(|error| refusal(&error))?;
        Ok(Transaction::from(transaction))
    }
}

/// Asks for all that a batch writes.
fn ask_all(transaction: &Transaction, project: u32, batch: &Batch) -> Result<(), idb::Error> {
    let (parts, journal) = (transaction.object_store(PARTS)?, transaction.object_store(JOURNAL)?);
    for (name, text) in &batch.parts {
        let key = Array::of2(&project.into(), &name.into());
        parts.put(&JsValue::from_str(text), Some(&key))?;
    }
    for (document, number, text) in &batch.records {
        let key = Array::of3(&project.into(), &(*document).into(), &(*number).into());
        journal.add(&JsValue::from_str(text), Some(&key))?;
    }
    for document in &batch.gone {
        journal.delete(Query::from(records_of(project, *document)?))?;
    }
    Ok(())
}

/// Waits until a transaction is over.
async fn done(mut transaction: Transaction) -> Result<(), StoreError> {
    let over = Promise::new(&mut |resolve, reject| {
        transaction.on_complete(move |_| drop(resolve.call0(&JsValue::NULL)));
        transaction.on_abort(move |event| {
            let transaction = event.target().and_then(|target| Transaction::try_from(target).ok());
            let error = transaction.and_then(|transaction| transaction.error());
            let error =
                error.map_or_else(|| JsValue::from_str("the transaction was given up"), JsValue::from);
            drop(reject.call1(&JsValue::NULL, &error));
        });
    });
    JsFuture::from(over).await.map(drop).map_err(|error| refusal(&error))
}

/// The keys of all that a project has in a store.
fn all_of(project: u32) -> Result<KeyRange, idb::Error> {
    // A list comes behind every number and text.
    let (from, to) = (Array::of1(&project.into()), Array::of2(&project.into(), &Array::new()));
    KeyRange::bound(&from, &to, None, None)
}

/// The keys of all records of a document.
fn records_of(project: u32, document: u32) -> Result<KeyRange, idb::Error> {
    let from = Array::of2(&project.into(), &document.into());
    let to = Array::of3(&project.into(), &document.into(), &Array::new());
    KeyRange::bound(&from, &to, None, None)
}

fn at(key: &JsValue, place: u32) -> JsValue {
    key.dyn_ref::<Array>().map_or(JsValue::UNDEFINED, |key| key.get(place))
}

fn refusal(error: &JsValue) -> StoreError {
    let words = error.as_string().unwrap_or_else(|| format!("{error:?}"));
    from_exception(error.dyn_ref(), &words)
}
