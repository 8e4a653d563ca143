//! Taking steps back and doing them again: those of one document, and those of several, which go together.

use std::collections::HashMap;
use std::rc::Rc;

use super::rules::RuleEdit;
use super::{OpenDocument, View, Workspace, counted};
use crate::annotation::{Annotation, AnnotationId, Change, Edit, EditError, Status, StepId, StepName};

/// What one annotation was and became; neither is `None` on both sides.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn {
    /// As it was; `None` where it was not there.
    pub before: Option<Rc<Annotation>>,
    /// As it became; `None` where it was taken out.
    pub after: Option<Rc<Annotation>>,
}

impl Turn {
    fn edit(&self) -> Option<Edit> {
        match (&self.before, &self.after) {
            (Some(_), Some(after)) => Some(Edit::Replace(after.clone())),
            (None, Some(after)) => Some(Edit::Insert(after.clone())),
            (Some(before), None) => Some(Edit::Remove(before.id.clone())),
            (None, None) => None,
        }
    }

    fn back(&self) -> Turn {
        Turn { before: self.after.clone(), after: self.before.clone() }
    }
}

/// What a step changes in one of its documents.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The document's place.
    pub at: usize,
    /// What becomes of its annotations.
    pub turns: Vec<Turn>,
    /// What else is changed.
    pub more: Vec<Edit>,
}

/// The steps of several documents that were one thing a person did, each with what it changed.
#[derive(Debug)]
pub(super) struct Joint(pub Vec<Part>);

/// The step of one of them: its document, what it changed, and the text that it was taken in.
#[derive(Debug)]
pub(super) struct Part {
    pub document: Rc<str>,
    pub step: StepId,
    pub turns: Vec<Turn>,
    pub text: Rc<str>,
}

/// The joint that a document's step belongs to.
pub(super) type Joints = HashMap<(Rc<str>, StepId), Rc<Joint>>;

impl Workspace {
    /// Takes the last step of the document on screen back, or does the next one again.
    pub(super) fn step_history(&mut self, back: bool) -> Result<(), EditError> {
        if self.view == View::Compare {
            return self.step_compared(back);
        }
        if !self.view.shows_document() {
            // No document is on screen: nothing is changed unseen. What was done in a list is taken back.
            if back && self.view == View::Projects && self.queue.last_done().is_some() {
                if let Some(said) = self.queue.take_back() {
                    self.say(&said);
                }
                return Ok(());
            }
            return if back && matches!(self.view, View::Start | View::Projects) {
                self.put_back()
            } else {
                Ok(())
            };
        }
        self.step_document(back)
    }

    /// The same, whether the document is on screen or not.
    pub(super) fn step_document(&mut self, back: bool) -> Result<(), EditError> {
        let step =
            self.current().and_then(|open| if back { open.history.last() } else { open.history.next() });
        let joint = self.joint_of(step);
        if self.steps_on_hidden(joint.as_deref(), back) {
            let what = if back { "What undo would take back" } else { "What would be done again" };
            self.say(&format!("{what} is hidden in blind mode: it stays as it is"));
            return Ok(());
        }
        let text = self.current().map(|open| open.document.text().clone());
        let own = || self.current().map(|open| open.document.id.clone()).zip(step);
        let first = joint.as_ref().and_then(|joint| joint.0.first());
        let key = first.map(|part| (part.document.clone(), part.step)).or_else(own);
        let schema = self.schema.clone();
        // First what the suggestions are made by, so that they are made once.
        let ruled = key.as_ref().is_some_and(|key| self.step_rules(key, back));
        let stepped = match &joint {
            Some(joint) => self.step_joint(joint, back),
            None => self.edit(|open| open.step_history(back)).map(|name| name.map(StepName::into_owned)),
        };
        if let (Err(_), Some(key), true) = (&stepped, &key, ruled) {
            self.step_rules(key, !back);
        }
        let name = stepped?;
        if !Rc::ptr_eq(&schema, &self.schema) {
            self.see_labels(&schema)?;
        } else if ruled {
            self.relearn_all()?;
        }
        self.see_saved();
        match name {
            Some(name) => self.say(&format!("{}: {name}", if back { "Undone" } else { "Done again" })),
            None => self.say(if back { "Nothing to undo" } else { "Nothing to do again" }),
        }
        // What is rejected again is as much out of sight as it was.
        let show = self.show;
        self.look(|open| {
            if open.focused().is_some_and(|annotation| annotation.status == Status::Rejected)
                && !show.rejected
            {
                open.focus = None;
            }
        });
        let is_same =
            |text: Rc<str>| self.current().is_some_and(|open| Rc::ptr_eq(&text, open.document.text()));
        if !text.is_some_and(is_same) {
            // What was asked about every mention was asked of another text.
            self.bulk = None;
        }
        if self.view == View::Annotate && self.current().is_some_and(|open| !open.is_tagged()) {
            // The text is another one now.
            self.show_view(View::Annotate);
        }
        Ok(())
    }

    pub(super) fn joint_of(&self, step: Option<StepId>) -> Option<Rc<Joint>> {
        self.joints.get(&(self.current()?.document.id.clone(), step?)).cloned()
    }

