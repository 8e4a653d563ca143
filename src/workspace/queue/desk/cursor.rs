//! The row that the keys act on, and opening what it leads to.

use super::Queue;
use crate::annotation::DocumentStatus;

impl Queue {
    /// The number of the row that the keys act on; where the one that was has left the list, of the one that is now at its
    /// place.
    pub fn cursor(&self) -> Option<u32> {
        self.number_at(self.cursor_place()?)
    }

    /// The place in the list of the row that the keys act on.
    pub fn cursor_place(&self) -> Option<usize> {
        let last = self.count_listed().checked_sub(1)?;
        Some(self.place_of(self.cursor?).unwrap_or(self.place.min(last)))
    }

    /// The cursor's row, and the first one as long as there is none.
    pub(super) fn cursor_or_first(&self) -> Option<u32> {
        self.cursor().or_else(|| self.number_at(0))
    }

    pub(super) fn move_by(&mut self, by: i32) {
        let Some(last) = self.count_listed().checked_sub(1) else { return };
        let place = match self.cursor_place() {
            Some(place) if by < 0 => place.saturating_sub(by.unsigned_abs() as usize),
            Some(place) => place.saturating_add(by.unsigned_abs() as usize).min(last),
            // The first press comes into the list.
            None if by == i32::MAX => last,
            None => 0,
        };
        if let Some(number) = self.number_at(place) {
            (self.cursor, self.place) = (Some(number), place);
        }
    }

    pub(super) fn move_to(&mut self, number: u32) {
        if self.shelf().slot(number).is_some() {
            self.cursor = Some(number);
            self.place = self.place_of(number).unwrap_or(self.place);
        }
    }

    pub(super) fn open(&mut self, number: u32) -> Option<String> {
        if self.shelf().slot(number).is_none() {
            return Some("That document is not there any more".to_owned());
        }
        self.move_to(number);
        self.wanted = Some(number);
        None
    }

    /// The document on screen is the cursor's, listed or not: from its place it goes on.
    pub(super) fn open_next(&mut self, forward: bool) -> Option<String> {
        let place = match self.cursor.map(|number| self.place_of(number)) {
            Some(Some(place)) if forward => place.checked_add(1),
            Some(Some(place)) => place.checked_sub(1),
            // What came after it has moved up.
            Some(None) if forward => Some(self.place),
            Some(None) => self.place.min(self.count_listed()).checked_sub(1),
            None => forward.then_some(0),
        };
        match place.and_then(|place| self.number_at(place)) {
            Some(number) => self.open(number),
            None if forward => Some("No document further on in the list".to_owned()),
            None => Some("No document further back in the list".to_owned()),
        }
    }

    pub(super) fn open_undone(&mut self) -> Option<String> {
        let listing = self.listing();
        let (before, from) = listing.slots.split_at(self.cursor_place().unwrap_or(0));
        let number = {
            let shelf = self.shelf();
            let open =
                |slot: &&u32| shelf.status(**slot).is_some_and(|status| status != DocumentStatus::Done);
            from.iter().chain(before).find(open).and_then(|slot| shelf.number(*slot))
        };
        match number {
            Some(number) => self.open(number),
            None if listing.slots.is_empty() => Some("Nothing is listed".to_owned()),
            None => Some("All that is listed is done".to_owned()),
        }
    }

    /// Opens the first document that is not done after that one in the list, going round; its title, or nothing where there is
    /// no other.
    pub(in crate::workspace) fn open_undone_after(&mut self, number: u32) -> Option<String> {
        let listing = self.listing();
        self.move_to(number);
        let from = self.place_of(number).map_or(self.place, |place| place + 1).min(listing.slots.len());
        let (before, from) = listing.slots.split_at(from);
        let (next, title) = {
            let shelf = self.shelf();
            let open = |slot: &&u32| {
                let undone = shelf.status(**slot).is_some_and(|status| status != DocumentStatus::Done);
                undone && shelf.number(**slot) != Some(number)
            };
            let slot = from.iter().chain(before).find(open)?;
            (shelf.number(*slot)?, shelf.title(*slot).unwrap_or_default().to_owned())
        };
        self.open(next);
        self.version += 1;
        Some(title)
    }

    pub(super) fn brought(&mut self, number: u32) {
        if self.wanted.is_none_or(|wanted| wanted == number) {
            self.wanted = None;
            self.move_to(number);
        }
    }
}
