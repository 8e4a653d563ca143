//! What is kept of a label's turn into another: what each document's suggestions were, so that undo brings those back.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::super::by_hand::{ByHand, ByHandOn};
use super::super::learn::Found;
use super::super::relabel::{Held, Relabelled};
use super::project::Texts;
use crate::annotation::{Annotation, AnnotationId, EntityId, Label};
use crate::format::MarkRecord;
use crate::job::kept::{HeldRow, SetRow, WrittenRow, digest};

impl Relabelled {
    /// What is kept of it.
    pub(super) fn row(&self) -> SetRow {
        let sorted: BTreeMap<_, _> = self.held.iter().collect();
        let held = sorted.into_iter().map(|(id, (then, next))| (id.clone(), held_row(then), held_row(next)));
        SetRow::Suggested {
            from: self.from.name().to_owned(),
            to: self.to.as_ref().map(|to| to.name().to_owned()),
            back: self.back,
            renames: self.renames,
            held: held.collect(),
        }
    }

    /// What was kept of one. What was found in a text that is no document's any more is found anew.
    pub(super) fn of_row(row: SetRow, texts: &Texts) -> Option<Relabelled> {
        let SetRow::Suggested { from, to, back, renames, held } = row else { return None };
        let to = match to {
            Some(to) => Some(Label::new(&to)?),
            None => None,
        };
        let mut all = HashMap::with_capacity(held.len());
        for (id, then, next) in held {
            if let (Some(then), Some(next)) = (read_held(then, texts)?, read_held(next, texts)?) {
                all.insert(id, (then, next));
            }
        }
        Some(Relabelled { from: Label::new(&from)?, to, back, renames, held: all })
    }
}

fn held_row((found, by_hand): &Held) -> HeldRow {
    let marks = |found: &Found| found.suggested.iter().map(|one| MarkRecord::from(&**one)).collect();
    let sorted: BTreeMap<_, _> = by_hand.iter().collect();
    HeldRow {
        found: found.as_ref().map(|found| (digest(&found.text), found.flat, marks(found))),
        written: sorted.into_iter().map(|(id, written)| written_row(id, written)).collect(),
    }
}

fn written_row(id: &AnnotationId, (note, label, entity): &ByHandOn) -> WrittenRow {
    (id.0.clone(), note.clone(), label.name().to_owned(), entity.as_ref().map(|id| id.0.clone()))
}

/// `None` where it is none; nothing in it where its text is none of `texts`.
fn read_held(row: HeldRow, texts: &Texts) -> Option<Option<Held>> {
    let mut by_hand = ByHand::with_capacity(row.written.len());
    for (id, note, label, entity) in row.written {
        by_hand.insert(AnnotationId(id), (note, Label::new(&label)?, entity.map(EntityId)));
    }
    let found = match row.found {
        None => None,
        Some((digest, flat, marks)) => {
            let Some(text) = texts.get(&digest) else { return Some(None) };
            let marks = marks.into_iter().map(|mark| Rc::<Annotation>::try_from(mark).ok());
            Some(Rc::new(Found::new(text.clone(), marks.collect::<Option<_>>()?, flat)))
        }
    };
    Some(Some((found, Rc::new(by_hand))))
}
