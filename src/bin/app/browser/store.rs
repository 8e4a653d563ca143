//! The browser's store: one IndexedDB database, in which the work is kept from visit to visit.
//!
//! A project's documents lie in `journal`, a record for each time one changed, under `[project, document, number]`; what it is
//! beside them in `parts`, under `[project, name]`, and what mentions name in `entities`, under `[project, id]`. Projects and
//! documents have numbers, records count from 0. A record is only ever added: where there is one of its number another tab has
//! written it, and nothing of the batch is kept.
//!
//! What lists need of all documents lies in `pages`, a thousand rows each, under `[project, page]`; rows that are newer than
//! their page in `rows`, under `[project, document]`. What searches need lies in `heads`, `[project, segment]`, and `blocks`,
//! `[project, segment, block]`, and beside each head the signatures of its documents in `signatures`. All of that follows from
//! the documents, and is written with them.

mod backup;
mod leaving;
mod read;
mod versions;
mod write;

use std::fmt;

use idb::{Database, DatabaseEvent, Factory, KeyRange, Transaction};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase};

use leaving::Unfinished;
pub use read::Opened;
use versions::VERSIONS;
pub use write::{Batch, Indexed};

/// The database's name.
const NAME: &str = "tagline";
const PARTS: &str = "parts";
const JOURNAL: &str = "journal";
const PROJECTS: &str = "projects";
const ENTITIES: &str = "entities";
const PAGES: &str = "pages";
const ROWS: &str = "rows";
const HEADS: &str = "heads";
const BLOCKS: &str = "blocks";
const SIGNATURES: &str = "signatures";

/// All stores of the database.
const ALL: &[&str] = &[PARTS, JOURNAL, PROJECTS, ENTITIES, PAGES, ROWS, HEADS, BLOCKS, SIGNATURES];

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
            AddFailed, DeleteFailed, DomException as Dom, GetAllFailed, GetAllKeysFailed, GetFailed,
            IndexedDbOpenFailed, ObjectStoreCreateFailed, TransactionOpenFailed, UpdateFailed,
        };
        match &error {
            Dom(error) => from_exception(Some(error), ""),
            AddFailed(value)
            | DeleteFailed(value)
            | UpdateFailed(value)
            | GetFailed(value)
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

/// The database.
pub struct Store {
    database: Database,
    raw: IdbDatabase,
    unfinished: Unfinished,
}

impl Store {
    /// Opens it, brought on to this version, if `early` is not it. `closed` is told when another tab brings it on further: from then
    /// on it is closed.
    pub async fn open(early: Option<IdbDatabase>, closed: impl Fn() + 'static) -> Result<Store, StoreError> {
        if let Some(early) = early {
            if early.version() == f64::from(VERSIONS) {
                return Ok(Store::of(early, closed));
            }
            early.close();
        }
        let version = VERSIONS;
        let mut request = Factory::new()?.open(NAME, Some(version))?;
        let blocked =
            Promise::new(&mut |resolve, _| request.on_blocked(move |_| drop(resolve.call0(&JsValue::NULL))));
        request.on_upgrade_needed(|event| {
            let made = versions::bring_on(&event);
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
        Ok(Store::of(Database::try_from(database)?.into(), closed))
    }

    fn of(raw: IdbDatabase, closed: impl Fn() + 'static) -> Store {
        let mut database = Database::from(raw.clone());
        database.on_version_change(move |event| {
            // The newer one must not wait for this tab.
            if let Ok(database) = event.database() {
                database.close();
            }
            closed();
        });
        Store { database, raw, unfinished: Unfinished::watched() }
    }
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

/// A key of numbers.
fn key(numbers: &[u32]) -> Array {
    numbers.iter().map(|number| JsValue::from(*number)).collect()
}

/// The number at a place of a key.
fn number_at(key: &JsValue, place: u32) -> Option<u32> {
    at(key, place).as_f64().map(|number| number as u32)
}

/// The bytes of a value.
fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}
