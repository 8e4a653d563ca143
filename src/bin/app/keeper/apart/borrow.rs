//! Borrowing a document from the tab that writes its project, and giving it back.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use tagline::workspace::{Command, Notice, Workspace};
use wasm_bindgen_futures::spawn_local;

use super::super::{COURTESY, Keeper};
use super::{Asked, Own};
use crate::browser::tabs::{self, Asking, Lock, Right, Word};
use crate::desk::Keep;

impl Keeper {
    /// Has the document on screen written in this tab.
    pub fn edit_here(self: &Rc<Keeper>) {
        if self.is_yielding(Keeper::edit_here) {
            return;
        }
        let latest = self.latest.borrow().clone();
        let number =
            latest.as_ref().and_then(Workspace::current).and_then(|open| self.number_of(&open.document().id));
        let Some(number) = number else { return };
        if self.lock.borrow().is_none() {
            self.borrow(number, true);
            return;
        }
        let Some(loan) = self.lending.borrow().loan(number) else { return };
        self.say(&Word::Return(number));
        let keeper = self.clone();
        let late = move || {
            // Who has it does not answer, and is not waited for. Another may have it by now, who was not asked.
            let still = keeper.lending.borrow().loan(number) == Some(loan);
            if still {
                keeper.take_back(number, Asking::Taking);
            }
        };
        Timeout::new(COURTESY, late).forget();
    }

    pub(super) fn borrow(self: &Rc<Keeper>, number: u32, insists: bool) {
        let Some(id) = self.id_of(number) else { return };
        let loan = {
            let mut lending = self.lending.borrow_mut();
            let loan = lending.next_loan();
            lending.asked = Some(Asked { number, id, insists, lock: None, loan });
            loan
        };
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
            // It may have been asked for once more since.
            let is_it = {
                let keeper = keeper.clone();
                move || keeper.lending.borrow().asked.as_ref().is_some_and(|asked| asked.loan == loan)
            };
            let without_lock = keeper.asks_for(number).filter(|_| is_it()).map(|asked| asked.1);
            match without_lock {
                Some(true) if insists => {
                    ask(&keeper, Asking::Taking);
                    let keeper = keeper.clone();
                    let given_up = move || {
                        if is_it() {
                            keeper.not_lent(number);
                        }
                    };
                    Timeout::new(COURTESY, given_up).forget();
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
    pub(in super::super) fn not_lent(&self, number: u32) {
        let Some((insists, _)) = self.asks_for(number) else { return };
        self.lending.borrow_mut().asked = None;
        self.tell_not_lent(insists);
        // Another may be on screen by now.
        self.desk.tell(Keep::Again);
    }

    fn tell_not_lent(&self, insists: bool) {
        if insists {
            let lines = vec![
                "The tab that writes this project does not give it away now: it is busy with many documents, or does not answer."
                    .to_owned(),
                "Try again, or take over the whole project on the Projects screen. Nothing has changed.".to_owned(),
            ];
            let title = "This document cannot be edited here yet".to_owned();
            self.desk.send(Command::Tell(Notice { title, lines, failed: true }));
        }
    }

    /// Writes a document from now on that the tab that writes the project has lent.
    pub(in super::super) fn is_lent(self: &Rc<Keeper>, number: u32) {
        if self.asks_for(number).is_none_or(|(_, without_lock)| without_lock) {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            let renewed = keeper.renew(&[number], |_| true).await.documents;
            // One that was insisted on meanwhile waits for its own lock.
            let is_it = |asked: &mut Asked| asked.number == number && asked.lock.is_some();
            let asked = keeper.lending.borrow_mut().asked.take_if(is_it);
            let Some(Asked { id, lock: Some(lock), insists, .. }) = asked else { return };
            if keeper.lock.borrow().is_some() {
                // It has the whole project by now.
            } else if !renewed {
                keeper.tell_not_lent(insists);
            } else {
                let own = Own { id, leaves: false, lock: Some(lock) };
                keeper.lending.borrow_mut().own.insert(number, own);
                keeper.tell_apart();
            }
            keeper.desk.tell(Keep::Again);
        });
    }

    /// Gives back a document that another tab wants.
    pub(in super::super) fn give_back(&self, number: u32) {
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
        self.not_lent(number);
        let had = {
            let mut lending = self.lending.borrow_mut();
            let own = lending.own.get_mut(&number);
            own.map(|own| {
                own.leaves = true;
                drop(own.lock.take());
            })
        };
        // What was done until the page knows is looked at then.
        if had.is_some() {
            self.tell_apart();
        }
    }
}
