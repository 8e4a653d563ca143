//! Files of annotations: one file and one row of [`ALL`] per format.
//!
//! Reading never fails halfway: a reader returns what it could read and the issues it found; an error means
//! that this is not such a file. Offsets in files are code points, end exclusive, unless a format's own rule differs.

mod azure;
mod brackets;
mod brat;
mod bundle;
mod cas;
mod comprehend;
mod conll;
mod conllu;
mod csv;
mod doccano;
mod excerpt;
mod fit;
mod folder;
mod gatenlp;
mod gather;
mod hf;
mod html;
mod iob;
mod iri;
mod journal;
mod json;
mod keep;
mod label_studio;
mod lines;
mod loss;
mod on_source;
mod placed;
mod potato;
mod prodigy;
mod recognise;
mod rules;
mod select;
mod spaced;
mod spacy;
mod split;
mod stream;
mod table;
mod tagged;
mod tagline;
mod tei;
#[cfg(test)]
mod testing;
mod w3c;

use std::fmt;

use crate::annotation::{Document, Project};

pub use bundle::{
    Bundle, Bundled, BundledMark, Found, How, Salt, Why, anchored, anchored_project, read_bundle,
    write_bundle,
};
pub use excerpt::excerpt;
pub use fit::{Fitted, fit};
pub use journal::{Journal, MarkRecord, RecordError, Unreadable, read_journal, read_record, write_record};
pub use json::{JsonError, read_json};
pub use keep::{keeping, losses};
pub use lines::Reading;
pub use loss::{Loss, Lost, Part, Place, Tallies, Tally, tally};
pub use on_source::on_source;
pub use recognise::{recognised, recognised_folder};
pub use rules::{Cause, Changed, Fix, Name, Overlap, Own, Rules, Text};
pub use select::{Counts, Selection, annotator, annotators};
pub use split::{SPLIT_PARTS, Split, split, split_part};
pub use stream::Writing;
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

/// A file of an export or an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its name, with `/` between folders; empty for what came without one.
    pub name: String,
    /// Its content.
    pub content: String,
}

/// What a writer made of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files, the one that holds the annotations first. Those of a format of one file are one, without a name.
    pub files: Vec<File>,
    /// What the format could not carry, or only changed.
    pub losses: Vec<Loss>,
}

impl Exported {
    /// What the first file holds.
    pub fn content(&self) -> &str {
        self.files.first().map_or("", |file| &file.content)
    }
}

/// How the files of a format are read.
#[derive(Clone, Copy)]
pub enum Reader {
    /// One file.
    File(fn(&str) -> Result<Imported, FormatError>),
    /// One file, line by line.
    Lines(fn() -> Box<dyn lines::Lines>),
    /// Several that belong together, packed as a zip archive or not; also one alone.
    Folder(fn(&[File]) -> Result<Imported, FormatError>),
}

/// How a project that fits is written.
#[derive(Clone, Copy)]
pub enum Writer {
    /// As one file.
    File(fn(&Project) -> String),
    /// As one file, with what could not be written after all.
    Telling(fn(&Project) -> (String, Vec<Loss>)),
    /// As one file that is a JSON list: an item for each document.
    List(fn(&Document) -> String),
    /// As several files that belong together, packed as a zip archive.
    Folder(fn(&Project) -> Vec<File>),
    /// As one file of hashes that begin with a salt.
    Salted(fn(&Project, &Salt) -> String),
}

/// What formats are for, as a person looks for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Files that nothing is lost in.
    Whole,
    /// Files for who has the texts already.
    Sharing,
    /// Files that taggers are trained with.
    Training,
    /// Files of other programs to annotate with.
    Tools,
    /// Files that people and spreadsheets read.
    Reading,
}

impl Family {
    /// All of them.
    pub const ALL: &[Family] =
        &[Family::Whole, Family::Sharing, Family::Training, Family::Tools, Family::Reading];

    /// Its name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Family::Whole => "Keeps everything",
            Family::Sharing => "Sharing",
            Family::Training => "Training",
            Family::Tools => "Other tools",
            Family::Reading => "Reading",
        }
    }
}

/// A format: how it is called, what it carries, how it is read and written.
pub struct Format {
    /// Its name on the command line: `tagline`.
    pub name: &'static str,
    /// Its name for a reader: `Tagline`.
    pub title: &'static str,
    /// What it is for.
    pub family: Family,
    /// The ending of its files, with the dot: `.tagline.json`; where several belong together, of the archive they are packed in.
    pub extension: &'static str,
    /// How the names of those files in such an archive end that hold the annotations: enough to know it by.
    pub inside: Option<&'static str>,
    /// Its media type.
    pub media_type: &'static str,
    /// What its offsets count: `code points`.
    pub counts: &'static str,
    /// Who reads it, and what a person must know of it, in a sentence or two.
    pub about: &'static str,
    /// What fits into it.
    pub rules: Rules,
    /// Whether a file that begins like this, be it only a kilobyte of it, may be one: for files whose names don't tell.
    pub begins: fn(&str) -> bool,
    /// What stands where a file of it becomes interesting, if that is not at its beginning.
    pub opens_at: Option<&'static str>,
    /// Whether a file of it can be cut between its documents, each part a file by itself: it is read and written document by
    /// document, never held whole.
    pub streams: bool,
    /// Reads its files; `None` for a format that is only written.
    pub reader: Option<Reader>,
    /// Writes a project; `None` for a format that is only read.
    pub writer: Option<Writer>,
}

