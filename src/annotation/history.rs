//! Unlimited undo and redo.

use super::{Change, Document, EditError, apply_all};

/// What was done, as what would undo it, and what was undone, as what would do it again.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Entry>,
    redo: Vec<Entry>,
    steps: u64,
}

/// Tells a step of a history from every other of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepId(u64);

/// One change and what a person calls it.
#[derive(Clone, Debug)]
struct Entry {
    name: &'static str,
    id: StepId,
    change: std::rc::Rc<Change>,
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

    /// Does the last undone change again; says what it was called, or `None` if there is none.
    pub fn redo(&mut self, document: &mut Document) -> Result<Option<&'static str>, EditError> {
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
