//! Azure's custom named entity recognition: the project file of Language Studio (Microsoft: "Accepted custom NER data formats",
//! version 2022-05-01) and its texts.
//!
//! `project.json`, beside `n1.txt`
//! ```json
//! {"projectFileVersion":"2022-05-01","stringIndexType":"Utf16CodeUnit",
//!  "metadata":{"projectKind":"CustomEntityRecognition"},
//!  "assets":{"projectKind":"CustomEntityRecognition","entities":[{"category":"COURT"}],
//!   "documents":[{"location":"n1.txt","language":"en-us","entities":[{"regionOffset":0,"regionLength":22,
//!     "labels":[{"category":"COURT","offset":4,"length":13}]}]}]}}
//! ```
//!
//! Counts UTF-16 code units, a first one and a length, as the file itself declares; files that declare code points or grapheme
//! clusters (`TextElements_v8`) are read as they say.
//! What it cannot carry: what is not accepted, overlapping marks, all of a mark but its label.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::value::RawValue;
use unicode_segmentation::UnicodeSegmentation;

use super::folder::below;
use super::gather::{Found, Gathering, Mark};
use super::json::Fields;
use super::placed::Unit;
use super::{
    Family, File, Format, FormatError, Imported, Issue, Overlap, Part, Reader, Rules, Writer, rules,
};
use crate::annotation::{Document, Project};
use crate::text::Offsets;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "azure",
    title: "Azure custom NER",
    family: Family::Training,
    extension: ".azure.zip",
    inside: Some("project.json"),
    media_type: "application/zip",
    counts: "UTF-16 units",
    about: "For a project of custom named entity recognition in Azure's Language Studio: project.json is imported, the texts go \
            into the project's storage.",
    rules: Rules {
        overlap: Overlap::None,
        id: Some(rules::file_name),
        ..Rules::accepted(&[Part::DocumentIds])
    },
    begins: |beginning| {
        beginning.trim_start().starts_with('{') && beginning.contains("\"CustomEntityRecognition\"")
    },
    opens_at: None,
    streams: false,
    reader: Some(Reader::Folder(read)),
    writer: Some(Writer::Folder(write)),
};

const KIND: &str = "CustomEntityRecognition";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ProjectFile<'a> {
    project_file_version: &'a str,
    string_index_type: &'a str,
    metadata: Metadata<'a>,
    assets: Assets<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metadata<'a> {
    project_kind: &'a str,
    project_name: &'a str,
    language: &'a str,
    multilingual: bool,
    settings: Settings,
}

#[derive(Serialize)]
struct Settings {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Assets<'a> {
    project_kind: &'a str,
    entities: Vec<Category<'a>>,
    documents: Vec<Texts<'a>>,
}

#[derive(Serialize)]
struct Category<'a> {
    category: &'a str,
}

#[derive(Serialize)]
struct Texts<'a> {
    location: String,
    language: &'a str,
    dataset: &'a str,
    entities: Vec<Region<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    region_offset: usize,
    region_length: usize,
    labels: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    category: &'a str,
    offset: usize,
    length: usize,
}

fn write(project: &Project) -> Vec<File> {
    let mut categories: Vec<&str> = Vec::new();
    for one in project.documents.iter().flat_map(|document| document.annotations()) {
        if !categories.contains(&one.label.name()) {
            categories.push(one.label.name());
        }
    }
    let language = "en-us";
    let content = ProjectFile {
        project_file_version: "2022-05-01",
        string_index_type: "Utf16CodeUnit",
        // A project of several languages is not bound to the one it names.
        metadata: Metadata {
            project_kind: KIND,
            project_name: "tagline",
            language,
            multilingual: true,
            settings: Settings {},
        },
        assets: Assets {
            project_kind: KIND,
            entities: categories.into_iter().map(|category| Category { category }).collect(),
            documents: project.documents.iter().map(|document| written(document, language)).collect(),
        },
    };
    // Cannot fail: the shapes are plain.
    let content = serde_json::to_string_pretty(&content).unwrap_or_default() + "\n";
    let texts = project
        .documents
        .iter()
        .map(|document| File { name: format!("{}.txt", document.id), content: document.text().to_string() });
    std::iter::once(File { name: "project.json".to_owned(), content }).chain(texts).collect()
}

fn written<'a>(document: &'a Document, language: &'a str) -> Texts<'a> {
    let offsets = Offsets::new(document.text());
    let labels: Vec<Label<'_>> = document
        .annotations()
        .iter()
        .filter_map(|one| {
            let (start, end) = (offsets.to_utf16(one.span.start())?.0, offsets.to_utf16(one.span.end())?.0);
            Some(Label { category: one.label.name(), offset: start, length: end.checked_sub(start)? })
        })
        .collect();
    let region = Region { region_offset: 0, region_length: offsets.utf16().0, labels };
    let entities = if region.labels.is_empty() { Vec::new() } else { vec![region] };
    Texts { location: format!("{}.txt", document.id), language, dataset: "Train", entities }
}

