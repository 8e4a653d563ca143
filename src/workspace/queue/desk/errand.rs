//! What is done to many documents at once: begun here, carried out by whoever has the store, step by step.

use std::rc::Rc;

use super::Queue;
use super::undone::Done;
use crate::annotation::DocumentStatus;
use crate::workspace::{counted, figures};

/// What can be done to many documents at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Have the tagger read those that it has not read.
    PreTag,
    /// Set their status.
    Mark(DocumentStatus),
    /// Give each the status that it had before that.
    MarkBack,
    /// Take them out.
    Delete,
}

impl Task {
    /// What is going on while it is done.
    pub fn doing(self) -> &'static str {
        match self {
            Task::PreTag => "Tagging",
            Task::Mark(_) => "Setting the status",
            Task::MarkBack => "Setting back the status",
            Task::Delete => "Deleting",
        }
    }

    /// What was done to so many.
    fn done(self, count: usize) -> String {
        let documents = counted(count, "document");
        match self {
            Task::PreTag => format!("{documents} tagged"),
            Task::Mark(DocumentStatus::InProgress) => {
                format!("{documents} not done. Undo on this screen takes that back")
            }
            Task::Mark(status) => {
                format!("{documents} {}. Undo on this screen takes that back", status.name())
            }
            Task::MarkBack => format!("{documents} as before"),
            Task::Delete => format!("{documents} deleted. Undo on this screen brings them back"),
        }
    }

    /// Why there was nothing to do.
    fn nothing(self) -> String {
        match self {
            Task::PreTag => "All of them are tagged".to_owned(),
            Task::Mark(DocumentStatus::InProgress) => "None of them is done".to_owned(),
            Task::Mark(status) => format!("All of them are {}", status.name()),
            Task::MarkBack => "All of them are as before".to_owned(),
            Task::Delete => "Nothing is selected".to_owned(),
        }
    }
}

/// A task under way: what it is, how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Tells it from every other.
    pub ticket: u64,
    /// What is done.
    pub task: Task,
    /// The documents it is for, by number, in order.
    pub numbers: Rc<[u32]>,
    /// Where their status is set: the one that each has before, or is to have again.
    pub statuses: Rc<[DocumentStatus]>,
    /// How many of them are done.
    pub done: usize,
    /// Those among them that were left as they are, by number.
    pub left: Rc<[u32]>,
    /// Whether it waits until it is told to go on.
    pub paused: bool,
}

impl Errand {
    /// How far it has come: `12 of 300`.
    pub fn told(&self) -> String {
        format!("{} of {}", figures(self.done), figures(self.numbers.len()))
    }

    /// The status that goes with a document.
    pub fn before(&self, number: u32) -> Option<DocumentStatus> {
        let at = self.numbers.binary_search(&number).ok()?;
        self.statuses.get(at).copied()
    }

    /// How much of it is done, in hundredths.
    pub fn percent(&self) -> usize {
        100 * self.done / self.numbers.len().max(1)
    }
}

impl Queue {
    pub(super) fn begin(&mut self, task: Task) -> String {
        if let Some(refused) = self.refusal() {
            return refused;
        }
        let numbers: Vec<u32> = match self.chosen.is_empty() {
            true => self.cursor().into_iter().collect(),
            false => self.chosen.iter().copied().collect(),
        };
        if numbers.is_empty() {
            return "Nothing is selected".to_owned();
        }
        let numbers: Rc<[u32]> = {
            let shelf = self.shelf();
            let needs = |number: &u32| {
                shelf.slot(*number).is_some_and(|slot| match task {
                    Task::PreTag => shelf.is_tagged(slot) == Some(false),
                    // What was never begun is not done either, and stays as it is.
                    Task::Mark(DocumentStatus::InProgress) => {
                        shelf.status(slot) == Some(DocumentStatus::Done)
                    }
                    Task::Mark(status) => shelf.status(slot) != Some(status),
                    Task::MarkBack | Task::Delete => true,
                })
            };
            numbers.into_iter().filter(needs).collect()
        };
        if numbers.is_empty() {
            return task.nothing();
        }
        let statuses = match task {
            Task::Mark(_) => {
                let shelf = self.shelf();
                let status = |number: &u32| shelf.slot(*number).and_then(|slot| shelf.status(slot));
                numbers.iter().map(|number| status(number).unwrap_or_default()).collect()
            }
            _ => Rc::default(),
        };
        self.start(task, numbers, statuses)
    }

    pub(super) fn start(&mut self, task: Task, numbers: Rc<[u32]>, statuses: Rc<[DocumentStatus]>) -> String {
        self.tickets += 1;
        let of = if matches!(task, Task::Mark(_) | Task::MarkBack) { " of" } else { "" };
        let told = format!("{}{of} {}", task.doing(), counted(numbers.len(), "document"));
        let ticket = self.tickets;
        self.errand = Some(Rc::new(Errand {
            ticket,
            task,
            numbers,
            statuses,
            done: 0,
            left: Rc::default(),
            paused: false,
        }));
        told
    }

    /// The errand is over: what it did can be taken back.
    fn end(&mut self) -> Option<Rc<Errand>> {
        let errand = self.errand.take()?;
        if let Task::Mark(status) = errand.task {
            // Also those behind where it was stopped: it may have been at some of them.
            let before = errand.numbers.iter().copied().zip(errand.statuses.iter().copied());
            let before: Rc<[_]> = before.filter(|(number, _)| !errand.left.contains(number)).collect();
            if !before.is_empty() {
                self.note_done(Done::Marked(status, before));
            }
        }
        Some(errand)
    }

    pub(super) fn progress(&mut self, ticket: u64, done: usize) -> Option<String> {
        let errand = self.errand.as_mut().filter(|errand| errand.ticket == ticket)?;
        if done < errand.numbers.len() {
            Rc::make_mut(errand).done = done;
            return None;
        }
        let errand = self.end()?;
        let done = errand.numbers.len().saturating_sub(errand.left.len());
        Some(if done == 0 { "None of them was changed".to_owned() } else { errand.task.done(done) })
    }

    pub(super) fn leave(&mut self, ticket: u64, numbers: &[u32]) {
        if let Some(errand) = self.errand.as_mut().filter(|errand| errand.ticket == ticket) {
            let errand = Rc::make_mut(errand);
            errand.left = errand.left.iter().chain(numbers).copied().collect();
        }
    }

    pub(super) fn pause(&mut self, paused: bool) -> Option<String> {
        let errand = self.errand.as_mut().filter(|errand| errand.paused != paused)?;
        Rc::make_mut(errand).paused = paused;
        let told = errand.told();
        Some(if paused { format!("Paused at {told}") } else { format!("Going on from {told}") })
    }

    pub(super) fn stop_errand(&mut self) -> Option<String> {
        let errand = self.end()?;
        Some(format!("Stopped at {}. What is done stays", errand.told()))
    }

    /// Why nothing else can be begun now.
    pub(super) fn refusal(&self) -> Option<String> {
        let errand = self.errand.as_ref()?;
        Some(format!("{}, {}: stop that first, or wait", errand.task.doing(), errand.told()))
    }
}
