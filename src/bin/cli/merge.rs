//! `tagline merge`.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};

use lexopt::prelude::*;
use tagline::agreement::{Conflict, Dispute, Disputed, Sense, merge};
use tagline::annotation::{Annotation, Document, Project};
use tagline::format::{self, Format};
use tagline::job::pack::{is_packed, unpack};
use tagline::text::Span;

use super::convert::{format_of, not_utf8};
use super::{Failure, Outcome, print, say};

const HELP: &str = "\
tagline merge: make one file of annotations of two or more

usage: tagline merge FILE FILE ... [OPTIONS] > FILE

Writes a native file (*.tagline.json). Documents are one if they have the same id and text, annotations if they have
the same span and label; in which order the files are named makes no difference. What they do not agree on is listed
on standard error, places in code points; annotations in conflict are written as suggestions: accept or reject them.

options:
  --base FILE     what the files were made from: what one of them changed wins over what the others left
  --from FORMAT   the format of the files; by their names or beginnings if it isn't given
  -h, --help      print this

exit code: 0 nothing in conflict and all read, 1 something in conflict or not read, 2 the command was used wrongly
";

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    let (mut files, mut base, mut from) = (Vec::new(), None, None);
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return print(HELP),
            Long("base") => base = Some(args.value()?),
            Long("from") => from = Some(format_of("--from", args.value()?)?),
            Value(file) => files.push(file),
            other => return Err(other.unexpected().into()),
        }
    }
    if files.len() < 2 {
        return Err(Failure::Usage(format!("expected two or more files to merge, found {}", files.len())));
    }
    let mut good = true;
    let mut read = |file: &OsString| -> Result<Project, Failure> {
        let (project, whole) = read(file, from)?;
        good &= whole;
        Ok(project)
    };
    let base = base.as_ref().map(&mut read).transpose()?;
    let versions = files.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let outcome = merge(versions.iter().cloned(), base).outcome();
    let names = files.iter().map(|file| file.to_string_lossy().into_owned());
    let told = Told { versions: names.zip(versions).collect(), project: &outcome.project };
    for conflict in &outcome.conflicts {
        told.lines(conflict).iter().for_each(|line| say(line));
    }
    match outcome.conflicts.len() {
        0 => (),
        count => say(&format!("in all {count} in conflict")),
    }
    let native = format::by_name("tagline").unwrap_or(&format::ALL[0]);
    let exported = native.write(&outcome.project, &[]);
    exported.losses.iter().for_each(|loss| say(&loss.to_string()));
    let mut output = io::stdout().lock();
    output.write_all(exported.content().as_bytes())?;
    output.flush()?;
    Ok(if good && outcome.conflicts.is_empty() { Outcome::Good } else { Outcome::SomeBad })
}

/// What a file holds, and whether all of it could be read.
fn read(file: &OsString, from: Option<&'static Format>) -> Result<(Project, bool), Failure> {
    let name = file.to_string_lossy();
    let failed = |message: String| Failure::Input(format!("{name}: {message}"));
    let bytes = fs::read(file).map_err(|error| failed(error.to_string()))?;
    let unknown = || {
        let message =
            "expected a file of annotations, found one of no format that is known by its name or beginning";
        failed(format!("{message}; say which with --from"))
    };
    let imported = if is_packed(&bytes) {
        let files = unpack(bytes).map_err(failed)?;
        let found = from.or_else(|| format::recognised_folder(files.iter().map(|file| &*file.name)));
        found.ok_or_else(unknown)?.read_files(&files)
    } else {
        let text = String::from_utf8(bytes).map_err(|error| failed(not_utf8(error.as_bytes())))?;
        let found = from.or_else(|| format::recognised(&name, &text).first().copied());
        found.ok_or_else(unknown)?.read(&text)
    };
    let imported = imported.map_err(|error| failed(error.to_string()))?;
    imported.issues.iter().for_each(|issue| say(&format!("{name}: {issue}")));
    Ok((imported.project, imported.issues.is_empty()))
}

