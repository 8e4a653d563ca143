//! Files that are one JSON value: Tagline, spaCy JSON, Label Studio.

use expect_test::expect;

use super::Damage::{NoNumber, Outside, Reversed, Structure, Truncated, Value};
use super::{Case, one, several};

pub fn cases() -> Vec<Case> {
    [tagline(), spacy(), label_studio()].into_iter().flatten().collect()
}

/// A native file of a document with these fields.
fn native(fields: &str) -> String {
    format!(
        "{{\"format\":\"tagline\",\"version\":1,\"labels\":[{{\"name\":\"A\"}}],\"documents\":[{{\"id\":\"d\",{fields}}}]}}"
    )
}

fn tagline() -> Vec<Case> {
    let check = |damage, content: &str, expected| one("tagline", damage, content, expected);
    let mark = |fields: &str| {
        native(&format!(r#""text":"é 漢 x x","annotations":[{{"id":"a","label":"A",{fields}}}]"#))
    };
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(Structure, "[]", expect!["line 1, column 1: expected an object, found a list"]),
        check(
            Structure,
            "{\"format\":\"word\"}",
            expect![[r#"format: expected "tagline", found "word"; is it a file of another program?"#]],
        ),
        check(
            Structure,
            "{\"format\":\"tagline\",\"version\":99}",
            expect![
                "version: expected 1 or older, found 99, which a newer Tagline wrote; reload or update Tagline, or export the file as version 1 there"
            ],
        ),
        check(
            Structure,
            "{\"format\":\"tagline\",\"version\":1}",
            expect!["documents: expected a list, found nothing"],
        ),
        check(
            Structure,
            &native("\"annotations\":[]"),
            expect!["documents[0].text: expected a string, found nothing; left documents[0] out"],
        ),
        check(
            Value,
            &native("\"text\":7"),
            expect!["documents[0].text: expected a string, found 7; left documents[0] out"],
        ),
        check(
            Value,
            &native("\"text\":\"é\",\"status\":\"finished\""),
            expect![[
                r#"documents[0].status: expected new, in progress or done, found "finished"; read it as new"#
            ]],
        ),
        check(
            Value,
            &native("\"text\":\"é\",\"metadata\":\"é\""),
            expect![[r#"documents[0].metadata: expected an object, found "é"; left it out"#]],
        ),
        check(
            Value,
            &native("\"text\":\"é\",\"annotations\":{}"),
            expect!["documents[0].annotations: expected a list, found an object; left it out"],
        ),
        check(
            Value,
            &mark(r#""start":0,"end":1,"status":5"#),
            expect!["documents[0].annotations[0].status: expected a string, found 5; left it out"],
        ),
        check(
            Value,
            &mark(r#""start":0,"end":1,"score":"0.5""#),
            expect![[r#"documents[0].annotations[0].score: expected a number, found "0.5"; left it out"#]],
        ),
        check(
            Value,
            &mark(r#""start":0,"end":1,"entity":"e9""#),
            expect![[
                r#"documents[0].annotations[0].entity: expected an id of the file's entities, found "e9"; left it out"#
            ]],
        ),
        check(
            Value,
            &mark(r#""start":2,"end":3,"text":"x""#),
            expect![[
                r#"documents[0].annotations[0]: expected "x", found "漢" from 2 to 3; left the annotation out"#
            ]],
        ),
        check(
            Truncated,
            &native("\"text\":\"é\"").replace("}]}", ""),
            expect![[r#"line 1, column 90: expected "}", found the end of the file"#]],
        ),
        check(
            Truncated,
            "{\n  \"format\": \"tagline\",\n  \"vers",
            expect![
                "line 3, column 8: expected the quotation mark that ends a string, found the end of the file"
            ],
        ),
        check(
            Outside,
            &mark(r#""start":2,"end":30"#),
            expect![
                "documents[0].annotations[0]: expected a stretch of the text between 0 and 7, found 2 to 30; left the annotation out"
            ],
        ),
        check(
            Outside,
            &native("\"text\":\"é\",\"reviewed\":[[0,2]]"),
            expect![
                "documents[0].reviewed[0]: expected a stretch of the text between 0 and 1, found 0 to 2; left it out"
            ],
        ),
        check(
            NoNumber,
            &mark(r#""start":"2","end":null"#),
            expect![[r#"
                documents[0].annotations[0].start: expected a whole number, found "2"; left it out
                documents[0].annotations[0].end: expected a whole number, found nothing
                documents[0].annotations[0]: expected a stretch of the text between 0 and 7, found no offsets; left the annotation out"#]],
        ),
        check(
            NoNumber,
            &native("\"text\":\"é\",\"reviewed\":[[0,true]]"),
            expect!["documents[0].reviewed[0]: expected 2 whole numbers, found [0,true]; left it out"],
        ),
        check(
            Reversed,
            &mark(r#""start":3,"end":2"#),
            expect![
                "documents[0].annotations[0]: expected a stretch of the text between 0 and 7, found 3 to 2; left the annotation out"
            ],
        ),
    ]
}

fn spacy() -> Vec<Case> {
    let check = |damage, content: &str, expected| one("spacy", damage, content, expected);
    let tokens = |tokens: &str| {
        format!(r#"[{{"id":1,"paragraphs":[{{"raw":"é 漢","sentences":[{{"tokens":[{tokens}]}}]}}]}}]"#)
    };
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(
            Structure,
            "{\"text\":\"é\"}",
            expect![[
                r#"line 1, column 1: expected a list of documents, or "classes" and "annotations", found an object"#
            ]],
        ),
        check(
            Structure,
            "[{\"id\":1}]",
            expect!["[0].paragraphs: expected a list of paragraphs, found nothing"],
        ),
        check(
            Structure,
            "[[\"é\"]]",
            expect![[r#"[0]: expected a text and {"entities": […]}, found ["é"]"#]],
        ),
        check(
            Structure,
            &tokens(r#"{"orth":"x","ner":"O"}"#),
            expect!["[0].paragraphs[0].raw: expected the text of the tokens, found another; took theirs"],
        ),
        check(Value, "[{\"paragraphs\":7}]", expect!["[0].paragraphs: expected a list, found 7"]),
        check(
            Value,
            &tokens("{\"orth\":5}"),
            expect![[
                r#"[0].paragraphs[0].sentences[0].tokens[0]: expected a token, {"orth": "…", "ner": "…"}, found {"orth":5}; left it out"#
            ]],
        ),
        check(
            Value,
            &tokens(r#"{"orth":"é","ner":"B-A"},{"orth":"漢","ner":"L-B"}"#),
            expect![[
                r#"[0].paragraphs[0].sentences[0].tokens[1]: expected a tag that begins B, found "L-B"; began one there"#
            ]],
        ),
        check(
            Value,
            &tokens(r#"{"orth":"é","ner":"Q-A"},{"orth":"漢","ner":"B-"}"#),
            expect![[r#"
                [0].paragraphs[0].sentences[0].tokens[0]: expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found "Q-A"; read it as O
                [0].paragraphs[0].sentences[0].tokens[1]: expected a label after "B", found "B-"; read it as O"#]],
        ),
        check(
            Truncated,
            "[{\"id\":1,\n\"paragraphs\":[{\"raw\":\"é",
            expect![
                "line 2, column 24: expected the quotation mark that ends a string, found the end of the file"
            ],
        ),
        check(
            Outside,
            r#"[["é 漢",{"entities":[[0,9,"A"]]}]]"#,
            expect![
                "[0][1].entities[0]: expected a stretch of the text between 0 and 3, found 0 to 9; left it out"
            ],
        ),
        check(
            NoNumber,
            r#"[["é 漢",{"entities":[["a",1,"A"]]}]]"#,
            expect![[r#"[0][1].entities[0]: expected [start, end, label], found ["a",1,"A"]; left it out"#]],
        ),
        check(
            Reversed,
            r#"[["é 漢",{"entities":[[3,2,"A"]]}]]"#,
            expect![
                "[0][1].entities[0]: expected a stretch of the text between 0 and 3, found 3 to 2; left it out"
            ],
        ),
    ]
}

fn label_studio() -> Vec<Case> {
    let check = |damage, content: &str, expected| one("label-studio", damage, content, expected);
    let region = |value: &str| {
        format!(
            r#"[{{"data":{{"text":"é 漢"}},"annotations":[{{"result":[{{"type":"labels","value":{value}}}]}}]}}]"#
        )
    };
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(
            Structure,
            "{\"text\":\"é\"}",
            expect![[r#"line 1, column 1: expected a list of tasks, found an object without "data""#]],
        ),
        check(Structure, "[5,{\"id\":1}]", expect!["[0]: expected an object, found 5"]),
        check(
            Structure,
            &region("[]"),
            expect!["[0].annotations[0].result[0].value: expected an object, found a list; left it out"],
        ),
        check(
            Structure,
            &region("{\"start\":0,\"end\":1}"),
            expect![
                "[0].annotations[0].result[0].value.labels: expected a label, found none; left the mark out"
            ],
        ),
        check(
            Value,
            "[{\"data\":{\"text\":[\"é\"]}}]",
            expect!["[0].data.text: expected a string, found a list"],
        ),
        check(
            Value,
            "[{\"data\":{\"text\":\"é\"},\"annotations\":{}}]",
            expect!["[0].annotations: expected a list, found an object; left it out"],
        ),
        check(
            Value,
            r#"[{"data":{"text":"é"},"annotations":[{"result":[{"type":"choices","value":{}}]}]}]"#,
            expect![[r#"[0].annotations[0].result[0].type: expected labels, found "choices"; left it out"#]],
        ),
        check(
            Value,
            &region(r#"{"start":0,"end":1,"labels":[7]}"#),
            expect!["[0].annotations[0].result[0].value.labels[0]: expected a string, found 7; left it out"],
        ),
        check(
            Truncated,
            "[{\"data\":{\"text\":\"é\"},\n\"annotations\":[{\"re",
            expect![
                "line 2, column 20: expected the quotation mark that ends a string, found the end of the file"
            ],
        ),
        check(
            Outside,
            &region(r#"{"start":2,"end":30,"labels":["A"]}"#),
            expect![
                "[0].annotations[0].result[0].value: expected a stretch of the text between 0 and 3, found 2 to 30; left it out"
            ],
        ),
        check(
            NoNumber,
            &region(r#"{"start":"2","end":3.5,"labels":["A"]}"#),
            expect![[r#"
                [0].annotations[0].result[0].value.start: expected a whole number, found "2"; left it out
                [0].annotations[0].result[0].value.end: expected a whole number, found 3.5; left it out
                [0].annotations[0].result[0].value: expected a stretch of the text between 0 and 3, found no offsets; left it out"#]],
        ),
        check(
            Reversed,
            &region(r#"{"start":3,"end":0,"labels":["A"]}"#),
            expect![
                "[0].annotations[0].result[0].value: expected a stretch of the text between 0 and 3, found 3 to 0; left it out"
            ],
        ),
        several(
            "label-studio",
            Structure,
            &[("a.json", "[]x"), ("b.json", "[{\"data\":{\"text\":\"é\"}}]")],
            expect![[
                r#"a.json: line 1, column 3: expected the end of the file, found "x"; left the file out"#
            ]],
        ),
    ]
}
