//! Many files at once: what is in each, one record or one rejection at a time, so that a worker can answer between two, tell how
//! far it is, and stop. Nothing is dropped silently: what no record came of has its rejection.
//!
//! Files are read piece by piece where their kind allows it (lines, tables, archives); others are held whole, one at a time.

mod archive;
mod choice;
mod decode;
mod kind;
mod lines;
mod preview;
mod table;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::collections::{HashMap, VecDeque};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

use self::archive::Archive;
use self::decode::whole;
use self::kind::{Kind, kind_of};
use self::lines::Lines;
use self::table::Table;
use crate::annotation::{Document, Project};
use crate::article::{Source, has_words};
use crate::format::{File, Format, FormatError, Imported, Issue, holds_something, recognised_folder};
use crate::job::rules::is_rules;

pub use choice::Choice;
pub use decode::decode;
pub use kind::known_binary;
pub use preview::{Preview, preview, previews};

/// The most bytes of a file, of one in an archive, and of a line that are held at once.
pub const LARGEST: u64 = 64 << 20;

/// Bytes that can be read from anywhere.
pub trait Content: Read + Seek {}

impl<T: Read + Seek> Content for T {}

/// A file that was given.
pub struct Given {
    /// Its name, with its folders where it came in some.
    pub name: String,
    /// What is in it.
    pub content: Box<dyn Content>,
}

impl Given {
    /// A file that is in memory.
    pub fn of(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Given {
        Given { name: name.into(), content: Box::new(Cursor::new(bytes.into())) }
    }
}

/// What came of a piece of a file.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// An article that is not cleaned yet.
    Article(Box<Record>),
    /// The labels, annotators and entities of a file of annotations, without its documents: they come next.
    Project(Box<Project>),
    /// A document of such a file.
    Document(Rc<Document>),
    /// Something that could not be taken, or not all of it: where it stands, what was expected and found.
    Rejected(Issue),
}

/// An article as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where: `news.zip/a.txt`, `news.csv, line 12`.
    pub place: String,
    /// What it is called there.
    pub id: Option<String>,
    /// Its text or HTML.
    pub source: Source,
    /// Its headline, where that is given beside the text.
    pub title: Option<String>,
    /// Its date, ISO 8601.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Files that are being read. An iterator: each step reads as much as one record takes. To stop is to drop it.
pub struct Intake {
    files: VecDeque<Given>,
    choices: HashMap<String, Choice>,
    /// The archive that is being read, with its name.
    archive: Option<(String, Archive)>,
    reading: Option<Reading>,
    /// How many bytes the files before this one have, and all together.
    before: u64,
    total: u64,
    /// How many bytes this file has, and how many of it are read.
    size: u64,
    read: Rc<Cell<u64>>,
}

/// A file that gives several records.
enum Reading {
    Lines(Lines),
    Table(Table),
    Ready(VecDeque<Arrival>),
}

impl Intake {
    /// The files in order. Which columns and fields are what is guessed where `choices` has nothing for a file's name.
    pub fn new(mut files: Vec<Given>, choices: HashMap<String, Choice>) -> Intake {
        let total =
            files.iter_mut().map(|file| size_of_content(&mut *file.content).unwrap_or_default()).sum();
        let files = files.into();
        let read = Rc::new(Cell::new(0));
        Intake { files, choices, archive: None, reading: None, before: 0, total, size: 0, read }
    }

    /// How many bytes are read, and how many there are.
    pub fn progress(&self) -> (u64, u64) {
        (self.before + self.read.get().min(self.size), self.total)
    }

    /// Opens what comes next; nothing when all is read. An issue if it can't be.
    fn open(&mut self) -> Option<Result<Reading, Issue>> {
        if let Some((name, archive)) = &mut self.archive {
            match archive.next() {
                Some((inner, bytes)) => {
                    self.read.set(archive.read());
                    let place = format!("{name}/{inner}");
                    let found = bytes.map_err(|message| Issue { place: place.clone(), message });
                    return Some(
                        found.and_then(|bytes| self.reading(place, Box::new(Cursor::new(bytes)), true)),
                    );
                }
                None => self.archive = None,
            }
        }
        self.before += std::mem::take(&mut self.size);
        self.read.set(0);
        let Given { name, mut content } = self.files.pop_front()?;
        let size = size_of_content(&mut *content);
        let failed = |error: io::Error| Issue {
            place: name.clone(),
            message: format!("expected a file that can be read: {error}"),
        };
        match size.map_err(failed) {
            Err(issue) => Some(Err(issue)),
            Ok(size) => {
                self.size = size;
                let counted = Counted { content, read: self.read.clone() };
                Some(self.reading(name, Box::new(counted), false))
            }
        }
    }

