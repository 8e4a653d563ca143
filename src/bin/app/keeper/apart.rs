//! Documents that are written in another tab than their project: lent by the tab that writes the project, borrowed by the one that
//! has them on screen, and given back.
//!
//! Who borrows a document first holds its lock, then asks whoever writes the project; that one writes what it still has of it, says
//! so, and waits for the lock: it has the document back when the borrower lets go or is gone, however it went. Nothing of a
//! document is ever written by two.

mod borrow;
mod lend;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Keeper;
use crate::browser::tabs::{Asking, Lock, Word};
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
    /// Which of all loans it is.
    loan: u32,
}

/// A document that this tab writes, while another one writes the project.
struct Own {
    id: Rc<str>,
    /// Whether it goes back once it is written.
    leaves: bool,
    /// The right to write it, until it is taken away.
    lock: Option<Lock>,
}

/// A document that is asked for.
struct Asked {
    number: u32,
    id: Rc<str>,
    insists: bool,
    lock: Option<Lock>,
    /// Which of all loans it would be.
    loan: u32,
}

/// What is lent and borrowed; by the documents' numbers.
#[derive(Default)]
pub(super) struct Lending {
    away: BTreeMap<u32, Away>,
    loans: u32,
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
    /// Takes note of a document that another tab writes, or is about to.
    fn goes(&mut self, number: u32, id: Rc<str>, stage: Stage) {
        let loan = self.next_loan();
        self.away.insert(number, Away { id, stage, loan });
    }

    /// Nothing is lent or borrowed any more. Loans are not counted anew: some may still be waited for.
    pub fn end(&mut self) {
        *self = Lending { loans: self.loans, ..Lending::default() };
    }

    fn next_loan(&mut self) -> u32 {
        self.loans = self.loans.wrapping_add(1);
        self.loans
    }

    /// Which loan it is that another tab has that document by.
    fn loan(&self, number: u32) -> Option<u32> {
        self.away.get(&number).filter(|away| away.stage != Stage::Coming).map(|away| away.loan)
    }

    /// Whether this tab writes the document of that id into the store.
    pub fn writes(&self, shares: &Shares, id: &str) -> bool {
        if shares.elsewhere {
            // Not before the page has it as it was lent.
            let is_it = |own: &&Own| *own.id == *id && own.lock.is_some();
            self.own.values().find(is_it).is_some_and(|own| own.leaves || shares.apart.contains(id))
        } else {
            !self.away.values().any(|away| away.stage != Stage::Going && *away.id == *id)
        }
    }

    /// Whether another tab writes the document of that number, or is about to.
    pub fn is_away(&self, number: u32) -> bool {
        self.away.contains_key(&number)
    }

    /// Whether another tab writes it, and this one does not yet read it again to go on with it.
    pub fn is_gone(&self, number: u32) -> bool {
        self.away.get(&number).is_some_and(|away| away.stage == Stage::Gone)
    }

    /// Whether other tabs write some of the documents.
    pub fn lends(&self) -> bool {
        !self.away.is_empty()
    }

    /// Whether the page knows that another tab writes the project.
    pub fn is_told_elsewhere(&self) -> bool {
        self.shares.elsewhere
    }

    /// Whether another tab has taken one of these away, of which the page does not know yet.
    pub fn has_lost(&self) -> bool {
        self.own.values().any(|own| own.lock.is_none())
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
            if state.2.elsewhere && !self.yields.get() {
                // What can only be read is not borrowed to be written.
                let shown = state.0.current().filter(|_| state.0.view().shows_document());
                let shown = shown.filter(|open| open.unreadable().is_none());
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

    pub(super) fn id_of(&self, number: u32) -> Option<Rc<str>> {
        let known = self.known.borrow();
        let shelf = known.shelf.borrow();
        shelf.slot(number).and_then(|slot| shelf.id(slot).map(Rc::from))
    }

    /// Not while the project is given away: it would mean the opposite to the page.
    fn tell_apart(&self) {
        if self.yields.get() {
            return;
        }
        let apart = self.lending.borrow().apart();
        self.desk.tell(Keep::Apart(apart));
    }

    /// Says something of this project to the other tabs.
    pub(super) fn say(&self, word: &Word) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.say(word, self.project.get());
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
                Stage::Coming if !is_apart(&id) && !self.yields.get() => back.push(number),
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
            self.lending.borrow_mut().away.remove(&number);
        }
        self.lend_later();
        let leaving: Vec<(u32, Rc<str>)> = {
            let lending = self.lending.borrow();
            let leaving = lending.own.iter().filter(|(_, own)| own.leaves);
            leaving.map(|(number, own)| (*number, own.id.clone())).collect()
        };
        for (number, id) in leaving {
            let is_written = self.is_written(&id);
            let has_lock = self.lending.borrow().own.get(&number).map(|own| own.lock.is_some());
            let Some(has_lock) = has_lock else { continue };
            if is_apart(&id) || has_lock && !is_written {
                continue;
            }
            self.lending.borrow_mut().own.remove(&number);
            match (has_lock, is_written) {
                (true, _) => self.desk.tell(Keep::Again),
                (false, true) => self.is_due(vec![number]),
                (false, false) => return self.strand("document"),
            }
        }
    }

    /// Whether the store has a document as the page last had it.
    fn is_written(&self, id: &Rc<str>) -> bool {
        let latest = self.latest.borrow();
        let mut documents = latest.iter().flat_map(|now| now.documents());
        let Some(open) = documents.find(|open| open.document().id == *id) else { return true };
        let known = self.known.borrow();
        open.unreadable().is_some()
            || known.held.get(id).is_some_and(|held| open.moment().since(Some(&held.moment)).is_none())
    }

    /// Whether the store has all that this tab borrowed, as the page last had it.
    pub(super) fn has_written_own(&self) -> bool {
        self.lending.borrow().own_ids().iter().all(|id| self.is_written(id))
    }
}
