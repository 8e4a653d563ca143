//! Which of several readings of a document is the newest. They take several steps each, beside one another, and may come to an end
//! in any order: what an earlier one read must not be shown, or written on, in place of what a later one did.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// The readings of a project's documents, in the order in which they began.
#[derive(Default)]
pub(super) struct Readings {
    last: Cell<u64>,
    /// Of each document that was read again, the newest reading that was gone on with.
    taken: RefCell<HashMap<u32, u64>>,
    /// After which reading other tabs said that they had written a document, or said so of all.
    written: RefCell<HashMap<u32, u64>>,
    all: Cell<u64>,
}

impl Readings {
    /// One begins.
    pub fn begin(&self) -> u64 {
        self.last.set(self.last.get() + 1);
        self.last.get()
    }

    /// Goes on with what a reading has of a document, unless a later one has been gone on with; says whether it does.
    pub fn take(&self, number: u32, reading: u64) -> bool {
        let is_newest = self.is_newest(number, reading);
        if is_newest {
            self.taken.borrow_mut().insert(number, reading);
        }
        is_newest
    }

    /// Whether no later reading of that document has been gone on with.
    pub fn is_newest(&self, number: u32, reading: u64) -> bool {
        self.taken.borrow().get(&number).is_none_or(|taken| *taken <= reading)
    }

    /// Another tab has written these.
    pub fn are_written(&self, numbers: &[u32]) {
        let at = self.last.get();
        self.written.borrow_mut().extend(numbers.iter().map(|number| (*number, at)));
    }

    /// Another tab has written any of them.
    pub fn all_are_written(&self) {
        self.all.set(self.last.get());
        self.written.borrow_mut().clear();
    }

    /// Whether a reading has that document as it is in the store, as far as this tab has heard.
    pub fn is_current(&self, number: u32, reading: u64) -> bool {
        let written = self.written.borrow().get(&number).copied().unwrap_or_default();
        reading > written.max(self.all.get()) && self.is_newest(number, reading)
    }

    /// Another project is opened.
    pub fn forget(&self) {
        self.taken.take();
        self.all_are_written();
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn an_earlier_reading_that_ends_later_is_not_gone_on_with() {
        let readings = Readings::default();
        let (first, second) = (readings.begin(), readings.begin());
        assert!(readings.take(7, second) && !readings.take(7, first));
        assert!(readings.is_newest(7, second) && !readings.is_newest(7, first));
        assert!(readings.take(8, first) && readings.take(8, second), "each document has an order of its own");
        readings.forget();
        assert!(readings.take(7, first), "another project's documents are others");
    }

    #[wasm_bindgen_test]
    fn what_is_written_meanwhile_is_to_be_read_again() {
        let readings = Readings::default();
        let before = readings.begin();
        assert!(readings.is_current(7, before));
        readings.are_written(&[7]);
        assert!(!readings.is_current(7, before) && readings.is_current(8, before));
        let after = readings.begin();
        assert!(readings.is_current(7, after));
        readings.all_are_written();
        assert!(!readings.is_current(7, after) && !readings.is_current(8, after));
        assert!(readings.is_current(8, readings.begin()));
    }
}
