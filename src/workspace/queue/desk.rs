//! The list of a project's documents as a person works on it: filter, order, search, the row that the keys act on, the chosen
//! rows, and what is being done to many of them.

mod chosen;
mod cursor;
mod errand;
mod listed;
mod projects;
mod undone;

use std::cell::{OnceCell, Ref, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use self::listed::{Answer, Listed};
use self::undone::Done;
use super::{Filter, Order, Row, Shelf};

pub use errand::{Errand, Task};
pub use projects::{ProjectRow, ProjectWish};

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
    /// Choose the row of the cursor, or let go of it.
    ChooseCursor,
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
    /// Open the row of the cursor.
    OpenCursor,
    /// Open the next document of the list, or the one before.
    Next {
        /// The next.
        forward: bool,
    },
    /// Open the first row from the cursor on that is not done, going round to the first.
    OpenUndone,
    /// The document of that number, which was asked for, is open; or one that nobody asked for here.
    Brought(u32),
    /// Do something to the chosen rows; to the row of the cursor if none is chosen.
    Do(Task),
    /// The errand of that ticket has come so far.
    Progress(u64, usize),
    /// The errand of that ticket leaves these as they are, by number.
    Leave(u64, Vec<u32>),
    /// Pause the errand, or go on with it.
    Pause(bool),
    /// Give up what is left of it.
    StopErrand,
    /// The store has deleted these.
    Deleted(Rc<[Row]>),
    /// What was to come back is there again, or could not come.
    Returned,
    /// Open another project.
    OpenProject(u32),
    /// Begin a new one of that name.
    NewProject(Rc<str>),
    /// Call the open one otherwise.
    NameProject(Rc<str>),
    /// Delete a project with all it holds.
    DeleteProject(u32),
}

impl QueueCommand {
    /// Whether what it is told with is what came of it.
    fn does(&self) -> bool {
        matches!(
            self,
            QueueCommand::Open(_)
                | QueueCommand::OpenCursor
                | QueueCommand::Next { .. }
                | QueueCommand::OpenUndone
                | QueueCommand::Do(_)
                | QueueCommand::Progress(..)
                | QueueCommand::StopErrand
                | QueueCommand::OpenProject(_)
                | QueueCommand::NewProject(_)
                | QueueCommand::NameProject(_)
                | QueueCommand::DeleteProject(_)
        )
    }

    /// Whether what came of another before stays to be read: it is an answer, or a look.
    fn waits(&self) -> bool {
        matches!(
            self,
            QueueCommand::Shelved(_)
                | QueueCommand::Rows { .. }
                | QueueCommand::Projects(..)
                | QueueCommand::Found { .. }
                | QueueCommand::Brought(_)
                | QueueCommand::Progress(..)
                | QueueCommand::Deleted(_)
                | QueueCommand::Returned
                | QueueCommand::Move(_)
                | QueueCommand::MoveTo(_)
                | QueueCommand::MoveToEnd { .. }
        )
    }
}

/// The list as a person works on it. Cheap to clone: the rows are shared, and what changed them is counted.
#[derive(Clone, Debug)]
pub struct Queue {
    shelf: Rc<RefCell<Shelf>>,
    /// Counts what changed the rows.
    generation: u64,
    /// Counts what was asked and answered: two of one count are the same.
    version: u64,
    filter: Filter,
    order: Order,
    descending: bool,
    typed: Rc<str>,
    /// What the last search found that was not given up.
    answer: Option<Answer>,
    /// What is listed, once it was asked for; a new one with whatever changes it.
    listed: Rc<OnceCell<Listed>>,
    cursor: Option<u32>,
    /// Where the cursor was listed the last time: there it stays when its row leaves the list.
    place: usize,
    chosen: Rc<BTreeSet<u32>>,
    /// The row chosen last, from which more are.
    anchor: Option<u32>,
    /// How many of the chosen are not listed, once it was asked for.
    hidden: Rc<OnceCell<usize>>,
    wanted: Option<u32>,
    errand: Option<Rc<Errand>>,
    tickets: u64,
    projects: Rc<Vec<ProjectRow>>,
    project: u32,
    wish: Option<ProjectWish>,
    /// What was done to many, the last one last, and what is to come back.
    done: Rc<Vec<Done>>,
    returning: Option<Rc<[Row]>>,
    /// What came of the last thing that was asked for, until another is.
    outcome: Option<Rc<str>>,
    /// Whether it tells nothing of the marks in documents that are not done.
    blind: bool,
}

impl Default for Queue {
    fn default() -> Queue {
        Queue {
            shelf: Rc::default(),
            generation: 0,
            version: 0,
            filter: Filter::default(),
            order: Order::Added,
            // What came last is what is worked on.
            descending: true,
            typed: Rc::default(),
            answer: None,
            listed: Rc::default(),
            cursor: None,
            place: 0,
            chosen: Rc::default(),
            anchor: None,
            hidden: Rc::default(),
            wanted: None,
            errand: None,
            tickets: 0,
            projects: Rc::default(),
            project: 0,
            wish: None,
            done: Rc::default(),
            returning: None,
            outcome: None,
            blind: false,
        }
    }
}

