//! A person's notes on annotations: every keystroke counts at once, and one undo takes back a whole visit to a note.

use std::rc::Rc;

use super::Workspace;
use crate::annotation::{Annotation, AnnotationId, Change, Edit, EditError, StepId};

/// What a user does with the note of the mark in focus.
#[derive(Clone, Debug)]
pub enum NoteCommand {
    /// Begins to write.
    Edit,
    /// Sets it. Each further value is a part of the same step until the note is left.
    Write(String),
    /// Is done with it.
    Leave,
}

/// The note that is being written.
#[derive(Clone, Debug)]
pub(super) struct Noting {
    document: Rc<str>,
    mark: AnnotationId,
    /// The step that undo takes it back with, once something is written.
    step: Option<StepId>,
}

impl Workspace {
    /// Whether the note of the mark in focus is being written.
    pub fn noting(&self) -> bool {
        self.noting.is_some()
    }

    pub(super) fn note_command(&mut self, command: NoteCommand) -> Result<(), EditError> {
        match command {
            NoteCommand::Edit => match self.here() {
                Some((document, mark)) => {
                    self.noting = Some(Noting { document, mark, step: None });
                    self.say("Note");
                }
                None => self.say("Go to a mark first"),
            },
            NoteCommand::Write(words) => self.write_note(&words)?,
            NoteCommand::Leave => {
                if let Some(note) = self.focused_note() {
                    self.write_note(note.trim())?;
                }
                self.noting = None;
            }
        }
        Ok(())
    }

    /// Ends writing where the focus has gone elsewhere.
    pub(super) fn see_noting(&mut self) {
        if let Some(Noting { document, mark, .. }) = &self.noting
            && self.here().is_none_or(|here| here != (document.clone(), mark.clone()))
        {
            self.noting = None;
        }
    }

    /// The mark in focus, and its document.
    fn here(&self) -> Option<(Rc<str>, AnnotationId)> {
        let open = self.current()?;
        Some((open.document.id.clone(), open.focused()?.id.clone()))
    }

    fn focused_note(&self) -> Option<Rc<str>> {
        self.current()?.focused()?.note.clone()
    }

    fn write_note(&mut self, words: &str) -> Result<(), EditError> {
        let Some((document, mark)) = self.here() else { return Ok(()) };
        let Some((at, open)) = self.current.zip(self.current()) else { return Ok(()) };
        let note = (!words.trim().is_empty()).then(|| Rc::from(words));
        let Some(old) = open.focused().filter(|old| old.note != note) else { return Ok(()) };
        let last = open.history.last();
        let written = self.noting.as_ref().is_some_and(|noting| {
            noting.document == document && noting.mark == mark && noting.step.is_some() && noting.step == last
        });
        let change = Change(vec![Edit::Replace(Rc::new(Annotation { note, ..(**old).clone() }))]);
        self.edit_at(at, |open| {
            if written {
                open.keep_by_hand(&change);
                Rc::make_mut(&mut open.history).amend(change, Rc::make_mut(&mut open.document))
            } else {
                open.change("note", change)
            }
        })?;
        let step = self.current().and_then(|open| open.history.last());
        self.noting = Some(Noting { document, mark, step });
        Ok(())
    }
}
