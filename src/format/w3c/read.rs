//! Lists, pages and collections of annotations, and the texts beside them.

use serde_json::value::RawValue;

use super::body::{Said, first};
use super::selector::Selected;
use super::{ENDING, ENDING_UTF16};
use crate::annotation::{Evidence, Origin};
use crate::format::gather::{Found, Gathering, Mark};
use crate::format::json::{Fields, read_json, shown};
use crate::format::placed::Unit;
use crate::format::{File, FormatError, Imported, Issue};

/// How deep pages may stand in collections.
const DEEPEST: usize = 8;

/// A text and what is said of it.
struct Annotated<'a> {
    stem: &'a str,
    text: &'a str,
    unit: Unit,
    marks: Vec<Mark>,
}

/// Reads files that belong together; `unit` is what offsets count where a file's name doesn't tell.
pub fn read(files: &[File], unit: Unit) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let issues = &mut gathering.issues;
    let mut texts: Vec<Annotated<'_>> = Vec::new();
    let mut lists: Vec<&File> = Vec::new();
    for file in files {
        if let Some(stem) = without(&file.name, ".txt") {
            texts.push(Annotated { stem, text: &file.content, unit, marks: Vec::new() });
        } else if file.name.is_empty()
            || [".json", ".jsonld"].iter().any(|end| without(&file.name, end).is_some())
        {
            lists.extend((!file.name.is_empty() || !file.content.trim().is_empty()).then_some(file));
        } else {
            let message =
                "expected a file that ends in .jsonld, .json or .txt, found another; left it out".to_owned();
            issues.push(Issue { place: file.name.clone(), message });
        }
    }
    for file in &lists {
        let name = if file.name.is_empty() { "the file" } else { &file.name };
        let content = file.content.strip_prefix('\u{feff}').unwrap_or(&file.content);
        let whole = match read_json::<&RawValue>(content) {
            Ok(whole) => whole,
            Err(error) if lists.len() == 1 => return Err(FormatError { message: error.to_string() }),
            Err(error) => {
                let message = format!("{}; left the file out", error.message);
                let place = format!("{name}, line {}, column {}", error.line, error.column);
                issues.push(Issue { place, message });
                continue;
            }
        };
        if !whole.get().starts_with(['[', '{']) {
            let message = format!(
                "{name}, line 1, column 1: expected a list of annotations or an object that holds some, found {}",
                shown(whole)
            );
            return Err(FormatError { message });
        }
        let (stem, unit) = stem_and_unit(&file.name, unit);
        let mut found = Vec::new();
        collect(whole, if lists.len() > 1 { name } else { "" }, 0, &mut found, issues);
        let marks: Vec<_> = found.into_iter().flat_map(|(place, raw)| marks_of(raw, place, issues)).collect();
        if texts.is_empty() {
            return Err(no_text(stem, marks.first().and_then(|(selected, _)| selected.source.as_deref())));
        }
        give(&mut texts, (stem, unit), lists.len() == 1, marks, name, issues);
    }
    for annotated in texts {
        let name = annotated.stem.rsplit('/').next().unwrap_or_default();
        let found = Found {
            place: format!("{name}.txt"),
            id: Some(name.to_owned()),
            text: annotated.text.to_owned(),
            marks: annotated.marks,
            ..Found::default()
        };
        gathering.add(found, annotated.unit);
    }
    Ok(gathering.done())
}

fn no_text(stem: &str, source: Option<&str>) -> FormatError {
    let last = source.map(|source| source.rsplit(['/', ':']).next().unwrap_or_default());
    let stem = Some(stem).filter(|stem| !stem.is_empty()).or(last).unwrap_or_default();
    let stem = if stem.is_empty() { "NAME" } else { stem };
    FormatError {
        message: format!(
            "{stem}.txt: expected the text that the annotations are of, found none: they hold only offsets and quotes; put it \
             beside {stem}.jsonld, in one folder or zip archive"
        ),
    }
}

