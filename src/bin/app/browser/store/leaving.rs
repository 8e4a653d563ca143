//! A page that is left gives up what it is reading. WebKit (2.50) may keep the page to come back to, with its transactions under
//! way, and whatever is to be written from then on would wait for them. One that has been kept so begins anew when it is shown
//! again: its right to write has passed on, too.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use web_sys::{IdbTransaction, PageTransitionEvent};

use crate::browser::page;

/// So many transactions are never under way at once.
const KEPT: usize = 64;

/// The transactions that may not be over yet: one has answered before it is.
pub(super) struct Unfinished {
    last: Rc<RefCell<VecDeque<IdbTransaction>>>,
    _listening: [EventListener; 2],
}

impl Unfinished {
    /// None yet; from now on those that are noted are given up when the page is left.
    pub fn watched() -> Unfinished {
        let last: Rc<RefCell<VecDeque<IdbTransaction>>> = Rc::default();
        let left = {
            let last = last.clone();
            EventListener::new(&window(), "pagehide", move |_| {
                for transaction in last.take() {
                    // Refused where it is over.
                    let _ = transaction.abort();
                }
            })
        };
        let shown = EventListener::new(&window(), "pageshow", |event| {
            let kept = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
            // What the store does not have would be lost.
            if kept && page::of_body("data-saved").as_deref() == Some("true") {
                let _ = window().location().reload();
            }
        });
        Unfinished { last, _listening: [left, shown] }
    }

    /// Notes a transaction that reads.
    pub fn note(&self, transaction: IdbTransaction) {
        let mut last = self.last.borrow_mut();
        last.push_back(transaction);
        let over = last.len().saturating_sub(KEPT);
        last.drain(..over);
    }
}
