//! What is written for the W3C's model and for JavaScript, and what is read of other programs' files.

use expect_test::{Expect, expect};

use super::{FORMAT, FORMAT_UTF16};
use crate::format::testing::{check_error, check_write, shown};
use crate::format::{File, Format};

/// Shows what is read of a list of annotations and the texts beside it.
fn check_read(format: &Format, files: &[(&str, &str)], expected: Expect) {
    let files: Vec<File> = files
        .iter()
        .map(|(name, content)| File { name: (*name).to_owned(), content: (*content).to_owned() })
        .collect();
    let imported = format.read_files(&files).unwrap_or_else(|error| panic!("{error}"));
    let mut all = shown(&imported);
    for one in imported.project.documents.iter().flat_map(|document| document.annotations()) {
        if let Some(entity) = &one.entity {
            all += &format!("{} names {}\n", one.id.0, entity.0);
        }
        if let Some(note) = &one.note {
            all += &format!("{} notes {note:?}\n", one.id.0);
        }
        all += &format!("{} by {:?}\n", one.id.0, one.origin);
    }
    expected.assert_eq(&all);
}

#[test]
fn writes_a_list_beside_each_text() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [B 漢]]. [C? x]",
        expect![[r#"
            == d1.w3c.jsonld
            [
            {"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:tagline:d1:a1","type":"Annotation","motivation":"tagging","creator":{"type":"Person","name":"Ada"},"body":[{"type":"TextualBody","purpose":"tagging","value":"COURT"}],"target":{"source":"urn:tagline:d1","selector":[{"type":"TextQuoteSelector","exact":"Supreme Court","prefix":"👨‍🚒 The ","suffix":"\nin é 漢. x"},{"type":"TextPositionSelector","start":8,"end":21}]}},
            {"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:tagline:d1:a2","type":"Annotation","motivation":"tagging","creator":{"type":"Person","name":"Ada"},"body":[{"type":"TextualBody","purpose":"tagging","value":"A"}],"target":{"source":"urn:tagline:d1","selector":[{"type":"TextQuoteSelector","exact":"é 漢","prefix":"👨‍🚒 The Supreme Court\nin ","suffix":". x"},{"type":"TextPositionSelector","start":25,"end":28}]}},
            {"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:tagline:d1:a3","type":"Annotation","motivation":"tagging","creator":{"type":"Person","name":"Ada"},"body":[{"type":"TextualBody","purpose":"tagging","value":"B"}],"target":{"source":"urn:tagline:d1","selector":[{"type":"TextQuoteSelector","exact":"漢","prefix":"👨‍🚒 The Supreme Court\nin é ","suffix":". x"},{"type":"TextPositionSelector","start":27,"end":28}]}}
            ]
            == d1.txt
            👨‍🚒 The Supreme Court
            in é 漢. x-- the project: not carried: colours, keys and guidelines
            -- documents[0]: line ends: changed to line feeds
            -- documents[0].annotations[3]: only suggested: left out
        "#]],
    );
    check_write(
        &FORMAT_UTF16,
        "👨‍🚒 The [COURT Court]",
        expect![[r#"
            == d1.w3c-utf16.jsonld
            [
            {"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:tagline:d1:a1","type":"Annotation","motivation":"tagging","creator":{"type":"Person","name":"Ada"},"body":[{"type":"TextualBody","purpose":"tagging","value":"COURT"}],"target":{"source":"urn:tagline:d1","selector":[{"type":"TextQuoteSelector","exact":"Court","prefix":"👨‍🚒 The ","suffix":""},{"type":"TextPositionSelector","start":10,"end":15}]}}
            ]
            == d1.txt
            👨‍🚒 The Court"#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
            == d1.w3c.jsonld
            [
            ]
            == d1.txt
        "#]],
    );
}

#[test]
fn reads_what_recogito_and_hypothesis_write() {
    check_read(
        &FORMAT_UTF16,
        &[
            (
                "a.json",
                r#"[{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","id":"x","body":[{"type":"TextualBody","purpose":"tagging","value":"COURT"},{"type":"TextualBody","purpose":"commenting","value":"é?"}],"target":[{"annotation":"x","source":"http://a","selector":[{"type":"TextQuoteSelector","exact":"Supreme Court","prefix":"The "},{"type":"TextPositionSelector","start":10,"end":23}]}],"creator":{"id":"u1","name":"Ada"}}]"#,
            ),
            ("a.txt", "👨‍🚒 The Supreme Court sat."),
        ],
        expect![[r#"
            a: 👨‍🚒 The [COURT Supreme Court] sat.
            a1 notes "é?"
            a1 by Annotator("Ada")
        "#]],
    );
    check_read(
        &FORMAT,
        &[
            ("texts/a.txt", "é 漢, then é"),
            (
                "export.json",
                r#"{"annotations":[{"uri":"https://x.org/a","tags":["A","B"],"text":"see","user":"acct:bob@hypothes.is","target":[{"source":"https://x.org/a","selector":[{"type":"RangeSelector"},{"type":"TextQuoteSelector","exact":"é","prefix":"then "}]}]},{"target":[{"source":"https://x.org/a"}],"tags":["A"]}]}"#,
            ),
        ],
        expect![[r#"
            a: é 漢, then [A [B é]]
            -- annotations[1].target[0]: expected a TextQuoteSelector or TextPositionSelector, found none; left it out
            a1 notes "see"
            a1 by Annotator("acct:bob@hypothes.is")
            a2 notes "see"
            a2 by Annotator("acct:bob@hypothes.is")
        "#]],
    );
}

#[test]
fn reads_pages_and_collections() {
    check_read(
        &FORMAT,
        &[
            (
                "c.jsonld",
                r#"{"type":"AnnotationCollection","first":{"type":"AnnotationPage","items":[
                {"type":"Annotation","body":{"type":"TextualBody","purpose":"tagging","value":"A"},"creator":{"nickname":"bo"},"target":{"source":"urn:potato:t:one","selector":{"type":"TextQuoteSelector","exact":"漢","refinedBy":{"type":"TextPositionSelector","start":2,"end":3}}}},
                {"type":"Annotation","motivation":"oa:identifying","body":["https://www.wikidata.org/wiki/Q1","B"],"target":{"source":"urn:potato:t:two.txt","selector":{"type":"TextPositionSelector","start":0,"end":1}}},
                {"type":"Annotation","motivation":"linking","body":"a","target":"b"},
                {"type":"Annotation","body":"A","target":{"source":"three","selector":{"type":"TextPositionSelector","start":0,"end":1}}},
                {"type":"Annotation","body":"A"}, 7]}}"#,
            ),
            ("one.txt", "é 漢"),
            ("two.txt", "x"),
        ],
        expect![[r#"
            one: é [A 漢]
            two: [B x]
            -- first.items[5]: expected an object, found 7; left it out
            -- first.items[2]: a relation between two marks: Tagline has none; left it out
            -- first.items[4].target: expected a target, found nothing; left the annotation out
            -- c.jsonld: expected the text "three" beside it as a file that ends in .txt, found none; left its mark out
            a1 by Annotator("bo")
            a1 names wikidata:Q1
            a1 by Annotator("unknown")
        "#]],
    );
}

#[test]
fn says_what_is_missing() {
    check_error(
        &FORMAT,
        "[]",
        expect![
            "NAME.txt: expected the text that the annotations are of, found none: they hold only offsets and quotes; put it beside NAME.jsonld, in one folder or zip archive"
        ],
    );
    check_error(
        &FORMAT,
        r#"[{"body":"A","target":{"source":"https://x.org/n1","selector":{"type":"TextPositionSelector","start":0,"end":1}}}]"#,
        expect![
            "n1.txt: expected the text that the annotations are of, found none: they hold only offsets and quotes; put it beside n1.jsonld, in one folder or zip archive"
        ],
    );
    check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
    check_error(&FORMAT, "[{", expect![[r#"line 1, column 3: expected "}", found the end of the file"#]]);
}
