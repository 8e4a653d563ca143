//! Settling what versions do not agree on: what a person chose makes gold of an outcome.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::rc::Rc;

use super::document::fill;
use super::{Conflict, Dispute, Outcome, SourceOf, schema};
use crate::annotation::{
    Annotation, AnnotationId, Annotator, Decision, Document, Edit, Project, Status, Timestamp,
};

/// What a person chose for one conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Of [`Dispute::Marks`] the annotations, of [`Dispute::Texts`] the documents that are right, by their ids; the
    /// other annotations are rejected, the other documents left out. All of them, or none, is a choice too.
    Keep(Vec<Rc<str>>),
    /// Of any other dispute the one that is right, by its place in it.
    Take(usize),
}

/// Why a choice does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceError {
    /// The conflict's place in [`Outcome::conflicts`].
    pub conflict: usize,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Display for ChoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "conflict {}: {}", self.conflict, self.message)
    }
}

impl std::error::Error for ChoiceError {}

/// The outcome with `choices` made: each names the place of its conflict among `outcome`'s and what was chosen; of several
/// for one conflict the last counts. What `who` decided `when` is added to the decisions of each annotation in question,
/// and they to the annotators. Conflicts without a choice are left; gold is an outcome in which none is left.
pub fn resolve(
    outcome: &Outcome,
    choices: &[(usize, Choice)],
    who: &Rc<str>,
    when: &Timestamp,
) -> Result<Outcome, ChoiceError> {
    let chosen: BTreeMap<usize, &Choice> = choices.iter().map(|(at, choice)| (*at, choice)).collect();
    let mut settled = Settled { project: outcome.project.clone(), gone: HashSet::new(), who, when };
    for (at, choice) in &chosen {
        let conflict = outcome.conflicts.get(*at);
        let told = |message| ChoiceError { conflict: *at, message };
        let conflict = conflict.ok_or_else(|| {
            told(format!("expected one of {} conflicts, found no such one", outcome.conflicts.len()))
        })?;
        settled.settle(conflict, choice).map_err(told)?;
    }
    let Settled { mut project, gone, .. } = settled;
    project.documents.retain(|document| !gone.contains(&document.id));
    if !chosen.is_empty() && project.annotators.iter().all(|annotator| annotator.name != *who) {
        project.annotators.push(Annotator { name: who.clone(), extra: None });
    }
    let open = outcome.conflicts.iter().enumerate().filter(|(at, conflict)| {
        let is_gone = conflict.document.as_ref().is_some_and(|document| gone.contains(document));
        !chosen.contains_key(at) && (!is_gone || matches!(conflict.dispute, Dispute::Texts(_)))
    });
    Ok(Outcome { project, conflicts: open.map(|(_, conflict)| conflict.clone()).collect() })
}

/// A project on the way.
struct Settled<'a> {
    project: Project,
    /// Documents that were not kept.
    gone: HashSet<Rc<str>>,
    who: &'a Rc<str>,
    when: &'a Timestamp,
}

