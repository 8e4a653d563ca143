//! Writing what is new: one batch, in one transaction.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use tagline::job::kept::{ENTITY, ProjectPart, STEP, TAUGHT, write_part};
use tagline::workspace::queue::{Row, Signature};
use tagline::workspace::{ProjectMoment, Workspace};

use super::change::Changes;
use super::{Held, Keeper};
use crate::browser::room;
use crate::browser::store::Batch;
use crate::desk::{Keep, Shares};

/// After how long what could not be written is tried again, in milliseconds.
const AGAIN: u32 = 5000;

/// How long the store may take to write before the page says that it does not answer, in milliseconds. It is waited for on.
const SLOW: u32 = 15_000;

/// A batch, and what is known of the store once it is written.
struct Next {
    batch: Batch,
    /// The documents that this tab writes, and those that are not open any more.
    held: HashMap<Rc<str>, Held>,
    closed: Vec<Rc<str>>,
    beside: ProjectMoment,
    rows: Vec<Row>,
    gone: Vec<u32>,
    next: u32,
    signatures: Vec<(u32, Signature)>,
}

impl Keeper {
    /// Writes what is new; says whether to go on. With `nowhere` there is no store, and only the list is brought on.
    pub(super) async fn write(self: &Rc<Keeper>, now: &Workspace, shares: &Shares, nowhere: bool) -> bool {
        let mut next = self.next(now, shares, nowhere);
        if nowhere || next.batch.is_empty() {
            self.kept(now, next, nowhere);
            return true;
        }
        let Some(store) = self.store.borrow().clone() else { return false };
        self.known.borrow_mut().note_rows(&next.rows, &next.gone);
        let slow = {
            let keeper = Rc::downgrade(self);
            gloo::timers::callback::Timeout::new(SLOW, move || {
                if let Some(keeper) = keeper.upgrade() {
                    keeper.told.set(None);
                    keeper.failing.set(true);
                    let why = "it has not answered for 15 seconds. If this stays, download the work and restart the browser";
                    keeper.desk.tell(Keep::Failed(why.into()));
                }
            })
        };
        let written = store.write(self.project.get(), &next.batch).await;
        slow.cancel();
        match written {
            Ok(()) => {
                let signatures = std::mem::take(&mut next.signatures);
                self.tell_written(&next.batch);
                self.kept(now, next, nowhere);
                self.see_twins(signatures);
                room::ask_to_stay();
                self.close_some(now);
                self.fold_later();
                true
            }
            Err(error) => {
                {
                    let mut known = self.known.borrow_mut();
                    let numbers = next.rows.iter().map(|row| row.number).chain(next.gone);
                    numbers.for_each(|number| drop(known.fresh.remove(&number)));
                }
                self.told.set(None);
                self.failing.set(true);
                self.tried.set(Some(now.revision()));
                self.desk.tell(Keep::Failed(error.to_string().into()));
                let keeper = Rc::downgrade(self);
                let again = move || {
                    if let Some(keeper) = keeper.upgrade() {
                        keeper.tried.set(None);
                        keeper.desk.tell(Keep::Again);
                    }
                };
                gloo::timers::callback::Timeout::new(AGAIN, again).forget();
                false
            }
        }
    }

    /// Takes note of what was written, and tells.
    fn kept(self: &Rc<Keeper>, now: &Workspace, next: Next, nowhere: bool) {
        let Next { batch, held, closed, beside, rows, gone, next, signatures: _ } = next;
        {
            let mut known = self.known.borrow_mut();
            let known = &mut *known;
            for open in now.documents() {
                known.coming.remove(&open.document().id);
            }
            // What was brought and is not there yet stays known; what was closed is read again when it is opened again. Others may
            // have been read again while this was written.
            for id in closed.iter().filter(|id| !known.coming.contains(*id)) {
                known.held.remove(id);
            }
            known.held.extend(held);
            known.beside = Some(beside);
            known.touched.extend(rows.iter().map(|row| row.number).chain(gone.iter().copied()));
            // An import that has begun meanwhile has taken numbers.
            known.next = known.next.max(next);
        }
        if !batch.segments.is_empty() {
            self.index.take();
        }
        if self.failing.replace(false) && self.lock.borrow().is_none() && !nowhere && !self.robbed.get() {
            // What other tabs wrote meanwhile was not heard.
            self.due.borrow_mut().1 = true;
            self.is_due(Vec::new());
        }
        if !nowhere {
            self.safe.set(now.revision());
        }
        let told = self.told.replace(Some(now.revision())) == Some(now.revision());
        let listed = !rows.is_empty() || !gone.is_empty();
        match (nowhere, told, listed) {
            (true, _, true) => self.desk.tell(Keep::Listed(rows, gone)),
            (false, false, _) | (false, _, true) => self.desk.tell(Keep::Kept(now.revision(), rows, gone)),
            _ => {}
        }
    }

