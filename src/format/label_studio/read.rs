//! Reading Label Studio's tasks: as it imports them, as it exports them, and its short form JSON_MIN.

use serde_json::value::RawValue;

use super::super::gather::{Found, Gathering, Mark};
use super::super::json::{Fields, read_json, shown};
use super::super::placed::Unit;
use super::super::{File, FormatError, Imported, Issue};
use crate::annotation::{Origin, Status};

/// Reads the tasks, with the labelling config to say where the text is.
pub fn read(files: &[File]) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let is_config = |file: &&File| file.name.to_ascii_lowercase().ends_with(".xml");
    let variable = files.iter().find(is_config).and_then(|file| text_variable(&file.content));
    for file in files.iter().filter(|file| !is_config(file)) {
        let content = file.content.strip_prefix('\u{feff}').unwrap_or(&file.content);
        if content.trim().is_empty() {
            continue;
        }
        let inside = if file.name.is_empty() { String::new() } else { format!("{}: ", file.name) };
        let tasks = match tasks(content) {
            Ok(tasks) => tasks,
            Err(error) if files.len() == 1 => return Err(error),
            Err(FormatError { message }) => {
                gathering.issue(file.name.clone(), format!("{message}; left the file out"));
                continue;
            }
        };
        for (number, raw) in tasks.into_iter().enumerate() {
            task(raw, format!("{inside}[{number}]"), variable.as_deref(), &mut gathering);
        }
    }
    Ok(gathering.done())
}

/// The tasks of a file: a list of them, or one.
fn tasks(content: &str) -> Result<Vec<&RawValue>, FormatError> {
    let wrong = |error: super::super::JsonError| FormatError { message: error.to_string() };
    // The whole file first: what is wrong with it is said with its place in it.
    let whole: &RawValue = read_json(content).map_err(wrong)?;
    if whole.get().starts_with('{') {
        return if whole.get().contains("\"data\"") {
            Ok(vec![whole])
        } else {
            let message = "line 1, column 1: expected a list of tasks, found an object without \"data\"";
            Err(FormatError { message: message.to_owned() })
        };
    }
    read_json(content).map_err(wrong)
}

/// The name in `<Text value="$name"`.
fn text_variable(config: &str) -> Option<String> {
    let tag = config.split("<Text").nth(1)?.split('>').next()?;
    let value = tag.split("value=").nth(1)?.trim_start_matches(['"', '\'']);
    let name = value.split(['"', '\'']).next()?.strip_prefix('$')?;
    (!name.is_empty()).then(|| name.to_owned())
}

fn task(raw: &RawValue, place: String, variable: Option<&str>, gathering: &mut Gathering) {
    let issues = &mut gathering.issues;
    let Some(mut fields) = Fields::of(raw, place.clone(), issues) else { return };
    let number = fields.name("id", issues);
    let data = fields.object("data", issues);
    let is_min = data.is_none();
    let mut data = match data {
        Some(data) => data,
        // The short form has the data beside the marks.
        None => match Fields::of(raw, place.clone(), issues) {
            Some(data) => data,
            None => return,
        },
    };
    let names = [variable.unwrap_or("text"), "text"];
    let name = names.into_iter().find(|name| data.has(name)).unwrap_or("text");
    let Some(text) = data.required(name, issues) else { return };
    let id = data.name("doc_id", issues).or(number);
    // Each mark with the id that its region has.
    let mut marks: Vec<(String, Mark)> = Vec::new();
    if is_min {
        for (place, raw) in data.lists_of_objects() {
            marks.extend(regions_of_min(raw, place, issues));
        }
    }
    for name in ["annotations", "completions"] {
        for (place, raw) in fields.list(name, issues).into_iter().filter(|_| !is_min) {
            marks.extend(annotation(raw, place, issues));
        }
    }
    for (place, raw) in fields.list("predictions", issues) {
        // What is exported has only the numbers of the predictions.
        if raw.get().starts_with('{') {
            marks.extend(prediction(raw, place, issues));
        }
    }
    // Annotations and predictions are apart here: marks of one place come in the order of their ids, as they were.
    marks.sort_by(|(one, _), (other, _)| one.cmp(other));
    let marks = marks.into_iter().map(|(_, mark)| mark).collect();
    gathering.add(Found { place, id, text, marks, ..Found::default() }, Unit::CodePoints);
}

fn annotation(raw: &RawValue, place: String, issues: &mut Vec<Issue>) -> Vec<(String, Mark)> {
    let Some(mut fields) = Fields::of(raw, place, issues) else { return Vec::new() };
    let results = fields.list("result", issues);
    if fields.take("was_cancelled", issues).is_some_and(|raw| raw.get() == "true") {
        if !results.is_empty() {
            fields.issue(issues, format!("a cancelled annotation: left its regions out, {}", results.len()));
        }
        return Vec::new();
    }
    let who = fields.take("completed_by", issues).and_then(person);
    let origin = who.map(|who| Origin::Annotator(who.into()));
    let known = Known { status: Status::Accepted, origin, score: None };
    results.into_iter().flat_map(|(place, raw)| region(raw, place, &known, issues)).collect()
}

