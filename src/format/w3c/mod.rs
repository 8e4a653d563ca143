//! The Web Annotation Data Model (W3C Recommendation of 23 February 2017), as lists of annotations beside the texts they are of.
//!
//! `n1.txt` holds `The Supreme Court sat.`, `n1.w3c.jsonld` beside it:
//!
//! ```json
//! [
//! {"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:tagline:n1:a1","type":"Annotation","motivation":"tagging",
//!  "creator":{"type":"Person","name":"Ada"},
//!  "body":[{"type":"TextualBody","purpose":"tagging","value":"COURT"},
//!          {"type":"SpecificResource","purpose":"identifying","source":"https://www.wikidata.org/entity/Q11201"}],
//!  "target":{"source":"urn:tagline:n1","selector":[
//!   {"type":"TextQuoteSelector","exact":"Supreme Court","prefix":"The ","suffix":" sat."},
//!   {"type":"TextPositionSelector","start":4,"end":17}]}}
//! ]
//! ```
//!
//! Counts in code points, end exclusive, as the Recommendation demands. recogito, Annotorious and Hypothesis count UTF-16 units:
//! `w3c-utf16` is for them, in files that end in `.w3c-utf16.jsonld`. A list is what recogito's `setAnnotations` takes; it trusts
//! the offsets and wants both selectors. A value, a score and what speaks for a mark are fields of ours (`tagline:value`), which
//! other programs pass over.
//! Read besides: `AnnotationPage`, `AnnotationCollection`, Hypothesis' exports, targets in a list, selectors in `refinedBy`,
//! bodies that are an object or a string, quotes without offsets. Annotations of a file whose name no text has are given to the
//! text that their source names.
//! What it cannot carry: what is not accepted, `\r` in a text, ids that no file can have, metadata, colours of labels.

mod body;
mod read;
mod selector;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::rc::Rc;

use serde::Serialize;

use super::keep::unknown_origin;
use super::placed::Unit;
use super::{Family, File, Format, Part, Reader, Rules, Text, Writer, iri};
use crate::annotation::{Annotation, Document, Entity, EntityId, Origin, Project};
use crate::text::{Offset, Offsets};

/// The row of the Recommendation as it is written.
pub(super) const FORMAT: Format = Format {
    name: "w3c",
    title: "W3C Web Annotation",
    family: Family::Tools,
    extension: ".w3c.zip",
    inside: Some(ENDING),
    media_type: "application/ld+json",
    counts: "code points",
    about: "For programs that keep to the W3C's Recommendation; a text beside each list of annotations. For recogito and \
            Hypothesis take the one that counts in UTF-16.",
    rules: Rules {
        text: Text::LineFeeds,
        id: Some(super::rules::file_name),
        ..Rules::accepted(&[
            Part::DocumentIds,
            Part::Origins,
            Part::Links,
            Part::LinkNames,
            Part::Values,
            Part::Notes,
        ])
    },
    begins,
    opens_at: None,
    streams: false,
    reader: Some(Reader::Folder(|files| read::read(files, Unit::CodePoints))),
    writer: Some(Writer::Folder(|project| write(project, Unit::CodePoints))),
};

/// The row of what JavaScript programs make of it.
pub(super) const FORMAT_UTF16: Format = Format {
    name: "w3c-utf16",
    title: "W3C Web Annotation (UTF-16)",
    family: Family::Tools,
    extension: ".w3c-utf16.zip",
    inside: Some(ENDING_UTF16),
    counts: "UTF-16 units",
    about: "For recogito, Annotorious and Hypothesis, which count as JavaScript does; a text beside each list of annotations.",
    reader: Some(Reader::Folder(|files| read::read(files, Unit::Utf16))),
    writer: Some(Writer::Folder(|project| write(project, Unit::Utf16))),
    ..FORMAT
};

const ENDING: &str = ".w3c.jsonld";
const ENDING_UTF16: &str = ".w3c-utf16.jsonld";

/// How many code points of the text a selector quotes before and after the words: as many as Hypothesis does.
const CONTEXT: usize = 32;

#[derive(Serialize)]
struct Written<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Creator<'a>>,
    #[serde(rename = "tagline:score", skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(rename = "tagline:evidence", skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<WrittenEvidence<'a>>,
    #[serde(rename = "tagline:value", skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    body: Vec<Body<'a>>,
    target: Target<'a>,
}

