//! Files of tokens in columns, and text with marks in it: CoNLL-2003, BILOU, spaCy IOB, CoNLL-U, brackets.

use expect_test::expect;

use super::Damage::{Columns, Structure, Truncated, Value};
use super::{Case, one};

pub fn cases() -> Vec<Case> {
    [conll2003(), bilou(), spacy_iob(), conllu(), brackets()].into_iter().flatten().collect()
}

fn conll2003() -> Vec<Case> {
    let check = |damage, content, expected| one("conll2003", damage, content, expected);
    let good = "-DOCSTART- -X- O O\n\nEU NNP I-NP B-ORG\n";
    vec![
        check(
            Structure,
            "An\narticle\n",
            expect![[r#"line 1, column 1: expected a token, a space or a tab, and its tag, found "An""#]],
        ),
        check(
            Structure,
            "\u{feff}\r\n{}\r\n",
            expect![[r#"line 2, column 1: expected a token, a space or a tab, and its tag, found "{}""#]],
        ),
        check(
            Value,
            &format!("{good}漢 NNP I-NP Q-LOC\n"),
            expect![[
                r#"line 4, column 12: expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found "Q-LOC"; read it as O"#
            ]],
        ),
        check(
            Value,
            &format!("{good}漢\tNNP\tI-NP\tB-\n"),
            expect![[r#"line 4, column 12: expected a label after "B", found "B-"; read it as O"#]],
        ),
        check(
            Value,
            &format!("{good}漢 NNP I-NP E-LOC\n"),
            expect![[r#"line 4, column 12: expected a tag that begins LOC, found "E-LOC"; began one there"#]],
        ),
        check(
            Columns,
            &format!("{good}漢\n"),
            expect![[
                r#"line 4, column 1: expected a token, a space or a tab, and its tag, found "漢"; read it as O"#
            ]],
        ),
        check(
            Truncated,
            &format!("{good}\nrejec"),
            expect![[
                r#"line 5, column 1: expected a token, a space or a tab, and its tag, found "rejec"; read it as O"#
            ]],
        ),
    ]
}

fn bilou() -> Vec<Case> {
    let check = |damage, content, expected| one("bilou", damage, content, expected);
    vec![
        check(
            Structure,
            "An\narticle\n",
            expect![[r#"line 1, column 1: expected a token, a space or a tab, and its tag, found "An""#]],
        ),
        check(
            Value,
            "a\tB-X\né\tL-Y\n",
            expect![[r#"line 2, column 3: expected a tag that begins Y, found "L-Y"; began one there"#]],
        ),
        check(
            Value,
            "a\tB-X\né\t?-X\n\n漢\tS-\n",
            expect![[r#"
                line 2, column 3: expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found "?-X"; read it as O
                line 4, column 3: expected a label after "S", found "S-"; read it as O"#]],
        ),
        check(
            Columns,
            "a\tB-X\r\n\r\né\r\n",
            expect![[
                r#"line 3, column 1: expected a token, a space or a tab, and its tag, found "é"; read it as O"#
            ]],
        ),
        check(
            Truncated,
            "a\tB-X\né",
            expect![[
                r#"line 2, column 1: expected a token, a space or a tab, and its tag, found "é"; read it as O"#
            ]],
        ),
    ]
}

fn spacy_iob() -> Vec<Case> {
    let check = |damage, content, expected| one("spacy-iob", damage, content, expected);
    vec![
        check(
            Structure,
            "An article.\n",
            expect![[r#"line 1, column 1: expected a token, "|" and its tag, found "An""#]],
        ),
        check(
            Structure,
            "|O\n",
            expect![[r#"line 1, column 1: expected a token, "|" and its tag, found "|O""#]],
        ),
        check(
            Value,
            "é|B-A 漢|L-B x|?-C\n",
            expect![[r#"
                line 1, column 7: expected a tag that begins B, found "L-B"; began one there
                line 1, column 13: expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found "?-C"; read it as O"#]],
        ),
        check(
            Value,
            "é|O\n漢|B-\n",
            expect![[r#"line 2, column 1: expected a label after "B", found "B-"; read it as O"#]],
        ),
        check(
            Columns,
            "é|O 漢 x|O\n",
            expect![[r#"line 1, column 5: expected a token, "|" and its tag, found "漢"; read it as O"#]],
        ),
        check(
            Truncated,
            "é|O 漢|B-A\nx|O 漢",
            expect![[r#"line 2, column 5: expected a token, "|" and its tag, found "漢"; read it as O"#]],
        ),
    ]
}

fn conllu() -> Vec<Case> {
    let check = |damage, content, expected| one("conllu", damage, content, expected);
    let good = "# newdoc id = n\n1\té\t_\t_\t_\t_\t_\t_\t_\tNER=B-A\n";
    vec![
        check(
            Structure,
            "An article.\n",
            expect![[
                r#"line 1, column 1: expected columns parted by tabs, a number and a word the first, found "An article.""#
            ]],
        ),
        check(
            Structure,
            &format!("{good}An article.\n"),
            expect![[
                r#"line 3, column 1: expected columns parted by tabs, a number and a word the first, found "An article."; left the line out"#
            ]],
        ),
        check(
            Structure,
            &format!("# text = 漢\n{good}\n"),
            expect!["line 1, column 10: expected the text of the tokens below, found another; took theirs"],
        ),
        check(
            Value,
            &format!("{good}two\t漢\t_\t_\t_\t_\t_\t_\t_\t_\n"),
            expect![[
                r#"line 3, column 1: expected columns parted by tabs, a number and a word the first, found "two\t漢\t_\t_\t_\t_\t_\t_\t_\t_"; left the line out"#
            ]],
        ),
        check(
            Value,
            &format!("{good}2\t漢\t_\t_\t_\t_\t_\t_\t_\tNER=L-B\n"),
            expect![[r#"line 3, column 23: expected a tag that begins B, found "L-B"; began one there"#]],
        ),
        check(
            Value,
            &format!("{good}2\t漢\t_\t_\t_\t_\t_\t_\t_\tNER=Q-B|SpaceAfter=No\n"),
            expect![[
                r#"line 3, column 23: expected a tag that begins with B-, I-, L-, U-, E- or S-, or O, found "Q-B"; read it as O"#
            ]],
        ),
        check(
            Columns,
            &format!("{good}2 漢 _ _ _ _ _ _ _ _\n"),
            expect![[
                r#"line 3, column 1: expected columns parted by tabs, a number and a word the first, found "2 漢 _ _ _ _ _ _ _ _"; left the line out"#
            ]],
        ),
        check(
            Columns,
            &format!("{good}2\t\t_\t_\t_\t_\t_\t_\t_\t_\n"),
            expect![[
                r#"line 3, column 3: expected columns parted by tabs, a number and a word the first, found "2\t\t_\t_\t_\t_\t_\t_\t_\t_"; left the line out"#
            ]],
        ),
        check(
            Columns,
            &format!("{good}2\t漢\t_\tNER=B-A\n"),
            expect!["line 3, column 14: expected 10 columns, found 4; read those"],
        ),
        check(
            Truncated,
            &format!("{good}2"),
            expect![[
                r#"line 3, column 2: expected columns parted by tabs, a number and a word the first, found "2"; left the line out"#
            ]],
        ),
        check(
            Truncated,
            &format!("{good}2\t漢\t_\t_"),
            expect!["line 3, column 8: expected 10 columns, found 4; read those"],
        ),
    ]
}

fn brackets() -> Vec<Case> {
    let check = |damage, content, expected| one("brackets", damage, content, expected);
    vec![
        check(
            Structure,
            "not [sic] fine",
            expect![[
                r#"line 1, column 9: expected a label and a space after "[", found "]"; write \[ and \] for the characters"#
            ]],
        ),
        check(
            Structure,
            "=== a\nfine\n=== b\r\né ] 漢\n",
            expect![[
                r#"line 4, column 3: expected text, found a "]" that closes nothing; write \] for the character; left the document out"#
            ]],
        ),
        check(
            Structure,
            "=== a\nfine\n=== a\nagain\n",
            expect![[r#"line 3: expected a new name, found "a" again; called the document "a-2""#]],
        ),
        check(
            Value,
            "=== a\n[ é]\n",
            expect![[
                r#"line 2, column 2: expected a label after "[", found a space; write \[ for the character"#
            ]],
        ),
        check(
            Value,
            "=== a\né 漢\n  ^^ \n",
            expect![
                "line 3, column 5: expected a space and a label after the carets, found the end of the line"
            ],
        ),
        check(
            Value,
            "=== a\né \\x\n",
            expect![[
                r#"line 2, column 4: expected [, ], \, ^ or = after a backslash, found "x"; write \\ for a backslash"#
            ]],
        ),
        check(
            Truncated,
            "=== a\nfine\n=== b\n[A é [B 漢]",
            expect![[
                r#"line 4, column 1: expected a "]" that closes A, found the end of the text; left the document out"#
            ]],
        ),
        check(
            Truncated,
            "=== a\nfine\n=== b\né \\",
            expect![[
                r#"line 4, column 4: expected [, ], \, ^ or = after a backslash, found the end of the line; write \\ for a backslash; left the document out"#
            ]],
        ),
    ]
}
