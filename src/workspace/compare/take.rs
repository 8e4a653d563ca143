//! Taking in what came of a comparison: one step over all its documents, which one undo takes back.

use super::super::rules::RuleEdit;
use super::super::steps::Member;
use super::super::{Context, View, Workspace, counted};
use super::{Taken, plan};
use crate::annotation::EditError;

impl Workspace {
    /// Puts the outcome into the project. What is not settled stays as it is, with what others have there in pencil.
    pub(in crate::workspace) fn take_in_outcome(&mut self, context: &Context) -> Result<(), EditError> {
        self.keep_comparison();
        let Some(comparison) = self.comparison.clone() else { return Ok(()) };
        let Some(gold) = plan::gold(&comparison, &context.annotator, &context.now) else { return Ok(()) };
        let now: Vec<_> = self.documents.iter().map(|open| open.document.clone()).collect();
        let deleted = |id: &str| {
            let open = self.position(id).and_then(|at| self.documents.get(at));
            open.iter().flat_map(|open| open.history.deleted()).map(|mark| mark.id.clone()).collect()
        };
        let members = plan::members(&gold, &now, self, &context.fresh, |_| true, deleted);
        if members.is_empty() {
            self.say("Nothing to take in: all of it is here");
            return Ok(());
        }
        let entities = plan::entities(&gold, &members, self);
        let before = self.entities.clone();
        self.add_entities(entities);
        let people = gold.project.annotators.iter().map(|person| person.name.clone());
        let people: Vec<_> = people.collect();
        let beside = if *self.schema == *comparison.schema {
            Vec::new()
        } else {
            vec![RuleEdit::Schema(comparison.schema.clone())]
        };
        let documents = members.len();
        let member = |plan::Member { document, turns, more }| {
            Some(Member { at: self.position(&document)?, turns, more })
        };
        let members: Vec<Member> = members.into_iter().filter_map(member).collect();
        let first = members.first().map(|member| member.at);
        if let Err(error) = self.change_all("take in", members, beside) {
            self.entities = before;
            return Err(error);
        }
        people.iter().for_each(|name| self.knows(name));
        let first = first.and_then(|at| self.documents.get(at));
        let keys: Vec<_> = comparison.choices.keys().cloned().collect();
        let taken = first.and_then(|open| {
            let (document, step) = (open.document.id.clone(), open.history.last()?);
            Some(Taken { document, step, keys })
        });
        let settled = comparison.settled();
        self.compared(|comparison| {
            comparison.done.append(&mut comparison.choices);
            comparison.trail.clear();
            comparison.taken = taken;
        });
        self.see_comparison();
        let left = self.comparison.as_ref().map_or(0, |comparison| comparison.conflicts.len());
        let left = if left == 0 { String::new() } else { format!(". {} left", counted(left, "conflict")) };
        self.say(&format!(
            "Taken in, in {}: {settled} settled{left}. One undo takes it back",
            counted(documents, "document")
        ));
        Ok(())
    }

    /// Undo where files are compared: of the last choice, else of what was taken in.
    pub(in crate::workspace) fn step_compared(&mut self, back: bool) -> Result<(), EditError> {
        let Some(comparison) = self.comparison.clone() else { return Ok(()) };
        if !back || comparison.agreement {
            return Ok(());
        }
        if comparison.can_go_back() {
            self.unchoose();
            return Ok(());
        }
        let Some(Taken { document, step, keys }) = &comparison.taken else {
            self.say("Nothing to undo here");
            return Ok(());
        };
        let at = self.position(document);
        let is_last =
            |at: usize| self.documents.get(at).is_some_and(|open| open.history.last() == Some(*step));
        let Some(at) = at.filter(|at| is_last(*at)) else {
            self.say("It was changed since. Undo it in the text");
            return Ok(());
        };
        self.current = Some(at);
        let undone = self.step_document(true);
        self.view = View::Compare;
        self.compared(|comparison| {
            // What was chosen is chosen still, and can be taken in again.
            for key in keys {
                if let Some(choice) = comparison.done.remove(key) {
                    comparison.choices.insert(key.clone(), choice);
                }
            }
            comparison.taken = None;
        });
        self.see_comparison();
        undone
    }
}
