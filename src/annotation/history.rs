//! Unlimited undo and redo.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use super::delta::{DeltaError, Turned};
use super::{Annotation, AnnotationId, Change, Document, Edit, EditError, apply_all};

/// What was done, as what would undo it, and what was undone, as what would do it again.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    steps: u64,
}

/// What a person calls a step.
pub type StepName = Cow<'static, str>;

/// What is there no more, and what is there now.
pub type GoneAndCome<'a> = (Vec<&'a Rc<Annotation>>, Vec<&'a Rc<Annotation>>);

/// Tells a step of a history from every other of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StepId(pub u64);

/// One change and what a person calls it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What a person calls it.
    pub name: StepName,
    /// Tells it from every other.
    pub id: StepId,
    /// What is to be done.
    pub change: Rc<Change>,
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
        self.undo.push(Step { name: name.into(), id: StepId(self.steps), change: undo.into() });
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
    pub fn undo(&mut self, document: &mut Document) -> Result<Option<StepName>, EditError> {
        step(&mut self.undo, &mut self.redo, document)
    }

    /// Does the last undone change again; says what it was called, or `None` if there is none. A suggestion that it
    /// decided on may be gone, as no step brings those or takes them away: it comes back decided on.
    pub fn redo(&mut self, document: &mut Document) -> Result<Option<StepName>, EditError> {
        if let Some(entry) = self.redo.last_mut() {
            entry.change = fitting(&entry.change, document).into();
        }
        step(&mut self.redo, &mut self.undo, document)
    }

    /// What undo would take back.
    pub fn next_undo(&self) -> Option<&StepName> {
        self.undo.last().map(|entry| &entry.name)
    }

    /// What redo would do again.
    pub fn next_redo(&self) -> Option<&StepName> {
        self.redo.last().map(|entry| &entry.name)
    }

    /// What became of the stacks since `then`: of what undo takes back, of what redo does again, and how many steps there have
    /// been; of each nothing where it is as it was. A step that both share is not looked into.
    pub fn since(&self, then: &History) -> (Option<Turned>, Option<Turned>, Option<u64>) {
        let steps = (self.steps != then.steps).then_some(self.steps);
        (turned(&then.undo, &self.undo), turned(&then.redo, &self.redo), steps)
    }

    /// Brings the stacks to where [`History::since`] found them. On an error nothing has changed.
    pub(super) fn turn(
        &mut self,
        undo: Option<Turned>,
        redo: Option<Turned>,
        steps: Option<u64>,
    ) -> Result<(), DeltaError> {
        for (stack, turned) in [(&self.undo, &undo), (&self.redo, &redo)] {
            if let Some(turned) = turned.as_ref().filter(|turned| turned.keep > stack.len()) {
                return Err(DeltaError::Steps { keep: turned.keep, there: stack.len() });
            }
        }
        for (stack, turned) in [(&mut self.undo, undo), (&mut self.redo, redo)] {
            if let Some(turned) = turned {
                stack.truncate(turned.keep);
                stack.extend(turned.push);
            }
        }
        self.steps = steps.unwrap_or(self.steps);
        Ok(())
    }
}

fn turned(then: &[Step], now: &[Step]) -> Option<Turned> {
    let same = |(one, other): &(&Step, &Step)| one.id == other.id && Rc::ptr_eq(&one.change, &other.change);
    let keep = if then.len() == now.len()
        && then.iter().rev().zip(now.iter().rev()).take(1).all(|pair| same(&pair))
    {
        // Stacks change at their tops.
        now.len()
    } else {
        then.iter().zip(now).take_while(same).count()
    };
    (keep != then.len() || keep != now.len())
        .then(|| Turned { keep, push: now.get(keep..).unwrap_or_default().to_vec() })
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
    from: &mut Vec<Step>,
    to: &mut Vec<Step>,
    document: &mut Document,
) -> Result<Option<StepName>, EditError> {
    let Some(entry) = from.last() else { return Ok(None) };
    let inverse = apply_all((*entry.change).clone(), document)?;
    let (name, id) = (entry.name.clone(), entry.id);
    from.pop();
    to.push(Step { name: name.clone(), id, change: inverse.into() });
    Ok(Some(name))
}
