//! The parts of a project: what is left of one in a format that carries only some, and what that loses.

use std::collections::HashMap;
use std::rc::Rc;

use super::loss::{Loss, Lost, Part, Place};
use crate::annotation::{
    Annotation, AnnotationId, Document, DocumentStatus, Edit, Entity, EntityId, Label, Origin, Project,
    Retext, Schema, Status, numbered_ids,
};
use crate::article::{Cleaned, Map, Metadata};

/// What is said of annotations that come back only with words that are taken out.
pub(super) const SET_ASIDE: &str = "left out: annotations on words that were taken out of the text";

/// Who made an annotation in a file that doesn't say.
pub(super) fn unknown_origin() -> Origin {
    Origin::Annotator("unknown".into())
}

/// `project` with only the `parts` of it: what is left after a format that carries those.
pub fn keeping(project: &Project, parts: &[Part]) -> Project {
    keeping_after(0, project, parts)
}

/// The same of documents with so many `before` them.
pub(super) fn keeping_after(before: usize, project: &Project, parts: &[Part]) -> Project {
    let keeps = |part| parts.contains(&part);
    let links = Links::of(project, parts);
    let documents = project.documents.iter().zip(before + 1..).map(|(document, number)| {
        let keeps_source = keeps(Part::Source);
        let id =
            if keeps(Part::DocumentIds) { document.id.clone() } else { numbered_document(number).into() };
        let source = document.source().filter(|_| keeps_source).cloned();
        let metadata = if keeps(Part::Metadata) { document.metadata().clone() } else { Metadata::default() };
        let mut kept = Document::new(id, source, Cleaned::default(), metadata);
        if !keeps(Part::Unknown) {
            let metadata = Metadata { extra: None, ..kept.metadata().clone() };
            let _ = Edit::SetMetadata(Box::new(metadata)).apply(&mut kept);
        } else {
            kept.extra = document.extra.clone();
        }
        let annotations = document.annotations().iter().zip(numbered_ids(document.annotations().len()));
        let progress = keeps(Part::Progress);
        let retext = Retext {
            cleaned: Cleaned {
                text: document.text().clone(),
                removed: if keeps_source { document.removed().to_vec() } else { Vec::new() },
                map: if keeps_source { document.map().clone() } else { Map::default() },
            },
            annotations: annotations.map(|(one, id)| Rc::new(annotation(one, id, parts, &links))).collect(),
            reviewed: if progress { document.reviewed().to_vec() } else { Vec::new() },
            set_aside: Vec::new(),
        };
        // Neither can fail: the text is the same, and so are the spans.
        let _ = Edit::SetText(Box::new(retext)).apply(&mut kept);
        let _ =
            Edit::SetStatus(if progress { document.status() } else { DocumentStatus::New }).apply(&mut kept);
        Rc::new(kept)
    });
    let documents: Vec<Rc<Document>> = documents.collect();
    Project {
        schema: schema_of(project, parts),
        annotators: if keeps(Part::Annotators) { project.annotators.clone() } else { Vec::new() },
        entities: if keeps(Part::Entities) { project.entities.clone() } else { links.entities },
        documents,
        extra: project.extra.clone().filter(|_| keeps(Part::Unknown)),
    }
}

/// What is left of the entities in a format that carries only their ids in authority files: one for each that an annotation
/// names, in the order in which they are named.
#[derive(Default)]
struct Links {
    entities: Vec<Rc<Entity>>,
    /// The ids they have then, by those they have.
    ids: HashMap<EntityId, EntityId>,
}

impl Links {
    fn of(project: &Project, parts: &[Part]) -> Links {
        let mut links = Links::default();
        if !parts.contains(&Part::Links) || parts.contains(&Part::Entities) {
            return links;
        }
        let known: HashMap<&EntityId, &Rc<Entity>> =
            project.entities.iter().map(|entity| (&entity.id, entity)).collect();
        for annotation in project.documents.iter().flat_map(|document| document.annotations()) {
            let Some(entity) = annotation.entity.as_ref().and_then(|id| known.get(id)) else { continue };
            let Some((id, authority)) = &entity.canonical else { continue };
            let Some(link) = link_id(authority, id) else { continue };
            let name =
                if parts.contains(&Part::LinkNames) { link_name(&entity.name, id) } else { id.clone() };
            links.ids.insert(entity.id.clone(), link.clone());
            if links.entities.iter().all(|one| one.id != link) {
                links.entities.push(Rc::new(linked(
                    link,
                    annotation.label.clone(),
                    name,
                    (id.clone(), authority.clone()),
                )));
            }
        }
        links
    }
}

/// An entity of which only its id in an authority file and whose that is are known, and what it is called.
pub(super) fn linked(id: EntityId, label: Label, name: Rc<str>, canonical: (Rc<str>, Rc<str>)) -> Entity {
    Entity { id, label, name, canonical: Some(canonical), country: None, at: None, extra: None }
}

