//! A label is called otherwise, becomes a part of another, or goes: in all documents at once, as one step.
//!
//! What was decided is changed by edits. Open suggestions are not: they follow from what was found, which is set beside the
//! documents with the labels, and goes back with them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::by_hand::ByHand;
use super::learn::Found;
use super::rules::RuleEdit;
use super::steps::{Member, Turn};
use super::suggest::{LEARNED, is_learned};
use super::{LabelClash, LabelWish, OpenDocument, Workspace};
use crate::annotation::{Annotation, AnnotationId, Edit, EditError, Label, Schema, SetAside, Status};
use crate::tagging::is_a_kind;

/// What becomes of the marks of a label, and of what is suggested as it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turned<'a> {
    pub label: &'a Label,
    pub marks: Option<&'a Label>,
    pub pencil: Option<&'a Label>,
}

/// What was found in a document, and what a person wrote on its suggestions.
pub(super) type Held = (Option<Rc<Found>>, Rc<ByHand>);

/// What is suggested as a label becomes another, or goes, in all documents.
#[derive(Clone, Debug)]
pub struct Relabelled {
    pub(super) from: Label,
    pub(super) to: Option<Label>,
    /// Whether it is to be taken back.
    pub(super) back: bool,
    /// Whether taking it back is the same the other way round: no other label was called so.
    pub(super) renames: bool,
    /// What each document holds, and what it is to hold; where it holds something else, that is relabelled.
    pub(super) held: HashMap<Rc<str>, (Held, Held)>,
}

impl PartialEq for Relabelled {
    fn eq(&self, other: &Relabelled) -> bool {
        (&self.from, &self.to, self.back) == (&other.from, &other.to, other.back)
    }
}

impl Relabelled {
    /// Turns what is suggested, and gives back what turns it back.
    pub(super) fn apply(self, workspace: &mut Workspace) -> Relabelled {
        let (from, to) = match (&self.to, self.back) {
            (Some(to), true) => (to, Some(&self.from)),
            (None, true) => (&self.from, None),
            (to, false) => (&self.from, to.as_ref()),
        };
        let turns = !self.back || self.renames;
        let mut held = HashMap::with_capacity(workspace.documents.len());
        for open in &mut workspace.documents {
            let open = Rc::make_mut(open);
            if turns {
                open.turn_derived(from, to);
            }
            let was: Held = (open.found.clone(), open.by_hand.clone());
            match self.held.get(&open.document.id).filter(|(then, _)| is_same(then, &was)) {
                Some((_, next)) => (open.found, open.by_hand) = next.clone(),
                None if turns => open.turn_suggestions(from, to),
                // What was one before cannot be told apart: it is found anew.
                None => {
                    open.tagged =
                        open.tagged.take().filter(|_| was.0.as_ref().is_some_and(|found| !found.flat))
                }
            }
            held.insert(open.document.id.clone(), ((open.found.clone(), open.by_hand.clone()), was));
        }
        if turns && workspace.armed.as_ref() == Some(from) {
            workspace.armed = to.cloned();
        }
        Relabelled { back: !self.back, held, ..self }
    }
}

fn is_same((found, by_hand): &Held, other: &Held) -> bool {
    let same_found = match (found, &other.0) {
        // What was kept from an earlier visit is another piece.
        (Some(one), Some(other)) => {
            Rc::ptr_eq(one, other)
                || Rc::ptr_eq(&one.text, &other.text)
                    && one.flat == other.flat
                    && one.suggested == other.suggested
        }
        (None, None) => true,
        _ => false,
    };
    same_found && (Rc::ptr_eq(by_hand, &other.1) || by_hand == &other.1)
}

impl OpenDocument {
    fn turn_suggestions(&mut self, from: &Label, to: Option<&Label>) {
        if let Some(found) = &self.found
            && found.suggested.iter().any(|one| one.label == *from)
        {
            self.found = Some(Rc::new(found.relabelled(from, to)));
        }
        if self.by_hand.values().any(|(_, label, _)| label == from) {
            let by_hand = Rc::make_mut(&mut self.by_hand).values_mut();
            by_hand
                .filter(|(_, label, _)| label == from)
                .for_each(|(_, label, _)| *label = to.unwrap_or(label).clone());
        }
    }

    /// Turns the open suggestions that no step holds: a tagging that is not over goes on with what they are now.
    fn turn_derived(&mut self, from: &Label, to: Option<&Label>) {
        let is_ours = |mark: &Annotation| mark.label == *from && self.is_derived(mark);
        if !self.document.annotations().iter().any(|mark| is_ours(mark)) {
            return;
        }
        let turned = |mark: &Rc<Annotation>| match to {
            _ if !is_ours(mark) => Some(mark.clone()),
            Some(to) => Some(Rc::new(Annotation { label: to.clone(), ..(**mark).clone() })),
            None => None,
        };
        let annotations: Vec<_> = self.document.annotations().iter().filter_map(turned).collect();
        // It cannot fail: each stands where it stood.
        let _ = self.annotate(annotations);
    }

