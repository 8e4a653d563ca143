//! Tables of mentions: for spreadsheets, pandas and R.
//!
//! `mentions.csv`
//! ```text
//! document,start,end,text,label,status,by,annotator,version,score,evidence,authority,entity,entity_name,value,note
//! n1,4,17,Supreme Court,COURT,accepted,person,Ada,,,,wikidata,Q11201,Supreme Court,,
//! ```
//! `documents.csv`
//! ```text
//! document,text
//! n1,The Supreme Court sat.
//! ```
//!
//! Counts code points, end exclusive: `text[start:end]` in Python is the mention. RFC 4180, UTF-8; line ends of a text stay as they
//! are, inside quotation marks. `by` is `person` or `tagger`; the evidence is a JSON list of pairs. Read besides: tabs or semicolons
//! between the values, other common names of the columns in any order, columns left out, texts as `NAME.txt` files, the file of
//! mentions proving its offsets by its words.
//! What it cannot carry: metadata, sources, progress, ids of annotations, decisions, all of an entity but its id in an authority file
//! and its name, the difference between an empty note or value and none.
//! A spreadsheet takes a value that begins with `=` for a formula.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::folder::below;
use super::gather::{Found, Gathering, Mark, NamedLink};
use super::keep::link_id;
use super::placed::Unit;
use super::rules::Changed;
use super::table::{self, Table};
use super::{Family, File, Format, FormatError, Imported, Issue, Part, Reader, Rules, Writer};
use crate::annotation::{Annotation, Document, Edit, Entity, EntityId, Evidence, Origin, Project, Status};
use crate::text::Offsets;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "csv",
    title: "CSV of mentions",
    family: Family::Reading,
    extension: ".csv.zip",
    inside: Some("mentions.csv"),
    media_type: "application/zip",
    counts: "code points",
    about: "Two tables, a row for each mention and a row for each text: for spreadsheets, pandas and R. Rejected and suggested \
            marks are in it too, by their status.",
    rules: Rules {
        own: Some(without_empty),
        // A row without a value is none.
        id: Some(|name| if name.is_empty() { "_".to_owned() } else { name.to_owned() }),
        ..Rules::of(&[
            Part::DocumentIds,
            Part::Statuses,
            Part::Origins,
            Part::Links,
            Part::LinkNames,
            Part::Values,
            Part::Notes,
        ])
    },
    begins: |beginning| {
        let table = Table::of(beginning.lines().next().unwrap_or_default());
        // Amazon Comprehend's have a column `file`.
        table.has(START) && table.has(END) && table.has(LABEL) && table.has(DOCUMENT) && !table.has(&["file"])
    },
    opens_at: None,
    streams: false,
    reader: Some(Reader::Folder(read)),
    writer: Some(Writer::Folder(write)),
};

const DOCUMENT: &[&str] = &["document", "document_id", "doc", "doc_id", "docid", "file", "filename", "id"];
const START: &[&str] = &["start", "begin", "start_offset", "begin_offset", "start_char"];
const END: &[&str] = &["end", "stop", "end_offset", "end_char"];
const LABEL: &[&str] = &["label", "type", "tag", "category", "entity_type"];
const WORDS: &[&str] = &["text", "mention", "words", "quote", "surface"];
const MORE: &[&str] = &[
    "status",
    "by",
    "annotator",
    "who",
    "version",
    "score",
    "confidence",
    "evidence",
    "authority",
    "entity",
    "entity_id",
    "entity_name",
    "value",
    "note",
    "comment",
];
const TEXT: &[&str] = &["text", "content", "body"];

const HEADER: &[&str] = &[
    "document",
    "start",
    "end",
    "text",
    "label",
    "status",
    "by",
    "annotator",
    "version",
    "score",
    "evidence",
    "authority",
    "entity",
    "entity_name",
    "value",
    "note",
];

const EMPTY: &str = "an empty note or value: read as none";

/// A document without notes and values that are empty, which a table can't tell from none.
fn without_empty(document: &Document) -> Changed {
    let is_empty = |words: &Option<Rc<str>>| words.as_deref() == Some("");
    let mut told = Vec::new();
    let mut changed = document.clone();
    for (row, one) in document.annotations().iter().enumerate() {
        if is_empty(&one.value) || is_empty(&one.note) {
            told.push((Some(row), EMPTY.into()));
            let kept = |words: &Option<Rc<str>>| words.clone().filter(|words| !words.is_empty());
            let plain = Annotation { value: kept(&one.value), note: kept(&one.note), ..(**one).clone() };
            // Cannot fail: the annotation is the document's.
            let _ = Edit::Replace(Rc::new(plain)).apply(&mut changed);
        }
    }
    (!told.is_empty()).then_some((changed, told))
}

