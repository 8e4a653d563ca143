//! doccano's JSON lines, for its projects of the kind "sequence labeling" (doccano 1.8: `data_import`, `data_export`).
//!
//! ```json
//! {"id":"n1","text":"The Supreme Court sat.","label":[[4,17,"COURT"]]}
//! ```
//!
//! Counts in code points, end exclusive, as doccano's server slices. Its page counts UTF-16 units, so that marks that were made
//! there behind an emoji stand a little off; a file with the marks' words (`text` of an entity) proves itself. Read besides:
//! `labels`, and the variant with `entities`, whose `relations` are told. Other fields become doccano's metadata.
//! What it cannot carry: what is not accepted, marks that overlap unless its project allows them, all of a mark but its label.

use serde::Serialize;
use serde_json::value::RawValue;

use super::gather::{Found, Gathering, Mark};
use super::json::{self, Fields, Records};
use super::placed::Unit;
use super::{Family, Format, Issue, Overlap, Part, Reader, Rules, Writer, rules};
use crate::annotation::Project;
use crate::text::Offsets;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "doccano",
    title: "doccano",
    family: Family::Tools,
    extension: ".doccano.jsonl",
    inside: None,
    media_type: "application/jsonl",
    counts: "code points",
    about: "For a doccano project of the kind \"sequence labeling\"; in one that allows overlapping spans, overlapping marks \
            can be written too.",
    rules: Rules {
        overlap: Overlap::OnRequest,
        wordless: false,
        label: Some(label_name),
        ..Rules::accepted(&[Part::DocumentIds])
    },
    begins: |beginning| {
        let line = beginning.lines().next().unwrap_or_default();
        let list = |name: &str| {
            line.split_once(name).is_some_and(|(_, rest)| rest.trim_start().starts_with(['[', 'n']))
        };
        // The names alone occur in other formats of JSON lines: as a mark's, or with a list of tags.
        line.starts_with('{')
            && !line.contains("\"tokens\":")
            && (list("\"label\":") || list("\"labels\":") || line.contains("\"start_offset\":"))
    },
    opens_at: None,
    streams: true,
    reader: Some(Reader::Lines(|| Box::new(Records::new(read)))),
    writer: Some(Writer::File(write)),
};

/// The most characters of a label: the width of doccano's column.
const LONGEST_LABEL: usize = 100;

fn label_name(name: &str) -> String {
    rules::short(name.to_owned(), LONGEST_LABEL)
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    text: &'a str,
    label: Vec<(usize, usize, &'a str)>,
}

fn write(project: &Project) -> String {
    let mut content = String::new();
    for document in &project.documents {
        let offsets = Offsets::new(document.text());
        let label = document.annotations().iter().filter_map(|one| {
            Some((offsets.to_char(one.span.start())?.0, offsets.to_char(one.span.end())?.0, one.label.name()))
        });
        let line = Line { id: &document.id, text: document.text(), label: label.collect() };
        content += &json::line(&line);
    }
    content
}

fn read(line: usize, record: &RawValue, gathering: &mut Gathering) {
    let place = format!("line {line}");
    let issues = &mut gathering.issues;
    let Some(mut fields) = Fields::of(record, place.clone(), issues) else { return };
    let Some(text) = fields.required("text", issues) else { return };
    let id = fields.name("id", issues);
    let mut marks = Vec::new();
    for name in ["label", "labels"] {
        let triples = fields.list(name, issues).into_iter();
        marks.extend(triples.filter_map(|(place, raw)| triple(raw, place, issues)));
    }
    for (place, raw) in fields.list("entities", issues) {
        let Some(mut entity) = Fields::of(raw, place.clone(), issues) else { continue };
        let (start, end) = (entity.count("start_offset", issues), entity.count("end_offset", issues));
        let Some(label) = entity.required("label", issues) else { continue };
        marks.push(Mark { quote: entity.string("text", issues), ..Mark::new(place, start, end, label) });
    }
    for (place, _) in fields.list("relations", issues) {
        let message = "a relation between two marks: Tagline has none; left it out".to_owned();
        issues.push(Issue { place, message });
    }
    gathering.add(Found { place, id, text, marks, ..Found::default() }, Unit::CodePoints);
}

/// `[4, 17, "COURT"]`
pub(super) fn triple(raw: &RawValue, place: String, issues: &mut Vec<Issue>) -> Option<Mark> {
    match serde_json::from_str::<(usize, usize, String)>(raw.get()) {
        Ok((start, end, label)) => Some(Mark::new(place, Some(start), Some(end), label)),
        Err(_) => {
            let message = format!("expected [start, end, label], found {}; left it out", json::shown(raw));
            issues.push(Issue { place, message });
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_error, check_read, check_write};
    use super::FORMAT;
    use expect_test::expect;

    #[test]
    fn writes_a_line_for_each_document() {
        check_write(
            &FORMAT,
            "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [B 漢]]. [C? x] [D! y]",
            expect![[r#"
                {"id":"d1","text":"👨‍🚒 The Supreme Court\r\nin é 漢. x y","label":[[8,21,"COURT"],[26,29,"A"],[33,34,"D!"]]}
                -- the project: not carried: colours, keys and guidelines
                -- documents[0].annotations[0]: not carried: origin
                -- documents[0].annotations[1]: not carried: origin
                -- documents[0].annotations[2]: overlaps another mark: left out
                -- documents[0].annotations[3]: only suggested: left out
                -- documents[0].annotations[4]: not carried: annotation id, origin
            "#]],
        );
    }

    #[test]
    fn reads_what_doccano_writes() {
        check_read(
            &FORMAT,
            concat!(
                r#"{"id": 7, "text": "👨‍🚒 The Supreme Court", "label": [[10, 23, "COURT"], [0, 3, "A"]], "Comments": []}"#,
                "\n\n",
                r#"{"text": "é 漢", "entities": [{"id": 1, "start_offset": 2, "end_offset": 3, "label": "B"}], "relations": [{"id": 1}]}"#,
                "\n",
                r#"{"text": "é", "label": [[0, "x"]]}"#,
                "\n",
                r#"{"text": 5}"#,
                "\n",
                r#"{"text": "#,
            ),
            expect![[r#"
                7: [A 👨‍🚒] The Supreme Court
                document-2: é [B 漢]
                document-3: é
                -- line 1.label[0]: expected a stretch of the text between 0 and 21, found 10 to 23; left it out
                -- line 3.relations[0]: a relation between two marks: Tagline has none; left it out
                -- line 4.label[0]: expected [start, end, label], found [0, "x"]; left it out
                -- line 5.text: expected a string, found 5; left line 5 out
                -- line 6, column 9: expected a value, found the end of the file; left the line out
            "#]],
        );
        check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
    }
}
