//! What the JavaScript API answers; what it throws is tested where it is built (tests/api).

use serde_json::{Value, json};

use super::*;
use crate::job::read::Content;
use crate::tagging::Data;

const MARKED: &str = "=== 👩‍🚀\n[PERSON Zoë] [COURT? 漢] in [PLACE [PLACE Oslo] Fjord].\r\n";

fn text(content: &str) -> Content {
    Content::Text(content.to_owned())
}

#[test]
fn options_that_nobody_asks_for_are_told() {
    let mut options = Options::new("options", json!({"unit": null, "uint": 1})).unwrap();
    assert_eq!(options.string("unit"), Ok(None));
    assert_eq!(options.end().unwrap_err().message, "options: expected unit, found \"uint\"");
    let told = |value| Options::new("options", value).unwrap_err().message;
    assert_eq!(told(json!([1])), "options: expected an object, found a list");
    assert_eq!(
        told(json!("é".repeat(50))),
        format!("options: expected an object, found \"{}…\"", "é".repeat(40))
    );
}

#[test]
fn a_conversion_tells_what_fits_and_what_would() {
    let how = json!({"from": "brackets", "to": "spacy", "label": ["COURT", "PLACE"]});
    let converted = convert(text(MARKED), how).unwrap();
    assert!(converted.content.is_some_and(|content| content.contains("Oslo")) && converted.bytes.is_none());
    assert_eq!((converted.chosen.annotations, converted.chosen.all_annotations), (3, 4));
    let suggested = converted.losses.iter().find(|loss| loss.fix == Some("suggestions")).unwrap();
    assert_eq!((suggested.document, suggested.annotation), (Some(0), Some(0)));
    assert_eq!(suggested.place, "documents[0].annotations[0]");
    assert_eq!(suggested.message, "only suggested: left out");
    let total = converted.totals.iter().find(|total| total.fix == Some("suggestions")).unwrap();
    assert_eq!((total.count, &*total.message), (1, "only suggested: left out"));

    let packed = convert(text(MARKED), json!({"from": "brackets", "to": "brat", "fix": "all"})).unwrap();
    let bytes = packed.bytes.unwrap();
    let back = convert(Content::Bytes(bytes), json!({"from": "brat", "to": "brackets"})).unwrap();
    assert!(back.content.unwrap().contains("[PERSON Zoë] [COURT 漢] in [PLACE [PLACE Oslo] Fjord]."));
}

#[test]
fn each_failure_has_its_code() {
    let check = |content: Content, how: Value, code: Code| {
        assert_eq!(convert(content, how).unwrap_err().code, code);
    };
    let how = json!({"from": "brat", "to": "spacy"});
    check(text(""), json!({}), Code::Usage);
    check(text(""), how.clone(), Code::Format);
    check(Content::Bytes(vec![0xff]), how.clone(), Code::NotUtf8);
    check(Content::Bytes(b"PK\x03\x04".to_vec()), how, Code::Archive);
    let failure = tag(None, json!({"text": "é"}), Value::Null).unwrap_err();
    assert_eq!(failure.code, Code::NotLoaded);
    assert_eq!(serde_json::to_value(&failure).unwrap()["code"], "not-loaded");
    let rules = json!({"rules": "{"});
    assert_eq!(tag(Some(Data::embedded()), json!({"text": ""}), rules).unwrap_err().code, Code::Format);
}

#[test]
fn several_files_go_by_their_names() {
    let file = |name: Option<&str>, marked: &str| GivenFile {
        name: name.map(str::to_owned),
        format: Some("brackets".to_owned()),
        content: text(&format!("=== d\n{marked}\n")),
    };
    let files = vec![file(Some("é"), "[PERSON Zoë] [COURT 漢]"), file(None, "[PERSON Zoë] [LAW 漢]")];
    let figures = agree(files.clone(), json!({"rounds": 0})).unwrap().figures;
    assert_eq!(figures["annotators"], json!(["é", "file 2"]));
    assert_eq!(figures["pairs"][0]["spans"]["strict"]["f1"], 0.5);
    let merged = merge(files.clone(), None, Value::Null).unwrap();
    assert_eq!(
        merged.conflicts[0].lines,
        [
            "document d, 4 to 5, \"漢\": COURT accepted by unknown in é",
            "document d, 4 to 5, \"漢\": LAW accepted by unknown in file 2"
        ]
    );
    let based = merge(files.clone(), Some(file(Some("base"), "[PERSON Zoë] [LAW 漢]")), Value::Null).unwrap();
    assert!(based.conflicts.is_empty() && based.content.contains("COURT"));
    let alone = merge(files[..1].to_vec(), None, Value::Null).unwrap_err();
    assert_eq!((alone.code, &*alone.message), (Code::Usage, "files: expected two or more, found 1"));
}
