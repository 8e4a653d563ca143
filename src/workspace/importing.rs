//! Taking in many files at once, as a person sees it: what was chosen, which column is what, how far it has come, what came of it.
//!
//! The bytes are never here: the page gives them to the worker in the background, and what that answers to the store.

use std::rc::Rc;

use super::{OpenDocument, Workspace, counted};
use crate::annotation::{Annotator, EntityId, replay};
use crate::format::read_record;
use crate::job::errand::{Batch, Duplicate};
use crate::job::intake::{Choice, Preview};
use crate::job::kept::EntityRow;

/// What goes on with files that come in together.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportCommand {
    /// These came: their names, and how many bytes they have.
    Offer(Vec<(Rc<str>, u64)>),
    /// The worker has so many bytes of them.
    Handed(u64),
    /// These could not be read, and why.
    Unread(Vec<(String, String)>),
    /// What is in them.
    Looked(Vec<(String, Preview)>),
    /// Say which column is what in the tables of that place.
    Choose(usize, Column, Option<String>),
    /// Say whether the texts of these tables are HTML.
    AsHtml(usize, bool),
    /// Say whether articles are left out that are there already.
    LeaveOut(bool),
    /// Take them in.
    Start,
    /// A part of them has come in.
    Came {
        /// What came of it.
        batch: Rc<Batch>,
        /// Whether its documents are to be opened: where nothing is kept, they are nowhere else.
        open: bool,
    },
    /// Give up what has not come in yet.
    Stop,
    /// It is over; whether something was left.
    Over(bool),
    /// It went wrong, and why. What came in stays.
    Failed(Rc<str>),
    /// Show the window again.
    Show,
    /// Close the window. What is under way goes on without it.
    Close,
}

/// What a column or field may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The article.
    Text,
    /// Its headline.
    Title,
    /// Its date.
    Published,
    /// Its address.
    Url,
    /// What it is called.
    Id,
}

impl Column {
    /// All of them.
    pub const ALL: &[Column] = &[Column::Text, Column::Title, Column::Published, Column::Url, Column::Id];

    /// The column that is chosen for it.
    pub fn of(self, choice: &Choice) -> Option<&str> {
        match self {
            Column::Text => choice.text.as_deref(),
            Column::Title => choice.title.as_deref(),
            Column::Published => choice.published.as_deref(),
            Column::Url => choice.url.as_deref(),
            Column::Id => choice.id.as_deref(),
        }
    }

    fn set(self, choice: &mut Choice, name: Option<String>) {
        let place = match self {
            // Without a text nothing would come in.
            Column::Text if name.is_none() => return,
            Column::Text => &mut choice.text,
            Column::Title => &mut choice.title,
            Column::Published => &mut choice.published,
            Column::Url => &mut choice.url,
            Column::Id => &mut choice.id,
        };
        *place = name;
    }
}

/// Files that come in together.
#[derive(Clone, Debug, PartialEq)]
pub struct Importing {
    /// Tells it from every other.
    pub ticket: u64,
    /// Their names, and how many bytes they have.
    pub files: Rc<Vec<(Rc<str>, u64)>>,
    /// Those with columns to choose among, those with the same ones together.
    pub tables: Rc<Vec<Tables>>,
    /// How far it is.
    pub step: ImportStep,
    /// Whether its window is closed while it goes on.
    pub hidden: bool,
    /// How many documents have come in.
    pub came: usize,
    /// What could not be taken, or not all of it: where, and why.
    pub rejected: Rc<Vec<(String, String)>>,
    /// Documents that are like others.
    pub duplicates: Rc<Vec<Duplicate>>,
    /// Whether articles are left out that are there already.
    pub leave_out: bool,
    /// Those that were.
    pub left_out: Rc<Vec<Duplicate>>,
}

/// Tables or files of objects with the same columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Tables {
    /// Their names.
    pub files: Vec<String>,
    /// The beginning of the first one, with what is chosen for all.
    pub preview: Preview,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportStep {
    /// The files are handed to the worker: so many of their bytes.
    Handing(u64),
    /// A person chooses.
    Choosing,
    /// So many bytes are read, of so many; whether it is to stop.
    Running {
        /// How many are read.
        done: u64,
        /// How many there are.
        of: u64,
        /// Whether it was told to stop.
        stopping: bool,
    },
    /// It is over.
    Over {
        /// Whether it was given up.
        stopped: bool,
        /// What went wrong.
        failed: Option<Rc<str>>,
    },
}

impl Importing {
    /// How many bytes the files have.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }

    /// Whether it goes on.
    pub fn is_running(&self) -> bool {
        matches!(self.step, ImportStep::Running { .. })
    }

    /// What is chosen, by the names of files.
    pub fn choices(&self) -> Vec<(String, Choice)> {
        let of = |tables: &Tables| {
            let choice = tables.preview.choice.clone();
            tables.files.iter().map(move |name| (name.clone(), choice.clone())).collect::<Vec<_>>()
        };
        self.tables.iter().flat_map(of).collect()
    }

    /// What could not be taken, a line each, as a file of it holds it.
    pub fn report(&self) -> String {
        let mut report = format!("{} came in, {} not or not whole\n", self.came, self.rejected.len());
        self.rejected.iter().for_each(|(place, why)| report += &format!("{place}: {why}\n"));
        if !self.duplicates.is_empty() {
            report += &format!("\n{} like others\n", self.duplicates.len());
        }
        for one in &*self.duplicates {
            let other = one.of_title.clone().unwrap_or_else(|| format!("document {}", one.of));
            report += &format!("{} is like {other}: {} %\n", one.title, one.alike);
        }
        if !self.left_out.is_empty() {
            report += &format!("\n{} left out, as they were there already\n", self.left_out.len());
        }
        self.left_out.iter().for_each(|one| report += &format!("{}\n", one.title));
        report
    }
}

