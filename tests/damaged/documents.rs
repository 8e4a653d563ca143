//! A file for each document: GATE, CAS.

use expect_test::expect;

use super::Damage::{NoNumber, Outside, Reversed, Structure, Truncated, Value};
use super::{Case, one, several};

pub fn cases() -> Vec<Case> {
    [gate(), cas()].into_iter().flatten().collect()
}

fn gate() -> Vec<Case> {
    let check = |damage, content: &str, expected| one("gatenlp", damage, content, expected);
    let mark = |fields: &str| {
        format!(
            r#"{{"annotation_sets":{{"":{{"annotations":[{{"type":"A",{fields}}}]}}}},"text":"é 漢","offset_type":"p"}}"#
        )
    };
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(
            Structure,
            "{\"annotation_sets\":{}}",
            expect![[r#"line 1, column 1: expected an object with "text", found one without"#]],
        ),
        check(Structure, "[]", expect!["line 1, column 1: expected an object, found a list"]),
        check(
            Value,
            "{\"annotation_sets\":[],\"text\":\"é\"}",
            expect!["annotation_sets: expected an object, found a list; left it out"],
        ),
        check(Value, "{\"annotation_sets\":{},\"text\":7}", expect!["text: expected a string, found 7"]),
        check(
            Value,
            "{\"annotation_sets\":{},\"text\":\"é\",\"offset_type\":\"x\"}",
            expect![[r#"offset_type: expected p or j, found "x"; read it as p"#]],
        ),
        check(
            Value,
            &mark(r#""start":0,"end":1,"features":7"#),
            expect![[
                r#"annotation_sets."".annotations[0].features: expected an object, found 7; left it out"#
            ]],
        ),
        check(
            Value,
            r#"{"text":"é","entities":{"A":7}}"#,
            expect!["entities.A: expected a list of marks, found 7; left it out"],
        ),
        check(
            Truncated,
            "{\"annotation_sets\":{\"\":{\n\"name\":",
            expect!["line 2, column 8: expected a value, found the end of the file"],
        ),
        check(
            Outside,
            &mark(r#""start":0,"end":9"#),
            expect![[
                r#"annotation_sets."".annotations[0]: expected a stretch of the text between 0 and 3, found 0 to 9; left it out"#
            ]],
        ),
        check(
            NoNumber,
            &mark(r#""start":"0","end":1"#),
            expect![[r#"
                annotation_sets."".annotations[0].start: expected a whole number, found "0"; left it out
                annotation_sets."".annotations[0]: expected a stretch of the text between 0 and 3, found no offsets; left it out"#]],
        ),
        check(
            NoNumber,
            r#"{"text":"é","entities":{"A":[{"indices":["0",1]}]}}"#,
            expect![[r#"entities.A[0].indices: expected [start, end], found ["0",1]; left the mark out"#]],
        ),
        check(
            Reversed,
            &mark(r#""start":3,"end":2"#),
            expect![[
                r#"annotation_sets."".annotations[0]: expected a stretch of the text between 0 and 3, found 3 to 2; left it out"#
            ]],
        ),
        several(
            "gatenlp",
            Truncated,
            &[("a.bdocjs", "{"), ("b.bdocjs", &mark("\"start\":0,\"end\":9"))],
            expect![[r#"
                a.bdocjs: line 1, column 2: expected "}", found the end of the file; left the file out
                b.bdocjs: annotation_sets."".annotations[0]: expected a stretch of the text between 0 and 3, found 0 to 9; left it out"#]],
        ),
    ]
}

fn cas() -> Vec<Case> {
    let check = |damage, content: &str, expected| one("cas", damage, content, expected);
    let mark = |fields: &str| {
        format!(
            "{{\"%FEATURE_STRUCTURES\":[{{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\",\"sofaID\":\"v\",\"sofaString\":\"é 漢 👩‍🚀\"}},\n\
             {{\"%ID\":2,\"%TYPE\":\"x.A\",\"@sofa\":1,{fields}}}]}}"
        )
    };
    vec![
        check(Structure, "An article.\n", expect![[r#"line 1, column 1: expected a value, found "A""#]]),
        check(
            Structure,
            "[]",
            expect!["line 1, column 1: expected an object with %FEATURE_STRUCTURES, found []"],
        ),
        check(
            Structure,
            "{\"text\":\"é\"}",
            expect![
                "%FEATURE_STRUCTURES: expected a list of feature structures, found nothing; is this a CAS in JSON 0.4?"
            ],
        ),
        check(
            Structure,
            r#"{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa"}]}"#,
            expect!["%FEATURE_STRUCTURES[0]: expected a text in sofaString, found none"],
        ),
        check(
            Value,
            r#"{"%FEATURE_STRUCTURES":7}"#,
            expect!["%FEATURE_STRUCTURES: expected a list, found 7"],
        ),
        check(
            Value,
            r#"{"%FEATURE_STRUCTURES":["a"]}"#,
            expect![[r#"%FEATURE_STRUCTURES[0]: expected an object, found "a""#]],
        ),
        check(
            Truncated,
            "{\"%TYPES\":{},\n\"%FEATURE_STRUCTURES\":[",
            expect![[r#"line 2, column 24: expected "]", found the end of the file"#]],
        ),
        check(
            Outside,
            &mark(r#""begin":0,"end":90,"value":"A""#),
            expect![
                "%FEATURE_STRUCTURES[1]: expected a stretch of the text between 0 and 9, found 0 to 90; left it out"
            ],
        ),
        check(
            NoNumber,
            &mark(r#""begin":"0","end":1,"value":"A""#),
            expect![[r#"
                %FEATURE_STRUCTURES[1].begin: expected a whole number, found "0"; left it out
                %FEATURE_STRUCTURES[1]: expected a stretch of the text between 0 and 9, found no offsets; left it out"#]],
        ),
        check(
            Reversed,
            &mark(r#""begin":3,"end":1,"value":"A""#),
            expect![
                "%FEATURE_STRUCTURES[1]: expected a stretch of the text between 0 and 9, found 3 to 1; left it out"
            ],
        ),
        several(
            "cas",
            Structure,
            &[("a.json", "[]"), ("b.json", &mark(r#""begin":3,"end":1,"value":"A""#))],
            expect![[r#"
                a.json: line 1, column 1: expected an object with %FEATURE_STRUCTURES, found []; left the file out
                b.json.%FEATURE_STRUCTURES[1]: expected a stretch of the text between 0 and 9, found 3 to 1; left it out"#]],
        ),
    ]
}
