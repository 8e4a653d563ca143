//! Web annotations and TEI.

use expect_test::expect;

use super::Damage::{NoNumber, Outside, Partner, Reversed, Structure, Truncated, Value};
use super::{Case, one, several};

pub fn cases() -> Vec<Case> {
    [web("w3c"), web("w3c-utf16"), tei()].into_iter().flatten().collect()
}

fn annotation(selector: &str) -> String {
    format!(
        r#"[{{"type":"Annotation","body":{{"type":"TextualBody","value":"A","purpose":"tagging"}},"target":{{"selector":{selector}}}}}]"#
    )
}

/// What is said is the same of both ways to count, since nothing here stands behind an emoji.
fn web(format: &'static str) -> Vec<Case> {
    let check = |damage, list: &str, expected| {
        several(format, damage, &[("a.jsonld", list), ("a.txt", "é 漢")], expected)
    };
    let position = |start: &str, end: &str| {
        annotation(&format!(r#"{{"type":"TextPositionSelector","start":{start},"end":{end}}}"#))
    };
    vec![
        one(
            format,
            Structure,
            "An article.\n",
            expect![[r#"line 1, column 1: expected a value, found "A""#]],
        ),
        check(
            Structure,
            "7",
            expect![
                "a.jsonld, line 1, column 1: expected a list of annotations or an object that holds some, found 7"
            ],
        ),
        check(Structure, "[5]", expect!["[0]: expected an object, found 5; left it out"]),
        check(
            Structure,
            r#"[{"type":"Annotation","body":"A"}]"#,
            expect!["[0].target: expected a target, found nothing; left the annotation out"],
        ),
        check(
            Structure,
            &annotation("{\"type\":\"XPathSelector\",\"value\":\"/p\"}"),
            expect![
                "[0].target: expected a TextQuoteSelector or TextPositionSelector, found XPathSelector; left it out"
            ],
        ),
        check(
            Structure,
            r#"{"type":"AnnotationPage","items":[],"next":"https://example.org/2"}"#,
            expect![[
                r#"next: expected a page of annotations, found its address "https://example.org/2"; left it out"#
            ]],
        ),
        check(
            Value,
            &annotation("{\"type\":\"TextQuoteSelector\",\"exact\":7}"),
            expect![[r#"
                [0].target.selector.exact: expected a string, found 7; left it out
                [0].target: expected a TextQuoteSelector or TextPositionSelector, found none; left it out"#]],
        ),
        check(
            Value,
            &annotation("{\"type\":\"TextQuoteSelector\",\"exact\":\"nowhere\"}"),
            expect![[r#"[0].target: expected "nowhere", found it nowhere in the text; left it out"#]],
        ),
        check(
            Value,
            &position("0", "1").replace("\"tagging\"", "\"linking\"").replace("\"value\":\"A\",", ""),
            expect![[r#"
                [0].body: expected a body with a value or a source, found TextualBody; left it out
                [0].target: expected a label, found none; left it out"#]],
        ),
        check(
            Truncated,
            "[{\"type\":\"Annotation\",\n\"body\":[",
            expect![[r#"line 2, column 9: expected "]", found the end of the file"#]],
        ),
        check(
            Outside,
            &position("2", "9"),
            expect!["[0].target: expected a stretch of the text between 0 and 3, found 2 to 9; left it out"],
        ),
        check(
            NoNumber,
            &position("\"a\"", "1"),
            expect![[r#"
                [0].target.selector.start: expected a whole number, found "a"; left it out
                [0].target: expected a TextQuoteSelector or TextPositionSelector, found none; left it out"#]],
        ),
        check(
            Reversed,
            &position("3", "2"),
            expect!["[0].target: expected a stretch of the text between 0 and 3, found 3 to 2; left it out"],
        ),
        one(
            format,
            Partner,
            &position("0", "1"),
            expect![
                "NAME.txt: expected the text that the annotations are of, found none: they hold only offsets and quotes; put it beside NAME.jsonld, in one folder or zip archive"
            ],
        ),
        several(
            format,
            Partner,
            &[("a.jsonld", &position("0", "1")), ("b.jsonld", &position("0", "1")), ("a.txt", "é 漢")],
            expect![[
                r#"b.jsonld: expected the text "" beside it as a file that ends in .txt, found none; left its mark out"#
            ]],
        ),
        several(
            format,
            Truncated,
            &[("a.jsonld", "[]"), ("b.jsonld", "["), ("a.txt", "é 漢")],
            expect![[
                r#"b.jsonld, line 1, column 2: expected "]", found the end of the file; left the file out"#
            ]],
        ),
        several(
            format,
            Structure,
            &[("a.jsonld", "[]"), ("a.docx", ""), ("a.txt", "é 漢")],
            expect![
                "a.docx: expected a file that ends in .jsonld, .json or .txt, found another; left it out"
            ],
        ),
    ]
}

fn tei() -> Vec<Case> {
    let check = |damage, content: &str, expected| one("tei", damage, content, expected);
    let stands_apart = |target: &str| {
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<text><body><p xml:id=\"p1\">é 漢</p></body></text>\n\
             <standOff><annotation target=\"{target}\"><note>A</note></annotation></standOff></TEI>"
        )
    };
    vec![
        check(
            Structure,
            "\nAn article.\n",
            expect![[r#"line 2, column 1: expected an XML element, found "A""#]],
        ),
        check(
            Structure,
            "<!-- é -->\n <html><p>An article.</p></html>",
            expect!["line 2, column 2: expected an element TEI or teiCorpus, found html"],
        ),
        check(
            Structure,
            "<TEI>\n <teiHeader/>\n</TEI>",
            expect!["line 1, column 1: expected an element text, found none"],
        ),
        check(
            Structure,
            "<TEI><text><p>é</text></p></TEI>",
            expect!["line 1, column 16: expected </p>, found </text>"],
        ),
        check(
            Structure,
            "<TEI><text><p>é & 漢</p></text></TEI>",
            expect!["line 1, column 17: expected &amp; or another reference, found a lone &"],
        ),
        check(
            Structure,
            "<TEI><text><p>é\n&nbsp;</p></text></TEI>",
            expect![
                "line 2, column 1: expected a character or an entity that the file defines, found &nbsp;"
            ],
        ),
        check(
            Structure,
            "<TEI><text><p n='1' n='2'>é</p></text></TEI>",
            expect!["line 1, column 21: expected the attribute n once, found it again"],
        ),
        check(
            Structure,
            "<TEI><text><p n=1>é</p></text></TEI>",
            expect!["line 1, column 17: expected a quote, found '1'"],
        ),
        check(
            Value,
            "<TEI><text><p>é\u{1} <persName>漢</persName></p></text></TEI>",
            expect![
                "line 1, column 16: expected characters that XML can hold, found U+0001; read it and others as U+FFFD"
            ],
        ),
        check(
            Value,
            "<TEI><text><p>\né <persName ref=\"a b\">漢</persName></p></text></TEI>",
            expect![[r#"
                line 2, column 3, persName: expected an address, found "a"; left it out
                line 2, column 3, persName: expected one address, found "b" too; left that out"#]],
        ),
        check(
            Value,
            "<TEI><text><p>é <name type=' '>漢</name></p></text></TEI>",
            expect!["line 1, column 17, name: expected a label, found none; left it out"],
        ),
        check(
            Truncated,
            "<TEI><text>\n<p>é",
            expect!["line 2, column 5: expected the end of every element, found the end of the file"],
        ),
        check(
            Truncated,
            "<TEI><text>\n<p>é</p",
            expect!["line 2, column 8: expected the end of every element, found the end of the file"],
        ),
        check(
            Outside,
            &stands_apart("#string-range(p1,0,40)"),
            expect![[
                r##"line 3, column 11, annotation: expected a stretch of the text, found "#string-range(p1,0,40)"; left it out"##
            ]],
        ),
        check(
            Outside,
            &stands_apart("#string-range(p9,0,1)"),
            expect![[
                r##"line 3, column 11, annotation: expected a stretch of the text, found "#string-range(p9,0,1)"; left it out"##
            ]],
        ),
        check(
            NoNumber,
            &stands_apart("#string-range(p1,a,1)"),
            expect![[
                r##"line 3, column 11, annotation: expected a target string-range(id,start,length), found "#string-range(p1,a,1)"; left it out"##
            ]],
        ),
        check(
            Reversed,
            &stands_apart("#string-range(p1,2,-1)"),
            expect![[
                r##"line 3, column 11, annotation: expected a target string-range(id,start,length), found "#string-range(p1,2,-1)"; left it out"##
            ]],
        ),
        check(
            Reversed,
            &stands_apart("#string-range(p1,2,0)"),
            expect![
                "line 3, column 11, annotation: expected a stretch of the text between 0 and 6, found 3 to 2; left it out"
            ],
        ),
    ]
}
