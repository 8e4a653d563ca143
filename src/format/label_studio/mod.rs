//! Label Studio's tasks and the labelling config of their project (Label Studio 1.23; labelstud.io/guide/task_format).
//!
//! ```json
//! [{"data":{"text":"The Court","doc_id":"n1"},
//!   "annotations":[{"result":[{"id":"a1","from_name":"label","to_name":"text","type":"labels","value":{"start":4,"end":9,"text":"Court","labels":["COURT"]}}]}],
//!   "predictions":[{"model_version":"rules 1","score":0.9,"result":[…]}]}]
//! ```
//!
//! Counts in code points, end exclusive, as Label Studio does since 1.0; older files count UTF-16 units, which is known by the
//! marks' words. Two files: `tasks.json`, where what is accepted is an annotation and what is suggested a prediction, one for
//! each version of a tagger; and `config.xml`, the setup of the project to import them into. A mark's note is its region's. Read
//! besides: a file of tasks alone, what Label Studio exports as JSON and as JSON_MIN, several people's annotations.
//! What it cannot carry: what is rejected, who made a mark, why a suggestion was made, ids, entities, values.

mod read;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use serde::Serialize;

use super::fit::retexted;
use super::json;
use super::keep::unknown_origin;
use super::rules::Changed;
use super::{Family, File, Format, Part, Reader, Rules, Writer};
use crate::annotation::{Annotation, Document, Origin, Project, Status};
use crate::text::Offsets;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "label-studio",
    title: "Label Studio",
    family: Family::Tools,
    extension: ".label-studio.zip",
    inside: Some("tasks.json"),
    media_type: "application/zip",
    counts: "code points",
    about: "tasks.json to import into a project that has config.xml as its labelling interface: what is accepted comes as \
            annotations, suggestions as predictions.",
    rules: Rules {
        statuses: &[Status::Accepted, Status::Suggested],
        label: Some(label_name),
        last: Some(models_only),
        ..Rules::of(&[Part::DocumentIds, Part::Statuses, Part::Origins, Part::Notes])
    },
    begins: |beginning| {
        let list =
            beginning.trim_start().strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
        let named =
            ["\"data\":", "\"annotations\":", "\"completed_by\":", "\"annotator\":", "\"lead_time\":"];
        list && named.iter().any(|name| beginning.contains(name))
    },
    opens_at: None,
    streams: false,
    reader: Some(Reader::Folder(read::read)),
    writer: Some(Writer::Folder(write)),
};

/// A label that an attribute of XML can hold.
fn label_name(name: &str) -> String {
    let wrong = |one: char| {
        (one.is_control() && !matches!(one, '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}'))
            || matches!(one, '\u{fffe}' | '\u{ffff}')
    };
    name.replace(wrong, "_")
}

/// The document with the origins that fit: of a suggestion which model made it, and its score; of what is accepted nothing.
fn models_only(document: &Document) -> Changed {
    let mut told = Vec::new();
    let annotations = document.annotations().iter().enumerate().map(|(row, one)| {
        let suggested = one.status == Status::Suggested;
        let (origin, score) = if suggested { (model(&one.origin), one.score) } else { (None, None) };
        let origin = origin.unwrap_or_else(unknown_origin);
        if origin == one.origin && score == one.score && one.evidence.is_empty() {
            return one.clone();
        }
        let words = if suggested {
            "origin: of a suggestion only its model and score"
        } else {
            "origin: not of an accepted mark"
        };
        told.push((Some(row), words.into()));
        Rc::new(Annotation { origin, score, evidence: Vec::new(), ..(**one).clone() })
    });
    let annotations: Vec<Rc<Annotation>> = annotations.collect();
    if told.is_empty() {
        return None;
    }
    let changed = retexted(document, document.cleaned().clone(), annotations, document.reviewed().to_vec());
    Some((Rc::unwrap_or_clone(changed), told))
}