/// Gives the marks of a file to their text: the one that has the file's name, else the only one, else those that they name.
fn give(
    texts: &mut [Annotated<'_>],
    (stem, unit): (&str, Unit),
    only: bool,
    marks: Vec<(Selected, Mark)>,
    name: &str,
    issues: &mut Vec<Issue>,
) {
    let own =
        texts.iter().position(|text| text.stem == stem).or_else(|| (only && texts.len() == 1).then_some(0));
    if let Some(text) = own.and_then(|own| texts.get_mut(own)) {
        text.unit = unit;
    }
    let mut missing: Vec<(String, usize)> = Vec::new();
    for (mut selected, mark) in marks {
        let source = selected.source.clone().unwrap_or_default();
        let named = |text: &Annotated<'_>| {
            let last = source.rsplit(['/', ':']).next().unwrap_or_default();
            let last = without(last, ".txt").unwrap_or(last);
            text.stem.rsplit('/').next() == Some(last)
        };
        let Some(text) = own.or_else(|| texts.iter().position(named)).and_then(|at| texts.get_mut(at)) else {
            match missing.iter_mut().find(|(one, _)| *one == source) {
                Some((_, count)) => *count += 1,
                None => missing.push((source, 1)),
            }
            continue;
        };
        text.unit = unit;
        selected.settle(text.text, unit);
        text.marks.push(Mark { start: selected.start, end: selected.end, quote: selected.quote, ..mark });
    }
    for (source, count) in missing {
        let marks = if count == 1 { "its mark".to_owned() } else { format!("its {count} marks") };
        let message = format!(
            "expected the text {source:?} beside it as a file that ends in .txt, found none; left {marks} out"
        );
        issues.push(Issue { place: name.to_owned(), message });
    }
}

/// The annotations in a list, a page or a collection, each with its place.
fn collect<'a>(
    raw: &'a RawValue,
    place: &str,
    depth: usize,
    found: &mut Vec<(String, &'a RawValue)>,
    issues: &mut Vec<Issue>,
) {
    if depth > DEEPEST {
        let message = format!("expected pages at most {DEEPEST} deep, found more; left them out");
        issues.push(Issue { place: place.to_owned(), message });
        return;
    }
    for (place, raw) in many(raw, place) {
        if raw.get().starts_with('[') {
            collect(raw, &place, depth + 1, found, issues);
            continue;
        }
        let mut nothing = Vec::new();
        let Some(mut object) = Fields::of(raw, place.clone(), issues) else { continue };
        let mut holds = false;
        for name in ["items", "first", "next", "annotations", "rows", "@graph"] {
            let Some(inner) = object.take(name, &mut nothing) else { continue };
            let place = object.path_of(name);
            holds = true;
            if inner.get().starts_with('"') {
                let message =
                    format!("expected a page of annotations, found its address {inner}; left it out");
                issues.push(Issue { place, message });
            } else {
                collect(inner, &place, depth + 1, found, issues);
            }
        }
        if !holds {
            found.push((place, raw));
        }
    }
}

