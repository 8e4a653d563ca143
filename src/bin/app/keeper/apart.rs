//! Documents that are written in another tab than their project: lent by the tab that writes the project, borrowed by the one that
//! has them on screen, and given back.
//!
//! Who borrows a document first holds its lock, then asks whoever writes the project; that one writes what it still has of it, says
//! so, and waits for the lock: it has the document back when the borrower lets go or is gone, however it went. Nothing of a
//! document is ever written by two.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use tagline::workspace::{Command, Notice, Workspace};
use wasm_bindgen_futures::spawn_local;

use super::{COURTESY, Keeper};
use crate::browser::tabs::{self, Asking, Lock, Right, Word};
use crate::desk::{Ids, Keep, Shares, State};

/// How far a document is that another tab writes, while this one writes the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It is edited here no more, and not all of it is written yet.
    Going,
    /// Another tab writes it.
    Gone,
    /// It is read again.
    Coming,
}

#[derive(Debug)]
struct Away {
    id: Rc<str>,
    stage: Stage,
}

/// A document that this tab writes, while another one writes the project.
struct Own {
    id: Rc<str>,
    /// Whether it goes back once it is written.
    leaves: bool,
    _lock: Lock,
}

/// A document that is asked for.
struct Asked {
    number: u32,
    id: Rc<str>,
    insists: bool,
    lock: Option<Lock>,
}

/// What is lent and borrowed; by the documents' numbers.
#[derive(Default)]
pub(super) struct Lending {
    away: BTreeMap<u32, Away>,
    own: BTreeMap<u32, Own>,
    asked: Option<Asked>,
    /// The document on screen that was asked for already.
    tried: Option<u32>,
    /// Asked for while they were coming, and whether that was insisted on.
    again: Vec<(u32, bool)>,
    /// What of the project this tab writes, as the page last had it.
    shares: Shares,
}

impl Lending {
    /// Whether this tab writes the document of that id into the store.
    pub fn writes(&self, shares: &Shares, id: &str) -> bool {
        if shares.elsewhere {
            // Not before the page has it as it was lent.
            self.own.values().any(|own| *own.id == *id && (own.leaves || shares.apart.contains(id)))
        } else {
            !self.away.values().any(|away| away.stage != Stage::Going && *away.id == *id)
        }
    }

    /// Whether another tab writes the document of that number, or is about to.
    pub fn is_away(&self, number: u32) -> bool {
        self.away.contains_key(&number)
    }

    /// Whether other tabs write some of the documents.
    pub fn lends(&self) -> bool {
        !self.away.is_empty()
    }

    /// Whether this tab writes some, while another one writes the project.
    pub fn borrows(&self) -> bool {
        !self.own.is_empty()
    }

    /// Whether this tab writes the document of that number, while another one writes the project.
    pub fn has(&self, number: u32) -> bool {
        self.own.contains_key(&number)
    }

    /// The documents that this tab writes, while another one writes the project.
    pub fn own_ids(&self) -> Vec<Rc<str>> {
        self.own.values().map(|own| own.id.clone()).collect()
    }

    /// The documents for which it is the other way round than for the project, as the page has to know it.
    fn apart(&self) -> Ids {
        let away = self.away.values().filter(|away| away.stage != Stage::Coming).map(|away| &away.id);
        let own = self.own.values().filter(|own| !own.leaves).map(|own| &own.id);
        Rc::new(away.chain(own).cloned().collect::<BTreeSet<_>>())
    }
}

