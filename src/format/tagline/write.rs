//! Writes the native file.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::VERSION;
use super::layout::Layout;
use super::wire::{self, Extra};
use crate::annotation::{Annotation, Coordinates, Decision, Document, Entity, Label, Origin, Project};
use crate::article::{Metadata, Source, SourceKind};
use crate::format::{Loss, Lost, Place};
use crate::text::{Offsets, Span};

/// What is said of a range that no file could hold.
const MISFIT: &str = "expected whole characters of the text and the source, found a place inside one or past the end; left it out";

/// Writes `project`; the same project always gives the same file.
pub fn write(project: &Project) -> (String, Vec<Loss>) {
    let mut losses = Vec::new();
    let file = file(project, &mut losses);
    let mut content = Vec::new();
    let written =
        file.serialize(&mut serde_json::Serializer::with_formatter(&mut content, Layout::default()));
    // Neither can fail: the shapes are plain, and serde_json writes UTF-8.
    if let Err(error) = written {
        losses.push(Loss { place: Place::Project, lost: Lost::Other(error.to_string().into()) });
    }
    let content = String::from_utf8(content).unwrap_or_default() + "\n";
    (content, losses)
}

fn file<'a>(project: &'a Project, losses: &mut Vec<Loss>) -> wire::File<'a> {
    let labels = project.schema.labels().iter().map(|def| wire::LabelDef {
        name: def.label.name(),
        colour: &def.colour,
        colour_dark: def.colour_dark.as_deref(),
        key: def.key,
        guideline: &def.guideline,
        takes: def.takes.as_ref().map(|names| names.iter().map(Label::name).collect()),
        extra: Unknown::of(&def.extra).rest(&["name", "colour", "colour_dark", "key", "guideline", "takes"]),
    });
    let annotators = project.annotators.iter().map(|annotator| wire::Annotator {
        name: &annotator.name,
        extra: Unknown::of(&annotator.extra).rest(&["name"]),
    });
    let mut documents = Vec::with_capacity(project.documents.len());
    for (index, one) in project.documents.iter().enumerate() {
        documents.push(document(one, index, losses));
    }
    wire::File {
        format: "tagline",
        version: VERSION,
        labels: labels.collect(),
        annotators: annotators.collect(),
        entities: project.entities.iter().map(|one| entity(one)).collect(),
        documents,
        extra: Unknown::of(&project.extra).rest(&[
            "format",
            "version",
            "labels",
            "annotators",
            "entities",
            "documents",
        ]),
    }
}

fn entity(entity: &Entity) -> wire::Entity<'_> {
    let mut unknown = Unknown::of(&entity.extra);
    let inner = unknown.inner("canonical");
    wire::Entity {
        id: &entity.id.0,
        label: entity.label.name(),
        name: &entity.name,
        canonical: entity.canonical.as_ref().map(|(id, authority)| wire::Canonical {
            id,
            authority,
            extra: inner.rest(&["id", "authority"]),
        }),
        country: entity.country.as_deref(),
        coordinates: entity.at.map(Coordinates::degrees),
        extra: unknown.rest(&["id", "label", "name", "country", "coordinates"]),
    }
}

fn document<'a>(document: &'a Document, number: usize, losses: &mut Vec<Loss>) -> wire::Document<'a> {
    let mut unknown = Unknown::of(&document.extra);
    let text = Offsets::new(document.text());
    let content = document.source().map(|source| Offsets::new(&source.content));
    let mut lost = |list: &'static str, index: usize| {
        losses.push(Loss { place: Place::Row(number, list, index), lost: Lost::Other(MISFIT.into()) });
    };
    let source = unknown.inner("source");
    let mut removed_extras = unknown.inner("removed");
    let mut removed = Vec::with_capacity(document.removed().len());
    for (index, row) in document.removed().iter().enumerate() {
        let Some((start, end)) = content.as_ref().and_then(|content| chars(content, row.span)) else {
            lost("removed", index);
            continue;
        };
        let extra = removed_extras.inner(&format!("{start}-{end}")).rest(&["start", "end", "reason"]);
        removed.push(wire::Removed { start, end, reason: row.reason.name(), extra });
    }
    let mut map = Vec::with_capacity(document.map().rows().len());
    for (index, row) in document.map().rows().iter().enumerate() {
        let from = content.as_ref().and_then(|content| chars(content, row.source));
        let (Some(from), Some(to)) = (from, chars(&text, row.text)) else {
            lost("map", index);
            continue;
        };
        map.push([to.0, to.1 - to.0, from.0, from.1 - from.0]);
    }
    let reviewed = document.reviewed().iter().filter_map(|&span| chars(&text, span));
    let annotations = document.annotations().iter().filter_map(|one| annotation(one, document, &text));
    wire::Document {
        id: &document.id,
        metadata: metadata(document.metadata()),
        source: document.source().map(|one| self::source(one, source)),
        text: document.text(),
        removed,
        map,
        status: document.status().name(),
        reviewed: reviewed.map(|(start, end)| [start, end]).collect(),
        annotations: annotations.collect(),
        extra: unknown.rest(&["id", "metadata", "text", "map", "status", "reviewed", "annotations"]),
    }
}

