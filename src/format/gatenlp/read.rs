//! Reading GATE's documents: bdocjs, and JSON in the shape of tweets.

use serde_json::value::RawValue;

use super::super::gather::{Found, Gathering, Mark, NamedLink};
use super::super::json::{Fields, shown};
use super::super::placed::Unit;
use super::super::{File, FormatError, Imported, Issue};
use crate::annotation::{Evidence, Origin, Status};

/// Reads the documents, a file each.
pub fn read(files: &[File]) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    for file in files {
        let content = file.content.strip_prefix('\u{feff}').unwrap_or(&file.content);
        if content.trim().is_empty() {
            continue;
        }
        match document(&file.name, content, &mut gathering) {
            Ok(()) => {}
            Err(message) if files.len() == 1 => return Err(FormatError { message }),
            Err(message) => gathering.issue(file.name.clone(), format!("{message}; left the file out")),
        }
    }
    Ok(gathering.done())
}

fn document(file: &str, content: &str, gathering: &mut Gathering) -> Result<(), String> {
    let mut fields = Fields::of_file(content).map_err(|error| error.to_string())?;
    if !fields.has("text") {
        return Err("line 1, column 1: expected an object with \"text\", found one without".to_owned());
    }
    let issues = &mut gathering.issues;
    let known = issues.len();
    let Some(text) = fields.required("text", issues) else { return Ok(()) };
    let name = fields.string("name", issues).filter(|name| !name.is_empty());
    let id = name.or_else(|| stem(file));
    let unit = match fields.string("offset_type", issues).as_deref() {
        Some("j") => Unit::Utf16,
        Some("p") => Unit::CodePoints,
        // Files in the shape of tweets come from GATE itself, which is written in Java.
        None if !fields.has("annotation_sets") => Unit::Utf16,
        None => Unit::CodePoints,
        Some(other) => {
            fields.issue_at("offset_type", issues, format!("expected p or j, found {other:?}; read it as p"));
            Unit::CodePoints
        }
    };
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    if let Some(sets) = fields.object("annotation_sets", issues) {
        for (name, raw) in sets.entries() {
            let path = sets.path_of(if name.is_empty() { "\"\"" } else { name });
            marks.extend(set(name, raw, path, &mut unknown, issues));
        }
    }
    if let Some(types) = fields.object("entities", issues) {
        for (name, raw) in types.entries() {
            marks.extend(tweet_type(name, raw, types.path_of(name), &mut unknown, issues));
        }
    }
    if let Some(features) = fields.object("features", issues) {
        let names: Vec<&str> = features.entries().map(|(name, _)| name).collect();
        if !names.is_empty() {
            let message =
                format!("features of the document: Tagline has none; left out {}", names.join(", "));
            fields.issue_at("features", issues, message);
        }
    }
    if !unknown.is_empty() {
        unknown.sort_unstable();
        unknown.dedup();
        let message =
            format!("expected features of marks that are known, found {}; left out", unknown.join(", "));
        fields.issue(issues, message);
    }
    if !file.is_empty() {
        for issue in issues.iter_mut().skip(known) {
            issue.place = format!("{file}: {}", issue.place);
        }
    }
    // The sets are apart here: marks of one place come in the order of their ids, as they were.
    marks.sort_by_key(|(id, _)| *id);
    let place = if file.is_empty() { "the file".to_owned() } else { file.to_owned() };
    let named = |mut mark: Mark| {
        if !file.is_empty() {
            mark.place = format!("{file}: {}", mark.place);
        }
        mark
    };
    let marks = marks.into_iter().map(|(_, mark)| named(mark)).collect();
    gathering.add(Found { place, id, text, marks, ..Found::default() }, unit);
    Ok(())
}

/// The name of a file without its folder and its ending.
fn stem(file: &str) -> Option<String> {
    let name = file.rsplit('/').next()?;
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    (!stem.is_empty()).then(|| stem.to_owned())
}

/// What other programs of GATE mark that names nothing.
const NO_NAMES: &[&str] = &["Token", "SpaceToken", "Sentence", "Split", "Word"];

