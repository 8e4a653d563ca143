//! Files of annotations: one file and one row of [`ALL`] per format.
//!
//! Reading never fails halfway: a reader returns what it could read and the issues it found; an error means
//! that this is not such a file. Offsets in files are code points, end exclusive, unless a format's own rule differs.

mod brackets;
mod excerpt;
mod journal;
mod json;
mod loss;
mod on_source;
mod tagline;

use std::fmt;

use crate::annotation::Project;

pub use excerpt::excerpt;
pub use journal::{Journal, MarkRecord, RecordError, Unreadable, read_journal, read_record, write_record};
pub use json::{JsonError, read_json};
pub use loss::{Loss, Lost, Part, Place, Tally, keeping, losses, tally};
pub use on_source::on_source;
pub use tagline::json_schema;

/// What a reader made of a file.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// What could be read.
    pub project: Project,
    /// What could not be, in the file's order.
    pub issues: Vec<Issue>,
}

/// Something in an imported file that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Where: `line 12`, `documents[3].annotations[7]`.
    pub place: String,
    /// What was expected, what was found, what was done about it.
    pub message: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Why a file is not of a format at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// Where, what was expected, what was found, what to do.
    pub message: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FormatError {}

/// What a writer made of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub content: String,
    /// What the format could not carry, or only changed.
    pub losses: Vec<Loss>,
}

/// Reads a file of one format.
pub type Reader = fn(&str) -> Result<Imported, FormatError>;

/// Writes a project in one format.
pub type Writer = fn(&Project) -> Exported;

/// A format: how it is called, what it carries, how it is read and written.
pub struct Format {
    /// Its name on the command line: `tagline`.
    pub name: &'static str,
    /// Its name for a reader: `Tagline`.
    pub title: &'static str,
    /// The ending of its files, with the dot: `.tagline.json`.
    pub extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Which parts of a project it carries, beside texts, spans and the names of their labels.
    pub keeps: &'static [Part],
    /// What stands where a file of it becomes interesting, if that is not at its beginning.
    pub opens_at: Option<&'static str>,
    /// Whether the command line reads and writes it one document at a time; otherwise it holds the whole file.
    pub streams: bool,
    /// Reads a file; `None` for a format that is only written.
    pub read: Option<Reader>,
    /// Writes a project; `None` for a format that is only read.
    pub write: Option<Writer>,
}

/// Every format, the native one first.
pub const ALL: &[Format] = &[tagline::FORMAT, brackets::FORMAT];

/// The format of that name on the command line.
pub fn by_name(name: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.name == name)
}
