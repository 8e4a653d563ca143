//! Reading a project of Potato: its texts with the marks that were made before, and what people made of them.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::super::gather::{Found, Gathering, Mark};
use super::super::json::{Fields, read_json, record, shown};
use super::super::placed::Unit;
use super::super::{File, FormatError, Imported, Issue};
use crate::annotation::{Origin, Status};

/// Reads the texts and what people marked in them.
pub fn read(files: &[File]) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let ends = |file: &File, ends: &[&str]| {
        let name = file.name.to_ascii_lowercase();
        ends.iter().any(|end| name.ends_with(end))
    };
    let config = files.iter().find(|file| ends(file, &[".yaml", ".yml"])).map(|file| &*file.content);
    let key = |name: &str| config.and_then(|config| setting(config, name));
    let keys = Keys { id: key("id_key"), text: key("text_key") };
    let mut people = People::default();
    let is_state = |file: &&File| file.content.contains("\"instance_id_to_span_to_value\"");
    for file in files.iter().filter(is_state) {
        people.read(file, &mut gathering.issues);
    }
    for file in files.iter().filter(|file| !is_state(file)) {
        if ends(file, &[".csv", ".tsv"]) {
            gathering.issue(file.name.clone(), "expected texts as JSON, found a table; left the file out");
        }
        // A project's folder also holds pages, guidelines and the like.
        if !file.name.is_empty() && !ends(file, &[".jsonl", ".json"]) {
            continue;
        }
        let within = |place: &str| {
            if file.name.is_empty() { place.to_owned() } else { format!("{}: {place}", file.name) }
        };
        let known = gathering.issues.len();
        let found = items(&file.content, &mut gathering.issues);
        gathering.issues.iter_mut().skip(known).for_each(|issue| issue.place = within(&issue.place));
        match found {
            Ok(items) => {
                for (place, raw) in items {
                    item(raw, within(&place), &keys, &mut people, &mut gathering);
                }
            }
            Err(error) if files.len() == 1 => return Err(error),
            Err(FormatError { message }) => {
                gathering.issue(file.name.clone(), format!("{message}; left the file out"));
            }
        }
    }
    people.tell_rest(&mut gathering.issues);
    Ok(gathering.done())
}

/// The texts of a file: a line each, or a list.
fn items<'a>(content: &'a str, issues: &mut Vec<Issue>) -> Result<Vec<(String, &'a RawValue)>, FormatError> {
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    if !content.trim_start().starts_with('[') {
        let mut items = Vec::new();
        let mut first = true;
        for (number, line) in (1..).zip(content.lines()) {
            let found = record(number, line, first, issues)?;
            items.extend(found.map(|raw| (format!("line {number}"), raw)));
            first &= line.trim().is_empty();
        }
        return Ok(items);
    }
    let list: Vec<&RawValue> =
        read_json(content).map_err(|error| FormatError { message: error.to_string() })?;
    Ok(list.into_iter().enumerate().map(|(number, raw)| (format!("[{number}]"), raw)).collect())
}

/// What the setup calls the fields of a text.
struct Keys {
    id: Option<String>,
    text: Option<String>,
}