/// What a person reads of conflicts.
struct Told<'a> {
    /// The files, by their names.
    versions: Vec<(String, Project)>,
    /// What came of them.
    project: &'a Project,
}

impl Told<'_> {
    fn lines(&self, conflict: &Conflict) -> Vec<String> {
        let document = self.project.documents.iter().find(|one| Some(&one.id) == conflict.document.as_ref());
        let whose = conflict.document.as_ref().map_or("the project".into(), |id| format!("document {id}"));
        let one = |words: String| vec![format!("{whose}: {words}")];
        match &conflict.dispute {
            Dispute::Marks(marks) => {
                let marks = marks.iter().filter_map(|mark| Some(self.mark(document?, mark)));
                marks.map(|words| format!("{whose}, {words}")).collect()
            }
            Dispute::Sense(id, senses) => {
                let of = |sense: &Sense| {
                    let names = [sense.entity.as_ref().map(|entity| &entity.0), sense.value.as_ref()];
                    names.into_iter().flatten().map(|name| &**name).collect::<Vec<_>>().join(", ")
                };
                let senses = senses.iter().map(of).collect::<Vec<_>>().join(" or ");
                let found = document.and_then(|document| Some((document, document.annotation(id)?)));
                let place = found.map_or(String::new(), |(document, one)| place(document, one.span));
                vec![format!("{whose}, {place}: names {senses}; the first is written")]
            }
            Dispute::Texts(ids) => one(format!("texts that differ; written as documents {}", ids.join(", "))),
            Dispute::Metadata(all) => one(differ(all, "the metadata")),
            Dispute::Source(all) => one(differ(all, "the source")),
            Dispute::Label(all) => one(differ(all, &format!("label {}", name(all, |one| one.label.name())))),
            Dispute::Entity(all) => one(differ(all, &format!("entity {}", name(all, |one| &one.id.0)))),
            Dispute::Annotator(all) => one(differ(all, &format!("annotator {}", name(all, |one| &one.name)))),
        }
    }

    /// An annotation in conflict: its place, and who says what of it.
    fn mark(&self, document: &Document, mark: &Disputed) -> String {
        let Some(annotation) = document.annotation(&mark.id) else { return String::new() };
        let said = mark.versions.iter().map(|one| {
            let by = format::annotator(one).map_or(String::new(), |who| format!(" by {who}"));
            format!("{}{by} in {}", one.status.name(), self.files(document, one).join(", "))
        });
        let mut said: Vec<String> = said.collect();
        said.dedup();
        if mark.removed {
            said.push("taken out".to_owned());
        }
        format!("{}: {} {}", place(document, annotation.span), annotation.label, said.join("; "))
    }

    /// The files in which an annotation of that text stands so.
    fn files(&self, document: &Document, annotation: &Annotation) -> Vec<&str> {
        let same = |other: &Annotation| {
            (other.span, &other.label, other.status)
                == (annotation.span, &annotation.label, annotation.status)
                && (&other.origin, &other.decisions) == (&annotation.origin, &annotation.decisions)
        };
        let has = |project: &Project| {
            let mut documents = project.documents.iter().filter(|other| other.text() == document.text());
            documents.any(|document| document.annotations().iter().any(|other| same(other)))
        };
        self.versions.iter().filter(|(_, project)| has(project)).map(|(name, _)| &**name).collect()
    }
}

fn differ<T>(all: &[T], what: &str) -> String {
    format!("{what} in {} versions that differ; the first is written", all.len())
}

fn name<T>(all: &[T], of: impl Fn(&T) -> &str) -> &str {
    all.first().map_or("", of)
}

/// A place in code points, and its words.
fn place(document: &Document, span: Span) -> String {
    let count = |end| document.text().get(..end).unwrap_or_default().chars().count();
    let (start, end) = (count(span.start().0), count(span.end().0));
    format!("{start} to {end}, {:?}", document.words(span))
}