#[derive(Serialize)]
struct Creator<'a> {
    r#type: &'static str,
    name: &'a str,
    #[serde(rename = "schema:softwareVersion", skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
}

#[derive(Serialize)]
struct WrittenEvidence<'a> {
    #[serde(rename = "tagline:rule")]
    rule: &'a str,
    #[serde(rename = "tagline:detail")]
    detail: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Text {
        r#type: &'static str,
        purpose: &'static str,
        value: &'a str,
    },
    Resource {
        r#type: &'static str,
        purpose: &'static str,
        source: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        label: Option<&'a str>,
    },
}

#[derive(Serialize)]
struct Target<'a> {
    source: String,
    selector: (Quote<'a>, Position),
}

#[derive(Serialize)]
struct Quote<'a> {
    r#type: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct Position {
    r#type: &'static str,
    start: usize,
    end: usize,
}

fn begins(beginning: &str) -> bool {
    beginning.trim_start().starts_with(['[', '{'])
        && beginning.contains("\"http://www.w3.org/ns/anno.jsonld\"")
}

fn write(project: &Project, unit: Unit) -> Vec<File> {
    let entities: HashMap<&EntityId, &Rc<Entity>> =
        project.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let ending = if unit == Unit::Utf16 { ENDING_UTF16 } else { ENDING };
    let mut files = Vec::with_capacity(2 * project.documents.len());
    for document in &project.documents {
        let offsets = Offsets::new(document.text());
        let count = |at: Offset| match unit {
            Unit::Utf16 => offsets.to_utf16(at).map(|at| at.0),
            _ => offsets.to_char(at).map(|at| at.0),
        };
        let mut content = String::from("[");
        for (number, one) in document.annotations().iter().enumerate() {
            let (Some(start), Some(end)) = (count(one.span.start()), count(one.span.end())) else { continue };
            let entity = one.entity.as_ref().and_then(|id| entities.get(id));
            let written =
                written(document, one, Position { r#type: "TextPositionSelector", start, end }, entity);
            content += if number == 0 { "\n" } else { ",\n" };
            // Cannot fail: the shapes are plain.
            content += &serde_json::to_string(&written).unwrap_or_default();
        }
        content += "\n]\n";
        files.push(File { name: format!("{}{ending}", document.id), content });
        files.push(File { name: format!("{}.txt", document.id), content: document.text().to_string() });
    }
    files
}

fn written<'a>(
    document: &'a Document,
    one: &'a Annotation,
    position: Position,
    entity: Option<&'a &Rc<Entity>>,
) -> Written<'a> {
    let creator = match &one.origin {
        origin if *origin == unknown_origin() => None,
        Origin::Annotator(name) => Some(Creator { r#type: "Person", name, version: None }),
        Origin::Tagger { name, version } => {
            Some(Creator { r#type: "Software", name, version: Some(version) })
        }
    };
    let text = |purpose, value| Body::Text { r#type: "TextualBody", purpose, value };
    let mut body = vec![text("tagging", one.label.name())];
    if let Some((id, authority, name)) = entity.and_then(|entity| {
        let (id, authority) = entity.canonical.as_ref()?;
        Some((id, authority, &entity.name))
    }) {
        body.push(Body::Resource {
            r#type: "SpecificResource",
            purpose: "identifying",
            source: iri::address(authority, id),
            label: (name != id).then_some(name),
        });
    }
    body.extend(one.note.as_deref().map(|note| text("commenting", note)));
    let source = format!("urn:tagline:{}", document.id);
    let (before, after) = document.text().split_at(one.span.start().0);
    let exact = document.words(one.span);
    let after = after.get(exact.len()..).unwrap_or_default();
    let prefix = before.char_indices().rev().nth(CONTEXT - 1).map_or(before, |(at, _)| &before[at..]);
    let suffix = after.char_indices().nth(CONTEXT).map_or(after, |(at, _)| &after[..at]);
    Written {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("{source}:{}", one.id.0),
        r#type: "Annotation",
        motivation: "tagging",
        creator,
        score: one.score,
        evidence: one
            .evidence
            .iter()
            .map(|one| WrittenEvidence { rule: &one.rule, detail: &one.detail })
            .collect(),
        value: one.value.as_deref(),
        body,
        target: Target {
            source,
            selector: (Quote { r#type: "TextQuoteSelector", exact, prefix, suffix }, position),
        },
    }
}
