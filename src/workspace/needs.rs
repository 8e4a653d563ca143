//! What can only be done with some documents open that are not: it waits until the store has brought them.

use std::collections::HashSet;
use std::rc::Rc;

use super::{Command, CompareCommand, Context, LabelCommand, Workspace, counted};
use crate::annotation::Label;

/// So many documents are opened for one command.
const MOST: usize = 2000;

/// A command that waits for documents.
#[derive(Clone, Debug)]
pub(super) struct Needs {
    /// Their numbers, in order.
    numbers: Rc<[u32]>,
    command: Box<Command>,
}

impl Workspace {
    /// The numbers of the documents that the store is to bring, for what waits for them.
    pub fn needs(&self) -> Option<&Rc<[u32]>> {
        self.needs.as_ref().map(|needs| &needs.numbers)
    }

    /// Gives `command` back where it can be done now; else it waits, or is refused with words.
    pub(super) fn with_all_open(&mut self, command: Command) -> Option<Command> {
        let numbers = match &command {
            Command::Labels(LabelCommand::Rename { label, .. }) => self.closed_with(label),
            Command::Labels(LabelCommand::Ask(wish)) => self.closed_with(wish.label()),
            Command::Labels(LabelCommand::Do) => {
                self.label_fate().map(|fate| self.closed_with(fate.wish.label())).unwrap_or_default()
            }
            Command::Compare(CompareCommand::Add(files)) => self.closed_of_files(files),
            Command::Compare(CompareCommand::TakeIn) => self.closed_of_comparison(),
            Command::Undo => self.closed_of_step(true),
            Command::Redo => self.closed_of_step(false),
            _ => return Some(command),
        };
        if numbers.is_empty() {
            return Some(command);
        }
        if self.needs.is_some() {
            self.say("Documents are being opened for what was asked before. Wait a moment");
        } else if numbers.len() > MOST {
            let lines = vec![
                format!(
                    "{} that are not open would change, and one step changes {MOST} at most.",
                    counted(numbers.len(), "document")
                ),
                "Nothing has changed.".to_owned(),
            ];
            self.tell("That is too much for one step", lines, true);
        } else {
            self.say(&format!("Opening {}", counted(numbers.len(), "document")));
            self.needs = Some(Needs { numbers: numbers.into(), command: Box::new(command) });
        }
        None
    }

    /// What was needed is open, or why it is not: does what waited for it, or says why not.
    pub(super) fn needed(&mut self, come: Result<(), Rc<str>>, context: &Context) {
        let Some(needs) = self.needs.take() else { return };
        match come {
            Ok(()) => self.apply_open(*needs.command, context),
            Err(why) => {
                let lines = vec![format!("{why}."), "Nothing has changed.".to_owned()];
                self.tell("That could not be done", lines, true);
            }
        }
    }

    /// Whether a step that several documents took together holds the document of that id: it stays open then.
    pub fn is_joined(&self, id: &str) -> bool {
        self.joints.keys().any(|(document, _)| **document == *id)
    }

    /// Whether the worker or a joint step has to do with the document of that id.
    pub fn is_worked_on(&self, id: &str) -> bool {
        self.is_joined(id)
            || self.job.iter().map(|job| &job.work).chain(&self.waiting).any(|work| work.is_of(id))
    }

    pub(super) fn open_ids(&self) -> HashSet<&str> {
        self.documents.iter().map(|open| &*open.document.id).collect()
    }

    /// The documents with marks of a label that are not open.
    fn closed_with(&self, label: &Label) -> Vec<u32> {
        let open = self.open_ids();
        let shelf = self.queue.shelf();
        shelf.with_label(label, |id| !open.contains(id))
    }

    /// The documents of the step that would be taken back, or done again, that are not open.
    fn closed_of_step(&self, back: bool) -> Vec<u32> {
        if !self.view.shows_document() {
            return Vec::new();
        }
        let step =
            self.current().and_then(|open| if back { open.history.last() } else { open.history.next() });
        let Some(joint) = self.joint_of(step) else { return Vec::new() };
        let open = self.open_ids();
        let shelf = self.queue.shelf();
        let ids = joint.0.iter().map(|part| &part.document).filter(|id| !open.contains(&***id));
        let mut numbers: Vec<u32> = ids.filter_map(|id| shelf.number_of(id)).collect();
        numbers.sort_unstable();
        numbers
    }
}
