//! What bracket notation promises.

use super::super::testing;
use super::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// Reads `notation`, shows the text and the spans, and sees that it is written back as it was.
fn check(notation: &str, expected: Expect) {
    let read = parse_notation(notation).unwrap();
    let mut shown = format!("{:?}\n", read.text);
    for (span, label, status) in &read.spans {
        shown += &format!("{label} {} {:?}\n", status.name(), span.slice(&read.text).unwrap());
    }
    expected.assert_eq(&shown);
    assert_eq!(write_notation(&read), notation);
}

fn check_error(notation: &str, expected: Expect) {
    expected.assert_eq(&parse_notation(notation).unwrap_err().to_string());
}

#[test]
fn brackets() {
    check(
        "",
        expect![[r#"
        ""
    "#]],
    );
    check(
        "[PERSON Angela Merkel] flew to [PLACE? Paris], not [PLACE~ Orly].\n",
        expect![[r#"
        "Angela Merkel flew to Paris, not Orly.\n"
        PERSON accepted "Angela Merkel"
        PLACE suggested "Paris"
        PLACE rejected "Orly"
    "#]],
    );
    check(
        "[COURT 9th Circuit of [PLACE [STATE Ohio]]]\r\n[X 漢\néé]👩‍🚀",
        expect![[r#"
        "9th Circuit of Ohio\r\n漢\néé👩\u{200d}🚀"
        COURT accepted "9th Circuit of Ohio"
        PLACE accepted "Ohio"
        STATE accepted "Ohio"
        X accepted "漢\néé"
    "#]],
    );
    check(
        "the \\[sic\\] C:\\\\ ^ = ==",
        expect![[r#"
        "the [sic] C:\\ ^ = =="
    "#]],
    );
    check(
        "\\^ a\n  \\^^ b\n\\=== c\n[X ^]",
        expect![[r#"
        "^ a\n  ^^ b\n=== c\n^"
        X accepted "^"
    "#]],
    );
    check(
        "[TYPE\\ OF\\ \\[A\\]\\nB\\?? x] [A?B y] [\\~ z]".replace("A?B", "A\\?B").as_str(),
        expect![[r#"
        "x y z"
        TYPE OF [A]
        B? suggested "x"
        A?B accepted "y"
        ~ accepted "z"
    "#]],
    );
    check(
        "[ADRESSE שדרות [PLACE 漢\n]b]",
        expect![[r#"
        "שדרות 漢\nb"
        ADRESSE accepted "שדרות 漢\nb"
        PLACE accepted "漢\n"
    "#]],
    );
}

#[test]
fn crossing_spans() {
    let court =
        "The [COURT Supreme Court of Ohio] Bar sat.\n                            ^^^^^^^^^ ORGANIZATION";
    check(
        court,
        expect![[r#"
        "The Supreme Court of Ohio Bar sat."
        COURT accepted "Supreme Court of Ohio"
        ORGANIZATION accepted "Ohio Bar"
    "#]],
    );
    check(
        &format!("{court}\n"),
        expect![[r#"
        "The Supreme Court of Ohio Bar sat.\n"
        COURT accepted "Supreme Court of Ohio"
        ORGANIZATION accepted "Ohio Bar"
    "#]],
    );
    check(
        "[A ab]c\n    ^^^^ B?\n    ^^^^ C~\nd",
        expect![[r#"
        "abc\nd"
        A accepted "ab"
        B suggested "bc\n"
        C rejected "bc\n"
    "#]],
    );
    check(
        "[A e\u{301}é]👩‍🚀 漢\n    ^^^^^^ B\\ C",
        expect![[r#"
        "e\u{301}é👩\u{200d}🚀 漢"
        A accepted "e\u{301}é"
        B C accepted "\u{301}é👩\u{200d}🚀"
    "#]],
    );
    check(
        "[A x\\[]\\[\n    ^^^^^ B",
        expect![[r#"
        "x[["
        A accepted "x["
        B accepted "[["
    "#]],
    );
}

#[test]
fn crossing_spans_go_on_over_line_ends() {
    check(
        "[PLACE New York\n           ^^^^^+ AGENCY\nCity] Council\n^^^^^^^^^^^^^",
        expect![[r#"
        "New York\nCity Council"
        PLACE accepted "New York\nCity"
        AGENCY accepted "York\nCity Council"
    "#]],
    );
    check(
        "[A ab\r\n    ^^^+ B\n\n^+\n]b\n ^",
        expect![[r#"
        "ab\r\n\nb"
        A accepted "ab\r\n\n"
        B accepted "b\r\n\nb"
    "#]],
    );
    check(
        "[A ab\n    ^^+ B\n    ^^+ C\nb]c\n^^^\n^^^",
        expect![[r#"
        "ab\nbc"
        A accepted "ab\nb"
        B accepted "b\nbc"
        C accepted "b\nbc"
    "#]],
    );
    check(
        "[A ab\nb]c\n^^^ C\n",
        expect![[r#"
        "ab\nbc\n"
        A accepted "ab\nb"
        C accepted "bc"
    "#]],
    );
}

#[test]
fn carets_read_with_more_freedom_than_they_are_written() {
    let written = parse_notation("[A ab]c\n    ^^^ B\nd").unwrap();
    for same in ["[A ab]c\r\n    ^^^ B  \r\nd", "[A ab]c\n    ^^^ B\r\nd"] {
        let read = parse_notation(same).unwrap();
        assert_eq!(read.spans, written.spans, "{same}");
    }
    assert_eq!(parse_notation("ab\n^ B\n ^ C").unwrap().spans.len(), 2);
}

#[test]
fn says_where_and_what() {
    check_error(
        "He [sic] left",
        expect![[
            r#"line 1, column 8: expected a label and a space after "[", found "]"; write \[ and \] for the characters"#
        ]],
    );
    check_error("a\n漢 [X ]", expect![[r#"line 2, column 6: expected words after the label, found "]""#]]);
    check_error(
        "[X y",
        expect![[r#"line 1, column 1: expected a "]" that closes X, found the end of the text"#]],
    );
    check_error(
        "[X\ny]",
        expect![
            "line 1, column 3: expected a space and the words after the label, found the end of the line"
        ],
    );
    check_error(
        "[ y]",
        expect![[
            r#"line 1, column 2: expected a label after "[", found a space; write \[ for the character"#
        ]],
    );
    check_error(
        "[? y]",
        expect![[
            r#"line 1, column 2: expected a label after "[", found a space; write \[ for the character"#
        ]],
    );
    check_error(
        "a] b",
        expect![[
            r#"line 1, column 2: expected text, found a "]" that closes nothing; write \] for the character"#
        ]],
    );
    check_error(
        "C:\\dir",
        expect![[
            r#"line 1, column 4: expected [, ], \, ^ or = after a backslash, found "d"; write \\ for a backslash"#
        ]],
    );
    check_error(
        "a\\",
        expect![[
            r#"line 1, column 3: expected [, ], \, ^ or = after a backslash, found the end of the line; write \\ for a backslash"#
        ]],
    );
    check_error(
        "[A\\x b]",
        expect![[
            r#"line 1, column 4: expected a space, [, ], \, ?, ~, n or r after a backslash in a label, found "x""#
        ]],
    );
    check_error(
        "^^ X",
        expect![[
            r#"line 1, column 1: expected a line of text above the carets, found none; write \^ for the character"#
        ]],
    );
    check_error(
        "é\n^",
        expect!["line 2, column 2: expected a space and a label after the carets, found the end of the line"],
    );
    check_error(
        "é\n^X",
        expect![[r#"line 2, column 2: expected a space and a label after the carets, found "X""#]],
    );
    check_error(
        "é\n^ X y",
        expect![[
            r#"line 2, column 4: expected the end of the line after the label, found a space; write \ and a space in a label"#
        ]],
    );
    check_error(
        "é\n^^ X",
        expect!["line 2, column 2: expected a character above the last caret, found the end of the text"],
    );
    check_error(
        "é\n ^^ X\n",
        expect![
            "line 2, column 3: expected carets under the line above, which ends in column 1, found one past it"
        ],
    );
    check_error(
        "é\n^+ X\n",
        expect![
            "line 2, column 2: expected the carets before a + to reach one past the line above, which stands for its line end, found fewer"
        ],
    );
    check_error(
        "é\n^^+ X\nb\nc",
        expect![
            "line 2, column 1: expected X to go on under the next line of text, found no carets without a label there"
        ],
    );
    check_error(
        "é\n^^+ X\nbc\n ^",
        expect![
            "line 4, column 2: expected the first caret under the line's first character, as X goes on here, found it further on"
        ],
    );
    check_error(
        "[X y]\n^^^ Z",
        expect![
            "line 2, column 1: expected a character of the text above the carets, found only brackets or a label"
        ],
    );
}

/// Ids sort as words: the tenth of many annotations of one span once came before the second.
#[test]
fn a_document_keeps_the_order_of_what_stands_in_one_place() {
    let notation = format!("{}é{}", (0..120).map(|n| format!("[L{n} ")).collect::<String>(), "]".repeat(120));
    assert_eq!(testing::written(&testing::read(&notation)), notation);
}

#[test]
fn leaves_out_what_does_not_fit() {
    let label = Label::new("X").unwrap();
    let spans = [1..2, 0..9].map(|range| (Span::of(range).unwrap(), label.clone(), Status::Accepted));
    assert_eq!(write_notation(&Notation { text: "é".into(), spans: spans.into() }), "é");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(notation in testing::notation()) {
        let written = write_notation(&notation);
        prop_assert_eq!(parse_notation(&written), Ok(notation), "{}", written);
    }

    #[test]
    fn anything_is_read_or_refused_in_its_place(text in "(?s)[\\[\\]\\\\^+?~ XY=é漢\r\n]{0,40}") {
        match parse_notation(&text) {
            Ok(read) => prop_assert_eq!(parse_notation(&write_notation(&read)), Ok(read)),
            Err(error) => {
                let line = text.split('\n').nth(error.line - 1).unwrap();
                prop_assert!(error.column <= line.chars().count() + 1, "{}", error);
            }
        }
    }
}
