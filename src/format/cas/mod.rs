//! UIMA's CAS in JSON, version 0.4 (Apache UIMA Java SDK `uimaj-io-json`, dkpro-cassis), with the layer of INCEpTION's named
//! entities: a file for each document.
//!
//! ```json
//! {"%TYPES":{…},
//!  "%FEATURE_STRUCTURES":[
//!   {"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":"The Supreme Court sat."},
//!   {"%ID":2,"%TYPE":"uima.tcas.DocumentAnnotation","@sofa":1,"begin":0,"end":22,"language":"x-unspecified"},
//!   {"%ID":3,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":4,"end":17,"value":"COURT"}],
//!  "%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[2,3]}}}
//! ```
//!
//! Counts in UTF-16 units, end exclusive, as Java does; cassis turns them into code points. What an entity is in an authority file is
//! its `identifier`, an address.
//! Read besides: layers of other spans, by their feature `label` or `value`, else the only one that is a string, else by the name
//! of the layer; several texts in one CAS. Tokens, sentences and what else describes the language are passed over; relations and
//! layers of other kinds are told.
//! What it cannot carry: what is not accepted, ids that no file can have, all of a mark but its label and link, metadata.

mod read;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use serde::Serialize;

use super::{Family, File, Format, Part, Reader, Rules, Writer, iri};
use crate::annotation::{Document, Entity, EntityId, Project};
use crate::text::Offsets;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "cas",
    title: "UIMA CAS JSON",
    family: Family::Tools,
    extension: ".cas.zip",
    inside: Some(ENDING),
    media_type: "application/json",
    counts: "UTF-16 units",
    about: "For INCEpTION (import as \"UIMA CAS JSON 0.4\"), dkpro-cassis and UIMA: a file for each document, marks as named \
            entities.",
    rules: Rules { id: Some(super::rules::file_name), ..Rules::accepted(&[Part::DocumentIds, Part::Links]) },
    begins: |beginning| {
        beginning.trim_start().starts_with('{')
            && ["\"%TYPES\"", "\"%FEATURE_STRUCTURES\"", "\"%VIEWS\""]
                .iter()
                .any(|name| beginning.contains(name))
    },
    opens_at: Some("\"%FEATURE_STRUCTURES\""),
    streams: false,
    reader: Some(Reader::Folder(read::read)),
    writer: Some(Writer::Folder(write)),
};

const ENDING: &str = ".cas.json";
const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
const STRING: &str = "uima.cas.String";
const SOFA: &str = "uima.cas.Sofa";
const DOCUMENT: &str = "uima.tcas.DocumentAnnotation";
/// The language of a text of which that isn't known.
const NO_LANGUAGE: &str = "x-unspecified";

#[derive(Serialize)]
struct Cas<'a> {
    #[serde(rename = "%TYPES")]
    types: BTreeMap<&'static str, Type>,
    #[serde(rename = "%FEATURE_STRUCTURES")]
    structures: Vec<Structure<'a>>,
    #[serde(rename = "%VIEWS")]
    views: BTreeMap<&'static str, View>,
}

#[derive(Serialize)]
struct Type {
    #[serde(rename = "%NAME")]
    name: &'static str,
    #[serde(rename = "%SUPER_TYPE")]
    over: &'static str,
    value: Feature,
    identifier: Feature,
}

#[derive(Serialize)]
struct Feature {
    #[serde(rename = "%NAME")]
    name: &'static str,
    #[serde(rename = "%RANGE")]
    range: &'static str,
}

#[derive(Serialize)]
struct View {
    #[serde(rename = "%SOFA")]
    sofa: usize,
    #[serde(rename = "%MEMBERS")]
    members: Vec<usize>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Structure<'a> {
    Sofa {
        #[serde(rename = "%ID")]
        id: usize,
        #[serde(rename = "%TYPE")]
        r#type: &'static str,
        #[serde(rename = "sofaNum")]
        number: usize,
        #[serde(rename = "sofaID")]
        name: &'static str,
        #[serde(rename = "mimeType")]
        mime_type: &'static str,
        #[serde(rename = "sofaString")]
        text: &'a str,
    },
    Annotation {
        #[serde(rename = "%ID")]
        id: usize,
        #[serde(rename = "%TYPE")]
        r#type: &'static str,
        #[serde(rename = "@sofa")]
        sofa: usize,
        begin: usize,
        end: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        language: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
    },
}

fn write(project: &Project) -> Vec<File> {
    let entities: HashMap<&EntityId, &Rc<Entity>> =
        project.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let file = |document: &Rc<Document>| File {
        name: format!("{}{ENDING}", document.id),
        // Cannot fail: the shapes are plain.
        content: serde_json::to_string(&cas(document, &entities)).unwrap_or_default() + "\n",
    };
    project.documents.iter().map(file).collect()
}

fn cas<'a>(document: &'a Document, entities: &HashMap<&EntityId, &Rc<Entity>>) -> Cas<'a> {
    const VIEW: &str = "_InitialView";
    let text = document.text();
    let offsets = Offsets::new(text);
    let feature = |name| Feature { name, range: STRING };
    let named_entity = Type {
        name: NAMED_ENTITY,
        over: "uima.tcas.Annotation",
        value: feature("value"),
        identifier: feature("identifier"),
    };
    let mut structures = vec![
        Structure::Sofa { id: 1, r#type: SOFA, number: 1, name: VIEW, mime_type: "text", text },
        Structure::Annotation {
            id: 2,
            r#type: DOCUMENT,
            sofa: 1,
            begin: 0,
            end: offsets.utf16().0,
            language: Some(NO_LANGUAGE),
            value: None,
            identifier: None,
        },
    ];
    let marks = document.annotations().iter().filter_map(|one| {
        let (begin, end) = (offsets.to_utf16(one.span.start())?, offsets.to_utf16(one.span.end())?);
        let entity = one.entity.as_ref().and_then(|id| entities.get(id));
        let link = entity.and_then(|entity| entity.canonical.as_ref());
        Some((begin.0, end.0, one.label.name(), link.map(|(id, authority)| iri::address(authority, id))))
    });
    structures.extend(marks.zip(3..).map(|((begin, end, label, identifier), id)| Structure::Annotation {
        id,
        r#type: NAMED_ENTITY,
        sofa: 1,
        begin,
        end,
        language: None,
        value: Some(label),
        identifier,
    }));
    let members = (2..=structures.len()).collect();
    Cas {
        types: [(NAMED_ENTITY, named_entity)].into(),
        structures,
        views: [(VIEW, View { sofa: 1, members })].into(),
    }
}
