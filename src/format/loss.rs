//! What a format carries of a project, and what is lost in one that carries less.

use std::rc::Rc;

use super::Issue;
use crate::annotation::{
    Annotation, AnnotationId, Document, DocumentStatus, Edit, Origin, Project, Retext, Schema, Status,
    numbered_ids,
};
use crate::article::{Cleaned, Map, Metadata};

/// A part of a project that a format may carry, beside texts, spans and the names of their labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What documents are called.
    DocumentIds,
    /// Title, authors, dates.
    Metadata,
    /// The source, what was removed from it, and the map to it.
    Source,
    /// How far the work on a document has come, and which stretches a person has looked at.
    Progress,
    /// What annotations are called.
    AnnotationIds,
    /// Whether an annotation is suggested, accepted or rejected.
    Statuses,
    /// Who made an annotation, how sure they were, and why.
    Origins,
    /// What in the world an annotation names.
    Entities,
    /// What an annotation stands for: a date.
    Values,
    /// A person's notes.
    Notes,
    /// What was decided about an annotation, and when.
    Decisions,
    /// The labels that nothing has, the order of all, their colours, keys and guidelines.
    Labels,
    /// Who annotated.
    Annotators,
    /// Fields of a native file that this version does not know.
    Unknown,
}

impl Part {
    /// All of them.
    pub const ALL: &[Part] = &[
        Part::DocumentIds,
        Part::Metadata,
        Part::Source,
        Part::Progress,
        Part::AnnotationIds,
        Part::Statuses,
        Part::Origins,
        Part::Entities,
        Part::Values,
        Part::Notes,
        Part::Decisions,
        Part::Labels,
        Part::Annotators,
        Part::Unknown,
    ];

    /// The words that a report has for it.
    pub fn words(self) -> &'static str {
        match self {
            Part::DocumentIds => "document id",
            Part::Metadata => "metadata",
            Part::Source => "source",
            Part::Progress => "progress",
            Part::AnnotationIds => "annotation id",
            Part::Statuses => "status",
            Part::Origins => "origin",
            Part::Entities => "entity",
            Part::Values => "value",
            Part::Notes => "note",
            Part::Decisions => "decisions",
            Part::Labels => "colours, keys and guidelines",
            Part::Annotators => "annotators",
            Part::Unknown => "unknown fields",
        }
    }
}

/// Who made an annotation in a file that doesn't say.
pub(super) fn unknown_origin() -> Origin {
    Origin::Annotator("unknown".into())
}

/// `project` with only the `parts` of it: what is left after a format that carries those.
pub fn keeping(project: &Project, parts: &[Part]) -> Project {
    let keeps = |part| parts.contains(&part);
    let documents = project.documents.iter().zip(1..).map(|(document, number)| {
        let keeps_source = keeps(Part::Source);
        let id =
            if keeps(Part::DocumentIds) { document.id.clone() } else { format!("document-{number}").into() };
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
            annotations: annotations.map(|(one, id)| Rc::new(annotation(one, id, parts))).collect(),
            reviewed: if progress { document.reviewed().to_vec() } else { Vec::new() },
        };
        // Neither can fail: the text is the same, and so are the spans.
        let _ = Edit::SetText(Box::new(retext)).apply(&mut kept);
        let _ =
            Edit::SetStatus(if progress { document.status() } else { DocumentStatus::New }).apply(&mut kept);
        Rc::new(kept)
    });
    let documents: Vec<Rc<Document>> = documents.collect();
    let mut schema = if keeps(Part::Labels) { project.schema.clone() } else { Schema::default() };
    for annotation in documents.iter().flat_map(|document| document.annotations()) {
        schema = with(schema, annotation);
    }
    Project {
        schema,
        annotators: if keeps(Part::Annotators) { project.annotators.clone() } else { Vec::new() },
        entities: if keeps(Part::Entities) { project.entities.clone() } else { Vec::new() },
        documents,
        extra: project.extra.clone().filter(|_| keeps(Part::Unknown)),
    }
}

/// `schema` with the annotation's label in it.
pub(super) fn with(schema: Schema, annotation: &Annotation) -> Schema {
    if schema.get(&annotation.label).is_some() { schema } else { schema.with(&annotation.label) }
}

fn annotation(annotation: &Annotation, id: AnnotationId, parts: &[Part]) -> Annotation {
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
    kept.entity = kept.entity.filter(|_| keeps(Part::Entities));
    kept.value = kept.value.filter(|_| keeps(Part::Values));
    kept.note = kept.note.filter(|_| keeps(Part::Notes));
    if !keeps(Part::Decisions) {
        kept.decisions.clear();
    }
    kept.extra = kept.extra.filter(|_| keeps(Part::Unknown));
    kept
}

/// What of `project` is lost in a format that carries only `parts`: a line for each document and annotation
/// that loses something it has.
pub(super) fn losses(project: &Project, parts: &[Part]) -> Vec<Issue> {
    let kept = keeping(project, parts);
    let mut losses = Vec::new();
    let mut lose = |place: String, had: &[(Part, bool)]| {
        let lost: Vec<_> = had
            .iter()
            .filter(|(part, had)| *had && !parts.contains(part))
            .map(|(part, _)| part.words())
            .collect();
        if !lost.is_empty() {
            losses.push(Issue { place, message: format!("not carried: {}", lost.join(", ")) });
        }
    };
    lose(
        "the project".to_owned(),
        &[
            (Part::Labels, project.schema != kept.schema),
            (Part::Annotators, !project.annotators.is_empty()),
            (Part::Entities, !project.entities.is_empty()),
            (Part::Unknown, project.extra.is_some()),
        ],
    );
    for (index, (document, kept)) in project.documents.iter().zip(&kept.documents).enumerate() {
        let place = format!("documents[{index}]");
        let progress = document.status() != DocumentStatus::New || !document.reviewed().is_empty();
        let of_text = Cleaned { text: document.text().clone(), ..Cleaned::default() };
        lose(
            place.clone(),
            &[
                (Part::DocumentIds, document.id != kept.id),
                (Part::Metadata, *document.metadata() != Metadata::default()),
                (Part::Source, document.source().is_some() || *document.cleaned() != of_text),
                (Part::Progress, progress),
                (Part::Unknown, document.extra.is_some() || document.metadata().extra.is_some()),
            ],
        );
        for (index, (annotation, kept)) in document.annotations().iter().zip(kept.annotations()).enumerate() {
            lose(
                format!("{place}.annotations[{index}]"),
                &[
                    (Part::AnnotationIds, annotation.id != kept.id),
                    (Part::Statuses, annotation.status != Status::Accepted),
                    (Part::Origins, annotation.origin != unknown_origin()),
                    (Part::Entities, annotation.entity.is_some()),
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