    /// How many edits the store does not have.
    pub(super) fn unsaved(&self) -> u64 {
        let latest = self.latest.borrow();
        latest.as_ref().map_or(0, |now| now.revision().saturating_sub(self.safe.get()))
    }

    /// Whether what was done last is being written, or is about to be.
    pub(super) fn has_more_on_its_way(&self) -> bool {
        let writes = self.store.borrow().is_some() && self.lock.borrow().is_some();
        writes && (self.writing.get() || !self.failing.get() && self.unsaved() > 0)
    }

    /// What is new in `now`, and what the store has once that is written.
    fn next(&self, now: &Workspace, shares: &Shares, nowhere: bool) -> Next {
        let lending = self.lending.borrow();
        let mut known = self.known.borrow_mut();
        let known = &mut *known;
        let shelf = known.shelf.borrow();
        let mut held = HashMap::new();
        let mut next = known.next.max(1);
        let mut changes = Changes::new(nowhere);
        for open in now.documents() {
            let (id, moment) = (open.document().id.clone(), open.moment());
            // What came behind a record that can't be read would not be read either.
            if !nowhere && (open.unreadable().is_some() || !lending.writes(shares, &id)) {
                continue;
            }
            let then = known.held.get(&id);
            let Some(delta) = moment.since(then.map(|then| &then.moment)) else {
                if let Some(then) = then {
                    held.insert(id, Held { moment, ..then.clone() });
                }
                continue;
            };
            let number = then.map_or(next, |then| then.number);
            let record = then.map_or(0, |then| then.records);
            next = next.max(number + 1);
            changes.add((number, record), &delta, (&moment, then.map(|then| &then.moment)), &shelf);
            held.insert(id, Held { number, records: record + 1, moment });
        }
        let there: HashSet<&str> = now.documents().iter().map(|open| &*open.document().id).collect();
        let mut gone = Vec::new();
        let mut closed = Vec::new();
        for (id, held) in known.held.iter().filter(|(id, _)| !there.contains(&***id)) {
            closed.push(id.clone());
            // What was closed is in the store as it was.
            if now.is_removed(id) {
                gone.push(held.number);
            }
        }
        gone.sort_unstable();
        gone.iter().for_each(|number| changes.remove(*number));
        let at = changes.now().clone();
        let signatures = changes.signatures();
        let segment = &mut known.segment;
        let (mut batch, rows) = changes.finish(|| {
            *segment += 1;
            *segment - 1
        });
        let beside = now.project_moment();
        // Nothing is written of a project in which nothing was done.
        if now.revision() > 0 || !known.held.is_empty() || !held.is_empty() || !shelf.is_empty() {
            batch.parts = beside.since(known.beside.as_ref());
        }
        // What a document teaches that can't be read to its end is not all that it teaches.
        let stopped = now.documents().iter().filter(|open| open.unreadable().is_some());
        let stopped: HashSet<&str> = stopped.map(|open| &*open.document().id).collect();
        batch.parts.retain(|(name, _)| {
            !name.starts_with(TAUGHT) || !document_of(name).is_some_and(|id| stopped.contains(id))
        });
        if shares.elsewhere {
            // The project is another tab's to write; what its documents need goes with them. That tab has their words found.
            batch.parts.retain(|(name, text)| goes_with(name, text, |id| lending.writes(shares, id)));
            batch.segments.clear();
        } else if lending.lends() {
            let is_theirs = |id: &str| !lending.writes(shares, id);
            batch
                .parts
                .retain(|(name, _)| !name.starts_with(TAUGHT) || !document_of(name).is_some_and(is_theirs));
        }
        let new = rows.iter().filter(|row| shelf.slot(row.number).is_none()).count();
        let lost = gone.iter().filter(|number| shelf.slot(**number).is_some()).count();
        if !shares.elsewhere && (new != lost || !batch.parts.is_empty() && known.begun.is_empty()) {
            let begun = if known.begun.is_empty() { at.0.to_string() } else { known.begun.clone() };
            let documents = u32::try_from((shelf.len() + new).saturating_sub(lost)).unwrap_or(u32::MAX);
            batch.project = Some(write_part(&ProjectPart { name: known.name.to_string(), begun, documents }));
        }
        Next { batch, held, closed, beside, rows, gone, next, signatures }
    }
}

/// The document that a part of the project is about, by id.
pub(super) fn document_of(name: &str) -> Option<&str> {
    let rest = name.strip_prefix(TAUGHT).or_else(|| name.strip_prefix(STEP))?;
    Some(rest.split(' ').next().unwrap_or(rest))
}

/// Whether a part goes with the documents that a tab `writes` which does not write the project.
fn goes_with(name: &str, text: &str, writes: impl Fn(&str) -> bool) -> bool {
    name.starts_with(ENTITY) && !text.is_empty() || document_of(name).is_some_and(writes)
}