/// The id that an entity has in a file that carries only links: `wikidata:Q11201`. `None` where the two could not be told apart
/// again.
pub(super) fn link_id(authority: &str, id: &str) -> Option<EntityId> {
    let plain = |name: &str| {
        !name.is_empty()
            && !name.contains(|one: char| {
                one.is_whitespace() || one.is_control() || "<>\"{}|\\^`#%".contains(one)
            })
    };
    (plain(authority) && !authority.contains(':') && plain(id))
        .then(|| EntityId(format!("{authority}:{id}").into()))
}

/// An entity's name on one line; its id where it has none.
pub(super) fn link_name(name: &Rc<str>, id: &Rc<str>) -> Rc<str> {
    let plain = !name.is_empty()
        && name.trim() == &**name
        && !name.contains(|one: char| one.is_control() || matches!(one, '\u{2028}' | '\u{2029}'));
    if plain { name.clone() } else { id.clone() }
}

/// `schema` with the annotation's label in it.
pub(super) fn with(schema: Schema, annotation: &Annotation) -> Schema {
    if schema.get(&annotation.label).is_some() { schema } else { schema.with(&annotation.label) }
}

fn annotation(annotation: &Annotation, id: AnnotationId, parts: &[Part], links: &Links) -> Annotation {
    let keeps = |part| parts.contains(&part);
    let mut kept = annotation.clone();
    if !keeps(Part::AnnotationIds) {
        kept.id = id;
    }
    if !keeps(Part::Statuses) {
        kept.status = Status::Accepted;
    }
    if !keeps(Part::Origins) {
        kept.origin = unknown_origin();
        kept.score = None;
        kept.evidence.clear();
    }
    if !keeps(Part::Entities) {
        kept.entity = kept.entity.and_then(|id| links.ids.get(&id).cloned());
    }
    kept.value = kept.value.filter(|_| keeps(Part::Values));
    kept.note = kept.note.filter(|_| keeps(Part::Notes));
    if !keeps(Part::Decisions) {
        kept.decisions.clear();
    }
    kept.extra = kept.extra.filter(|_| keeps(Part::Unknown));
    kept
}

/// What of `project` is lost in a format that carries only `parts`: one entry for each document and annotation
/// that loses something it has.
pub fn losses(project: &Project, parts: &[Part]) -> Vec<Loss> {
    losses_after(0, project, parts)
}

/// The same of documents with so many `before` them.
pub(super) fn losses_after(before: usize, project: &Project, parts: &[Part]) -> Vec<Loss> {
    let links = Links::of(project, parts);
    let mut losses = Vec::new();
    let lose = |losses: &mut Vec<Loss>, place: Place, had: &[(Part, bool)]| {
        let lost = had.iter().filter(|(part, had)| *had && !parts.contains(part)).map(|&(part, _)| part);
        let lost: Vec<Part> = lost.collect();
        if !lost.is_empty() {
            losses.push(Loss { place, lost: Lost::Parts(lost) });
        }
    };
    lose(
        &mut losses,
        Place::Project,
        &[
            (Part::Labels, project.schema != schema_of(project, parts)),
            (Part::Annotators, !project.annotators.is_empty()),
            (Part::Entities, project.entities != links.entities),
            (Part::Unknown, project.extra.is_some()),
        ],
    );
    for (number, document) in project.documents.iter().enumerate() {
        let progress = document.status() != DocumentStatus::New || !document.reviewed().is_empty();
        let of_text = Cleaned { text: document.text().clone(), ..Cleaned::default() };
        lose(
            &mut losses,
            Place::Document(number),
            &[
                (Part::DocumentIds, *document.id != *numbered_document(before + number + 1)),
                (Part::Metadata, *document.metadata() != Metadata::default()),
                (Part::Source, document.source().is_some() || *document.cleaned() != of_text),
                (Part::Progress, progress),
                (Part::Unknown, document.extra.is_some() || document.metadata().extra.is_some()),
            ],
        );
        if !document.set_aside().is_empty() {
            losses.push(Loss { place: Place::Document(number), lost: Lost::Other(SET_ASIDE.into()) });
        }
        let ids = numbered_ids(document.annotations().len());
        for (row, (annotation, id)) in document.annotations().iter().zip(ids).enumerate() {
            lose(
                &mut losses,
                Place::Row(number, "annotations", row),
                &[
                    (Part::AnnotationIds, annotation.id != id),
                    (Part::Statuses, annotation.status != Status::Accepted),
                    (Part::Origins, annotation.origin != unknown_origin()),
                    (
                        Part::Entities,
                        annotation.entity.as_ref().is_some_and(|id| links.ids.get(id) != Some(id)),
                    ),
                    (Part::Values, annotation.value.is_some()),
                    (Part::Notes, annotation.note.is_some()),
                    (Part::Decisions, !annotation.decisions.is_empty()),
                    (Part::Unknown, annotation.extra.is_some()),
                ],
            );
        }
    }
    losses
}

/// The id of a document whose own is not carried, counted from 1.
fn numbered_document(number: usize) -> String {
    format!("document-{number}")
}

/// The labels that are left.
fn schema_of(project: &Project, parts: &[Part]) -> Schema {
    let mut schema = if parts.contains(&Part::Labels) { project.schema.clone() } else { Schema::default() };
    for annotation in project.documents.iter().flat_map(|document| document.annotations()) {
        schema = with(schema, annotation);
    }
    schema
}
