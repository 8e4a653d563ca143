//! The JSON Schema of the native format: as the code says, and true of every file that the code writes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod random;

use proptest::prelude::*;
use tagline::annotation::{Annotation, AnnotationId, Document, Edit, Project, Status};
use tagline::article::{CleanOptions, Source, clean};
use tagline::format::{by_name, json_schema};
use tagline::tagging::{TagOptions, tag};

const KEPT: &str = "schema/tagline-1.schema.json";

/// With `TAGLINE_RENEW` set, the kept file is written anew.
#[test]
fn the_kept_schema_is_the_codes() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(KEPT);
    let schema = json_schema();
    if std::env::var_os("TAGLINE_RENEW").is_some() {
        std::fs::write(&path, &schema).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == schema,
        "{KEPT}: expected the schema of the code, found an older one; renew it with\n\n    TAGLINE_RENEW=1 cargo test --test schema\n"
    );
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(&json_schema()).unwrap()).unwrap()
}

/// What is wrong with a file, by the schema.
fn errors(validator: &jsonschema::Validator, file: &str) -> Vec<String> {
    let value = serde_json::from_str(file).unwrap();
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_schema_refuses_what_is_not_such_a_file() {
    let validator = validator();
    let good = r#"{"format": "tagline", "version": 1, "labels": [], "annotators": [], "entities": [], "documents": [{"id": "d", "metadata": {}, "text": "é", "removed": [], "map": [[0,1,0,1]], "status": "new", "reviewed": [], "annotations": []}], "x": {}}"#;
    assert_eq!(errors(&validator, good), Vec::<String>::new());
    for (from, to) in [
        ("tagline", "other"),
        ("1,", "2,"),
        ("[0,1,0,1]", "[0,1,0]"),
        ("[0,1,0,1]", "[0,-1,0,1]"),
        ("\"new\"", "\"old\""),
        ("\"text\": \"é\", ", ""),
        ("\"labels\": []", "\"labels\": [{\"name\": \"\"}]"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(good, bad);
        assert!(!errors(&validator, &bad).is_empty(), "{bad}");
    }
}

#[test]
fn whatever_is_written_is_valid() {
    let (validator, format) = (validator(), by_name("tagline").unwrap());
    proptest!(|(project in random::project())| {
        let file = format.write(&project, &[]).content().to_owned();
        prop_assert_eq!(errors(&validator, &file), Vec::<String>::new(), "{}", file);
    });
}

/// A document as the app makes it: a paste, cleaned and tagged.
fn document_of(source: Source) -> Document {
    let article = clean(source.clone(), CleanOptions::default());
    let cleaned = article.cleaned();
    let mut document = Document::new("d", Some(source), cleaned.clone(), article.metadata);
    for (suggestion, number) in tag(&cleaned.text, TagOptions::default()).into_iter().zip(1..) {
        let annotation = Annotation {
            status: Status::Suggested,
            origin: suggestion.origin,
            score: Some(suggestion.score),
            evidence: suggestion.evidence,
            value: suggestion.value,
            ..Annotation::by_hand(
                AnnotationId(format!("a{number}").into()),
                suggestion.span,
                suggestion.label,
                "".into(),
            )
        };
        Edit::Insert(annotation.into()).apply(&mut document).unwrap();
    }
    document
}

#[track_caller]
fn check_whole_path(source: Source) {
    let project = Project { documents: vec![document_of(source).into()], ..Project::default() };
    let format = by_name("tagline").unwrap();
    let exported = format.write(&project, &[]);
    assert_eq!(exported.losses, []);
    assert_eq!(errors(&validator(), exported.content()), Vec::<String>::new());
    let imported = format.read(exported.content()).unwrap();
    assert_eq!(imported.issues, []);
    assert_eq!(imported.project, project);
    // As a script reads it: code points, end exclusive.
    let file: serde_json::Value = serde_json::from_str(exported.content()).unwrap();
    for document in file["documents"].as_array().unwrap() {
        let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
        for one in document["annotations"].as_array().unwrap() {
            let at = |name: &str| usize::try_from(one[name].as_u64().unwrap()).unwrap();
            assert_eq!(
                text[at("start")..at("end")].iter().collect::<String>(),
                one["text"].as_str().unwrap()
            );
        }
    }
}

#[test]
fn pastes_and_pages_survive_the_whole_path() {
    let paste = "Skip to content\r\nADVERTISEMENT\r\n👩‍🚀 Harbour town counts its boats\r\nBy Zoë Ferrier\r\nUpdated 9:06 PM ET, Wed June 26, 2019\r\n\r\n(CNN)The 9th Circuit in Mexico said on Tuesday that בית &amp; 漢字 would go on, and nobody was surprised by it.\r\n\r\nThe council of a small harbour town counted every boat, and found one more than it had found last year.\r\n\r\nShare\r\n";
    check_whole_path(Source::text(paste));
    check_whole_path(Source::html(format!(
        "<html><body><h1>Caf&eacute; &#128640;</h1><p>{}</p></body></html>",
        paste.replace("\r\n", "<br>\r\n")
    )));
    for text in ["", "\r\n", "é", "\u{feff}\u{0}\u{202e}"] {
        check_whole_path(Source::text(text));
        check_whole_path(Source::html(text));
    }
}

#[test]
fn a_real_paste_survives_the_whole_path() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles/asylum-officers.txt");
    match std::fs::read_to_string(path) {
        Ok(paste) => check_whole_path(Source::text(paste)),
        Err(_) => println!("skipped: ../shared/articles/asylum-officers.txt is not there"),
    }
}

#[test]
fn random_pastes_survive_the_whole_path() {
    proptest!(ProptestConfig::with_cases(100), |(text in random::text(), html: bool)| {
        check_whole_path(if html { Source::html(text) } else { Source::text(text) });
    });
}
