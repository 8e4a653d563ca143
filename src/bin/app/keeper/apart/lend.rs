//! Lending documents to other tabs, and having them back.

use std::collections::BTreeSet;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::super::Keeper;
use super::Stage;
use crate::browser::tabs::{self, Asking, Lock, Right, Word};
use crate::desk::Ids;

impl Keeper {
    /// Lends a document to another tab that asks for it.
    pub(in super::super) fn lend(self: &Rc<Keeper>, number: u32, insists: bool) {
        if self.yields.get() {
            self.say(&Word::Kept(number));
            return;
        }
        if self.restoring.get() {
            self.lending.borrow_mut().again.push((number, insists));
            return;
        }
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
                self.lending.borrow_mut().goes(number, id, Stage::Going);
                self.tell_apart();
            }
            (None, ..) => self.say(&Word::Kept(number)),
        }
    }

    /// Has a document back as soon as nobody has its lock.
    pub(super) fn take_back(self: &Rc<Keeper>, number: u32, asking: Asking) {
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
                if keeper.renew(&[number], |_| true).await.documents {
                    keeper.tell_apart();
                } else if let Some(away) = keeper.lending.borrow_mut().away.get_mut(&number) {
                    // It cannot be read: it is not written either.
                    away.stage = Stage::Gone;
                }
            });
        };
        tabs::lock(Right::Document(self.project.get(), number), asking, got, || {});
    }

    /// Takes note of what other tabs write, by number, when this one begins to write the project; gives it as the page is told.
    pub(in super::super) fn note_apart(self: &Rc<Keeper>, held: Vec<u32>) -> Ids {
        let mut lending = self.lending.borrow_mut();
        lending.away.clear();
        for number in held {
            if let Some(id) = self.id_of(number).filter(|_| !lending.own.contains_key(&number)) {
                lending.goes(number, id, Stage::Gone);
            }
        }
        Rc::new(lending.away.values().map(|away| away.id.clone()).collect::<BTreeSet<_>>())
    }

    /// Lends what was asked for before this tab had the project, or that document, as it writes it.
    pub(super) fn lend_later(self: &Rc<Keeper>) {
        if self.restoring.get() || self.lock.borrow().is_none() {
            return;
        }
        let due: Vec<(u32, bool)> = {
            let mut lending = self.lending.borrow_mut();
            let again = std::mem::take(&mut lending.again);
            let is_coming =
                |number: &u32| lending.away.get(number).is_some_and(|away| away.stage == Stage::Coming);
            let (later, now) = again.into_iter().partition(|(number, _)| is_coming(number));
            lending.again = later;
            now
        };
        due.into_iter().for_each(|(number, insists)| self.lend(number, insists));
    }

    /// Waits for the documents that other tabs write.
    pub(in super::super) fn await_apart(self: &Rc<Keeper>) {
        let numbers: Vec<u32> = self.lending.borrow().away.keys().copied().collect();
        numbers.into_iter().for_each(|number| self.take_back(number, Asking::Waiting));
    }
}
