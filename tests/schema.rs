//! The JSON Schema of the native format: as the code says, and true of every file that the code writes.

mod random;

use proptest::prelude::*;
use tagline::format::{by_name, json_schema};

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
        let file = format.write.unwrap()(&project).content;
        prop_assert_eq!(errors(&validator, &file), Vec::<String>::new(), "{}", file);
    });
}