impl Keeper {
    /// Borrows the document on screen where another tab writes the project, and gives back those that are off screen.
    pub(super) fn see_apart(self: &Rc<Keeper>, state: &State) {
        let mut wanted = None;
        let mut changed = false;
        {
            let mut lending = self.lending.borrow_mut();
            let lending = &mut *lending;
            lending.shares = state.2.clone();
            if state.2.elsewhere {
                let shown = state.0.current().filter(|_| state.0.view().shows_document());
                let number = shown.and_then(|open| self.number_of(&open.document().id));
                for (_, own) in lending.own.iter_mut().filter(|(own, _)| Some(**own) != number) {
                    changed |= !std::mem::replace(&mut own.leaves, true);
                }
                if lending.tried != number {
                    lending.tried = None;
                    let free = |number: &u32| lending.asked.is_none() && !lending.own.contains_key(number);
                    wanted = number.filter(free);
                }
                lending.tried = lending.tried.or(wanted);
            } else {
                // Who writes the project needs no right of its own for a document.
                lending.own.clear();
                lending.asked = None;
                lending.tried = None;
            }
        }
        if changed {
            self.tell_apart();
        }
        if let Some(number) = wanted {
            self.borrow(number, false);
        }
        self.settle_apart();
    }

    fn number_of(&self, id: &Rc<str>) -> Option<u32> {
        self.known.borrow().held.get(id).map(|held| held.number)
    }

    fn id_of(&self, number: u32) -> Option<Rc<str>> {
        let known = self.known.borrow();
        let shelf = known.shelf.borrow();
        shelf.slot(number).and_then(|slot| shelf.id(slot).map(Rc::from))
    }

    fn tell_apart(&self) {
        let apart = self.lending.borrow().apart();
        self.desk.tell(Keep::Apart(apart));
    }