    /// Whether a suggestion follows from what was found or learned, so that no step may hold it.
    fn is_derived(&self, mark: &Annotation) -> bool {
        let found = self.found.as_ref().filter(|found| found.text == *self.document.text());
        mark.status == Status::Suggested
            && (is_learned(mark)
                || mark.id.0.starts_with(LEARNED)
                || self.open_to_change.contains(&mark.id)
                || found.is_some_and(|found| found.keys().by_id.contains_key(&mark.id)))
    }

    /// What becomes of each mark, and on how many places there was one of the other label.
    pub(super) fn turns(&self, turned: Turned<'_>) -> (Vec<Turn>, usize) {
        let marks = self.document.annotations();
        let (mut turns, mut twice) = (Vec::new(), 0);
        let mut gone: HashSet<&AnnotationId> = HashSet::new();
        for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.label == *turned.label) {
            let derived = self.is_derived(mark);
            let to = if mark.status == Status::Suggested { turned.pencil } else { turned.marks };
            let Some(to) = to else {
                if !derived {
                    turns.push(Turn { before: Some(mark.clone()), after: None });
                }
                continue;
            };
            let before = marks[..at].iter().rev().take_while(|other| other.span == mark.span);
            let behind = marks[at + 1..].iter().take_while(|other| other.span == mark.span);
            let other = before.chain(behind).find(|other| other.label == *to && !gone.contains(&other.id));
            let new = Annotation { label: to.clone(), ..(**mark).clone() };
            let Some(other) = other else {
                if !derived {
                    turns.push(Turn { before: Some(mark.clone()), after: Some(Rc::new(new)) });
                }
                continue;
            };
            twice += 1;
            // The one that was decided on stays, and an accepted one before a rejected one.
            let (stays, goes) = if rank(mark) > rank(other) { (mark, other) } else { (other, mark) };
            gone.insert(&goes.id);
            turns.push(Turn { before: Some(goes.clone()), after: None });
            let mut one = if Rc::ptr_eq(stays, mark) { new } else { (**stays).clone() };
            if stays.status != Status::Suggested {
                one.note = one.note.or_else(|| goes.note.clone());
                one.entity = one.entity.or_else(|| goes.entity.clone());
                if one != **stays {
                    turns.push(Turn { before: Some(stays.clone()), after: Some(Rc::new(one)) });
                }
            }
        }
        (turns, twice)
    }

    /// The marks whose words are not in the text now, turned as well.
    fn turned_aside(&self, turned: Turned<'_>) -> Option<Edit> {
        let aside = self.document.set_aside();
        aside.iter().any(|one| one.annotation.label == *turned.label).then(|| {
            let turn = |one: &SetAside| {
                if one.annotation.label != *turned.label {
                    return Some(one.clone());
                }
                let pencil = one.annotation.status == Status::Suggested;
                let label = if pencil { turned.pencil } else { turned.marks }?.clone();
                let annotation = Rc::new(Annotation { label, ..(*one.annotation).clone() });
                Some(SetAside { annotation, ..one.clone() })
            };
            Edit::SetAside(aside.iter().filter_map(turn).collect())
        })
    }
}

fn rank(mark: &Annotation) -> u8 {
    match mark.status {
        Status::Accepted => 2,
        Status::Rejected => 1,
        Status::Suggested => 0,
    }
}

impl Found {
    /// The same, those of one label as another's, or without them.
    fn relabelled(&self, from: &Label, to: Option<&Label>) -> Found {
        let turned = |one: &Rc<Annotation>| match to {
            _ if one.label != *from => Some(one.clone()),
            Some(to) => Some(Rc::new(Annotation { label: to.clone(), ..(**one).clone() })),
            None => None,
        };
        Found::new(self.text.clone(), self.suggested.iter().filter_map(turned).collect(), self.flat)
    }
}

impl Workspace {
    /// Calls a label otherwise.
    pub(super) fn rename_label(&mut self, label: &Label, to: &Label) -> Result<(), EditError> {
        if label == to {
            return Ok(());
        }
        if self.schema.get(to).is_some() {
            self.say(&format!("{}. Merge {label} into it?", LabelClash::Name(to.clone())));
            return Ok(());
        }
        let also = |name: &Label| !is_a_kind(name);
        let Some(schema) = self.schema.renamed(label, to, also) else { return Ok(()) };
        let turned = Turned { label, marks: Some(to), pencil: Some(to) };
        self.turn_label("rename a label", turned, schema, true)?;
        self.say(&format!("{label} is {to} now. One undo takes it back"));
        Ok(())
    }

