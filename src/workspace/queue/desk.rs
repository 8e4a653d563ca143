//! The list of a project's documents as a person works on it: filter, order, search, the row that the keys act on, the chosen
//! rows, and what is being done to many of them.

use std::cell::{Ref, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Filter, Listing, Order, Row, Shelf};
use crate::annotation::DocumentStatus;

/// A project there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectRow {
    /// Its number in the store.
    pub number: u32,
    /// Its name.
    pub name: Rc<str>,
    /// How many documents it has.
    pub documents: u32,
}

/// What can be done to many documents at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Have the tagger read those that it has not read.
    PreTag,
    /// Set their status.
    Mark(DocumentStatus),
    /// Take them out.
    Delete,
}

/// A task under way: what it is, how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Tells it from every other.
    pub ticket: u64,
    /// What is done.
    pub task: Task,
    /// The documents it is for, by number.
    pub numbers: Rc<[u32]>,
    /// How many of them are done.
    pub done: usize,
    /// Whether it waits until it is told to go on.
    pub paused: bool,
}

/// What a person does in the list, and what the store answers.
#[derive(Clone, Debug)]
pub enum QueueCommand {
    /// The store has these rows, and no others.
    Shelved(Rc<RefCell<Shelf>>),
    /// The store has these rows, new or in place of those it had; and some no more.
    Rows {
        /// What came or changed.
        put: Vec<Row>,
        /// The numbers of those that went, in order.
        gone: Vec<u32>,
    },
    /// There are these projects; the one of that number is open.
    Projects(Rc<Vec<ProjectRow>>, u32),
    /// List other rows.
    Filter(Box<Filter>),
    /// List them in another order; whether descending.
    Sort(Order, bool),
    /// List what has these words in its title or text.
    Search(Rc<str>),
    /// What a search found, or why it could not.
    Found {
        /// What was searched for: an answer to what is no longer typed is dropped.
        typed: Rc<str>,
        /// The numbers of the documents, in order.
        numbers: Result<Rc<[u32]>, Rc<str>>,
    },
    /// Move the cursor by so many rows.
    Move(i32),
    /// Move the cursor to the first row, or the last.
    MoveToEnd {
        /// To the last.
        forward: bool,
    },
    /// Move the cursor to the row of this number.
    MoveTo(u32),
    /// Choose the row of this number, or let go of it.
    Choose(u32),
    /// Choose all rows from the one chosen last to this one.
    ChooseTo(u32),
    /// Choose the row of the cursor and move it on by so many rows, choosing that one too.
    Extend(i32),
    /// Choose all that are listed.
    ChooseAll,
    /// Choose none.
    ChooseNone,
    /// Open the document of this number.
    Open(u32),
    /// The document of this number is open, or can't be opened.
    Brought(u32),
    /// Open the row of the cursor.
    OpenCursor,
    /// Open the next document of the list, or the one before.
    Next {
        /// The next.
        forward: bool,
    },
    /// Do something to the chosen rows; to the row of the cursor if none is chosen.
    Do(Task),
    /// The errand of that ticket has come so far.
    Progress(u64, usize),
    /// Pause the errand, or go on with it.
    Pause(bool),
    /// Give up what is left of it.
    StopErrand,
    /// Open another project.
    OpenProject(u32),
    /// Begin a new one of that name.
    NewProject(Rc<str>),
    /// Call the open one otherwise.
    NameProject(Rc<str>),
    /// Delete a project with all it holds.
    DeleteProject(u32),
}

/// The list as a person works on it. Cheap to clone: the rows are shared, and what changed them is counted.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    shelf: Rc<RefCell<Shelf>>,
    /// Counts what changed the rows.
    generation: u64,
    filter: Filter,
    order: Order,
    descending: bool,
    typed: Rc<str>,
    cursor: Option<u32>,
    chosen: Rc<BTreeSet<u32>>,
    errand: Option<Rc<Errand>>,
    projects: Rc<Vec<ProjectRow>>,
    project: u32,
    wanted: Option<u32>,
}

impl Queue {
    /// The rows.
    pub fn shelf(&self) -> Ref<'_, Shelf> {
        self.shelf.borrow()
    }

    /// Counts what changed the rows.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What is listed.
    pub fn listing(&self) -> Rc<Listing> {
        Rc::new(self.shelf().list(&self.filter, self.order, self.descending))
    }

    /// Which rows are listed.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What is searched for.
    pub fn typed(&self) -> &Rc<str> {
        &self.typed
    }

    /// The number of the row that the keys act on.
    pub fn cursor(&self) -> Option<u32> {
        self.cursor
    }

    /// The numbers of the chosen rows.
    pub fn chosen(&self) -> &Rc<BTreeSet<u32>> {
        &self.chosen
    }

    /// What is being done to many documents.
    pub fn errand(&self) -> Option<&Rc<Errand>> {
        self.errand.as_ref()
    }

    /// What projects there are.
    pub fn projects(&self) -> &Rc<Vec<ProjectRow>> {
        &self.projects
    }

    /// The number of the project that is open; 0 if nothing is kept.
    pub fn project(&self) -> u32 {
        self.project
    }

    /// The same list of what `shelved` has: its rows and projects.
    pub(in crate::workspace) fn on(self, shelved: &Queue) -> Queue {
        Queue {
            shelf: shelved.shelf.clone(),
            generation: self.generation + 1,
            projects: shelved.projects.clone(),
            project: shelved.project,
            ..self
        }
    }

    /// The number of a document that is to be opened, which the store has yet to bring.
    pub fn wanted(&self) -> Option<u32> {
        self.wanted
    }

    /// Takes in what a person did or the store answered.
    pub(in crate::workspace) fn apply(&mut self, command: QueueCommand) {
        match command {
            QueueCommand::Shelved(shelf) => {
                self.shelf = shelf;
                self.generation += 1;
            }
            QueueCommand::Rows { put, gone } => {
                let mut shelf = self.shelf.borrow_mut();
                put.iter().for_each(|row| shelf.put(row));
                if !gone.is_empty() {
                    shelf.remove(&gone);
                }
                self.generation += 1;
            }
            QueueCommand::Projects(projects, project) => (self.projects, self.project) = (projects, project),
            QueueCommand::Open(number) => self.wanted = Some(number),
            QueueCommand::Brought(number) => {
                self.wanted.take_if(|wanted| *wanted == number);
            }
            QueueCommand::Search(typed) => self.typed = typed,
            _ => {}
        }
    }
}
