//! What GATE's documents hold, case by case; `tests/formats.rs` has the properties.

use expect_test::expect;

use super::FORMAT;
use crate::format::File;
use crate::format::testing::{check_error, check_read, check_write, shown};

#[test]
fn writes_a_set_for_each_status() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [B 漢]]. [C? x] o[E n]e [C! y]",
        expect![[r#"
            == d1.bdocjs
            {"annotation_sets":{"":{"name":"","annotations":[{"type":"COURT","start":8,"end":21,"id":0,"features":{"annotator":"Ada"}},{"type":"A","start":26,"end":29,"id":1,"features":{"annotator":"Ada"}},{"type":"B","start":28,"end":29,"id":2,"features":{"annotator":"Ada"}},{"type":"E","start":34,"end":35,"id":4,"features":{"annotator":"Ada"}},{"type":"C!","start":37,"end":38,"id":5,"features":{"annotator":"Ada"}}],"next_annid":6},"suggested":{"name":"suggested","annotations":[{"type":"C","start":31,"end":32,"id":3,"features":{"annotator":"Ada"}}],"next_annid":6}},"text":"👨‍🚒 The Supreme Court\r\nin é 漢. x one y","features":{},"offset_type":"p","name":"d1"}
            -- the project: not carried: colours, keys and guidelines
        "#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
        == d1.bdocjs
        {"annotation_sets":{"":{"name":"","annotations":[],"next_annid":0}},"text":"","features":{},"offset_type":"p","name":"d1"}
    "#]],
    );
}

#[test]
fn reads_either_count_and_other_sets() {
    check_read(
        &FORMAT,
        r#"{"annotation_sets": {"Key": {"name": "Key", "annotations": [
              {"type": "COURT", "start": 10, "end": 15, "id": 1, "features": {"rule": "x", "note": "n"}},
              {"type": "Token", "start": 0, "end": 5, "id": 2, "features": {}}, {"start": 1}], "next_annid": 3}},
            "text": "👨‍🚒 The Court", "features": {"lang": "en"}, "offset_type": "j", "name": ""}"#,
        expect![[r#"
            document-1: 👨‍🚒 The [COURT Court]
            -- annotation_sets.Key: another set of annotations: read its marks as accepted
            -- annotation_sets.Key.annotations[2].type: expected a string, found nothing; left annotations[2] out
            -- annotation_sets.Key: tokens and sentences: left them out, 1
            -- features: features of the document: Tagline has none; left out lang
            -- the file: expected features of marks that are known, found rule; left out
        "#]],
    );
    check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
    check_error(
        &FORMAT,
        "{\"a\": 1}",
        expect![[r#"line 1, column 1: expected an object with "text", found one without"#]],
    );
}

#[test]
fn reads_json_in_the_shape_of_tweets() {
    check_read(
        &FORMAT,
        r#"{"text": "👨‍🚒 The Court", "entities": {"Key:COURT": [{"indices": [10, 15], "kind": "x"}, {"indices": 5}],
            "suggested:A": [{"indices": [0, 5]}], "Token": [{}], "B": {}}}"#,
        expect![[r#"
            document-1: [A? 👨‍🚒] The [COURT Court]
            -- entities.Key:COURT[1].indices: expected [start, end], found 5; left the mark out
            -- entities.Token: tokens and sentences: left them out, 1
            -- entities.B: expected a list of marks, found {}; left it out
            -- the file: expected features of marks that are known, found kind; left out
        "#]],
    );
}

#[test]
fn files_are_documents() {
    let file = |name: &str, content: &str| File { name: name.to_owned(), content: content.to_owned() };
    let files = [
        file("a/n 1.bdocjs", r#"{"annotation_sets": {}, "text": "é", "offset_type": "x"}"#),
        file("README", "Read me"),
        file(
            "b.bdocjs",
            r#"{"annotation_sets": {"": {"annotations": [{"type": "A", "start": 0, "end": 9}]}}, "text": "漢"}"#,
        ),
    ];
    expect![[r#"
        n 1: é
        b: 漢
        -- a/n 1.bdocjs: offset_type: expected p or j, found "x"; read it as p
        -- README: line 1, column 1: expected a value, found "R"; left the file out
        -- b.bdocjs: annotation_sets."".annotations[0]: expected a stretch of the text between 0 and 1, found 0 to 9; left it out
    "#]].assert_eq(&shown(&FORMAT.read_files(&files).unwrap()));
}
