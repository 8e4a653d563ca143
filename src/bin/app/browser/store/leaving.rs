//! Reading that a page leaves unfinished is given up by the page itself. WebKit (2.50) may else forget to end it, and whatever is to
//! be written from then on waits for it until the browser is closed.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use idb::Transaction;
use wasm_bindgen::JsCast;
use web_sys::{IdbTransaction, PageTransitionEvent};

type All = Rc<RefCell<BTreeMap<u32, IdbTransaction>>>;

/// What is being read.
pub(super) struct Unfinished {
    all: All,
    next: Cell<u32>,
    _left: EventListener,
}

/// A transaction that reads; over, as far as the page is concerned, when it is dropped.
pub(super) struct Reading {
    transaction: Transaction,
    number: u32,
    all: All,
}

impl Unfinished {
    /// Nothing yet; from now on what is noted is given up when the page is left for good.
    pub fn watched() -> Unfinished {
        let all = All::default();
        let left = {
            let all = all.clone();
            EventListener::new(&window(), "pagehide", move |event| {
                // A page that is kept to come back to goes on reading then.
                if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
                    return;
                }
                for transaction in all.take().into_values() {
                    // Refused where it is over just now.
                    let _ = transaction.abort();
                }
            })
        };
        Unfinished { all, next: Cell::new(0), _left: left }
    }

    /// Notes a transaction that reads.
    pub fn note(&self, transaction: IdbTransaction) -> Reading {
        let number = self.next.get();
        self.next.set(number.wrapping_add(1));
        self.all.borrow_mut().insert(number, transaction.clone());
        Reading { transaction: Transaction::from(transaction), number, all: self.all.clone() }
    }
}

impl Deref for Reading {
    type Target = Transaction;

    fn deref(&self) -> &Transaction {
        &self.transaction
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.all.borrow_mut().remove(&self.number);
    }
}