impl Workspace {
    /// Files that come in together.
    pub fn importing(&self) -> Option<&Rc<Importing>> {
        self.importing.as_ref()
    }

    pub(super) fn import(&mut self, command: ImportCommand) {
        if let ImportCommand::Offer(files) = command {
            return self.offer_import(files);
        }
        let Some(importing) = &mut self.importing else { return };
        let now = Rc::make_mut(importing);
        match (command, &mut now.step) {
            (ImportCommand::Handed(bytes), ImportStep::Handing(done)) => *done = bytes,
            (ImportCommand::Unread(unread), _) => Rc::make_mut(&mut now.rejected).extend(unread),
            (ImportCommand::Looked(found), ImportStep::Handing(_)) => {
                now.tables = Rc::new(grouped(found));
                now.step = ImportStep::Choosing;
            }
            (ImportCommand::Choose(at, column, name), ImportStep::Choosing) => {
                if let Some(tables) = Rc::make_mut(&mut now.tables).get_mut(at) {
                    column.set(&mut tables.preview.choice, name);
                }
            }
            (ImportCommand::AsHtml(at, html), ImportStep::Choosing) => {
                if let Some(tables) = Rc::make_mut(&mut now.tables).get_mut(at) {
                    tables.preview.choice.html = html;
                }
            }
            (ImportCommand::LeaveOut(leave_out), ImportStep::Choosing) => now.leave_out = leave_out,
            (ImportCommand::Start, ImportStep::Choosing) => {
                now.step = ImportStep::Running { done: 0, of: now.bytes(), stopping: false };
            }
            (ImportCommand::Came { batch, open }, ImportStep::Running { done, of, .. }) => {
                (*done, *of) = batch.done;
                now.came += batch.records.len();
                Rc::make_mut(&mut now.rejected).extend(batch.rejected.iter().cloned());
                Rc::make_mut(&mut now.duplicates).extend(batch.duplicates.iter().cloned());
                Rc::make_mut(&mut now.left_out).extend(batch.left_out.iter().cloned());
                self.came_in(&batch, open);
            }
            (ImportCommand::Stop, ImportStep::Running { stopping, .. }) => *stopping = true,
            (ImportCommand::Over(stopped), ImportStep::Running { .. }) => {
                now.step = ImportStep::Over { stopped, failed: None };
                let mut said =
                    format!("{} came in, {} rejected", counted(now.came, "document"), now.rejected.len());
                if !now.left_out.is_empty() {
                    said += &format!(", {} left out", now.left_out.len());
                }
                self.say(&said);
            }
            (ImportCommand::Failed(why), _) => {
                now.step = ImportStep::Over { stopped: true, failed: Some(why) };
            }
            (ImportCommand::Show, _) => now.hidden = false,
            (ImportCommand::Close, ImportStep::Running { .. }) => now.hidden = true,
            (ImportCommand::Close, _) => self.importing = None,
            _ => {}
        }
    }

    /// Others that come while some are there wait for nothing: what is under way is never given up for them.
    fn offer_import(&mut self, files: Vec<(Rc<str>, u64)>) {
        if self.importing.as_ref().is_some_and(|importing| importing.is_running()) {
            let line = "Wait until it is through, or stop it; then drop the files again.".to_owned();
            return self.tell("Other files are being taken in", vec![line], true);
        }
        self.tickets += 1;
        self.importing = Some(Rc::new(Importing {
            ticket: self.tickets,
            files: Rc::new(files),
            tables: Rc::default(),
            step: ImportStep::Handing(0),
            hidden: false,
            came: 0,
            rejected: Rc::default(),
            duplicates: Rc::default(),
            leave_out: false,
            left_out: Rc::default(),
        }));
    }

    /// Takes in what a batch has for the whole project, and its documents if they are to be open.
    fn came_in(&mut self, batch: &Batch, open: bool) {
        if !batch.labels.is_empty() {
            self.schema = Rc::new(super::with_labels(&self.schema, batch));
            self.see_takers();
        }
        if batch.extra.is_some() {
            self.extra.clone_from(&batch.extra);
        }
        let annotators = Rc::make_mut(&mut self.annotators);
        for (name, extra) in &batch.annotators {
            if annotators.iter().all(|known| known.name != *name) {
                annotators.push(Annotator { name: name.clone(), extra: extra.clone() });
            }
        }
        let entities: Vec<_> =
            batch.entities.iter().cloned().filter_map(EntityRow::entity).map(Rc::new).collect();
        let ids: Vec<EntityId> = entities.iter().map(|entity| entity.id.clone()).collect();
        Rc::make_mut(&mut self.from_files).extend(ids);
        self.add_entities(entities);
        if open {
            let deltas = batch.records.iter().filter_map(|(_, record)| read_record(record).ok());
            let kept = deltas.filter_map(|delta| replay(&[delta]).0);
            let show = self.show;
            self.documents.extend(kept.map(|kept| Rc::new(OpenDocument::restored(kept, show))));
            self.behind = true;
        }
        self.revision += 1;
    }
}

/// Tables with the same columns together, in the order they came.
fn grouped(found: Vec<(String, Preview)>) -> Vec<Tables> {
    let mut all: Vec<Tables> = Vec::new();
    for (name, preview) in found {
        let alike = |tables: &&mut Tables| {
            tables.preview.columns == preview.columns && tables.preview.choice == preview.choice
        };
        match all.iter_mut().find(alike) {
            Some(tables) => tables.files.push(name),
            None => all.push(Tables { files: vec![name], preview }),
        }
    }
    all
}

#[cfg(test)]
mod tests;