/// The marks of an annotation: one for each of its labels on each of its targets.
fn marks_of(raw: &RawValue, place: String, issues: &mut Vec<Issue>) -> Vec<(Selected, Mark)> {
    let Some(mut fields) = Fields::of(raw, place.clone(), issues) else { return Vec::new() };
    let kinds = types(&mut fields, issues);
    if kinds.iter().any(|kind| kind == "AnnotationCollection" || kind == "AnnotationPage") {
        return Vec::new();
    }
    let motivation = fields.take("motivation", issues).map(first).unwrap_or_default();
    let mut said = Said::default();
    if let Some(body) = fields.take("body", issues) {
        said.add(body, &fields.path_of("body"), &motivation, issues);
    }
    for (_, tag) in fields.list("tags", issues) {
        said.labels.extend(serde_json::from_str::<String>(tag.get()));
    }
    for name in ["bodyValue", "text"] {
        said.notes.extend(fields.string(name, issues).filter(|words| name != "text" || !words.is_empty()));
    }
    let mut mark = Mark::new(place.clone(), None, None, "");
    let creator = fields.take("creator", issues).or_else(|| fields.take("user", issues));
    mark.origin = creator.and_then(|raw| origin(raw, &fields.path_of("creator"), issues));
    mark.score = fields.number("tagline:score", issues);
    mark.value = fields.string("tagline:value", issues);
    for (place, raw) in fields.list("tagline:evidence", issues) {
        let Some(mut one) = Fields::of(raw, place, issues) else { continue };
        let rule = one.string("tagline:rule", issues).unwrap_or_default();
        let detail = one.string("tagline:detail", issues).unwrap_or_default();
        mark.evidence.push(Evidence { rule: rule.into(), detail: detail.into() });
    }
    mark.note = (!said.notes.is_empty()).then(|| said.notes.join("\n\n"));
    mark.link = said.link;
    if motivation == "linking" {
        let message = "a relation between two marks: Tagline has none; left it out".to_owned();
        issues.push(Issue { place, message });
        return Vec::new();
    }
    let Some(target) = fields.take("target", issues) else {
        fields.issue_at("target", issues, "expected a target, found nothing; left the annotation out");
        return Vec::new();
    };
    if said.labels.is_empty() {
        said.labels.push(String::new());
    }
    let mut marks = Vec::new();
    for (place, raw) in many(target, &fields.path_of("target")) {
        let Some(selected) = Selected::of(raw, place.clone(), issues) else { continue };
        for label in &said.labels {
            marks.push((
                selected.clone(),
                Mark { place: place.clone(), label: label.clone(), ..mark.clone() },
            ));
        }
    }
    marks
}

/// Who made an annotation: an address or name, an object with one, or the first of a list of such.
fn origin(raw: &RawValue, place: &str, issues: &mut Vec<Issue>) -> Option<Origin> {
    let (place, raw) = many(raw, place).into_iter().next()?;
    if let Ok(name) = serde_json::from_str::<String>(raw.get()) {
        return Some(Origin::Annotator(name.into()));
    }
    let mut creator = Fields::of(raw, place, issues)?;
    let is_software = types(&mut creator, issues).iter().any(|kind| kind.starts_with("Software"));
    let name = ["name", "nickname", "id", "email"].iter().find_map(|name| creator.name(name, issues))?;
    if is_software {
        let version = creator.string("schema:softwareVersion", issues).unwrap_or_default();
        return Some(Origin::Tagger { name: name.into(), version: version.into() });
    }
    Some(Origin::Annotator(name.into()))
}

/// What a file is of, by its name, and what its offsets count.
fn stem_and_unit(name: &str, unit: Unit) -> (&str, Unit) {
    let known = [(ENDING, Unit::CodePoints), (ENDING_UTF16, Unit::Utf16), (".jsonld", unit), (".json", unit)];
    known.into_iter().find_map(|(end, unit)| Some((without(name, end)?, unit))).unwrap_or((name, unit))
}

/// `name` without `end`, in whatever case that is written.
fn without<'a>(name: &'a str, end: &str) -> Option<&'a str> {
    let (stem, its) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
    its.eq_ignore_ascii_case(end).then_some(stem)
}

/// A value that may be one or a list of some, as some, each with its place.
pub fn many<'a>(raw: &'a RawValue, place: &str) -> Vec<(String, &'a RawValue)> {
    match serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
        Ok(all) => all.into_iter().enumerate().map(|(at, raw)| (format!("{place}[{at}]"), raw)).collect(),
        Err(_) => vec![(place.to_owned(), raw)],
    }
}

/// The types of an object, without the names of their vocabularies.
pub fn types(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> Vec<String> {
    let Some(raw) = fields.take("type", issues).or_else(|| fields.take("@type", issues)) else {
        return Vec::new();
    };
    let named = many(raw, "").into_iter();
    named.filter_map(|(_, raw)| Some(plain(&serde_json::from_str::<String>(raw.get()).ok()?))).collect()
}

/// A term without the name of its vocabulary: `tagging` of `oa:tagging`.
pub fn plain(term: &str) -> String {
    term.rsplit(['#', ':', '/']).next().unwrap_or_default().to_owned()
}
