//! The keeper: reads what was kept when the page starts, and writes down whatever changes, at once, one batch after the other.
//!
//! Everything that is told to be kept is on the disk. What could not be written is tried again with the next change, and on
//! request; until then the page says so.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use tagline::annotation::replay;
use tagline::format::{read_record, write_record};
use tagline::workspace::{Command, Moment, Notice, ProjectMoment, Restored, Workspace};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::store::{Batch, Store, StoreError, Stored};
use crate::browser::tabs::{self, Asking, Lock, Tabs, Word};
use crate::browser::{clock, room};
use crate::desk::{Desk, Keep, Keeping, State};

/// The one project there is so far.
const PROJECT: u32 = 1;

/// How long the store may take to answer before the page goes on without, in milliseconds.
const PATIENCE: u32 = 4000;

/// How long a tab that is asked to let go may take, in milliseconds.
const COURTESY: u32 = 1500;

/// After how long what could not be written is tried again, in milliseconds.
const AGAIN: u32 = 5000;

/// What a document has in the store.
#[derive(Clone)]
struct Held {
    number: u32,
    records: u32,
    moment: Moment,
}

/// Reads and writes the store.
pub struct Keeper {
    desk: Desk,
    store: RefCell<Option<Rc<Store>>>,
    tabs: RefCell<Option<Tabs>>,
    lock: RefCell<Option<Lock>>,
    /// What is in the store.
    held: RefCell<HashMap<Rc<str>, Held>>,
    project: RefCell<Option<ProjectMoment>>,
    /// The newest state.
    now: RefCell<Option<Workspace>>,
    writing: Cell<bool>,
    /// Whether another tab has asked to write.
    asked: Cell<bool>,
    /// The revision that the page was last told to be kept.
    told: Cell<Option<u64>>,
    /// The revision that could not be written.
    tried: Cell<Option<u64>>,
}

impl Keeper {
    fn new(desk: &Desk) -> Rc<Keeper> {
        Rc::new(Keeper {
            desk: desk.clone(),
            store: RefCell::default(),
            tabs: RefCell::default(),
            lock: RefCell::default(),
            held: RefCell::default(),
            project: RefCell::default(),
            now: RefCell::default(),
            writing: Cell::new(false),
            asked: Cell::new(false),
            told: Cell::new(None),
            tried: Cell::new(None),
        })
    }

    /// Opens the store and reads what was kept.
    fn begin(self: &Rc<Keeper>) {
        let keeper = self.clone();
        let answered = Rc::new(Cell::new(false));
        let late = {
            let (keeper, answered) = (self.clone(), answered.clone());
            gloo::timers::callback::Timeout::new(PATIENCE, move || {
                if !answered.replace(true) {
                    keeper.desk.tell(Keep::Nowhere);
                    keeper.refuse(&StoreError::Refused("it does not answer".to_owned()));
                }
            })
        };
        spawn_local(async move {
            let closed = {
                let keeper = Rc::downgrade(&keeper);
                move || {
                    if let Some(keeper) = keeper.upgrade() {
                        keeper.store.take();
                        keeper.desk.tell(Keep::Failed(StoreError::Newer.to_string().into()));
                    }
                }
            };
            let opened = Store::open(closed).await;
            if answered.replace(true) {
                return;
            }
            late.cancel();
            match opened {
                Ok(store) => {
                    keeper.store.replace(Some(Rc::new(store)));
                    keeper.listen();
                    keeper.ask(Asking::IfFree);
                }
                Err(error) => {
                    keeper.desk.tell(Keep::Nowhere);
                    keeper.refuse(&error);
                }
            }
        });
    }

    /// Says that nothing is kept, and why.
    fn refuse(&self, error: &StoreError) {
        let lines = vec![
            format!("{error}."),
            "What you do here stays in this tab. Export it to a file before you close it.".to_owned(),
        ];
        let notice = Notice { title: "Nothing is kept here".to_owned(), lines, failed: true };
        self.desk.send(Command::Tell(notice));
    }