fn metadata(metadata: &Metadata) -> wire::Metadata<'_> {
    wire::Metadata {
        title: metadata.title.as_deref(),
        authors: &metadata.authors,
        published: metadata.published.as_deref(),
        updated: metadata.updated.as_deref(),
        site: metadata.site.as_deref(),
        url: metadata.url.as_deref(),
        language: metadata.language.as_deref(),
        extra: Unknown::of(&metadata.extra).rest(&[
            "title",
            "authors",
            "published",
            "updated",
            "site",
            "url",
            "language",
        ]),
    }
}

fn source(source: &Source, unknown: Unknown) -> wire::Source<'_> {
    wire::Source {
        kind: match source.kind {
            SourceKind::Text => "text",
            SourceKind::Html => "html",
        },
        content: &source.content,
        sha256: source.sha256(),
        extra: unknown.rest(&["kind", "content", "sha256"]),
    }
}

/// `None` for a span that does not fit the text, which no document holds.
fn annotation<'a>(
    annotation: &'a Annotation,
    document: &'a Document,
    text: &Offsets<'_>,
) -> Option<wire::Annotation<'a>> {
    let (start, end) = chars(text, annotation.span)?;
    let mut unknown = Unknown::of(&annotation.extra);
    let origin = unknown.inner("origin").rest(&["annotator", "tagger", "version"]);
    let mut evidence_extras = unknown.inner("evidence");
    let evidence = annotation.evidence.iter().enumerate().map(|(index, one)| wire::Evidence {
        rule: &one.rule,
        detail: &one.detail,
        extra: evidence_extras.inner(&index.to_string()).rest(&["rule", "detail"]),
    });
    Some(wire::Annotation {
        id: &annotation.id.0,
        start,
        end,
        text: document.words(annotation.span),
        label: annotation.label.name(),
        status: annotation.status.name(),
        origin: match &annotation.origin {
            Origin::Annotator(name) => {
                wire::Origin { annotator: Some(name), tagger: None, version: None, extra: origin }
            }
            Origin::Tagger { name, version } => {
                wire::Origin { annotator: None, tagger: Some(name), version: Some(version), extra: origin }
            }
        },
        // JSON has no numbers beside the finite ones.
        score: annotation.score.filter(|score| score.is_finite()),
        evidence: evidence.collect(),
        entity: annotation.entity.as_ref().map(|id| &*id.0),
        value: annotation.value.as_deref(),
        note: annotation.note.as_deref(),
        decisions: annotation.decisions.iter().map(decision).collect(),
        extra: unknown.rest(&[
            "id",
            "start",
            "end",
            "text",
            "label",
            "status",
            "score",
            "entity",
            "value",
            "note",
            "decisions",
        ]),
    })
}

fn decision(decision: &Decision) -> wire::Decision<'_> {
    let mut unknown = Unknown::of(&decision.extra);
    let from = unknown.inner("from").rest(&["label", "status", "text"]);
    wire::Decision {
        who: &decision.who,
        when: &decision.when.0,
        from: wire::Before {
            label: decision.label.name(),
            status: decision.status.name(),
            text: &decision.text,
            extra: from,
        },
        extra: unknown.rest(&["who", "when"]),
    }
}

/// A span in code points.
fn chars(offsets: &Offsets<'_>, span: Span) -> Option<(usize, usize)> {
    Some((offsets.to_char(span.start())?.0, offsets.to_char(span.end())?.0))
}

/// The unknown fields of an object, those of its inner objects under the inner objects' names.
#[derive(Default)]
struct Unknown(BTreeMap<String, Box<RawValue>>);

impl Unknown {
    fn of(extra: &Option<std::rc::Rc<str>>) -> Unknown {
        Unknown(extra.as_deref().and_then(|extra| serde_json::from_str(extra).ok()).unwrap_or_default())
    }

    /// Takes those of one inner object.
    fn inner(&mut self, name: &str) -> Unknown {
        let inner = self.0.remove(name);
        Unknown(inner.and_then(|inner| serde_json::from_str(inner.get()).ok()).unwrap_or_default())
    }

    /// Those that are left; a field that is known after all is not written twice.
    fn rest(mut self, known: &[&str]) -> Extra {
        self.0.retain(|name, _| !known.contains(&name.as_str()));
        Extra(self.0)
    }
}
