//! A backup: a whole project in one file, `*.tagline-backup.gz`, with the journals of its documents as the browser's store holds
//! them, so that undo comes back too. JSON on lines, all of it packed by gzip; unpacked, `*.tagline-backup.jsonl`, it is as good.
//!
//! ```json
//! {"format":"tagline-backup","version":1,"project":"Courts","made":"2026-11-30T08:00:00.000Z","documents":2,"sum":"5c1f3a90"}
//! {"part":"labels","text":"[{\"name\":\"PLACE\",…}]","sum":"…"}
//! {"entity":"Q90","text":"{\"id\":\"Q90\",…}","sum":"…"}
//! {"document":1,"added":"2026-11-02T…","changed":"…","done":"…","twin":[4,93],"records":["{\"v\":1,\"begun\":…}","{\"v\":1,…}"],"sum":"…"}
//! {"document":4,"records":["{\"v\":1,\"begun\":…}"],"sum":"…"}
//! {"end":true,"parts":1,"entities":1,"documents":2,"sum":"…"}
//! ```
//!
//! The first line says what it is, how the project is called, when the backup was made and how many documents there were then.
//! A `part` is what a project is beside its documents (`job/kept.rs`), an `entity` one of the things that its mentions name, a
//! `document` the records of one, the first first (`format/journal/`), with what the list of documents knows beside: when it came, was
//! last changed, was called done, and which other it is like, by how many hundredths. Documents come by their numbers, which ascend. A part that
//! comes twice changed while the backup was made: the later one counts. The last line counts what was written: where it is missing, the file was cut. `sum` ends each line: the CRC-32, in eight digits, of
//! the line's bytes in front of `,"sum"`. A packed file that is damaged still unpacks for a while, to other bytes than were
//! written; by the sums no such line is taken for what it was. What it cannot carry: nothing that the store holds of a project.

mod read;
#[cfg(test)]
mod tests;
mod write;

use flate2::Crc;
use serde::{Deserialize, Serialize};

use crate::annotation::Timestamp;

pub use read::{Ending, Reader, is_backup};
pub use write::Writer;

/// The ending of a packed backup's name.
pub const PACKED: &str = ".tagline-backup.gz";
/// The ending where the browser cannot pack.
pub const PLAIN: &str = ".tagline-backup.jsonl";

/// What the first line says it is.
const FORMAT: &str = "tagline-backup";
/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// What a backup says of itself at its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The project's name.
    pub project: String,
    /// When it was made.
    pub made: Timestamp,
    /// How many documents there were when it was begun.
    pub documents: u32,
}

/// What a backup holds of a project, as the store has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A part of the project.
    Part {
        /// Its name.
        name: String,
        /// As it is written.
        text: String,
    },
    /// A thing in the world.
    Entity {
        /// Its id.
        id: String,
        /// As it is written.
        text: String,
    },
    /// A document.
    Document {
        /// Its number.
        number: u32,
        /// What else is known of it.
        listed: Listed,
        /// Its records, the first first.
        records: Vec<String>,
    },
}

/// What the list of documents knows of one, beside what its records say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// When it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<String>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// When a person called it done, as long as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// The number of a document it is like, and how much, in hundredths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twin: Option<(u32, u8)>,
}

/// How many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    parts: u32,
    entities: u32,
    documents: u32,
}

impl Counts {
    fn count(&mut self, piece: &Piece) {
        match piece {
            Piece::Part { .. } => self.parts += 1,
            Piece::Entity { .. } => self.entities += 1,
            Piece::Document { .. } => self.documents += 1,
        }
    }
}

/// What ends each line, the bytes in front of it given.
fn sum(bytes: &[u8]) -> String {
    let mut crc = Crc::new();
    crc.update(bytes);
    format!(",\"sum\":\"{:08x}\"}}", crc.sum())
}
