//! The keeper: reads what was kept when the page starts, brings documents when they are asked for, and writes down whatever
//! changes, at once, one batch after the other.
//!
//! Everything that is told to be kept is on the disk. What could not be written is tried again with the next change, and on
//! request; until then the page says so, and nothing is shown in its place.

mod apart;
mod bring;
mod change;
mod delete;
mod errand;
mod fold;
mod gather;
mod import;
mod live;
mod pages;
mod projects;
mod read;
mod readings;
mod right;
mod search;
mod twins;
mod vault;
mod write;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use tagline::workspace::queue::search::Index;
use tagline::workspace::queue::{Row, Shelf, Signature};
use tagline::workspace::{Command, Moment, Notice, ProjectMoment, Workspace};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub use vault::use_vault;

use crate::background::Background;
use crate::browser::early::Early;
use crate::browser::settings;
use crate::browser::store::{Store, StoreError};
use crate::browser::tabs::{Lock, Tabs};
use crate::desk::{Desk, Keep, Keeping, Shares, State};

/// How long the store may take to answer before the page goes on without, in milliseconds.
const PATIENCE: u32 = 4000;

/// How long a tab that is asked to let go may take, in milliseconds.
const COURTESY: u32 = 1500;

/// What a document has in the store.
#[derive(Clone)]
struct Held {
    number: u32,
    records: u32,
    moment: Moment,
}

/// What the store has, as far as this tab knows.
#[derive(Default)]
struct Known {
    /// The documents that are open.
    held: HashMap<Rc<str>, Held>,
    /// Those among them that were brought and that the workspace may not show yet.
    coming: HashSet<Rc<str>>,
    /// What is beside them.
    beside: Option<ProjectMoment>,
    /// The rows of all documents, shared with the workspace.
    shelf: Rc<RefCell<Shelf>>,
    /// Rows that were written, or are about to be, and that the list may not show yet; `None` for one that goes.
    fresh: BTreeMap<u32, Option<Row>>,
    /// Those that are newer than their page.
    touched: BTreeSet<u32>,
    /// The next free number of a document, and of a segment.
    next: u32,
    segment: u32,
    /// The numbers of documents that were deleted and are not cleared away yet.
    trash: BTreeSet<u32>,
    /// Those among them that were deleted before the project was opened: they go for good.
    old_trash: BTreeSet<u32>,
    /// The signatures of documents that were taken in, whose words are still to come.
    signatures: Vec<(u32, Signature)>,
    /// Whether all documents are known to be in the index of texts.
    indexed: bool,
    /// What is said of the project.
    name: Rc<str>,
    begun: String,
}

/// The heads of all segments, and their numbers.
type Searched = (Rc<Index>, Rc<[u32]>);

/// Reads and writes the store.
pub struct Keeper {
    desk: Desk,
    project: Cell<u32>,
    store: RefCell<Option<Rc<Store>>>,
    tabs: RefCell<Option<Tabs>>,
    lock: RefCell<Option<Lock>>,
    known: RefCell<Known>,
    readings: readings::Readings,
    /// What searches need, until more is written.
    index: RefCell<Option<Searched>>,
    /// What was searched for last.
    sought: RefCell<Rc<str>>,
    /// The documents on screen, the last one last.
    recent: RefCell<Vec<Rc<str>>>,
    /// The document that is being brought.
    bringing: Cell<Option<u32>>,
    /// The newest state there is, and the line to the worker that tags unseen.
    latest: RefCell<Option<Workspace>>,
    background: Background,
    /// The ticket of what is being done to many documents, and whether some are coming back.
    running: Cell<Option<u64>>,
    needing: Cell<bool>,
    /// Whether many files are being taken in.
    importing: Cell<bool>,
    returning: Cell<bool>,
    /// The newest state that is to be written.
    now: RefCell<Option<(Workspace, Shares)>>,
    writing: Cell<bool>,
    /// Whether it is about to make the store quick to open.
    folding: Cell<bool>,
    /// Whether a wish for the projects is being granted, and whether the list of documents is shown once it is read.
    wishing: Cell<bool>,
    lands: Cell<bool>,
    /// What other tabs write of the project, or this one.
    lending: RefCell<apart::Lending>,
    /// What another tab wrote and is to be read again: documents, or everything; and whether that is being done.
    due: RefCell<(BTreeSet<u32>, bool)>,
    renewing: Cell<bool>,
    /// Whether another tab has asked to write, or has taken the right to; and whether the page has been told to edit no more.
    asked: Cell<bool>,
    robbed: Cell<bool>,
    yields: Cell<bool>,
    /// Whether it got that right, and the page does not have the project yet as it is then.
    restoring: Cell<bool>,
    /// The revision that the page was last told to be kept.
    told: Cell<Option<u64>>,
    /// The revision that the store has for certain.
    safe: Cell<u64>,
    /// The revision that could not be written.
    tried: Cell<Option<u64>>,
    /// Whether this tab has work that the store could not take: nothing may be shown in its place.
    failing: Cell<bool>,
    /// Whether that is for good: another tab writes in its place.
    stranded: Cell<bool>,
    /// Counts the reading of the project: what an earlier one comes to is of no interest.
    reading: Cell<u32>,
    /// Counts what asked for the right to write: what an earlier one gets is given back.
    asking: Cell<u32>,
    /// Which of these the right was got by that it has.
    holding: Cell<u32>,
}

