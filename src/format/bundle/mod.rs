//! A bundle: annotations without the texts that they stand in, for whoever has these texts too.
//!
//! ```json
//! {"format":"tagline-bundle","version":1,"salt":"000102030405060708090a0b0c0d0e0f","documents":[
//! {"text_hash":"82…","words_hash":"d1…","length":26,"words":4,"status":"done","reviewed":[[0,26]],"marks":[
//! {"label":"PLACE","status":"accepted","origin":{"annotator":"Ada"},"start":20,"length":5,"first":3,"words":1,"hash":"5c1f","before":"203444","after":"444"}
//! ]}
//! ]}
//! ```
//!
//! `start` and `length` count code points, `first` and `words` words; `docs/bundle.md` has each field, how the hashes are made, and what
//! they protect. It is read beside texts only ([`anchored`]): marks are placed where the hashes fit, and those that fit nowhere told.
//! What it cannot carry: whatever quotes the text or says what a mark names: metadata but for dates, sources, entities, values, notes,
//! evidence, former decisions, ids.

mod anchored;
mod make;
mod read;
mod salt;
#[cfg(test)]
mod tests;
mod write;

use std::rc::Rc;

use super::keep::unknown_origin;
use super::{Changed, Family, Format, Part, Rules, Writer};
use crate::annotation::anchor::Anchor;
use crate::annotation::{Annotation, Document, DocumentStatus, Edit, Label, Origin, Project, Status};
use crate::article::{Metadata, is_date};

pub use anchored::{Found, How, Why, anchored, anchored_project};
pub use read::read_bundle;
pub use salt::Salt;
pub use write::write_bundle;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "bundle",
    title: "Bundle without the text",
    family: Family::Sharing,
    extension: ".tagline-bundle.json",
    inside: None,
    media_type: "application/json",
    counts: "code points and words",
    about: "For a colleague who has the same articles: marks and hashes, but no word of the text. Opened beside the article, each mark \
            finds its place again. Short mentions can be guessed by who doesn't have it.",
    rules: Rules {
        own: Some(told_nothing),
        ..Rules::of(&[Part::Metadata, Part::Progress, Part::Statuses, Part::Origins])
    },
    begins: |beginning| {
        beginning.trim_start().starts_with('{')
            && beginning.contains("\"format\"")
            && beginning.contains("\"tagline-bundle\"")
    },
    opens_at: None,
    streams: false,
    reader: None,
    writer: Some(Writer::Salted(write)),
};

/// The name that a bundle's `format` has, the version that is written, and the newest that is read.
const NAME: &str = "tagline-bundle";
const VERSION: u64 = 1;

/// Annotations without the texts that they stand in.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// What every hash begins with.
    pub salt: Salt,
    /// The documents, in the order of the project that they were of.
    pub documents: Vec<Bundled>,
}

/// A document without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundled {
    /// The salted hash of its text.
    pub text_hash: String,
    /// The salted hash of its words as they are compared.
    pub words_hash: String,
    /// How many code points its text has.
    pub length: usize,
    /// How many words.
    pub words: usize,
    /// When it was first published.
    pub published: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// How far the work on it had come.
    pub status: DocumentStatus,
    /// The first code point, and the one after the last, of each stretch that a person had looked at.
    pub reviewed: Vec<(usize, usize)>,
    /// Its annotations, in its order.
    pub marks: Vec<BundledMark>,
}

/// An annotation without its words.
#[derive(Clone, Debug, PartialEq)]
pub struct BundledMark {
    /// The code point that it begins with.
    pub start: usize,
    /// How many code points it has; never 0.
    pub length: usize,
    /// How its words are found again; `None` if it has none.
    pub anchor: Option<Anchor>,
    /// How many code points it begins before its first word and ends after its last; negative where it does so inside.
    pub margin: (isize, isize),
    /// Its label.
    pub label: Label,
    /// Proposed, accepted or rejected.
    pub status: Status,
    /// Who made it.
    pub origin: Origin,
    /// How sure the tagger was.
    pub score: Option<f64>,
}

impl Bundled {
    /// What of it tells a person which article is meant: `812 words, 5431 characters, 34 marks, published 2019-06-26`.
    pub fn description(&self) -> String {
        let counted =
            |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let mut parts = vec![
            counted(self.words, "word"),
            counted(self.length, "character"),
            counted(self.marks.len(), "mark"),
        ];
        parts.extend(self.published.iter().map(|day| format!("published {day}")));
        parts.extend(self.updated.iter().map(|day| format!("updated {day}")));
        parts.join(", ")
    }
}

impl BundledMark {
    /// What of it a person can look for: `COURT, 13 characters from 8`.
    pub fn description(&self) -> String {
        format!("{}, {} characters from {}", self.label, self.length, self.start)
    }
}

/// `project` without its texts; it has to fit (`FORMAT.rules`).
fn write(project: &Project, salt: &Salt) -> String {
    write_bundle(&Bundle::of(project, salt))
}

const METADATA: &str = "metadata but for dates: left out, as it can quote the text";
const EVIDENCE: &str = "evidence: left out, as it can quote the text";

/// The document without what quotes it in parts that are carried otherwise.
fn told_nothing(document: &Document) -> Changed {
    let mut changed = document.clone();
    let mut told = Vec::new();
    let metadata = document.metadata();
    let date = |date: &Option<String>| date.clone().filter(|date| is_date(date));
    let dates = Metadata {
        published: date(&metadata.published),
        updated: date(&metadata.updated),
        extra: metadata.extra.clone(),
        ..Metadata::default()
    };
    if dates != *metadata {
        told.push((None, METADATA.into()));
        let _ = Edit::SetMetadata(Box::new(dates)).apply(&mut changed);
    }
    for (row, annotation) in
        document.annotations().iter().enumerate().filter(|(_, one)| !one.evidence.is_empty())
    {
        told.push((Some(row), EVIDENCE.into()));
        let without = Annotation { evidence: Vec::new(), ..(**annotation).clone() };
        let _ = Edit::Replace(Rc::new(without)).apply(&mut changed);
    }
    (!told.is_empty()).then_some((changed, told))
}
