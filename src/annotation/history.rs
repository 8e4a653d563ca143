//! Unlimited undo and redo.

use std::collections::HashSet;
use std::rc::Rc;

use super::{Annotation, AnnotationId, Change, Document, Edit, EditError, apply_all};

/// What was done, as what would undo it, and what was undone, as what would do it again.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Entry>,
    redo: Vec<Entry>,
    steps: u64,
}

/// What is there no more, and what is there now.
pub type GoneAndCome<'a> = (Vec<&'a Rc<Annotation>>, Vec<&'a Rc<Annotation>>);

/// Tells a step of a history from every other of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StepId(u64);

/// One change and what a person calls it.
#[derive(Clone, Debug)]
struct Entry {
    name: &'static str,
    id: StepId,
    change: Rc<Change>,
}

impl History {
    /// Applies `change` to `document` and remembers how to undo it. On an error neither has changed.
    pub fn apply(
        &mut self,
        name: &'static str,
        change: Change,
        document: &mut Document,
    ) -> Result<(), EditError> {
        let undo = apply_all(change, document)?;
        self.steps += 1;
        self.undo.push(Entry { name, id: StepId(self.steps), change: undo.into() });
        self.redo.clear();
        Ok(())
    }

    /// The step that undo would take back.
    pub fn last(&self) -> Option<StepId> {
        self.undo.last().map(|entry| entry.id)
    }

    /// The step that redo would do again.
    pub fn next(&self) -> Option<StepId> {
        self.redo.last().map(|entry| entry.id)
    }

    /// The annotations that were taken out of the text as it is, and that undo would put back.
    pub fn deleted(&self) -> impl Iterator<Item = &Rc<Annotation>> {
        let edits = self.undo.iter().rev().flat_map(|entry| &entry.change.0);
        edits.take_while(|edit| !matches!(edit, Edit::SetText(_))).filter_map(|edit| match edit {
            Edit::Insert(annotation) => Some(annotation),
            _ => None,
        })
    }

    /// Of the annotations that undo would put back: those that it would have put back `then`, and no more, and those that it
    /// would not have. `None` if another text came between.
    pub fn deleted_since<'a>(&'a self, then: &'a History) -> Option<GoneAndCome<'a>> {
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        let (mut old, mut new) = (&then.undo[..], &self.undo[..]);
        // What both have lies below: a step is made anew when it is done again.
        while let Some((longer, into)) = match (old.split_last(), new.split_last()) {
            (Some((there, _)), Some((here, _)))
                if old.len() == new.len() && Rc::ptr_eq(&there.change, &here.change) =>
            {
                None
            }
            (Some((there, rest)), _) if old.len() >= new.len() => {
                old = rest;
                Some((there, &mut gone))
            }
            (_, Some((here, rest))) => {
                new = rest;
                Some((here, &mut come))
            }
            _ => None,
        } {
            for edit in &longer.change.0 {
                match edit {
                    Edit::SetText(_) => return None,
                    Edit::Insert(annotation) => into.push(annotation),
                    _ => {}
                }
            }
        }
        Some((gone, come))
    }

    /// Applies `change` as a part of the last step: one undo takes both back. The step's own undo must set
    /// everything that `change` sets. On an error nothing has changed.
    pub fn amend(&mut self, change: Change, document: &mut Document) -> Result<(), EditError> {
        apply_all(change, document)?;
        self.redo.clear();
        Ok(())
    }

    /// Takes the last change back; says what it was called, or `None` if there is none.
    pub fn undo(&mut self, document: &mut Document) -> Result<Option<&'static str>, EditError> {
        step(&mut self.undo, &mut self.redo, document)
    }

    /// Does the last undone change again; says what it was called, or `None` if there is none. A suggestion that it
    /// decided on may be gone, as no step brings those or takes them away: it comes back decided on.
    pub fn redo(&mut self, document: &mut Document) -> Result<Option<&'static str>, EditError> {
        if let Some(entry) = self.redo.last_mut() {
            entry.change = fitting(&entry.change, document).into();
        }
        step(&mut self.redo, &mut self.undo, document)
    }

    /// What undo would take back.
    pub fn next_undo(&self) -> Option<&'static str> {
        self.undo.last().map(|entry| entry.name)
    }

    /// What redo would do again.
    pub fn next_redo(&self) -> Option<&'static str> {
        self.redo.last().map(|entry| entry.name)
    }
}

/// `change`, where what it changes is missing from `document`, as it would have been made without.
fn fitting(change: &Change, document: &Document) -> Change {
    let mut there: HashSet<&AnnotationId> = document.annotations().iter().map(|one| &one.id).collect();
    let mut fitting = Vec::with_capacity(change.0.len());
    for edit in &change.0 {
        match edit {
            // From here on another text's annotations count.
            Edit::SetText(_) => return change.clone(),
            Edit::Replace(annotation) if !there.contains(&annotation.id) => {
                fitting.push(Edit::Insert(annotation.clone()));
            }
            Edit::Remove(id) if !there.remove(id) => {}
            edit => fitting.push(edit.clone()),
        }
        if let Edit::Insert(annotation) | Edit::Replace(annotation) = edit {
            there.insert(&annotation.id);
        }
    }
    Change(fitting)
}

fn step(
    from: &mut Vec<Entry>,
    to: &mut Vec<Entry>,
    document: &mut Document,
) -> Result<Option<&'static str>, EditError> {
    let Some(entry) = from.last() else { return Ok(None) };
    let inverse = apply_all((*entry.change).clone(), document)?;
    let (name, id) = (entry.name, entry.id);
    from.pop();
    to.push(Entry { name, id, change: inverse.into() });
    Ok(Some(name))
}
