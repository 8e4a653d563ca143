//! The project beside what others made of the same documents: what they do not agree on, settled one by one, then taken in as
//! one step.
//!
//! What others have comes from files. Only documents of one text are compared, and of them what somebody decided: pencil is no
//! opinion. Merging, and what is in conflict, is [`crate::agreement`]'s; here it is asked and answered. A choice is kept by what
//! it is about, not by its number, so that it stays when a document is edited meanwhile or another file comes in.

mod align;
mod command;
mod conflict;
mod done;
mod figures;
mod plan;
mod take;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use self::align::Aligned;
use super::Workspace;
use crate::agreement::{Outcome, merge};
use crate::annotation::{Document, Label, Project, Schema, StepId};

pub use align::NotCompared;
pub use command::CompareCommand;
pub use conflict::{Asked as Conflict, Kind, Reading, Side};
pub use figures::{FiguresTold, Figuring, FoundPlace};
pub use plan::Plan;

use self::conflict::{Choice, Key};

/// A file of annotations, as it was read.
#[derive(Clone, Debug)]
pub struct CompareFile {
    /// The file's name.
    pub name: Rc<str>,
    /// What it holds.
    pub project: Rc<Project>,
    /// What was not understood in it, a line each.
    pub issues: Vec<String>,
}

/// Which conflicts are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Those with a mark of this label.
    pub label: Option<Label>,
    /// Those in the document of this id.
    pub document: Option<Rc<str>>,
    /// Those that are not settled.
    pub open: bool,
}

/// The project beside files of others.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    files: Vec<Rc<CompareFile>>,
    base: Option<Rc<CompareFile>>,
    /// What all versions are called; the first is the project itself.
    names: Vec<Rc<str>>,
    /// The versions of the documents that are compared, the project's own first.
    versions: Vec<Rc<Project>>,
    /// The project's documents as they were when this was worked out.
    seen: Vec<Rc<Document>>,
    /// The labels of all.
    schema: Rc<Schema>,
    left: Rc<NotCompared>,
    outcome: Rc<Outcome>,
    conflicts: Rc<Vec<Conflict>>,
    choices: BTreeMap<Key, Choice>,
    /// The choices in the order they were made, each with the one it replaced.
    trail: Vec<(Key, Option<Choice>)>,
    narrowed: Narrowed,
    /// The conflict in hand, among those that are shown.
    at: usize,
    /// What comes of the documents without a conflict.
    quiet: Plan,
    /// What comes of all as it stands.
    plan: Plan,
    /// What was settled and taken in: the files still say otherwise, and are not asked again as long as the project says so.
    done: BTreeMap<Key, Choice>,
    /// The step in which the outcome was taken in last.
    taken: Option<Taken>,
    /// Whether figures are shown, and not conflicts: then no key settles any.
    agreement: bool,
    /// How far the versions agree, as far as that is worked out.
    figuring: Figuring,
    /// Counts what was worked out anew.
    number: u64,
}

/// A step in which an outcome was taken in.
#[derive(Clone, Debug)]
struct Taken {
    /// One of its documents.
    document: Rc<str>,
    step: StepId,
    /// What was settled by it.
    keys: Vec<Key>,
}

impl Comparison {
    /// The files of others, in the order they came.
    pub fn files(&self) -> &[Rc<CompareFile>] {
        &self.files
    }

    /// What all were made from.
    pub fn base(&self) -> Option<&Rc<CompareFile>> {
        self.base.as_ref()
    }

    /// What the versions are called, the project's own first.
    pub fn names(&self) -> &[Rc<str>] {
        &self.names
    }

    /// How many documents are compared.
    pub fn documents(&self) -> usize {
        self.seen.len()
    }

    /// The labels of all versions.
    pub fn schema(&self) -> &Rc<Schema> {
        &self.schema
    }

    /// What is not compared.
    pub fn left(&self) -> &NotCompared {
        &self.left
    }

    /// What can be settled, in the order of the documents.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Which of them are shown: their places, in order.
    pub fn shown(&self) -> Vec<usize> {
        let fits = |conflict: &Conflict| {
            let Narrowed { label, document, open } = &self.narrowed;
            label.as_ref().is_none_or(|label| conflict.labels.contains(label))
                && document.as_ref().is_none_or(|id| conflict.document == *id)
                && !(*open && self.choices.contains_key(&conflict.key))
        };
        let conflicts = self.conflicts.iter().enumerate();
        conflicts.filter(|(_, conflict)| fits(conflict)).map(|(at, _)| at).collect()
    }

    /// Whether figures are shown, and not conflicts.
    pub fn shows_agreement(&self) -> bool {
        self.agreement
    }