/// A tagger under the one name that a prediction has for it; `None` for people and taggers without a name.
fn model(origin: &Origin) -> Option<Origin> {
    let Origin::Tagger { name, version } = origin else { return None };
    let name: Rc<str> = match (&**name, &**version) {
        ("", "") => return None,
        ("", version) => version.into(),
        (_, "") => name.clone(),
        (name, version) => format!("{name} {version}").into(),
    };
    Some(Origin::Tagger { name, version: "".into() })
}

#[derive(Serialize)]
struct Task<'a> {
    data: Data<'a>,
    annotations: Vec<Made<'a>>,
    predictions: Vec<Made<'a>>,
}

#[derive(Serialize)]
struct Data<'a> {
    text: &'a str,
    doc_id: &'a str,
}

/// An annotation or a prediction: regions that were made together.
#[derive(Serialize)]
struct Made<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    model_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    result: Vec<Region<'a>>,
}

#[derive(Serialize)]
struct Region<'a> {
    id: &'a str,
    from_name: &'static str,
    to_name: &'static str,
    r#type: &'static str,
    value: Value<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Meta<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    labels: [&'a str; 1],
}

#[derive(Serialize)]
struct Meta<'a> {
    text: [&'a str; 1],
}

fn write(project: &Project) -> Vec<File> {
    let mut tasks = String::from("[");
    for (number, document) in project.documents.iter().enumerate() {
        tasks += if number == 0 { "\n" } else { ",\n" };
        tasks += json::line(&task(document)).trim_end();
    }
    tasks += "\n]\n";
    vec![
        File { name: "tasks.json".to_owned(), content: tasks },
        File { name: "config.xml".to_owned(), content: config(project) },
    ]
}

fn task(document: &Document) -> Task<'_> {
    let offsets = Offsets::new(document.text());
    let region =
        |one: &'_ Rc<Annotation>| offsets.to_char(one.span.start()).zip(offsets.to_char(one.span.end()));
    let mut accepted = Vec::new();
    let mut predictions: Vec<Made<'_>> = Vec::new();
    for one in document.annotations() {
        let Some((start, end)) = region(one) else { continue };
        let region = Region {
            id: &one.id.0,
            from_name: "label",
            to_name: "text",
            r#type: "labels",
            value: Value {
                start: start.0,
                end: end.0,
                text: document.words(one.span),
                labels: [one.label.name()],
            },
            score: one.score,
            meta: one.note.as_deref().map(|note| Meta { text: [note] }),
        };
        if one.status == Status::Accepted {
            accepted.push(region);
            continue;
        }
        let model_version = match &one.origin {
            Origin::Tagger { name, .. } => Some(&**name),
            Origin::Annotator(_) => None,
        };
        match predictions.iter_mut().find(|made| made.model_version == model_version) {
            Some(made) => made.result.push(region),
            None => predictions.push(Made { model_version, score: None, result: vec![region] }),
        }
    }
    for made in &mut predictions {
        let scores: Option<Vec<f64>> = made.result.iter().map(|region| region.score).collect();
        // Only where each has one: readers take it for those that have none.
        let mean = scores.map(|scores| scores.iter().sum::<f64>() / scores.len() as f64);
        made.score = mean.filter(|mean| mean.is_finite());
    }
    let made = Made { model_version: None, score: None, result: accepted };
    // A task with an empty annotation is one that somebody has done and found nothing in.
    let annotations = if made.result.is_empty() { Vec::new() } else { vec![made] };
    Task { data: Data { text: document.text(), doc_id: &document.id }, annotations, predictions }
}

fn config(project: &Project) -> String {
    let mut config = String::from("<View>\n  <Labels name=\"label\" toName=\"text\">\n");
    for def in project.schema.labels() {
        config += &format!("    <Label value=\"{}\"/>\n", attribute(def.label.name()));
    }
    config + "  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n"
}

/// Words as the value of an attribute.
fn attribute(words: &str) -> String {
    let mut value = String::new();
    for character in words.chars() {
        match character {
            '&' => value += "&amp;",
            '<' => value += "&lt;",
            '>' => value += "&gt;",
            '"' => value += "&quot;",
            '\t' | '\n' | '\r' => value += &format!("&#{};", u32::from(character)),
            _ => value.push(character),
        }
    }
    value
}
