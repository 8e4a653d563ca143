//! brat's folders, case by case.

use super::FORMAT;
use crate::annotation::{Annotation, Edit};
use crate::format::File;
use crate::format::testing::{check_error, check_write, project, shown};
use expect_test::{Expect, expect};
use std::rc::Rc;

/// Shows what is read of a text and its lines.
fn check(text: &str, ann: &str, expected: Expect) {
    let file = |name: &str, content: &str| File { name: name.into(), content: content.into() };
    let files = [file("b/annotation.conf", "[entities]\n"), file("b/n1.ann", ann), file("b/n1.txt", text)];
    let imported = FORMAT.read_files(&files).unwrap_or_else(|error| panic!("{error}"));
    let mut shown = shown(&imported);
    for one in imported.project.documents.iter().flat_map(|document| document.annotations()) {
        if one.value.is_some() || one.note.is_some() || one.entity.is_some() {
            shown += &format!("{} {:?} {:?} {:?}\n", one.label, one.value, one.note, one.entity);
        }
    }
    expected.assert_eq(&shown);
}

#[test]
fn writes_a_text_and_its_marks() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme\r\nCourt\r\n], [A é [B 漢]]. [C? x] [D.é! שלום\u{2028}\tשלום][E \n][F \n\n]",
        expect![[r#"
            == d1.ann
            T1	COURT 8 15;16 21	Supreme Court
            T2	A 24 27	é 漢
            T3	B 26 27	漢
            T4	D___ 31 41	שלום  שלום
            == d1.txt
            👨‍🚒 The Supreme
            Court
            , é 漢. x שלום 	שלום


            == annotation.conf
            [entities]
            COURT
            A
            B
            D___
            [relations]
            [events]
            [attributes]
            -- the project: not carried: colours, keys and guidelines
            -- documents[0]: line ends: changed to line feeds
            -- documents[0].annotations[0]: not carried: origin
            -- documents[0].annotations[0]: line ends at its ends: cut off
            -- documents[0].annotations[1]: not carried: origin
            -- documents[0].annotations[2]: not carried: origin
            -- documents[0].annotations[3]: only suggested: left out
            -- documents[0].annotations[4]: not carried: annotation id, origin
            -- documents[0].annotations[4]: label has a name that the format cannot hold: renamed
            -- documents[0].annotations[5]: nothing of it can be seen: left out
            -- documents[0].annotations[6]: nothing of it can be seen: left out
        "#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
            == d1.ann
            == d1.txt
            == annotation.conf
            [entities]
            [relations]
            [events]
            [attributes]
        "#]],
    );
}

#[test]
fn notes_and_values_are_on_one_line() {
    let mut project = project("[A é] [A 漢] [B x]");
    let mut document = (*project.documents[0]).clone();
    for (at, note, value) in [(0, "see\r\nthis\t", "2024-03-05"), (1, " ", "a b"), (2, "fine", "x|y")] {
        let one = (*document.annotations()[at]).clone();
        let one = Annotation { note: Some(note.into()), value: Some(value.into()), ..one };
        Edit::Replace(Rc::new(one)).apply(&mut document).unwrap();
    }
    project.documents = vec![document.into()];
    let exported = FORMAT.write(&project, &[]);
    let losses: String = exported.losses.iter().map(|loss| format!("{loss}\n")).collect();
    expect![[r#"
        T1	A 0 1	é
        A1	Value T1 2024-03-05
        #1	AnnotatorNotes T1	see  this
        T2	A 2 3	漢
        T3	B 4 5	x
        #2	AnnotatorNotes T3	fine
        the project: not carried: colours, keys and guidelines
        documents[0].annotations[0]: not carried: origin
        documents[0].annotations[0]: a note of several lines, or an empty one: written in one line, or not at all
        documents[0].annotations[1]: not carried: origin
        documents[0].annotations[1]: a note of several lines, or an empty one: written in one line, or not at all
        documents[0].annotations[1]: a value that an attribute of brat cannot have: left out
        documents[0].annotations[2]: not carried: origin
        documents[0].annotations[2]: a value that an attribute of brat cannot have: left out
    "#]].assert_eq(&(exported.content().to_owned() + &losses));
}

#[test]
fn reads_all_that_is_said_of_marks() {
    check(
        "The Supreme\nCourt sat in Łódź.",
        "#1\tAnnotatorNotes T1\tcheck\n#2\tAnnotatorNotes T1\tthis\nA1\tValue T1 2024-03-05\n\
         N1\tReference T1 wikidata:Q11201\tSupreme Court\nT1\tCOURT 4 11;12 17\tSupreme Court\n\
         T2\tPLACE 25 29\tŁódź\nT3\tX 0 3;18 21\tThe sat\nR1\tin Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\nE1\tSit:T2 Who:T1\n\
         A2\tSure T2\nA3\tValue T3 x\n#3\tAnnotatorNotes R1\tno\nN2\tReference T2 Q1\tŁódź\nA4\tSure T9\nT4\tX 4\n\nno line\n",
        expect![[r#"
            n1: The [COURT Supreme
            Court] sat in [PLACE Łódź].
            -- n1.ann, line 7, column 6: a mark of pieces apart: Tagline has none; left it out
            -- n1.ann, line 16, column 6: expected an id, a tab, a type and two offsets, found "T4\tX 4"; left it out
            -- n1.ann, line 8, column 1: a relation, in: Tagline has none; left it out
            -- n1.ann, line 9, column 1: an equivalence of marks: Tagline has none; left it out
            -- n1.ann, line 10, column 1: an event, Sit:T2: Tagline has none; left it out
            -- n1.ann, line 11, column 1: an attribute, Sure: Tagline has none of this name; left it out
            -- n1.ann, line 12, column 10: expected a mark that was read, found T3, which was left out; left it out too
            -- n1.ann, line 13, column 19: expected a note of a mark, found AnnotatorNotes R1; left it out
            -- n1.ann, line 14, column 17: expected one reference for a mark, as authority:id, found "Q1"; left it out
            -- n1.ann, line 15, column 9: expected the id of a mark, found "T9"; left it out
            -- n1.ann, line 18, column 1: expected an id that begins with T, A, N or #, a tab, and what it says, found "no line"; left it out
            COURT Some("2024-03-05") Some("check\nthis") Some(EntityId("wikidata:Q11201"))
        "#]],
    );
}

#[test]
fn other_counts_are_known_by_the_words() {
    check(
        "👩‍🚀\t漢\r\nb x",
        "T1\tX 6 10\t漢 b\nT2\tY 11 12\tx\n",
        expect![[r#"
            n1: 👩‍🚀	[X 漢\r
            b] [Y x]
            -- n1.ann: expected offsets in code points, found UTF-16 units: the words of 2 of 2 marks stand there; read them so
        "#]],
    );
    check(
        "é\r\nb",
        "T1\tX 3 4\tb\nT1\tX 0 1\t\n",
        expect![[r#"
            n1: [X é]\r
            [X b]
            -- n1.ann, line 2, column 1: expected a new id, found T1 again; what is said of T1 is said of this one
        "#]],
    );
}

#[test]
fn says_what_is_missing() {
    check_error(
        &FORMAT,
        "T1\tA 0 1\ta\n",
        expect![
            "the file: expected files that end in .txt and .ann, found another; pack those of a folder as a zip archive"
        ],
    );
    let files = [File { name: "a.ann".into(), content: "T1\tA 0 1\ta\n".into() }];
    expect!["a.ann: expected a.txt beside it, found none"]
        .assert_eq(&FORMAT.read_files(&files).unwrap_err().to_string());
}