/// What the offsets of a file count.
#[derive(Clone, Copy)]
enum Counted {
    Plain(Unit),
    Graphemes,
}

fn read(files: &[File]) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let ours = below(files);
    let is_project = |(name, file): &&(&str, &File)| {
        name.ends_with(".json")
            || name.is_empty() && file.content.trim_start_matches('\u{feff}').trim_start().starts_with('{')
    };
    let Some((name, project)) = ours.iter().find(is_project) else {
        if files.iter().all(|file| file.content.trim().is_empty()) {
            return Ok(gathering.done());
        }
        return Err(FormatError {
            message: "project.json: expected the project's file, found no file of JSON".to_owned(),
        });
    };
    let name = if name.is_empty() { String::new() } else { format!("{name}, ") };
    let content = project.content.strip_prefix('\u{feff}').unwrap_or(&project.content);
    let issues = &mut gathering.issues;
    let mut fields =
        Fields::of_file(content).map_err(|error| FormatError { message: format!("{name}{error}") })?;
    let counted = match fields.string("stringIndexType", issues).as_deref() {
        Some("Utf16CodeUnit") => Counted::Plain(Unit::Utf16),
        Some("UnicodeCodePoint") => Counted::Plain(Unit::CodePoints),
        Some("TextElements_v8" | "TextElement_v8") => Counted::Graphemes,
        found => {
            let found = found.map_or("nothing".to_owned(), |found| format!("{found:?}"));
            let message = format!(
                "expected Utf16CodeUnit, UnicodeCodePoint or TextElements_v8, found {found}; read the offsets as Utf16CodeUnit"
            );
            fields.issue_at("stringIndexType", issues, message);
            Counted::Plain(Unit::Utf16)
        }
    };
    let Some(mut assets) = fields.object("assets", issues) else {
        return Err(FormatError {
            message: format!(
                "{name}assets: expected the project's documents and entities, found none; is it a project of {KIND}?"
            ),
        });
    };
    let mut texts: HashMap<&str, &str> = ours
        .iter()
        .filter(|(_, file)| !std::ptr::eq(*file, *project))
        .map(|(name, file)| (*name, &*file.content))
        .collect();
    for (place, raw) in assets.list("documents", &mut gathering.issues) {
        if let Some(found) = read_document(raw, place, &mut texts, counted, &mut gathering.issues) {
            let unit = if let Counted::Plain(unit) = counted { unit } else { Unit::Bytes };
            gathering.add(found, unit);
        }
    }
    for (name, file) in &ours {
        if texts.contains_key(name) {
            gathering.issue(
                *name,
                "expected a text that the project's file names, found another; read it without marks",
            );
            let id = Some(stem(name));
            let text = file.content.clone();
            gathering.add(Found { place: (*name).to_owned(), id, text, ..Found::default() }, Unit::Utf16);
        }
    }
    Ok(gathering.done())
}

fn stem(name: &str) -> String {
    name.strip_suffix(".txt").unwrap_or(name).to_owned()
}

fn read_document(
    raw: &RawValue,
    place: String,
    texts: &mut HashMap<&str, &str>,
    counted: Counted,
    issues: &mut Vec<Issue>,
) -> Option<Found> {
    let mut fields = Fields::of(raw, place.clone(), issues)?;
    let location = fields.required("location", issues)?;
    let Some(text) = texts.remove(&*location).map(str::to_owned) else {
        fields.issue(
            issues,
            format!("expected the text {location:?} beside the project's file, found none; left it out"),
        );
        return None;
    };
    let graphemes: Option<Vec<usize>> = matches!(counted, Counted::Graphemes)
        .then(|| text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect());
    // Where grapheme clusters are counted, the byte at which one begins.
    let at = |count: Option<usize>| match &graphemes {
        Some(starts) => count.and_then(|count| starts.get(count).copied()),
        None => count,
    };
    let mut marks = Vec::new();
    for (place, raw) in fields.list("entities", issues) {
        let Some(mut region) = Fields::of(raw, place, issues) else { continue };
        for (place, raw) in region.list("labels", issues) {
            let Some(mut label) = Fields::of(raw, place.clone(), issues) else { continue };
            let (start, length) = (label.count("offset", issues), label.count("length", issues));
            let end = start.zip(length).and_then(|(start, length)| start.checked_add(length));
            let Some(category) = label.required("category", issues) else { continue };
            marks.push(Mark::new(place, at(start), at(end), category));
        }
    }
    Some(Found { place, id: Some(stem(&location)), text, marks, ..Found::default() })
}

#[cfg(test)]
mod tests;
