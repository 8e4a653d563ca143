//! Labels and documents under names that a format can hold.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::annotation::{Label, Project};
use crate::format::rules::{Name, Rules};

/// The new name of each label and each document that needs one.
#[derive(Default)]
pub struct Names {
    labels: HashMap<Label, Label>,
    documents: HashMap<Rc<str>, Rc<str>>,
}

impl Names {
    /// Those that a project needs for a format.
    pub fn of(project: &Project, rules: &Rules) -> Names {
        let mut names = Names::default();
        if let Some(name) = rules.label {
            let marks = project.documents.iter().flat_map(|document| document.annotations());
            let renamed = renamed(marks.map(|one| one.label.name()), name);
            let pairs =
                renamed.into_iter().filter_map(|(old, new)| Some((Label::new(&old)?, Label::new(&new)?)));
            names.labels = pairs.collect();
        }
        if let Some(name) = rules.id {
            let ids = project.documents.iter().map(|document| &*document.id);
            let pairs = renamed(ids, name).into_iter();
            names.documents = pairs.map(|(old, new)| (old.into(), new.into())).collect();
        }
        names
    }

    /// The label's new name, if it needs one.
    pub fn label(&self, label: &Label) -> Option<Label> {
        self.labels.get(label).cloned()
    }

    /// The document's new id, if it needs one.
    pub fn document(&self, id: &str) -> Option<Rc<str>> {
        self.documents.get(id).cloned()
    }
}

/// A new name for each that `legal` changes, apart from every other's: `A B` and `A/B` become `A_B` and `A_B_2`.
fn renamed<'a>(all: impl Iterator<Item = &'a str> + Clone, legal: Name) -> HashMap<String, String> {
    let mut seen = HashSet::new();
    let wrong: Vec<&str> = all.clone().filter(|name| seen.insert(*name) && legal(name) != **name).collect();
    let mut taken: HashSet<String> =
        seen.iter().filter(|name| legal(name) == ***name).map(|name| (*name).to_owned()).collect();
    let mut new = HashMap::new();
    for name in wrong {
        let base = legal(name);
        let free = std::iter::once(base.clone())
            .chain((2u32..).map(|number| legal(&format!("{base}_{number}"))))
            .find(|name| !taken.contains(name));
        let Some(free) = free else { continue };
        taken.insert(free.clone());
        new.insert(name.to_owned(), free);
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::rules::{file_name, tag_name};

    #[test]
    fn names_that_would_be_the_same_stay_apart() {
        let check = |names: &[&str], legal: Name, expected: &[&str]| {
            let new = renamed(names.iter().copied(), legal);
            let shown: Vec<_> =
                names.iter().map(|name| new.get(*name).map_or(*name, String::as_str)).collect();
            assert_eq!(shown, expected);
        };
        check(&["A B", "A_B", "A/B", "A B", "é漢"], tag_name, &["A_B_2", "A_B", "A_B_3", "A_B_2", "__"]);
        check(&["../é 漢", ".git", "", "a.txt"], file_name, &["_._é_漢", "_git", "_", "a.txt"]);
        let long = "é".repeat(90);
        let (first, second) = (format!("{long}1"), format!("{long}2"));
        let numbered = format!("{}_2", "é".repeat(78));
        check(&[&first, &second], file_name, &[&"é".repeat(80), &numbered]);
    }
}