/// The marks of a set, each with its id.
fn set(
    name: &str,
    raw: &RawValue,
    path: String,
    unknown: &mut Vec<String>,
    issues: &mut Vec<Issue>,
) -> Vec<(usize, Mark)> {
    let Some(mut fields) = Fields::of(raw, path, issues) else { return Vec::new() };
    let status = match name {
        "" => Status::Accepted,
        "suggested" => Status::Suggested,
        "rejected" => Status::Rejected,
        _ => {
            fields.issue(issues, "another set of annotations: read its marks as accepted");
            Status::Accepted
        }
    };
    let (mut marks, mut no_names) = (Vec::new(), 0);
    for (place, raw) in fields.list("annotations", issues) {
        let Some(mut one) = Fields::of(raw, place, issues) else { continue };
        let Some(label) = one.required("type", issues) else { continue };
        if NO_NAMES.contains(&&*label) {
            no_names += 1;
            continue;
        }
        let (start, end) = (one.count("start", issues), one.count("end", issues));
        let id = one.number("id", issues).map_or(usize::MAX, |id| id as usize);
        let mut mark = Mark { status, ..Mark::new(one.path(), start, end, label) };
        if let Some(features) = one.object("features", issues) {
            take_features(features, &mut mark, unknown, issues);
        }
        marks.push((id, mark));
    }
    if no_names > 0 {
        fields.issue(issues, format!("tokens and sentences: left them out, {no_names}"));
    }
    marks
}

/// The marks of a type: `[{"indices":[4,9],"gender":"f"}]`.
fn tweet_type(
    name: &str,
    raw: &RawValue,
    path: String,
    unknown: &mut Vec<String>,
    issues: &mut Vec<Issue>,
) -> Vec<(usize, Mark)> {
    // A type may have its set before it: `Key:Person`.
    let (set, label) = name.rsplit_once(':').unwrap_or(("", name));
    let status = match set {
        "suggested" => Status::Suggested,
        "rejected" => Status::Rejected,
        _ => Status::Accepted,
    };
    let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
        let message = format!("expected a list of marks, found {}; left it out", shown(raw));
        issues.push(Issue { place: path, message });
        return Vec::new();
    };
    if NO_NAMES.contains(&label) {
        let message = format!("tokens and sentences: left them out, {}", items.len());
        issues.push(Issue { place: path, message });
        return Vec::new();
    }
    let mut marks = Vec::new();
    for (at, raw) in items.into_iter().enumerate() {
        let Some(mut one) = Fields::of(raw, format!("{path}[{at}]"), issues) else { continue };
        let indices = one.take("indices", issues);
        let Some([start, end]) = indices.and_then(|raw| serde_json::from_str::<[usize; 2]>(raw.get()).ok())
        else {
            let found = indices.map_or("nothing".to_owned(), shown);
            one.issue_at(
                "indices",
                issues,
                format!("expected [start, end], found {found}; left the mark out"),
            );
            continue;
        };
        let mut mark = Mark { status, ..Mark::new(one.path(), Some(start), Some(end), label) };
        take_features(one, &mut mark, unknown, issues);
        marks.push((usize::MAX, mark));
    }
    marks
}

/// Takes what a mark's features say of it.
fn take_features(
    mut features: Fields<'_>,
    mark: &mut Mark,
    unknown: &mut Vec<String>,
    issues: &mut Vec<Issue>,
) {
    let annotator = features.string("annotator", issues).map(|name| Origin::Annotator(name.into()));
    let (tagger, version) = (features.string("tagger", issues), features.string("version", issues));
    let tagger =
        tagger.map(|name| Origin::Tagger { name: name.into(), version: version.unwrap_or_default().into() });
    mark.origin = annotator.or(tagger);
    mark.score = features.number("score", issues);
    mark.value = features.string("value", issues);
    mark.note = features.string("note", issues);
    let (authority, id) = (features.string("authority", issues), features.string("entity", issues));
    let name = features.string("entity_name", issues);
    mark.link = authority.zip(id).map(|(authority, id)| NamedLink { authority, id, name });
    for (place, raw) in features.list("evidence", issues) {
        match serde_json::from_str::<[String; 2]>(raw.get()) {
            Ok([rule, detail]) => mark.evidence.push(Evidence { rule: rule.into(), detail: detail.into() }),
            Err(_) => {
                let message = format!("expected two strings, found {}; left it out", shown(raw));
                issues.push(Issue { place, message });
            }
        }
    }
    unknown.extend(features.entries().map(|(name, _)| name.to_owned()));
}
