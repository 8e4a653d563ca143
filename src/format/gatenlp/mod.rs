//! Documents of GATE as its library for Python writes them, `bdocjs` (gatenlp 1.0.8: `serialization/default.py`).
//!
//! ```json
//! {"annotation_sets":{"":{"name":"","annotations":[{"type":"COURT","start":4,"end":9,"id":0,"features":{}}],"next_annid":1}},
//!  "text":"The Court","features":{},"offset_type":"p","name":"n1"}
//! ```
//!
//! Counts in code points (`"offset_type":"p"`), end exclusive; UTF-16 units (`"j"`, for GATE in Java) are read too. A file for each
//! document. The default set of annotations, whose name is empty, holds what is accepted; the sets `suggested` and `rejected` hold
//! the rest. What else a mark has is in its features. Read besides: other sets of annotations, as accepted, without tokens and
//! sentences; and GATE's JSON in the shape of tweets, `{"text":"…","entities":{"COURT":[{"indices":[4,9]}]}}`, in UTF-16 units.
//! What it cannot carry: metadata, what was decided, progress, entities without an id in an authority file.

mod read;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::json;
use super::keep::{link_name, unknown_origin};
use super::rules::file_name;
use super::{Family, File, Format, Part, Reader, Rules, Writer};
use crate::annotation::{Annotation, Document, Entity, EntityId, Origin, Project, Status};
use crate::text::Offsets;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "gatenlp",
    title: "GATE (bdocjs)",
    family: Family::Tools,
    extension: ".gatenlp.zip",
    inside: Some(".bdocjs"),
    media_type: "application/zip",
    counts: "code points",
    about: "A .bdocjs file for each document, for the Python library gatenlp and for GATE with its plugin Format_Bdoc. Suggestions \
            and what was rejected are in annotation sets of their own.",
    rules: Rules::of(&[
        Part::DocumentIds,
        Part::Statuses,
        Part::Origins,
        Part::Links,
        Part::LinkNames,
        Part::Values,
        Part::Notes,
    ]),
    begins: |beginning| {
        let solid: String = beginning.chars().filter(|one| !one.is_whitespace()).take(400).collect();
        solid.starts_with("{\"annotation_sets\":")
            || (solid.starts_with('{') && solid.contains("\"indices\":["))
            || (solid.starts_with('{') && solid.contains("\"offset_type\":"))
    },
    opens_at: None,
    streams: false,
    reader: Some(Reader::Folder(read::read)),
    writer: Some(Writer::Folder(write)),
};

/// The ending of its files.
const ENDING: &str = ".bdocjs";

/// The set of annotations that a status has.
fn set_name(status: Status) -> &'static str {
    match status {
        Status::Accepted => "",
        Status::Suggested => "suggested",
        Status::Rejected => "rejected",
    }
}

/// A document; the sets are a map that keeps this order.
#[derive(Serialize)]
struct OutDocument<'a> {
    annotation_sets: Sets<'a>,
    text: &'a str,
    features: Empty,
    offset_type: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Sets<'a> {
    #[serde(rename = "")]
    accepted: Set<'a>,
    #[serde(skip_serializing_if = "Set::is_empty")]
    suggested: Set<'a>,
    #[serde(skip_serializing_if = "Set::is_empty")]
    rejected: Set<'a>,
}

#[derive(Serialize)]
struct Set<'a> {
    name: &'static str,
    annotations: Vec<OutAnnotation<'a>>,
    next_annid: usize,
}

impl Set<'_> {
    fn is_empty(&self) -> bool {
        self.annotations.is_empty()
    }
}

#[derive(Serialize)]
struct OutAnnotation<'a> {
    r#type: &'a str,
    start: usize,
    end: usize,
    id: usize,
    features: Features<'a>,
}

/// What a mark has beside its place and label.
#[derive(Serialize)]
struct Features<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    annotator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tagger: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<[&'a str; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

fn write(project: &Project) -> Vec<File> {
    let entities: HashMap<&EntityId, &Entity> =
        project.entities.iter().map(|entity| (&entity.id, &**entity)).collect();
    let mut taken = HashSet::new();
    let mut files = Vec::with_capacity(project.documents.len());
    for document in &project.documents {
        let name = free_name(&document.id, &mut taken) + ENDING;
        files.push(File { name, content: json::line(&out(document, &entities)) });
    }
    files
}

/// The name of a document's file without its ending, apart from every other's on systems that don't tell `A` from `a`.
fn free_name(id: &str, taken: &mut HashSet<String>) -> String {
    let base = file_name(id);
    let name = std::iter::once(base.clone())
        .chain((2u32..).map(|number| format!("{base}-{number}")))
        .find(|name| !taken.contains(&name.to_lowercase()))
        .unwrap_or_default();
    taken.insert(name.to_lowercase());
    name
}

fn out<'a>(document: &'a Document, entities: &HashMap<&EntityId, &'a Entity>) -> OutDocument<'a> {
    let offsets = Offsets::new(document.text());
    let count = document.annotations().len();
    let set = |status| {
        let mut annotations = Vec::new();
        // The ids are those of one set: what is in two comes back in its order.
        for (id, one) in document.annotations().iter().enumerate().filter(|(_, one)| one.status == status) {
            let Some((start, end)) = offsets.to_char(one.span.start()).zip(offsets.to_char(one.span.end()))
            else {
                continue;
            };
            let features = features(one, entities);
            let (start, end) = (start.0, end.0);
            annotations.push(OutAnnotation { r#type: one.label.name(), start, end, id, features });
        }
        Set { name: set_name(status), annotations, next_annid: count }
    };
    OutDocument {
        annotation_sets: Sets {
            accepted: set(Status::Accepted),
            suggested: set(Status::Suggested),
            rejected: set(Status::Rejected),
        },
        text: document.text(),
        features: Empty {},
        offset_type: "p",
        name: &document.id,
    }
}

fn features<'a>(one: &'a Annotation, entities: &HashMap<&EntityId, &'a Entity>) -> Features<'a> {
    let (mut annotator, mut tagger, mut version) = (None, None, None);
    match &one.origin {
        origin if *origin == unknown_origin() => {}
        Origin::Annotator(name) => annotator = Some(&**name),
        Origin::Tagger { name, version: of } => (tagger, version) = (Some(&**name), Some(&**of)),
    }
    let entity = one.entity.as_ref().and_then(|id| entities.get(id));
    let canonical = entity.and_then(|entity| Some((entity, entity.canonical.as_ref()?)));
    Features {
        annotator,
        tagger,
        version,
        score: one.score,
        evidence: one.evidence.iter().map(|one| [&*one.rule, &*one.detail]).collect(),
        authority: canonical.map(|(_, (_, authority))| &**authority),
        entity: canonical.map(|(_, (id, _))| &**id),
        entity_name: canonical.map(|(entity, (id, _))| link_name(&entity.name, id).to_string()),
        value: one.value.as_deref(),
        note: one.note.as_deref(),
    }
}
