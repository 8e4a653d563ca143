//! What a project of Potato holds, case by case; `tests/formats.rs` has the properties.

use expect_test::expect;

use super::FORMAT;
use crate::format::File;
use crate::format::testing::{check_error, check_read, check_write, shown};

#[test]
fn writes_texts_with_marks_and_a_setup() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [\"\u{85} 漢]]. [C? x] o[E n]e [D! y]",
        expect![[r#"
            == data.jsonl
            {"id":"d1","text":"👨‍🚒 The Supreme Court\nin é 漢. x one y","predictions":{"ner":[{"schema":"ner","name":"COURT","title":"COURT","start":8,"end":21,"target_field":"text"},{"schema":"ner","name":"A","title":"A","start":25,"end":28,"target_field":"text"},{"schema":"ner","name":"\"","title":"\"","start":27,"end":28,"target_field":"text"},{"schema":"ner","name":"E","title":"E","start":33,"end":34,"target_field":"text"},{"schema":"ner","name":"D!","title":"D!","start":36,"end":37,"target_field":"text"}]}}
            == config.yaml
            annotation_task_name: Tagline
            port: 8000
            task_dir: .
            output_annotation_dir: annotation_output/
            data_files: [data.jsonl]
            item_properties: {id_key: id, text_key: text}
            user_config: {allow_all_users: true, users: []}
            site_dir: default
            instance_display: {fields: [{key: text, type: text, span_target: true}]}
            pre_annotation: {enabled: true, field: predictions, allow_modification: true}
            annotation_schemes:
            - annotation_type: span
              name: ner
              description: Mark what the text names.
              labels:
              - {name: "COURT"}
              - {name: "AGENCY"}
              - {name: "LAW"}
              - {name: "PLACE"}
              - {name: "PERSON"}
              - {name: "ORGANIZATION"}
              - {name: "DATE"}
              - {name: "A"}
              - {name: "\""}
              - {name: "E"}
              - {name: "D!"}
            -- the project: not carried: colours, keys and guidelines
            -- documents[0]: line ends: changed to line feeds
            -- documents[0].annotations[0]: not carried: origin
            -- documents[0].annotations[1]: not carried: origin
            -- documents[0].annotations[2]: not carried: origin
            -- documents[0].annotations[3]: only suggested: left out
            -- documents[0].annotations[4]: not carried: annotation id, origin
            -- documents[0].annotations[5]: not carried: annotation id, origin
        "#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
        == data.jsonl
        {"id":"d1","text":"","predictions":{"ner":[]}}
        == config.yaml
        annotation_task_name: Tagline
        port: 8000
        task_dir: .
        output_annotation_dir: annotation_output/
        data_files: [data.jsonl]
        item_properties: {id_key: id, text_key: text}
        user_config: {allow_all_users: true, users: []}
        site_dir: default
        instance_display: {fields: [{key: text, type: text, span_target: true}]}
        pre_annotation: {enabled: true, field: predictions, allow_modification: true}
        annotation_schemes:
        - annotation_type: span
          name: ner
          description: Mark what the text names.
          labels:
          - {name: "COURT"}
          - {name: "AGENCY"}
          - {name: "LAW"}
          - {name: "PLACE"}
          - {name: "PERSON"}
          - {name: "ORGANIZATION"}
          - {name: "DATE"}
    "#]],
    );
}

#[test]
fn reads_what_people_did() {
    let file = |name: &str, content: &str| File { name: name.to_owned(), content: content.to_owned() };
    let files = [
        file("p/config.yaml", "item_properties: {id_key: \"nr\", text_key: body}\n"),
        file(
            "p/data.jsonl",
            concat!(
                r#"{"nr": 1, "body": "👨‍🚒 The Court", "predictions": {"ner": [{"name": "A", "start": 0, "end": 3}]}}"#,
                "\n",
                r#"{"nr": 2, "body": "é 漢", "predictions": {"ner": [{"name": "A", "start": 0, "end": 1}], "x": 5}}"#,
                "\n",
                "5\n{",
            ),
        ),
        file(
            "p/more.json",
            r#"[{"nr": "3", "text": "é", "label_annotations": {"q": 1}, "span_annotations": {"s": [{}]}}]"#,
        ),
        file("p/README.md", "Read me"),
        file("p/table.csv", "id,text"),
        file(
            "p/annotation_output/ada/user_state.json",
            r#"{"user_id": "ada", "instance_id_to_label_to_value": {"1": [[{}, 1]], "2": []}, "instance_id_to_span_to_value": {
                "1": [[{"schema": "ner", "name": "COURT", "title": "COURT", "start": 8, "end": 13}, "1"], [{"name": "A"}, "1"]],
                "9": [[{"name": "A", "start": 0, "end": 1}, "1"]], "8": 5}}"#,
        ),
    ];
    expect![[r#"
        1: 👨‍🚒 The [COURT Court]
        2: [A? é] 漢
        3: é
        -- p/annotation_output/ada/user_state.json: instance_id_to_span_to_value.1[1].start: expected a whole number, found nothing
        -- p/annotation_output/ada/user_state.json: instance_id_to_span_to_value.1[1].end: expected a whole number, found nothing
        -- p/annotation_output/ada/user_state.json: instance_id_to_span_to_value.8: expected a list of marks, found 5; left it out
        -- p/annotation_output/ada/user_state.json: instance_id_to_label_to_value: answers to other questions: Tagline has none; left them out, for 1 of the texts
        -- p/data.jsonl: line 3, column 1: expected an object, found 5; left the line out
        -- p/data.jsonl: line 4, column 2: expected "}", found the end of the file; left the line out
        -- p/annotation_output/ada/user_state.json: instance_id_to_span_to_value.1[1]: expected a stretch of the text between 0 and 13, found no offsets; left it out
        -- p/data.jsonl: line 2.predictions.x: expected a list of marks, found 5; left it out
        -- p/more.json: [0].span_annotations.s[0].start: expected a whole number, found nothing
        -- p/more.json: [0].span_annotations.s[0].end: expected a whole number, found nothing
        -- p/more.json: [0].span_annotations.s[0].name: expected a string, found nothing; left s[0] out
        -- p/more.json: [0].label_annotations: answers to other questions: Tagline has none; left them out
        -- p/table.csv: expected texts as JSON, found a table; left the file out
        -- p/annotation_output/ada/user_state.json: instance_id_to_span_to_value.9: expected a text with the id "9", found none; left its marks out, 1
    "#]].assert_eq(&shown(&FORMAT.read_files(&files).unwrap()));
}

#[test]
fn reads_a_file_of_texts_alone() {
    check_read(
        &FORMAT,
        r#"{"id": "a", "text": "é 漢", "predictions": {"ner": [{"name": "A", "start": 2, "end": 3, "text": "漢"}]}}"#,
        expect![[r#"
            a: é [A 漢]
        "#]],
    );
    check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
}
