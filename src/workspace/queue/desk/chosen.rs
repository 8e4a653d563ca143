//! The chosen rows: which they are, and how they become more and fewer.

use std::rc::Rc;

use super::Queue;
use crate::workspace::{counted, figures};

impl Queue {
    /// How many of the chosen rows are not listed.
    pub fn chosen_hidden(&self) -> usize {
        *self
            .hidden
            .get_or_init(|| self.chosen.iter().filter(|number| self.place_of(**number).is_none()).count())
    }

    /// How many rows are chosen, in words.
    pub fn told_chosen(&self) -> String {
        match (self.chosen.len(), self.chosen_hidden()) {
            (0, _) => "None selected".to_owned(),
            (all, 0) => format!("{} selected", figures(all)),
            (all, hidden) => format!("{} selected, {} not listed", figures(all), figures(hidden)),
        }
    }

    /// Whether every listed row is chosen, and there is one.
    pub fn is_all_chosen(&self) -> bool {
        let listed = self.count_listed();
        listed > 0 && self.chosen.len() - self.chosen_hidden() == listed
    }

    pub(super) fn choose(&mut self, number: u32) -> String {
        self.move_to(number);
        if self.chosen.contains(&number) {
            Rc::make_mut(&mut self.chosen).remove(&number);
            self.anchor = None;
            self.rechosen()
        } else {
            self.add([number])
        }
    }

    pub(super) fn choose_to(&mut self, number: u32) -> String {
        let from = self.anchor.and_then(|anchor| self.place_of(anchor));
        self.move_to(number);
        match (from, self.place_of(number)) {
            (Some(from), Some(to)) => self.add_between(from, to),
            _ => self.add([number]),
        }
    }

    pub(super) fn extend(&mut self, by: i32) -> Option<String> {
        let from = self.cursor_place().unwrap_or(0);
        self.move_by(by);
        let to = self.cursor_place()?;
        Some(self.add_between(from, to))
    }

    pub(super) fn choose_all(&mut self) -> String {
        match self.count_listed().checked_sub(1) {
            Some(last) => self.add_between(0, last),
            None => "Nothing is listed".to_owned(),
        }
    }

    pub(super) fn choose_none(&mut self) -> String {
        let count = self.chosen.len();
        (self.chosen, self.anchor) = (Rc::default(), None);
        self.hidden = Rc::default();
        format!("{} let go", counted(count, "document"))
    }

    /// Lets go of what is not on the shelf any more.
    pub(super) fn drop_gone(&mut self) {
        let shelf = self.shelf.borrow();
        let is_gone = |number: &u32| shelf.slot(*number).is_none();
        if self.chosen.iter().any(is_gone) {
            Rc::make_mut(&mut self.chosen).retain(|number| !is_gone(number));
        }
        self.anchor.take_if(|number| is_gone(number));
        self.wanted.take_if(|number| is_gone(number));
    }

    fn add_between(&mut self, from: usize, to: usize) -> String {
        let listing = self.listing();
        let slots = listing.slots.get(from.min(to)..=from.max(to)).unwrap_or_default();
        let numbers: Vec<u32> = {
            let shelf = self.shelf();
            slots.iter().filter_map(|slot| shelf.number(*slot)).collect()
        };
        // More are chosen from where it began.
        let anchor = self.anchor.or_else(|| self.number_at(from));
        let told = self.add(numbers);
        self.anchor = anchor;
        told
    }

    fn add(&mut self, numbers: impl IntoIterator<Item = u32>) -> String {
        let numbers: Vec<u32> = {
            let shelf = self.shelf();
            numbers.into_iter().filter(|number| shelf.slot(*number).is_some()).collect()
        };
        self.anchor = numbers.last().copied().or(self.anchor);
        let chosen = Rc::make_mut(&mut self.chosen);
        if chosen.is_empty() {
            *chosen = numbers.into_iter().collect();
        } else {
            chosen.extend(numbers);
        }
        self.rechosen()
    }

    fn rechosen(&mut self) -> String {
        self.hidden = Rc::default();
        self.told_chosen()
    }
}
