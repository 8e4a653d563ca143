//! What a person wrote on a suggestion: it stays with it when the suggestions are made anew.

use std::collections::HashMap;
use std::rc::Rc;

use super::OpenDocument;
use crate::annotation::{Annotation, AnnotationId, Change, Edit, EntityId, Label, Status};

/// What a person wrote on a suggestion: its note, and what it names under that label.
pub(super) type ByHandOn = (Option<Rc<str>>, Label, Option<EntityId>);

/// By suggestion, what a person wrote on it.
pub(super) type ByHand = HashMap<AnnotationId, ByHandOn>;

impl OpenDocument {
    /// Keeps what `change` writes on suggestions.
    pub(super) fn keep_by_hand(&mut self, change: &Change) {
        for edit in &change.0 {
            match edit {
                Edit::Replace(new) if new.status == Status::Suggested => {
                    let written = (new.note.clone(), new.label.clone(), new.entity.clone());
                    Rc::make_mut(&mut self.by_hand).insert(new.id.clone(), written);
                }
                _ => {}
            }
        }
    }

    /// Brings it in step with the document once a step was taken back or done again.
    pub(super) fn see_by_hand(&mut self) {
        if self.by_hand.is_empty() {
            return;
        }
        let by_hand = Rc::make_mut(&mut self.by_hand);
        for mark in self.document.annotations().iter().filter(|mark| mark.status == Status::Suggested) {
            if let Some(written) = by_hand.get_mut(&mark.id) {
                *written = (mark.note.clone(), mark.label.clone(), mark.entity.clone());
            }
        }
    }

    /// A suggestion made anew, with what a person wrote on it.
    pub(super) fn as_written(&self, new: Rc<Annotation>) -> Rc<Annotation> {
        let Some((note, label, entity)) = self.by_hand.get(&new.id) else { return new };
        let entity = if *label == new.label { entity } else { &new.entity };
        Rc::new(Annotation { note: note.clone(), entity: entity.clone(), ..(*new).clone() })
    }
}