impl Format {
    /// Whether its files are several, packed as a zip archive.
    pub fn is_folder(&self) -> bool {
        matches!(self.writer, Some(Writer::Folder(_)))
    }

    /// Whether its hashes begin with a salt.
    pub fn is_salted(&self) -> bool {
        matches!(self.writer, Some(Writer::Salted(_)))
    }

    /// Writes what fits of `project` after `fixes`; nothing in a format that is only read. Where a salt is wanted it is the one that
    /// follows from the texts.
    pub fn write(&self, project: &Project, fixes: &[Fix]) -> Exported {
        self.write_salted(project, fixes, None)
    }

    /// The same with a salt of one's own, which only a format that wants one uses.
    pub fn write_salted(&self, project: &Project, fixes: &[Fix], salt: Option<&Salt>) -> Exported {
        let Some(writer) = self.writer else { return Exported::default() };
        let Fitted { project, mut losses } = fit(project, &self.rules, fixes);
        let one = |content: String| vec![File { name: String::new(), content }];
        let files = match writer {
            Writer::File(write) => one(write(&project)),
            Writer::List(item) => one(stream::list(&project, item)),
            Writer::Telling(write) => {
                let (content, more) = write(&project);
                losses.extend(more);
                one(content)
            }
            Writer::Folder(write) => write(&project),
            Writer::Salted(write) => {
                let salt = salt.copied().unwrap_or_else(|| Salt::of(&project));
                one(write(&project, &salt))
            }
        };
        Exported { files, losses }
    }

    /// Reads a file of it.
    pub fn read(&self, content: &str) -> Result<Imported, FormatError> {
        match self.reader {
            Some(Reader::File(read)) => read(content).and_then(something),
            Some(Reader::Lines(lines)) => lines::read(lines(), content).and_then(something),
            Some(Reader::Folder(_)) => {
                self.read_files(&[File { name: String::new(), content: content.to_owned() }])
            }
            None => Err(self.only_written()),
        }
    }

    /// Reads files of it that belong together.
    pub fn read_files(&self, files: &[File]) -> Result<Imported, FormatError> {
        match (self.reader, files) {
            (Some(Reader::Folder(read)), _) => read(files).map(placed_somewhere).and_then(something),
            (Some(Reader::File(_) | Reader::Lines(_)), [file]) => self.read(&file.content),
            (Some(Reader::File(_) | Reader::Lines(_)), _) => Err(FormatError {
                message: format!("expected one file of the format {}, found {}", self.name, files.len()),
            }),
            (None, _) => Err(self.only_written()),
        }
    }

    fn only_written(&self) -> FormatError {
        if self.is_salted() {
            let message = "expected annotations with their texts, found a bundle, which has none; put it on the texts with \
                           tagline anchor, or open it in the app and then the articles";
            return FormatError { message: message.to_owned() };
        }
        FormatError { message: format!("expected a format that can be read, found {}", self.name) }
    }
}

/// Whether anything was found in a file: one of another format may have all that a format asks for, and nothing in it.
pub fn holds_something(imported: &Imported) -> bool {
    imported.project != Project::default() || !imported.issues.is_empty()
}

/// What was read, each issue with a place: of several files one may have no name.
fn placed_somewhere(mut imported: Imported) -> Imported {
    for issue in imported.issues.iter_mut().filter(|issue| issue.place.is_empty()) {
        "the file".clone_into(&mut issue.place);
    }
    imported
}

/// What was read, if that is anything: where all there is is what was not understood, this is hardly such a file.
fn something(imported: Imported) -> Result<Imported, FormatError> {
    match imported.issues.first() {
        Some(issue) if imported.project == Project::default() => {
            Err(FormatError { message: without_done(issue) })
        }
        _ => Ok(imported),
    }
}

/// An issue without what was done about it.
fn without_done(issue: &Issue) -> String {
    let message = issue.to_string();
    message.rsplit_once("; left ").map_or(&*message, |(said, _)| said).to_owned()
}

/// Every format, the native one first.
pub const ALL: &[Format] = &[
    tagline::FORMAT,
    bundle::FORMAT,
    spacy::FORMAT,
    iob::FORMAT,
    conll::CONLL2003,
    conll::BILOU,
    conllu::FORMAT,
    hf::FORMAT,
    comprehend::FORMAT,
    azure::FORMAT,
    label_studio::FORMAT,
    doccano::FORMAT,
    prodigy::FORMAT,
    brat::FORMAT,
    potato::FORMAT,
    cas::FORMAT,
    gatenlp::FORMAT,
    w3c::FORMAT,
    w3c::FORMAT_UTF16,
    html::FORMAT,
    csv::FORMAT,
    tei::FORMAT,
    brackets::FORMAT,
];

/// The format of that name on the command line.
pub fn by_name(name: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.name == name)
}
