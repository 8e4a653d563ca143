//! Which element a label is, and which label an element; what its attributes say.

use std::collections::HashMap;

use roxmltree::Node;

use super::XML;
use crate::format::gather::NamedLink;
use crate::format::iri;

/// The labels that are elements of their own.
const OWN: &[(&str, &str)] =
    &[("PERSON", "persName"), ("PLACE", "placeName"), ("ORGANIZATION", "orgName"), ("DATE", "date")];

/// Elements that others use for names beside those.
const OTHERS: &[(&str, &str)] = &[
    ("PLACE", "geogName"),
    ("PLACE", "country"),
    ("PLACE", "region"),
    ("PLACE", "settlement"),
    ("PLACE", "district"),
    ("PLACE", "bloc"),
    ("TIME", "time"),
    ("EVENT", "eventName"),
    ("OBJECT", "objectName"),
];

/// Types that say more of an organisation than that it is one.
const TYPES: &[&str] = &["COURT", "AGENCY", "LAW"];

/// The element of a label.
pub fn element(label: &str) -> &'static str {
    OWN.iter().find(|(name, _)| *name == label).map_or("rs", |(_, element)| element)
}

/// The label of an element; `None` if it is no name.
pub fn label(node: Node<'_, '_>) -> Option<String> {
    let kind = node.attribute("type");
    match node.tag_name().name() {
        "rs" => Some(kind.unwrap_or("rs").to_owned()),
        "name" => Some(match kind.map(str::to_ascii_lowercase).as_deref() {
            Some("person" | "pers" | "per") => "PERSON".to_owned(),
            Some("place" | "loc") => "PLACE".to_owned(),
            Some("org" | "organisation" | "organization") => "ORGANIZATION".to_owned(),
            Some(_) => kind.unwrap_or_default().to_owned(),
            None => "NAME".to_owned(),
        }),
        name => {
            let (label, _) = OWN.iter().chain(OTHERS).find(|(_, element)| *element == name)?;
            let finer = kind.and_then(|kind| TYPES.iter().find(|one| one.eq_ignore_ascii_case(kind)));
            Some((*finer.unwrap_or(label)).to_owned())
        }
    }
}

/// How short forms of addresses are written out: what stands before an id, and after it.
pub type Prefixes<'a> = HashMap<&'a str, (&'a str, &'a str)>;

/// The short form of an address, if it has one that leads back: `wikidata:Q1`.
pub fn short(authority: &str, id: &str) -> Option<String> {
    let scheme = |character: char| {
        character.is_ascii_lowercase() || character.is_ascii_digit() || "+.-".contains(character)
    };
    let sound = authority.starts_with(|first: char| first.is_ascii_lowercase())
        && authority.chars().all(scheme)
        && !["http", "https", "urn", "file", "mailto", "geo"].contains(&authority);
    let address = replacement(authority).replace("$1", id);
    let back = iri::linked(&address)?;
    (sound && back.authority == authority && back.id == id && !id.contains('$'))
        .then(|| format!("{authority}:{id}"))
}

/// What the short forms of an authority stand for, `$1` being the id.
pub fn replacement(authority: &str) -> String {
    iri::address(authority, "$1")
}

/// What a `ref` or a `ptr` names.
pub fn linked(
    target: &str,
    prefixes: &Prefixes<'_>,
    by_id: &HashMap<&str, Node<'_, '_>>,
) -> Option<NamedLink> {
    if let Some(id) = target.strip_prefix('#') {
        let thing = by_id.get(id)?;
        let number = thing.descendants().find(|node| node.tag_name().name() == "idno")?;
        let written: String =
            number.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
        let (written, kind) = (written.trim().to_owned(), number.attribute("type").unwrap_or("idno"));
        return match iri::linked(&written) {
            Some(link) if written.contains("//") => Some(link),
            _ => Some(NamedLink { authority: kind.to_lowercase(), id: written, name: None }),
        };
    }
    let long = target.split_once(':').and_then(|(prefix, id)| {
        let (before, after) = prefixes.get(prefix)?;
        Some(format!("{before}{id}{after}"))
    });
    iri::linked(long.as_deref().unwrap_or(target))
}

/// The value of the attribute `xml:id`.
pub fn id<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute((XML, "id"))
}
