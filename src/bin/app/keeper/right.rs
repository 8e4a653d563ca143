//! The right to write the project, which one tab has at a time: asked for, given to another that asks, or taken away.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::{COURTESY, Keeper};
use crate::browser::early::Early;
use crate::browser::store::Opened;
use crate::browser::tabs::{self, Asking, Lock, Right, Word};
use crate::desk::{Ids, Keep};

/// After how long it is looked again whether the right was given away, in milliseconds.
const SOON: u32 = 50;

impl Keeper {
    /// Goes on with what was asked for early, if that came to anything.
    pub(super) async fn take_up(self: &Rc<Keeper>, early: Option<Early>) {
        let Some(early) = early else { return self.ask(Asking::IfFree) };
        let Some(held) = early.right().await else { return self.ask(Asking::IfFree) };
        let turn = self.next_turn();
        self.restoring.set(true);
        self.holding.set(turn);
        self.lock.replace(Some(Lock::of(held, self.when_lost(turn))));
        self.read(true, early.read().await.as_ref().and_then(Opened::of)).await;
    }

    /// What was asked for before is of no interest any more, and what it gets is given back.
    pub(super) fn next_turn(&self) -> u32 {
        let turn = self.asking.get().wrapping_add(1);
        self.asking.set(turn);
        turn
    }

    /// What is done where the right that was asked for at that turn is taken away.
    fn when_lost(self: &Rc<Keeper>, turn: u32) -> impl FnOnce() + 'static {
        let keeper = Rc::downgrade(self);
        move || {
            let holds = |keeper: &Rc<Keeper>| keeper.holding.get() == turn && keeper.lock.borrow().is_some();
            if let Some(keeper) = keeper.upgrade().filter(holds) {
                // Taken away while it did not answer.
                keeper.robbed.set(true);
                keeper.lock.take();
                keeper.let_go();
            }
        }
    }

    /// Asks for the right to write, and reads what is there.
    pub(super) fn ask(self: &Rc<Keeper>, asking: Asking) {
        let got = self.clone();
        let turn = self.next_turn();
        tabs::lock(
            Right::Project(self.project.get()),
            asking,
            move |lock| {
                if got.asking.get() != turn {
                    // Given back: an earlier or a later one has it.
                    return;
                }
                let writes = lock.is_some();
                got.restoring.set(writes);
                got.holding.set(turn);
                got.lock.replace(lock);
                if !writes && asking == Asking::IfFree {
                    // This tab's turn comes when the other one is gone. Who was refused while it waited would be so again, at
                    // once and for ever: its page is gone, and only its program goes on.
                    got.ask(Asking::Waiting);
                }
                spawn_local(async move { got.read(writes, None).await });
            },
            self.when_lost(turn),
        );
    }

    /// Has this tab write from now on: whoever writes is asked, and if it does not answer it is not waited for.
    pub fn take_over(self: &Rc<Keeper>) {
        if self.is_yielding(Keeper::take_over) || self.lock.borrow().is_some() {
            return;
        }
        self.say(&Word::Ask);
        self.ask(Asking::Waiting);
        let (keeper, turn) = (self.clone(), self.asking.get());
        let late = move || {
            // It may have had it meanwhile, and given it to another that asked.
            if keeper.asking.get() == turn && keeper.lock.borrow().is_none() {
                keeper.ask(Asking::Taking);
            }
        };
        Timeout::new(COURTESY, late).forget();
    }

    /// Whether it is about to give the right away, as the page knows already: then `what` a person asks for is done after that.
    pub(super) fn is_yielding(self: &Rc<Keeper>, what: fn(&Rc<Keeper>)) -> bool {
        let yields = self.yields.get();
        if yields {
            let keeper = self.clone();
            Timeout::new(SOON, move || what(&keeper)).forget();
        }
        yields
    }

    /// Whether another tab has taken a right away of which the page does not know yet.
    pub(super) fn has_lost(&self) -> bool {
        self.robbed.get() || self.lending.borrow().has_lost()
    }

    /// Lets another tab write once nothing is edited here any more and everything is written, and shows what that one writes. What
    /// the store could not take stays here, to be downloaded.
    pub(super) fn let_go(self: &Rc<Keeper>) {
        let is_robbed = self.robbed.get();
        if self.writing.get() || !is_robbed && (!self.asked.get() || self.restoring.get()) {
            return;
        }
        let has_edited = !self.restoring.get() || self.lending.borrow().borrows();
        if has_edited && !self.failing.get() {
            if !self.yields.replace(true) {
                self.desk.tell(Keep::Elsewhere);
            }
            // What was done before the page knows is still to be written.
            if !self.lending.borrow().is_told_elsewhere() || self.unsaved() > 0 && !is_robbed {
                return;
            }
        }
        self.passes_on();
        if self.failing.get() || has_edited && self.unsaved() > 0 {
            self.strand("project");
        } else {
            self.lending.borrow_mut().end();
            self.due.borrow_mut().1 = true;
            self.ask(Asking::Waiting);
            self.is_due(Vec::new());
        }
    }

    /// Has the right no more, and what other tabs wanted of it is done.
    pub(super) fn passes_on(&self) {
        for state in [&self.asked, &self.robbed, &self.yields, &self.restoring] {
            state.set(false);
        }
        self.lock.take();
    }

    /// Keeps what can't be written any more, since another tab does, to be downloaded. Nothing is shown in its place.
    pub(super) fn strand(&self, what: &str) {
        self.failing.set(true);
        self.stranded.set(true);
        let why = format!(
            "another tab writes this {what} now, and these changes are not in the store. Download them"
        );
        self.desk.tell(Keep::Failed(why.into()));
        // What was asked for is given back when it comes.
        self.next_turn();
        self.lock.take();
        self.lending.borrow_mut().end();
        self.desk.tell(Keep::Apart(Ids::default()));
    }
}
