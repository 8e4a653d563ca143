//! Reads the native file. What is wrong in it is said with its path, and costs as little as it can.

use std::collections::HashSet;
use std::rc::Rc;

use super::VERSION;
use crate::annotation::{
    Annotation, AnnotationId, Annotator, Decision, Document, DocumentStatus, Edit, Entity, EntityId,
    Evidence, Label, LabelDef, Origin, Project, Retext, Schema, Status, Timestamp,
};
use crate::article::{Cleaned, Map, Metadata, Reason, Removed, Row, Source, SourceKind};
use crate::format::json::Fields;
use crate::format::{FormatError, Imported, Issue};
use crate::text::{CharOffset, Offsets, Span};

/// Reads a native file.
pub fn read(text: &str) -> Result<Imported, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut file = Fields::of_file(text).map_err(|error| FormatError { message: error.to_string() })?;
    let mut issues = Vec::new();
    check_version(&mut file, &mut issues)?;

    let mut project = Project { schema: labels(&mut file, &mut issues), ..Project::default() };
    for mut fields in file.objects("annotators", &mut issues) {
        if let Some(name) = fields.required("name", &mut issues) {
            project.annotators.push(Annotator { name: name.into(), extra: fields.rest() });
        }
    }
    let mut entities = HashSet::new();
    for fields in file.objects("entities", &mut issues) {
        let path = fields.path().to_owned();
        let Some(entity) = entity(fields, &mut project.schema, &mut issues) else { continue };
        if entities.insert(entity.id.clone()) {
            project.entities.push(entity.into());
        } else {
            let message = format!("expected a new id, found \"{}\" again; kept the first", entity.id.0);
            issues.push(Issue { place: path, message });
        }
    }
    let mut reader = Reader { issues, schema: project.schema, entities, documents: HashSet::new() };
    for (index, fields) in file.objects("documents", &mut reader.issues).into_iter().enumerate() {
        project.documents.extend(reader.document(fields, index).map(Rc::new));
    }
    project.schema = reader.schema;
    project.extra = file.rest();
    Ok(Imported { project, issues: reader.issues })
}

