//! Going from one project to another, beginning one, calling it otherwise, deleting one.

use std::rc::Rc;

use tagline::job::kept::{ProjectPart, project_part, read_part, write_part};
use tagline::workspace::queue::{ProjectRow, ProjectWish, QueueCommand};
use tagline::workspace::{Command, Notice, Workspace};
use wasm_bindgen_futures::spawn_local;

use super::{Keeper, Known};
use crate::browser::store::{Batch, Store, StoreError};
use crate::browser::tabs::Asking;
use crate::browser::{backups, clock, settings};
use crate::desk::Keep;

impl Keeper {
    /// Does what a person wishes of the projects.
    pub(super) fn see_wish(self: &Rc<Keeper>, now: &Workspace) {
        let Some(wish) = now.queue().project_wish().cloned() else { return };
        if self.wishing.replace(true) {
            return;
        }
        let (keeper, store) = (self.clone(), self.store.borrow().clone());
        let (rows, saved) = (now.queue().projects().clone(), self.is_saved(now));
        spawn_local(async move {
            let done = match store {
                None => Err("Nothing is kept here, so that there is one project only".to_owned()),
                Some(_) if keeper.importing.get() && !matches!(wish, ProjectWish::Name(_)) => {
                    Err("Files are being taken in: wait until they are, or stop that".to_owned())
                }
                Some(_) if !saved && !matches!(wish, ProjectWish::Name(_)) => {
                    Err("What was done last is not saved yet. Try again in a moment".to_owned())
                }
                Some(store) => keeper.grant(&store, wish, &rows).await.map_err(|error| format!("{error}")),
            };
            if let Err(why) = done {
                let lines = vec![format!("{why}."), "Nothing has changed.".to_owned()];
                let title = "That could not be done".to_owned();
                keeper.desk.send(Command::Tell(Notice { title, lines, failed: true }));
                keeper.tell_projects(rows.to_vec());
            }
            keeper.wishing.set(false);
        });
    }

    /// Whether the store has all of `now`, or this tab has nothing to write.
    fn is_saved(&self, now: &Workspace) -> bool {
        !self.failing.get()
            && !self.writing.get()
            && if self.lock.borrow().is_some() {
                self.told.get() == Some(now.revision())
            } else {
                self.has_written_own()
            }
    }

    pub(super) fn tell_projects(&self, rows: Vec<ProjectRow>) {
        self.desk.send(Command::Queue(QueueCommand::Projects(rows.into(), self.project.get())));
    }

    async fn grant(
        self: &Rc<Keeper>,
        store: &Store,
        wish: ProjectWish,
        rows: &[ProjectRow],
    ) -> Result<(), StoreError> {
        match wish {
            ProjectWish::Open(number) => self.go_to(number),
            ProjectWish::New(name) => {
                let number = rows.iter().map(|row| row.number).max().unwrap_or_default() + 1;
                let project = Some(project_part(&name, &clock::context().now));
                // What is open has a row of its own from now on, too.
                self.note_project(store).await?;
                store.write(number, &Batch { project, ..Batch::default() }).await?;
                self.go_to(number);
            }
            ProjectWish::Name(name) => {
                let before = std::mem::replace(&mut self.known.borrow_mut().name, name.clone());
                if let Err(error) = self.note_project(store).await {
                    // It is called as it was, also by whatever is written next.
                    let mut known = self.known.borrow_mut();
                    if known.name == name {
                        known.name = before;
                    }
                    return Err(error);
                }
                self.tell_projects(self.projects(store).await?);
            }
            ProjectWish::Delete(number) => {
                store.remove_project(number).await?;
                backups::forget(number);
                match rows.iter().find(|row| row.number != number) {
                    Some(other) if number == self.project.get() => self.go_to(other.number),
                    _ => self.tell_projects(self.projects(store).await?),
                }
            }
        }
        Ok(())
    }

    /// Writes what is said of the open project.
    pub(super) async fn note_project(&self, store: &Store) -> Result<(), StoreError> {
        let part = {
            let mut known = self.known.borrow_mut();
            if known.begun.is_empty() {
                known.begun = clock::context().now.0.to_string();
            }
            let documents = u32::try_from(known.shelf.borrow().len()).unwrap_or(u32::MAX);
            ProjectPart { name: known.name.to_string(), begun: known.begun.clone(), documents }
        };
        let project = Some(write_part(&part));
        store.write(self.project.get(), &Batch { project, ..Batch::default() }).await
    }

    /// The projects that the store has.
    pub(super) async fn projects(&self, store: &Store) -> Result<Vec<ProjectRow>, StoreError> {
        let row = |(number, text): &(u32, String)| {
            let part: ProjectPart = read_part("project", text).unwrap_or_default();
            ProjectRow { number: *number, name: part.name.as_str().into(), documents: part.documents }
        };
        Ok(store.projects().await?.iter().map(row).collect())
    }

    /// Opens another project in place of this one, in which all is saved.
    pub(super) fn go_to(self: &Rc<Keeper>, number: u32) {
        settings::keep_project(number);
        // What the lock that is given back says is of no interest any more.
        self.next_turn();
        self.passes_on();
        self.lending.borrow_mut().end();
        self.due.take();
        self.project.set(number);
        self.known.replace(Known::default());
        self.readings.forget();
        self.index.take();
        self.sought.replace(Rc::default());
        self.recent.borrow_mut().clear();
        self.now.take();
        self.told.set(None);
        self.safe.set(0);
        self.lands.set(true);
        self.desk.tell(Keep::Left);
        self.ask(Asking::IfFree);
    }
}
