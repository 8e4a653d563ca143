//! The store as backups see it: the open project to be read, and new ones to be written, with all that lists and searches need
//! of their documents.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tagline::annotation::Timestamp;
use tagline::format::read_journal;
use tagline::job::backup::{Listed, Opening, Piece};
use tagline::job::kept::{ENTITY, ProjectPart, TRASH, read_part, write_part};
use tagline::workspace::queue::search::Builder;
use tagline::workspace::queue::{Row, Shelf, Signature, Twin, pack, pack_signatures, page_of};
use tagline::workspace::{Every, catalogued, is_due, unreadable_row};
use yew::prelude::*;

use super::Keeper;
use crate::backup::{Documents, Soon, Texts, Vault};
use crate::browser::store::{Batch, Indexed, Store, StoreError};
use crate::browser::{backups, clock, idle};
use crate::components::same::Same;
use crate::desk::{Keeping, State};

/// So many documents, and things that mentions name, are read at once.
const DOCUMENTS: usize = 100;
const ENTITIES: u32 = 1000;

/// So many documents have a segment of what searches need, or so many bytes of text.
const SEGMENT: (usize, usize) = (1000, 4 << 20);

/// How long the page may be kept from answering, in milliseconds.
const TURN: f64 = 12.0;

/// The open project, and those that are being restored.
struct Kept {
    keeper: Rc<Keeper>,
    project: u32,
    coming: Rc<RefCell<HashMap<u32, Coming>>>,
}

/// A project that is being restored: what is not written of it yet, and what is counted.
struct Coming {
    opening: Opening,
    documents: u32,
    /// The next segment.
    segment: u32,
    words: Builder,
    signatures: Vec<(u32, Signature)>,
    /// The rows of the last page, which may not be full.
    page: Vec<Row>,
}

impl Coming {
    fn add(&mut self, batch: &mut Batch, row: Row) {
        self.documents += 1;
        if self.page.last().is_some_and(|last| page_of(last.number) != page_of(row.number)) {
            self.turn_page(batch);
            self.page.clear();
        }
        self.page.push(row);
    }

    fn index(&mut self, batch: &mut Batch, number: u32, words: &str, signature: Signature) {
        self.words.add(number, words);
        self.signatures.push((number, signature));
        if self.words.len() >= SEGMENT.0 || self.words.bytes() >= SEGMENT.1 {
            self.end_segment(batch);
        }
    }

    fn turn_page(&self, batch: &mut Batch) {
        if let Some(last) = self.page.last() {
            batch.pages.push((page_of(last.number), pack(&self.page)));
        }
    }

    fn end_segment(&mut self, batch: &mut Batch) {
        if !self.words.is_empty() {
            let (words, signatures) = (std::mem::take(&mut self.words), std::mem::take(&mut self.signatures));
            let (number, signatures) = (self.segment, pack_signatures(&signatures));
            batch.segments.push(Indexed { number, segment: words.finish(), signatures });
            self.segment += 1;
        }
    }

    /// Takes a document in, and into `batch` all that is written of it: its records as they are, whether they can be read or not.
    fn take(&mut self, batch: &mut Batch, number: u32, listed: Listed, records: Vec<String>) {
        let (mut row, found) = match read_journal(&records).kept {
            Some(kept) => {
                let (row, words, signature) = catalogued(number, &kept, &clock::now());
                (row, Some((words, signature)))
            }
            None => (unreadable_row(number, &clock::now()), None),
        };
        let at = |text: String| Timestamp(text.into());
        let summary = &mut row.summary;
        summary.added = listed.added.map_or_else(|| summary.added.clone(), at);
        summary.changed = listed.changed.map_or_else(|| summary.changed.clone(), at);
        summary.done = summary.done.take().map(|done| listed.done.map_or(done, at));
        row.twin = listed.twin.map(|(number, alike)| Twin { number, alike });
        self.add(batch, row);
        if let Some((words, signature)) = found {
            self.index(batch, number, &words, signature);
        }
        let records = (0..).zip(records).map(|(at, record)| (number, at, record));
        batch.records.extend(records);
    }
}

impl Kept {
    fn store(&self) -> Result<Rc<Store>, String> {
        if self.keeper.project.get() != self.project {
            return Err("another project was opened meanwhile".to_owned());
        }
        self.keeper.store.borrow().clone().ok_or_else(|| "nothing is kept here any more".to_owned())
    }

