//! What reading and writing the native file promise, case by case; `tests/formats.rs` has the round trips.

mod unknown;

use expect_test::{Expect, expect};

use super::{FORMAT, json_schema};
use crate::annotation::{Project, document_from_notation, document_to_notation};
use crate::format::Imported;

fn read(file: &str) -> Imported {
    FORMAT.read(file).unwrap_or_else(|error| panic!("{error}"))
}

fn write(project: &Project) -> String {
    FORMAT.write(project, &[]).content().to_owned()
}

/// A file around `documents`, which may leave out what is seldom used.
fn file(documents: &str) -> String {
    format!(
        r#"{{"format": "tagline", "version": 1, "labels": [{{"name": "A"}}], "annotators": [], "entities": [], "documents": [{documents}]}}"#
    )
}

/// A file of one document with these annotations.
fn annotated(text: &str, annotations: &str) -> String {
    file(&format!(r#"{{"id": "d", "text": "{text}", "annotations": [{annotations}]}}"#))
}

/// Shows what is read as notation, and the issues.
fn check(file: &str, expected: Expect) {
    let Imported { project, issues } = read(file);
    let documents: Vec<_> = project
        .documents
        .iter()
        .map(|document| format!("{}: {}\n", document.id, document_to_notation(document)))
        .collect();
    let issues: Vec<_> = issues.iter().map(|issue| format!("{issue}\n")).collect();
    expected.assert_eq(&format!("{}{}", documents.concat(), issues.concat()).replace('\r', "\\r"));
    assert_eq!(read(&write(&project)).issues, [], "what was read is sound");
}

fn check_error(file: &str, expected: Expect) {
    expected.assert_eq(&FORMAT.read(file).unwrap_err().to_string());
}

#[test]
fn lays_a_file_out_for_reading_and_for_diffs() {
    let document = document_from_notation("d1", "👩‍🚀 [A é] in\r\n[B? 漢].", &"Ada".into()).unwrap();
    let schema = read(&file("")).project.schema;
    let project = Project { schema, documents: vec![document.into()], ..Project::default() };
    expect![[r##"
        {
          "format": "tagline",
          "version": 1,
          "labels": [
            {"name":"A","colour":"#4b524e","guideline":""},
            {"name":"B","colour":"#4b524e","colour_dark":"#b2b9b3","key":"1","guideline":""}
          ],
          "annotators": [],
          "entities": [],
          "documents": [
            {
              "id": "d1",
              "metadata": {},
              "text": "👩‍🚀 é in\r\n漢.",
              "removed": [],
              "map": [],
              "status": "new",
              "reviewed": [],
              "annotations": [
                {"id":"a1","start":4,"end":5,"text":"é","label":"A","status":"accepted","origin":{"annotator":"Ada"}},
                {"id":"a2","start":10,"end":11,"text":"漢","label":"B","status":"suggested","origin":{"annotator":"Ada"}}
              ]
            }
          ]
        }
    "##]].assert_eq(&write(&project));
}

#[test]
fn refuses_what_is_no_such_file() {
    check_error("", expect!["line 1, column 1: expected a value, found the end of the file"]);
    check_error("Paste of an article", expect![[r#"line 1, column 1: expected a value, found "P""#]]);
    check_error(
        "{\"format\": \"tagline\",\n\"documents\": [\n",
        expect![[r#"line 2, column 15: expected "]", found the end of the file"#]],
    );
    check_error("[]", expect!["line 1, column 1: expected an object, found a list"]);
    check_error(
        "{\"a\": 1}",
        expect![[r#"format: expected "tagline", found nothing; is it a file of another program?"#]],
    );
    check_error(
        r#"{"format": "other", "version": 1}"#,
        expect![[r#"format: expected "tagline", found "other"; is it a file of another program?"#]],
    );
    check_error(r#"{"format": "tagline"}"#, expect!["version: expected 1, found nothing"]);
    check_error(r#"{"format": "tagline", "version": "1"}"#, expect![[r#"version: expected 1, found "1""#]]);
    check_error(
        r#"{"format": "tagline", "version": 7, "documents": 3}"#,
        expect![
            "version: expected 1 or older, found 7, which a newer Tagline wrote; reload or update Tagline, or export the file as version 1 there"
        ],
    );
    check_error(
        "{\"format\": \"tagline\", \"version\": 1, \"é\": [1, 2}",
        expect![[r#"line 1, column 47: expected "," or "]", found "}""#]],
    );
}

#[test]
fn wrong_places() {
    let one = |fields: &str| {
        annotated(
            "é 漢 é 👩‍🚀\\r\\n",
            &format!(r#"{{"id": "a", {fields}, "label": "A", "status": "accepted"}}"#),
        )
    };
    check(
        &one(r#""start": 2, "end": 3, "text": "漢""#),
        expect![[r#"
            d: é [A 漢] é 👩‍🚀\r

        "#]],
    );
    check(
        &one(r#""start": 2, "end": 3"#),
        expect![[r#"
            d: é [A 漢] é 👩‍🚀\r

        "#]],
    );
    check(
        &one(r#""start": 3, "end": 4, "text": "漢""#),
        expect![[r#"
            d: é [A 漢] é 👩‍🚀\r

            documents[0].annotations[0]: expected "漢", found " " from 3 to 4; moved it to 2 to 3, the only place with these words
        "#]],
    );
    check(
        &one(r#""start": 1, "end": 2, "text": "é""#),
        expect![[r#"
            d: é 漢 é 👩‍🚀\r

            documents[0].annotations[0]: expected "é", found " " from 1 to 2; left the annotation out
        "#]],
    );
    check(
        &one(r#""start": 6, "end": 99, "text": "👩‍🚀""#),
        expect![[r#"
            d: é 漢 é [A 👩‍🚀]\r

            documents[0].annotations[0]: expected "👩\u{200d}🚀", found no words from 6 to 99 of a text that ends at 11; moved it to 6 to 9, the only place with these words
        "#]],
    );
    check(
        &one(r#""start": 6, "end": 99"#),
        expect![[r#"
            d: é 漢 é 👩‍🚀\r

            documents[0].annotations[0]: expected a stretch of the text between 0 and 11, found 6 to 99; left the annotation out
        "#]],
    );
    check(
        &one(r#""start": 3, "end": 3, "text": """#),
        expect![[r#"
            d: é 漢 é 👩‍🚀\r

            documents[0].annotations[0]: expected "", found no words from 3 to 3 of a text that ends at 11; left the annotation out
        "#]],
    );
    check(
        &one(r#""start": -1, "end": 2.5, "text": "漢""#),
        expect![[r#"
            d: é [A 漢] é 👩‍🚀\r

            documents[0].annotations[0].start: expected a whole number, found -1; left it out
            documents[0].annotations[0].end: expected a whole number, found 2.5; left it out
            documents[0].annotations[0]: expected "漢", found no offsets; moved it to 2 to 3, the only place with these words
        "#]],
    );
    check(
        &one(r#""start": "0", "text": "x""#),
        expect![[r#"
            d: é 漢 é 👩‍🚀\r

            documents[0].annotations[0].start: expected a whole number, found "0"; left it out
            documents[0].annotations[0].end: expected a whole number, found nothing
            documents[0].annotations[0]: expected "x", found no offsets; left the annotation out
        "#]],
    );
    check(
        &one(r#""start": 1e99, "end": 99999999999999999999"#),
        expect![[r#"
            d: é 漢 é 👩‍🚀\r

            documents[0].annotations[0].start: expected a whole number, found 1e99; left it out
            documents[0].annotations[0].end: expected a whole number, found 99999999999999999999; left it out
            documents[0].annotations[0]: expected a stretch of the text between 0 and 11, found no offsets; left the annotation out
        "#]],
    );
}

#[test]
fn wrong_names() {
    check(
        &annotated(
            "abc",
            r#"{"id": "a", "start": 0, "end": 1, "label": "NEW"}, {"id": "a", "start": 1, "end": 2, "label": "NEW"}, {"start": 2, "end": 3, "label": "A"}"#,
        ),
        expect![[r#"
            d: [NEW? a][NEW? b][A? c]
            documents[0].annotations[0].label: expected one of the file's labels, found "NEW"; added it to them
            documents[0].annotations[1]: expected a new id, found "a" again; called it "a-2"
            documents[0].annotations[2]: expected an id, found none; called it "a3"
        "#]],
    );
    check(
        &annotated(
            "abc",
            r#"{"id": "a", "start": 0, "end": 1, "label": " "}, {"id": "b", "start": 1, "end": 2}, 5"#,
        ),
        expect![[r#"
            d: abc
            documents[0].annotations[0].label: expected a label, found white space; left out what has it
            documents[0].annotations[1].label: expected a string, found nothing; left annotations[1] out
            documents[0].annotations[2]: expected an object, found 5; left it out
        "#]],
    );
    check(
        &annotated(
            "a",
            r#"{"id": "a", "start": 0, "end": 1, "label": "A", "status": "maybe", "entity": "e9", "score": "high", "note": [1], "origin": {"annotator": "Ada", "tagger": "t"}, "evidence": 4, "decisions": [{"who": "Ada"}]}"#,
        ),
        expect![[r#"
            d: [A? a]
            documents[0].annotations[0].status: expected suggested, accepted or rejected, found "maybe"; read it as suggested
            documents[0].annotations[0].origin: expected an annotator or a tagger, found both; read it as unknown
            documents[0].annotations[0].entity: expected an id of the file's entities, found "e9"; left it out
            documents[0].annotations[0].score: expected a number, found "high"; left it out
            documents[0].annotations[0].evidence: expected a list, found 4; left it out
            documents[0].annotations[0].note: expected a string, found a list; left it out
            documents[0].annotations[0].decisions[0].when: expected a string, found nothing; left decisions[0] out
            documents[0].annotations[0].decisions[0]: expected who decided, when, and from what, found less; left it out
        "#]],
    );
    check(
        &file(
            r#"{"id": "d", "text": "a"}, {"id": "d", "text": "b", "status": "lost"}, {"text": "c"}, {"id": "e"}, [], null"#,
        ),
        expect![[r#"
            d: a
            d-2: b
            document-3: c
            documents[1]: expected a new id, found "d" again; called it "d-2"
            documents[1].status: expected new, in progress or done, found "lost"; read it as new
            documents[2]: expected an id, found none; called it "document-3"
            documents[3].text: expected a string, found nothing; left documents[3] out
            documents[4]: expected an object, found a list; left it out
            documents[5]: expected an object, found null; left it out
        "#]],
    );
    check(
        r#"{"format": "tagline", "version": 1, "labels": [{"name": "A", "key": "ab"}, {"name": "A"}, {"name": ""}, 7, {"name": "C", "key": "é"}, {"name": "D", "key": "é"}, {"name": "E", "key": "x"}, {"name": "F", "key": "\n"}, {"name": "G", "key": "X"}], "annotators": [{}], "entities": [{"id": "e", "label": "B", "name": "n", "canonical": {"id": "x"}}, {"id": "e", "label": "A", "name": "m"}], "documents": {}}"#,
        expect![[r#"
            labels[0].key: expected one character, found "ab"; left it out
            labels[1]: expected a new name, found "A" again; kept the first
            labels[2].name: expected a label, found white space; left out what has it
            labels[3]: expected an object, found 7; left it out
            labels[5].key: expected a key of its own, found "é", which C has; left it out
            labels[6].key: expected a key that does nothing else, found "x"; left it out
            labels[7].key: expected a key that does nothing else, found "\n"; left it out
            annotators[0].name: expected a string, found nothing; left annotators[0] out
            entities[0].label: expected one of the file's labels, found "B"; added it to them
            entities[0].canonical.authority: expected a string, found nothing; left canonical out
            entities[1]: expected a new id, found "e" again; kept the first
            documents: expected a list, found an object; left it out
        "#]],
    );
}

#[test]
fn wrong_source_and_map() {
    let source = r#""source": {"kind": "text", "content": "é漢\r\nb", "sha256": "00"}"#;
    check(
        &file(&format!(
            r#"{{"id": "d", "text": "é漢", {source}, "removed": [{{"start": 4, "end": 9, "reason": "byline"}}, {{"start": 4, "end": 5, "reason": "boredom"}}, {{"end": 3}}], "map": [[0, 1, 0, 1], [0, 2, 0, 2], [1, 1, 9, 1], [1, 4, 1, 1], [1, 1, 1, 18446744073709551615], [1], "x"], "reviewed": [[0, 2], [1, 7], [2, 1]]}}"#
        )),
        expect![[r#"
            d: é漢
            documents[0].source.sha256: expected 94b296c06e4208a5f2ee3571045914d94639dbdd6f65e8256fe9bf97ceecd2a2, the SHA-256 of the content, found "00"; the source was changed since, kept it as it is
            documents[0].removed[0]: expected a stretch of the source between 0 and 5, found 4 to 9; left it out
            documents[0].removed[1].reason: expected a known reason, found "boredom"; read it as other
            documents[0].removed[2].start: expected a whole number, found nothing
            documents[0].removed[2]: expected a start and an end, found less; left it out
            documents[0].map[1]: expected a row after the one before it, found one that overlaps it or stands before it; left it out
            documents[0].map[2]: expected a stretch of the source between 0 and 5, found 9 to 10; left it out
            documents[0].map[3]: expected a stretch of the text between 0 and 2, found 1 to 5; left it out
            documents[0].map[4]: expected a stretch of the source between 0 and 5, found 1 to 18446744073709551615; left it out
            documents[0].map[5]: expected 4 whole numbers, found [1]; left it out
            documents[0].map[6]: expected 4 whole numbers, found "x"; left it out
            documents[0].reviewed[1]: expected a stretch of the text between 0 and 2, found 1 to 7; left it out
            documents[0].reviewed[2]: expected a stretch of the text between 0 and 2, found 2 to 1; left it out
        "#]],
    );
    check(
        &file(
            r#"{"id": "d", "text": "é", "removed": [{"start": 0, "end": 1, "reason": "byline"}], "map": [[0, 1, 0, 1]], "metadata": {"title": 5, "authors": ["a", 6]}}"#,
        ),
        expect![[r#"
        d: é
        documents[0].metadata.authors[1]: expected a string, found another thing; left it out
        documents[0].metadata.title: expected a string, found 5; left it out
        documents[0].removed[0]: expected a source it was taken from, found none; left it out
        documents[0].map[0]: expected a source to map to, found none; left it out
    "#]],
    );
    check(
        &file(
            r#"{"id": "d", "text": "é", "source": {"kind": "pdf", "content": "x"}}, {"id": "e", "text": "é", "source": {"kind": "html"}}"#,
        ),
        expect![[r#"
            d: é
            e: é
            documents[0].source.kind: expected text or html, found "pdf"; read it as text
            documents[1].source.content: expected a string, found nothing; left source out
        "#]],
    );
}

#[test]
fn halves_of_surrogate_pairs_and_doubled_fields() {
    check(
        &annotated(
            r"\ud83dab\ude80",
            r#"{"id": "a\udc00", "start": 1, "end": 3, "text": "ab", "label": "A"}"#,
        ),
        expect![[r#"
        d: �[A? ab]�
        documents[0].text: expected whole characters, found half of a surrogate pair; read it as U+FFFD
        documents[0].annotations[0].id: expected whole characters, found half of a surrogate pair; read it as U+FFFD
    "#]],
    );
    check(
        &annotated("ab", r#"{"id": "a", "start": 0, "start": 1, "end": 2, "text": "b", "label": "A"}"#),
        expect![[r#"
        d: a[A? b]
        documents[0].annotations[0].start: expected it once, found it 2 times; took the last
    "#]],
    );
    check(
        &annotated("ab", r#"{"\ud83d": 1}"#),
        expect![[r#"
            d: ab
            documents[0].annotations[0]: expected a whole character, found half of a surrogate pair; left it out
        "#]],
    );
}

#[test]
fn reads_a_file_with_a_byte_order_mark() {
    assert_eq!(read(&format!("\u{feff}{}", file(""))).issues, []);
}

#[test]
fn the_schema_names_every_field() {
    for name in ["colour_dark", "sha256", "reviewed", "decisions", "by-hand", "in progress", "rejected"] {
        assert!(json_schema().contains(&format!("\"{name}\"")), "{name}");
    }
}
