//! Words that many rows share, each held once: labels, sites, dates that are written strangely.

use std::collections::HashMap;
use std::rc::Rc;

/// Words by their places, places by their words.
#[derive(Clone, Debug, Default)]
pub struct Names {
    all: Vec<Rc<str>>,
    places: HashMap<Rc<str>, u32>,
}

impl Names {
    /// The place of `name`, which it gets now if it has none.
    pub fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let name: Rc<str> = name.into();
        let place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(name.clone());
        self.places.insert(name, place);
        place
    }

    /// The place of `name`, if it has one.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.places.get(name).copied()
    }

    /// The name at `place`; none is empty there.
    pub fn get(&self, place: u32) -> Rc<str> {
        self.all.get(place as usize).cloned().unwrap_or_default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }
}
