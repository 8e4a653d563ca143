//! Reads a document of the native file.

use std::collections::HashSet;
use std::rc::Rc;

use super::{one_of, span};
use crate::annotation::{Document, DocumentStatus, Edit, EntityId, Retext, Schema};
use crate::article::{Cleaned, Map, Metadata, Reason, Removed, Row, Source, SourceKind};
use crate::format::Issue;
use crate::format::json::{Fields, numbers};
use crate::text::Offsets;

/// What one file's documents have in common.
pub struct Reader {
    pub issues: Vec<Issue>,
    pub schema: Schema,
    pub entities: HashSet<EntityId>,
    pub documents: HashSet<Rc<str>>,
}

impl Reader {
    pub fn document(&mut self, mut fields: Fields<'_>, index: usize) -> Option<Document> {
        let issues = &mut self.issues;
        let id = fields.string("id", issues);
        let id = new_id(id, &format!("document-{}", index + 1), &self.documents, &fields, issues);
        self.documents.insert(id.clone());
        let metadata = fields.object("metadata", issues).map(|inner| metadata(inner, issues));
        let source = fields.object("source", issues).and_then(|inner| source(inner, &mut fields, issues));
        let text = fields.required("text", issues)?;
        let text: Rc<str> = text.into();
        let offsets = Offsets::new(&text);
        let content = source.as_ref().map(|source| Offsets::new(&source.content));
        let removed = removed(&mut fields, content.as_ref(), issues);
        let map = map(&mut fields, &offsets, content.as_ref(), issues);
        let otherwise = (DocumentStatus::New, "new");
        let expected = "new, in progress or done";
        let status = one_of(&mut fields, "status", DocumentStatus::from_name, expected, otherwise, issues);
        let mut reviewed = Vec::new();
        for (place, raw) in fields.list("reviewed", issues) {
            let Some([start, end]) = numbers(raw, &place, issues) else { continue };
            match span(&offsets, start, end) {
                Some(span) => reviewed.push(span),
                None => issues.push(outside(place, "text", &offsets, start, end)),
            }
        }
        let mut annotations = Vec::new();
        let mut ids = HashSet::new();
        for (number, (place, raw)) in fields.list("annotations", &mut self.issues).into_iter().enumerate() {
            let Some(inner) = Fields::of(raw, place, &mut self.issues) else { continue };
            if let Some(annotation) = self.annotation(inner, &text, &offsets, number, &ids) {
                ids.insert(annotation.id.0.clone());
                annotations.push(Rc::new(annotation));
            }
        }

        let mut document = Document::new(id, source, Cleaned::default(), metadata.unwrap_or_default());
        document.extra = fields.rest(&mut self.issues);
        let cleaned = Cleaned { text: text.clone(), removed, map };
        let retext = Retext { cleaned, annotations, reviewed, set_aside: Vec::new() };
        // Neither can fail: every span was made within the text, every id is new.
        let _ = Edit::SetText(Box::new(retext)).apply(&mut document);
        let _ = Edit::SetStatus(status).apply(&mut document);
        Some(document)
    }
}

/// An id that nothing else has: `found`, unless it is missing or taken.
pub(super) fn new_id(
    found: Option<String>,
    otherwise: &str,
    taken: &HashSet<Rc<str>>,
    fields: &Fields<'_>,
    issues: &mut Vec<Issue>,
) -> Rc<str> {
    if let Some(id) = found.as_deref().filter(|id| !taken.contains(*id)) {
        return id.into();
    }
    let wanted = found.as_deref().unwrap_or(otherwise);
    let new = std::iter::once(wanted.to_owned())
        .chain((2u32..).map(|number| format!("{wanted}-{number}")))
        .find(|id| !taken.contains(id.as_str()))
        .unwrap_or_default();
    let message = match &found {
        Some(id) => format!("expected a new id, found \"{id}\" again; called it \"{new}\""),
        None => format!("expected an id, found none; called it \"{new}\""),
    };
    fields.issue(issues, message);
    new.into()
}

fn outside(place: String, what: &str, offsets: &Offsets<'_>, start: usize, end: usize) -> Issue {
    let length = offsets.chars().0;
    let message = format!(
        "expected a stretch of the {what} between 0 and {length}, found {start} to {end}; left it out"
    );
    Issue { place, message }
}

