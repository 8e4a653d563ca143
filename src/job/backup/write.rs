//! Writing a backup, a line at a time.

use serde::Serialize;

use super::{Counts, FORMAT, Listed, Opening, Piece, VERSION, sum};

/// A backup that is being written. It holds none of it.
#[derive(Debug, Default)]
pub struct Writer {
    counts: Counts,
}

#[derive(Serialize)]
struct First<'a> {
    format: &'a str,
    version: u32,
    project: &'a str,
    made: &'a str,
    documents: u32,
}

#[derive(Serialize)]
struct Part<'a> {
    part: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Entity<'a> {
    entity: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Document<'a> {
    document: u32,
    #[serde(flatten)]
    listed: &'a Listed,
    records: &'a [String],
}

#[derive(Serialize)]
struct Last {
    end: bool,
    parts: u32,
    entities: u32,
    documents: u32,
}

impl Writer {
    /// Begins one: its first line goes to `out`.
    pub fn begin(opening: &Opening, out: &mut String) -> Writer {
        let Opening { project, made, documents } = opening;
        let first = First { format: FORMAT, version: VERSION, project, made: &made.0, documents: *documents };
        line(&first, out);
        Writer::default()
    }

    /// Writes what comes next; documents in the order of their numbers.
    pub fn write(&mut self, piece: &Piece, out: &mut String) {
        self.counts.count(piece);
        match piece {
            Piece::Part { name, text } => line(&Part { part: name, text }, out),
            Piece::Entity { id, text } => line(&Entity { entity: id, text }, out),
            Piece::Document { number, listed, records } => {
                line(&Document { document: *number, listed, records }, out);
            }
        }
    }

    /// Ends it.
    pub fn end(self, out: &mut String) {
        let Counts { parts, entities, documents } = self.counts;
        line(&Last { end: true, parts, entities, documents }, out);
    }
}

fn line<T: Serialize>(shape: &T, out: &mut String) {
    // It cannot fail: the shapes are plain.
    let text = serde_json::to_string(shape).unwrap_or_default();
    // The sum takes the place of the brace, and brings its own.
    let open = text.strip_suffix('}').unwrap_or(&text);
    out.push_str(open);
    out.push_str(&sum(open.as_bytes()));
    out.push('\n');
}
