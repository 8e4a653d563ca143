//! What was settled and taken in: the files go on saying otherwise, and are not asked again as long as the project says so.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::conflict::{Asked, Choice, Key, Mark};
use crate::annotation::{Document, Project, Status};

/// What was taken in, to look things up in.
pub(super) struct Done<'a> {
    choices: &'a BTreeMap<Key, Choice>,
    /// Which marks were chosen, and which were not: in another conflict they may stand beside others than they did.
    marks: HashMap<(&'a Rc<str>, &'a Mark), bool>,
    ours: HashMap<&'a str, &'a Rc<Document>>,
}

impl Done<'_> {
    pub fn of<'a>(choices: &'a BTreeMap<Key, Choice>, ours: &'a Project) -> Done<'a> {
        let of_marks = |(key, choice): (&'a Key, &'a Choice)| {
            let Choice::Keep(kept) = choice else { return Vec::new() };
            key.marks.iter().map(|mark| ((&key.document, mark), kept.contains(mark))).collect()
        };
        Done {
            choices,
            marks: choices.iter().flat_map(of_marks).collect(),
            ours: ours.documents.iter().map(|document| (&*document.id, document)).collect(),
        }
    }

    /// Whether the project says just what was chosen in this conflict.
    pub fn holds(&self, asked: &Asked) -> bool {
        if !asked.can_be_none() {
            let choice = self.choices.get(&asked.key);
            return choice.is_some_and(|choice| {
                asked.sides.iter().any(|side| side.version == 0 && side.choice == *choice)
            });
        }
        let Some(document) = self.ours.get(&*asked.document) else { return false };
        asked.marks().iter().all(|mark| {
            let Some(kept) = self.marks.get(&(&asked.document, mark)) else { return false };
            let status = if *kept { Status::Accepted } else { Status::Rejected };
            let mut marks = document.annotations().iter();
            marks.any(|one| one.status == status && (one.span, &one.label) == (mark.0, &mark.1))
        })
    }
}