fn metadata(mut fields: Fields<'_>, issues: &mut Vec<Issue>) -> Metadata {
    let mut authors = Vec::new();
    for (place, raw) in fields.list("authors", issues) {
        match serde_json::from_str(raw.get()) {
            Ok(author) => authors.push(author),
            Err(_) => {
                issues.push(Issue {
                    place,
                    message: "expected a string, found another thing; left it out".into(),
                });
            }
        }
    }
    Metadata {
        title: fields.string("title", issues),
        authors,
        published: fields.string("published", issues),
        updated: fields.string("updated", issues),
        site: fields.string("site", issues),
        url: fields.string("url", issues),
        language: fields.string("language", issues),
        extra: fields.rest(issues),
    }
}

fn source(mut inner: Fields<'_>, document: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Option<Source> {
    let kind = |name: &str| match name {
        "text" => Some(SourceKind::Text),
        "html" => Some(SourceKind::Html),
        _ => None,
    };
    let kind = one_of(&mut inner, "kind", kind, "text or html", (SourceKind::Text, "text"), issues);
    let content = inner.required("content", issues)?;
    let source = Source { kind, content: content.into() };
    let stated = inner.string("sha256", issues);
    if let Some(stated) = stated.filter(|stated| !stated.eq_ignore_ascii_case(&source.sha256())) {
        let message = format!(
            "expected {}, the SHA-256 of the content, found \"{stated}\"; the source was changed since, kept it as it is",
            source.sha256()
        );
        inner.issue_at("sha256", issues, message);
    }
    document.keep("source", inner.rest(issues));
    Some(source)
}

fn removed(fields: &mut Fields<'_>, content: Option<&Offsets<'_>>, issues: &mut Vec<Issue>) -> Vec<Removed> {
    let mut removed = Vec::new();
    let mut extras = Vec::new();
    for (place, raw) in fields.list("removed", issues) {
        let Some(mut inner) = Fields::of(raw, place, issues) else { continue };
        let (Some(start), Some(end)) = (inner.count("start", issues), inner.count("end", issues)) else {
            inner.issue(issues, "expected a start and an end, found less; left it out");
            continue;
        };
        let otherwise = (Reason::Other, Reason::Other.name());
        let reason = one_of(&mut inner, "reason", Reason::from_name, "a known reason", otherwise, issues);
        let place = inner.path().to_owned();
        match content.map(|content| (content, span(content, start, end))) {
            Some((_, Some(span))) => {
                removed.push(Removed { span, reason });
                extras.extend(inner.rest(issues).map(|rest| (format!("{start}-{end}"), rest)));
            }
            Some((content, None)) => issues.push(outside(place, "source", content, start, end)),
            None => inner.issue(issues, "expected a source it was taken from, found none; left it out"),
        }
    }
    fields.keep_rows("removed", extras);
    removed
}

fn map(
    fields: &mut Fields<'_>,
    text: &Offsets<'_>,
    content: Option<&Offsets<'_>>,
    issues: &mut Vec<Issue>,
) -> Map {
    let mut rows: Vec<Row> = Vec::new();
    for (place, raw) in fields.list("map", issues) {
        let Some([text_start, text_len, source_start, source_len]) = numbers(raw, &place, issues) else {
            continue;
        };
        let Some(content) = content else {
            let message = "expected a source to map to, found none; left it out".to_owned();
            issues.push(Issue { place, message });
            continue;
        };
        let (text_end, source_end) =
            (text_start.saturating_add(text_len), source_start.saturating_add(source_len));
        let Some(to) = span(text, text_start, text_end) else {
            issues.push(outside(place, "text", text, text_start, text_end));
            continue;
        };
        let Some(from) = span(content, source_start, source_end) else {
            issues.push(outside(place, "source", content, source_start, source_end));
            continue;
        };
        if rows.last().is_some_and(|last| to.start() < last.text.end()) {
            let message = "expected a row after the one before it, found one that overlaps it or stands before it; left it out";
            issues.push(Issue { place, message: message.to_owned() });
            continue;
        }
        rows.push(Row { text: to, source: from });
    }
    // In order: the loop saw to it.
    Map::new(rows).unwrap_or_default()
}
