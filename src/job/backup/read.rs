//! Reading a backup, in pieces of any size. What cannot be read is told with its line and left out; the rest is there.

use std::fmt;

use serde::Deserialize;

use super::{Counts, FORMAT, Listed, Opening, Piece, VERSION, sum};
use crate::annotation::Timestamp;
use crate::format::{FormatError, Issue, read_json};

/// The most bytes of a line that are held: what was packed to nearly nothing must not fill the memory.
const LONGEST: usize = 256 << 20;

/// What stands at a text's beginning, where some program put it there.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A backup that is being read. It holds one line.
#[derive(Debug, Default)]
pub struct Reader {
    /// What there is of the line that is not over.
    begun: Vec<u8>,
    /// Whether that line is too long to be held.
    skipping: bool,
    /// How many lines are over.
    line: usize,
    opening: Option<Opening>,
    counts: Counts,
    /// The number of the last document.
    last: Option<u32>,
    /// What the last line counts.
    end: Option<Counts>,
}

/// How a backup ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// How many documents are whole.
    pub documents: u32,
    /// How many it has, as far as it says that.
    pub of: u32,
    /// Whether the file stops before its end.
    pub cut: bool,
    /// Whether it is all there.
    pub whole: bool,
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (documents, of) = (grouped(self.documents), grouped(self.of));
        match (self.cut, self.whole) {
            (_, true) => write!(f, "the file is whole: {documents} documents"),
            (true, _) => write!(f, "the file stops early: {documents} of {of} documents are whole"),
            (false, _) if self.documents == self.of => {
                write!(f, "the file is damaged: all {of} documents are whole, not all beside them is")
            }
            (false, _) => write!(f, "the file is damaged: {documents} of {of} documents are whole"),
        }
    }
}

/// A number with a comma before each three digits: `1,000`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[derive(Deserialize)]
struct First {
    format: String,
    version: u32,
}

#[derive(Deserialize)]
struct Said {
    project: String,
    made: String,
    documents: u32,
}

/// Any line behind the first.
#[derive(Deserialize)]
struct Line {
    part: Option<String>,
    entity: Option<String>,
    text: Option<String>,
    document: Option<u32>,
    added: Option<String>,
    changed: Option<String>,
    done: Option<String>,
    twin: Option<(u32, u8)>,
    records: Option<Vec<String>>,
    end: Option<bool>,
    parts: Option<u32>,
    entities: Option<u32>,
    documents: Option<u32>,
}

/// Whether a file that begins with these bytes is a backup that is not packed.
pub fn is_backup(beginning: &[u8]) -> bool {
    let beginning = beginning.strip_prefix(MARK).unwrap_or(beginning);
    beginning.starts_with(format!("{{\"format\":\"{FORMAT}\"").as_bytes())
}

