//! What the JavaScript API is asked and answers: the same functions as the command line's, with options and answers as plain
//! values. Offsets are code points, end exclusive, unless a caller asks for another unit.

mod articles;
mod convert;
mod options;
mod several;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::Serialize;

use super::line::LineError;
use super::read::Unread;
use crate::format::{self, Family, Format};

pub use articles::{Tagged, clean, tag};
pub use convert::{Converted, convert};
pub use options::Options;
pub use several::{FigureRows, GivenFile, MergedRows, agree, merge};

/// What went wrong, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// An argument or an option is missing, or not what it should be.
    Usage,
    /// A file is not of the format that it was taken for, or of none that is known.
    Format,
    /// A file's bytes are no UTF-8.
    NotUtf8,
    /// A zip archive can't be read.
    Archive,
    /// What the tagger knows is damaged, or of another version.
    Load,
    /// What the tagger knows is not there yet.
    NotLoaded,
}

/// Why something could not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What went wrong, for programs.
    pub code: Code,
    /// Where, what was expected, what was found, what to do.
    pub message: String,
}

impl Failure {
    /// A failure of this kind.
    pub fn new(code: Code, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into() }
    }

    /// A call that is not as it should be.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure::new(Code::Usage, message)
    }

    /// The same, of the file of that name.
    fn of_file(self, name: &str) -> Failure {
        Failure { message: format!("{name}: {}", self.message), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<LineError> for Failure {
    fn from(error: LineError) -> Failure {
        Failure::usage(error.to_string())
    }
}

impl From<Unread> for Failure {
    fn from(error: Unread) -> Failure {
        let code = match error {
            Unread::NotUtf8(_) => Code::NotUtf8,
            Unread::Archive(_) => Code::Archive,
            Unread::Unknown | Unread::Format(_) => Code::Format,
        };
        Failure::new(code, error.to_string())
    }
}

/// Something in a file that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssueRow {
    /// Where: `line 12`, `documents[3].annotations[7]`.
    pub place: String,
    /// What was expected, what was found, what was done about it.
    pub message: String,
}

impl From<format::Issue> for IssueRow {
    fn from(issue: format::Issue) -> IssueRow {
        IssueRow { place: issue.place, message: issue.message }
    }
}

/// A format as the table of formats tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormatRow {
    /// Its name in calls.
    pub name: &'static str,
    /// Its name for a reader.
    pub title: &'static str,
    /// What it is for: `whole`, `training`, `tools` or `reading`.
    pub family: &'static str,
    /// The ending of its files, with the dot.
    pub extension: &'static str,
    /// Its media type.
    #[serde(rename = "mediaType")]
    pub media_type: &'static str,
    /// What its offsets count.
    pub counts: &'static str,
    /// Who reads it, and what a person must know of it.
    pub about: &'static str,
    /// Whether it can be read.
    pub reads: bool,
    /// Whether it can be written.
    pub writes: bool,
    /// Whether it is written as a zip archive of several files.
    pub archive: bool,
}

/// All formats, the native one first.
pub fn formats() -> Vec<FormatRow> {
    let row = |format: &Format| FormatRow {
        name: format.name,
        title: format.title,
        family: match format.family {
            Family::Whole => "whole",
            Family::Training => "training",
            Family::Tools => "tools",
            Family::Reading => "reading",
            Family::Sharing => "sharing",
        },
        extension: format.extension,
        media_type: format.media_type,
        counts: format.counts,
        about: format.about,
        reads: format.reader.is_some(),
        writes: format.writer.is_some(),
        archive: format.is_folder(),
    };
    format::ALL.iter().map(row).collect()
}

/// The format of that name, which was given as `option`.
fn format_of(option: &str, name: &str) -> Result<&'static Format, Failure> {
    format::by_name(name).ok_or_else(|| {
        let names: Vec<_> = format::ALL.iter().map(|format| format.name).collect();
        Failure::usage(format!("{option}: expected one of {}, found {name:?}", names.join(", ")))
    })
}
