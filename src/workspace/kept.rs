//! What of a document is kept from one visit to the next, what changed of it since, and going on from there.

mod apart;
mod bring;
mod first;
mod project;
mod relabelled;
mod shelved;
mod unreadable;

use std::collections::BTreeMap;
use std::rc::Rc;

pub use apart::Touched;
pub use bring::Brought;
pub use first::first_record;
pub use project::ProjectMoment;
pub(super) use project::Texts;
pub use shelved::{catalogued, searched, unreadable_row};
pub use unreadable::left_alone;

use super::by_hand::ByHand;
use super::learn::Found;
use super::{OpenDocument, Show, Workspace};
use crate::annotation::{Annotation, Begun, Delta, Document, History, Kept, Suggested, Written, difference};
use crate::format::Journal;
use crate::job::kept::digest;
use crate::text::is_same;

/// A document as it was at one moment, with what is kept beside it. Cheap to take and to hold.
#[derive(Clone, Debug)]
pub struct Moment {
    document: Rc<Document>,
    history: Rc<History>,
    found: Option<Rc<Found>>,
    by_hand: Rc<ByHand>,
    tagged: bool,
}

impl Moment {
    /// What changed since `then`, or all where that is not given; nothing where all is as it was. What the two share is not
    /// looked into.
    pub fn since(&self, then: Option<&Moment>) -> Option<Delta> {
        let Some(then) = then else { return Some(self.all()) };
        let (now, before) = (&self.document, &then.document);
        let mut delta = Delta::default();
        if !Rc::ptr_eq(now, before) {
            if Rc::ptr_eq(now.text(), before.text()) {
                let (gone, come) = difference(before.annotations(), now.annotations());
                delta.gone = gone.iter().map(|one| one.id.clone()).collect();
                delta.come = come.into_iter().cloned().collect();
                delta.reviewed = (now.reviewed() != before.reviewed()).then(|| now.reviewed().to_vec());
            } else {
                delta.text = Some(now.cleaned().clone());
                delta.come = now.annotations().to_vec();
                delta.reviewed = Some(now.reviewed().to_vec());
            }
            delta.metadata = (now.metadata() != before.metadata()).then(|| now.metadata().clone());
            delta.status = (now.status() != before.status()).then(|| now.status());
            delta.set_aside = (now.set_aside() != before.set_aside()).then(|| now.set_aside().to_vec());
        }
        if !Rc::ptr_eq(&self.history, &then.history) {
            (delta.undo, delta.redo, delta.steps) = self.history.since(&then.history);
        }
        if !same_found(self.found_here(), then.found_here()) {
            delta.found = Some(self.suggested());
        }
        if !Rc::ptr_eq(&self.by_hand, &then.by_hand) && self.by_hand != then.by_hand {
            delta.written = Some(written(&self.by_hand));
        }
        delta.tagged = (self.tagged != then.tagged).then_some(self.tagged);
        (!delta.is_empty()).then_some(delta)
    }

    fn all(&self) -> Delta {
        let now = &self.document;
        let (undo, redo, steps) = self.history.since(&History::default());
        Delta {
            begun: Some(Begun {
                id: now.id.clone(),
                source: now.source().cloned(),
                extra: now.extra.clone(),
            }),
            text: Some(now.cleaned().clone()),
            metadata: Some(now.metadata().clone()),
            status: Some(now.status()),
            reviewed: Some(now.reviewed().to_vec()),
            set_aside: Some(now.set_aside().to_vec()),
            gone: Vec::new(),
            come: now.annotations().to_vec(),
            undo,
            redo,
            steps,
            found: self.found_here().map(|_| self.suggested()),
            written: (!self.by_hand.is_empty()).then(|| written(&self.by_hand)),
            tagged: Some(self.tagged),
        }
    }

    /// What was found in the text as it is; what was found in another one is found anew where that comes back.
    fn found_here(&self) -> Option<&Rc<Found>> {
        self.found.as_ref().filter(|found| is_same(&found.text, self.document.text()))
    }

    fn suggested(&self) -> Option<Suggested> {
        self.found_here().map(|found| Suggested { all: found.suggested.clone(), flat: found.flat })
    }
}

fn same_found(now: Option<&Rc<Found>>, then: Option<&Rc<Found>>) -> bool {
    match (now, then) {
        (Some(now), Some(then)) => Rc::ptr_eq(now, then),
        (None, None) => true,
        _ => false,
    }
}

/// What a person wrote on suggestions, in an order that is always the same.
fn written(by_hand: &ByHand) -> Vec<Written> {
    let sorted: BTreeMap<_, _> = by_hand.iter().collect();
    let one = |(id, (note, label, entity)): (&_, &(Option<Rc<str>>, _, _))| Written {
        id: Clone::clone(id),
        note: note.clone(),
        label: Clone::clone(label),
        entity: Clone::clone(entity),
    };
    sorted.into_iter().map(one).collect()
}

impl OpenDocument {
    /// The document as it is now, with what is kept beside it.
    pub fn moment(&self) -> Moment {
        Moment {
            document: self.document.clone(),
            history: self.history.clone(),
            found: self.found.clone(),
            by_hand: self.by_hand.clone(),
            tagged: self.is_tagged(),
        }
    }

    /// A document to go on with where it was left.
    pub fn restored(kept: Kept, show: Show) -> OpenDocument {
        let Kept { document, history, found, written, tagged } = kept;
        let mut open = OpenDocument::new(document, None);
        let text = open.document.text().clone();
        open.history = Rc::new(history);
        open.tagged = tagged.then(|| text.clone());
        open.found = found.map(|found| {
            // The same suggestion is the same piece: it is compared by that.
            let there = |one: Rc<Annotation>| {
                open.document.annotation(&one.id).filter(|there| **there == one).cloned().unwrap_or(one)
            };
            Rc::new(Found::new(text, found.all.into_iter().map(there).collect(), found.flat))
        });
        let by_hand = written.into_iter().map(|one| (one.id, (one.note, one.label, one.entity)));
        open.by_hand = Rc::new(by_hand.collect());
        open.draw(show);
        open
    }
}

/// What was kept of a project.
#[derive(Clone, Debug, Default)]
pub struct Restored {
    /// Its parts, each with its name, as they were written.
    pub parts: Vec<(String, String)>,
    /// Its documents, as their journals tell them.
    pub documents: Vec<Journal>,
    /// What could not be read, a line each.
    pub issues: Vec<String>,
}

impl Workspace {
    /// Goes on with what was kept, before anything else came. What cannot be read is told; the rest is there.
    pub(super) fn restore(&mut self, restored: Restored) {
        let Restored { parts, documents, mut issues } = restored;
        for open in documents.into_iter().filter_map(|journal| OpenDocument::of_journal(journal, self.show)) {
            if self.position(&open.document.id).is_none() {
                self.documents.push(Rc::new(open));
            }
        }
        let texts = self.documents.iter().map(|open| open.document.text());
        let texts: Texts = texts.map(|text| (digest(text), text.clone())).collect();
        issues.extend(self.take_parts(&parts, &texts));
        self.see_takers();
        self.behind = true;
        if issues.is_empty() {
            self.tell_unreadable(&self.documents.clone());
        } else {
            issues.extend(self.documents.iter().filter_map(|open| open.what_is_unreadable()));
            issues.push("What is stored is unchanged.".to_owned());
            self.tell("Not all that was kept could be read", issues, true);
        }
    }
}