impl Reader {
    /// Reads on. What the bytes bring to its end comes back, in the file's order.
    ///
    /// # Errors
    ///
    /// Where the file is no backup, or a newer version's.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Result<Piece, Issue>>, FormatError> {
        let mut read = Vec::new();
        let mut rest = bytes;
        while let Some(at) = memchr::memchr(b'\n', rest) {
            self.hold(&rest[..at]);
            rest = &rest[at + 1..];
            let line = std::mem::take(&mut self.begun);
            read.extend(self.over(&line)?);
        }
        self.hold(rest);
        Ok(read)
    }

    /// There is no more. What the last bytes held comes back, and how it ended.
    ///
    /// # Errors
    ///
    /// Where the file is no backup, or a newer version's.
    pub fn finish(mut self) -> Result<(Vec<Result<Piece, Issue>>, Ending), FormatError> {
        let rest = std::mem::take(&mut self.begun);
        // A line that lacks nothing but its end is as good; of any other there is nothing to say but that the file stops.
        let last = match self.opening {
            Some(_) if !is_summed(trimmed(&rest)) => None,
            _ => self.over(&rest)?,
        };
        if self.opening.is_none() {
            return Err(not_one("nothing"));
        }
        let said = self.opening.as_ref().map_or(0, |opening| opening.documents);
        let of = self.end.map_or(said, |end| end.documents).max(self.counts.documents);
        let ending = Ending {
            documents: self.counts.documents,
            of,
            cut: self.end.is_none(),
            whole: self.end == Some(self.counts),
        };
        Ok((last.into_iter().collect(), ending))
    }

    /// What the first line said, once it is read.
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_ref()
    }

    /// How many documents were read.
    pub fn documents(&self) -> u32 {
        self.counts.documents
    }

    fn hold(&mut self, bytes: &[u8]) {
        if self.begun.len() + bytes.len() > LONGEST {
            self.skipping = true;
            self.begun = Vec::new();
        }
        if !self.skipping {
            self.begun.extend_from_slice(bytes);
        }
    }

    /// A line is over.
    fn over(&mut self, bytes: &[u8]) -> Result<Option<Result<Piece, Issue>>, FormatError> {
        self.line += 1;
        let bytes = trimmed(bytes);
        if self.opening.is_none() {
            let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
            return self.first(bytes).map(|()| None);
        }
        if std::mem::take(&mut self.skipping) {
            let message = format!("expected a line of at most {} MB, found a longer one", LONGEST >> 20);
            return Ok(Some(Err(self.issue(message))));
        }
        // A line that holds nothing loses nothing.
        if bytes.is_empty() {
            return Ok(None);
        }
        Ok(self.piece(bytes).map_err(|message| self.issue(message)).transpose())
    }

    fn first(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        let first: Option<First> = serde_json::from_slice(bytes).ok();
        let Some(first) = first.filter(|first| first.format == FORMAT) else {
            return Err(not_one("another file"));
        };
        if first.version > VERSION {
            let message = format!(
                "line 1: expected a backup of version {VERSION}, found one of version {}: a newer Tagline has made it; \
                 reload the page to get that one, and restore it there",
                first.version
            );
            return Err(FormatError { message });
        }
        let said: Option<Said> = serde_json::from_slice(bytes).ok();
        let Some(said) = said.filter(|_| is_summed(bytes)) else {
            let message =
                "line 1: expected what the backup is of as it was written, found it changed; the file is \
                           damaged from its beginning, try an older one"
                    .to_owned();
            return Err(FormatError { message });
        };
        let Said { project, made, documents } = said;
        self.opening = Some(Opening { project, made: Timestamp(made.into()), documents });
        Ok(())
    }

    /// What a line holds; nothing for the last one.
    fn piece(&mut self, bytes: &[u8]) -> Result<Option<Piece>, String> {
        if !is_summed(bytes) {
            return Err(
                "expected a line as it was written, found it changed; what it held is left out".to_owned()
            );
        }
        if self.end.is_some() {
            return Err("expected the end of the file, found a line behind it; it is left out".to_owned());
        }
        let text = std::str::from_utf8(bytes).map_err(|_| "expected UTF-8, found other bytes".to_owned())?;
        let line: Line =
            read_json(text).map_err(|error| format!("column {}: {}", error.column, error.message))?;
        let piece = match line {
            Line { part: Some(name), text: Some(text), .. } => Piece::Part { name, text },
            Line { entity: Some(id), text: Some(text), .. } => Piece::Entity { id, text },
            Line { document: Some(number), records: Some(records), added, changed, done, twin, .. } => {
                if let Some(last) = self.last.filter(|last| *last >= number) {
                    return Err(format!(
                        "expected a document's number above {last}, found {number}; it is left out"
                    ));
                }
                if records.is_empty() {
                    return Err(format!(
                        "expected the records of document {number}, found none; it is left out"
                    ));
                }
                self.last = Some(number);
                Piece::Document { number, listed: Listed { added, changed, done, twin }, records }
            }
            Line {
                end: Some(true),
                parts: Some(parts),
                entities: Some(entities),
                documents: Some(documents),
                ..
            } => {
                self.end = Some(Counts { parts, entities, documents });
                return Ok(None);
            }
            _ => return Err("expected a part, an entity or a document, found none of them".to_owned()),
        };
        self.counts.count(&piece);
        Ok(Some(piece))
    }

    fn issue(&self, message: String) -> Issue {
        Issue { place: format!("line {}", self.line), message }
    }
}

fn not_one(found: &str) -> FormatError {
    FormatError { message: format!("line 1: expected a backup that Tagline made, found {found}") }
}

/// A line without what may stand behind it where some program wrote it anew.
fn trimmed(line: &[u8]) -> &[u8] {
    line.trim_ascii_end()
}

/// Whether a line is as it was written.
fn is_summed(line: &[u8]) -> bool {
    let ours = sum(b"").len();
    line.len().checked_sub(ours).is_some_and(|at| line[at..] == *sum(&line[..at]).as_bytes())
}
