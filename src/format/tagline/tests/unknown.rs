//! What becomes of fields that this version does not know.

use super::{read, write};
use crate::format::Imported;

#[test]
fn unknown_fields_survive_at_every_level() {
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let file = format!(
        r#"{{"format":"tagline","version":1,"x":0,
        "labels":[{{"name":"A","colour":"c","guideline":"","x":1}}],
        "annotators":[{{"name":"Ada","x":2}}],
        "entities":[{{"id":"e","label":"A","name":"n","canonical":{{"id":"i","authority":"au","x":3}},"country":"US","coordinates":[39.8,-89.64],"x":4}}],
        "documents":[{{"id":"d","metadata":{{"x":[5, 1.50, 123456789012345678901234567890]}},"text":"ab","map":[],"status":"new","reviewed":[],"x":{{"é \"":"\u0041 \\"}},
            "source":{{"kind":"text","content":"abc","sha256":"{digest}","x":6}},
            "removed":[{{"start":0,"end":1,"reason":"byline"}},{{"start":2,"end":3,"reason":"byline","x":7}}],
            "annotations":[{{"id":"a","start":0,"end":1,"text":"a","label":"A","status":"accepted","origin":{{"annotator":"Ada","x":8}},
                "evidence":[{{"rule":"r","detail":"d"}},{{"rule":"r","detail":"d","x":9}}],
                "decisions":[{{"who":"Ada","when":"w","from":{{"label":"A","status":"suggested","text":"a","x":10}},"x":11}}],"x":12}}]}}]}}"#
    );
    let Imported { project, issues } = read(&file);
    assert_eq!(issues, []);
    let written = write(&project);
    let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
    assert_eq!(value(&written), value(&file));
    assert!(written.contains("[5,1.50,123456789012345678901234567890]"), "as it was written: {written}");
    assert_eq!(write(&read(&written).project), written);
}

/// Of a field that stands several times the last counts, known or not, and the rest is in one order: what is written reads back.
#[test]
fn doubled_unknown_fields_are_read_once() {
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let file = |x: &str, removed: &str| {
        format!(
            r#"{{"format":"tagline","version":1,{x},
            "labels":[{{"name":"A","colour":"c","guideline":"",{x}}}],
            "annotators":[{{"name":"Ada",{x}}}],
            "entities":[{{"id":"e","label":"A","name":"n","canonical":{{"id":"i","authority":"au",{x}}},{x}}}],
            "documents":[{{"id":"d","metadata":{{{x}}},"text":"ab","map":[],"status":"new","reviewed":[],{x},
                "source":{{"kind":"text","content":"abc","sha256":"{digest}",{x}}},
                "removed":[{removed}{{"start":0,"end":1,"reason":"byline",{x}}}],
                "annotations":[{{"id":"a","start":0,"end":1,"text":"a","label":"A","status":"accepted",
                    "origin":{{"annotator":"Ada",{x}}},"evidence":[{{"rule":"r","detail":"d",{x}}}],
                    "decisions":[{{"who":"Ada","when":"w","from":{{"label":"A","status":"suggested","text":"a",{x}}},{x}}}],{x}}}]}}]}}"#
        )
    };
    let doubled = read(&file(r#""é":1,"b":[0],"\u00e9":{"z":1,"a":2},"b":2,"a":null,"é":[3, "é"]"#, ""));
    let once = read(&file(r#""a":null,"b":2,"é":[3,"é"]"#, ""));
    assert_eq!(doubled.project, once.project);
    assert_eq!(once.issues, []);
    assert_eq!(read(&write(&doubled.project)).project, doubled.project);
    let issues: Vec<_> = doubled.issues.iter().map(ToString::to_string).collect();
    let places = [
        "",
        "labels[0].",
        "annotators[0].",
        "entities[0].",
        "entities[0].canonical.",
        "documents[0].",
        "documents[0].metadata.",
        "documents[0].source.",
        "documents[0].removed[0].",
        "documents[0].annotations[0].",
        "documents[0].annotations[0].origin.",
        "documents[0].annotations[0].evidence[0].",
        "documents[0].annotations[0].decisions[0].",
        "documents[0].annotations[0].decisions[0].from.",
    ];
    for place in places {
        for (name, times) in [("b", 2), ("é", 3)] {
            let issue = format!("{place}{name}: expected it once, found it {times} times; took the last");
            assert!(issues.contains(&issue), "{issue} is in {issues:#?}");
        }
    }
    assert_eq!(issues.len(), 2 * places.len());

    let same_place = read(&file(r#""x":1"#, r#"{"start":0,"end":1,"reason":"byline","x":2},"#));
    assert_eq!(read(&write(&same_place.project)).project, same_place.project, "two ranges at one place");
}