    /// Which are to be shown.
    pub fn narrowed(&self) -> &Narrowed {
        &self.narrowed
    }

    /// The place of the one in hand among those that are shown.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many are settled.
    pub fn settled(&self) -> usize {
        self.conflicts.iter().filter(|conflict| self.choices.contains_key(&conflict.key)).count()
    }

    /// How the conflict at that place is settled: which of its sides hold what was chosen, and whether it is settled at all.
    pub fn answer(&self, at: usize) -> Option<Answer> {
        let conflict = self.conflicts.get(at)?;
        let choice = self.choices.get(&conflict.key)?;
        let sides = conflict.sides.iter().map(|side| side.choice == *choice).collect::<Vec<_>>();
        Some(match choice {
            _ if sides.contains(&true) => Answer::Sides(sides),
            Choice::Keep(kept) if kept.is_empty() => Answer::Nothing,
            _ => Answer::All,
        })
    }

    /// The choice that undo takes back.
    pub fn can_go_back(&self) -> bool {
        !self.trail.is_empty()
    }

    /// What undo takes back.
    pub fn next_undo(&self) -> Option<&'static str> {
        match (self.agreement, self.can_go_back()) {
            (true, _) => None,
            (false, true) => Some("the last choice"),
            (false, false) => self.taken.is_some().then_some("take in"),
        }
    }

    /// Whether the outcome was taken in, and nothing was chosen since.
    pub fn is_taken_in(&self) -> bool {
        self.taken.is_some()
    }

    /// What taking it in changes.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The version of that number of a document.
    pub fn version(&self, number: usize, document: &str) -> Option<&Rc<Document>> {
        self.versions.get(number)?.documents.iter().find(|one| *one.id == *document)
    }

    /// Works everything out anew from what the project has now; choices stay where there still is something to choose.
    fn see(&mut self, workspace: &Workspace) {
        let Aligned { names, versions, base, seen, schema, left } = align::aligned(self, workspace);
        let outcome = merge(versions.iter().map(|one| Project::clone(one)), base).outcome();
        (self.names, self.versions, self.seen) = (names, versions, seen);
        (self.schema, self.left) = (schema, Rc::new(left));
        let mut conflicts = conflict::all(&outcome, &self.versions);
        if let Some(ours) = self.versions.first().filter(|_| !self.done.is_empty()) {
            let done = done::Done::of(&self.done, ours);
            conflicts.retain(|one| !done.holds(one));
        }
        self.conflicts = Rc::new(conflicts);
        self.outcome = Rc::new(outcome);
        let keys: BTreeSet<&Key> = self.conflicts.iter().map(|conflict| &conflict.key).collect();
        self.choices.retain(|key, _| keys.contains(key));
        self.trail.retain(|(key, _)| keys.contains(key));
        self.stay();
        let asked = self.asked();
        self.quiet = plan::plan(self, workspace, |id| !asked.contains(id));
        self.see_plan(workspace);
        self.figuring = Figuring::Not;
        self.number += 1;
    }

    /// The documents with something in conflict.
    fn asked(&self) -> HashSet<Rc<str>> {
        self.conflicts.iter().map(|conflict| conflict.document.clone()).collect()
    }

    /// Works out what comes of it, after a choice.
    fn see_plan(&mut self, workspace: &Workspace) {
        let asked = self.asked();
        self.plan = self.quiet.plus(plan::plan(self, workspace, |id| asked.contains(id)));
    }

    /// Whether the project has other documents now than this was worked out from.
    fn is_behind(&self, workspace: &Workspace) -> bool {
        let comes = self.left.waiting.iter().any(|id| !workspace.waits(id));
        comes
            || self.seen.iter().any(|seen| {
                let open = workspace.documents.iter().find(|open| open.document.id == seen.id);
                match open {
                    Some(open) => !open.document.is_unchanged_from(seen) || workspace.waits(&seen.id),
                    // A document that is closed is as it was; one that was deleted is none of the project's.
                    None => workspace.queue.shelf().number_of(&seen.id).is_none(),
                }
            })
    }

    /// Keeps the place in hand within what is shown.
    fn stay(&mut self) {
        self.at = self.at.min(self.shown().len().saturating_sub(1));
    }
}

/// How a conflict was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// As these of its sides have it.
    Sides(Vec<bool>),
    /// As none has it: nothing stands.
    Nothing,
    /// All that any of them has stands.
    All,
}

impl Workspace {
    /// What is compared, if anything is.
    pub fn comparison(&self) -> Option<&Rc<Comparison>> {
        self.comparison.as_ref()
    }
}

#[cfg(test)]
mod tests;