    /// What comes of the store.
    fn soon<T, F>(&self, ask: impl FnOnce(Rc<Store>) -> F) -> Soon<T>
    where
        T: 'static,
        F: Future<Output = Result<T, String>> + 'static,
    {
        match self.store() {
            Ok(store) => Box::pin(ask(store)),
            Err(why) => Box::pin(async move { Err(why) }),
        }
    }
}

impl Vault for Kept {
    fn settle(&self) -> Soon<u64> {
        let keeper = self.keeper.clone();
        self.soon(move |_| async move {
            // What is on its way is there, or refused, in a moment.
            while keeper.has_more_on_its_way() {
                idle::turn().await;
            }
            Ok(keeper.unsaved())
        })
    }

    fn opening(&self) -> Soon<Opening> {
        let known = self.keeper.known.borrow();
        let documents = u32::try_from(known.shelf.borrow().len()).unwrap_or(u32::MAX);
        let opening = Opening { project: known.name.to_string(), made: clock::now(), documents };
        self.soon(|_| async { Ok(opening) })
    }

    fn parts(&self) -> Soon<Texts> {
        let project = self.project;
        self.soon(move |store| async move {
            let mut parts = store.parts(project).await.map_err(|error| error.to_string())?;
            // What was deleted is not there any more.
            parts.retain(|(name, _)| name != TRASH);
            Ok(parts)
        })
    }

    fn entities(&self, after: Option<String>) -> Soon<Texts> {
        let project = self.project;
        self.soon(move |store| async move {
            let found = store.entities_after(project, after.as_deref(), ENTITIES).await;
            found.map_err(|error| error.to_string())
        })
    }

    fn documents(&self, after: Option<u32>) -> Soon<Documents> {
        let (project, shelf) = (self.project, self.keeper.known.borrow().shelf.clone());
        self.soon(move |store| async move {
            let mut after = after;
            loop {
                let rows = rows_after(&shelf.borrow(), after);
                let Some(last) = rows.last() else { return Ok(Vec::new()) };
                after = Some(last.number);
                let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
                let found = store.documents(project, &numbers).await.map_err(|error| error.to_string())?;
                let mut rows = rows.into_iter();
                let documents: Documents = found
                    .into_iter()
                    .map(|(number, records)| {
                        let row = rows.find(|row| row.number == number);
                        (number, row.map(listed).unwrap_or_default(), records)
                    })
                    .collect();
                // Those that are not written yet are left out; others may come behind.
                if !documents.is_empty() {
                    return Ok(documents);
                }
            }
        })
    }

    fn begin(&self, opening: Opening) -> Soon<u32> {
        let (coming, open) = (self.coming.clone(), self.project);
        self.soon(move |store| async move {
            let failed = |error: StoreError| error.to_string();
            let there = store.projects().await.map_err(failed)?;
            let is_there = |number: u32| number == open || there.iter().any(|(other, _)| *other == number);
            // What was begun and never kept, since its tab was closed.
            for (number, since) in backups::coming() {
                if is_due(Some(&since), 1, Every::Day, &clock::now()) {
                    if !is_there(number) {
                        store.remove_project(number).await.map_err(failed)?;
                    }
                    backups::is_coming(number, false);
                }
            }
            // A number that nobody takes meanwhile: new projects get the one behind the last that is kept.
            let last = there.iter().map(|(number, _)| *number).max().unwrap_or_default().max(open);
            let number = last.saturating_add(2).saturating_add((js_sys::Math::random() * 100_000.0) as u32);
            backups::is_coming(number, true);
            store.remove_project(number).await.map_err(failed)?;
            let begun = Coming {
                opening,
                documents: 0,
                segment: 0,
                words: Builder::default(),
                signatures: Vec::new(),
                page: Vec::new(),
            };
            coming.borrow_mut().insert(number, begun);
            Ok(number)
        })
    }

    fn write(&self, project: u32, pieces: Vec<Piece>) -> Soon<()> {
        let all = self.coming.clone();
        self.soon(move |store| async move {
            let Some(mut coming) = all.borrow_mut().remove(&project) else { return Err(not_begun()) };
            let (mut batch, mut since) = (Batch::default(), js_sys::Date::now());
            for piece in pieces {
                match piece {
                    Piece::Part { name, text } if name != TRASH => batch.parts.push((name, text)),
                    Piece::Part { .. } => {}
                    Piece::Entity { id, text } => batch.parts.push((format!("{ENTITY}{id}"), text)),
                    Piece::Document { number, listed, records } => {
                        coming.take(&mut batch, number, listed, records);
                    }
                }
                if js_sys::Date::now() - since > TURN {
                    idle::turn().await;
                    since = js_sys::Date::now();
                }
            }
            coming.turn_page(&mut batch);
            store.write(project, &batch).await.map_err(|error| error.to_string())?;
            all.borrow_mut().insert(project, coming);
            Ok(())
        })
    }