impl PartialEq for Queue {
    fn eq(&self, other: &Queue) -> bool {
        Rc::ptr_eq(&self.shelf, &other.shelf) && self.version == other.version
    }
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

    /// Which rows are listed, apart from what is searched for.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What the rows are sorted by, and whether descending.
    pub fn order(&self) -> (Order, bool) {
        (self.order, self.descending)
    }

    /// What is searched for.
    pub fn typed(&self) -> &Rc<str> {
        &self.typed
    }

    /// The numbers of the chosen rows.
    pub fn chosen(&self) -> &Rc<BTreeSet<u32>> {
        &self.chosen
    }

    /// The number of the document that a person asked to open and that the store has yet to bring.
    pub fn wanted(&self) -> Option<u32> {
        self.wanted
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

    /// What a person asked of the projects and the store has yet to do.
    pub fn project_wish(&self) -> Option<&ProjectWish> {
        self.wish.as_ref()
    }

    /// The same list of what `shelved` has: its rows and projects.
    pub(in crate::workspace) fn on(mut self, shelved: &Queue) -> Queue {
        self.version += 1;
        self.shelve(shelved.shelf.clone());
        self.take_projects(shelved.projects.clone(), shelved.project);
        self
    }

    /// What came of the last thing that was asked for: what was done, or why it was not.
    pub fn outcome(&self) -> Option<&Rc<str>> {
        self.outcome.as_ref()
    }

    /// Takes in what a person did or the store answered; the words that it is told with.
    pub(in crate::workspace) fn apply(&mut self, command: QueueCommand) -> Option<String> {
        self.version += 1;
        let (does, waits) = (command.does(), command.waits());
        let told = self.carry_out(command);
        if does && told.is_some() {
            self.outcome = told.as_deref().map(Rc::from);
        } else if !waits {
            self.outcome = None;
        }
        told
    }

    fn carry_out(&mut self, command: QueueCommand) -> Option<String> {
        match command {
            QueueCommand::Shelved(shelf) => {
                self.shelve(shelf);
                None
            }
            QueueCommand::Rows { put, gone } => {
                self.take_rows(&put, &gone);
                None
            }
            QueueCommand::Filter(filter) => {
                let filter = self.blinded(*filter);
                let changes = self.filter != filter;
                changes.then(|| {
                    self.relist();
                    self.filter = filter;
                    self.told_listed()
                })
            }
            QueueCommand::Sort(order, _) if self.blind && order.is_of_marks() => None,
            QueueCommand::Sort(order, descending) => {
                if (self.order, self.descending) != (order, descending) {
                    self.relist();
                    (self.order, self.descending) = (order, descending);
                }
                None
            }
            QueueCommand::Search(typed) => self.search(typed),
            QueueCommand::Found { typed, numbers } => self.found(typed, numbers),
            QueueCommand::Move(by) => {
                self.move_by(by);
                None
            }
            QueueCommand::MoveToEnd { forward } => {
                self.move_by(if forward { i32::MAX } else { i32::MIN });
                None
            }
            QueueCommand::MoveTo(number) => {
                self.move_to(number);
                None
            }
            QueueCommand::Choose(number) => Some(self.choose(number)),
            QueueCommand::ChooseCursor => {
                let number = self.cursor_or_first();
                number.map(|number| self.choose(number))
            }
            QueueCommand::ChooseTo(number) => Some(self.choose_to(number)),
            QueueCommand::Extend(by) => self.extend(by),
            QueueCommand::ChooseAll => Some(self.choose_all()),
            QueueCommand::ChooseNone => (!self.chosen.is_empty()).then(|| self.choose_none()),
            QueueCommand::Open(number) => self.open(number),
            QueueCommand::OpenCursor => match self.cursor_or_first() {
                Some(number) => self.open(number),
                None => Some("Nothing is listed".to_owned()),
            },
            QueueCommand::Next { forward } => self.open_next(forward),
            QueueCommand::OpenUndone => self.open_undone(),
            QueueCommand::Brought(number) => {
                self.brought(number);
                None
            }
            QueueCommand::Do(task) => Some(self.begin(task)),
            QueueCommand::Leave(ticket, numbers) => {
                self.leave(ticket, &numbers);
                None
            }
            QueueCommand::Progress(ticket, done) => self.progress(ticket, done),
            QueueCommand::Pause(paused) => self.pause(paused),
            QueueCommand::StopErrand => self.stop_errand(),
            QueueCommand::Projects(projects, project) => {
                self.take_projects(projects, project);
                None
            }
            QueueCommand::Deleted(rows) => {
                self.note_done(Done::Deleted(rows));
                None
            }
            QueueCommand::Returned => {
                self.returning = None;
                None
            }
            QueueCommand::OpenProject(number) => self.wish_for(ProjectWish::Open(number)),
            QueueCommand::NewProject(name) => self.wish_for(ProjectWish::New(name)),
            QueueCommand::NameProject(name) => self.wish_for(ProjectWish::Name(name)),
            QueueCommand::DeleteProject(number) => self.wish_for(ProjectWish::Delete(number)),
        }
    }
}

#[cfg(test)]
mod tests;
