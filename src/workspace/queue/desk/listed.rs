//! What is listed of the shelf: worked out when it is asked for, and again only after something has changed it.

use std::cell::RefCell;
use std::rc::Rc;

use super::Queue;
use crate::workspace::figures;
use crate::workspace::queue::search::Query;
use crate::workspace::queue::{Filter, Listing, Order, Row, Shelf};

/// What is listed, and where each row stands in it.
#[derive(Debug)]
pub(super) struct Listed {
    listing: Rc<Listing>,
    /// Of each slot its place in the list; [`NOWHERE`] if it is not listed.
    places: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

/// What a search in the texts found.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    typed: Rc<str>,
    numbers: Rc<[u32]>,
    /// Why the texts could not be searched.
    error: Option<Rc<str>>,
}

impl Queue {
    /// What is listed.
    pub fn listing(&self) -> Rc<Listing> {
        self.listed().listing.clone()
    }

    /// Whether what is typed is still being searched for: till then the list is the one from before.
    pub fn is_searching(&self) -> bool {
        is_search(&self.typed) && self.answer.as_ref().is_none_or(|answer| answer.typed != self.typed)
    }

    /// Whether there is nothing to search for in what is typed: a sign alone is no word.
    pub fn seeks_nothing(&self) -> bool {
        !self.typed.trim().is_empty() && !is_search(&self.typed)
    }

    /// Why the texts could not be searched; then the list has what has the words in its title.
    pub fn search_error(&self) -> Option<&Rc<str>> {
        self.answer.as_ref()?.error.as_ref()
    }

    /// Whether anything keeps a row out of the list.
    pub fn is_narrowed(&self) -> bool {
        self.filter != Filter::default() || self.answer.is_some()
    }

    /// The number of the row at a place of the list.
    pub fn number_at(&self, place: usize) -> Option<u32> {
        self.shelf().number(*self.listed().listing.slots.get(place)?)
    }

    /// The place in the list of the row of that number, if it is listed.
    pub fn place_of(&self, number: u32) -> Option<usize> {
        let slot = self.shelf().slot(number)?;
        let place = self.listed().places.get(slot as usize).filter(|place| **place != NOWHERE)?;
        Some(*place as usize)
    }

    /// Whether it tells nothing of the marks in documents that are not done: blind mode is on.
    pub fn is_blind(&self) -> bool {
        self.blind
    }

    /// Has it tell nothing of them, or all again. What it was narrowed and sorted by would tell.
    pub(in crate::workspace) fn set_blind(&mut self, blind: bool) {
        if self.blind == blind {
            return;
        }
        self.relist();
        self.blind = blind;
        self.version += 1;
        self.generation += 1;
        let filter = std::mem::take(&mut self.filter);
        self.filter = self.blinded(filter);
        if blind && self.order.is_of_marks() {
            (self.order, self.descending) = (Order::Added, true);
        }
    }

    /// The filter, in blind mode without what asks for marks.
    pub(super) fn blinded(&self, filter: Filter) -> Filter {
        if !self.blind {
            return filter;
        }
        Filter { label: None, pencil: false, noted: false, below: None, ..filter }
    }

    /// How many rows are listed, in words.
    pub(super) fn told_listed(&self) -> String {
        format!("{} shown", figures(self.listed().listing.slots.len()))
    }

    pub(super) fn count_listed(&self) -> usize {
        self.listed().listing.slots.len()
    }

    fn listed(&self) -> &Listed {
        self.listed.get_or_init(|| {
            let shelf = self.shelf();
            let listing = shelf.list(&self.whole_filter(&shelf), self.order, self.descending);
            let mut places = vec![NOWHERE; shelf.len()];
            for (slot, place) in listing.slots.iter().zip(0..) {
                if let Some(at) = places.get_mut(*slot as usize) {
                    *at = place;
                }
            }
            Listed { listing: Rc::new(listing), places }
        })
    }

    /// The filter with what was found.
    fn whole_filter(&self, shelf: &Shelf) -> Filter {
        let mut filter = self.filter.clone();
        if let Some(answer) = &self.answer {
            // A title may say what the text does not.
            let titled = Filter { title: answer.typed.clone(), ..Filter::default() };
            let titled = shelf.list(&titled, Order::Added, false).slots;
            let mut numbers: Vec<u32> = titled.into_iter().filter_map(|slot| shelf.number(slot)).collect();
            numbers.extend_from_slice(&answer.numbers);
            numbers.sort_unstable();
            filter.numbers = Some(numbers.into());
        }
        filter
    }

    /// What is listed changes with what comes next. Call it before that: the cursor keeps the place it has now.
    pub(super) fn relist(&mut self) {
        if self.listed.get().is_some()
            && let Some(place) = self.cursor.and_then(|number| self.place_of(number))
        {
            self.place = place;
        }
        self.listed = Rc::default();
        self.hidden = Rc::default();
    }

    pub(super) fn shelve(&mut self, shelf: Rc<RefCell<Shelf>>) {
        self.relist();
        self.shelf = shelf;
        self.generation += 1;
        self.drop_gone();
    }

    pub(super) fn take_rows(&mut self, put: &[Row], gone: &[u32]) {
        self.relist();
        {
            let mut shelf = self.shelf.borrow_mut();
            put.iter().for_each(|row| shelf.put(row));
            if !gone.is_empty() {
                shelf.remove(gone);
            }
        }
        self.generation += 1;
        if !gone.is_empty() {
            self.drop_gone();
        }
    }

    pub(super) fn search(&mut self, typed: Rc<str>) -> Option<String> {
        self.typed = typed;
        let ends = !is_search(&self.typed) && self.answer.is_some();
        if ends {
            self.relist();
            self.answer = None;
        }
        match self.seeks_nothing() {
            true => Some(format!("No word to search for. {}", self.told_listed())),
            false => ends.then(|| self.told_listed()),
        }
    }

    pub(super) fn found(&mut self, typed: Rc<str>, numbers: Result<Rc<[u32]>, Rc<str>>) -> Option<String> {
        if typed != self.typed || !is_search(&typed) {
            return None;
        }
        self.relist();
        let (numbers, error) = match numbers {
            Ok(numbers) => (numbers, None),
            Err(error) => (Rc::default(), Some(error)),
        };
        self.answer = Some(Answer { typed, numbers, error });
        Some(self.told_listed())
    }
}

/// Whether there is a word in it.
fn is_search(typed: &str) -> bool {
    !Query::of(typed).is_empty()
}
