//! Labels and documents under names that a format can hold.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::annotation::{Label, Project};
use crate::format::rules::{Name, Rules};

/// The new name of each label and each document that needs one, of those that came so far.
#[derive(Default)]
pub struct Names {
    labels: Renaming,
    documents: Renaming,
}

impl Names {
    /// Takes in those of a project that is written in a format.
    pub fn add(&mut self, project: &Project, rules: &Rules) {
        if let Some(name) = rules.label {
            let marks = project.documents.iter().flat_map(|document| document.annotations());
            self.labels.add(marks.map(|one| one.label.name()), name);
        }
        if let Some(name) = rules.id {
            self.documents.add(project.documents.iter().map(|document| &*document.id), name);
        }
    }

    /// The label's new name, if it needs one.
    pub fn label(&self, label: &Label) -> Option<Label> {
        self.labels.new.get(label.name()).and_then(|name| Label::new(name))
    }

    /// The document's new id, if it needs one.
    pub fn document(&self, id: &str) -> Option<Rc<str>> {
        self.documents.new.get(id).map(|id| id.as_str().into())
    }
}

/// New names for those that a format cannot hold.
#[derive(Default)]
struct Renaming {
    /// The names that came.
    seen: HashSet<String>,
    /// The names that something has in the format.
    taken: HashSet<String>,
    new: HashMap<String, String>,
}

impl Renaming {
    /// Takes in names: each that `legal` changes gets a new one, apart from every other's: `A B` and `A/B` become `A_B` and `A_B_2`.
    /// One that is legal keeps its name, unless one that came with an earlier call has it.
    fn add<'a>(&mut self, all: impl Iterator<Item = &'a str>, legal: Name) {
        let mut others = Vec::new();
        for name in all {
            if self.seen.contains(name) {
                continue;
            }
            self.seen.insert(name.to_owned());
            if legal(name) != name || !self.taken.insert(name.to_owned()) {
                others.push(name);
            }
        }
        for name in others {
            let base = legal(name);
            let free = std::iter::once(base.clone())
                .chain((2u32..).map(|number| legal(&format!("{base}_{number}"))))
                .find(|name| !self.taken.contains(name));
            let Some(free) = free else { continue };
            self.taken.insert(free.clone());
            self.new.insert(name.to_owned(), free);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rules::{file_name, tag_name};

    #[test]
    fn names_that_would_be_the_same_stay_apart() {
        let check = |names: &[&str], legal: Name, expected: &[&str]| {
            let mut renaming = Renaming::default();
            renaming.add(names.iter().copied(), legal);
            let shown: Vec<&str> =
                names.iter().map(|name| renaming.new.get(*name).map_or(*name, String::as_str)).collect();
            assert_eq!(shown, expected);
        };
        check(&["A B", "A_B", "A/B", "A B", "é漢"], tag_name, &["A_B_2", "A_B", "A_B_3", "A_B_2", "__"]);
        check(&["../é 漢", ".git", "", "a.txt"], file_name, &["_._é_漢", "_git", "_", "a.txt"]);
        let mut renaming = Renaming::default();
        renaming.add(["A B"].into_iter(), tag_name);
        renaming.add(["A_B", "A B", "C"].into_iter(), tag_name);
        let mut new: Vec<_> = renaming.new.iter().map(|(old, new)| format!("{old}: {new}")).collect();
        new.sort();
        assert_eq!(new, ["A B: A_B", "A_B: A_B_2"]);
        let long = "é".repeat(90);
        let (first, second) = (format!("{long}1"), format!("{long}2"));
        let numbered = format!("{}_2", "é".repeat(78));
        check(&[&first, &second], file_name, &[&"é".repeat(80), &numbered]);
    }
}
