//! Feature structures as documents with marks, whatever layers they are of.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{DOCUMENT, ENDING, NO_LANGUAGE, SOFA};
use crate::article::Metadata;
use crate::format::gather::{Found, Gathering, Mark};
use crate::format::json::{Fields, read_json, shown};
use crate::format::placed::Unit;
use crate::format::{File, FormatError, Imported, Issue, iri};

/// Layers that follow from the text, and of which nothing is said.
const OF_THE_TEXT: &[&str] = &[
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagsetDescription",
    "uima.cas.",
];

/// Layers that say something of the language, with features that are called like labels and are none.
const OF_THE_LANGUAGE: &[&str] = &[
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
    "de.tudarmstadt.ukp.dkpro.core.api.transform.",
    "de.tudarmstadt.ukp.dkpro.core.api.anomaly.",
    "uima.tcas.",
];

const TITLE: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// Reads a CAS per file.
pub fn read(files: &[File]) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let several = files.len() > 1;
    for file in files {
        if file.name.is_empty() && file.content.trim().is_empty() {
            continue;
        }
        if !file.name.is_empty() && !file.name.to_ascii_lowercase().ends_with(".json") {
            let message = "expected a file that ends in .cas.json, found another; left it out";
            gathering.issue(&*file.name, message);
            continue;
        }
        let content = file.content.strip_prefix('\u{feff}').unwrap_or(&file.content);
        match one(content, &file.name, several, &mut gathering) {
            Ok(()) => {}
            Err(message) if several => {
                gathering.issue(&*file.name, format!("{message}; left the file out"));
            }
            Err(message) => return Err(FormatError { message }),
        }
    }
    Ok(gathering.done())
}

/// A text of a CAS, by the number of its feature structure.
struct Sofa {
    id: usize,
    name: String,
    text: String,
    language: Option<String>,
    marks: Vec<Mark>,
}

fn one(content: &str, name: &str, several: bool, gathering: &mut Gathering) -> Result<(), String> {
    let whole: &RawValue = read_json(content).map_err(|error| error.to_string())?;
    if !whole.get().starts_with('{') {
        let found = shown(whole);
        return Err(format!("line 1, column 1: expected an object with %FEATURE_STRUCTURES, found {found}"));
    }
    let issues = &mut gathering.issues;
    let mut cas = Fields::of(whole, if several { name.to_owned() } else { String::new() }, issues)
        .ok_or("line 1, column 1: expected an object, found another value")?;
    let types = types(&mut cas, issues);
    if !cas.expect("%FEATURE_STRUCTURES", "a list of feature structures", issues) {
        issues.pop();
        let expected = "%FEATURE_STRUCTURES: expected a list of feature structures, found nothing";
        return Err(format!("{expected}; is this a CAS in JSON 0.4?"));
    }
    let structures = cas.list("%FEATURE_STRUCTURES", issues);
    let mut sofas = sofas(&structures, issues);
    let mut title = None;
    // How many of each layer that is not carried there are.
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for (place, raw) in structures {
        let Ok(mut fields) = Fields::of_file(raw.get()) else { continue };
        let kind = fields.string("%TYPE", &mut Vec::new()).unwrap_or_default();
        if kind == SOFA || OF_THE_TEXT.iter().any(|layer| kind.starts_with(layer)) {
            continue;
        }
        let mut quiet = Vec::new();
        let sofa = fields.take("@sofa", &mut quiet).and_then(|raw| raw.get().parse::<usize>().ok());
        let sofa = match sofa {
            Some(id) => sofas.iter_mut().find(|sofa| sofa.id == id),
            None => sofas.first_mut(),
        };
        if kind == DOCUMENT || kind == TITLE {
            let language = fields.string("language", &mut quiet);
            if let Some(sofa) = sofa {
                sofa.language = sofa.language.take().or(language.filter(|one| one != NO_LANGUAGE));
            }
            let named = fields.string("documentTitle", &mut quiet);
            title = title.or(named).or(fields.string("documentId", &mut quiet));
            continue;
        }
        let has = |name: &str| fields.expect(name, "", &mut Vec::new());
        if !has("begin") || !has("end") || OF_THE_LANGUAGE.iter().any(|layer| kind.starts_with(layer)) {
            *others.entry(kind).or_default() += 1;
            continue;
        }
        if ["@Governor", "@Dependent", "@source", "@target", "@next"].iter().any(|name| has(name)) {
            let message = "a relation between two marks: Tagline has none; left it out".to_owned();
            issues.push(Issue { place, message });
            continue;
        }
        let Some(mut fields) = Fields::of(raw, place.clone(), issues) else { continue };
        let (begin, end) = (fields.count("begin", issues), fields.count("end", issues));
        let label = label(&mut fields, &kind, types.get(&kind).map_or(&[], Vec::as_slice));
        let mut mark = Mark::new(place.clone(), begin, end, label);
        if let Some(written) = fields.string("identifier", issues) {
            match iri::linked(&written) {
                None => {
                    let message = format!("expected an address, found {written:?}; left it out");
                    fields.issue_at("identifier", issues, message);
                }
                Some(link) => match iri::unfit(&link) {
                    Some(message) => fields.issue_at("identifier", issues, message),
                    None => mark.link = Some(link),
                },
            }
        }
        match sofa {
            Some(sofa) => sofa.marks.push(mark),
            None => {
                let message = "expected a text that it is a stretch of, found none; left it out".to_owned();
                issues.push(Issue { place, message });
            }
        }
    }
    for (kind, count) in others {
        let message = format!("expected marks, found {count} of the layer {kind:?}; left them out");
        cas.issue_at("%FEATURE_STRUCTURES", issues, message);
    }
    let base = name.rsplit('/').next().unwrap_or_default();
    let stem = [ENDING, ".json"].iter().find_map(|end| {
        let (stem, its) = base.split_at_checked(base.len().checked_sub(end.len())?)?;
        its.eq_ignore_ascii_case(end).then(|| stem.to_owned())
    });
    let id = stem.or(title);
    for (number, sofa) in sofas.into_iter().enumerate() {
        let id = match (&id, number) {
            (Some(id), 0) => Some(id.clone()),
            (Some(id), _) => Some(format!("{id}-{}", sofa.name)),
            (None, _) => None,
        };
        let metadata = Metadata { language: sofa.language, ..Metadata::default() };
        let place = if several { name.to_owned() } else { sofa.name };
        gathering.add(
            Found { place, id, text: sofa.text, metadata, marks: sofa.marks, ..Found::default() },
            Unit::Utf16,
        );
    }
    Ok(())
}