    /// Does what was asked to become of a label.
    pub(super) fn do_label_wish(&mut self) -> Result<(), EditError> {
        let fate = self.label_fate();
        self.label_wish = None;
        let Some(fate) = fate else { return Ok(()) };
        let label = fate.wish.label();
        let also = |name: &Label| !is_a_kind(name);
        let (name, schema, said) = match &fate.wish {
            LabelWish::Merge { into, .. } => (
                "merge labels",
                self.schema.merged(label, into, also),
                format!("{label} is a part of {into} now"),
            ),
            LabelWish::Delete { .. } => {
                ("delete a label", self.schema.without(label), format!("{label} deleted"))
            }
        };
        let Some(schema) = schema else {
            self.say("A project has at least one label");
            return Ok(());
        };
        let turned = Turned { label, marks: fate.wish.heir(), pencil: fate.wish.suggested() };
        self.turn_label(name, turned, schema, false)?;
        self.say(&format!("{said}. {}. One undo takes it back", fate.sentence()));
        Ok(())
    }

    fn turn_label(
        &mut self,
        name: &'static str,
        turned: Turned<'_>,
        schema: Schema,
        renames: bool,
    ) -> Result<(), EditError> {
        let mut members = Vec::new();
        for (at, open) in self.documents.iter().enumerate() {
            let (turns, _) = open.turns(turned);
            let more: Vec<Edit> = open.turned_aside(turned).into_iter().collect();
            // Whatever was done before is undone before the label is called so again.
            let worked_on = open.next_undo().is_some() || open.next_redo().is_some();
            // Where nothing can be undone, the step need not be one.
            let has_step = open.unreadable.is_none() && (worked_on || self.current == Some(at));
            if !turns.is_empty() || !more.is_empty() || has_step {
                members.push(Member { at, turns, more });
            }
        }
        if members.is_empty() {
            members.extend(self.current.map(|at| Member { at, turns: Vec::new(), more: Vec::new() }));
        }
        let rules = self.rules_of(turned, schema, renames);
        self.bulk = None;
        self.change_all(name, members, rules)
    }

    /// What is set beside the documents when a label turns into another, or goes.
    fn rules_of(&self, turned: Turned<'_>, schema: Schema, renames: bool) -> Vec<RuleEdit> {
        let Turned { label, marks, pencil } = turned;
        let learned = &self.learned;
        let relabelled = Relabelled {
            from: label.clone(),
            to: pencil.cloned(),
            back: false,
            renames,
            held: HashMap::new(),
        };
        let mut rules = vec![RuleEdit::Schema(Rc::new(schema)), RuleEdit::Suggested(Box::new(relabelled))];
        let here = |one: &Label| if one == label { pencil.cloned() } else { Some(one.clone()) };
        let given = learned.given.relabelled(here);
        if given != learned.given {
            rules.push(RuleEdit::Given(Box::new(given)));
        }
        for (at, list) in learned.lists.iter().enumerate().rev().filter(|(_, list)| list.label == *label) {
            rules.push(RuleEdit::List(at, None));
            rules.extend(pencil.map(|to| RuleEdit::List(at, Some(list.relabelled(to)))));
        }
        if let Some(threshold) = learned.thresholds.get(label) {
            rules.push(RuleEdit::Threshold(label.clone(), None));
            let to = pencil.filter(|to| !learned.thresholds.contains_key(*to));
            rules.extend(to.map(|to| RuleEdit::Threshold(to.clone(), Some(*threshold))));
        }
        if let Some(to) = marks {
            let named = self.entities.iter().filter(|entity| entity.label == *label);
            rules.push(RuleEdit::Entities(named.map(|entity| (entity.id.clone(), to.clone())).collect()));
        }
        rules
    }

    /// Brings what follows from the labels in step with them, where those were others `before`: a label that a mark has stays
    /// one of the project.
    pub(super) fn see_labels(&mut self, before: &Rc<Schema>) -> Result<(), EditError> {
        let used = self.documents.iter().flat_map(|open| open.document.annotations());
        let missing: HashSet<&Label> =
            used.map(|mark| &mark.label).filter(|label| self.schema.get(label).is_none()).collect();
        let mut missing: Vec<Label> = missing.into_iter().cloned().collect();
        missing.sort();
        for label in missing {
            let with = before.with(&label);
            if let Some(def) = with.get(&label) {
                self.schema = Rc::new(self.schema.joined_by(def, &[], is_a_kind));
            }
        }
        if self.armed.as_ref().is_some_and(|label| self.schema.get(label).is_none()) {
            self.armed = None;
        }
        for open in &mut self.documents {
            Rc::make_mut(open).learn(&self.schema);
        }
        self.relearn_all()?;
        // A label that is no more is none of what is hidden, either.
        if let (Some(at), false) = (self.current, self.show.pencil) {
            self.suggest_hidden(at)?;
        }
        Ok(())
    }
}
