//! The labels and annotators of several versions.

use std::collections::HashSet;
use std::rc::Rc;

use super::settle::lists;
use super::{Conflict, Dispute, of_all, order};
use crate::annotation::{Annotator, Document, EntityId, Label, LabelDef, Project, Schema};

/// What the annotations of a project name.
pub struct Used {
    /// Their labels.
    pub labels: HashSet<Label>,
    /// Their entities.
    pub entities: HashSet<EntityId>,
}

impl Used {
    pub fn of(documents: &[Rc<Document>]) -> Used {
        let all = || documents.iter().flat_map(|document| document.annotations());
        Used {
            labels: all().map(|annotation| annotation.label.clone()).collect(),
            entities: all().filter_map(|annotation| annotation.entity.clone()).collect(),
        }
    }
}

/// The labels of all.
pub fn labels(versions: &[Rc<Project>], bases: &[Rc<Project>], used: &Used) -> (Schema, Vec<Conflict>) {
    fn of(projects: &[Rc<Project>]) -> Vec<&[LabelDef]> {
        projects.iter().map(|project| project.schema.labels()).collect()
    }
    let name = |def: &LabelDef| def.label.clone();
    let all = lists(&of(bases), &of(versions), name, order::labels, |label| used.labels.contains(label));
    let schema = sound(all.iter().filter_map(|standing| standing.first().cloned()).collect());
    let disputed = all.into_iter().filter(|standing| standing.len() > 1);
    (schema, disputed.map(|standing| of_all(Dispute::Label(standing))).collect())
}

/// The annotators of all.
pub fn annotators(versions: &[Rc<Project>], bases: &[Rc<Project>]) -> (Vec<Annotator>, Vec<Conflict>) {
    fn of(projects: &[Rc<Project>]) -> Vec<&[Annotator]> {
        projects.iter().map(|project| project.annotators.as_slice()).collect()
    }
    let name = |annotator: &Annotator| annotator.name.clone();
    let all = lists(&of(bases), &of(versions), name, order::annotators, |_| false);
    let annotators = all.iter().filter_map(|standing| standing.first().cloned()).collect();
    let disputed = all.into_iter().filter(|standing| standing.len() > 1);
    (annotators, disputed.map(|standing| of_all(Dispute::Annotator(standing))).collect())
}

/// A schema of labels with different names. A key, and a name that a label takes, is the first one's that has it; a label
/// without its key gets a free one.
pub fn sound(defs: Vec<LabelDef>) -> Schema {
    let (mut keys, mut names) = (HashSet::new(), HashSet::new());
    let mut bare = Vec::new();
    let mut kept = Vec::new();
    for mut def in defs {
        def.takes =
            def.takes.map(|takes| takes.into_iter().filter(|name| names.insert(name.clone())).collect());
        if def.key.is_some_and(|key| !keys.insert(key)) {
            def.key = None;
            bare.push(kept.len());
        }
        kept.push(def);
    }
    for at in bare {
        let Some(def) = kept.get(at).cloned() else { continue };
        let others = kept.iter().filter(|other| other.label != def.label).cloned().collect();
        let key = Schema::new(others).and_then(|others| others.with_def(&def).get(&def.label)?.key);
        if let Some(def) = kept.get_mut(at) {
            def.key = key;
        }
    }
    // Sound by what was just done; the labels of any one version are.
    Schema::new(kept).unwrap_or_default()
}
