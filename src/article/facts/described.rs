//! What a page's JSON-LD says of its article.

use serde_json::Value;

use super::super::Metadata;
use super::super::date;
use super::{authors_in, is_language, plain};

/// How deep descriptions lie in one another at most.
const DEEPEST: usize = 6;

/// Adds what one of a page's scripts says of it; what is found already stays.
pub(in super::super) fn add_script(script: &str, found: &mut Metadata) {
    if let Ok(value) = serde_json::from_str::<Value>(script) {
        read_described(&value, found, 0);
    }
}

/// Reads the description of an article into `found`; what is there already stays.
fn read_described(value: &Value, found: &mut Metadata, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().take(200).for_each(|item| read_described(item, found, depth + 1)),
        Value::Object(fields) => {
            let kind = fields.get("@type").map(Value::to_string).unwrap_or_default();
            let article =
                ["Article", "BlogPosting", "Report", "Posting"].iter().any(|name| kind.contains(name));
            if !article {
                for inner in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                    fields.get(inner).into_iter().for_each(|value| read_described(value, found, depth + 1));
                }
                return;
            }
            let text = |name: &str| {
                fields.get(name).and_then(Value::as_str).map(plain).filter(|text| !text.is_empty())
            };
            let date = |name: &str| fields.get(name).and_then(Value::as_str).and_then(date::tidy);
            found.title = found.title.take().or_else(|| text("headline")).or_else(|| text("name"));
            found.published =
                found.published.take().or_else(|| date("datePublished")).or_else(|| date("dateCreated"));
            found.updated = found.updated.take().or_else(|| date("dateModified"));
            found.language =
                found.language.take().or_else(|| text("inLanguage").filter(|tag| is_language(tag)));
            if found.authors.is_empty() {
                for field in ["author", "creator"] {
                    if let Some(authors) = fields.get(field).filter(|_| found.authors.is_empty()) {
                        read_authors(authors, &mut found.authors, 0);
                    }
                }
            }
            let publisher =
                fields.get("publisher").and_then(|publisher| publisher.get("name")).and_then(Value::as_str);
            found.site = found.site.take().or_else(|| publisher.map(plain));
        }
        _ => {}
    }
}

fn read_authors(value: &Value, authors: &mut Vec<String>, depth: usize) {
    match value {
        Value::Array(items) if depth < 3 => {
            items.iter().take(20).for_each(|item| read_authors(item, authors, depth + 1))
        }
        Value::Object(fields) if depth < 4 => {
            fields.get("name").into_iter().for_each(|name| read_authors(name, authors, depth + 1));
        }
        Value::String(name) => {
            for name in authors_in(&plain(name)) {
                if !authors.contains(&name) {
                    authors.push(name);
                }
            }
        }
        _ => {}
    }
}
