//! One project on several desks: what an edit touches, and going on with what another desk wrote.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::{OpenDocument, Workspace};
use super::{Brought, Texts, digest};
use crate::annotation::Annotator;
use crate::job::kept::{BLIND, BUNDLE, LABELS, RULES};

/// What an edit touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The documents in which it is a step, or which it removes, by id.
    pub documents: Vec<Rc<str>>,
    /// Whether it touches more: which documents there are, the labels, what was set beside them,
    /// the bundles that wait.
    pub project: bool,
}

impl Workspace {
    /// What was edited since `before`. Suggestions that were made anew and what was learned are no edits.
    pub fn touched_since(&self, before: &Workspace) -> Touched {
        let mut touched = Touched::default();
        for open in &self.documents {
            match before.position(&open.document.id).and_then(|at| before.documents.get(at)) {
                Some(then) if Rc::ptr_eq(&then.history, &open.history) => {}
                Some(_) => touched.documents.push(open.document.id.clone()),
                None => touched.project = true,
            }
        }
        let gone =
            before.documents.iter().map(|open| &open.document.id).filter(|id| self.position(id).is_none());
        touched.documents.extend(gone.cloned());
        touched.project |= self.documents.len() != before.documents.len();
        let parts = self.project_moment().since(Some(&before.project_moment()));
        let is_its = |name: &str| [LABELS, RULES, BLIND].contains(&name) || name.starts_with(BUNDLE);
        touched.project |= parts.iter().any(|(name, _)| is_its(name));
        touched
    }

    /// Goes on with documents as another desk wrote them, those of them that are open; the hand stays where it can.
    pub(in crate::workspace) fn renew(&mut self, brought: Vec<Brought>) {
        let mut texts = Texts::new();
        let (mut parts, mut stopped) = (Vec::new(), Vec::new());
        for Brought { open, parts: more, .. } in brought {
            let Some(at) = self.position(&open.document.id) else { continue };
            let mut open = Rc::unwrap_or_clone(open);
            if let Some(before) = self.documents.get(at) {
                open.takes_hand_of(before);
            }
            open.draw(self.show);
            for decision in open.document.annotations().iter().flat_map(|mark| &mark.decisions) {
                self.knows(&decision.who);
            }
            texts.insert(digest(open.document.text()), open.document.text().clone());
            parts.extend(more);
            let open = Rc::new(open);
            if let Some(place) = self.documents.get_mut(at) {
                if place.unreadable != open.unreadable {
                    stopped.push(open.clone());
                }
                *place = open;
            }
        }
        let issues = self.take_parts(&parts, &texts);
        self.behind = true;
        if issues.is_empty() {
            self.tell_unreadable(&stopped);
        } else {
            self.tell("Not all that another tab wrote could be read", issues, true);
        }
    }

    /// Keeps the documents of `before` that are named, with what goes with them, in place of what came for them: only that desk
    /// writes these.
    pub fn keep_own(&mut self, before: &Workspace, own: &BTreeSet<Rc<str>>) {
        self.revision = self.revision.max(before.revision);
        if own.is_empty() {
            return;
        }
        for open in before.documents.iter().filter(|open| own.contains(&open.document.id)) {
            match self.position(&open.document.id).and_then(|at| self.documents.get_mut(at)) {
                Some(place) => *place = open.clone(),
                None => self.documents.push(open.clone()),
            }
        }
        before.annotators.iter().for_each(|person| self.knows(&person.name));
        self.add_entities(before.entities.iter().cloned().collect());
        let taught = before.taught.iter().filter(|(id, _)| own.contains(*id));
        Rc::make_mut(&mut self.taught).extend(taught.map(|(id, lessons)| (id.clone(), lessons.clone())));
        let steps = before.rule_steps.iter().filter(|((id, _), _)| own.contains(id));
        Rc::make_mut(&mut self.rule_steps).extend(steps.map(|(key, sets)| (key.clone(), sets.clone())));
        self.behind = true;
    }
}

impl Workspace {
    /// Notes that this annotator has worked on the project.
    pub(in crate::workspace) fn knows(&mut self, name: &Rc<str>) {
        if self.annotators.iter().all(|known| known.name != *name) {
            Rc::make_mut(&mut self.annotators).push(Annotator { name: name.clone(), extra: None });
        }
    }
}

impl OpenDocument {
    /// Has the hand where it was on the same document as it was before, as far as that is still there.
    fn takes_hand_of(&mut self, before: &OpenDocument) {
        self.focus = before.focus.clone().filter(|id| self.document.annotation(id).is_some());
        if self.document.text() == before.document.text() {
            self.selection = before.selection;
            self.anchor = before.anchor;
            self.extending = before.extending;
            self.rest = before.rest;
            self.words = before.words.clone();
        }
        self.blind = before.blind.clone();
        if self.document.cleaned() == before.document.cleaned() {
            self.article = before.article.clone();
        }
    }
}
