//! What is left out and changed for a format, case by case; `tests/formats.rs` has the properties.

use expect_test::{Expect, expect};

use super::fit;
use crate::annotation::document_to_notation;
use crate::format::testing::project;
use crate::format::{Fix, Overlap, Part, Rules, Text};

/// Shows what is left of a document in bracket notation, and what is told.
fn check(notation: &str, rules: Rules, fixes: &[Fix], expected: Expect) {
    let rules = Rules { parts: &[Part::DocumentIds, Part::Origins, Part::AnnotationIds], ..rules };
    let fitted = fit(&project(notation), &rules, fixes);
    let mut shown = String::new();
    for document in &fitted.project.documents {
        shown += &format!("{}: {}\n", document.id, document_to_notation(document));
    }
    fitted.losses.iter().for_each(|loss| shown += &format!("-- {loss}\n"));
    expected.assert_eq(&shown.replace('\r', "\\r"));
    assert_eq!(fit(&fitted.project, &rules, fixes).losses, [], "what fits fits again");
}

const ACCEPTED: Rules = Rules::accepted(&[]);

#[test]
fn what_is_not_accepted_is_left_out() {
    check(
        "[A é] [B? 漢] [C! x]",
        ACCEPTED,
        &[],
        expect![[r#"
        d1: [A é] 漢 [C! x]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[1]: only suggested: left out
    "#]],
    );
    check(
        "[A é] [B? 漢] [C! x]",
        ACCEPTED,
        &[Fix::Suggestions],
        expect![[r#"
        d1: [A é] [B 漢] [C! x]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[1]: only suggested: written as accepted
    "#]],
    );
}

#[test]
fn of_marks_that_overlap_the_longer_is_written() {
    let apart = Rules { overlap: Overlap::None, ..ACCEPTED };
    check(
        "[A é [B 漢] x] [C 👩‍🚀]",
        apart,
        &[],
        expect![[r#"
        d1: [A é 漢 x] [C 👩‍🚀]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[1]: overlaps another mark: left out
    "#]],
    );
    check(
        "[A [B é]]",
        apart,
        &[],
        expect![[r#"
        d1: [A é]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[1]: overlaps another mark: left out
    "#]],
    );
    check(
        "[A é [B 漢] x]",
        Rules { overlap: Overlap::OnRequest, ..ACCEPTED },
        &[Fix::Overlaps],
        expect![[r#"
            d1: [A é [B 漢] x]
            -- the project: not carried: colours, keys and guidelines
        "#]],
    );
}

#[test]
fn marks_end_where_tokens_do() {
    let tokens = Rules { tokens: true, ..ACCEPTED };
    check(
        "un[A do] it[B  ][C , \r\nthen]",
        tokens,
        &[],
        expect![[r#"
        d1: undo it [C , \r
        then]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[0]: begins or ends inside a word: left out
        -- documents[0].annotations[1]: nothing of it is carried: left out
    "#]],
    );
    check(
        "un[A do] it[B  ][C , \r\nthen]",
        tokens,
        &[Fix::Tokens],
        expect![[r#"
        d1: [A undo] it [C , \r
        then]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[0]: begins or ends inside a word: widened
        -- documents[0].annotations[1]: nothing of it is carried: left out
    "#]],
    );
}

#[test]
fn texts_become_what_the_format_carries() {
    check(
        "[A é\r\nb]\r[B \r]\n",
        Rules { text: Text::LineFeeds, ..ACCEPTED },
        &[],
        expect![[r#"
        d1: [A é
        b]
        [B 
        ]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0]: line ends: changed to line feeds
    "#]],
    );
    check(
        "[A é\u{1}]b\u{c}[B \u{1}]",
        Rules { text: Text::Xml, ..ACCEPTED },
        &[],
        expect![[r#"
        d1: [A é�]b�[B �]
        -- the project: not carried: colours, keys and guidelines
        -- documents[0]: characters that the format cannot hold: changed to U+FFFD
    "#]],
    );
    let tokens = Rules { text: Text::Tokens(&['|']), tokens: true, ..ACCEPTED };
    check(
        "He\u{a0}said[A |]. [B Łódź\r\n is]  so. Yes!",
        tokens,
        &[],
        expect![[r#"
        d1: He said [A �] .
        [B Łódź is] so .
        Yes !
        -- the project: not carried: colours, keys and guidelines
        -- documents[0]: text: only its words, a space between them, a line for each sentence
    "#]],
    );
    check(
        "He said. [A It\r\nis] so.",
        Rules { text: Text::Line(&[]), ..tokens },
        &[],
        expect![[r#"
        d1: He said . [A It is] so .
        -- the project: not carried: colours, keys and guidelines
        -- documents[0]: text: only its words, a space between them
    "#]],
    );
    check(
        " \t",
        Rules { wordless: false, ..tokens },
        &[],
        expect![[r#"
        -- documents[0]: has no words: left out
    "#]],
    );
}