fn check_version(file: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Result<(), FormatError> {
    let refuse = |message: String| Err(FormatError { message });
    match file.take("format", issues).map(|raw| raw.get()) {
        Some("\"tagline\"") => {}
        found => {
            return refuse(format!(
                "format: expected \"tagline\", found {}; is it a file of another program?",
                found.map_or("nothing", |raw| if raw.len() < 40 { raw } else { "something else" })
            ));
        }
    }
    let raw = file.take("version", issues).map(|raw| raw.get());
    match raw.and_then(|raw| raw.parse::<u64>().ok()) {
        Some(1..=VERSION) => Ok(()),
        Some(newer) if newer > VERSION => refuse(format!(
            "version: expected {VERSION} or older, found {newer}, which a newer Tagline wrote; reload or update Tagline, \
             or export the file as version {VERSION} there"
        )),
        _ => refuse(format!("version: expected {VERSION}, found {}", raw.unwrap_or("nothing"))),
    }
}

fn labels(file: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Schema {
    let mut defs: Vec<LabelDef> = Vec::new();
    for mut fields in file.objects("labels", issues) {
        let Some(label) = label(&mut fields, "name", issues) else { continue };
        if defs.iter().any(|def| def.label == label) {
            fields.issue(issues, format!("expected a new name, found \"{label}\" again; kept the first"));
            continue;
        }
        let key = fields.string("key", issues);
        let mut characters = key.iter().flat_map(|key| key.chars());
        let single = characters.next().filter(|_| characters.next().is_none());
        if let (Some(key), None) = (&key, single) {
            fields.issue_at("key", issues, format!("expected one character, found \"{key}\"; left it out"));
        }
        defs.push(LabelDef {
            label,
            colour: fields.string("colour", issues).unwrap_or_else(|| "#4b524e".to_owned()),
            colour_dark: fields.string("colour_dark", issues),
            key: single,
            guideline: fields.string("guideline", issues).unwrap_or_default(),
            extra: fields.rest(),
        });
    }
    // No two share a name: the loop saw to it.
    Schema::new(defs).unwrap_or_default()
}

fn entity(mut fields: Fields<'_>, schema: &mut Schema, issues: &mut Vec<Issue>) -> Option<Entity> {
    let id = fields.required("id", issues)?;
    let label = known_label(&mut fields, schema, issues)?;
    let name = fields.required("name", issues)?;
    let canonical = fields.object("canonical", issues).and_then(|mut inner| {
        let pair = (inner.required("id", issues)?.into(), inner.required("authority", issues)?.into());
        fields.keep("canonical", inner.rest());
        Some(pair)
    });
    Some(Entity { id: EntityId(id.into()), label, name: name.into(), canonical, extra: fields.rest() })
}

fn label(fields: &mut Fields<'_>, name: &str, issues: &mut Vec<Issue>) -> Option<Label> {
    let found = fields.required(name, issues)?;
    let label = Label::new(&found);
    if label.is_none() {
        fields.issue_at(name, issues, "expected a label, found white space");
    }
    label
}

/// A label; the schema gains it if it has to.
fn known_label(fields: &mut Fields<'_>, schema: &mut Schema, issues: &mut Vec<Issue>) -> Option<Label> {
    let label = label(fields, "label", issues)?;
    if schema.get(&label).is_none() {
        fields.issue_at(
            "label",
            issues,
            format!("expected one of the file's labels, found \"{label}\"; added it to them"),
        );
        *schema = schema.with(&label);
    }
    Some(label)
}

/// One of a closed list of names.
fn one_of<T>(
    fields: &mut Fields<'_>,
    field: &str,
    from_name: impl Fn(&str) -> Option<T>,
    expected: &str,
    otherwise: (T, &str),
    issues: &mut Vec<Issue>,
) -> T {
    let Some(name) = fields.string(field, issues) else { return otherwise.0 };
    from_name(&name).unwrap_or_else(|| {
        let message = format!("expected {expected}, found \"{name}\"; read it as {}", otherwise.1);
        fields.issue_at(field, issues, message);
        otherwise.0
    })
}

/// A stretch of `offsets`' text from code points.
fn span(offsets: &Offsets<'_>, start: usize, end: usize) -> Option<Span> {
    Span::new(offsets.from_char(CharOffset(start))?, offsets.from_char(CharOffset(end))?)
}

fn status(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Status {
    let otherwise = (Status::Suggested, "suggested");
    one_of(fields, "status", Status::from_name, "suggested, accepted or rejected", otherwise, issues)
}

/// What one file's documents have in common.
struct Reader {
    issues: Vec<Issue>,
    schema: Schema,
    entities: HashSet<EntityId>,
    documents: HashSet<Rc<str>>,
}

impl Reader {
    fn document(&mut self, mut fields: Fields<'_>, index: usize) -> Option<Document> {
        let issues = &mut self.issues;
        let id = fields.required("id", issues);
        let id = new_id(id, &format!("document-{}", index + 1), &self.documents, &fields, issues);
        self.documents.insert(id.clone());
        let metadata = fields.object("metadata", issues).map(|inner| metadata(inner, issues));
        let source = fields.object("source", issues).and_then(|inner| source(inner, &mut fields, issues));
        let Some(text) = fields.required("text", issues) else {
            fields.issue(issues, "expected a text to annotate, found none; left the document out");
            return None;
        };
        let text: Rc<str> = text.into();
        let offsets = Offsets::new(&text);
        let content = source.as_ref().map(|source| Offsets::new(&source.content));
        let removed = removed(&mut fields, content.as_ref(), issues);
        let map = map(&mut fields, &offsets, content.as_ref(), issues);
        let otherwise = (DocumentStatus::New, "new");
        let expected = "new, in progress or done";
        let status = one_of(&mut fields, "status", DocumentStatus::from_name, expected, otherwise, issues);
        let mut reviewed = Vec::new();
        for (place, [start, end]) in fields.rows("reviewed", issues) {
            match span(&offsets, start, end) {
                Some(span) => reviewed.push(span),
                None => issues.push(outside(place, "text", &offsets, start, end)),
            }
        }
        let mut annotations = Vec::new();
        let mut ids = HashSet::new();
        for (number, inner) in fields.objects("annotations", &mut self.issues).into_iter().enumerate() {
            if let Some(annotation) = self.annotation(inner, &text, &offsets, number, &ids) {
                ids.insert(annotation.id.0.clone());
                annotations.push(Rc::new(annotation));
            }
        }

        let mut document = Document::new(id, source, Cleaned::default(), metadata.unwrap_or_default());
        document.extra = fields.rest();
        let retext = Retext { cleaned: Cleaned { text: text.clone(), removed, map }, annotations, reviewed };
        // Neither can fail: every span was made within the text, every id is new.
        let _ = Edit::SetText(Box::new(retext)).apply(&mut document);
        let _ = Edit::SetStatus(status).apply(&mut document);
        Some(document)
    }

    fn annotation(
        &mut self,
        mut fields: Fields<'_>,
        text: &str,
        offsets: &Offsets<'_>,
        index: usize,
        ids: &HashSet<Rc<str>>,
    ) -> Option<Annotation> {
        let issues = &mut self.issues;
        let (start, end) = (fields.count("start", issues), fields.count("end", issues));
        let words = fields.string("text", issues);
        let Some(span) = place(start, end, words.as_deref(), text, offsets, &fields, issues) else {
            // Said why already.
            return None;
        };
        let Some(label) = known_label(&mut fields, &mut self.schema, issues) else {
            fields.issue(issues, "expected a label, found none; left the annotation out");
            return None;
        };
        let id = fields.required("id", issues);
        let id = new_id(id, &format!("a{}", index + 1), ids, &fields, issues);
        let status = status(&mut fields, issues);
        let origin = fields.object("origin", issues).and_then(|inner| origin(inner, &mut fields, issues));
        let entity = fields.string("entity", issues).map(|id| EntityId(id.into())).filter(|id| {
            let known = self.entities.contains(id);
            if !known {
                let message =
                    format!("expected an id of the file's entities, found \"{}\"; left it out", id.0);
                fields.issue_at("entity", issues, message);
            }
            known
        });
        Some(Annotation {
            id: AnnotationId(id),
            span,
            label,
            status,
            origin: origin.unwrap_or_else(|| Origin::Annotator("unknown".into())),
            score: fields.number("score", issues),
            evidence: evidence(&mut fields, issues),
            entity,
            value: fields.string("value", issues).map(Rc::from),
            note: fields.string("note", issues).map(Rc::from),
            decisions: decisions(&mut fields, issues),
            extra: fields.rest(),
        })
    }
}

/// An id that nothing else has: `found`, unless it is missing or taken.
fn new_id(
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

/// Where an annotation stands: at its offsets if its words stand there, else where its words alone stand.
fn place(
    start: Option<usize>,
    end: Option<usize>,
    words: Option<&str>,
    text: &str,
    offsets: &Offsets<'_>,
    fields: &Fields<'_>,
    issues: &mut Vec<Issue>,
) -> Option<Span> {
    let at = start.zip(end).and_then(|(start, end)| span(offsets, start, end));
    let there = at.and_then(|span| span.slice(text));
    if let (Some(_), true) = (there, words.is_none() || there == words) {
        return at;
    }
    let expected = match words {
        Some(words) => format!("expected {words:?}"),
        None => format!("expected a span within the text's {} code points", offsets.chars().0),
    };
    let found = match (there, start.zip(end)) {
        (Some(there), Some((start, end))) => format!("found {there:?} from {start} to {end}"),
        (None, Some((start, end))) => {
            format!("found no text from {start} to {end} of {} code points", offsets.chars().0)
        }
        (_, None) => "found no offsets".to_owned(),
    };
    let mut places =
        words.filter(|words| !words.is_empty()).into_iter().flat_map(|words| text.match_indices(words));
    let moved = match (places.next(), places.next()) {
        (Some((at, words)), None) => Span::of(at..at + words.len()),
        _ => None,
    };
    let done = match moved.map(|span| (offsets.to_char(span.start()), offsets.to_char(span.end()))) {
        Some((Some(start), Some(end))) => {
            format!("moved it to {} to {}, the only place with these words", start.0, end.0)
        }
        _ => "left the annotation out".to_owned(),
    };
    fields.issue(issues, format!("{expected}, {found}; {done}"));
    moved
}

fn outside(place: String, what: &str, offsets: &Offsets<'_>, start: usize, end: usize) -> Issue {
    let length = offsets.chars().0;
    let message = format!(
        "expected a stretch of the {what}'s {length} code points, found {start} to {end}; left it out"
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
        extra: fields.rest(),
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
    document.keep("source", inner.rest());
    Some(source)
}

fn removed(fields: &mut Fields<'_>, content: Option<&Offsets<'_>>, issues: &mut Vec<Issue>) -> Vec<Removed> {
    let mut removed = Vec::new();
    let mut extras = Vec::new();
    for mut inner in fields.objects("removed", issues) {
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
                extras.extend(inner.rest().map(|rest| (format!("{start}-{end}"), rest)));
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
    for (place, [text_start, text_len, source_start, source_len]) in fields.rows("map", issues) {
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

fn origin(mut inner: Fields<'_>, annotation: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Option<Origin> {
    let annotator = inner.string("annotator", issues);
    let tagger = inner.string("tagger", issues);
    let version = inner.string("version", issues);
    let origin = match (annotator, tagger) {
        (Some(name), None) => Some(Origin::Annotator(name.into())),
        (None, Some(name)) => {
            Some(Origin::Tagger { name: name.into(), version: version.unwrap_or_default().into() })
        }
        (annotator, _) => {
            let found = if annotator.is_some() { "both" } else { "neither" };
            inner.issue(
                issues,
                format!("expected an annotator or a tagger, found {found}; read it as unknown"),
            );
            None
        }
    };
    annotation.keep("origin", inner.rest());
    origin
}

fn evidence(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let mut extras = Vec::new();
    for mut inner in fields.objects("evidence", issues) {
        let Some(rule) = inner.required("rule", issues) else { continue };
        let detail = inner.string("detail", issues).unwrap_or_default();
        extras.extend(inner.rest().map(|rest| (evidence.len().to_string(), rest)));
        evidence.push(Evidence { rule: rule.into(), detail: detail.into() });
    }
    fields.keep_rows("evidence", extras);
    evidence
}

fn decisions(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for mut inner in fields.objects("decisions", issues) {
        let (who, when) = (inner.required("who", issues), inner.required("when", issues));
        let from = inner.object("from", issues);
        let (Some(who), Some(when), Some(mut from)) = (who, when, from) else {
            inner.issue(issues, "expected who decided, when, and from what, found less; left it out");
            continue;
        };
        let Some(label) = label(&mut from, "label", issues) else { continue };
        let status = status(&mut from, issues);
        let text = from.string("text", issues).unwrap_or_default().into();
        inner.keep("from", from.rest());
        let when = Timestamp(when.into());
        decisions.push(Decision { who: who.into(), when, label, status, text, extra: inner.rest() });
    }
    decisions
}
