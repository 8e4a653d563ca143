//! Opening a project: what lists need of all its documents, and where there are few, all of these.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use tagline::annotation::{EntityId, Kept};
use tagline::format::read_journal;
use tagline::job::kept::{ENTITY, ProjectPart, TRASH, read_part};
use tagline::workspace::queue::{ProjectRow, QueueCommand, Shelf};
use tagline::workspace::{
    Command, OpenDocument, Restored, Show, View, Workspace, catalogued, unreadable_row,
};

use super::{Held, Keeper, Known};
use crate::browser::clock;
use crate::browser::store::{Opened, Store, StoreError};
use crate::browser::tabs;
use crate::desk::Keep;

/// With so many documents all of them are opened at once; with more, those that are asked for.
pub(super) const FEW: usize = 50;

impl Keeper {
    /// Reads what the project has, if it has not been read `early`, and shows it.
    pub(super) async fn read(self: &Rc<Keeper>, writes: bool, early: Option<Opened>) {
        let Some(store) = self.store.borrow().clone() else { return };
        if writes != self.lock.borrow().is_some() {
            // It has passed on, and is read for that.
            return;
        }
        let project = self.project.get();
        let turn = self.reading.get().wrapping_add(1);
        self.reading.set(turn);
        let open = if writes && !self.lending.borrow().borrows() { Vec::new() } else { self.open_numbers() };
        // Before it is read: what comes back meanwhile is read again.
        let apart = if writes { tabs::apart(project).await } else { Vec::new() };
        let read = read_all(&store, project, &open, early).await;
        let is_over = || {
            let is_other = self.project.get() != project || self.reading.get() != turn;
            // The right to write may have passed on, too.
            is_other || self.stranded.get() || writes && self.lock.borrow().is_none()
        };
        if is_over() {
            return;
        }
        match read {
            Ok((mut workspace, mut known)) => {
                if self.lands.take() {
                    workspace.apply(Command::Show(View::Projects), &clock::context());
                }
                {
                    // What only this tab writes stays as it is here, whatever the store has.
                    let before = self.known.borrow();
                    let own = self.lending.borrow().own_ids();
                    known.held.extend(own.into_iter().filter_map(|id| {
                        let held = before.held.get(&id)?.clone();
                        Some((id, held))
                    }));
                }
                self.known.replace(known);
                self.index.take();
                self.told.set(None);
                let workspace = Box::new(workspace);
                if !writes {
                    self.desk.tell(Keep::Shown(workspace));
                    return;
                }
                let apart = self.note_apart(apart);
                self.desk.tell(Keep::Restored(workspace, apart));
                self.await_apart();
                self.fold_after_opening();
            }
            Err(error) => {
                self.store.take();
                self.desk.tell(Keep::Nowhere);
                self.refuse(&error);
            }
        }
    }

    /// The numbers of the documents that are open.
    fn open_numbers(&self) -> Vec<u32> {
        let known = self.known.borrow();
        let mut numbers: Vec<u32> = known.held.values().map(|held| held.number).collect();
        numbers.sort_unstable();
        numbers
    }
}

