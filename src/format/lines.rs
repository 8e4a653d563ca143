//! Files that are read line by line, each document handed on when it is complete, and where in one something stands.

use std::fmt;

use super::gather::Gathering;
use super::{FormatError, Imported, Issue, without_done};

/// Reads a file of lines: takes one after the other, and keeps of those before what it has to know.
pub trait Lines {
    /// Takes the line of that number, its end with it.
    ///
    /// # Errors
    ///
    /// Where this is no such file; never behind the first line that holds something of one.
    fn line(&mut self, number: usize, line: &str, gathering: &mut Gathering) -> Result<(), FormatError>;

    /// Takes the end of the file.
    fn end(&mut self, gathering: &mut Gathering);
}

/// A line without its end.
pub fn bare(line: &str) -> &str {
    line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line))
}

/// All of a file.
pub(super) fn read(mut lines: Box<dyn Lines>, file: &str) -> Result<Imported, FormatError> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let mut gathering = Gathering::default();
    for (number, line) in (1..).zip(file.split_inclusive('\n')) {
        lines.line(number, line, &mut gathering)?;
    }
    lines.end(&mut gathering);
    Ok(gathering.done())
}

/// How many issues are held back as long as nothing else was found: a file in which nothing is ever found is told in one.
const HELD: usize = 1000;

/// A file of lines on its way: no more of it is in memory than the documents that are not complete, and the ids of all.
pub struct Reading {
    lines: Box<dyn Lines>,
    gathering: Gathering,
    number: usize,
    /// Whether there was a document.
    found: bool,
    held: Vec<Issue>,
}

impl Reading {
    pub(super) fn new(lines: Box<dyn Lines>) -> Reading {
        Reading { lines, gathering: Gathering::default(), number: 0, found: false, held: Vec::new() }
    }

    /// Takes the next line, its end with it, and gives what is complete now; the labels are all that there were so far.
    ///
    /// # Errors
    ///
    /// Where this is no such file.
    pub fn line(&mut self, line: &str) -> Result<Imported, FormatError> {
        let line = if self.number == 0 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
        self.number += 1;
        // A file may be nothing but a byte order mark.
        if line.is_empty() {
            return Ok(Imported::default());
        }
        self.lines.line(self.number, line, &mut self.gathering)?;
        Ok(self.complete())
    }

    /// Takes the end of the file, and gives what is left.
    ///
    /// # Errors
    ///
    /// Where all there was is what was not understood.
    pub fn end(mut self) -> Result<Imported, FormatError> {
        self.lines.end(&mut self.gathering);
        let left = self.complete();
        match self.held.first() {
            Some(issue) if !self.found => Err(FormatError { message: without_done(issue) }),
            _ => Ok(left),
        }
    }

    fn complete(&mut self) -> Imported {
        let mut complete = self.gathering.take();
        self.found |= !complete.project.documents.is_empty();
        if !self.found && self.held.len() < HELD {
            self.held.append(&mut complete.issues);
        } else if !self.held.is_empty() && self.found {
            complete.issues.splice(0..0, std::mem::take(&mut self.held));
        }
        complete
    }
}

/// A place in a file of lines, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// So many code points into a line.
    Column(usize, usize),
    /// The item of a list of a line that is a JSON object, counted from 0: `line 3.ner_tags[1]`.
    Item(usize, &'static str, usize),
}

impl At {
    /// Where `part`, a slice of `text`, begins; `text` is the line of that number.
    pub fn of(line: usize, text: &str, part: &str) -> At {
        let byte = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        At::Column(line, text.get(..byte).map_or(0, |before| before.chars().count()) + 1)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Column(line, column) => write!(f, "line {line}, column {column}"),
            At::Item(line, list, index) => write!(f, "line {line}.{list}[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_code_points() {
        let line = "é\t👩‍🚀 x|B-A";
        for (part, expected) in
            [("é", "line 7, column 1"), ("👩‍🚀", "line 7, column 3"), ("B-A", "line 7, column 9")]
        {
            let at = line.find(part).unwrap();
            assert_eq!(At::of(7, line, &line[at..at + part.len()]).to_string(), expected);
        }
        assert_eq!(At::Item(2, "ner_tags", 0).to_string(), "line 2.ner_tags[0]");
    }
}
