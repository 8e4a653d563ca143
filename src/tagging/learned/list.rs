//! Lists of names: whatever stands in one has its label.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Index, Name};
use crate::annotation::Label;

/// Names of one label.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// What a person calls it: its file's name.
    pub title: Rc<str>,
    /// What its names are.
    pub label: Label,
    /// The names by their first word's number, each sorted.
    names: BTreeMap<u32, Vec<Name>>,
}

impl List {
    /// A list of these names.
    pub fn new(title: &str, label: Label, names: impl IntoIterator<Item = Name>) -> List {
        let mut by_first: BTreeMap<u32, Vec<Name>> = BTreeMap::new();
        for name in names {
            by_first.entry(name.first()).or_default().push(name);
        }
        for same in by_first.values_mut() {
            same.sort();
            same.dedup();
        }
        List { title: title.into(), label, names: by_first }
    }

    /// The same names as those of `label`.
    pub fn relabelled(self: &Rc<List>, label: &Label) -> Rc<List> {
        if self.label == *label {
            return self.clone();
        }
        Rc::new(List { label: label.clone(), ..(**self).clone() })
    }

    /// Its names, in an order that is always the same.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.names.values().flatten()
    }

    /// How many names it has.
    pub fn len(&self) -> usize {
        self.names.values().map(Vec::len).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether `name` is in it.
    pub fn has(&self, name: &Name) -> bool {
        self.names.get(&name.first()).is_some_and(|same| same.binary_search(name).is_ok())
    }

    /// The names that a text with this index may have.
    pub(super) fn of<'a>(&'a self, index: &Index) -> Vec<&'a Name> {
        index.numbers().flat_map(|number| self.beginning(number)).collect()
    }

    /// The names whose first word has this number.
    pub(super) fn beginning(&self, number: u32) -> impl Iterator<Item = &Name> {
        self.names.get(&number).into_iter().flatten()
    }
}
