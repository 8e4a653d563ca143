//! Deciding on annotations: accept, reject, label, delete, and taking in what the tagger found.

use std::rc::Rc;

use super::{Context, OpenDocument, Show};
use crate::annotation::{
    Annotation, AnnotationId, Change, Decision, DocumentStatus, Edit, EditError, Label, Status,
};
use crate::tagging::learned::CARRIED;
use crate::text::Span;

impl OpenDocument {
    /// The annotation that has the focus.
    pub(super) fn focused(&self) -> Option<&Rc<Annotation>> {
        self.document.annotation(self.focus.as_ref()?)
    }

    /// Says yes or no to the focused annotation, and with `carry` to what of the same words is shown; tells how many those
    /// are.
    pub(super) fn set_status(
        &mut self,
        status: Status,
        carry: Option<Show>,
        context: &Context,
    ) -> Result<Option<(Rc<Annotation>, usize)>, EditError> {
        let Some(old) = self.focused().cloned() else { return Ok(None) };
        if old.status == status {
            return Ok(Some((old, 0)));
        }
        let mut new = decided(&old, self.document.words(old.span), context);
        new.status = status;
        let name = if status == Status::Accepted { "accept" } else { "reject" };
        let carried = carry.map_or_else(Vec::new, |show| self.carried(&old, &new, show, context));
        let count = carried.len();
        self.change(name, {
            let read = self.read_with(&old);
            self.begun([Edit::Replace(new.into())].into_iter().chain(carried).chain(read).collect())
        })?;
        Ok(Some((old, count)))
    }

    /// Puts `label` on the selection, or in the place of the focused annotation's; gives back what it now is.
    /// A mark that is not shown stays as it is.
    pub(super) fn set_label(
        &mut self,
        label: &Label,
        show: Show,
        carry: Option<Show>,
        context: &Context,
    ) -> Result<Option<(Rc<Annotation>, usize)>, EditError> {
        let Some(span) = self.selection else {
            let Some(old) = self.focused().cloned() else { return Ok(None) };
            return self.relabel(&old, label, carry, context).map(Some);
        };
        // The same words marked before: a correction of that mark, not a second one.
        let there: Vec<_> = self
            .document
            .annotations()
            .iter()
            .filter(|other| other.span == span && other.status != Status::Rejected && self.sees(other))
            .collect();
        let shown = there.iter().find(|other| show.shows(other.status));
        if let Some(old) = shown.map(|old| Rc::clone(old)) {
            self.let_go();
            self.focus = Some(old.id.clone());
            return self.relabel(&old, label, carry, context).map(Some);
        }
        // Marked so already, out of sight: with the focus it comes into sight, and is decided on then.
        if let Some(old) = there.iter().find(|other| other.label == *label).map(|old| Rc::clone(old)) {
            self.let_go();
            self.focus = Some(old.id.clone());
            return Ok(Some((old, 0)));
        }
        let id = AnnotationId(context.fresh.clone());
        let new = Rc::new(Annotation::by_hand(id.clone(), span, label.clone(), context.annotator.clone()));
        self.change("label", self.begun(vec![Edit::Insert(new.clone())]))?;
        self.let_go();
        self.focus = Some(id);
        Ok(Some((new, 0)))
    }

    fn relabel(
        &mut self,
        old: &Annotation,
        label: &Label,
        carry: Option<Show>,
        context: &Context,
    ) -> Result<(Rc<Annotation>, usize), EditError> {
        let mut new = decided(old, self.document.words(old.span), context);
        new.status = Status::Accepted;
        if new.label != *label {
            new.label = label.clone();
            // What it named and stood for was read with the old label in mind.
            new.entity = None;
            new.value = None;
        }
        let new = Rc::new(new);
        let changed = old.label != new.label || old.status != new.status;
        let mut count = 0;
        if changed {
            let name = if old.label == new.label { "accept" } else { "relabel" };
            let carried = carry.map_or_else(Vec::new, |show| self.carried(old, &new, show, context));
            count = carried.len();
            let read = self.read_with(old);
            let edits = [Edit::Replace(new.clone())].into_iter().chain(carried).chain(read).collect();
            self.change(name, self.begun(edits))?;
        }
        Ok((new, count))
    }

    /// Takes the focused annotation out, and moves the focus to the next one that is shown.
    pub(super) fn delete(&mut self, show: Show) -> Result<Option<Rc<Annotation>>, EditError> {
        let Some(old) = self.focused().cloned() else { return Ok(None) };
        let next = self.neighbour(true, |other| show.shows(other.status)).filter(|id| *id != old.id);
        self.change("delete", {
            let read = self.read_with(&old);
            self.begun([Edit::Remove(old.id.clone())].into_iter().chain(read).collect())
        })?;
        self.focus = next;
        Ok(Some(old))
    }

    /// Moves one end of the focused annotation to `span`'s; it stays the same annotation.
    pub(super) fn set_span(&mut self, span: Span, context: &Context) -> Result<(), EditError> {
        let Some(old) = self.focused().cloned() else { return Ok(()) };
        let mut new = decided(&old, self.document.words(old.span), context);
        new.span = span;
        new.status = Status::Accepted;
        let read = self.read_with(&old);
        self.change("move end", self.begun([Edit::Replace(new.into())].into_iter().chain(read).collect()))
    }

    /// The next annotation from the focus, or from the selection, that `wanted` takes of those that blind mode does not hide;
    /// none beyond the last.
    pub(super) fn neighbour(
        &self,
        forward: bool,
        wanted: impl Fn(&Annotation) -> bool,
    ) -> Option<AnnotationId> {
        let wanted = |other: &Annotation| self.sees(other) && wanted(other);
        let annotations = self.document.annotations();
        let here = self.focus.as_ref().and_then(|id| self.document.position(id));
        let (before, behind) = match (here, self.selection) {
            (Some(at), _) => (at, at + 1),
            (None, Some(span)) => {
                let at = annotations.partition_point(|other| other.span.start() < span.start());
                (at, at)
            }
            (None, None) if self.rest.0 == 0 && !forward => (annotations.len(), annotations.len()),
            (None, None) => {
                let at = annotations.partition_point(|other| other.span.start() < self.rest);
                (at, at)
            }
        };
        let found = if forward {
            annotations[behind..].iter().find(|other| wanted(other))
        } else {
            annotations[..before].iter().rev().find(|other| wanted(other))
        };
        found.map(|annotation| annotation.id.clone())
    }

    /// The change of `edits`, which also says that the work on the document has begun.
    pub(super) fn begun(&self, mut edits: Vec<Edit>) -> Change {
        if self.document.status() == DocumentStatus::New {
            edits.push(Edit::SetStatus(DocumentStatus::InProgress));
        }
        Change(edits)
    }
}

/// A copy of `old` that remembers what it was.
pub(super) fn decided(old: &Annotation, words: &str, context: &Context) -> Annotation {
    let mut new = old.clone();
    new.evidence.retain(|evidence| &*evidence.rule != CARRIED);
    new.decisions.push(Decision {
        who: context.annotator.clone(),
        when: context.now.clone(),
        label: old.label.clone(),
        status: old.status,
        text: words.into(),
        extra: None,
    });
    new
}
