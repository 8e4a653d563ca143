//! The versions of the database: each step makes one out of the one before, and all that are missing are done in one
//! transaction. If one fails, the database is as it was.

use std::collections::BTreeMap;

use idb::event::VersionChangeEvent;
use idb::{Database, DatabaseEvent, Event, ObjectStoreParams, Query, Request, Transaction};
use tagline::annotation::replay;
use tagline::format::read_record;
use tagline::job::kept::{ENTITIES as ENTITIES_PART, entity_parts, project_part};
use tagline::workspace::catalogued;
use tagline::workspace::queue::search::Builder;
use tagline::workspace::queue::{Shelf, pack_signatures};
use wasm_bindgen_futures::spawn_local;

use super::read::{Asked, grouped};
use super::write::{Batch, Indexed, ask_all};
use super::{BLOCKS, ENTITIES, HEADS, JOURNAL, PAGES, PARTS, PROJECTS, ROWS, SIGNATURES, at, number_at};
use crate::browser::clock;

/// How many versions there have been.
pub(super) const VERSIONS: u32 = 2;

/// Brings the database on to the last version.
pub(super) fn bring_on(event: &VersionChangeEvent) -> Result<(), idb::Error> {
    let (old, database) = (event.old_version()?, event.database()?);
    if old < 1 {
        make(&database, &[PARTS, JOURNAL])?;
    }
    if old < 2 {
        make(&database, &[PROJECTS, ENTITIES, PAGES, ROWS, HEADS, BLOCKS, SIGNATURES])?;
    }
    if old == 1 {
        let transaction = Event::target(event)?
            .transaction()
            .ok_or_else(|| idb::Error::TransactionOpenFailed("no transaction".into()))?;
        spawn_local(async move {
            if second(&transaction).await.is_err() {
                // Opening fails then, and what is there is as it was.
                drop(transaction.abort());
            }
        });
    }
    Ok(())
}

fn make(database: &Database, names: &[&str]) -> Result<(), idb::Error> {
    names.iter().try_for_each(|name| {
        database.create_object_store(name, ObjectStoreParams::new())?;
        Ok(())
    })
}

/// The second version has rows of all documents, the words in their texts, and each thing that mentions name by itself.
async fn second(transaction: &Transaction) -> Result<(), idb::Error> {
    let parts = Asked::of(&transaction.object_store(PARTS)?, || Ok(None))?;
    let journal = Asked::of(&transaction.object_store(JOURNAL)?, || Ok(None))?;
    let mut batches: BTreeMap<u32, Batch> = BTreeMap::new();
    for (key, value) in parts.answer().await? {
        let Some(project) = number_at(&key, 0) else { continue };
        let batch = batches.entry(project).or_default();
        if at(&key, 1).as_string().as_deref() != Some(ENTITIES_PART) {
            continue;
        }
        // What can't be read stays as it is, to be told of when it is opened.
        if let Some(Ok(entities)) = value.as_string().map(|text| entity_parts(&text)) {
            batch.parts.extend(entities);
            batch.parts.push((ENTITIES_PART.to_owned(), String::new()));
        }
    }
    let now = clock::context().now;
    let mut by_project: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for pair in journal.answer().await? {
        if let Some(project) = number_at(&pair.0, 0) {
            by_project.entry(project).or_default().push(pair);
        }
    }
    for (project, pairs) in by_project {
        let batch = batches.entry(project).or_default();
        let (mut shelf, mut words, mut signatures) = (Shelf::default(), Builder::default(), Vec::new());
        for (number, records) in grouped(pairs) {
            let deltas: Vec<_> = records.iter().map_while(|record| read_record(record).ok()).collect();
            let Some(kept) = replay(&deltas).0 else { continue };
            let (row, text, signature) = catalogued(number, &kept, &now);
            shelf.put(&row);
            words.add(number, &text);
            signatures.push((number, signature));
        }
        batch.pages = shelf.pages().into_iter().map(|page| (page, shelf.pack_page(page))).collect();
        let signatures = pack_signatures(&signatures);
        batch.segments.push(Indexed { number: 0, segment: words.finish(), signatures });
    }
    for (project, batch) in &mut batches {
        batch.project = Some(project_part("", &now));
        ask_all(transaction, *project, batch)?;
    }
    // The transaction ends once all of that is done.
    drop(transaction.object_store(PARTS)?.get_all_keys(None::<Query>, Some(1))?.await?);
    Ok(())
}