fn write(project: &Project) -> Vec<File> {
    let entities: HashMap<&EntityId, &Entity> =
        project.entities.iter().map(|entity| (&entity.id, &**entity)).collect();
    let header = || std::iter::once(HEADER.iter().map(|name| Cow::Borrowed(*name)).collect());
    let mentions = project.documents.iter().flat_map(|document| {
        let offsets = Offsets::new(document.text());
        let entities = &entities;
        document
            .annotations()
            .iter()
            .map(move |one| row(document, one, &offsets, entities))
            .collect::<Vec<_>>()
    });
    let texts = project
        .documents
        .iter()
        .map(|document| vec![Cow::Borrowed(&*document.id), Cow::Borrowed(&**document.text())]);
    let texts = std::iter::once(vec!["document".into(), "text".into()]).chain(texts);
    vec![
        File { name: "mentions.csv".to_owned(), content: table::write(header().chain(mentions)) },
        File { name: "documents.csv".to_owned(), content: table::write(texts) },
    ]
}

fn row<'a>(
    document: &'a Document,
    one: &'a Annotation,
    offsets: &Offsets<'_>,
    entities: &HashMap<&EntityId, &'a Entity>,
) -> Vec<Cow<'a, str>> {
    let count = |at| offsets.to_char(at).map(|at| at.0.to_string()).unwrap_or_default().into();
    let (by, name, version) = match &one.origin {
        Origin::Annotator(name) => ("person", name, ""),
        Origin::Tagger { name, version } => ("tagger", name, &**version),
    };
    let evidence: Vec<_> = one.evidence.iter().map(|one| (&*one.rule, &*one.detail)).collect();
    let evidence = if evidence.is_empty() {
        String::new()
    } else {
        // Cannot fail: the shapes are plain.
        serde_json::to_string(&evidence).unwrap_or_default()
    };
    let entity = one.entity.as_ref().and_then(|id| entities.get(id));
    let (id, authority) = match entity.and_then(|entity| entity.canonical.as_ref()) {
        Some((id, authority)) => (&**id, &**authority),
        None => ("", ""),
    };
    vec![
        Cow::Borrowed(&*document.id),
        count(one.span.start()),
        count(one.span.end()),
        document.words(one.span).into(),
        one.label.name().into(),
        one.status.name().into(),
        by.into(),
        (**name).into(),
        version.into(),
        one.score.map(|score| format!("{score:?}")).unwrap_or_default().into(),
        evidence.into(),
        authority.into(),
        id.into(),
        entity.map_or("", |entity| &*entity.name).into(),
        one.value.as_deref().unwrap_or_default().into(),
        one.note.as_deref().unwrap_or_default().into(),
    ]
}

fn read(files: &[File]) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let mut documents: Vec<Found> = Vec::new();
    let mut mentions = Vec::new();
    for (name, file) in below(files) {
        if let Some(id) = name.strip_suffix(".txt") {
            let text = file.content.clone();
            let found = Found { place: name.to_owned(), id: Some(id.to_owned()), text, ..Found::default() };
            documents.push(found);
            continue;
        }
        if file.content.trim().is_empty() {
            continue;
        }
        let table = Table::of(&file.content);
        let name = if name.is_empty() { String::new() } else { format!("{name}, ") };
        if let (Some(start), Some(end), Some(label)) =
            (table.column(START), table.column(END), table.column(LABEL))
        {
            mentions.push((name, table, [start, end, label]));
        } else if let (Some(id), Some(text)) = (table.column(DOCUMENT), table.column(TEXT)) {
            for (line, row) in table.rows() {
                let value = |column| row.get(column).unwrap_or_default().to_owned();
                let place = format!("{name}line {line}");
                gathering.issues.extend(table.misfit(&place, row, &[id, text]));
                let (id, text) = (Some(value(id)), value(text));
                documents.push(Found { place, id, text, ..Found::default() });
            }
        } else {
            return Err(FormatError {
                message: format!(
                    "{name}line 1, column 1: expected columns document, start, end and label, or document and text, found {}",
                    table.header()
                ),
            });
        }
    }
    if documents.is_empty() && mentions.iter().any(|(_, table, _)| table.rows().next().is_some()) {
        return Err(FormatError {
            message: "documents.csv: expected the texts beside the mentions, as a table with the columns document and text, \
                      found none; put both files into one zip archive"
                .to_owned(),
        });
    }
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, found) in documents.iter().enumerate() {
        known.entry(found.id.clone().unwrap_or_default()).or_insert(at);
    }
    for (name, table, columns) in &mentions {
        let unknown = table.others(&[DOCUMENT, START, END, LABEL, WORDS, MORE]);
        if let Some(first) = unknown.first() {
            let message = format!("expected columns that are known, found {}; left out", unknown.join(", "));
            gathering.issue(format!("{name}line 1, column {first}"), message);
        }
        read_mentions(name, table, *columns, &known, &mut documents, &mut gathering.issues);
    }
    for found in documents {
        gathering.add(found, Unit::CodePoints);
    }
    Ok(gathering.done())
}

