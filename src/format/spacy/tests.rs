//! What spaCy's JSON holds, case by case; `tests/formats.rs` has the properties.

use std::rc::Rc;

use expect_test::expect;

use super::FORMAT;
use crate::annotation::{DocumentStatus, Edit, Project};
use crate::format::testing::{check_error, check_read, check_write, project};
use crate::text::Span;

#[test]
fn writes_every_character_of_a_text_as_tokens() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme  Court]\r\nin [A é [B 漢]]. [C? x] o[E n]e",
        expect![[r#"
        [
        {"id":"d1","paragraphs":[{"raw":"👨‍🚒 The Supreme  Court\r\nin é 漢. x one","sentences":[{"tokens":[{"id":0,"orth":"👨‍🚒","space":" ","ner":"O"},{"id":1,"orth":"The","space":" ","ner":"O"},{"id":2,"orth":"Supreme","space":" ","ner":"B-COURT"},{"id":3,"orth":" ","space":"","ner":"I-COURT"},{"id":4,"orth":"Court","space":"","ner":"L-COURT"},{"id":5,"orth":"\r\n","space":"","ner":"O"}]},{"tokens":[{"id":6,"orth":"in","space":" ","ner":"O"},{"id":7,"orth":"é","space":" ","ner":"B-A"},{"id":8,"orth":"漢","space":"","ner":"L-A"},{"id":9,"orth":".","space":" ","ner":"O"},{"id":10,"orth":"x","space":" ","ner":"O"},{"id":11,"orth":"one","space":"","ner":"O"}]}]}]}
        ]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[0]: not carried: origin
        -- documents[0].annotations[1]: not carried: origin
        -- documents[0].annotations[2]: overlaps another mark: left out
        -- documents[0].annotations[3]: only suggested: left out
        -- documents[0].annotations[4]: begins or ends inside a word: left out
    "#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
        [
        {"id":"d1","paragraphs":[{"raw":"","sentences":[]}]}
        ]
    "#]],
    );
}

#[test]
fn what_nobody_has_looked_at_is_unknown() {
    let mut project = project("One [A two] three. Four\n[B five] six.");
    let document = Rc::make_mut(&mut project.documents[0]);
    Edit::SetReviewed(vec![Span::of(0..12).unwrap()]).apply(document).unwrap();
    let tags = |project: &Project| {
        let exported = FORMAT.write(project, &[]);
        let tags = exported.content().split("\"ner\":\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let shown = tags.collect::<Vec<_>>().join(" ");
        let read = FORMAT.read(exported.content()).unwrap().project;
        let read = &read.documents[0];
        let reviewed = read.reviewed().iter().map(|span| read.words(*span)).collect::<Vec<_>>();
        let told = exported.losses.iter().filter(|loss| loss.to_string().contains("progress")).count();
        format!("{shown} {:?} {reviewed:?} {told}\n", read.status())
    };
    let mut shown = tags(&project);
    for status in [DocumentStatus::InProgress, DocumentStatus::Done] {
        Edit::SetStatus(status).apply(Rc::make_mut(&mut project.documents[0])).unwrap();
        shown += &tags(&project);
    }
    expect![[r#"
        O U-A - - - - U-B - - InProgress ["One two", "five"] 1
        O U-A - - - - U-B - - InProgress ["One two", "five"] 1
        O U-A O O O O U-B O O New [] 1
    "#]]
    .assert_eq(&shown);
}

#[test]
fn reads_what_spacy_writes() {
    check_read(
        &FORMAT,
        r#"[{"id": 7, "paragraphs": [
            {"raw": null, "cats": [], "entities": [[4, 9, "COURT"]], "sentences": [{"tokens": [
                {"id": 0, "orth": "The", "space": " ", "tag": "", "ner": "O"},
                {"id": 1, "orth": "Court", "space": "", "ner": "U-COURT"},
                {"id": 2, "orth": ".", "space": " ", "ner": "O"}, {"id": 3, "orth": "\r\n", "space": "", "ner": "O"}]}]},
            {"raw": "é  漢\n👩‍🚀 x", "cats": {"sports": 1.0}, "sentences": [{"tokens": [
                {"orth": "é", "ner": "B-A"}, {"orth": "漢", "ner": "L-A"}, {"orth": "👩‍🚀", "ner": null}]},
                {"tokens": [{"orth": "x", "ner": "x-B"}, {"word": "y"}]}]},
            {"raw": "other words", "sentences": [{"tokens": [{"orth": "a", "ner": "U-X"}, {"orth": "b"}]}]}]},
            {"id": "n"}, 5]"#,
        expect![[r#"
            7: The [COURT Court]. \r

            7-2: [A é  漢]
            👩‍🚀 x
            7-3: [X a] b
            -- [0].paragraphs[1].sentences[1].tokens[1]: expected a token, {"orth": "…", "ner": "…"}, found {"word": "y"}; left it out
            -- [0].paragraphs[1].cats: categories of a text: Tagline has none; left them out
            -- [0].paragraphs[1].sentences[1].tokens[0]: expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found "x-B"; read it as O
            -- [0].paragraphs[2].raw: expected the text of the tokens, found another; took theirs
            -- [1].paragraphs: expected a list of paragraphs, found nothing
            -- [2]: expected an object, found 5; left it out
        "#]],
    );
}

#[test]
fn reads_lists_of_texts_with_entities() {
    check_read(
        &FORMAT,
        r#"[["👨‍🚒 The Court", {"entities": [[8, 13, "COURT"], [0, 99, "X"], [1]], "cats": {"a": 1}}], ["x"], ["", {}]]"#,
        expect![[r#"
            document-1: 👨‍🚒 The [COURT Court]
            document-2: 
            -- [0][1].entities[2]: expected [start, end, label], found [1]; left it out
            -- [0][1].cats: only entities are read; left it out
            -- [0][1].entities[1]: expected a stretch of the text between 0 and 13, found 0 to 99; left it out
            -- [1]: expected a text and {"entities": […]}, found ["x"]; left it out
        "#]],
    );
    check_read(
        &FORMAT,
        r#"{"classes": ["COURT"], "annotations": [["👨‍🚒 The Court", {"entities": [[10, 15, "COURT"]]}], null]}"#,
        expect![[r#"
            document-1: 👨‍🚒 The [COURT Court]
        "#]],
    );
    check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
    check_error(
        &FORMAT,
        "[1,\n 2",
        expect![[r#"line 2, column 3: expected "]", found the end of the file"#]],
    );
    check_error(
        &FORMAT,
        r#"{"a": 1}"#,
        expect![[
            r#"line 1, column 1: expected a list of documents, or "classes" and "annotations", found an object"#
        ]],
    );
}
