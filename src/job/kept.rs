//! What a project is beside its documents, as the browser's store holds it: a few parts, each of which is written anew when
//! it changes. Undo of a step that several documents took, or that set something beside them, needs what it changed: those are
//! parts of their own.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::annotation::{Coordinates, Entity, EntityId, Label, LabelDef, Schema, Timestamp};
use crate::article::Source;
use crate::format::MarkRecord;

/// The labels.
pub const LABELS: &str = "labels";
/// Who annotated, and what a file's unknown fields were.
pub const PEOPLE: &str = "people";
/// Each time that blind mode was turned on or off.
pub const BLIND: &str = "blind";
/// What the mentions name, all in one: so the first version of the store had it.
pub const ENTITIES: &str = "entities";
/// A thing that mentions name: with its id behind it. Without words it is there no more.
pub const ENTITY: &str = "entity ";
/// What was set for learning.
pub const RULES: &str = "rules";
/// What a step sets beside its document: with the document and the step's number behind it.
pub const STEP: &str = "step ";
/// Marks that wait for their articles, as a bundle's file has them: with the bundle's name behind it. Without words none wait.
pub const BUNDLE: &str = "bundle ";
/// A step that several documents took together: with the first document and its step's number behind it.
pub const JOINT: &str = "joint ";

/// A label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelRow {
    name: String,
    colour: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    colour_dark: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<char>,
    guideline: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    takes: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extra: Option<Rc<str>>,
}

/// The annotators, and the unknown fields of the file that was opened first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct People {
    /// Name, unknown fields.
    pub annotators: Vec<(Rc<str>, Option<Rc<str>>)>,
    /// A JSON object.
    pub extra: Option<Rc<str>>,
}

/// One of these times: whether on, by whom, when.
pub type BlindRow = (bool, Rc<str>, Rc<str>);

/// A thing in the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityRow {
    id: Rc<str>,
    label: String,
    name: Rc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    canonical: Option<(Rc<str>, Rc<str>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<(f64, f64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extra: Option<Rc<str>>,
    /// Whether a file brought it.
    pub from_file: bool,
}

/// What was set for learning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// Whether a decision is carried on, and whether decisions change what is suggested.
    pub habits: (bool, bool),
    /// What came with rule packs, as a pack.
    pub given: String,
    /// Lists, thresholds, what is ignored, as a pack.
    pub set: String,
}

/// What undo of a step sets, or where `back` is not set redo of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepRow {
    /// Its document.
    pub document: Rc<str>,
    /// Its number there.
    pub step: u64,
    /// Whether undo sets it.
    pub back: bool,
    /// In order.
    pub sets: Vec<SetRow>,
}

/// One thing that is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetRow {
    /// A label's threshold in thousandths.
    Threshold(String, Option<u16>),
    /// A list at its place, as a pack; or none there.
    List(usize, Option<String>),
    /// What came with rule packs, as a pack.
    Given(String),
    /// Whether a name is ignored.
    Ignore(String, bool),
    /// Whether decisions are carried on, and change what is suggested.
    Habits(bool, bool),
    /// The labels.
    Labels(Vec<LabelRow>),
    /// What is suggested as one label is another's.
    Suggested {
        /// The one.
        from: String,
        /// The other, if it does not go.
        to: Option<String>,
        /// Whether it is to be taken back.
        back: bool,
        /// Whether taking it back is the same the other way round.
        renames: bool,
        /// Of each document what it holds, and what it is to hold.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        held: Vec<(Rc<str>, HeldRow, HeldRow)>,
    },
    /// The labels of things.
    Entities(Vec<(Rc<str>, String)>),
}

/// What a person wrote on a suggestion: the suggestion, its note, its label then, what it names.
pub type WrittenRow = (Rc<str>, Option<Rc<str>>, String, Option<Rc<str>>);

/// What was found in a document and what a person wrote on its suggestions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeldRow {
    /// What was found, in the text of that digest; whether the tagger found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<(String, bool, Vec<MarkRecord>)>,
    /// What a person wrote.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<WrittenRow>,
}

