//! A project of the annotation tool Potato (potato-annotation 2.12: `flask_server`, `user_state_management`).
//!
//! ```json
//! {"id":"n1","text":"The Court","predictions":{"ner":[{"schema":"ner","name":"COURT","title":"COURT","start":4,"end":9,"target_field":"text"}]}}
//! ```
//!
//! Counts in code points, end exclusive. Two files: `data.jsonl`, a line for each document, its marks as annotations that are made
//! before a person begins; and `config.yaml`, with which `potato start config.yaml` shows them. Its page is told to show texts as
//! they are: otherwise it drops some white space, and marks would stand off. Read besides: what people did there, which Potato
//! keeps in `annotation_output/NAME/user_state.json`; their marks are accepted then, and those of texts that nobody has seen yet
//! are suggestions. Answers to other questions are told.
//! What it cannot carry: line ends but `\n`, what is not accepted, all of a mark but its label.

mod read;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::json;
use super::{Family, File, Format, Part, Reader, Rules, Text, Writer};
use crate::annotation::{Document, Project};
use crate::text::Offsets;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "potato",
    title: "Potato",
    family: Family::Tools,
    extension: ".potato.zip",
    inside: Some("data.jsonl"),
    media_type: "application/zip",
    counts: "code points",
    about: "A project for potato start config.yaml, with the marks already in place for people to change. Potato's own folder, with \
            what people marked there, can be read as a zip archive.",
    rules: Rules { text: Text::LineFeeds, ..Rules::accepted(&[Part::DocumentIds]) },
    begins: |beginning| {
        let solid: String = beginning.chars().filter(|one| !one.is_whitespace()).collect();
        solid.starts_with('{')
            && (solid.contains("\"predictions\":{\"") && solid.contains("\"schema\":")
                || solid.contains("\"span_annotations\":")
                || solid.contains("\"instance_id_ordering\":"))
    },
    opens_at: None,
    streams: false,
    reader: Some(Reader::Folder(read::read)),
    writer: Some(Writer::Folder(write)),
};

/// The name of the one question that people are asked.
const SCHEMA: &str = "ner";

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    text: &'a str,
    predictions: Predictions<'a>,
}

#[derive(Serialize)]
struct Predictions<'a> {
    ner: Vec<OutSpan<'a>>,
}

#[derive(Serialize)]
struct OutSpan<'a> {
    schema: &'static str,
    name: &'a str,
    title: &'a str,
    start: usize,
    end: usize,
    target_field: &'static str,
}

fn write(project: &Project) -> Vec<File> {
    let content = project.documents.iter().map(|document| json::line(&item(document))).collect();
    vec![
        File { name: "data.jsonl".to_owned(), content },
        File { name: "config.yaml".to_owned(), content: config(project) },
    ]
}

fn item(document: &Document) -> Item<'_> {
    let offsets = Offsets::new(document.text());
    let ner = document.annotations().iter().filter_map(|one| {
        let (start, end) = (offsets.to_char(one.span.start())?.0, offsets.to_char(one.span.end())?.0);
        let name = one.label.name();
        Some(OutSpan { schema: SCHEMA, name, title: name, start, end, target_field: "text" })
    });
    Item { id: &document.id, text: document.text(), predictions: Predictions { ner: ner.collect() } }
}

/// The project's setup. Without `instance_display` the page would change the white space of texts.
fn config(project: &Project) -> String {
    let mut config = format!(
        "annotation_task_name: Tagline\n\
         port: 8000\n\
         task_dir: .\n\
         output_annotation_dir: annotation_output/\n\
         data_files: [data.jsonl]\n\
         item_properties: {{id_key: id, text_key: text}}\n\
         user_config: {{allow_all_users: true, users: []}}\n\
         site_dir: default\n\
         instance_display: {{fields: [{{key: text, type: text, span_target: true}}]}}\n\
         pre_annotation: {{enabled: true, field: predictions, allow_modification: true}}\n\
         annotation_schemes:\n\
         - annotation_type: span\n  name: {SCHEMA}\n  description: Mark what the text names.\n  labels:"
    );
    let labels = project.schema.labels();
    config += if labels.is_empty() { " []\n" } else { "\n" };
    for def in labels {
        config += &format!("  - {{name: {}}}\n", quoted(def.label.name()));
    }
    config
}

/// Words as YAML has them in quotation marks: as JSON does, but without the characters that YAML does not take as they are.
fn quoted(words: &str) -> String {
    let json = serde_json::Value::from(words).to_string();
    let mut quoted = String::with_capacity(json.len());
    for character in json.chars() {
        let wrong = matches!(
            character,
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        );
        if wrong {
            quoted += &format!("\\u{:04x}", u32::from(character));
        } else {
            quoted.push(character);
        }
    }
    quoted
}
