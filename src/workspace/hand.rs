//! What the hand does beside selecting: it chooses labels, moves ends, and goes on to the next document.

use std::rc::Rc;

use super::select::nudge;
use super::{BulkCommand, Command, Context, Edge, OpenDocument, Unit, View, Workspace, counted};
use crate::annotation::{Annotation, AnnotationId, Change, DocumentStatus, Edit, EditError, StepId};
use crate::text::{Offset, Span, snap_to_graphemes, snap_to_words};

/// Something for the hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandCommand {
    /// Choose a label by its name for what is in hand; an armed one is given to the selection at once.
    Choose,
    /// Choose none after all.
    ChooseNone,
    /// Begin or end that the keys of the caret extend the selection, as if Shift were held.
    Extend,
    /// Move the caret to the first or the last word of its paragraph.
    Jump {
        /// To the first or the last.
        to: Edge,
        /// Of the whole text.
        all: bool,
        /// Keep the other end where it is.
        extend: bool,
    },
    /// Have the selection, else the focused annotation, stand there instead.
    SetSpan(Span),
    /// Whether what the pointer selects counts to the character, instead of by whole words.
    Exact(bool),
    /// Call the document done and show the next one that is not.
    DoneAndNext,
}

/// The end that is being moved by key: of which annotation in which document, and the step that undo takes it back with.
#[derive(Clone, Debug)]
pub(super) struct Nudging {
    document: Rc<str>,
    id: AnnotationId,
    edge: Edge,
    step: StepId,
}

/// What a label is being chosen for: the document with the selection or the focus.
pub(super) type Choosing = (Rc<str>, Option<Span>, Option<AnnotationId>);

impl Workspace {
    /// Whether a label is being chosen for what is in hand.
    pub fn is_choosing(&self) -> bool {
        self.choosing.is_some()
    }

    /// Whether what the pointer selects counts to the character.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    pub(super) fn hand_command(&mut self, command: HandCommand, context: &Context) -> Result<(), EditError> {
        match command {
            // What becomes of all mentions is chosen already.
            HandCommand::Choose if self.bulk.is_some() => self.bulk_command(BulkCommand::Do, context)?,
            HandCommand::Choose => {
                let selected = self.current().is_some_and(|open| open.selection.is_some());
                match self.armed.clone().filter(|_| selected) {
                    Some(label) => self.label(&label, context)?,
                    None => self.choosing = self.in_hand(),
                }
            }
            HandCommand::ChooseNone => self.choosing = None,
            HandCommand::Extend => {
                self.look(|open| open.extending = open.selection.is_some() && !open.extending);
                let extending = self.current().is_some_and(|open| open.extending);
                self.say(if extending { "Extending the selection" } else { "Not extending any more" });
            }
            HandCommand::Jump { to, all, extend } => {
                self.look(|open| {
                    open.jump(to, all, extend || open.extending);
                    if open.selection.is_some() {
                        open.focus = None;
                    }
                });
                self.say_selection();
            }
            HandCommand::SetSpan(span) => self.set_span(span, context)?,
            HandCommand::Exact(exact) => {
                self.exact = exact;
                self.say(if exact { "Selecting exact characters" } else { "Selecting whole words" });
            }
            HandCommand::DoneAndNext => self.done_and_next()?,
        }
        Ok(())
    }

    fn in_hand(&self) -> Option<Choosing> {
        let open = self.current().filter(|_| self.view == View::Annotate)?;
        (open.selection.is_some() || open.focus.is_some())
            .then(|| (open.document.id.clone(), open.selection, open.focus.clone()))
    }

    /// Ends the choosing of a label once something else is in hand.
    pub(super) fn end_choosing(&mut self) {
        if self.choosing.is_some() && self.choosing != self.in_hand() {
            self.choosing = None;
        }
    }

    /// Ends the moving of an end, and the choosing of a label, by whatever else is asked for; answers of the worker and
    /// looks at the text leave them.
    pub(super) fn end_in_hand(&mut self, command: &Command) {
        let leaves = matches!(
            command,
            Command::Nudge { .. }
                | Command::Rest(_)
                | Command::Progress { .. }
                | Command::Loading { .. }
                | Command::TaggedParts { .. }
                | Command::Tagged { .. }
                | Command::Saved(_)
                // What the store tells comes in the midst of anything.
                | Command::Queue(_)
                | Command::Import(_)
                | Command::Close(_)
                | Command::Renew(_)
        ) || matches!(command, Command::Bring(all) if all.iter().all(|one| !one.shown));
        if !leaves {
            (self.nudging, self.choosing) = (None, None);
        }
    }

    pub(super) fn say_selection(&mut self) {
        let words = self.current().and_then(|open| Some(spoken(open.document.words(open.selection?))));
        self.say(&words.unwrap_or_default());
    }

    /// Moves an end of the selection, else of the focused annotation. Moves of the same end in a row are one step, and
    /// one decision.
    pub(super) fn nudge(
        &mut self,
        edge: Edge,
        unit: Unit,
        forward: bool,
        context: &Context,
    ) -> Result<(), EditError> {
        let Some(open) = self.current() else { return Ok(()) };
        let focused = open.focused().cloned();
        let Some(span) = open.selection.or(focused.as_ref().map(|annotation| annotation.span)) else {
            return Ok(());
        };
        let Some(moved) = nudge(open.document.text(), span, edge, unit, forward) else {
            self.say("No further");
            return Ok(());
        };
        match focused.filter(|_| open.selection.is_none()) {
            None => self.look(|open| open.reselect(moved)),
            Some(annotation) => self.nudge_annotation(&annotation, edge, moved, context)?,
        }
        let words = self.current().map(|open| open.document.words(moved).to_owned()).unwrap_or_default();
        self.say(&words);
        Ok(())
    }

    fn nudge_annotation(
        &mut self,
        annotation: &Annotation,
        edge: Edge,
        moved: Span,
        context: &Context,
    ) -> Result<(), EditError> {
        let in_a_row = self.current().is_some_and(|open| {
            self.nudging.as_ref().is_some_and(|nudging| {
                nudging.document == open.document.id
                    && (&nudging.id, nudging.edge) == (&annotation.id, edge)
                    && open.history.last() == Some(nudging.step)
            })
        });
        self.edit(|open| {
            if in_a_row {
                let new = Annotation { span: moved, ..annotation.clone() };
                let change = Change(vec![Edit::Replace(new.into())]);
                open.keep_by_hand(&change);
                Rc::make_mut(&mut open.history).amend(change, Rc::make_mut(&mut open.document))
            } else {
                open.set_span(moved, context)
            }
        })?;
        self.nudging = self.current().and_then(|open| {
            let (document, id) = (open.document.id.clone(), annotation.id.clone());
            Some(Nudging { document, id, edge, step: open.history.last()? })
        });
        Ok(())
    }

    /// Has the selection, else the focused annotation, stand at `span`.
    fn set_span(&mut self, span: Span, context: &Context) -> Result<(), EditError> {
        let Some(open) = self.current() else { return Ok(()) };
        let there = span.slice(open.document.text()).map(str::to_owned);
        let (Some(words), Some(now)) =
            (there, open.selection.or(open.focused().map(|annotation| annotation.span)))
        else {
            return Ok(());
        };
        if now != span {
            if open.selection.is_some() {
                self.look(|open| open.reselect(span));
            } else {
                self.edit(|open| open.set_span(span, context))?;
            }
        }
        self.say(&words);
        Ok(())
    }

    fn done_and_next(&mut self) -> Result<(), EditError> {
        let Some(here) = self.current else { return Ok(()) };
        let reveals = self.current().is_some_and(|open| open.is_blind());
        if self.current().is_some_and(|open| open.document.status() != DocumentStatus::Done) {
            let change = Change(vec![Edit::SetStatus(DocumentStatus::Done)]);
            self.edit(|open| open.change("set the status", change))?;
        }
        if reveals {
            // What was hidden is seen first; the same once more goes on.
            let done = self.done_words();
            self.say(&format!("{done}. All marks are shown now"));
            return Ok(());
        }
        let listed = self.queue.shelf().len();
        if listed > self.documents.len()
            && let Some(number) = self.number_of_current()
        {
            let done = self.done_words();
            let said = match self.queue.open_undone_after(number) {
                Some(title) => format!("{done}. Next: {title}"),
                None => format!("{done}. All others that are listed are done too"),
            };
            self.say(&said);
            return Ok(());
        }
        let count = self.documents.len();
        let next = (1..count).map(|step| (here + step) % count).find(|&at| {
            self.documents.get(at).is_some_and(|open| open.document.status() != DocumentStatus::Done)
        });
        let done = self.done_words();
        match next {
            Some(at) => {
                self.bulk = None;
                self.current = Some(at);
                self.let_go_of_hidden();
                self.show_view(View::Annotate);
                let title = self.current().map(|open| open.title()).unwrap_or_default();
                self.say(&format!("{done}. Next: {title}"));
            }
            None if count > 1 => self.say(&format!("{done}. Every other document is done too")),
            None => self.say(&done),
        }
        Ok(())
    }
}