async fn read_all(
    store: &Store,
    project: u32,
    open: &[u32],
    early: Option<Opened>,
) -> Result<(Workspace, Known), StoreError> {
    let opened = match early {
        Some(opened) => opened,
        None => store.open_project(project).await?,
    };
    let context = clock::context();
    let (mut shelf, mut issues) = shelf_of(&opened);
    let trash = trash_of(&opened.parts);
    let few = shelf.len() <= FEW;
    let (records, entities) = if few {
        (store.all_documents(project).await?, store.all_entities(project).await?)
    } else {
        (store.documents(project, open).await?, Vec::new())
    };
    let mut restored = Restored { parts: opened.parts, ..Restored::default() };
    restored.parts.extend(entities.into_iter().map(|(id, text)| (format!("{ENTITY}{id}"), text)));
    let mut numbers = Vec::with_capacity(records.len());
    let next = shelf.number(u32::try_from(shelf.len()).unwrap_or(u32::MAX).wrapping_sub(1));
    let next = next.max(trash.last().copied());
    let mut next = next.map_or(1, |last| last.saturating_add(1));
    for (number, records) in records {
        next = next.max(number.saturating_add(1));
        // What was deleted is not there, until it is cleared away.
        if trash.contains(&number) {
            continue;
        }
        let count = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let journal = read_journal(&records);
        let listed = shelf.slot(number).and_then(|slot| shelf.id(slot).map(str::to_owned));
        if let Some(kept) = &journal.kept {
            if listed.is_none_or(|id| *id != *kept.document.id) {
                shelf.put(&catalogued(number, kept, &context.now).0);
            }
            numbers.push((number, count));
            restored.documents.push(journal);
        } else {
            issues.extend(journal.unreadable.map(|unreadable| of_number(number, &unreadable.to_string())));
            // It is there to be backed up, and to be read by another version.
            if listed.is_none() {
                shelf.put(&unreadable_row(number, &context.now));
            }
        }
    }
    restored.issues = issues;
    let mut known =
        Known { next, segment: opened.segments.last().map_or(0, |last| last + 1), ..Known::default() };
    known.touched = opened.rows.iter().map(|(number, _)| *number).collect();
    let mut projects = Vec::with_capacity(opened.projects.len() + 1);
    for (number, text) in &opened.projects {
        let part: ProjectPart = read_part("project", text).unwrap_or_default();
        if *number == project {
            (known.name, known.begun) = (part.name.as_str().into(), part.begun.clone());
        }
        projects.push(ProjectRow {
            number: *number,
            name: part.name.as_str().into(),
            documents: part.documents,
        });
    }
    if projects.iter().all(|row| row.number != project) {
        projects.push(ProjectRow { number: project, name: "".into(), documents: 0 });
    }
    known.shelf = Rc::new(RefCell::new(shelf));
    known.old_trash = trash.clone();
    known.trash = trash;
    let mut workspace = Workspace::default();
    workspace.apply(Command::Queue(QueueCommand::Shelved(known.shelf.clone())), &context);
    workspace.apply(Command::Queue(QueueCommand::Projects(projects.into(), project)), &context);
    workspace.apply(Command::Restore(Rc::new(restored)), &context);
    if !few {
        workspace.apply(Command::Show(View::Projects), &context);
    }
    known.held = workspace
        .documents()
        .iter()
        .zip(numbers)
        .map(|(open, (number, records))| {
            (open.document().id.clone(), Held { number, records, moment: open.moment() })
        })
        .collect::<HashMap<_, _>>();
    known.beside = Some(workspace.project_moment());
    Ok((workspace, known))
}

/// The numbers of the documents that were deleted and not cleared away yet, in order.
fn trash_of(parts: &[(String, String)]) -> BTreeSet<u32> {
    let part = parts.iter().find(|(name, _)| name == TRASH);
    part.and_then(|(name, text)| read_part(name, text).ok()).unwrap_or_default()
}

/// The rows of all documents; and what of them could not be read.
fn shelf_of(opened: &Opened) -> (Shelf, Vec<String>) {
    let (mut shelf, mut issues) = (Shelf::default(), Vec::new());
    shelf.make_room(opened.pages.iter().map(|(_, page)| page.length() as usize));
    for (number, page) in &opened.pages {
        if let Err(error) = shelf.add_page(&page.to_vec()) {
            issues.push(format!("page {number} of the list of documents, {error}"));
        }
    }
    for (number, row) in &opened.rows {
        if let Err(error) = shelf.touch(*number, row) {
            issues.push(format!("document {number} of the list, {error}"));
        }
    }
    (shelf, issues)
}

/// What is wrong with a document that is known by its number only.
pub(super) fn of_number(number: u32, why: &str) -> String {
    format!("document {number}, {why}")
}

/// A document as it comes out of the store: open, how many records it has, and what its marks name.
pub(super) type Read = (Rc<OpenDocument>, u32, Vec<EntityId>);

/// An open document of its records, as far as they can be read; or why there is nothing of it.
pub(super) fn open_of(records: &[String]) -> Result<Read, String> {
    let journal = read_journal(records);
    let entities = journal.kept.as_ref().map(Kept::entities).unwrap_or_default();
    let why = journal.unreadable.as_ref().map_or_else(|| "it has no record".to_owned(), ToString::to_string);
    let open = OpenDocument::of_journal(journal, Show::default()).ok_or(why)?;
    Ok((Rc::new(open), u32::try_from(records.len()).unwrap_or(u32::MAX), entities))
}
