//! JSON lines: doccano, Prodigy, Hugging Face.

use expect_test::expect;

use super::Damage::{NoNumber, Outside, Reversed, Structure, Truncated, Value};
use super::{Case, one};

pub fn cases() -> Vec<Case> {
    [doccano(), prodigy(), hugging_face()].into_iter().flatten().collect()
}

fn doccano() -> Vec<Case> {
    let check = |damage, content, expected| one("doccano", damage, content, expected);
    let good = r#"{"text":"é 漢 👩‍🚀","label":[[0,1,"A"]]}"#;
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(Structure, "[\"text\"]\n", expect!["line 1, column 1: expected an object, found a list"]),
        check(
            Structure,
            "{\"id\":1,\"label\":[]}\n",
            expect!["line 1.text: expected a string, found nothing"],
        ),
        check(
            Structure,
            &format!("{good}\n{{\"text\" \"é\"}}\n"),
            expect![[
                r#"line 2, column 9: expected ":" after a name, found a quotation mark; left the line out"#
            ]],
        ),
        check(
            Structure,
            r#"{"text":"é","label":[0,1,"A"]}"#,
            expect![[r#"
                line 1.label[0]: expected [start, end, label], found 0; left it out
                line 1.label[1]: expected [start, end, label], found 1; left it out
                line 1.label[2]: expected [start, end, label], found "A"; left it out"#]],
        ),
        check(Value, r#"{"text":["é"],"label":[]}"#, expect!["line 1.text: expected a string, found a list"]),
        check(
            Value,
            r#"{"text":"é","label":{"A":[0,1]}}"#,
            expect!["line 1.label: expected a list, found an object; left it out"],
        ),
        check(
            Value,
            r#"{"text":"é","label":[[0,1,7]]}"#,
            expect!["line 1.label[0]: expected [start, end, label], found [0,1,7]; left it out"],
        ),
        check(
            Value,
            r#"{"text":"é","label":[[0,1," "]]}"#,
            expect!["line 1.label[0]: expected a label, found none; left it out"],
        ),
        check(
            Value,
            r#"{"id":{},"text":"é","label":[]}"#,
            expect!["line 1.id: expected a string or a number, found an object; left it out"],
        ),
        check(
            Truncated,
            &format!("{good}\n{{\"text\":\"漢"),
            expect![
                "line 2, column 11: expected the quotation mark that ends a string, found the end of the file; left the line out"
            ],
        ),
        check(
            Outside,
            r#"{"text":"é 漢 👩‍🚀","label":[[4,8,"A"]]}"#,
            expect![
                "line 1.label[0]: expected a stretch of the text between 0 and 7, found 4 to 8; left it out"
            ],
        ),
        check(
            NoNumber,
            r#"{"text":"é","label":[["0",1,"A"]]}"#,
            expect![[r#"line 1.label[0]: expected [start, end, label], found ["0",1,"A"]; left it out"#]],
        ),
        check(
            NoNumber,
            r#"{"text":"é","label":[[0,-1,"A"],[0,0.5,"A"]]}"#,
            expect![[r#"
                line 1.label[0]: expected [start, end, label], found [0,-1,"A"]; left it out
                line 1.label[1]: expected [start, end, label], found [0,0.5,"A"]; left it out"#]],
        ),
        check(
            NoNumber,
            r#"{"text":"é","entities":[{"start_offset":"a","end_offset":1,"label":"A"}]}"#,
            expect![[r#"
                line 1.entities[0].start_offset: expected a whole number, found "a"; left it out
                line 1.entities[0]: expected a stretch of the text between 0 and 1, found no offsets; left it out"#]],
        ),
        check(
            Reversed,
            r#"{"text":"é 漢 👩‍🚀","label":[[3,2,"A"]]}"#,
            expect![
                "line 1.label[0]: expected a stretch of the text between 0 and 7, found 3 to 2; left it out"
            ],
        ),
        check(
            Reversed,
            r#"{"text":"é","entities":[{"start_offset":1,"end_offset":1,"label":"A"}]}"#,
            expect![
                "line 1.entities[0]: expected a stretch of the text between 0 and 1, found 1 to 1; left it out"
            ],
        ),
    ]
}

fn prodigy() -> Vec<Case> {
    let check = |damage, content, expected| one("prodigy", damage, content, expected);
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(Structure, "{\"image\":\"a.png\"}\n", expect!["line 1.text: expected a string, found nothing"]),
        check(
            Structure,
            "{\"text\":\"é\",\"answer\":\"accept\"}\n7\n",
            expect!["line 2, column 1: expected an object, found 7; left the line out"],
        ),
        check(
            Value,
            r#"{"text":"é","spans":{}}"#,
            expect!["line 1.spans: expected a list, found an object; left it out"],
        ),
        check(
            Value,
            r#"{"text":"é","spans":[5]}"#,
            expect!["line 1.spans[0]: expected an object, found 5; left it out"],
        ),
        check(
            Value,
            r#"{"text":"é","answer":"yes"}"#,
            expect![[
                r#"line 1.answer: expected accept, reject or ignore, found "yes"; read its marks as suggestions"#
            ]],
        ),
        check(
            Value,
            r#"{"text":"é","answer":"accept","spans":[{"start":0,"end":1,"label":7}]}"#,
            expect!["line 1.spans[0].label: expected a string, found 7; left spans[0] out"],
        ),
        check(
            Value,
            r#"{"text":"é","answer":"accept","spans":[{"start":0,"end":1,"label":"A","score":"high"}]}"#,
            expect![[r#"line 1.spans[0].score: expected a number, found "high"; left it out"#]],
        ),
        check(
            Truncated,
            "{\"text\":\"é\"}\n{\"text\":\"é\",\"spans\":[{\"sta",
            expect![
                "line 2, column 27: expected the quotation mark that ends a string, found the end of the file; left the line out"
            ],
        ),
        check(
            Outside,
            r#"{"text":"é","answer":"accept","spans":[{"start":0,"end":5,"label":"A"}]}"#,
            expect![
                "line 1.spans[0]: expected a stretch of the text between 0 and 1, found 0 to 5; left it out"
            ],
        ),
        check(
            NoNumber,
            r#"{"text":"é","answer":"accept","spans":[{"start":"0","end":null,"label":"A"}]}"#,
            expect![[r#"
                line 1.spans[0].start: expected a whole number, found "0"; left it out
                line 1.spans[0].end: expected a whole number, found nothing
                line 1.spans[0]: expected a stretch of the text between 0 and 1, found no offsets; left it out"#]],
        ),
        check(
            Reversed,
            r#"{"text":"é 漢","answer":"accept","spans":[{"start":3,"end":1,"label":"A"}]}"#,
            expect![
                "line 1.spans[0]: expected a stretch of the text between 0 and 3, found 3 to 1; left it out"
            ],
        ),
    ]
}

fn hugging_face() -> Vec<Case> {
    let check = |damage, content, expected| one("hf", damage, content, expected);
    let good = r#"{"document":"n","tokens":["é"],"ner_tags":["B-A"]}"#;
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(
            Structure,
            "{\"text\":\"é\"}\n",
            expect!["line 1.tokens: expected a list of tokens, found nothing"],
        ),
        check(
            Structure,
            &format!("{good}\n[]\n"),
            expect!["line 2, column 1: expected an object, found a list; left the line out"],
        ),
        check(
            Structure,
            r#"{"tokens":["é","漢"],"ner_tags":["O"]}"#,
            expect![
                "line 1.ner_tags: expected 2 tags, one for each token, found 1; read the missing ones as O"
            ],
        ),
        check(
            Structure,
            r#"{"tokens":["é"]}"#,
            expect!["line 1.ner_tags: expected a list of tags, found nothing; read them as O"],
        ),
        check(
            Value,
            r#"{"tokens":"é","ner_tags":["O"]}"#,
            expect![[r#"line 1.tokens: expected a list of strings, found "é""#]],
        ),
        check(
            Value,
            r#"{"tokens":["é"],"ner_tags":"O"}"#,
            expect![[r#"line 1.ner_tags: expected a list of strings, found "O"; read them as O"#]],
        ),
        check(
            Value,
            r#"{"tokens":["é"],"ner_tags":[3]}"#,
            expect![[
                r#"line 1.ner_tags: expected tags as strings, or a line {"names": […]} before them, found numbers; read them as O"#
            ]],
        ),
        check(
            Value,
            r#"{"tokens":["é","漢"],"ner_tags":["B-A","L-B"]}"#,
            expect![[r#"line 1.ner_tags[1]: expected a tag that begins B, found "L-B"; began one there"#]],
        ),
        check(
            Value,
            r#"{"tokens":["é","漢"],"ner_tags":["Q-A","B-"]}"#,
            expect![[r#"
                line 1.ner_tags[0]: expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found "Q-A"; read it as O
                line 1.ner_tags[1]: expected a label after "B", found "B-"; read it as O"#]],
        ),
        check(
            Value,
            "{\"names\":[\"O\"]}\n{\"tokens\":[\"é\"],\"ner_tags\":[-1]}\n",
            expect!["line 2.ner_tags: expected numbers from 0 to 0, found -1; read it as O"],
        ),
        check(
            Value,
            &format!("{{\"names\":7}}\n{good}"),
            expect!["line 1.names: expected a list of tags, found 7; left it out"],
        ),
        check(
            Truncated,
            &format!("{good}\n{{\"tokens\":[\"é\","),
            expect!["line 2, column 16: expected a value, found the end of the file; left the line out"],
        ),
    ]
}