/// Who made an annotation: a number, or what is known of a person.
fn person(raw: &RawValue) -> Option<String> {
    if !raw.get().starts_with('{') {
        return Some(raw.get().trim_matches('"').to_owned());
    }
    let mut ignored = Vec::new();
    let mut fields = Fields::of(raw, String::new(), &mut ignored)?;
    fields.string("email", &mut ignored).or_else(|| fields.name("id", &mut ignored))
}

fn prediction(raw: &RawValue, place: String, issues: &mut Vec<Issue>) -> Vec<(String, Mark)> {
    let Some(mut fields) = Fields::of(raw, place, issues) else { return Vec::new() };
    let model = fields.string("model_version", issues);
    let origin = model.map(|name| Origin::Tagger { name: name.into(), version: "".into() });
    let score = fields.number("score", issues);
    let results = fields.list("result", issues);
    let known = Known { status: Status::Suggested, origin, score };
    results.into_iter().flat_map(|(place, raw)| region(raw, place, &known, issues)).collect()
}

/// What the regions of an annotation or a prediction share.
struct Known {
    status: Status,
    origin: Option<Origin>,
    score: Option<f64>,
}

fn region(raw: &RawValue, place: String, known: &Known, issues: &mut Vec<Issue>) -> Vec<(String, Mark)> {
    let Some(mut fields) = Fields::of(raw, place, issues) else { return Vec::new() };
    let kind = fields.string("type", issues).unwrap_or_default();
    if kind == "relation" {
        fields.issue(issues, "a relation between two marks: Tagline has none; left it out");
        return Vec::new();
    }
    if !matches!(&*kind, "labels" | "hypertextlabels") {
        fields.issue_at("type", issues, format!("expected labels, found {kind:?}; left it out"));
        return Vec::new();
    }
    let id = fields.name("id", issues).unwrap_or_default();
    let suggested = known.status == Status::Suggested;
    let own_score = fields.number("score", issues);
    let score = if suggested { own_score.or(known.score) } else { None };
    let note = fields.object("meta", issues).and_then(|mut meta| note(&mut meta, issues));
    if !fields.expect("value", "an object", issues) {
        return Vec::new();
    }
    let Some(value) = fields.object("value", issues) else { return Vec::new() };
    let all = marks(value, issues).into_iter();
    let shared = |mark: Mark| {
        let (status, origin, note) = (known.status, known.origin.clone(), note.clone());
        (id.clone(), Mark { status, origin, score, note, ..mark })
    };
    all.map(shared).collect()
}

/// What a person wrote about a region: a list of lines, or one.
fn note(meta: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Option<String> {
    let raw = meta.take("text", issues)?;
    let lines = serde_json::from_str::<Vec<String>>(raw.get()).map(|lines| lines.join("\n"));
    let note = lines.or_else(|_| serde_json::from_str(raw.get()));
    if note.is_err() {
        meta.issue_at(
            "text",
            issues,
            format!("expected a list of strings, found {}; left it out", shown(raw)),
        );
    }
    note.ok()
}

/// The marks of a region: one for each of its labels.
fn marks(mut value: Fields<'_>, issues: &mut Vec<Issue>) -> Vec<Mark> {
    let quote = value.string("text", issues);
    let place = value.path().to_owned();
    // In a page with markup its own offsets are paths; these count the text.
    let (start, end) = match value.object("globalOffsets", issues) {
        Some(mut offsets) => (offsets.count("start", issues), offsets.count("end", issues)),
        None => (value.count("start", issues), value.count("end", issues)),
    };
    let mut labels = value.list("labels", issues);
    labels.extend(value.list("hypertextlabels", issues));
    if labels.is_empty() {
        value.issue_at("labels", issues, "expected a label, found none; left the mark out");
    }
    let named = |(path, raw): (String, &RawValue)| match serde_json::from_str::<String>(raw.get()) {
        Ok(label) => Some(Mark { quote: quote.clone(), ..Mark::new(&*place, start, end, label) }),
        Err(_) => {
            let message = format!("expected a string, found {}; left it out", shown(raw));
            issues.push(Issue { place: path, message });
            None
        }
    };
    labels.into_iter().filter_map(named).collect()
}

/// Marks of the short form: `{"start":4,"end":9,"text":"Court","labels":["COURT"]}`. Other lists of objects are told.
fn regions_of_min(raw: &RawValue, place: String, issues: &mut Vec<Issue>) -> Vec<(String, Mark)> {
    let Some(fields) = Fields::of(raw, place, issues) else { return Vec::new() };
    if !fields.has("labels") && !fields.has("hypertextlabels") {
        fields.issue(issues, "expected a mark with labels, found another object; left it out");
        return Vec::new();
    }
    marks(fields, issues).into_iter().map(|mark| (String::new(), mark)).collect()
}
