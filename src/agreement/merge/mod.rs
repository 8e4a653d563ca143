//! Merging: several people's versions of a project become one, and what they do not agree on is told.
//!
//! What is merged is a [`Merged`]: a set of versions, and a set of what they were made from. Joining two is the union of
//! their sets, so it does not matter in which order, in which groups or how often anything is joined: the same versions
//! give the same value. What a person sees, the [`Outcome`], is worked out from the sets alone; what is in conflict is
//! not settled on the way, so nothing is lost by merging two files first and a third one later.
//!
//! **Documents** are the same if they have the same id and text. Where ids are the same and texts are not, each text is
//! a document; the text of the base keeps the id, else the first by its characters, the others get `~2`, `~3`, and that
//! is told. A document that a version lacks stays: files often hold a part of the documents.
//!
//! **Annotations** with the same span and label are one.
//!
//! | the versions say | the outcome |
//! |---|---|
//! | accepted and suggested | accepted |
//! | rejected and suggested | rejected |
//! | accepted and rejected | in conflict |
//! | accepted under two labels on one span, by no version both | in conflict |
//! | accepted under one label on two spans that overlap, by no version both | in conflict |
//! | two entities, or two values, for one annotation | in conflict |
//! | anything else | all of it |
//!
//! What is in conflict stands in the outcome as a suggestion: it waits for a yes or a no, and a file holds it.
//! An annotation made of several has the decisions of all, by time; of several makers a person comes before the tagger,
//! and the others are told in its evidence (`annotator`, `tagger: model`).
//!
//! **With a base** a change of some versions wins over those that have not changed: an annotation that one took out is
//! gone, and one that was changed is as it was changed. One taken out here and changed there is in conflict. What
//! several changed in different ways is merged as the table says. Of several bases only what they say alike counts.
//!
//! **The rest**: what is reviewed by one is reviewed. A document is done if all call it so, new if all do. Labels,
//! entities and annotators of all are taken; two that are not alike, and metadata or sources that are not, are in
//! conflict, and the first by its characters stands until that is settled. Two entities with one id and different names
//! or labels, of which no base knows, are two, and one of them gets another id. Where two labels have one key, the second
//! gets a free one. Of unknown fields that differ those of one version are kept whole.
//!
//! A document that all versions have alike, or that one alone changed, is as it is there, to the last field.

mod document;
mod entity;
#[cfg(test)]
mod laws;
mod mark;
mod order;
mod resolve;
mod schema;
mod settle;
#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use resolve::{Choice, ChoiceError, resolve};

use crate::annotation::{Annotation, AnnotationId, Annotator, Entity, EntityId, LabelDef, Project};
use crate::article::{Cleaned, Metadata, Source};
use crate::text::Span;

/// The versions of a project that were merged, and what they were made from. See the module for what joining keeps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// In [`order::projects`], none twice.
    versions: Vec<Rc<Project>>,
    /// In [`order::projects`], none twice.
    bases: Vec<Rc<Project>>,
}

impl Merged {
    /// One version, made from nothing that is known.
    pub fn of(version: Project) -> Merged {
        Merged { versions: vec![Rc::new(version)], bases: Vec::new() }
    }

    /// One version that was made from `base`.
    pub fn since(base: Project, version: Project) -> Merged {
        Merged { versions: vec![Rc::new(version)], bases: vec![Rc::new(base)] }
    }

    /// Both.
    pub fn join(&self, other: &Merged) -> Merged {
        let both = |ours: &[Rc<Project>], theirs: &[Rc<Project>]| {
            order::distinct(ours.iter().chain(theirs).cloned(), |a, b| order::projects(a, b))
        };
        Merged { versions: both(&self.versions, &other.versions), bases: both(&self.bases, &other.bases) }
    }

    /// What a person sees of it.
    pub fn outcome(&self) -> Outcome {
        match self.versions.as_slice() {
            [] => Outcome::default(),
            [one] => Outcome { project: Project::clone(one), conflicts: Vec::new() },
            versions => several(versions, &self.bases),
        }
    }
}

/// Merges `versions`, made from `base` if there is one.
pub fn merge(versions: impl IntoIterator<Item = Project>, base: Option<Project>) -> Merged {
    let bases = Merged { versions: Vec::new(), bases: base.into_iter().map(Rc::new).collect() };
    versions.into_iter().fold(bases, |all, one| all.join(&Merged::of(one)))
}

/// A merged project, and what the versions do not agree on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The project; what is in conflict stands in it as the module says.
    pub project: Project,
    /// Documents in order, within each by place, then what is of the whole project.
    pub conflicts: Vec<Conflict>,
}

/// Something on which versions do not agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The document of the outcome; `None` for what is of the whole project.
    pub document: Option<Rc<str>>,
    /// What it is about.
    pub dispute: Dispute,
}

/// What a conflict is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Dispute {
    /// Annotations that cannot all stand, or one that was both taken and not taken.
    Marks(Vec<Disputed>),
    /// What an annotation names or stands for.
    Sense(AnnotationId, Vec<Sense>),
    /// Documents of the outcome that were one by their id, and have different texts.
    Texts(Vec<Rc<str>>),
    /// A document's metadata.
    Metadata(Vec<Metadata>),
    /// What a document's text was made from.
    Source(Vec<SourceOf>),
    /// What is known of a label.
    Label(Vec<LabelDef>),
    /// An entity.
    Entity(Vec<Rc<Entity>>),
    /// An annotator.
    Annotator(Vec<Annotator>),
}

/// An annotation in conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Disputed {
    /// The annotation in the outcome.
    pub id: AnnotationId,
    /// What the versions have of it, each but once.
    pub versions: Vec<Rc<Annotation>>,
    /// Whether a version took it out.
    pub removed: bool,
}

impl Disputed {
    /// Where it stands.
    pub fn span(&self) -> Option<Span> {
        self.versions.first().map(|annotation| annotation.span)
    }
}

/// What an annotation names, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sense {
    /// The entity.
    pub entity: Option<EntityId>,
    /// The value.
    pub value: Option<Rc<str>>,
}

/// What a text was made from, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceOf {
    /// The paste.
    pub source: Option<Source>,
    /// The text, what was taken out, and the map.
    pub cleaned: Cleaned,
}

/// The outcome of two or more versions.
fn several(versions: &[Rc<Project>], bases: &[Rc<Project>]) -> Outcome {
    let (versions, bases) = entity::apart(versions, bases);
    let (documents, mut conflicts) = document::merged(&versions, &bases);
    let used = schema::Used::of(&documents);
    let (schema, disputed) = schema::labels(&versions, &bases, &used);
    conflicts.extend(disputed);
    let (entities, disputed) = entity::merged(&versions, &bases, &used);
    conflicts.extend(disputed);
    let (annotators, disputed) = schema::annotators(&versions, &bases);
    conflicts.extend(disputed);
    let sides: Vec<_> = versions.iter().map(|version| version.extra.as_ref()).collect();
    let before: Vec<_> = bases.iter().map(|base| base.extra.as_ref()).collect();
    let extra = settle::settle(&before, &sides, Ord::cmp).into_iter().next();
    Outcome { project: Project { schema, annotators, entities, documents, extra }, conflicts }
}

/// A conflict over the whole project.
fn of_all(dispute: Dispute) -> Conflict {
    Conflict { document: None, dispute }
}