impl Settled<'_> {
    /// Does what was chosen, or says what was expected and found.
    fn settle(&mut self, conflict: &Conflict, choice: &Choice) -> Result<(), String> {
        let project = &mut self.project;
        match (&conflict.dispute, choice) {
            (Dispute::Marks(marks), Choice::Keep(kept)) => {
                let ids: Vec<&Rc<str>> = marks.iter().map(|mark| &mark.id.0).collect();
                all_in(kept, &ids)?;
                for id in ids {
                    let status = if kept.contains(id) { Status::Accepted } else { Status::Rejected };
                    self.decide(conflict, &AnnotationId(id.clone()), |one| one.status = status);
                }
            }
            (Dispute::Texts(documents), Choice::Keep(kept)) => {
                all_in(kept, &documents.iter().collect::<Vec<_>>())?;
                self.gone.extend(documents.iter().filter(|document| !kept.contains(document)).cloned());
            }
            (Dispute::Sense(id, senses), Choice::Take(at)) => {
                let sense = taken(senses, *at)?.clone();
                self.decide(conflict, id, |one| {
                    one.entity = sense.entity;
                    one.value = sense.value;
                });
            }
            (Dispute::Metadata(all), Choice::Take(at)) => {
                let metadata = taken(all, *at)?.clone();
                self.document(conflict, |document| {
                    // Setting metadata cannot fail.
                    let _ = Edit::SetMetadata(Box::new(metadata)).apply(document);
                });
            }
            (Dispute::Source(all), Choice::Take(at)) => {
                let source = taken(all, *at)?.clone();
                self.document(conflict, |document| *document = on(document, source));
            }
            (Dispute::Label(all), Choice::Take(at)) => {
                let def = taken(all, *at)?;
                let defs = project.schema.labels().iter();
                let defs = defs.map(|old| if old.label == def.label { def } else { old }).cloned();
                project.schema = schema::sound(defs.collect());
            }
            (Dispute::Entity(all), Choice::Take(at)) => {
                let entity = taken(all, *at)?;
                let place = project.entities.iter_mut().find(|old| old.id == entity.id);
                place.into_iter().for_each(|place| *place = entity.clone());
            }
            (Dispute::Annotator(all), Choice::Take(at)) => {
                let annotator = taken(all, *at)?;
                let place = project.annotators.iter_mut().find(|old| old.name == annotator.name);
                place.into_iter().for_each(|place| *place = annotator.clone());
            }
            (Dispute::Marks(_) | Dispute::Texts(_), Choice::Take(_)) => {
                return Err("expected the ids of those to keep, found a number".to_owned());
            }
            (_, Choice::Keep(_)) => return Err("expected the number of one to take, found ids".to_owned()),
        }
        Ok(())
    }

    fn document(&mut self, conflict: &Conflict, change: impl FnOnce(&mut Document)) {
        let is_it = |document: &&mut Rc<Document>| Some(&document.id) == conflict.document.as_ref();
        if let Some(document) = self.project.documents.iter_mut().find(is_it) {
            change(Rc::make_mut(document));
        }
    }

    /// Changes an annotation, and writes down by whom and from what.
    fn decide(&mut self, conflict: &Conflict, id: &AnnotationId, change: impl FnOnce(&mut Annotation)) {
        let (who, when) = (self.who.clone(), self.when.clone());
        self.document(conflict, |document| {
            let Some(old) = document.annotation(id) else { return };
            let mut new = Annotation::clone(old);
            new.decisions.push(Decision {
                who,
                when,
                label: old.label.clone(),
                status: old.status,
                text: document.words(old.span).into(),
                extra: None,
            });
            change(&mut new);
            // Cannot fail: an annotation with this id and span is there.
            let _ = Edit::Replace(Rc::new(new)).apply(document);
        });
    }
}

/// The document, made from another source.
fn on(document: &Document, from: SourceOf) -> Document {
    let (id, metadata) = (document.id.clone(), document.metadata().clone());
    let mut new = Document::new(id, from.source, from.cleaned.clone(), metadata);
    let (annotations, reviewed) = (document.annotations().to_vec(), document.reviewed().to_vec());
    fill(&mut new, from.cleaned, annotations, reviewed, document.set_aside().to_vec());
    // Setting a status cannot fail.
    let _ = Edit::SetStatus(document.status()).apply(&mut new);
    new.extra = document.extra.clone();
    new
}

fn taken<T>(all: &[T], at: usize) -> Result<&T, String> {
    all.get(at).ok_or_else(|| format!("expected a number below {}, found {at}", all.len()))
}

fn all_in(kept: &[Rc<str>], ids: &[&Rc<str>]) -> Result<(), String> {
    match kept.iter().find(|id| !ids.contains(id)) {
        None => Ok(()),
        Some(other) => {
            let names: Vec<&str> = ids.iter().map(|id| &***id).collect();
            Err(format!("expected ids among {}, found {other}", names.join(", ")))
        }
    }
}