fn read_mentions(
    name: &str,
    table: &Table,
    [start, end, label]: [usize; 3],
    known: &HashMap<String, usize>,
    documents: &mut [Found],
    issues: &mut Vec<Issue>,
) {
    let of = table.column(DOCUMENT);
    for (line, row) in table.rows() {
        let place = format!("{name}line {line}");
        issues.extend(table.misfit(&place, row, &[start, end, label]));
        let in_column = |column: usize| format!("{place}, column {}", table.name(column));
        let value = |column: usize| row.get(column).unwrap_or_default();
        let id = of.map(value).unwrap_or_default();
        let with_ending = || id.strip_suffix(".txt").and_then(|id| known.get(id));
        // One text is what all of the mentions are of where they don't say.
        let only = || (of.is_none() && documents.len() == 1).then_some(&0);
        let Some(&at) = known.get(id).or_else(with_ending).or_else(only) else {
            let message = format!("expected a document of those with a text, found {id:?}; left the row out");
            let place = of.map_or_else(|| place.clone(), in_column);
            issues.push(Issue { place, message });
            continue;
        };
        let mut count = |column: usize| {
            let number = value(column).trim().parse::<usize>().ok();
            if number.is_none() {
                let message = format!("expected a whole number, found {:?}", value(column));
                issues.push(Issue { place: in_column(column), message });
            }
            number
        };
        let begins = in_column(start);
        let (start, end) = (count(start), count(end));
        if value(label).trim().is_empty() {
            let message = "expected a label, found none; left the row out".to_owned();
            issues.push(Issue { place: in_column(label), message });
            continue;
        }
        let field = |names: &[&str]| table.column(names).map(value).filter(|value| !value.is_empty());
        let mut mark = Mark::new(begins, start, end, value(label));
        mark.quote = field(WORDS).map(str::to_owned);
        read_more(&mut mark, &field, &place, issues);
        if let Some(found) = documents.get_mut(at) {
            found.marks.push(mark);
        }
    }
}

/// What else a row says of its mark.
fn read_more<'a>(
    mark: &mut Mark,
    field: &impl Fn(&[&str]) -> Option<&'a str>,
    row: &str,
    issues: &mut Vec<Issue>,
) {
    let mut wrong = |column: &str, expected: &str, found: &str, done: &str| {
        let message = format!("expected {expected}, found {found:?}; {done}");
        issues.push(Issue { place: format!("{row}, column {column}"), message });
    };
    if let Some(name) = field(&["status"]) {
        match Status::from_name(&name.trim().to_lowercase()) {
            Some(status) => mark.status = status,
            None => {
                wrong("status", "the status suggested, accepted or rejected", name, "read it as accepted")
            }
        }
    }
    let (by, who) = (field(&["by"]).unwrap_or_default(), field(&["annotator", "who"]).unwrap_or_default());
    let version = field(&["version"]).unwrap_or_default();
    match by.trim() {
        "tagger" => mark.origin = Some(Origin::Tagger { name: who.into(), version: version.into() }),
        "person" => mark.origin = Some(Origin::Annotator(who.into())),
        "" if who.is_empty() => {}
        "" => mark.origin = Some(Origin::Annotator(who.into())),
        other => {
            wrong("by", "person or tagger", other, "read it as person");
            mark.origin = Some(Origin::Annotator(who.into()));
        }
    }
    if let Some(score) = field(&["score", "confidence"]) {
        mark.score = score.trim().parse::<f64>().ok().filter(|score| score.is_finite());
        if mark.score.is_none() {
            wrong("score", "a number as the score", score, "left it out");
        }
    }
    if let Some(evidence) = field(&["evidence"]) {
        match serde_json::from_str::<Vec<(String, String)>>(evidence) {
            Ok(pairs) => {
                let one =
                    |(rule, detail): (String, String)| Evidence { rule: rule.into(), detail: detail.into() };
                mark.evidence = pairs.into_iter().map(one).collect();
            }
            Err(_) => wrong("evidence", "a JSON list of pairs as the evidence", evidence, "left it out"),
        }
    }
    mark.value = field(&["value"]).map(str::to_owned);
    mark.note = field(&["note", "comment"]).map(str::to_owned);
    let (authority, id) = (field(&["authority"]), field(&["entity", "entity_id"]));
    match (authority.unwrap_or_default(), id.unwrap_or_default()) {
        ("", "") => {}
        (authority, id) if link_id(authority, id).is_some() => {
            let name = field(&["entity_name"]).map(str::to_owned);
            mark.link = Some(NamedLink { authority: authority.to_owned(), id: id.to_owned(), name });
        }
        (authority, id) => {
            wrong(
                "entity",
                "an authority and an id of it without white space",
                &format!("{authority}:{id}"),
                "left it out",
            );
        }
    }
}

#[cfg(test)]
mod tests;
