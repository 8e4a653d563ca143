//! Tables of mentions, case by case.

use super::FORMAT;
use crate::annotation::{Annotation, Edit, Evidence, Origin};
use crate::format::File;
use crate::format::testing::{check_error, check_write, project, shown};
use expect_test::{Expect, expect};
use std::rc::Rc;

/// Shows what is read of files, each of a name and a content.
fn check(files: &[(&str, &str)], expected: Expect) {
    let files: Vec<File> = files
        .iter()
        .map(|(name, content)| File { name: (*name).into(), content: (*content).into() })
        .collect();
    expected.assert_eq(&shown(&FORMAT.read_files(&files).unwrap_or_else(|error| panic!("{error}"))));
}

#[test]
fn writes_two_tables() {
    check_write(
        &FORMAT,
        "👨‍🚒 \"The [COURT Supreme\r\nCourt]\", [A é [B 漢]]. [C? x] [D! שלום]",
        expect![[r#"
            == mentions.csv
            document,start,end,text,label,status,by,annotator,version,score,evidence,authority,entity,entity_name,value,note
            d1,9,23,"Supreme\r
            Court",COURT,accepted,person,Ada,,,,,,,,
            d1,26,29,é 漢,A,accepted,person,Ada,,,,,,,,
            d1,28,29,漢,B,accepted,person,Ada,,,,,,,,
            d1,31,32,x,C,suggested,person,Ada,,,,,,,,
            d1,33,37,שלום,D!,accepted,person,Ada,,,,,,,,
            == documents.csv
            document,text
            d1,"👨‍🚒 ""The Supreme\r
            Court"", é 漢. x שלום"
            -- the project: not carried: colours, keys and guidelines
        "#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
            == mentions.csv
            document,start,end,text,label,status,by,annotator,version,score,evidence,authority,entity,entity_name,value,note
            == documents.csv
            document,text
            d1,
        "#]],
    );
}

#[test]
fn what_a_tagger_said_comes_back() {
    let mut project = project("[A é]");
    let mut document = (*project.documents[0]).clone();
    let one = Annotation {
        origin: Origin::Tagger { name: "model".into(), version: "1".into() },
        score: Some(0.25),
        evidence: vec![Evidence { rule: "a, \"b\"".into(), detail: "漢\n".into() }],
        note: Some("".into()),
        value: Some("x".into()),
        ..(*document.annotations()[0]).clone()
    };
    Edit::Replace(Rc::new(one)).apply(&mut document).unwrap();
    project.documents = vec![document.into()];
    let exported = FORMAT.write(&project, &[]);
    expect![[r#"
        document,start,end,text,label,status,by,annotator,version,score,evidence,authority,entity,entity_name,value,note
        d1,0,1,é,A,accepted,tagger,model,1,0.25,"[[""a, \""b\"""",""漢\n""]]",,,,x,
    "#]].assert_eq(exported.content());
    expect![[r#"
        the project: not carried: colours, keys and guidelines
        documents[0].annotations[0]: an empty note or value: read as none
    "#]]
    .assert_eq(&exported.losses.iter().map(|loss| format!("{loss}\n")).collect::<String>());
    let read = FORMAT.read_files(&exported.files).unwrap();
    assert_eq!(read.issues, []);
    let (before, after) =
        (&project.documents[0].annotations()[0], &read.project.documents[0].annotations()[0]);
    assert_eq!(
        (&before.evidence, before.score, &before.origin),
        (&after.evidence, after.score, &after.origin)
    );
    assert_eq!(after.note, None);
}

#[test]
fn reads_other_tables() {
    check(
        &[
            (
                "x/m.tsv",
                "Doc ID\tBegin\tStop\tLabel\tmention\na\t2\t3\tX\t漢\nb\t0\t9\tX\t\nc\t0\t1\tX\t\na\tx\t1\tX\té\n",
            ),
            ("x/a.txt", "é 漢"),
            ("x/b.txt", "b\r\n"),
        ],
        expect![[r#"
            a: [X é] [X 漢]
            b: b\r

            -- m.tsv, line 4, column doc_id: expected a document of those with a text, found "c"; left the row out
            -- m.tsv, line 5, column begin: expected a whole number, found "x"
            -- m.tsv, line 5, column begin: expected "é", found no offsets; moved it to 0 to 1, the only place with these words
            -- m.tsv, line 3, column begin: expected a stretch of the text between 0 and 3, found 0 to 9; left it out
        "#]],
    );
    check(
        &[
            ("", "\u{feff}id;content\r\n1;👩‍🚀 x\r\n"),
            (
                "m.csv",
                "document,start,end,label,text,status,by,score,evidence,entity,sure\n1,6,7,A,x,ACCEPTED,me,high,no,Q 1,y\n1,0,1,A,,done,,,,,\n1,0,1,,,,,,,,\n",
            ),
        ],
        expect![[r#"
            1: 👩‍🚀 [A x]
            -- m.csv, line 1, column sure: expected columns that are known, found sure; left out
            -- m.csv, line 2, column by: expected person or tagger, found "me"; read it as person
            -- m.csv, line 2, column score: expected a number as the score, found "high"; left it out
            -- m.csv, line 2, column evidence: expected a JSON list of pairs as the evidence, found "no"; left it out
            -- m.csv, line 2, column entity: expected an authority and an id of it without white space, found ":Q 1"; left it out
            -- m.csv, line 3, column status: expected the status suggested, accepted or rejected, found "done"; read it as accepted
            -- m.csv, line 4, column label: expected a label, found none; left the row out
            -- line 1: expected offsets in code points, found UTF-16 units: the words of 1 of 1 marks stand there; read them so
            -- m.csv, line 3, column start: expected a stretch of the text between 0 and 7, found 0 to 1; left it out
        "#]],
    );
    check(
        &[("a.txt", "é")],
        expect![[r#"
            a: é
        "#]],
    );
}

#[test]
fn says_what_is_missing() {
    check_error(
        &FORMAT,
        "document,start,end,label\na,0,1,X\n",
        expect![
            "documents.csv: expected the texts beside the mentions, as a table with the columns document and text, found none; put both files into one zip archive"
        ],
    );
    check_error(
        &FORMAT,
        "An article, of a kind.",
        expect![
            "line 1, column 1: expected columns document, start, end and label, or document and text, found an_article, of_a_kind."
        ],
    );
}
