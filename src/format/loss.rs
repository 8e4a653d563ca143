//! What a format carries of a project, and what is lost in one that carries less.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;
use std::rc::Rc;

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

/// What is said of annotations that come back only with words that are taken out.
pub(super) const SET_ASIDE: &str = "left out: annotations on words that were taken out of the text";

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
            annotations: annotations.map(|(one, id)| Rc::new(annotation(one, id, parts))).collect(),
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

/// Where in a project something is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In what is beside its documents.
    Project,
    /// In a document, but not in one of its rows.
    Document(usize),
    /// In a row of a document's list: the document, the list's name, the row, both numbers from 0.
    Row(usize, &'static str, usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Project => f.write_str("the project"),
            Place::Document(document) => write!(f, "documents[{document}]"),
            Place::Row(document, list, row) => write!(f, "documents[{document}].{list}[{row}]"),
        }
    }
}

/// What is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// What the format has no room for.
    Parts(Vec<Part>),
    /// Something else, in words: what was expected, what was found, what was done.
    Other(Cow<'static, str>),
}

/// Something of a project that a file does not carry, or not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Where.
    pub place: Place,
    /// What.
    pub lost: Lost,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.lost {
            Lost::Parts(parts) => {
                let words: Vec<_> = parts.iter().map(|part| part.words()).collect();
                write!(f, "{}: not carried: {}", self.place, words.join(", "))
            }
            Lost::Other(words) => write!(f, "{}: {words}", self.place),
        }
    }
}

/// How often one thing is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What is lost: `entity`.
    pub words: Cow<'static, str>,
    /// Whether the project itself loses it.
    pub project: bool,
    /// How many documents lose it.
    pub documents: usize,
    /// How many annotations lose it, or rows of another list.
    pub rows: usize,
}

/// The losses by what is lost: the project's first, then those of most rows.
pub fn tally(losses: &[Loss]) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = Vec::new();
    let mut count = |words: Cow<'static, str>, place: Place| {
        let at = tallies.iter().position(|tally| tally.words == words).unwrap_or_else(|| {
            tallies.push(Tally { words, project: false, documents: 0, rows: 0 });
            tallies.len() - 1
        });
        let tally = &mut tallies[at];
        match place {
            Place::Project => tally.project = true,
            Place::Document(_) => tally.documents += 1,
            Place::Row(..) => tally.rows += 1,
        }
    };
    for loss in losses {
        match &loss.lost {
            Lost::Parts(parts) => parts.iter().for_each(|part| count(part.words().into(), loss.place)),
            Lost::Other(words) => count(words.clone(), loss.place),
        }
    }
    tallies.sort_by_key(|tally| (!tally.project, Reverse(tally.rows), Reverse(tally.documents)));
    tallies
}

/// What of `project` is lost in a format that carries only `parts`: one entry for each document and annotation
/// that loses something it has.
pub fn losses(project: &Project, parts: &[Part]) -> Vec<Loss> {
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
            (Part::Entities, !project.entities.is_empty()),
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
                (Part::DocumentIds, *document.id != *numbered_document(number + 1)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_counted_by_what_is_lost() {
        let parts = |place, parts: &[Part]| Loss { place, lost: Lost::Parts(parts.to_vec()) };
        let misfit = Loss { place: Place::Row(0, "map", 7), lost: Lost::Other("left it out".into()) };
        let losses = [
            parts(Place::Project, &[Part::Labels]),
            parts(Place::Document(0), &[Part::Metadata, Part::Unknown]),
            parts(Place::Row(0, "annotations", 3), &[Part::Origins]),
            parts(Place::Row(0, "annotations", 4), &[Part::Origins, Part::Unknown]),
            misfit.clone(),
        ];
        let told: Vec<_> = tally(&losses)
            .into_iter()
            .map(|tally| format!("{} {} {} {}", tally.words, tally.project, tally.documents, tally.rows))
            .collect();
        assert_eq!(
            told,
            [
                "colours, keys and guidelines true 0 0",
                "origin false 0 2",
                "unknown fields false 1 1",
                "left it out false 0 1",
                "metadata false 1 0",
            ]
        );
        assert_eq!(losses[4].to_string(), "documents[0].map[7]: left it out");
        assert_eq!(losses[3].to_string(), "documents[0].annotations[4]: not carried: origin, unknown fields");
        assert_eq!(losses[0].to_string(), "the project: not carried: colours, keys and guidelines");
        assert_eq!(tally(&[]), []);
    }
}
