//! Tables: rows of cells with a comma, a tab, a semicolon or a bar between them.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::choice::{Choice, named, record};
use super::decode::{not_utf8, pieces};
use super::{Arrival, Content, LARGEST};
use crate::format::Issue;

/// A table that is being read.
pub struct Table {
    name: String,
    reader: Reader<Box<dyn Read>>,
    choice: Choice,
    columns: Vec<String>,
    row: ByteRecord,
    ready: VecDeque<Arrival>,
    begun: bool,
    /// Whether lines end with CR LF: then the reader stands before the LF when a row is read.
    crlf: bool,
    /// How many bytes a row may still take.
    left: Rc<Cell<u64>>,
    ended: bool,
}

impl Table {
    /// Begins with a file.
    pub fn new(name: String, content: Box<dyn Content>, choice: Choice) -> Result<Table, String> {
        let mut reader = pieces(content)?;
        let buffer =
            reader.fill_buf().map_err(|error| format!("expected a file that can be read: {error}"))?;
        let delimiter = delimiter(buffer);
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let crlf = end.and_then(|end| buffer.get(end.checked_sub(1)?)) == Some(&b'\r');
        // Every row ends with a line's end, the last one too: so its line can be counted back.
        let reader = reader.chain(if crlf { &b"\r\n"[..] } else { b"\n" });
        let left = Rc::new(Cell::new(LARGEST));
        let reader: Box<dyn Read> = Box::new(Limited { reader, left: left.clone() });
        let reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(reader);
        let (row, ready) = (ByteRecord::new(), VecDeque::new());
        Ok(Table {
            name,
            reader,
            choice,
            columns: Vec::new(),
            row,
            ready,
            begun: false,
            crlf,
            left,
            ended: false,
        })
    }

    /// The next record or rejection.
    pub fn next(&mut self) -> Option<Arrival> {
        while self.ready.is_empty() && !self.ended {
            self.left.set(LARGEST);
            let began = self.reader.position().line() + u64::from(self.crlf && self.begun);
            match self.reader.read_byte_record(&mut self.row) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.ended = true;
                    let place = format!("{}, line {began}", self.name);
                    let message = if self.left.get() == 0 {
                        let most = LARGEST >> 20;
                        format!(
                            "expected rows of at most {most} MB, found a longer one; is a quotation mark missing?"
                        )
                    } else {
                        format!("expected a file that can be read: {error}")
                    };
                    return Some(Arrival::Rejected(Issue { place, message }));
                }
            }
            // Where a row begins is what it ends on, without the line ends in its cells: blank lines before it are no part of it.
            let within = self.row.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
            let line = self.reader.position().line().saturating_sub(within + u64::from(!self.crlf));
            if !std::mem::replace(&mut self.begun, true) {
                self.columns = columns(&self.row, self.choice.header);
                if self.choice.header {
                    continue;
                }
            }
            let arrivals = self.arrivals(line);
            self.ready.extend(arrivals);
        }
        self.ready.pop_front()
    }

    fn arrivals(&self, line: u64) -> Vec<Arrival> {
        let place = format!("{}, line {line}", self.name);
        let refuse = |message: String| vec![Arrival::Rejected(Issue { place: place.clone(), message })];
        if self.row.iter().all(<[u8]>::is_empty) {
            return Vec::new();
        }
        for (cell, column) in self.row.iter().zip(&self.columns) {
            if let Err(error) = std::str::from_utf8(cell) {
                let at = not_utf8(error.valid_up_to(), cell);
                return refuse(format!("{column}, {at}; save the file as UTF-8 and open it again"));
            }
        }
        let (expected, found) = (self.columns.len(), self.row.len());
        let beyond = self.row.iter().skip(expected).any(|cell| !cell.is_empty());
        if beyond {
            return refuse(format!(
                "expected {expected} columns, found {found}; is a cell with a delimiter in it without quotation marks?"
            ));
        }
        record(place.clone(), &self.choice, |name| {
            let at = self.columns.iter().position(|column| column == name)?;
            self.row.get(at).and_then(|cell| std::str::from_utf8(cell).ok()).map(str::to_owned)
        })
    }
}

/// Bytes of which a row may take so many only: where a quotation mark is missing, the rest of a file is one cell.
struct Limited<R> {
    reader: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(into)? as u64;
        self.left.set(self.left.get().saturating_sub(count));
        if self.left.get() == 0 && count > 0 {
            return Err(io::Error::other("a row is too long"));
        }
        Ok(count as usize)
    }
}

/// The names of the columns of a table that begins with `row`.
pub fn columns(row: &ByteRecord, header: bool) -> Vec<String> {
    named(
        row.iter()
            .map(|cell| if header { String::from_utf8_lossy(cell).into_owned() } else { String::new() }),
    )
}

/// What stands between the cells of a table that begins like this: what parts most rows into the same number of them.
pub fn delimiter(beginning: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(beginning);
        let widths: Vec<usize> =
            reader.byte_records().take(20).filter_map(|row| Some(row.ok()?.len())).collect();
        let first = widths.first().copied().unwrap_or_default();
        // The last row may be cut short.
        let whole = widths.len().saturating_sub(1).max(1);
        let same = widths.iter().take(whole).filter(|width| **width == first).count();
        if first < 2 { (0, 0) } else { (same * 100 / whole, first) }
    };
    let best = *b",\t;|".iter().rev().max_by_key(|delimiter| score(**delimiter)).unwrap_or(&b',');
    if score(best).0 == 0 { b',' } else { best }
}