    fn listen(self: &Rc<Keeper>) {
        let keeper = Rc::downgrade(self);
        let heard = move |word| {
            let Some(keeper) = keeper.upgrade() else { return };
            let writes = keeper.lock.borrow().is_some();
            match word {
                Word::Written if !writes => keeper.look_again(),
                Word::Ask if writes => {
                    keeper.asked.set(true);
                    keeper.let_go();
                }
                _ => {}
            }
        };
        self.tabs.replace(Some(Tabs::listen(heard)));
    }

    /// Asks for the right to write, and reads what is there.
    fn ask(self: &Rc<Keeper>, asking: Asking) {
        let (got, lost) = (self.clone(), Rc::downgrade(self));
        tabs::lock(
            asking,
            move |lock| {
                let writes = lock.is_some();
                got.lock.replace(lock);
                got.read(writes);
            },
            move || {
                if let Some(keeper) = lost.upgrade() {
                    // Taken away while it did not answer: what is in the store counts.
                    keeper.lock.take();
                    keeper.read(false);
                }
            },
        );
    }

    /// Has this tab write from now on: whoever writes is asked, and if it does not answer it is not waited for.
    pub fn take_over(self: &Rc<Keeper>) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.say(Word::Ask);
        }
        let keeper = self.clone();
        let late = gloo::timers::callback::Timeout::new(COURTESY, move || {
            if keeper.lock.borrow().is_none() {
                keeper.ask(Asking::Taking);
            }
        });
        late.forget();
        self.ask(Asking::Waiting);
    }

    /// Lets another tab write, once everything is written.
    fn let_go(self: &Rc<Keeper>) {
        if self.writing.get() || !self.asked.take() {
            return;
        }
        self.lock.take();
        self.read(false);
    }

    fn look_again(self: &Rc<Keeper>) {
        self.read(false);
    }

    fn read(self: &Rc<Keeper>, writes: bool) {
        let Some(store) = self.store.borrow().clone() else { return };
        let keeper = self.clone();
        spawn_local(async move {
            match store.read(PROJECT).await {
                Ok(stored) => {
                    let (workspace, held) = restored(stored);
                    keeper.held.replace(held);
                    keeper.project.replace(Some(workspace.project_moment()));
                    keeper.told.set(None);
                    let workspace = Box::new(workspace);
                    keeper.desk.tell(if writes { Keep::Restored(workspace) } else { Keep::Shown(workspace) });
                }
                Err(error) => {
                    keeper.store.take();
                    keeper.desk.tell(Keep::Nowhere);
                    keeper.refuse(&error);
                }
            }
        });
    }

    /// Takes in the newest state, and writes what is new in it.
    fn see(self: &Rc<Keeper>, state: &State) {
        // What could not be written is tried again when there is more to write, or after a while.
        let tried = self.tried.get() == Some(state.0.revision());
        match state.1 {
            Keeping::Store(_) => {}
            Keeping::Failing(..) if !tried => {}
            _ => return,
        }
        self.now.replace(Some(state.0.clone()));
        if self.writing.get() || self.lock.borrow().is_none() {
            return;
        }
        self.writing.set(true);
        let keeper = self.clone();
        spawn_local(async move {
            while let Some(now) = keeper.now.take() {
                if !keeper.write(&now).await {
                    break;
                }
            }
            keeper.writing.set(false);
            keeper.let_go();
        });
    }

    /// Writes what is new; says whether to go on.
    async fn write(self: &Rc<Keeper>, now: &Workspace) -> bool {
        let (batch, held, project) = self.batch(now);
        let kept = |keeper: &Keeper| {
            keeper.held.replace(held);
            keeper.project.replace(Some(project));
            if keeper.told.replace(Some(now.revision())) != Some(now.revision()) {
                keeper.desk.tell(Keep::Kept(now.revision()));
            }
        };
        if batch == Batch::default() {
            kept(self);
            return true;
        }
        let Some(store) = self.store.borrow().clone() else { return false };
        match store.write(PROJECT, &batch).await {
            Ok(()) => {
                kept(self);
                room::ask_to_stay();
                if let Some(tabs) = &*self.tabs.borrow() {
                    tabs.say(Word::Written);
                }
                true
            }
            Err(error) => {
                self.told.set(None);
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

    /// What is new in `now`, and what the store has once that is written.
    fn batch(&self, now: &Workspace) -> (Batch, HashMap<Rc<str>, Held>, ProjectMoment) {
        let before = self.held.borrow();
        let mut held = before.clone();
        let mut next = held.values().map(|held| held.number + 1).max().unwrap_or(1);
        let mut batch = Batch::default();
        for open in now.documents() {
            let (id, moment) = (open.document().id.clone(), open.moment());
            let then = before.get(&id);
            let Some(delta) = moment.since(then.map(|then| &then.moment)) else {
                if let Some(then) = held.get_mut(&id) {
                    then.moment = moment;
                }
                continue;
            };
            let number = then.map_or(next, |then| then.number);
            let record = then.map_or(0, |then| then.records);
            next = next.max(number + 1);
            batch.records.push((number, record, write_record(&delta)));
            held.insert(id, Held { number, records: record + 1, moment });
        }
        let there: HashSet<&str> = now.documents().iter().map(|open| &*open.document().id).collect();
        held.retain(|id, held| {
            let stays = there.contains(&**id);
            if !stays {
                batch.gone.push(held.number);
            }
            stays
        });
        let project = now.project_moment();
        // Nothing is written of a project in which nothing was done.
        if !before.is_empty() || !held.is_empty() {
            batch.parts = project.since(self.project.borrow().as_ref());
        }
        (batch, held, project)
    }
}

/// The work as the store has it, and what later changes are told from.
fn restored(stored: Stored) -> (Workspace, HashMap<Rc<str>, Held>) {
    let mut restored = Restored { parts: stored.parts, ..Restored::default() };
    let mut numbers = Vec::with_capacity(stored.documents.len());
    for (number, records) in stored.documents {
        let mut deltas = Vec::with_capacity(records.len());
        let mut issue = None;
        for (at, record) in records.iter().enumerate() {
            match read_record(record) {
                Ok(delta) => deltas.push(delta),
                Err(error) => {
                    issue = Some((at, error));
                    break;
                }
            }
        }
        let (kept, failed) = replay(&deltas);
        if let Some((at, error)) = failed.map(|(at, error)| (at, error.to_string())).or(issue) {
            let place = format!("document {number}, record {at}");
            restored.issues.push(format!("{place}: {error}; what follows it is left out"));
        }
        if let Some(kept) = kept {
            numbers.push((number, u32::try_from(records.len()).unwrap_or(u32::MAX)));
            restored.documents.push(kept);
        }
    }
    let mut workspace = Workspace::default();
    workspace.apply(Command::Restore(Rc::new(restored)), &clock::context());
    let held = workspace.documents().iter().zip(numbers).map(|(open, (number, records))| {
        (open.document().id.clone(), Held { number, records, moment: open.moment() })
    });
    let held = held.collect();
    (workspace, held)
}

/// Keeps the work in the browser's store, unless `nowhere`. What is returned lets this tab write.
#[hook]
pub fn use_keeper(state: &UseReducerHandle<State>, desk: &Desk, nowhere: bool) -> Callback<()> {
    let keeper = use_memo((), |()| Keeper::new(desk));
    let keeper: Rc<Keeper> = (*keeper).clone();
    {
        let keeper = keeper.clone();
        use_effect_with((), move |()| {
            if !nowhere {
                keeper.begin();
            }
        });
    }
    keeper.see(state);
    use_callback((), move |(), ()| keeper.take_over())
}
