//! What the app asks the worker that works in the background, and what that answers: taking in many files at once, and tagging
//! many documents. It is the same program as the other worker ([`Call`] and [`Told`] are what it takes and gives), another
//! instance of it, so that neither delays the other.
//!
//! The answers to an errand come one by one, and at most [`AHEAD`] of them before the app has said ([`Errand::Ack`]) that it is
//! done with the first: a page that is slow, or that pauses, is never flooded.

use std::fmt;
use std::rc::Rc;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::figures::{Figures, FiguresAsked};
use super::intake::{Choice, Preview};
use super::kept::{EntityRow, LabelRow};
use super::worker::{ExampleMessage, Reply, Request, SuggestionMessage};

/// So many answers come before the first of them is acknowledged.
pub const AHEAD: usize = 2;

/// What the program is told.
#[derive(Debug, Serialize, Deserialize)]
pub enum Call {
    /// A question of the document that a person works on.
    Ask(Request),
    /// There is time to fetch what the tagger knows.
    Know,
    /// Something to do in the background; the ticket tells it and its answers from every other.
    Errand(u64, Errand),
}

/// What the program tells.
#[derive(Debug, Serialize, Deserialize)]
pub enum Told {
    /// An answer about the document that a person works on.
    Reply(Reply),
    /// An answer to an errand.
    Errand(u64, Answer),
}

/// Something to do in the background.
#[derive(Debug, Serialize, Deserialize)]
pub enum Errand {
    /// Pieces of files, in order. They are held until an import has read them or another ticket comes.
    Files(Vec<FilePiece>),
    /// All files are there: tell what is in them.
    Look,
    /// Take the files in.
    Import(Box<Import>),
    /// Find what documents name.
    Tag(TagErrand),
    /// Work out how far versions agree.
    Agree(Box<FiguresAsked>),
    /// One more answer has been dealt with.
    Ack,
    /// Give it up. What has been read is still answered.
    Stop,
}

/// A piece of a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct FilePiece {
    /// The file's name with its folders, where this is its beginning.
    pub begins: Option<String>,
    /// The next of its bytes.
    pub bytes: Bytes,
}

/// How files are to be taken in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Import {
    /// Which columns are what, by the names of files.
    pub choices: Vec<(String, Choice)>,
    /// The first document's number.
    pub first: u32,
    /// What the ids of new documents begin with.
    pub fresh: String,
    /// Now.
    pub now: String,
    /// The signatures of the documents that are there, in packed pages.
    pub known: Vec<Bytes>,
    /// Their ids.
    pub ids: Vec<String>,
    /// The project's labels.
    #[serde(with = "as_json")]
    pub labels: Vec<LabelRow>,
    /// Whether articles are left out whose words are there already.
    pub leave_out: bool,
}

/// Documents to tag.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TagErrand {
    /// What to read. More may follow under the same ticket.
    pub texts: Vec<TextMessage>,
    /// What a person decided in other texts.
    pub examples: Vec<ExampleMessage>,
    /// Whether no more follow.
    pub last: bool,
}

/// A text to tag.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TextMessage {
    /// Its document's number.
    pub number: u32,
    /// The text.
    pub text: String,
    /// The article's day, `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// What an errand comes to.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// What is in the files: of each that has columns or fields its beginning.
    Looked(Vec<(String, Preview)>),
    /// What came of a part of them.
    Batch(Box<Batch>),
    /// What a document names.
    Tagged {
        /// Its number.
        number: u32,
        /// The names.
        suggestions: Vec<SuggestionMessage>,
    },
    /// How far versions agree: first without intervals, then with them.
    Agreed(Box<Figures>),
    /// What the tagger knows is still coming: so many bytes of so many.
    Loading(usize, usize),
    /// What the tagger knows did not come, and why. The errand is over; the worker is well.
    NotLoaded(String),
    /// It is over; whether it was given up.
    Over {
        /// Whether something was left undone.
        stopped: bool,
    },
    /// The worker has panicked, and how.
    Failed(String),
}

/// What came of a part of the files, whole: all that the store gets of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// The documents' numbers, one after the other, and their first records.
    pub records: Vec<(u32, String)>,
    /// Their rows, packed as a page.
    pub rows: Bytes,
    /// Their signatures, packed as a page.
    pub signatures: Bytes,
    /// A segment of the index of texts: its head and its blocks. It tells of documents of this batch and of those before it that
    /// were in none.
    pub segment: Option<(Bytes, Vec<Bytes>)>,
    /// What could not be taken, or not all of it: where, and why.
    pub rejected: Vec<(String, String)>,
    /// Documents that are like others.
    pub duplicates: Vec<Duplicate>,
    /// Articles that were left out, as their words are there already; they have no number.
    pub left_out: Vec<Duplicate>,
    /// Labels that came with files and are not there.
    #[serde(with = "as_json")]
    pub labels: Vec<LabelRow>,
    /// Whether they stand in place of those that were there, as no document was.
    pub instead: bool,
    /// Who annotated: names, and unknown fields.
    pub annotators: Vec<(Rc<str>, Option<Rc<str>>)>,
    /// What mentions name.
    #[serde(with = "as_json")]
    pub entities: Vec<EntityRow>,
    /// Unknown fields of the file that stands in place of nothing.
    pub extra: Option<Rc<str>>,
    /// How many bytes are read, and how many there are.
    pub done: (u64, u64),
}

/// A document that is like another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// The other one's number.
    pub of: u32,
    /// The other one's title, if it came with the same import.
    pub of_title: Option<String>,
    /// How much they have in common, in hundredths.
    pub alike: u8,
}

/// Bytes, passed on as they are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes(bytes)
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
        struct Whole;
        impl<'de> Visitor<'de> for Whole {
            type Value = Bytes;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
            fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut all: A) -> Result<Bytes, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = all.next_element()? {
                    bytes.push(byte);
                }
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Whole)
    }
}

/// Rows of the store pass between programs as the store has them: they leave out what is not there, which the messages' own
/// encoding does not understand.
mod as_json {
    use serde::de::{self, DeserializeOwned};
    use serde::ser::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(rows: &T, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(rows).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map_err(de::Error::custom)
    }
}