    fn reading(
        &mut self,
        name: String,
        mut content: Box<dyn Content>,
        inner: bool,
    ) -> Result<Reading, Issue> {
        let refuse = |message: String| Issue { place: name.clone(), message };
        let failed = |error: io::Error| refuse(format!("expected a file that can be read: {error}"));
        match kind_of(&name, &mut *content).map_err(failed)?.map_err(refuse)? {
            Kind::Archive if inner => Err(refuse(
                "expected a text, found an archive in an archive; unpack it and drop its files".into(),
            )),
            Kind::Archive => {
                let mut archive = Archive::open(content).map_err(refuse)?;
                let names = archive.names();
                if let Some(format) = recognised_folder(names.iter().map(String::as_str)) {
                    let files = archive.texts().map_err(refuse)?;
                    return Ok(Reading::Ready(arrivals(&name, format.read_files(&files))));
                }
                self.archive = Some((name, archive));
                Ok(Reading::Ready(VecDeque::new()))
            }
            Kind::Lines => {
                let choice = self.choice(&name, &mut *content);
                Ok(Reading::Lines(Lines::new(name.clone(), content, choice).map_err(refuse)?))
            }
            Kind::Table => {
                let choice = self.choice(&name, &mut *content);
                Ok(Reading::Table(Table::new(name.clone(), content, choice).map_err(refuse)?))
            }
            Kind::Annotations(formats) => {
                let text = whole(&mut *content).map_err(refuse)?;
                if is_rules(&text) {
                    return Err(refuse("expected articles, found a rule pack; open it by itself".into()));
                }
                Ok(Reading::Ready(annotated(&name, &text, &formats)))
            }
            kind @ (Kind::Html | Kind::Text) => {
                let text = whole(&mut *content).map_err(refuse)?;
                let html = matches!(kind, Kind::Html);
                let source = if html { Source::html(text) } else { Source::text(text) };
                if !has_words(&source) {
                    return Err(refuse("expected an article, found no text that shows".into()));
                }
                let record =
                    Record { place: name, id: None, source, title: None, published: None, url: None };
                Ok(Reading::Ready([Arrival::Article(record.into())].into()))
            }
        }
    }

    /// What was chosen for a file, or is guessed from its beginning.
    fn choice(&self, name: &str, content: &mut dyn Content) -> Choice {
        let chosen = self.choices.get(name).cloned();
        chosen.or_else(|| Some(preview(name, content).ok()??.choice)).unwrap_or_default()
    }
}

impl Iterator for Intake {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        loop {
            let next = match &mut self.reading {
                None => None,
                Some(Reading::Lines(lines)) => lines.next(),
                Some(Reading::Table(table)) => table.next(),
                Some(Reading::Ready(ready)) => ready.pop_front(),
            };
            if next.is_some() {
                return next;
            }
            match self.open() {
                None => {
                    self.reading = None;
                    return None;
                }
                Some(Ok(reading)) => self.reading = Some(reading),
                Some(Err(issue)) => {
                    self.reading = None;
                    return Some(Arrival::Rejected(issue));
                }
            }
        }
    }
}

/// The documents of a file of annotations. Where none of the formats knows it, the first one says why.
fn annotated(name: &str, text: &str, formats: &[&Format]) -> VecDeque<Arrival> {
    let read = formats.iter().find_map(|format| format.read(text).ok().filter(holds_something));
    let read = read.map_or_else(|| formats.first().map(|format| format.read(text)), |read| Some(Ok(read)));
    read.map_or_else(VecDeque::new, |read| arrivals(name, read))
}

/// What comes of files of annotations that were read.
fn arrivals(name: &str, read: Result<Imported, FormatError>) -> VecDeque<Arrival> {
    let at = |place: &str| format!("{name}, {place}");
    match read {
        Ok(mut imported) => {
            let documents = std::mem::take(&mut imported.project.documents);
            let mut arrivals = VecDeque::with_capacity(documents.len() + imported.issues.len() + 1);
            if documents.is_empty() && imported.issues.is_empty() {
                let message = "expected documents, found none".to_owned();
                arrivals.push_back(Arrival::Rejected(Issue { place: name.to_owned(), message }));
            }
            arrivals.push_back(Arrival::Project(imported.project.into()));
            arrivals.extend(documents.into_iter().map(Arrival::Document));
            let issues = imported.issues.into_iter();
            arrivals
                .extend(issues.map(|issue| Arrival::Rejected(Issue { place: at(&issue.place), ..issue })));
            arrivals
        }
        Err(error) => [Arrival::Rejected(Issue { place: name.to_owned(), message: error.message })].into(),
    }
}

/// The files of an archive, all of them texts.
pub(super) fn unpacked(content: Box<dyn Content>) -> Result<Vec<File>, String> {
    Archive::open(content)?.texts()
}

/// Counts how far a file is read.
struct Counted {
    content: Box<dyn Content>,
    read: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(into)?;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = self.content.seek(to)?;
        self.read.set(at);
        Ok(at)
    }
}

fn size_of_content(content: &mut dyn Content) -> io::Result<u64> {
    let size = content.seek(SeekFrom::End(0))?;
    content.seek(SeekFrom::Start(0))?;
    Ok(size)
}