    /// Changes several documents, and what is set beside them, as one step that one undo in any of them takes back.
    pub(super) fn change_all(
        &mut self,
        name: &'static str,
        members: Vec<Member>,
        beside: Vec<RuleEdit>,
    ) -> Result<(), EditError> {
        let edits = |member: &Member| {
            let turns = member.turns.iter().filter_map(Turn::edit);
            turns.chain(member.more.iter().cloned()).collect()
        };
        let changes: Vec<(usize, Vec<Edit>)> =
            members.iter().map(|member| (member.at, edits(member))).collect();
        let schema = self.schema.clone();
        let sets = !beside.is_empty();
        let inverse = self.apply_rules(beside);
        let changed = self.edit_each(changes, |open, edits| {
            let change = if edits.is_empty() || sets { Change(edits) } else { open.begun(edits) };
            open.change(name, change)
        });
        if let Err(error) = changed {
            self.apply_rules(inverse);
            return Err(error);
        }
        let member = |member: Member| {
            let open = self.documents.get(member.at)?;
            let (document, text) = (open.document.id.clone(), open.document.text().clone());
            Some(Part { document, step: open.history.last()?, turns: member.turns, text })
        };
        let joint = Rc::new(Joint(members.into_iter().filter_map(member).collect()));
        if let Some(part) = joint.0.first().filter(|_| sets) {
            Rc::make_mut(&mut self.rule_steps).insert((part.document.clone(), part.step), (true, inverse));
        }
        if joint.0.len() > 1 {
            let joints = Rc::make_mut(&mut self.joints);
            joints.extend(joint.0.iter().map(|part| ((part.document.clone(), part.step), joint.clone())));
        }
        if sets {
            self.revision += 1;
            self.see_labels(&schema)?;
        }
        Ok(())
    }

    /// Takes back, or does again, a step of several documents: says what it was called and in how many.
    fn step_joint(&mut self, joint: &Joint, back: bool) -> Result<Option<String>, EditError> {
        let mut steps = Vec::new();
        let mut stays = 0;
        let mut name = StepName::default();
        for Part { document, step, turns, text } in &joint.0 {
            let Some((at, open)) = self.position(document).and_then(|at| Some((at, self.documents.get(at)?)))
            else {
                continue;
            };
            let next = if back { open.history.last() } else { open.history.next() };
            if next == Some(*step) {
                let next = if back { open.history.next_undo() } else { open.history.next_redo() };
                name = next.cloned().unwrap_or(name);
                steps.push((at, None));
            } else if back {
                // Other steps came after: what they left alone is taken back by one more.
                let (edits, kept) = taken_back(open, turns, text);
                stays += kept;
                if !edits.is_empty() {
                    steps.push((at, Some(edits)));
                }
            } else {
                stays += turns.len();
            }
        }
        let documents = joint.0.iter().filter(|part| !part.turns.is_empty()).count();
        self.edit_each(steps, |open, edits| match edits {
            None => open.step_history(back).map(drop),
            Some(edits) => open.change("take back with others", Change(edits)),
        })?;
        let places =
            if documents > 1 { format!(", in {}", counted(documents, "document")) } else { String::new() };
        let stays = match stays {
            0 => String::new(),
            1 => ". 1 mark changed since then stays as it is".to_owned(),
            stays => format!(". {stays} marks changed since then stay as they are"),
        };
        Ok(Some(format!("{name}{places}{stays}")))
    }

    /// Changes several documents: all of them, or on an error none.
    fn edit_each<T>(
        &mut self,
        changes: Vec<(usize, T)>,
        mut change: impl FnMut(&mut OpenDocument, T) -> Result<(), EditError>,
    ) -> Result<(), EditError> {
        let mut changed = Vec::with_capacity(changes.len());
        for (at, what) in changes {
            let Some(open) = self.documents.get(at) else { continue };
            let mut open = (**open).clone();
            change(&mut open, what)?;
            changed.push((at, open));
        }
        if let [(at, _)] = changed[..] {
            self.revision += 1;
            let open = changed.pop().map(|(_, open)| Rc::new(open));
            if let Some((place, open)) = self.documents.get_mut(at).zip(open) {
                *place = open;
            }
            return self.relearn(at);
        }
        if changed.is_empty() {
            return Ok(());
        }
        self.revision += 1;
        for (at, mut open) in changed {
            open.learn(&self.schema);
            if let Some(place) = self.documents.get_mut(at) {
                *place = Rc::new(open);
            }
        }
        self.relearn_all()
    }
}

/// The edits that take `turns` of `text` back where nothing changed the annotation since, and how many it did.
fn taken_back(open: &OpenDocument, turns: &[Turn], text: &Rc<str>) -> (Vec<Edit>, usize) {
    let same = Rc::ptr_eq(open.document.text(), text);
    let there: HashMap<&AnnotationId, &Rc<Annotation>> =
        open.document.annotations().iter().map(|mark| (&mark.id, mark)).collect();
    let back = |turn: &Turn| {
        let id = turn.after.as_ref().or(turn.before.as_ref()).map(|mark| &mark.id)?;
        match (there.get(id).copied(), &turn.after) {
            (Some(now), Some(after)) if now == after && same => turn.back().edit(),
            // In a text that was corrected it may stand elsewhere, and stays there.
            (Some(now), Some(after)) if !same => {
                let placed = |mark: &Annotation| Rc::new(Annotation { span: now.span, ..mark.clone() });
                let before = turn.before.as_deref().map(placed);
                (*now == placed(after)).then(|| Turn { before: turn.after.clone(), after: before }.edit())?
            }
            // What was deleted has no place there any more.
            (None, None) if same => turn.back().edit(),
            _ => None,
        }
    };
    let edits: Vec<Edit> = turns.iter().filter_map(back).collect();
    let kept = turns.len() - edits.len();
    (edits, kept)
}