    fn keep(&self, project: u32) -> Soon<String> {
        let (all, keeper) = (self.coming.clone(), self.keeper.clone());
        self.soon(move |store| async move {
            let Some(mut coming) = all.borrow_mut().remove(&project) else { return Err(not_begun()) };
            let failed = |error: StoreError| error.to_string();
            // What is open has a row of its own from now on, too.
            keeper.note_project(&store).await.map_err(failed)?;
            let there = store.projects().await.map_err(failed)?;
            let names = there.iter().map(|(_, text)| {
                let part: ProjectPart = read_part("project", text).unwrap_or_default();
                part.name
            });
            let name = name(&coming.opening, &names.collect::<Vec<_>>());
            let part = ProjectPart {
                name: name.clone(),
                begun: coming.opening.made.0.to_string(),
                documents: coming.documents,
            };
            let mut batch = Batch { project: Some(write_part(&part)), ..Batch::default() };
            coming.end_segment(&mut batch);
            store.write(project, &batch).await.map_err(failed)?;
            backups::is_coming(project, false);
            keeper.tell_projects(keeper.projects(&store).await.map_err(failed)?);
            Ok(name)
        })
    }

    fn remove(&self, project: u32) -> Soon<()> {
        self.coming.borrow_mut().remove(&project);
        self.soon(move |store| async move {
            store.remove_project(project).await.map_err(|error| error.to_string())?;
            backups::is_coming(project, false);
            Ok(())
        })
    }
}

fn not_begun() -> String {
    "the project is not being restored any more".to_owned()
}

/// What a restored project is called, beside those there are: by its name, where that is not taken.
fn name(opening: &Opening, there: &[String]) -> String {
    let day = opening.made.0.get(..10).unwrap_or(&opening.made.0);
    let proposed = match opening.project.as_str() {
        "" => format!("Backup of {day}"),
        name if there.iter().any(|other| other == name) => format!("{name}, backup of {day}"),
        name => name.to_owned(),
    };
    let numbered = (2..).map(|count| format!("{proposed} ({count})"));
    let mut names = std::iter::once(proposed.clone()).chain(numbered);
    names.find(|name| !there.contains(name)).unwrap_or(proposed)
}

/// The rows behind a number, some of them.
fn rows_after(shelf: &Shelf, after: Option<u32>) -> Vec<Row> {
    let count = u32::try_from(shelf.len()).unwrap_or(u32::MAX);
    let (mut from, mut to) = (0, count);
    while from < to {
        let middle = from + (to - from) / 2;
        if shelf.number(middle) <= after {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    (from..count).take(DOCUMENTS).filter_map(|slot| shelf.row(slot)).collect()
}

fn listed(row: Row) -> Listed {
    let text = |at: &Timestamp| Some(at.0.to_string());
    Listed {
        added: text(&row.summary.added),
        changed: text(&row.summary.changed),
        done: row.summary.done.as_ref().and_then(text),
        twin: row.twin.map(|twin| (twin.number, twin.alike)),
    }
}

/// The store as backups see it; none where this tab does not write the project. Where the store takes no more, what it has can
/// still be read.
#[hook]
pub fn use_vault(keeper: &Rc<Keeper>, state: &State) -> Option<Same<dyn Vault>> {
    let project = state.0.queue().project();
    let vault = use_memo(project, |&project| Kept { keeper: keeper.clone(), project, coming: Rc::default() });
    let vault: Rc<dyn Vault> = vault;
    let writes = match state.1 {
        Keeping::Store(_) => true,
        Keeping::Failing(..) => keeper.lock.borrow().is_some(),
        _ => false,
    };
    writes.then_some(Same(vault))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_restored_project_has_a_name_of_its_own() {
        let there = ["", "Courts", "Courts, backup of 2026-11-30"].map(str::to_owned);
        for (project, expected) in
            [("Ports", "Ports"), ("", "Backup of 2026-11-30"), ("Courts", "Courts, backup of 2026-11-30 (2)")]
        {
            let opening = Opening {
                project: project.to_owned(),
                made: Timestamp("2026-11-30T08:00:00.000Z".into()),
                documents: 1,
            };
            assert_eq!(name(&opening, &there), expected);
        }
    }
}