    fn say(&self, word: &Word) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.say(word, self.project.get());
        }
    }

    /// Has the document on screen written in this tab.
    pub fn edit_here(self: &Rc<Keeper>) {
        let latest = self.latest.borrow().clone();
        let number =
            latest.as_ref().and_then(Workspace::current).and_then(|open| self.number_of(&open.document().id));
        let Some(number) = number else { return };
        if self.lock.borrow().is_none() {
            self.borrow(number, true);
            return;
        }
        self.say(&Word::Return(number));
        let keeper = self.clone();
        let late = move || {
            // Who has it does not answer, and is not waited for.
            if keeper.lending.borrow().away.get(&number).is_some_and(|away| away.stage == Stage::Gone) {
                keeper.take_back(number, Asking::Taking);
            }
        };
        Timeout::new(COURTESY, late).forget();
    }

    fn borrow(self: &Rc<Keeper>, number: u32, insists: bool) {
        let Some(id) = self.id_of(number) else { return };
        self.lending.borrow_mut().asked = Some(Asked { number, id, insists, lock: None });
        if insists {
            self.say(&Word::Return(number));
        }
        let right = Right::Document(self.project.get(), number);
        let project = self.project.get();
        let ask = move |keeper: &Rc<Keeper>, asking| {
            let (got, lost) = (keeper.clone(), Rc::downgrade(keeper));
            let got = move |lock: Option<Lock>| {
                if got.project.get() == project {
                    got.has_lock(number, lock);
                }
            };
            let lost = move || {
                if let Some(keeper) = lost.upgrade() {
                    keeper.lose(number);
                }
            };
            tabs::lock(right, asking, got, lost);
        };
        ask(self, if insists { Asking::Waiting } else { Asking::IfFree });
        let keeper = self.clone();
        let late = move || {
            let without_lock = keeper.asks_for(number).map(|asked| asked.1);
            match without_lock {
                Some(true) if insists => {
                    ask(&keeper, Asking::Taking);
                    let keeper = keeper.clone();
                    Timeout::new(COURTESY, move || keeper.not_lent(number)).forget();
                }
                Some(_) => keeper.not_lent(number),
                None => {}
            }
        };
        Timeout::new(COURTESY, late).forget();
    }

    /// Whether that document is asked for, and if so whether this is insisted on and its lock is still to come.
    fn asks_for(&self, number: u32) -> Option<(bool, bool)> {
        let lending = self.lending.borrow();
        let asked = lending.asked.as_ref().filter(|asked| asked.number == number)?;
        Some((asked.insists, asked.lock.is_none()))
    }

    fn has_lock(self: &Rc<Keeper>, number: u32, lock: Option<Lock>) {
        let Some((insists, true)) = self.asks_for(number) else { return };
        let Some(lock) = lock else { return self.not_lent(number) };
        if let Some(asked) = &mut self.lending.borrow_mut().asked {
            asked.lock = Some(lock);
        }
        self.say(&if insists { Word::Want(number) } else { Word::Borrow(number) });
    }

    /// Goes on without a document that was asked for.
    pub(super) fn not_lent(&self, number: u32) {
        let Some((insists, _)) = self.asks_for(number) else { return };
        self.lending.borrow_mut().asked = None;
        if insists {
            let lines = vec![
                "The tab that writes this project does not give it away now: it is busy with many documents, or does not answer."
                    .to_owned(),
                "Try again, or take over the whole project on the Projects screen. Nothing has changed.".to_owned(),
            ];
            let title = "This document cannot be edited here yet".to_owned();
            self.desk.send(Command::Tell(Notice { title, lines, failed: true }));
        }
        // Another may be on screen by now.
        self.desk.tell(Keep::Again);
    }

    /// Writes a document from now on that the tab that writes the project has lent.
    pub(super) fn is_lent(self: &Rc<Keeper>, number: u32) {
        if self.asks_for(number).is_none_or(|(_, without_lock)| without_lock) {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            let renewed = keeper.renew(&[number]).await;
            let asked = keeper.lending.borrow_mut().asked.take_if(|asked| asked.number == number);
            let Some(Asked { id, lock: Some(lock), .. }) = asked else { return };
            if renewed && keeper.lock.borrow().is_none() {
                let own = Own { id, leaves: false, _lock: lock };
                keeper.lending.borrow_mut().own.insert(number, own);
                keeper.tell_apart();
            }
            keeper.desk.tell(Keep::Again);
        });
    }

    /// Gives back a document that another tab wants.
    pub(super) fn give_back(&self, number: u32) {
        let leaves = {
            let mut lending = self.lending.borrow_mut();
            lending.own.get_mut(&number).is_some_and(|own| !std::mem::replace(&mut own.leaves, true))
        };
        if leaves {
            self.tell_apart();
        }
    }

    /// Another tab has taken a document away.
    fn lose(self: &Rc<Keeper>, number: u32) {
        self.lending.borrow_mut().asked.take_if(|asked| asked.number == number);
        let Some(own) = self.lending.borrow_mut().own.remove(&number) else { return };
        self.tell_apart();
        if self.is_written(&own.id) {
            self.is_due(vec![number]);
        } else {
            self.failing.set(true);
            let why =
                "another tab writes this document now, and these changes are not in the store. Download them";
            self.desk.tell(Keep::Failed(why.into()));
        }
    }

    /// Lends a document to another tab that asks for it.
    pub(super) fn lend(self: &Rc<Keeper>, number: u32, insists: bool) {
        let latest = self.latest.borrow().clone();
        let stage = self.lending.borrow().away.get(&number).map(|away| away.stage);
        match (stage, self.id_of(number), latest) {
            (Some(Stage::Gone), ..) => self.say(&Word::Lent(number)),
            (Some(Stage::Going), ..) => {}
            (Some(Stage::Coming), ..) => self.lending.borrow_mut().again.push((number, insists)),
            (None, Some(id), Some(now)) => {
                let is_shown =
                    now.view().shows_document() && now.current().is_some_and(|open| open.document().id == id);
                let is_busy = self.failing.get() || self.running.get().is_some() || self.returning.get();
                if is_busy || !insists && (is_shown || now.is_worked_on(&id)) {
                    self.say(&Word::Kept(number));
                    return;
                }
                self.lending.borrow_mut().away.insert(number, Away { id, stage: Stage::Going });
                self.tell_apart();
            }
            (None, ..) => self.say(&Word::Kept(number)),
        }
    }

    /// Lets go what is written, and writes what has come back.
    pub(super) fn settle_apart(self: &Rc<Keeper>) {
        if self.writing.get() {
            return;
        }
        let is_apart = |id: &Rc<str>| self.lending.borrow().shares.apart.contains(id);
        let (mut gone, mut back) = (Vec::new(), Vec::new());
        let away: Vec<(u32, Rc<str>, Stage)> = {
            let lending = self.lending.borrow();
            lending.away.iter().map(|(number, away)| (*number, away.id.clone(), away.stage)).collect()
        };
        for (number, id, stage) in away {
            match stage {
                Stage::Going if is_apart(&id) && self.is_written(&id) => gone.push(number),
                Stage::Coming if !is_apart(&id) => back.push(number),
                _ => {}
            }
        }
        for number in gone {
            if let Some(away) = self.lending.borrow_mut().away.get_mut(&number) {
                away.stage = Stage::Gone;
            }
            self.say(&Word::Lent(number));
            self.take_back(number, Asking::Waiting);
        }
        for number in back {
            let again = {
                let mut lending = self.lending.borrow_mut();
                lending.away.remove(&number);
                let (now, later) =
                    std::mem::take(&mut lending.again).into_iter().partition(|(one, _)| *one == number);
                lending.again = later;
                let now: Vec<(u32, bool)> = now;
                now
            };
            again.into_iter().for_each(|(number, insists)| self.lend(number, insists));
        }
        let leaving: Vec<(u32, Rc<str>)> = {
            let lending = self.lending.borrow();
            let leaving = lending.own.iter().filter(|(_, own)| own.leaves);
            leaving.map(|(number, own)| (*number, own.id.clone())).collect()
        };
        for (number, id) in leaving {
            if !is_apart(&id) && self.is_written(&id) {
                self.lending.borrow_mut().own.remove(&number);
                self.desk.tell(Keep::Again);
            }
        }
    }

    /// Whether the store has a document as the page last had it.
    fn is_written(&self, id: &Rc<str>) -> bool {
        let latest = self.latest.borrow();
        let mut documents = latest.iter().flat_map(|now| now.documents());
        let Some(open) = documents.find(|open| open.document().id == *id) else { return true };
        let known = self.known.borrow();
        known.held.get(id).is_some_and(|held| open.moment().since(Some(&held.moment)).is_none())
    }

    /// Whether the store has all that this tab borrowed, as the page last had it.
    pub(super) fn has_written_own(&self) -> bool {
        self.lending.borrow().own_ids().iter().all(|id| self.is_written(id))
    }

    /// Has a document back as soon as nobody has its lock.
    fn take_back(self: &Rc<Keeper>, number: u32, asking: Asking) {
        let (keeper, project) = (self.clone(), self.project.get());
        let got = move |lock: Option<Lock>| {
            drop(lock);
            if keeper.project.get() != project || keeper.lock.borrow().is_none() {
                return;
            }
            {
                let mut lending = keeper.lending.borrow_mut();
                let Some(away) = lending.away.get_mut(&number).filter(|away| away.stage == Stage::Gone)
                else {
                    return;
                };
                away.stage = Stage::Coming;
            }
            let keeper = keeper.clone();
            spawn_local(async move {
                if keeper.renew(&[number]).await {
                    keeper.tell_apart();
                } else if let Some(away) = keeper.lending.borrow_mut().away.get_mut(&number) {
                    // It cannot be read: it is not written either.
                    away.stage = Stage::Gone;
                }
            });
        };
        tabs::lock(Right::Document(self.project.get(), number), asking, got, || {});
    }

    /// Takes note of what other tabs write, when this one begins to write the project; tells the page.
    pub(super) async fn find_apart(self: &Rc<Keeper>) -> Ids {
        let project = self.project.get();
        let held = tabs::apart(project).await;
        let mut lending = self.lending.borrow_mut();
        lending.away = held
            .into_iter()
            .filter(|number| !lending.own.contains_key(number))
            .filter_map(|number| Some((number, Away { id: self.id_of(number)?, stage: Stage::Gone })))
            .collect();
        Rc::new(lending.away.values().map(|away| away.id.clone()).collect::<BTreeSet<_>>())
    }

    /// Waits for the documents that other tabs write.
    pub(super) fn await_apart(self: &Rc<Keeper>) {
        let numbers: Vec<u32> = self.lending.borrow().away.keys().copied().collect();
        numbers.into_iter().for_each(|number| self.take_back(number, Asking::Waiting));
    }
}
