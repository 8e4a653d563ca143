//! Taking in what the tagger suggests: part by part while it still reads, then all of it.
//!
//! Not steps of the history: nobody did it, so nobody wants it undone. What stands in the text already stays, but for
//! suggestions of a tagging that goes on, which its later ones revise as long as nobody has touched them, and for what
//! was learned, which is brought in step with it behind that (`learn`).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::suggest::is_learned;
use super::{Context, OpenDocument};
use crate::annotation::{
    Annotation, AnnotationId, Change, Edit, EditError, Entity, EntityId, Retext, Status,
};
use crate::tagging::{Part, Suggestion};
use crate::text::Span;

impl OpenDocument {
    /// Gives the document these annotations for those it has: all at once, since one by one each new id would be compared
    /// with all before it.
    pub(super) fn annotate(&mut self, annotations: Vec<Rc<Annotation>>) -> Result<(), EditError> {
        let cleaned = self.document.cleaned().clone();
        let reviewed = self.document.reviewed().to_vec();
        let set_aside = self.document.set_aside().to_vec();
        let retext = Retext { cleaned, annotations, reviewed, set_aside };
        Edit::SetText(Box::new(retext)).apply(Rc::make_mut(&mut self.document))?;
        Ok(())
    }

    /// Takes in all that the tagger found; gives the entities that are linked to.
    pub(super) fn take_in(
        &mut self,
        suggestions: Vec<Suggestion>,
        context: &Context,
    ) -> Result<Vec<Rc<Entity>>, EditError> {
        let whole = Span::of(0..self.document.text().len());
        let parts = whole.map(|span| Part { span, suggestions });
        let entities = self.take_in_parts(parts.into_iter().collect(), context)?;
        self.open_to_change = Rc::default();
        self.tagged = Some(self.document.text().clone());
        self.found_by_tagger();
        Ok(entities)
    }

    /// Takes in what was found in parts of the text so far; gives the entities that are linked to.
    pub(super) fn take_in_parts(
        &mut self,
        parts: Vec<Part>,
        context: &Context,
    ) -> Result<Vec<Rc<Entity>>, EditError> {
        let mut entities = Vec::new();
        let mut annotations = self.document.annotations().to_vec();
        let ours = Rc::make_mut(&mut self.open_to_change);
        for (number, parts) in apart(parts).into_iter().enumerate() {
            let in_parts = |span: Span| {
                let at = parts.partition_point(|part| part.span.end() <= span.start());
                parts.get(at).is_some_and(|part| part.span.overlaps(span))
            };
            let (open, stay): (Vec<_>, Vec<_>) = annotations.into_iter().partition(|annotation| {
                annotation.status == Status::Suggested
                    && (ours.contains(&annotation.id) || is_learned(annotation))
                    && in_parts(annotation.span)
            });
            let suggestions = parts.into_iter().flat_map(|part| part.suggestions);
            let fresh = format!("{}.{number}", context.fresh);
            let new = revised(suggestions, &open, &stay, &fresh, &mut entities);
            for annotation in &open {
                ours.remove(&annotation.id);
            }
            ours.extend(new.iter().map(|annotation| annotation.id.clone()));
            annotations = stay;
            annotations.extend(new);
            annotations.sort_by_key(|one| (one.span.start(), std::cmp::Reverse(one.span.end())));
        }
        self.annotate(annotations)?;
        if self.focus.as_ref().is_some_and(|id| self.document.annotation(id).is_none()) {
            self.focus = None;
        }
        Ok(entities)
    }

    /// Takes out of the tagger's hands what a person's `change` touches.
    pub(super) fn close_to_change(&mut self, change: &Change) {
        if self.open_to_change.is_empty() {
            return;
        }
        let open = Rc::make_mut(&mut self.open_to_change);
        for edit in &change.0 {
            match edit {
                Edit::Remove(id) => {
                    open.remove(id);
                }
                Edit::Insert(annotation) | Edit::Replace(annotation) => {
                    open.remove(&annotation.id);
                }
                // The history holds all of them from here on.
                Edit::SetText(_) => open.clear(),
                _ => {}
            }
        }
    }
}

/// Parts in the order in which they came, the later to count, as lists of such as lie apart, each in the text's order.
fn apart(parts: Vec<Part>) -> Vec<Vec<Part>> {
    let mut lists: Vec<BTreeMap<usize, Part>> = Vec::new();
    for part in parts {
        let range = part.span.range();
        let clash = |list: &BTreeMap<usize, Part>| {
            let before = list.range(..range.end).next_back();
            before.is_some_and(|(_, other)| other.span.overlaps(part.span) && other.span != part.span)
        };
        match lists.last_mut().filter(|list| !clash(list)) {
            Some(list) => drop(list.insert(range.start, part)),
            None => lists.push(BTreeMap::from([(range.start, part)])),
        }
    }
    lists.into_iter().map(|list| list.into_values().collect()).collect()
}

/// The annotations for what is suggested in some parts, where none of `stay` stands. One of `open` that says the same, or stands
/// on the same words, is that one again.
fn revised(
    suggestions: impl Iterator<Item = Suggestion>,
    open: &[Rc<Annotation>],
    stay: &[Rc<Annotation>],
    fresh: &str,
    entities: &mut Vec<Rc<Entity>>,
) -> Vec<Rc<Annotation>> {
    let mut taken = Vec::new();
    let (mut at, mut reach) = (0, 0);
    for (number, suggestion) in suggestions.enumerate() {
        while let Some(other) = stay.get(at).filter(|other| other.span.start() < suggestion.span.end()) {
            reach = reach.max(other.span.end().0);
            at += 1;
        }
        if reach > suggestion.span.start().0 {
            continue;
        }
        let from = open.partition_point(|other| other.span.start() < suggestion.span.start());
        let before = open.get(from).filter(|other| other.span == suggestion.span);
        let id =
            before.map_or_else(|| AnnotationId(format!("{fresh}.{number}").into()), |old| old.id.clone());
        let new = annotation(id, suggestion, entities);
        taken.push(before.filter(|old| ***old == new).cloned().unwrap_or_else(|| Rc::new(new)));
    }
    taken
}

fn annotation(id: AnnotationId, suggestion: Suggestion, entities: &mut Vec<Rc<Entity>>) -> Annotation {
    let entity = suggestion.link.map(|link| {
        let id = EntityId(format!("{}:{}", link.authority, link.id).into());
        entities.push(Rc::new(Entity {
            id: id.clone(),
            label: suggestion.label.clone(),
            name: link.name,
            canonical: Some((link.id, link.authority)),
            country: link.country,
            at: link.at,
            extra: None,
        }));
        id
    });
    Annotation {
        id,
        span: suggestion.span,
        label: suggestion.label,
        status: Status::Suggested,
        origin: suggestion.origin,
        score: Some(suggestion.score),
        evidence: suggestion.evidence,
        entity,
        value: suggestion.value,
        note: None,
        decisions: Vec::new(),
        extra: None,
    }
}