/// A value of the setup, as far as that can be seen without reading YAML.
fn setting(config: &str, name: &str) -> Option<String> {
    let value = config.split(&format!("{name}:")).nth(1)?.split(['\n', ',', '}', '#']).next()?;
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

/// What people marked: for each text's id, the marks of everybody who saw it.
#[derive(Default)]
struct People {
    marks: HashMap<String, Vec<Mark>>,
    /// Where the first of them stand.
    places: HashMap<String, String>,
    any: bool,
}

impl People {
    /// Takes in what one person did.
    fn read(&mut self, file: &File, issues: &mut Vec<Issue>) {
        self.any = true;
        let mut fields = match Fields::of_file(&file.content) {
            Ok(fields) => fields,
            Err(error) => {
                let message = format!("{error}; left the file out");
                issues.push(Issue { place: file.name.clone(), message });
                return;
            }
        };
        let place = |path: &str| {
            if file.name.is_empty() { path.to_owned() } else { format!("{}: {path}", file.name) }
        };
        let known = issues.len();
        let who = fields.string("user_id", issues);
        let spans = fields.object("instance_id_to_span_to_value", issues);
        for (id, raw) in spans.iter().flat_map(Fields::entries) {
            let path = format!("instance_id_to_span_to_value.{id}");
            self.places.entry(id.to_owned()).or_insert_with(|| place(&path));
            let of_text = self.marks.entry(id.to_owned()).or_default();
            let Ok(pairs) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
                let message = format!("expected a list of marks, found {}; left it out", shown(raw));
                issues.push(Issue { place: path, message });
                continue;
            };
            for (number, raw) in pairs.into_iter().enumerate() {
                let path = format!("{path}[{number}]");
                // A mark and its value, which is always the same.
                let span = serde_json::from_str::<Vec<&RawValue>>(raw.get());
                let span = span.ok().and_then(|pair| pair.first().copied()).unwrap_or(raw);
                let origin = who.as_deref().map(|who| Origin::Annotator(who.into()));
                of_text.extend(mark(span, path, issues).map(|mark| Mark {
                    origin,
                    place: place(&mark.place),
                    ..mark
                }));
            }
        }
        let answers = fields.object("instance_id_to_label_to_value", issues);
        let answers = answers.map_or(0, |answers| {
            answers.entries().filter(|(_, raw)| !matches!(raw.get(), "{}" | "[]")).count()
        });
        if answers > 0 {
            let message = format!(
                "answers to other questions: Tagline has none; left them out, for {answers} of the texts"
            );
            fields.issue_at("instance_id_to_label_to_value", issues, message);
        }
        for issue in issues.iter_mut().skip(known) {
            issue.place = place(&issue.place);
        }
    }

    /// Tells the marks of texts that are not there.
    fn tell_rest(mut self, issues: &mut Vec<Issue>) {
        let rest = self.marks.into_iter().filter(|(_, marks)| !marks.is_empty());
        let mut rest: Vec<(String, String, usize)> =
            rest.map(|(id, marks)| (self.places.remove(&id).unwrap_or_default(), id, marks.len())).collect();
        rest.sort();
        for (place, id, count) in rest {
            let message =
                format!("expected a text with the id {id:?}, found none; left its marks out, {count}");
            issues.push(Issue { place, message });
        }
    }
}

fn item(raw: &RawValue, place: String, keys: &Keys, people: &mut People, gathering: &mut Gathering) {
    let issues = &mut gathering.issues;
    let Some(mut fields) = Fields::of(raw, place.clone(), issues) else { return };
    let names = [keys.text.as_deref().unwrap_or("text"), "text", "displayed_text"];
    let name = names.into_iter().find(|name| fields.has(name)).unwrap_or("text");
    let Some(text) = fields.required(name, issues) else { return };
    let id = fields.name(keys.id.as_deref().unwrap_or("id"), issues);
    let mut marks = Vec::new();
    for name in ["predictions", "span_annotations"] {
        let Some(schemas) = fields.object(name, issues) else { continue };
        for (schema, raw) in schemas.entries() {
            let path = schemas.path_of(schema);
            let Ok(spans) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
                let message = format!("expected a list of marks, found {}; left it out", shown(raw));
                issues.push(Issue { place: path, message });
                continue;
            };
            let status = if people.any { Status::Suggested } else { Status::Accepted };
            for (number, raw) in spans.into_iter().enumerate() {
                let found = mark(raw, format!("{path}[{number}]"), issues);
                marks.extend(found.map(|mark| Mark { status, ..mark }));
            }
        }
    }
    if fields.take("label_annotations", issues).is_some_and(|raw| raw.get() != "{}") {
        let message = "answers to other questions: Tagline has none; left them out";
        fields.issue_at("label_annotations", issues, message);
    }
    // Who saw the text began with these marks, and changed them.
    let marks = id.as_ref().and_then(|id| people.marks.remove(id)).unwrap_or(marks);
    gathering.add(Found { place, id, text, marks, ..Found::default() }, Unit::CodePoints);
}

fn mark(raw: &RawValue, place: String, issues: &mut Vec<Issue>) -> Option<Mark> {
    let mut fields = Fields::of(raw, place.clone(), issues)?;
    let (start, end) = (fields.count("start", issues), fields.count("end", issues));
    let names = ["name", "label", "annotation", "title"];
    let name = names.into_iter().find(|name| fields.has(name)).unwrap_or("name");
    let label = fields.required(name, issues)?;
    if fields.take("additional_parts", issues).is_some_and(|raw| raw.get() != "[]") {
        fields.issue_at("additional_parts", issues, "a mark in pieces: Tagline has none; took the first");
    }
    Some(Mark { quote: fields.string("text", issues), ..Mark::new(place, start, end, label) })
}
