//! The entities of several versions.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::document::{fill, fresh};
use super::schema::Used;
use super::settle::lists;
use super::{Conflict, Dispute, of_all, order};
use crate::annotation::{Annotation, Document, Entity, EntityId, Label, Project};

/// The projects with another id for each entity that only shares its id with an entity of another version. Whoever made
/// their files apart may have counted alike.
pub fn apart(versions: &[Rc<Project>], bases: &[Rc<Project>]) -> (Vec<Rc<Project>>, Vec<Rc<Project>>) {
    let entities = |projects: &'_ [Rc<Project>]| -> Vec<Rc<Entity>> {
        projects.iter().flat_map(|project| &project.entities).cloned().collect()
    };
    let (ours, known) = (entities(versions), entities(bases));
    let known: HashSet<&EntityId> = known.iter().map(|entity| &entity.id).collect();
    let mut taken: HashSet<Rc<str>> =
        ours.iter().map(|entity| &entity.id).chain(known.iter().copied()).map(|id| id.0.clone()).collect();
    let mut things: BTreeMap<&EntityId, BTreeSet<(&Rc<str>, &Label)>> = BTreeMap::new();
    for entity in ours.iter().filter(|entity| !known.contains(&entity.id)) {
        things.entry(&entity.id).or_default().insert((&entity.name, &entity.label));
    }
    let mut others: HashMap<(&EntityId, &Rc<str>, &Label), EntityId> = HashMap::new();
    for (id, things) in things {
        for (name, label) in things.into_iter().skip(1) {
            others.insert((id, name, label), EntityId(fresh(&id.0, &mut taken)));
        }
    }
    let renamed = |version: &Rc<Project>| {
        let own: HashMap<EntityId, EntityId> = version
            .entities
            .iter()
            .filter_map(|one| Some((one.id.clone(), others.get(&(&one.id, &one.name, &one.label))?.clone())))
            .collect();
        if own.is_empty() { version.clone() } else { Rc::new(rename(version, &own)) }
    };
    (versions.iter().map(renamed).collect(), bases.to_vec())
}

/// The project with other ids for its entities.
fn rename(project: &Project, ids: &HashMap<EntityId, EntityId>) -> Project {
    let new = |id: &EntityId| ids.get(id).unwrap_or(id).clone();
    let entity = |entity: &Rc<Entity>| Rc::new(Entity { id: new(&entity.id), ..Entity::clone(entity) });
    let annotation = |annotation: &Rc<Annotation>| match &annotation.entity {
        Some(id) if ids.contains_key(id) => {
            Rc::new(Annotation { entity: Some(new(id)), ..Annotation::clone(annotation) })
        }
        _ => annotation.clone(),
    };
    let document = |document: &Rc<Document>| {
        let mut new = Document::clone(document);
        let annotations = document.annotations().iter().map(annotation).collect();
        let aside = document.set_aside().to_vec();
        fill(&mut new, document.cleaned().clone(), annotations, document.reviewed().to_vec(), aside);
        Rc::new(new)
    };
    Project {
        entities: project.entities.iter().map(entity).collect(),
        documents: project.documents.iter().map(document).collect(),
        ..project.clone()
    }
}

/// The entities of all.
pub fn merged(
    versions: &[Rc<Project>],
    bases: &[Rc<Project>],
    used: &Used,
) -> (Vec<Rc<Entity>>, Vec<Conflict>) {
    fn of(projects: &[Rc<Project>]) -> Vec<&[Rc<Entity>]> {
        projects.iter().map(|project| project.entities.as_slice()).collect()
    }
    let id = |entity: &Rc<Entity>| entity.id.clone();
    let by_all = |a: &Rc<Entity>, b: &Rc<Entity>| order::entities(a, b);
    let all = lists(&of(bases), &of(versions), id, by_all, |id| used.entities.contains(id));
    let entities = all.iter().filter_map(|standing| standing.first().cloned()).collect();
    let disputed = all.into_iter().filter(|standing| standing.len() > 1);
    (entities, disputed.map(|standing| of_all(Dispute::Entity(standing))).collect())
}