/// What one document's part of a joint step changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JointRow {
    /// The document.
    pub document: Rc<str>,
    /// The step's number there.
    pub step: u64,
    /// Each annotation before and after.
    pub turns: Vec<(Option<MarkRecord>, Option<MarkRecord>)>,
    /// The digest of the text that it was taken in.
    pub text: String,
}

/// Tells a text from every other: the SHA-256 of its UTF-8 bytes.
pub fn digest(text: &Rc<str>) -> String {
    Source::text(text.clone()).sha256()
}

/// Writes a part; the same always gives the same.
pub fn write_part<T: Serialize>(part: &T) -> String {
    // It cannot fail: the shapes are plain.
    serde_json::to_string(part).unwrap_or_default()
}

/// Reads a part.
///
/// # Errors
///
/// Where it is another thing: what was expected, what was found, and where.
pub fn read_part<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("the project's {name}: {error}"))
}

/// The parts of their own that all things in one part come to.
///
/// # Errors
///
/// Where it is another thing: what was expected, what was found, and where.
pub fn entity_parts(text: &str) -> Result<Vec<(String, String)>, String> {
    let rows: Vec<EntityRow> = read_part(ENTITIES, text)?;
    Ok(rows.iter().map(|row| (format!("{ENTITY}{}", row.id), write_part(row))).collect())
}

/// What the decisions in a document teach, as a rule pack: with its id behind it. Without words it teaches nothing.
pub const TAUGHT: &str = "taught ";
/// The numbers of the documents that were deleted, until they are cleared away.
pub const TRASH: &str = "trash";

/// What is said of a project beside all it has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectPart {
    /// Its name; empty if nobody gave it one.
    pub name: String,
    /// When it was begun.
    pub begun: String,
    /// How many documents it has.
    pub documents: u32,
}

/// The part of a project that begins now, without documents.
pub fn project_part(name: &str, now: &Timestamp) -> String {
    write_part(&ProjectPart { name: name.to_owned(), begun: now.0.to_string(), documents: 0 })
}

/// The rows of a schema.
pub fn label_rows(schema: &Schema) -> Vec<LabelRow> {
    let row = |def: &LabelDef| LabelRow {
        name: def.label.name().to_owned(),
        colour: def.colour.clone(),
        colour_dark: def.colour_dark.clone(),
        key: def.key,
        guideline: def.guideline.clone(),
        takes: def.takes.as_ref().map(|takes| takes.iter().map(|one| one.name().to_owned()).collect()),
        extra: def.extra.clone(),
    };
    schema.labels().iter().map(row).collect()
}

/// The schema of these rows; `None` if they are none of a schema's.
pub fn schema_of(rows: Vec<LabelRow>) -> Option<Schema> {
    let def = |row: LabelRow| {
        let takes = row.takes.map(|takes| takes.iter().filter_map(|name| Label::new(name)).collect());
        Some(LabelDef {
            label: Label::new(&row.name)?,
            colour: row.colour,
            colour_dark: row.colour_dark,
            key: row.key,
            guideline: row.guideline,
            takes,
            extra: row.extra,
        })
    };
    Schema::new(rows.into_iter().map(def).collect::<Option<_>>()?)
}

impl EntityRow {
    /// The row of an entity.
    pub fn of(entity: &Entity, from_file: bool) -> EntityRow {
        EntityRow {
            id: entity.id.0.clone(),
            label: entity.label.name().to_owned(),
            name: entity.name.clone(),
            canonical: entity.canonical.clone(),
            country: entity.country.clone(),
            at: entity.at.map(Coordinates::degrees),
            extra: entity.extra.clone(),
            from_file,
        }
    }

    /// The entity; `None` if its label has no name.
    pub fn entity(self) -> Option<Entity> {
        Some(Entity {
            id: EntityId(self.id),
            label: Label::new(&self.label)?,
            name: self.name,
            canonical: self.canonical,
            country: self.country,
            at: self.at.and_then(|(north, east)| Coordinates::of(north, east)),
            extra: self.extra,
        })
    }
}
