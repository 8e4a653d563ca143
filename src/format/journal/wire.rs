//! The shapes of a record.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

/// A span: from, to.
pub type At = (usize, usize);

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    pub v: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begun: Option<Begun>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Rc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Vec<At>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aside: Option<Vec<Aside>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Rc<str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub come: Vec<Mark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undo: Option<Turned>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redo: Option<Turned>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<u64>,
    /// A list of none is none found; `null` in it stands for nothing kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<Vec<Written>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tagged: Option<bool>,
}

#[derive(Serialize, Deserialize)]
pub struct Begun {
    pub id: Rc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Rc<str>>,
}

#[derive(Serialize, Deserialize)]
pub struct Source {
    pub html: bool,
    pub content: Rc<str>,
}

#[derive(Serialize, Deserialize)]
pub struct Text {
    pub text: Rc<str>,
    /// From, to, and why.
    pub removed: Vec<(usize, usize, Rc<str>)>,
    /// The text's stretch and the source's.
    pub map: Vec<(usize, usize, usize, usize)>,
}

#[derive(Serialize, Deserialize)]
pub struct Metadata {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Rc<str>>,
}

/// An annotation as records have it: its span counts the bytes of its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    pub(super) id: Rc<str>,
    pub(super) at: At,
    pub(super) label: Rc<str>,
    pub(super) status: Rc<str>,
    /// The person, or the part of the tagger and its version.
    pub(super) by: (Rc<str>, Option<Rc<str>>),
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) score: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) why: Vec<(Rc<str>, Rc<str>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) entity: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) decided: Vec<Decided>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) extra: Option<Rc<str>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    pub(super) who: Rc<str>,
    pub(super) when: Rc<str>,
    pub(super) label: Rc<str>,
    pub(super) status: Rc<str>,
    pub(super) text: Rc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) extra: Option<Rc<str>>,
}

#[derive(Serialize, Deserialize)]
pub struct Aside {
    pub mark: Mark,
    pub source: At,
}

#[derive(Serialize, Deserialize)]
pub struct Turned {
    pub keep: usize,
    pub push: Vec<Step>,
}

#[derive(Serialize, Deserialize)]
pub struct Step {
    pub name: String,
    pub id: u64,
    #[serde(rename = "do")]
    pub edits: Vec<Edit>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    Insert(Mark),
    Remove(Rc<str>),
    Replace(Mark),
    Metadata(Metadata),
    Status(Rc<str>),
    Reviewed(Vec<At>),
    Aside(Vec<Aside>),
    Text { text: Text, marks: Vec<Mark>, reviewed: Vec<At>, aside: Vec<Aside> },
}

#[derive(Serialize, Deserialize)]
pub struct Found {
    /// `None` where nothing is kept.
    pub all: Option<Vec<Mark>>,
    pub flat: bool,
}

#[derive(Serialize, Deserialize)]
pub struct Written {
    pub id: Rc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Rc<str>>,
    pub label: Rc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<Rc<str>>,
}