/// The features of each layer that hold strings.
fn types(cas: &mut Fields<'_>, issues: &mut Vec<Issue>) -> BTreeMap<String, Vec<String>> {
    let Some(raw) = cas.take("%TYPES", issues) else { return BTreeMap::new() };
    let all: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    let features = |raw: &&RawValue| {
        let all: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
        let holds_string = |raw: &RawValue| {
            let feature: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
            feature.get("%RANGE").is_some_and(|range| range.get() == "\"uima.cas.String\"")
        };
        let named = all.into_iter().filter(|(name, raw)| !name.starts_with('%') && holds_string(raw));
        named.map(|(name, _)| name).collect()
    };
    all.iter().map(|(name, raw)| (name.clone(), features(raw))).collect()
}

/// The texts.
fn sofas(structures: &[(String, &RawValue)], issues: &mut Vec<Issue>) -> Vec<Sofa> {
    let mut sofas = Vec::new();
    for (place, raw) in structures {
        let Some(mut fields) = Fields::of(raw, place.clone(), issues) else { continue };
        if fields.string("%TYPE", &mut Vec::new()).as_deref() != Some(SOFA) {
            continue;
        }
        let Some(text) = fields.string("sofaString", issues) else {
            let message = "expected a text in sofaString, found none; left it out".to_owned();
            issues.push(Issue { place: place.clone(), message });
            continue;
        };
        let id = fields.count("%ID", issues).unwrap_or_default();
        let name = fields.string("sofaID", issues).unwrap_or_default();
        sofas.push(Sofa { id, name, text, language: None, marks: Vec::new() });
    }
    sofas
}

/// The label of a span: what its layer says, else the layer's name.
fn label(fields: &mut Fields<'_>, kind: &str, strings: &[String]) -> String {
    let mut quiet = Vec::new();
    for name in ["label", "value"] {
        if fields.expect(name, "", &mut Vec::new()) {
            return fields.name(name, &mut quiet).unwrap_or_default();
        }
    }
    let others: Vec<&String> = strings.iter().filter(|name| *name != "identifier").collect();
    let only = match others.as_slice() {
        [only] => fields.name(only, &mut quiet),
        _ => None,
    };
    only.unwrap_or_else(|| kind.rsplit('.').next().unwrap_or_default().to_owned())
}