impl Workspace {
    fn number_of_current(&self) -> Option<u32> {
        let open = self.current()?;
        self.queue.shelf().number_of(&open.document.id)
    }

    fn done_words(&self) -> String {
        let read = self.current().map(|open| open.coverage());
        match read.map_or(0, |read| read.all - read.read) {
            0 => "Done".to_owned(),
            left => format!("Done. {} not read", counted(left, "paragraph")),
        }
    }
}

/// `span` with that end dragged to `at`: to the end of the word there, or with `exact` to the character. `None` where
/// nothing of it would be left.
pub fn dragged(text: &str, span: Span, edge: Edge, at: Offset, exact: bool) -> Option<Span> {
    let whole = match edge {
        Edge::Start => Span::new(at, span.end()),
        Edge::End => Span::new(span.start(), at),
    }?;
    let snapped = if exact { snap_to_graphemes(text, whole) } else { snap_to_words(text, whole) }?;
    // The other end stays where it is, even inside a word.
    match edge {
        Edge::Start => Span::new(snapped.start(), span.end()),
        Edge::End => Span::new(span.start(), snapped.end()),
    }
}

impl OpenDocument {
    /// Selects this stretch, shown by the page: it was not the browser that selected it.
    fn reselect(&mut self, span: Span) {
        self.selection = Some(span);
        self.anchor = Some(span);
    }
}

/// How many characters of a selection are read out whole.
const SPOKEN: usize = 160;

/// A selection as it is read out: of a long one how it begins, how it ends, and how long it is.
fn spoken(words: &str) -> String {
    if words.chars().count() <= SPOKEN {
        return words.to_owned();
    }
    let all = words.split_whitespace().count();
    let begin: Vec<&str> = words.split_whitespace().take(6).collect();
    let mut end: Vec<&str> = words.split_whitespace().rev().take(6).collect();
    end.reverse();
    format!("{} … {}. {}", begin.join(" "), end.join(" "), counted(all, "word"))
}

#[cfg(test)]
mod tests;
