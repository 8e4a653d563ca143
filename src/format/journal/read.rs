//! Reading a journal: the document that its records tell, as far as they can be read.

use std::fmt;
use std::rc::Rc;

use serde::Deserialize;

use super::{VERSION, wire};
use crate::annotation::{Delta, Kept, replay};

/// Why a record can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// A newer Tagline has written it: its version.
    Newer(u32),
    /// It is none: what was expected and found.
    Other(String),
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordError::Newer(version) => write!(
                f,
                "expected a record of version {VERSION}, found one of version {version}, which a newer Tagline has written"
            ),
            RecordError::Other(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for RecordError {}

/// A document as its journal tells it.
#[derive(Clone, Debug)]
pub struct Journal {
    /// The document, as far as it could be read; none where its beginning could not.
    pub kept: Option<Kept>,
    /// Where reading stopped; none where the document is whole.
    pub unreadable: Option<Unreadable>,
}

impl Journal {
    /// Whether all records could be read.
    pub fn is_whole(&self) -> bool {
        self.unreadable.is_none()
    }
}

/// Where the reading of a journal stopped. A record that came behind this one would never be read: none may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// How many records could be read: those in front of the one that could not.
    pub readable: usize,
    /// How many there are.
    pub of: usize,
    /// What was expected there, what was found.
    pub why: Rc<str>,
    /// Whether a newer Tagline can read it.
    pub newer: bool,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {} of {}: {}", self.readable + 1, self.of, self.why)
    }
}

/// What a record says of itself, whatever else it holds.
#[derive(Deserialize)]
struct Version {
    v: u32,
}

/// Reads one record.
///
/// # Errors
///
/// Where it is no record, or a newer version's: what was expected, what was found.
pub fn read_record(text: &str) -> Result<Delta, RecordError> {
    let other = |found: String| RecordError::Other(format!("expected a record, found {found}"));
    if text.is_empty() {
        return Err(other("nothing".to_owned()));
    }
    let record: wire::Record = serde_json::from_str(text).map_err(|error| {
        // The shapes of a newer version may be others.
        match serde_json::from_str(text) {
            Ok(Version { v }) if v > VERSION => RecordError::Newer(v),
            _ => other(format!("another text ({error})")),
        }
    })?;
    match record.v {
        VERSION => record.try_into().map_err(RecordError::Other),
        newer if newer > VERSION => Err(RecordError::Newer(newer)),
        none => Err(RecordError::Other(format!(
            "expected a record of version {VERSION}, found one of version {none}"
        ))),
    }
}

/// Reads the records of a document, the first first, up to the first that can't be read or does not fit.
pub fn read_journal(records: &[String]) -> Journal {
    let mut deltas = Vec::with_capacity(records.len());
    let mut stopped = None;
    for record in records {
        match read_record(record) {
            Ok(delta) => deltas.push(delta),
            Err(error) => {
                let newer = matches!(error, RecordError::Newer(_));
                stopped = Some((deltas.len(), error.to_string(), newer));
                break;
            }
        }
    }
    let (kept, failed) = replay(&deltas);
    // What does not fit comes before what can't be read.
    let stopped = failed.map(|(at, error)| (at, error.to_string(), false)).or(stopped);
    let unreadable = stopped.map(|(readable, why, newer)| Unreadable {
        readable,
        of: records.len(),
        why: why.into(),
        newer,
    });
    Journal { kept, unreadable }
}