impl Keeper {
    fn new(desk: &Desk) -> Rc<Keeper> {
        Rc::new(Keeper {
            desk: desk.clone(),
            project: Cell::new(settings::project()),
            store: RefCell::default(),
            tabs: RefCell::default(),
            lock: RefCell::default(),
            lending: RefCell::default(),
            due: RefCell::default(),
            renewing: Cell::new(false),
            known: RefCell::default(),
            readings: readings::Readings::default(),
            index: RefCell::default(),
            sought: RefCell::default(),
            recent: RefCell::default(),
            bringing: Cell::new(None),
            latest: RefCell::default(),
            background: Background::default(),
            running: Cell::new(None),
            needing: Cell::new(false),
            importing: Cell::new(false),
            returning: Cell::new(false),
            now: RefCell::default(),
            writing: Cell::new(false),
            folding: Cell::new(false),
            wishing: Cell::new(false),
            lands: Cell::new(false),
            asked: Cell::new(false),
            robbed: Cell::new(false),
            yields: Cell::new(false),
            restoring: Cell::new(false),
            told: Cell::new(None),
            safe: Cell::new(0),
            tried: Cell::new(None),
            failing: Cell::new(false),
            stranded: Cell::new(false),
            reading: Cell::new(0),
            asking: Cell::new(0),
            holding: Cell::new(0),
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
                        keeper.failing.set(true);
                        keeper.desk.tell(Keep::Failed(StoreError::Newer.to_string().into()));
                    }
                }
            };
            let early = Early::take(keeper.project.get());
            let database = match &early {
                Some(early) => early.database().await,
                None => None,
            };
            let opened = Store::open(database, closed).await;
            if answered.replace(true) {
                early.into_iter().for_each(Early::give_up);
                return;
            }
            late.cancel();
            match opened {
                Ok(store) => {
                    keeper.store.replace(Some(Rc::new(store)));
                    keeper.listen();
                    keeper.take_up(early).await;
                }
                Err(error) => {
                    early.into_iter().for_each(Early::give_up);
                    keeper.desk.tell(Keep::Nowhere);
                    keeper.refuse(&error);
                }
            }
        });
    }

    /// Says that nothing is kept, and why.
    fn refuse(&self, error: &StoreError) {
        let mut why = format!("{error}.");
        if let Some(first) = why.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let mut lines = vec![
            why,
            "What you do here stays in this tab. Export it to a file before you close it.".to_owned(),
        ];
        if matches!(error, StoreError::Refused(_)) {
            lines.push(
                "To have it kept, allow this page to store data (cookies, site data) in the browser's settings, and reload it."
                    .to_owned(),
            );
        }
        let notice = Notice { title: "Nothing is kept here".to_owned(), lines, failed: true };
        self.desk.send(Command::Tell(notice));
    }

    fn listen(self: &Rc<Keeper>) {
        let keeper = Rc::downgrade(self);
        let heard = move |word, project| {
            if let Some(keeper) = keeper.upgrade().filter(|keeper| keeper.project.get() == project) {
                keeper.hear(word);
            }
        };
        self.tabs.replace(Some(Tabs::listen(heard)));
    }

    /// Takes in the newest state: brings what is asked for, and writes what is new.
    fn see(self: &Rc<Keeper>, state: &State) {
        if matches!(state.1, Keeping::Reading(_)) {
            return;
        }
        self.see_wanted(&state.0);
        self.see_sought(&state.0);
        self.see_wish(&state.0);
        self.see_needs(&state.0);
        self.see_errand(&state.0);
        self.see_returning(&state.0);
        if self.stranded.get() {
            return;
        }
        if !state.2.elsewhere && matches!(state.1, Keeping::Store(_)) {
            self.restoring.set(false);
        }
        self.see_apart(state);
        // What was done before the page knew that another tab is to write the project.
        let yields = self.yields.get() && state.2.elsewhere;
        // What could not be written is tried again when there is more to write, or after a while.
        let tried = self.tried.get() == Some(state.0.revision());
        match state.1 {
            Keeping::Store(_) | Keeping::Nowhere => {}
            Keeping::Elsewhere(_) if yields || self.lending.borrow().borrows() => {}
            Keeping::Failing(..) if !tried => {}
            _ => return,
        }
        let shares = if yields { Shares::default() } else { state.2.clone() };
        self.now.replace(Some((state.0.clone(), shares)));
        let nowhere = matches!(state.1, Keeping::Nowhere);
        let may = self.lock.borrow().is_some() || self.lending.borrow().borrows();
        if self.writing.get() || self.has_lost() && !self.robbed.get() {
            return;
        }
        if !nowhere && !may {
            return self.let_go();
        }
        self.writing.set(true);
        let keeper = self.clone();
        spawn_local(async move {
            while let Some((now, shares)) = keeper.now.take() {
                // Another may write there by now.
                if keeper.has_lost() || !keeper.write(&now, &shares, nowhere).await {
                    break;
                }
            }
            keeper.writing.set(false);
            keeper.let_go();
            keeper.settle_apart();
        });
    }
}

/// Keeps the work in the browser's store, unless `nowhere`.
#[hook]
pub fn use_keeper(state: &UseReducerHandle<State>, desk: &Desk, nowhere: bool) -> Rc<Keeper> {
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
    keeper
}
