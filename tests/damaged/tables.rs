//! Tables beside their texts: CSV, Comprehend.

use expect_test::expect;

use super::Damage::{Columns, NoNumber, Outside, Partner, Reversed, Structure, Truncated, Value};
use super::{Case, one, several};

pub fn cases() -> Vec<Case> {
    [csv(), comprehend()].into_iter().flatten().collect()
}

fn csv() -> Vec<Case> {
    let texts = "document,text\nn,é 漢\n";
    let check = |damage, rows: &str, expected| {
        let mentions = format!("document,start,end,text,label,status,score\n{rows}");
        several("csv", damage, &[("mentions.csv", &mentions), ("documents.csv", texts)], expected)
    };
    vec![
        one(
            "csv",
            Structure,
            "An article.\n",
            expect![
                "line 1, column 1: expected columns document, start, end and label, or document and text, found an_article."
            ],
        ),
        several(
            "csv",
            Structure,
            &[("m.csv", "document,begin,label\nn,0,A\n"), ("documents.csv", texts)],
            expect![
                "m.csv, line 1, column 1: expected columns document, start, end and label, or document and text, found document, begin, label"
            ],
        ),
        check(
            Structure,
            "other,0,1,é,A,,\n",
            expect![[
                r#"mentions.csv, line 2, column document: expected a document of those with a text, found "other"; left the row out"#
            ]],
        ),
        check(
            Value,
            "n,0,1,é,A,maybe,\n",
            expect![[
                r#"mentions.csv, line 2, column status: expected the status suggested, accepted or rejected, found "maybe"; read it as accepted"#
            ]],
        ),
        check(
            Value,
            "n,0,1,é,A,,high\n",
            expect![[
                r#"mentions.csv, line 2, column score: expected a number as the score, found "high"; left it out"#
            ]],
        ),
        check(
            Value,
            "n,0,1,é,,,\n",
            expect!["mentions.csv, line 2, column label: expected a label, found none; left the row out"],
        ),
        check(
            Value,
            "n,2,3,é,A,,\n",
            expect![[
                r#"mentions.csv, line 2, column start: expected "é", found "漢" from 2 to 3; moved it to 0 to 1, the only place with these words"#
            ]],
        ),
        check(
            Columns,
            "n,0\n",
            expect![[r#"
                mentions.csv, line 2, column 3: expected 7 columns, found 2; read the missing ones as empty
                mentions.csv, line 2, column end: expected a whole number, found ""
                mentions.csv, line 2, column label: expected a label, found none; left the row out"#]],
        ),
        check(
            Columns,
            "n,0,1,é,A,accepted,1,more,and more\n",
            expect!["mentions.csv, line 2, column 8: expected 7 columns, found 9; left the last 2 out"],
        ),
        check(
            Truncated,
            "n,0,1,é,A,,\nn,2,3,\"漢",
            expect![[r#"
                mentions.csv, line 3, column 5: expected 7 columns, found 4; read the missing ones as empty
                mentions.csv, line 3, column label: expected a label, found none; left the row out"#]],
        ),
        check(
            Outside,
            "n,2,9,,A,,\n",
            expect![
                "mentions.csv, line 2, column start: expected a stretch of the text between 0 and 3, found 2 to 9; left it out"
            ],
        ),
        check(
            NoNumber,
            "n,x,1.5,,A,,\n",
            expect![[r#"
                mentions.csv, line 2, column start: expected a whole number, found "x"
                mentions.csv, line 2, column end: expected a whole number, found "1.5"
                mentions.csv, line 2, column start: expected a stretch of the text between 0 and 3, found no offsets; left it out"#]],
        ),
        check(
            Reversed,
            "n,3,2,,A,,\n",
            expect![
                "mentions.csv, line 2, column start: expected a stretch of the text between 0 and 3, found 3 to 2; left it out"
            ],
        ),
        several(
            "csv",
            Partner,
            &[("mentions.csv", "document,start,end,label\nn,0,1,A\n")],
            expect![
                "documents.csv: expected the texts beside the mentions, as a table with the columns document and text, found none; put both files into one zip archive"
            ],
        ),
    ]
}

fn comprehend() -> Vec<Case> {
    let check = |damage, rows: &str, expected| {
        let table = format!("File,Begin Offset,End Offset,Type\n{rows}");
        several("comprehend", damage, &[("annotations.csv", &table), ("documents/a.txt", "é 漢")], expected)
    };
    vec![
        one(
            "comprehend",
            Structure,
            "An article.\n",
            expect![
                "annotations.csv: expected a table with the columns File, Begin Offset, End Offset and Type, found none"
            ],
        ),
        several(
            "comprehend",
            Structure,
            &[("a.csv", "File,Begin,End,Type\na.txt,0,1,A\n"), ("a.txt", "é")],
            expect![
                "a.csv, line 1, column 1: expected the columns File, Begin Offset, End Offset and Type, found file, begin, end, type"
            ],
        ),
        check(
            Value,
            "a.txt,0,1,\n",
            expect!["annotations.csv, line 2, column type: expected a label, found none; left the row out"],
        ),
        check(
            Columns,
            "a.txt,0\n",
            expect![[r#"
                annotations.csv, line 2, column 3: expected 4 columns, found 2; read the missing ones as empty
                annotations.csv, line 2, column end_offset: expected a whole number, found ""
                annotations.csv, line 2, column type: expected a label, found none; left the row out"#]],
        ),
        check(
            Truncated,
            "a.txt,0,1,A\na.t",
            expect![[r#"
                annotations.csv, line 3, column 2: expected 4 columns, found 1; read the missing ones as empty
                annotations.csv, line 3, column begin_offset: expected a whole number, found ""
                annotations.csv, line 3, column end_offset: expected a whole number, found ""
                annotations.csv, line 3, column file: expected the text of "a.t", found none; left the row out"#]],
        ),
        check(
            Outside,
            "a.txt,2,9,A\n",
            expect![
                "annotations.csv, line 2, column begin_offset: expected a stretch of the text between 0 and 3, found 2 to 9; left it out"
            ],
        ),
        check(
            NoNumber,
            "a.txt,x,1.5,A\n",
            expect![[r#"
                annotations.csv, line 2, column begin_offset: expected a whole number, found "x"
                annotations.csv, line 2, column end_offset: expected a whole number, found "1.5"
                annotations.csv, line 2, column begin_offset: expected a stretch of the text between 0 and 3, found no offsets; left it out"#]],
        ),
        check(
            Reversed,
            "a.txt,3,2,A\n",
            expect![
                "annotations.csv, line 2, column begin_offset: expected a stretch of the text between 0 and 3, found 3 to 2; left it out"
            ],
        ),
        check(
            Partner,
            "b.txt,0,1,A\n",
            expect![[
                r#"annotations.csv, line 2, column file: expected the text of "b.txt", found none; left the row out"#
            ]],
        ),
        one(
            "comprehend",
            Partner,
            "File,Begin Offset,End Offset,Type\na.txt,0,1,A\n",
            expect![[r#"annotations.csv, line 2, column file: expected the text of "a.txt", found none"#]],
        ),
        several(
            "comprehend",
            Partner,
            &[("documents/a.txt", "é 漢")],
            expect![
                "annotations.csv: expected a table with the columns File, Begin Offset, End Offset and Type, found none"
            ],
        ),
    ]
}
