//! Reads the native file. What is wrong in it is said with its path, and costs as little as it can.

mod annotation;
mod document;

use std::collections::HashSet;
use std::rc::Rc;

use self::document::Reader;
use super::VERSION;
use crate::annotation::{
    Annotator, Coordinates, Entity, EntityId, Label, LabelDef, Project, Schema, is_label_key,
};
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
    for (place, raw) in file.list("annotators", &mut issues) {
        let Some(mut fields) = Fields::of(raw, place, &mut issues) else { continue };
        if let Some(name) = fields.required("name", &mut issues) {
            project.annotators.push(Annotator { name: name.into(), extra: fields.rest(&mut issues) });
        }
    }
    let mut entities = HashSet::new();
    for (place, raw) in file.list("entities", &mut issues) {
        let Some(fields) = Fields::of(raw, place, &mut issues) else { continue };
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
    file.expect("documents", "a list", &mut reader.issues);
    for (index, (place, raw)) in file.list("documents", &mut reader.issues).into_iter().enumerate() {
        let Some(fields) = Fields::of(raw, place, &mut reader.issues) else { continue };
        project.documents.extend(reader.document(fields, index).map(Rc::new));
    }
    project.schema = reader.schema;
    project.extra = file.rest(&mut reader.issues);
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
    let mut taken = HashSet::new();
    for (place, raw) in file.list("labels", issues) {
        let Some(mut fields) = Fields::of(raw, place, issues) else { continue };
        let Some(label) = label(&mut fields, "name", issues) else { continue };
        if defs.iter().any(|def| def.label == label) {
            fields.issue(issues, format!("expected a new name, found \"{label}\" again; kept the first"));
            continue;
        }
        let key = key(&mut fields, &defs, issues);
        let takes = takes(&mut fields, &mut taken, issues);
        defs.push(LabelDef {
            label,
            colour: fields.string("colour", issues).unwrap_or_else(|| "#4b524e".to_owned()),
            colour_dark: fields.string("colour_dark", issues),
            key,
            guideline: fields.string("guideline", issues).unwrap_or_default(),
            takes,
            extra: fields.rest(issues),
        });
    }
    // No two share a name or a key, or take the same name: the loop saw to it.
    Schema::new(defs).unwrap_or_default()
}

/// The names that a label takes, without those that one before it takes.
fn takes(fields: &mut Fields<'_>, taken: &mut HashSet<Label>, issues: &mut Vec<Issue>) -> Option<Vec<Label>> {
    let raw = fields.take("takes", issues)?;
    let path = fields.path_of("takes");
    let Ok(found) = serde_json::from_str::<Vec<String>>(raw.get()) else {
        issues.push(Issue {
            place: path,
            message: "expected a list of names, found another thing; left it out".into(),
        });
        return None;
    };
    let mut names = Vec::with_capacity(found.len());
    for (index, name) in found.iter().enumerate() {
        let wrong = match Label::new(name) {
            None => "expected a name, found white space".to_owned(),
            Some(name) if !taken.insert(name.clone()) => {
                format!("expected a name that no label takes yet, found \"{name}\" again")
            }
            Some(name) => {
                names.push(name);
                continue;
            }
        };
        issues.push(Issue { place: format!("{path}[{index}]"), message: format!("{wrong}; left it out") });
    }
    Some(names)
}

/// The key of a label, if it is one and free.
fn key(fields: &mut Fields<'_>, defs: &[LabelDef], issues: &mut Vec<Issue>) -> Option<char> {
    let written = fields.string("key", issues)?;
    let mut characters = written.chars();
    let single = characters.next().filter(|_| characters.next().is_none());
    let wrong = match single {
        None => format!("expected one character, found \"{written}\""),
        Some(key) if !is_label_key(key) => {
            format!("expected a key that does nothing else, found {written:?}")
        }
        Some(key) => {
            let Some(other) = defs.iter().find(|def| def.key == Some(key)) else { return single };
            format!("expected a key of its own, found \"{written}\", which {} has", other.label)
        }
    };
    fields.issue_at("key", issues, format!("{wrong}; left it out"));
    None
}

fn entity(mut fields: Fields<'_>, schema: &mut Schema, issues: &mut Vec<Issue>) -> Option<Entity> {
    let id = fields.required("id", issues)?;
    let label = known_label(&mut fields, schema, issues)?;
    let name = fields.required("name", issues)?;
    let canonical = fields.object("canonical", issues).and_then(|mut inner| {
        let pair = (inner.required("id", issues)?.into(), inner.required("authority", issues)?.into());
        fields.keep("canonical", inner.rest(issues));
        Some(pair)
    });
    let country = fields.string("country", issues).map(Into::into);
    let at = coordinates(&mut fields, issues);
    let (id, name) = (EntityId(id.into()), name.into());
    Some(Entity { id, label, name, canonical, country, at, extra: fields.rest(issues) })
}

fn coordinates(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Option<Coordinates> {
    let raw = fields.take("coordinates", issues)?;
    let degrees: Option<(f64, f64)> = serde_json::from_str(raw.get()).ok();
    let found = degrees.and_then(|(north, east)| Coordinates::of(north, east));
    if found.is_none() {
        let message = format!("expected degrees north and degrees east, found {}; left it out", raw.get());
        fields.issue_at("coordinates", issues, message);
    }
    found
}

fn label(fields: &mut Fields<'_>, name: &str, issues: &mut Vec<Issue>) -> Option<Label> {
    let found = fields.required(name, issues)?;
    let label = Label::new(&found);
    if label.is_none() {
        fields.issue_at(name, issues, "expected a label, found white space; left out what has it");
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
