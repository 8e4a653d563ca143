//! Files that belong together: brat, Azure, Potato.

use expect_test::expect;

use super::Damage::{Columns, NoNumber, Outside, Partner, Reversed, Structure, Truncated, Value};
use super::{Case, one, several};

pub fn cases() -> Vec<Case> {
    [brat(), azure(), potato()].into_iter().flatten().collect()
}

fn brat() -> Vec<Case> {
    let check = |damage, lines, expected| {
        several("brat", damage, &[("a.txt", "é 漢\n👩‍🚀 x"), ("a.ann", lines)], expected)
    };
    vec![
        one(
            "brat",
            Structure,
            "An article.\n",
            expect![
                "the file: expected files that end in .txt and .ann, found another; pack those of a folder as a zip archive"
            ],
        ),
        check(
            Structure,
            "T1\tA 0 1\té\nAn article.\n",
            expect![[
                r#"a.ann, line 2, column 1: expected an id that begins with T, A, N or #, a tab, and what it says, found "An article."; left it out"#
            ]],
        ),
        check(
            Structure,
            "T1\tA 0 1\té\nT1\tA 2 3\t漢\n",
            expect![
                "a.ann, line 2, column 1: expected a new id, found T1 again; what is said of T1 is said of this one"
            ],
        ),
        check(
            Value,
            "T1\tA 0 1\té\nN1\tReference T1 Q1\tx\n",
            expect![[
                r#"a.ann, line 2, column 17: expected one reference for a mark, as authority:id, found "Q1"; left it out"#
            ]],
        ),
        check(
            Value,
            "T1\tA 0 1\té\nA1\tValue T9 x\n#1\tAnnotatorNotes T1\tgood\n",
            expect![[r#"a.ann, line 2, column 10: expected the id of a mark, found "T9"; left it out"#]],
        ),
        check(
            Value,
            "T1\tA 2 3\té\n",
            expect![[
                r#"a.ann, line 1, column 6: expected "é", found "漢" from 2 to 3; moved it to 0 to 1, the only place with these words"#
            ]],
        ),
        check(
            Columns,
            "T1 A 0 1 é\n",
            expect![[
                r#"a.ann, line 1, column 1: expected an id, a tab, a type and two offsets, found "T1 A 0 1 é"; left it out"#
            ]],
        ),
        check(
            Columns,
            "T1\tA\té\n",
            expect![[
                r#"a.ann, line 1, column 4: expected an id, a tab, a type and two offsets, found "T1\tA\té"; left it out"#
            ]],
        ),
        check(
            Truncated,
            "T1\tA 0 1\té\nT2\tA 2",
            expect![[
                r#"a.ann, line 2, column 6: expected an id, a tab, a type and two offsets, found "T2\tA 2"; left it out"#
            ]],
        ),
        check(
            Outside,
            "T1\tA 2 40\t漢 and more\n",
            expect![[
                r#"a.ann, line 1, column 6: expected "漢 and more", found no words from 2 to 40 of a text that ends at 9; left it out"#
            ]],
        ),
        check(
            Outside,
            "T1\tA 2 40\n",
            expect![
                "a.ann, line 1, column 6: expected a stretch of the text between 0 and 9, found 2 to 40; left it out"
            ],
        ),
        check(
            NoNumber,
            "T1\tA 0 one\té\n",
            expect![[
                r#"a.ann, line 1, column 6: expected an id, a tab, a type and two offsets, found "T1\tA 0 one\té"; left it out"#
            ]],
        ),
        check(
            Reversed,
            "T1\tA 3 2\n",
            expect![
                "a.ann, line 1, column 6: expected a stretch of the text between 0 and 9, found 3 to 2; left it out"
            ],
        ),
        several(
            "brat",
            Partner,
            &[("a.ann", "T1\tA 0 1\té\n")],
            expect!["a.ann: expected a.txt beside it, found none"],
        ),
        several(
            "brat",
            Partner,
            &[("b.txt", "é"), ("a.ann", "T1\tA 0 1\té\n")],
            expect!["a.ann: expected a.txt beside it, found none; left it out"],
        ),
        several(
            "brat",
            Structure,
            &[("b.txt", "é"), ("", "An article.")],
            expect!["the file: expected a file ending in .txt, .ann or .conf, found another; left it out"],
        ),
        several(
            "brat",
            Structure,
            &[("b.txt", "é"), ("a.docx", "PK")],
            expect!["a.docx: expected a file ending in .txt, .ann or .conf, found another; left it out"],
        ),
    ]
}

fn azure() -> Vec<Case> {
    let project = |documents: &str| {
        format!("{{\"stringIndexType\":\"Utf16CodeUnit\",\"assets\":{{\"documents\":[{documents}]}}}}")
    };
    let check = |damage, documents: &str, expected| {
        several("azure", damage, &[("project.json", &project(documents)), ("a.txt", "é 漢")], expected)
    };
    let label = |fields: &str| format!(r#"{{"location":"a.txt","entities":[{{"labels":[{{{fields}}}]}}]}}"#);
    vec![
        one(
            "azure",
            Structure,
            "An article.\n",
            expect!["project.json: expected the project's file, found no file of JSON"],
        ),
        several(
            "azure",
            Structure,
            &[("project.json", "{\"stringIndexType\":\"Utf16CodeUnit\"}"), ("a.txt", "é")],
            expect![
                "project.json, assets: expected the project's documents and entities, found none; is it a project of CustomEntityRecognition?"
            ],
        ),
        several(
            "azure",
            Structure,
            &[("project.json", "[]"), ("a.txt", "é")],
            expect!["project.json, line 1, column 1: expected an object, found a list"],
        ),
        several(
            "azure",
            Value,
            &[("project.json", "{\"stringIndexType\":\"Bytes\",\"assets\":{}}"), ("a.txt", "é")],
            expect![[r#"
                stringIndexType: expected Utf16CodeUnit, UnicodeCodePoint or TextElements_v8, found "Bytes"; read the offsets as Utf16CodeUnit
                a.txt: expected a text that the project's file names, found another; read it without marks"#]],
        ),
        check(
            Value,
            r#"{"location":7}"#,
            expect![[r#"
                assets.documents[0].location: expected a string, found 7; left documents[0] out
                a.txt: expected a text that the project's file names, found another; read it without marks"#]],
        ),
        check(
            Value,
            r#"{"location":"a.txt","entities":"A"}"#,
            expect![[r#"assets.documents[0].entities: expected a list, found "A"; left it out"#]],
        ),
        check(
            Value,
            &label(r#""category":7,"offset":0,"length":1"#),
            expect![
                "assets.documents[0].entities[0].labels[0].category: expected a string, found 7; left labels[0] out"
            ],
        ),
        several(
            "azure",
            Truncated,
            &[("project.json", "{\"assets\":{\n\"documents\":["), ("a.txt", "é")],
            expect![[r#"project.json, line 2, column 14: expected "]", found the end of the file"#]],
        ),
        check(
            Outside,
            &label(r#""category":"A","offset":2,"length":9"#),
            expect![
                "assets.documents[0].entities[0].labels[0]: expected a stretch of the text between 0 and 3, found 2 to 11; left it out"
            ],
        ),
        check(
            NoNumber,
            &label(r#""category":"A","offset":"2","length":-1"#),
            expect![[r#"
                assets.documents[0].entities[0].labels[0].offset: expected a whole number, found "2"; left it out
                assets.documents[0].entities[0].labels[0].length: expected a whole number, found -1; left it out
                assets.documents[0].entities[0].labels[0]: expected a stretch of the text between 0 and 3, found no offsets; left it out"#]],
        ),
        check(
            Reversed,
            &label(r#""category":"A","offset":2,"length":0"#),
            expect![
                "assets.documents[0].entities[0].labels[0]: expected a stretch of the text between 0 and 3, found 2 to 2; left it out"
            ],
        ),
        check(
            Partner,
            &format!(r#"{},{{"location":"b.txt"}}"#, r#"{"location":"a.txt"}"#),
            expect![[
                r#"assets.documents[1]: expected the text "b.txt" beside the project's file, found none; left it out"#
            ]],
        ),
        several(
            "azure",
            Partner,
            &[("a.txt", "é")],
            expect!["project.json: expected the project's file, found no file of JSON"],
        ),
        several(
            "azure",
            Partner,
            &[("project.json", &project("")), ("a.txt", "é")],
            expect![
                "a.txt: expected a text that the project's file names, found another; read it without marks"
            ],
        ),
    ]
}

fn potato() -> Vec<Case> {
    let check = |damage, content: &str, expected| one("potato", damage, content, expected);
    let mark =
        |fields: &str| format!(r#"{{"id":"a","text":"é 漢","span_annotations":{{"s":[{{{fields}}}]}}}}"#);
    let state = r#"{"user_id":"Ada","instance_id_to_span_to_value":{"b":[[{"name":"A","start":0,"end":1},"true"]],"c":7}}"#;
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(Structure, "{\"id\":1}\n", expect!["line 1.text: expected a string, found nothing"]),
        check(
            Structure,
            "[{\"id\":\"a\",\"text\":\"é\"},5]",
            expect!["[1]: expected an object, found 5; left it out"],
        ),
        check(Value, "{\"id\":\"a\",\"text\":[]}\n", expect!["line 1.text: expected a string, found a list"]),
        check(
            Value,
            r#"{"id":"a","text":"é","span_annotations":{"s":7}}"#,
            expect!["line 1.span_annotations.s: expected a list of marks, found 7; left it out"],
        ),
        check(
            Value,
            &mark(r#""start":0,"end":1,"name":7"#),
            expect!["line 1.span_annotations.s[0].name: expected a string, found 7; left s[0] out"],
        ),
        check(
            Truncated,
            "{\"id\":\"a\",\"text\":\"é\"}\n{\"id\":\"b",
            expect![
                "line 2, column 9: expected the quotation mark that ends a string, found the end of the file; left the line out"
            ],
        ),
        check(
            Outside,
            &mark(r#""start":0,"end":9,"name":"A""#),
            expect![
                "line 1.span_annotations.s[0]: expected a stretch of the text between 0 and 3, found 0 to 9; left it out"
            ],
        ),
        check(
            NoNumber,
            &mark(r#""start":"0","end":null,"name":"A""#),
            expect![[r#"
                line 1.span_annotations.s[0].start: expected a whole number, found "0"; left it out
                line 1.span_annotations.s[0].end: expected a whole number, found nothing
                line 1.span_annotations.s[0]: expected a stretch of the text between 0 and 3, found no offsets; left it out"#]],
        ),
        check(
            Reversed,
            &mark(r#""start":3,"end":2,"name":"A""#),
            expect![
                "line 1.span_annotations.s[0]: expected a stretch of the text between 0 and 3, found 3 to 2; left it out"
            ],
        ),
        several(
            "potato",
            Partner,
            &[("data.jsonl", "{\"id\":\"a\",\"text\":\"é\"}"), ("Ada/user_state.json", state)],
            expect![[r#"
                Ada/user_state.json: instance_id_to_span_to_value.c: expected a list of marks, found 7; left it out
                Ada/user_state.json: instance_id_to_span_to_value.b: expected a text with the id "b", found none; left its marks out, 1"#]],
        ),
        several(
            "potato",
            Truncated,
            &[("data.jsonl", "{\"id\":\"a\",\"text\":\"é\"}"), ("Ada/user_state.json", &state[..60])],
            expect![
                "Ada/user_state.json: line 1, column 61: expected the quotation mark that ends a string, found the end of the file; left the file out"
            ],
        ),
        several(
            "potato",
            Structure,
            &[("data.csv", "id,text\n"), ("data.jsonl", "{\"id\":\"a\",\"text\":\"é\"}")],
            expect!["data.csv: expected texts as JSON, found a table; left the file out"],
        ),
    ]
}
