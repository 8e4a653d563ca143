//! Blind mode: until a person calls a document done they see in it neither suggestions nor what others marked.
//!
//! One rule says what is hidden, [`OpenDocument::sees`]; the page is given [`OpenDocument::document`], which has nothing else in
//! it, and so is whatever is counted, listed, exported or drawn. How much is hidden is told nowhere: how many names the tagger found,
//! or how many somebody else did, would already say what to look for. Nothing is learned meanwhile, as what a decision
//! in one document suggests in another would show it there.

use std::collections::HashSet;
use std::rc::Rc;

use super::steps::Joint;
use super::{Context, OpenDocument, PersonCommand, Workspace};
use crate::annotation::{
    Annotation, AnnotationId, Document, DocumentStatus, EditError, Entity, EntityId, Status, Timestamp,
    difference,
};
use crate::format::annotator;

/// One time that blind mode was turned on or off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlindTurn {
    /// Whether on.
    pub on: bool,
    /// Who did it.
    pub who: Rc<str>,
    /// When.
    pub when: Timestamp,
}

impl Workspace {
    /// The name of the person at work.
    pub fn annotator(&self) -> &Rc<str> {
        &self.annotator
    }

    /// Whether blind mode is on in this project.
    pub fn is_blind(&self) -> bool {
        self.blind.last().is_some_and(|turn| turn.on)
    }

    /// Each time that it was turned on or off, the last one last: what was decided since it was turned off was decided seeing.
    pub fn blind_turns(&self) -> &[BlindTurn] {
        &self.blind
    }

    /// How many documents of the project are not done.
    pub fn undone(&self) -> usize {
        let shelf = self.queue.shelf();
        let slots = 0..u32::try_from(shelf.len()).unwrap_or(u32::MAX);
        let listed = slots.filter_map(|slot| shelf.status(slot));
        let new = self.documents.iter().filter(|open| shelf.number_of(&open.document.id).is_none());
        let all = listed.chain(new.map(|open| open.document.status()));
        all.filter(|status| *status != DocumentStatus::Done).count()
    }

    /// Whether decisions change what is suggested.
    pub(super) fn learns(&self) -> bool {
        self.habits.learn && !self.is_blind()
    }

    pub(super) fn person_command(
        &mut self,
        command: PersonCommand,
        context: &Context,
    ) -> Result<(), EditError> {
        match command {
            PersonCommand::Named => self.say(&format!("You are {}", context.annotator)),
            PersonCommand::Blind(on) if on == self.is_blind() => {}
            PersonCommand::Blind(on) => {
                let turn = BlindTurn { on, who: context.annotator.clone(), when: context.now.clone() };
                Rc::make_mut(&mut self.blind).push(turn);
                self.revision += 1;
                // What was asked was asked of other marks.
                (self.bulk, self.label_wish) = (None, None);
                self.keep_comparison();
                self.relearn_all()?;
                self.say(if on {
                    "Blind mode is on: you see your own marks until you call a document done"
                } else {
                    "Blind mode is off: all marks are shown"
                });
            }
        }
        Ok(())
    }

    /// Has each document, and the list, show what blind mode lets them after a command.
    pub(super) fn see_blind(&mut self) {
        let blind = self.is_blind().then(|| self.annotator.clone());
        self.queue.set_blind(blind.is_some());
        let show = self.show;
        for open in self.documents.iter_mut().filter(|open| !open.is_in_step(blind.as_ref())) {
            let open = Rc::make_mut(open);
            if open.blind != blind {
                (open.blind, open.seen) = (blind.clone(), None);
            }
            if open.focused().is_some_and(|mark| !open.sees(mark)) {
                open.focus = None;
            }
            open.draw(show);
        }
        let hidden = |open: &Rc<OpenDocument>| open.focused().is_some_and(|mark| !open.sees(mark));
        if self.current().is_some_and(hidden) {
            self.look(|open| open.focus = None);
        }
    }

    /// Whether taking a step back, or doing it again, would change a mark that is hidden.
    pub(super) fn steps_on_hidden(&self, joint: Option<&Joint>, back: bool) -> bool {
        let Some(joint) = joint else {
            return self.current().is_some_and(|open| open.step_is_hidden(back));
        };
        joint.0.iter().any(|part| {
            let at = self.position(&part.document);
            let Some(open) = at.and_then(|at| self.documents.get(at)).filter(|open| open.is_blind()) else {
                return false;
            };
            let next = if back { open.history.last() } else { open.history.next() };
            if next == Some(part.step) {
                return open.step_is_hidden(back);
            }
            let mut turned = part.turns.iter().filter_map(|turn| {
                let mark = turn.after.as_ref().or(turn.before.as_ref())?;
                open.document.annotation(&mark.id).or(turn.before.as_ref())
            });
            back && turned.any(|mark| !open.sees(mark))
        })
    }

