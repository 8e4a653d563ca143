//! The shapes of the native file, as they are written and as its JSON Schema describes them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::annotation::{DocumentStatus, Status};
use crate::article::Reason;

/// Fields of a newer version or another program, kept as they are.
#[derive(Default, Serialize)]
#[serde(transparent)]
pub struct Extra(pub BTreeMap<String, Box<RawValue>>);

impl JsonSchema for Extra {
    fn schema_name() -> Cow<'static, str> {
        "Extra".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "object", "additionalProperties": true})
    }
}

/// Articles with their annotations, as Tagline saves them. Offsets count Unicode code points, end exclusive: in Python, `text[start:end]` is the mention.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Tagline file, version 1")]
pub struct File<'a> {
    /// Always `tagline`.
    #[schemars(extend("const" = "tagline"))]
    pub format: &'a str,
    /// The version of the format: 1.
    #[schemars(extend("const" = 1))]
    pub version: u64,
    /// The labels, in the order a person sees them.
    pub labels: Vec<LabelDef<'a>>,
    /// Who annotated.
    pub annotators: Vec<Annotator<'a>>,
    /// What the mentions name.
    pub entities: Vec<Entity<'a>>,
    /// The articles.
    pub documents: Vec<Document<'a>>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A label and what a person needs to use it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Label")]
pub struct LabelDef<'a> {
    /// Its name; no two share one.
    #[schemars(length(min = 1))]
    pub name: &'a str,
    /// Its colour on light paper, `#rrggbb`.
    pub colour: &'a str,
    /// Its colour on dark paper, `#rrggbb`; the other one where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour_dark: Option<&'a str>,
    /// The key that sets it: one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// What it covers and what it doesn't.
    pub guideline: &'a str,
    /// What it is called elsewhere, by the tagger too: a suggestion of one of these names gets this label. Without it, those of its own name do. Where a label of the file has it, what no label takes is not suggested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes: Option<Vec<&'a str>>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A person, or a named tagger.
#[derive(Serialize, JsonSchema)]
pub struct Annotator<'a> {
    /// The name they gave.
    pub name: &'a str,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A thing in the world that mentions name.
#[derive(Serialize, JsonSchema)]
pub struct Entity<'a> {
    /// Tells it from every other of the file.
    pub id: &'a str,
    /// What it is.
    #[schemars(length(min = 1))]
    pub label: &'a str,
    /// Its full name.
    pub name: &'a str,
    /// Its id in an authority file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<Canonical<'a>>,
    /// The ISO code of the country it lies in or belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<&'a str>,
    /// Where it lies: degrees north and degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<(f64, f64)>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// An id in an authority file.
#[derive(Serialize, JsonSchema)]
pub struct Canonical<'a> {
    /// The id there.
    pub id: &'a str,
    /// Whose id it is.
    pub authority: &'a str,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One article's text with its annotations.
#[derive(Serialize, JsonSchema)]
pub struct Document<'a> {
    /// Tells it from every other of the file.
    pub id: &'a str,
    /// Title, authors, dates.
    pub metadata: Metadata<'a>,
    /// What the text was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source<'a>>,
    /// Headline, standfirst, then body: the text that offsets count in.
    pub text: &'a str,
    /// What cleaning took out, as ranges of the source's content.
    pub removed: Vec<Removed>,
    /// `[text_start, text_len, source_start, source_len]`: which stretch of the source's content each stretch of the text was read from, or typed in the place of.
    pub map: Vec<[usize; 4]>,
    /// How far the work has come.
    #[schemars(schema_with = "document_statuses")]
    pub status: &'static str,
    /// `[start, end]`: the stretches of the text that a person has looked at.
    pub reviewed: Vec<[usize; 2]>,
    /// The annotations: by start, the longer first.
    pub annotations: Vec<Annotation<'a>>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is known of an article beside its text. Dates are ISO 8601.
#[derive(Serialize, JsonSchema)]
pub struct Metadata<'a> {
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// Who wrote it, in the byline's order.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    #[schemars(default)]
    pub authors: &'a [String],
    /// When it was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<&'a str>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<&'a str>,
    /// The name of the site or paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<&'a str>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    /// Its language as a BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A paste or a file, every character of it.
#[derive(Serialize, JsonSchema)]
pub struct Source<'a> {
    /// What it is written in.
    #[schemars(extend("enum" = ["text", "html"]))]
    pub kind: &'static str,
    /// The characters as they came, line ends too.
    pub content: &'a str,
    /// The SHA-256 of the content's UTF-8 bytes, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A range of the source that is not in the text.
#[derive(Serialize, JsonSchema)]
pub struct Removed {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Why it went.
    #[schemars(schema_with = "reasons")]
    pub reason: &'static str,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A label put on a span, by someone.
#[derive(Serialize, JsonSchema)]
pub struct Annotation<'a> {
    /// Tells it from every other of its document.
    pub id: &'a str,
    /// Where it starts in the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The words there.
    #[schemars(length(min = 1))]
    pub text: &'a str,
    /// One of the file's labels.
    #[schemars(length(min = 1))]
    pub label: &'a str,
    /// Proposed, accepted or rejected.
    #[schemars(schema_with = "statuses")]
    pub status: &'static str,
    /// Who made it.
    pub origin: Origin<'a>,
    /// How sure the tagger was, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Why the tagger made it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub evidence: Vec<Evidence<'a>>,
    /// Which of the file's entities it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<&'a str>,
    /// What it stands for where that can be written down: an ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'a str>,
    /// A person's note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    /// What was decided about it so far, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub decisions: Vec<Decision<'a>>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Who made an annotation: a person (`annotator`), or a part of the tagger (`tagger`, `version`).
#[derive(Serialize, JsonSchema)]
pub struct Origin<'a> {
    /// A person, by the name they gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotator: Option<&'a str>,
    /// A part of the tagger: a rule or a model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tagger: Option<&'a str>,
    /// The tagger's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One thing that speaks for a suggestion.
#[derive(Serialize, JsonSchema)]
pub struct Evidence<'a> {
    /// What spoke.
    pub rule: &'a str,
    /// What it said.
    pub detail: &'a str,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What one person once decided.
#[derive(Serialize, JsonSchema)]
pub struct Decision<'a> {
    /// The annotator.
    pub who: &'a str,
    /// When, as RFC 3339 writes it in UTC.
    pub when: &'a str,
    /// What it was before.
    pub from: Before<'a>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What an annotation was before a decision.
#[derive(Serialize, JsonSchema)]
pub struct Before<'a> {
    /// Its label.
    #[schemars(length(min = 1))]
    pub label: &'a str,
    /// Its status.
    #[schemars(schema_with = "statuses")]
    pub status: &'static str,
    /// Its words.
    pub text: &'a str,
    #[serde(flatten)]
    pub extra: Extra,
}

fn reasons(_: &mut SchemaGenerator) -> Schema {
    one_of(Reason::ALL.iter().map(|reason| reason.name()))
}

fn statuses(_: &mut SchemaGenerator) -> Schema {
    one_of(Status::ALL.iter().map(|status| status.name()))
}

fn document_statuses(_: &mut SchemaGenerator) -> Schema {
    one_of(DocumentStatus::ALL.iter().map(|status| status.name()))
}

fn one_of(names: impl Iterator<Item = &'static str>) -> Schema {
    json_schema!({"type": "string", "enum": names.collect::<Vec<_>>()})
}
