//! The projects there are, and what a person asks of them.

use std::rc::Rc;

use super::Queue;
use crate::text::fold;
use crate::workspace::queue::Filter;

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

impl ProjectRow {
    /// What it is called: the first one has no name until somebody gives it one.
    pub fn title(&self) -> &str {
        if self.name.trim().is_empty() { "Documents" } else { &self.name }
    }

    /// Whether a person takes that for its name, small letters or large.
    pub fn is_called(&self, name: &str) -> bool {
        fold(self.title().trim()) == fold(name.trim())
    }
}

/// What a person asks of the projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectWish {
    /// Open the one of that number.
    Open(u32),
    /// Begin one of that name, and open it.
    New(Rc<str>),
    /// Call the open one so.
    Name(Rc<str>),
    /// Delete the one of that number with all it holds.
    Delete(u32),
}

impl Queue {
    /// The project that is open.
    pub fn open_project(&self) -> Option<&ProjectRow> {
        self.projects.iter().find(|row| row.number == self.project)
    }

    pub(super) fn take_projects(&mut self, projects: Rc<Vec<ProjectRow>>, project: u32) {
        (self.projects, self.wish) = (projects, None);
        let before = std::mem::replace(&mut self.project, project);
        // What was asked about the other project's rows means nothing here.
        if before != 0 && before != project {
            self.relist();
            (self.filter, self.typed, self.answer) = (Filter::default(), Rc::default(), None);
            (self.cursor, self.place, self.wanted) = (None, 0, None);
            (self.chosen, self.anchor) = (Rc::default(), None);
            (self.done, self.returning) = (Rc::default(), None);
            self.errand = None;
        }
    }

    pub(super) fn wish_for(&mut self, wish: ProjectWish) -> Option<String> {
        let is_there = |number: u32| self.projects.iter().any(|row| row.number == number);
        let named = |name: &str| {
            let mut others = self.projects.iter();
            others.any(|row| {
                let itself = matches!(wish, ProjectWish::Name(_)) && row.number == self.project;
                !itself && row.is_called(name)
            })
        };
        let wish = match &wish {
            ProjectWish::Open(number) | ProjectWish::Delete(number) if !is_there(*number) => return None,
            ProjectWish::Open(number) if *number == self.project => return None,
            ProjectWish::Delete(_) if self.projects.len() == 1 => {
                return Some("It is the only project there is".to_owned());
            }
            ProjectWish::New(name) | ProjectWish::Name(name) => match name.trim() {
                "" => return Some("A project needs a name".to_owned()),
                name if named(name) => return Some(format!("There is a project {name} already")),
                name if matches!(wish, ProjectWish::New(_)) => ProjectWish::New(name.into()),
                name => ProjectWish::Name(name.into()),
            },
            ProjectWish::Open(_) | ProjectWish::Delete(_) => wish,
        };
        // What is under way is for the rows that are open.
        let leaves = match &wish {
            ProjectWish::Name(_) => false,
            ProjectWish::Delete(number) => *number == self.project,
            ProjectWish::Open(_) | ProjectWish::New(_) => true,
        };
        if let Some(refused) = self.refusal().filter(|_| leaves) {
            return Some(refused);
        }
        self.wish = Some(wish);
        None
    }
}