    /// Tells why a text is not changed.
    pub(super) fn tell_text_stays(&mut self) {
        let lines = vec![
            "Others mark the same text, and what they marked in it is hidden here.".to_owned(),
            "Call the document done, or turn blind mode off, to change its text.".to_owned(),
        ];
        self.tell("In blind mode the text stays as it is", lines, false);
    }

    /// Tells why a label is not turned into another.
    pub(super) fn tell_labels_stay(&mut self) {
        let lines = vec![
            "It would change marks that are hidden.".to_owned(),
            "Labels can be added, and their colours, keys and guidelines changed. Turn blind mode off to rename, \
             merge or delete one."
                .to_owned(),
        ];
        self.tell("In blind mode labels keep their names", lines, false);
    }
}

impl OpenDocument {
    /// Whether blind mode hides what there is in it of others and of the tagger.
    pub fn is_blind(&self) -> bool {
        self.blind.is_some() && self.document.status() != DocumentStatus::Done
    }

    /// Whether blind mode is on, and the document done, so that all of it is shown.
    pub fn is_revealed(&self) -> bool {
        self.blind.is_some() && !self.is_blind()
    }

    /// The entities among `all` that the person may be told of: in blind mode those that their marks name, as the others may be
    /// what is hidden.
    pub fn entities_shown(&self, all: &[Rc<Entity>]) -> Vec<Rc<Entity>> {
        if !self.is_blind() {
            return all.to_vec();
        }
        let marks = self.document().annotations().iter();
        let named: HashSet<&EntityId> = marks.filter_map(|mark| mark.entity.as_ref()).collect();
        all.iter().filter(|entity| named.contains(&entity.id)).cloned().collect()
    }

    /// Whether blind mode shows `mark`: it is the person's own, who decided on it last or made it.
    pub(super) fn sees(&self, mark: &Annotation) -> bool {
        match &self.blind {
            Some(me) if self.document.status() != DocumentStatus::Done => {
                mark.status != Status::Suggested && annotator(mark) == Some(me)
            }
            _ => true,
        }
    }

    /// Whether its text stays as it is: marks that are hidden stand in it, or may.
    pub(super) fn text_stays(&self) -> bool {
        self.is_blind() && self.document.status() != DocumentStatus::New
    }

    /// What is shown of it.
    pub(super) fn shown(&self) -> &Rc<Document> {
        self.seen.as_ref().map_or(&self.document, |(_, seen)| seen)
    }

    /// Brings what is shown in step with the document.
    pub(super) fn see(&mut self) {
        if !self.is_blind() {
            self.seen = None;
        } else if self.seen.as_ref().is_none_or(|(of, _)| !Rc::ptr_eq(of, &self.document)) {
            let seen = self.document.only(|mark| self.sees(mark));
            self.seen = Some((self.document.clone(), Rc::new(seen)));
        }
    }

    fn is_in_step(&self, blind: Option<&Rc<str>>) -> bool {
        self.blind.as_ref() == blind
            && match &self.seen {
                Some((of, _)) => Rc::ptr_eq(of, &self.document),
                None => !self.is_blind(),
            }
    }

    /// Whether the step that undo, or redo, would take changes a mark that is hidden, or a text that stays.
    pub(super) fn step_is_hidden(&self, back: bool) -> bool {
        if !self.is_blind() {
            return false;
        }
        let (mut document, mut history) = ((*self.document).clone(), (*self.history).clone());
        let stepped = if back { history.undo(&mut document) } else { history.redo(&mut document) };
        if stepped.is_err() {
            return false;
        }
        if !Rc::ptr_eq(document.text(), self.document.text()) {
            return self.text_stays();
        }
        // Of what stays, undo asks what it is now, and redo what it becomes: whose it was to decide.
        let (gone, come) = difference(self.document.annotations(), document.annotations());
        let (first, second) = if back { (gone, come) } else { (come, gone) };
        let ids: HashSet<&AnnotationId> = first.iter().map(|mark| &mark.id).collect();
        let alone = second.iter().filter(|mark| !ids.contains(&mark.id));
        first.iter().chain(alone).any(|mark| !self.sees(mark))
    }
}
